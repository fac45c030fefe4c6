"""What chips are made of, as long as that is known: a picture is prepared again from how it came."""

from __future__ import annotations

import asyncio
import hashlib
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from desktop.domain.edits import Edits
from desktop.domain.endings import is_picture
from desktop.domain.errors import FileReplaced, FileUnreadable, NotAPicture, StoreBroken, StoreFailure
from desktop.domain.media import LARGEST
from desktop.domain.picture import LARGEST_FILE
from desktop.domain.unfit import HEAD, is_unfit
from desktop.system.files import are_files, files_below, read_file, read_head
from desktop.system.threads import on_thread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from desktop.domain.attachment import Attachment, Offer
    from desktop.domain.parts import ImagePart
    from desktop.store.blobs import Blobs
    from desktop.system.files import Listing

T = TypeVar("T")

MOST_HELD = 100_000_000  # bytes of pictures that did not come as files


class Sources:
    """Reads what was offered, and again as it came: from the store, or else from where it was.

    Args:
        reading: Seconds that a file may take to be read: a network drive may be gone.
        fits: Whether a file of a folder is wanted, by its path.
    """

    def __init__(self, blobs: Blobs, reading: float, fits: Callable[[str], bool]) -> None:
        self._blobs = blobs
        self._reading = reading
        self._fits = fits

    async def load(self, offer: Offer) -> bytes:
        """The bytes of an offer. Raises `FileUnreadable`, `FileTooLarge` or `StoreFailure`."""
        if offer.encode is not None:
            return await on_thread(offer.encode, "bitmap")
        if offer.blob:
            try:
                return await self._blobs.get(offer.blob)
            except StoreBroken as failure:
                raise FileUnreadable(failure.detail) from failure
        return offer.data or await self._in_time(lambda: _read(offer))

    async def listing(self, offer: Offer) -> Listing | None:
        """The files in a folder; None for everything else.

        Raises `FileUnreadable`, or `NotAPicture` where none is wanted and something else was offered beside it.
        """
        listing = await self._in_time(lambda: files_below(offer.path, self._fits)) if offer.path else None
        if listing is not None and not listing.paths and offer.instead:
            raise NotAPicture
        return listing

    async def are_files(self, paths: Sequence[str]) -> bool:
        """Whether all of these are files, or folders with pictures; where that takes too long they are not."""
        with suppress(FileUnreadable):
            return await self._in_time(lambda: are_files(paths, is_picture))
        return False

    async def are_unfit(self, paths: Sequence[str]) -> bool:
        """Whether each of these surely is a file that cannot be attached, as far as that is known in time."""
        with suppress(FileUnreadable):
            return await self._in_time(lambda: all(is_unfit(read_head(path, HEAD)) for path in paths))
        return False

    async def with_original(self, image: ImagePart, offer: Offer, data: bytes) -> ImagePart:
        """A picture with where it is stored as it came, from now on, if that can be.

        One that was turned, cut or blacked out has none: that is not kept beside it, and nothing is to lead back to
        what was there.
        """
        frame = offer.edits.frame
        if offer.edits == Edits(frame=frame) and len(data) <= LARGEST:
            with suppress(StoreFailure):
                original = await self._blobs.put(data, spare=True)
                return replace(image, original=original, keeps=offer.keeps, frame=frame)
        return image

    async def known(self, offer: Offer, data: bytes, original: str) -> Offer:
        """What is read in the place of an offer from now on: what is stored, else its file while that is the same."""
        offer = replace(offer, instead=None)
        if original:
            return replace(offer, path="", data=b"", encode=None, blob=original)
        if not offer.path:
            return offer
        return replace(offer, digest=await on_thread(lambda: hashlib.sha256(data).hexdigest(), "file"))

    async def _in_time(self, work: Callable[[], T]) -> T:
        try:
            async with asyncio.timeout(self._reading):  # `wait_for` loses a cancellation that comes with the result
                return await on_thread(work, "file")
        except TimeoutError:
            raise FileUnreadable from None


class Versions:
    """What was made of the picture of each chip before: once something is blacked out, nobody is to find it."""

    def __init__(self) -> None:
        self._made: dict[str, set[str]] = {}  # hashes, by the ids of chips

    def add(self, chip: Attachment) -> None:
        """Another one is about to be made."""
        if chip.image:
            made = {str(chip.image.blob), str(chip.image.original)}  # copies: what the store holds is not held for this
            self._made[chip.id] = self._made.get(chip.id, set()) | made - {""}

    def outdated(self, chip_id: str, digest: str, kept: set[str]) -> tuple[str, ...]:
        """What there was before this one, but for what has to be kept a while."""
        made = self._made.pop(chip_id, set()) - {digest}
        self._made[chip_id] = made - (made - kept)  # not `&`, which may take those of `kept`: see `add`
        return tuple(made - kept)

    def leave(self, chip: Attachment) -> tuple[str, ...]:
        """What was kept a while, as the chip goes."""
        made = self._made.pop(chip.id, set())
        return tuple(made) if chip.edits.hides else ()


def held(offer: Offer, data: bytes, others: Iterable[Offer]) -> Offer | None:
    """What can be read again in the place of an offer whose bytes are known now; None when that takes too much.

    What something was cut off from, or blacked out in, need not stay in the store for that.
    """
    if offer.path or (offer.blob and not offer.edits.hides):
        return offer
    if sum(len(other.data) for other in others) - len(offer.data) + len(data) > MOST_HELD:
        return offer if offer.blob else None
    return replace(offer, data=data, blob="", encode=None)


def _read(offer: Offer) -> bytes:
    data = read_file(offer.path, LARGEST_FILE)
    if offer.digest and hashlib.sha256(data).hexdigest() != offer.digest:
        raise FileReplaced
    return data
