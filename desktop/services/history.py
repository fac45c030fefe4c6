"""What changed in the model list of an endpoint, and when."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, NamedTuple

from desktop.api import model_list, model_rows
from desktop.domain.catalog import Catalog, Origin
from desktop.domain.history import Change, ChangeKind, changes_between, successor_of
from desktop.system.threads import on_thread

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from desktop.domain.model import Model
    from desktop.store.catalogs import Catalogs
    from desktop.store.changes import Changes


def compare(before: Sequence[bytes], after: Sequence[bytes], at: datetime) -> list[tuple[Change, bytes]]:
    """The changes from one list's rows to those fetched at `at`, each with the row of a model that is gone."""
    old, new = model_rows.differing(before, after)
    changes = changes_between(model_rows.models_of(old.values()), model_rows.models_of(new.values()), at)
    return [(change, old.get(change.model, b"") if change.kind is ChangeKind.RETIRED else b"") for change in changes]


def decoded(gone: Iterable[tuple[bytes, datetime]]) -> list[Model]:
    """Models that are no longer listed, of their last rows and when they were seen last."""
    return [replace(model, retired=seen.date()) for row, seen in gone for model in model_rows.models_of([row])]


class Retired(NamedTuple):
    """A model that is no longer listed, as it was last described.

    Attributes:
        successor: Permanent slug of the model that an alias went on to; empty when none is known.
    """

    model: Model
    successor: str


class History:
    """The lists that an endpoint gave over time. All methods raise `StoreFailure`.

    Args:
        connection: The endpoint's base URL.
    """

    def __init__(self, catalogs: Catalogs, changes: Changes, connection: str) -> None:
        self._catalogs = catalogs
        self._changes = changes
        self._connection = connection

    async def catch_up(self) -> None:
        """Compare the lists that an older version of the program has left, one at a time."""
        while await self._catalogs.compare_next(self._connection):
            pass

    async def since(self, at: datetime) -> tuple[Change, ...]:
        """All changes after a moment (UTC), newest lists first."""
        return await self._changes.since(self._connection, at)

    async def of(self, model_id: str) -> tuple[Change, ...]:
        """All changes of a model, oldest first."""
        return await self._changes.of(self._connection, model_id)

    async def last_changes(self, day: date | None = None) -> dict[str, datetime]:
        """When each model that ever changed did so the last time, UTC; by the end of a UTC day, if one is named."""
        return await self._changes.last(self._connection, _end_of(day or date.max))

    async def begun(self) -> datetime | None:
        """When the oldest list came, UTC; None while there is none."""
        return await self._catalogs.begun(self._connection)

    async def days(self) -> tuple[date, ...]:
        """The UTC days of which there is a list, oldest first."""
        return await self._catalogs.days(self._connection)

    async def as_of(self, day: date) -> Catalog | None:
        """The list as it was at the end of a UTC day; None when there is none so old."""
        found = await self._catalogs.as_of(self._connection, _end_of(day))
        if found is None:
            return None
        body, seen = found

        def decode() -> Catalog:
            models, rejected = model_list.decode(body)
            return Catalog(tuple(models), Origin.STORED, seen, rejected)

        return await on_thread(decode, "catalog")

    async def retired(self) -> Mapping[str, Retired]:
        """Models that are no longer listed, by id."""
        gone = await self._changes.retired(self._connection)
        moves = await self._changes.moves(self._connection)

        def decode() -> dict[str, Retired]:
            models = decoded(gone)
            return {m.id: Retired(m, successor_of(m.canonical_slug or m.id, moves)) for m in models}

        return await on_thread(decode, "retired")


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time.max, UTC)
