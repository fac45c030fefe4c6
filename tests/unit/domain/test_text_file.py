from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import FileEmpty, NotAPicture, TextTooLong
from desktop.domain.text_file import LONGEST, lines_in, named, text_in

GERMAN = "Zwölf Boxkämpfer jagen\r\nViktor quer über den großen Sylter Deich.\r\n"


@pytest.mark.parametrize(
    ("text", "codec", "encoding"),
    [
        ("Äpfel\r\n\t\x1b[1m💡", "utf-8", "UTF-8"),
        ("Äpfel\r\n\t\x1b[1m💡", "utf-8-sig", "UTF-8"),
        ("Äpfel\r\n\t\x1b[1m💡", "utf-16", "UTF-16"),
        ("中文沒有空白", "utf-16", "UTF-16"),
        (GERMAN, "utf-16-le", "UTF-16"),
        (GERMAN, "utf-16-be", "UTF-16"),
        ("id, имя\n1, 2, 3\n", "utf-16-be", "UTF-16"),
        (GERMAN, "latin-1", "Latin-1"),
        ("naïve façade, voilà\n", "latin-1", "Latin-1"),
        ("Grüße à tous", "latin-1", "Latin-1"),
        ("où ça?", "latin-1", "Latin-1"),
        ("Preis: 12 €", "cp1252", "Windows-1252"),
        ("it’s a “quote” – so what", "cp1252", "Windows-1252"),
    ],
)
def test_text_is_read_in_the_usual_encodings_and_said_in_which(text, codec, encoding):
    assert (text.replace("\r\n", "\n"), encoding) == text_in(text.encode(codec))


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf",
        b"%PDF-1.7\n\xe2\xe3\xcf\xd3",
        b"a\0b",
        b"\x7fELF\x02\x01",
        b"\xff\xfea",
        "é".encode("latin-1"),
        "là, été".encode("latin-1"),  # more accents than other letters: rather anything else
        "ASCII, я не знаю".encode("koi8-r"),
        "Привет, мир".encode("koi8-r"),  # nothing tells it from other alphabets
        "中文沒有空白這裡也沒有".encode("utf-16-le"),
        "中文沒有空白".encode("big5"),
        "Всё, 1 2 3, хорошо".encode("utf-16-le"),  # without a mark
        b"hello\0",
        b"a\0b\0c\0",
        b"a\0b\0\0c\0d",  # zeros on both sides
        b"a\0b\0\x01\0",
        b"\0\0a\0b\0",
        b"\0" * 1000,
        b"a b c d e f \x81",  # no letter of Windows'
        b"plain words \xe9 \x07",
        GERMAN.encode("utf-16-le")[:-1],
        b"PK\3\4" + b"words words words",
    ],
)
def test_what_is_no_text_is_refused(data):
    with pytest.raises(NotAPicture):
        text_in(data)


def test_nothing_is_refused_as_nothing():
    with pytest.raises(FileEmpty):
        text_in(b"")


def test_a_text_that_is_too_long_is_refused_with_its_size():
    assert LONGEST == len(text_in(b"a" * LONGEST).text)
    for data in (b"a" * (LONGEST + 1), b"\xe9" + b"a" * 29_999_999):
        with pytest.raises(TextTooLong) as caught:
            text_in(data)
        assert (len(data), LONGEST) == (caught.value.count, caught.value.most)


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


@given(st.binary(max_size=300))
def test_any_bytes_are_text_without_controls_or_refused(data):
    try:
        text, encoding = text_in(data)
    except (FileEmpty, NotAPicture):
        return

    assert text
    assert not set(text) & set(map(chr, range(7)))
    assert encoding in {"UTF-8", "UTF-16", "Latin-1", "Windows-1252"}
