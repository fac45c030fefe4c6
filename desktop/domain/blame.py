"""Why a search found nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from desktop.domain.terms import Word

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.domain.query import Known, Query
    from desktop.domain.search import Finder
    from desktop.domain.terms import Term


@dataclass(frozen=True, slots=True)
class Blame:
    """What of a query leaves nothing: words that no model has, a word, or a condition.

    Attributes:
        left: So many models remain without it.
        holds: Whether a model meets it at all.
    """

    terms: tuple[Term, ...]
    left: int
    holds: bool = True


def blame(searched: Sequence[tuple[Finder, Known]], query: Query, count: Callable[[Query], int]) -> Blame | None:
    """The part of a query without which most would be left; when none would, the one that leaves the fewest.

    Words that no model has are one part, as it helps nobody to drop one of them. None where there was nothing to search
    in. `count` says how many models another query finds.
    """
    met = [finder.meeting(query, known) for finder, known in searched if finder.models]
    if not met:
        return None
    parts: dict[tuple[Term, ...], Sequence[bool]] = {
        part: [*chain.from_iterable(marks[part] for marks in met)] for part in met[0]
    }
    nowhere = [part for part, held in parts.items() if isinstance(part[0], Word) and not any(held)]
    if nowhere:
        together = {tuple(chain(*nowhere)): parts[nowhere[0]]}
        parts = {part: held for part, held in parts.items() if part not in nowhere} | together
    left = Counter[int]()
    for held, rows in Counter(zip(*parts.values(), strict=True)).items():
        if held.count(False) <= 1:  # none: all words, but not all of them in one place
            left[held.index(False) if False in held else len(parts) - 1] += rows
    terms = tuple(parts)
    worst = max(range(len(terms)), key=lambda part: (left[part], -sum(parts[terms[part]])))
    return Blame(terms[worst], count(query.dropping(terms[worst])), holds=any(parts[terms[worst]]))
