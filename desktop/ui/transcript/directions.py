"""Code is read from left to right, whatever it holds: words from right to left keep their places in it.

Without that, two of them with an equals sign between would change places, and code would not say what is copied of it
(reference/reliability.md, T15).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import islice
from typing import TYPE_CHECKING

from desktop.domain.utf16 import width_of

if TYPE_CHECKING:
    from collections.abc import Iterator

ISOLATE, RELEASE = "\u2066", "\u2069"  # around what keeps its place in a text that is read in another direction
_LETTERS = "[\u0590-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
_WORDS = re.compile(rf"{_LETTERS}+(?: +{_LETTERS}+)*")
MOST = 200  # runs in a text, above which laying them out apart would hold the window
_END = re.compile(rf"{_LETTERS} *$")


def can_be_apart(code: str) -> bool:
    """Whether all of a text can be taken `apart`; what has more such words than any code is left as it is."""
    return code.isascii() or next(islice(_WORDS.finditer(code), MOST, None), None) is None


def has_words(code: str) -> bool:
    """Whether there are words from right to left."""
    return not code.isascii() and _WORDS.search(code) is not None


def told_apart(text: str) -> Iterator[tuple[str, bool]]:
    """Text in parts: runs of words from right to left (True), and what is between."""
    end = 0
    for found in _WORDS.finditer(text):
        if found.start() > end:
            yield text[end : found.start()], False
        yield found[0], True
        end = found.end()
    if end < len(text) or not text:
        yield text[end:], False


def apart(code: str) -> str:
    """Code with each run of words from right to left for itself."""
    return code if code.isascii() else _WORDS.sub(lambda found: ISOLATE + found[0] + RELEASE, code)


def may_go_on(code: str) -> bool:
    """Whether such a run at the end may become longer by what follows."""
    return not code.isascii() and _END.search(code, max(0, code.rfind("\n"))) is not None


def moved(spans: list[tuple[int, int]], line: str) -> list[tuple[int, int]]:
    """Starts and lengths in a line of code, by Qt's positions, as they are once its words are `apart`."""
    starts, ends, before, at_end = [], [], 0, 0
    for found in _WORDS.finditer(line):  # in one walk: a line may be nothing but short words
        starts.append(at_end + width_of(line[before : found.start()]))
        at_end, before = starts[-1] + width_of(found[0]), found.end()
        ends.append(at_end)

    def at(place: int) -> int:
        return place + bisect_right(starts, place) + bisect_right(ends, place)

    return [(at(start), at(start + length - 1) + 1 - at(start)) for start, length in spans]
