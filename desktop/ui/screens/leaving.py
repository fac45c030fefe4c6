"""Where the wish to leave meets what is not stored: the program ends once all is, or the person can do without."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.ui import words
from desktop.ui.dialogs.frame import open_dialog
from desktop.ui.dialogs.leaving import LeavingDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.errors import StoreFailure
    from desktop.services.connection import Connection
    from desktop.services.tasks import TaskScope
    from desktop.services.workspace import Workspace
    from desktop.ui.main_window import MainWindow

LONGEST_TRY = 1.5  # seconds: a disk that hangs must not keep anybody from being asked


class LeavingScreen(QObject):
    """Asks before anything is lost. A wish stands until it is taken back, and is granted once all is stored.

    Args:
        leave: Ends the program.
    """

    def __init__(self, window: MainWindow, workspace: Workspace, tasks: TaskScope, leave: Callable[[], None]) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = workspace
        self._tasks = tasks
        self._leave = leave
        self._why = ""
        self._trying = False
        self._dialog: LeavingDialog | None = None
        workspace.refused.connect(self._note)
        for stored in (workspace.library.changed, workspace.library.stored):
            stored.connect(self._look_again)
        workspace.follow(self._bind)

    def _bind(self, connection: Connection) -> list[Callable[[], None]]:
        kept = connection.bookmarks
        return [kept.failed.connect(self._note), kept.stored.connect(self._look_again)]

    def _note(self, failure: StoreFailure) -> None:
        self._why = words.why_not_stored(failure)

    def wish(self) -> None:
        """Somebody wants to leave: at once if all can be stored."""
        if self._dialog is not None:
            self._window.come_forward()
            self._dialog.activateWindow()
        elif not self._trying:
            self._try()

    def _try(self) -> None:
        self._trying = True
        self._tasks.start(self._try_and_look(), "leave")

    async def _try_and_look(self) -> None:
        """A try that takes too long goes on while the person is asked."""
        await asyncio.wait({self._tasks.start(self._store(), "last try")}, timeout=LONGEST_TRY)
        self._trying = False
        unstored = self._workspace.unstored()
        if not any(unstored):
            self._leave()
            return
        dialog = self._dialog or self._ask()
        dialog.tell(self._why, *unstored)

    async def _store(self) -> None:
        await self._workspace.intake.preparing.finish(LONGEST_TRY / 2)
        await self._workspace.save_all()

    def _ask(self) -> LeavingDialog:
        self._window.come_forward()
        dialog = self._dialog = LeavingDialog(self._window)
        dialog.again_requested.connect(self._try)
        dialog.leave_requested.connect(self._leave)
        dialog.finished.connect(self._stay)
        open_dialog(dialog)
        return dialog

    def _stay(self) -> None:
        self._dialog = None

    def _look_again(self) -> None:
        """The store took something while the question stands."""
        if self._dialog is not None and not self._trying and not any(self._workspace.unstored()):
            self._leave()
