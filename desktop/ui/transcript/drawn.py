"""What the keyboard has selected, or has given back, in the words in which it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.ui.figures import number
from desktop.ui.transcript.selection import Selection, length_of, part_of_piece, pieces_of, plain_of

if TYPE_CHECKING:
    from desktop.ui.transcript.flow import Flow

LONGEST = 400  # characters that are read out; of more only how many there are
NEIGHBORS = 2  # messages of which the text is told; of more only how many there are

translate = QCoreApplication.translate


def drawn_in_words(flow: Flow, before: Selection, now: Selection) -> str:
    """What has gone from a selection, and what has come to it; "" when it is the same text."""
    begun = not before or before.anchor != now.anchor
    if before and begun and not now:
        return translate("transcript", "Nothing selected")
    gone = [] if begun else _outside(before, now)
    come = [now] if begun else _outside(now, before)
    said = [translate("transcript", "{words} unselected").format(words=_words(flow, part)) for part in gone if part]
    said += [translate("transcript", "{words} selected").format(words=_words(flow, part)) for part in come if part]
    return ". ".join(said)


def _outside(one: Selection, other: Selection) -> list[Selection]:
    """The parts of a selection that are not in another one."""
    below = Selection(one.first, min(one.last, max(one.first, other.first)))
    above = Selection(max(one.first, min(one.last, other.last)), one.last)
    return [below, above] if other else [one]


def _words(flow: Flow, selection: Selection) -> str:
    """What is selected, if it is short."""
    entries = range(selection.first.entry, min(selection.last.entry + 1, len(flow.entries)))
    if len(entries) > NEIGHBORS:
        return translate("transcript", "{n} messages").format(n=number(len(entries)))
    found: list[str] = []
    size = 0
    for entry in entries:
        for piece, (start, end) in pieces_of(flow, selection, entry):
            if size > LONGEST:
                found.append(piece.block.source)  # not worth laying it out
            elif start <= 0 and end >= length_of(piece):
                found.append(plain_of(flow, piece))
            else:
                found.append(part_of_piece(flow, piece, start, end))
            size += len(found[-1])
    if size > LONGEST:
        return translate("transcript", "{n} characters").format(n=number(size))
    text = "\n".join(filter(None, found))
    if text.strip():
        return text.strip()
    return translate("transcript", "blank") if text.strip("\n") else translate("transcript", "end of line")
