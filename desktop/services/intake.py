"""Pictures and files on their way into a message: a chip at once, the work behind it."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.domain.attachment import MOST, Attachment, Offer, Preparation, shown_name
from desktop.domain.conversation import Draft
from desktop.domain.edits import stepped
from desktop.domain.errors import (
    AttachmentFailure,
    Defect,
    Failure,
    FilesLeftOut,
    FileUnreadable,
    StoreFailure,
    TooManyPictures,
)
from desktop.domain.observable import Observable
from desktop.domain.parts import ImagePart, MediaPart
from desktop.domain.picture import HEAD, sniff
from desktop.domain.vision import Detail, Quality, Sight, capped, plan_for
from desktop.services.chips import (
    any_pending,
    chip_for,
    facts_of,
    in_order,
    offer_again,
    other_of,
    ready_chips,
    refused,
    room_beside,
    told_apart,
    unfolded,
    unmade,
)
from desktop.services.files import read_by, stored_file
from desktop.services.pictures import prepared_of, stored
from desktop.services.rows import Rows
from desktop.services.sources import Sources, Versions, held
from desktop.system.images import AT_ONCE as DECODED_AT_ONCE

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from desktop.domain.edits import Edits
    from desktop.domain.parts import Attached, Engine, Media, TextFilePart
    from desktop.domain.vision import Plan
    from desktop.services.tasks import TaskScope
    from desktop.store.blobs import Blobs
    from desktop.system.files import Listing
    from desktop.system.images import Images

AT_ONCE = DECODED_AT_ONCE + 1  # pictures in memory: one is read while the others are decoded
THUMBNAILS = ""  # in the place of a chip's id
READING = 10.0  # seconds for a file: a network drive may be gone


class Intake:
    """The attachments of the composer, and of drafts that were left while their pictures were being prepared.

    What is prepared again keeps its picture until the new one is there, and for good when that fails, and why.

    Attributes:
        changed: `attachments` are others.
        landed: The chips of a draft that was left are others: its name, and whether any is still pending.
        outdated: The hashes of what was made of a picture before something in it was blacked out or cut off.
        keeps_originals: Whether pictures are stored as they came, beside what is sent of them.

    Args:
        reading: Seconds that a file may take to be read.
        fits: Whether a file of a folder is taken, by its path.
    """

    def __init__(
        self,
        images: Images,
        blobs: Blobs,
        tasks: TaskScope,
        reading: float = READING,
        fits: Callable[[str], bool] = bool,
    ) -> None:
        self._rows = Rows()
        self.changed, self.landed = self._rows.changed, self._rows.landed
        self.outdated: Observable[[tuple[str, ...]]] = Observable()
        self.keeps_originals = False
        self._images = images
        self._blobs = blobs
        self._tasks = tasks
        self._working: dict[str, asyncio.Task[Any]] = {}
        self._reader = Sources(blobs, reading, fits)
        self.are_files, self.are_unfit = self._reader.are_files, self._reader.are_unfit
        self._turn = asyncio.Semaphore(AT_ONCE)
        self._sight = Sight()
        self._sources: dict[str, Offer] = {}  # of chips that can be prepared again
        self._versions = Versions()

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """The chips of the draft on view, in the order in which they came."""
        return self._rows.shown

    @property
    def pending(self) -> bool:
        """Whether a picture is still being prepared."""
        return any_pending(self.attachments)

    @property
    def failed(self) -> tuple[str, ...]:
        """Names of what could not be attached; what was left out of a folder was not asked for one by one."""
        refused = (chip for chip in self.attachments if chip.preparation is Preparation.FAILED)
        return tuple(chip.name for chip in refused if not isinstance(chip.failure, FilesLeftOut))

    @property
    def room(self) -> int:
        """How many more pictures the draft on view takes."""
        return room_beside(self.attachments)

    def ready_media(self) -> tuple[Media, ...]:
        """What is ready of all that not every model takes."""
        return tuple(part for part in self.draft().attached if isinstance(part, ImagePart | MediaPart))

    def draft(self, text: str = "", name: str = "") -> Draft:
        """The pictures of the draft on view, or of a named one that was left, as they are stored with its text."""
        chips = self._rows.named(name) if name else self.attachments
        return Draft(text, tuple(chip.kept for chip in chips if chip.kept))

    def show(self, name: str, draft: Draft) -> None:
        """Put the pictures of another draft on view; thumbnails follow.

        What is pending in the draft that was on view goes on, and comes back with it; where that one has no name,
        it ends.
        """
        self._cancel(self._rows.turn_to(name))
        if (left := self._rows.taken_back()) is not None:
            self._fill(left)
        else:
            self._fill(ready_chips(draft.attached))
            self.offer([Offer(Path(path).name, path=path) for path in draft.waiting])
            self._rows.show(in_order(self.attachments, draft.row))

    def offer(self, offers: Sequence[Offer]) -> None:
        """Show a chip for everything offered, and prepare it behind. Returns at once, and never fails."""
        room = self.room
        taken, beyond = told_apart(offers[:room], self._rows.all_shown), offers[room:]
        chips = [chip_for(offer) for offer in taken]
        if beyond:
            chips.append(refused(beyond[0].name, TooManyPictures(count=len(beyond), most=MOST)))
        self._rows.show((*self.attachments, *chips))
        for chip, offer in zip(chips, taken, strict=False):
            if chip.preparation is Preparation.PENDING:
                self._sources[chip.id] = offer
                self._start(chip.id, chip.quality or Quality.SHARP)

    def see(self, sight: Sight) -> None:
        """Plan pictures for models that read them so from now on; those attached are prepared again where possible."""
        before, self._sight = self._sight, sight
        for chip in self.attachments:
            if chip.quality and plan_for(chip.quality, before) != plan_for(chip.quality, sight):
                self._prepare_again(chip.id, chip.quality)
        self._rows.prepare_removed_again()

    def choose(self, attachment_id: str, quality: Quality) -> None:
        """Send more of a picture, or less; or try again what failed."""
        chip, source = self._rows.on_view(attachment_id), self._sources.get(attachment_id)
        if chip and source and chip.quality and (chip.failure or chip.quality is not quality):
            self._prepare_again(chip.id, quality, replace(source, most=0))

    def look_closely(self, attachment_id: str, detail: Detail) -> None:
        """Ask models to look so closely at a picture."""
        chip = self._rows.on_view(attachment_id)
        if chip and chip.image:
            self._rows.change(chip.id, image=replace(chip.image, detail=detail))

    def edit(self, attachment_id: str, edits: Edits) -> None:
        """Have this done to a picture as it came, and nothing else. Where that fails, nothing of it is sent."""
        chip, source = self._rows.on_view(attachment_id), self._sources.get(attachment_id)
        if chip and chip.quality and source and source.edits != edits:
            self._prepare_again(chip.id, chip.quality, replace(source, edits=edits))

    def step(self, attachment_id: str, step: int) -> None:
        """Send so many frames or pages on, or back."""
        chip, source = self._rows.on_view(attachment_id), self._sources.get(attachment_id)
        if chip and source:
            self.edit(chip.id, stepped(source.edits, chip.frames, step))

    def choose_engine(self, engine: Engine) -> None:
        """Have the PDFs read by another engine."""
        self._rows.show(read_by(engine, self.attachments))

    def keep_metadata(self, attachment_id: str, *, keeps: bool) -> None:
        """Leave in a picture what a camera wrote, its place included, or take it out again."""
        chip, source = self._rows.on_view(attachment_id), self._sources.get(attachment_id)
        if chip and chip.quality and source and source.keeps is not keeps:
            self._prepare_again(chip.id, chip.quality, replace(source, keeps=keeps))

    def shrink(self, blobs: Collection[str] = ()) -> None:
        """Make these stored pictures small, or all, also those of which nothing is known but what is stored.

        Each weighs at most half as much as before, every time; but one of a kind that is not taken becomes another.
        """
        stored = {chip.id: chip.image for chip in self.attachments if chip.image and chip.image.blob}
        named = {chip_id: image for chip_id, image in stored.items() if image.blob in blobs}
        for chip_id, image in (named or stored).items():
            source = self._sources.get(chip_id, Offer(image.name, blob=image.blob))
            if self._sight.takes(image.media_type) is False:
                self._prepare_again(chip_id, image.quality or Quality.SHARP, source)
            else:
                self._prepare_again(chip_id, Quality.SMALL, replace(source, most=image.size // 2))

    async def original(self, attachment_id: str) -> bytes:
        """A picture as it came. Raises `FileUnreadable`, also when it is known no longer."""
        if attachment_id not in self._sources:
            raise FileUnreadable
        return await self._reader.load(self._sources[attachment_id])

    def move(self, attachment_id: str, place: int) -> None:
        """Put a chip elsewhere: pictures are sent in the order of their chips. Beyond the ends is at them."""
        self._rows.move(attachment_id, max(0, place))

    def _prepare_again(self, chip_id: str, quality: Quality, source: Offer | None = None) -> None:
        """Prepare a picture anew, of this in the place of what it was made of before."""
        if source:
            self._sources[chip_id] = source
        self._end(chip_id)
        self._versions.add(self._rows.chip(chip_id))
        self._rows.change(chip_id, preparation=Preparation.PENDING, quality=quality, failure=None)
        self._start(chip_id, quality)

    def plan(self, attachment_id: str, quality: Quality) -> Plan:
        """What is made of a picture for the model at hand."""
        source = self._sources.get(attachment_id)
        return capped(plan_for(quality, self._sight), source.most if source else 0)

    def _start(self, chip_id: str, quality: Quality) -> None:
        plan = self.plan(chip_id, quality)
        self._working[chip_id] = self._tasks.start(self._take(chip_id, plan), "picture")

    def remove(self, attachment_id: str, *, for_good: bool = False) -> None:
        """Take a chip away; what was being done for it ends. What goes `for_good` is not to be had back."""
        source = self._sources.pop(attachment_id, None)
        self._end(attachment_id)
        if for_good and (chip := self._rows.on_view(attachment_id)):
            self._cancel((chip,))
        self._rows.take_away(attachment_id, source, for_good=for_good)

    @property
    def removed(self) -> tuple[str, ...]:
        """The names of the chips that would come back, the next one last."""
        return tuple(removed.chip.name for removed in self._rows.removed)

    def bring_back(self) -> str:
        """Show the chip again that was taken away last, where it stood: its id, or "" when there is none."""
        if not self._rows.removed or not self.room:
            return ""
        place, chip, source = self._rows.removed.pop()
        self._fill((*self.attachments[:place], chip, *self.attachments[place:]))
        if source:
            self._sources[chip.id] = source
        if source and chip.preparation is Preparation.PENDING:
            self._start(chip.id, chip.quality or Quality.SHARP)
        return chip.id

    def restore(self, attached: tuple[Attached, ...]) -> None:
        """Show these in the place of those that are there; thumbnails follow."""
        self._cancel((*self.attachments, *self._rows.give_up_removed()))
        self._fill(ready_chips(attached))

    def clear(self) -> None:
        """Take all chips away."""
        self.restore(())

    async def finish(self, seconds: float) -> None:
        """Give what is pending, here and in drafts that were left, some time to become ready."""
        if working := [task for chip_id, task in self._working.items() if chip_id != THUMBNAILS]:
            await asyncio.wait(working, timeout=seconds)

    async def _take(self, chip_id: str, plan: Plan) -> None:
        try:
            async with self._turn:
                await self._look_into_either(chip_id, self._sources[chip_id], plan)
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
            self._sources[chip_id] = other
            self._rows.change(chip_id, name=shown_name(other.name), path=other.path)
            await self._look_into(chip_id, other, plan)

    async def _look_into(self, chip_id: str, offer: Offer, plan: Plan) -> None:
        if (listing := await self._reader.listing(offer)) is not None:
            self._unfold(chip_id, offer.path, listing)
            return
        data = await self._reader.load(offer)
        if not sniff(data[:HEAD]):
            self._keep_file(chip_id, await stored_file(offer.name, data, self._blobs))
            return
        offer, prepared = await prepared_of(self._images, data, plan, offer)
        digest = await self._blobs.put(prepared.data, prepared.preview)
        image = stored(offer.name, prepared, digest)
        if self.keeps_originals:
            image = await self._reader.with_original(image, offer, data)
        again = await self._reader.known(offer, data, image.original)
        self._keep_source(chip_id, again, data, digest)
        chip, facts = self._rows.chip(chip_id), facts_of(prepared)
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
            **({} if chip_id in self._sources else {"quality": None}),
        )

    def _keep_file(self, chip_id: str, part: TextFilePart | MediaPart) -> None:
        del self._sources[chip_id]
        self._rows.put(chip_id, lambda chip: (replace(chip.holding(part), quality=None),))

    def _stop_working(self, chip_id: str) -> None:
        """Forget the task that runs this, unless another one was begun for the chip."""
        if self._working.get(chip_id) is asyncio.current_task():
            del self._working[chip_id]

    def _refuse(self, chip_id: str, failure: Failure) -> None:
        """Say why there is no picture; one that is there already, as it is wanted, stays as it is for good."""
        wanted = self._sources[chip_id]
        self._rows.put(chip_id, lambda chip: (unmade(chip, wanted, failure),))
        if self._rows.chip(chip_id).quality is None:
            del self._sources[chip_id]

    def _unfold(self, chip_id: str, folder: str, listing: Listing) -> None:
        """Put the files of a folder in its place, as many as there is room for; and say how many are left out."""
        del self._sources[chip_id]
        chips, offers = unfolded(folder, listing, 1 + room_beside(self._rows.row_of(chip_id)))
        self._rows.put(chip_id, lambda _: chips)
        for chip, offer in zip(chips, offers, strict=False):
            self._sources[chip.id] = offer
            self._start(chip.id, Quality.SHARP)

    def _keep_source(self, chip_id: str, offer: Offer, data: bytes, digest: str) -> None:
        """Remember what a chip was made of, while that does not take too much memory."""
        removed = [removed.source for removed in self._rows.removed if removed.source]
        if kept := held(offer, data, (*self._sources.values(), *removed)):
            self._sources[chip_id] = kept
        else:
            del self._sources[chip_id]
        if offer.edits.hides:
            shown = {removed.chip.image.blob for removed in self._rows.removed if removed.chip.image}
            read = {source.blob for source in (*self._sources.values(), *removed)}  # until the chip goes
            self.outdated.emit(self._versions.outdated(chip_id, digest, shown | read))

    def _fill(self, chips: tuple[Attachment, ...]) -> None:
        self._rows.show(chips)
        self._end(THUMBNAILS)
        for chip in chips:
            if chip.image and chip.image.original:
                self._sources.setdefault(chip.id, offer_again(chip, chip.image))
        stored = {chip.id: chip.image.blob for chip in chips if chip.image and chip.image.blob and not chip.thumbnail}
        if stored:
            self._working[THUMBNAILS] = self._tasks.start(self._fetch_thumbnails(stored), "thumbnails")

    async def _fetch_thumbnails(self, blobs: dict[str, str]) -> None:
        for chip_id, blob in blobs.items():
            with contextlib.suppress(StoreFailure):  # a chip without a thumbnail is still sent
                self._rows.change(chip_id, thumbnail=await self._blobs.preview(blob))

    def _cancel(self, chips: tuple[Attachment, ...]) -> None:
        """End what is being done for these chips."""
        for chip in chips:
            self._sources.pop(chip.id, None)
            if gone := self._versions.leave(chip):
                self.outdated.emit(gone)
            self._end(chip.id)

    def _end(self, chip_id: str) -> None:
        if chip_id in self._working:
            self._working.pop(chip_id).cancel()
