"""Bytes that the disk refused: read from memory, and written together with the first change that names them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakValueDictionary

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


class Box:
    """Bytes, until the disk has them."""

    __slots__ = ("__weakref__", "stored")

    def __init__(self, stored: Stored) -> None:
        self.stored: Stored | None = stored


class Name(str):
    """The hash of bytes, which are held as long as somebody has an object like this.

    So chips, drafts and messages hold what they show, also those that may be brought back, and nobody keeps count.
    """

    __slots__ = ("box",)
    box: Box


class Held:
    """By their hashes. To be changed on the database's thread alone."""

    def __init__(self) -> None:
        self._all: WeakValueDictionary[str, Box] = WeakValueDictionary()

    def find(self, digest: str) -> Stored | None:
        box = self._all.get(digest)
        return box.stored if box else None

    def take(self, name: Name, stored: Stored, most: int) -> None:
        """Hold these by this name, while all that is held is no more than `most` bytes. Raises `TooMuchUnsaved`."""
        box = self._all.get(name)
        if box is None:
            held = [known.stored for known in self._all.values()]
            if sum(len(part) for one in (*held, stored) for part in one or ()) > most:
                raise TooMuchUnsaved(most=most)
            box = self._all[str(name)] = Box(stored)
        elif not (box.stored and box.stored.preview):
            box.stored = stored
        name.box = box

    def write(self, connection: sqlite3.Connection, digests: Iterable[str]) -> None:
        """Write those of these that are held; they stay until `drop`, as the change may yet be undone."""
        for digest in digests:
            if held := self.find(digest):
                keep(connection, digest, held)

    def drop(self, digests: Iterable[str]) -> None:
        """Hold these no longer: the disk has them."""
        for digest in digests:
            if box := self._all.pop(digest, None):
                box.stored = None


def keep(connection: sqlite3.Connection, digest: str, stored: Stored) -> None:
    """Write bytes, once however often they come."""
    facts = (micros(datetime.now(UTC)), stored.preview, digest)
    if not connection.execute(KEEP, facts).rowcount:
        [row] = connection.execute(PUT, (*facts, len(stored.data))).fetchone()
        with connection.blobopen("blobs", "data", row) as blob:
            blob.write(stored.data)
