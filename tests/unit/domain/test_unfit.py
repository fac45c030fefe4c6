from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

import pytest

from desktop.domain.unfit import HEAD, is_unfit
from tests.unit.system.pictures import corners, encoded


def archive():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("a.txt", "a")
    return made.getvalue()


def test_programs_and_archives_are_known_by_their_first_bytes():
    with Path(sys.executable).open("rb") as program:
        assert is_unfit(program.read(HEAD))
    assert is_unfit(archive()[:HEAD])


@pytest.mark.parametrize(
    "data", [b"", b"MZ is how some texts begin", b"%PDF-1.7\n\0", encoded(corners((30, 20)), "PNG"), b"\0\0\1\0"]
)
def test_all_else_may_be_attached(data):
    assert not is_unfit(data[:HEAD])
