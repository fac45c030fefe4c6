"""What endpoints told about models that were looked at, as it came."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from desktop.store.differences import unpacked
from desktop.store.files import storable
from desktop.store.rows import micros, moment

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from desktop.store.database import Database

MOST = 1_000  # models of a connection; those fetched longest ago go
SURPLUS = """
    DELETE FROM details WHERE connection = ? AND model IN (
        SELECT model FROM details WHERE connection = ? ORDER BY fetched DESC LIMIT -1 OFFSET ?
    )
"""


class StoredDetails:
    """All methods raise `StoreFailure`; a connection is named by its base URL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, connection: str, model: str) -> tuple[bytes, datetime] | None:
        """What was told, and when it was fetched (UTC)."""
        query = "SELECT body, fetched FROM details WHERE connection = ? AND model = ?"
        values = (storable(connection), storable(model))

        def question(database: sqlite3.Connection) -> tuple[bytes, datetime] | None:
            row = database.execute(query, values).fetchone()
            return (unpacked(row[0]), moment(row[1])) if row else None

        return await self._database.read(question)

    async def put(self, connection: str, model: str, body: bytes, fetched: datetime) -> None:
        """Keep what was told."""
        connection = storable(connection)

        def change(database: sqlite3.Connection) -> None:
            values = (connection, storable(model), micros(fetched), zlib.compress(body))  # of a long list it takes long
            database.execute("INSERT OR REPLACE INTO details VALUES (?, ?, ?, ?)", values)
            database.execute(SURPLUS, (connection, connection, MOST))

        await self._database.write(change, durable=False)

    async def drop(self, connection: str, model: str) -> None:
        """Forget what was told."""
        values = (storable(connection), storable(model))
        query = "DELETE FROM details WHERE connection = ? AND model = ?"
        await self._database.write(lambda database: database.execute(query, values).rowcount, durable=False)
