"""The model lists of the other connections that were used, as they came last. Nobody is asked for them."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from desktop.api import model_list
from desktop.domain.errors import NotAnApi, UnreadableAnswer
from desktop.system.threads import on_thread

if TYPE_CHECKING:
    from collections.abc import Collection

    from desktop.domain.model import Model
    from desktop.store.catalogs import Catalogs


class Elsewhere:
    """Lists that are in the store.

    Args:
        own: Base URLs of the lists that are shown anyway.
    """

    def __init__(self, catalogs: Catalogs, own: Collection[str]) -> None:
        self._catalogs = catalogs
        self._own = own

    async def models(self) -> tuple[Model, ...]:
        """What can be offered for a chat, each with its connection; a list that cannot be read hides no other.

        Raises `StoreFailure`.
        """
        found: list[Model] = []
        for base_url in await self._catalogs.connections():
            stored = None if base_url in self._own else await self._catalogs.newest(base_url)
            if stored is None:
                continue
            with suppress(UnreadableAnswer, NotAnApi):
                found += await on_thread(partial(_models_in, stored[0], base_url), "elsewhere")
        return tuple(found)


def _models_in(body: bytes, base_url: str) -> list[Model]:
    models, _ = model_list.decode(body)
    return [replace(model, connection=base_url) for model in models if model.chat_ready]
