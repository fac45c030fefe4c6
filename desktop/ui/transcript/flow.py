"""All messages as they come, change and are measured, with the reader staying where he is."""

from __future__ import annotations

from itertools import takewhile
from time import thread_time
from typing import TYPE_CHECKING

from desktop.ui.transcript.entry import has_turned
from desktop.ui.transcript.hold import Anchor, Held, Mark, Room, table_in
from desktop.ui.transcript.message_rows import TEXT, THOUGHTS
from desktop.ui.transcript.reading_place import ReadingPlace
from desktop.ui.transcript.rows import SpaceRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.blocks import Growing
    from desktop.ui.transcript.entry import Branch, Entry
    from desktop.ui.transcript.entry_view import EntryView
    from desktop.ui.transcript.piece import Piece
    from desktop.ui.transcript.style import Style

ROUNDS = 6  # measuring moves things, so others come into view: it settles after one or two rounds
AHEAD = 300  # pixels above and below the viewport that are measured too
NEAR = 20  # messages around the reader's place that are laid out anew when the looks change
MEASURING = 0.008  # seconds of CPU, after which what is not on view yet waits for the next turn


class Flow(ReadingPlace):
    """Shows messages, changes them, and measures those near the viewport."""

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
                self._update(index, view, entry)
        replaced = same < min(len(self.entries), len(entries)) and self.is_seen(same)
        if replaced:
            self.let_go()
            top, mark, slack = self._stood(same)
        self.set_entries(entries, same)
        if replaced:
            self._slack = slack
            self._stand_in(same, top, mark)
        return same

    def _update(self, index: int, view: EntryView, entry: Entry) -> None:
        """Show a newer state of a message; what is read of it stays on view also when it turns out to be reasoning."""
        read = has_turned(view.entry.blocks, entry.blocks) and not self.following and self.is_seen(index)
        view.unfolded = view.unfolded or read
        held = self._reader(index, growing=True) if read else None
        held = held if held and held.name[0] == TEXT else None
        with self._changing(index, keep=held is None):
            view.update(entry)
        if held:
            self.come_back(Mark(entry.id, held._replace(name=(THOUGHTS, held.name[1]))))

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

    def cut_more(self, index: int) -> None:
        """Cut some more of a long text."""
        read = self._read_row(index)
        in_space = read >= 0 and isinstance(self.view(index).row(read), SpaceRow)  # then what comes there is seen
        with self._changing(index, keep=not in_space) as view:
            view.cut_more()

    # Measuring

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
