"""The stored pictures of the conversation on view: which there are, parts of them as they are looked at, and copies."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.attachment import file_name
from desktop.domain.edits import Edits
from desktop.domain.errors import FileUnreadable, FileUnwritable
from desktop.domain.picture import HEAD, sniff
from desktop.domain.vision import AS_IT_IS
from desktop.system.files import save_file
from desktop.system.threads import on_thread

if TYPE_CHECKING:
    from desktop.domain.parts import ImagePart
    from desktop.domain.picture import Pixels, Prepared
    from desktop.services.remote import Remote
    from desktop.services.workspace import Workspace
    from desktop.store.blobs import Blobs
    from desktop.system.copies import Copies
    from desktop.system.images import Images

AT_ONCE = 200  # messages that are looked through before the window is heard again


class PictureCopy(NamedTuple):
    """A picture for other programs.

    Attributes:
        path: A file of it; "" where that could not be written.
        unwritten: Why there is no file.
    """

    path: str
    media_type: str
    data: bytes
    unwritten: FileUnwritable | None = None


class Gallery:
    """What reads raises `StoreFailure`, also when a picture is no longer there.

    For one that was fetched from an address it is `FileUnreadable`.
    """

    def __init__(self, workspace: Workspace, blobs: Blobs, images: Images, copies: Copies, remote: Remote) -> None:
        self._workspace = workspace
        self._blobs = blobs
        self._images = images
        self._copies = copies
        self._remote = remote
        self._turn = asyncio.Lock()
        self._wish: object = None  # the last one
        self._kept: tuple[str, bytes] = "", b""  # the picture that was looked at last

    def of_message(self, message_id: str) -> list[ImagePart]:
        """The pictures of a message; of an answer on its way, those that have come and are prepared."""
        chat = self._workspace.chat
        if chat.turn is not None and chat.turn.message.id == message_id:
            return [image for image in chat.turn.album.images if image.blob and not image.is_raw]
        message = chat.conversation.messages.get(message_id)
        return [image for image in message.images if image.blob] if message else []

    async def of_branch(self, message_id: str, shown: list[ImagePart]) -> tuple[list[ImagePart], int]:
        """The pictures of the whole branch, and at which those shown of the message begin.

        Those shown alone when they are not in it, as there is another conversation meanwhile.
        """
        found: list[ImagePart] = []
        before = 0
        for number, other_id in enumerate(self._workspace.chat.conversation.branch_ids()):
            if number % AT_ONCE == AT_ONCE - 1:
                await asyncio.sleep(0)
            if other_id == message_id:
                before = len(found)
            found += self.of_message(other_id)
        return (found, before) if found[before : before + len(shown)] == shown else (shown, 0)

    async def preview(self, image: ImagePart) -> bytes:
        """All of a picture, small; empty when there is none."""
        return self._fetched(image).preview if image.url else await self._blobs.preview(image.blob)

    async def original(self, image: ImagePart) -> tuple[tuple[int, int], int]:
        """Pixels, upright, and bytes of what a stored picture came as. Raises what `look` raises."""
        async with self._turn:
            data = await self._blobs.get(image.original)
            made = await self._images.prepare(data, AS_IT_IS, Edits(frame=image.frame))
        if self._wish is not None:
            self._kept = self._key(image, ""), made.data
        return (made.width, made.height), len(data)

    async def look(
        self, image: ImagePart, box: tuple[int, int, int, int], size: tuple[int, int], came: str | None = None
    ) -> Pixels | None:
        """A part of a picture in a size, as `Images.view` says; raises what that raises.

        One is made after the other. None when there was a later wish by the time it was this one's turn. With the id
        of an attachment in `came`, it is a part of what that came as, upright; raises what `Intake.original` raises.
        With "" there, it is a part of what a picture came as that was sent.
        """
        wish = self._wish = object()
        async with self._turn:
            if self._wish is not wish:
                return None
            key = image.blob if came is None else self._key(image, came)  # another page may be chosen meanwhile
            data = await self._data(image) if came is None else await self._original(image, came)
            if self._wish is not None:
                self._kept = key, data
            return await self._images.view(data, box, size)

    def leave(self) -> None:
        """Nobody looks any more: keep nothing, and make nothing that was wished for."""
        self._wish = None
        self._kept = "", b""

    async def save(self, image: ImagePart, path: str, came: str | None = None) -> None:
        """Write the bytes as they are stored; with `came`, as they came, see `look`. Raises `FileUnwritable`."""
        data = await self._bytes(image, came)
        await on_thread(lambda: save_file(path, data), "save")

    async def name(self, image: ImagePart, came: str | None = None) -> str:
        """The name of a file for it, by what it is."""
        return file_name(image.name, self._kind(image, await self._bytes(image, came), came))

    async def copy(self, image: ImagePart, came: str | None = None) -> PictureCopy:
        """A picture as it is stored, or came, for other programs."""
        data = await self._bytes(image, came)
        kind = self._kind(image, data, came)
        try:
            path = await on_thread(partial(self._copies.make, file_name(image.name, kind), data), "copy")
        except FileUnwritable as failure:
            return PictureCopy("", kind, data, failure)
        return PictureCopy(str(path), kind, data)

    async def pixels(
        self, image: ImagePart, box: tuple[int, int, int, int], size: tuple[int, int], came: str | None = None
    ) -> Pixels:
        """A part of a picture for another program, after what is looked at; upright, of what it came as."""
        async with self._turn:
            data = await self._data(image) if came is None else await self._original(image, came)
            return await self._images.view(data, box, size)

    async def _original(self, image: ImagePart, attachment_id: str) -> bytes:
        if self._kept[0] == self._key(image, attachment_id):
            return self._kept[1]
        page = Edits(frame=self._frame(image, attachment_id))
        return (await self._images.prepare(await self._bytes(image, attachment_id), AS_IT_IS, page)).data

    async def _bytes(self, image: ImagePart, came: str | None) -> bytes:
        """Those that are stored; with `came` those that came, see `look`."""
        if came is None:
            return await self._data(image)
        return await (self._workspace.intake.preparing.original(came) if came else self._blobs.get(image.original))

    @staticmethod
    def _kind(image: ImagePart, data: bytes, came: str | None) -> str:
        return image.media_type if came is None else sniff(data[:HEAD])

    def _key(self, image: ImagePart, attachment_id: str) -> str:
        return f"{attachment_id or image.original} {self._frame(image, attachment_id)}"

    def _frame(self, image: ImagePart, attachment_id: str) -> int | None:
        if not attachment_id:
            return image.frame
        chips = self._workspace.intake.attachments
        return next((chip.edits.frame for chip in chips if chip.id == attachment_id), None)

    def _fetched(self, image: ImagePart) -> Prepared:
        if image.url not in self._remote.pictures:
            raise FileUnreadable
        return self._remote.pictures[image.url]

    async def _data(self, image: ImagePart) -> bytes:
        if image.url:
            return self._fetched(image).data
        return self._kept[1] if self._kept[0] == image.blob else await self._blobs.get(image.blob)
