"""List items and footnotes around a line: where they begin, and the lines that open them again for a later piece."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

INDENTED = 4  # columns that make indented code, and the width of a tab
DEEP = 18  # open items, more than which no reader follows: what lies deeper is shown as text
STAND_IN = "#\n"  # for what an item begins with: below words, a list could not begin with any number but 1
TOO_DEEP = "- " * (DEEP + 1) + STAND_IN  # the context of what lies there; the true one grows with the depth's square

DELIMITER = re.compile(r"[|:\- \t]*-[|:\- \t]*")  # the whole line below a table's head
MARK = r"(?:[-+*]|\d{1,9}[.)])"  # of an item, as a pattern for others to be made of
NOTE = r"\[\^[^\]\s]+\]:"  # the beginning of a footnote, likewise
MARKER = re.compile(rf"({MARK})([ \t]+|$)|({NOTE})([ \t]*)")


class Item(NamedTuple):
    """An open list item, or footnote: column of its marker, column of its content."""

    column: int
    content: int
    marker: str

    @property
    def head(self) -> str:
        """The line that opens it again."""
        return " " * self.column + self.marker.ljust(self.content - self.column) + STAND_IN


class Count(NamedTuple):
    """How far an open list is: what ends its markers, and the number of its current item; 0 for bullets."""

    ending: str
    number: int


def count_on(counts: list[Count], depth: int, marker: re.Match[str] | None) -> None:
    """Follow the open lists to a line that stands in so many items, and may begin one more.

    As in CommonMark, only the first number of a list counts.
    """
    del counts[depth + (marker is not None) :]
    if marker is None:
        return
    sign = sign_of(marker)
    goes_on = len(counts) > depth and counts[depth].ending == sign[-1]
    stated = int(sign[:-1]) if sign[0].isdigit() else 0
    counts[depth:] = [Count(sign[-1], counts[depth].number + 1 if goes_on else stated)]


def numbers_of(counts: Sequence[Count]) -> tuple[int, ...]:
    """The numbers of lists alone; none where what is shown is not nested as deeply."""
    return () if len(counts) > DEEP else tuple(count.number for count in counts if count.ending != ":")


def heads_of(items: Sequence[Item]) -> str:
    """The lines that open some items again, one in the other."""
    return TOO_DEEP if len(items) > DEEP else "".join(item.head for item in items)


def sign_of(marker: re.Match[str]) -> str:
    """The marker that `MARKER` has found."""
    return marker[1] or marker[3]


def item_at(column: int, marker: re.Match[str]) -> Item:
    """The item that a marker at a column opens."""
    if marker[3]:
        return Item(column, column + INDENTED, marker[3])
    mark, gap = marker[1], marker[2]
    width = len(gap.expandtabs(INDENTED))
    return Item(column, column + len(mark) + (width if 0 < width <= INDENTED else 1), mark)


def column_of(line: str) -> int:
    """Columns of white space before the first character, a tab reaching to the next multiple of four."""
    blank = line[: len(line) - len(line.lstrip(" \t"))]
    return len(blank.expandtabs(INDENTED)) if blank else 0


def begin_more(items: list[Item], counts: list[Count], markers: str) -> None:
    """Open the items whose markers stand on one line, but for the first, which is open already."""
    for marker in [*MARKER.finditer(markers)][1:]:
        count_on(counts, len(items), marker)
        items.append(item_at(len(markers[: marker.start()].expandtabs(INDENTED)), marker))
