"""Waiting for what tells nobody when it happens."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

LONG = 10  # seconds after which it will not happen


async def until(look: Callable[[], T]) -> T:
    """What `look` gives as soon as that is true. Raises `TimeoutError`."""
    async with asyncio.timeout(LONG):
        while not (found := look()):  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.005)
    return found
