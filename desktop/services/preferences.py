"""What a person wants to be different from how the program comes, while it runs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from desktop.domain.observable import Observable
from desktop.domain.picture_rules import RULES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.domain.reading import Reading
    from desktop.store.settings import SettingsFile

FIRST_LOOK = timedelta(days=30)  # what is new to somebody who never looked
CLOCKS = timedelta(days=1)  # by which they may be set back
ANY = ""  # no base URL: one mark for all endpoints, as earlier versions kept it


class Preferences:
    """The state that dialogs and shortcuts change.

    Attributes:
        changed: It is another one now; whoever keeps it for the next start listens too.
        views: Saved searches in the model list, text by name.
        models: How the window of all models was left.
        newest_pictures: How many pictures of a chat are sent at most, one of `RULES`; 0 for all.
        pictures_first: Whether they are sent before all texts.
        keeps_originals: Whether they are stored as they came, too.
        changes_seen: When the person looked last at what changed, UTC, by base URL; at `ANY`, where one has none.

    Args:
        settings: How the program was left.
    """

    def __init__(self, settings: SettingsFile) -> None:
        self.changed: Observable[[]] = Observable()
        self.reading = settings.reading
        self.views = dict(settings.views)
        self.models = dict(settings.models)
        self.changes_seen = _moments(settings)
        self.newest_pictures = settings.newest_pictures if settings.newest_pictures in RULES else 0
        self.pictures_first = settings.pictures_first
        self.keeps_originals = settings.keeps_originals

    def keep_in(self, settings: SettingsFile) -> None:
        """Put them where the next start finds them."""
        settings.reading = self.reading
        settings.views = dict(self.views)
        settings.models = dict(self.models)
        settings.looks = {base_url: seen.isoformat() for base_url, seen in self.changes_seen.items()}
        settings.changes_seen = ""
        settings.newest_pictures = self.newest_pictures
        settings.pictures_first = self.pictures_first
        settings.keeps_originals = self.keeps_originals

    def read_as(self, reading: Reading) -> None:
        """Read another way from now on."""
        if reading != self.reading:
            self.reading = reading
            self.changed.emit()

    def zoom(self, steps: int) -> None:
        """Larger by so many steps, or smaller; 0 is the usual size."""
        self.read_as(self.reading.zoomed(steps))

    def seen_at(self, base_url: str) -> datetime | None:
        """When the person looked last at what changed in the list of an endpoint, UTC; None for never."""
        return self.changes_seen.get(base_url) or self.changes_seen.get(ANY)

    def last_look(self, base_url: str) -> datetime:
        """From when on changes in the list of an endpoint are new to the person, UTC."""
        return self.seen_at(base_url) or datetime.now(UTC) - FIRST_LOOK

    def send_newest(self, pictures: int) -> None:
        """Send no more than so many pictures of a chat from now on, the newest; 0 for all."""
        self.newest_pictures = pictures
        self.changed.emit()

    def send_pictures_first(self, first: bool) -> None:  # noqa: FBT001 - one plain state
        """Send pictures before all texts from now on, or behind the words of their questions."""
        self.pictures_first = first
        self.changed.emit()

    def keep_originals(self, keep: bool) -> None:  # noqa: FBT001 - one plain state
        """Store pictures as they came from now on, or only what is sent of them."""
        self.keeps_originals = keep
        self.changed.emit()

    def see_changes(self, base_url: str, at: datetime) -> None:
        """The person looks at what changed in the list of an endpoint."""
        self.changes_seen[base_url] = at
        self.changed.emit()

    def keep_views(self, views: Mapping[str, str | None]) -> None:
        """Have these searches under their names, in the place of others; None forgets one."""
        known = {**self.views, **views}
        self.views = {name: text for name, text in known.items() if text is not None}
        self.changed.emit()

    def keep_models(self, models: Mapping[str, str]) -> None:
        """The window of all models was left like this."""
        if models != self.models:
            self.models = dict(models)
            self.changed.emit()


def _moments(settings: SettingsFile) -> dict[str, datetime]:
    """By base URL, as they were kept."""
    stated = {ANY: settings.changes_seen} | settings.looks
    return {base_url: moment for base_url, text in stated.items() if (moment := _moment(text))}


def _moment(stated: str) -> datetime | None:
    """A time as it was kept; what is none, has no zone or is far ahead never was."""
    try:
        found = datetime.fromisoformat(stated)
        return found.astimezone(UTC) if found.tzinfo and found <= datetime.now(UTC) + CLOCKS else None
    except (ValueError, OverflowError):
        return None
