"""What a picture of the composer would be with each quality, found out while a person chooses one."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from desktop.domain.errors import Failure
from desktop.domain.observable import Observable
from desktop.domain.vision import Quality
from desktop.services.weighing import Made

if TYPE_CHECKING:
    from desktop.domain.attachment import Attachment
    from desktop.services.preparing import Preparing
    from desktop.services.tasks import TaskScope
    from desktop.system.images import Images

REST = 0.3  # seconds that a menu stays open before anything is made


class Sizes:
    """One picture at a time, and only while somebody wants to know.

    Attributes:
        changed: More is known of the picture.
    """

    def __init__(self, preparing: Preparing, images: Images, tasks: TaskScope) -> None:
        self.changed: Observable[[]] = Observable()
        self._preparing = preparing
        self._images = images
        self._tasks = tasks
        self._known: dict[object, Made] = {}
        self._wanted: Attachment | None = None
        self._finding: asyncio.Task[Any] | None = None

    def find(self, chip: Attachment) -> None:
        """Have this picture made with every other quality, one after the other, unless it is not wanted for long."""
        self._wanted = chip
        if self._finding is None or self._finding.done():
            self._finding = self._tasks.start(self._find(), "sizes")

    def stop(self) -> None:
        """Nobody wants to know any more. What is being made is finished: ending it costs a process."""
        self._wanted = None

    def of(self, chip: Attachment) -> dict[Quality, Made]:
        """What is known of a picture as it is now, for the model at hand."""
        known = {quality: self._known.get(self._key(chip, quality)) for quality in Quality}
        return {quality: made for quality, made in known.items() if made}

    def _key(self, chip: Attachment, quality: Quality) -> object:
        return chip.id, chip.edits, chip.keeps, self._preparing.plan("", quality)

    async def _find(self) -> None:
        while (chip := self._wanted) is not None:
            await asyncio.sleep(REST)
            with suppress(Failure):  # what cannot be made says so once it is chosen
                await self._find_all(chip)
            if self._wanted is chip:
                self._wanted = None

    async def _find_all(self, chip: Attachment) -> None:
        self._known = {self._key(chip, quality): made for quality, made in self.of(chip).items()}
        unknown = [quality for quality in Quality if quality is not chip.quality and quality not in self.of(chip)]
        data = await self._preparing.original(chip.id) if unknown and self._wanted is chip else b""
        for quality in unknown:
            if self._wanted is not chip:
                return
            key, plan = self._key(chip, quality), self._preparing.plan("", quality)  # as large as without a refusal
            made = await self._images.prepare_ahead(data, plan, chip.edits, keeps=chip.keeps)
            self._known[key] = Made(made.width, made.height, len(made.data))
            self.changed.emit()
