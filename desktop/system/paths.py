"""Where everything lies on this machine."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from pathlib import Path
from typing import NamedTuple

PRIVATE = 0o700
OTHER_STORE = re.compile(r"parley-\d{1,9}\.sqlite3", re.ASCII)
FOREIGN = 0o077  # what a mode lets others do


class Paths(NamedTuple):
    """The program's own folders; all exist.

    Attributes:
        temporary: The data folder can be neither found nor made, and what is here goes with the next restart.
        spare: The temporary folder in which is what can be neither found nor made; None when all is at home.
    """

    data: Path
    config: Path
    cache: Path
    state: Path
    temporary: bool = False
    spare: Path | None = None

    @property
    def database(self) -> Path:
        return self.data / "parley.sqlite3"

    def store(self, name: str) -> Path:
        """The file of the conversations that goes by a remembered name, else the usual one."""
        other = self.database.with_name(name) if OTHER_STORE.fullmatch(name) else self.database
        return other if other.exists() else self.database

    @property
    def settings(self) -> Path:
        return self.config / "settings.json"

    @property
    def copies(self) -> Path:
        return self.cache / "pictures"

    @property
    def log(self) -> Path:
        return self.state / "parley.log"


def paths(data_dir: Path | None = None) -> Paths:
    """The platform's folders for Parley, or folders below `data_dir`; made where they are missing.

    A home that cannot be used does not keep the program from starting: folders that can be neither found nor made
    are replaced by temporary ones.
    """
    wanted = _below(data_dir.absolute()) if data_dir else _of_platform()
    spare: Path | None = None
    found = {}
    for name, folder in wanted.items():
        if _usable(folder):
            found[name] = folder
        else:
            spare = spare or Path(tempfile.mkdtemp(prefix="parley-"))
            found[name] = spare / name
            found[name].mkdir()
    return Paths(**found, temporary=found["data"] != wanted["data"], spare=spare)


def resource(*parts: str) -> Path:
    """A file that comes with the program: inside the package when installed, beside it in a checkout."""
    package = Path(__file__).parents[1]
    installed = package / "resources"
    return (installed if installed.is_dir() else package.parent / "resources").joinpath(*parts)


def _below(folder: Path) -> dict[str, Path]:
    return {name: folder / name for name in ("data", "config", "cache", "state")}


def _of_platform() -> dict[str, Path]:
    from platformdirs import PlatformDirs  # noqa: PLC0415 - not needed where folders are given

    places = PlatformDirs("parley", appauthor=False)
    return {
        "data": places.user_data_path,
        "config": places.user_config_path,
        "cache": places.user_cache_path,
        "state": places.user_state_path,
    }


def _usable(folder: Path) -> bool:
    """Make a folder where it is missing, for this user alone. One that can only be read is used all the same."""
    if not folder.is_absolute():  # "~" stays where the user has no home at all
        return False
    try:
        folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
        found = folder.stat()
        if found.st_uid == os.getuid() and found.st_mode & FOREIGN:
            with contextlib.suppress(OSError):  # a disk that can only be read
                folder.chmod(PRIVATE)
    except OSError:
        return False
    return os.access(folder, os.R_OK | os.X_OK)
