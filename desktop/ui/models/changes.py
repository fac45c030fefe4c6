"""What changed in the model list: by day or by model, all of it or what concerns the person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.history import told_once
from desktop.ui.browser.empty import EmptyPage, no_favorites_text
from desktop.ui.buttons import PushButton
from desktop.ui.figures import number
from desktop.ui.models.changes_tree import MOST, ChangesTree
from desktop.ui.theme.labels import name_choice, plain_label
from desktop.ui.theme.style import chip
from desktop.ui.theme.theme import SPACE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.domain.history import Change

EVER = 36_500  # days


class ChangesView(QWidget):
    """Shows changes that it is given.

    Signals:
        period_chosen: Show what changed in so many days, 0 for since the person looked last.
        looked: A change is looked at; carries the id of its model.
        chosen: The person wants to go to this model; carries its id.
        search_dropped: What changed about all models is wanted, not only about those that are searched for.
        export_requested: What is shown is wanted as a file, "json" or "atom".
    """

    period_chosen = Signal(int)
    looked = Signal(str)
    chosen = Signal(str)
    search_dropped = Signal()
    export_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("models-changes")
        self._changes: Sequence[Change] = ()
        self._favorites: frozenset[str] = frozenset()
        self._asked: frozenset[str] = frozenset()
        self._only: frozenset[str] | None = None  # ids that are searched for
        self._wanted = ""  # id of the model that somebody came for
        self._first_look = False
        self._build_bar()
        self._tree = ChangesTree(self)
        self._tree.looked.connect(self.looked)
        self._tree.chosen.connect(self.chosen)
        self.setFocusProxy(self._tree)
        self._none = EmptyPage(self, "changes")
        self._none.pressed.connect(self._go_on)
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
        self._period = self._choice("changes-period", self.tr("Since when"), [])
        self._offer_periods(0)
        self._period.activated.connect(lambda at: self.period_chosen.emit(self._period.itemData(at)))
        self._order = self._choice("changes-order", self.tr("Order"), [self.tr("By day"), self.tr("By model")])
        self._order.activated.connect(lambda: self._show(self._tree.lit))
        self._own = chip("changes-favorites", self.tr("Favorites"), self)
        self._used = chip("changes-asked", self.tr("Models that you asked"), self)
        for button in (self._own, self._used):
            button.setCheckable(True)
            button.toggled.connect(lambda: self._show(self._tree.lit))
            self._bar.addWidget(button)
        self._bar.addStretch(1)

    def _offer_periods(self, first: int) -> None:
        """Offer as many days at first, 0 for since the person looked last, and then others."""
        chosen = self._period.currentData() or 0
        words = self.tr("The last {n} days").format(n=first) if first else self.tr("Since you last looked")
        others = {7: self.tr("7 days"), 30: self.tr("30 days"), 365: self.tr("1 year"), EVER: self.tr("All")}
        self._period.clear()
        for days, said in {0: words, **others}.items():
            if days != first or not days:
                self._period.addItem(said, days)
        self._period.setCurrentIndex(max(0, self._period.findData(chosen)))

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
            save = PushButton(words, self)
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

    def begin(self, days: int) -> None:
        """Show at first what changed in so many days, for nobody has looked yet, or not since then; 0: somebody has."""
        if self._first_look != bool(days):
            self._first_look = bool(days)
            self._offer_periods(days)
            self._show(self._wanted or self._tree.lit)

    def show_changes(self, changes: Sequence[Change], favorites: frozenset[str], asked: frozenset[str]) -> None:
        """Show these, newest first; ids of favorites and of models that were asked."""
        if (changes, favorites, asked) != (self._changes, self._favorites, self._asked):
            self._changes, self._favorites, self._asked = changes, favorites, asked
            self._show(self._wanted or self._tree.lit)
            self._wanted = ""
        self._none.say(*self._why_none())  # of another period

    def show_kept(self, favorites: frozenset[str], asked: frozenset[str]) -> None:
        """Favorites or models that were asked are others; what is shown stays as it is unless that changes it."""
        before = self.shown
        self._favorites, self._asked = favorites, asked
        if self.shown != before or not before:
            self._show(self._tree.lit)

    def show_only(self, ids: frozenset[str] | None) -> None:
        """Show what changed about these models, which are searched for; None: about all."""
        if ids != self._only:
            self._only = ids
            self._show(self._wanted)

    def light(self, model_id: str) -> None:
        """Light what changed about this model, now or when it is there."""
        self._wanted = model_id
        self._show(model_id)

    def look(self) -> None:
        """Tell again which model is looked at."""
        self._tree.look()

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
        if self._only is not None:
            found = [change for change in found if change.model in self._only]
        return told_once(found)

    def _show(self, lit: str = "") -> None:
        """Show what is wanted; the first change of the model `lit` is looked at, or the first of all."""
        shown = self.shown
        words = self.tr("{n} changes, the newest {most} below") if len(shown) > MOST else self.tr("{n} changes")
        words = self.tr("1 change") if len(shown) == 1 else words
        self._count.setText(words.format(n=number(len(shown)), most=number(MOST)))
        self._none.say(*self._why_none())
        self._stack.setCurrentIndex(0 if shown else 1)
        for save in self._saves:
            save.setEnabled(bool(shown))
        self._tree.show_changes(shown, lit, by_model=self._order.currentIndex() == 1)

    def _lacks_favorites(self) -> bool:
        return self._own.isChecked() and not self._favorites

    def _misses_search(self) -> bool:
        """Whether the search may be why nothing is shown."""
        return bool(self._changes) and self._only is not None and not self._lacks_favorites()

    def _why_none(self) -> tuple[str, str]:
        if self._misses_search():
            return self.tr("Nothing here is about the models you search for."), self.tr("Clear the search")
        all_of_it, filtered = self._period.currentData() == EVER, self._own.isChecked() or self._used.isChecked()
        way_on = "" if all_of_it and not filtered else self.tr("Show all that ever changed")
        if self._lacks_favorites():
            return no_favorites_text(), way_on
        if all_of_it:
            return self.tr("Nothing here has ever changed."), way_on
        if self._period.currentIndex() or self._first_look:
            return self.tr("Nothing here has changed in that time."), way_on
        return self.tr("Nothing here has changed since you last looked."), way_on

    def _go_on(self) -> None:
        if self._misses_search():
            self.search_dropped.emit()
            return
        for button in (self._own, self._used):
            button.setChecked(False)
        self._period.setCurrentIndex(self._period.count() - 1)
        self.period_chosen.emit(EVER)
