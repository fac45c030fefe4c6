"""Waiting for what tells nobody when it happens."""

from __future__ import annotations

import asyncio
import time
from inspect import isawaitable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from desktop.services.tasks import TaskScope

T = TypeVar("T")

LONG = 20  # seconds: a machine under load is slow, a hang is a hang
GLANCE = 0.005  # seconds between two looks


async def until(look: Callable[[], T | Awaitable[T]], what: str = "") -> T:
    """What `look` gives as soon as that is true. Raises `TimeoutError`, with the words for what was waited for."""
    for _ in _patience(what or look):
        found = look()
        if isawaitable(found):
            found = await found
        if found:
            break
        await asyncio.sleep(GLANCE)
    return found


def wait_until(look: Callable[[], T], what: str = "") -> T:
    """The same where no loop runs."""
    for _ in _patience(what or look):
        if found := look():
            break
        time.sleep(GLANCE)
    return found


async def quiet(tasks: TaskScope) -> None:
    """Return when nothing runs any more in a scope."""
    await until(lambda: not tasks._tasks, f"{tasks.name} is quiet")


def _patience(what: object) -> Iterator[None]:
    end = time.monotonic() + LONG
    while time.monotonic() < end:
        yield
    raise TimeoutError(f"not within {LONG} s: {what}")
