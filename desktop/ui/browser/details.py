"""The page of one model, to be read, selected and copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetrics,
    QGuiApplication,
    QPainter,
    QPen,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QTextEdit, QVBoxLayout, QWidget

from desktop.domain.foreign import many_lines
from desktop.ui.browser.page import Line, page_of
from desktop.ui.theme.theme import SPACE, theme_of

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QPaintEvent

    from desktop.domain.model import Model
    from desktop.ui.theme.theme import Theme

LABELS = 124  # device-independent pixels: the width of the column of labels
TITLE = 1.15  # size of the name, of the text's
LONGEST_DESCRIPTION = 4_000  # characters; the full ones have up to about 2,000
LINE_BREAK = "\u2028"  # within a paragraph


class ModelDetails(QWidget):
    """Everything known of a model, and what can be done with it.

    Signals:
        use_requested: The person wants this model for the chat; carries its id.
    """

    use_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: Model | None = None
        self._day: date | None = None
        self._page = ModelPage(self)
        self._use = QPushButton(self.tr("Use in this chat"), self)
        self._use.setObjectName("model-use")
        self._use.clicked.connect(self._ask_for_use)
        self._copy = QPushButton(self.tr("Copy id"), self)
        self._copy.setObjectName("model-copy")
        self._copy.clicked.connect(self._copy_id)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        buttons.addWidget(self._use)
        buttons.addWidget(self._copy)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, SPACE // 2, 0, 0)
        layout.setSpacing(SPACE)
        layout.addWidget(self._page, 1)
        layout.addLayout(buttons)
        self.show_model(None, None)

    def show_model(self, model: Model | None, today: date | None) -> None:
        """Show a model as of `today`, or nothing."""
        self._model, self._day = model, today
        self._use.setEnabled(model is not None)
        self._copy.setEnabled(model is not None)
        if model is None or today is None:
            self._page.clear()
        else:
            self._page.write(model, today)

    def _ask_for_use(self) -> None:
        if self._model is not None:
            self.use_requested.emit(self._model.id)

    def _copy_id(self) -> None:
        if self._model is not None:
            QGuiApplication.clipboard().setText(self._model.id)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.show_model(self._model, self._day)


class ModelPage(QTextEdit):
    """A read-only document, built piece by piece: nothing in a model list is ever read as markup."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("model-details")
        self.setAccessibleName(self.tr("Details of the model"))
        self.setPlaceholderText(self.tr("Select a model to see its prices, limits and abilities."))
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)

    def write(self, model: Model, today: date) -> None:
        """Put the page of a model in place of what is shown."""
        self.clear()
        writer = _Writer(self.textCursor(), self.font(), theme_of(self.palette()))
        writer.begin(model)
        for section in page_of(model, today):
            writer.title(section.title)
            for line in section.lines:
                writer.line(line)
        writer.end()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show the focus: a document without a frame has no other sign of it."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            painter.setPen(QPen(QColor(theme_of(self.palette()).accent), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))


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
        self._row = QTextBlockFormat()
        self._row.setLeftMargin(LABELS)
        self._row.setTextIndent(-LABELS)
        self._row.setTabPositions([QTextOption.Tab(LABELS, QTextOption.TabType.LeftTab)])
        self._row.setTopMargin(2)
        cursor.document().setDocumentMargin(SPACE)
        cursor.beginEditBlock()

    def begin(self, model: Model) -> None:
        """Name, id and description."""
        self._cursor.insertText(model.name, self._name)
        self._cursor.insertBlock(_gap(2))
        self._cursor.insertText(model.id, self._id)
        if model.description:
            self._cursor.insertBlock(_gap(SPACE))
            self._cursor.insertText(many_lines(model.description, LONGEST_DESCRIPTION), self._text)

    def title(self, text: str) -> None:
        self._cursor.insertBlock(_gap(2 * SPACE))
        self._cursor.insertText(text, self._section)

    def line(self, line: Line) -> None:
        """A label and its value beside it; below it when the label is too long for its column."""
        fits = self._metrics.horizontalAdvance(line.label) <= self._room
        self._cursor.insertBlock(self._row)
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
