"""Text and code files: their bytes as text, and how a model is given one."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from desktop.domain.errors import FileEmpty, NotAPicture, TextTooLong

UTF_8 = "UTF-8"
LONGEST = 4_000_000  # bytes: about the longest context there is
LETTERS = 4  # of a token, about
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NOT_IN_TEXT = re.compile("[\x00-\x07\x0e-\x1a\x1c-\x1f]")  # controls beside blanks, bells and colors of terminals
_ASCII, _LATIN = bytes(range(0x80)), bytes(range(0xA0, 0x100))
_PLAIN = 0.7  # of letters in UTF-16 are of ASCII or Latin-1: other alphabets look too much like anything else
_SHORTEST = 4  # letters in UTF-16: fewer may be a word with a zero behind it
_RARE = 5  # of so many bytes one has an accent at most in any longer text of an alphabet that bytes alone tell …
_CROWD = re.compile(b"[\x80-\xff]{3}")  # … while in a few words they may be more, but never stand so close together
_LETTERS = re.compile(b"[A-Za-z]")
_FENCE = re.compile(r"^ {0,3}(`{3,})", re.MULTILINE)


class Text(NamedTuple):
    """A file's text, whose lines end in line feeds, and what it was read as: "UTF-8" or another name people know."""

    text: str
    encoding: str


def text_in(data: bytes) -> Text:
    """The text of a file: UTF-8, else what is clearly UTF-16 or, in European languages, one byte a letter.

    Raises:
        FileEmpty: Nothing.
        NotAPicture: Something else.
        TextTooLong: More than `LONGEST` bytes.
    """
    if not data:
        raise FileEmpty
    head = data[: LONGEST + 1]  # enough to tell: what is longer is refused anyway
    found = next((text for text in (_marked(head), _wide(head), _narrow(head)) if text), None)
    if found is None:
        raise NotAPicture
    if len(data) > LONGEST:
        raise TextTooLong(count=len(data), most=LONGEST)
    return Text(found.text.replace("\r\n", "\n"), found.encoding)


def _marked(data: bytes) -> Text | None:
    """What is UTF-8, or says that it is UTF-16."""
    if data.startswith(_UTF_16):
        return _decoded(data, "utf-16", "UTF-16")
    return _decoded(data, "utf-8-sig", UTF_8)


def _wide(data: bytes) -> Text | None:
    """UTF-16 without a mark, by the zeros beside its letters, which are all on one side."""
    before, after = data[::2].count(0), data[1::2].count(0)
    letters, odd = divmod(len(data), 2)
    if odd or min(before, after) or letters < _SHORTEST or max(before, after) < _PLAIN * letters:
        return None
    return _decoded(data, "utf-16-le" if after else "utf-16-be", "UTF-16")


def _narrow(data: bytes) -> Text | None:
    """Latin-1, or Windows' extension of it: its signs for quotes and dashes are controls there."""
    accents = len(data.translate(None, _ASCII))
    if accents * _RARE > len(data) and (_CROWD.search(data) or accents > len(_LETTERS.findall(data))):
        return None
    extended = data.translate(None, _ASCII + _LATIN) != b""
    return _decoded(data, "cp1252", "Windows-1252" if extended else "Latin-1")


def _decoded(data: bytes, codec: str, name: str) -> Text | None:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return None
    return Text(text, name) if text and not _NOT_IN_TEXT.search(text) else None


def lines_in(text: str) -> int:
    """How many lines an editor would number."""
    return text.count("\n") + (not text.endswith("\n"))


def named(name: str, text: str) -> str:
    """A file as a model reads it: its name, and the text in a fence that nothing in it closes."""
    fence = "`" * max(3, *(len(found) + 1 for found in _FENCE.findall(text)), 0)
    end = "" if text.endswith("\n") else "\n"
    return f"File: {name}\n{fence}\n{text}{end}{fence}"
