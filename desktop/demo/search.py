"""Full-text search over the sections of the built-in help: BM25 with English stop words and light stemming."""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SATURATION = 1.2  # BM25's k1: how soon more of the same word counts for nothing
LENGTH_WEIGHT = 0.5  # BM25's b: how much more a long section has to say
TITLE_WEIGHT = 4  # a word in a heading counts as often as this
PAGE_WEIGHT = 2
SHORTEST_STEM = 3

STOP_WORDS = frozenset(
    """
    a about all am an and any api app are as ask at be but by can could did do does explain for from get give go has
    have help how i if in into is it its just know let like make me mean much my need no not of on one or our
    please program should show so some tell than that the their them then there these they thing this to us use want
    was we what when where which who why will with would you your
    afternoon bonjour bye ciao cheers evening good goodbye greetings hallo hello hey hi hola morning thank thanks
    anybody anyone anything everything happen happened happens somebody someone something
    """.split()  # noqa: SIM905 - a hundred quoted words are no better to read
)
SAME = {  # stems of words that mean what the help calls otherwise
    "drag": "drop",
    "imag": "pictur",
    "photo": "pictur",
    "screenshot": "pictur",
    "cost": "pric",
    "expensiv": "pric",
    "cheap": "pric",
    "hotkey": "shortcut",
    "server": "endpoint",
    "remov": "delet",
    "forget": "delet",
    "abort": "stop",
    "cancel": "stop",
    "retry": "regenerat",
    "chat": "conversation",
    "credential": "key",
    "upload": "attach",
    "found": "find",
    "keep": "stor",
    "kept": "stor",
    "sav": "stor",
    "folder": "path",
    "directory": "path",
    "updat": "refresh",
    "internet": "network",
}


class Section(NamedTuple):
    """One question of the help, with its answer in Markdown; `page` is the title of its page."""

    page: str
    title: str
    body: str


class Passage(NamedTuple):
    """A section, how well it fits, and which share of the query's weight it holds (0 to 1)."""

    section: Section
    score: float
    share: float


def words(text: str) -> list[str]:
    """Lower-case stems of all words that mean something."""
    stems = [stem(word) for word in _plain(text) if word not in STOP_WORDS]
    return [SAME.get(word, word) for word in stems]


def _plain(text: str) -> list[str]:
    straight = text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return re.findall(r"[^\W_]+", re.sub("'s|n't", "", straight))


def stem(word: str) -> str:
    """The word without the ending of a plural or a verb: `pictures` and `picture`, `stopped` and `stop` agree."""
    if word.endswith("ies"):
        word = word[:-3] + "y"
    for ending in ("es", "s", "ing", "ed", "e"):
        bare = word.removesuffix(ending)
        if bare != word and len(bare) >= SHORTEST_STEM and not word.endswith("ss"):
            word = bare
    return word[:-1] if len(word) > SHORTEST_STEM and word[-1] == word[-2] and word[-1] not in "lsz" else word


def sections(pages: Mapping[str, str]) -> list[Section]:
    """The sections of all pages: one a heading of the second level; a page without any is one section."""
    return [section for page in pages.values() for section in _sections(page)]


def _sections(page: str) -> Iterable[Section]:
    first, _, rest = page.partition("\n")
    name = first.removeprefix("# ").strip()
    intro, *parts = re.split(r"^## ", rest, flags=re.MULTILINE)
    if intro.strip():
        yield Section(name, name, intro.strip())
    for part in parts:
        title, _, body = part.partition("\n")
        yield Section(name, title.strip(), body.strip())


class Index:
    """Ranks sections for a query."""

    def __init__(self, entries: Iterable[Section]) -> None:
        self.sections = list(entries)
        self._counts = [_counted(section) for section in self.sections]
        self._lengths = [count.total() for count in self._counts]
        self._usual_length = sum(self._lengths) / max(1, len(self._lengths))
        self._spread = Counter(word for count in self._counts for word in count)

    def find(self, query: str) -> list[Passage]:
        """Sections that hold a word of the query, the best first; one with just this title is the best."""
        weights = {word: self._weight(word) for word in words(query)}
        whole = sum(weights.values())
        found = []
        for section, count, length in zip(self.sections, self._counts, self._lengths, strict=True):
            held = {word: weight for word, weight in weights.items() if count[word]}
            if held:
                score = sum(weight * self._saturated(count[word], length) for word, weight in held.items())
                found.append(Passage(section, score, sum(held.values()) / whole))
        title = _plain(query)
        return sorted(found, key=lambda item: (_plain(item.section.title) == title, item.score), reverse=True)

    def _weight(self, word: str) -> float:
        """A rare word says more; one that is nowhere says most, and is what nothing was found for."""
        having = self._spread[word]
        return math.log(1 + (len(self.sections) - having + 0.5) / (having + 0.5))

    def _saturated(self, count: int, length: int) -> float:
        damping = 1 - LENGTH_WEIGHT + LENGTH_WEIGHT * length / self._usual_length
        return count * (SATURATION + 1) / (count + SATURATION * damping)


def _counted(section: Section) -> Counter[str]:
    return Counter([*words(section.body), *words(section.title) * TITLE_WEIGHT, *words(section.page) * PAGE_WEIGHT])
