"""An endpoint with all that belongs to it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.errors import StoreFailure

if TYPE_CHECKING:
    from desktop.api.client import Client
    from desktop.services.account import Account
    from desktop.services.bookmarks import BookmarkService
    from desktop.services.catalog import CatalogService
    from desktop.services.details import DetailService
    from desktop.services.elsewhere import Elsewhere
    from desktop.services.history import History
    from desktop.services.tasks import TaskScope

OPENROUTER = "https://openrouter.ai/api/v1"
DEMO_AUTHOR = "demo/"  # of the models that the demonstration answers for; the others can be looked at
ROUTER = "openrouter/auto"  # asked when nothing else was chosen: OpenRouter then picks a model itself


@dataclass(frozen=True, slots=True)
class Connection:
    """Client, catalog and key of one base URL; replaced as a whole when another endpoint is used.

    Attributes:
        base_url: The address, also the name under which its key and its model list are kept.
        wants_key: Whether chatting without a key is known to fail.
        demo: Whether this is the demonstration provider inside the program.
        first_model: Asked while the person has chosen none; empty where the list decides.
        tasks: Ends with `close`.
    """

    base_url: str
    wants_key: bool
    demo: bool
    first_model: str
    client: Client
    catalog: CatalogService
    account: Account
    tasks: TaskScope
    history: History
    bookmarks: BookmarkService
    details: DetailService
    elsewhere: Elsewhere

    def only_shows(self, model_id: str) -> bool:
        """Whether this is the demonstration, and the model one that it cannot ask."""
        return self.demo and not model_id.startswith(DEMO_AUTHOR)

    async def load(self) -> None:
        """Read the key behind, and the stored list, which is refreshed behind when due, then bookmarks and history."""
        self.tasks.start(self.account.settle(), "key")
        await self.catalog.load()
        self.refresh(when_due=True)
        with suppress(StoreFailure):  # what is kept from now on is stored all the same
            await self.bookmarks.load()
        with suppress(StoreFailure):  # the next start tries again
            await self.history.catch_up()

    def refresh(self, *, when_due: bool = False) -> None:
        """Fetch the list behind, by hand or only when it is time; the demonstration's never changes."""
        if not when_due:
            self.details.try_again()
        if not self.demo:
            (self.catalog.refresh_when_due if when_due else self.catalog.refresh)()

    async def close(self) -> None:
        """End what loads and refreshes. The client stays: an answer may still be on its way."""
        await self.tasks.close()
        await self.bookmarks.close()
