"""The transcript for those who do not look at it: a list of messages, and news of what is being said."""

from __future__ import annotations

from time import thread_time
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleInterface,
    QAccessibleStateChangeEvent,
    QAccessibleTextCursorEvent,
    QAccessibleTextInsertEvent,
)
from PySide6.QtWidgets import QAccessibleWidget

from desktop.domain.utf16 import width_of
from desktop.ui.transcript.accessible_entry import EntryAccessible
from desktop.ui.transcript.canvas import NOTHING
from desktop.ui.transcript.drawn import drawn_in_words
from desktop.ui.transcript.rows import REASONING
from desktop.ui.transcript.selection import plain_of, seen_of
from desktop.ui.transcript.speaker import Speaker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.ui.transcript.piece import Piece
    from desktop.ui.transcript.selection import Selection
    from desktop.ui.transcript.transcript import Transcript

TELLING = 0.006  # seconds of CPU, after which the rest of the window has its turn


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

    def state(self) -> QAccessible.State:
        """The keyboard is in the list only as long as no message has it."""
        state = super().state()
        state.focused = int(self._transcript.hasFocus() and self.focusChild() is None)
        return state

    def childCount(self) -> int:
        return len(self._transcript.flow.entries)

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return self.entry(index)

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return child.index if isinstance(child, EntryAccessible) else -1

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
        self._telling: tuple[str, bool] | None = None  # of which message there is more to be told, and if to its end
        self._later = QTimer(transcript)  # what there was no time for
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._go_on)

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
        if added.start:
            self.folded(added.start - 1)  # an answer on its way may have turned out to be reasoning

    def focused(self) -> None:
        """The keyboard has moved to a message, a link or a button."""
        if (known := self._list()) and (child := known.focusChild()):
            QAccessible.updateAccessibility(QAccessibleEvent(child, QAccessible.Event.Focus))

    def drawn(self, before: Selection) -> None:
        """The keyboard has selected something else than before: tells where the caret is, and what has changed."""
        now = self._transcript.selection
        if not (known := self._list()) or now == before:
            return
        if now != NOTHING and (entry := known.entry(now.head.entry)):
            part = entry.reads(now.head.row)
            QAccessible.updateAccessibility(QAccessibleTextCursorEvent(part, part.caret()))
        if words := drawn_in_words(self._transcript.flow, before, now):
            self._announce(words, QAccessible.AnnouncementPoliteness.Assertive)

    def folded(self, index: int) -> None:
        """Something in a message may have been opened or closed."""
        entry = known.entry(index) if (known := self._list()) else None
        for target in entry.targets() if entry else []:
            if (opened := target.is_open()) == target.told:
                continue
            target.told = opened
            changed = QAccessible.State()
            changed.expanded = changed.collapsed = 1
            QAccessible.updateAccessibility(QAccessibleStateChangeEvent(target, changed))
            if target.place.target.action == REASONING:
                event = QAccessible.Event.ObjectCreated if opened else QAccessible.Event.ObjectDestroyed
                QAccessible.updateAccessibility(QAccessibleEvent(target.entry.thoughts, event))

    def grown(self, index: int, *, finished: bool) -> None:
        """More was said: tells of it sentence by sentence, and of the text block by block, not word by word."""
        self._telling = (self._transcript.flow.entries.ids[index], finished)
        if finished and (entry := known.entry(index) if (known := self._list()) else None):
            QAccessible.updateAccessibility(QAccessibleEvent(entry, QAccessible.Event.NameChanged))
        self._go_on()

    def _go_on(self) -> None:
        """Tell as much as there is time for, the rest in the next turn of the loop."""
        flow, known = self._transcript.flow, self._list()
        entry = known.entry(flow.index_of(self._telling[0])) if known and self._telling else None
        if entry is None or self._telling is None:
            self._telling = None
            return
        index, finished, until = entry.index, self._telling[1], thread_time() + TELLING
        if finished and not flow.view(index).is_whole:
            self._transcript.cut_more(index)
        for words in self._speaker.more(flow, index, finished=finished, until=until):
            self._announce(words)
        pieces = flow.view(index).pieces
        told = self._insert(entry, pieces if finished else pieces[:-1], until)
        if self._speaker.behind or not told or (finished and not flow.view(index).is_whole):
            self._later.start(0)
        else:
            self._telling = None

    def _insert(self, entry: EntryAccessible, pieces: Sequence[Piece], until: float) -> bool:
        """Tell that these pieces stand in a message, as far as there is time; True when all were told."""
        end = entry.told
        while end < len(pieces) and (end == entry.told or thread_time() < until):
            plain_of(self._transcript.flow, pieces[end])
            end += 1
        if end > entry.told:
            more = seen_of(self._transcript.flow, pieces[entry.told : end], begun=entry.told_characters > 0)
            QAccessible.updateAccessibility(QAccessibleTextInsertEvent(entry, entry.told_characters, more))
            entry.told = end
            entry.told_characters += width_of(more)
        return end >= len(pieces)

    def repeat(self) -> None:
        """Say what was said last again, at once."""
        if self._list() and (words := self._speaker.again(self._transcript.flow)):
            self._announce(words, QAccessible.AnnouncementPoliteness.Assertive)

    def _announce(
        self, words: str, way: QAccessible.AnnouncementPoliteness = QAccessible.AnnouncementPoliteness.Polite
    ) -> None:
        event = QAccessibleAnnouncementEvent(self._transcript, words)
        event.setPoliteness(way)
        QAccessible.updateAccessibility(event)
