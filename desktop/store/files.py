"""Files that only their owner may read, and that a crash never leaves half written."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.domain.errors import StoreFailure

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600
NO_LINK = getattr(os, "O_NOFOLLOW", 0)  # a link planted in a shared folder is refused; Windows has no such flag
NO_WAIT = getattr(os, "O_NONBLOCK", 0)  # nor does a pipe hold anybody up


def failure_of(error: OSError) -> StoreFailure:
    from desktop.domain.errors import DiskFull, StoreBroken, StoreReadOnly  # noqa: PLC0415 - settings are read first

    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return DiskFull(str(error))
    kind = StoreReadOnly if error.errno in {errno.EROFS, errno.EACCES, errno.EPERM} else StoreBroken
    return kind(str(error))


def make_private_folder(folder: Path) -> None:
    """Make a folder and its missing parents for the owner alone, whatever the umask.

    A folder that is already there keeps its permissions, except one where everybody may swap files.
    """
    for missing in reversed([place for place in (folder, *folder.parents) if not place.exists()]):
        missing.mkdir(PRIVATE_FOLDER, exist_ok=True)
    mode = folder.stat().st_mode
    if mode & stat.S_IWOTH and not mode & stat.S_ISVTX and os.access(folder, os.W_OK):
        folder.chmod(PRIVATE_FOLDER)


def make_private(file: Path) -> None:
    """Take a file, where there is one, away from everybody but its owner."""
    if file.exists() and stat.S_IMODE(file.stat().st_mode) & ~PRIVATE_FILE:
        file.chmod(PRIVATE_FILE)


def replace_file(file: Path, content: bytes) -> None:
    """Put `content` in the place of a file at one stroke; after a power cut the old or the new one is there."""
    fresh = file.with_name(f"{file.name}.new")
    try:
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | NO_LINK, PRIVATE_FILE)
        with os.fdopen(descriptor, "wb") as writing:
            writing.write(content)
            writing.flush()
            os.fsync(descriptor)
        fresh.replace(file)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise
    sync_folder(file.parent)


def sync_folder(folder: Path) -> None:
    """Make the names of new files in a folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def storable(text: str) -> str:
    """`text` as UTF-8 and SQLite can hold it: NUL and lone surrogates become U+FFFD.

    Halves of a surrogate pair that stand side by side become the character that they mean.
    """
    text = text.replace("\0", "\ufffd")
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text
