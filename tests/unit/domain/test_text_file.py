from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import NotAPicture, TextTooLong
from desktop.domain.text_file import LONGEST, lines_in, named, text_in


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_is_read_in_the_usual_encodings(encoding):
    assert "Äpfel\n\t\x1b[1m💡" == text_in("Äpfel\r\n\t\x1b[1m💡".encode(encoding))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xef\xbb\xbf",
        b"%PDF-1.7\n\xe2\xe3\xcf\xd3",
        b"a\0b",
        b"\x7fELF\x02\x01",
        b"\xff\xfea",
        "é".encode("latin-1"),
    ],
)
def test_what_is_no_text_is_refused(data):
    with pytest.raises(NotAPicture):
        text_in(data)


def test_a_text_that_is_too_long_is_refused_with_its_size():
    assert LONGEST == len(text_in(b"a" * LONGEST))
    with pytest.raises(TextTooLong, match=re.escape("1.0 MB")):
        text_in(b"a" * (LONGEST + 1))


@pytest.mark.parametrize(("text", "lines"), [("a", 1), ("a\n", 1), ("a\nb", 2), ("\n\n", 2)])
def test_lines_are_counted_as_an_editor_does(text, lines):
    assert lines == lines_in(text)


def test_a_file_is_named_and_fenced():
    assert "File: a.py\n```\nx = 1\n```" == named("a.py", "x = 1")
    assert "File: a.py\n```\nx = 1\n```" == named("a.py", "x = 1\n")
    assert "File: a.md\n`````\n````\nb\n`````" == named("a.md", "````\nb\n")


@given(st.text(alphabet="`a \n"))
def test_nothing_in_a_file_closes_its_fence(text):
    first, fence, *inside, last = named("a", text).split("\n")

    assert ("File: a", fence) == (first, last)
    assert not any(line.strip(" ").startswith(fence) and not line.startswith("    ") for line in inside)
