from __future__ import annotations

import pytest

from desktop.domain.media import PDF, media_type

BODY = b"1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n"


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"%PDF-1.7\n" + BODY, PDF),
        (b"%PDF-1.7\n cut off", PDF),
        (b"\xff\xfemail header\r\n" + b"%PDF-1.4\n" + BODY, PDF),
        (b" " * 1019 + b"%PDF-1.4\n" + BODY, PDF),
        (b" " * 1020 + b"%PDF-1.4\n" + BODY, ""),
        (b"if data.startswith(b'%PDF-'): # is it one?", ""),
        (b"", ""),
        (b"hello", ""),
    ],
)
def test_a_pdf_is_known_by_its_bytes(data, found):
    assert found == media_type(data)
