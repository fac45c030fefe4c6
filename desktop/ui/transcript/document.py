"""Markdown → one Qt document a block, built by cursor from the parser's tokens; never from HTML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument

from desktop.domain.fences import info_in
from desktop.domain.formulas import is_display
from desktop.domain.html_tables import WIDEST
from desktop.ui.transcript.cites import read
from desktop.ui.transcript.filled import Filled, Mark
from desktop.ui.transcript.formula_rules import BLOCK, UNFINISHED
from desktop.ui.transcript.inline import (
    ALERTS,
    LOST,
    alert_in,
    is_mirrored,
    isolated,
    label_runs,
    runs_of,
    title_of,
    with_pictures_apart,
)
from desktop.ui.transcript.lists import OpenList, take_box
from desktop.ui.transcript.parsing import DEEPEST, is_too_deep, is_too_much, parser
from desktop.ui.transcript.plain_document import fill_with_text
from desktop.ui.transcript.run_writer import RunWriter
from desktop.ui.transcript.strip import Wide, fit_tables
from desktop.ui.transcript.style import HEADINGS, PADDING, QUOTE, Ink, Style, unleaded
from desktop.ui.transcript.table import OpenTable, insert_table, small_print
from desktop.ui.transcript.unseen_object import clear

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it.token import Token

    from desktop.domain.parts import ImagePart
    from desktop.ui.transcript.cites import Cite
    from desktop.ui.transcript.strip import Fit, Sized

ABOVE_HEADING = (0, 14, 12, 8, 4, 4, 4)
_LINE_END = re.compile(r"\r\n?|\n")


def fill_with_markdown(
    document: QTextDocument,
    source: str,
    context: str,
    style: Style,
    cites: Sequence[Cite] = (),
    *,
    numbers: Sequence[int] = (),
    lost: frozenset[str] = frozenset(),
    muted: bool = False,
    fit: Fit | None = None,
    pictures: Sequence[ImagePart] = (),
) -> Filled:
    """Build what `source` says after `context`, of which nothing is shown.

    Its tables fit, where `fit` says into what. Of `pictures`, those are shown that have a place in it. `numbers` and
    `lost` are those of `Block`.
    """
    clear(document)
    nested = sum(not line.startswith("[") for line in context.split("\n")[:-1])  # a line is an item, or defines a link
    if nested > DEEPEST or is_too_much(source):
        fill_with_text(document, source.strip("\r\n"), style)
        return Filled()
    tokens = read(source, context, cites, lambda text: parser().parse(text, {LOST: lost}))
    columns = sum(token.type == "th_open" for token in tokens)
    if columns > WIDEST or is_too_deep(tokens):
        # The parser leaves out what lies deeper.
        fill_with_text(document, source.strip("\r\n"), style)
        return Filled()
    placed = {image.place: image for image in pictures if image.place}
    writer = RunWriter(QTextCursor(document), style, cites, placed)
    return _Builder(writer, context, source, numbers, muted=muted, fit=fit).build(tokens)


def _from_right(block: QTextBlockFormat) -> QTextBlockFormat:
    """The look of a paragraph in a quote whose bar is on the right."""
    found = QTextBlockFormat(block)
    found.setRightMargin(found.leftMargin())
    found.setLeftMargin(0)
    return found


class _Builder:
    def __init__(
        self, writer: RunWriter, context: str, source: str, numbers: Sequence[int], *, muted: bool, fit: Fit | None
    ) -> None:
        self._writer, self._cursor, self._marks = writer, writer.body, writer.marks
        self._style, self._muted, self._fit = writer.style, muted, fit
        self._skipped = context.count("\n")  # lines of context
        self._lines = _LINE_END.split(context + source)[:-1]  # those that have an end
        self._tables: list[Sized] = []
        self._displays: list[tuple[int, bool]] = []
        self._lists: list[OpenList] = []
        self._numbers = dict(enumerate(numbers))  # with which lists go on, by depth
        self._item, self._item_left = False, 0  # the next paragraph carries an item's marker, left of there …
        self._task = ""  # … and this box instead of it
        self._quotes: list[int] = []
        self._alerts: list[str] = []  # of each open quote what it warns of, or ""
        self._notes: list[tuple[int, str]] = []  # where open footnotes start, and their labels …
        self._label = ""  # … of which the last one's label is still to be shown
        self._first, self._after_list, self._table = True, False, OpenTable()

    def build(self, tokens: Sequence[Token]) -> Filled:
        self._cursor.beginEditBlock()
        try:
            for index, token in enumerate(tokens):
                self._take(token, tokens, index)
            if self._fit is not None:
                fit_tables(self._tables, self._fit)  # before anything is laid out
        finally:
            self._cursor.endEditBlock()
        return Filled(self._marks + self._writer.late, Wide(self._tables, self._displays))

    def _take(self, token: Token, tokens: Sequence[Token], index: int) -> None:
        if token.type == "inline":
            self._inline(token, tokens[index - 1])
        elif token.type == "blockquote_open":
            self._open_quote(tokens, index + 1)
        elif take := self._HANDLERS.get(token.type):
            take(self, token)

    def _in_context(self, token: Token, *, whole: bool = True) -> bool:
        """Whether a token belongs to the context: with all its lines, or by its first."""
        return bool(self._skipped and token.map and token.map[1 if whole else 0] < self._skipped + whole)

    @property
    def _left(self) -> int:
        """Where what stands in the open lists and quotes begins, in pixels."""
        return len(self._lists) * self._style.indent + len(self._quotes) * QUOTE

    def _position(self) -> int:
        """Where the next paragraph will start."""
        return 0 if self._first else self._cursor.position() + 1

    def _begin(self, block: QTextBlockFormat, ink: QTextCharFormat) -> None:
        if self._after_list:
            self._after_list = False
            last = QTextBlockFormat(self._cursor.blockFormat())
            last.setBottomMargin(max(self._style.gap, last.bottomMargin()))
            self._cursor.setBlockFormat(last)
        if self._first:
            self._cursor.setBlockFormat(block)
            self._cursor.setBlockCharFormat(ink)
            self._first = False
        else:
            self._cursor.insertBlock(block, ink)
        if self._item:
            self._item = False
            at = self._cursor.position()
            depth = len(self._lists)
            marker = self._task or self._lists[-1].marker(depth)
            self._marks.append(Mark("item", at, at, depth, marker, self._item_left))

    def _inline(self, token: Token, opening: Token) -> None:
        if opening.type in {"th_open", "td_open"}:
            self._table.add(token, opening, seen=not self._in_context(token))
            return
        if self._in_context(token) or (not token.children and (token.content or (self._alerts and self._alerts[-1]))):
            return  # it is the title of an alert, or there are only tags that are not shown
        level = int(opening.tag[1]) if opening.type == "heading_open" else 0
        scale = HEADINGS.get(level, 1.0)
        muted = self._is_muted or bool(self._notes)
        runs = isolated(runs_of(token.children or [], scale, bold=bool(level), muted=muted))
        depth = len(self._lists)
        below = self._style.tight if level or (self._lists and not self._is_blank_after(token)) else self._style.gap
        above = ABOVE_HEADING[level] if not self._first or level else 0
        self._task = take_box(runs) if self._item and token.content.startswith("[") else ""
        block = self._style.paragraph(depth, len(self._quotes), below, above)
        if level:
            block = QTextBlockFormat(block)
            block.setHeadingLevel(level)
        if self._quotes and is_mirrored(runs):
            block = _from_right(block)
        if self._label:
            runs = [*label_runs(self._label), *runs]
            self._label = ""
        for part in with_pictures_apart(runs, self._writer.pictures):
            is_picture = bool(part) and part[0][1].picture in self._writer.pictures
            self._begin(unleaded(block) if is_picture else block, self._style.ink(Ink(bold=bool(level), scale=scale)))
            self._writer.insert(part, self._cursor)

    def _is_blank_after(self, token: Token) -> bool:
        """Whether a blank line follows: an item has space below it when it has in the text.

        Not when the list has some anywhere, as in CommonMark: then it would be set apart when its end arrives.
        """
        line = token.map[1] if token.map else len(self._lines)
        return line < len(self._lines) and not self._lines[line].strip("> \t")

    def _formula(self, token: Token) -> None:
        """A formula on a line of its own: in the middle, unless it is still code or there is a marker beside it."""
        if self._in_context(token):
            return
        finished, formulas = token.info != UNFINISHED, self._style.formulas
        ink = Ink(muted=self._is_muted, formula=token.content.removesuffix("\n"))
        depth, quotes = len(self._lists), len(self._quotes)
        block = QTextBlockFormat(self._style.paragraph(depth, quotes, self._style.gap + self._style.leading))
        centered = not self._item and formulas.is_drawn(ink.formula)
        drawn = not formulas.is_unreadable(ink.formula)
        if drawn:
            block.setAlignment(Qt.AlignmentFlag.AlignHCenter if centered else Qt.AlignmentFlag.AlignLeft)
            block.setNonBreakableLines(True)
            block = unleaded(block)
        self._begin(block, self._style.ink(Ink()))
        if drawn:
            self._displays.append((self._cursor.position(), centered))
        self._writer.put_formula(ink, self._cursor, token.info if finished else "", finished=finished)

    def _open_list(self, token: Token) -> None:
        ordered = token.type == "ordered_list_open"
        self._close_item(token)  # a list that an item begins with stands below its marker
        start = token.attrGet("start")
        number = self._numbers.pop(len(self._lists), 1 if start is None else int(start))
        self._lists.append(OpenList(number if ordered else None, token.markup))

    def _close_list(self, _: Token) -> None:
        self._lists.pop()
        self._after_list = not self._lists and not self._first

    def _open_item(self, token: Token) -> None:
        """The next paragraph carries the marker, unless the item was begun in the context: then it is only counted."""
        self._item, self._item_left = not self._in_context(token, whole=False), self._left
        if not self._item:
            self._lists[-1].marker(1)

    def _close_item(self, _: Token) -> None:
        if self._item:  # an item without text of its own still has its marker
            self._task = ""
            block = self._style.paragraph(len(self._lists), len(self._quotes), self._style.tight)
            self._begin(block, self._style.ink(Ink()))

    def _open_note(self, token: Token) -> None:
        self._label = "" if self._in_context(token, whole=False) else str(token.meta["label"])
        self._notes.append((self._position(), self._label))

    def _close_note(self, _: Token) -> None:
        start, label = self._notes.pop()
        if self._label:  # a footnote without text is seen all the same
            self._begin(self._style.paragraph(len(self._lists), len(self._quotes)), self._style.ink(Ink()))
            self._writer.insert(label_runs(self._label), self._cursor)
            self._label = ""
        if label:
            self._writer.late.append(Mark("note", start, self._cursor.position(), value=label))

    @property
    def _is_muted(self) -> bool:
        return self._muted or not all(self._alerts)

    def _open_quote(self, tokens: Sequence[Token], at: int) -> None:
        """A quote, or as GitHub has it an alert: its first line says so, and what it warns of stands there instead."""
        self._quotes.append(self._position())
        inside = tokens[at : at + 2]
        first = inside[-1] if [token.type for token in inside] == ["paragraph_open", "inline"] else None
        alert = alert_in(first.content) if first else ""
        self._alerts.append(alert)
        if first is None or not alert or self._in_context(first):
            return
        children = first.children or []
        breaks = [number for number, child in enumerate(children) if child.type.endswith("break")]
        first.children = children[breaks[0] + 1 :] if breaks else []
        words = next(token for token in tokens[at:] if token.children or token.type == "blockquote_close")
        title = self._style.paragraph(len(self._lists), len(self._quotes), self._style.tight)
        if is_mirrored(runs_of(words.children or [])):  # it stands where what it says begins
            title = _from_right(title)
            title.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._begin(title, QTextCharFormat())
        start = self._cursor.position()
        self._writer.insert([title_of(alert)], self._cursor)
        self._marks.append(Mark("alert", start, self._cursor.position(), value=alert))

    def _close_quote(self, _: Token) -> None:
        start, alert = self._quotes.pop(), self._alerts.pop()
        if not self._first and self._position() > start:
            color = ALERTS[alert][1] if alert else ""
            self._marks.append(Mark("quote", start, self._cursor.position(), self._left, color))

    def _code(self, token: Token) -> None:
        """Code inside a quote or an item: plain, on the ground of code."""
        if token.info == UNFINISHED and is_display(token.content):  # somebody's text may have the sign all the same
            self._formula(token)
            return
        depth, quotes = len(self._lists), len(self._quotes)
        lines = token.content.rstrip("\n").split("\n")
        block = QTextBlockFormat(self._style.code_paragraph)
        block.setIndent(depth)
        block.setLeftMargin(quotes * QUOTE + PADDING)
        block.setRightMargin(PADDING)
        start = self._position()
        ink = QTextCharFormat(self._style.ink(Ink(code=True)))  # a copy: the style keeps its own
        ink.clearBackground()
        for index, line in enumerate(lines):
            block.setTopMargin(PADDING if index == 0 else 0)
            block.setBottomMargin(self._style.gap + PADDING if index == len(lines) - 1 else 0)
            self._begin(block, ink)
            self._style.unseen.put(self._cursor, line, ink, code=True)
        language = info_in(token.info).language
        self._marks.append(Mark("code", start, self._cursor.position(), self._left, language))

    def _rule(self, _: Token) -> None:
        self._begin(self._style.paragraph(len(self._lists), len(self._quotes)), self._style.ink(Ink()))
        self._marks.append(Mark("rule", self._cursor.position(), self._cursor.position(), self._left))

    def _open_row(self, token: Token) -> None:
        if not self._in_context(token):
            self._table.rows.append([])

    def _close_table(self, _: Token) -> None:
        table, self._table = self._table, OpenTable()
        if any(table.rows):
            self._begin(self._style.sliver, small_print())
            self._tables.append(
                insert_table(
                    self._cursor,
                    table,
                    self._style,
                    self._left,
                    self._writer.insert,
                    len(self._lists),
                    pictures=self._writer.pictures,
                )
            )

    _HANDLERS: ClassVar[dict[str, Callable[[_Builder, Token], None]]] = {
        "bullet_list_open": _open_list,
        "ordered_list_open": _open_list,
        "bullet_list_close": _close_list,
        "ordered_list_close": _close_list,
        "list_item_open": _open_item,
        "list_item_close": _close_item,
        "blockquote_close": _close_quote,
        "fence": _code,
        "code_block": _code,
        "hr": _rule,
        BLOCK: _formula,
        "footnote_reference_open": _open_note,
        "footnote_reference_close": _close_note,
        "tr_open": _open_row,
        "table_close": _close_table,
    }
