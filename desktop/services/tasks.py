"""Tasks and their owners. The only file that creates tasks.

A scope belongs to something that lives for a while: the program, a conversation, a turn. Closing it cancels
all that runs in it and below it, and waits until it is gone. What fails is reported once, to one sink.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine


class TaskScope:
    """Owns tasks and child scopes.

    Args:
        name: For logs; the names of its tasks begin with it.
        report: Called with every exception that ends a task of this scope or of a child.
    """

    def __init__(self, name: str, report: Callable[[BaseException], None]) -> None:
        self.name = name
        self._report = report
        self._tasks: set[asyncio.Task[Any]] = set()
        self._children: set[TaskScope] = set()
        self._parent: TaskScope | None = None
        self._closed = False

    def child(self, name: str) -> TaskScope:
        """A scope that ends, at the latest, with this one."""
        scope = TaskScope(f"{self.name}/{name}", self._report)
        scope._parent = self
        scope._closed = self._closed
        self._children.add(scope)
        return scope

    def start(self, work: Coroutine[Any, Any, object], name: str) -> asyncio.Task[Any]:
        """Run a coroutine in this scope; in a closed one it is dropped at once.

        The task is handed out for `cancel()` alone: its result and its failure belong to the scope.
        """
        if self._closed:
            work.close()
            work = _nothing()
        task: asyncio.Task[Any] = asyncio.get_running_loop().create_task(work, name=f"{self.name}/{name}")
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self._report(error)

    def cancel(self) -> None:
        """Ask everything in this scope to end, without waiting and without closing it."""
        for task in tuple(self._tasks):
            cancel_soon(task)
        for scope in tuple(self._children):
            scope.cancel()

    async def close(self) -> None:
        """Cancel everything in this scope and wait until it has ended. Nothing can be started afterwards."""
        self._closed = True
        self.cancel()
        for scope in tuple(self._children):
            await scope.close()
        running = [task for task in self._tasks if task is not asyncio.current_task()]
        if running:
            await asyncio.wait(running)
        if self._parent is not None:
            self._parent._children.discard(self)  # noqa: SLF001 - same class


def cancel_soon(task: asyncio.Task[Any]) -> None:
    """Cancel a task after its first step: one that is cancelled before it would not even run its `finally`."""
    task.get_loop().call_soon(task.cancel)


async def _nothing() -> None:
    """What a closed scope runs instead."""
