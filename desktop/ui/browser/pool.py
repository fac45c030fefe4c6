"""What a search looks through: a list, on a day, with what is known beyond it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop.domain.lists import Lists, reach_of
from desktop.domain.query import Known
from desktop.domain.reckoned import Reckoned
from desktop.domain.search import Finder, counts_of
from desktop.domain.terms import FITS, LISTED, Word

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from datetime import date

    from desktop.domain.model import Model
    from desktop.domain.query import Query
    from desktop.domain.search import Found


class Scope(NamedTuple):
    """Among how many models one looks: of the list, of other connections, and no longer listed."""

    listed: int
    elsewhere: int
    retired: int


class Pool:
    """Holds what it is given.

    Attributes:
        models: The list, with what cannot be asked in a chat.
        day: At whose end the list was so; None for what is listed now.
        known: What conditions ask about beyond the list. Of an earlier day's list they ask as on it.
    """

    def __init__(self) -> None:
        self.models: Sequence[Model] = ()
        self.day: date | None = None
        self._finder = self._retired = self._elsewhere = Finder(())
        self._join()
        self._place, self._places = "", frozenset[str]()
        self._reckoners: dict[str, Callable[[date], Reckoned]] = {}
        self._told = self.known = self._strange = Known(datetime.now(UTC).date())

    def put_list(self, models: Sequence[Model], finder: Finder, day: date | None = None) -> None:
        """Search this list from now on, by its finder."""
        self.models, self._finder, self.day = models, finder, day
        self._join()
        self.put_known(replace(self._told, today=datetime.now(UTC).date()))

    def put_retired(self, finder: Finder) -> None:
        """Search this too, which has what is no longer listed."""
        self._retired = finder
        self._join()

    def _join(self) -> None:
        self._lists = Lists(self._finder, self._elsewhere, self._retired)

    def put_elsewhere(self, finder: Finder, place: str) -> None:
        """Search this too, which has what other connections list; `place` is that of the one that is used."""
        self._elsewhere, self._place = finder, place
        self._join()
        self._places = frozenset(model.place for model in finder.models)
        self.put_known(self._told)

    def put_known(self, known: Known) -> None:
        """Know this beyond the list from now on, without what is reckoned."""
        self._told = known
        self.known = replace(known, today=self.day or known.today, place=self._place, places=self._places)
        self._strange = Known(self.known.today, place=self._place, places=self._places)

    def reckon(self, sort: str, reckoner: Callable[[date], Reckoned]) -> None:
        """Reckon so, as of a day, what this sort asks of each model, once somebody wants it: many take a while."""
        self._reckoners[sort] = reckoner
        if sort in self.known.reckoned:  # the same object of what is known makes searches quick
            self._know({})

    def _reckon(self, query: Query) -> None:
        wanted = {"fit" if term == FITS else term.key for term in query.terms if not isinstance(term, Word)}
        wanted &= self._reckoners.keys()
        if missing := wanted - self.known.reckoned.keys():
            more = {sort: _once(self._reckoners[sort](self.known.today)) for sort in missing}
            self._know({**self.known.reckoned, **more})

    def _know(self, reckoned: Mapping[str, Reckoned]) -> None:
        self.known, self._strange = replace(self.known, reckoned=reckoned), replace(self._strange, reckoned=reckoned)

    @property
    def values(self) -> Mapping[str, Mapping[str, int]]:
        """Names that the lists have, tags, and connections if there are several; by key, with how often they occur.

        Those of the list come first and are counted in it alone; those that others have are found in these, unless
        the list states none of the kind at all.
        """
        others = (self._elsewhere, self._retired) if self.day is None else ()
        own = self._finder.values
        values = {
            key: _with_others(names, [other.values[key] for other in others] if names or key not in LISTED else ())
            for key, names in own.items()
        }
        tags = Counter(tag.casefold() for found in self.known.tags.values() for tag in found)
        places = Counter(model.place for model in (self._elsewhere.listed.models if self.day is None else ()))
        if places:
            places[self._place] += len(self._finder.models)
        return values | {"tag": dict(tags.most_common()), "at": dict(places.most_common())}

    def counts(self, query: Query, keys: Collection[str]) -> Mapping[str, Mapping[str, int]]:
        """Names that are found by a query, with how often, by those of these keys that are counted."""
        query = query.dropping(query.sort)
        if not query.terms:
            return {key: names for key, names in self.values.items() if key in keys}
        found = self.find(query).models
        counts = {**counts_of(found, [key for key in LISTED if key in keys])}
        if "tag" in keys:
            own = (self.known.tags.get(model.id, ()) for model in found if not model.connection)
            counts["tag"] = dict(Counter(tag.casefold() for tags in own for tag in tags).most_common())
        return counts

    def find(self, query: Query) -> Found:
        """What is searched for. What was listed on an earlier day is in its list, and in no other."""
        self._reckon(query)
        if self.day is not None:
            return self._finder.find(query, self.known)
        return self._lists.find(query, self.known, self._strange)

    def suiting(self, query: Query) -> Sequence[Model]:
        """What of that suits the chat."""
        return self.find(replace(query, terms=(*query.terms, FITS))).models

    @property
    def noted(self) -> Mapping[str, str]:
        """What the person wrote of models, by id, where the last search found them by it; see `Finder`."""
        return {**(self._retired.noted if self.day is None else {}), **self._finder.noted}

    def scope(self, query: Query) -> Scope:
        """Among how many models a query looks."""
        there, gone = reach_of(query, self._finder.values) if self.day is None else (False, False)
        elsewhere = self._elsewhere if gone else self._elsewhere.listed
        return Scope(len(self.models), there * len(elsewhere.models), gone * len(self._retired.models))

    @property
    def unasked(self) -> int:
        """How many of the list cannot be asked in a chat, and are never found."""
        return len(self.models) - len(self._finder.models)

    def misses_zero_retention(self, query: Query) -> bool:
        """Whether a query asks who keeps nothing, and that is not known yet."""
        return self.known.zero_retention is None and any(term.key == "zdr" for term in query.conditions)

    @property
    def untold(self) -> frozenset[str]:
        """What is not known yet of any model that is listed: conditions by which nothing is found either way.

        What the account excludes is told of all models or of none, and so are descriptions, which are searched.
        """
        excluded = any(model.excluded is not None for model in self.models[:1])
        described = any(model.description for model in self.models)
        told = {"zdr": self.known.zero_retention is not None, "excluded": excluded, "description": described}
        return frozenset(key for key in told if not told[key])

    def refused(self, model_id: str) -> Model | None:
        """What cannot be asked in a chat: it answers batches only, is no longer listed, or is listed elsewhere."""
        listed = next((model for model in self.models if model.id == model_id), None)
        if listed is not None and (self.day is None or listed.is_batch):
            return listed if listed.is_batch else None
        others = self._elsewhere.models if self.day is None else ()
        return next((model for model in (*self._retired.models, *others) if model.id == model_id), None)

    def beside(self, model: Model) -> Sequence[Model]:
        """What could be asked in place of a model: the list, and what the model's own connection lists."""
        if not model.connection:
            return self.models
        return [*self.models, *(other for other in self._elsewhere.models if other.connection == model.connection)]

    def unlisted(self, model_id: str) -> Model | None:
        """The model of this id that the list lacks: as it was listed here, else as others list it, or did."""
        others = (self._retired, self._elsewhere.listed, self._elsewhere) if self.day is None else ()
        every = chain(*(finder.models for finder in others))
        return next((model for model in every if model.id == model_id), None)

    def named(self, model_id: str) -> Model | None:
        """The model of this id that is listed, or was, here or else elsewhere."""
        every = (*self.models, *self._retired.models, *self._elsewhere.models)
        return next((model for model in every if model.id == model_id), None)

    @property
    def every(self) -> Sequence[Model]:
        """All that can be found, wherever it is listed, or was."""
        others = (self._elsewhere, self._retired) if self.day is None else ()
        return [*self.models, *chain(*(finder.models for finder in others))]

    def renewed(self, models: Iterable[Model]) -> list[Model]:
        """These as they are listed now, or were; without those that are no longer known."""
        by_key = {model.key: model for model in (*self._elsewhere.models, *self._retired.models, *self.models)}
        return [by_key[model.key] for model in models if model.key in by_key]


def _once(reckoned: Reckoned) -> Reckoned:
    """Reckons what is alike once: a search that reaches other connections sorts with every key."""
    known: dict[Any, tuple[Model, Any]] = {}  # the models too: what counts may be told by identity

    def of(model: Model) -> Any:
        told = reckoned.alike(model)
        if told not in known:
            known[told] = model, reckoned.of(model)
        return known[told][1]

    return Reckoned(of, reckoned.alike)


def _with_others(own: Mapping[str, int], others: Iterable[Mapping[str, int]]) -> Mapping[str, int]:
    """Names with how often they occur, and behind them those that only others have; most frequent first."""
    more: Counter[str] = Counter()
    for names in others:
        more.update({name: count for name, count in names.items() if name not in own})
    return {**own, **dict(more.most_common())}
