"""Blocking calls beside the loop, on threads that never keep the process from ending."""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import threading
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

# The interpreter ends daemon threads wherever they are. One that is inside Qt then, waking the loop, takes the
# process down with `std::terminate`: from the end of the main program on, no thread may begin to.
_handing_over = threading.Lock()
_over = threading.Event()


@atexit.register
def _end() -> None:
    with _handing_over:
        _over.set()


def on_thread(call: Callable[[], T], name: str) -> asyncio.Future[T]:
    """Run a blocking call on a daemon thread of its own.

    An executor would be joined when the process ends: a keyring's open password window or a dead network drive
    would then hold the program for ever. Cancelling the future forgets the call, it does not end it.
    """
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()
    future.add_done_callback(_look_at)

    def succeed(result: T) -> None:
        if not future.done():
            future.set_result(result)

    def fail(error: Exception) -> None:
        if not future.done():
            future.set_exception(error)

    def run() -> None:
        try:
            result = call()
        except Exception as error:  # noqa: BLE001 - all of them belong to the one who waits
            hand_over(fail, error)
        else:
            hand_over(succeed, result)

    def hand_over(tell: Callable[..., None], outcome: object) -> None:
        with _handing_over, contextlib.suppress(RuntimeError):  # when the loop has ended nobody waits any more
            if not _over.is_set():
                loop.call_soon_threadsafe(tell, outcome)

    threading.Thread(target=run, name=name, daemon=True).start()
    return future


def _look_at(future: asyncio.Future[T]) -> None:
    """Spare the log a complaint about a failure that came after everybody had stopped waiting."""
    if not future.cancelled():
        future.exception()
