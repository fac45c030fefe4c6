"""The transcript for those who do not look at it: a list of messages, and news of what is being said."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleInterface,
    QAccessibleTextInsertEvent,
)
from PySide6.QtWidgets import QAccessibleWidget

from desktop.ui.transcript.accessible_entry import EntryAccessible
from desktop.ui.transcript.selection import seen_of
from desktop.ui.transcript.speaker import Speaker, last_words

if TYPE_CHECKING:
    from desktop.ui.transcript.transcript import Transcript


class TranscriptAccessible(QAccessibleWidget):
    """The list of messages. Interfaces of messages are made when a client asks for them."""

    def __init__(self, transcript: Transcript) -> None:
        super().__init__(transcript, QAccessible.Role.List)
        self._transcript = transcript
        self._entries: dict[str, EntryAccessible] = {}

    def entry(self, index: int) -> EntryAccessible | None:
        """The interface of a message."""
        if not 0 <= index < len(self._transcript.flow.entries):
            return None
        entry_id = self._transcript.flow.entries.ids[index]
        found = self._entries.get(entry_id)
        if found is None:
            found = self._entries[entry_id] = EntryAccessible(self._transcript, entry_id)
        return found

    def drop_missing(self) -> None:
        """Drop the interfaces of messages that are not on view any more."""
        for entry_id in [known for known in self._entries if self._transcript.flow.index_of(known) < 0]:
            self._entries.pop(entry_id).drop()

    def forget(self) -> None:
        """The transcript is gone: drop what was made for its messages."""
        for entry in self._entries.values():
            entry.drop()
        self._entries.clear()

    def childCount(self) -> int:
        return len(self._transcript.flow.entries) + self._has_pill()

    def _has_pill(self) -> bool:
        return self._transcript.pill.isVisible()

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        if index == len(self._transcript.flow.entries) and self._has_pill():
            return QAccessible.queryAccessibleInterface(self._transcript.pill)
        return self.entry(index)

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        if isinstance(child, EntryAccessible):
            return child.index
        return len(self._transcript.flow.entries) if child.object() is self._transcript.pill else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        transcript = self._transcript
        at = transcript.viewport().mapFromGlobal(QPoint(x, y))
        if not transcript.viewport().rect().contains(at):
            return None
        return self.entry(transcript.flow.at(at.y() + transcript.scrolled))

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        keys = self._transcript.keys
        entry = self.entry(keys.entry) if self._transcript.hasFocus() else None
        if entry is None or keys.focused is None:
            return entry
        return next((target for target in entry.targets() if target.place == keys.focused), entry)


class Herald:
    """Tells clients what has changed; silent, and without any cost, while there are none."""

    def __init__(self, transcript: Transcript) -> None:
        self._transcript = transcript
        self._speaker = Speaker()

    def _list(self) -> TranscriptAccessible | None:
        if not QAccessible.isActive():
            return None
        found = QAccessible.queryAccessibleInterface(self._transcript)
        return found if isinstance(found, TranscriptAccessible) else None

    def replaced(self, added: range) -> None:
        """Other messages are on view; those in `added` are new at the end."""
        if not (known := self._list()):
            return
        known.drop_missing()
        for index in added:
            if entry := known.entry(index):
                QAccessible.updateAccessibility(QAccessibleEvent(entry, QAccessible.Event.ObjectCreated))

    def focused(self) -> None:
        """The keyboard has moved to a message, a link or a button."""
        if (known := self._list()) and (child := known.focusChild()):
            QAccessible.updateAccessibility(QAccessibleEvent(child, QAccessible.Event.Focus))

    def grown(self, index: int, *, finished: bool) -> None:
        """More was said: tells of it sentence by sentence, and of the text block by block, not word by word."""
        if not (known := self._list()) or not (entry := known.entry(index)):
            return
        for words in self._speaker.more(self._transcript.flow, index, finished=finished):
            self._announce(words)
        flow = self._transcript.flow
        pieces = flow.view(index).pieces
        end = len(pieces) if finished else len(pieces) - 1
        if end <= entry.told:
            return
        more = seen_of(flow, pieces[entry.told : end], begun=entry.told_characters > 0)
        event = QAccessibleTextInsertEvent(entry, entry.told_characters, more)
        QAccessible.updateAccessibility(event)
        entry.told = end
        entry.told_characters += len(more)

    def repeat(self) -> None:
        """Say the last words of the last answer again, at once."""
        if self._list() and (words := last_words(self._transcript.flow)):
            self._announce(words, QAccessible.AnnouncementPoliteness.Assertive)

    def _announce(
        self, words: str, way: QAccessible.AnnouncementPoliteness = QAccessible.AnnouncementPoliteness.Polite
    ) -> None:
        event = QAccessibleAnnouncementEvent(self._transcript, words)
        event.setPoliteness(way)
        QAccessible.updateAccessibility(event)


def _interface_of(class_name: str, thing: QObject) -> QAccessibleInterface | None:
    from desktop.ui.transcript.transcript import Transcript  # noqa: PLC0415 - it imports this module

    del class_name
    if not isinstance(thing, Transcript):
        return None
    made = thing.accessible = TranscriptAccessible(thing)
    thing.destroyed.connect(made.forget)
    return made


@cache
def install() -> None:
    """Make Qt ask here for the interface of every transcript."""
    QAccessible.installFactory(_interface_of)
