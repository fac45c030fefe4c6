"""Changes as rows under their days, or under their models."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem

from desktop.domain.find import fold
from desktop.domain.foreign import one_line
from desktop.ui.browser.change_words import change_text
from desktop.ui.figures import clock_text, day_here, day_text, number, zoned_text
from desktop.ui.theme.labels import tooltip
from desktop.ui.theme.rows import FigureDelegate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from desktop.domain.history import Change

MOST = 20_000  # changes that are shown, the newest ones; a year of busy lists has fewer
SLICE = 80  # rows that are added within a frame
LONGEST = 200  # characters of a line
ID = Qt.ItemDataRole.UserRole


class ChangesTree(QTreeWidget):
    """Fills itself over some frames where there is much.

    Signals:
        looked: A row is lit; carries the id of its model.
        chosen: The person wants to go to this model; carries its id.
    """

    looked = Signal(str)
    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("changes-list")
        self.setAccessibleName(self.tr("What changed"))
        self.setColumnCount(2)
        self.setHeaderLabels([self.tr("Model"), self.tr("Change")])
        self.setUniformRowHeights(True)
        self.setItemDelegate(FigureDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.itemActivated.connect(self._activated)
        self.currentItemChanged.connect(self._moved)
        self._rest: list[Change] = []  # of what is shown, what has no row yet
        self._titles: tuple[Callable[[Change], str], Callable[[Change], str]] = self._day, _name  # of a group, its rows
        self._by_model = False
        self._members: Counter[str] = Counter()
        self._often: frozenset[tuple[str, date]] = frozenset()  # models on days on which they changed several times
        # Asked once a list, of which there are few: many rows have each, and the zone takes its time.
        self._day_of, self._time_of = cache(day_here), cache(zoned_text)
        self._wanted = ""  # id of the model whose row will be lit when there is one
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._fill)

    def show_changes(self, shown: Sequence[Change], lit: str, *, by_model: bool) -> None:
        """Show these, newest first. The first row of the model `lit` is the current one, or the first of all."""
        self._by_model = by_model
        self._titles = (_name, self._day) if by_model else (self._day, _name)
        self._day_of, self._time_of = cache(day_here), cache(zoned_text)  # the zone may be another one by now
        self._rest = list(shown[:MOST])
        if by_model:
            names = {name: one_line(name, LONGEST) for name in {change.name for change in self._rest}}
            self._rest.sort(key=lambda change: (fold(names[change.name]), names[change.name]))
        self._members = _members_of(shown, by_name=by_model)
        days = Counter((model, self._day_of(at)) for model, at in {(change.model, change.at) for change in self._rest})
        self._often = frozenset(day for day, moments in days.items() if moments > 1)
        models = [change.model for change in self._rest]
        self.clear()
        self._wanted = lit if lit in models else next(iter(models), "")
        self._fill()
        self.resizeColumnToContents(0)
        self.setColumnWidth(0, min(self.columnWidth(0), self.width() // 2))

    @property
    def lit(self) -> str:
        """The id of the model whose row is lit, or will be; empty for none."""
        item = self.currentItem()
        return self._wanted or ((item.data(0, ID) or "") if item else "")

    def _fill(self) -> None:
        """Add the next rows, no more than fit into a frame."""
        rows, self._rest = self._rest[:SLICE], self._rest[SLICE:]
        title_of, label = self._titles
        group = self.topLevelItem(self.topLevelItemCount() - 1)
        for title, grouped in groupby(rows, title_of):
            members = list(grouped)
            if group is None or group.text(0) != title:
                group = _group(title, self._members[title], members[0].model if self._by_model else "")
                self.addTopLevelItem(group)
                group.setExpanded(True)
            items = [self._item(change, label(change)) for change in members]
            group.addChildren(items)
            if self._wanted:
                self._light(items)
        if self._rest:
            self._next.start()

    def _day(self, change: Change) -> str:
        return day_text(self._day_of(change.at))

    def _item(self, change: Change, label: str) -> QTreeWidgetItem:
        """A row; what came and went within a day says when."""
        words = one_line(change_text(change), LONGEST)
        if (change.model, self._day_of(change.at)) in self._often:
            words = self.tr("{change} ({time})").format(change=words, time=clock_text(change.at))
        item = QTreeWidgetItem([label, words])
        item.setData(0, ID, change.model)
        item.setToolTip(1, tooltip(change.model, words, self._time_of(change.at)))
        return item

    def _light(self, items: list[QTreeWidgetItem]) -> None:
        found = next((item for item in items if item.data(0, ID) == self._wanted), None)
        if found is not None:
            self.setCurrentItem(found)
            self.scrollToItem(found)

    def _moved(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self._wanted = ""
            self.look()

    def look(self) -> None:
        """Tell which model's row is lit, if one is."""
        if self.lit:
            self.looked.emit(self.lit)

    def _activated(self, item: QTreeWidgetItem) -> None:
        if item.parent() is not None:  # a group is opened and closed
            self.chosen.emit(item.data(0, ID))


def _name(change: Change) -> str:
    return one_line(change.name, LONGEST)


def _members_of(shown: Sequence[Change], *, by_name: bool) -> Counter[str]:
    """How many changes each group has. A year has thousands: no title is written more often than it is needed."""
    found: Counter[str] = Counter()
    if by_name:
        for name, count in Counter(change.name for change in shown).items():
            found[one_line(name, LONGEST)] += count
    else:
        for at, count in Counter(change.at for change in shown).items():
            found[day_text(day_here(at))] += count
    return found


def _group(title: str, members: int, model_id: str) -> QTreeWidgetItem:
    group = QTreeWidgetItem([title, number(members)])
    group.setData(0, ID, model_id)
    if not model_id:  # a day has no page
        group.setFlags(group.flags() & ~Qt.ItemFlag.ItemIsSelectable)
    font = group.font(0)
    font.setBold(True)
    group.setFont(0, font)
    return group
