"""The model list of one endpoint: from disk at once, from the network behind; a bad answer never costs a good list."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from desktop.api import model_list
from desktop.domain.catalog import Catalog, Origin, far_fewer
from desktop.domain.errors import EmptyList, Failure, StoreFailure
from desktop.domain.observable import Observable
from desktop.system.threads import on_thread

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable
    from typing import Any

    from desktop.api.client import Client
    from desktop.services.tasks import TaskScope
    from desktop.store.catalogs import Catalogs
    from desktop.store.details import StoredDetails

EVERY = timedelta(minutes=30)
LONGEST_FRESH = timedelta(days=1)  # whatever an endpoint says, then it is asked again
LONG_BODY, MANY = 800_000, 1_000  # bytes and models: about a frame's worth; more is decoded on another thread
ACCOUNT = "/models/user"  # the ids of what the account may use are stored under this name, which no model has
PASSING = (408, 425, 429)  # statuses that say nothing of the account


def bundled_catalog(body: bytes) -> Catalog:
    """The list that is shipped with the program, from its file."""
    models, day = model_list.decode_bundled(body)
    return Catalog(tuple(models), Origin.BUNDLED, day)


class _Arrived(NamedTuple):
    """A list with the body that it was read from, when that came, UTC, and how long it said that it is good."""

    catalog: Catalog
    body: bytes
    fetched: datetime
    good_for: timedelta


class CatalogService:
    """Loads and refreshes.

    Attributes:
        changed: One of the other attributes is another one.
        catalog: What to show; empty, of no origin, while nothing was loaded.
        refreshing: The list is being fetched.
        failure: Why the list could not be loaded, fetched or kept the last time; None when it could.

    Args:
        families: Of models that see, see `families_of`.
        shipped: Reads the file that `bundled` is from.
    """

    def __init__(
        self,
        bundled: Catalog | None,
        catalogs: Catalogs,
        client: Client,
        tasks: TaskScope,
        connection: str,
        stored: StoredDetails,
        families: frozenset[str] = frozenset(),
        shipped: Callable[[], bytes] | None = None,
    ) -> None:
        self.changed: Observable[[]] = Observable()
        self.catalog = bundled or Catalog()
        self.refreshing = False
        self.failure: Failure | None = None
        self._aside: _Arrived | None = None
        self._allowed: frozenset[str] | None = None  # ids of the models that the account may use
        self._allowed_by = ""  # the mark of the key of that account
        self._asking: asyncio.Task[Any] | None = None  # which these are
        self._refused = 0  # models in a list that was not wanted
        self._cut = False  # the last list that came has far too few: the same endpoint told of the account
        self._asked = self._due = datetime.min.replace(tzinfo=UTC)
        self._catalogs = catalogs
        self._client = client
        self._tasks = tasks
        self._connection = connection
        self._stored = stored
        self._families = families
        self._shipped = shipped

    async def load(self) -> None:
        """Take the newest stored list, unless a newer one is here already. While it is good, no other is due."""
        try:
            stored = await self._catalogs.newest(self._connection)
            if stored is None:
                return
            body, fetched = stored
            good_until = min(await self._catalogs.good_until(self._connection), fetched + LONGEST_FRESH)
            good = fetched <= datetime.now(UTC) < good_until
            catalog = await _decode(body, Origin.FRESH if good else Origin.STORED, fetched)
            await self._remember_account()
            shown = self.catalog.as_of
            if shown is not None and fetched < shown:
                await self._join_history(shown)
            elif fetched != shown or catalog.models != self.catalog.models:  # else it is the one that is shown
                self._asked, self._due = fetched, good_until
                self._use(await self._marked(catalog))
                self.ask_account()
        except Failure as failure:
            self.failure = failure
        self.changed.emit()

    async def _join_history(self, day: datetime) -> None:
        """Keep the bundled list under its own day: what was stored before has something to be compared with."""
        if self._shipped is not None:
            with suppress(StoreFailure):  # the next start tries again
                await self._catalogs.add(self._connection, await on_thread(self._shipped, "catalog"), day)

    def refresh(self) -> None:
        """Fetch the list, unless that is going on already."""
        if not self.refreshing:
            self.refreshing = True
            self.changed.emit()
            self._tasks.start(self._refresh(), "refresh")

    def refresh_when_due(self) -> None:
        """Fetch the list if half an hour has gone since the last try, or as long as the answer said it is good.

        A clock that was set back says nothing about how long that is.
        """
        if not self._asked <= datetime.now(UTC) < self._due and self._aside is None:
            self.refresh()

    def ask_account(self) -> None:
        """Ask which models the account of the key may use; the others are marked.

        While there is no list that is still good, or one is coming, it is asked when that is there: what was told
        before counts until then. So it does after a list that is far too short, unless that is used.
        """
        if self._asking is not None:
            self._asking.cancel()  # the key may be another one
        if self._is_of_another_key():
            self.forget_account()
        if self.refreshing or self._cut or self.catalog.origin is not Origin.FRESH:
            return
        self._asking = self._tasks.start(self._ask_account(), "account models")

    def forget_account(self) -> None:
        """The key is another one: what its account was told to exclude is no longer true."""
        self._tasks.start(self._allow(None), "account models")

    async def _ask_account(self) -> None:
        try:
            body = await self._client.account_models()
            allowed = await on_thread(lambda: _ids_in(body), "account models") if body else None
        except Failure as failure:  # nobody asked for it
            if failure.status not in range(400, 500) or failure.status in PASSING:
                return  # what was told before counts
            allowed = None
        await self._allow(allowed)

    async def _allow(self, allowed: frozenset[str] | None) -> None:
        """Mark what is not among these, and keep them for the next run."""
        self._allowed, self._allowed_by, shown = allowed, self._client.key_mark, self.catalog
        marked = await self._marked(shown)
        if self.catalog is shown and marked is not shown:
            self._use(marked)
            self.changed.emit()
        with suppress(StoreFailure):  # it is asked again
            if allowed is None:
                await self._stored.drop(self._connection, ACCOUNT)
            else:
                body = await on_thread(lambda: _kept(allowed, self._allowed_by), "account models")
                await self._stored.put(self._connection, ACCOUNT, body, datetime.now(UTC))

    async def _remember_account(self) -> None:
        with suppress(Failure):  # what cannot be read is asked for
            if stored := await self._stored.get(self._connection, ACCOUNT):
                mark, _, body = stored[0].partition(b"\n")
                self._allowed = await on_thread(lambda: _ids_in(body), "account models")
                self._allowed_by = mark.decode("ascii", "replace")

    def _is_of_another_key(self) -> bool:
        """Whether what is known of an account is not that of the key in use, which may not be read yet."""
        return self._allowed is not None and self._client.key_mark not in {"", self._allowed_by}

    async def _marked(self, catalog: Catalog) -> Catalog:
        """The list with what the account excludes. To mark thousands takes longer than a frame."""
        allowed = None if self._is_of_another_key() else self._allowed
        return await on_thread(lambda: catalog.allowing(allowed), "account models")

    @property
    def aside(self) -> Catalog | None:
        """A list that came with fewer than half of the models: the person decides whether it is used."""
        return self._aside.catalog if self._aside else None

    def use_aside(self) -> None:
        """Use the short list after all."""
        if self._aside is not None:
            arrived, self._aside = self._aside, None
            self._tasks.start(self._take(arrived), "keep")

    def refuse_aside(self) -> None:
        """Keep the list that is there; one as short is not asked about again in this run."""
        if self._aside is not None:
            self._refused, self._aside = len(self._aside.catalog.models), None
            self.changed.emit()

    async def _refresh(self) -> None:
        self._asked = datetime.now(UTC)
        self._due = self._asked + EVERY
        try:
            body, fresh_for = await self._client.models()
            fetched = datetime.now(UTC)
            good_for = min(timedelta(seconds=fresh_for), LONGEST_FRESH)
            self._due = fetched + max(EVERY, good_for)
            arrived = _Arrived(await _decode(body, Origin.FRESH, fetched), body, fetched, good_for)
            self._aside = None  # this one is newer
            if self._shrinks(arrived.catalog):
                self.failure, self._cut = None, True
                self._aside = arrived if len(arrived.catalog.models) != self._refused else None
            else:
                await self._take(arrived)
        except Failure as failure:
            self._fail(failure)
        finally:
            self.refreshing = False
            self.ask_account()
            self.changed.emit()

    def _shrinks(self, catalog: Catalog) -> bool:
        """Whether so much is gone that something may have gone wrong. The bundled list is nobody's list yet."""
        known = len(self.catalog.models) if self.catalog.origin is not Origin.BUNDLED else 0
        return far_fewer(len(catalog.models), known)

    async def _take(self, arrived: _Arrived) -> None:
        """Show a list, then keep it."""
        self._cut = False
        try:
            self._replace(await self._marked(arrived.catalog))
            self.ask_account()
            await self._catalogs.save(self._connection, arrived.body, arrived.fetched, arrived.good_for)
        except Failure as failure:
            self._fail(failure)
            self.changed.emit()

    def _fail(self, failure: Failure) -> None:
        self.failure = failure.at(self._client.host)

    def _replace(self, catalog: Catalog) -> None:
        if self.catalog.models and not catalog.models:
            raise EmptyList(host=self._client.host)
        self._use(catalog)
        self.failure = None
        self.changed.emit()

    def _use(self, catalog: Catalog) -> None:
        """Have this list from now on; a long one is made ready for searching behind its being shown."""
        self.catalog = catalog
        if len(catalog.models) > MANY:
            self._tasks.start(self._prepare(catalog), "search")

    async def _prepare(self, catalog: Catalog) -> None:
        await on_thread(partial(catalog.finder.prepare, self._families), "search")


def _kept(allowed: frozenset[str], mark: str) -> bytes:
    """What an account may use as a list, behind a line that tells its key from others."""
    listed = json.dumps({"data": [{"id": model_id} for model_id in sorted(allowed)]})
    return f"{mark}\n{listed}".encode()


def _ids_in(body: bytes) -> frozenset[str] | None:
    """The ids of a list; None when there are none, which says nothing."""
    models, _ = model_list.decode(body)
    return frozenset(model.id for model in models) or None


async def _decode(body: bytes, origin: Origin, as_of: datetime) -> Catalog:
    def decode() -> Catalog:
        models, rejected = model_list.decode(body)
        return Catalog(tuple(models), origin, as_of, rejected)

    long = len(body) > LONG_BODY or body.count(b'"id"') > MANY
    return await on_thread(decode, "catalog") if long else decode()
