"""The rows of the browser, and below them the page of the one that is selected."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QScrollArea, QSplitter, QStackedWidget

from desktop.domain.fit import Need, misfits
from desktop.ui.browser.aside import ModelAside
from desktop.ui.browser.empty import EmptyPage
from desktop.ui.browser.list_model import ModelListModel
from desktop.ui.browser.list_view import ModelList
from desktop.ui.browser.model_menu import ModelMenu
from desktop.ui.browser.page import NOTHING_MORE
from desktop.ui.menus import pop_up

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from desktop.domain.fit import Misfit
    from desktop.domain.model import Model
    from desktop.ui.browser.about import About

LIST_HEIGHT, DETAILS_HEIGHT = 250, 240  # device-independent pixels at first, and how they share what is more
LEAST_LIST = 92  # the same of two rows
NEAREST = QAbstractItemView.ScrollHint.EnsureVisible
GLANCE = 40  # milliseconds that a row is selected before it is told what would suit instead
CENTER = QAbstractItemView.ScrollHint.PositionAtCenter


class ModelShelf(QSplitter):
    """Shows models, one of which is selected, or why there are none.

    Signals:
        chosen: The person wants this model for the chat; carries its id.
        refused: The person wants this `Model`, which is no longer listed, or at another connection.
        way_taken: The button that stands in place of the rows was pressed.
        looked: The page shows this `Model` now.
        touched: The person has turned to a row, or searched.
        compare_requested: The person wants to see these models side by side.
        sought: The person wants to see what this line finds.

    Attributes:
        details: The page, which tells what the person does to its model; also for the menus of the rows.

    Args:
        unlisted: Finds a model by its id that no row has.
    """

    chosen = Signal(str)
    refused = Signal(object)
    way_taken = Signal()
    looked = Signal(object)
    touched = Signal()
    compare_requested = Signal(list)
    sought = Signal(str)

    def __init__(self, unlisted: Callable[[str], Model | None], parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._unlisted = unlisted
        self._turning = False  # a row is being selected by nobody's choice
        self._selected = ""  # the person's choice of row; outlives searches that do not find it
        self._shown: Model | None = None
        self._searched = self._at_top = False  # the rows are what a search found; lists come with their top in view
        self._about: Callable[[Model], About] = lambda _: NOTHING_MORE
        self._day: date | None = None
        self._need = Need()
        self._beside: Callable[[Model], Sequence[Model]] = lambda _: ()
        self._glance = QTimer(self, singleShot=True, interval=GLANCE)
        self._glance.timeout.connect(self._tell_fit)
        self._rows = ModelListModel(self)
        self._list = ModelList(self._rows, self)
        self._list.taken.connect(self._choose)
        self._list.menu_requested.connect(self._open_menu)
        self._list.clicked.connect(self.touched)
        self._list.selectionModel().currentChanged.connect(self._moved)
        self._empty = EmptyPage(self)
        self._empty.pressed.connect(self.way_taken)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._empty)
        self._aside = ModelAside("model", self)
        self._aside.near_requested.connect(self._show_near)
        self.details = self._aside.details
        self.details.use_requested.connect(self._use)
        self._arrange()

    def _arrange(self) -> None:
        self.addWidget(self._stack)
        self.addWidget(self._aside)
        self.setSizes([LIST_HEIGHT, DETAILS_HEIGHT])
        self.setStretchFactor(0, LIST_HEIGHT)
        self.setStretchFactor(1, DETAILS_HEIGHT)
        self.setChildrenCollapsible(False)
        self._stack.setMinimumHeight(LEAST_LIST)

    def follow(self, before: QWidget) -> None:
        """Come behind a widget in the tab order, with all that is inside."""
        inside = []
        stop = self.nextInFocusChain()
        while stop is not None and self.isAncestorOf(stop):
            if stop.focusPolicy() & Qt.FocusPolicy.TabFocus:
                inside.append(stop)
            stop = stop.nextInFocusChain()
        for first, second in pairwise((before, *inside)):
            self.setTabOrder(first, second)

    def renew(self, models: Sequence[Model]) -> None:
        """Show a list in place of an older one; what is selected and in view stays where it can."""
        bar, room = self._list.verticalScrollBar(), self._list.viewport().rect()
        above, seen = bar.value(), self._list.visualRect(self._list.currentIndex()).intersects(room)
        self._fill(models)
        shown = self._rows.row_of(self._shown.id, self._shown.connection) if self._shown else -1
        row = shown if shown >= 0 else self._rows.row_of(self._selected)
        self._select(0 if row < 0 and self._searched else row)
        if shown >= 0 or row < 0:
            bar.setValue(above)
            if seen and above:
                self._list.scrollTo(self._list.currentIndex())
        elif self._at_top:
            self._list.scrollToTop()

    def show_found(self, models: Sequence[Model]) -> None:
        """Show what a search found; the best hit is selected, as Return takes it."""
        self._searched = True
        self.touched.emit()
        self._fill(models)
        self._list.scrollToTop()
        self._select(0)

    def show_all(self, models: Sequence[Model]) -> None:
        """Show all models after a search, and select what was selected before it."""
        self._searched = False
        self._fill(models)
        self._select(self._rows.row_of(self._selected), CENTER)

    def say(self, words: str, way_on: str) -> None:
        """Say why there are no rows, and what the button below does."""
        self._empty.say(words, way_on)

    def mark(self, model_id: str, *, turn_to_it: bool, at_top: bool) -> None:
        """Mark the chat's model; with `at_top` the list shows its beginning all the same."""
        self._selected, self._at_top = model_id, at_top
        self._rows.mark(model_id)
        if turn_to_it:
            self._select(self._rows.row_of(model_id))
        if at_top:
            self._list.scrollToTop()

    def enter(self) -> bool:
        """Give the rows the keyboard; False when there are none."""
        if not self._rows.rowCount():
            return False
        if not self._list.currentIndex().isValid():
            self._list.setCurrentIndex(self._rows.index(0))
        self._list.scrollTo(self._list.currentIndex())
        self._list.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def choose_found(self) -> None:
        """Take the best hit of a search; without one, what the person has lit, and nothing else."""
        model = self._rows.at(0 if self._searched else self._list.currentIndex().row())
        if model and (self._searched or not self._rows.is_current(model)):
            self._take(model)

    def _fill(self, models: Sequence[Model]) -> None:
        self._rows.show_models(models)
        self._stack.setCurrentIndex(0 if models else 1)

    def _select(self, row: int, hint: QAbstractItemView.ScrollHint = NEAREST) -> None:
        """Make a row the selected one, without taking it for the person's own choice.

        The chat's model keeps its page also where no row has it: it may be listed no longer, or elsewhere.
        """
        index = self._rows.index(row)
        self._turning = True
        self._list.setCurrentIndex(index)
        self._turning = False
        if index.isValid():
            self._list.scrollTo(index, hint)
        looking_for = "" if self._searched else self._selected
        self._show(self._rows.at(row) or self._unlisted(looking_for))
        self.details.say_missing(looking_for if self._rows.rowCount() else "")

    def _moved(self, index: QModelIndex) -> None:
        if not self._turning and (model := self._rows.at(index.row())):
            self._selected = model.id
            self._show(model)
            self.touched.emit()

    def tell_by(self, about: Callable[[Model], About]) -> None:
        """Ask this what is known of a model beside the list."""
        self._about = about

    def show_day(self, day: date | None) -> None:
        """The rows are as they were at the end of a day; None: as they are."""
        self._day = day

    def show_noted(self, noted: Mapping[str, str]) -> None:
        """What the person wrote, by id, of models that are found by it: their rows say so."""
        self._rows.show_noted(noted)

    def judge(self, need: Need, beside: Callable[[Model], Sequence[Model]]) -> None:
        """Say from now on what does not suit a chat that needs this, and what would of all beside a model."""
        self._need, self._beside = need, beside
        self._rows.show_need(need, self._today())
        self._glance.start()

    def misfits(self, model: Model) -> tuple[Misfit, ...]:
        """Why a model does not suit the chat."""
        return misfits(model, self._need, self._today())

    def _tell_fit(self) -> None:
        beside = self._beside(self._shown) if self._shown else ()
        self._aside.show_fit(self._shown, self._need, beside, self._today())

    def _show_near(self, model: Model) -> None:
        """Turn to the model that suits; where the rows do not have it, its page alone is shown, and no row is lit."""
        row = self._rows.row_of(model.id, model.connection)
        self._list.setCurrentIndex(self._rows.index(row))
        if row < 0:
            self._show(model)

    def renew_page(self, model_id: str) -> None:
        """More is known about a model: tell it, if its page is shown."""
        if self._shown is not None and self._shown.id == model_id:
            self._write(self._shown)

    def _show(self, model: Model | None) -> None:
        if model is not self._shown:
            self._shown = model
            self._glance.start()
            if model is not None:
                self.looked.emit(model)
            self._write(model)

    def _write(self, model: Model | None) -> None:
        about = self._about(model).until(self._day) if model else NOTHING_MORE
        self._aside.show_model(model, self._today(), about)

    def _today(self) -> date:
        return self._day or datetime.now(UTC).date()

    def _open_menu(self, index: QModelIndex, place: QPoint) -> None:
        if (model := self._rows.at(index.row())) is None:
            return
        others = [other for other in self._beside(model) if self._rows.is_current(other) and other.key != model.key]
        menu = ModelMenu(model, self._about(model), others, self)
        menu.used.connect(lambda: self._take(model))
        menu.compared.connect(self.compare_requested)
        menu.sought.connect(self.sought)
        menu.favorite_set.connect(self.details.favorite_set)
        menu.note_requested.connect(self.details.note_requested)
        pop_up(menu, place)

    def _choose(self, index: QModelIndex) -> None:
        if model := self._rows.at(index.row()):
            self._take(model)

    def _use(self, model_id: str) -> None:
        """The page's model, or another way to ask it."""
        if self._shown is not None and self._shown.id == model_id:
            self._take(self._shown)
        else:
            self.chosen.emit(model_id)

    def _take(self, model: Model) -> None:
        if model.retired or model.connection:
            self.refused.emit(model)
        else:
            self.chosen.emit(model.id)


class ShelfRoom(QScrollArea):
    """Around a shelf: in a small window it keeps the height that it needs, and is scrolled."""

    def __init__(self, shelf: ModelShelf, parent: QWidget) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(shelf)
        for widget in (shelf, self.viewport()):
            widget.setAutoFillBackground(False)

    def minimumSizeHint(self) -> QSize:
        """It is as wide as what is inside with a scroll bar beside it."""
        beside = self.verticalScrollBar().sizeHint().width()
        return QSize(self._shelf.minimumSizeHint().width() + beside, LEAST_LIST)
