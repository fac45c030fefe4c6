"""Reading what a person points at, whatever it turns out to be, and writing where a person wants it."""

from __future__ import annotations

import contextlib
import os
import stat
import uuid
from pathlib import Path

from desktop.domain.errors import FileTooLarge, FileUnreadable, FileUnwritable

READABLE = 0o666  # less what the umask takes: the file is the person's own, and lies where the person wants it


def read_picture(path: str, limit: int) -> bytes:
    """The bytes of a regular file. Blocks; never waits for the other end of a pipe, never wakes a device.

    Raises:
        FileUnreadable: Missing, vanished, forbidden, a folder, a pipe, a device.
        FileTooLarge: More than `limit` bytes; found out before anything is read, or while it grows.
    """
    try:
        if not stat.S_ISREG(Path(path).stat().st_mode):  # opening a device can do things to it
            raise FileUnreadable
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
        with os.fdopen(descriptor, "rb") as file:
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode):
                raise FileUnreadable
            small = found.st_size <= limit
            data = (file.read(limit + 1) if small else None) or b""
    except (OSError, ValueError) as error:
        raise FileUnreadable(getattr(error, "strerror", None) or "") from None
    if found.st_size > limit or len(data) > limit:
        raise FileTooLarge(f"{max(found.st_size, len(data)) / 1e6:.0f} MB")
    return data


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
