"""Where the catalog and the chat meet the window of all models, which is made when it is first wanted."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QShortcut

from desktop.domain.errors import StoreFailure
from desktop.domain.search import Finder
from desktop.system.threads import on_thread
from desktop.ui.screens.catalog import AGE_INTERVAL, ask_about_short_list, show_age
from desktop.ui.screens.looking import LookingScreen
from desktop.ui.screens.needs import NeedScreen
from desktop.ui.screens.views import join_views

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from desktop.domain.catalog import Catalog
    from desktop.domain.model import Model
    from desktop.services.connection import Connection
    from desktop.services.look_back import LookBack
    from desktop.services.preferences import Preferences
    from desktop.services.workspace import Workspace
    from desktop.ui.main_window import MainWindow
    from desktop.ui.models.window import ModelsWindow
    from desktop.ui.screens.elsewhere import ElsewhereScreen

SHORT = 1_000  # models for which a finder is made within a frame


class ModelsScreen(QObject):
    """Opens the window, and keeps it equal to the connection's catalog and to what the chat needs while it is open."""

    def __init__(
        self,
        main_window: MainWindow,
        workspace: Workspace,
        preferences: Preferences,
        look_back: LookBack,
        elsewhere: ElsewhereScreen,
    ) -> None:
        super().__init__(main_window)
        self._main_window = main_window
        self._workspace = workspace
        self._preferences = preferences
        self._window: ModelsWindow | None = None
        self._shown: object = None
        self._look_back = look_back
        self._elsewhere = elsewhere
        self._age = QTimer(self)
        self._age.setInterval(AGE_INTERVAL)
        self._age.timeout.connect(self._renew)
        main_window.browser.all_requested.connect(self.open)
        main_window.browser.compare_requested.connect(self._compare)
        main_window.sidebar.news_requested.connect(self.open_changes)

    def open(self) -> None:
        """Bring the window before the others."""
        window = self._window or self._made()
        window.come_forward()
        self._renew()
        self._workspace.connection.tasks.start(self._read_usual(window), "usual message")
        window.focus_search()

    def open_changes(self, conversation_id: str) -> None:
        """Bring the window before the others, with what changed in it about a chat's model."""
        self.open()
        asked = next((s.model for s in self._workspace.library.summaries if s.id == conversation_id), "")
        if self._window is not None:
            self._window.show_changes_of(self._workspace.connection.catalog.catalog.row_id(asked))

    def _compare(self, models: Sequence[Model]) -> None:
        self.open()
        if self._window is not None:
            self._window.compare(models)

    def close(self) -> None:
        """Close the window if it is there; how it stands is remembered."""
        if self._window is not None:
            self._window.close()

    def _made(self) -> ModelsWindow:
        from desktop.ui.models.window import ModelsWindow  # noqa: PLC0415 - most starts never see it
        from desktop.ui.screens.changes import ChangesScreen  # noqa: PLC0415 - likewise

        window = self._window = ModelsWindow()
        self._main_window.destroyed.connect(window.deleteLater)  # no child of it: it would lie above it for ever
        preferences, workspace = self._preferences, self._workspace
        window.restore(preferences.models)
        for stands in (window.frame.rearranged, window.left):
            stands.connect(lambda: preferences.keep_models(window.remember()))
        window.entered.connect(self._renew)
        window.entered.connect(lambda: self._ask_for_days(window))  # lists may be imported while the program runs
        self._lend_keys(window)
        for requested in (window.refresh_requested, window.frame.age.refresh_requested):
            requested.connect(self._refresh)
        self._age.start()
        window.frame.day_chosen.connect(self._look_back.go_to)
        self._look_back.changed.connect(self._renew)
        join_views(window.views, preferences, window.frame.notices)
        looking = LookingScreen(window, workspace, self._look_back, window.frame.notices, self._go_to_chat)
        looking.touch()  # who opens the window looks at what is in it
        ChangesScreen(window, workspace, preferences, self._look_back)
        self._elsewhere.join(window, window.frame.notices, whole=True)
        workspace.model_changed.connect(self._renew)
        NeedScreen(window, workspace, self._main_window.chat.composer.text_changed, self._show_need)
        workspace.follow(self._bind)
        return window

    def _lend_keys(self, window: ModelsWindow) -> None:
        """Have some keys do here what they do in the main window; what is done there brings it forward."""
        for name in ("quit", "shortcuts", "new", "composer"):
            action = self._main_window.actions_by_id[name]
            key = QShortcut(action.shortcut(), window)  # unless the search line takes it
            if name in {"new", "composer"}:
                key.activated.connect(self._main_window.come_forward)
            key.activated.connect(action.trigger)

    def _refresh(self) -> None:
        self._workspace.connection.refresh()

    def _bind(self, connection: Connection) -> list[Callable[[], None]]:
        if self._window is not None:
            self._window.frame.show_days(())  # it looked back at another endpoint's lists
        self._renew()
        return [connection.catalog.changed.connect(self._renew)]

    def _renew(self) -> None:
        """Show the list and what the chat needs; a window that nobody sees waits until it is opened."""
        window, workspace = self._window, self._workspace
        if window is None or not window.isVisible():
            return
        catalog, day = self._look_back.catalog, self._look_back.day
        show_age(window.frame.age, workspace, day)
        ask_about_short_list(window.frame.notices, workspace)
        if catalog is not self._shown:
            self._shown = catalog
            if len(catalog.models) <= SHORT:
                window.show_models(catalog.models, day)
            else:
                workspace.connection.tasks.start(self._show_long(window, catalog, day), "models")
            self._ask_for_days(window)
        window.frame.show_day(day)
        self._show_need()

    def _show_need(self) -> None:
        """Beside the chat all is judged by the same need."""
        window, workspace = self._window, self._workspace
        if window is not None and window.isVisible():
            current = workspace.connection.catalog.catalog.row_id(workspace.model_id)
            window.show_need(workspace.need(), current)

    async def _show_long(self, window: ModelsWindow, catalog: Catalog, day: date | None) -> None:
        finder = await on_thread(lambda: Finder(catalog.models), "search")
        if catalog is self._shown:
            window.show_models(catalog.models, day, finder)
            prepare = partial(finder.prepare, self._workspace.families)
            await on_thread(prepare, "search")  # before somebody types

    async def _read_usual(self, window: ModelsWindow) -> None:
        with suppress(StoreFailure):  # then a usual one is meant
            window.frame.use.show_own(await self._workspace.library.usual_message())

    def _ask_for_days(self, window: ModelsWindow) -> None:
        self._workspace.connection.tasks.start(self._read_days(window), "days")

    async def _read_days(self, window: ModelsWindow) -> None:
        connection = self._workspace.connection
        with suppress(StoreFailure):  # then nobody can look back
            today = datetime.now(UTC).date()  # its list is the one that is shown when no day is chosen
            days = [day for day in await connection.history.days() if day < today]
            if connection is self._workspace.connection:
                window.frame.show_days(days[::-1])

    def _go_to_chat(self) -> None:
        self._main_window.come_forward()
        self._main_window.chat.composer.focus_editor()
