from __future__ import annotations

import asyncio
import threading

import pytest

from desktop.system.threads import on_thread


async def test_a_blocking_call_runs_elsewhere_and_its_result_comes_back():
    ran = await on_thread(threading.current_thread, "pictures")

    assert ran.name == "pictures"
    assert ran.daemon


async def test_an_exception_comes_back():
    def broken():
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        await on_thread(broken, "files")


async def test_a_cancelled_call_is_forgotten_whatever_it_brings():
    go = threading.Event()
    outcomes = [on_thread(go.wait, "files"), on_thread(lambda: go.wait() and 1 / 0, "files")]
    for outcome in outcomes:
        outcome.cancel()
    go.set()
    await asyncio.sleep(0.05)

    assert all(outcome.cancelled() for outcome in outcomes)
