"""Texts in units of UTF-16, in which Qt counts: behind the first emoji its positions are not those of characters."""

from __future__ import annotations

from itertools import accumulate


def width_of(text: str) -> int:
    """How many units a text has; half of a pair, which pasted text may hold, is one."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def part_of(text: str, start: int, end: int | None = None) -> str:
    """The text between two positions; half of a pair becomes U+FFFD beside whole ones."""
    if text.isascii() or max(text) <= "\uffff":
        return text[start:end]
    units = text.encode("utf-16-le", "surrogatepass")
    return units[2 * start : None if end is None else 2 * end].decode("utf-16-le", "replace")


def in_units(text: str, ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges of characters as ranges of units."""
    if text.isascii() or not ranges or max(text) <= "\uffff":
        return ranges
    positions = [0, *accumulate(1 + (letter > "\uffff") for letter in text)]
    return [(positions[start], positions[end]) for start, end in ranges]
