"""One running program for each data folder."""

from __future__ import annotations

import errno
import fcntl
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

NAME = "parley.lock"


class Lock:
    """Held until `release`, or until the process ends in whatever way: a file left behind locks nobody out."""

    def __init__(self, descriptor: int | None) -> None:
        self._descriptor = descriptor

    def release(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def take(folder: Path) -> Lock | None:
    """The lock of a data folder; None when another program holds it.

    Where no lock can be made (a disk that can only be read, a network drive without locks) the program runs without.
    """
    try:
        descriptor = os.open(folder / NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    except OSError:
        return Lock(None)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(descriptor)
        return None if error.errno in {errno.EWOULDBLOCK, errno.EACCES} else Lock(None)
    return Lock(descriptor)
