"""Text and code files: their bytes as text, and how a model is given one."""

from __future__ import annotations

import codecs
import re

from desktop.domain.errors import NotAPicture, TextTooLong

LONGEST = 1_000_000  # bytes: more than the context of nearly all models holds
LETTERS = 4  # of a token, about
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NOT_IN_TEXT = re.compile("[\x00-\x07\x0e-\x1a\x1c-\x1f]")  # controls beside blanks, bells and colors of terminals
_FENCE = re.compile(r"^ {0,3}(`{3,})", re.MULTILINE)


def text_in(data: bytes) -> str:
    """The text of a file in UTF-8, or in UTF-16 with a mark; lines end in line feeds.

    Raises:
        NotAPicture: Something else, or nothing.
        TextTooLong: More than `LONGEST` bytes.
    """
    try:
        text = data.decode("utf-16" if data.startswith(_UTF_16) else "utf-8-sig")
    except UnicodeDecodeError:
        raise NotAPicture from None
    if not text or _NOT_IN_TEXT.search(text):
        raise NotAPicture
    if len(data) > LONGEST:
        raise TextTooLong(f"{len(data) / 1e6:.1f} MB")
    return text.replace("\r\n", "\n")


def lines_in(text: str) -> int:
    """How many lines an editor would number."""
    return text.count("\n") + (not text.endswith("\n"))


def named(name: str, text: str) -> str:
    """A file as a model reads it: its name, and the text in a fence that nothing in it closes."""
    fence = "`" * max(3, *(len(found) + 1 for found in _FENCE.findall(text)), 0)
    end = "" if text.endswith("\n") else "\n"
    return f"File: {name}\n{fence}\n{text}{end}{fence}"
