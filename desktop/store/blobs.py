"""Stored bytes, known by their hash: pictures as they are sent, each with a small preview, and all other files."""

from __future__ import annotations

import hashlib
import logging
from typing import TYPE_CHECKING

from desktop.domain.errors import StoreBroken, StoreFailure
from desktop.store.held import MOST, MOST_SPARE, Stored, keep

if TYPE_CHECKING:
    import sqlite3

    from desktop.store.database import Database

log = logging.getLogger(__name__)


class Blobs:
    """All methods raise `StoreFailure`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._held = database.held

    async def put(self, data: bytes, preview: bytes = b"", *, spare: bool = False) -> str:
        """Keep bytes, once however often they come; their SHA-256 in hex.

        They stay as long as a message or a draft shows them, and until the next `Conversations.purge` anyway. What the
        disk refuses is held in memory, and written together with the first message or draft that shows it. Raises
        `TooMuchUnsaved` where that would be too much; of what is `spare`, because it can be done without, sooner.
        """
        stored = Stored(data, preview)

        def hold(connection: sqlite3.Connection) -> None:
            if not connection.execute("SELECT 1 FROM blobs WHERE digest = ?", (digest,)).fetchone():
                self._held.take(digest, stored, MOST_SPARE if spare else MOST)

        digest = await self._database.read(lambda _: hashlib.sha256(data).hexdigest())
        try:
            await self._database.write(lambda connection: keep(connection, digest, stored), naming=(digest,))
        except StoreFailure as failure:
            log.info("%s bytes are not written: %s", len(data), failure.kind)
            await self._database.read(hold)
        return digest

    async def get(self, digest: str) -> bytes:
        """The bytes. Raises `StoreBroken`, which names the hash, when they are not there."""

        def question(connection: sqlite3.Connection) -> bytes:
            if held := self._held.find(digest):
                return held.data
            row = connection.execute("SELECT rowid FROM blobs WHERE digest = ?", (digest,)).fetchone()
            if row is None:
                raise StoreBroken(f"picture {digest} is not in the store")
            with connection.blobopen("blobs", "data", row[0], readonly=True) as blob:
                return blob.read()

        return await self._database.read(question)

    async def preview(self, digest: str) -> bytes:
        """The preview; empty when there is none."""

        def question(connection: sqlite3.Connection) -> bytes:
            if held := self._held.find(digest):
                return held.preview
            row = connection.execute("SELECT preview FROM blobs WHERE digest = ?", (digest,)).fetchone()
            return row[0] if row else b""

        return await self._database.read(question)
