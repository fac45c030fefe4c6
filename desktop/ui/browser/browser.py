"""The model browser beside the chat: search, the shelf of models, and how old the list is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.browser.age_bar import AgeBar
from desktop.ui.browser.count import CountLine
from desktop.ui.browser.search_bar import SearchBar
from desktop.ui.buttons import ToolButton
from desktop.ui.theme.style import chip, icon
from desktop.ui.theme.theme import SPACE, theme_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from desktop.domain.blame import Blame
    from desktop.domain.catalog import Catalog
    from desktop.domain.cost import Use
    from desktop.domain.fit import Need
    from desktop.domain.model import Model
    from desktop.domain.query import Known
    from desktop.domain.search import Finder
    from desktop.ui.browser.about import About

SEEING = "vision"  # the search that offers the models that see pictures
SHELF_HEIGHT = 170  # device-independent pixels that rows and page need at least


class ModelBrowser(QWidget):
    """Shows one catalog and finds models in it as the person types.

    Signals:
        chosen: The person wants this model for the chat; carries its id.
        refused: The person wants this `Model`, which cannot be asked here: see `Pool.refused`.
        refresh_requested: The person wants the list fetched.
        today_requested: The person wants the list of today, in place of an earlier day's.
        all_requested: The person wants the window of all models.
        compare_requested: The person wants to see these models side by side.
        sought: A model is to be looked for.
        entered: The keyboard came to the search.
        left: Esc, with nothing searched for that it could take back.
        looked: This `Model` is looked at now.
        touched: The person has turned to a row, or searched.
        zero_retention_asked: A search asks who keeps nothing, which is not known yet.

    Attributes:
        details: The page, once it is made, which tells what the person does to its model.
        views: The saved searches.
    """

    chosen = Signal(str)
    refused = Signal(object)
    refresh_requested = Signal()
    today_requested = Signal()
    all_requested = Signal()
    compare_requested = Signal(list)
    entered = Signal()
    left = Signal()
    sought = Signal()
    looked = Signal(object)
    touched = Signal()
    zero_retention_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("model-browser")
        self.setAccessibleName(self.tr("Models"))
        self._current = self._offered = ""
        self._unsuited = False  # something was found, and none of it suits the chat
        self._blame: Blame | None = None
        self._failure = ""  # why no list could be loaded
        self._build_search()
        self._arrange()
        self._show_icons()

    # Building

    def _build_search(self) -> None:
        self._search = SearchBar("model-search", self)
        self.views = self._search.views
        self._count = CountLine("model-count", self, stacked=True)
        self._fits = chip("model-fits", self.tr("Suits this chat"), self)
        self._fits.setToolTip(self.tr("Show only models that suit this chat"))
        self._fits.setCheckable(True)
        self._fits.toggled.connect(self._searched)
        self._all = ToolButton(self)
        self._all.setObjectName("models-open")
        self._all.setAccessibleName(self.tr("All models, as a table and in charts"))
        self._all.setToolTip(self.tr("All models, as a table and in charts"))
        self._all.clicked.connect(self.all_requested)

    def _arrange(self) -> None:
        counts = QHBoxLayout()
        counts.addWidget(self._count, 1)
        counts.addWidget(self._fits)
        counts.addWidget(self.views)
        counts.addWidget(self._all)
        self.age = AgeBar("catalog", self)
        self.age.refresh_requested.connect(self.refresh_requested)
        self._place = QWidget(self)
        self._place.setMinimumHeight(SHELF_HEIGHT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE, SPACE, SPACE, SPACE // 2)
        layout.setSpacing(SPACE // 2)
        layout.addWidget(self._search)
        layout.addLayout(counts)
        layout.addWidget(self._place, 1)
        layout.addWidget(self.age)

    def furnish(self) -> None:
        """Make the shelf. After the first paint: there is no list yet, and what draws lists takes 20 ms to import."""
        from desktop.domain.catalog import Catalog  # noqa: PLC0415 - see above
        from desktop.domain.fit import Need, severities  # noqa: PLC0415 - see above
        from desktop.ui.browser.past_bar import PastBar  # noqa: PLC0415 - see above
        from desktop.ui.browser.pool import Pool  # noqa: PLC0415 - see above
        from desktop.ui.browser.shelf import ModelShelf, ShelfRoom  # noqa: PLC0415 - see above

        self._pool, self._need = Pool(), Need()
        self._pool.reckon("fit", partial(severities, self._need))
        self._use: Use | None = None
        self._shelf = ModelShelf(self._pool.unlisted, self._place)
        self.details = self._shelf.details
        self._join_shelf()
        inside = QVBoxLayout(self._place)
        inside.setContentsMargins(0, 0, 0, 0)
        self._past = PastBar(self._place)
        self._past.left.connect(self.today_requested)
        inside.addWidget(self._past)
        inside.addWidget(ShelfRoom(self._shelf, self._place))
        self._search.furnish()
        self._search.count_by(self._pool.counts)
        self._search_in(Catalog(), None)
        self._order_tabs()
        QWidget.setTabOrder(self._all, self._past.back)
        self._shelf.follow(self._past.back)
        self._search.searched.connect(self._searched)
        self._search.line.confirmed.connect(self._shelf.choose_found)
        self._search.line.installEventFilter(self)

    def _order_tabs(self) -> None:
        """Along the line of the count, behind the search."""
        if (before := self.views.previousInFocusChain()) is not None:
            QWidget.setTabOrder(before, self._fits)
        QWidget.setTabOrder(self._fits, self.views)
        QWidget.setTabOrder(self.views, self._all)

    def _join_shelf(self) -> None:
        shelf = self._shelf
        shelf.chosen.connect(self.choose)
        shelf.refused.connect(self.refused)
        shelf.way_taken.connect(self._go_on)
        shelf.looked.connect(self.looked)
        shelf.touched.connect(self.touched)
        shelf.compare_requested.connect(self.compare_requested)
        shelf.sought.connect(self._search.set_text)

    # What is shown

    def show_catalog(self, catalog: Catalog, day: date | None = None) -> None:
        """Show a list, as it was at the end of a day; what is searched, selected and in view stays where it can."""
        self._search_in(catalog, day)
        self._past.show_day(day)
        self._shelf.show_day(day)
        self._shelf.renew(self._found())
        self._shelf.judge(self._need, self._pool.beside)

    def show_need(self, need: Need) -> None:
        """What the chat asks of a model: dim what does not suit, and say what would."""
        if need != self._need:
            from desktop.domain.fit import severities  # noqa: PLC0415 - there is no list before the first paint

            self._need = need
            self._pool.reckon("fit", partial(severities, need))
            self._shelf.judge(need, self._pool.beside)
            if self._fits.isChecked() or self._search.query.sorts_by("fit"):
                self._shelf.renew(self._found())

    def show_use(self, use: Use) -> None:
        """Sort by what this costs, where somebody sorts by cost."""
        if use == self._use:
            return
        from datetime import UTC, datetime  # noqa: PLC0415 - there is no list before the first paint

        from desktop.domain.cost import costs  # noqa: PLC0415 - likewise

        self._use = use
        at = datetime.now(UTC)
        self._pool.reckon("cost", lambda _: costs(use, at))
        if self._search.query.sorts_by("cost"):
            self._shelf.renew(self._found())

    def show_retired(self, finder: Finder) -> None:
        """Find in this too, which has what is no longer listed."""
        self._pool.put_retired(finder)
        self._search.offer(self._pool.values)
        self._shelf.renew(self._found())

    def show_elsewhere(self, finder: Finder, place: str) -> None:
        """Find in this too, which has what other connections list; `place` is that of the one that is used."""
        self._pool.put_elsewhere(finder, place)
        self._search.offer(self._pool.values)
        self._shelf.renew(self._found())

    def _search_in(self, catalog: Catalog, day: date | None) -> None:
        self._catalog = catalog
        self._pool.put_list(catalog.models, catalog.finder, day)
        self._search.offer(self._pool.values)

    def show_failure(self, why: str) -> None:
        """Why no list could be loaded, a sentence of plain text; said while there is none."""
        if why != self._failure:
            self._failure = why
            self._shelf.renew(self._found())

    def show_known(self, known: Known) -> None:
        """What conditions ask about beyond the list, such as favorites."""
        self._pool.put_known(known)
        self._search.offer(self._pool.values)
        self._shelf.renew(self._found())

    def tell_by(self, about: Callable[[Model], About]) -> None:
        """Ask this what is known of a model beside the list."""
        self._shelf.tell_by(about)

    def renew_page(self, model_id: str) -> None:
        """More is known about a model: tell it, if its page is shown."""
        self._shelf.renew_page(model_id)

    def show_current(self, model_id: str, *, own: bool = False) -> None:
        """Mark the chat's model, and turn to it unless the person is searching.

        The first one leaves the list's top, unless it is the person's `own` choice.
        """
        if model_id == self._current:
            return
        first = not self._current and not own
        self._current = model_id
        self._shelf.mark(model_id, turn_to_it=not self._searching(), at_top=first)

    def show_seeing(self) -> None:
        """Offer the models that see pictures."""
        self.look_for(SEEING)

    def look_for(self, query: str) -> None:
        """Offer what a query finds, until something is chosen."""
        self._offered = query
        self._search.set_text(query)
        self.focus_search()

    def focus_search(self) -> None:
        self.sought.emit()
        self._search.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.line.selectAll()

    # Searching

    def _searching(self) -> bool:
        """Whether the rows are not the whole list."""
        return bool(self._search.text().strip()) or self._fits.isChecked()

    def _searched(self) -> None:
        show = self._shelf.show_found if self._searching() else self._shelf.show_all
        show(self._found())

    def _found(self) -> Sequence[Model]:
        """What is searched for, or what of it suits the chat; counts it, or says why there is nothing."""
        if self._pool.misses_zero_retention(self._search.query):
            self.zero_retention_asked.emit()
        query = self._search.query
        found = self._pool.find(query)
        self._blame, models = found.why_empty, found.models
        self._shelf.show_noted(self._pool.noted)
        if models and self._fits.isChecked():
            models = self._pool.suiting(query)
        self._unsuited = bool(found.models) and not models
        self._count.show_count(len(models), self._pool, query)
        if not models:
            self._shelf.say(*self._why_empty(found.models))
        return models

    def _why_empty(self, found: Sequence[Model]) -> tuple[str, str]:
        """Why there are no rows, and what the button below does; what was `found` does not suit."""
        if self._unsuited:
            from desktop.ui.browser.fit_text import none_suits_text  # noqa: PLC0415 - there is no list before that

            return none_suits_text([*map(self._shelf.misfits, found)]), self.tr("Show them anyway")
        if self._blame is not None:
            from desktop.ui.browser.empty import blame_text  # noqa: PLC0415 - there is no list before the first paint

            return blame_text(self._search.query, self._blame, self._pool.untold)
        if self._catalog.as_of is None:
            missing = self.tr("The list of models could not be loaded. {why}").format(why=self._failure)
            later = self.tr("The list of models has not been loaded yet.")
            return missing if self._failure else later, self.tr("Load it")
        return self.tr("This endpoint lists no models for chat."), self.tr("Refresh the list")

    def _go_on(self) -> None:
        """Search again without what removes most, or fetch the list where there is nothing to search."""
        if self._unsuited:
            self._fits.setChecked(False)
        elif self._blame is None:
            self.refresh_requested.emit()
        else:
            from desktop.domain.query import without  # noqa: PLC0415 - there is no list before the first paint

            self._search.set_text(without(self._search.text(), self._blame.terms))
            self.focus_search()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes from the search to the rows."""
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit()
        down = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down
        return (down and self._shelf.enter()) or super().eventFilter(watched, event)

    def choose(self, model_id: str) -> None:
        """Choose a model for the chat. Only what is listed now, and answers at once, can be asked."""
        if refused := self._pool.refused(model_id):
            self.refused.emit(refused)
            return
        self.chosen.emit(model_id)
        if self._offered and self._search.text() == self._offered:  # it was for this choice
            self._search.set_text("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc, wherever the keyboard is in the browser, takes the search back; then it leaves."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._search.text().strip():
            self._search.set_text("")
        else:
            self.left.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show_icons()

    def _show_icons(self) -> None:
        theme = theme_of(self.palette())
        self._all.setIcon(icon("table", theme))
