"""Markdown text → blocks that no longer change, and a short tail that does.

An answer is shown while it arrives. So that a word costs the same at its end as at its start, finished blocks are
sealed and only the tail is looked at again; endless paragraphs, fences, lists and tables are sealed in pieces. What
is cut where depends on the text alone, never on how it arrived, and the sources of all blocks together are the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, overload

from desktop.domain.block import Block, BlockKind
from desktop.domain.cuts import CODE_SIZE, HEADING, OpenLine, context_of_rest
from desktop.domain.fences import (
    DECIDED,
    FENCE,
    ITEM_FENCE,
    PRE,
    QUOTED_FENCE,
    Fence,
    Nested,
    fence_of,
    nested_fence,
    weight_of,
)
from desktop.domain.formulas import OpenDisplay
from desktop.domain.html_tables import START, OpenTable, place_in, table_in
from desktop.domain.items import (
    DEEP,
    INDENTED,
    MARKER,
    Count,
    Item,
    begin_more,
    column_of,
    count_on,
    heads_of,
    item_at,
    numbers_of,
    sign_of,
)
from desktop.domain.json_text import Brackets, starts_json
from desktop.domain.open_block import LONG_BLOCK, LONG_TABLE, OpenBlock
from desktop.domain.quotes import OpenQuote
from desktop.domain.references import References

if TYPE_CHECKING:
    import re

HEAD = 2_000  # characters of a line, by which it is known what the line belongs to
LONG_LIST = 240  # characters of a list, after which it is cut before an item: parsing costs by items, not by size
CODE_LINES = range(60, 101)  # code is cut at an empty line in this range, at the latest at its end


class Growing(Sequence[Block]):
    """An answer while it arrives: `sealed` blocks never change again, `tail` is the one being written.

    Args:
        typed: It is shown as it was typed but for its code, which a formula between fences is then, too.
    """

    def __init__(self, *, typed: bool = False) -> None:
        self._typed = typed
        self.sealed: list[Block] = []
        self.references = References()
        self._defining = False  # the last line was a definition
        self._open = OpenBlock()
        self._line = OpenLine()  # the rest
        self._entered = False  # whether the open block is the one that the unfinished line belongs to
        self._over = False  # the open block takes blank lines only
        self._blank = False  # the last line was blank …
        self._coded = False  # … or one of indented code
        self._continued = False
        self._context = ""
        self._begun = False  # something has stood in the text
        self._fence: Fence | Brackets | None = None
        self._closed = False
        self._nested: Nested | None = None
        self._formula = OpenDisplay()
        self._pre = False  # the last line stands in HTML for code
        self._items: list[Item] = []
        self._marked = False  # the last of them has its marker on the line that was entered
        self._counts: list[Count] = []  # of the open lists and footnotes, one in the other
        self._numbers: tuple[int, ...] = ()  # of the lists that were open where the open block begins
        self._quote = OpenQuote()
        self._inside = False  # the open block begins in the middle of a line
        self._list = ""  # the kind of marker of the list that the open block ends in, if any
        self._table = ""  # head and delimiter row of the open table
        self._html: OpenTable | None = None  # an open table in HTML
        self._row = ""  # those of a table in whose last row the open block begins

    @property
    def tail(self) -> Block | None:
        source = self._open.source + self._line.text
        return self._block(source) if source else None

    @property
    def text(self) -> str:
        return "".join(block.source for block in self)

    @property
    def in_code(self) -> bool:
        """Whether what comes next stands in a fence, between backticks on its line, or in a line of indented code."""
        fenced = (self._fence is not None and not self._closed) or self._nested is not None
        return fenced or self._line.text.count("`") % 2 == 1 or self._is_indented(self._line.text)

    def _is_indented(self, line: str) -> bool:
        """Whether a line that begins so is indented code: it does not go on with a paragraph."""
        column = column_of(line)
        margin = max((item.content for item in self._items if item.content <= column), default=0)
        apart = self._blank or self._over or self._coded or not (self._continued or self._open.lines)
        return apart and not self._html and column - margin >= INDENTED

    def __iter__(self) -> Iterator[Block]:
        """The blocks; going through them by index would join the tail once for each."""
        yield from self.sealed
        if tail := self.tail:
            yield tail

    @overload
    def __getitem__(self, index: int) -> Block: ...
    @overload
    def __getitem__(self, index: slice) -> list[Block]: ...
    def __getitem__(self, index: int | slice) -> Block | list[Block]:
        tail = self.tail
        return ([*self.sealed, tail] if tail else self.sealed)[index]

    def __len__(self) -> int:
        return len(self.sealed) + bool(self._open.lines or self._line.text)

    def feed(self, text: str) -> None:
        """Add what arrived. Costs as much as the text is long, however much there is already."""
        *whole, rest = text.split("\n")
        for line in whole:
            self._write(line)
            self._line.text += "\n"
            self._end_line()
        self._write(rest)

    def close(self) -> None:
        """Nothing more comes: the tail is sealed."""
        if self._line.text:
            self._end_line()
        if self._open.lines:
            self._seal()
        self.references.close()

    def _write(self, text: str) -> None:
        """Add a part of a line, without its end."""
        while text:
            text = self._line.add(text)
            line = self._line.text
            if not self._entered and (DECIDED.match(line) or len(line) >= HEAD):
                self._enter(line[:HEAD])
            while place := self._place_in_table():
                self._break_table(place)
            while size := self._line.weigh(code=self._fence is not None):
                if not self._entered:
                    self._enter(self._line.text[:size])
                if place := self._line.place(size, self._open.lines, code=self._fence is not None):
                    self._break_line(place)

    def _break_line(self, place: int) -> None:
        context, table, over = self._context, self._table, self._over and not self._fence
        if self._open.lines or not self._inside:
            context = context_of_rest(self._line.text, self._open.lines, self._items, heading=over)
        self._quote.end("")  # what the rest looks like begins nothing
        self._append(self._line.cut(place))
        self._seal(continued=True, context=context)
        self._inside, self._over, self._row = True, over, table

    def _place_in_table(self) -> int:
        return 0 if self._fence or self._nested else place_in(self._line.text, self._html)

    def _break_table(self, place: int) -> None:
        self._append(line := self._line.cut(place))
        self._follow_table(line)
        self._seal(continued=self._html is not None, context=self._table_context)

    def _append(self, line: str) -> None:
        self._open.append(line, weight_of(line) if self._fence else len(line))
        if isinstance(self._fence, Brackets):
            self._fence.read(line)

    def _end_line(self) -> None:
        """The line is complete: put it into its block and see what it opens or closes."""
        line = self._line.cut()
        if not self._entered:
            self._enter(line)
        self._entered = False
        line = self._without_marker(line)
        rest = self._inside and not self._open.lines  # of a line whose start is in the block before
        first = not (self._open.lines or self._continued)
        plain = not (self._fence or self._items)
        self._defining = plain and (first or self._blank or self._defining) and self.references.read(line)
        self._quote.end(line)
        head, self._coded = self._open.head_above(line), self._is_indented(line) and not self._fence
        self._append(line)
        self._blank = not line.strip()
        self._pre = not self._blank and bool(PRE.match(line) or self._pre) and "</pre" not in line.lower()
        if self._fence:
            opens = (first or rest) and not isinstance(self._fence, Brackets)
            if not (opens or self._over) and self._fence.closed_by(line):
                self._closed = self._over = True
        else:
            self._follow(line, head, rest=rest)
        self._formula.follow(line, self._open.size, prose=not (self._fence or self._html))

    def _follow(self, line: str, head: str, *, rest: bool) -> None:
        """See what a line of prose opens or closes; `head` is that of a table that begins with it."""
        if self._html or (not (rest or self._nested) and column_of(line) < self._margin + INDENTED and table_in(line)):
            self._follow_table(line)
            if self._blank and self._open.size > LONG_BLOCK:
                self._html = None
        elif self._nested:
            if self._nested.closed_by(line):
                self._nested = None
        elif not rest and (nested := nested_fence(line, self._margin)):
            self._nested = Nested(nested, line)
        elif head:
            self._table = head
        elif self._blank:
            self._table = ""
            if self._open.size > max(LONG_BLOCK, self._formula.until):
                self._seal(continued=True, context=heads_of(self._items) + ("\n" if self._items else ""))

    def _follow_table(self, line: str) -> None:
        """Take a line of a table in HTML, or its part before a row."""
        if self._html:
            self._html.read(line)
        else:
            self._html = table_in(line)
        if self._html and self._html.nesting.closed:
            self._html = None

    def _without_marker(self, line: str) -> str:
        """The fence that stands on an item's line, in a block of its own; the marker ends the one before."""
        quoted = QUOTED_FENCE.match(line) if self._quote.marked and self._quote.is_shallow else None
        fence = quoted or (ITEM_FENCE.match(line) if self._marked and len(self._items) <= DEEP else None)
        self._marked = False
        if fence is None or self._is_formula(fence):
            return line
        outside = self._items if quoted else self._items[:-1]
        around = heads_of(outside) + ("\n" if outside else "")  # below words it would be an underline
        if quoted:
            self._seal(continued=bool(self._open.lines), context=around + self._quote.context(self._margin))
            self._numbers += self._quote.numbers
            self._quote.go_in()
        else:
            begin_more(self._items, self._counts, fence["marker"])
            self._seal(context=around)
        self._append(fence["marker"])
        self._open_fence(fence, self._quote.content if quoted else self._margin)
        return line[fence.end("marker") :]

    def _enter(self, line: str) -> None:
        """Make the block the open one that a line belongs to; the start of the line is enough."""
        self._entered = True
        text = line.lstrip(" \t")
        begun, self._begun = self._begun, self._begun or bool(text.strip())
        if not text.strip():
            self._entered = False
            self._enter_blank()
        elif not begun and starts_json(text):
            self._seal()
            self._fence = Brackets()
        elif self._fence and not self._over and not self._leave_quote(line):
            self._enter_code(text)
        elif (self._html and self._enter_table(line, text)) or (
            not self._nested and self._formula.takes(text, self._open.lines[-1:], self._open.size)
        ):
            pass
        elif not self._nested or self._nested.left_by(line, self._margin):
            self._nested = None
            self._enter_prose(line, text)
        else:
            self._enter_nested(self._nested)

    def _enter_table(self, line: str, text: str) -> bool:
        """See whether a line goes on with the open table in HTML; a long one is cut before a row."""
        table = self._html
        if not table or self._open.is_endless or column_of(line) < self._margin or not table.takes(text, self._blank):
            self._html = None
        elif self._open.size > LONG_TABLE and table.divides(text):
            self._seal(continued=True, context=self._table_context)
        return self._html is not None

    @property
    def _table_context(self) -> str:
        """What is read before the next piece of an item in which a table in HTML is open, or has just ended."""
        around = heads_of(self._items) + "\n" if self._items else ""
        return around + " " * self._margin + (self._html.context if self._html else "")

    def _enter_blank(self) -> None:
        """A blank line goes on with any block, but code is cut at one too."""
        self._quote.enter("", lazy=False)
        self._leave_quote("")
        if self._fence and len(self._open.lines) >= CODE_LINES[-1]:
            self._seal(continued=not self._over)
        elif self._nested:
            self._enter_nested(self._nested)

    def _enter_nested(self, nested: Nested) -> None:
        if self._open.is_long:
            self._seal(continued=True, context=nested.context(self._items))

    @property
    def _margin(self) -> int:
        """Where what stands in the open items begins."""
        return self._items[-1].content if self._items else 0

    def _enter_code(self, text: str) -> None:
        long = len(self._open.lines) >= CODE_LINES[-1] or self._open.size > CODE_SIZE
        if long or (len(self._open.lines) >= CODE_LINES[0] and self._blank and text):
            self._seal(continued=True)

    def _leave_quote(self, line: str) -> bool:
        """See whether a line does not belong to the quotes around the open fence, which is over then."""
        fence, content = self._fence, self._quote.content
        leaves = isinstance(fence, Fence) and fence.left_by(line, self._margin, content)
        self._over = self._over or leaves
        return leaves

    def _enter_prose(self, line: str, text: str) -> None:
        column = column_of(line)
        marker = MARKER.match(text)
        heading = None if self._pre else HEADING.match(text)
        lazy = not (self._blank or self._over or marker or heading or text[0] in ">`~" or text[:6].lower() == START)
        while self._items and column < self._margin and not lazy:
            self._items.pop()
        shallow = column - self._margin < INDENTED
        self._quote.enter(text if shallow else "", lazy=lazy)
        inside, quoted = self._quote.inside if self._quote.is_shallow else (column, text)
        fence = FENCE.match(quoted) if shallow else None
        marker = marker if shallow and not fence else None
        count_on(self._counts, len(self._items), marker)
        if fence and not self._is_formula(fence):
            self._open_fence(fence, inside)
            return
        self._part(column, text, marker=marker, heading=bool(heading and shallow))
        if marker:
            if marker[3]:
                self.references.take_note(marker[3])
            self._items.append(item_at(column, marker))
            self._marked = True
            self._list = self._items[0].marker[-1]
        self._over = self._over or bool(heading and shallow and not self._items)

    def _part(self, column: int, text: str, *, marker: re.Match[str] | None, heading: bool) -> None:
        """Seal the open block if the line starts another one, or the next piece of a long one."""
        top = not self._items
        goes_on = (marker and sign_of(marker)[-1] == self._list) or (column >= INDENTED and self._open.is_indented)
        around = heads_of(self._items) + ("\n" if self._items and not marker else "")
        if self._over or (top and (heading or (self._blank and not goes_on))):
            self._seal(context=around)
            if text[0] == ">":
                self._context += self._quote.context(self._margin)
                self._numbers += self._quote.numbers
        elif self._row or (self._open.size > LONG_LIST and self._divides(text, marker=marker is not None)):
            table = "" if marker else self._row or self._table  # which an item ends
            self._seal(continued=True, context=around + table)
            self._table = table

    def _divides(self, text: str, *, marker: bool) -> bool:
        """Whether a long block may be cut before a line."""
        begins_item = marker and not self._items
        return begins_item or self._open.divides(text, in_items=bool(self._items), in_table=bool(self._table))

    def _is_formula(self, fence: re.Match[str]) -> bool:
        return not self._typed and fence_of(fence).is_math

    def _open_fence(self, match: re.Match[str], column: int) -> None:
        self._seal()
        self._fence = fence_of(match, column, "-" * len(self._items) + self._quote.around, self._quote.alert)

    def _block(self, source: str) -> Block:
        refs, mark = self.references, self._fence
        block = partial(Block, source=source, continued=self._continued, inside=self._inside, references=refs)
        if not mark:
            return block(BlockKind.PROSE, context=self._context, numbers=self._numbers)
        code = partial(block, BlockKind.CODE, closed=self._closed, bare=isinstance(mark, Brackets))
        named = partial(code, language=mark.language, file=mark.file)
        return named(indent=mark.indent, around=mark.around, alert=mark.alert)

    def _seal(self, *, continued: bool = False, context: str = "") -> None:
        if self._open.lines:
            self.sealed.append(self._block(self._open.source))
        self._open = OpenBlock()
        self._continued = continued
        self._context = context
        self._inside = self._marked = False
        self._numbers = numbers_of(self._counts)
        self._over = self._closed = False
        self._table = self._row = ""
        self._formula = OpenDisplay()
        if not continued:
            self._fence = None
            self._list = self._items[0].marker[-1] if self._items else ""
