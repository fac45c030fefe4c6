"""Paints the table of models row by row: Qt's way through a delegate for each cell takes several times as long."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QFont, QPainter, QStaticText

from desktop.ui.models.frozen import NAME
from desktop.ui.theme.rows import RowPointer, laid_out
from desktop.ui.theme.theme import SPACE, theme_of

if TYPE_CHECKING:
    from desktop.ui.models.table import ModelTable
    from desktop.ui.models.table_model import ModelTableModel

PADDING = SPACE  # as in the heads of columns
BAR = 3  # device-independent pixels at the left of the current row, which several may be selected beside
MOST_FITTED = 5_000  # texts that stay laid out


class _Column(NamedTuple):
    """Where a column stands."""

    section: int
    x: int
    width: int
    right: bool


class CellPainter:
    """One line a cell: dim where a model does not suit, bold for that of the chat."""

    def __init__(self, rows: ModelTableModel, table: ModelTable) -> None:
        self._rows, self._table = rows, table
        self._pointer = RowPointer(table)
        self._font, self._bold = QFont(), QFont()
        self._bold.setBold(True)
        self._fitted: dict[tuple[str, int, bool, bool], tuple[QStaticText, int, int]] = {}

    def paint(self, area: QRect) -> None:
        """Paint the cells in this part of the viewport."""
        first, last = self._table.rowAt(area.top()), self._table.rowAt(area.bottom())
        if first < 0:
            return
        self._begin()
        rows = range(first, (last if last >= 0 else len(self._rows.models) - 1) + 1)
        with QPainter(self._table.viewport()) as painter:
            if frozen := self._table.frozen:
                self._paint_frozen(painter, rows, QRect(0, area.y(), frozen, area.height()))
                area = QRect(QPoint(max(area.left(), frozen), area.top()), area.bottomRight())
                painter.setClipRect(area)
            columns = self._columns(area)
            for row in rows:
                self._paint_row(painter, row, columns)

    def _paint_frozen(self, painter: QPainter, rows: range, place: QRect) -> None:
        """The names where they stay, and where what moves below them ends."""
        painter.setClipRect(place)
        for row in rows:
            self._paint_row(painter, row, [_Column(NAME, 0, place.width(), right=False)])
        painter.fillRect(place.right(), 0, 1, self._table.viewport().height(), self._border)

    def _columns(self, area: QRect) -> list[_Column]:
        """Those that are seen in a part, without names that stay elsewhere."""
        table = self._table
        shown = [at for at in range(len(self._rows.columns)) if not table.isColumnHidden(at)]
        shown = [at for at in shown if at != NAME] if table.frozen else shown
        columns = (
            _Column(at, table.columnViewportPosition(at), table.columnWidth(at), self._rows.columns[at].right)
            for at in shown
        )
        return [column for column in columns if column.x <= area.right() and column.x + column.width > area.left()]

    def _begin(self) -> None:
        """Look once for what all rows share."""
        table = self._table
        self._pointer.find()
        self._current, self._first = table.currentIndex(), table.head.first()
        self._focused = table.hasFocus()
        theme, font = theme_of(table.palette()), table.font()
        self._text, self._muted = QColor(theme.text), QColor(theme.muted)
        self._border = QColor(theme.border)
        self._selected, self._pointed, self._focus = map(QColor, (theme.selection, theme.raised, theme.accent))
        if font != self._font or len(self._fitted) >= MOST_FITTED:
            self._font, self._bold = QFont(font), QFont(font)
            self._bold.setBold(True)
            self._fitted.clear()

    def _paint_row(self, painter: QPainter, row: int, columns: list[_Column]) -> None:
        y, height = self._table.rowViewportPosition(row), self._table.rowHeight(row)
        texts, dim, bold = self._rows.painted(row, [column.section for column in columns])
        selected = self._table.selectionModel().isSelected(self._rows.index(row, 0))
        if selected or row == self._pointer.row:
            for column in columns:
                painter.fillRect(column.x, y, column.width, height, self._selected if selected else self._pointed)
        if row == self._current.row():
            self._paint_current(painter, y, height, columns)
        painter.setPen(self._muted if dim else self._text)
        for (section, x, width, right), text in zip(columns, texts, strict=True):
            name, room = not section, width - 2 * PADDING
            strong = bold and name
            key = text, room, strong, name
            words, wide, high = self._fitted.get(key) or self._fit(text, room, bold=strong, name=name)
            if strong:
                painter.setFont(self._bold)
            painter.drawStaticText(x + PADDING + (room - wide if right else 0), y + (height - high) // 2, words)
            if strong:
                painter.setFont(self._font)

    def _paint_current(self, painter: QPainter, y: int, height: int, columns: list[_Column]) -> None:
        """A frame around the cell that has the keyboard, and a bar before the row."""
        for section, x, width, _ in columns:
            if self._focused and section == self._current.column():
                painter.setPen(self._focus)
                painter.drawRect(x, y, width - 1, height - 1)
            if section == self._first:
                painter.fillRect(x, y, BAR, height, self._focus)

    def _fit(self, text: str, room: int, *, bold: bool, name: bool) -> tuple[QStaticText, int, int]:
        """The text as long as the column is wide, laid out, with its size: that takes longer than painting it."""
        font = self._bold if bold else self._font
        words = laid_out(text, room, font, name=name)
        size = words.size().toSize()
        fitted = self._fitted[text, room, bold, name] = words, size.width(), size.height()
        return fitted
