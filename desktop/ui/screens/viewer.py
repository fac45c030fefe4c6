"""Where the pictures of a conversation meet the window that shows them: looking, saving, copying, dragging out."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, QTimer

from desktop.domain.attachment import Offer, file_name, last_part
from desktop.domain.errors import Failure, FileUnwritable
from desktop.system.threads import on_thread
from desktop.ui import words
from desktop.ui.clipboard import put_on_clipboard
from desktop.ui.dialogs.saving import ask_where_to_save, folder_for
from desktop.ui.images.chip_facts import done_words
from desktop.ui.images.decode import decoded, image_of, png_of
from desktop.ui.images.drag_out import LARGEST, drag_out, held, mime_of
from desktop.ui.images.viewer import NOT_ATTACHED, Attached, Viewer
from desktop.ui.images.zoom import most_of
from desktop.ui.links import visible

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Mapping

    from PySide6.QtCore import QMimeData
    from PySide6.QtWidgets import QWidget

    from desktop.domain.attachment import Attachment
    from desktop.domain.parts import ImagePart
    from desktop.services.gallery import Gallery
    from desktop.services.pictures import Made
    from desktop.services.tasks import TaskScope
    from desktop.ui.chat_pane import ChatPane
    from desktop.ui.images.zoom import Look

    Work = Callable[[], Coroutine[object, object, None]]  # begun in its task: one that is never run is never awaited

PNG = "image/png"  # what every program can paste


class ViewerScreen(QObject):
    """Opens the viewer and shows in it what the gallery has; does what is asked of a picture, there and in the chat.

    Args:
        make: Prepares a picture that was kept as it came, by its hash; gives what becomes of it.
        offer: Attaches to the next question.
    """

    def __init__(
        self,
        pane: ChatPane,
        gallery: Gallery,
        make: Callable[[str], Awaitable[Made]],
        tasks: TaskScope,
        offer: Callable[[list[Offer]], None],
    ) -> None:
        super().__init__(pane)
        self.setObjectName("viewer-screen")
        self._pane = pane
        self._gallery = gallery
        self._make = make
        self._tasks = tasks
        self._offer = offer
        self._viewer: Viewer | None = None
        self._gathering: asyncio.Task[object] | None = None
        self._chips: dict[str, Attachment] = {}  # by what is sent of them
        self._dragging = False
        self._folder = ""
        pane.transcript.picture_asked.connect(self._asked)

    # Looking

    def open(self, message_id: str, blob: str) -> None:
        """Show a stored picture of a message, if it is there."""
        images = self._gallery.of_message(message_id)
        at = next((at for at, image in enumerate(images) if image.blob == blob), -1)
        if at < 0:
            return
        self._chips = {}
        viewer = self._open(images, at)
        self._gathering = self._tasks.start(self._gather(viewer, message_id, images), "pictures")

    def open_attached(self, chips: list[Attachment], at: int) -> None:
        """Show one of the pictures that are attached: as it will be sent, or as it came where that can be read."""
        images = [chip.image for chip in chips if chip.image]
        self._chips = {image.blob: chip for image, chip in zip(images, chips, strict=True)}
        self._open(images, at, {blob: _told(chip) for blob, chip in self._chips.items()})

    def open_fetched(self, image: ImagePart) -> None:
        """Show a picture that was fetched from its address."""
        self._chips = {}
        self._open([image], 0)

    def _open(self, images: list[ImagePart], at: int, attached: Mapping[str, Attached] = NOT_ATTACHED) -> Viewer:
        viewer = self._viewer = self._viewer or self._made()
        viewer.show_pictures(images, at, attached)
        viewer.show()
        viewer.raise_()
        viewer.activateWindow()
        if self._gathering is not None:
            self._gathering.cancel()
        return viewer

    async def _gather(self, viewer: Viewer, message_id: str, shown: list[ImagePart]) -> None:
        """Put the pictures of the whole branch beside those of the message."""
        found, before = await self._gallery.of_branch(message_id, shown)
        if viewer is self._viewer:
            viewer.put_beside(found, before)

    def _made(self) -> Viewer:
        viewer = Viewer(self._pane)
        viewer.shown.connect(partial(self._show, viewer))
        viewer.wanted.connect(partial(self._want, viewer))
        viewer.original_wanted.connect(partial(self._show_original, viewer))
        viewer.use_requested.connect(self.use)
        viewer.save_requested.connect(self.save)
        viewer.copy_requested.connect(self.copy)
        viewer.drag_requested.connect(lambda image: self.drag(image, viewer.canvas))
        viewer.finished.connect(self._closed)
        return viewer

    def _closed(self) -> None:
        if self._viewer is not None:
            self._viewer.deleteLater()
        self._viewer = None
        self._gallery.leave()

    def _shows(self, viewer: Viewer, image: ImagePart, before: bool = False) -> bool:  # noqa: FBT001, FBT002 - a state
        """Whether it is still there, and still with that picture, as it is sent or as it came."""
        return viewer is self._viewer and viewer.image == image and viewer.before is before

    def _show(self, viewer: Viewer, image: ImagePart) -> None:
        if viewer.before:
            return  # there is no preview of what came
        if image.broken:
            said = self.tr("{name} cannot be shown.").format(name=visible(image.name))
            self._tell(said, [(self.tr("Save picture as…"), lambda: self.save(image))])
            return
        if known := self._pane.transcript.picture(image.blob):
            viewer.canvas.set_preview(known)
        again = partial(self._show, viewer, image)
        self._start(partial(self._preview, viewer, image), again, partial(self._shows, viewer, image))

    async def _preview(self, viewer: Viewer, image: ImagePart) -> None:
        if image.is_raw:
            if self._gathering is not None:
                await asyncio.wait([self._gathering])  # or what it finds would take the place of what is made
            made = await self._make(image.blob)
            if viewer is self._viewer and made(image) != image:
                viewer.exchange(image, made(image))
            return
        found = await on_thread(partial(decoded, await self._gallery.preview(image)), "preview")
        if self._shows(viewer, image) and not found.isNull():
            viewer.canvas.set_preview(found)

    def _want(self, viewer: Viewer, image: ImagePart, look: Look) -> None:
        if image.is_raw or image.broken:
            return
        still = partial(self._shows, viewer, image, viewer.before)
        came = self._came(image) if viewer.before else None
        self._start(partial(self._look, viewer, image, look, came, still), viewer.canvas.ask_again, still)

    async def _look(
        self, viewer: Viewer, image: ImagePart, look: Look, came: str | None, still: Callable[[], bool]
    ) -> None:
        if (pixels := await self._gallery.look(image, *look, came)) is None:
            return
        seen = await on_thread(partial(image_of, pixels), "picture")
        if still():
            viewer.canvas.set_seen(look, seen)

    def _came(self, image: ImagePart) -> str:
        """What the gallery knows by the picture that one came as: an attachment, or that of what was sent."""
        chip = self._chips.get(image.blob)
        return chip.id if chip else ""

    def _show_original(self, viewer: Viewer, image: ImagePart) -> None:
        self._start(partial(self._original, viewer, image), viewer.flip, partial(self._shows, viewer, image))

    async def _original(self, viewer: Viewer, image: ImagePart) -> None:
        given, size = await self._gallery.original(image)
        if self._shows(viewer, image):
            viewer.show_original(image, given, size)

    # What is asked of a picture

    def _asked(self, action: str, message_id: str, blob: str) -> None:
        image = next((image for image in self._gallery.of_message(message_id) if image.blob == blob), None)
        if image is None:
            return
        if action == "original":
            self.open(message_id, blob)
            if self._viewer is not None:
                self._viewer.flip()
        elif action == "use":
            self.use(image)
        elif action == "save":
            self.save(image)
        elif action == "copy":
            self.copy(image)
        elif action == "drag":
            self.drag(image, self._pane.transcript)

    def use(self, image: ImagePart) -> None:
        """Attach a picture of the chat to the next question."""
        self._offer([Offer(image.name, blob=image.blob, url=image.url)])

    def save(self, image: ImagePart, given: tuple[int, int] | None = None) -> None:
        """Ask where to, then write the bytes as they are stored; with the pixels that it came with, as they came."""
        came = self._came(image) if given else None
        if came is None:
            self._ask(image, file_name(image.name, image.media_type), None)
        else:
            self._start(partial(self._save_original, image, came), lambda: self.save(image, given))

    async def _save_original(self, image: ImagePart, came: str) -> None:
        self._ask(image, await self._gallery.name(image, came), came)

    def _ask(self, image: ImagePart, name: str, came: str | None) -> None:
        ask_where_to_save(
            self._viewer or self._pane,
            self.tr("Save picture as"),
            name,
            lambda path: self.save_to(image, path, came),
            folder=self._folder or folder_for(QStandardPaths.StandardLocation.PicturesLocation),
            ending=name.rpartition(".")[2],
        )

    def save_to(self, image: ImagePart, path: str, came: str | None = None) -> None:
        """Write a picture to a file, and say how that went."""
        name = last_part(path)
        self._folder = path.removesuffix(name)[:-1]
        self._start(partial(self._save, image, path, came), lambda: self._ask(image, name, came))

    async def _save(self, image: ImagePart, path: str, came: str | None) -> None:
        await self._gallery.save(image, path, came)
        self._tell(self.tr("Saved as {name}.").format(name=last_part(path)))

    def copy(self, image: ImagePart, given: tuple[int, int] | None = None) -> None:
        """Put a picture on the clipboard: as it is stored, as a file, and in the format that every program takes.

        With the pixels that it came with, it is what came.
        """
        self._start(partial(self._copy, image, given), lambda: self.copy(image, given))

    async def _copy(self, image: ImagePart, given: tuple[int, int] | None) -> None:
        came = self._came(image) if given else None
        path, kind, data, unwritten = await self._gallery.copy(image, came)
        mime = mime_of(path, kind, data)
        if kind != PNG and (given or image.width):  # else nobody knows which pixels it has
            pixels = await self._gallery.pixels(image, *most_of(*(given or (image.width, image.height))), came)
            mime.setData(PNG, await on_thread(lambda: png_of(image_of(pixels)), "picture"))
        mime.setText("")  # else Qt offers the address of the file as words, on X11
        put_on_clipboard(mime)
        if unwritten:
            self._tell_bare(unwritten, lambda: self.save(image, given))
        else:
            self._tell(self.tr("Copied."))

    def drag(self, image: ImagePart, source: QWidget) -> None:
        """Drag a picture out as soon as there is a file that can be dragged."""
        if not self._dragging:
            self._dragging = True
            self._start(partial(self._drag, image, source), lambda: self.save(image))

    async def _drag(self, image: ImagePart, source: QWidget) -> None:
        try:
            path, kind, data, unwritten = await self._gallery.copy(image)
            mime = mime_of(path, kind, data)
        finally:
            self._dragging = False
        if unwritten:
            if len(data) > LARGEST:  # nothing would go
                raise unwritten
            self._tell_bare(unwritten, lambda: self.save(image))
        QTimer.singleShot(0, source, lambda: self._drag_on(source, mime, image))  # outside of this task

    def _drag_on(self, source: QWidget, mime: QMimeData, image: ImagePart) -> None:
        if held():
            drag_out(source, mime, self._pane.transcript.picture(image.blob))

    # Sentences

    def _start(self, work: Work, again: Callable[[], None], still: Callable[[], bool] = lambda: True) -> None:
        self._tasks.start(self._guarded(work, again, still), "picture")

    async def _guarded(self, work: Work, again: Callable[[], None], still: Callable[[], bool]) -> None:
        """Do something; what goes wrong becomes a sentence with a way out, if anybody still wants to know."""
        try:
            await work()
        except Failure as failure:
            if still():
                fix = "elsewhere" if isinstance(failure, FileUnwritable) else "retry"
                self._tell(words.sentence_for(failure, advice=False), [(words.fix_label(fix), again)])

    def _tell_bare(self, unwritten: FileUnwritable, save: Callable[[], None]) -> None:
        """Of a picture its bytes alone go to other programs."""
        text = self.tr("The picture goes without a file, which some programs want.")
        why = words.sentence_for(unwritten, advice=False)
        self._tell(f"{text} {why}", [(words.fix_label("elsewhere"), save)])

    def _tell(self, text: str, ways: list[tuple[str, Callable[[], None]]] | None = None) -> None:
        """Where the person looks: in the viewer, or above the composer."""
        if self._viewer is not None:
            self._viewer.tell(text, ways or [])
        elif ways:
            self._pane.notices.show_notice("picture", text, ways, "error")


def _told(chip: Attachment) -> Attached:
    """What the viewer says of a chip; what it came as can be read as long as it can be prepared again."""
    return Attached(chip.given if chip.quality else None, " · ".join(done_words(chip)))
