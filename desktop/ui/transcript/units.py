"""Text as Qt's documents hold it. Qt counts in UTF-16, Python in characters: that shows behind the first emoji."""

from __future__ import annotations

# What would end a paragraph or open a frame in Qt's documents.
_FRAMES = str.maketrans({"\u2029": " ", "\ufdd0": "\ufffd", "\ufdd1": "\ufffd", "\ufffc": "\ufffd", "\r": " "})


def plain(text: str) -> str:
    """Text as Qt's documents may hold it."""
    return text.translate(_FRAMES)


def part_of(text: str, start: int, end: int | None = None) -> str:
    """The text between two of Qt's positions."""
    if text.isascii() or max(text) <= "\uffff":
        return text[start:end]
    units = text.encode("utf-16-le", "surrogatepass")
    return units[2 * start : None if end is None else 2 * end].decode("utf-16-le", "replace")


def width_of(text: str) -> int:
    """Qt counts in UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
