"""What is selected of one message in the forms in which it is pasted, made block by block."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QTextCursor

from desktop.domain.block import JOINT, BlockKind
from desktop.ui.transcript.formula_object import shown
from desktop.ui.transcript.html import html_of, html_of_code, sewn, sewn_in_line
from desktop.ui.transcript.markdown_inline import code_span
from desktop.ui.transcript.markdown_writer import fenced, without_head, written
from desktop.ui.transcript.parsing import is_too_much
from desktop.ui.transcript.scratch import AS_TYPED, END, items_of, seen_text
from desktop.ui.transcript.selection import gap_before, joined, part_of_piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from PySide6.QtGui import QTextDocument, QTextTable

    from desktop.domain.block import Block
    from desktop.ui.transcript.flow import Flow
    from desktop.ui.transcript.piece import Piece

ENDS = 4_000  # characters in which all that is open at the end of some HTML is closed
_TO_BE_QUOTED = re.compile(r"[\t\n\"]")


class Part(NamedTuple):
    """A block that is selected; only what is between two positions of `piece`, when there is one."""

    block: Block
    piece: Piece | None = None
    start: int = 0
    end: int = END


def seen_in(flow: Flow, part: Part, *, markdown: bool) -> str:
    """A part as it is seen."""
    if part.piece is not None:
        return part_of_piece(flow, part.piece, part.start, part.end)
    return flow.scratch.text(part.block, markdown=markdown)


def source_alone(block: Block) -> str:
    """The Markdown of a block that says by itself what it says in its place; "" when its source does not."""
    if block.inside and ("\n" not in block.context or "\n" not in block.source.rstrip("\r\n")):
        return block.context.rpartition("\n")[2].lstrip(" ") + block.source
    return "" if block.continued else block.source


def groups_of(parts: Iterable[Part | None]) -> Iterator[list[Part]]:
    """One block after the other, those of one fence together; nothing while one has to wait for more."""
    group: list[Part] = []
    for part in parts:
        if part is None:
            yield []
            continue
        if group and not (part.block.kind is group[-1].block.kind is BlockKind.CODE and part.block.continued):
            yield group
            group = []
        group.append(part)
    if group:
        yield group


class Forms:
    """The forms of one message.

    Attributes:
        rows: Those of its tables, cells parted by tabs.
        size: Characters of Markdown, about.
    """

    def __init__(self, flow: Flow, *, markdown: bool) -> None:
        self._flow = flow
        self._markdown = markdown
        self._seen: list[str] = []
        self._chunks: list[str] = []  # of Markdown
        self._before: Block | None = None
        self._exact = False  # what was selected so far is the source of whole blocks
        self._html: list[str] = []
        self.rows: list[str] = []
        self.size = 0

    @property
    def seen(self) -> str:
        """As it is seen; what a person wrote, as it was typed."""
        return "".join(self._seen) if self._markdown else self.markdown

    @property
    def html(self) -> str:
        """As far as it was wanted."""
        return "".join(self._html)

    @property
    def markdown(self) -> str:
        """The source of blocks that are selected whole; of parts, and what goes on in them, Markdown that says it."""
        return "".join(self._chunks).strip("\r\n")

    def add(self, group: list[Part], *, room: float, alone: bool) -> Iterator[None]:
        """Add a block, or the blocks of a fence, in short steps; HTML as long as there is `room` for its Markdown.

        `alone`: nothing else of the message is selected.
        """
        block = group[0].block
        whole = all(part.piece is None for part in group)
        inside = block.continued or block.beside_marker
        before, self._exact = self._exact, whole and (not inside or self._exact)
        source = "".join(part.block.source for part in group)
        if not self._markdown:
            seen = page = "".join(
                part.block.source if part.piece is None else seen_in(self._flow, part, markdown=False) for part in group
            )
        elif block.kind is BlockKind.CODE:
            seen = joined((part.block, seen_in(self._flow, part, markdown=True)) for part in group)
            page = source if whole and not (inside or block.bare) else _code(seen, block.language, alone=alone)
        elif whole and not block.continued and "|" not in source:
            seen, page = seen_in(self._flow, group[0], markdown=True), source
        else:
            seen, page = self._read(group[0])
        if seen:  # not the end of a paragraph, from which on somebody selects
            self._seen += [gap_before(block), seen] if self._seen else [seen]
        goes_on = self._chunks and block.continued
        self._append(
            source if self._exact else without_head(page, block.context) if goes_on else page, group, after=before
        )
        self.size += len(page)
        yield
        if page and len(page) <= room:
            self._add_html(block, page, seen)
            yield

    def _read(self, part: Part) -> tuple[str, str]:
        """What is seen of prose, and the Markdown that says it by itself."""
        flow, block = self._flow, part.block
        if part.piece is not None:
            document, style = part.piece.laid_out(flow.style, part.piece.measured or flow.width), flow.style
            marks = part.piece.marks
        else:
            marks = flow.scratch.build(block, markdown=True)
            document, style = flow.scratch.document, flow.scratch.style
        self.rows += _rows(document, part.start, part.end)
        seen = seen_text(document, items_of(marks), part.start, part.end)
        begins = block.inside and not self._chunks  # in the middle of a line, of which the start is not selected
        if part.piece is None and not begins and (page := source_alone(block)):
            return seen, page
        context = block.context.removesuffix(JOINT) if begins else block.context
        return seen, written(document, marks, style, part.start, part.end, context)

    def _append(self, chunk: str, group: list[Part], *, after: bool) -> None:
        """Add a chunk of Markdown; sources `after` others as in the text, what goes on without a gap."""
        chunks, block = self._chunks, group[0].block
        if self._before is not None and chunks:
            ends = self._before.source
            as_source = block.continued or (self._exact and (after or not ends.endswith("\n")))
            gap = ends[len(ends.rstrip("\r\n")) :].replace("\r", "") if as_source else "\n\n"
            while not (last := chunks.pop().rstrip("\r\n")) and chunks:
                pass
            chunks += [last, gap]
        if chunk:
            chunks.append(chunk)
        self._before = group[-1].block

    def _add_html(self, block: Block, page: str, seen: str) -> None:
        prose = self._markdown and block.kind is BlockKind.PROSE
        if not self._markdown or (prose and is_too_much(page)):  # as it is shown
            more = f"<p>{escape(seen.rstrip())}".replace("\n", "<br>") + "</p>\n"
        elif block.kind is BlockKind.CODE and "\n" in page:  # some words of it are in backticks
            more = html_of_code(seen, block.language)
        else:
            more = html_of(block.references.used_in(page) + page)
        if block.continued and self._html:
            last = self._html.pop()
            sew = sewn_in_line if block.inside else sewn
            self._html.append(last[:-ENDS])
            more = sew(last[-ENDS:], more)
        self._html.append(more)


def _code(code: str, language: str, *, alone: bool = False) -> str:
    """A part of a block of code: in a fence, or when it is nothing but some words of a line, in backticks."""
    if alone and "\n" not in code:
        return code_span(code)
    return "\n".join(fenced(code.split("\n"), language))


def _rows(document: QTextDocument, start: int, end: int) -> Iterator[str]:
    """The rows of tables with what is selected of them; a cell that has a tab or a line break in it is quoted."""
    block = document.findBlock(start)
    while block.isValid() and block.position() < max(end, start + 1):
        table = QTextCursor(block).currentTable()
        if table:
            yield from _rows_of(table, start, end)
            block = table.lastCursorPosition().block()
        block = block.next()


def _rows_of(table: QTextTable, start: int, end: int) -> Iterator[str]:
    for row in range(table.rows()):
        blocks = [table.cellAt(row, column).firstCursorPosition().block() for column in range(table.columns())]
        first, last = blocks[0].position(), blocks[-1].position() + blocks[-1].length() - 1
        if first < end and last >= start:
            yield "\t".join(
                _field(shown(block, max(0, start - block.position()), max(0, end - block.position())))
                for block in blocks
            )


def _field(text: str) -> str:
    text = text.translate(AS_TYPED)
    return '"' + text.replace('"', '""') + '"' if _TO_BE_QUOTED.search(text) else text
