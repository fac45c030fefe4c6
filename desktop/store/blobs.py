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

# Bytes go in and out through `blobopen`: as values of statements they are copied under Python's lock, and the window
# waits for that lock, for a tenth of a second where there are 50 MB.
KEEP = "UPDATE blobs SET kept = ?, preview = iif(length(preview), preview, ?) WHERE digest = ?"
PUT = "INSERT INTO blobs (kept, preview, digest, data) VALUES (?, ?, ?, zeroblob(?)) RETURNING rowid"


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
            facts = (micros(datetime.now(UTC)), preview, digest)
            if not connection.execute(KEEP, facts).rowcount:
                [row] = connection.execute(PUT, (*facts, len(data))).fetchone()
                with connection.blobopen("blobs", "data", row) as blob:
                    blob.write(data)
            return digest

        return await self._database.write(change)

    async def get(self, digest: str) -> bytes:
        """The bytes. Raises `StoreBroken`, which names the hash, when they are not there."""

        def question(connection: sqlite3.Connection) -> bytes:
            row = connection.execute("SELECT rowid FROM blobs WHERE digest = ?", (digest,)).fetchone()
            if row is None:
                raise StoreBroken(f"picture {digest} is not in the store")
            with connection.blobopen("blobs", "data", row[0], readonly=True) as blob:
                return blob.read()

        return await self._database.read(question)

    async def preview(self, digest: str) -> bytes:
        """The preview; empty when there is none."""
        query = "SELECT preview FROM blobs WHERE digest = ?"
        row = await self._database.read(lambda connection: connection.execute(query, (digest,)).fetchone())
        return row[0] if row else b""
