"""What a person keeps about models, by the base URL of their endpoint."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import msgspec

from desktop.domain.bookmark import Bookmark
from desktop.store.files import storable
from desktop.store.rows import micros, moment

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from desktop.store.database import Database

KEEP = "INSERT INTO bookmarks VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (connection, model) DO UPDATE SET"
FORGET_NOTHING = """
    DELETE FROM bookmarks
    WHERE connection = ? AND model = ? AND NOT favorite AND note = '' AND tags = '[]' AND used IS NULL
"""
_decode_tags = msgspec.json.Decoder(frozenset[str]).decode

log = logging.getLogger(__name__)


class Bookmarks:
    """All methods raise `StoreFailure`; a connection is named by its base URL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self, connection: str) -> dict[str, Bookmark]:
        """What is kept, by the models' ids, as far as it can be read: a damaged row hides no other."""
        query = "SELECT model, favorite, note, tags, used FROM bookmarks WHERE connection = ?"
        values = (storable(connection),)
        rows = await self._database.read(lambda database: database.execute(query, values).fetchall())
        found = {model: _bookmark(*rest) for model, *rest in rows}
        return {model: bookmark for model, bookmark in found.items() if bookmark is not None}

    async def keep(self, connection: str, model: str, bookmark: Bookmark, names: Iterable[str]) -> None:
        """Keep this about a model. Where something is kept already, only what `names` lists takes its place."""
        key = (storable(connection), storable(model))
        tags = msgspec.json.encode(sorted(map(storable, bookmark.tags))).decode()
        news = ", ".join(f"{name} = excluded.{name}" for name in names)
        used = micros(bookmark.used) if bookmark.used else None
        values = (*key, bookmark.favorite, storable(bookmark.note), tags, used)

        def change(database: sqlite3.Connection) -> None:
            database.execute(f"{KEEP} {news}", values)
            database.execute(FORGET_NOTHING, key)

        await self._database.write(change)


def _bookmark(favorite: int, note: str, tags: str, used: int | None) -> Bookmark | None:
    try:
        return Bookmark(bool(favorite), note, _decode_tags(tags), None if used is None else moment(used))
    except msgspec.DecodeError:
        log.warning("what is kept about a model cannot be read")
        return None
