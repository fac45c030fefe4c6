"""Stored bytes, known by their hash: pictures as they are sent, each with a small preview, and all other files."""

from __future__ import annotations

import hashlib
import logging
from typing import TYPE_CHECKING

from desktop.domain.errors import BytesLost, StoreFailure
from desktop.store.held import MOST, MOST_SPARE, Name, Stored, keep

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
        disk refuses is held in memory, and written together with the first message or draft that shows it; it goes with
        the last one who has what this returns. Raises `TooMuchUnsaved` where that would be too much; of what is
        `spare`, because it can be done without, sooner.
        """
        stored = Stored(data, preview)
        digest = await self._database.work(lambda: hashlib.sha256(data).hexdigest())
        if await self._write(digest, stored) or await self._is_stored(digest, previewed=bool(preview)):
            return digest
        name, most = Name(digest), MOST_SPARE if spare else MOST
        await self._database.work(lambda: self._held.take(name, stored, most))
        return name

    async def _write(self, digest: str, stored: Stored) -> bool:
        """Whether the disk takes these."""
        try:
            await self._database.write(lambda connection: keep(connection, digest, stored), naming=(digest,))
        except StoreFailure as failure:
            log.info("%s bytes are not written: %s", len(stored.data), failure.kind)
            failure.bare()  # where it rose they are at hand, and it would hold them
            return False
        return True

    async def _is_stored(self, digest: str, *, previewed: bool) -> bool:
        """Whether the disk is known to have these, with a preview where they have one."""
        query = "SELECT 1 FROM blobs WHERE digest = ? AND length(preview) >= ?"
        values = digest, previewed
        try:
            return await self._database.read(
                lambda connection: connection.execute(query, values).fetchone() is not None
            )
        except StoreFailure:
            return False

    async def get(self, digest: str) -> bytes:
        """The bytes. Raises `BytesLost` when they are not there."""

        def question(connection: sqlite3.Connection) -> bytes:
            row = connection.execute("SELECT rowid FROM blobs WHERE digest = ?", (digest,)).fetchone()
            if row is None:
                raise BytesLost(digest)
            with connection.blobopen("blobs", "data", row[0], readonly=True) as blob:
                return blob.read()

        held = self._held.find(digest)
        return held.data if held else await self._database.read(question)

    async def preview(self, digest: str) -> bytes:
        """The preview; empty when there is none."""

        def question(connection: sqlite3.Connection) -> bytes:
            row = connection.execute("SELECT preview FROM blobs WHERE digest = ?", (digest,)).fetchone()
            return row[0] if row else b""

        held = self._held.find(digest)
        return held.preview if held else await self._database.read(question)
