"""Where the history of the model list meets its view in the window of all models."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.domain.attachment import last_part
from desktop.domain.errors import FileUnwritable, StoreFailure
from desktop.domain.feed import as_atom, as_json
from desktop.services.preferences import FIRST_LOOK
from desktop.system.files import save_file
from desktop.system.threads import on_thread
from desktop.ui import words
from desktop.ui.browser.change_words import change_text
from desktop.ui.dialogs.saving import ask_where_to_save

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from desktop.domain.catalog import Catalog
    from desktop.services.connection import Connection
    from desktop.services.look_back import LookBack
    from desktop.services.preferences import Preferences
    from desktop.services.workspace import Workspace
    from desktop.ui.models.window import ModelsWindow

FILES = {"json": "what-changed.json", "atom": "what-changed.atom"}


class ChangesScreen(QObject):
    """Reads what changed when somebody looks at it, and again when another list came meanwhile."""

    def __init__(
        self, window: ModelsWindow, workspace: Workspace, preferences: Preferences, look_back: LookBack
    ) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = workspace
        self._preferences = preferences
        self._look_back = look_back
        self._days = 0
        self._view = window.frame.changes
        self._known: Catalog | None = None  # the list that was there when it was read
        self._looks: dict[str, tuple[datetime, bool]] = {}  # by endpoint, for one visit: see `_last_look`
        self._came: date | None = None  # the UTC day of it
        window.frame.view_changed.connect(self._view_changed)
        window.entered.connect(self._look)
        window.left.connect(self._looks.clear)
        self._view.period_chosen.connect(self._choose)
        self._view.export_requested.connect(self._ask_for_file)
        look_back.changed.connect(self._look)
        workspace.follow(self._bind)

    def _bind(self, connection: Connection) -> list[Callable[[], None]]:
        self._look()
        return [
            connection.catalog.changed.connect(self._list_changed),
            connection.bookmarks.changed.connect(self._show_kept),
        ]

    def _list_changed(self) -> None:
        service = self._workspace.connection.catalog
        if service.catalog is not self._known and not service.refreshing:  # then it is stored
            self._look()

    def _view_changed(self, name: str) -> None:
        if name == "changes":
            if (today := datetime.now(UTC).date()) != self._came:
                self._came = today
                self._looks.clear()
            self._look()

    def _look(self) -> None:
        """Read what changed if it is on view, or will be when the window opens. Who has it before them has seen it.

        Who looks at an earlier day has seen what had changed until then, and nothing newer.
        """
        if self._window.frame.view != "changes":
            return
        self._known = self._workspace.connection.catalog.catalog
        self._read()
        if self._window.isVisible() and self._window.isActiveWindow() and self._look_back.day is None:
            self._preferences.see_changes(self._workspace.connection.base_url, datetime.now(UTC))

    def _choose(self, days: int) -> None:
        self._days = days
        self._read()

    def _read(self) -> None:
        """The first period is since the last look; before an earlier day it is as long as for who never looked."""
        _, never = self._last_look()
        self._view.begin(FIRST_LOOK.days if never or self._look_back.day else 0)
        self._workspace.connection.tasks.start(self._show(), "changes")

    def _last_look(self) -> tuple[datetime, bool]:
        """Since when changes are new, and whether nobody ever looked. So until the window closes or a day is over."""
        base_url, preferences = self._workspace.connection.base_url, self._preferences
        if base_url not in self._looks:
            self._looks[base_url] = preferences.last_look(base_url), preferences.seen_at(base_url) is None
        return self._looks[base_url]

    async def _show(self) -> None:
        connection, day = self._workspace.connection, self._look_back.day
        end = datetime.combine(day, time.max, UTC) if day else datetime.now(UTC)
        first = end - FIRST_LOOK if day else self._last_look()[0]
        since = end - timedelta(days=self._days) if self._days else first
        try:
            changes = await connection.history.since(since)
        except StoreFailure as failure:
            self._view.tell(words.sentence_for(failure))
            return
        if connection is not self._workspace.connection or day != self._look_back.day:
            return
        changes = tuple(change for change in changes if day is None or change.at <= end)
        self._view.show_changes(changes, *self._kept())

    def _kept(self) -> tuple[frozenset[str], frozenset[str]]:
        """Ids of favorites, and of models that were asked, also under endings that no list has."""
        row_id = self._workspace.connection.catalog.catalog.row_id
        kept = self._workspace.connection.bookmarks.by_id
        favorites = frozenset(model_id for model_id, bookmark in kept.items() if bookmark.favorite)
        return favorites, frozenset(row_id(model_id) for model_id, bookmark in kept.items() if bookmark.used)

    def _show_kept(self) -> None:
        if self._window.frame.view == "changes":
            self._view.show_kept(*self._kept())

    # What is shown, as a file

    def _ask_for_file(self, kind: str) -> None:
        title = self.tr("Save what changed")
        ask_where_to_save(self._window, title, FILES[kind], lambda path: self.save(path, kind))

    def save(self, path: str, kind: str) -> None:
        """Write what is shown into a file, as "json" or "atom"."""
        changes, base_url = self._view.shown, self._workspace.connection.base_url
        title, now = self.tr("Models of {address}").format(address=base_url), datetime.now(UTC)

        def write() -> None:  # of a year this takes a second
            text = as_json(changes) if kind == "json" else as_atom(changes, base_url, title, now, change_text)
            save_file(path, text.encode("utf-8", "replace"))

        self._workspace.connection.tasks.start(self._write(path, write), "save")

    async def _write(self, path: str, write: Callable[[], None]) -> None:
        name = last_part(path)
        try:
            await on_thread(write, "save")
        except FileUnwritable as failure:
            self._view.tell(words.sentence_for(failure, advice=False))
        else:
            self._view.tell(self.tr("Saved: {file}").format(file=name))
