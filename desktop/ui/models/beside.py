"""The page beside the table: of the model that is looked at, wherever that was done; and the menu of a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction

from desktop.domain.fit import Need, misfits
from desktop.ui.browser.model_menu import ModelMenu
from desktop.ui.browser.page import NOTHING_MORE
from desktop.ui.menus import pop_up
from desktop.ui.models.frame import DETAILS
from desktop.ui.theme.style import icon
from desktop.ui.theme.theme import theme_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QModelIndex, QPoint

    from desktop.domain.fit import Misfit
    from desktop.domain.model import Model
    from desktop.ui.browser.about import About
    from desktop.ui.browser.pool import Pool
    from desktop.ui.models.frame import ModelsFrame
    from desktop.ui.models.table_model import ModelTableModel

GLANCE = 40  # milliseconds that a row is current before its page is written


class PageBeside(QObject):
    """Writes the page of the table's current row, or of another model that somebody goes to.

    Signals:
        looked: This `Model` is looked at now.
        compared: The person wants to see these models side by side.

    Attributes:
        shown: The model of the page.
        need: What the chat asks of a model.
    """

    looked = Signal(object)
    compared = Signal(list)

    def __init__(self, frame: ModelsFrame, rows: ModelTableModel, pool: Pool) -> None:
        super().__init__(frame)
        self.shown: Model | None = None
        self.need = Need()
        self._frame = frame
        self._rows = rows
        self._pool = pool
        self._about: Callable[[Model], About] = lambda _: NOTHING_MORE
        self._glance = QTimer(self)
        self._glance.setSingleShot(True)
        self._glance.setInterval(GLANCE)
        self._glance.timeout.connect(self._turn)
        self._away: Model | None = None  # somebody went to it, and the table has no row of it
        frame.table.moved.connect(self._follow)
        frame.table.menu_requested.connect(self._open_menu)
        frame.aside.near_requested.connect(self._go_near)

    def tell_by(self, about: Callable[[Model], About]) -> None:
        """Ask this what is known of a model beside the list."""
        self._about = about

    def renew(self, model_id: str) -> None:
        """More is known about a model: tell it, if its page is shown."""
        if self.shown is not None and self.shown.id == model_id:
            self._write()

    def misfits(self, model: Model) -> tuple[Misfit, ...]:
        """Why a model does not suit the chat."""
        return misfits(model, self.need, self._rows.facts.at.date())

    def go_to(self, model_id: str) -> None:
        """Go to a model; where the table does not have it, its page alone is shown, and no row is lit."""
        if self._rows.row_of(model_id) >= 0:
            self._away = None
            self._frame.table.select_ids([model_id])
            self._glance.start()
        else:
            self._go_away(self._pool.named(model_id))

    def look_at(self, model: Model) -> None:
        """Go to one of several that are compared; they stay selected where the table has it."""
        row = self._rows.at(self._rows.row_of(model.id))
        if row is not None and row.key == model.key:
            self._away = None
            self._frame.table.go_to(model.id)
            self._glance.start()
        else:
            self._go_away(model)

    def _go_away(self, model: Model | None) -> None:
        self._away = model
        self._frame.table.leave()
        self._glance.start()

    def come_again(self) -> None:
        """Write the page anew: the list is another one."""
        self._glance.start()

    def come_back(self) -> None:
        """Show the page of the table's current row again, or of its first one."""
        self._away = None
        self._frame.table.come_back()
        self._glance.start()

    def _follow(self) -> None:
        """Go with the table, unless something else is looked at."""
        if self._frame.view != "changes":
            self._glance.start()

    def _turn(self) -> None:
        """Show the page of the current row, or of what somebody went to beyond the table and has not left since."""
        table = self._frame.table
        away = next(iter(self._pool.renewed([self._away])), None) if self._away else None
        self._away = None if table.current_id() else away
        if self._away is not None and not self._away.connection and self._rows.row_of(self._away.id) >= 0:
            table.select_ids([self._away.id])
            self._away = None
        self._show(self._away or table.current_model())

    def _go_near(self, model: Model) -> None:
        """Go to what suits; an id may be another model's too, on another connection."""
        if model.connection:
            self._go_away(model)
        else:
            self.go_to(model.id)

    def _show(self, model: Model | None) -> None:
        looked, self.shown = model is not self.shown, model
        self._frame.compare.mark(model)
        beside = self._pool.beside(model) if model else ()
        self._frame.aside.show_fit(model, self.need, beside, self._rows.facts.at.date())
        if looked and model is not None and self._frame.isVisible():
            self.looked.emit(model)
        self._write()

    def _write(self) -> None:
        about = self._about(self.shown).until(self._pool.day) if self.shown else NOTHING_MORE
        self._frame.aside.show_model(self.shown, self._rows.facts.at.date(), about)

    # The menu of a row

    def _open_menu(self, index: QModelIndex, place: QPoint) -> None:
        if (model := self._rows.at(index.row())) is None:
            return
        frame = self._frame
        menu = ModelMenu(model, self._about(model), self._others(model), frame)
        details = QAction(icon("info", theme_of(menu.palette())), self.tr("Details"), menu)
        details.setShortcut(DETAILS)
        details.setShortcutVisibleInContextMenu(True)
        details.triggered.connect(lambda: self._open(model))
        menu.insertAction(menu.actions()[1], details)
        menu.used.connect(lambda: frame.table.taken.emit(model.id))
        menu.compared.connect(self.compared)
        menu.sought.connect(frame.search.set_text)
        menu.favorite_set.connect(frame.aside.details.favorite_set)
        menu.note_requested.connect(frame.aside.details.note_requested)
        pop_up(menu, place)

    def _open(self, model: Model) -> None:
        self.look_at(model)
        self._frame.open_page()

    def _others(self, model: Model) -> list[Model]:
        """With which a model is compared: what is selected together with it, or else the model of the chat."""
        selected = self._frame.table.selected_models()
        if len(selected) < 2 or model not in selected:  # noqa: PLR2004 - alone
            selected = [other for other in self._pool.models if self._rows.is_current(other)]
        return [other for other in selected if other.key != model.key]
