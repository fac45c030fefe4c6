"""Pictures that are there: as parts of a message, and how those of an answer come to be."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from desktop.domain.attachment import address_name, file_name, picture_address, shown_name
from desktop.domain.edits import Edits
from desktop.domain.embedded import embedded_bytes
from desktop.domain.errors import (
    AttachmentFailure,
    BadAddress,
    NotAPicture,
    PictureDamaged,
    StoreFailure,
    TooManyFrames,
    TooManyPixels,
)
from desktop.domain.parts import ImagePart
from desktop.domain.picture import HEAD, Change, sniff
from desktop.system.threads import on_thread

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from desktop.domain.attachment import Offer
    from desktop.domain.picture import Prepared
    from desktop.domain.vision import Plan
    from desktop.services.workspace import Workspace
    from desktop.store.blobs import Blobs
    from desktop.system.images import Images

    Made = Callable[[ImagePart], ImagePart]

UNREADABLE = NotAPicture, PictureDamaged  # for good: all else may be the machine's fault …
BEYOND = TooManyPixels, TooManyFrames  # … but for these, which another version may read

log = logging.getLogger(__name__)


def keep_picture(images: Images, blobs: Blobs) -> Callable[[str], Awaitable[ImagePart | None]]:
    """What an answer's pictures go through: `data:` URLs are prepared and stored, nameless; addresses stay addresses.

    What cannot be read or stored gives None, so that the rest of the answer is kept. What may be read another time is
    kept as it came.
    """
    as_it_came = keep_as_it_came(blobs)

    async def keep(url: str) -> ImagePart | None:
        if not url.startswith("data:"):
            return addressed(url)
        try:
            prepared = await images.prepare(await on_thread(lambda: embedded_bytes(url), "picture"))
            digest = await blobs.put(prepared.data, prepared.preview)
        except (AttachmentFailure, StoreFailure) as failure:
            if not isinstance(failure, (*UNREADABLE, StoreFailure)):
                log.warning("a picture in an answer was kept as it came: %s", failure.kind)
                return await as_it_came(url)
            log.warning("a picture in an answer was not kept: %s", failure.kind)
            return None
        return stored("", prepared, digest)

    return keep


def keep_as_it_came(blobs: Blobs) -> Callable[[str], Awaitable[ImagePart | None]]:
    """The same without decoding: how large it is, and what it looks like, is found out when it is looked at."""

    async def keep(url: str) -> ImagePart | None:
        if not url.startswith("data:"):
            return addressed(url)
        try:
            data = await on_thread(lambda: embedded_bytes(url), "picture")
            media_type = sniff(data[:HEAD])
            digest = await blobs.put(data) if media_type else ""
        except (AttachmentFailure, StoreFailure) as failure:
            log.warning("a picture in an answer was not kept: %s", failure.kind)
            return None
        return ImagePart("", media_type, digest, size=len(data)) if digest else None

    return keep


async def prepared_of(images: Images, data: bytes, plan: Plan, offer: Offer) -> tuple[Offer, Prepared]:
    """A picture made ready as it is offered; of a film that is too heavy as it is, one frame."""
    prepared = await images.prepare(data, plan, offer.edits, keeps=offer.keeps)
    if not (offer.most and prepared.frames.film and Change.STILL_HEAVY in prepared.changes):
        return offer, prepared
    offer = replace(offer, edits=Edits(frame=0))
    return offer, await images.prepare(data, plan, offer.edits, keeps=offer.keeps)


class Previews:
    """Previews of stored pictures. What was kept as it came is prepared when it is looked at first."""

    def __init__(self, images: Images, blobs: Blobs, workspace: Workspace) -> None:
        self._images = images
        self._blobs = blobs
        self._workspace = workspace
        self._making = asyncio.Lock()
        self._made: dict[str, Made] = {}
        self._failed: set[str] = set()

    async def stored(self, digest: str) -> bytes:
        """The preview; empty when there is none."""
        try:
            return await self._blobs.preview(digest)
        except StoreFailure:
            return b""

    async def make(self, digest: str) -> Made:
        """Prepare a picture that was kept as it came, and exchange it in the conversation on view.

        One is made after the other, which may take its time. One whose bytes cannot be read is marked, so that nobody
        tries again.

        Returns: What became of it.

        Raises:
            AttachmentFailure: It took too long, or too much memory: another time it may go well.
        """
        wanted = self._workspace.chat.conversation.id
        async with self._making:
            if self._is_raw(wanted, digest):
                with suppress(StoreFailure):
                    made = await self._prepared(await self._blobs.get(digest))
                    if self._is_raw(wanted, digest):  # else it is asked for when it is on view again
                        self._made[digest] = made
                        self._workspace.chat.exchange(digest, made)
            return self._made.get(digest, _as_it_is)

    async def keep(self, address: str, data: bytes) -> str:
        """Store what lay at an address that answers on view have, in its place there.

        Returns: Its hash; "" where nothing was stored: no answer has that address, or there is no room.

        Raises what `Images.prepare` raises.
        """
        wanted = self._workspace.chat.conversation.id
        if not self._is_raw(wanted, address):
            return ""
        made = await self._images.prepare(data)
        with suppress(StoreFailure):
            digest = await self._blobs.put(made.data, made.preview)
            if self._is_raw(wanted, address):
                self._workspace.chat.exchange(address, partial(_in_place_of, made, digest))
                return digest
        return ""

    async def make_unasked(self, digest: str) -> None:
        """The same where nobody asked for it, once: what failed is tried again by `make`, or after the next start.

        What is more than is decoded is marked: it is tried by `make` alone.
        """
        wanted = self._workspace.chat.conversation.id
        if digest not in self._failed:
            try:
                await self.make(digest)
            except AttachmentFailure as failure:
                log.warning("a picture that was kept as it came cannot be shown now: %s", failure.kind)
                self._failed.add(digest)
                if isinstance(failure, BEYOND) and self._is_raw(wanted, digest):
                    self._workspace.chat.exchange(digest, partial(replace, beyond=failure.kind))

    def _is_raw(self, conversation_id: str, digest: str) -> bool:
        conversation = self._workspace.chat.conversation
        return conversation.id == conversation_id and bool(conversation.awaiting(digest))

    async def _prepared(self, data: bytes) -> Made:
        """What becomes of a picture with these bytes."""
        try:
            made = await self._images.prepare(data)
        except UNREADABLE as failure:
            log.warning("a picture that was kept as it came cannot be shown: %s", failure.kind)
            return partial(replace, broken=True)
        digest = await self._blobs.put(made.data, made.preview)
        return partial(_in_place_of, made, digest)


def _in_place_of(made: Prepared, digest: str, part: ImagePart) -> ImagePart:
    return replace(
        stored(file_name(part.name, made.media_type), made, digest), withheld=part.withheld, place=part.place
    )


def _as_it_is(image: ImagePart) -> ImagePart:
    return image


def addressed(url: str, name: str = "") -> ImagePart | None:
    """A picture at an address; None when that is none."""
    try:
        address = picture_address(url)
    except BadAddress:
        return None
    return ImagePart(shown_name(name) or address_name(address), url=address)


def stored(name: str, prepared: Prepared, digest: str) -> ImagePart:
    """A picture whose bytes are in the store."""
    return ImagePart(
        name=shown_name(name),
        media_type=prepared.media_type,
        blob=digest,
        width=prepared.width,
        height=prepared.height,
        size=len(prepared.data),
    )
