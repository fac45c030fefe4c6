"""Favorites, notes and tags of an endpoint's models, and which were asked when: shown at once, stored behind."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from desktop.domain.bookmark import LONGEST_NOTE, NOTHING, Bookmark
from desktop.domain.errors import StoreFailure
from desktop.domain.observable import Observable
from desktop.services.pulse import SAVE_AGAIN, Pulse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.services.tasks import TaskScope
    from desktop.store.bookmarks import Bookmarks


class BookmarkService:
    """What is kept about models.

    Attributes:
        changed: `by_id` is another one.
        failed: Something could not be stored; it is tried again.
        stored: All of it is stored.
        unstored: What the store does not have yet: names of what is kept, by the models' ids.
        by_id: By the models' ids; nothing is kept of those that are missing.
    """

    def __init__(self, bookmarks: Bookmarks, tasks: TaskScope, connection: str) -> None:
        self.changed: Observable[[]] = Observable()
        self.failed: Observable[[StoreFailure]] = Observable()
        self.stored: Observable[[]] = Observable()
        self.by_id: Mapping[str, Bookmark] = {}
        self.unstored: dict[str, set[str]] = {}
        self._said: dict[str, set[str]] = {}  # in this run, by model: names of what is kept
        self._bookmarks = bookmarks
        self._tasks = tasks
        self._connection = connection
        self._saving = asyncio.Lock()
        self._again = Pulse(self.save, SAVE_AGAIN)

    async def load(self) -> None:
        """Read what was kept. Raises `StoreFailure`."""
        stored = await self._bookmarks.all(self._connection)
        self.by_id = stored | {model_id: self._with_said(model_id, stored) for model_id in self._said}
        self.changed.emit()

    def set_favorite(self, model_id: str, *, favorite: bool) -> None:
        self._keep(model_id, replace(self._of(model_id), favorite=favorite), "favorite")

    def describe(self, model_id: str, note: str, tags: frozenset[str]) -> None:
        """Keep a note and tags."""
        bookmark = replace(self._of(model_id), note=note.strip()[:LONGEST_NOTE], tags=tags)
        self._keep(model_id, bookmark, "note", "tags")

    def note_use(self, model_id: str) -> None:
        """The model is asked now."""
        self._keep(model_id, replace(self._of(model_id), used=datetime.now(UTC)), "used")

    def _of(self, model_id: str) -> Bookmark:
        return self.by_id.get(model_id, NOTHING)

    def _with_said(self, model_id: str, stored: Mapping[str, Bookmark]) -> Bookmark:
        """What was stored about a model, with what was said of it in this run."""
        said = {name: getattr(self.by_id[model_id], name) for name in self._said[model_id]}
        return replace(stored.get(model_id, NOTHING), **said)

    def _keep(self, model_id: str, bookmark: Bookmark, *names: str) -> None:
        """Keep what the names say of a bookmark; the rest of it may not be known yet, or never."""
        if bookmark == self._of(model_id):
            return
        self.by_id = {**self.by_id, model_id: bookmark}
        for kept in (self._said, self.unstored):
            kept.setdefault(model_id, set()).update(names)
        self.changed.emit()
        self.save()

    def save(self) -> None:
        """Store now what is not stored yet."""
        self._again.close()
        self._tasks.start(self.try_to_save(), "bookmarks")

    async def close(self) -> None:
        """Try once more to store what is not stored."""
        self._again.close()
        async with self._saving:
            with suppress(StoreFailure):
                await self._store_all()

    async def try_to_save(self) -> None:
        """Store what is not stored yet; what is refused is told, and tried again."""
        async with self._saving:
            try:
                await self._store_all()
            except StoreFailure as failure:
                self._again.touch()
                self.failed.emit(failure)
            else:
                self.stored.emit()

    async def _store_all(self) -> None:
        for model_id in tuple(self.unstored):
            await self._store(model_id)

    async def _store(self, model_id: str) -> None:
        bookmark, names = self.by_id[model_id], frozenset(self.unstored[model_id])
        await self._bookmarks.keep(self._connection, model_id, bookmark, names)
        now = self.by_id[model_id]  # what was said of it meanwhile is stored after it
        self.unstored[model_id] -= {name for name in names if getattr(now, name) == getattr(bookmark, name)}
        if not self.unstored[model_id]:
            del self.unstored[model_id]
