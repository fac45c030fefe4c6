"""The rows of the browser for Qt."""

from __future__ import annotations

from datetime import UTC, datetime
from operator import is_
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QStringListModel, Qt

from desktop.domain.fit import Need, misfits
from desktop.ui.browser.facts import mark_text, row_text, spoken_row
from desktop.ui.browser.fit_text import misfits_text
from desktop.ui.theme.labels import tooltip

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtCore import QObject

    from desktop.domain.model import Model

MODEL_ROLE = Qt.ItemDataRole.UserRole
CURRENT_ROLE = Qt.ItemDataRole.UserRole + 1
MISFIT_ROLE = Qt.ItemDataRole.UserRole + 2  # why it does not suit the chat, beyond what its facts say
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
        self._need, self._today = Need(), datetime.now(UTC).date()

    def show_models(self, models: Sequence[Model]) -> None:
        """Show these rows instead. The same ones are only painted anew: a reset costs as much as there are rows."""
        known, self._models = self._models, models
        if models and len(models) == len(known) and all(map(is_, models, known)):
            self.dataChanged.emit(self.index(0), self.index(len(models) - 1))
        else:
            self.setStringList([model.name for model in models])

    def mark(self, model_id: str) -> None:
        """Mark the chat's model; empty for none."""
        before, self._current = self._current, model_id
        for row in (self.row_of(before), self.row_of(model_id)):
            if row >= 0:
                self.dataChanged.emit(self.index(row), self.index(row))

    def show_need(self, need: Need, today: date) -> None:
        """What the chat asks of a model from now on, as of a day in UTC."""
        self._need, self._today = need, today
        if self._models:
            self.dataChanged.emit(self.index(0), self.index(len(self._models) - 1))

    def at(self, row: int) -> Model | None:
        return self._models[row] if 0 <= row < len(self._models) else None

    def row_of(self, model_id: str, connection: str = "") -> int:
        """The row of a model, -1 when it is not shown; of the connection that is used, unless another one is named."""
        key = connection, model_id
        return next((row for row, model in enumerate(self._models) if model.key == key), -1)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows are looked at and selected, and nothing else."""
        flag = Qt.ItemFlag
        return flag.ItemIsEnabled | flag.ItemIsSelectable if index.isValid() else flag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        model = self.at(index.row()) if index.isValid() else None
        if model is None:
            return None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(model)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(model.name, model.id, row_text(model), self._misfit(model))  # what a narrow row may have cut
        if role == MISFIT_ROLE:
            return self._misfit(model)
        own = {MODEL_ROLE: model, CURRENT_ROLE: self.is_current(model)}
        return own[role] if role in own else super().data(index, role)

    def is_current(self, model: Model) -> bool:
        """Whether it is the model of the chat."""
        return model.id == self._current and not model.connection

    def _misfit(self, model: Model) -> str:
        return "" if mark_text(model) else misfits_text(misfits(model, self._need, self._today))

    def _spoken(self, model: Model) -> str:
        spoken, reasons = spoken_row(model, current=self.is_current(model)), self._misfit(model)
        words = self.tr("{model}, does not suit this chat: {reasons}") if reasons else "{model}"
        return words.format(model=spoken, reasons=reasons)
