"""The rows of the table of models for Qt."""

from __future__ import annotations

from heapq import nlargest
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from desktop.domain.fit import Need, misfits
from desktop.domain.foreign import one_line
from desktop.ui.browser.fit_text import brief_misfits, misfits_text
from desktop.ui.models.columns import LONGEST, NOTE, PLACE, STAR, UNKNOWN, WHY, Facts, columns
from desktop.ui.theme.labels import tooltip

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from PySide6.QtCore import QObject

    from desktop.domain.model import Model

Role = Qt.ItemDataRole
Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

LOOKED_AT = 500  # rows: of many thousands it would take longer than a frame
MEASURED = 10  # texts: the widest one is among those of the most letters, or hardly wider

ROLES = frozenset(
    {
        *(Role.DisplayRole, Role.TextAlignmentRole, Role.FontRole),
        *(Role.AccessibleTextRole, Role.ToolTipRole),
    }
)


class _Row(NamedTuple):
    """What is shown of a model. Texts are made when they are first looked at, by column: most columns are hidden."""

    reasons: str
    brief: str
    texts: dict[int, str]


class ModelTableModel(QAbstractTableModel):
    """Models in the order in which they are shown; all columns, of which the view hides some.

    A search resets the rows, as in the list beside the chat. Who shows them puts the selection back by id.

    Attributes:
        noted: See `show_noted`.
        elsewhere: Whether rows may be of other connections: of thousands it takes a while to look.
    """

    def __init__(self, facts: Facts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = columns()
        self._models: Sequence[Model] = ()
        self._facts = facts
        self._need = Need()
        self._current = ""
        self.noted: Mapping[str, str] = {}
        self.elsewhere = True
        self._rows: dict[int, _Row] = {}  # by the identity of a model: two rows of a bad list may share an id
        self._bold = QFont()
        self._bold.setBold(True)
        self._aligned = tuple(RIGHT if column.right else LEFT for column in self.columns)

    # What is shown

    def show_models(self, models: Sequence[Model]) -> None:
        """Show these rows instead."""
        self.beginResetModel()
        self._models = models
        self.endResetModel()

    def forget(self) -> None:
        """The list is another one: look at every model anew."""
        self._rows.clear()

    def show_facts(self, facts: Facts) -> None:
        self._facts = facts
        self._renew()

    def show_noted(self, noted: Mapping[str, str]) -> None:
        """What the person wrote, by id, of models that are found by it. The rows are shown anew after this."""
        if noted != self.noted:
            self.noted = noted
            self._rows.clear()

    def show_need(self, need: Need, current: str) -> None:
        """Dim what does not suit this chat, and mark its model."""
        self._need, self._current = need, current
        self._renew()

    def _renew(self) -> None:
        self._rows.clear()
        if self._models:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._models) - 1, len(self.columns) - 1))

    @property
    def facts(self) -> Facts:
        return self._facts

    @property
    def models(self) -> Sequence[Model]:
        return self._models

    def at(self, row: int) -> Model | None:
        return self._models[row] if 0 <= row < len(self._models) else None

    def painted(self, row: int, columns: Iterable[int]) -> tuple[list[str], bool, bool]:
        """What is painted of a row: the texts of these columns, whether they are dim, and its name bold."""
        model = self._models[row]
        made = self._row(model)
        texts = [made.texts.get(column) or self._text(model, made, column) for column in columns]
        return texts, bool(made.reasons), self.is_current(model)

    def is_current(self, model: Model) -> bool:
        """Whether it is the model of the chat."""
        return model.id == self._current and not model.connection

    def tells_why(self) -> bool:
        """Whether one of the first rows says why its model does not suit the chat."""
        return any(self._row(model).reasons for model in self._models[:LOOKED_AT])

    def tells_where(self) -> bool:
        """Whether a row is of another connection."""
        return self.elsewhere and any(map(attrgetter("connection"), self._models))

    def longest(self, column: int) -> list[str]:
        """The longest texts of a column in the first rows."""
        return nlargest(MEASURED, {self._text(m, self._row(m), column) for m in self._models[:LOOKED_AT]}, len)

    def row_of(self, model_id: str) -> int:
        """The row of a model, of the connection that is used before others; -1 when it is not shown."""
        rows = (row for row, model in enumerate(self._models) if model.id == model_id)
        return min(rows, key=lambda row: bool(self._models[row].connection), default=-1)

    # Qt's questions

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._models)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid() or role not in ROLES:
            return None
        model, column = self._models[index.row()], index.column()
        row = self._row(model)
        if role == Role.DisplayRole:
            return self._text(model, row, column)
        if role == Role.TextAlignmentRole:
            return self._aligned[column]
        if role == Role.FontRole:
            return self._bold if not column and self.is_current(model) else None
        return self._spoken(model, column) if role == Role.AccessibleTextRole else self._tip(model, column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Role.DisplayRole:
            return column.title
        if role == Role.TextAlignmentRole:
            return self._aligned[section]
        if role == Role.AccessibleTextRole:
            return column.meaning
        return tooltip(column.meaning) if role == Role.ToolTipRole else None

    def _row(self, model: Model) -> _Row:
        if (row := self._rows.get(id(model))) is None:
            found = misfits(model, self._need, self._facts.at.date())
            row = self._rows[id(model)] = _Row(misfits_text(found), brief_misfits(found), {})
        return row

    def _text(self, model: Model, row: _Row, column: int) -> str:
        if (text := row.texts.get(column)) is None:
            shown = self.columns[column]
            text = row.texts[column] = self._beyond_list(model, row, shown.key) or shown.text(model, self._facts)
        return text

    def _beyond_list(self, model: Model, row: _Row, key: str) -> str:
        """What columns of the table alone say of a model."""
        if key == NOTE:  # what is kept of models is kept by connection
            return "" if model.connection else one_line(self.noted.get(model.id, ""), LONGEST)
        return row.brief if key == WHY else ""

    def _spoken(self, model: Model, column: int) -> str:
        """A cell in words for those who hear it."""
        row = self._row(model)
        shown = self.columns[column]
        text = row.reasons if shown.key == WHY else self._text(model, row, column)
        text = text or (self._facts.place if shown.key == PLACE else "")
        if shown.title == STAR:
            return shown.meaning if text else self.tr("no favorite")
        if column:
            value = self.tr("not stated") if text == UNKNOWN else text or self.tr("nothing")
            words = self.tr("{column}: {value}").format(column=shown.title, value=value)
            return ", ".join(filter(None, (words, shown.note(model, self._facts) if shown.note else "")))
        words = self.tr("{model}, does not suit this chat: {reasons}") if row.reasons else "{model}"
        return words.format(model=text, reasons=row.reasons)

    def _tip(self, model: Model, column: int) -> str:
        """The whole of a cell, and why the model does not suit; foreign text without any markup."""
        row = self._row(model)
        words = self._text(model, row, 0) if not column else self._spoken(model, column)
        lines = [words] if column else [words, one_line(model.id, LONGEST)]
        if row.reasons and self.columns[column].key != WHY:
            lines.append(self.tr("Does not suit this chat: {reasons}").format(reasons=row.reasons))
        return tooltip(*lines)
