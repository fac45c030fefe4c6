"""Pictures that are there: as parts of a message, and how those of an answer come to be."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from desktop.domain.attachment import address_name, file_name, picture_address, shown_name
from desktop.domain.embedded import embedded_bytes
from desktop.domain.errors import AttachmentFailure, BadAddress, StoreFailure
from desktop.domain.parts import ImagePart
from desktop.domain.picture import HEAD, sniff
from desktop.system.threads import on_thread

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from desktop.domain.picture import Prepared
    from desktop.store.blobs import Blobs
    from desktop.system.images import Images

log = logging.getLogger(__name__)


def keep_picture(images: Images, blobs: Blobs) -> Callable[[str], Awaitable[ImagePart | None]]:
    """What an answer's pictures go through: `data:` URLs are prepared and stored, addresses stay addresses.

    What cannot be decoded or stored gives None, so that the rest of the answer is kept.
    """

    async def keep(url: str) -> ImagePart | None:
        if not url.startswith("data:"):
            return addressed(url)
        try:
            prepared = await images.prepare(await on_thread(lambda: embedded_bytes(url), "picture"))
            digest = await blobs.put(prepared.data, prepared.preview)
        except (AttachmentFailure, StoreFailure) as failure:
            log.warning("a picture in an answer was not kept: %s", failure.kind)
            return None
        return stored("picture." + prepared.media_type.removeprefix("image/"), prepared, digest)

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
        return ImagePart(file_name("picture", media_type), media_type, digest, size=len(data)) if digest else None

    return keep


def preview_of(images: Images, blobs: Blobs) -> Callable[[str], Awaitable[bytes]]:
    """The previews of stored pictures; one that is missing is made once, and stored. Empty when that cannot be."""
    hopeless: set[str] = set()

    async def preview(digest: str) -> bytes:
        try:
            found = await blobs.preview(digest)
            if not found and digest not in hopeless:
                hopeless.add(digest)
                data = await blobs.get(digest)
                found = (await images.prepare(data)).preview
                await blobs.put(data, found)
        except (AttachmentFailure, StoreFailure):
            return b""
        return found

    return preview


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
