"""Where the letters of a text that is laid out are, in its document's coordinates."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from PySide6.QtGui import QTextBlock, QTextDocument, QTextLayout, QTextLine


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


def rect_of(document: QTextDocument, start: int, end: int) -> QRect:
    """Where the text between two positions is, or as much of it as is in the first line."""
    _, rect = next(rects_of(document, [(start, end)]), (0, QRectF()))
    return QRect(round(rect.x()), round(rect.y()), round(rect.width()), round(rect.height()))


def rects_of(document: QTextDocument, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, QRectF]]:
    """Where texts between two positions are, line by line, each with the number of its span; these must be in order."""
    block = document.begin()
    corner = _corner(document, block)
    for index, (start, end) in enumerate(spans):
        if start >= block.position() + block.length():
            block = document.findBlock(start)
            corner = _corner(document, block)
        for rect in _lines_between(block.layout(), start - block.position(), end - block.position()):
            yield index, rect.translated(corner)


def _lines_between(layout: QTextLayout, first: int, last: int) -> Iterator[QRectF]:
    """Where a part of a paragraph is; of no text, where it would begin."""
    for number in range(layout.lineForTextPosition(first).lineNumber(), layout.lineCount()):
        line = layout.lineAt(number)
        stop = line.textStart() + line.textLength()
        edges = _x_of(line, max(first, line.textStart())), _x_of(line, min(last, stop))
        yield QRectF(min(edges), line.y(), abs(edges[1] - edges[0]), line.height())
        if last <= stop:
            return


def _corner(document: QTextDocument, block: QTextBlock) -> QPointF:
    return document.documentLayout().blockBoundingRect(block).topLeft()


def _x_of(line: QTextLine, at: int) -> float:
    """PySide gives the place alone, or with the cursor that it belongs to."""
    found: object = line.cursorToX(at)
    return float(found[0] if isinstance(found, tuple) else found)  # type: ignore[arg-type]
