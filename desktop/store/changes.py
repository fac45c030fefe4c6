"""What changed from one model list to the next, and what is gone. `catalogs` writes it together with the lists."""

from __future__ import annotations

import json
import logging
import zlib
from typing import TYPE_CHECKING, Any

import msgspec

from desktop.domain.errors import StoreDamaged
from desktop.domain.history import Change, ChangeKind
from desktop.store import differences
from desktop.store.files import storable
from desktop.store.rows import micros, moment

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from datetime import datetime

    from desktop.store.database import Database

# A model that is new after it was retired is back. CROSS JOIN keeps SQLite from going through all lists for it.
CHANGES = """
    SELECT model, name, CASE WHEN kind = 'new' AND EXISTS (
        SELECT 1 FROM changes AS other CROSS JOIN catalogs AS list ON list.id = other.catalog
        WHERE other.model = changes.model AND other.kind = 'retired'
        AND list.connection = catalogs.connection AND list.fetched < catalogs.fetched
    ) THEN 'back' ELSE kind END, fetched, field, before, after
    FROM catalogs JOIN changes ON changes.catalog = catalogs.id WHERE connection = ? AND {} ORDER BY fetched {}, number
"""
# Of models whose last coming or going was a going: the row, and when the list before was fetched for the last time.
RETIRED = """
    SELECT changes.row, (
        SELECT before.seen FROM catalogs AS before
        WHERE before.connection = catalogs.connection AND before.fetched < catalogs.fetched
        ORDER BY before.fetched DESC LIMIT 1
    ), max(fetched), kind FROM catalogs JOIN changes ON changes.catalog = catalogs.id
    WHERE connection = ? AND kind IN ('new', 'retired') GROUP BY model HAVING kind = 'retired'
"""
LAST_CHANGES = """
    SELECT model, max(fetched) FROM catalogs JOIN changes ON changes.catalog = catalogs.id
    WHERE connection = ? AND fetched <= ? GROUP BY model
"""

log = logging.getLogger(__name__)

_KINDS = {kind.value: kind for kind in ChangeKind}
_decode = msgspec.json.Decoder().decode


class Changes:
    """All methods raise `StoreFailure`; a connection is named by its base URL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def since(self, connection: str, at: datetime) -> tuple[Change, ...]:
        """All changes that came after a moment, newest lists first."""
        return await self._changes(CHANGES.format("fetched > ?", "DESC"), storable(connection), micros(at))

    async def of(self, connection: str, model: str) -> tuple[Change, ...]:
        """All changes of a model, oldest first."""
        return await self._changes(CHANGES.format("model = ?", ""), storable(connection), storable(model))

    async def moves(self, connection: str) -> tuple[Change, ...]:
        """All changes of what aliases stand for, oldest first."""
        return await self._changes(CHANGES.format("kind = ?", ""), storable(connection), ChangeKind.ALIAS.value)

    async def last(self, connection: str, end: datetime) -> dict[str, datetime]:
        """When each model changed the last time, up to a moment."""
        values = storable(connection), micros(end)
        found = await self._database.read(lambda database: database.execute(LAST_CHANGES, values).fetchall())
        return {model: moment(at) for model, at in found}

    async def retired(self, connection: str) -> list[tuple[bytes, datetime]]:
        """What was last said of each model that is no longer listed, as a row, and when it was seen last.

        A damaged row hides no other.
        """
        values = (storable(connection),)

        def question(database: sqlite3.Connection) -> list[tuple[bytes, datetime]]:
            found = [(_unpacked(row), seen) for row, seen, _, _ in database.execute(RETIRED, values)]
            return [(row, moment(seen)) for row, seen in found if row]

        return await self._database.read(question)

    async def _changes(self, query: str, *values: object) -> tuple[Change, ...]:
        """As far as they can be read: a damaged row hides no other."""
        rows = await self._database.read(lambda database: database.execute(query, values).fetchall())
        return tuple(change for change in (_change(*row) for row in rows) if change is not None)


def note(database: sqlite3.Connection, catalog: int, found: Iterable[tuple[Change, bytes]]) -> None:
    """Write the changes with which a list came, each with the row of a model that is gone."""
    values = [(catalog, number, *_columns(change), _packed(row)) for number, (change, row) in enumerate(found)]
    database.executemany("INSERT INTO changes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)


def forget(database: sqlite3.Connection, catalog: int) -> None:
    """Take back what `note` wrote."""
    database.execute("DELETE FROM changes WHERE catalog = ?", (catalog,))


def _unpacked(row: bytes | None) -> bytes:
    """What was last said of a model; nothing when that is damaged."""
    try:
        return differences.unpacked(row or b"")
    except StoreDamaged:
        log.warning("what was last said of a model that is gone is damaged")
        return b""


def _packed(row: bytes) -> bytes | None:
    return zlib.compress(row) if row else None


def _columns(change: Change) -> tuple[str | None, ...]:
    texts = (change.model, change.name, change.kind.value, change.field)
    values = (None if value is None else json.dumps(value) for value in (change.before, change.after))
    return (*map(storable, texts), *values)


def _change(model: str, name: str, kind: str, at: int, field: str, *values: str | None) -> Change | None:
    try:
        return Change(model, name, _KINDS[kind], moment(at), field, *map(_value, values))
    except (KeyError, ValueError, RecursionError):
        log.warning("what changed in a model cannot be read")
        return None


def _value(text: str | None) -> Any:
    if text is None:
        return None
    try:
        return _decode(text)
    except msgspec.DecodeError:  # half of a surrogate pair, which older versions took from lists
        return json.loads(text)
