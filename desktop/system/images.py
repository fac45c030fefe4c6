"""Pictures, decoded in a process of their own that can be killed."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from desktop.domain.attachment import Change
from desktop.domain.edits import UNTOUCHED, Edits
from desktop.domain.errors import DecoderFailed, NotAPicture, PictureTooLarge, failure_from
from desktop.domain.picture import HEAD, LARGEST, LARGEST_FILE, RAW, SVG, Frames, PictureFacts, Pixels, Prepared, sniff
from desktop.domain.vision import AS_IT_IS, Plan
from desktop.system.frames import DRAWINGS, FACTS, LOOK, PREPARE, VIEW, packed, read_frame, write_frame
from desktop.system.threads import on_thread
from desktop.system.worker import Worker, command_for

if TYPE_CHECKING:
    from collections.abc import Sequence

PATIENCE = 10.0  # seconds for one picture
_COMMAND = command_for("desktop.system.image_worker")


class Images:
    """One worker process, started for the first picture, used for all, and replaced when it fails.

    Pictures are worked on one after the other.

    Args:
        patience: Seconds for one picture.
        command: What is started, speaking as `desktop.system.frames` says.
    """

    def __init__(self, patience: float = PATIENCE, command: Sequence[str] = _COMMAND) -> None:
        self._patience = patience
        self._command = tuple(command)
        self._worker: Worker | None = None
        self._turn = asyncio.Lock()

    async def prepare(self, data: bytes, plan: Plan = AS_IT_IS, edits: Edits = UNTOUCHED) -> Prepared:
        """A picture as it is stored, shown and sent.

        Raises:
            NotAPicture, PictureDamaged, PictureTooLarge: As named.
            DecoderFailed: The worker died, or took longer than `patience`.
        """
        head, (sent, thumbnail, preview) = await self._ask(PREPARE, data, 3, packed(plan, edits))
        changes = tuple(Change(change) for change in head.pop("changes"))
        frames = Frames(*head.pop("frames"))
        return Prepared(data=sent or data, frames=frames, thumbnail=thumbnail, preview=preview, changes=changes, **head)

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
        """End the worker; a picture it is working on fails."""
        if self._worker is not None:
            await self._drop(self._worker)

    async def _ask(
        self, kind: bytes, data: bytes, pieces: int, more: bytes = b""
    ) -> tuple[dict[str, Any], list[bytes]]:
        media_type = sniff(data[:HEAD])
        if not media_type:
            raise NotAPicture
        if len(data) > (LARGEST_FILE if media_type in {RAW, "image/tiff"} else LARGEST):
            raise PictureTooLarge(f"{len(data) / 1e6:.0f} MB")
        async with self._turn:
            worker = await self._ready_worker(drawing=media_type == SVG)
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
        if "failure" in head:
            raise failure_from(head["failure"])
        return head, answer

    async def _ready_worker(self, *, drawing: bool) -> Worker:
        """One that can draw too from the first drawing on: no other picture waits for Qt to be loaded."""
        begins = drawing and DRAWINGS not in self._command
        if begins:
            self._command = (*self._command, DRAWINGS)
        if self._worker is not None and (begins or self._worker.died()):
            await self._drop(self._worker)
        if self._worker is None:
            self._worker = Worker(self._command)
        return self._worker

    def _drop(self, worker: Worker) -> asyncio.Future[None]:
        """Kill a worker; it is gone when the future is done."""
        if self._worker is worker:
            self._worker = None
        worker.kill()
        return on_thread(worker.bury, "pictures")


def _exchange(worker: Worker, kind: bytes, data: bytes, pieces: int) -> tuple[dict[str, Any], list[bytes]]:
    """Send a request and wait for the answer: its object, and `pieces` frames unless that tells of a failure."""
    requests, answers = worker.pipes()
    write_frame(requests, kind, data)
    requests.flush()
    head: dict[str, Any] = json.loads(read_frame(answers))
    return head, [] if "failure" in head else [read_frame(answers) for _ in range(pieces)]
