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
    return [height_of(size, style, width) + around for size in sizes]


def height_of(characters: int, style: Style, width: int) -> int:
    """The height of a text without its surroundings."""
    return (int(characters * style.char * 1.15 / width) + 1) * style.line
