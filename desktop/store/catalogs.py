"""Model lists as they came, compressed, by the base URL that they came from."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from desktop.domain.errors import StoreDamaged
from desktop.store.files import storable
from desktop.store.rows import micros, moment

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from desktop.store.database import Database


class Catalogs:
    """All methods raise `StoreFailure`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def newest(self, connection: str) -> tuple[bytes, datetime] | None:
        """The newest list of a connection (its base URL), as it came, and when."""
        query = "SELECT body, fetched FROM catalogs WHERE connection = ? ORDER BY fetched DESC LIMIT 1"

        def question(database: sqlite3.Connection) -> tuple[bytes, datetime] | None:
            row = database.execute(query, (storable(connection),)).fetchone()
            try:
                return (zlib.decompress(row[0]), moment(row[1])) if row else None
            except zlib.error as error:
                raise StoreDamaged("the stored model list cannot be unpacked") from error

        return await self._database.read(question)

    async def save(self, connection: str, body: bytes, fetched: datetime) -> None:
        """Keep a list in the place of the last one, whatever the clocks of the two say."""

        def change(database: sqlite3.Connection) -> None:
            database.execute("DELETE FROM catalogs WHERE connection = ?", (storable(connection),))
            values = (storable(connection), micros(fetched), zlib.compress(body))
            database.execute("INSERT INTO catalogs VALUES (?, ?, ?)", values)

        await self._database.write(change, durable=False)
