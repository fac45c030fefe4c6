"""Where the lists of other connections meet the browser: found there too, and chosen with their connection."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.domain.errors import StoreFailure
from desktop.domain.foreign import LONGEST_NAME, one_line
from desktop.domain.search import Finder
from desktop.system.threads import on_thread
from desktop.ui import words
from desktop.ui.notices import UNDO_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence

    from desktop.domain.model import Model
    from desktop.services.names import Names
    from desktop.services.workspace import Workspace
    from desktop.ui.browser.browser import ModelBrowser
    from desktop.ui.main_window import MainWindow
    from desktop.ui.models.window import ModelsWindow
    from desktop.ui.notices import NoticeBar

SHOWN = 20


class ElsewhereScreen(QObject):
    """Keeps what other connections list, for all browsers.

    Signals:
        learned: It is known anew what they list, or not known yet.

    Args:
        names: Learns what they list.
        go_to: Uses the connection of a base URL from now on.
    """

    learned = Signal()

    def __init__(self, window: MainWindow, workspace: Workspace, names: Names, go_to: Callable[[str], None]) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = workspace
        self._names = names
        self._go_to = go_to
        self._browsers: list[tuple[ModelBrowser | ModelsWindow, bool]] = []
        self._finders = Finder(()), Finder(())
        self._known_at: object = None  # the connection beside which they are known
        self.join(window.browser, window.chat.notices)
        workspace.connected.connect(self._bind)
        workspace.opened.connect(lambda: window.chat.notices.remove_notice("elsewhere"))  # it was about one chat
        self._bind()

    def join(self, browser: ModelBrowser | ModelsWindow, notices: NoticeBar, *, whole: bool = False) -> None:
        """Have this browser find them, now and later: the `whole` lists, or what is for chats."""
        self._browsers.append((browser, whole))
        browser.refused.connect(self._take)
        browser.details.list_left_out.connect(lambda base_url: self._leave_out(base_url, notices))
        self._show(self._finders)

    def listing(self, model_id: str) -> list[Model] | None:
        """This model at all connections that list it, the newest list first; None while that is not known."""
        if self._known_at is not (connection := self._workspace.connection):
            return None
        fetched = connection.elsewhere.fetched
        every = self._finders[True].models
        found = [m for m in every if m.id == model_id and not (m.retired or m.is_batch)]
        return sorted(found, key=lambda model: fetched[model.connection], reverse=True)

    def way_to(self, model: Model) -> tuple[str, Callable[[], None]]:
        """A button of a notice that asks a model at its connection from now on, and what it does."""
        label = self.tr("Use at {place}").format(place=model.place).replace("&", "&&")
        return label, lambda: self._take(model)

    def _bind(self) -> None:
        self._show((Finder(()), Finder(())))
        self._workspace.connection.tasks.start(self._learn(), "elsewhere")

    async def _learn(self) -> None:
        connection = self._workspace.connection
        with suppress(StoreFailure):  # then they are not found
            stored = await connection.elsewhere.read()
            finders = await on_thread(partial(_finders_of, stored.models, self._workspace.families), "search")
            if connection is self._workspace.connection:
                self._names.learn(stored.every)
                self._known_at = connection
                self._show(finders)

    def _show(self, finders: tuple[Finder, Finder]) -> None:
        self._finders = finders
        for browser, whole in self._browsers:
            browser.show_elsewhere(finders[whole], self._place(self._workspace.connection.base_url))
        self.learned.emit()

    def _place(self, base_url: str) -> str:
        return self._workspace.connection.elsewhere.place(base_url)

    def _leave_out(self, base_url: str, notices: NoticeBar) -> None:
        """Leave out what a connection lists, and offer it back for a while."""
        said = self.tr("The list of {place} is left out until it is loaded again.").format(place=self._place(base_url))
        undo = self.tr("Undo"), lambda: self._bring_back(base_url, notices)
        told = partial(notices.show_notice, f"left out {base_url}", said, [undo], seconds=UNDO_SECONDS)
        self._change(self._workspace.connection.elsewhere.leave_out(base_url), notices, told)

    def _bring_back(self, base_url: str, notices: NoticeBar) -> None:
        told = partial(notices.remove_notice, f"left out {base_url}")
        self._change(self._workspace.connection.elsewhere.bring_back(base_url), notices, told)

    def _change(self, work: Coroutine[None, None, None], notices: NoticeBar, told: Callable[[], None]) -> None:
        """Do something about a stored list, and show what is stored then."""

        async def change() -> None:
            try:
                await work
            except StoreFailure as failure:
                notices.show_notice("elsewhere", words.sentence_for(failure), [], "error")
            else:
                told()
                await self._learn()

        self._workspace.connection.tasks.start(change(), "elsewhere")

    def _take(self, model: Model) -> None:
        if model.connection and not (model.is_batch or model.retired):
            self._ask(model.connection, model.id, one_line(model.name, LONGEST_NAME))

    def _ask(self, base_url: str, model_id: str, name: str) -> None:
        """Use a connection and a model of it; the way back is offered for a while."""
        workspace = self._workspace
        before, asked = workspace.connection.base_url, workspace.model_id
        known = workspace.model.name if workspace.model else asked
        self._go_to(base_url)
        workspace.choose_model(model_id)
        said = self.tr("Now asking {model} at {place}.").format(model=name, place=self._place(base_url))
        back = self.tr("Back to {place}").format(place=self._place(before)).replace("&", "&&")
        ways = [(back, lambda: self._ask(before, asked, one_line(known, LONGEST_NAME)))]
        self._window.chat.notices.show_notice("elsewhere", said, ways, seconds=SHOWN)
        self._window.come_forward()
        self._window.chat.composer.focus_editor()


def _finders_of(models: Sequence[Model], families: frozenset[str]) -> tuple[Finder, Finder]:
    """Search what is for chats, and all."""
    chats = [model for model in models if model.chat_ready]
    every = Finder(models)
    finders = every if len(chats) == len(models) else Finder(chats), every
    for finder in finders:
        finder.prepare(families)
    return finders
