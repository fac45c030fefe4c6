"""What is selected of one message in the forms in which it is pasted, made block by block."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QTextCursor

from desktop.domain.block import JOINT, BlockKind
from desktop.domain.embedded import files_of, without_places
from desktop.domain.seams import goes_on, shared_quotes
from desktop.ui.transcript.formula_object import shown
from desktop.ui.transcript.html_table import ROW as TABLE_ROW
from desktop.ui.transcript.html_writer import LONGEST, HtmlWriter, is_nested
from desktop.ui.transcript.markdown_inline import code_span
from desktop.ui.transcript.markdown_writer import Writer, fenced, rows_of, written
from desktop.ui.transcript.scratch import AS_TYPED, END, ROOM, items_of, seen_text
from desktop.ui.transcript.selection import gap_before, joined, part_of_piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from PySide6.QtGui import QTextDocument, QTextTable

    from desktop.domain.block import Block
    from desktop.domain.parts import ImagePart
    from desktop.ui.transcript.filled import Mark
    from desktop.ui.transcript.flow import Flow
    from desktop.ui.transcript.piece import Piece

_INDENT = re.compile("^ +", re.MULTILINE)
_TO_BE_QUOTED = re.compile(r"[\t\n\"]")
_NUMBERED = re.compile(r"\d{1,9}([.)])[ \t]")
BETWEEN_LISTS = "<!-- -->\n\n"  # CommonMark's own way to end a list before another one


class Part(NamedTuple):
    """A block that is selected; only what is between two positions of `piece`, when there is one.

    Attributes:
        in_item: These are words of an item, without its marker.
    """

    block: Block
    piece: Piece | None = None
    start: int = 0
    end: int = END
    in_item: bool = False


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


def cut_in(parts: Sequence[Part], before: Block | None) -> tuple[int, int]:
    """Up to which and from which block on lists and whatever else they stand in are not selected whole.

    `before` is the block above the first one.
    """
    if not parts:
        return 0, 0

    def is_seam(at: int) -> bool:
        return not goes_on(parts[at - 1].block, parts[at].block)

    first = next(filter(is_seam, range(1, len(parts))), len(parts))
    last = next(filter(is_seam, range(len(parts) - 1, 0, -1)), 0)
    begun = before is not None and goes_on(before, parts[0].block)
    return first if begun or parts[0].piece else 0, last if parts[-1].piece else len(parts)


class Forms:
    """The forms of one message.

    Attributes:
        size: Characters of Markdown, about.
    """

    def __init__(self, flow: Flow, images: Iterable[ImagePart] = (), *, markdown: bool) -> None:
        self._flow = flow
        self._files = files_of(images)
        self._markdown = markdown
        self._seen: list[str] = []
        self._chunks: list[str] = []  # of Markdown
        self._before: Block | None = None
        self._cut = False  # that was not selected whole
        self._writer = Writer(flow.style)
        self._html = HtmlWriter()
        self._cells: list[list[str]] = []  # of the rows of tables
        self.size = 0

    @property
    def seen(self) -> str:
        """As it is seen; what a person wrote, as it was typed.

        Rows of a table alone are not indented by its lists, and each is a line: so they can be pasted into a sheet.
        """
        if not self._markdown:
            return self.markdown
        seen, table = "".join(self._seen), "\n".join(map("\t".join, self._cells))
        in_lines = "\n".join("\t".join(" ".join(cell.split("\n")) for cell in cells) for cells in self._cells)
        return in_lines if _INDENT.sub("", seen) == table else seen

    @property
    def rows(self) -> list[str]:
        """Those of its tables, cells parted by tabs; a cell that has a tab or a line break in it is quoted."""
        return ["\t".join(map(_field, cells)) for cells in self._cells]

    @property
    def html(self) -> str:
        """As far as it was wanted, once no more is added."""
        return self._html.html

    def end(self) -> None:
        """Make what is left of the HTML: a step of its own."""
        self._html.end()

    @property
    def markdown(self) -> str:
        """The source of lists, quotes and the like that are selected whole; of others, Markdown that says it."""
        return "".join(self._chunks).strip("\r\n")

    def add(self, group: list[Part], *, room: float, cut: bool, alone: bool) -> Iterator[None]:
        """Add a block, or the blocks of a fence, in short steps; HTML as long as there is `room` for its Markdown.

        `cut`: what it stands in is not selected whole. `alone`: nothing else of the message is selected.
        """
        block = group[0].block
        above = self._before
        joins = above is not None and goes_on(above, block)
        if not joins:
            self._writer = Writer(self._flow.style)
        if not self._markdown:
            seen = chunk = "".join(
                part.block.source if part.piece is None else seen_in(self._flow, part, markdown=False) for part in group
            )
        elif block.kind is BlockKind.CODE:
            seen = joined((part.block, seen_in(self._flow, part, markdown=True)) for part in group)
            chunk = self._code(group, seen, alone=alone) if cut else "".join(part.block.source for part in group)
            seen = seen if alone else _in_lists(seen, block)
        else:
            seen, chunk = self._prose(group[0], cut=cut)
            chunk = without_places(chunk, self._files)
        if seen:  # not the end of a paragraph, from which on somebody selects
            self._seen += [gap_before(block), seen] if self._seen else [seen]
        self._append(chunk, group[-1].block, cut=cut, joins=joins and self._cut)
        self.size += len(chunk)
        yield
        if chunk and len(chunk) <= room:
            self._add_html(group, chunk, seen, before=above if joins else None)
            yield

    def _code(self, group: list[Part], code: str, *, alone: bool) -> str:
        """A part of a block of code in a fence, or when it is nothing but some words of a line, in backticks."""
        block = group[0].block
        if alone and "\n" not in code:
            return code_span(code) if code else ""
        lines = fenced(code.split("\n"), block.language)
        return "\n".join(lines) if alone else self._writer.add_code(group[0].block, lines, group[-1].block)

    def _prose(self, part: Part, *, cut: bool) -> tuple[str, str]:
        """What is seen of prose, and its Markdown as it follows that before."""
        block = part.block
        if not cut and "|" not in block.source and TABLE_ROW not in block.source.lower():
            return seen_in(self._flow, part, markdown=True), block.source
        document, marks = self._document(part)
        marks = [mark for mark in marks if not (part.in_item and mark.kind == "item")]
        self._cells += _rows(document, part.start, part.end)
        seen = seen_text(document, items_of(marks), part.start, part.end, inside=block.inside)
        seen = seen.lstrip("\n") if part.start else seen  # from the end of a paragraph on
        seen = _INDENT.sub("", seen) if part.in_item else seen
        if not cut:
            return seen, block.source
        begun = self._writer.begun
        context = block.context if begun else block.context.removesuffix(JOINT)
        rows = rows_of(document, marks, self._flow.style, part.start, part.end, context, goes_on=begun)
        return seen, self._writer.add(block, rows)

    def _document(self, part: Part) -> tuple[QTextDocument, Sequence[Mark]]:
        flow = self._flow
        if part.piece is not None:
            return part.piece.laid_out(flow.style, part.piece.measured or flow.width), part.piece.marks
        marks = flow.scratch.build(part.block, markdown=True)
        return flow.scratch.document, marks

    def _append(self, chunk: str, last: Block, *, cut: bool, joins: bool) -> None:
        """Add a chunk of Markdown: sources as in the text, what `joins` without a gap, else behind a blank line."""
        chunks = self._chunks
        if chunks and not (cut and joins):
            ends = "" if cut or self._cut or self._before is None else self._before.source
            gap = ends[len(ends.rstrip("\r\n")) :].replace("\r", "") or ("" if ends else "\n\n")
            while not (written := chunks.pop().rstrip("\r\n")) and chunks:
                pass
            chunks += [written, gap]
            if self._cut and not cut and _would_go_on(written, chunk):
                chunks.append(BETWEEN_LISTS)
        if chunk:
            chunks.append(chunk)
        self._before, self._cut = last, cut

    def _add_html(self, group: list[Part], chunk: str, seen: str, *, before: Block | None) -> None:
        block, html, joins = group[0].block, self._html, before is not None
        quotes = shared_quotes(before, block) if before else 0
        in_line = chunk.startswith("`") and "\n" not in chunk  # some words of code
        is_code = block.kind is BlockKind.CODE and not in_line
        if not self._markdown:
            html.add_shown(seen)
        elif joins and html.takes(block, chunk):
            html.add(chunk, seen)
        elif is_code and (joins or not is_nested(block) or len(chunk) > LONGEST):
            html.add_code(block, seen)
        elif joins and (block.inside or is_nested(block)):
            html.begin(block, self._alone(group[0]), seen, joins=True, quotes=quotes)
        else:
            html.begin(block, chunk.lstrip("\n"), seen, joins=joins, quotes=quotes)

    def _alone(self, part: Part) -> str:
        """The Markdown of prose that says by itself what it says in its place."""
        if part.piece is None and not is_nested(part.block) and (page := source_alone(part.block)):
            return page
        document, marks = self._document(part)
        return written(document, marks, self._flow.style, part.start, part.end, part.block.context)


def _would_go_on(written: str, chunk: str) -> bool:
    """Whether a numbered list would count on from what was copied without the items around it."""
    begun = next((line for line in reversed(written.splitlines()) if line[:1].strip()), "")
    before, after = _NUMBERED.match(begun), _NUMBERED.match(chunk)
    return bool(before and after and before[1] == after[1])


def _in_lists(code: str, block: Block) -> str:
    """Code in its lists, where it is not alone."""
    room = ROOM * block.around.count("-")
    return "\n".join(room + line if line else line for line in code.split("\n")) if room else code


def _rows(document: QTextDocument, start: int, end: int) -> Iterator[list[str]]:
    """The rows of tables, with what is selected of their cells."""
    block = document.findBlock(start)
    while block.isValid() and block.position() < max(end, start + 1):
        table = QTextCursor(block).currentTable()
        if table:
            yield from _rows_of(table, start, end)
            block = table.lastCursorPosition().block()
        block = block.next()


def _rows_of(table: QTextTable, start: int, end: int) -> Iterator[list[str]]:
    for row in range(table.rows()):
        blocks = [table.cellAt(row, column).firstCursorPosition().block() for column in range(table.columns())]
        first, last = blocks[0].position(), blocks[-1].position() + blocks[-1].length() - 1
        if first < end and last >= start:
            yield [
                shown(block, max(0, start - block.position()), max(0, end - block.position())).translate(AS_TYPED)
                for block in blocks
            ]


def _field(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _TO_BE_QUOTED.search(text) else text
