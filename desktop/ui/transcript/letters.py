"""Where the letters of a text that is laid out are, in its document's coordinates."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from PySide6.QtGui import QTextBlock, QTextDocument, QTextLine


class Line(NamedTuple):
    """A line as it is broken: its first letter, how many there are, and where they are."""

    start: int
    length: int
    rect: QRectF


def line_of(document: QTextDocument, at: int) -> Line:
    """The line that a letter is in; the whole paragraph when that has none."""
    block = document.findBlock(at)
    around = document.documentLayout().blockBoundingRect(block)  # has the lines made, if there are none yet
    line = block.layout().lineForTextPosition(at - block.position())
    if not line.isValid():
        return Line(block.position(), 0, around)
    return Line(block.position() + line.textStart(), line.textLength(), line.rect().translated(around.topLeft()))


def letter_at(document: QTextDocument, point: QPointF) -> int:
    """The letter nearest to a point: between two lines, where Qt takes the end of one, that of the nearer line."""
    layout = document.documentLayout()
    found = max(0, layout.hitTest(point, Qt.HitTestAccuracy.FuzzyHit))
    block = document.findBlock(found)
    top, lines = layout.blockBoundingRect(block).top(), block.layout()
    rects = [lines.lineAt(number).rect() for number in range(lines.lineCount())]
    y = point.y() - top
    if any(rect.top() <= y < rect.bottom() for rect in rects):
        return found
    nearest = min(rects, key=lambda rect: abs(rect.center().y() - y))
    return max(0, layout.hitTest(QPointF(point.x(), top + nearest.center().y()), Qt.HitTestAccuracy.FuzzyHit))


def letters_under(document: QTextDocument, point: QPointF) -> Sequence[int]:
    """The letter under a point, -1 where none is; between two lines, where Qt knows of none, those above and below."""
    layout = document.documentLayout()
    found = layout.hitTest(point, Qt.HitTestAccuracy.ExactHit)
    if found >= 0:
        return (found,)
    block = document.findBlock(layout.hitTest(point, Qt.HitTestAccuracy.FuzzyHit))
    top, lines = layout.blockBoundingRect(block).top(), block.layout()
    rects = [lines.lineAt(number).rect().translated(0, top) for number in range(lines.lineCount())]
    for above, below in pairwise(rects):
        if above.bottom() <= point.y() <= below.top():
            points = [QPointF(point.x(), rect.center().y()) for rect in (above, below)]
            return [layout.hitTest(at, Qt.HitTestAccuracy.ExactHit) for at in points]
    return (found,)


def rect_of(document: QTextDocument, start: int, end: int) -> QRect:
    """Where the text between two positions is, or as much of it as is in the first line."""
    _, rect = next(rects_of(document, [(start, end)]), (0, QRectF()))
    return QRect(round(rect.x()), round(rect.y()), round(rect.width()), round(rect.height()))


def rects_of(document: QTextDocument, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, QRectF]]:
    """Where texts between two positions are, line by line, each with the number of its span; these must be in order."""
    block, lines = document.begin(), _Lines(document, document.begin())
    for index, (start, end) in enumerate(spans):
        if start >= block.position() + block.length():
            block = document.findBlock(start)
            lines = _Lines(document, block)
        for rect in lines.between(start - block.position(), end - block.position()):
            yield index, rect


class _Lines:
    """The lines of a paragraph, for those who ask often: what is looked for may stand there a thousand times."""

    def __init__(self, document: QTextDocument, block: QTextBlock) -> None:
        corner = document.documentLayout().blockBoundingRect(block).topLeft()  # has the lines made, if need be
        layout = block.layout()
        lines = [layout.lineAt(number) for number in range(layout.lineCount())]
        self._lines = [
            (line, line.textStart() + line.textLength(), line.y() + corner.y(), line.height()) for line in lines
        ]
        self._starts = [line.textStart() for line in lines]
        self._left = corner.x()

    def between(self, first: int, last: int) -> Iterator[QRectF]:
        """Where a part of the paragraph is; of no text, where it would begin."""
        for number in range(max(0, bisect_right(self._starts, first) - 1), len(self._lines)):
            line, stop, y, height = self._lines[number]
            x, right = _x_of(line, max(first, self._starts[number])), _x_of(line, min(last, stop))
            yield QRectF(self._left + min(x, right), y, abs(right - x), height)
            if last <= stop:
                return


def _x_of(line: QTextLine, at: int) -> float:
    """PySide gives the place alone, or with the cursor that it belongs to."""
    found: object = line.cursorToX(at)
    return float(found[0] if isinstance(found, tuple) else found)  # type: ignore[arg-type]
