from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from desktop.api.watch import Clocks, Watchdog
from desktop.domain.errors import NoAnswer, Silence

SHORT = Clocks(headers=0.05, silence=0.05, whole=0.2, tick=0.01)
LONG = 30.0


async def nap(seconds: float) -> str:
    await asyncio.sleep(seconds)
    return "rested"


async def test_what_comes_in_time_is_given() -> None:
    watchdog = Watchdog(SHORT, "example.org")

    assert "rested" == await watchdog.wait(nap(0))
    watchdog.stop()


async def test_headers_that_do_not_come_are_no_answer() -> None:
    watchdog = Watchdog(SHORT, "example.org")

    with pytest.raises(NoAnswer) as caught:
        await watchdog.wait(nap(LONG))
    watchdog.stop()
    assert "example.org" == caught.value.host
    assert 0 == _cancelling()


async def test_a_body_that_does_not_go_on_is_silence() -> None:
    watchdog = Watchdog(SHORT, "example.org")
    watchdog.expect_body(SHORT.silence)

    with pytest.raises(Silence):
        await watchdog.wait(nap(LONG))
    watchdog.stop()


async def test_what_moves_may_take_longer() -> None:
    watchdog = Watchdog(replace(SHORT, headers=0.6), "example.org")  # a busy machine sleeps longer than it is told

    async def upload() -> None:
        for _ in range(40):
            await asyncio.sleep(0.02)
            watchdog.alive()

    await watchdog.wait(upload())
    watchdog.stop()


async def test_a_document_is_not_waited_for_for_ever_however_alive_it_is() -> None:
    watchdog = Watchdog(SHORT, "example.org")
    watchdog.expect_body(SHORT.silence, SHORT.whole)

    async def read_for_ever() -> None:
        while True:
            await watchdog.wait(nap(0.01))

    with pytest.raises(Silence):
        await read_for_ever()
    watchdog.stop()


async def test_time_between_waits_does_not_count() -> None:
    watchdog = Watchdog(SHORT, "example.org")
    watchdog.expect_body(SHORT.silence)

    await watchdog.wait(nap(0))
    await asyncio.sleep(3 * SHORT.silence)
    assert "rested" == await watchdog.wait(nap(0))
    watchdog.stop()


async def test_a_cancellation_by_somebody_else_stays_one() -> None:
    watchdog = Watchdog(SHORT, "example.org")
    asyncio.get_running_loop().call_soon(_current().cancel)

    with pytest.raises(asyncio.CancelledError):
        await watchdog.wait(nap(LONG))
    watchdog.stop()
    _current().uncancel()


async def test_a_cancellation_by_somebody_else_wins_over_the_clock() -> None:
    watchdog = Watchdog(SHORT, "example.org")

    def both() -> None:
        watchdog._since = 0
        watchdog._look()
        _me.cancel()

    _me = _current()
    asyncio.get_running_loop().call_soon(both)

    with pytest.raises(asyncio.CancelledError):
        await watchdog.wait(nap(LONG))
    watchdog.stop()
    _me.uncancel()


async def test_the_clock_bites_once_even_if_it_takes_long_to_let_go() -> None:
    watchdog = Watchdog(SHORT, "example.org")

    async def slow_to_end() -> None:
        try:
            await asyncio.sleep(LONG)
        finally:
            await asyncio.sleep(10 * SHORT.tick)

    with pytest.raises(NoAnswer):
        await watchdog.wait(slow_to_end())
    watchdog.stop()
    assert 0 == _cancelling()


async def test_a_stopped_watchdog_leaves_no_timer() -> None:
    watchdog = Watchdog(SHORT, "example.org")
    watchdog.stop()
    looks = []
    watchdog._look = lambda: looks.append(1)  # type: ignore[method-assign]

    await asyncio.sleep(5 * SHORT.tick)
    assert [] == looks


def test_a_request_needs_a_task() -> None:
    async def make_outside_of_a_task() -> None:
        loop = asyncio.get_running_loop()
        made = loop.create_future()

        def outside() -> None:
            try:
                Watchdog(SHORT, "example.org")
            except RuntimeError as error:
                made.set_result(error)

        loop.call_soon(outside)
        assert "task" in str(await made)

    asyncio.run(make_outside_of_a_task())


def _current() -> asyncio.Task[object]:
    task = asyncio.current_task()
    assert task
    return task


def _cancelling() -> int:
    return _current().cancelling()
