"""Favorites, notes and tags of an endpoint's models, and which were asked when: shown at once, stored behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from desktop.domain.bookmark import LONGEST_NOTE, NOTHING, Bookmark
from desktop.domain.errors import StoreFailure
from desktop.domain.observable import Observable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.services.tasks import TaskScope
    from desktop.store.bookmarks import Bookmarks


class BookmarkService:
    """What is kept about models.

    Attributes:
        changed: `by_id` is another one.
        failed: Something could not be stored.
        by_id: By the models' ids; nothing is kept of those that are missing.
    """

    def __init__(self, bookmarks: Bookmarks, tasks: TaskScope, connection: str) -> None:
        self.changed: Observable[[]] = Observable()
        self.failed: Observable[[StoreFailure]] = Observable()
        self.by_id: Mapping[str, Bookmark] = {}
        self._bookmarks = bookmarks
        self._tasks = tasks
        self._connection = connection

    async def load(self) -> None:
        """Read what was kept. Raises `StoreFailure`."""
        self.by_id = await self._bookmarks.all(self._connection) | dict(self.by_id)
        self.changed.emit()

    def set_favorite(self, model_id: str, *, favorite: bool) -> None:
        self._keep(model_id, replace(self._of(model_id), favorite=favorite))

    def describe(self, model_id: str, note: str, tags: frozenset[str]) -> None:
        """Keep a note and tags."""
        self._keep(model_id, replace(self._of(model_id), note=note.strip()[:LONGEST_NOTE], tags=tags))

    def note_use(self, model_id: str) -> None:
        """The model is asked now."""
        self._keep(model_id, replace(self._of(model_id), used=datetime.now(UTC)))

    def _of(self, model_id: str) -> Bookmark:
        return self.by_id.get(model_id, NOTHING)

    def _keep(self, model_id: str, bookmark: Bookmark) -> None:
        if bookmark == self._of(model_id):
            return
        self.by_id = {**self.by_id, model_id: bookmark}
        self.changed.emit()
        self._tasks.start(self._store(model_id, bookmark), "bookmark")

    async def _store(self, model_id: str, bookmark: Bookmark) -> None:
        try:
            await self._bookmarks.keep(self._connection, model_id, bookmark)
        except StoreFailure as failure:
            self.failed.emit(failure)
