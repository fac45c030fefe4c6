"""The page of one model, to be read, selected and copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
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
from PySide6.QtWidgets import QHBoxLayout, QTextEdit, QToolButton, QVBoxLayout, QWidget

from desktop.domain.foreign import many_lines
from desktop.ui.browser.page import NOTHING_MORE, page_of
from desktop.ui.browser.sparkline import PriceHistory
from desktop.ui.clipboard import put_on_clipboard
from desktop.ui.theme.style import icon
from desktop.ui.theme.theme import RADIUS, SPACE, theme_of

if TYPE_CHECKING:
    from datetime import date

    from desktop.domain.model import Model
    from desktop.ui.browser.about import About
    from desktop.ui.browser.page import Line
    from desktop.ui.theme.theme import Theme

LABELS = 124  # device-independent pixels: the width of the column of labels
TITLE = 1.15  # size of the name, of the text's
LONGEST_DESCRIPTION = 4_000  # characters; the full ones have up to about 2,000
# Like the lists of the application's sheet, in the roles that the theme gives the palette.
SHEET = f"""
QTextEdit {{ background: palette(base); border: 1px solid palette(mid); border-radius: {RADIUS}px; }}
QTextEdit:focus {{ border: 2px solid palette(accent); margin: -1px; }}
"""
LINE_BREAK = "\u2028"  # within a paragraph


class ModelDetails(QWidget):
    """Everything known of a model, and what can be done with it.

    Signals:
        use_requested: The person wants this model for the chat; carries its id.
        favorite_set: A model is a favorite from now on, or no longer.
        note_requested: The person wants to write a note about a model, or tags; carries its id.
    """

    use_requested = Signal(str)
    favorite_set = Signal(str, bool)
    note_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: Model | None = None
        self._day: date | None = None
        self._about = NOTHING_MORE
        self._page = ModelPage(self)
        self._prices = PriceHistory(self)
        self._use = self._button("model-use", self.tr("Use in this chat"))
        self._use.clicked.connect(self._ask_for_use)
        self._copy = self._button("model-copy", self.tr("Copy id"))
        self._copy.clicked.connect(self._copy_id)
        self._note = self._sign("model-note", self.tr("Note and tags…"))
        self._note.clicked.connect(self._ask_for_note)
        self._favorite = self._sign("model-favorite", self.tr("Favorite"))
        self._favorite.setCheckable(True)
        self._favorite.clicked.connect(self._set_favorite)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        buttons.addWidget(self._use)
        buttons.addWidget(self._copy)
        buttons.addStretch()
        buttons.addWidget(self._note)
        buttons.addWidget(self._favorite)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, SPACE // 2, 0, 0)
        layout.setSpacing(SPACE // 2)
        layout.addWidget(self._page, 1)
        layout.addWidget(self._prices)
        layout.addLayout(buttons)
        self._show_icons()
        self.show_model(None, None)

    def _button(self, name: str, words: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setText(words)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _sign(self, name: str, words: str) -> QToolButton:
        """A button whose words only its tool tip shows."""
        button = self._button(name, words)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setToolTip(words)
        return button

    def show_model(self, model: Model | None, today: date | None, about: About = NOTHING_MORE) -> None:
        """Show a model as of `today`, or nothing."""
        same = model is not None and self._model is not None and model.id == self._model.id
        self._model, self._day, self._about = model, today, about
        for button in (self._use, self._copy, self._note, self._favorite):
            button.setEnabled(model is not None)
        self._favorite.setChecked(about.bookmark.favorite)
        self._use.setText(self.tr("Use again") if about.bookmark.used else self.tr("Use in this chat"))
        self._favorite.setIcon(self._stars[about.bookmark.favorite])
        if model is None or today is None:
            self._page.clear()
            self._prices.hide()
        else:
            self._prices.show_prices(model, about.changes, today)
            self._page.write(model, today, theme_of(self.palette()), about, stay=same)

    def _ask_for_note(self) -> None:
        if self._model is not None:
            self.note_requested.emit(self._model.id)

    def _set_favorite(self, favorite: bool) -> None:  # noqa: FBT001 - a slot
        if self._model is not None:
            self.favorite_set.emit(self._model.id, favorite)

    def _ask_for_use(self) -> None:
        if self._model is not None:
            self.use_requested.emit(self._model.id)

    def _copy_id(self) -> None:
        if self._model is not None:
            put_on_clipboard(self._model.id)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show_icons()
            self.show_model(self._model, self._day, self._about)

    def _show_icons(self) -> None:
        theme = theme_of(self.palette())
        self._use.setIcon(icon("check", theme))
        self._copy.setIcon(icon("copy", theme))
        self._note.setIcon(icon("pencil", theme))
        self._stars = icon("star", theme), icon("star-full", theme, theme.accent)


class ModelPage(QTextEdit):
    """A read-only document, built piece by piece: nothing in a model list is ever read as markup."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("model-details")
        self.setAccessibleName(self.tr("Details of the model"))
        self.setPlaceholderText(self.tr("No model is selected."))
        self.setStyleSheet(SHEET)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)

    def write(self, model: Model, today: date, theme: Theme, about: About, *, stay: bool) -> None:
        """Put the page of a model in place of what is shown; `stay` where the reader is in it."""
        at = self.verticalScrollBar().value() if stay else 0
        self.clear()
        writer = _Writer(self.textCursor(), self.font(), theme)
        writer.begin(model, about.description or model.description)
        for section in page_of(model, today, about):
            writer.title(section.title)
            for line in section.lines:
                writer.line(line)
        writer.end()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(at)


class _Writer:
    """Formats of a page, and where it is being written."""

    def __init__(self, cursor: QTextCursor, font: QFont, theme: Theme) -> None:
        self._cursor = cursor
        self._room = LABELS - SPACE
        self._metrics = QFontMetrics(font)
        self._text = _ink(theme.text)
        self._muted = _ink(theme.muted)
        self._warning = _ink(theme.warning, bold=True)
        self._name = _ink(theme.text, bold=True)
        self._name.setFontPointSize(font.pointSizeF() * TITLE)
        self._section = _ink(theme.text, bold=True)
        self._id = _ink(theme.muted)
        self._id.setFontFamilies(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).families())
        self._row = _hanging(LABELS)
        self._long_row = _hanging(2 * SPACE)
        cursor.document().setDocumentMargin(SPACE)
        cursor.beginEditBlock()

    def begin(self, model: Model, description: str) -> None:
        """Name, id and description."""
        self._cursor.insertText(model.name, self._name)
        self._cursor.insertBlock(_gap(2))
        self._cursor.insertText(model.id, self._id)
        if description:
            self._cursor.insertBlock(_gap(SPACE))
            self._cursor.insertText(many_lines(description, LONGEST_DESCRIPTION), self._text)

    def title(self, text: str) -> None:
        self._cursor.insertBlock(_gap(2 * SPACE))
        self._cursor.insertText(text, self._section)

    def line(self, line: Line) -> None:
        """A label and its value beside it; below it when the label is too long for its column."""
        fits = self._metrics.horizontalAdvance(line.label) <= self._room
        self._cursor.insertBlock(self._row if fits else self._long_row)
        self._cursor.insertText(line.label + ("\t" if fits else LINE_BREAK), self._muted)
        self._cursor.insertText(line.value, self._warning if line.warning else self._text)

    def end(self) -> None:
        self._cursor.endEditBlock()


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
