"""Pictures, decoded in processes of their own that can be killed."""

from __future__ import annotations

import asyncio
import json
import os
from typing import TYPE_CHECKING, Any

from desktop.domain.edits import UNTOUCHED, Edits
from desktop.domain.errors import DecoderFailed, NotAPicture, TooManyBytes, failure_from
from desktop.domain.picture import (
    HEAD,
    LARGEST,
    LARGEST_FILE,
    SVG,
    Change,
    Frames,
    PictureFacts,
    Pixels,
    Prepared,
    sniff,
)
from desktop.domain.vision import AS_IT_IS, Plan
from desktop.system.frames import DRAWINGS, FACTS, KEEP, LOOK, PREPARE, VIEW, packed, read_frame, write_frame
from desktop.system.threads import on_thread
from desktop.system.worker import Worker, command_for

if TYPE_CHECKING:
    from collections.abc import Sequence

KEPT = 60.0  # seconds for what was prepared ahead
PATIENCE = 10.0  # seconds for one picture
AT_ONCE = min(2, len(os.sched_getaffinity(0)))  # workers, each of 120 MB for 12 megapixels: with three, all take 430
_COMMAND = command_for("desktop.system.image_worker")


class Images:
    """A few worker processes, each started when all others are at work, and replaced when it fails.

    Args:
        patience: Seconds for one picture.
        command: What is started, speaking as `desktop.system.frames` says.
    """

    def __init__(self, patience: float = PATIENCE, command: Sequence[str] = _COMMAND) -> None:
        self._patience = patience
        self._command = tuple(command)
        self._workers: list[Worker] = []
        self._idle: list[Worker] = []
        self._looker: Worker | None = None  # keeps decoded what was looked at last
        self._turn = asyncio.Semaphore(AT_ONCE)
        self._ahead: dict[tuple[Plan, Edits, bool], tuple[bytes, asyncio.Future[Prepared | None]]] = {}

    async def prepare(
        self, data: bytes, plan: Plan = AS_IT_IS, edits: Edits = UNTOUCHED, *, keeps: bool = False
    ) -> Prepared:
        """A picture as it is stored, shown and sent; what a camera wrote beside it stays only where it `keeps` that.

        Raises:
            NotAPicture, PictureDamaged, PictureTooLarge: As named.
            DecoderFailed: The worker died, or took longer than `patience`.
        """
        given, coming = self._ahead.get((plan, edits, keeps), (b"", None))
        if coming and given == data and (made := await asyncio.shield(coming)):
            return made
        return await self._prepare(data, plan, edits, keeps=keeps)

    async def _prepare(self, data: bytes, plan: Plan, edits: Edits, *, keeps: bool) -> Prepared:
        head, (sent, thumbnail, preview) = await self._ask(KEEP if keeps else PREPARE, data, 3, packed(plan, edits))
        changes = tuple(Change(change) for change in head.pop("changes"))
        frames = Frames(*head.pop("frames"))
        return Prepared(data=sent or data, frames=frames, thumbnail=thumbnail, preview=preview, changes=changes, **head)

    async def prepare_ahead(self, data: bytes, plan: Plan, edits: Edits, *, keeps: bool) -> Prepared:
        """The same, for who wants it meanwhile too, or in the next minute. Raises what `prepare` raises."""
        loop, key = asyncio.get_running_loop(), (plan, edits, keeps)
        coming: asyncio.Future[Prepared | None] = loop.create_future()
        self._ahead[key] = data, coming
        made = None
        try:
            made = await self._prepare(data, plan, edits, keeps=keeps)
        finally:
            coming.set_result(made)
            loop.call_later(KEPT if made else 0, self._forget, key, coming)
        return made

    def _forget(self, key: tuple[Plan, Edits, bool], coming: asyncio.Future[Prepared | None]) -> None:
        """Drop what was prepared ahead, unless another picture has taken its place."""
        if key in self._ahead and self._ahead[key][1] is coming:
            del self._ahead[key]

    async def facts(self, data: bytes) -> PictureFacts:
        """What can be computed from a picture. Raises what `prepare` raises."""
        head, _ = await self._ask(FACTS, data, 0)
        dominant = tuple((color, share) for color, share in head.pop("dominant"))
        return PictureFacts(dominant=dominant, **head)

    async def view(self, data: bytes, box: tuple[int, int, int, int], size: tuple[int, int]) -> Pixels:
        """A part of a picture as it is looked at. Looking again at the same picture costs no decoding.

        Args:
            data: A picture as `prepare` has left it; it is not turned upright here.
            box: Left, top, right and bottom in its pixels.
            size: Width and height that are wanted, at most `MOST_SEEN` pixels; never more than the box has.

        Raises what `prepare` raises.
        """
        head, (pixels,) = await self._ask(VIEW, data, 1, LOOK.pack(*box, *size))
        if len(pixels) != head["width"] * head["height"] * (4 if head["alpha"] else 3):
            raise DecoderFailed
        return Pixels(data=pixels, **head)

    async def close(self) -> None:
        """End the workers; pictures that they are working on fail."""
        await asyncio.gather(*map(self._drop, tuple(self._workers)))

    async def _ask(
        self, kind: bytes, data: bytes, pieces: int, more: bytes = b""
    ) -> tuple[dict[str, Any], list[bytes]]:
        media_type = sniff(data[:HEAD])
        if not media_type:
            raise NotAPicture
        most = LARGEST if media_type == SVG else LARGEST_FILE
        if len(data) > most:
            raise TooManyBytes(count=len(data), most=most)
        async with self._turn:
            if media_type == SVG:
                await self._learn_to_draw()
            worker = await self._taken(kind)
            deadline = asyncio.get_running_loop().call_later(self._patience, worker.kill)
            try:
                head, answer = await on_thread(lambda: _exchange(worker, kind + more, data, pieces), "pictures")
            except asyncio.CancelledError:
                self._drop(worker)
                raise
            except (EOFError, OSError, ValueError):
                await self._drop(worker)
                raise DecoderFailed from None
            finally:
                deadline.cancel()
            await self._put_back(worker)
        if "failure" in head:
            raise failure_from(head["failure"])
        return head, answer

    async def _learn_to_draw(self) -> None:
        """From the first drawing on workers can draw; no other picture waits for Qt to be loaded."""
        if DRAWINGS not in self._command:
            self._command = (*self._command, DRAWINGS)
            await asyncio.gather(*map(self._drop, tuple(self._idle)))

    async def _taken(self, kind: bytes) -> Worker:
        """An idle worker, or a new one: for a look the one that had the last, for all else rather another."""
        while self._idle:
            self._idle.sort(key=lambda worker: (worker is self._looker) is (kind == VIEW))
            worker = self._idle.pop()
            if not worker.died():
                break
            await self._drop(worker)
        else:
            worker = Worker(self._command)
            self._workers.append(worker)
        if kind == VIEW:
            self._looker = worker
        return worker

    async def _put_back(self, worker: Worker) -> None:
        if worker.command != self._command:
            await self._drop(worker)
        elif worker in self._workers:
            self._idle.append(worker)

    def _drop(self, worker: Worker) -> asyncio.Future[None]:
        """Kill a worker; it is gone when the future is done."""
        for workers in (self._workers, self._idle):
            if worker in workers:
                workers.remove(worker)
        worker.kill()
        return on_thread(worker.bury, "pictures")


def _exchange(worker: Worker, kind: bytes, data: bytes, pieces: int) -> tuple[dict[str, Any], list[bytes]]:
    """Send a request and wait for the answer: its object, and `pieces` frames unless that tells of a failure."""
    requests, answers = worker.pipes()
    write_frame(requests, kind)
    write_frame(requests, data)
    requests.flush()
    head: dict[str, Any] = json.loads(read_frame(answers))
    return head, [] if "failure" in head else [read_frame(answers) for _ in range(pieces)]
