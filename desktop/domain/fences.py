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
_NAMED = re.compile(r"\b(?:title|file|filename)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'{},]+))", re.IGNORECASE)
_LINES = re.compile(r"^\d+:\d+:")  # of a file that is quoted
_ENDING = re.compile(r"[^\s/\\]\.([A-Za-z]\w{0,9})$")
MATH = "math"  # what formulas are called as a language
WORD = 5  # characters of code that each of its words and signs counts for: coloring costs by these
_WORD = re.compile(r"\w+|[^\w\s]")


class Info(NamedTuple):
    """What the first line of a fence says: the language, and which file the code belongs into; "" where it does not."""

    language: str
    file: str


class Fence(NamedTuple):
    """An open fence: its marks, what is said behind them, and its columns from what it stands in; see `Block`."""

    mark: str
    language: str
    file: str
    indent: int
    around: str = ""
    alert: str = ""

    @property
    def is_math(self) -> bool:
        """Whether it is drawn as a formula."""
        return self.language.lower() == MATH

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
    """An open fence that stays in the block around it, and the line it is on.

    It is in a quote, on the line of an item, or around a formula.
    """

    fence: Fence
    opening: str

    def closed_by(self, line: str) -> bool:
        return self.fence.closed_by(line.lstrip("> \t"))

    def left_by(self, line: str, margin: int) -> bool:
        """Whether a line does not belong to the quote or the item any more, whose content begins at the margin."""
        return not line.lstrip(" \t").startswith(">") if ">" in self.opening else column_of(line) < margin

    def context(self, items: Sequence[Item]) -> str:
        """What opens it again for the next piece; the last of the items may be the one that it is on the line of."""
        begun = self.opening.lstrip()
        around = items if begun[0] in "`~" else () if begun[0] == ">" else items[:-1]
        return heads_of(around) + self.opening


def fence_of(opening: re.Match[str], indent: int = 0, around: str = "", alert: str = "") -> Fence:
    """The fence that one of the patterns has found."""
    info = info_in(opening["info"] or opening["note"] or "")
    return Fence(opening["ticks"] or opening["tildes"], *info, indent, around, alert)


def nested_fence(line: str, margin: int = 0) -> Fence | None:
    """The fence that opens in a line and stays in the block around it: see `Nested`; a formula does so anywhere.

    Behind other blocks than those in items `margin` columns from the left edge, it is code that is indented.
    """
    if match := NESTED_FENCE.match(line):
        return fence_of(match)
    match = FENCE.match(line.lstrip("> \t")) if column_of(line) < margin + INDENTED else None
    fence = fence_of(match) if match else None
    return fence if fence and fence.is_math else None


def info_in(text: str) -> Info:
    """What is said behind the marks of a fence, in the ways that models have learned from what is on the web.

    Such as `python`, `python:src/main.py`, `js {1,3}`, `{.python .numberLines}`, `rust,ignore`, `c title="x.c"`,
    `src/main.py`, and `12:20:src/main.py` for these lines of a file.
    """
    text = text.strip()
    if text.startswith("{"):
        first = next((word for word in text.strip("{}").split() if word[0] != "#" and "=" not in word), "")
        word, rest = first.lstrip("."), text
    else:
        word, _, rest = text.partition(" ")
    named = _NAMED.search(rest) or _NAMED.search(word)
    language, _, place = _LINES.sub(":", word).partition(":")
    language = re.split(r"[,{]", language, maxsplit=1)[0]
    if "/" in language and _ENDING.search(language):
        language, place = "", language
    file = next(filter(None, named.groups()), "") if named else place if _ENDING.search(place) else ""
    ending = _ENDING.search(file)
    return Info(language or (ending[1] if ending else ""), file.strip())


def weight_of(code: str) -> int:
    """How much showing code costs, in characters of code that people write."""
    return len(code) + WORD * len(_WORD.findall(code))
