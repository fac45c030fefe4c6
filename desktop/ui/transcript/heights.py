"""The heights of texts that nobody has looked at, from their lengths."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.ui.theme.theme import SPACE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.ui.transcript.style import Style


def estimated_heights(sizes: Sequence[int], style: Style, width: int) -> list[int]:
    """The heights of messages nobody has looked at, from the lengths of their texts."""
    around = style.above + style.below + SPACE + style.label_height + style.small_height
    a_line, line = _a_line(style, width), style.line
    once = line + around
    return [int(size / a_line) * line + once for size in sizes]


def height_of(characters: int, style: Style, width: int) -> int:
    """The height of a text without its surroundings."""
    return (int(characters / _a_line(style, width)) + 1) * style.line


def _a_line(style: Style, width: int) -> float:
    """How many characters stand in a line."""
    return width / (style.char * 1.15)
