"""Files that are no pictures, as parts of messages; and what endpoints make of PDFs."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.domain.attachment import shown_name
from desktop.domain.errors import FileTooLarge, StoreFailure
from desktop.domain.media import LARGEST, PDF, media_type, modality_of
from desktop.domain.parts import Engine, MediaPart, Modality, ParsedPart, TextFilePart
from desktop.domain.pdf import pages_in
from desktop.domain.recording import seconds_of
from desktop.domain.recording_metadata import without_metadata
from desktop.domain.text_file import UTF_8, lines_in, text_in
from desktop.system.threads import on_thread

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from desktop.domain.attachment import Attachment
    from desktop.domain.delta import Annotation
    from desktop.store.blobs import Blobs

log = logging.getLogger(__name__)


async def stored_file(name: str, data: bytes, blobs: Blobs, *, keeps: bool = False) -> TextFilePart | MediaPart:
    """A file by its contents, in the store: a PDF as it came, a recording or video, else a text.

    What a camera wrote into a recording or video is taken out, unless it `keeps` that.

    Raises `NotAPicture` for anything else, `PdfDamaged`, `FileTooLarge`, `TextTooLong` and `StoreFailure`.
    """
    if kind := media_type(data):
        if len(data) > LARGEST:
            raise FileTooLarge(count=len(data), most=LARGEST)
        return await (_stored_pdf(name, data, blobs) if kind == PDF else _stored_film(name, data, kind, blobs, keeps))
    text, encoding = await on_thread(lambda: text_in(data), "text")
    digest = await blobs.put(text.encode())
    told = "" if encoding == UTF_8 else encoding
    return TextFilePart(shown_name(name), digest, len(data), lines_in(text), len(text), told)


async def _stored_pdf(name: str, data: bytes, blobs: Blobs) -> MediaPart:
    pages = await on_thread(lambda: pages_in(data), "pages")
    return MediaPart(shown_name(name), Modality.FILE, PDF, await blobs.put(data), size=len(data), pages=pages)


async def _stored_film(name: str, data: bytes, kind: str, blobs: Blobs, keeps: bool) -> MediaPart:  # noqa: FBT001
    """A recording too."""
    data, changes = await on_thread(lambda: without_metadata(data, kind, keeps=keeps), "film")
    digest, seconds = await blobs.put(data), seconds_of(data, kind)
    return MediaPart(shown_name(name), modality_of(kind), kind, digest, "", len(data), seconds, changes=changes)


def engine_among(chips: Sequence[Attachment]) -> Engine:
    """Who was chosen to read the PDFs among these, all of them: a request has one. Unset where nobody chose."""
    chosen = (chip.media.engine for chip in chips if chip.media)
    return next(filter(None, chosen), Engine.UNSET)


def read_by(engine: Engine, chips: Sequence[Attachment]) -> tuple[Attachment, ...]:
    """The same chips, with all PDFs read by this one."""
    return tuple(
        replace(chip, media=replace(chip.media, engine=engine))
        if chip.media and chip.media.modality is Modality.FILE
        else chip
        for chip in chips
    )


def keep_parsed(blobs: Blobs) -> Callable[[Annotation], Awaitable[ParsedPart | None]]:
    """Stores what was made of a PDF. What cannot be stored gives None: it only is made again, and paid for."""

    async def keep(annotation: Annotation) -> ParsedPart | None:
        try:
            digest = await blobs.put(annotation.json)
        except StoreFailure as failure:
            log.warning("what was made of a PDF was not kept: %s", failure.kind)
            return None
        return ParsedPart(annotation.file, digest, len(annotation.json))

    return keep
