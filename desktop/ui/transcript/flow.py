"""The place in all messages that the reader is at, which nothing may move."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import takewhile
from time import thread_time
from typing import TYPE_CHECKING

from desktop.ui.transcript.hold import Anchor, Held, Mark, Room, hold, offset_of, table_in
from desktop.ui.transcript.message_rows import THOUGHTS
from desktop.ui.transcript.rows import SpaceRow
from desktop.ui.transcript.stack import Stack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from desktop.domain.blocks import Growing
    from desktop.ui.transcript.entry import Branch
    from desktop.ui.transcript.entry_view import EntryView
    from desktop.ui.transcript.piece import Piece
    from desktop.ui.transcript.style import Style

ROUNDS = 6  # measuring moves things, so others come into view: it settles after one or two rounds
AHEAD = 300  # pixels above and below the viewport that are measured too
NEAR = 20  # messages around the reader's place that are laid out anew when the looks change
MEASURING = 0.008  # seconds of CPU, after which what is not on view yet waits for the next turn


class Flow(Stack):
    """All messages, and the reader, who stays at a line while messages change."""

    def __init__(self, style: Style, width: int) -> None:
        super().__init__(style, width)
        self.anchor = Anchor(0, 0, 0)
        self.following = True
        self.viewport = 1  # height
        self.unfinished = False  # what is near the viewport is not all measured or cut yet
        self._held: Held | None = None  # what the reader reads, from one change of the looks to the next
        self._marked: Mark | None = None  # what the reader comes back to, as soon as it is cut
        self._slack = Room.NONE

    # Contents

    def set_entries(self, entries: Branch, keep: int = 0) -> None:
        """Replace all but the first `keep` entries."""
        if keep <= self.anchor.entry:
            self._held, self._slack = None, Room.NONE
        super().set_entries(entries, keep)
        if self.anchor.entry >= len(entries):
            self.anchor = Anchor(max(0, len(entries) - 1), 0, 0)

    def show_entries(self, entries: Branch, mark: Mark | None) -> None:
        """Another conversation, where it was read before, or at its end."""
        self.set_entries(entries)
        self.come_back(mark)

    def show_branch(self, entries: Branch) -> int:
        """Another state of the conversation: messages that stay at its start keep their geometry; returns how many."""
        pairs = zip(self.entries.ids, entries.ids, strict=False)
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        for index, view in enumerate(self._views[:same]):
            if view and (entry := entries[index]) is not view.given:
                with self._changing(index):
                    view.update(entry)
        replaced = same < min(len(self.entries), len(entries)) and self.is_seen(same)
        if replaced:
            self.let_go()
            top, mark, slack = self._stood(same)
        self.set_entries(entries, same)
        if replaced:
            self._slack = slack
            self._stand_in(same, top, mark)
        return same

    def _stood(self, index: int) -> tuple[int, Mark, Room]:
        """How a message stands that another takes the place of.

        Returns the height where it begins, what of it is to stay where it is if that is not on view: its end, or else
        what is read; and the room there may be below the last message then.
        """
        id_, view, top = self.entries.ids[index], self.view(index), self.top(index) - self.settled
        bottom = top + self.height(index)
        if self._marked is not None and self._marked.id == id_:  # it has not got there yet
            return top, self._marked, self._slack
        if top >= 0 or bottom <= self.viewport:
            return top, Mark(id_, Held(index, view.name_of(len(view) - 1), -1, 0.0), bottom), Room.UNLESS_ALL_FITS
        self._anchor_at(self.settled)
        row = self.anchor.row
        held = Held(index, view.name_of(row), -1, self.anchor.offset / max(1, view.column[row]))
        return top, Mark(id_, held), Room.NONE

    def _stand_in(self, index: int, top: int, mark: Mark) -> None:
        """A message has taken the place of one on view: it begins where that began, or else ends where that ended.

        Of one that reached beyond the viewport at both ends the same row is read; one that is shorter shows its end.
        Where all messages fit, all are shown.
        """
        self._held = self._marked = None
        if top >= 0:
            self.anchor = Anchor(index, 0, -top)
        else:
            self._marked = mark._replace(id=self.entries.ids[index])
        value = self.settle()
        self.following = self.following or (value >= self._end and not self.unfinished)

    def _end_at(self, index: int, bottom: int) -> None:
        """Have a message end at a height of the viewport."""
        view = self.view(index)
        foot = len(view) - 1
        self.anchor = Anchor(index, foot, view.column[foot] - bottom)

    def grow(self, index: int, growing: Growing, reasoning: str, waiting: str, thought: str) -> int:
        """More of a streaming answer; returns the height of the whole from which on it has changed."""
        with self._changing(index, growing=True) as view:
            until = thread_time() + MEASURING
            changed = view.grow(growing, reasoning, waiting, thought, until)
            self.unfinished = thread_time() > until or not view.is_whole
        return self.top(index) + changed

    def restyle(self, style: Style, width: int) -> None:
        """Lay everything out for other looks or another width, staying at the same text."""
        if style is self.style and width == self.width:
            return
        held = None if self.following else self._held or self._reader(self.anchor.entry)
        self._slack = Room.NONE
        self.style, self.width = style, width
        looked = self._heights.measured
        self._heights.estimate(style, width)
        near = range(self.anchor.entry - NEAR, self.anchor.entry + NEAR)
        for index in looked:
            if (view := self._views[index]) is None:
                continue
            if index in near:
                view.restyle(style, width)
                self._heights[index] = view.height
            else:
                self._shapes.keep(view)
                self._views[index] = None
        self._held = held
        self._return(held)

    @contextmanager
    def _changing(self, index: int, *, growing: bool = False, keep: bool = True) -> Iterator[EntryView]:
        """A message to be changed; with `keep`, what the reader has at the top of the viewport is there again then."""
        view, reader = self.view(index), self._reader(index, growing=growing) if keep else None
        yield view
        self._heights[index] = view.height
        self._return(reader)

    def _read_row(self, index: int) -> int:
        """The row at the top of the viewport; -1 when that is not in this message, or the reader follows the end."""
        if self.following or index != self.anchor.entry or not self.entries:
            return -1
        return min(self.anchor.row, len(self.view(index)) - 1)

    def _reader(self, index: int, *, growing: bool = False) -> Held | None:
        """What the reader has at the top of the viewport, if that is in a message that is about to change."""
        row = self._read_row(index)
        if row < 0:
            return None
        view = self.view(index)
        self._measure_row(view, row)
        return hold(index, view, row, self.anchor.offset, self.style, growing=growing)

    def _return(self, held: Held | None) -> None:
        """Put back at the top of the viewport what was there."""
        if held is None:
            return
        view = self.view(held.entry)
        row = view.index_of(held.name)
        self._measure_row(view, row)
        self.anchor = Anchor(held.entry, *offset_of(held, view, row, self.style))
        self._heights[held.entry] = view.height

    def _measure_row(self, view: EntryView, row: int) -> None:
        top = view.column.top(row)
        view.measure_between(top, top + 1)

    def fold(self, index: int) -> int:
        """Open or close the reasoning of a message; the line that does it stays where it is, if it is on view.

        Returns the scroll value.
        """
        view = self.view(index)
        seen = self.top(index) + view.column.top(view.fold) - self.settled
        self.let_go()
        read, is_seen = self._read_row(index), 0 <= seen < self.viewport
        to_fold = is_seen or (read >= 0 and view.name_of(read)[0] == THOUGHTS)
        with self._changing(index, keep=not to_fold):
            view.toggle_reasoning()
        if to_fold:
            self.anchor = Anchor(index, view.fold, -seen if is_seen else 0)
        self._slack = Room.ANY
        value = self.settle()
        self.following = value >= self._end
        return value

    def rearrange(self, index: int, change: Callable[[EntryView], None], *, keep: bool) -> None:
        """Change the looks of a message, staying at what is read; `keep` is False when nothing above that moves."""
        self.let_go()
        with self._changing(index, keep=keep) as view:
            change(view)

    # Places

    def is_seen(self, index: int) -> bool:
        """Whether some of a message is on view."""
        if not 0 <= index < len(self.entries):
            return False
        top = self.top(index) - self.settled
        return top < self.viewport and top + self.height(index) > 0

    def lay_out(self, index: int, row: int) -> Piece:
        """The piece of text in a row, laid out; the reader stays where he is."""
        with self._changing(index) as view:
            return view.measure_piece(row)

    def lay_out_more(self, index: int, until: float) -> bool:
        """Lay out a message of which somebody asks for all, as far as it goes until then; whether that was any."""
        rows = self.view(index).unread()
        if not rows:
            return False
        with self._changing(index) as view:
            for row in rows:
                view.measure_piece(row)
                if thread_time() > until:
                    break
        return True

    @property
    def furthest(self) -> int:
        """The largest scroll value."""
        fits = self.total <= self.viewport
        stays = self._slack is Room.ANY or (self._slack is Room.UNLESS_ALL_FITS and not fits)
        return max(self._end, self._wanted) if stays else self._end

    @property
    def _end(self) -> int:
        """The scroll value at which the last message ends at the viewport's end."""
        return max(0, self.total - self.viewport)

    # The reader's place

    @property
    def mark(self) -> Mark | None:
        """What is read, to come back to once something else was on view; None at the end, which is followed."""
        if self.following or not self.entries or self._marked is not None:
            return self._marked
        entry = self.entry(self.anchor.entry)
        held = self._held or self._reader(self.anchor.entry, growing=entry.streaming)
        return Mark(entry.id, held) if held else None

    def come_back(self, mark: Mark | None) -> None:
        """Go to what was read here before, if it is still there, else to the end."""
        self._marked = mark if mark and self.index_of(mark.id) >= 0 else None
        self.following = self._marked is None
        self._slack = Room.NONE

    def _come_back(self, mark: Mark, until: float) -> None:
        """Go to what was read as far as there is time to cut what is before it."""
        index, name = self.index_of(mark.id), mark.held.name
        if index < 0:  # deleted meanwhile
            self._marked = None
            return
        view = self.view(index)
        if name[0] == THOUGHTS and not view.unfolded:
            view.toggle_reasoning()
        while not view.knows(name) and thread_time() < until:
            view.cut_more()
        self._heights[index] = view.height
        known, there = view.knows(name), view.has(name)
        self._marked, self.unfinished = None if known else mark, not known
        if there and mark.bottom is None:
            self._return(mark.held._replace(entry=index))
        elif there or known:
            self._end_at(index, self.viewport if mark.bottom is None else mark.bottom)
        else:
            self.anchor = Anchor(index, len(view) - 1, 0)
        at_foot = (self.anchor.entry, self.anchor.row) == (len(self.entries) - 1, len(view) - 1)
        self.following = known and at_foot and self.settled >= self._end

    def scroll_to(self, value: int) -> None:
        """The reader goes to a height; near the place before, what is above may still turn out to be higher."""
        self.let_go()
        self._held = self._marked = None
        if abs(value - self.settled) < self.viewport:
            self.anchor = self.anchor._replace(offset=self.anchor.offset + value - self.settled)
        else:
            self._anchor_at(value)
        if value <= self._end:
            self._slack = Room.NONE
        self.following = value >= self.furthest

    def let_go(self) -> None:
        """Stay here, whatever comes."""
        if self.following:
            self._anchor_at(self.settled)
            self.following = False

    def stand_at(self, entry: int, row: int, offset: int) -> None:
        """The reader goes to a row; `offset` pixels of it are above the viewport's top, or room is left over it."""
        self.anchor = Anchor(entry, row, offset)
        self.following, self._slack = False, Room.NONE
        self._held = self._marked = None

    @property
    def settled(self) -> int:
        """The scroll value that keeps the reader's line where it is."""
        if self.following or not self.entries:
            return self.furthest
        return min(max(0, self._wanted), self.furthest)

    @property
    def _wanted(self) -> int:
        entry = min(self.anchor.entry, len(self.entries) - 1)
        view = self._views[entry]
        row = view.column.top(min(self.anchor.row, len(view))) if view else 0
        return self.top(entry) + row + self.anchor.offset

    def _anchor_at(self, y: int) -> None:
        if not self.entries:
            return
        index = self.at(y)
        estimated = self._heights[index]
        view = self.view(index)
        offset = round((y - self.top(index)) * view.height / max(1, estimated))
        row = view.column.at(offset)
        self.anchor = Anchor(index, row, offset - view.column.top(row))

    def settle(self) -> int:
        """Measure what is near the viewport until nothing moves or time is up; returns the scroll value."""
        until = thread_time() + MEASURING
        self.unfinished = False
        if self._marked is not None:
            self._come_back(self._marked, until)
        self._measure_near(0, until)  # what is seen comes first
        kept = self.following or self.unfinished  # by a row that is not measured yet no place can be told
        self._measure_near(AHEAD, until)
        if not self.unfinished:  # else there was no time left
            self._cut_more(until)
        value = self.settled
        if not kept:
            self._anchor_at(value)
        return value

    def _measure_near(self, ahead: int, until: float) -> None:
        entry = self.anchor.entry
        table = table_in(self.view(entry), row) if (row := self._read_row(entry)) >= 0 else None
        held, version = (self._reader(entry), table.version) if table else (None, 0)
        for _ in range(ROUNDS):
            if not self._measure(self.settled - ahead, self.settled + self.viewport + ahead, until):
                break
        if table and table.version != version:  # all of it has other columns
            self._return(held)

    def _cut_more(self, until: float) -> None:
        """Cut some more of a long text that is near the viewport, if there is time."""
        for index, _ in self.between(self.settled - AHEAD, self.settled + self.viewport + AHEAD):
            view = self.view(index)
            if not view.is_whole:
                self.unfinished = True
                if thread_time() < until:
                    self.cut_more(index)
                return

    def cut_more(self, index: int) -> None:
        """Cut some more of a long text."""
        read = self._read_row(index)
        in_space = read >= 0 and isinstance(self.view(index).row(read), SpaceRow)  # then what comes there is seen
        with self._changing(index, keep=not in_space) as view:
            view.cut_more()

    def take_formulas(self) -> bool:
        """Have blocks laid out again that waited for formulas; True when there were any."""
        known = self.style.typesetter.knows
        late = [piece for piece in self.layouts if piece.awaited and known(piece.awaited)]
        if not late:
            return False
        reader = self._reader(self.anchor.entry)
        for piece in late:
            piece.refresh()
        self._return(reader)
        return True

    def _measure(self, top: int, bottom: int, until: float) -> bool:
        changed = False
        for index, y in self.between(top, bottom):
            known = self._heights[index]
            view = self.view(index)
            if not view.measure_between(top - y, bottom - y, until):
                self.unfinished = True
            if view.height != known:
                self._heights[index] = view.height
                changed = True
        return changed
