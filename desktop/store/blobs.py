"""Stored bytes, known by their hash: pictures as they are sent, each with a small preview, and all other files."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from desktop.domain.errors import StoreBroken
from desktop.store.rows import micros

if TYPE_CHECKING:
    import sqlite3

    from desktop.store.database import Database

PUT = """
    INSERT INTO blobs (digest, kept, preview, data) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET kept = excluded.kept, preview = iif(length(preview), preview, excluded.preview)
"""


class Blobs:
    """All methods raise `StoreFailure`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, data: bytes, preview: bytes = b"") -> str:
        """Keep bytes, once however often they come; their SHA-256 in hex.

        They stay as long as a message or a draft shows them, and until the next `Conversations.purge` anyway.
        """

        def change(connection: sqlite3.Connection) -> str:
            digest = hashlib.sha256(data).hexdigest()
            connection.execute(PUT, (digest, micros(datetime.now(UTC)), preview, data))
            return digest

        return await self._database.write(change)

    async def get(self, digest: str) -> bytes:
        """The bytes. Raises `StoreBroken`, which names the hash, when they are not there."""
        data = await self._first("SELECT data FROM blobs WHERE digest = ?", digest)
        if data is None:
            raise StoreBroken(f"picture {digest} is not in the store")
        return data

    async def preview(self, digest: str) -> bytes:
        """The preview; empty when there is none."""
        return await self._first("SELECT preview FROM blobs WHERE digest = ?", digest) or b""

    async def _first(self, query: str, digest: str) -> bytes | None:
        row = await self._database.read(lambda connection: connection.execute(query, (digest,)).fetchone())
        return row[0] if row else None
