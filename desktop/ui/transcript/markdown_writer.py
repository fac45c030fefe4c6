"""A laid-out text, or a part of it, as Markdown again: what is copied when a selection cuts through blocks."""

from __future__ import annotations

import re
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from desktop.domain.block import JOINT
from desktop.domain.formulas import formula_at
from desktop.domain.items import DELIMITER
from desktop.domain.utf16 import part_of
from desktop.ui.transcript.directions import ISOLATE, RELEASE
from desktop.ui.transcript.formula_object import shown, source_of
from desktop.ui.transcript.inline import LINE, PICTURE_SIGN
from desktop.ui.transcript.lists import BULLETS
from desktop.ui.transcript.style import KEY, NOTED, QUOTE, RAISED, UPRIGHT
from desktop.ui.transcript.table import LEFT, RIGHT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextDocument, QTextTable

    from desktop.ui.transcript.document import Mark
    from desktop.ui.transcript.style import Style

BOLD, ITALIC, STRUCK = "**", "*", "~~"
_SPECIAL = re.compile(r"[\\`*\[$~]|(?<!\w)_|_(?!\w)|<(?=[A-Za-z/!?])|&(?=#?\w+;)")
_STARTS = re.compile(
    r"[ \t]*(?:\d{0,9}(?=[.)](?:\s|$))|(?=[-+#>=|]))"
)  # of a line, where a mark would make it another one
_UNDERLINES = ("===", "---")  # of titles with several lines
_CLOSING = re.compile(r"#+(?=\s*$)")
INSIDE = "\ufdd1"  # before a line of a formula, which is no beginning of anything; no text has this character
DOLLAR = "\ufdd0"  # a dollar of the text, until it is known whether it has to be escaped; nor this one
_BREAK = re.compile(f"[\n{LINE}]")
_EDGES = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)
_ALIGNED = {LEFT: ":--", RIGHT: "--:", Qt.AlignmentFlag.AlignHCenter: ":-:"}
_FAR = 2**31 - 1
_INTERRUPTING = {"1.", "1)", "[x", "[ ", *BULLETS}  # markers with which a list may begin right below a paragraph
_UNWRITTEN = str.maketrans(dict.fromkeys([ISOLATE, RELEASE]))


class _Run(NamedTuple):
    """A piece of a paragraph; `marks` are around it: BOLD, ITALIC, STRUCK, or the target of a link."""

    text: str
    marks: frozenset[str]


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
        text = joint + _with_dollars(_wrapped(_runs(block, start, self._end, heading=bool(level))))
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
            texts = [_with_dollars(_wrapped(_runs(block, start, end, heading=head))) for block in blocks]
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


def code_span(text: str) -> str:
    """Code inside a paragraph."""
    ticks = "`"
    while re.search(f"(?<!`){ticks}(?!`)", text):
        ticks += "`"
    blank = " " if text.startswith("`") or text.endswith("`") or (text.strip() and text[0] == text[-1] == " ") else ""
    return f"{ticks}{blank}{text}{blank}{ticks}"


def _lines_between(first: QTextBlock, last: QTextBlock, start: int, end: int) -> list[str]:
    lines = []
    block = first
    while block.isValid() and block.position() <= last.position():
        lines.append(shown(block, max(0, start - block.position()), max(0, end - block.position())))
        block = block.next()
    return lines


def _runs(block: QTextBlock, start: int, end: int, *, heading: bool) -> list[_Run]:
    """The parts of a paragraph between two positions, those that are alike as one."""
    found = []
    walk = block.begin()
    while not walk.atEnd():
        fragment = walk.fragment()
        walk += 1
        begin = max(0, start - fragment.position())
        text = part_of(fragment.text(), begin, max(0, end - fragment.position()))
        if text:
            found.append(_run(text.translate(_UNWRITTEN), fragment.charFormat(), heading=heading))
    grouped = groupby(found, key=lambda run: run.marks)
    return [_Run("".join(run.text for run in runs), marks) for marks, runs in grouped]


def _run(text: str, look: QTextCharFormat, *, heading: bool) -> _Run:
    """A run, its text as Markdown already."""
    marks = set()
    if look.font().bold() and not heading:
        marks.add(BOLD)
    if look.fontItalic() or look.hasProperty(UPRIGHT):
        marks.add(ITALIC)
    if look.fontStrikeOut():
        marks.add(STRUCK)
    target = look.anchorHref()
    if target:
        marks.add(f"<{target}>" if re.search(r"[\s()<>]", target) else target)
    if source := source_of(look):
        return _Run(source.replace("\n", "\n" + INSIDE) * len(text), frozenset(marks))
    if look.hasProperty(NOTED):
        return _Run(text.replace("[", "[^"), frozenset(marks))
    if target and text.startswith(PICTURE_SIGN):
        name = text.removeprefix(PICTURE_SIGN).rpartition(" · ")[0]
        return _Run(f"![{_SPECIAL.sub(_escaped, name)}]({target})", frozenset(marks - {target, f"<{target}>"}))
    if look.fontFixedPitch():
        return _Run(LINE.join(map(code_span, text.split(LINE))), frozenset(marks))
    if tag := _tag(look):
        inside = _SPECIAL.sub(_escaped, text) if tag == "u" else escape(text)
        return _Run(f"<{tag}>{inside}</{tag}>", frozenset(marks))
    written_out = _SPECIAL.sub(_escaped, text)
    return _Run(written_out.replace("]", "\\]") if target else written_out, frozenset(marks))


def _tag(look: QTextCharFormat) -> str:
    """The tag around a run, of those that are more than text."""
    return str(look.property(KEY) or next((tag for tag, way in RAISED.items() if look.verticalAlignment() == way), ""))


def _escaped(found: re.Match[str]) -> str:
    return DOLLAR if found[0] == "$" else "\\" + found[0]


def _with_dollars(text: str) -> str:
    """Markdown with the dollars of its text, escaped where one would begin a formula."""
    plain = text.replace(DOLLAR, "$")
    dollars = [place.start() for place in re.finditer(DOLLAR, text)]
    safe = not any(plain.startswith("$$", at) or formula_at(plain, at) for at in dollars)
    return plain if safe else text.replace(DOLLAR, "\\$")


def _wrapped(runs: Iterable[_Run]) -> str:
    """Runs with their marks around them, those that reach furthest outside; blanks at their edges stay outside."""
    runs = list(runs)
    text, at = "", 0
    while at < len(runs):
        if not runs[at].marks:
            text += runs[at].text
            at += 1
            continue
        reach = {mark: _reach(runs, at, mark) for mark in runs[at].marks}
        mark = max(sorted(reach), key=lambda known: (reach[known], len(known)))
        inside = _wrapped(run._replace(marks=run.marks - {mark}) for run in runs[at : reach[mark]])
        edges = _EDGES.fullmatch(inside)
        before, core, after = edges.groups() if edges else ("", inside, "")
        marked = _around(core, mark) if core else ""
        if text.endswith("!") and (before + marked).startswith("["):
            text = text[:-1] + "\\!"
        text += before + marked + after
        at = reach[mark]
    return text


def _reach(runs: Sequence[_Run], at: int, mark: str) -> int:
    while at < len(runs) and mark in runs[at].marks:
        at += 1
    return at


def _around(text: str, mark: str) -> str:
    if mark in {BOLD, ITALIC, STRUCK}:
        return mark + text + mark
    return text if mark == text else f"[{text}]({mark})"
