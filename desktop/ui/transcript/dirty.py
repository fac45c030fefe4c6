"""Where a document that is being written differs from what was painted of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor

from desktop.ui.theme.theme import SPACE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QTextBlock, QTextDocument

_ENDS = re.compile("[\u2029\ufdd0\ufdd1]")  # of paragraphs, and of the cells and the whole of a table


def paragraphs_of(document: QTextDocument) -> list[str]:
    """The texts of all paragraphs, those in tables too, in the order of their numbers."""
    return _ENDS.split(document.toRawText())


def top_of_change(document: QTextDocument, before: Sequence[str], after: Sequence[str]) -> float:
    """The height from which on a document differs from what it was, by its paragraphs before and now.

    It is below the last paragraph that is the same, as room above the next one may have come or gone, but for the
    ground of code, which reaches up from there.
    """
    same = 0
    for old, new in zip(_finished(before), _finished(after), strict=False):
        if old != new:
            break
        same += 1
    above = _outside(document, document.findBlockByNumber(same)).previous()
    bottom = document.documentLayout().blockBoundingRect(above).bottom() if above.isValid() else 0.0
    return max(0.0, bottom - SPACE)


def _finished(paragraphs: Sequence[str]) -> Sequence[str]:
    """Without the last one in which there are words: these may look like others with the next ones, as a link does."""
    last = next((number for number in range(len(paragraphs) - 1, -1, -1) if paragraphs[number]), 0)
    return paragraphs[:last]


def _outside(document: QTextDocument, block: QTextBlock) -> QTextBlock:
    """The first paragraph of the table that a paragraph is in, whose columns it makes wider; else itself."""
    frame, whole = QTextCursor(block).currentFrame(), document.rootFrame()
    while frame != whole:
        block, frame = document.findBlock(frame.firstPosition()), frame.parentFrame()
    return block
