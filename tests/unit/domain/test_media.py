from __future__ import annotations

from decimal import Decimal

import pytest

from desktop.domain.errors import PdfDamaged
from desktop.domain.media import (
    FORMATS,
    PDF,
    engine_of,
    media_type,
    modality_at,
    modality_of,
    ocr_price,
    pages_of,
    read_along,
)
from desktop.domain.parts import Engine, MediaPart, Modality

BODY = b"1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n"


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"%PDF-1.7\n" + BODY, PDF),
        (b"%PDF-1.7\n1 0 obj\n<< cut off", PDF),
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


def test_what_only_begins_as_a_pdf_is_none():
    for data in (b"%PDF-1.4 garbage\n", b"%PDF-1.4\n" + b" " * 1_000_000 + b"1 0 obj"):
        with pytest.raises(PdfDamaged):
            media_type(data)


def test_what_reading_scans_costs():
    assert [Decimal("0.002"), Decimal(2)] == [ocr_price(1), ocr_price(1_000)]


def test_recordings_have_a_format_each_and_are_known_too():
    wav = b"RIFF\x24\0\0\0WAVE"

    assert "audio/wav" == media_type(wav)
    assert {Modality.AUDIO} == {modality_of(kind) for kind in FORMATS}
    assert (Modality.FILE, Modality.VIDEO) == (modality_of(PDF), modality_of("video/mp4"))


@pytest.mark.parametrize(
    ("address", "modality"),
    [
        ("https://example.org/a.PNG?x=1", Modality.IMAGE),
        ("https://example.org/a.pdf#page=2", Modality.FILE),
        ("https://example.org/pdf", None),
        ("https://example.org/?a.pdf", None),
        ("https://example.org/a.mp4", Modality.VIDEO),
        ("https://example.org/a.MOV", Modality.VIDEO),
        ("https://example.org/a.webm", Modality.VIDEO),
        ("https://example.org/a.mpeg", Modality.VIDEO),
        ("https://example.org/a.avi", None),
        ("https://www.youtube.com/watch?v=abc", Modality.VIDEO),
        ("https://youtube.com/shorts/abc", Modality.VIDEO),
        ("https://m.youtube.com/live/abc", Modality.VIDEO),
        ("https://youtu.be/abc", Modality.VIDEO),
        ("https://youtu.be/", None),
        ("https://www.youtube.com/@somebody", None),
        ("https://youtube.com.example.org/watch?v=abc", None),
    ],
)
def test_an_address_says_by_its_end_what_lies_there(address, modality):
    assert modality is modality_at(address)


@pytest.mark.parametrize("native", [True, False, None])
def test_who_reads_a_pdf(native):
    assert Engine.TEXT is engine_of(Engine.UNSET, native=native)
    assert (Engine.TEXT if native is False else Engine.NATIVE) is engine_of(Engine.NATIVE, native=native)
    assert [Engine.TEXT, Engine.OCR] == [engine_of(one, native=native) for one in (Engine.TEXT, Engine.OCR)]


@pytest.mark.parametrize(("pages", "together"), [((), 0), ((3,), 3), ((3, 4), 7), ((3, 0), 0)])
def test_pages_are_counted_where_all_of_them_are_known(pages, together):
    assert together == pages_of([MediaPart("a.pdf", Modality.FILE, pages=count) for count in pages])


@pytest.mark.parametrize(
    ("engine", "along"),
    [
        (Engine.UNSET, ()),
        (Engine.TEXT, (Engine.NATIVE, Engine.OCR)),
        (Engine.NATIVE, (Engine.UNSET, Engine.TEXT, Engine.OCR)),
        (Engine.OCR, tuple(Engine)),  # they are paid for
    ],
)
def test_what_is_read_along_is_what_was_to_be_read_otherwise_and_what_costs_again(engine, along):
    unread = [MediaPart("a.pdf", Modality.FILE, engine=chosen) for chosen in Engine]
    assert along == tuple(pdf.engine for pdf in read_along(engine, unread))
