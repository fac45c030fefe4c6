"""Where conversations were left, from one run of the program to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.ui.transcript.hold import Held, Mark
from desktop.ui.transcript.message_rows import GROUPS

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST = 100  # conversations: the places of others are forgotten, those that were left first before all
FARTHEST = 1_000.0  # lines that a place may be from the letter it is told by; what says more is no place of ours


class Places:
    """What was read last in conversations that were not left at their end.

    Args:
        stored: By id of the conversation, as `stored` gave it once; what cannot be read is left out.
    """

    def __init__(self, stored: Mapping[str, str]) -> None:
        self._marks: dict[str, Mark] = {}
        for conversation, text in stored.items():
            self.keep(conversation, _mark_of(text))

    def __getitem__(self, conversation: str) -> Mark | None:
        return self._marks.get(conversation)

    def keep(self, conversation: str, mark: Mark | None) -> None:
        """A conversation was left there; None: at its end."""
        self._marks.pop(conversation, None)
        if mark is not None:
            self._marks[conversation] = mark
        if len(self._marks) > MOST:
            del self._marks[next(iter(self._marks))]

    @property
    def stored(self) -> dict[str, str]:
        return {conversation: _text_of(mark) for conversation, mark in self._marks.items()}


def _text_of(mark: Mark) -> str:
    (group, row), at, share = mark.held.name, mark.held.at, mark.held.share
    return f"{mark.id} {group} {row} {at} {share:.3f}"


def _mark_of(text: str) -> Mark | None:
    try:
        message, group, row, at, share = text.split(" ")
        held = Held(0, (int(group), int(row) if row.isdecimal() else row), int(at), float(share))
    except ValueError:
        return None
    return Mark(message, held) if held.name[0] in range(GROUPS) and abs(held.share) <= FARTHEST else None
