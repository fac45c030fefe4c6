"""Connections to endpoints: each is built with all that belongs to it, and all are closed together."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from desktop.api import model_list
from desktop.api.client import Client
from desktop.api.model_rows import rows_of
from desktop.demo import catalog as demonstration
from desktop.domain.fit import families_of
from desktop.domain.vision import sights
from desktop.services.account import Account
from desktop.services.bookmarks import BookmarkService
from desktop.services.catalog import CatalogService, bundled_catalog
from desktop.services.connection import OPENROUTER, ROUTER, Connection
from desktop.services.details import DetailService
from desktop.services.elsewhere import Elsewhere
from desktop.services.history import History, compare
from desktop.store.blobs import Blobs
from desktop.store.bookmarks import Bookmarks
from desktop.store.catalogs import Catalogs
from desktop.store.changes import Changes
from desktop.store.details import StoredDetails
from desktop.system.paths import resource
from desktop.system.secrets import Secrets

if TYPE_CHECKING:
    from desktop.demo.transport import DemoTransport
    from desktop.domain.catalog import Catalog
    from desktop.domain.model import Model
    from desktop.services.tasks import TaskScope
    from desktop.store.database import Database
    from desktop.store.settings import SettingsFile
    from desktop.system.images import Images

DEMO_ADDRESS = "https://demonstration.invalid/api/v1"  # a name that no network can have (RFC 2606)
DEMO_MODEL = "demo/guide"


class Connections:
    """Makes connections.

    Args:
        environment_key: It goes where this run was told to go, and to no endpoint chosen later.
        told_url: The endpoint that the command line names, "" when it names none.

    Attributes:
        sights: How models read pictures, see `family_of`.
    """

    def __init__(
        self, saved: SettingsFile, environment_key: str, told_url: str, images: Images, tasks: TaskScope
    ) -> None:
        self._saved = saved
        self._environment_key = environment_key
        self._told = {OPENROUTER, told_url}
        self._images = images
        self._tasks = tasks
        self.sights = sights(resource("vision.toml").read_bytes())
        self._secrets = Secrets()
        self._clients: list[Client] = []

    def make(self, database: Database, base_url: str) -> Connection:
        """Build what belongs to an endpoint. Raises `BadAddress`."""
        demo = base_url == DEMO_ADDRESS
        base_url = base_url.rstrip("/")  # one endpoint has one name
        official = base_url == OPENROUTER
        tasks = self._tasks.child("connection")
        client = Client(
            base_url,
            read_blob=Blobs(database).get,
            transport=self._demonstration() if demo else None,
            attribution=self._saved.attribution,
            public_list=official,
        )
        account = self._account(base_url, client, tasks, demo=demo)
        client.ready = partial(account.settle, needed=official)
        catalogs, stored = Catalogs(database, rows_of, compare), StoredDetails(database)
        listed = _list_for(official=official, demo=demo)
        shown = listed, catalogs, client, tasks, base_url, stored, families_of(self.sights)
        catalog = CatalogService(*shown, _read_bundled if official else None)
        account.replaced.connect(catalog.forget_account)
        account.changed.connect(catalog.ask_account)
        self._clients.append(client)
        changes, inside = Changes(database), _demonstration_models()
        first_model = DEMO_MODEL if demo else (ROUTER if official else "")
        looked_at = (
            History(catalogs, changes, base_url),
            BookmarkService(Bookmarks(database), tasks, base_url),
            DetailService(client, stored, tasks, base_url),
            Elsewhere(catalogs, changes, base_url, {OPENROUTER} if demo else (), inside, {OPENROUTER: _bundled_list}),
        )
        return Connection(base_url, official, demo, first_model, client, catalog, account, tasks, *looked_at)

    def _account(self, base_url: str, client: Client, tasks: TaskScope, *, demo: bool) -> Account:
        key = self._environment_key if base_url in self._told and not demo else ""
        return Account(base_url, None if demo else self._secrets, key, client.use_key, client.key, tasks)

    def attribute(self, wanted: bool) -> None:  # noqa: FBT001 - one plain state
        """Say which program asks, or no longer, from the next request on."""
        self._saved.attribution = wanted
        for client in self._clients:
            client.attribution = wanted

    async def close(self) -> None:
        """Close what is still open, whoever uses it."""
        for client in self._clients:
            await client.close()

    def _demonstration(self) -> DemoTransport:
        from desktop.demo.transport import DemoTransport  # noqa: PLC0415 - only for those who try it

        pages = {page.stem: page.read_text("utf-8") for page in sorted(resource("help").glob("*.md"))}
        return DemoTransport(pages, self._images.facts)


def _list_for(*, official: bool, demo: bool) -> Catalog | None:
    """The model list that comes with the program, for those endpoints that it is true of."""
    if not (official or demo):
        return None
    bundled = _bundled_list()
    return _with_demonstration(bundled) if demo else bundled


def _bundled_list() -> Catalog:
    return bundled_catalog(_read_bundled())


def _read_bundled() -> bytes:
    return resource("catalog", "models.json").read_bytes()


def _with_demonstration(bundled: Catalog) -> Catalog:
    """The demonstration's models before those of the list that comes with the program, which can be looked at."""
    return replace(bundled, models=(*_demonstration_models(), *bundled.models))


def _demonstration_models() -> list[Model]:
    return model_list.decode(json.dumps(demonstration.models()).encode())[0]
