"""Quotes around a line: which lines are theirs, and what opens them again for the piece behind a fence."""

from __future__ import annotations

import re

from desktop.domain.items import DEEP, INDENTED, MARKER, Count, Item, column_of, count_on, heads_of, item_at, numbers_of

QUOTE = re.compile(r"[ \t]*(?:>[ \t]?)+")
ALERT = re.compile(r"\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*(?:\n|$)")
_SIGN = re.compile(r"[ \t]*>[ \t]?")


def unquoted(line: str, quotes: int) -> str | None:
    """What a line holds inside so many quotes; None when it is not in them."""
    at = 0
    for _ in range(quotes):
        sign = _SIGN.match(line, at)
        if sign is None:
            return None
        at = sign.end()
    return line[at:]


class OpenQuote:
    """The quote that lines belong to.

    Attributes:
        signs: How many there are, one in the other; 0 when none is open.
        alert: What it warns of, as it stands in its first line, or "".
        inside: Column of the last line, and what it holds from there on.
        marked: An item begins on the line that was entered.
    """

    def __init__(self) -> None:
        self.signs = 0
        self.alert = ""
        self.inside = 0, ""
        self.marked = False
        self._fresh = False  # the last line is its first one
        self._items: list[Item] = []
        self._begun: Item | None = None  # by the last line
        self._counts: list[Count] = []

    def enter(self, text: str, *, lazy: bool) -> None:
        """Take a line, without the blanks at its start; a `lazy` one may go on with a paragraph of the quote."""
        signs = match.group().count(">") if (match := QUOTE.match(text)) else 0
        if lazy and not signs:
            return
        inner = unquoted(text, signs) or ""
        if signs != self.signs:
            self.signs, self.alert, self._fresh = signs, "", True
            self._items, self._counts, self._begun = [], [], None
        column, inner = column_of(inner), inner.lstrip(" \t")
        self.inside = column, inner
        if signs and inner.strip():
            self._follow(column, inner)

    def end(self, line: str) -> None:
        """Take the whole of the line that was entered: its first one may say what it warns of."""
        if self._fresh and (alert := ALERT.match(unquoted(line, self.signs) or "")):
            self.alert = alert[1]
        self._fresh = self.marked = False

    def go_in(self) -> None:
        """What follows stands in the item that the last line has begun, and begins on that line."""
        if self._begun:
            self._items.append(self._begun)
            self._begun = None

    def _follow(self, column: int, inner: str) -> None:
        """See which items a line ends and which it begins."""
        self.go_in()
        marker = MARKER.match(inner)
        if marker or column == 0 or inner[0] in "`~":
            while self._items and column < self._items[-1].content:
                self._items.pop()
        begins = marker if column - self.content < INDENTED else None
        count_on(self._counts, len(self._items), begins)
        self._begun = item_at(column, begins) if begins else None
        self.marked = begins is not None

    @property
    def content(self) -> int:
        """Where what stands in its open items begins."""
        return self._items[-1].content if self._items else 0

    @property
    def is_shallow(self) -> bool:
        """Whether the last line may begin a fence; not where no reader follows, and no room is left."""
        return self.signs > 0 and len(self.around) <= DEEP and self.inside[0] - self.content < INDENTED

    @property
    def around(self) -> str:
        """As in `Block`."""
        return ">" * self.signs + "-" * len(self._items)

    @property
    def numbers(self) -> tuple[int, ...]:
        """Of its lists, as in `Block`."""
        return numbers_of(self._counts)

    def context(self, margin: int) -> str:
        """The lines that open again what is open in it, so many columns from the left edge."""
        heads = heads_of(self._items)
        if self.alert:
            heads = f"[!{self.alert}]\n\n".removesuffix("" if heads else "\n") + heads
        front = " " * margin + ">" * self.signs
        return "".join(f"{front} {line}".rstrip() + "\n" for line in heads.split("\n")) if heads else ""
