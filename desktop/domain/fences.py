"""Fences around code: how they open, what their first line says, which line closes them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.items import INDENTED, MARK, NOTE, column_of, heads_of
from desktop.domain.quotes import unquoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.items import Item

_MARKS = r"(?:(?P<ticks>`{3,})(?P<info>[^`]*)|(?P<tildes>~{3,})(?P<note>.*))$"
_AROUND = rf"[ \t]*(?:>[ \t]?|{MARK}[ \t]+|{NOTE}[ \t]*)+"

FENCE = re.compile(_MARKS, re.DOTALL)
ITEM_FENCE = re.compile(rf"(?P<marker>[ \t]*(?:{MARK}[ \t]{{1,{INDENTED}}}){{1,2}}){_MARKS}", re.DOTALL)
QUOTED_FENCE = re.compile(rf"(?P<marker>[ \t]*(?:>[ \t]?)+[ \t]*{MARK}[ \t]{{1,{INDENTED}}}){_MARKS}", re.DOTALL)
PRE = re.compile(r" {0,3}<pre(?![a-z])", re.IGNORECASE)
NESTED_FENCE = re.compile(_AROUND + _MARKS, re.DOTALL)  # in a quote, or on the line of an item
# The start of a line that tells already what the whole line will be: a letter, or a first word that cannot
# turn into a list marker, a footnote, a heading, a fence or a table in HTML.
DECIDED = re.compile(
    r"[ \t]*+(?:>[ \t]*+)*+(?:[^\W\d_]|(?!`{3}|~{3}|[\d#]|\[\^|<[tT])\S{3}|<[tT]\S{4}|(?!`{3}|~{3}|\[\^)\S+[ \t]+\S"
    r"|\[\^[^\]\s]*(?:\s|\](?:[^:]|:[ \t]*\S)))"
)
WORD = 5  # characters of code that each of its words and signs counts for: coloring costs by these
_WORD = re.compile(r"\w+|[^\w\s]")


class Fence(NamedTuple):
    """An open fence: its marks, the first word behind them, and its columns from what it stands in; see `Block`."""

    mark: str
    language: str
    indent: int
    around: str = ""
    alert: str = ""

    def closed_by(self, line: str) -> bool:
        line = unquoted(line, self.around.count(">")) or ""
        if column_of(line) >= self.indent + INDENTED:
            return False
        text = line.strip()
        return len(text) >= len(self.mark) and not text.strip(self.mark[0])

    def left_by(self, line: str, margin: int, content: int) -> bool:
        """Whether a line is outside of its quotes, of items around them, to `margin`, or in them, to `content`."""
        quotes = self.around.count(">")
        inner = unquoted(line, quotes)
        below = inner is not None and (not inner.strip() or column_of(inner) >= content)
        return quotes > 0 and not (below and column_of(line) >= margin)


class Nested(NamedTuple):
    """An open fence that stays in the block around it, and the line it is on: in a quote, or on the line of an item."""

    fence: Fence
    opening: str

    def closed_by(self, line: str) -> bool:
        return self.fence.closed_by(line.lstrip("> \t"))

    def left_by(self, line: str, margin: int) -> bool:
        """Whether a line does not belong to the quote or the item any more, whose content begins at the margin."""
        return not line.lstrip(" \t").startswith(">") if ">" in self.opening else column_of(line) < margin

    def context(self, items: Sequence[Item]) -> str:
        """What opens it again for the next piece; the last of the items is the one that it is on the line of."""
        return ("" if self.opening.lstrip().startswith(">") else heads_of(items[:-1])) + self.opening


def fence_of(opening: re.Match[str], indent: int = 0, around: str = "", alert: str = "") -> Fence:
    """The fence that one of the patterns has found."""
    info = (opening["info"] or opening["note"] or "").split()
    return Fence(opening["ticks"] or opening["tildes"], info[0] if info else "", indent, around, alert)


def weight_of(code: str) -> int:
    """How much showing code costs, in characters of code that people write."""
    return len(code) + WORD * len(_WORD.findall(code))
