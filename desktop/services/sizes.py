"""What a picture of the composer would be with each quality, found out while a person chooses one."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from desktop.domain.errors import Failure
from desktop.domain.observable import Observable
from desktop.domain.vision import Quality
from desktop.services.weighing import Made

if TYPE_CHECKING:
    import asyncio

    from desktop.domain.attachment import Attachment
    from desktop.services.intake import Intake
    from desktop.services.tasks import TaskScope
    from desktop.system.images import Images


class Sizes:
    """One picture at a time, and only while somebody wants to know.

    Attributes:
        changed: More is known of the picture.
    """

    def __init__(self, intake: Intake, images: Images, tasks: TaskScope) -> None:
        self.changed: Observable[[]] = Observable()
        self._intake = intake
        self._images = images
        self._tasks = tasks
        self._known: dict[object, Made] = {}
        self._finding: asyncio.Task[Any] | None = None

    def find(self, chip: Attachment) -> None:
        """Have this picture made with every other quality, one after the other."""
        self.stop()
        self._finding = self._tasks.start(self._find(chip), "sizes")

    def stop(self) -> None:
        """Nobody wants to know any more."""
        if self._finding is not None:
            self._finding.cancel()

    def of(self, chip: Attachment) -> dict[Quality, Made]:
        """What is known of a picture as it is now, for the model at hand."""
        known = {quality: self._known.get(self._key(chip, quality)) for quality in Quality}
        return {quality: made for quality, made in known.items() if made}

    def _key(self, chip: Attachment, quality: Quality) -> object:
        return chip.id, chip.edits, chip.keeps, self._intake.plan("", quality)

    async def _find(self, chip: Attachment) -> None:
        """What cannot be made says so once it is chosen."""
        wanted = [quality for quality in Quality if quality is not chip.quality]
        self._known = {self._key(chip, quality): made for quality, made in self.of(chip).items()}
        with suppress(Failure):
            data = await self._intake.original(chip.id)
            for quality in wanted:
                key = self._key(chip, quality)
                if key not in self._known:
                    plan = self._intake.plan("", quality)  # none is as small as what was made for a refusal
                    made = await self._images.prepare(data, plan, chip.edits, keeps=chip.keeps)
                    self._known[key] = Made(made.width, made.height, len(made.data))
                    self.changed.emit()
