"""The side list of the model window: authors or families, with how many models each has among those found."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QListView, QVBoxLayout, QWidget

from desktop.domain.families import Group, by_author, by_family
from desktop.domain.foreign import one_line
from desktop.ui.figures import number
from desktop.ui.theme.labels import name_choice, tooltip
from desktop.ui.theme.theme import SPACE

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from desktop.domain.model import Model

LONGEST = 100  # characters
NARROWEST = 150  # device-independent pixels
ROW_PADDING = 6  # device-independent pixels that a row is higher than its words
KEY = Qt.ItemDataRole.UserRole
ALONE = "\n"  # what no family is called
KINDS = ("authors", "families")  # as they are kept, in their order


class GroupList(QWidget):
    """Groups, of which one or all are chosen.

    Signals:
        chosen: Another group is.
    """

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(NARROWEST)
        self._models: Sequence[Model] | None = None  # those that are grouped
        self._whole: Sequence[Model] = ()
        self._families: Counter[str] | None = None  # of all these, once somebody groups so
        self._groups: dict[str, Group] = {}
        self._filling = False
        self._kind = QComboBox(self)
        self._kind.setObjectName("models-group-by")
        name_choice(self._kind, self.tr("Group by"))
        self._kind.addItem(self.tr("Authors"), by_author)
        self._kind.addItem(self.tr("Families"), by_family)
        self._kind.currentIndexChanged.connect(self._regroup)
        self._rows = QStandardItemModel(self)
        self._list = QListView(self)
        self._list.setObjectName("models-groups")
        self._list.setAccessibleName(self.tr("Groups"))
        self._list.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # families differ at the end, where the number is
        self._list.setModel(self._rows)
        self._list.setUniformItemSizes(True)
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.selectionModel().currentChanged.connect(self._moved)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        column.addWidget(self._kind)
        column.addWidget(self._list, 1)

    @property
    def kind(self) -> str:
        """By what it groups, for `restore`."""
        return KINDS[self._kind.currentIndex()]

    def restore(self, kind: str) -> None:
        """Group as it was; what is missing or damaged changes nothing."""
        if kind in KINDS:
            self._kind.setCurrentIndex(KINDS.index(kind))

    @property
    def ids(self) -> frozenset[str] | None:
        """Ids of the chosen group's models; None when all groups are."""
        key = self._list.currentIndex().data(KEY)
        if key is None:
            return None
        return frozenset(model.id for model in self._groups[key].models) if key in self._groups else frozenset()

    def show_whole(self, models: Sequence[Model]) -> None:
        """Families are those of all these, whatever is found of them; what is found is grouped when it is shown."""
        self._whole, self._families, self._models = models, None, None

    def show_models(self, models: Sequence[Model]) -> None:
        """Group these, unless they are grouped; the chosen group stays chosen, with none of them if need be."""
        if models is self._models:
            return
        self._models = models
        self._fill(models, self._list.currentIndex().data(KEY))

    def choose_all(self) -> None:
        self._list.setCurrentIndex(self._rows.index(0, 0))

    def _regroup(self) -> None:
        self._fill(self._models or (), None)
        self.chosen.emit()

    def _fill(self, models: Sequence[Model], chosen: str | None) -> None:
        groups, known = self._kind.currentData()(models), Counter[str]()
        if self._kind.currentData() is by_family:
            known = self._known_families()
            groups = _with_relatives(groups, known, chosen)
        self._groups = {group.key: group for group in groups}
        self._filling = True
        height = self.fontMetrics().height() + ROW_PADDING
        self._rows.removeRows(0, self._rows.rowCount())  # a reset would be told once a row to those who do not look
        self._rows.appendRow(_row(self.tr("All"), len(models), None, height))
        counts = {group.key: len(group.models) for group in groups}
        if chosen is not None:
            counts.setdefault(chosen, 0)
        shared = Counter(map(_short, {**counts, **known}))
        for key, count in counts.items():
            name = _short(key) if shared[_short(key)] == 1 else key
            name = self.tr("without relatives") if key == ALONE else name or self.tr("not stated")
            self._rows.appendRow(_row(name, count, key, height))
        at = next((at for at in range(self._rows.rowCount()) if self._rows.index(at, 0).data(KEY) == chosen), 0)
        self._list.setCurrentIndex(self._rows.index(at, 0))
        self._filling = False

    def _known_families(self) -> Counter[str]:
        """How many models each family has; one alone is none."""
        if self._families is None:
            sizes = {group.key: len(group.models) for group in by_family(self._whole)}
            self._families = Counter({key: size for key, size in sizes.items() if size > 1})
        return self._families

    def _moved(self, _index: QModelIndex) -> None:
        if not self._filling:
            self.chosen.emit()


def _with_relatives(groups: Sequence[Group], known: Container[str], chosen: str | None) -> Sequence[Group]:
    """The families, and the chosen group; a model that is alone in the whole list comes last with its like."""
    alone = [group for group in groups if group.key not in known and group.key != chosen]
    families = [group for group in groups if group.key in known or group.key == chosen]
    return [*families, Group(ALONE, tuple(model for group in alone for model in group.models))] if alone else families


def _short(key: str) -> str:
    """A family without its author, which many have and which would leave no room for the rest."""
    return key.partition("/")[2] or key


def _row(name: str, count: int, key: str | None, height: int) -> QStandardItem:
    words = f"{one_line(name, LONGEST)} · {number(count)}"
    row = QStandardItem(words)
    row.setData(key, KEY)
    row.setSizeHint(QSize(0, height))
    row.setToolTip(tooltip(words if key in {None, ALONE} else f"{one_line(key, LONGEST) or name} · {number(count)}"))
    return row
