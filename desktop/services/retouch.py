"""One picture of the composer while a person edits it: as it came, and as it would be sent."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from desktop.domain.edits import Edits, turned_size, unturned
from desktop.domain.vision import AS_IT_IS, Quality

if TYPE_CHECKING:
    from desktop.domain.attachment import Attachment
    from desktop.domain.edits import Box, Size
    from desktop.domain.picture import Pixels, Prepared
    from desktop.domain.vision import Plan
    from desktop.services.intake import Intake
    from desktop.system.images import Images


class Retouch:
    """Nothing is changed before `apply`. What reads raises what `Images` raises, and `FileUnreadable`.

    Attributes:
        edits: What the chip has by now, and what it has after `apply`.
        size: Pixels of the picture as it came, upright; (0, 0) before `open`. Of several pages, those of one.
        frames: What there is to choose from, once it is open.
    """

    def __init__(self, intake: Intake, images: Images, chip: Attachment) -> None:
        self.edits = chip.edits
        self.size: Size = (0, 0)
        self._intake = intake
        self._images = images
        self._chip = chip
        self._given = self._upright = self._made = b""
        self.frames = chip.frames
        self._wish: object = None  # the last one
        self._page: object = None  # likewise
        self._turn = asyncio.Lock()

    @property
    def _plan(self) -> Plan:
        return self._intake.preparing.plan(self._chip.id, self._chip.quality or Quality.SHARP)

    async def open(self) -> None:
        """Read and decode it."""
        self._given = await self._intake.preparing.original(self._chip.id)
        await self.turn_to(self.edits.frame)

    async def turn_to(self, frame: int | None) -> bool:
        """Look at another frame or page; False when yet another was wished for meanwhile."""
        wish = self._page = object()
        whole = AS_IT_IS._replace(takes_films=self._chip.frames.film)
        upright = await self._images.prepare(self._given, whole, Edits(frame=frame))
        if self._page is not wish:
            return False
        self._upright, self.size, self.frames = upright.data, (upright.width, upright.height), upright.frames
        return True

    async def make(self, edits: Edits) -> Prepared | None:
        """What would be sent after this; None when something else was wished for meanwhile."""
        wish = self._wish = object()
        async with self._turn:
            if self._wish is not wish:
                return None
            made = await self._images.prepare(self._given, self._plan, edits, keeps=self._chip.keeps)
        if self._wish is not wish:
            return None
        self._made = made.data
        return made

    async def look(self, box: Box, size: Size, turns: int | None) -> Pixels:
        """A part of the picture as it came, or, without `turns`, of what was made last.

        `box` and `size` are those after so many quarter turns; the pixels are upright all the same.
        """
        if turns is None:
            return await self._images.view(self._made, box, size)
        return await self._images.view(self._upright, unturned(box, self.size, turns), turned_size(size, turns))

    def apply(self, edits: Edits) -> bool:
        """Send it like this, whatever draft is on view by now; False where it is no longer attached to any."""
        self.edits = edits
        return self._intake.edit(self._chip.id, edits)
