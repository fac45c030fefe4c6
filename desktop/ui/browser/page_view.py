"""The page of one model on the screen: a document to be read, selected and copied, with widgets between its lines."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetrics,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QApplication, QTextBrowser, QWidget

from desktop.domain.foreign import many_lines
from desktop.ui.links import links_in
from desktop.ui.theme.labels import tooltip
from desktop.ui.theme.theme import RADIUS, SPACE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QResizeEvent

    from desktop.domain.model import Model
    from desktop.ui.browser.page import Line, Section
    from desktop.ui.theme.theme import Theme

LABELS = 124  # device-independent pixels: the least width of the column of labels
LABELS_SHARE = 0.5  # of the page, for those that are longer
TITLE = 1.2  # size of the name, of the text's
LONGEST_DESCRIPTION = 4_000  # characters; the full ones have up to about 2,000
# Like the lists of the application's sheet, in the roles that the theme gives the palette.
SHEET = f"""
QTextEdit {{ background: palette(base); border: 1px solid palette(mid); border-radius: {RADIUS}px; }}
QTextEdit:focus {{ border: 2px solid palette(accent); margin: -1px; }}
"""
LINE_BREAK = "\u2028"  # within a paragraph
BLANK_LINES = re.compile(r"\n\s*\n")
_HELD = r"[^*\s](?:[^*\n]*[^*\s])?"  # words, without blanks at their ends
EMPHASIS = re.compile(rf"\*\*(?P<strong>{_HELD})\*\*|(?<![\w*])\*(?P<weak>{_HELD})\*(?![\w*])|`(?P<code>[^`\n]+)`")
FIXED = QTextBlockFormat.LineHeightTypes.FixedHeight.value


class ModelPage(QTextBrowser):
    """A read-only document, built piece by piece: nothing in a model list is ever read as markup.

    Signals:
        link_activated: The person wants to follow a link; carries its address and its text.
    """

    link_activated = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("model-details")
        self.setAccessibleName(self.tr("Details of the model"))
        self.setStyleSheet(SHEET)
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(SPACE)
        self._widgets: Mapping[str, Sequence[QWidget]] = {}
        self._links: list[tuple[str, str]] = []
        self._rooms: list[tuple[QWidget, int]] = []  # with the number of the block that is kept free
        self._titles: list[tuple[str, int]] = []  # with the numbers of their blocks
        self.anchorClicked.connect(self._follow)
        self.document().documentLayout().documentSizeChanged.connect(self._place)
        if isinstance(app := QApplication.instance(), QApplication):
            app.focusChanged.connect(self._show_focus)

    def write(self, model: Model, description: str, sections: Sequence[Section], theme: Theme, *, stay: bool) -> None:
        """Put the page of a model in place of what is shown; `stay` where the reader is in it."""
        reading = self._reading() if stay else None
        self._rooms = []  # nothing is placed before all is written
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # else all is laid out in two widths
        self.clear()
        writer = _Writer(self.textCursor(), self.font(), theme)
        writer.begin(model, description)
        for section in sections:
            writer.title(section.title, self._label_room(section))
            for line in section.lines:
                writer.line(line)
            for widget in self._widgets.get(section.key, ()):
                if not widget.isHidden():
                    writer.room(widget)
        writer.end()
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._links, self._rooms, self._titles = writer.links, writer.rooms, writer.titles
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._place()
        self._order()
        self.verticalScrollBar().setValue(self._top_of(*reading) if reading else 0)

    def _label_room(self, section: Section) -> int:
        """How wide a section's column of labels is: as the widest of those that leave enough to their values."""
        metrics, most = QFontMetrics(self.font()), round(self.viewport().width() * LABELS_SHARE)
        wide = [metrics.horizontalAdvance(line.label) + SPACE for line in section.lines]
        return max([LABELS, *(width for width in wide if width <= most)])

    def hold(self, widgets: Mapping[str, Sequence[QWidget]]) -> None:
        """Show these below the lines of the sections of these keys, as high as they want to be, unless they hide."""
        self._widgets = widgets

    def empty(self) -> None:
        self.clear()
        self._links, self._rooms, self._titles = [], [], []

    # Where the reader is

    def _reading(self) -> tuple[str, int] | None:
        """The section at the top and how far into it the reader is; None at the very top."""
        at = self.verticalScrollBar().value()
        above = [(title, at - top) for title, number in self._titles if (top := self._top(number)) <= at]
        return (above[-1] if above else ("", at)) if at else None

    def _top_of(self, title: str, below: int) -> int:
        return next((self._top(number) for found, number in self._titles if found == title), 0) + below

    def _top(self, number: int) -> int:
        block = self.document().findBlockByNumber(number)
        return round(self.document().documentLayout().blockBoundingRect(block).top())

    # Widgets between the lines

    def _place(self) -> None:
        width = self.viewport().width() - 2 * SPACE
        for widget, number in self._rooms:
            top = self._top(number) - self.verticalScrollBar().value()
            widget.setGeometry(SPACE, top, width, widget.sizeHint().height())

    def _order(self) -> None:
        """Have Tab go from the page through the widgets in it, from top to bottom."""
        inside = [child for widget, _ in self._rooms for child in (widget, *widget.findChildren(QWidget))]
        stops = [child for child in inside if child.focusPolicy() == Qt.FocusPolicy.StrongFocus]
        for first, second in pairwise((self, *stops)):
            self.setTabOrder(first, second)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _show_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Bring the widget into view that has the keyboard now."""
        if now is not None and self.viewport().isAncestorOf(now):
            top = now.mapTo(self.viewport(), now.rect().topLeft()).y()
            beyond = top + min(now.height(), self.viewport().height()) - self.viewport().height()
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + (top - SPACE if top < 0 else max(0, beyond + SPACE)))

    def _follow(self, link: QUrl) -> None:
        """Links carry their numbers: an address of a model list is no URL that Qt should read."""
        self.link_activated.emit(*self._links[int(link.toString())])


class _Writer:
    """Formats of a page, and where it is being written."""

    def __init__(self, cursor: QTextCursor, font: QFont, theme: Theme) -> None:
        self.links: list[tuple[str, str]] = []
        self.rooms: list[tuple[QWidget, int]] = []
        self.titles: list[tuple[str, int]] = []
        self._cursor = cursor
        self._room = 0  # for the labels of the section
        self._metrics = QFontMetrics(font)
        self._text = _ink(theme.text)
        self._muted = _ink(theme.muted)
        self._warning = _ink(theme.warning, bold=True)
        self._link = _ink(theme.link)
        self._link.setFontUnderline(True)
        self._link.setAnchor(True)
        self._name = _ink(theme.text, bold=True)
        self._name.setFontPointSize(font.pointSizeF() * TITLE)
        self._section = _ink(theme.text, bold=True)
        self._id, code, weak = _ink(theme.muted), _ink(theme.text), _ink(theme.text)
        for ink in (self._id, code):
            ink.setFontFamilies(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).families())
        weak.setFontItalic(True)
        self._emphases = {"strong": _ink(theme.text, bold=True), "weak": weak, "code": code}
        self._row = self._long_row = _hanging(2 * SPACE)
        cursor.beginEditBlock()

    def begin(self, model: Model, description: str) -> None:
        """Name, id and what the model is."""
        self._cursor.insertText(model.name, self._name)
        self._cursor.insertBlock(_gap(2))
        self._cursor.insertText(model.id, self._id)
        if description:
            self._cursor.insertBlock(_gap(SPACE))
            self._prose(description)

    def title(self, text: str, labels: int) -> None:
        """Begin a section whose column of labels is so wide."""
        self._room, self._row = labels - SPACE, _hanging(labels)
        self._cursor.insertBlock(_gap(2 * SPACE))
        self._cursor.insertText(text, self._section)
        self.titles.append((text, self._cursor.blockNumber()))

    def line(self, line: Line) -> None:
        """A label and its value beside it; below it when the label is too long for its column. Prose has no label."""
        if not line.label:
            self._cursor.insertBlock(_gap(2))
            self._prose(line.value)
            return
        fits = self._metrics.horizontalAdvance(line.label) <= self._room
        self._cursor.insertBlock(self._row if fits else self._long_row)
        self._cursor.insertText(line.label + ("\t" if fits else LINE_BREAK), self._muted)
        if line.link:
            self._anchor(line.value, line.link)
        else:
            self._cursor.insertText(line.value, self._warning if line.warning else self._text)

    def room(self, widget: QWidget) -> None:
        """Keep room for a widget."""
        free = _gap(SPACE)
        free.setLineHeight(widget.sizeHint().height(), FIXED)
        self._cursor.insertBlock(free)
        self.rooms.append((widget, self._cursor.blockNumber()))

    def end(self) -> None:
        self._cursor.endEditBlock()

    def _prose(self, text: str) -> None:
        for said, address in links_in(_paragraphs(many_lines(text, LONGEST_DESCRIPTION))):
            if address:
                self._anchor(said, address)
            else:
                self._emphasized(said)

    def _emphasized(self, text: str) -> None:
        """Write what stands between marks of emphasis and of code in its own kind of letters, without the marks."""
        at = 0
        for found in EMPHASIS.finditer(text):
            self._cursor.insertText(text[at : found.start()], self._text)
            kind = found.lastgroup or ""
            self._cursor.insertText(found[kind], self._emphases[kind])
            at = found.end()
        self._cursor.insertText(text[at:], self._text)

    def _anchor(self, said: str, address: str) -> None:
        ink = QTextCharFormat(self._link)
        ink.setAnchorHref(str(len(self.links)))
        ink.setToolTip(tooltip(address))
        self.links.append((address, said))
        self._cursor.insertText(said, ink)


def _paragraphs(text: str) -> str:
    """A block for each of those that blank lines part, instead of one for each line."""
    return "\n".join(part.replace("\n", LINE_BREAK) for part in BLANK_LINES.split(text))


def _ink(color: str, *, bold: bool = False) -> QTextCharFormat:
    ink = QTextCharFormat()
    ink.setForeground(QColor(color))
    if bold:
        ink.setFontWeight(QFont.Weight.DemiBold)
    return ink


def _gap(above: int) -> QTextBlockFormat:
    gap = QTextBlockFormat()
    gap.setTopMargin(above)
    return gap


def _hanging(width: int) -> QTextBlockFormat:
    """A label from the margin on, its value in a column `width` away, however many lines that has."""
    row = QTextBlockFormat()
    row.setLeftMargin(width)
    row.setTextIndent(-width)
    row.setTabPositions([QTextOption.Tab(width, QTextOption.TabType.LeftTab)])
    row.setTopMargin(2)
    return row
