from __future__ import annotations

import pytest

from desktop.domain.endings import may_fit


@pytest.mark.parametrize(
    ("path", "fits"),
    [
        ("/a/cat.png", True),
        ("/a/CAT.JPEG", True),
        ("/a/photo.cr3", True),
        ("/a/layers.psb", True),
        ("/a/notes.md", True),
        ("/a/talk.pdf", True),
        ("/a/song.flac", True),
        ("/a/folder", True),
        ("/a/.hidden", True),
        ("/a/report.2026", True),  # a number is no ending
        ("/a/program.exe", False),
        ("/a/b.png/archive.zip", False),
        ("", True),
    ],
)
def test_a_name_says_whether_a_file_may_be_attached(path, fits):
    assert may_fit(path) is fits
