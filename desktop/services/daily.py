"""A list that an endpoint tells of all models or providers: from the store first, then anew once a day."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from math import inf
from time import monotonic
from typing import TYPE_CHECKING

from desktop.domain.errors import Failure, StoreFailure

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from desktop.domain.observable import Observable
    from desktop.services.tasks import TaskScope
    from desktop.store.details import StoredDetails

FRESH = timedelta(days=1)
REFUSING = frozenset(range(400, 500)) - {401, 403, 408, 425, 429}  # to which neither a key nor another try helps
PAUSE = 60.0  # seconds after a failure


class DailyList:
    """Asked for when somebody wants to know. What an earlier run was told counts until an answer comes.

    Attributes:
        asking: An answer is on its way, or read from the store.

    Args:
        name: Under which it is stored; no model has it.
        fetch: Gives it as sent, or None where nobody could tell. May raise `Failure`.
        take: Reads it. May raise `Failure`.
        changed: Told "" when something was taken, or nobody could tell.
    """

    def __init__(
        self,
        name: str,
        fetch: Callable[[], Awaitable[bytes | None]],
        take: Callable[[bytes], Awaitable[None]],
        changed: Observable[[str]],
        stored: StoredDetails,
        tasks: TaskScope,
        connection: str,
    ) -> None:
        self.asking = False
        self._name = name
        self._fetch_it = fetch
        self._take = take
        self._changed = changed
        self._stored = stored
        self._tasks = tasks
        self._connection = connection
        self._remembered = False
        self._due = 0.0  # by the monotonic clock, in seconds

    def ask(self) -> None:
        """Somebody wants to know: ask once a day, and some time after a failure that may pass.

        A search asks with each of its keys.
        """
        if monotonic() >= self._due and not self.asking:
            self.asking = True
            self._tasks.start(self._ask(), "daily list")

    def try_again(self) -> None:
        """A person wants it anew, whatever was told before."""
        self._due = 0.0

    async def _ask(self) -> None:
        with suppress(Failure):  # what cannot be read is asked for
            if not self._remembered:
                self._remembered = True
                await self._remember()
        if monotonic() >= self._due:
            await self._fetch()
        self.asking = False
        self._changed.emit("")

    async def _remember(self) -> None:
        if stored := await self._stored.get(self._connection, self._name):
            await self._take(stored[0])
            age = datetime.now(UTC) - stored[1]
            if timedelta(0) <= age < FRESH:
                self._due = monotonic() + (FRESH - age).total_seconds()
            else:
                self._changed.emit("")  # while it is asked

    async def _fetch(self) -> None:
        try:
            body, fetched = await self._fetch_it(), datetime.now(UTC)
            if body is not None:
                await self._take(body)
        except Failure as failure:  # then what was told before counts
            self._due = inf if failure.status in REFUSING else monotonic() + PAUSE
            return
        self._due = monotonic() + FRESH.total_seconds()
        if body is not None:
            with suppress(StoreFailure):  # the next run asks again
                await self._stored.put(self._connection, self._name, body, fetched)
