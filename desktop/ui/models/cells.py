"""Paints the cells of the table of models, in half of the time that Qt's own delegate takes to lay out their text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPen, QStaticText
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.ui.theme.theme import SPACE, theme_of

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QPainter

    from desktop.ui.models.table_model import ModelTableModel

Index = QModelIndex | QPersistentModelIndex
State = QStyle.StateFlag
# As numbers: Python's flags would take as long as the painting.
SELECTED, POINTED, FOCUSED = State.State_Selected.value, State.State_MouseOver.value, State.State_HasFocus.value
ELIDE = Qt.TextElideMode.ElideRight
PADDING = SPACE  # as in the heads of columns
MOST_FITTED = 5_000  # texts that stay laid out


class CellDelegate(QStyledItemDelegate):
    """One line a cell: dim where a model does not suit, bold for that of the chat."""

    def __init__(self, rows: ModelTableModel, parent: QObject) -> None:
        super().__init__(parent)
        self._rows = rows
        self._font: QFont | None = None
        self._bold = QFont()
        self._fitted: dict[tuple[str, int, bool], tuple[QStaticText, int, int]] = {}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, state, rect = theme_of(option.palette), option.state.value, option.rect
        text, right, dim, bold = self._rows.cell(index.row(), index.column())
        if state & (SELECTED | POINTED):
            painter.fillRect(rect, QColor(theme.selection if state & SELECTED else theme.raised))
        if state & FOCUSED:
            painter.setPen(QPen(QColor(theme.accent), 1))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        rect.adjust(PADDING, 0, -PADDING, 0)
        words, width, height = self._fit(text, rect.width(), option.font, bold=bold)
        painter.setFont(self._bold if bold else option.font)
        painter.setPen(QColor(theme.muted if dim and not state & SELECTED else theme.text))
        left = rect.left() + rect.width() - width if right else rect.left()
        painter.drawStaticText(left, rect.top() + (rect.height() - height) // 2, words)

    def _fit(self, text: str, width: int, font: QFont, *, bold: bool) -> tuple[QStaticText, int, int]:
        """The text as long as the column is wide, laid out, with its size: that takes longer than painting it."""
        if font != self._font or len(self._fitted) >= MOST_FITTED:
            self._font, self._bold = QFont(font), QFont(font)
            self._bold.setBold(True)
            self._fitted.clear()
        key = text, width, bold
        if (fitted := self._fitted.get(key)) is None:
            own = self._bold if bold else font
            words = QStaticText(QFontMetrics(own).elidedText(text, ELIDE, width))
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.prepare(font=own)
            size = words.size().toSize()
            fitted = self._fitted[key] = words, size.width(), size.height()
        return fitted
