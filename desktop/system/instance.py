"""One running program for each data folder. A second start calls the first by a socket in that folder.

A call names files and addresses, and can say nothing else; `desktop.system.doorbell` is the end that hears it.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import stat
import sys
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

NAME = "parley.lock"
SOCKET = "parley.socket"
PATIENCE = 2.0  # seconds for a call, and for a program that is just starting or ending
PAUSE = 0.05  # seconds between tries
HEAD = b"parley 1"  # the first word of a call; absolute paths and addresses follow it, each after a NUL
DONE = b"done"  # the answer, once the window has come forward
LONGEST_CALL = 256 * 1024  # bytes
LONGEST_PATH = 4096  # bytes, as in Linux
LONGEST_ADDRESS = 8192  # bytes


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


def enter(folder: Path, files: Sequence[Path | str]) -> Lock | bool:
    """The lock of a data folder, else whether the program that holds it came forward and took the files. Blocks."""
    call = b"\0".join([HEAD, *map(os.fsencode, named(files))])
    until = time.monotonic() + PATIENCE
    while True:
        if (lock := take(folder)) is not None:
            return lock
        try:
            return _call(folder, call, until)
        except (FileNotFoundError, ConnectionRefusedError):  # it is just starting or just ending
            if time.monotonic() > until:
                return False
            threading.Event().wait(PAUSE)
        except OSError:
            return False


def named(files: Sequence[Path | str]) -> list[str]:
    """Absolute paths, and addresses as they are."""
    return [file if isinstance(file, str) else str(file.absolute()) for file in files]


def files_of(call: bytes) -> list[str] | None:
    """The absolute paths and addresses that a call names; None where it is none of ours."""
    head, *files = call.split(b"\0")
    whole = head == HEAD and all(map(_is_whole, files)) and len(call) <= LONGEST_CALL
    return [os.fsdecode(file) for file in files] if whole else None


def _is_whole(file: bytes) -> bool:
    if file.startswith(b"/"):
        return len(file) <= LONGEST_PATH
    is_address = file[:8].lower().startswith((b"http://", b"https://")) and os.fsdecode(file).isprintable()
    return is_address and len(file) <= LONGEST_ADDRESS


@contextlib.contextmanager
def address(folder: Path) -> Iterator[str]:
    """The socket's path. An address holds 108 bytes on Linux, so there the folder is named by its descriptor."""
    if sys.platform == "linux":
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            yield f"/proc/self/fd/{descriptor}/{SOCKET}"
        finally:
            os.close(descriptor)
    else:
        yield str(folder / SOCKET)


def _call(folder: Path, call: bytes, until: float) -> bool:
    import socket  # noqa: PLC0415 - most starts are the first, and it takes 5 ms to import

    found = (folder / SOCKET).lstat()
    if found.st_uid != os.getuid() or not stat.S_ISSOCK(found.st_mode):
        return False
    with address(folder) as name, socket.socket(socket.AF_UNIX) as line:
        line.settimeout(PATIENCE)
        line.connect(name)
        line.sendall(call)
        line.shutdown(socket.SHUT_WR)
        line.settimeout(max(PAUSE, until - time.monotonic()))
        return line.recv(len(DONE)) == DONE
