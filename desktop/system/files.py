"""Reading what a person points at, whatever it turns out to be."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from desktop.domain.errors import FileUnreadable, PictureTooLarge


def read_picture(path: str, limit: int) -> bytes:
    """The bytes of a regular file. Blocks; never waits for the other end of a pipe, never wakes a device.

    Raises:
        FileUnreadable: Missing, vanished, forbidden, a folder, a pipe, a device.
        PictureTooLarge: More than `limit` bytes; found out before anything is read, or while it grows.
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
        raise PictureTooLarge(f"{max(found.st_size, len(data)) / 1e6:.0f} MB")
    return data
