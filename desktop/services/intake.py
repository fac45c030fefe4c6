"""Pictures and files on their way into a message: a chip at once, and what a person does to it."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.domain.attachment import MOST, Attachment, Offer, Preparation
from desktop.domain.conversation import Draft
from desktop.domain.edits import UNTOUCHED, stepped
from desktop.domain.errors import FilesLeftOut, StoreFailure, TooManyPictures, TooMuchUnsaved
from desktop.domain.observable import Observable
from desktop.domain.parts import ImagePart, MediaPart
from desktop.domain.vision import Detail, Quality, Sight, plan_for
from desktop.services.chips import (
    any_pending,
    chip_for,
    done_by_hand,
    in_order,
    offer_again,
    ready_chips,
    refused,
    room_beside,
    told_apart,
)
from desktop.services.files import read_by
from desktop.services.preparing import Preparing
from desktop.services.rows import Rows
from desktop.services.sources import Sources

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Collection, Sequence

    from desktop.domain.edits import Edits
    from desktop.domain.parts import Attached, Engine, Media
    from desktop.services.tasks import TaskScope
    from desktop.store.blobs import Blobs
    from desktop.system.images import Images

READING = 10.0  # seconds for a file: a network drive may be gone


class Intake:
    """The attachments of the composer, and of drafts that were left while their pictures were being prepared.

    Attributes:
        changed: `attachments` are others.
        landed: The chips of a draft that was left are others: its name, and whether any is still pending.
        hold, release: For what is asked in one draft and answered whichever is on view by then, see `Rows`.
        repeated: What was offered is the picture of this chip.
        preparing: The work behind the chips.

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
        reader = Sources(blobs, reading, fits)
        self.are_files, self.are_unfit = reader.are_files, reader.are_unfit
        self.hold, self.release = self._rows.hold, self._rows.release
        self.holds, self.shows = self._rows.holds, self._rows.shows
        self.repeated: Observable[[str]] = Observable()
        self.preparing = Preparing(self._rows, reader, images, blobs, tasks)
        self._blobs = blobs
        self._tasks = tasks
        self._thumbnails: asyncio.Task[Any] | None = None

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
        chips = (self._rows.named(name) or ()) if name else self.attachments
        return Draft(text, tuple(chip.kept for chip in chips if chip.kept))

    def show(self, name: str, draft: Draft, *, ends: bool = False) -> None:
        """Put the pictures of another draft on view; thumbnails follow.

        What is pending in the draft that was on view goes on, and comes back with it; where that is one that `ends`,
        it does not, unless it is held.
        """
        self.preparing.forget(self._rows.turn_to(name, ends=ends))
        if (left := self._rows.taken_back()) is not None:
            self._fill(left)
        else:
            self._fill(ready_chips(draft.attached))
            self.offer([Offer(Path(path).name, path=path) for path in draft.waiting])
            self._rows.show(in_order(self.attachments, draft.row))

    def offer(self, offers: Sequence[Offer]) -> None:
        """Show a chip for everything offered, and prepare it behind. Returns at once, and never fails."""
        self._take_in(self._rows.name, offers)

    def offer_to(self, name: str, offers: Sequence[Offer]) -> bool:
        """The same for the draft of this name, on view or left; False where it is no longer there."""
        there = self._rows.named(name) is not None
        if there:
            self._take_in(name, offers)
        return there

    def _take_in(self, name: str, offers: Sequence[Offer]) -> None:
        there = self._rows.named(name) or ()
        offers = [offer for offer in offers if not self._is_there(offer, there)]
        room = room_beside(there)
        taken = told_apart(offers[:room], self._rows.all_shown if self.shows(name) else there)
        chips, beyond = [chip_for(offer) for offer in taken], offers[room:]
        if beyond:
            chips.append(refused(beyond[0].name, TooManyPictures(count=len(beyond), most=MOST)))
        self._rows.add(name, tuple(chips))
        for chip, offer in zip(chips, taken, strict=False):
            if chip.preparation is Preparation.PENDING:
                self.preparing.start(chip, offer)

    def _is_there(self, offer: Offer, chips: Sequence[Attachment]) -> bool:
        """Whether a stored picture is attached already as it is, which is told."""
        for chip in chips if offer.blob else ():
            source = self.preparing.sources.get(chip.id, Offer("", edits=chip.edits))
            made_of = {source.blob, source.digest, *((chip.image.blob, chip.image.original) if chip.image else ())}
            if offer.blob in made_of and source.edits == offer.edits == UNTOUCHED:
                self.repeated.emit(chip.id)
                return True
        return False

    def see(self, sight: Sight) -> None:
        """Plan pictures for models that read them so from now on; those attached are prepared again where possible."""
        before, self.preparing.sight = self.preparing.sight, sight
        for chip in self.attachments:
            if chip.quality and plan_for(chip.quality, before) != plan_for(chip.quality, sight):
                self.preparing.again(chip.id, chip.quality)
        self._rows.prepare_removed_again()

    def put_in(self, attachment_id: str, data: bytes) -> None:
        """Send the picture with these bytes in the place of its address."""
        chip = self._rows.on_view(attachment_id)
        if chip and chip.image and chip.image.url:
            others = [other for other in self._rows.all_shown if other.id != chip.id]
            [offer] = told_apart([Offer(chip.name, data=data)], others)
            made = replace(chip_for(offer), id=chip.id)
            self._rows.put(chip.id, lambda _address: (made,))
            self.preparing.start(made, offer)

    def choose(self, attachment_id: str, quality: Quality) -> None:
        """Send more of a picture, or less; or try again what failed.

        Where there was no room for it, what could be brought back is given up.
        """
        chip, source = self._rows.on_view(attachment_id), self.preparing.sources.get(attachment_id)
        if chip and isinstance(chip.failure, TooMuchUnsaved):
            self.preparing.forget(self._rows.give_up_removed())
        if chip and source and chip.quality and (chip.failure or chip.quality is not quality):
            self.preparing.again(chip.id, quality, replace(source, most=0))

    def look_closely(self, attachment_id: str, detail: Detail) -> None:
        """Ask models to look so closely at a picture."""
        chip = self._rows.on_view(attachment_id)
        if chip and chip.image:
            self._rows.change(chip.id, image=replace(chip.image, detail=detail))

    def edit(self, attachment_id: str, edits: Edits) -> bool:
        """Have this done to a picture as it came, and nothing else. Where that fails, nothing of it is sent.

        It may be in a draft that was left. False where it has gone, or nothing can be done to it any more.
        """
        chip, source = self._rows.find(attachment_id), self.preparing.sources.get(attachment_id)
        if not (chip and chip.quality and source):
            return False
        if source.edits != edits:
            self.preparing.again(chip.id, chip.quality, replace(source, edits=edits))
        return True

    def step(self, attachment_id: str, step: int) -> None:
        """Send so many frames or pages on, or back."""
        chip, source = self._rows.on_view(attachment_id), self.preparing.sources.get(attachment_id)
        if chip and source:
            self.edit(chip.id, stepped(source.edits, chip.frames, step))

    def choose_engine(self, engine: Engine) -> None:
        """Have the PDFs read by another engine."""
        self._rows.show(read_by(engine, self.attachments))

    def keep_metadata(self, attachment_id: str, *, keeps: bool) -> None:
        """Leave in a picture or film what a camera wrote, its place included, or take it out again."""
        chip, source = self._rows.on_view(attachment_id), self.preparing.sources.get(attachment_id)
        if chip and source and (chip.quality or chip.strippable) and source.keeps is not keeps:
            self.preparing.again(chip.id, chip.quality or Quality.SHARP, replace(source, keeps=keeps))

    def shrink(self, blobs: Collection[str] = ()) -> None:
        """Make these stored pictures small, or all, also those of which nothing is known but what is stored.

        Each weighs at most half as much as before, every time; but one of a kind that is not taken becomes another.
        """
        stored = {chip.id: chip.image for chip in self.attachments if chip.image and chip.image.blob}
        named = {chip_id: image for chip_id, image in stored.items() if image.blob in blobs}
        for chip_id, image in (named or stored).items():
            source = self.preparing.sources.get(chip_id, Offer(image.name, blob=image.blob, done=done_by_hand(image)))
            if self.preparing.sight.takes(image.media_type) is False:
                self.preparing.again(chip_id, image.quality or Quality.SHARP, source)
            else:
                self.preparing.again(chip_id, Quality.SMALL, replace(source, most=image.size // 2))

    def move(self, attachment_id: str, place: int) -> None:
        """Put a chip elsewhere: pictures are sent in the order of their chips. Beyond the ends is at them."""
        self._rows.move(attachment_id, max(0, place))

    def remove(self, *attachment_ids: str, for_good: bool = False) -> None:
        """Take chips away; what was being done for them ends. What goes `for_good` is not to be had back."""
        sources = {chip_id: self.preparing.sources.pop(chip_id, None) for chip_id in attachment_ids}
        for chip_id in attachment_ids:
            self.preparing.end(chip_id)
        if for_good:
            self.preparing.forget(filter(None, map(self._rows.on_view, attachment_ids)))
        self._rows.take_away(sources, for_good=for_good)

    @property
    def removed(self) -> tuple[tuple[str, ...], ...]:
        """The names of the chips that would come back, those that went together; the next ones last."""
        return tuple(tuple(removed.chip.name for removed in group) for group in self._rows.removed)

    def bring_back(self) -> tuple[str, ...]:
        """Show the chips again that were taken away last, where they stood: their ids; none where they have no room."""
        last = [removed.chip for removed in self._rows.removed[-1]] if self._rows.removed else []
        if sum(chip.preparation is not Preparation.FAILED for chip in last) > self.room or not last:
            return ()
        chips, back = self._rows.put_back()
        self._fill(chips)
        for _, chip, source in back:
            if source and chip.preparation is Preparation.PENDING:
                self.preparing.start(chip, source)
            elif source:
                self.preparing.sources[chip.id] = source
        return tuple(chip.id for chip in last)

    def restore(self, attached: tuple[Attached, ...]) -> None:
        """Show these in the place of those that are there; thumbnails follow."""
        self.preparing.forget((*self.attachments, *self._rows.give_up_removed()))
        self._fill(ready_chips(attached))

    def drop(self, name: str) -> None:
        """A draft that was left does not come back."""
        self.preparing.forget(self._rows.drop(name))

    def clear(self) -> None:
        """Take all chips away."""
        self.restore(())

    def _fill(self, chips: tuple[Attachment, ...]) -> None:
        self._rows.show(chips)
        if self._thumbnails:
            self._thumbnails.cancel()
        for chip in chips:
            if chip.image and chip.image.original:
                self.preparing.sources.setdefault(chip.id, offer_again(chip, chip.image))
        stored = {chip.id: chip.image.blob for chip in chips if chip.image and chip.image.blob and not chip.thumbnail}
        if stored:
            self._thumbnails = self._tasks.start(self._fetch_thumbnails(stored), "thumbnails")

    async def _fetch_thumbnails(self, blobs: dict[str, str]) -> None:
        for chip_id, blob in blobs.items():
            with contextlib.suppress(StoreFailure):  # a chip without a thumbnail is still sent
                self._rows.change(chip_id, thumbnail=await self._blobs.preview(blob))
