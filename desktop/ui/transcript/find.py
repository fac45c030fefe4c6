"""Finding words in a conversation: how many there are, which is the current one, where they are marked."""

from __future__ import annotations

from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.find import fold, needles
from desktop.ui.transcript.code_view import show_tree, toggle_tree
from desktop.ui.transcript.known import SAID, THOUGHT, Occurrence, Words
from desktop.ui.transcript.letters import rect_of
from desktop.ui.transcript.marks import Marked, Marks
from desktop.ui.transcript.piece import Piece
from desktop.ui.transcript.selection import Selection, Spot, beside, text_between
from desktop.ui.transcript.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.domain.json_tree import Tree
    from desktop.ui.transcript.entry_view import EntryView
    from desktop.ui.transcript.strip import Strip
    from desktop.ui.transcript.transcript import Transcript

LONGEST = 200  # characters of a selection that are looked for
TELLING = 0.1  # seconds between two states of a count that grows
NEAREST = 0  # the direction of a search that has just begun: what comes next, else what came last


class Hit(NamedTuple):
    """A place that words were found at: id of the message, and where in it."""

    id: str
    place: Occurrence


class Leg(NamedTuple):
    """A message on the way to the next hit: which, the direction, and the place in it to start from, if any."""

    entry: int
    step: int
    beyond: Occurrence | None


class Figures(NamedTuple):
    """Number of the current hit (from 1; 0: none is), number of hits, and whether more may still be found."""

    current: int
    total: int
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
        self._flow = transcript.flow
        self._tally = Tally(self, transcript.flow)
        self._tally.counted.connect(self._counted)
        self._marks = Marks()
        self._origin: Hit | None = None  # where the reader was when the words were begun
        self._legs: Iterator[Leg] = iter(())
        self._leg: Leg | None = None  # where the next hit is waited for
        self._current: Hit | None = None
        self._opened = ""  # id of the message whose reasoning was unfolded for a place in it
        self._trees: list[tuple[str, Strip, Tree]] = []  # in whose place their source is shown, and in which message
        self._told = 0.0
        self._reveal = QTimer(self)
        self._reveal.setSingleShot(True)
        self._reveal.timeout.connect(self._show_current)

    @property
    def figures(self) -> Figures:
        number = 0
        if self._current and (index := self._flow.index_of(self._current.id)) >= 0:
            number = self._tally.before(index, self._current.place)[0] + 1
        return Figures(number, self._tally.total, not self._tally.complete)

    # What is asked

    def look_for(self, text: str, *, exact: bool = False) -> None:
        """Find and mark words, and go to the nearest place from where the first letter was typed; none: forget all.

        Case and accents matter when it is to be `exact`.
        """
        folded = fold(text, exact=exact) if text.strip() else ""
        words = Words(folded, needles(text), exact)
        if words == self._tally.words:
            return
        if not words.text:
            self._give_trees_back()
        self._tally.look_for(words)
        self._marks.look_for(words.text, exact=exact)
        self._origin = (self._origin or self._just_here()) if words.text else None
        self._current = self._leg = None
        self._begin()
        if self._origin:
            self._set_out(self._origin, NEAREST)
        self._transcript.viewport().update()
        self._tell()

    def take_selection(self) -> str:
        """The selected text, when it lies in one line or paragraph; the search that begins with it begins there."""
        first, last = self._transcript.selection.first, self._transcript.selection.last
        piece = self._flow.view(first.entry).row(first.row) if first < last and first[:2] == last[:2] else None
        document = piece.document if isinstance(piece, Piece) else None
        if document is None:
            return ""
        text = text_between(document, first.at, last.at)
        if not text.strip() or len(text) > LONGEST or fold(text, exact=True).count("\n"):
            return ""
        view = self._flow.view(first.entry)
        before = len(fold(text_between(document, 0, first.at))) - 1
        occurrence = Occurrence(*_part_at(view, first.row), before)
        self._origin, self._current = Hit(self._flow.entries.ids[first.entry], occurrence), None
        return fold(text, exact=True)

    def step(self, step: int) -> None:
        """Go to the next (1) or the previous (-1) place."""
        start = self._current or self._reading_place()
        if self._tally.words.text and start:
            self._set_out(start, step)
            self._origin = None

    # What happens to the conversation

    def leave(self) -> None:
        """Another conversation is about to come on view; what was found last is read only while it is looked for."""
        if self._tally.words.text:
            self._fold_opened()
            self._give_trees_back()
        self._opened = ""

    def replaced(self) -> None:
        """Another conversation is on view: the same words are looked for in it, where the reader is stays."""
        self._tally.forget()
        self._current = self._origin = self._leg = None
        if self._tally.words.text:
            self._begin()

    def rebranched(self, same: int) -> None:
        """Another state of the conversation is on view, in which so many messages are those that were."""
        if self._tally.words.text:
            if self._current and self._flow.index_of(self._current.id) < 0:
                self._current = None
            self._origin = self._leg = None
            self._tally.rebranched(same)

    def grown(self, index: int) -> None:
        """More of a message has arrived."""
        if self._tally.words.text:
            self._tally.grown(index)

    # Going from place to place

    def _begin(self) -> None:
        self._tally.begin(max(0, self._flow.at(self._transcript.scrolled)))

    def _just_here(self) -> Hit | None:
        """Just before the current place, or before what is on view."""
        if self._current:
            place = self._current.place
            return self._current._replace(place=place._replace(at=place.at - 1))
        return self._reading_place()

    def _reading_place(self) -> Hit | None:
        """Just before what is at the top of the viewport."""
        flow = self._flow
        if not flow.entries:
            return None
        index = flow.at(self._transcript.scrolled)
        view = flow.view(index)
        row = view.column.at(max(0, self._transcript.scrolled - flow.top(index)))
        strand, part = _part_at(view, row)
        return Hit(flow.entries.ids[index], Occurrence(strand, max(0, part), -1))

    def _set_out(self, start: Hit, step: int) -> None:
        """Go to the next place from one; when not all messages on the way are counted, these are counted first."""
        index = self._flow.index_of(start.id)
        if index < 0:
            return
        self._legs = _way(index, start.place, step, len(self._flow.entries))
        self._leg = next(self._legs)
        if not self._tally.complete:
            self._tally.go_through(leg.entry for leg in _way(index, start.place, step, len(self._flow.entries)))
        self._go_on()

    def _counted(self) -> None:
        self._go_on()
        if self._tally.complete or perf_counter() - self._told > TELLING:
            self._tell()

    def _go_on(self) -> None:
        """Go as far as messages are counted; stay at the first place."""
        while self._leg is not None and self._tally.is_counted(self._leg.entry):
            place = self._tally.find(*self._leg)
            if place is None:
                self._leg = next(self._legs, None)
                continue
            self._current = Hit(self._flow.entries.ids[self._leg.entry], place)
            self._leg = None
            self._show_current()
            self._transcript.viewport().update()
            self._tell()

    def _tell(self) -> None:
        self._told = perf_counter()
        self.changed.emit()

    # Showing

    def _show_current(self) -> None:
        """Bring the current place on view; of a long text some more may have to be cut first."""
        index = self._flow.index_of(self._current.id) if self._current else -1
        if self._current is None or index < 0:
            return
        place, view = self._current.place, self._flow.view(index)
        if self._opened not in ("", self._current.id) or place.strand != THOUGHT:
            self._fold_opened()
        if place.strand == THOUGHT and not view.unfolded:
            self._opened = self._current.id
            self._transcript.toggle_reasoning(index)
        row = _row_of(view, place)
        if row < 0:
            if not view.is_whole:
                self._flow.cut_more(index)
                self._reveal.start(0)
            return
        self._show_source(index, row)
        piece = self._flow.lay_out(index, row)
        span = self._span(index, row, place)
        top, height = 0, piece.height
        if piece.document is not None and span is not None:
            rect = rect_of(piece.document, *span)
            top, height = rect.top() + round(piece.origin(self._flow.style).y()), rect.height()
            self._transcript.sideways.bring(index, row, rect)
        self._flow.let_go()  # what arrives must not carry it away
        self._transcript.reveal_line(index, row, top, height)

    def _span(self, index: int, row: int, place: Occurrence) -> tuple[int, int] | None:
        """Where a place is in a piece that is laid out, in Qt's positions; of one that goes on below, its beginning."""
        piece = self._flow.lay_out(index, row)
        spans = self._marks.spans(piece, beside(self._flow, self._flow.view(index), row))
        inside = self._tally.before(index, place)[1]
        return spans[inside] if inside < len(spans) else None

    def select_current(self) -> bool:
        """Select the current place; False when there is none that is shown. It cannot be selected in a tree."""
        self._give_trees_back()
        index = self._flow.index_of(self._current.id) if self._current else -1
        if self._current is None or index < 0:
            return False
        place = self._current.place
        row = _row_of(self._flow.view(index), place)
        if row >= 0 and _tree_at(self._flow.view(index), row):
            return True
        span = self._span(index, row, place) if row >= 0 else None
        if span is not None:
            before = self._transcript.selection
            self._transcript.select(Selection(*(Spot(index, row, at) for at in span)))
            self._transcript.herald.drawn(before)
        return span is not None

    def _fold_opened(self) -> None:
        """Fold again what was unfolded only for a place that is now left."""
        index, self._opened = self._flow.index_of(self._opened), ""
        if index >= 0 and self._flow.view(index).unfolded:
            self._transcript.toggle_reasoning(index)

    def _show_source(self, index: int, row: int) -> None:
        """Show what was written in the place of a tree, as long as words are looked for: that is where they are."""
        view = self._flow.view(index)
        tree, piece = _tree_at(view, row), view.row(row)
        if tree is not None and isinstance(piece, Piece):
            self._trees.append((view.entry.id, piece.strip, tree))
            self._transcript.rearrange(index, lambda view: toggle_tree(view, view.row_of(piece.head)))

    def _give_trees_back(self) -> None:
        """Show trees again as they were, unless somebody has asked for them meanwhile."""
        trees, self._trees = self._trees, []
        for entry, strip, tree in trees:
            index = self._flow.index_of(entry)
            if index >= 0 and strip.tree is None:
                self._transcript.rearrange(index, partial(show_tree, strip=strip, tree=tree))

    def found_in(self, entry: int, row: int, piece: Piece) -> Marked | None:
        """What is marked in a piece; None when nothing is."""
        if not self._tally.words.text:
            return None
        view = self._flow.view(entry)
        near = beside(self._flow, view, row)
        if not self._marks.is_in(piece, near):
            return None
        current = -1
        if self._current and self._current.id == self._flow.entries.ids[entry]:
            place = self._current.place
            if _part_at(view, row) == place[:2]:
                current = self._tally.before(entry, place)[1]
        return self._marks.found(piece, near, current)


def _part_at(view: EntryView, row: int) -> tuple[int, int]:
    """The strand that a row belongs to, and which of its pieces it is; less than 0 before the first one."""
    strand = SAID if row >= view.first_piece else THOUGHT
    return strand, row - _first_row(view, strand)


def _first_row(view: EntryView, strand: int) -> int:
    """The row of a strand's first piece."""
    return view.first_piece - (len(view.thoughts) if strand == THOUGHT else 0)


def _tree_at(view: EntryView, row: int) -> Tree | None:
    piece = view.row(row)
    return piece.tree if isinstance(piece, Piece) else None


def _row_of(view: EntryView, place: Occurrence) -> int:
    """The row of a place; -1 where it is folded, or not cut yet."""
    pieces = view.thoughts if place.strand == THOUGHT else view.pieces
    return _first_row(view, place.strand) + place.part if place.part < len(pieces) else -1


def _way(index: int, place: Occurrence, step: int, count: int) -> Iterator[Leg]:
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
