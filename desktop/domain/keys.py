"""API keys as people paste them."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

from desktop.domain.errors import KeyMissing, KeyNotAscii

_QUOTES = (  # those of ASCII, and the typographic ones: acute, curved, pointed, primes, corners, wide
    "\"'`\u00b4\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u201b\u00ab\u00bb\u2039"
    "\u203a\u2032\u2033\u300c\u300d\u300e\u300f\uff02\uff07"
)
_BLANK_LETTERS = "\u034f\u115f\u1160\u2800\u3164\uffa0"  # drawn as nothing, but letters, marks or symbols to Unicode
_VARIATION_SELECTORS = range(0xFE00, 0xFE10)
_INVISIBLE = {"Zs", "Zl", "Zp", "Cc", "Cf"}
_ASSIGNMENT = re.compile(r"\A(?:export +)?[A-Z][A-Z0-9_]*_KEY *= *")  # a line of a shell's settings
_HEADER = re.compile(r"\A(?:authorization *: *)?bearer +", re.IGNORECASE)
_MARK = 16  # digits
_HEADER_ALONE = re.compile(r"authorization:?|(?:authorization:)?bearer", re.IGNORECASE)


def cleaned(pasted: str) -> str:
    """The key in what was pasted: without blanks, quotes, invisible characters and a leading `Bearer` or `…_KEY=`.

    Raises:
        KeyMissing: Nothing is left.
        KeyNotAscii: What is left could not stand in an HTTP header. The failure does not hold the key.
    """
    rest = "".join(" " if _invisible(character) else character for character in pasted)
    before = ""
    while rest != before:
        before = rest
        rest = _HEADER.sub("", _ASSIGNMENT.sub("", rest.strip(_QUOTES + " ")))
    key = rest.replace(" ", "")
    if not key or _HEADER_ALONE.fullmatch(key):
        raise KeyMissing
    if not key.isascii():
        raise KeyNotAscii
    return key


def mark_of(key: str) -> str:
    """What tells a key from others, and from which nobody can find it out; "" where there is none."""
    return sha256(key.encode()).hexdigest()[:_MARK] if key else ""


def _invisible(character: str) -> bool:
    """Whether a character is drawn as nothing: blanks, controls, formats, fillers and variation selectors."""
    return (
        unicodedata.category(character) in _INVISIBLE
        or character in _BLANK_LETTERS
        or ord(character) in _VARIATION_SELECTORS
    )
