"""What changed in the model list: by day or by model, all of it or what concerns the person."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.foreign import one_line
from desktop.ui.browser.change_words import change_text
from desktop.ui.browser.empty import EmptyPage
from desktop.ui.figures import day_text, number
from desktop.ui.theme.labels import name_choice, plain_label, tooltip
from desktop.ui.theme.style import chip
from desktop.ui.theme.theme import SPACE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from desktop.domain.history import Change

MOST = 20_000  # changes that are shown, the newest ones; a year of busy lists has fewer
SLICE = 80  # rows that are added within a frame
LONGEST = 200  # characters of a line
PERIODS = (0, 7, 30, 365, 36_500)  # days; 0 is since the person looked last
ID = Qt.ItemDataRole.UserRole


class ChangesView(QWidget):
    """Shows changes that it is given.

    Signals:
        period_chosen: Show what changed in so many days, 0 for since the person looked last.
        chosen: The person wants to look at this model; carries its id.
        export_requested: What is shown is wanted as a file, "json" or "atom".
    """

    period_chosen = Signal(int)
    chosen = Signal(str)
    export_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("models-changes")
        self._changes: Sequence[Change] = ()
        self._favorites: frozenset[str] = frozenset()
        self._asked: frozenset[str] = frozenset()
        self._rest: list[Change] = []  # of what is shown, what the tree does not have yet
        self._titles: tuple[Callable[[Change], str], Callable[[Change], str]] = _day, _name  # of a group, of its rows
        self._members: Counter[str] = Counter()
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._fill)
        self._build_bar()
        self._build_tree()
        self._none = EmptyPage(self, "changes")
        self._none.pressed.connect(self._show_all)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._tree)
        self._stack.addWidget(self._none)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(self._bar)
        column.addWidget(self._stack, 1)
        column.addLayout(self._below())
        self._show()

    def _build_bar(self) -> None:
        self._bar = QHBoxLayout()
        self._bar.setSpacing(SPACE)
        self._period = self._choice(
            "changes-period",
            self.tr("Since when"),
            [
                self.tr("Since you last looked"),
                self.tr("7 days"),
                self.tr("30 days"),
                self.tr("1 year"),
                self.tr("All"),
            ],
        )
        self._period.activated.connect(lambda at: self.period_chosen.emit(PERIODS[at]))
        self._order = self._choice("changes-order", self.tr("Order"), [self.tr("By day"), self.tr("By model")])
        self._order.activated.connect(self._show)
        self._own = chip("changes-favorites", self.tr("Favorites"), self)
        self._used = chip("changes-asked", self.tr("Models that you asked"), self)
        for button in (self._own, self._used):
            button.setCheckable(True)
            button.toggled.connect(self._show)
            self._bar.addWidget(button)
        self._bar.addStretch(1)

    def _build_tree(self) -> None:
        self._tree = QTreeWidget(self)
        self._tree.setObjectName("changes-list")
        self._tree.setAccessibleName(self.tr("What changed"))
        self._tree.setColumnCount(2)
        self._tree.setHeaderLabels([self.tr("Model"), self.tr("Change")])
        self._tree.setUniformRowHeights(True)
        self._tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._tree.itemActivated.connect(self._activated)

    def _below(self) -> QHBoxLayout:
        below = QHBoxLayout()
        below.setSpacing(SPACE)
        self._count = plain_label("", self)
        self._count.setObjectName("changes-count")
        below.addWidget(self._count, 1)
        self._saves = []
        for name, words, kind in (
            ("changes-json", self.tr("Save as JSON…"), "json"),
            ("changes-atom", self.tr("Save as feed…"), "atom"),
        ):
            save = QPushButton(words, self)
            save.setObjectName(name)
            save.clicked.connect(lambda _=False, kind=kind: self.export_requested.emit(kind))
            below.addWidget(save)
            self._saves.append(save)
        return below

    def _choice(self, name: str, words: str, choices: list[str]) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName(name)
        name_choice(box, words)
        box.addItems(choices)
        self._bar.addWidget(box)
        return box

    def show_changes(self, changes: Sequence[Change], favorites: frozenset[str], asked: frozenset[str]) -> None:
        """Show these, newest first; ids of favorites and of models that were asked."""
        if (changes, favorites, asked) != (self._changes, self._favorites, self._asked):
            self._changes, self._favorites, self._asked = changes, favorites, asked
            self._show()

    def tell(self, words: str) -> None:
        """Say something in the place of the count, until other changes are shown."""
        self._count.setText(words)

    @property
    def shown(self) -> list[Change]:
        """What is shown of them, in their order."""
        found: Iterable[Change] = self._changes
        if self._own.isChecked():
            found = [change for change in found if change.model in self._favorites]
        if self._used.isChecked():
            found = [change for change in found if change.model in self._asked]
        return list(found)

    def _show(self) -> None:
        shown = self.shown
        words = self.tr("{n} changes, the newest {most} below") if len(shown) > MOST else self.tr("{n} changes")
        self._count.setText(words.format(n=number(len(shown)), most=number(MOST)))
        words = self.tr("Nothing here has changed since you last looked.")
        later = self.tr("Nothing here has changed in that time.")
        self._none.say(words if not self._period.currentIndex() else later, self.tr("Show all that ever changed"))
        self._stack.setCurrentIndex(0 if shown else 1)
        for save in self._saves:
            save.setEnabled(bool(shown))
        self._titles = (_name, _day) if self._order.currentIndex() == 1 else (_day, _name)
        self._rest = shown[:MOST]
        if self._titles[0] is _name:
            names = {name: one_line(name, LONGEST) for name in {change.name for change in self._rest}}
            self._rest.sort(key=lambda change: names[change.name])
        self._members = _members_of(shown, by_name=self._titles[0] is _name)
        self._tree.clear()
        self._fill()
        self._tree.resizeColumnToContents(0)
        self._tree.setColumnWidth(0, min(self._tree.columnWidth(0), self._tree.width() // 2))
        if first := self._tree.topLevelItem(0):
            self._tree.setCurrentItem(first)

    def _show_all(self) -> None:
        for button in (self._own, self._used):
            button.setChecked(False)
        self._period.setCurrentIndex(len(PERIODS) - 1)
        self.period_chosen.emit(PERIODS[-1])

    def _fill(self) -> None:
        """Add the next rows, no more than fit into a frame."""
        rows, self._rest = self._rest[:SLICE], self._rest[SLICE:]
        title_of, label = self._titles
        group = self._tree.topLevelItem(self._tree.topLevelItemCount() - 1)
        for title, members in groupby(rows, title_of):
            if group is None or group.text(0) != title:
                group = _group(title, self._members[title])
                self._tree.addTopLevelItem(group)
                group.setExpanded(True)
            group.addChildren([_item(change, label) for change in members])
        if self._rest:
            self._next.start()

    def _activated(self, item: QTreeWidgetItem) -> None:
        if model_id := item.data(0, ID):
            self.chosen.emit(model_id)


def _name(change: Change) -> str:
    return one_line(change.name, LONGEST)


def _day(change: Change) -> str:
    return day_text(change.at.date())


def _members_of(shown: Sequence[Change], *, by_name: bool) -> Counter[str]:
    """How many changes each group has. A year has thousands: no title is written more often than it is needed."""
    found: Counter[str] = Counter()
    if by_name:
        for name, count in Counter(change.name for change in shown).items():
            found[one_line(name, LONGEST)] += count
    else:
        for day, count in Counter(change.at.date() for change in shown).items():
            found[day_text(day)] += count
    return found


def _group(title: str, members: int) -> QTreeWidgetItem:
    group = QTreeWidgetItem([title, number(members)])
    font = group.font(0)
    font.setBold(True)
    group.setFont(0, font)
    return group


def _item(change: Change, label: Callable[[Change], str]) -> QTreeWidgetItem:
    words = one_line(change_text(change), LONGEST)
    item = QTreeWidgetItem([label(change), words])
    item.setData(0, ID, change.model)
    item.setToolTip(1, tooltip(change.model, words))
    return item
