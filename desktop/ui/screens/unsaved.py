"""Where what the store refuses meets the window: a full disk refuses everything at once, and that is said once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.domain.errors import StoreFailure, StoreReadOnly
from desktop.ui import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.services.connection import Connection
    from desktop.services.tasks import TaskScope
    from desktop.services.workspace import Workspace
    from desktop.store.database import Database
    from desktop.ui.notices import NoticeBar

KEY = "store"


class UnsavedScreen(QObject):
    """Says that something is not stored until all of it is, or that nothing can be until it can."""

    def __init__(self, notices: NoticeBar, workspace: Workspace, database: Database, tasks: TaskScope) -> None:
        super().__init__(notices)
        self._notices = notices
        self._workspace = workspace
        self._database = database
        self._tasks = tasks
        workspace.refused.connect(self.tell)
        workspace.library.changed.connect(self._look_again)  # also after a chat was stored
        workspace.follow(self._bind)
        if database.missing or database.read_only:
            self.tell(database.missing or StoreReadOnly())

    def _bind(self, connection: Connection) -> list[Callable[[], None]]:
        kept = connection.bookmarks
        return [kept.failed.connect(self.tell), kept.stored.connect(self._look_again)]

    def tell(self, failure: StoreFailure) -> None:
        """Say that the store refused something, and offer to try again."""
        again = words.fix_label("save" if self._workspace.unsaved else "retry"), self._try_again
        self._notices.show_notice(KEY, words.sentence_for(failure), [again], "error")

    def _look_again(self) -> None:
        if not (self._workspace.unsaved or self._database.missing or self._database.read_only):
            self._notices.remove_notice(KEY)

    def _try_again(self) -> None:
        self._tasks.start(self._save(), "save")

    async def _save(self) -> None:
        try:
            await self._database.write(lambda _: None)  # where there is nothing to store, nobody else would try
        except StoreFailure as failure:
            self.tell(failure)
        self._workspace.save()
