"""How often words occur in each message of a conversation, counted in slices so that no key waits for it.

Slices are short however long the conversation is, or a single message of it; what is asked for first is counted first.
"""

from __future__ import annotations

from itertools import chain
from time import thread_time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.ui.transcript.geometry import Column
from desktop.ui.transcript.known import Known, Words
from desktop.ui.transcript.seen import Reader

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from desktop.ui.transcript.flow import Flow
    from desktop.ui.transcript.known import Occurrence

SLICE = 0.006  # seconds of CPU, after which the rest of the window has its turn
AGAIN = 200  # milliseconds after which an answer that grows is looked at again
NO_WORDS = Words("", (), exact=False)


class Tally(QObject):
    """Counts one message after the other.

    Signals:
        counted: Some more messages are counted, perhaps all.
    """

    counted = Signal()

    def __init__(self, parent: QObject, flow: Flow) -> None:
        super().__init__(parent)
        self._flow = flow
        self.words = NO_WORDS
        self._reader: Reader | None = None
        self._known: dict[str, Known] = {}
        self._sizes: list[int] = []  # of the messages that the counts belong to
        self._counts = Column()
        self._looked = bytearray()  # whether the count of a message is complete
        self._todo: Iterator[int] = iter(())
        self._doing: int | None = None  # a message that is being read
        self._late: set[int] = set()  # messages that have grown
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._work)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(AGAIN)
        self._again.timeout.connect(self._look_again)

    # What is known

    @property
    def total(self) -> int:
        """In all messages that are counted."""
        return self._counts.total

    @property
    def complete(self) -> bool:
        return 0 not in self._looked

    def is_counted(self, index: int) -> bool:
        return bool(self._looked[index])

    def find(self, index: int, step: int, beyond: Occurrence | None) -> Occurrence | None:
        """The first (1) or the last (-1) place of the words in a message, or the next one beyond a place."""
        if not self._counts[index]:
            return None
        return self._known[self._flow.entries.ids[index]].find(self.words.text, step, beyond)

    def before(self, index: int, place: Occurrence) -> tuple[int, int]:
        """How many places stand before one: in the conversation, and in its piece."""
        known = self._known.get(self._flow.entries.ids[index])
        above, inside = known.before(self.words.text, place) if known else (0, 0)
        return self._counts.top(index) + above, inside

    # What is to be counted

    def look_for(self, words: Words) -> None:
        """Count other words; what is known of messages is kept, unless letters are to be compared in another way."""
        if words.exact != self.words.exact or not words.text:
            self.forget()
        self.words = words

    def forget(self) -> None:
        """Other messages are on view, or nothing is looked for."""
        self._known.clear()
        self._reader = None

    def begin(self, first: int) -> None:
        """Count from nothing: on from a message, then back from it."""
        self._sizes = list(self._flow.entries.sizes) if self.words.text else []
        self._counts = Column([0] * len(self._sizes))
        self._looked = bytearray(len(self._sizes))
        count = len(self._sizes)
        self.go_through(chain(range(first, count), range(min(first, count) - 1, -1, -1)))

    def go_through(self, indexes: Iterable[int]) -> None:
        """Count these messages first, in this order."""
        self._doing = None
        self._todo = iter(indexes)
        self._timer.start(0)

    def rebranched(self, same: int) -> None:
        """Another state of the conversation is on view, in which so many messages are those that were."""
        before, self._sizes = self._sizes, list(self._flow.entries.sizes)
        count = len(self._sizes)
        changed = {index for index in range(same) if before[index] != self._sizes[index]}
        for entry_id in [entry_id for entry_id, known in self._known.items() if known.streaming]:
            del self._known[entry_id]
            changed.add(self._flow.index_of(entry_id))
        self._counts.truncate(same)
        self._counts.extend([0] * (count - same))
        self._looked[same:] = bytes(count - same)
        for index in changed - {-1}:
            self._looked[index] = 0
        self.go_through(())

    def grown(self, index: int) -> None:
        """More of a message has arrived."""
        self._late.add(index)
        if not self._again.isActive():
            self._again.start()

    def _look_again(self) -> None:
        for index in self._late:
            if index < len(self._looked):
                self._looked[index] = 0
        self._late.clear()
        self._work()

    # Counting

    def _work(self) -> None:
        until = thread_time() + SLICE
        while thread_time() < until:
            index = self._next() if self._doing is None else self._doing
            if index < 0:
                break
            if not self._looked[index]:
                self._doing = None if self._look(index, until) else index
        if not self.complete:
            self._timer.start(0)
        self.counted.emit()

    def _next(self) -> int:
        """The next message to be counted; those left over come last, such as an answer that has grown."""
        index = next(self._todo, -1)
        return self._looked.find(0) if index < 0 else index

    def _look(self, index: int, until: float) -> bool:
        entry_id, size = self._flow.entries.ids[index], self._sizes[index]
        known = self._known.get(entry_id)
        if known is None or (known.size != size and not known.streaming):
            known = self._known[entry_id] = Known(self._flow.said(index), size)
        self._reader = self._reader or Reader(self._flow.scratch, exact=self.words.exact)
        whole = known.look(lambda: self._flow.said(index), self._reader, self.words, until)
        if whole:
            self._counts[index] = known.total
            self._looked[index] = 1
        return whole
