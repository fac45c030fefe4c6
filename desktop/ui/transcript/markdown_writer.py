"""A laid-out text, or a part of it, as Markdown again: what is copied when a selection cuts through blocks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from desktop.domain.block import JOINT, Block, BlockKind
from desktop.domain.html_tables import is_table
from desktop.domain.items import DELIMITER
from desktop.domain.seams import ANY, shared_quotes
from desktop.ui.transcript.filled import Mark
from desktop.ui.transcript.formula_object import shown
from desktop.ui.transcript.html_rows import rows_in
from desktop.ui.transcript.inline import LINE
from desktop.ui.transcript.lists import BULLETS
from desktop.ui.transcript.markdown_inline import HARD_LINE, INSIDE, words_of
from desktop.ui.transcript.style import QUOTE
from desktop.ui.transcript.table import LEFT, RIGHT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QTextBlock, QTextDocument, QTextTable

    from desktop.ui.transcript.style import Style

_STARTS = re.compile(
    r"[ \t]*(?:\d{0,9}(?=[.)](?:\s|$))|(?=[-+#>=|]))"
)  # of a line, where a mark would make it another one
_UNDERLINES = ("===", "---")  # of titles with several lines
_CLOSING = re.compile(r"#+(?=\s*$)")
_BREAK = re.compile(f"[\n{LINE}{HARD_LINE}]")
_HARD = re.compile(rf"(?!\A){HARD_LINE}(?!\s*\Z)")  # at the edge of a paragraph a mark for it would be seen
_ALIGNED = {LEFT: ":--", RIGHT: "--:", Qt.AlignmentFlag.AlignHCenter: ":-:"}
_FAR = 2**31 - 1
_OTHER = {"-": "*", ".": ")", ")": "."}  # signs of items, to tell two lists apart
_INTERRUPTING = {"1.", "1)", "[x", "[ ", *BULLETS}  # markers with which a list may begin right below a paragraph


class Row(NamedTuple):
    """A paragraph, a table or some code as Markdown, and what that stands in: so many lists, and these quotes.

    Attributes:
        item: The one that begins with it.
        margin: Pixels below it.
        note: What stands before its first line and before the others, in a footnote.
    """

    lines: list[str]
    lists: int
    quotes: Sequence[Mark]
    item: Mark | None = None
    margin: float = 0.0
    note: tuple[str, str] = "", ""


class Writer:
    """Writes one piece of a text after the other, so that what is open in one goes on in the next."""

    def __init__(self, style: Style) -> None:
        self._style = style
        self._before: Block | None = None  # the last piece of which something was written …
        self._last: Block | None = None  # … or nothing
        self._shared = ANY  # quotes that go on behind it
        self._widths: dict[int, int] = {}  # of the markers of the items that are open, by their depth
        self._signs: dict[tuple[str, bool], tuple[int, str, str]] = {}  # of the last lists, behind what: see there
        self._around: Sequence[Mark] = ()  # quotes around the last line
        self._margin = 0.0  # below it

    @property
    def begun(self) -> bool:
        return self._before is not None

    def add_code(self, block: Block, lines: list[str], last: Block) -> str:
        """Write a fence, of so many blocks; what is to be appended to the text so far."""
        around, indent = block.around, self._style.indent
        signs = [at for at, sign in enumerate(around) if sign == ">"]
        quotes = [Mark("quote", 0, 0, (at - number) * indent + number * QUOTE) for number, at in enumerate(signs)]
        return self.add(block, [Row(lines, around.count("-"), quotes)], last)

    def add(self, block: Block, rows: Iterable[Row], last: Block | None = None) -> str:
        """Write what is selected of a piece; what is to be appended to the text so far."""
        if self._last is not None:
            self._shared = min(self._shared, shared_quotes(self._last, block))
        lines: list[str] = []
        glue, bare = "", False
        for row in rows:
            goes_on = row.item is not None and self._goes_on(row.item, row.lines)
            first, rest = self._front(row)
            if lines and bare and row.item is None:  # an item that begins with a table, say
                tight, first = True, lines.pop() + " "
            elif lines:
                tight = self._is_tight(row, goes_on=goes_on)
            elif self._before is not None:
                tight = self._goes_on_in(block, row, goes_on=goes_on)
                beside = block.inside or block.beside_marker
                glue, first = ("" if beside else "\n"), (" " * block.beside_marker if beside else first)
            else:
                tight = True
            if not tight:
                lines.append(_quoted(rest, sum(mark in self._around for mark in row.quotes)))
            first, rest = row.note[0] + first, row.note[1] + rest
            if block.inside and self._before is not None and not lines:
                row.lines[0] = row.lines[0].rpartition(JOINT)[2]
            lines += _behind(first, rest, row.lines)
            self._around, self._margin = row.quotes, row.margin
            bare = row.item is not None and row.lines == [""]
        self._last = last or block
        if lines:
            self._before, self._shared = self._last, ANY
        return glue + "\n".join(lines)

    def _is_tight(self, row: Row, *, goes_on: bool) -> bool:
        """Whether a row stands right below the one before it in the same piece."""
        same = all(mark in row.quotes for mark in self._around[: len(row.quotes)])
        deeper = len(row.quotes) > len(self._around)
        return same and (goes_on or deeper) and self._margin < self._style.gap

    def _goes_on(self, item: Mark, lines: list[str]) -> bool:
        """Whether an item may stand right below what is before it."""
        return item.left in self._widths or (item.value[:2] in _INTERRUPTING and any(lines))

    def _goes_on_in(self, block: Block, row: Row, *, goes_on: bool) -> bool:
        """Whether a piece goes on right below the one before, whose quotes end at a blank line without them."""
        assert self._before is not None  # noqa: S101 - asked only then
        self._around = row.quotes[: min(len(self._around), self._shared)]
        code = BlockKind.CODE in {block.kind, self._before.kind}
        return self._shared == ANY and (goes_on or block.continued or code)

    def _front(self, row: Row) -> tuple[str, str]:
        """What stands before the first line of a row, and before its other lines: lists and quotes in turn."""
        first = rest = ""
        done = 0
        within = [(quote.left - level * QUOTE) // self._style.indent for level, quote in enumerate(row.quotes)]
        for depth, sign in [*((depth, "> ") for depth in within), (row.lists, "")]:
            for level in range(done + 1, depth + 1):
                marker = self._marker(row.item, first) if row.item is not None and row.item.left == level else ""
                if marker:
                    self._widths[level] = len(marker) if marker[0].isdigit() else 2
                first += marker or " " * self._widths.get(level, 0)
                rest += " " * self._widths.get(level, 0)
            done = max(done, depth)
            first, rest = first + sign, rest + sign
        for deeper in [known for known in self._widths if known > done]:
            del self._widths[deeper]
        return first, rest

    def _marker(self, item: Mark, before: str) -> str:
        """An item's marker: another one than that of a list which would else go on, without the items around them."""
        numbered = item.value[0].isdigit()
        number, own = (item.value[:-1], item.value[-1]) if numbered else ("", "-")
        depth, meant, sign = self._signs.get((before, numbered), (0, "", ""))
        if (depth, meant) != (item.left, own):
            sign = own if own != sign else _OTHER[own]
        self._signs[before, numbered] = item.left, own, sign
        return number + sign + (f" {item.value} " if item.value[0] == "[" else " ")


def written(
    document: QTextDocument, marks: Sequence[Mark], style: Style, start: int, end: int, context: str = ""
) -> str:
    """What stands between two positions of a document made of Markdown behind a context.

    There is a joint in it where it goes on in the middle of a line.
    """
    rows = rows_of(document, marks, style, start, end, context)
    return Writer(style).add(Block(BlockKind.PROSE, "", context=context), rows)


def rows_of(
    document: QTextDocument,
    marks: Sequence[Mark],
    style: Style,
    start: int,
    end: int,
    context: str = "",
    *,
    goes_on: bool = False,
) -> list[Row]:
    """What stands between two positions of a document made of Markdown behind a context.

    Without a table's head, where one goes on that is written already.
    """
    return _Reader(marks, style, start, end, context, goes_on=goes_on).read(document)


class _Reader:
    def __init__(
        self, marks: Sequence[Mark], style: Style, start: int, end: int, context: str, *, goes_on: bool
    ) -> None:
        self._style = style
        self._goes_on = goes_on
        self._head_of = context  # the table that may go on from there
        self._start, self._end = start, end
        self._joint = JOINT if start <= 0 and context.endswith(JOINT) else ""  # of the first line
        self._items = {mark.start: mark for mark in marks if mark.kind == "item"}
        self._rules = {mark.start for mark in marks if mark.kind == "rule"}
        self._quotes = sorted(
            (mark for mark in marks if mark.kind == "quote"), key=lambda mark: (mark.start, -mark.end, mark.left)
        )
        self._alerts = {mark.start: f"[!{mark.value}]" for mark in marks if mark.kind == "alert"}
        self._codes = [mark for mark in marks if mark.kind == "code"]
        self._notes = [mark for mark in marks if mark.kind == "note"]
        self._rows: list[Row] = []

    def read(self, document: QTextDocument) -> list[Row]:
        block = document.findBlock(self._start)
        if block.position() < self._start == block.position() + block.length() - 1 and block.text():
            block = block.next()  # nothing of it is selected
        while block.isValid() and block.position() < max(self._end, self._start + 1):
            block = self._read(block).next()
        return self._rows

    def _read(self, block: QTextBlock) -> QTextBlock:
        """Read what begins with a paragraph; the last one of it."""
        at = block.position()
        table = QTextCursor(block).currentTable()
        code = next((mark for mark in self._codes if mark.start <= at <= mark.end), None)
        if table:
            margin = round(table.format().leftMargin())
            quotes = sum(mark.start <= at <= mark.end for mark in self._quotes)
            self._put(block, self._table(table), (margin - quotes * QUOTE) // self._style.indent)
            return table.lastCursorPosition().block()
        if code:
            last = block.document().findBlock(min(code.end, max(self._start, self._end - 1)))
            self._put(block, fenced(_lines_between(block, last, self._start, self._end), code.value))
            return last
        if at in self._rules:
            self._put(block, ["---"])
        elif at in self._alerts:
            self._put(block, [self._alerts[at]])
        elif block.text() or at in self._items:
            first, *rest = self._paragraph(block)
            self._put(block, [first.strip(" "), *(line.rstrip(" ") for line in rest)])
        return block

    def _put(self, block: QTextBlock, lines: list[str], lists: int | None = None) -> None:
        at = block.position()
        item = self._items.get(at) if at >= self._start else None
        quotes = [mark for mark in self._quotes if mark.start <= at <= mark.end]
        note = next((mark for mark in self._notes if self._start <= mark.start <= at <= mark.end), None)
        labels = ("", "") if note is None else (f"[^{note.value}]: " if at == note.start else "    ", "    ")
        form = block.blockFormat()
        depth, margin = (form.indent(), form.bottomMargin()) if lists is None else (lists, self._style.gap)
        self._rows.append(Row(lines, depth, quotes, item, margin, labels))

    def _paragraph(self, block: QTextBlock) -> list[str]:
        level = block.blockFormat().headingLevel()
        labels = [f"[{mark.value}] " for mark in self._notes if mark.start == block.position()]
        start = max(self._start, block.position() + sum(map(len, labels)))
        joint, self._joint = self._joint, ""
        text = joint + words_of(block, start, self._end, heading=bool(level))
        lines = _BREAK.split(_HARD.sub(r"\\\n", text))
        if level and (len(lines) == 1 or level > len(_UNDERLINES)):
            return ["#" * level + " " + _CLOSING.sub(r"\\\g<0>", _BREAK.sub("<br>", text).replace(INSIDE, ""))]
        return [*map(_safely_begun, lines), *_UNDERLINES[level - 1 : level]]

    def _table(self, table: QTextTable) -> list[str]:
        """The cells of a table that are selected, below its head."""
        found, self._head_of = _table_head(self._head_of, table.columns()), ""
        above = len(found) > 0
        found = [] if self._goes_on else found
        rows = [row for row in range(table.rows()) if (row == 0 and not above) or self._is_selected(table, row)]
        for row in rows:
            head = row == 0 and not above
            start, end = (0, _FAR) if head else (self._start, self._end)
            blocks = [table.cellAt(row, column).firstCursorPosition().block() for column in range(table.columns())]
            texts = [words_of(block, start, end, heading=head) for block in blocks]
            found.append("| " + " | ".join(_BREAK.sub("<br>", text.replace("|", "\\|")) for text in texts) + " |")
            if head:
                found.append("|" + "|".join(_alignment(block) for block in blocks) + "|")
        return found

    def _is_selected(self, table: QTextTable, row: int) -> bool:
        first, last = table.cellAt(row, 0), table.cellAt(row, table.columns() - 1)
        return first.firstPosition() < self._end and last.lastPosition() >= self._start


def _safely_begun(line: str) -> str:
    if line.startswith(INSIDE):
        return line.removeprefix(INSIDE)
    found = _STARTS.match(line)
    return f"{found[0]}\\{line[found.end() :]}" if found else line


def _table_head(context: str, columns: int) -> list[str]:
    """The head and the delimiter row of a table that was begun in the context."""
    if is_table(context):
        found = rows_in(context.rpartition("\n")[0].rpartition("\n")[2].strip())
        cells = found.rows[0].cells if found else []
        titles = [cell.text.replace("|", "\\|") for cell in cells if cell.head]
        titles += [""] * (columns - len(titles))
        return ["| " + " | ".join(titles) + " |", "|" + "---|" * columns]
    lines = [line.strip(" \t>") for line in context.splitlines()[-2:]]
    return lines if len(lines) > 1 and DELIMITER.fullmatch(lines[1]) and "|" in lines[0] else []


def _behind(first: str, rest: str, lines: Sequence[str]) -> list[str]:
    """Lines with what stands before the first one and before the others."""
    fronts = [first, *[rest] * (len(lines) - 1)]
    return [front + line if line else front.rstrip() for front, line in zip(fronts, lines, strict=True)]


def _quoted(front: str, quotes: int) -> str:
    """The beginning of a blank line inside of so many quotes."""
    parts = front.split(">")
    return ">".join(parts[:quotes]) + ">" if quotes else ""


def _alignment(block: QTextBlock) -> str:
    return _ALIGNED.get(block.blockFormat().alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask, "---")


def fenced(lines: list[str], language: str = "") -> list[str]:
    """Code between fences that are longer than any in it."""
    longest = max((len(run) for line in lines for run in re.findall("`{3,}", line)), default=2)
    fence = "`" * (longest + 1)
    return [fence + language, *lines, fence]


def _lines_between(first: QTextBlock, last: QTextBlock, start: int, end: int) -> list[str]:
    lines = []
    block = first
    while block.isValid() and block.position() <= last.position():
        lines.append(shown(block, max(0, start - block.position()), max(0, end - block.position())))
        block = block.next()
    return lines
