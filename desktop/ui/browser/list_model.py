"""The rows of the browser for Qt."""

from __future__ import annotations

from datetime import UTC, datetime
from operator import is_
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QStringListModel, Qt

from desktop.domain.fit import Need, misfits
from desktop.domain.foreign import one_line
from desktop.ui.browser.facts import mark_text, row_text, short_row_text, spoken_row
from desktop.ui.browser.fit_text import brief_misfits, misfits_text
from desktop.ui.theme.labels import tooltip

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from PySide6.QtCore import QObject

    from desktop.domain.model import Model

LONGEST_NOTED = 200  # characters
MOST_MADE = 5_000  # rows whose words stay made
GLYPHS = {"image": "picture", "file": "file", "audio": "audio", "video": "video"}  # text goes without saying
Index = QModelIndex | QPersistentModelIndex


class Painted(NamedTuple):
    """What is painted of a model.

    Attributes:
        facts, short: The line below its name, and the same for a narrow row; before prices why it does not suit.
        glyphs: Names of icons.
        dim: It cannot be asked, or does not suit the chat.
    """

    model: Model
    facts: str
    short: str
    glyphs: tuple[str, ...]
    dim: bool


class ModelListModel(QStringListModel):
    """Models in the order in which they are shown.

    Their number is kept by Qt, because a list view asks for it once a row: in Python that costs 7 ms for 5,000 of them,
    per key of a search. Names are given to it when it asks: most rows are never looked at.

    A search resets the rows: hits are reordered by rank, and telling Qt each move would cost far more than the
    few rows it then paints. Who shows them puts the selection back by id.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._models: Sequence[Model] = ()
        self._current = ""
        self._need, self._today = Need(), datetime.now(UTC).date()
        self._noted: Mapping[str, str] = {}
        self._made: dict[int, Painted] = {}  # by the identity of a model: two rows of a bad list may share an id

    def show_models(self, models: Sequence[Model]) -> None:
        """Show these rows instead. The same ones are only painted anew: a reset costs as much as there are rows."""
        known, self._models = self._models, models
        if models and len(models) == len(known) and all(map(is_, models, known)):
            self.dataChanged.emit(self.index(0), self.index(len(models) - 1))
        else:
            self.setStringList([""] * len(models))

    def mark(self, model_id: str) -> None:
        """Mark the chat's model; empty for none."""
        before, self._current = self._current, model_id
        for row in (self.row_of(before), self.row_of(model_id)):
            if row >= 0:
                self.dataChanged.emit(self.index(row), self.index(row))

    def show_need(self, need: Need, today: date) -> None:
        """What the chat asks of a model from now on, as of a day in UTC."""
        self._need, self._today = need, today
        self._made.clear()
        if self._models:
            self.dataChanged.emit(self.index(0), self.index(len(self._models) - 1))

    def show_noted(self, noted: Mapping[str, str]) -> None:
        """What the person wrote, by id, of models that are found by it. The rows are shown anew after this."""
        if noted != self._noted:
            self._noted = noted
            self._made.clear()

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
            # what a narrow row may have cut
            facts = row_text(model, self._today)
            return tooltip(model.name, model.id, facts, self._note(model), self._misfit(model))
        return model.name if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole} else None

    def painted(self, row: int) -> Painted:
        """What is painted of a row. Its words take longer to make than to paint, and rows come back with each key."""
        model = self._models[row]
        made = self._made.get(id(model))
        if made is None or made.model is not model:
            if len(self._made) >= MOST_MADE:
                self._made.clear()
            made = self._made[id(model)] = self._make(model)
        return made

    def _make(self, model: Model) -> Painted:
        brief = "" if mark_text(model) else brief_misfits(misfits(model, self._need, self._today))
        dim = bool(brief or model.retired or model.excluded)
        short = short_row_text(model, self._today, brief)
        # units go first where there is more to say
        facts = short if brief or model.place else row_text(model, self._today)
        if note := self._note(model):
            facts, short = (self.tr("{note} · {facts}").format(note=note, facts=told) for told in (facts, short))
        return Painted(model, facts, short, glyph_names(model), dim)

    def is_current(self, model: Model) -> bool:
        """Whether it is the model of the chat."""
        return model.id == self._current and not model.connection

    def _note(self, model: Model) -> str:
        """What the person wrote, where the model is found by it. What is kept of models is kept by connection."""
        noted = "" if model.connection else self._noted.get(model.id, "")
        return self.tr("your note: {note}").format(note=one_line(noted, LONGEST_NOTED)) if noted else ""

    def _misfit(self, model: Model) -> str:
        return "" if mark_text(model) else misfits_text(misfits(model, self._need, self._today))

    def _spoken(self, model: Model) -> str:
        spoken, reasons = spoken_row(model, self._today, current=self.is_current(model)), self._misfit(model)
        words = self.tr("{model}, does not suit this chat: {reasons}") if reasons else "{model}"
        return ", ".join(filter(None, (words.format(model=spoken, reasons=reasons), self._note(model))))


def glyph_names(model: Model) -> tuple[str, ...]:
    """Names of the icons of a row: what it takes besides text, and after an arrow what it makes besides text."""
    takes = [GLYPHS[name] for name in GLYPHS if name in model.input_modalities]
    makes = [GLYPHS[name] for name in GLYPHS if name in model.output_modalities]
    return (*takes, "arrow-right", *makes) if makes else tuple(takes)
