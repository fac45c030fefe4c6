from __future__ import annotations

import asyncio

from desktop.services.pulse import Pulse


async def test_many_touches_make_one_flush():
    flushes: list[int] = []
    done = asyncio.Event()

    def flush():
        flushes.append(1)
        done.set()

    pulse = Pulse(flush, 0.01)
    for _ in range(100):
        pulse.touch()
    await asyncio.wait_for(done.wait(), 5)
    await asyncio.sleep(0.05)

    assert flushes == [1]


async def test_nothing_is_flushed_before_the_interval_is_over():
    flushes: list[int] = []
    pulse = Pulse(lambda: flushes.append(1), 3600)
    pulse.touch()
    await asyncio.sleep(0.02)

    assert flushes == []
    pulse.close()


async def test_a_touch_after_a_flush_is_flushed_again():
    flushes: asyncio.Queue[int] = asyncio.Queue()
    pulse = Pulse(lambda: flushes.put_nowait(1), 0)
    pulse.touch()
    await asyncio.wait_for(flushes.get(), 5)
    pulse.touch()

    assert await asyncio.wait_for(flushes.get(), 5) == 1


async def test_a_touch_from_within_a_flush_counts():
    flushes: asyncio.Queue[int] = asyncio.Queue()

    def flush():
        flushes.put_nowait(1)
        if flushes.qsize() == 1:
            pulse.touch()

    pulse = Pulse(flush, 0)
    pulse.touch()
    await asyncio.sleep(0.02)

    assert flushes.qsize() == 2


async def test_flushing_now_replaces_the_flush_that_was_due():
    flushes: list[int] = []
    pulse = Pulse(lambda: flushes.append(1), 0.01)
    pulse.touch()
    pulse.flush()
    await asyncio.sleep(0.05)

    assert flushes == [1]


async def test_a_closed_pulse_does_not_flush():
    flushes: list[int] = []
    pulse = Pulse(lambda: flushes.append(1), 0.01)
    pulse.touch()
    pulse.close()
    pulse.close()
    await asyncio.sleep(0.05)

    assert flushes == []
