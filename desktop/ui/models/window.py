"""The window of all models: one search for a table and a chart, a comparison, and a page beside them."""

from __future__ import annotations

from datetime import UTC, datetime, time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow

from desktop.domain.cost import Use, costs
from desktop.domain.fit import Need, severities
from desktop.domain.search import Finder
from desktop.ui.browser.pool import Pool
from desktop.ui.menus import open_by_key
from desktop.ui.models.beside import PageBeside
from desktop.ui.models.columns import Facts
from desktop.ui.models.finding import Finding
from desktop.ui.models.frame import ModelsFrame
from desktop.ui.models.table import KEY
from desktop.ui.models.table_model import ModelTableModel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from PySide6.QtGui import QCloseEvent, QKeyEvent

    from desktop.domain.model import Model
    from desktop.domain.query import Known
    from desktop.ui.browser.about import About

USUAL, SMALLEST = QSize(1280, 800), QSize(720, 480)
BORDERS = QSize(10, 40)  # which the desktop draws around it
REST = 120  # milliseconds after which what is not the table follows a search
NOON = time(12)


class ModelsWindow(QMainWindow):
    """Shows one list of models.

    Signals:
        chosen: The person wants this model for the chat; carries its id.
        refused: The person wants this `Model`, which cannot be asked here: see `Pool.refused`.
        looked: This `Model` is looked at now.
        zero_retention_asked: A search asks who keeps nothing, which is not known yet.
        refresh_requested: The person wants the list fetched.
        entered: The window is the active one again: the chat may be another one.
        left: The window was closed.

    Attributes:
        details: The page, which tells what the person does to its model.
        views: The saved searches.
    """

    chosen = Signal(str)
    refused = Signal(object)
    looked = Signal(object)
    zero_retention_asked = Signal()
    refresh_requested = Signal()
    entered = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("models-window")
        self.setWindowTitle(self.tr("Models"))
        self.setMinimumSize(SMALLEST)
        open_by_key(self)
        self.resize(USUAL.boundedTo(self.screen().availableSize() - BORDERS))
        self._pool = Pool()
        self._pool.reckon("fit", partial(severities, Need()))
        self._retired = Finder(())
        self._current = ""
        self._rows = ModelTableModel(Facts(Use(), datetime.now(UTC)), self)
        self._rows.elsewhere = False
        self.frame = ModelsFrame(self._rows, self)
        self.setCentralWidget(self.frame)
        self.details, self.views = self.frame.aside.details, self.frame.search.views
        self.beside = PageBeside(self.frame, self._rows, self._pool)
        self._finding = Finding(self.frame, self._rows, self._pool, self.beside)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._follow)
        self._join()
        self._add_keys()

    def _join(self) -> None:
        frame, table, plot = self.frame, self.frame.table, self.frame.chart.plot
        frame.search.line.confirmed.connect(frame.enter)
        frame.use.changed.connect(self._price)
        frame.view_changed.connect(self._view_changed)
        frame.empty.pressed.connect(self.focus_search)
        self._finding.shown.connect(self._rest.start)
        self._finding.zero_retention_asked.connect(self.zero_retention_asked)
        self._finding.refresh_requested.connect(self.refresh_requested)
        table.typed.connect(frame.search.go_on)
        table.selected.connect(self._mark)
        frame.changes.looked.connect(self.beside.go_to)
        frame.changes.chosen.connect(self._look_at)
        frame.compare.looked.connect(self.beside.look_at)
        frame.changes.search_dropped.connect(lambda: frame.search.set_text(""))
        self.beside.looked.connect(self.looked)
        self.beside.compared.connect(self.compare)
        plot.moved.connect(table.go_to_key)
        plot.selected.connect(table.select_keys)
        for taken in (table.taken, plot.taken, frame.compare.taken, self.details.use_requested):
            taken.connect(self.choose)

    def _add_keys(self) -> None:
        for keys in (QKeySequence(QKeySequence.StandardKey.Find), QKeySequence("Ctrl+K")):  # which is for models
            QShortcut(keys, self, self.focus_search)
        QShortcut(QKeySequence.StandardKey.Close, self, self.close)
        QShortcut(QKeySequence.StandardKey.Refresh, self, self.refresh_requested.emit)
        for at, name in enumerate(self.frame.view_names, 1):
            QShortcut(QKeySequence(f"Ctrl+{at}"), self, lambda name=name: self.frame.show_view(name))

    # What is shown

    def show_models(self, models: Sequence[Model], day: date | None = None, finder: Finder | None = None) -> None:
        """Show this list, as it was at the end of a day; what is searched, selected and in view stays where it can.

        A long list comes with its finder, for making one takes longer than a frame.
        """
        self._pool.put_list(models, finder or Finder(models), day)
        self._forget()
        self._known_changed()
        self._compare(self.frame.compare.models)
        self._look_again()

    def show_retired(self, finder: Finder) -> None:
        """Find in this too, which has what is no longer listed."""
        self._pool.put_retired(finder)
        self.frame.search.offer(self._pool.values)
        self._retired = finder
        self._forget()
        self._finding.search()
        self._look_again()

    def _forget(self) -> None:
        """What can be found is something else."""
        self._rows.forget()
        self.frame.groups.show_whole(self._pool.every)

    def _look_again(self) -> None:
        """Beside what changed stands the page of what is lit there, as the list has it now."""
        if self.frame.view == "changes":
            self.beside.come_again()
            self.frame.changes.look()

    def show_elsewhere(self, finder: Finder, place: str) -> None:
        """Find in this too, which has what other connections list; `place` is that of the one that is used."""
        self._pool.put_elsewhere(finder, place)
        self._rows.elsewhere = bool(finder.models)
        self._forget()
        self._known_changed()

    def show_known(self, known: Known) -> None:
        """What conditions ask about beyond the list, such as favorites."""
        self._pool.put_known(known)
        self._known_changed()

    def _known_changed(self) -> None:
        self.frame.search.offer(self._pool.values)
        known, at = self._pool.known, self._moment()
        self._show_facts(self._rows.facts._replace(favorites=known.favorites, at=at, place=known.place))

    def tell_by(self, about: Callable[[Model], About]) -> None:
        """Ask this what is known of a model beside the list."""
        self.beside.tell_by(about)

    def renew_page(self, model_id: str) -> None:
        """More is known about a model: tell it, if its page is shown."""
        self.beside.renew(model_id)

    def show_need(self, need: Need, current: str) -> None:
        """What the chat asks of a model, and the id of the one that it has."""
        if (need, current) != (self.beside.need, self._current):
            self.beside.need, self._current = need, current
            self._rows.show_need(need, current)
            self._pool.reckon("fit", partial(severities, need))
            if self.frame.search.query.sorts_by("fit"):
                self._finding.search()
            else:
                self._finding.suit()

    def focus_search(self) -> None:
        self.frame.search.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.frame.search.line.selectAll()

    # Searching

    def choose(self, model_id: str) -> None:
        """Choose a model for the chat. Only what is listed here can be asked.

        Ids may be listed elsewhere too: what is looked at is meant.
        """
        looked = self.frame.table.current_model(), self.beside.shown
        meant = next((model for model in looked if model and model.id == model_id), None)
        refused = meant if meant and meant.connection else self._pool.refused(model_id)
        (self.refused if refused else self.chosen).emit(refused or model_id)

    # Views

    def _view_changed(self, name: str) -> None:
        if name == "compare" and len(models := self.frame.table.selected_models()) > 1:
            self.frame.compare.show_models(models)
        if name != "changes":
            self.beside.come_back()
        self._finding.show_rows()
        if name == "changes":
            self._show_changes()

    def show_changes_of(self, model_id: str) -> None:
        """Show what changed, with this model's changes in view."""
        self.frame.search.set_text("")
        self.frame.show_view("changes")
        self.frame.changes.light(model_id)

    def _show_changes(self) -> None:
        """What changed about models that are searched for, also where they are no longer listed."""
        query, ids = self.frame.search.query, None
        if query.words or query.conditions:
            gone = self._retired.find(query, self._pool.known).models
            ids = frozenset(model.id for model in (*self._finding.found, *gone) if not model.connection)
        self.frame.changes.show_only(ids)
        self.frame.changes.look()

    def compare(self, models: Sequence[Model]) -> None:
        """Show these side by side, whatever is selected."""
        self.frame.show_view("compare")
        self.frame.compare.show_models(models)
        if models and (self.beside.shown is None or self.beside.shown.key not in {model.key for model in models}):
            self.beside.look_at(models[0])

    def _compare(self, models: Iterable[Model]) -> None:
        self.frame.compare.show_models(self._pool.renewed(models))

    def _follow(self) -> None:
        """What is slower than the table, or hidden, comes after it."""
        self.frame.groups.show_models(self._finding.suiting)
        if self.frame.view == "chart":
            self.frame.chart.show_models(self._rows.models, self.beside.misfits)
            self._mark()
        elif self.frame.view == "changes":
            self._show_changes()

    def _mark(self) -> None:
        if self.frame.view == "chart":
            table = self.frame.table
            self.frame.chart.show_selected(table.current_key, [*map(KEY, table.selected_models())])

    def _look_at(self, model_id: str) -> None:
        """Go from what changed to the model itself."""
        self.frame.show_view("table")
        self.beside.go_to(model_id)

    # What a use costs

    def _price(self) -> None:
        self._show_facts(self._rows.facts._replace(use=self.frame.use.use(), at=self._moment()))

    def _moment(self) -> datetime:
        """At which a use is priced, and what expires is judged: now, or noon of the day whose list is shown."""
        day = self._pool.day
        return datetime.combine(day, NOON, UTC) if day else datetime.now(UTC)

    def _show_facts(self, facts: Facts) -> None:
        self._pool.reckon("cost", lambda _: costs(facts.use, facts.at))
        if facts != self._rows.facts:
            self._rows.show_facts(facts)
            self.frame.compare.show_facts(facts)
        self._finding.search()

    # Coming and going

    def remember(self) -> dict[str, str]:
        """How the window stands, for `restore`."""
        geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        use, columns, sides = self.frame.use.text(), self.frame.table.head.text(), self.frame.sides_text()
        how = {"view": self.frame.view, "groups": self.frame.groups.kind}
        return {"geometry": geometry, "split": sides, "columns": columns, "use": use, **how}

    def restore(self, told: Mapping[str, str]) -> None:
        """Stand as the window stood; what is missing or damaged stays as it is."""
        self.restoreGeometry(QByteArray.fromBase64(told.get("geometry", "").encode("ascii", "replace")))
        self.frame.restore_sides(told.get("split", ""))
        self.frame.table.restore_columns(told.get("columns", ""))
        self.frame.use.restore(told.get("use", ""))
        self.frame.groups.restore(told.get("groups", ""))
        self._price()
        self.frame.show_view(told.get("view", ""))

    def come_forward(self) -> None:
        """Stand before other windows, also when minimized. Who opens the window again sees the names."""
        if not self.isVisible():
            self.frame.table.go_left()
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes the search back; then it closes the window."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.frame.search.text():
            self.frame.search.set_text("")
        else:
            self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.left.emit()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.entered.emit()
