from __future__ import annotations

import asyncio
import inspect

import pytest

from desktop.services.tasks import TaskScope


@pytest.fixture
def reported():
    return []


@pytest.fixture
def scope(reported):
    return TaskScope("app", reported.append)


async def forever(ended=None):
    try:
        await asyncio.Event().wait()
    finally:
        if ended is not None:
            ended.append("ended")


async def failing():
    raise ValueError("broken")


async def test_a_task_runs_and_carries_the_names_of_its_scopes(scope):
    done = asyncio.Event()

    async def work():
        done.set()

    task = scope.child("chat").start(work(), "turn")
    await asyncio.wait_for(done.wait(), 5)

    assert task.get_name() == "app/chat/turn"


async def test_a_failure_is_reported_once_to_the_sink_of_the_outermost_scope(scope, reported):
    task = scope.child("chat").start(failing(), "turn")
    await asyncio.wait([task])
    await asyncio.sleep(0)

    assert [repr(error) for error in reported] == ["ValueError('broken')"]


async def test_a_cancelled_task_is_not_a_failure(scope, reported):
    task = scope.start(forever(), "wait")
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task])
    await asyncio.sleep(0)

    assert task.cancelled()
    assert reported == []


async def test_closing_waits_until_everything_below_has_ended(scope):
    ended: list[str] = []
    scope.start(forever(ended), "wait")
    scope.child("chat").start(forever(ended), "turn")
    scope.child("chat").child("deep").start(forever(ended), "deeper")
    await asyncio.sleep(0)

    await scope.close()

    assert ended == ["ended"] * 3


async def test_closing_waits_for_work_that_ends_slowly(scope):
    ended: list[str] = []

    async def slow():
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0.01)
            ended.append("ended")

    scope.start(slow(), "wait")
    await asyncio.sleep(0)
    await scope.close()

    assert ended == ["ended"]


async def test_a_closed_scope_starts_nothing(scope):
    await scope.close()
    work = forever()
    task = scope.start(work, "late")
    await asyncio.wait([task])

    assert inspect.getcoroutinestate(work) == inspect.CORO_CLOSED


async def test_a_child_of_a_closed_scope_starts_nothing_either(scope):
    await scope.close()
    work = forever()
    task = scope.child("late").start(work, "late")
    await asyncio.wait([task])

    assert inspect.getcoroutinestate(work) == inspect.CORO_CLOSED


async def test_cancelling_leaves_the_scope_open(scope):
    ended: list[str] = []
    first = scope.start(forever(ended), "one")
    second = scope.child("chat").start(forever(ended), "two")
    await asyncio.sleep(0)
    scope.cancel()
    await asyncio.wait([first, second])
    again = scope.start(forever(), "three")
    await asyncio.sleep(0)

    assert ended == ["ended", "ended"]
    assert not again.done()
    await scope.close()


async def test_a_task_may_close_its_own_scope(scope):
    closed = asyncio.Event()

    async def close():
        try:
            await scope.close()
        except asyncio.CancelledError:
            await scope.close()
        closed.set()

    scope.start(close(), "close")

    await asyncio.wait_for(closed.wait(), 5)


async def test_a_closed_child_is_forgotten_by_its_parent(scope):
    child = scope.child("chat")
    await child.close()

    assert not scope._children
    await scope.close()
