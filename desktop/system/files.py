"""Reading what a person points at, whatever it turns out to be, and writing where a person wants it."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import uuid
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from desktop.domain.errors import FileForbidden, FileGone, FileTooLarge, FileUnreadable, FileUnwritable, NotAFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

DEEPEST = 4  # levels of a folder that are looked into, its own being the first
MOST_ENTRIES = 2_000  # files and folders in one that are looked at
READABLE = 0o666  # less what the umask takes: the file is the person's own, and lies where the person wants it


def read_file(path: str, limit: int) -> bytes:
    """The bytes of a regular file. Blocks; never waits for the other end of a pipe, never wakes a device.

    Raises:
        FileUnreadable: And what is below it: missing, vanished, forbidden, a folder, a pipe, a device.
        FileTooLarge: More than `limit` bytes; found out before anything is read, or while it grows.
    """
    with _opened(path) as (file, size):
        data = (file.read(limit + 1) if size <= limit else None) or b""
    if size > limit or len(data) > limit:
        raise FileTooLarge(count=max(size, len(data)), most=limit)
    return data


def read_head(path: str, count: int) -> bytes:
    """The first bytes of a regular file, at most so many; likewise."""
    with _opened(path) as (file, _):
        return file.read(count) or b""


@contextlib.contextmanager
def _opened(path: str) -> Iterator[tuple[BinaryIO, int]]:
    """A regular file, with how many bytes it has."""
    try:
        if not stat.S_ISREG(Path(path).stat().st_mode):  # opening a device can do things to it
            raise NotAFile
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
        with os.fdopen(descriptor, "rb") as file:
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode):
                raise NotAFile
            yield file, found.st_size
    except (OSError, ValueError) as error:
        raise _unreadable(error) from None


def _unreadable(error: OSError | ValueError) -> FileUnreadable:
    """What an error says of a file, in a kind that has a sentence in every language where there is one."""
    if isinstance(error, FileNotFoundError) or getattr(error, "errno", None) == errno.ELOOP:  # links that lead nowhere
        return FileGone()
    if isinstance(error, PermissionError):
        return FileForbidden()
    return FileUnreadable(getattr(error, "strerror", None) or "")


class Listing(NamedTuple):
    """Files in a folder.

    Attributes:
        paths: Those that are wanted.
        others: How many are not.
        cut: Whether there may be more.
    """

    paths: tuple[str, ...]
    others: int = 0
    cut: bool = False


def are_files(paths: Iterable[str], fits: Callable[[str], bool] = bool) -> bool:
    """Whether all of these are files that can be reached, or folders of which the path of a file fits. Blocks."""
    try:
        return all(stat.S_ISREG(Path(path).stat().st_mode) or _holds(path, fits) for path in paths)
    except (OSError, ValueError, FileUnreadable):
        return False


def _holds(path: str, fits: Callable[[str], bool]) -> bool:
    listing = files_below(path, fits)
    return listing is not None and bool(listing.paths)


def files_below(path: str, fits: Callable[[str], bool] = bool) -> Listing | None:
    """The files in a folder and in those inside it, sorted as one counts: 2 before 10. None where it is none. Blocks.

    Hidden ones are left out, and so are links: they may lead to what the person never meant to give away. Those are
    wanted whose paths fit.

    Raises:
        FileUnreadable: The folder is forbidden, or vanishes.
    """
    try:
        if not Path(path).is_dir():
            return None
        os.scandir(path).close()
    except (OSError, ValueError) as error:
        raise _unreadable(error) from None
    seen = list(islice(_walk(path), MOST_ENTRIES + 1))
    deep = any(level == DEEPEST and entry.is_dir(follow_symlinks=False) for entry, level in seen)
    files = [entry.path for entry, _ in seen[:MOST_ENTRIES] if _is_plain(entry)]
    wanted = sorted(filter(fits, files), key=_counted)
    return Listing(tuple(wanted), len(files) - len(wanted), cut=deep or len(seen) > MOST_ENTRIES)


def _walk(top: str) -> Iterator[tuple[os.DirEntry[str], int]]:
    """What is in a folder, the nearest first, with its level."""
    folders = [(top, 1)]
    for folder, level in folders:  # which grow meanwhile
        with contextlib.suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                yield entry, level
                if level < DEEPEST and not entry.name.startswith(".") and entry.is_dir(follow_symlinks=False):
                    folders.append((entry.path, level + 1))


def _is_plain(entry: os.DirEntry[str]) -> bool:
    return entry.is_file(follow_symlinks=False) and not entry.name.startswith(".")


def _counted(path: str) -> list[tuple[int, str]]:
    """What sorts numbers in a path by what they count."""
    return [(int(piece), "") if piece.isdecimal() else (-1, piece.casefold()) for piece in re.split(r"(\d+)", path)]


def save_file(path: str, data: bytes) -> None:
    """Write a file at one stroke: whatever happens, there is all of it or what was there before. Blocks.

    A file that is there keeps its permissions; where it is a link, what it leads to is replaced.

    Raises:
        FileUnwritable: The folder is missing or forbidden, the disk is full, the name is a folder's.
    """
    fresh = None
    try:
        target = Path(path).resolve()
        mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else None
        place = target.with_name(f".parley-{uuid.uuid4().hex}.part")
        descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, READABLE)
        fresh = place
        with os.fdopen(descriptor, "wb") as file:
            if mode is not None:
                os.fchmod(descriptor, mode)
            file.write(data)
            file.flush()
            os.fsync(descriptor)
        place.replace(target)
    except (OSError, ValueError) as error:
        if fresh is not None:
            with contextlib.suppress(OSError):
                fresh.unlink(missing_ok=True)
        raise FileUnwritable(getattr(error, "strerror", None) or "") from None
