"""Finding models in several lists at once: what is listed here, what others list, and what is no longer listed."""

from __future__ import annotations

from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING

from desktop.domain.blame import blame
from desktop.domain.conditions import key_of
from desktop.domain.search import Finder, Found, Picked
from desktop.domain.terms import begins_any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.domain.model import Model
    from desktop.domain.query import Known, Query

MEANS_RETIRED = ("retired", "favorite", "tag", "note", "used")


def reach_of(query: Query, listed: Mapping[str, Mapping[str, int]]) -> tuple[bool, bool]:
    """Whether a query is for what is listed elsewhere too, and for what is no longer listed; see `find_all`.

    `listed` are the names that the list has, by key; where it states none at all, what only others state is not meant.
    """
    meant = [term for term in query.conditions if not term.negated]
    named = [(str(term.value), names) for term in meant if (names := listed.get(term.key))]
    said = any(not word.negated for word in query.words)
    beyond = said or any(not begins_any(name, names) for name, names in named)
    there = any(term.key == "at" for term in query.conditions)
    return there or beyond, beyond or any(term.key in MEANS_RETIRED for term in meant)


def find_all(listed: Finder, elsewhere: Finder, retired: Finder, query: Query, known: Known, strange: Known) -> Found:
    """What is searched for: of all lists whole names, then words and beginnings of words, then all else.

    Of each of these, what lives comes before what is gone, and what is here before what is elsewhere.

    What other connections list is found by words that should occur, or by place. What the person keeps of a model, such
    as tags, is kept by connection: `strange`, which is known of these, has none of it; it has what is reckoned.

    What is no longer listed, here or elsewhere, is found by such words, or where it is meant. A name that only other
    lists have, such as that of a parameter, means them all. What a person has marked or asked is meant: a favorite that
    is gone is shown as gone.
    """
    searched = _searched(listed, elsewhere, retired, query, known, strange)
    here, others, past = tiers = _tiers(searched, query)
    if query.terms and not any(chain(*tiers)):

        def count(rest: Query) -> int:
            return sum(map(len, chain(*_tiers(_searched(listed, elsewhere, retired, rest, known, strange), rest))))

        return Found((), blame(searched, query, count))
    if not any((*others, *past)):
        return Found(Picked(listed.models, [*chain(*here)]) if query.terms else listed.models)
    models = [*chain(*(finder.models for finder, _ in searched))]
    there, beyond = (len(finder.models) for finder, _ in searched[:2])
    others, past = _moved(others, there), _moved(past, there + beyond)
    if query.sort:
        living = _sorted(Picked(models, [*chain(*here, *others)]), query, known, strange)
        return Found([*living, *Picked(models, [*chain(*past)])])
    return Found(Picked(models, [*chain(*chain(*zip(here, others, past, strict=True)))]))


def _searched(
    listed: Finder, elsewhere: Finder, retired: Finder, query: Query, known: Known, strange: Known
) -> Sequence[tuple[Finder, Known]]:
    """The three lists with what is known of each; empty ones in place of those that the query does not reach."""
    there, gone = reach_of(query, listed.values)
    nowhere = Finder(())
    others = (elsewhere if gone else elsewhere.listed) if there else nowhere
    return (listed, known), (others, strange), (retired if gone else nowhere, known)


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


def _sorted(models: Sequence[Model], query: Query, known: Known, strange: Known) -> Sequence[Model]:
    """As a query asks; what is not known of some comes last, also when turned around, and what is gone behind all."""
    for sort in reversed(query.sort):
        here, there = key_of(sort, known), key_of(sort, strange)
        stated = [((there if model.connection else here)(model), model) for model in models]
        first = sorted((row for row in stated if row[0] is not None), key=itemgetter(0), reverse=sort.descending)
        models = [model for _, model in (*first, *(row for row in stated if row[0] is None))]
    return sorted(models, key=lambda model: model.retired is not None)
