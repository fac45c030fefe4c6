"""What the program remembers of how it was left. A JSON file, read before the database is even imported."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from desktop.store.files import failure_of, make_private_folder, replace_file, storable

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 1 << 20  # bytes; a real one has a few hundred


class SettingsFile(msgspec.Struct, omit_defaults=True):
    """The settings and what they are before anybody set them.

    Attributes:
        last_conversation: Id of the conversation that was on view.
        model: Id of the model for new conversations.
        base_url: Endpoint; empty for the usual one.
        window_geometry, window_state: Qt's own bytes, base64.
        splitters: Sizes in device-independent pixels, by object name.
        attribution: Whether requests say which program they come from.
    """

    last_conversation: str = ""
    model: str = ""
    base_url: str = ""
    window_geometry: str = ""
    window_state: str = ""
    splitters: dict[str, list[int]] = {}
    attribution: bool = False
    theme: Literal["system", "light", "dark"] = "system"


class Settings:
    """The file `path`. Both methods wait for the disk."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def load(self) -> SettingsFile:
        """The settings; what is missing, unreadable or of a wrong type is as nobody ever set it. Never fails.

        A file that is no JSON object is kept beside as `.bad`.
        """
        try:
            with self.path.open("rb") as file:
                content = file.read(LARGEST + 1)
        except OSError:
            return SettingsFile()
        try:
            values = msgspec.json.decode(content, type=dict[str, Any]) if len(content) <= LARGEST else None
        except (msgspec.DecodeError, RecursionError):
            values = None
        if values is None:
            self._set_aside()
            return SettingsFile()
        return _fitting(values)

    def save(self, values: SettingsFile) -> None:
        """Replace the file at one stroke. Raises `StoreFailure`."""
        for name, value in msgspec.structs.asdict(values).items():
            if isinstance(value, str):
                setattr(values, name, storable(value))
        try:
            make_private_folder(self.path.parent)
            replace_file(self.path, msgspec.json.format(msgspec.json.encode(values)))
        except OSError as error:
            raise failure_of(error) from error

    def _set_aside(self) -> None:
        with suppress(OSError):  # in a folder that cannot be written nothing will be lost either
            self.path.replace(self.path.with_name(f"{self.path.name}.bad"))


def _fitting(values: dict[str, Any]) -> SettingsFile:
    """The settings from those values that have the right type."""
    settings = SettingsFile()
    for field in msgspec.structs.fields(SettingsFile):
        with suppress(KeyError, msgspec.ValidationError):
            setattr(settings, field.name, msgspec.convert(values[field.name], field.type))
    return settings
