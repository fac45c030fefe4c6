"""What is put between a text and words that are dropped beside it, so that no word becomes a part of another."""

from __future__ import annotations

from unicodedata import category, east_asian_width

OPENING, CLOSING = {"Ps", "Pi"}, {"Pe", "Pf"}  # brackets and quotes
STOPS = set(".,;:!?…")
WIDE = {"W", "F"}  # letters of languages that put no blanks between words


def with_gaps(before: str, text: str, after: str) -> str:
    """A text with what keeps it apart from the characters before and behind it; "" where there is none."""
    if not text:
        return text
    gap = "\n" if "\n" in text else " "
    front = gap if _would_be_glued(before, text[0]) else ""
    return front + text + (gap if _would_be_glued(text[-1], after) else "")


def _would_be_glued(left: str, right: str) -> bool:
    if not left or not right or left.isspace() or right.isspace():
        return False
    if category(left) in OPENING or category(right) in CLOSING or right in STOPS:
        return False
    return not (east_asian_width(left) in WIDE and east_asian_width(right) in WIDE)
