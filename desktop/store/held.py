"""Bytes that the disk refused: read from memory, and written together with the first change that names them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.errors import TooMuchUnsaved
from desktop.store.rows import micros

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

MOST = 200_000_000  # bytes: hundreds of pictures as they are sent …
MOST_SPARE = MOST // 2  # … and as they came, which are larger and can be done without

# Bytes go in and out through `blobopen`: as values of statements they are copied under Python's lock, and the window
# waits for that lock, for a tenth of a second where there are 50 MB.
KEEP = "UPDATE blobs SET kept = ?, preview = iif(length(preview), preview, ?) WHERE digest = ?"
PUT = "INSERT INTO blobs (kept, preview, digest, data) VALUES (?, ?, ?, zeroblob(?)) RETURNING rowid"


class Stored(NamedTuple):
    """Bytes with their preview, which may be empty."""

    data: bytes
    preview: bytes


class Held:
    """By their hashes. For the database's thread alone."""

    def __init__(self) -> None:
        self._all: dict[str, Stored] = {}

    def find(self, digest: str) -> Stored | None:
        return self._all.get(digest)

    def take(self, digest: str, stored: Stored, most: int) -> None:
        """Hold these, while all that is held is no more than `most` bytes. Raises `TooMuchUnsaved`."""
        sizes = sum(len(part) for held in (*self._all.values(), stored) for part in held)
        if digest not in self._all and sizes > most:
            raise TooMuchUnsaved(most=most)
        self._all.setdefault(digest, stored)

    def write(self, connection: sqlite3.Connection, digests: Iterable[str]) -> None:
        """Write those of these that are held; they stay until `drop`, as the change may yet be undone."""
        for digest in digests:
            if held := self._all.get(digest):
                keep(connection, digest, held)

    def drop(self, digests: Iterable[str]) -> None:
        """Hold these no longer: the disk has them."""
        for digest in digests:
            self._all.pop(digest, None)


def keep(connection: sqlite3.Connection, digest: str, stored: Stored) -> None:
    """Write bytes, once however often they come."""
    facts = (micros(datetime.now(UTC)), stored.preview, digest)
    if not connection.execute(KEEP, facts).rowcount:
        [row] = connection.execute(PUT, (*facts, len(stored.data))).fetchone()
        with connection.blobopen("blobs", "data", row) as blob:
            blob.write(stored.data)
