"""All messages one below the other, each with its geometry once somebody has looked at it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF

from desktop.ui.transcript.entry import Branch, Said
from desktop.ui.transcript.entry_view import EntryView
from desktop.ui.transcript.heights import Heights
from desktop.ui.transcript.layouts import Layouts
from desktop.ui.transcript.scratch import Scratch
from desktop.ui.transcript.shapes import Shapes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.ui.transcript.entry import Entry
    from desktop.ui.transcript.message_rows import Row
    from desktop.ui.transcript.style import Style

END = 24  # pixels below the last message


class Hit(NamedTuple):
    """What is at a point of the column: message, row, what the row shows, its width, and the point in it."""

    entry: int
    row: int
    shown: Row
    width: int
    inside: QPointF


class Stack:
    """Entries with their heights, which are estimates until a message comes near the viewport."""

    def __init__(self, style: Style, width: int) -> None:
        self.style = style
        self.width = width
        self.entries = Branch.of([])
        self.layouts = Layouts()
        self._views: list[EntryView | None] = []
        self._heights = Heights(style, width)
        self._index: dict[str, int] = {}
        self._shapes = Shapes()  # of messages of other versions and of other conversations too

    def set_entries(self, entries: Branch, keep: int = 0) -> None:
        """Replace all but the first `keep` entries."""
        for view in filter(None, self._views[keep:]):
            self._shapes.keep(view)
        self.entries = entries
        del self._views[keep:]
        self._heights.truncate(keep)
        self._views += [None] * (len(entries) - keep)
        self._heights.extend(entries.sizes[keep:])
        self._index = dict(zip(entries.ids, range(len(entries)), strict=True))

    @cached_property
    def scratch(self) -> Scratch:
        """Where texts are read that are not laid out."""
        return Scratch(self.style)

    # Messages

    def index_of(self, entry_id: str) -> int:
        """Where a message stands, -1 when it is not on view."""
        return self._index.get(entry_id, -1)

    def view(self, index: int) -> EntryView:
        """A message's geometry, made when first needed."""
        view = self._views[index]
        if view is None:
            shape = self._shapes[self.entries.ids[index]]
            view = EntryView(self.entries[index], self.style, self.layouts, self.width, shape)
            self._views[index] = view
            self._heights[index] = view.height
        return view

    def entry(self, index: int) -> Entry:
        """A message as it is shown now."""
        view = self._views[index]
        return view.entry if view else self.entries[index]

    def shown(self, index: int) -> Entry | None:
        """A message as it is shown now, None when nobody has looked at it."""
        view = self._views[index]
        return view.entry if view else None

    def is_unfolded(self, index: int) -> bool:
        """Whether the reasoning of a message is shown, also where nobody has looked yet."""
        view = self._views[index]
        return view.unfolded if view else self._shapes[self.entries.ids[index]].unfolded

    def said(self, index: int) -> Said:
        """The texts of a message as it is now, which is neither cut nor made into an entry for that.

        While it arrives, it is further than the branch knows.
        """
        entry = self.shown(index)
        return Said.of(entry) if entry and entry.streaming else self.entries.said(index)

    # Heights

    def top(self, index: int) -> int:
        return self._heights.top(index)

    def height(self, index: int) -> int:
        return self._heights[index]

    @property
    def total(self) -> int:
        return self._heights.total + (END if self.entries else 0)

    def at(self, y: int) -> int:
        """Index of the message at a height of the whole; -1 when there is none."""
        return self._heights.at(y) if self.entries else -1

    def hit(self, x: int, y: int) -> Hit | None:
        """The row at a height of the whole, or the one nearest to it; None when there are no messages."""
        entry = self.at(y)
        if entry < 0:
            return None
        view, above = self.view(entry), self.top(entry)
        index = view.column.at(y - above)
        inside = QPointF(x - view.left(index), y - above - view.column.top(index))
        return Hit(entry, index, view.row(index), view.width(index), inside)

    def between(self, top: int, bottom: int) -> Iterator[tuple[int, int]]:
        """Index and top of every message that reaches into a range of heights."""
        if not self.entries:
            return
        index = self.at(top)
        y = self.top(index)
        while index < len(self.entries) and y < bottom:
            yield index, y
            y += self._heights[index]
            index += 1
