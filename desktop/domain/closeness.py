"""How close names are to what was typed: whether they have its words whole, and what they say beside it."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING

from desktop.domain.find import folded
from desktop.domain.matching import less
from desktop.domain.typos import parted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.domain.model import Model

_WORDS = re.compile(r"\d+(?:\.\d+)*|[^\W\d_]+")  # `gpt`, `4` and `o` of `GPT-4o`: also when it is typed in one
_WHOLE = re.compile(r"[^\W_]+(?:\.\d[^\W_]*)*")  # `gpt` and `4o` of it, and `3b`, which is no 3


class Closeness:
    """The words of names without their authors, and which names have them.

    The fewer words of its name were not typed, the closer is a model. Who types no number means no version: then
    numbers in names count for nothing, and of all versions the order of the list decides.
    """

    def __init__(self, models: Iterable[Model]) -> None:
        self._rows: defaultdict[str, list[int]] = defaultdict(list)
        self._every: defaultdict[str, list[int]] = defaultdict(list)  # whole words of names and ids, likewise
        self._words: list[int] = []  # so many has a name, row by row
        self._unnumbered: list[int] = []  # likewise, without numbers
        for row, model in enumerate(models):
            words = set(_WORDS.findall(folded(model.name.partition(": ")[2] or model.name)))
            for word in words:
                self._rows[word].append(row)
            for word in _whole(f"{model.name}\n{model.id}"):
                self._every[word].append(row)
            self._words.append(len(words))
            self._unnumbered.append(sum(not word[0].isdigit() for word in words))

    def beside(self, typed: Iterable[str]) -> Sequence[int]:
        """Row by row how many words a name has beside these folded ones."""
        words = set(_WORDS.findall(" ".join(typed)))
        left = (self._words if any(word[0].isdigit() for word in words) else self._unnumbered).copy()
        for word in words:
            for row in self._rows.get(word, ()):
                left[row] -= 1
        return left

    def graded(self, typed: Iterable[str], rows: Sequence[int]) -> Sequence[Sequence[int]]:
        """Of these rows, in their order, those that have all typed words; all as beginnings of words; the others."""
        words, whole = set(chain(*map(parted, _WHOLE.findall(" ".join(typed))))), set(rows)
        for word in words:
            whole = whole.intersection(self._every.get(word, ()))
        more = less(rows, [*whole])
        begun = set(more)
        for word in words:
            longer = (found for known, found in self._every.items() if known.startswith(word))
            begun = begun and begun.intersection(chain(*longer))
        return (
            [*filter(whole.__contains__, rows)],
            [*filter(begun.__contains__, more)],
            less(more, begun),
        )


def _whole(text: str) -> set[str]:
    """The words of a text; those that end with a number also apart from it, as they may be typed."""
    words = _WHOLE.findall(folded(text))
    return {*words, *chain(*map(parted, words))}
