"""What is told about the model that a person looks at: from the store at once, from the network behind."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from desktop.api import endpoint_list
from desktop.domain.errors import Failure, StoreFailure
from desktop.domain.observable import Observable
from desktop.services.daily import REFUSING, DailyList
from desktop.system.threads import on_thread

if TYPE_CHECKING:
    from typing import Any

    from desktop.api.client import Client
    from desktop.domain.model import Model
    from desktop.domain.provider import Company, Details
    from desktop.services.tasks import TaskScope
    from desktop.store.details import StoredDetails

FRESH = timedelta(minutes=10)
COMPANIES = ""  # what is told of all providers is stored under this name, which no model has
ZERO_RETENTION = "/endpoints/zdr"  # and so is who keeps nothing
MOMENT = 0.4  # seconds: who walks through a list asks nothing


class Told(NamedTuple):
    """Details, and when they were fetched, UTC."""

    details: Details
    fetched: datetime


class DetailService:
    """Asks about one model at a time; what came in this run is remembered.

    Attributes:
        changed: There is news about a model: its id, or "" for the whole list.
        awaited: The id of the model about which news is on its way; "" for none.
        zero_retention: Models, by id or permanent slug, that a provider offers who keeps nothing; None until told.
        keeping_nothing: These offers: models with the tags of providers.
        companies: Who the providers are; empty until asked, and where nobody could tell.
        failure: Why nothing newer came about the model that was looked at last; None when something did.
        silent: This endpoint was asked about a model that it lists, and tells of none: it is asked again by hand alone.
    """

    def __init__(self, client: Client, stored: StoredDetails, tasks: TaskScope, connection: str) -> None:
        self.changed: Observable[[str]] = Observable()
        self.awaited = ""
        self.zero_retention: frozenset[str] | None = None
        self.keeping_nothing: frozenset[tuple[str, str]] = frozenset()
        self.companies: tuple[Company, ...] = ()
        self.failure: Failure | None = None
        self.silent = False
        self._client = client
        self._stored = stored
        self._tasks = tasks
        self._connection = connection
        self._told: dict[str, Told] = {}
        place = self.changed, stored, tasks, connection
        self._zero_retention = DailyList(ZERO_RETENTION, client.zero_retention, self._take_zero_retention, *place)
        self._companies = DailyList(COMPANIES, client.providers, self._take_companies, *place)
        self._looking: asyncio.Task[Any] | None = None

    def told(self, model_id: str) -> Told | None:
        return self._told.get(model_id)

    def look(self, model: Model) -> None:
        """A person looks at this model now. Where the list names no place for details there are none."""
        if self._looking is not None:
            self._looking.cancel()
            self._looking = None
        self.failure = None
        self.awaited = ""
        path = model.links.get("details")
        if isinstance(path, str) and not (model.retired or model.connection) and not self._is_fresh(model.id):
            self.awaited = model.id
            self._looking = self._tasks.start(self._fetch(model.id, path), "details")

    def ask_zero_retention(self) -> None:
        """Somebody wants to know who keeps nothing."""
        self._zero_retention.ask()

    def ask_companies(self) -> None:
        """Somebody looks at providers, and wants to know who they are."""
        self._companies.ask()

    def try_again(self) -> None:
        """A person wants all fetched anew: who keeps nothing is asked again where somebody wanted to know."""
        self.silent = False
        self._zero_retention.try_again()
        if self.zero_retention is not None:
            self.ask_zero_retention()

    async def _take_zero_retention(self, body: bytes) -> None:
        self.keeping_nothing = await on_thread(lambda: endpoint_list.offers_of(body), "details")
        self.zero_retention = frozenset(model_id for model_id, _ in self.keeping_nothing)

    async def _take_companies(self, body: bytes) -> None:
        self.companies = await on_thread(lambda: endpoint_list.companies_of(body), "details")

    def _is_fresh(self, model_id: str) -> bool:
        told = self._told.get(model_id)
        return told is not None and timedelta(0) <= datetime.now(UTC) - told.fetched < FRESH

    async def _fetch(self, model_id: str, path: str) -> None:
        try:
            await self._remember(model_id)
            if self._is_fresh(model_id):
                return
            if self.silent:
                self._wait_no_more(model_id)
                return
            await asyncio.sleep(MOMENT)
            body, fetched = await self._client.details(path), datetime.now(UTC)
            self._take(model_id, body, fetched)
            await self._stored.put(self._connection, model_id, body, fetched)
        except StoreFailure:
            pass  # it is asked again the next time
        except Failure as failure:
            self.failure = failure.at(self._client.host)
            self.silent = failure.status in REFUSING and not (self._told or self._client.is_documented)
            self._wait_no_more(model_id)

    def _wait_no_more(self, model_id: str) -> None:
        self.awaited = ""
        self.changed.emit(model_id)

    async def _remember(self, model_id: str) -> None:
        """Tell what is stored; what cannot be read is asked for."""
        with suppress(Failure):
            if model_id not in self._told and (stored := await self._stored.get(self._connection, model_id)):
                self._take(model_id, *stored)

    def _take(self, model_id: str, body: bytes, fetched: datetime) -> None:
        self._told[model_id] = Told(endpoint_list.decode(body), fetched)
        if self._is_fresh(model_id):
            self.awaited = ""
        self.changed.emit(model_id)
