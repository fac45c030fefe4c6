"""Finding words in a conversation: how many there are, which one is the current one, and where they are painted.

Messages are gone through in slices, those on view first, so that no key waits however long the conversation is.
"""

from __future__ import annotations

from itertools import chain
from time import perf_counter, thread_time
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.find import fold, needle
from desktop.ui.transcript.entry import Said
from desktop.ui.transcript.geometry import Column
from desktop.ui.transcript.known import SAID, THOUGHT, Known, Place, Words
from desktop.ui.transcript.marks import Found, Marks
from desktop.ui.transcript.piece import Piece
from desktop.ui.transcript.seen import Reader
from desktop.ui.transcript.targets import rect_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.ui.transcript.transcript import Transcript

SLICE = 0.006  # seconds of CPU, after which the rest of the window has its turn
TELLING = 0.1  # seconds between two states of a count that grows
AGAIN = 200  # milliseconds after which an answer that grows is looked at again
NEAREST = 0  # the direction of a search that has just begun: what comes next, else what came last
NOTHING = Words("", "", exact=False)


class Hit(NamedTuple):
    """A place that words were found at: id of the message, and where in it."""

    id: str
    place: Place


class Leg(NamedTuple):
    """A message on the way to the next hit: its index, the direction, and the place in it to start from, if any."""

    index: int
    step: int
    beyond: Place | None


class Figures(NamedTuple):
    """Number of the current hit (from 1; 0: none is), number of hits, and whether more may still be found."""

    current: int
    count: int
    searching: bool


class Search(QObject):
    """The search of a transcript; silent, and without any cost, while there are no words.

    Signals:
        changed: There are other `figures`.
    """

    changed = Signal()

    def __init__(self, transcript: Transcript) -> None:
        super().__init__(transcript)
        self._transcript = transcript
        self._words = NOTHING
        self._marks = Marks()
        self._reader: Reader | None = None
        self._known: dict[str, Known] = {}
        self._sizes: list[int] = []  # of the messages that the counts belong to
        self._counts = Column()
        self._looked = bytearray()  # whether the count of a message is complete
        self._todo: Iterator[int] = iter(())
        self._doing: int | None = None  # a message that is being read
        self._late: set[int] = set()  # messages that have grown
        self._origin: Hit | None = None  # where the reader was when the words were begun
        self._legs: Iterator[Leg] = iter(())
        self._leg: Leg | None = None  # where the next hit is being waited for
        self.current: Hit | None = None
        self._told = 0.0
        self._timer = _timer(self, self._work)
        self._again = _timer(self, self._look_again)
        self._reveal = _timer(self, self._show_current)

    # What is asked

    @property
    def active(self) -> bool:
        return bool(self._words.text)

    @property
    def figures(self) -> Figures:
        return Figures(self._number(), self._counts.total, self._doing is not None or 0 in self._looked)

    def look_for(self, text: str, *, exact: bool) -> None:
        """Find and mark other words, and go to the nearest; none: forget all that was found."""
        folded = fold(text, exact=exact) if text.strip() else ""
        words = Words(folded, needle(text), exact)
        if words == self._words:
            return
        if words.exact != self._words.exact or not words.text:
            self._known.clear()
            self._reader = None
        self._words = words
        self._marks.look_for(words.text, exact=exact)
        self._origin = (self._origin or self._just_here()) if words.text else None
        self.current = None
        self._begin()
        if self._origin:
            self._set_out(self._origin, NEAREST)
        self._transcript.viewport().update()
        self.changed.emit()

    def step(self, step: int) -> None:
        """Go to the next (1) or the previous (-1) hit."""
        start = self.current or self._reading_place()
        if self._words.text and start:
            self._set_out(start, step)
            self._origin = None

    # What happens to the conversation

    def replaced(self) -> None:
        """Another conversation is on view: the same words are looked for in it."""
        self._known.clear()
        self.current = self._origin = None
        self._begin()

    def rebranched(self, same: int) -> None:
        """Another state of the conversation is on view, in which so many messages are those that were."""
        if not self._words.text:
            return
        flow = self._transcript.flow
        before, self._sizes = self._sizes, list(flow.entries.sizes)
        growing = {entry_id for entry_id, known in self._known.items() if known.streaming}
        for entry_id in growing:
            del self._known[entry_id]
        self._counts.truncate(same)
        self._counts.extend([0] * (len(self._sizes) - same))
        self._looked[same:] = bytes(len(self._sizes) - same)
        changed = {index for index in range(same) if before[index] != self._sizes[index]}
        for index in changed | {flow.index_of(entry_id) for entry_id in growing} - {-1}:
            self._looked[index] = 0
        if self.current and flow.index_of(self.current.id) < 0:
            self.current = None
        self._origin = self._leg = None
        self._go_through(self._from_here())

    def grown(self, index: int) -> None:
        """More of a message has arrived."""
        if self._words.text:
            self._late.add(index)
            if not self._again.isActive():
                self._again.start(AGAIN)

    def _look_again(self) -> None:
        late = [index for index in sorted(self._late) if index < len(self._looked)]
        self._late.clear()
        for index in late:
            self._looked[index] = 0
        if not self._timer.isActive():
            self._todo = iter(late)
            self._timer.start(0)

    # Going through the messages

    def _begin(self) -> None:
        """Count from nothing, the messages on view first."""
        self._sizes = list(self._transcript.flow.entries.sizes) if self._words.text else []
        self._counts = Column([0] * len(self._sizes))
        self._looked = bytearray(len(self._sizes))
        self._leg = None
        self._go_through(self._from_here())

    def _from_here(self) -> Iterator[int]:
        here = max(0, self._transcript.flow.at(self._transcript.scrolled))
        count = len(self._sizes)
        return chain(range(here, count), range(min(here, count) - 1, -1, -1))

    def _go_through(self, indexes: Iterator[int]) -> None:
        self._doing = None
        self._todo = indexes
        self._timer.start(0)

    def _work(self) -> None:
        """Look at some more messages."""
        until = thread_time() + SLICE
        finished = False
        while not finished and thread_time() < until:
            index = next(self._todo, None) if self._doing is None else self._doing
            finished = index is None
            if index is not None and not self._looked[index]:
                self._doing = None if self._look(index, until) else index
        if finished and 0 in self._looked:  # an answer has grown, or others were to come first
            finished = False
            self._todo = (index for index in range(len(self._looked)) if not self._looked[index])
        self._go_on()
        if not finished:
            self._timer.start(0)
        if finished or perf_counter() - self._told > TELLING:
            self._tell()

    def _look(self, index: int, until: float) -> bool:
        flow = self._transcript.flow
        entry_id, size = flow.entries.ids[index], self._sizes[index]
        known = self._known.get(entry_id)
        if known is None or (known.size != size and not known.streaming):
            known = self._known[entry_id] = Known(self._said(index), size)
        self._reader = self._reader or Reader(flow.style, exact=self._words.exact)
        whole = known.look(lambda: self._said(index), self._reader, self._words, until)
        if whole:
            self._counts[index] = known.total
            self._looked[index] = 1
        return whole

    def _said(self, index: int) -> Said:
        """The texts of a message as it is now: while it arrives, it is further than the branch knows."""
        entry = self._transcript.flow.shown(index)
        return Said.of(entry) if entry and entry.streaming else self._transcript.flow.entries.said(index)

    def _tell(self) -> None:
        self._told = perf_counter()
        self.changed.emit()

    # Going from hit to hit

    def _just_here(self) -> Hit | None:
        """Just before the current hit, or before what is on view."""
        if self.current:
            place = self.current.place
            return self.current._replace(place=place._replace(at=place.at - 1))
        return self._reading_place()

    def _reading_place(self) -> Hit | None:
        """Just before what is at the top of the viewport."""
        flow = self._transcript.flow
        if not flow.entries:
            return None
        top = self._transcript.scrolled
        index = flow.at(top)
        view = flow.view(index)
        row = view.column.at(max(0, top - flow.top(index)))
        first = view.first_piece - len(view.thoughts)
        strand, part = (SAID, row - view.first_piece) if row >= view.first_piece else (THOUGHT, row - first)
        return Hit(flow.entries.ids[index], Place(strand, max(0, part), -1))

    def _set_out(self, start: Hit, step: int) -> None:
        """Begin going to the next hit from a place: it is reached when all messages before it are looked at."""
        index = self._transcript.flow.index_of(start.id)
        if index < 0:
            return
        self._legs = _way(index, start.place, step, len(self._sizes))
        self._leg = next(self._legs, None)
        if 0 in self._looked:
            self._go_through(leg.index for leg in _way(index, start.place, step, len(self._sizes)))
        self._go_on()

    def _go_on(self) -> None:
        """Go as far as messages are looked at; stay at the first hit."""
        while self._leg is not None and self._looked[self._leg.index]:
            index, step, beyond = self._leg
            entry_id = self._transcript.flow.entries.ids[index]
            found = self._counts[index] and self._known[entry_id].find(self._words.text, step, beyond)
            if found:
                self._leg = None
                self._arrive(Hit(entry_id, found))
            else:
                self._leg = next(self._legs, None)

    def _arrive(self, hit: Hit) -> None:
        self.current = hit
        self._show_current()
        self._transcript.viewport().update()
        self._tell()

    def _number(self) -> int:
        index = self._transcript.flow.index_of(self.current.id) if self.current else -1
        if self.current is None or index < 0:
            return 0
        return self._counts.top(index) + self._before(self.current)[0] + 1

    def _before(self, hit: Hit) -> tuple[int, int]:
        known = self._known.get(hit.id)
        return known.before(self._words.text, hit.place) if known else (0, 0)

    def _show_current(self) -> None:
        """Bring the current hit on view; of a long text some more may have to be cut first."""
        flow = self._transcript.flow
        index = flow.index_of(self.current.id) if self.current else -1
        if self.current is None or index < 0:
            return
        place, view = self.current.place, flow.view(index)
        if place.strand == THOUGHT and not view.unfolded:
            self._transcript.toggle_reasoning(index)
        pieces = view.thoughts if place.strand == THOUGHT else view.pieces
        if place.part >= len(pieces):
            if view.uncut:
                view.cut_more()
                flow.changed(index)
                self._reveal.start(0)
            return
        row = view.first_piece + place.part - (len(view.thoughts) if place.strand == THOUGHT else 0)
        view.measure_row(row)
        flow.changed(index)
        self._reveal_in(index, row, pieces[place.part])

    def _reveal_in(self, index: int, row: int, piece: Piece) -> None:
        spans = self._marks.of(piece)
        assert self.current is not None  # noqa: S101 - asked by who calls
        inside = self._before(self.current)[1]
        top, height = 0, piece.height
        if piece.document is not None and inside < len(spans):
            rect = rect_of(piece.document, *spans[inside])
            top = rect.top() + round(piece.origin(self._transcript.flow.style).y())
            height = rect.height()
        self._transcript.reveal_line(index, row, top, height)

    # Painting

    def found_in(self, entry: int, row: int, piece: Piece) -> Found | None:
        """What is marked in a piece; None when nothing is."""
        spans = self._marks.of(piece) if self._words.text else []
        if not spans:
            return None
        current = -1
        if self.current and self._transcript.flow.entries.ids[entry] == self.current.id:
            view = self._transcript.flow.view(entry)
            strand = self.current.place.strand
            first = view.first_piece - (len(view.thoughts) if strand == THOUGHT else 0)
            if row == first + self.current.place.part and (row >= view.first_piece) == (strand == SAID):
                current = self._before(self.current)[1]
        return Found(spans, current)


def _timer(search: Search, work: object) -> QTimer:
    timer = QTimer(search)
    timer.setSingleShot(True)
    timer.timeout.connect(work)
    return timer


def _way(index: int, place: Place, step: int, count: int) -> Iterator[Leg]:
    """The messages on the way from a place: round and back to it, or, to the nearest, first on and then back."""
    yield Leg(index, step or 1, place)
    if step:
        for hop in range(1, count):
            yield Leg((index + step * hop) % count, step, None)
        yield Leg(index, step, None)
    else:
        for later in range(index + 1, count):
            yield Leg(later, 1, None)
        yield Leg(index, -1, place)
        for earlier in range(index - 1, -1, -1):
            yield Leg(earlier, -1, None)
