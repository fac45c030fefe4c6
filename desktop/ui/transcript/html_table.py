"""Tables in HTML, from a line that begins with `<table>` on, for the Markdown parser: drawn as those of Markdown.

A cell that takes several rows or columns is followed by empty ones, a title stands above as a paragraph. What those
cannot say – tables in cells, text between them – stays text. Without its end a table ends with the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.html_tables import BEGUN_IN_TEXT, END, START, TAG, WIDEST, Grid, goes_on_with, lowered

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_block import StateBlock

ROW, ROW_END = "<tr", "</tr>"
MOST_CELLS = 400  # of a short table: spans make many of few characters, and each takes Qt its time …
LEAST = 4  # … and characters of a longer one, for each of its cells
_ALIGN = re.compile(r"(?:\balign\s*=\s*[\"']?|text-align\s*:\s*)(left|right|center)\b", re.IGNORECASE)
_INTERRUPTS: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
_ENDED = re.compile(r"\n[ \t>]*\n(?![\s>]*(?:</?t|<?/?\Z))", re.IGNORECASE)  # at a blank line


class Cell(NamedTuple):
    """What stands in a cell, as Markdown; `align` is "" where the table does not say."""

    text: str
    head: bool
    align: str = ""


class Row(NamedTuple):
    """A row, and the line of the table that it begins on, counted from 0."""

    line: int
    cells: list[Cell]


class Rows(NamedTuple):
    """What stands in a table: its rows, and its title as Markdown, if it has one."""

    rows: list[Row]
    title: str


def read_tables(parser: MarkdownIt) -> None:
    """Have a parser read them."""
    parser.block.ruler.before("fence", "html_table", _block, _INTERRUPTS)


def while_written(source: str, context: str) -> str | None:
    """Markdown at whose end a table is being written, with its whole rows alone; None when none is."""
    text = context + source
    lower = lowered(text)
    begun = BEGUN_IN_TEXT.search(text, lower.rfind(END) + 1)
    if begun is None or _ENDED.search(text, begun.start(1)):
        return None
    start = max(len(context), begun.start(1))
    rows = lower.rfind(ROW_END, start)
    end = max(rows + len(ROW_END) if rows >= 0 else 0, lower.rfind(ROW, begun.end(1), len(text)))
    return text[len(context) : max(start, end)] if end > lower.find(ROW, start) else text[len(context) : start]


def rows_in(html: str) -> Rows | None:
    """What stands in a table; None when it is none that Markdown can say."""
    reader = _Reader()
    at = line = 0
    for tag in TAG.finditer(html):
        line += html.count("\n", at, tag.start())
        if not reader.take(html[at : tag.start()], bool(tag[1]), tag[2].lower(), tag[3], line):
            return None
        line += tag[0].count("\n")
        at = tag.end()
    if not reader.end(html[at:]):
        return None
    rows = [row.cells for row in reader.rows]
    small = all(len(row) <= WIDEST for row in rows) and sum(map(len, rows)) <= max(MOST_CELLS, len(html) // LEAST)
    return Rows(reader.rows, reader.title) if small and any(rows) else None


class _Reader:
    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.title = ""
        self._closed = False
        self._open = False  # the table …
        self._titled = False  # … its title …
        self._cell: Cell | None = None  # … and one in it
        self._grid = Grid()
        self._columns = 1

    def take(self, before: str, closing: bool, name: str, attributes: str, line: int) -> bool:  # noqa: FBT001 - a tag
        """Take the next tag, and what stands before it; False for what makes it no such table."""
        if self._titled:
            self.title, self._titled = " ".join(before.split()), False
            return name == "caption" and closing
        if self._closed or (self._cell is None and before.strip()):
            return False
        if name == "table":
            allowed = self._open is closing
            self._open, self._closed = True, closing
            self._end_cell(before)
            return allowed
        self._end_cell(before)
        if name == "caption":
            self._titled = not (closing or self.rows or self.title)
            return self._titled
        if name == "tr" and not closing:
            self.rows.append(Row(line, []))
            self._grid.begin_row()
        elif name in {"td", "th"} and not closing:
            return self._begin_cell(name, attributes)
        return True

    def end(self, rest: str) -> bool:
        """Take what stands behind the last tag; whether that may be all of a table."""
        cell, self._titled = self._cell, False
        self._end_cell(rest)
        return self._open and (cell is not None or not rest.strip())

    def _begin_cell(self, name: str, attributes: str) -> bool:
        if not self.rows:
            return False
        self.rows[-1].cells.extend([Cell("", head=name == "th")] * self._grid.skip())
        align = _ALIGN.search(attributes)
        self._cell = Cell("", name == "th", align[1].lower() if align else "")
        self._columns = self._grid.put(attributes)
        return True

    def _end_cell(self, text: str) -> None:
        if self._cell is not None:
            empty = [self._cell] * (self._columns - 1)
            self.rows[-1].cells.extend([self._cell._replace(text=" ".join(text.split())), *empty])
            self._cell = None


def _block(state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's way of asking
    start = state.bMarks[line] + state.tShift[line]
    if state.src[start : start + len(START)].lower() != START or state.is_code_block(line):
        return False
    if not TAG.match(state.src, start):  # not looked for in all that follows
        return False
    last = _last_line(state, line, end)
    found = rows_in(state.getLines(line, last + 1, state.blkIndent, False).strip())
    if found is None:
        return False
    if not silent:
        _push(state, found, line)
        state.line = last + 1
    return True


def _last_line(state: StateBlock, line: int, end: int) -> int:
    """The last line of a table: the one with its end, or the last one before what cannot belong to it."""
    last = line
    while END not in state.src[state.bMarks[last] : state.eMarks[last]].lower():
        following = last + 1
        while following < end and state.isEmpty(following):
            following += 1
        if following >= end or state.sCount[following] < state.blkIndent:
            break
        begin = state.bMarks[following] + state.tShift[following]
        if following > last + 1 and not goes_on_with(state.src[begin : begin + len("</t")]):
            break
        last = following
    return last


def _push(state: StateBlock, found: Rows, line: int) -> None:
    """The tokens of a table; titles of rows are bold, for only those of columns are told apart."""
    if found.title:
        state.push("paragraph_open", "p", 1).map = [line, line + 1]
        _push_text(state, _bold(found.title), [line, line + 1])
        state.push("paragraph_close", "p", -1)
    state.push("table_open", "table", 1).map = [line, line + 1]
    headed = all(cell.head for cell in found.rows[0].cells)
    for number, row in enumerate(found.rows):
        head = headed and number == 0
        if number <= headed:
            part = "thead" if head else "tbody"
            state.push(f"{part}_open", part, 1)
        _push_row(state, row, [line + row.line, line + row.line + 1], head=head)
        if head or number == len(found.rows) - 1:
            part = "thead" if head else "tbody"
            state.push(f"{part}_close", part, -1)
    state.push("table_close", "table", -1)


def _push_row(state: StateBlock, row: Row, lines: list[int], *, head: bool) -> None:
    tag = "th" if head else "td"
    state.push("tr_open", "tr", 1).map = lines
    for cell in row.cells:
        state.push(f"{tag}_open", tag, 1).attrs = {"style": f"text-align:{cell.align}"} if cell.align else {}
        _push_text(state, _bold(cell.text) if cell.head and not head and cell.text else cell.text, lines)
        state.push(f"{tag}_close", tag, -1)
    state.push("tr_close", "tr", -1)


def _bold(text: str) -> str:
    """The same in bold, by the tag that is not in it: of two alike the inner one would end both."""
    tag = "strong" if "<b" in text.lower() else "b"
    return f"<{tag}>{text}</{tag}>"


def _push_text(state: StateBlock, text: str, lines: list[int]) -> None:
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = text, lines, []
