"""Finding models in several lists at once: what is listed here, what others list, and what is no longer listed."""

from __future__ import annotations

from itertools import chain
from operator import is_not
from typing import TYPE_CHECKING

from desktop.domain.blame import blame
from desktop.domain.matching import less
from desktop.domain.orders import joined
from desktop.domain.search import Finder, Found, Picked
from desktop.domain.terms import begins_any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.domain.orders import Order
    from desktop.domain.query import Known, Query
    from desktop.domain.terms import Sort

MEANS_RETIRED = ("retired", "favorite", "tag", "note", "used")


def reach_of(query: Query, listed: Mapping[str, Mapping[str, int]]) -> tuple[bool, bool]:
    """Whether a query is for what is listed elsewhere too, and for what is no longer listed; see `Lists`.

    `listed` are the names that the list has, by key; where it states none at all, what only others state is not meant.
    """
    meant = [term for term in query.conditions if not term.negated]
    named = [(str(term.value), names) for term in meant if (names := listed.get(term.key))]
    said = any(not word.negated for word in query.words)
    beyond = said or any(not begins_any(name, names) for name, names in named)
    there = any(term.key == "at" for term in query.conditions)
    return there or beyond, beyond or any(term.key in MEANS_RETIRED for term in meant)


class Lists:
    """What is listed here, what others list, and what is no longer listed.

    What other connections list is found by words that should occur, or by place. What is no longer listed, here or
    elsewhere, is found by such words, or where it is meant. A name that only other lists have, such as that of a
    parameter, means them all. What a person has marked or asked is meant: a favorite that is gone is shown as gone.
    """

    def __init__(self, listed: Finder, elsewhere: Finder, retired: Finder) -> None:
        self._listed, self._elsewhere, self._retired = listed, elsewhere, retired
        self._nowhere = Finder(())
        self._ranks: dict[Sort, tuple[Sequence[Order], Sequence[int]]] = {}  # of several lists together, and their own

    def find(self, query: Query, known: Known, strange: Known) -> Found:
        """What is searched for: of all lists whole names, then words and beginnings of words, then all else.

        Of each of these, what lives comes before what is gone, and what is here before what is elsewhere.

        What the person keeps of a model, such as tags, is kept by connection: `strange`, which is known of those of
        others, has none of it; it has what is reckoned.
        """
        searched = self._searched(query, known, strange)
        here, others, past = tiers = _tiers(searched, query)
        if query.terms and not any(chain(*tiers)):

            def count(rest: Query) -> int:
                return sum(map(len, chain(*_tiers(self._searched(rest, known, strange), rest))))

            return Found((), blame(searched, query, count))
        listed = self._listed.models
        if not any((*others, *past)):
            return Found(Picked(listed, [*chain(*here)]) if query.terms else listed)
        models = [*chain(*(finder.models for finder, _ in searched))]
        there, beyond = (len(finder.models) for finder, _ in searched[:2])
        others, past = _moved(others, there), _moved(past, there + beyond)
        if not (query.sort and any(others)):  # what is here is in its order
            return Found(Picked(models, [*chain(*chain(*zip(here, others, past, strict=True)))]))
        mixed = searched[1][0] is not self._elsewhere.listed
        gone = [row for row in chain(*others) if models[row].retired] if mixed else []
        living = [*chain(*here), *less([*chain(*others)], gone)]
        ranks = [self._ranking(sort, searched[:2]) for sort in query.sort]
        return Found(Picked(models, [*_sorted(living, ranks), *_sorted(gone, ranks), *chain(*past)]))

    def _searched(self, query: Query, known: Known, strange: Known) -> Sequence[tuple[Finder, Known]]:
        """The three lists with what is known of each; empty ones in place of those that the query does not reach."""
        there, gone = reach_of(query, self._listed.values)
        others = (self._elsewhere if gone else self._elsewhere.listed) if there else self._nowhere
        return (self._listed, known), (others, strange), (self._retired if gone else self._nowhere, known)

    def _ranking(self, sort: Sort, searched: Sequence[tuple[Finder, Known]]) -> Sequence[int]:
        """Row by row of these lists together its rank, found anew when the order of one of them is another."""
        orders = [finder.order(sort.key, known) for finder, known in searched]
        before, ranks = self._ranks.get(sort, ((), ()))
        if len(before) != len(orders) or any(map(is_not, before, orders)):
            ranks = joined(orders).ranks(descending=sort.descending)
            self._ranks[sort] = orders, ranks
        return ranks


def _tiers(searched: Sequence[tuple[Finder, Known]], query: Query) -> Sequence[Sequence[Sequence[int]]]:
    """The rows of each list, tier by tier; what is gone or elsewhere hides nothing that is here."""
    named = [finder.has_names(query.words) for finder, _ in searched]
    forgiving = not named[0], not any(named), not any(named)
    return [
        finder.tiers(query, known, forgiving=forgives)
        for (finder, known), forgives in zip(searched, forgiving, strict=True)
    ]


def _moved(tiers: Sequence[Sequence[int]], by: int) -> Sequence[Sequence[int]]:
    """The same rows in a list that has so many others before."""
    return [[by + row for row in rows] for rows in tiers]


def _sorted(rows: Sequence[int], ranks: Sequence[Sequence[int]]) -> Sequence[int]:
    """By the first of these ranks, equal ones by the next."""
    for rank in reversed(ranks):
        rows = sorted(rows, key=rank.__getitem__)
    return rows
