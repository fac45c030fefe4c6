"""Tables in HTML, from a line that begins with `<table>` on, for the Markdown parser: drawn as those of Markdown.

A title stands above as a paragraph, and so does below what follows the end. Without its end a table ends with the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.html_tables import BEGUN_IN_TEXT, START, TAG, Nesting, OpenTable, table_in
from desktop.ui.transcript.html_rows import rows_in

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_block import StateBlock

    from desktop.ui.transcript.html_rows import Row, Rows

ROW = "<tr"
_INTERRUPTS: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
_MAY_GO_ON = re.compile(r"</?t|</?c|<!-|</?\Z|<!?\Z|\Z", re.IGNORECASE)
_BLANK = re.compile(r"\n[ \t>]*\n[ \t>]*")


def read_tables(parser: MarkdownIt) -> None:
    """Have a parser read them."""
    parser.block.ruler.before("fence", "html_table", _block, _INTERRUPTS)


def while_written(source: str, context: str) -> str | None:
    """Markdown at whose end a table is being written, with its whole rows alone; None when none is."""
    text, at = context + source, 0
    while begun := BEGUN_IN_TEXT.search(text, at):
        found = _written(text, begun)
        if not found.over:
            start = max(len(context), begun.start(1))
            shown = found.rows if found.rows > max(start, found.first) else start
            return text[len(context) : shown]
        at = found.end
    return None


class _Written(NamedTuple):
    """How far a table has been written.

    Attributes:
        end: Of what is known of it.
        over: Whether that is its end.
        first: Where its first row begins …
        rows: … and where the last one ends that is whole.
    """

    end: int
    over: bool
    first: int
    rows: int


def _written(text: str, begun: re.Match[str]) -> _Written:
    nesting, first, rows, at = Nesting(), -1, 0, begun.start(1)
    while tag := TAG.search(text, at):
        if _ends_before(text, at, tag.start(), nesting):
            break
        at, own = tag.end(), nesting.take(tag)
        if nesting.closed:
            return _Written(at, True, first, rows)
        if own == "tr":
            first = tag.start() if first < 0 else first
            rows = at if tag[1] else tag.start()
    return _Written(max(at, begun.end(1)), _ends_before(text, at, len(text), nesting), first, rows)


def _ends_before(text: str, start: int, end: int, nesting: Nesting) -> bool:
    """Whether a table has ended at a blank line between two of its tags."""
    blank = None if nesting.in_cell else _BLANK.search(text, start, end)
    return blank is not None and blank.end() < len(text) and not _MAY_GO_ON.match(text, blank.end())


def _block(state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's way of asking
    start = state.bMarks[line] + state.tShift[line]
    if state.src[start : start + len(START)].lower() != START or state.is_code_block(line):
        return False
    table = table_in(state.src[start : state.eMarks[line]] + "\n")
    if table is None:
        return False
    last = _last_line(state, line, end, table)
    found = rows_in(state.getLines(line, last + 1, state.blkIndent, False).strip())
    if found is None:
        return False
    if not silent:
        _push(state, found, line, last)
        state.line = last + 1
    return True


def _last_line(state: StateBlock, line: int, end: int, table: OpenTable) -> int:
    """The last line of a table: the one with its end, or the last one before what cannot belong to it."""
    last, following = line, line + 1
    while following < end and not table.nesting.closed:
        begin = state.bMarks[following] + state.tShift[following]
        if not state.isEmpty(following):
            blank = following > last + 1
            if state.sCount[following] < state.blkIndent or (
                blank and not table.nesting.goes_on_with(state.src[begin : begin + 4])
            ):
                break
            last = following
        table.read(state.src[begin : state.eMarks[following]] + "\n")
        following += 1
    return last


def _push(state: StateBlock, found: Rows, line: int, last: int) -> None:
    """The tokens of a table; titles of rows are bold, for only those of columns are told apart."""
    if found.title:
        _push_paragraph(state, _bold(found.title), [line, line + 1])
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
    if behind := TAG.sub(" ", found.behind).strip():
        _push_paragraph(state, behind, [last, last + 1])


def _push_paragraph(state: StateBlock, text: str, lines: list[int]) -> None:
    state.push("paragraph_open", "p", 1).map = lines
    _push_text(state, text, lines)
    state.push("paragraph_close", "p", -1)


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
