"""Texts of models as they are searched, and in which rows of them words occur."""

from __future__ import annotations

import re
from collections import deque
from itertools import chain, filterfalse
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.find import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.domain.model import Model

BEFORE = 8  # searches in whose hits the next one may look: also for each word by itself, where nothing is found


def titles(model: Model) -> str:
    """Name and id, with and without the author, each between line breaks: so `in` finds whole ones and beginnings."""
    name, model_id = model.name, model.id
    return folded(f"\n{name}\n{model_id}\n{name.partition(': ')[2]}\n{model_id.partition('/')[2]}\n")


def with_all(words: Iterable[str], texts: Sequence[str], rows: Iterable[int]) -> Sequence[int]:
    """Those rows in whose text every word occurs. Word by word over all rows: half the time of row by row."""
    for word in sorted(words, key=len, reverse=True):  # long ones are rare, and leave little to look through
        rows = [row for row in rows if word in texts[row]]
    return list(rows)


class Search(NamedTuple):
    """Words that were looked for among some rows."""

    words: Sequence[str]
    rows: Sequence[int]
    hits: Sequence[int]


class Texts:
    """Folded titles, and what is said of their models: many are told in the same words, which are read once."""

    def __init__(self, titles: Sequence[str], told: Iterable[str]) -> None:
        self._titles = titles
        known: dict[str, int] = {}
        self._told = [known.setdefault(text, len(known)) for text in told]  # row by row, the number of its text
        self._texts = [folded(text) for text in known]
        self._before: deque[Search] = deque(maxlen=BEFORE)

    def hits(self, words: Iterable[str], rows: Sequence[int]) -> Sequence[int]:
        """The same as `with_all`, sooner where the words go on from others that were looked for in the same rows."""
        search = list(dict.fromkeys(words))
        narrower = [it.hits for it in self._before if _goes_on(search, it.words) and it.rows == rows]
        among: Sequence[int] = min(narrower, key=len, default=rows)
        hits = self.with_all(search, among)
        self._before.append(Search(search, rows, hits))
        return hits

    def with_all(self, words: Iterable[str], rows: Iterable[int]) -> Sequence[int]:
        """Those rows in whose title or text every word occurs."""
        titles, told = self._titles, self._told
        for word in sorted(words, key=len, reverse=True):
            rows = [*rows]
            telling = {text for text in {told[row] for row in rows} if word in self._texts[text]}
            rows = [row for row in rows if word in titles[row] or (telling and told[row] in telling)]
        return list(rows)

    def without(self, word: str, rows: Sequence[int]) -> Sequence[int]:
        """Those rows in which a word does not occur."""
        return less(rows, self.with_all([word], rows))


def _goes_on(words: Sequence[str], before: Sequence[str]) -> bool:
    """Whether what has all words has all of those before too."""
    return all(any(old in new for new in words) for old in before)


def with_any(words: Iterable[str], texts: Sequence[str], rows: Sequence[int]) -> Sequence[int]:
    """Likewise, where one of the words occurs."""
    found = [with_all([word], texts, rows) for word in words]
    return found[0] if len(found) == 1 else sorted({*chain(*found)})


def with_numbers(
    words: Iterable[str], texts: Sequence[str], rows: Iterable[int], *, pointless: bool = False
) -> Sequence[int]:
    """Likewise, but a number is a whole one there, or what stands before a point: `5` is in `5.1`, not in `15`.

    `pointless` finds `45` in `4.5` too.
    """
    numbers = [word for word in dict.fromkeys(words) if word[0].isdigit()]
    rows = with_all([word for word in dict.fromkeys(words) if word not in numbers], texts, rows)
    for number in numbers:
        digits = r"\.?".join(number) if pointless else re.escape(number)
        whole = re.compile(rf"(?<![\d.]){digits}(?!\d)")
        rows = [row for row in rows if whole.search(texts[row])]
    return rows


def spaced(text: str) -> str:
    """Folded text with blanks for hyphens, and for what stands between an author and a name or an id."""
    return text.replace("-", " ").replace(": ", " ").replace("/", " ")


def less(rows: Sequence[int], others: Iterable[int]) -> Sequence[int]:
    """Those rows that are not among others."""
    without = set(others)
    return [*filterfalse(without.__contains__, rows)] if without else rows
