"""The model lists of the other connections that were used, as they came last. Nobody is asked for them."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from desktop.api import model_list
from desktop.domain.catalog import Catalog
from desktop.domain.errors import NotAnApi, StoreDamaged, UnreadableAnswer
from desktop.domain.model import paths_of, place_of
from desktop.services.history import decoded
from desktop.system.threads import on_thread

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import datetime

    from desktop.domain.model import Model
    from desktop.store.catalogs import Catalogs
    from desktop.store.changes import Changes


class Stored(NamedTuple):
    """What is known beyond the list of a connection.

    Attributes:
        models: What can be offered, each with its connection; also what is no longer listed, with its last day.
        every: All that any list has or had, also what is gone: for the names of those that were asked.
    """

    models: tuple[Model, ...]
    every: Catalog


class Elsewhere:
    """Lists that are in the store. All methods raise `StoreFailure`.

    Attributes:
        fetched: When each list came the last time, UTC, by connection; as of the last `read`.
        paths: Longer names of connections, where host and port do not tell them apart; as of the last `read`.

    Args:
        here: Base URL of the connection whose list is at hand.
        hidden: Base URLs of others whose models are not offered, for they are shown anyway.
        inside: Models that come with the program, and are in no stored list.
        bundled: Reads the list that comes with the program, by the connection whose it is.
    """

    def __init__(
        self,
        catalogs: Catalogs,
        changes: Changes,
        here: str,
        hidden: Collection[str],
        inside: Sequence[Model],
        bundled: Mapping[str, Callable[[], Catalog]],
    ) -> None:
        self.fetched: dict[str, datetime] = {}
        self.paths: Mapping[str, str] = {}
        self._catalogs = catalogs
        self._changes = changes
        self._here = here
        self._hidden = hidden
        self._inside = inside
        self._bundled = bundled

    async def read(self) -> Stored:
        """All lists but the one at hand; one that cannot be read hides no other."""
        offered: list[Model] = []
        gone: list[Model] = []
        listed: list[Model] = []
        hidden = {*self._hidden, *await self._catalogs.left_out()}
        connections = await self._catalogs.connections()
        self.paths = paths_of({*connections, self._here})
        for base_url in connections:
            past = await on_thread(partial(decoded, await self._changes.retired(base_url)), "elsewhere")
            gone += past
            with suppress(UnreadableAnswer, NotAnApi, StoreDamaged):
                stored = None if base_url == self._here else await self._catalogs.newest(base_url)
                if stored is None:
                    continue
                models, self.fetched[base_url] = await self._newer(base_url, *stored)
                listed += models
                if base_url not in hidden:
                    ids = {model.id for model in models}  # the list that comes with the program may have it again
                    rows = *models, *(model for model in past if model.id not in ids)
                    path = self.paths.get(base_url, "")
                    offered += [replace(model, connection=base_url, path=path) for model in rows]
        every = await on_thread(lambda: Catalog((*gone, *self._inside, *listed)), "elsewhere")
        return Stored(tuple(offered), every)

    async def _newer(self, base_url: str, body: bytes, fetched: datetime) -> tuple[Sequence[Model], datetime]:
        """The list that is stored, or the one that comes with the program, if an older one was imported."""
        if read := self._bundled.get(base_url):
            bundled = await on_thread(read, "elsewhere")
            if bundled.as_of and bundled.as_of > fetched:
                return bundled.models, bundled.as_of
        models, _ = await on_thread(partial(model_list.decode, body), "elsewhere")
        return models, fetched

    def place(self, base_url: str) -> str:
        """What a connection is called."""
        return self.paths.get(base_url) or place_of(base_url)

    async def leave_out(self, base_url: str) -> None:
        """Offer nothing of a connection until a list of it comes, or it is brought back; all is kept."""
        await self._catalogs.leave_out(base_url)

    async def bring_back(self, base_url: str) -> None:
        await self._catalogs.bring_back(base_url)
