"""Where a line is cut that is too long for one piece: real paragraphs, rows and headings never are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from desktop.domain.block import JOINT
from desktop.domain.fences import weight_of
from desktop.domain.items import DEEP, heads_of
from desktop.domain.quotes import QUOTE
from desktop.domain.spans import unmarked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.items import Item

LONG_LINE = 24_000  # weight of one line after which it is cut at a good place …
LONGEST_LINE = 26_000  # … and after which it is cut anywhere
CODE_SIZE = 10_000  # of code, as `weight_of` counts it
STEP = 250  # characters of a line that are weighed at once
SIGN = 5  # characters of plain text that a sign counts for at which the parser stops to look …
MARK = 20  # … and a mark: parsing and layout cost by what is marked …
FORMULA = 12  # … more by formulas, for each of their marks …
LINK = 40  # … and by links …
ADDRESS = 60  # … most of all by those that are nothing but an address

HEADING = re.compile(r"#{1,6}(?=\s|$)")
_MARKS = rb"*_`~$[]<&|\\"
_SIGNS = rb"!#%+-:=>@^{}"
_ADDRESS = re.compile(r"(?<!\]\()(?:https?://|\bwww\.|(?<=\w)@(?=\w))", re.IGNORECASE)
_MAY_BE_ADDRESS = re.compile(rb"[@/wW](?:(?<=@)|(?<=/)/|(?<=[wW])[wW]{2}\.)")  # a set of characters is found quickly
# Full-width marks end sentences too. Written to begin with a set of characters: see `spans`.
_SENTENCE = re.compile(r"[.!?…:;。！？；](?:(?<=[。！？；])|[\"'”’)\]]*(?=\s))")  # noqa: RUF001 - full-width marks
_BLANK = re.compile(r"(?<=\S)(?=\s)")


class OpenLine:
    """The line that is being written.

    Attributes:
        text: As far as it is there, without what was cut off.
    """

    def __init__(self) -> None:
        self.text = ""
        self._weighed = 0  # characters
        self._heft = 0  # of these

    def add(self, text: str) -> str:
        """Add as much of a text as is weighed at once; returns the rest."""
        room = STEP - len(self.text) % STEP
        self.text += text[:room]
        return text[room:]

    def weigh(self, *, code: bool) -> int:
        """Weigh what was not weighed yet; the characters that have come to be too many, 0 while it is not too long."""
        limit = CODE_SIZE if code else LONG_LINE
        while len(self.text) - self._weighed >= STEP:
            more = self.text[self._weighed : self._weighed + STEP]
            self._weighed += STEP
            self._heft += weight_of(more) if code else heft_of(more)
            if self._heft >= limit:
                return self._weighed
        return 0

    def place(self, size: int, above: Sequence[str], *, code: bool) -> int:
        """Where to cut the first characters, which follow other lines of the paragraph; 0 to wait for more."""
        return size if code else place_in(self.text[:size], "".join(above), anywhere=self._heft >= LONGEST_LINE)

    def cut(self, size: int | None = None) -> str:
        """Take away the first characters, or all."""
        cut = self.text[:size]
        self.text = self.text[len(cut) :]
        self._weighed = self._heft = 0
        return cut


def heft_of(text: str) -> int:
    """How much showing Markdown costs, in characters of plain text."""
    written = text.encode(errors="surrogatepass")
    size = (len(text) + len(written)) // 2  # other scripts cost more than Latin letters
    marks = SIGN * _count(written, _SIGNS) + MARK * _count(written, _MARKS) + FORMULA * text.count("$")
    addresses = len(_ADDRESS.findall(text)) if _MAY_BE_ADDRESS.search(written) else 0
    return size + marks + LINK * text.count("[") + ADDRESS * addresses


def _count(text: bytes, signs: bytes) -> int:
    """How many of some signs there are: a fraction of the time of a pattern."""
    return len(text) - len(text.translate(None, signs))


def place_in(piece: str, before: str, *, anywhere: bool) -> int:
    """Where to cut the start of a line that follows other lines of its paragraph; 0 to wait for more of it.

    What follows begins with the blank, if there is one, so that both parts together say what the whole does.
    """
    skipped, half = len(before), len(piece) // 2
    free = [(max(half, start - skipped), end - skipped) for start, end in unmarked(before + piece)]
    for ends in (_SENTENCE, _BLANK):
        for start, end in reversed(free):
            places = [match.end() for match in ends.finditer(piece, max(0, start - 1), end) if match.end() >= start]
            if places:
                return places[-1]
    if not anywhere:
        return 0
    return max((match.end() for match in _BLANK.finditer(piece, half)), default=len(piece.rstrip()) or len(piece))


def context_of_rest(line: str, above: Sequence[str], items: Sequence[Item], *, heading: bool) -> str:
    """What the rest of a line is read behind: the items, the quote and the heading that it stands in."""
    margin = " " * items[-1].content if 0 < len(items) <= DEEP else ""
    quote = QUOTE.match(above[-1] if above and not line.lstrip().startswith(">") else line)
    title = HEADING.match(line.lstrip()) if heading else None
    around = (heads_of(items) + "\n" + margin if items else "") + (quote.group() if quote else "")
    return around + (f"{title.group()} " if title else "") + JOINT
