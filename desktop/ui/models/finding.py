"""What is searched for and left of it, found and put into the rows; and why that is nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.domain.query import with_condition, without
from desktop.domain.terms import Sort
from desktop.ui.browser.empty import blame_text
from desktop.ui.browser.fit_text import none_suits_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.blame import Blame
    from desktop.domain.model import Model
    from desktop.ui.browser.pool import Pool
    from desktop.ui.models.beside import PageBeside
    from desktop.ui.models.frame import ModelsFrame
    from desktop.ui.models.table_model import ModelTableModel


class Finding(QObject):
    """Follows the search line, the groups and the wish to see what suits.

    Signals:
        shown: Other rows are shown, or the same in another order.
        zero_retention_asked: A search asks who keeps nothing, which is not known yet.
        refresh_requested: The person wants the list fetched, for it is empty.

    Attributes:
        found: What is searched for.
        suiting: What is left of it where only what suits the chat is wanted.
    """

    shown = Signal()
    zero_retention_asked = Signal()
    refresh_requested = Signal()

    def __init__(self, frame: ModelsFrame, table_model: ModelTableModel, pool: Pool, beside: PageBeside) -> None:
        super().__init__(frame)
        self.found: Sequence[Model] = ()
        self.suiting: Sequence[Model] = ()
        self._frame, self._table_model, self._pool, self._beside = frame, table_model, pool, beside
        self._blame: Blame | None = None
        self._asked: tuple[object, ...] = (), ()  # what is searched for, in whatever order
        self._first = False  # the first of the rows that are shown next is lit
        frame.search.searched.connect(self._searched)
        frame.search.count_by(pool.counts)
        frame.groups.chosen.connect(self.show_rows)
        frame.fits.toggled.connect(self.suit)
        frame.empty.pressed.connect(self._go_on)
        frame.table.sort_requested.connect(self._sort_by)

    def _searched(self) -> None:
        """Who searches or sorts wants to see what comes first; who takes a search back, what was chosen in it."""
        query = self._frame.search.query
        asked, before = (query.words, query.conditions), self._asked
        self._asked = asked
        self._first = (asked != before and any(asked)) or self._frame.table.untouched
        if self._first:
            self._beside.come_back()
        self.search()
        if self._first or any(asked) or asked == before:
            self._frame.table.scrollToTop()
        self._first = False

    def search(self) -> None:
        query = self._frame.search.query
        if self._pool.misses_zero_retention(query):
            self.zero_retention_asked.emit()
        found = self._pool.find(query)
        self.found, self._blame = found.models, found.why_empty
        self._table_model.show_noted(self._pool.noted)
        self.suit()

    def suit(self) -> None:
        """Of what is found, leave what suits the chat where only that is wanted."""
        self.suiting = self.found
        if self._frame.fits.isChecked():
            self.suiting = self._pool.suiting(self._frame.search.query)
        self.show_rows()

    def show_rows(self) -> None:
        """Show what is found, in the chosen group, in the chosen order."""
        groups, rows = self._frame.groups, self.suiting
        if groups.ids is not None:
            groups.show_models(rows)
        if (ids := groups.ids) is not None:
            rows = [model for model in rows if model.id in ids]
        self._show_sorted()
        self._frame.table.show_models(rows, first=self._first)
        self._frame.count.show_count(len(rows), self._pool, self._frame.search.query)
        self._frame.show_empty(empty=not rows)
        if not rows:
            self._frame.empty.say(*self._why_empty())
        self.shown.emit()

    def _show_sorted(self) -> None:
        sort = next(iter(self._frame.search.query.sort), None)
        key = next((column.key for column in self._table_model.columns if sort and column.sort == sort.key), "")
        self._frame.table.show_sorted(key, descending=bool(key and sort and sort.descending))

    def _sort_by(self, key: str, descending: bool) -> None:  # noqa: FBT001 - a slot
        """Sort by a column, in the words of the search line. No key: as the search ranks."""
        search = self._frame.search
        name = next((column.sort for column in self._table_model.columns if column.key == key), "")
        text = search.text()
        search.set_text(with_condition(text, Sort(name, descending)) if name else without(text, search.query.sort))

    def _why_empty(self) -> tuple[str, str]:
        if self._blame is not None:
            return blame_text(self._frame.search.query, self._blame, self._pool.untold)
        if not self.found:
            return self.tr("No models are listed here."), self.tr("Refresh the list")
        if not self.suiting:
            return none_suits_text([*map(self._beside.misfits, self.found)]), self.tr("Show them anyway")
        return self.tr("Nothing that was found is in this group."), self.tr("Show all that was found")

    def _go_on(self) -> None:
        if self._blame is not None:
            self._frame.search.set_text(without(self._frame.search.text(), self._blame.terms))
        elif not self.found:
            self.refresh_requested.emit()
        else:
            self._frame.fits.setChecked(False)
            self._frame.groups.choose_all()
