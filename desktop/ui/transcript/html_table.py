"""Tables in HTML, from a line that begins with `<table>` on, for the Markdown parser: drawn as those of Markdown.

What those cannot say – cells over several rows, titles, tables in cells – stays text, and so does what is not closed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_block import StateBlock

START, END, ROW_END = "<table", "</table>", "</tr>"
WIDEST = 60  # columns that a table may have …
MOST_CELLS = 400  # … and cells: `colspan` makes many of few characters, and each takes Qt its time
_TAG = re.compile(r"<(/?)(table|caption|thead|tbody|tfoot|tr|th|td)((?:\s[^<>]{0,300})?)>", re.IGNORECASE)
_ALIGN = re.compile(r"(?:\balign\s*=\s*[\"']?|text-align\s*:\s*)(left|right|center)\b", re.IGNORECASE)
_COLUMNS = re.compile(r"\bcolspan\s*=\s*[\"']?(\d{1,2})\b", re.IGNORECASE)
_BEGUN = re.compile(r"^[ \t>]*(<table(?:\s[^<>]{0,300})?(?:>\s*(?:\Z|<[/!tc]?)|\Z))", re.IGNORECASE | re.MULTILINE)
_INTERRUPTS: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
_BLANK_LINE = re.compile(r"\n[ \t>]*\n")


class Cell(NamedTuple):
    """What stands in a cell, as Markdown; `align` is "" where the table does not say."""

    text: str
    head: bool
    align: str = ""


def read_tables(parser: MarkdownIt) -> None:
    """Have a parser read them; one with a blank line in it stays text."""
    parser.block.ruler.before("fence", "html_table", _block, _INTERRUPTS)


def with_end(source: str) -> str:
    """Markdown in which a table that is being written at its end has its whole rows, if any, and is closed."""
    begun = next(_BEGUN.finditer(source, source.lower().rfind(END) + 1), None)
    if begun is None or _BLANK_LINE.search(source, begun.start(1)):
        return source
    end = source.lower().rfind(ROW_END, begun.start(1))
    return source[: begun.start(1)] if end < 0 else source[: end + len(ROW_END)] + END


def rows_in(html: str) -> list[list[Cell]] | None:
    """The cells of a table, row by row; None when it is none that Markdown can say."""
    reader = _Reader()
    at = 0
    for tag in _TAG.finditer(html):
        if not reader.take(html[at : tag.start()], bool(tag[1]), tag[2].lower(), tag[3]):
            return None
        at = tag.end()
    rows = reader.rows
    small = all(len(row) <= WIDEST for row in rows) and sum(map(len, rows)) <= MOST_CELLS
    return rows if small and reader.closed and at == len(html) and any(rows) else None


class _Reader:
    def __init__(self) -> None:
        self.rows: list[list[Cell]] = []
        self.closed = False
        self._open = False  # the table …
        self._cell: Cell | None = None  # … and one in it
        self._columns = 1

    def take(self, before: str, closing: bool, name: str, attributes: str) -> bool:  # noqa: FBT001 - as they come
        """Take the next tag, and what stands before it; False for what makes it no such table."""
        if self._cell is None and before.strip():
            return False
        if name == "table":
            allowed = self._open is closing and not self.closed
            self._open, self.closed = True, closing
            self._end_cell(before)
            return allowed
        if name == "caption" or self.closed or "rowspan" in attributes.lower():
            return False
        self._end_cell(before)
        if name == "tr" and not closing:
            self.rows.append([])
        elif name in {"td", "th"} and not closing:
            align, columns = _ALIGN.search(attributes), _COLUMNS.search(attributes)
            self._cell = Cell("", name == "th", align[1].lower() if align else "")
            self._columns = min(int(columns[1]), WIDEST) if columns else 1
            return bool(self.rows)
        return True

    def _end_cell(self, text: str) -> None:
        if self._cell is not None:
            empty = [self._cell] * (self._columns - 1)
            self.rows[-1] += [self._cell._replace(text=" ".join(text.split())), *empty]
            self._cell = None


def _block(state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's way of asking
    start = state.bMarks[line] + state.tShift[line]
    if state.src[start : start + len(START)].lower() != START or state.is_code_block(line):
        return False
    last = line
    while END not in state.src[state.bMarks[last] : state.eMarks[last]].lower():
        last += 1
        if last >= end or state.isEmpty(last) or state.sCount[last] < state.blkIndent:
            return False
    rows = rows_in(state.getLines(line, last + 1, state.blkIndent, False).strip())
    if rows is None:
        return False
    if not silent:
        _push(state, rows, [line, last + 1])
        state.line = last + 1
    return True


def _push(state: StateBlock, rows: list[list[Cell]], lines: list[int]) -> None:
    """The tokens of a table; titles of rows are bold, for only those of columns are told apart."""
    state.push("table_open", "table", 1).map = lines
    headed = all(cell.head for cell in rows[0])
    for number, row in enumerate(rows):
        head = headed and number == 0
        if number <= headed:
            part = "thead" if head else "tbody"
            state.push(f"{part}_open", part, 1)
        state.push("tr_open", "tr", 1).map = lines
        for cell in row:
            tag = "th" if head else "td"
            state.push(f"{tag}_open", tag, 1).attrs = {"style": f"text-align:{cell.align}"} if cell.align else {}
            inline = state.push("inline", "", 0)
            inline.content = f"<b>{cell.text}</b>" if cell.head and not head and cell.text else cell.text
            inline.map, inline.children = lines, []
            state.push(f"{tag}_close", tag, -1)
        state.push("tr_close", "tr", -1)
        if head or number == len(rows) - 1:
            part = "thead" if head else "tbody"
            state.push(f"{part}_close", part, -1)
    state.push("table_close", "table", -1)
