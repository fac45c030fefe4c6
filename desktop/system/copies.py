"""Copies of stored pictures as files that other programs can take: for dragging out and for the clipboard."""

from __future__ import annotations

import hashlib
import shutil
from typing import TYPE_CHECKING

from desktop.domain.errors import FileUnwritable
from desktop.system.files import save_file
from desktop.system.paths import PRIVATE

if TYPE_CHECKING:
    from pathlib import Path


class Copies:
    """Copies in a folder that only this person can look into. All methods block."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def make(self, name: str, data: bytes) -> Path:
        """A file of that name with these bytes; the same one for the same bytes. Raises `FileUnwritable`."""
        place = self._folder / hashlib.sha256(data).hexdigest()[:16]
        try:
            self._folder.mkdir(PRIVATE, parents=True, exist_ok=True)  # tidying programs may have taken it away
            place.mkdir(PRIVATE, exist_ok=True)
            there = (place / name).stat().st_size == len(data) if (place / name).exists() else False
        except OSError as error:
            raise FileUnwritable(error.strerror or "") from None
        if not there:
            save_file(str(place / name), data)
        return place / name

    def clear(self) -> None:
        """Take all copies away, as far as that is possible."""
        shutil.rmtree(self._folder, ignore_errors=True)
