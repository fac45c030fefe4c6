"""Finding models in a list: by words, typos forgiven, by conditions, and in any order."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING

from desktop.domain.conditions import key_of, test_of
from desktop.domain.find import fold
from desktop.domain.typos import Vocabulary, pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from desktop.domain.model import Model
    from desktop.domain.query import Known, Query
    from desktop.domain.terms import Condition, Sort, Term, Word

KEPT = 64  # conditions and sorts that are remembered
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
MEANS_RETIRED = ("retired", "favorite", "tag", "used")


@dataclass(frozen=True, slots=True)
class Blame:
    """What of a query leaves nothing: all of its words, or a condition. Without it `left` models remain."""

    terms: tuple[Term, ...]
    left: int


@dataclass(frozen=True, slots=True)
class Found:
    """What a query found, best first; `why_empty` when that is nothing, unless there was nothing to search in."""

    models: Sequence[Model]
    why_empty: Blame | None = None


def find_all(listed: Finder, retired: Finder, query: Query, known: Known) -> Found:
    """What is searched for. What is no longer listed is found by words, after the others, or where it is meant.

    What a person has marked or asked is meant: a favorite that is gone is shown as gone.
    """
    found = listed.find(query, known)
    named = any(not word.negated for word in query.words)
    if not named and all(term.key not in MEANS_RETIRED or term.negated for term in query.conditions):
        return found
    gone = retired.find(query, known).models
    return Found([*found.models, *gone]) if gone else found


def with_elsewhere(found: Found, elsewhere: Finder, query: Query, known: Known) -> Found:
    """What was found, and what other connections list before what is gone: where words or the place ask for it.

    What the person keeps of a model, such as tags, is kept by connection: `known` has none of it, and nothing is sorted
    by it.
    """
    if not query.words and all(term.key != "at" for term in query.conditions):
        return found
    others = elsewhere.find(query, known).models
    if not others:
        return found
    here, gone = ([model for model in found.models if bool(model.retired) is retired] for retired in (False, True))
    return Found([*_sorted([*here, *others], query, known), *gone])


def _sorted(models: Sequence[Model], query: Query, known: Known) -> Sequence[Model]:
    """As a query asks; what is not known of some comes last, also when turned around."""
    for sort in reversed(query.sort):
        key = key_of(sort, known)
        stated = [(key(model), model) for model in models]
        first = sorted((row for row in stated if row[0] is not None), key=itemgetter(0), reverse=sort.descending)
        models = [model for _, model in (*first, *(row for row in stated if row[0] is None))]
    return models


class Finder:
    """Searches one list of models, which never changes. To build and `prepare` it for thousands is for another thread.

    Models with the whole text as their name or id come first, then those that begin with it, then others with all
    words in name or id, then those with all words in their descriptions too. Only when no name and no id has all
    words, those follow whose names have words like them: so a typo hides nothing, and what is spelled right brings
    nothing that only looks like it.

    Attributes:
        values: What the list has of authors, parameters and modalities, by key, and how often; most frequent first.
    """

    def __init__(self, models: Sequence[Model]) -> None:
        self.models = tuple(models)
        self._words: tuple[Word, ...] = ()
        self._hits: Sequence[int] = range(len(self.models))
        self._literal: tuple[Sequence[str], Sequence[int], Sequence[int]] = (), self._hits, self._hits
        self._known: Known | None = None
        self.values = _values(self.models)
        self._holding: dict[Condition, Sequence[bool]] = {}
        self._ranks: dict[Sort, Sequence[int]] = {}

    def prepare(self) -> None:
        """Make what is otherwise made when somebody first types, and first mistypes."""
        _ = self._texts, self._vocabulary

    @cached_property
    def _titles(self) -> Sequence[str]:
        return [_titles(model) for model in self.models]

    @cached_property
    def _texts(self) -> Sequence[str]:
        rows = zip(self._titles, self.models, strict=True)
        return [title + _folded(model.description) for title, model in rows]

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        """The words in which typos are looked for."""
        return Vocabulary([_folded(f"{model.name}\n{model.id}") for model in self.models])

    def find(self, query: Query, known: Known) -> Found:
        """The models that a query asks for. The same `known` object again makes it quick."""
        if known is not self._known or len(self._holding) + len(self._ranks) > KEPT:
            self._known = known
            self._holding.clear()
            self._ranks.clear()
        rows: Sequence[int] = self._having(query.words)
        for condition in query.conditions:
            holding = self._where(condition, known)
            rows = [row for row in rows if holding[row]]
        for sort in reversed(query.sort):
            rows = sorted(rows, key=self._ranking(sort, known).__getitem__)
        if len(rows) == len(self.models) and not query.terms:
            return Found(self.models)
        return Found([self.models[row] for row in rows], None if rows or not self.models else self._blame(query, known))

    # Words

    def _having(self, words: tuple[Word, ...]) -> Sequence[int]:
        """Rows for words, best first; those of the last search are kept while its conditions are being written."""
        if words != self._words:
            self._words, self._hits = words, self._ranked(words)
        return self._hits

    def _ranked(self, words: tuple[Word, ...]) -> Sequence[int]:
        allowed: Sequence[int] = range(len(self.models))
        for unwanted in {_folded(word.letters) for word in words if word.negated}:
            allowed = [row for row in allowed if unwanted not in self._texts[row]]
        wanted = [word for word in words if not word.negated]
        if not wanted:
            return allowed
        written = [_folded(word.letters) for word in wanted]
        letters = list(dict.fromkeys(written))
        start = "\n" + " ".join(written)
        hits = _with(letters, self._texts, self._likely(letters, allowed))
        self._literal = letters, allowed, hits
        named = _with(letters, self._titles, hits)
        first = _with([start], self._titles, named)
        exact = _with([start + "\n"], self._titles, first)
        forgiven = [] if named else self._forgiven(wanted, allowed)
        return list(dict.fromkeys((*exact, *first, *named, *hits, *forgiven)))

    def _likely(self, letters: Sequence[str], allowed: Sequence[int]) -> Sequence[int]:
        """Where to look for words: when they go on from the last ones, in what those found."""
        before, same, hits = self._literal
        return hits if same == allowed and all(any(old in new for new in letters) for old in before) else allowed

    def _forgiven(self, wanted: Sequence[Word], rows: Iterable[int]) -> Sequence[int]:
        """Those rows that have words like these in name or id, the likest first."""
        exact, likely = [], set()
        for word in dict.fromkeys(wanted):
            letters = _folded(word.letters)
            parts = [] if word.quoted else pieces(letters)
            exact += [] if parts else [letters]
            likely.update(parts)
        differences = dict.fromkeys(_with(exact, self._texts, rows), 0)
        for piece in sorted(likely, key=len, reverse=True):
            like = self._vocabulary.resembling(piece, differences)
            differences = {row: differences[row] + more for row, more in like.items()}
        return sorted(differences, key=lambda row: (differences[row], row))

    # Conditions and sorts

    def _where(self, condition: Condition, known: Known) -> Sequence[bool]:
        """Row by row whether the condition is known to hold, with its minus."""
        if condition not in self._holding:
            test, wanted = test_of(condition, known, self.values), not condition.negated
            self._holding[condition] = [test(model) is wanted for model in self.models]
        return self._holding[condition]

    def _ranking(self, sort: Sort, known: Known) -> Sequence[int]:
        """Row by row its rank, equal ones the same; what is not known comes last, also when turned around."""
        if sort not in self._ranks:
            key = key_of(sort, known)
            values = [key(model) for model in self.models]
            order = sorted({value for value in values if value is not None}, reverse=sort.descending)
            places = {value: place for place, value in enumerate(order)}
            self._ranks[sort] = [places.get(value, len(order)) for value in values]
        return self._ranks[sort]

    def _blame(self, query: Query, known: Known) -> Blame:
        """The part of a query without which most would be left; when none would, the one that leaves the fewest."""
        parts: dict[tuple[Term, ...], Sequence[bool]] = {
            (condition,): self._where(condition, known) for condition in query.conditions
        }
        if query.words:
            hits = set(self._having(query.words))
            parts[query.words] = [row in hits for row in range(len(self.models))]
        left = Counter[int]()
        for marks in zip(*parts.values(), strict=True):
            if marks.count(False) == 1:
                left[marks.index(False)] += 1
        terms = tuple(parts)
        worst = max(range(len(terms)), key=lambda part: (left[part], -sum(parts[terms[part]])))
        return Blame(terms[worst], left[worst])


def _values(models: Sequence[Model]) -> Mapping[str, Mapping[str, int]]:
    """Most models have what others have too: what they have alike is counted once."""
    counts = {
        "by": Counter(author for model in models if (author := model.author)),
        "param": _counted(model.supported_parameters for model in models),
        "in": _counted(model.input_modalities for model in models),
        "out": _counted(model.output_modalities for model in models),
    }
    return {key: dict(sorted(count.items(), key=lambda item: (-item[1], item[0]))) for key, count in counts.items()}


def _counted(stated: Iterable[tuple[str, ...]]) -> Counter[str]:
    count = Counter[str]()
    for names, models in Counter(stated).items():
        for name in names:
            count[name] += models
    return count


def _titles(model: Model) -> str:
    """Name and id, with and without the author, each between line breaks: so `in` finds whole ones and beginnings."""
    name, model_id = model.name, model.id
    return _folded(f"\n{name}\n{model_id}\n{name.partition(': ')[2]}\n{model_id.partition('/')[2]}\n")


def _folded(text: str) -> str:
    """`fold`, in a fraction of the time for English: blanks of other kinds do not matter between words."""
    lowered = text.lower()
    return lowered if lowered.isascii() else _FOREIGN.sub(lambda letters: fold(letters[0]), lowered)


def _with(words: Iterable[str], texts: Sequence[str], rows: Iterable[int]) -> Sequence[int]:
    """Those rows in whose text every word occurs. Word by word over all rows: half the time of row by row."""
    for word in sorted(words, key=len, reverse=True):  # long ones are rare, and leave little to look through
        rows = [row for row in rows if word in texts[row]]
    return list(rows)
