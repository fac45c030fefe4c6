"""Finding models in a list: by words, typos forgiven, by conditions, and in any order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, filterfalse, pairwise
from string import ascii_lowercase
from typing import TYPE_CHECKING, Final, overload

from desktop.domain.blame import blame
from desktop.domain.closeness import Closeness
from desktop.domain.conditions import STATED, Stated, key_of
from desktop.domain.families import without_ending
from desktop.domain.find import folded
from desktop.domain.matching import Texts, less, spaced, titles, with_all, with_any, with_numbers
from desktop.domain.notes import Notes
from desktop.domain.orders import Order, order_of
from desktop.domain.reckoned import SUITS
from desktop.domain.terms import FITS, LISTED
from desktop.domain.typos import SHORTEST, Vocabulary, parted, pieces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from desktop.domain.blame import Blame
    from desktop.domain.model import Model
    from desktop.domain.query import Known, Query
    from desktop.domain.terms import Condition, Sort, Term, Word

KEPT = 64  # conditions and sorts that are remembered, and all that are asked for at once
SENTENCE = 10  # words that the longest names have: in more of them no typo is forgiven, and none is looked at by itself
NAMED = 4  # tiers of hits in names and ids
KINDS = (0, 1, 3, 4, 5, 6)  # where kinds of hits begin among the tiers: of one kind, what is gone comes last


class Picked(Sequence["Model"]):
    """Some of many models, by their rows: of thousands that are found a few are ever looked at."""

    def __init__(self, models: Sequence[Model], rows: Sequence[int]) -> None:
        self._models, self._rows = models, rows

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> Model: ...
    @overload
    def __getitem__(self, at: slice) -> Picked: ...
    def __getitem__(self, at: int | slice) -> Model | Picked:
        return Picked(self._models, self._rows[at]) if isinstance(at, slice) else self._models[self._rows[at]]

    def __iter__(self) -> Iterator[Model]:
        return map(self._models.__getitem__, self._rows)


@dataclass(frozen=True, slots=True)
class Found:
    """What a query found, best first; `why_empty` when that is nothing, unless there was nothing to search in."""

    models: Sequence[Model]
    why_empty: Blame | None = None


class Finder:
    """Searches one list of models, which never changes. To build and `prepare` it for thousands is for another thread.

    Models with the whole text as their name or id come first, then others with all words in name or id: as whole words,
    as beginnings of words, as parts of words; then those with all words in their descriptions too. Only when no name
    and no id has all words, those follow whose names have words like them: so a typo hides nothing, and what is spelled
    right brings nothing that only looks like it. These six are the tiers of what is found. In each of them names that
    begin with the text come first, in the id before the name alone, then of equal ones that which says least beside the
    words, as `Closeness` counts it, then the one that is listed first. What is gone leads nowhere: what is retired, has
    expired, or cannot be asked in a chat comes behind the equally good that can.

    Attributes:
        noted: What the person wrote of models, by id, where the last search found them by it.
        values: What the list has of authors, parameters and modalities, by key, and how often; most frequent first.
            Behind `:` the words that stand before a colon in names and ids.
    """

    def __init__(self, models: Sequence[Model]) -> None:
        self.models = tuple(models)
        every: Sequence[int] = range(len(self.models))
        self._words: tuple[Word, ...] = ()
        self._tiers: Sequence[Sequence[int]] = every, (), (), (), ()
        self._like: Sequence[int] | None = None
        self._marks: dict[Word, Sequence[bool]] = {}
        self._known: Known | None = None
        self._gone: frozenset[int] = frozenset()
        self._notes = Notes((), {}, {})
        self.noted: Mapping[str, str] = {}
        self.values = {**counts_of(self.models), ":": _keys_in(self.models)}
        self._stated = Stated(self.models)
        self._holding: dict[Condition, Sequence[bool]] = {}
        self._ranks: dict[Sort, Sequence[int]] = {}
        self._orders: dict[str, Order] = {}  # of what the list tells, by key
        self._told: dict[str, Order] = {}  # of what is known beyond it

    def prepare(self, families: frozenset[str] = frozenset()) -> None:
        """Make what is otherwise made when somebody first types, first mistypes, and first sorts.

        Whether models suit a chat with pictures goes by families too, see `families_of`.
        """
        _ = self._texts, self._spoken, self._asked, self._closeness, self._vocabulary, self._shut, self._ending
        self._stated.prepare(families)
        for key, stated in STATED.items():
            self._orders[key] = order_of(self.models, stated)
        if self.listed is not self:
            self.listed.prepare(families)

    @cached_property
    def listed(self) -> Finder:
        """Searches those alone that are still listed."""
        listed = [model for model in self.models if not model.retired]
        return self if len(listed) == len(self.models) else Finder(listed)

    @cached_property
    def _titles(self) -> Sequence[str]:
        return [folded(f"{model.name}\n{model.id}") for model in self.models]

    @cached_property
    def _spoken(self) -> Sequence[str]:
        """With and without authors, and with blanks in place of signs that nobody remembers."""
        return [spaced(titles(model)) for model in self.models]

    @cached_property
    def _asked(self) -> Sequence[str]:
        """Likewise, of ids alone, without the sign of aliases."""
        ids = [model.id.removeprefix("~") for model in self.models]
        return [spaced(folded(f"\n{model_id}\n{model_id.partition('/')[2]}")) for model_id in ids]

    @cached_property
    def _texts(self) -> Texts:
        return Texts(self._titles, (model.description for model in self.models))

    @cached_property
    def _closeness(self) -> Closeness:
        return Closeness(self.models)

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        """The words in which typos are looked for."""
        return Vocabulary(self._titles)

    @cached_property
    def _shut(self) -> frozenset[int]:
        """Rows that cannot be asked in a chat on any day."""
        rows = enumerate(self.models)
        return frozenset(row for row, model in rows if model.retired or model.excluded or not model.chat_ready)

    @cached_property
    def _ending(self) -> Mapping[int, date]:
        """Until when rows are listed, where that is told."""
        return {row: day for row, model in enumerate(self.models) if (day := model.expiration_date)}

    def find(self, query: Query, known: Known) -> Found:
        """The models that a query asks for; typos are forgiven where no name has the words.

        The same `known` object again makes it quick.
        """
        if not query.terms:
            return Found(self.models)
        rows = self._every(query, known)
        why_empty = blame([(self, known)], query, lambda rest: len(self._every(rest, known))) if not rows else None
        return Found(Picked(self.models, rows), why_empty)

    def _every(self, query: Query, known: Known) -> Sequence[int]:
        return [*chain(*self.tiers(query, known, forgiving=not self.has_names(query.words)))]

    def tiers(self, query: Query, known: Known, *, forgiving: bool) -> Sequence[Sequence[int]]:
        """Rows that a query asks for, by how well they fit and what lives first; in a chosen order all in one tier."""
        if known is not self._known or len(self._holding) + len(self._ranks) > KEPT:
            asked = set(query.conditions) if known is self._known else set()
            self._known = known
            self._gone = self._shut.union(row for row, day in self._ending.items() if day < known.today)
            self._holding = {condition: held for condition, held in self._holding.items() if condition in asked}
            self._ranks.clear()
            self._told.clear()
            self._notes = Notes(self.models, known.notes, known.tags)
        tiers = self._with_noted(query, self._having(query.words, forgiving=forgiving))
        for condition in query.conditions:
            holding = self._where(condition, known)
            tiers = [[row for row in rows if holding[row]] for rows in tiers]
        if query.sort:
            rows: Sequence[int] = [*chain(*tiers)]
            for sort in reversed(query.sort):
                rows = sorted(rows, key=self._ranking(sort, known).__getitem__)
            return rows, *[()] * (2 * KINDS[-1] - 1)
        return [*self._living_first(tiers)]

    def _with_noted(self, query: Query, tiers: Sequence[Sequence[int]]) -> Sequence[Sequence[int]]:
        """The tiers with what the person's own notes have of the words: behind names, before descriptions."""
        notes, (*named, told, like) = self._notes, tiers
        noted = less(found, chain(*named, told)) if (found := notes.rows(query.words)) else ()
        self.noted = notes.excerpts(query, noted)
        unwanted = notes.unwanted(query.words)
        return [less(rows, unwanted) for rows in (*named, [*noted, *told], less(like, noted))]

    def _living_first(self, tiers: Sequence[Sequence[int]]) -> Iterable[Sequence[int]]:
        """The tiers, twice as many: of each kind of hit the living, then what is gone."""
        is_gone = self._gone.__contains__
        for start, end in pairwise(KINDS):
            yield from ([*filterfalse(is_gone, rows)] for rows in tiers[start:end])
            yield from ([*filter(is_gone, rows)] for rows in tiers[start:end])

    # Words

    def has_names(self, words: tuple[Word, ...]) -> bool:
        """Whether a name or an id has all words, so that none is forgiven a typo."""
        return any(self._literally(words)[:NAMED])

    def _having(self, words: tuple[Word, ...], *, forgiving: bool) -> Sequence[Sequence[int]]:
        """Rows for words, tier by tier; those of the last search are kept while its conditions are being written."""
        tiers, forgiving = self._literally(words), forgiving and len(words) <= SENTENCE
        if forgiving and self._like is None:
            literal = set(chain(*tiers))
            self._like = [row for row in self._forgiven(words) if row not in literal]
        return *tiers, (self._like or ()) if forgiving else ()

    def _literally(self, words: tuple[Word, ...]) -> Sequence[Sequence[int]]:
        """The tiers of what has all words as they are written."""
        if words != self._words:
            self._words, self._tiers, self._like = words, self._ranked(words), None
        return self._tiers

    def _allowed(self, words: tuple[Word, ...]) -> Sequence[int]:
        """Rows without what must not occur."""
        allowed: Sequence[int] = range(len(self.models))
        for unwanted in {folded(word.letters) for word in words if word.negated}:
            allowed = self._texts.without(unwanted, allowed)
        return allowed

    def _ranked(self, words: tuple[Word, ...]) -> Sequence[Sequence[int]]:
        wanted = [word for word in words if not word.negated]
        if not wanted:
            return self._allowed(words), (), (), (), ()
        written, apart, hits, named = self._hits(words, wanted)
        starts = {"\n" + spaced(" ".join(words)) for words in (written, apart)}
        first = with_any(starts, self._spoken, named)
        exact = with_any({start + "\n" for start in starts}, self._spoken, first)
        by_id = with_any(starts, self._asked, first)  # names of what is made of a model begin with its own
        beside = self._closeness.beside(written)
        by_name, others = less(first, by_id), less(named, first)
        ordered = [*chain(*(sorted(rows, key=beside.__getitem__) for rows in (by_id, by_name, others)))]
        return exact, *self._closeness.graded(written, less(ordered, exact)), less(hits, named)

    def _hits(
        self, words: tuple[Word, ...], wanted: Sequence[Word]
    ) -> tuple[Sequence[str], Sequence[str], Sequence[int], Sequence[int]]:
        """Wanted words as they are found, whole and parted, and the rows that have them: anywhere, in name or id."""
        allowed, written = self._allowed(words), [folded(word.letters) for word in wanted]
        hits = self._texts.hits(written, allowed)
        plain = [word if term.quoted else without_ending(word) for word, term in zip(written, wanted, strict=True)]
        if not hits and plain != written:  # a way to ask a model, in no list
            written, hits = plain, self._texts.hits(plain, allowed)
        apart = [
            *chain(*((word,) if term.quoted else parted(word) for word, term in zip(written, wanted, strict=True)))
        ]
        named = with_all(dict.fromkeys(written), self._titles, hits)
        if apart != written:
            named = sorted({*named, *with_numbers(apart, self._titles, allowed)})
        return written, apart, hits, named

    def _forgiven(self, words: tuple[Word, ...]) -> Sequence[int]:
        """Rows that have words like these in name or id, the likest first. Numbers are not forgiven."""
        exact: list[str] = []  # anywhere
        spelled, likely = set[str](), set[str]()  # in names and ids: as they are written, and like it
        for word in dict.fromkeys(word for word in words if not word.negated):
            letters = folded(word.letters)
            found = [] if word.quoted else pieces(letters)
            exact += [] if found else [letters]
            spelled.update(piece for piece in found if piece.isdigit())
            for piece in (piece for piece in found if not piece.isdigit()):
                name, *number = parted(piece)
                if number and self._vocabulary.holds(piece):
                    name, number = piece, []
                spelled.update(number)
                (spelled if number and len(name) <= SHORTEST else likely).add(name)
        allowed = self._texts.with_all(exact, self._allowed(words))
        differences = dict.fromkeys(with_numbers(spelled, self._titles, allowed, pointless=True), 0)
        for piece in sorted(likely, key=len, reverse=True):
            like = self._vocabulary.resembling(piece, differences)
            differences = {row: differences[row] + more for row, more in like.items()}
            if not differences:
                break
        beside = self._closeness.beside(folded(word.letters) for word in words if not word.negated)
        return sorted(differences, key=lambda row: (differences[row], beside[row], row))

    # Conditions and sorts

    def _where(self, condition: Condition, known: Known) -> Sequence[bool]:
        """Row by row whether the condition is known to hold, with its minus."""
        if condition not in self._holding:
            wanted = not condition.negated
            if condition.key == "note":
                judged: Sequence[bool | None] = self._marked(self._notes.noting(str(condition.value)))
            elif condition == FITS:
                order = self.order("fit", known)
                judged = [at == 0 and order.values[0] == SUITS for at in order.places]
            else:
                judged = self._stated.judged(condition, known, self.values)
            self._holding[condition] = [verdict is wanted for verdict in judged]
        return self._holding[condition]

    def _ranking(self, sort: Sort, known: Known) -> Sequence[int]:
        """Row by row its rank, equal ones the same."""
        if sort not in self._ranks:
            self._ranks[sort] = self.order(sort.key, known).ranks(descending=sort.descending)
        return self._ranks[sort]

    def order(self, key: str, known: Known) -> Order:
        """The order of the list by a sort; the same object as long as that does not change."""
        orders = self._orders if key in STATED else self._told
        if key not in orders:
            reckoned = known.reckoned.get(key)
            rows, different = self._stated.alike(reckoned.alike) if reckoned else (None, self.models)
            order = order_of(different, key_of(key, known))
            orders[key] = order if rows is None else order.of_rows(rows)
        return orders[key]

    def meeting(self, query: Query, known: Known) -> Mapping[tuple[Term, ...], Sequence[bool]]:
        """Row by row whether it meets each part of a query: a condition, a word, or all words of a sentence."""
        apart = query.words if len(query.words) <= SENTENCE else ()
        self._marks = {word: self._marks.get(word) or self._with_word(word) for word in apart}
        held: dict[tuple[Term, ...], Sequence[bool]] = {
            (condition,): self._where(condition, known) for condition in query.conditions
        }
        if query.words and not apart:
            held[query.words] = self._marked(chain(*self._literally(query.words)))
        return held | {(word,): marks for word, marks in self._marks.items()}

    def _with_word(self, word: Word) -> Sequence[bool]:
        """Row by row whether it has a word, or where no name has it, one like it."""
        if word.negated:
            return self._marked(self._allowed((word,)))
        *_, hits, named = self._hits((word,), (word,))
        noted = self._notes.rows((word,))
        return self._marked(chain(hits, named, noted, () if named else self._forgiven((word,))))

    def _marked(self, rows: Iterable[int]) -> Sequence[bool]:
        """Row by row whether it is one of these."""
        among = set(rows)
        return [*map(among.__contains__, range(len(self.models)))]


_COUNTS: Final[Mapping[str, Callable[[Sequence[Model]], Counter[str]]]] = {
    "by": lambda models: Counter(author for model in models if (author := model.author)),
    "param": lambda models: _counted(model.supported_parameters for model in models),
    "in": lambda models: _counted(model.input_modalities for model in models),
    "out": lambda models: _counted(model.output_modalities for model in models),
}


def counts_of(models: Sequence[Model], keys: Iterable[str] = LISTED) -> Mapping[str, Mapping[str, int]]:
    """What models have of authors, parameters and modalities, by key, and how often; most frequent first.

    Most models have what others have too: what they have alike is counted once.
    """
    return {key: _most_first(_COUNTS[key](models)) for key in keys}


def _keys_in(models: Sequence[Model]) -> Mapping[str, int]:
    """The words that stand before a colon in names and ids."""
    pieces = "\n".join(f"{model.name}\n{model.id}" for model in models).lower().split(":")[:-1]
    return _most_first(Counter([piece[len(piece.rstrip(ascii_lowercase)) :] for piece in pieces]))


def _most_first(count: Counter[str]) -> Mapping[str, int]:
    return dict(sorted(count.items(), key=lambda item: (-item[1], item[0])))


def _counted(stated: Iterable[tuple[str, ...]]) -> Counter[str]:
    count = Counter[str]()
    for names, models in Counter(stated).items():
        for name in names:
            count[name] += models
    return count
