"""The model list of one endpoint: from disk at once, from the network behind; a bad answer never costs a good list."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from desktop.api import model_list
from desktop.domain.catalog import Catalog, Source
from desktop.domain.errors import EmptyAnswer, Failure
from desktop.domain.observable import Observable
from desktop.system.threads import on_thread

if TYPE_CHECKING:
    from desktop.api.client import Client
    from desktop.services.tasks import TaskScope
    from desktop.store.catalogs import Catalogs

LONG_BODY = 1_000_000  # bytes: about a frame's worth of decoding; longer ones are decoded on another thread


def bundled_catalog(body: bytes) -> Catalog:
    """The list that is shipped with the program, from its file."""
    models, day = model_list.decode_bundled(body)
    return Catalog(tuple(models), Source.BUNDLED, day)


class CatalogService:
    """Loads and refreshes.

    Attributes:
        changed: One of the other attributes is another one.
        catalog: What to show; empty, of no source, while nothing was loaded.
        refreshing: The list is being fetched.
        failure: Why the list could not be loaded, fetched or kept the last time; None when it could.
    """

    def __init__(
        self, bundled: Catalog | None, catalogs: Catalogs, client: Client, tasks: TaskScope, connection: str
    ) -> None:
        self.changed: Observable[[]] = Observable()
        self.catalog = bundled or Catalog()
        self.refreshing = False
        self.failure: Failure | None = None
        self._catalogs = catalogs
        self._client = client
        self._tasks = tasks
        self._connection = connection

    async def load(self) -> None:
        """Take the newest stored list, unless a newer one is here already."""
        try:
            stored = await self._catalogs.newest(self._connection)
            if stored is None:
                return
            body, fetched = stored
            catalog = await _decode(body, Source.STORED, fetched)
        except Failure as failure:
            self.failure = failure
        else:
            if self.catalog.as_of is None or fetched >= self.catalog.as_of:
                self.catalog = catalog
        self.changed.emit()

    def refresh(self) -> None:
        """Fetch the list, unless that is going on already."""
        if not self.refreshing:
            self.refreshing = True
            self.changed.emit()
            self._tasks.start(self._refresh(), "refresh")

    async def _refresh(self) -> None:
        try:
            body = await self._client.models()
            fetched = datetime.now(UTC)
            self._replace(await _decode(body, Source.FRESH, fetched))
            await self._catalogs.save(self._connection, body, fetched)
        except Failure as failure:
            failure.host = failure.host or self._client.host
            self.failure = failure
        finally:
            self.refreshing = False
            self.changed.emit()

    def _replace(self, catalog: Catalog) -> None:
        if self.catalog.models and not catalog.models:
            raise EmptyAnswer
        self.catalog = catalog
        self.failure = None
        self.changed.emit()


async def _decode(body: bytes, source: Source, as_of: datetime) -> Catalog:
    def decode() -> Catalog:
        models, rejected = model_list.decode(body)
        return Catalog(tuple(models), source, as_of, rejected)

    return await on_thread(decode, "catalog") if len(body) > LONG_BODY else decode()
