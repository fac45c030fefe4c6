"""Paints the cells of the table of models, in half of the time that Qt's own delegate takes to lay out their text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QStaticText
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.ui.theme.rows import RowPointer
from desktop.ui.theme.theme import SPACE, theme_of

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter, QPalette

    from desktop.ui.models.table import ModelTable
    from desktop.ui.models.table_model import ModelTableModel

Index = QModelIndex | QPersistentModelIndex
State = QStyle.StateFlag
SELECTED, FOCUSED = State.State_Selected.value, State.State_HasFocus.value  # flags take as long as the painting
ELIDE = (Qt.TextElideMode.ElideRight, Qt.TextElideMode.ElideMiddle)  # names differ at the end, where the number is
PADDING = SPACE  # as in the heads of columns
BAR = 3  # device-independent pixels at the left of the current row, which several may be selected beside
MOST_FITTED = 5_000  # texts that stay laid out


class CellDelegate(QStyledItemDelegate):
    """One line a cell: dim where a model does not suit, bold for that of the chat."""

    def __init__(self, rows: ModelTableModel, table: ModelTable) -> None:
        super().__init__(table)
        self._rows, self._table = rows, table
        self._current = -1, -1
        self._pointer = RowPointer(table)
        self._font, self._bold = QFont(), QFont()
        self._bold.setBold(True)
        self._fitted: dict[tuple[str, int, bool, bool], tuple[QStaticText, int, int]] = {}

    def begin(self, palette: QPalette, font: QFont) -> None:
        """Before each painting of the table: asking every cell for its colors takes as long as all the rest."""
        self._pointer.find()
        self._current = self._table.currentIndex().row(), self._table.first_column()
        theme = theme_of(palette)
        self._text, self._muted = QColor(theme.text), QColor(theme.muted)
        self._selected, self._pointed, self._focus = map(QColor, (theme.selection, theme.raised, theme.accent))
        if font != self._font or len(self._fitted) >= MOST_FITTED:
            self._font, self._bold = QFont(font), QFont(font)
            self._bold.setBold(True)
            self._fitted.clear()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        state, rect = option.state.value, option.rect
        text, right, dim, bold = self._rows.cell(index.row(), index.column())
        selected = state & SELECTED
        if selected or index.row() == self._pointer.row:
            painter.fillRect(rect, self._selected if selected else self._pointed)
        if state & FOCUSED:
            painter.setPen(self._focus)
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        if (index.row(), index.column()) == self._current:
            painter.fillRect(rect.x(), rect.y(), BAR, rect.height(), self._focus)
        x, y, room = rect.x() + PADDING, rect.y(), rect.width() - 2 * PADDING
        name = index.column() == 0
        words, width, height = self._fitted.get((text, room, bold, name)) or self._fit(text, room, bold=bold, name=name)
        painter.setPen(self._muted if dim and not selected else self._text)
        if bold:
            painter.setFont(self._bold)
        painter.drawStaticText(x + room - width if right else x, y + (rect.height() - height) // 2, words)
        if bold:
            painter.setFont(self._font)

    def _fit(self, text: str, room: int, *, bold: bool, name: bool) -> tuple[QStaticText, int, int]:
        """The text as long as the column is wide, laid out, with its size: that takes longer than painting it."""
        font = self._bold if bold else self._font
        words = QStaticText(QFontMetrics(font).elidedText(text, ELIDE[name], room))
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.prepare(font=font)
        size = words.size().toSize()
        fitted = self._fitted[text, room, bold, name] = words, size.width(), size.height()
        return fitted
