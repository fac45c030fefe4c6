"""What a selection puts on the clipboard beside its words: Markdown, HTML, and tables for spreadsheets."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor

from desktop.ui.clipboard import Copied
from desktop.ui.transcript.document import MOST_BRACKETS
from desktop.ui.transcript.formula_object import shown
from desktop.ui.transcript.html import html_of
from desktop.ui.transcript.markdown_writer import code_span, fenced, written
from desktop.ui.transcript.selection import AS_TYPED, joined, length_of, part_of_piece, pieces_of, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QTextTable

    from desktop.ui.transcript.flow import Flow
    from desktop.ui.transcript.piece import Piece
    from desktop.ui.transcript.selection import Selection

    Span = tuple[Piece, tuple[int, int]]

LONGEST_HTML = 20_000  # characters of Markdown
_TO_BE_QUOTED = re.compile(r"[\t\n\"]")


def copied_of(flow: Flow, selection: Selection) -> Copied:
    """A selection in all its forms; as HTML and as a table only while that is quickly made."""
    texts = list(texts_of(flow, selection))
    first, last = selection.first.entry, selection.last.entry
    sources = [
        text if first < entry < last else _joined(flow, list(pieces_of(flow, selection, entry)))
        for entry, text in enumerate(texts, first)
    ]
    markdown = joined(sources)
    html = table = ""
    if len(markdown) <= LONGEST_HTML and markdown.count("[") <= MOST_BRACKETS:
        html = "".join(_html(flow, entry, source) for entry, source in enumerate(sources, first))
        table = "\n".join(_rows(flow, selection)) if sum(map(bool, sources)) == 1 else ""
    return Copied(joined(texts), markdown, html, table)


def _html(flow: Flow, entry: int, source: str) -> str:
    if flow.entry(entry).from_user:
        return f"<p>{escape(source)}</p>".replace("\n", "<br>") if source else ""
    blocks = flow.entry(entry).blocks
    return html_of(blocks[0].references.used_in(source) + source) if source and blocks else ""


def _joined(flow: Flow, spans: list[Span]) -> str:
    """The source of blocks that are selected whole; of parts, and of what goes on in them, Markdown that says it."""
    chunks: list[str] = []
    before, exact = None, False
    at = 0
    while at < len(spans):
        count = _code_pieces(spans, at)
        piece, span = spans[at]
        whole = all(_is_whole(*known) for known in spans[at : at + max(1, count)])
        exact = whole and (not piece.block.continued or exact)
        if exact or not piece.markdown:
            chunk = "".join(_source(flow, *known) for known in spans[at : at + max(1, count)])
        elif count:
            chunk = _code(flow, spans[at : at + count], alone=len(spans) == count)
        else:
            document = piece.laid_out(flow.style, piece.measured or flow.width)
            chunk = written(document, piece.marks, flow.style, *span, piece.block.context)
        _append(chunks, chunk, before, piece)
        at += max(1, count)
        before = spans[at - 1][0]
    return "".join(chunks).strip("\r\n")


def _is_whole(piece: Piece, span: tuple[int, int]) -> bool:
    return span[0] <= 0 and span[1] >= length_of(piece)


def _source(flow: Flow, piece: Piece, span: tuple[int, int]) -> str:
    return piece.block.source if _is_whole(piece, span) else part_of_piece(flow, piece, *span)


def _code_pieces(spans: list[Span], at: int) -> int:
    """How many pieces of one block of code begin here."""
    count = 0
    while (
        at + count < len(spans) and spans[at + count][0].is_code and (not count or spans[at + count][0].block.continued)
    ):
        count += 1
    return count


def _code(flow: Flow, spans: list[Span], *, alone: bool) -> str:
    """A part of a block of code: in a fence, or when it is nothing but some words of a line, in backticks."""
    code = "\n".join(part_of_piece(flow, piece, *span) for piece, span in spans)
    if alone and "\n" not in code:
        return code_span(code)
    return "\n".join(fenced(code.split("\n"), spans[0][0].block.language))


def _append(chunks: list[str], chunk: str, before: Piece | None, piece: Piece) -> None:
    """Add a chunk to those of a text; what goes on where a block stopped, without a gap."""
    if before is not None and chunks:
        ends = before.block.source
        gap = ends[len(ends.rstrip("\r\n")) :].replace("\r", "") if piece.block.continued else "\n\n"
        while not (last := chunks.pop().rstrip("\r\n")) and chunks:
            pass
        chunks += [last, gap]
    if chunk:
        chunks.append(chunk)


def _rows(flow: Flow, selection: Selection) -> Iterator[str]:
    """The selected rows of tables; a cell that has a tab or a line break in it is quoted."""
    for piece, (start, end) in pieces_of(flow, selection, selection.first.entry):
        document = None if piece.is_code else piece.laid_out(flow.style, piece.measured or flow.width)
        block = document.findBlock(start) if document else None
        while block is not None and block.isValid() and block.position() < max(end, start + 1):
            table = QTextCursor(block).currentTable()
            if table:
                yield from _rows_of(table, start, end)
                block = table.lastCursorPosition().block()
            block = block.next()


def _rows_of(table: QTextTable, start: int, end: int) -> Iterator[str]:
    for row in range(table.rows()):
        cells = [table.cellAt(row, column) for column in range(table.columns())]
        if cells[0].firstPosition() < end and cells[-1].lastPosition() >= start:
            yield "\t".join(_field(shown(cell.firstCursorPosition().block())) for cell in cells)


def _field(text: str) -> str:
    text = text.translate(AS_TYPED)
    return '"' + text.replace('"', '""') + '"' if _TO_BE_QUOTED.search(text) else text
