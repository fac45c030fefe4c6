"""What the program remembers of how it was left. A JSON file, read before the database is even imported."""

from __future__ import annotations

import json  # not msgspec: this is read before the first paint, and msgspec takes 20 ms to import
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields
from typing import TYPE_CHECKING, Any

from desktop.domain.reading import Reading, reading_of
from desktop.store.files import failure_of, make_private_folder, replace_file, storable

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 1 << 20  # bytes; a real one has a few hundred
LARGEST_SIZE = 2**31 - 1  # pixels: what Qt can count


@dataclass(slots=True)
class SettingsFile:
    """The settings and what they are before anybody set them.

    Attributes:
        last_conversation: Id of the conversation that was on view.
        model: Id of the model for new conversations.
        base_url: Endpoint; empty for the usual one.
        window_geometry: Qt's own bytes, base64.
        splitters: Sizes in device-independent pixels, by object name.
        store: Name of the file of the conversations, where it is not the usual one.
        attribution: Whether requests say which program they come from.
        reading: Size, fonts and density of what is read.
        views: Saved searches in the model list, text by name.
        models: How the window of all models was left, by what it calls the parts of that.
        newest_pictures: How many pictures of a chat are sent at most; 0 for all, -1 for as many as there is room for.
        pictures_first: Whether pictures are sent before all texts.
        keeps_originals: Whether they are stored as they came, too.
        places: What was read last in conversations that were not left at their end, by their ids.
        changes_seen: When the person looked last at what changed, of whatever endpoint, as earlier versions kept it.
        looks: The same by base URL, ISO 8601 in UTC; by no base URL for all others.
    """

    last_conversation: str = ""
    model: str = ""
    base_url: str = ""
    window_geometry: str = ""
    splitters: dict[str, list[int]] = field(default_factory=dict)
    store: str = ""
    attribution: bool = False
    reading: Reading = field(default_factory=Reading)
    views: dict[str, str] = field(default_factory=dict)
    models: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    changes_seen: str = ""
    looks: dict[str, str] = field(default_factory=dict)
    newest_pictures: int = 0
    pictures_first: bool = False
    keeps_originals: bool = True


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
            values = json.loads(content) if len(content) <= LARGEST else None
        except (ValueError, RecursionError):
            values = None
        if not isinstance(values, dict):
            self._set_aside()
            return SettingsFile()
        return _fitting(values)

    def save(self, values: SettingsFile) -> None:
        """Replace the file at one stroke. Raises `StoreFailure`."""
        content = storable(json.dumps(asdict(values), indent=2, ensure_ascii=False))
        try:
            make_private_folder(self.path.parent)
            replace_file(self.path, content.encode())
        except OSError as error:
            raise failure_of(error) from error

    def _set_aside(self) -> None:
        with suppress(OSError):  # in a folder that cannot be written nothing will be lost either
            self.path.replace(self.path.with_name(f"{self.path.name}.bad"))


def _fitting(values: dict[str, Any]) -> SettingsFile:
    """The settings from those values that have the right type."""
    settings = SettingsFile()
    for place in fields(SettingsFile):
        usual = getattr(settings, place.name)
        value = values.get(place.name)
        if type(value) is type(usual) and (not isinstance(value, dict) or _are_sizes(value)):
            setattr(settings, place.name, storable(value) if isinstance(value, str) else value)
    settings.views = _texts_of(values.get("views"))
    settings.models = _texts_of(values.get("models"))
    settings.places = _texts_of(values.get("places"))
    settings.looks = _texts_of(values.get("looks"))
    settings.reading = reading_of(values.get("reading"))
    return settings


def _texts_of(stated: object) -> dict[str, str]:
    texts = stated if isinstance(stated, dict) else {}
    return {storable(name): storable(text) for name, text in texts.items() if isinstance(text, str)}


def _are_sizes(value: dict[str, Any]) -> bool:
    return all(
        type(sizes) is list and all(type(size) is int and 0 <= size <= LARGEST_SIZE for size in sizes)
        for sizes in value.values()
    )
