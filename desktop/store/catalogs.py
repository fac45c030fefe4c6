"""Model lists as they came, compressed, by the base URL that they came from: the history of the catalog.

A list that was fetched stands under its moment, one that was imported under its day, which is midnight UTC.
"""

from __future__ import annotations

import zlib
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from desktop.domain.errors import StoreDamaged
from desktop.store.files import storable
from desktop.store.rows import micros, moment

if TYPE_CHECKING:
    import sqlite3

    from desktop.store.database import Database

DAY = timedelta(days=1)
MICROS_A_DAY = DAY // timedelta(microseconds=1)

# Times after :soon are of a clock that was ahead: they must not hide what came later.
NEWEST = "SELECT fetched FROM catalogs WHERE connection = :connection ORDER BY fetched > :soon, fetched DESC LIMIT 1"
# A day keeps its last fetched list, and one that did not change only moves. Imported ones stay.
OUTDATED = f"""
    DELETE FROM catalogs WHERE connection = :connection AND fetched % {MICROS_A_DAY}
    AND (fetched / {MICROS_A_DAY} = :fetched / {MICROS_A_DAY} OR (fetched = ({NEWEST}) AND body = :body))
"""  # noqa: S608 - constants


class Catalogs:
    """All methods raise `StoreFailure`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def newest(self, connection: str) -> tuple[bytes, datetime] | None:
        """The newest list of a connection (its base URL), as it came, and when."""
        query = f"SELECT body, fetched FROM catalogs WHERE connection = :connection AND fetched = ({NEWEST})"  # noqa: S608

        def question(database: sqlite3.Connection) -> tuple[bytes, datetime] | None:
            row = database.execute(query, _key(connection)).fetchone()
            try:
                return (zlib.decompress(row[0]), moment(row[1])) if row else None
            except zlib.error as error:
                raise StoreDamaged("the stored model list cannot be unpacked") from error

        return await self._database.read(question)

    async def save(self, connection: str, body: bytes, fetched: datetime) -> None:
        """Keep a list that was fetched."""
        values = _key(connection) | {"fetched": micros(fetched), "body": zlib.compress(body)}

        def change(database: sqlite3.Connection) -> None:
            database.execute(OUTDATED, values)
            database.execute("INSERT OR REPLACE INTO catalogs VALUES (:connection, :fetched, :body)", values)

        await self._database.write(change, durable=False)

    async def add(self, connection: str, body: bytes, day: datetime) -> bool:
        """Keep a list of an earlier day (midnight UTC), in the place of one that was added for it; whether one was."""
        values = (storable(connection), micros(day), zlib.compress(body))

        def change(database: sqlite3.Connection) -> bool:
            query = "DELETE FROM catalogs WHERE connection = ? AND fetched = ?"
            replaced = database.execute(query, values[:2]).rowcount > 0
            database.execute("INSERT INTO catalogs VALUES (?, ?, ?)", values)
            return replaced

        return await self._database.write(change)


def _key(connection: str) -> dict[str, object]:
    return {"connection": storable(connection), "soon": micros(datetime.now(UTC) + DAY)}
