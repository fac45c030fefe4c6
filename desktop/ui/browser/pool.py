"""What a search looks through: a list, on a day, with what is known beyond it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from desktop.domain.query import Known
from desktop.domain.search import Finder, find_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from desktop.domain.model import Model
    from desktop.domain.query import Query
    from desktop.domain.search import Found


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
        self._finder = self._retired = Finder(())
        self._told = self.known = Known(datetime.now(UTC).date())

    def put_list(self, models: Sequence[Model], finder: Finder, day: date | None = None) -> None:
        """Search this list from now on, by its finder."""
        self.models, self._finder, self.day = models, finder, day
        self.put_known(replace(self._told, today=datetime.now(UTC).date()))

    def put_retired(self, finder: Finder) -> None:
        """Search this too, which has what is no longer listed."""
        self._retired = finder

    def put_known(self, known: Known) -> None:
        """Know this beyond the list from now on, without the costs of a use."""
        self._told = known
        self.known = replace(known, today=self.day or known.today)

    def put_costs(self, costs: Mapping[str, Decimal]) -> None:
        """Know what a use costs, until something else is known."""
        self.known = replace(self.known, costs=costs)

    @property
    def values(self) -> Mapping[str, Mapping[str, int]]:
        """Names that the list has, and tags, by key, with how often they occur."""
        tags = Counter(tag.casefold() for found in self.known.tags.values() for tag in found)
        return {**self._finder.values, "tag": dict(tags.most_common())}

    def find(self, query: Query) -> Found:
        """What is searched for. What was listed on an earlier day is in its list."""
        return find_all(self._finder, self._retired if self.day is None else Finder(()), query, self.known)

    def misses_zero_retention(self, query: Query) -> bool:
        """Whether a query asks who keeps nothing, and that is not known yet."""
        return self.known.zero_retention is None and any(term.key == "zdr" for term in query.conditions)

    def gone(self, model_id: str) -> Model | None:
        """What is no longer listed, also where it is in the list of an earlier day."""
        if self.day is None and any(model.id == model_id for model in self.models):
            return None
        return next((model for model in self._retired.models if model.id == model_id), None)

    def models_of(self, ids: Iterable[str]) -> list[Model]:
        """Those of these ids that are listed, or were."""
        by_id = {model.id: model for model in (*self._retired.models, *self.models)}
        return [by_id[model_id] for model_id in ids if model_id in by_id]
