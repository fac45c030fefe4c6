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

    Args:
        name: Under which it is stored; no model has it.
        fetch: Gives it as sent, or None where nobody could tell. May raise `Failure`.
        take: Reads it. May raise `Failure`.
        changed: Told "" when something was taken.
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
        self._name = name
        self._fetch_it = fetch
        self._take = take
        self._changed = changed
        self._stored = stored
        self._tasks = tasks
        self._connection = connection
        self._asking = False  # an answer is on its way, or read from the store
        self._remembered = False
        self._due = 0.0  # by the monotonic clock, in seconds

    def ask(self) -> None:
        """Somebody wants to know: ask once a day, and some time after a failure that may pass.

        A search asks with each of its keys.
        """
        if monotonic() >= self._due and not self._asking:
            self._asking = True
            self._tasks.start(self._ask(), "daily list")

    def try_again(self) -> None:
        """A person wants it anew, whatever was told before."""
        self._due = 0.0

    async def _ask(self) -> None:
        try:
            with suppress(Failure):  # what cannot be read is asked for
                if not self._remembered:
                    self._remembered = True
                    await self._remember()
            if monotonic() >= self._due:
                await self._fetch()
        finally:
            self._asking = False

    async def _remember(self) -> None:
        if stored := await self._stored.get(self._connection, self._name):
            await self._take_and_tell(stored[0])
            age = datetime.now(UTC) - stored[1]
            if timedelta(0) <= age < FRESH:
                self._due = monotonic() + (FRESH - age).total_seconds()

    async def _take_and_tell(self, body: bytes) -> None:
        await self._take(body)
        self._changed.emit("")

    async def _fetch(self) -> None:
        self._due = monotonic() + PAUSE
        try:
            body, fetched = await self._fetch_it(), datetime.now(UTC)
            if body is not None:
                await self._take_and_tell(body)
        except Failure as failure:  # then what was told before counts
            if failure.status in REFUSING:
                self._due = inf
            return
        self._due = monotonic() + FRESH.total_seconds()
        if body is not None:
            with suppress(StoreFailure):  # the next run asks again
                await self._stored.put(self._connection, self._name, body, fetched)
