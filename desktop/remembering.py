"""How the program stands, stored as it changes: one that is killed does not come to its end."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.connecting import DEMO_ADDRESS
from desktop.domain.errors import StoreFailure
from desktop.services.connection import OPENROUTER
from desktop.system.threads import on_thread

if TYPE_CHECKING:
    from desktop.cli import Options
    from desktop.services.preferences import Preferences
    from desktop.services.tasks import TaskScope
    from desktop.services.workspace import Workspace
    from desktop.store.settings import Settings, SettingsFile
    from desktop.ui.main_window import MainWindow
    from desktop.ui.screens.chat import ChatScreen


class Remembering:
    """Stores the settings soon after something of them is another.

    Args:
        saved: The settings as they were read; those that nothing else holds are changed in it.
    """

    def __init__(
        self, settings: Settings, saved: SettingsFile, options: Options, window: MainWindow, tasks: TaskScope
    ) -> None:
        self._settings = settings
        self._saved = saved
        self._options = options
        self._window = window
        self._tasks = tasks
        self._workspace: Workspace | None = None
        self._chat: ChatScreen | None = None
        self._noted = ""
        self._storing = asyncio.Lock()
        self._due = False

    def follow(self, workspace: Workspace) -> None:
        """Remember from now on also what it has on view, and which model was chosen in it."""
        self._workspace = workspace
        workspace.opened.connect(self.note_view)
        workspace.model_changed.connect(self._note_model)

    def follow_reader(self, chat: ChatScreen) -> None:
        """Remember from now on also what is read."""
        self._chat = chat
        chat.place_changed.connect(self.soon)

    def begin_anew(self) -> None:
        """Let the next start begin with a new chat: around what is on view, this one could not be built."""
        self._workspace = None
        self._saved.last_conversation = ""
        self.soon()

    def note_view(self) -> None:
        """Remember what is on view as soon as it is worth it."""
        if self._workspace is not None and self._workspace.chat.conversation.id != self._noted:
            self._noted = self._workspace.chat.conversation.id
            self.soon()

    def _note_model(self) -> None:
        model = self._values().model
        if model != self._saved.model:
            self._saved.model = model
            self.soon()

    def note_preferences(self, preferences: Preferences) -> None:
        preferences.keep_in(self._saved)
        self.soon()

    def note_store(self, name: str) -> None:
        """Another file of conversations is used."""
        self._saved.store = name
        self.soon()

    def soon(self) -> None:
        if not self._due:  # a wheel asks for this many times a second
            self._due = True
            self._tasks.start(self.store(), "settings")

    async def store(self) -> None:
        """Store it now; one such at a time, so that the newest comes last."""
        async with self._storing:
            self._due = False
            if self._chat is not None:
                self._saved.places = self._chat.keep_places()
            values = self._values()
            with suppress(StoreFailure):  # what is only remembered is not worth a word
                await on_thread(lambda: self._settings.save(values), "settings")

    def _values(self) -> SettingsFile:
        stand = self._window.stand()
        values = replace(self._saved, window_geometry=stand.geometry, splitters=stand.splitters)
        if self._workspace is not None:
            values.last_conversation = self._workspace.chat.conversation.id
            connection = self._workspace.connection
            if connection.demo and not self._options.demo:
                values.base_url = DEMO_ADDRESS
            if not connection.demo and not self._options.base_url:
                values.base_url = "" if connection.base_url == OPENROUTER else connection.base_url
            preferred = self._workspace.preferred_model
            if not connection.demo and preferred != self._options.model:
                values.model = preferred
        return values
