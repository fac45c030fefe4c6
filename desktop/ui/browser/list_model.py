"""The rows of the browser for Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QStringListModel, Qt

from desktop.ui.browser.facts import row_text, spoken_row
from desktop.ui.theme.labels import tooltip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from desktop.domain.model import Model

MODEL_ROLE = Qt.ItemDataRole.UserRole
CURRENT_ROLE = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex


class ModelListModel(QStringListModel):
    """Models in the order in which they are shown.

    The names are kept by Qt, because a list view asks for the number of rows once a row: in Python that costs
    7 ms for 5,000 of them, per key of a search.

    A search resets the rows: hits are reordered by rank, and telling Qt each move would cost far more than the
    few rows it then paints. Who shows them puts the selection back by id.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._models: Sequence[Model] = ()
        self._current = ""

    def show_models(self, models: Sequence[Model]) -> None:
        """Show these rows instead."""
        self._models = models
        self.setStringList([model.name for model in models])

    def mark(self, model_id: str) -> None:
        """Mark the chat's model; empty for none."""
        before, self._current = self._current, model_id
        for row in (self.row_of(before), self.row_of(model_id)):
            if row >= 0:
                self.dataChanged.emit(self.index(row), self.index(row))

    def at(self, row: int) -> Model | None:
        return self._models[row] if 0 <= row < len(self._models) else None

    def row_of(self, model_id: str) -> int:
        """The row of a model, -1 when it is not shown."""
        return next((row for row, model in enumerate(self._models) if model.id == model_id), -1)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows are looked at and selected, and nothing else."""
        flag = Qt.ItemFlag
        return flag.ItemIsEnabled | flag.ItemIsSelectable if index.isValid() else flag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        model = self.at(index.row()) if index.isValid() else None
        if model is None:
            return None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken_row(model, current=model.id == self._current)
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tip(model)
        own = {MODEL_ROLE: model, CURRENT_ROLE: model.id == self._current}
        return own[role] if role in own else super().data(index, role)


def _tip(model: Model) -> str:
    """What a narrow row may have cut, as rich text without any foreign markup."""
    return tooltip(model.name, model.id, row_text(model))
