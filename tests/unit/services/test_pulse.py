from __future__ import annotations

import asyncio

from desktop.services.pulse import Pulse
from tests.waiting import LONG

SOON, LATER = 0.01, 0.02  # seconds: the loop takes what is due in the order of time


async def test_many_touches_make_one_flush():
    flushes: list[int] = []
    done = asyncio.Event()

    def flush():
        flushes.append(1)
        done.set()

    pulse = Pulse(flush, SOON)
    for _ in range(100):
        pulse.touch()
    await asyncio.wait_for(done.wait(), LONG)
    await asyncio.sleep(LATER)

    assert flushes == [1]


async def test_nothing_is_flushed_before_the_interval_is_over():
    flushes: list[int] = []
    pulse = Pulse(lambda: flushes.append(1), 3600)
    pulse.touch()
    await asyncio.sleep(LATER)

    assert flushes == []
    pulse.close()


async def test_a_touch_after_a_flush_is_flushed_again():
    flushes: asyncio.Queue[int] = asyncio.Queue()
    pulse = Pulse(lambda: flushes.put_nowait(1), 0)
    pulse.touch()
    await asyncio.wait_for(flushes.get(), LONG)
    pulse.touch()

    assert await asyncio.wait_for(flushes.get(), LONG) == 1


async def test_a_touch_from_within_a_flush_counts():
    flushes: asyncio.Queue[int] = asyncio.Queue()

    def flush():
        flushes.put_nowait(1)
        pulse.touch()

    pulse = Pulse(flush, 0)
    pulse.touch()

    assert [await asyncio.wait_for(flushes.get(), LONG) for _ in range(2)] == [1, 1]
    pulse.close()


async def test_flushing_now_replaces_the_flush_that_was_due():
    flushes: list[int] = []
    pulse = Pulse(lambda: flushes.append(1), SOON)
    pulse.touch()
    pulse.flush()
    await asyncio.sleep(LATER)

    assert flushes == [1]


async def test_a_closed_pulse_does_not_flush():
    flushes: list[int] = []
    pulse = Pulse(lambda: flushes.append(1), SOON)
    pulse.touch()
    pulse.close()
    pulse.close()
    await asyncio.sleep(LATER)

    assert flushes == []
