"""Text as Qt's documents hold it."""

from __future__ import annotations

# What would end a paragraph or open a frame in Qt's documents.
_FRAMES = str.maketrans({"\u2029": " ", "\ufdd0": "\ufffd", "\ufdd1": "\ufffd", "\ufffc": "\ufffd", "\r": " "})


def plain(text: str) -> str:
    """Text as Qt's documents may hold it."""
    return text.translate(_FRAMES)
