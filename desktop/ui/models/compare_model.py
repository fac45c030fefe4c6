"""The rows of a comparison for Qt: a fact a row, a model a column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor, QFont

from desktop.domain.foreign import one_line
from desktop.ui.models.columns import LONGEST, UNKNOWN
from desktop.ui.theme.labels import tooltip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from desktop.domain.model import Model
    from desktop.ui.models.compare_rows import CompareRow
    from desktop.ui.theme.theme import Theme

Role = Qt.ItemDataRole
Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
DIFFERS = "≠"
LOOKED = "▸"


class CompareTableModel(QAbstractTableModel):
    """What is best is bold and in the accent; rows in which all are the same are muted, the others marked.

    The column of the model that is looked at is marked in its head, and lit.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._models: Sequence[Model] = ()
        self._rows: Sequence[CompareRow] = ()
        self._looked: Model | None = None
        self._accent, self._muted, self._lit = QBrush(), QBrush(), QBrush()
        self._bold = QFont()
        self._bold.setBold(True)

    def show_rows(self, models: Sequence[Model], rows: Sequence[CompareRow], theme: Theme) -> None:
        """Show this comparison instead."""
        self.beginResetModel()
        self._models, self._rows = models, rows
        self._accent, self._muted = QBrush(QColor(theme.accent)), QBrush(QColor(theme.muted))
        self._lit = QBrush(QColor(theme.raised))
        self.endResetModel()

    def look_at(self, model: Model | None) -> None:
        """Mark the column of this model, if it has one."""
        self._looked = model
        if self._models and self._rows:
            last = len(self._models) - 1
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, last))
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)

    def _is_looked_at(self, column: int) -> bool:
        return self._looked is not None and self._models[column].key == self._looked.key

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._models)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        best = column in row.best
        if role in {Role.DisplayRole, Role.ToolTipRole}:
            return row.texts[column] if role == Role.DisplayRole else tooltip(row.texts[column])
        if role == Role.FontRole:
            return self._bold if best else None
        if role == Role.ForegroundRole:
            return self._accent if best else None if row.differs else self._muted
        if role == Role.BackgroundRole:
            return self._lit if self._is_looked_at(column) else None
        return self._spoken(row, column) if role == Role.AccessibleTextRole else None

    def _spoken(self, row: CompareRow, column: int) -> str:
        text = self.tr("not stated") if row.texts[column] == UNKNOWN else row.texts[column]
        best = self.tr("{fact} of {model}: {value}, the best")
        words = best if column in row.best else self.tr("{fact} of {model}: {value}")
        return words.format(fact=row.title, model=one_line(self._models[column].name, LONGEST), value=text)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        across = orientation == Qt.Orientation.Horizontal
        if not 0 <= section < len(self._models if across else self._rows):
            return None
        if across:
            name = one_line(self._models[section].name, LONGEST)
            short = name.partition(": ")[2] or name  # the author has a row
            looked = self._is_looked_at(section)
            known: dict[int, Any] = {
                Role.DisplayRole: f"{LOOKED} {short}" if looked else short,
                Role.AccessibleTextRole: self.tr("{model}, looked at").format(model=name) if looked else name,
                Role.ToolTipRole: tooltip(name, one_line(self._models[section].id, LONGEST)),
                Role.TextAlignmentRole: LEFT,
            }
            return known.get(role)
        row = self._rows[section]
        if role == Role.DisplayRole:
            return f"{DIFFERS} {row.title}" if row.differs else f"   {row.title}"
        if role == Role.AccessibleTextRole:
            return self.tr("{fact}, differs").format(fact=row.title) if row.differs else row.title
        return LEFT if role == Role.TextAlignmentRole else None
