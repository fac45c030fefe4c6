"""Files that are no pictures, as parts of messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.attachment import shown_name
from desktop.domain.parts import TextFilePart
from desktop.domain.text_file import UTF_8, lines_in, text_in
from desktop.system.threads import on_thread

if TYPE_CHECKING:
    from desktop.store.blobs import Blobs


async def stored_file(name: str, data: bytes, blobs: Blobs) -> TextFilePart:
    """A text, in the store as UTF-8. Raises `NotAPicture` for anything else, `TextTooLong` and `StoreFailure`."""
    text, encoding = await on_thread(lambda: text_in(data), "text")
    digest = await blobs.put(text.encode())
    told = "" if encoding == UTF_8 else encoding
    return TextFilePart(shown_name(name), digest, len(data), lines_in(text), len(text), told)
