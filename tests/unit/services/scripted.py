"""A stand-in for an endpoint: answers that arrive as a test has written them."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from desktop.domain.delta import Delta

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from desktop.domain.request import ChatRequest

Step = Delta | Exception | asyncio.Event | int | None


class Endpoint:
    """Plays one list of steps a request: a delta arrives, None is a comment, a failure is raised, an event is awaited.

    A number is that of the bytes that have come of a picture.
    The last list is played again for all further requests.
    """

    host = "example.org"

    def __init__(self, *scripts: list[Step], generation: str = "gen-1") -> None:
        self.requests: list[ChatRequest] = []
        self.closed = 0
        self.uploads: list[tuple[int, int]] = []  # what is told while a question is sent
        self._scripts = list(scripts)
        self._generation = generation

    @asynccontextmanager
    async def chat(self, request: ChatRequest, tell: Callable[[int, int], None]) -> AsyncIterator[_Answer]:
        self.requests.append(request)
        for taken, all_of_it in self.uploads:
            tell(taken, all_of_it)
        script = self._scripts.pop(0) if len(self._scripts) > 1 else self._scripts[0]
        if script and isinstance(script[0], Exception):
            raise script[0]
        try:
            yield _Answer(script, self._generation)
        finally:
            self.closed += 1


class _Answer:
    def __init__(self, script: list[Step], generation: str) -> None:
        self.generation = generation
        self.arriving = 0
        self._script = iter(script)

    def __aiter__(self) -> _Answer:
        return self

    async def __anext__(self) -> list[Delta]:
        for step in self._script:
            if isinstance(step, asyncio.Event):
                await step.wait()
            elif isinstance(step, Exception):
                raise step
            else:
                self.arriving = step if isinstance(step, int) else 0
                return [step] if isinstance(step, Delta) else []
        raise StopAsyncIteration


def words(*pieces: str, finish: str = "stop") -> list[Step]:
    """A plain answer in pieces."""
    return [*(Delta(text=piece) for piece in pieces), Delta(finish_reason=finish)]
