"""The place in all messages that the reader is at, which nothing may move."""

from __future__ import annotations

from contextlib import contextmanager
from time import thread_time
from typing import TYPE_CHECKING

from desktop.ui.transcript.hold import Anchor, Held, Mark, Room, hold, offset_of
from desktop.ui.transcript.message_rows import THOUGHTS
from desktop.ui.transcript.stack import Stack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.ui.transcript.entry_view import EntryView
    from desktop.ui.transcript.style import Style


class ReadingPlace(Stack):
    """All messages, and the reader, who stays at a line of one of them, or follows their end."""

    def __init__(self, style: Style, width: int) -> None:
        super().__init__(style, width)
        self.anchor = Anchor(0, 0, 0)
        self.following = True
        self.viewport = 1  # height
        self.unfinished = False  # what is near the viewport is not all measured or cut yet
        self._held: Held | None = None  # what the reader reads, from one change of the looks to the next
        self._marked: Mark | None = None  # what the reader comes back to, as soon as it is cut
        self._slack = Room.NONE

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
        if value <= self._end or self._slack is Room.UNLESS_ALL_FITS:  # it was for what was pressed, not to be read
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

    def is_seen(self, index: int) -> bool:
        """Whether some of a message is on view."""
        if not 0 <= index < len(self.entries):
            return False
        top = self.top(index) - self.settled
        return top < self.viewport and top + self.height(index) > 0

    def _anchor_at(self, y: int) -> None:
        if not self.entries:
            return
        index = self.at(y)
        estimated = self._heights[index]
        view = self.view(index)
        offset = round((y - self.top(index)) * view.height / max(1, estimated))
        row = view.column.at(offset)
        self.anchor = Anchor(index, row, offset - view.column.top(row))

    def _end_at(self, index: int, bottom: int) -> None:
        """Have a message end at a height of the viewport."""
        view = self.view(index)
        foot = len(view) - 1
        self.anchor = Anchor(index, foot, view.column[foot] - bottom)

    # While messages change

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
