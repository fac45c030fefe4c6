"""One SQLite file, one connection, one thread. Every question and every change passes through here."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager, suppress
from typing import TYPE_CHECKING, TypeVar

from desktop.domain.errors import (
    DiskFull,
    StoreBroken,
    StoreBusy,
    StoreDamaged,
    StoreNewer,
    StoreReadOnly,
)
from desktop.store import files, schema
from desktop.store.held import Held

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import Path

    from desktop.domain.errors import StoreFailure

T = TypeVar("T")

log = logging.getLogger(__name__)

BUSY_WAIT = 0.5  # seconds on the database's thread: a catalog import in another process takes milliseconds
PAGE = 8192  # bytes: long conversations load a tenth faster than with 4096, from a file a fifth smaller
WRITABLE = "mode=rw"
HEADER = 100  # bytes, https://www.sqlite.org/fileformat.html
MAGIC = b"SQLite format 3\0"
PAGE_AT = slice(16, 18)
LARGEST_PAGE = 65536  # written as 1
VERSION_AT = slice(60, 64)
MARKER = b"Conversations are kept in the file of this name without .marker. Should that be empty, they were lost.\n"

# By extended result code, then by its low byte, https://www.sqlite.org/rescode.html; anything else is StoreBroken.
FAILURES: dict[int, type[StoreFailure]] = {
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_IOERR_SHMSIZE: DiskFull,  # no room for the file of shared memory
    sqlite3.SQLITE_READONLY: StoreReadOnly,
    sqlite3.SQLITE_BUSY: StoreBusy,
    sqlite3.SQLITE_LOCKED: StoreBusy,
    sqlite3.SQLITE_CORRUPT: StoreDamaged,
    sqlite3.SQLITE_NOTADB: StoreDamaged,
}


class Database:
    """A store that is open.

    All methods but `open` need it open. What is handed over is carried out in order and to its end, even when
    the task that waits for it is cancelled.

    Attributes:
        path: The file.
        read_only: The file or its folder cannot be written: every `write` that changes something raises
            `StoreReadOnly`, until they can be.
        missing: Why there is no file: an empty store in memory is read in its place, and every `write` raises this
            or what stands in the way by then, until the file can be made.
        held: Stored bytes that the disk has refused so far.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.read_only = False
        self.missing: StoreFailure | None = None
        self.held = Held()
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="store")
        self._connection: sqlite3.Connection
        self._closing = ExitStack()
        self._file: tuple[int, int] | None = None
        self._durable: bool | None
        self._is_open: bool

    @classmethod
    async def open(cls, path: Path, *, or_none: bool = False) -> Database:
        """Open the file, or make it with its folder, readable for the owner alone.

        With `or_none`, what has neither a file nor a place for one is open all the same, and `missing`.

        Raises:
            StoreNewer: A newer version made it; it is left as it is.
            StoreDamaged: Not a database, truncated, emptied, or inconsistent after a crash; left as it is.
            StoreReadOnly: There is no file and none can be made, or an older one that cannot be brought up to date.
            StoreBusy, DiskFull, StoreBroken: As named.
        """
        database = cls(path)
        try:
            await database._run(database._open_or_none if or_none else database._open)
        except BaseException:  # also when cancelled: the thread must end
            await database.close()
            raise
        return database

    async def work(self, work: Callable[[], T]) -> T:
        """Do something on the database's thread that needs no file."""
        return await self._run(work)

    async def read(self, question: Callable[[sqlite3.Connection], T]) -> T:
        """The answer to a question, asked on the database's thread. Raises `StoreFailure`."""
        return await self._run(lambda: self._carried_out(lambda: question(self._usable())))

    async def write(
        self, change: Callable[[sqlite3.Connection], T], *, durable: bool = True, naming: Collection[str] = ()
    ) -> T:
        """Make a change in one transaction: all of it or nothing. Raises `StoreFailure`.

        Args:
            change: Runs on the database's thread; whatever it raises undoes what it did.
            durable: Survives a power cut once this returns. A change that is not survives the process alone,
                and costs no waiting for the disk.
            naming: The hashes of stored bytes that are to be there after it: those of them that are `held` are
                written with it.
        """

        def work() -> T:
            result = self._change(change, durable=durable, naming=naming)
            self.held.drop(naming)
            return result

        return await self._run(lambda: self._carried_out(work))

    async def truncate_log(self) -> None:
        """Move what the log holds into the file and empty it, so that deleted words are nowhere any more."""
        await self.read(lambda connection: connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone())

    async def close(self) -> None:
        """Finish what was handed over, fold the log into the file, close it and end the thread."""
        await self._run(self._closing.close)
        self._executor.shutdown()

    @staticmethod
    def beside(path: Path) -> Path:
        """A name in the same folder that nothing has yet, for a fresh store beside one that cannot be used."""
        taken: set[str] = set()
        with suppress(OSError):  # a folder that cannot be listed fails, with its reason, when the name is used
            taken = {file.name for file in path.parent.iterdir()}
        stem = re.sub(r"-\d+$", "", path.stem)
        number = 2
        while any(name.startswith(f"{stem}-{number}{path.suffix}") for name in taken):
            number += 1
        return path.with_name(f"{stem}-{number}{path.suffix}")

    async def _run(self, work: Callable[[], T]) -> T:
        running = asyncio.wrap_future(self._executor.submit(work))
        running.add_done_callback(asyncio.Future.exception)  # else asyncio complains when whoever asked was cancelled
        return await asyncio.shield(running)

    def _open(self) -> None:
        self._is_open = False
        with _translated():
            files.make_private_folder(self.path.parent)
            self.read_only = self.path.exists() and not _is_writable(self.path)
            _look_at(self.path, read_only=self.read_only)
            if _log(self.path).exists() and _log(self.path).stat().st_size:
                if self.read_only and not _index(self.path).exists():
                    raise StoreReadOnly("the log has no index, and none can be written")
                _examine(self.path)
            if self.read_only:
                # SQLite wants to write beside a file with a log; without one it must be told that nobody writes
                mode = "mode=ro" if _log(self.path).exists() else "immutable=1"
            else:
                mode = WRITABLE
                for suffix in ("", "-wal", "-shm"):
                    files.make_private(self.path.with_name(f"{self.path.name}{suffix}"))
            self._connection = self._closing.enter_context(closing(_first_look(self.path, mode)))
            self._durable = None
            self._prepare(self._connection)
            self._is_open = True

    def _open_or_none(self) -> None:
        try:
            self._open()
            self.missing = None
        except (DiskFull, StoreReadOnly) as failure:
            self._closing.close()
            with _translated():
                if not _is_unmade(self.path):
                    raise
                empty = sqlite3.connect(":memory:", isolation_level=None)
                self._connection = self._closing.enter_context(closing(empty))
                schema.migrate(empty, self.path)
            self._is_open, self.missing = True, failure

    def _usable(self, *, changing: bool = False) -> sqlite3.Connection:
        """The connection; another one when the file can be written by now, or could not be opened the last time."""
        if changing and self.missing:
            self._closing.close()
            self._open_or_none()
            if self.missing:
                raise self.missing
        writable = changing and self.read_only and _is_writable(self.path)
        if writable or not self._is_open:
            self._closing.close()  # SQLite lets nobody write as long as somebody has the file open only to be read
            self._open()
        return self._connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        version = _fit_version(connection)
        if not self.read_only:
            connection.execute(f"PRAGMA page_size = {PAGE}")  # for a new file only
            connection.execute("PRAGMA journal_mode = WAL")
            schema.migrate(connection, self.path)
            if not _marker(self.path).exists():
                files.replace_file(_marker(self.path), MARKER)
        elif version < len(schema.MIGRATIONS):
            raise StoreReadOnly("made by an older version, and cannot be brought up to date here")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")  # deleted words are overwritten, not just forgotten
        connection.execute("PRAGMA temp_store = MEMORY")  # no words in temporary files
        self._file = _identity(self.path)

    def _carried_out(self, work: Callable[[], T]) -> T:
        with _translated():
            try:
                return work()
            except sqlite3.OperationalError as error:
                if hasattr(error, "sqlite_errorcode"):
                    raise
            log.warning("there is text that is not UTF-8")
            self._connection.text_factory = _legible  # not from the start: it takes longer
            return work()

    def _change(self, change: Callable[[sqlite3.Connection], T], *, durable: bool, naming: Collection[str]) -> T:
        connection = self._usable(changing=True)
        if durable is not self._durable:
            connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            self._durable = durable
        connection.execute("BEGIN IMMEDIATE")  # waits for others here, instead of failing at the first change
        try:
            self.held.write(connection, naming)
            result = change(connection)
            if _identity(self.path) != self._file:
                # SQLite would go on writing into the file without a name, and say that all is well
                raise StoreBroken("the file was deleted or replaced by another program")
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        return result


@contextmanager
def _translated() -> Iterator[None]:
    """The one door through which SQLite's and the system's errors become failures. Wrong calls stay what they are."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None)
        if code is not None:
            raise FAILURES.get(code, FAILURES.get(code & 0xFF, StoreBroken))(str(error)) from error
        raise
    except UnicodeDecodeError as error:  # of damaged names, which SQLite complains about in its own words
        raise StoreDamaged("there is text that is not UTF-8") from error
    except OSError as error:
        raise files.failure_of(error) from error


def _legible(text: bytes) -> str:
    """One damaged byte must hide neither its text nor any other."""
    return files.storable(text.decode(errors="replace"))


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", timeout=BUSY_WAIT, uri=True, isolation_level=None)


def _first_look(path: Path, mode: str) -> sqlite3.Connection:
    """A connection whose log has an index: a file, or on a full disk memory, which shuts other processes out."""
    connection = _connect(path, mode)
    try:
        schema.version_of(connection)
    except sqlite3.Error as error:
        connection.close()
        if mode != WRITABLE or getattr(error, "sqlite_errorcode", None) != sqlite3.SQLITE_IOERR_SHMSIZE:
            raise
        connection = _connect(path, mode)
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    return connection


def _is_writable(path: Path) -> bool:
    return os.access(path.parent, os.W_OK) and os.access(path, os.W_OK)


def _log(path: Path) -> Path:
    """The write-ahead log. One that is still there tells of a crash: an orderly end removes it."""
    return path.with_name(f"{path.name}-wal")


def _index(path: Path) -> Path:
    return path.with_name(f"{path.name}-shm")


def _marker(path: Path) -> Path:
    """Stands beside a store once it was made: an empty file is a new store without it, and a lost one with it."""
    return path.with_name(f"{path.name}.marker")


def _is_unmade(path: Path) -> bool:
    """Whether there was never a store: no marker, and nothing but what a try to make one may have left."""
    if _marker(path).exists() or (_log(path).exists() and _log(path).stat().st_size):
        return False
    if not path.exists():
        return True
    with path.open("rb") as file:
        return not any(file.read(HEADER)[VERSION_AT])


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def _look_at(path: Path, *, read_only: bool) -> None:
    """Make the file, or refuse one that is not ours, from its first bytes and before SQLite touches it.

    Must not run while the file is open: closing any descriptor of it drops SQLite's locks.
    """
    flags = os.O_RDONLY if read_only else os.O_RDWR | os.O_CREAT
    with os.fdopen(os.open(path, flags | files.NO_LINK | files.NO_WAIT, files.PRIVATE_FILE), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise StoreDamaged("not a file")
        header = file.read(HEADER)
        size = file.seek(0, os.SEEK_END)
    if not header:
        if _marker(path).exists():
            raise StoreDamaged("the file is empty")
    elif len(header) < HEADER or not header.startswith(MAGIC):
        raise StoreDamaged("not a database")
    else:
        _refuse_newer(int.from_bytes(header[VERSION_AT], "big"))
        page = int.from_bytes(header[PAGE_AT], "big") or 1
        # SQLite notices a missing page, but reads the missing half of the last one as zeros
        if size % (LARGEST_PAGE if page == 1 else page) and not _log(path).exists():
            raise StoreDamaged("the file is truncated")


def _examine(path: Path) -> None:
    """Look for damage after a crash. Reads only: a connection that may write folds the log in when it closes."""
    with closing(_connect(path, "mode=ro")) as connection:
        _fit_version(connection)
        (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        raise StoreDamaged(verdict)


def _fit_version(connection: sqlite3.Connection) -> int:
    version = schema.version_of(connection)
    _refuse_newer(version)
    return version


def _refuse_newer(version: int) -> None:
    if version > len(schema.MIGRATIONS):
        raise StoreNewer(f"version {version}, and this program knows version {len(schema.MIGRATIONS)}")
