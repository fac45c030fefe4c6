"""Qt counts in UTF-16, Python in characters: the difference shows behind the first emoji."""

from __future__ import annotations


def part_of(text: str, start: int, end: int | None = None) -> str:
    """The text between two of Qt's positions."""
    if text.isascii() or max(text) <= "\uffff":
        return text[start:end]
    units = text.encode("utf-16-le", "surrogatepass")
    return units[2 * start : None if end is None else 2 * end].decode("utf-16-le", "replace")
