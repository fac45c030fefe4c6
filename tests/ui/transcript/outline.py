"""What a message shows, in a few characters: its paragraphs with what stands around them, its words with their looks.

`>` a quote, `  ` a level of a list, `• ` or `1. ` or `[x] ` the marker of an item, `#2 ` a heading, `| ` a line of
code, `---` a rule, `{a, b}` a row of a table with `<`, `^` or `>` behind aligned cells, `«` from right to left;
`⟨b words⟩` bold, `i` italic, `s` struck through, `c` code, `n` the mark of a footnote; `⟨ words → target⟩` a link;
`⏎` a break inside a paragraph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from desktop.ui.transcript.directions import ISOLATE, RELEASE
from desktop.ui.transcript.inline import LINE
from desktop.ui.transcript.style import QUOTE
from desktop.ui.transcript.table import LEFT, RIGHT

from .looks import runs_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from PySide6.QtGui import QTextBlock, QTextTable

    from desktop.ui.transcript.piece import Piece

SIDES = {LEFT: "<", RIGHT: ">", Qt.AlignmentFlag.AlignHCenter: "^"}


def outline_of(pieces: Iterable[Piece]) -> list[str]:
    return [line for piece in pieces for line in _lines(piece)]


def _lines(piece: Piece) -> Iterator[str]:
    document = piece.document
    block = document.firstBlock()
    rules = {mark.start for mark in piece.marks if mark.kind == "rule"}
    code = [mark for mark in piece.marks if mark.kind == "code"]
    while block.isValid():
        table = QTextCursor(block).currentTable()
        if table:
            yield from _rows(table, piece)
            block = table.lastCursorPosition().block().next()
            continue
        coded = piece.is_code or any(mark.start <= block.position() <= mark.end for mark in code)
        if coded:
            yield _around(block, piece) + "| " + block.text()
        elif block.position() in rules:
            yield _around(block, piece) + "---"
        elif block.text() or block.position() in piece.items:
            level = block.blockFormat().headingLevel()
            side = "« " if block.textDirection() == Qt.LayoutDirection.RightToLeft else ""
            yield _around(block, piece) + side + (f"#{level} " if level else "") + _words(block, heading=bool(level))
        block = block.next()


def _around(block: QTextBlock, piece: Piece) -> str:
    if piece.is_code:
        return piece.block.around.replace(">", "> ").replace("-", "  ")
    at = block.position()
    quotes = sum(mark.kind == "quote" and mark.start <= at <= mark.end for mark in piece.marks)
    depth = block.blockFormat().indent()
    item = piece.items.get(at)
    front = "> " * quotes
    return front + ("  " * (item.left - 1) + item.value + " " if item else "  " * depth)


def _words(block: QTextBlock, *, heading: bool = False) -> str:
    words = ""
    for text, look, target, _ in runs_of(block):
        kind = look.replace("b", "") if heading else look
        shown = text.replace(LINE, "⏎").replace(ISOLATE, "").replace(RELEASE, "")
        words += f"⟨{kind} {shown}{f' → {target}' if target else ''}⟩" if kind or target else shown
    return words


def _rows(table: QTextTable, piece: Piece) -> Iterator[str]:
    at = table.firstPosition()
    quotes = sum(mark.kind == "quote" and mark.start <= at <= mark.end for mark in piece.marks)
    depth = round(table.format().leftMargin() - quotes * QUOTE) // 24
    for row in range(table.rows()):
        cells = [table.cellAt(row, column).firstCursorPosition().block() for column in range(table.columns())]
        words = [_words(cell, heading=row == 0) + SIDES.get(cell.blockFormat().alignment(), "") for cell in cells]
        yield "> " * quotes + "  " * depth + "{" + ", ".join(words) + "}"
