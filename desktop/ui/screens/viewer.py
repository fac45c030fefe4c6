"""Where the pictures of a conversation meet the window that shows them: looking, saving, copying, dragging out."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.domain.attachment import file_name
from desktop.domain.errors import Failure, FileUnwritable
from desktop.system.files import save_file
from desktop.system.threads import on_thread
from desktop.ui import words
from desktop.ui.images.decode import decoded, image_of, png_of
from desktop.ui.images.drag_out import drag_out, held, mime_of
from desktop.ui.images.viewer import Viewer
from desktop.ui.images.zoom import most_of

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from PySide6.QtCore import QMimeData

    from desktop.domain.parts import ImagePart
    from desktop.services.tasks import TaskScope
    from desktop.services.workspace import Workspace
    from desktop.store.blobs import Blobs
    from desktop.system.copies import Copies
    from desktop.system.images import Images
    from desktop.ui.chat_pane import ChatPane
    from desktop.ui.images.zoom import Look

AT_ONCE = 200  # messages that are looked through before the window is heard again
PNG = "image/png"  # what every program can paste


class ViewerScreen(QObject):
    """Opens the viewer and gives it pixels; does what is asked of a picture, in the viewer and in the transcript."""

    def __init__(
        self, pane: ChatPane, workspace: Workspace, blobs: Blobs, images: Images, copies: Copies, tasks: TaskScope
    ) -> None:
        super().__init__(pane)
        self.setObjectName("viewer-screen")
        self._pane = pane
        self._workspace = workspace
        self._blobs = blobs
        self._images = images
        self._copies = copies
        self._tasks = tasks
        self._viewer: Viewer | None = None
        self._gathering: asyncio.Task[object] | None = None
        self._wanted: tuple[ImagePart, Look] | None = None
        self._looking = False
        self._dragging = False
        self._bytes: tuple[str, bytes] = "", b""  # of the picture that was looked at last
        self._folder = ""
        pane.transcript.picture_asked.connect(self._asked)

    # Looking

    def open(self, message_id: str, blob: str) -> None:
        """Show a stored picture of a message, if it is there."""
        images = self._stored(message_id)
        at = next((at for at, image in enumerate(images) if image.blob == blob), -1)
        if at < 0:
            return
        viewer = self._viewer or self._made()
        viewer.show_pictures(images, at)
        viewer.show()
        viewer.raise_()
        viewer.activateWindow()
        if self._gathering is not None:
            self._gathering.cancel()
        self._gathering = self._tasks.start(self._gather(message_id), "pictures")

    def _stored(self, message_id: str) -> list[ImagePart]:
        chat = self._workspace.chat
        if chat.turn is not None and chat.turn.message.id == message_id:
            return [image for image in chat.turn.images if image.blob]
        message = chat.conversation.messages.get(message_id)
        return [image for image in message.images if image.blob] if message else []

    async def _gather(self, message_id: str) -> None:
        """Put the pictures of the whole branch beside those of the message."""
        found: list[ImagePart] = []
        before = 0
        for number, other_id in enumerate(self._workspace.chat.conversation.branch_ids()):
            if number % AT_ONCE == AT_ONCE - 1:
                await asyncio.sleep(0)
            if other_id == message_id:
                before = len(found)
            found += self._stored(other_id)
        shown = self._stored(message_id)
        if (
            self._viewer is not None and shown and found[before : before + len(shown)] == shown
        ):  # else the chat is another
            self._viewer.put_beside(found, before)

    def _made(self) -> Viewer:
        viewer = self._viewer = Viewer(self._pane)
        viewer.shown.connect(self._show)
        viewer.wanted.connect(self._want)
        viewer.save_requested.connect(self.save)
        viewer.copy_requested.connect(self.copy)
        viewer.drag_requested.connect(lambda image: self.drag(image, viewer.canvas))
        viewer.finished.connect(self._closed)
        return viewer

    def _closed(self) -> None:
        if self._viewer is not None:
            self._viewer.deleteLater()
        self._viewer = self._wanted = None
        self._bytes = "", b""

    def _show(self, image: ImagePart) -> None:
        if self._viewer is not None and (known := self._pane.transcript.picture(image.blob)):
            self._viewer.canvas.set_preview(known)
        self._start(self._preview(image), lambda: self._show(image))

    async def _preview(self, image: ImagePart) -> None:
        preview = await self._blobs.preview(image.blob)
        found = await on_thread(lambda: decoded(preview), "preview")
        if self._viewer is not None and self._viewer.image == image and not found.isNull():
            self._viewer.canvas.set_preview(found)

    def _want(self, image: ImagePart, look: Look) -> None:
        """Fetch better pixels; while some are being fetched only the last wish counts."""
        self._wanted = image, look
        if not self._looking:
            self._looking = True
            again = self._viewer.canvas.ask_again if self._viewer is not None else None
            self._start(self._look(), again)

    async def _look(self) -> None:
        try:
            while self._wanted is not None:
                (image, look), self._wanted = self._wanted, None
                pixels = await self._images.view(await self._data(image), look.box, look.size)
                seen = await on_thread(partial(image_of, pixels), "picture")
                if self._viewer is not None and self._viewer.image == image:
                    self._viewer.canvas.set_seen(look, seen)
        finally:
            self._looking = False

    async def _data(self, image: ImagePart) -> bytes:
        if self._bytes[0] != image.blob:
            data = await self._blobs.get(image.blob)
            if self._viewer is None:
                return data
            self._bytes = image.blob, data
        return self._bytes[1]

    # What is asked of a picture

    def _asked(self, action: str, message_id: str, blob: str) -> None:
        image = next((image for image in self._stored(message_id) if image.blob == blob), None)
        if image is None:
            return
        if action == "save":
            self.save(image)
        elif action == "copy":
            self.copy(image)
        elif action == "drag":
            self.drag(image, self._pane.transcript)

    def save(self, image: ImagePart) -> None:
        """Ask where to, then write the bytes as they are stored."""
        dialog = QFileDialog(self._viewer or self._pane, self.tr("Save picture as"))
        dialog.setObjectName("picture-save-dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        name = file_name(image.name, image.media_type)
        dialog.setDefaultSuffix(name.rpartition(".")[2])
        pictures = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        dialog.setDirectory(self._folder or pictures)
        dialog.selectFile(name)
        dialog.fileSelected.connect(lambda path: self.save_to(image, path))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_to(self, image: ImagePart, path: str) -> None:
        """Write a picture to a file, and say how that went."""
        self._folder = path.rpartition("/")[0]
        self._start(self._save(image, path), lambda: self.save(image))

    async def _save(self, image: ImagePart, path: str) -> None:
        data = await self._data(image)
        await on_thread(lambda: save_file(path, data), "save")
        self._tell(self.tr("Saved as {name}.").format(name=path.rpartition("/")[2]))

    def copy(self, image: ImagePart) -> None:
        """Put a picture on the clipboard: as it is stored, as a file, and in the format that every program takes."""
        self._start(self._copy(image), lambda: self.copy(image))

    async def _copy(self, image: ImagePart) -> None:
        data = await self._data(image)
        path = await self._copied(image, data)
        mime = mime_of(path, image.media_type, data)
        if image.media_type != PNG:
            pixels = await self._images.view(data, *most_of(image.width, image.height))
            mime.setData(PNG, await on_thread(lambda: png_of(image_of(pixels)), "picture"))
        QGuiApplication.clipboard().setMimeData(mime)
        self._tell(self.tr("Copied."))

    def drag(self, image: ImagePart, source: QWidget) -> None:
        """Drag a picture out as soon as there is a file that can be dragged."""
        if not self._dragging:
            self._dragging = True
            self._start(self._drag(image, source), lambda: self.save(image))

    async def _drag(self, image: ImagePart, source: QWidget) -> None:
        try:
            data = await self._data(image)
            mime = mime_of(await self._copied(image, data), image.media_type, data)
        finally:
            self._dragging = False
        QTimer.singleShot(0, source, lambda: self._drag_on(source, mime, image))  # outside of this task

    def _drag_on(self, source: QWidget, mime: QMimeData, image: ImagePart) -> None:
        if held():
            drag_out(source, mime, self._pane.transcript.picture(image.blob))

    async def _copied(self, image: ImagePart, data: bytes) -> str:
        name = file_name(image.name, image.media_type)
        return str(await on_thread(lambda: self._copies.make(name, data), "copy"))

    # Sentences

    def _start(self, work: Coroutine[object, object, None], again: Callable[[], None] | None) -> None:
        self._tasks.start(self._guarded(work, again), "picture")

    async def _guarded(self, work: Coroutine[object, object, None], again: Callable[[], None] | None) -> None:
        """Do something; what goes wrong becomes a sentence, with a way out."""
        try:
            await work
        except Failure as failure:
            fix = "elsewhere" if isinstance(failure, FileUnwritable) else "retry"
            ways = [(words.fix_label(fix), again)] if again is not None else []
            self._tell(words.sentence_for(failure, advice=False), ways)

    def _tell(self, text: str, ways: list[tuple[str, Callable[[], None]]] | None = None) -> None:
        """Where the person looks: in the viewer, or above the composer."""
        if self._viewer is not None:
            self._viewer.tell(text, ways or [])
        elif ways:
            self._pane.notices.show_notice("picture", text, ways, "error")
