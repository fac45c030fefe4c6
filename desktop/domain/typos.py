"""Words of a list that resemble a word somebody typed: a letter too many, too few, wrong, or two in wrong order."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

LONGEST = 64  # letters of a word in which a typo is looked for: comparing takes its length by that of every other one
SHORTEST = 3  # letters of a word in which a typo is forgiven; as short as that, not one too many or too few
LONG = 8  # letters from which on two are
MANY = 99
KEPT = 4  # words of which it is remembered where the like of them occurs
_WORDS = re.compile(r"[^\W_]+")
_POINT = re.compile(r"(?<=\d)\.(?=\d)")
_NUMBERED = re.compile(r"([^\W\d_]{2,})(\d+(?:\.\d+)*)")


def pieces(word: str) -> list[str]:
    """What of a folded word is compared by itself: `claude` and `sonet` of `claude-sonet`; nothing of mere signs."""
    return _WORDS.findall(_POINT.sub("", word))


def parted(word: str) -> tuple[str, ...]:
    """`claude` and `4.5` of `claude4.5`: names have numbers apart, often with words between; else the word itself."""
    match = _NUMBERED.fullmatch(word)
    return match.groups() if match else (word,)


def differ_by_one(word: str, other: str) -> bool:
    """Whether one of two words is the other with one letter too many, too few, wrong, or two in wrong order."""
    for _ in range(2):  # from the beginning, then from the end
        while word and other and word[0] == other[0]:
            word, other = word[1:], other[1:]
        word, other = word[::-1], other[::-1]
    return max(len(word), len(other)) <= 1 or (len(word) == 2 and word == other[::-1])  # noqa: PLR2004 - see above


class Vocabulary:
    """The words of some folded texts, line by line, and in which of them they occur."""

    def __init__(self, texts: Sequence[str]) -> None:
        found = [_WORDS.findall(text) for text in texts]
        self._dense = ["\n".join("".join(_WORDS.findall(line)) for line in text.split("\n")) for text in texts]
        self._rows: defaultdict[str, list[int]] = defaultdict(list)
        for row, words in enumerate(found):
            for word in set(words):
                self._rows[word].append(row)
        self._beginnings: dict[int, dict[str, list[str]]] = {}
        self._everywhere: dict[str, Mapping[int, int]] = {}  # what was found among all rows

    def holds(self, word: str) -> bool:
        """Whether some text has a folded word, also where it is written apart there: `gpt4o` in `gpt-4o`."""
        return any(word in dense for dense in self._dense)

    def resembling(self, word: str, among: Mapping[int, int]) -> Mapping[int, int]:
        """Of some rows those with a word, or its beginning, like this folded one; by how many letters.

        Written together what stands apart (`gpt4o`), it differs by none. Numbers are not forgiven.
        """
        if len(among) < len(self._dense):
            return self._found(word, among)
        if word not in self._everywhere:  # why nothing is found asks again for what the search itself has asked for
            while len(self._everywhere) >= KEPT:
                del self._everywhere[next(iter(self._everywhere))]
            self._everywhere[word] = self._found(word, among)
        return self._everywhere[word]

    def _found(self, word: str, among: Mapping[int, int]) -> dict[int, int]:
        dense = self._dense
        found = {row: 0 for row in among if word in dense[row]}
        if SHORTEST <= len(word) <= LONGEST and word.isalpha():
            for distance, rows in self._like(word):
                for row in rows:
                    if row in among and distance < found.get(row, MANY):
                        found[row] = distance
        return found

    def _like(self, word: str) -> Iterable[tuple[int, list[int]]]:
        from rapidfuzz.distance import OSA  # noqa: PLC0415 - 10 ms that no start should wait for
        from rapidfuzz.process import extract  # noqa: PLC0415 - likewise

        allowed = 2 if len(word) >= LONG else 1
        aside = int(len(word) > SHORTEST)
        for length in range(len(word) - aside, len(word) + aside + 1):
            beginnings = self._beginning_with(length)
            for like, distance, _ in extract(
                word, list(beginnings), scorer=OSA.distance, score_cutoff=allowed, limit=None
            ):
                yield from ((distance, self._rows[whole]) for whole in beginnings[like])

    def _beginning_with(self, length: int) -> dict[str, list[str]]:
        """The words by their first letters, kept: texts do not change."""
        if length not in self._beginnings:
            beginnings = self._beginnings[length] = {}
            for word in self._rows:
                beginnings.setdefault(word[:length], []).append(word)
        return self._beginnings[length]
