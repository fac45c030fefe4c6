"""A laid-out text, or a part of it, as Markdown again: what is copied when a selection cuts through blocks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from desktop.domain.block import JOINT
from desktop.domain.items import DELIMITER
from desktop.ui.transcript.formula_object import shown
from desktop.ui.transcript.inline import LINE
from desktop.ui.transcript.lists import BULLETS
from desktop.ui.transcript.markdown_inline import INSIDE, words_of
from desktop.ui.transcript.style import QUOTE
from desktop.ui.transcript.table import LEFT, RIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QTextBlock, QTextDocument, QTextTable

    from desktop.ui.transcript.document import Mark
    from desktop.ui.transcript.style import Style

_STARTS = re.compile(
    r"[ \t]*(?:\d{0,9}(?=[.)](?:\s|$))|(?=[-+#>=|]))"
)  # of a line, where a mark would make it another one
_UNDERLINES = ("===", "---")  # of titles with several lines
_CLOSING = re.compile(r"#+(?=\s*$)")
_BREAK = re.compile(f"[\n{LINE}]")
_ALIGNED = {LEFT: ":--", RIGHT: "--:", Qt.AlignmentFlag.AlignHCenter: ":-:"}
_FAR = 2**31 - 1
_INTERRUPTING = {"1.", "1)", "[x", "[ ", *BULLETS}  # markers with which a list may begin right below a paragraph


def written(
    document: QTextDocument, marks: Sequence[Mark], style: Style, start: int, end: int, context: str = ""
) -> str:
    """What stands between two positions of a document made of Markdown behind a context.

    There is a joint in it where it goes on in the middle of a line.
    """
    return _Writer(marks, style, start, end, context).write(document)


class _Writer:
    def __init__(self, marks: Sequence[Mark], style: Style, start: int, end: int, context: str) -> None:
        self._style = style
        self._head = _table_head(context)
        self._start, self._end = start, end
        self._joint = JOINT if start <= 0 and context.endswith(JOINT) else ""  # of the first line
        self._items = {mark.start: mark for mark in marks if mark.kind == "item"}
        self._rules = {mark.start for mark in marks if mark.kind == "rule"}
        self._quotes = sorted(
            (mark for mark in marks if mark.kind == "quote"), key=lambda mark: (mark.start, -mark.end)
        )
        self._alerts = {mark.start: f"[!{mark.value}]" for mark in marks if mark.kind == "alert"}
        self._codes = [mark for mark in marks if mark.kind == "code"]
        self._notes = [mark for mark in marks if mark.kind == "note"]
        self._widths: dict[int, int] = {}  # of the markers of the items that are open, by their depth
        self._lines: list[str] = []
        self._around: list[Mark] = []  # quotes around the last line
        self._margin = 0.0  # below it

    def write(self, document: QTextDocument) -> str:
        block = document.findBlock(self._start)
        while block.isValid() and block.position() < max(self._end, self._start + 1):
            table = QTextCursor(block).currentTable()
            code = next((mark for mark in self._codes if mark.start <= block.position() <= mark.end), None)
            if table:
                margin = round(table.format().leftMargin())
                quotes = sum(mark.start <= block.position() <= mark.end for mark in self._quotes)
                self._put(block, self._table(table), (margin - quotes * QUOTE) // self._style.indent)
                block = table.lastCursorPosition().block()
            elif code:
                last = document.findBlock(min(code.end, max(self._start, self._end - 1)))
                self._put(block, fenced(_lines_between(block, last, self._start, self._end)))
                block = last
            elif block.position() in self._rules:
                self._put(block, ["---"])
            elif block.position() in self._alerts:
                self._put(block, [self._alerts[block.position()]])
            elif block.text() or block.position() in self._items:
                self._put(block, self._paragraph(block))
            block = block.next()
        return "\n".join(self._lines)

    def _put(self, block: QTextBlock, lines: list[str], lists: int | None = None) -> None:
        """Add lines with what stands in front of them: markers of items and quotes, and blanks below these."""
        at = block.position()
        item = self._items.get(at) if at >= self._start else None
        quotes = [mark for mark in self._quotes if mark.start <= at <= mark.end]
        goes_on = item is not None and (item.left in self._widths or item.value[:2] in _INTERRUPTING)
        first, rest = self._front(quotes, item, block.blockFormat().indent() if lists is None else lists)
        tight = (goes_on or len(quotes) > len(self._around)) and self._margin < self._style.gap
        if self._lines and not tight:
            self._lines.append(_quoted(rest, sum(mark in self._around for mark in quotes)))
        note = next((mark for mark in self._notes if self._start <= mark.start <= at <= mark.end), None)
        if note is not None:
            first, rest = (f"[^{note.value}]: " if at == note.start else "    ") + first, "    " + rest
        self._lines += [((rest if number else first) + line).rstrip(" ") for number, line in enumerate(lines)]
        self._around = quotes
        self._margin = block.blockFormat().bottomMargin()

    def _front(self, quotes: list[Mark], item: Mark | None, lists: int) -> tuple[str, str]:
        """What stands before the first line of a paragraph, and before its other lines: lists and quotes in turn."""
        first = rest = ""
        done = 0
        within = [(quote.left - level * QUOTE) // self._style.indent for level, quote in enumerate(quotes)]
        for depth, sign in [*((depth, "> ") for depth in within), (lists, "")]:
            for level in range(done + 1, depth + 1):
                marker = _marker(item) if item is not None and item.left == level else ""
                if marker:
                    self._widths[level] = len(marker) if marker[0].isdigit() else 2
                first += marker or " " * self._widths.get(level, 0)
                rest += " " * self._widths.get(level, 0)
            done = max(done, depth)
            first, rest = first + sign, rest + sign
        for deeper in [known for known in self._widths if known > done]:
            del self._widths[deeper]
        return first, rest

    def _paragraph(self, block: QTextBlock) -> list[str]:
        level = block.blockFormat().headingLevel()
        labels = [f"[{mark.value}] " for mark in self._notes if mark.start == block.position()]
        start = max(self._start, block.position() + sum(map(len, labels)))
        joint, self._joint = self._joint, ""
        text = joint + words_of(block, start, self._end, heading=bool(level))
        lines = _BREAK.split(text)
        if level and (len(lines) == 1 or level > len(_UNDERLINES)):
            return ["#" * level + " " + _CLOSING.sub(r"\\\g<0>", " ".join(lines).replace(INSIDE, ""))]
        return [*map(_safely_begun, lines), *_UNDERLINES[level - 1 : level]]

    def _table(self, table: QTextTable) -> list[str]:
        """The cells of a table that are selected, below its head."""
        found, self._head = self._head, []
        above = len(found) > 0
        rows = [row for row in range(table.rows()) if (row == 0 and not above) or self._is_selected(table, row)]
        for row in rows:
            head = row == 0 and not above
            start, end = (0, _FAR) if head else (self._start, self._end)
            blocks = [table.cellAt(row, column).firstCursorPosition().block() for column in range(table.columns())]
            texts = [words_of(block, start, end, heading=head) for block in blocks]
            found.append("| " + " | ".join(text.replace("|", "\\|").replace(LINE, "<br>") for text in texts) + " |")
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


def _table_head(context: str) -> list[str]:
    """The head and the delimiter row of a table that was begun in the context."""
    lines = [line.strip(" \t>") for line in context.splitlines()[-2:]]
    return lines if len(lines) > 1 and DELIMITER.fullmatch(lines[1]) and "|" in lines[0] else []


def without_head(written: str, context: str) -> str:
    """What was written behind a context, without the head of the table, or the start of the line, that it goes on."""
    if context.endswith(JOINT):
        return written.partition(JOINT)[2]
    lines = written.split("\n")
    head = [line.strip(" \t>") for line in lines[:2]]
    return "\n".join(lines[2:]) if head == _table_head(context) else written


def _quoted(front: str, quotes: int) -> str:
    """The beginning of a blank line inside of so many quotes."""
    parts = front.split(">")
    return ">".join(parts[:quotes]) + ">" if quotes else ""


def _marker(item: Mark) -> str:
    if item.value[0] == "[":
        return f"- {item.value} "
    return f"{item.value} " if item.value[0].isdigit() else "- "


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
