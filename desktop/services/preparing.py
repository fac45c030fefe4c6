"""What is done behind chips: what was offered is read, looked into and stored, a few at a time."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from desktop.domain.attachment import Offer, Preparation, shown_name
from desktop.domain.errors import AttachmentFailure, Defect, Failure, FileUnreadable
from desktop.domain.observable import Observable
from desktop.domain.parts import MediaPart
from desktop.domain.picture import HEAD, Change, sniff
from desktop.domain.vision import Detail, Quality, Sight, capped, plan_for
from desktop.services.chips import facts_of, other_of, room_beside, told_apart, unfolded, unmade
from desktop.services.files import stored_file
from desktop.services.pictures import prepared_of, stored
from desktop.services.sources import Versions, held
from desktop.system.images import AT_ONCE as DECODED_AT_ONCE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.domain.attachment import Attachment
    from desktop.domain.parts import TextFilePart
    from desktop.domain.vision import Plan
    from desktop.services.rows import Rows
    from desktop.services.sources import Sources
    from desktop.services.tasks import TaskScope
    from desktop.store.blobs import Blobs
    from desktop.system.files import Listing
    from desktop.system.images import Images

AT_ONCE = DECODED_AT_ONCE + 1  # pictures in memory: one is read while the others are decoded


class Preparing:
    """Changes the chips of rows, wherever they are by then.

    What is prepared again keeps its picture until the new one is there, and for good when that fails, and why.

    Attributes:
        outdated: The hashes of what was made of a picture before something in it was blacked out or cut off.
        sources: What chips can be prepared of, once more, by their ids.
        sight: How the models at hand read pictures.
        keeps_originals: Whether pictures are stored as they came, beside what is sent of them.
    """

    def __init__(self, rows: Rows, reader: Sources, images: Images, blobs: Blobs, tasks: TaskScope) -> None:
        self.outdated: Observable[[tuple[str, ...]]] = Observable()
        self.sources: dict[str, Offer] = {}
        self.sight = Sight()
        self.keeps_originals = False
        self._rows = rows
        self._reader = reader
        self._images = images
        self._blobs = blobs
        self._tasks = tasks
        self._working: dict[str, asyncio.Task[Any]] = {}
        self._turn = asyncio.Semaphore(AT_ONCE)
        self._versions = Versions()

    def plan(self, chip_id: str, quality: Quality) -> Plan:
        """What is made of a picture for the model at hand."""
        source = self.sources.get(chip_id)
        return capped(plan_for(quality, self.sight), source.most if source else 0)

    def start(self, chip: Attachment, source: Offer) -> None:
        """Make a pending chip ready, or failed."""
        self.sources[chip.id] = source
        self._start(chip.id, chip.quality or Quality.SHARP)

    def again(self, chip_id: str, quality: Quality, source: Offer | None = None) -> None:
        """Prepare a picture anew, of this in the place of what it was made of before."""
        if source:
            self.sources[chip_id] = source
        chip = self._rows.chip(chip_id)
        if chip.preparation is Preparation.FAILED:  # something else may have its name by now
            [self.sources[chip_id]] = told_apart([self.sources[chip_id]], self._rows.all_shown)
            self._rows.change(chip_id, name=shown_name(self.sources[chip_id].name))
        self.end(chip_id)
        self._versions.add(chip)
        self._rows.change(chip_id, preparation=Preparation.PENDING, quality=quality, failure=None)
        self._start(chip_id, quality)

    def end(self, chip_id: str) -> None:
        """Do no more for a chip."""
        if chip_id in self._working:
            self._working.pop(chip_id).cancel()

    def forget(self, chips: Iterable[Attachment]) -> None:
        """These do not come back."""
        for chip in chips:
            self.sources.pop(chip.id, None)
            if gone := self._versions.leave(chip):
                self.outdated.emit(gone)
            self.end(chip.id)

    async def finish(self, seconds: float) -> None:
        """Give what is pending, in drafts that were left too, some time to become ready."""
        if self._working:
            await asyncio.wait(self._working.values(), timeout=seconds)

    async def original(self, chip_id: str) -> bytes:
        """A picture as it came. Raises `FileUnreadable`, also when it is known no longer."""
        if chip_id not in self.sources:
            raise FileUnreadable
        return await self._reader.load(self.sources[chip_id])

    def _start(self, chip_id: str, quality: Quality) -> None:
        plan = self.plan(chip_id, quality)
        self._working[chip_id] = self._tasks.start(self._take(chip_id, plan), "picture")

    async def _take(self, chip_id: str, plan: Plan) -> None:
        try:
            async with self._turn:
                await self._look_into_either(chip_id, self.sources[chip_id], plan)
        except Failure as failure:
            self._refuse(chip_id, failure)
        except Exception as error:
            self._refuse(chip_id, Defect(type(error).__name__))
            raise
        finally:
            self._stop_working(chip_id)

    async def _look_into_either(self, chip_id: str, offer: Offer, plan: Plan) -> None:
        """Look into what was offered, or else into what was offered beside it."""
        try:
            await self._look_into(chip_id, offer, plan)
        except AttachmentFailure:
            if (other := other_of(offer, [chip for chip in self._rows.all_shown if chip.id != chip_id])) is None:
                raise
            self.sources[chip_id] = other
            self._rows.change(chip_id, name=shown_name(other.name), path=other.path)
            await self._look_into(chip_id, other, plan)

    async def _look_into(self, chip_id: str, offer: Offer, plan: Plan) -> None:
        if (listing := await self._reader.listing(offer)) is not None:
            self._unfold(chip_id, offer.path, listing)
            return
        data = await self._reader.load(offer)
        if not sniff(data[:HEAD]):
            part = await stored_file(offer.name, data, self._blobs, keeps=offer.keeps)
            await self._keep_file(chip_id, part, offer, data)
            return
        offer, prepared = await prepared_of(self._images, data, plan, offer)
        digest = await self._blobs.put(prepared.data, prepared.preview)
        image = stored(offer.name, prepared, digest)
        if self.keeps_originals:
            image = await self._reader.with_original(image, offer, data)
        again = await self._reader.known(offer, data, image.original)
        self._keep_source(chip_id, again, data, digest)
        chip, facts = self._rows.chip(chip_id), facts_of(prepared, offer, after_refusal=0 < offer.most == plan.most)
        quality, most = (chip.quality, offer.most) if image.original else (None, 0)
        detail = chip.image.detail if chip.image else Detail.AUTO
        self._rows.change(
            chip_id,
            preparation=Preparation.READY,
            image=replace(image, quality=quality, most=most, detail=detail, **facts),
            thumbnail=prepared.thumbnail,
            edits=offer.edits,
            keeps=offer.keeps,
            **facts,
            **({} if chip_id in self.sources else {"quality": None}),
        )

    async def _keep_file(self, chip_id: str, part: TextFilePart | MediaPart, offer: Offer, data: bytes) -> None:
        """Only of what something was taken out, or left in, is it remembered what it was made of."""
        if isinstance(part, MediaPart) and set(part.changes) - {Change.METADATA_LEFT}:
            self._keep_source(chip_id, await self._reader.known(offer, data, ""), data, part.blob)
        else:
            del self.sources[chip_id]
        kept = chip_id in self.sources
        self._rows.put(chip_id, lambda chip: (replace(chip.holding(part), quality=None, strippable=kept),))

    def _stop_working(self, chip_id: str) -> None:
        """Forget the task that runs this, unless another one was begun for the chip."""
        if self._working.get(chip_id) is asyncio.current_task():
            del self._working[chip_id]

    def _refuse(self, chip_id: str, failure: Failure) -> None:
        """Say why there is no picture; one that is there already, as it is wanted, stays as it is for good."""
        wanted = self.sources[chip_id]
        self._rows.put(chip_id, lambda chip: (unmade(chip, wanted, failure.bare()),))
        if self._rows.chip(chip_id).quality is None:
            del self.sources[chip_id]

    def _unfold(self, chip_id: str, folder: str, listing: Listing) -> None:
        """Put the files of a folder in its place, as many as there is room for; and say how many are left out."""
        del self.sources[chip_id]
        chips, offers = unfolded(folder, listing, 1 + room_beside(self._rows.row_of(chip_id)))
        self._rows.put(chip_id, lambda _: chips)
        for chip, offer in zip(chips, offers, strict=False):
            self.start(chip, offer)

    def _keep_source(self, chip_id: str, offer: Offer, data: bytes, digest: str) -> None:
        """Remember what a chip was made of, while that does not take too much memory."""
        removed = [removed.source for removed in self._rows.all_removed if removed.source]
        if kept := held(offer, data, (*self.sources.values(), *removed)):
            self.sources[chip_id] = kept
        else:
            del self.sources[chip_id]
        if offer.edits.hides:
            shown = {removed.chip.image.blob for removed in self._rows.all_removed if removed.chip.image}
            read = {source.blob for source in (*self.sources.values(), *removed)}  # until the chip goes
            self.outdated.emit(self._versions.outdated(chip_id, digest, shown | read))
