from __future__ import annotations

import pytest

from desktop.domain.endings import is_picture, may_fit, modality_named
from desktop.domain.parts import Modality


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


@pytest.mark.parametrize(
    ("path", "modality"),
    [
        ("/a/CAT.JPEG", Modality.IMAGE),
        ("/a/talk.pdf", Modality.FILE),
        ("/a/song.flac", Modality.AUDIO),
        ("/a/film.mov", Modality.VIDEO),
        ("/a/notes.md", None),
        ("/a/folder", None),
    ],
)
def test_a_name_says_what_a_model_must_take(path, modality):
    assert modality_named(path) is modality
    assert is_picture(path) is (modality is Modality.IMAGE)
