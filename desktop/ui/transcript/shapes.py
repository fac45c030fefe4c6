"""What a person folded and unfolded in messages, kept while others are on view."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.ui.transcript.entry_view import EntryView
    from desktop.ui.transcript.message_rows import Name
    from desktop.ui.transcript.strip import Strip

MOST = 200  # messages: the shapes of others are forgotten, those that were left first before all


class Shape(NamedTuple):
    """How a message is to be shown.

    Attributes:
        strips: Of code whose lines are broken or not by hand, or that is shown as a tree: by the row it begins in.
    """

    unfolded: bool
    strips: Mapping[Name, Strip]


USUAL = Shape(unfolded=False, strips={})


class Shapes:
    """The shapes of messages that are not on view."""

    def __init__(self) -> None:
        self._shapes: dict[str, Shape] = {}

    def __getitem__(self, entry_id: str) -> Shape:
        return self._shapes.get(entry_id, USUAL)

    def keep(self, view: EntryView) -> None:
        """A message is left."""
        self._shapes.pop(view.entry.id, None)
        shape = view.leave()
        if any(shape):
            self._shapes[view.entry.id] = shape
        if len(self._shapes) > MOST:
            del self._shapes[next(iter(self._shapes))]
