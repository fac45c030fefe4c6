"""What comes too late for the viewer: nothing of it is shown, told, or shown of another picture."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QAbstractButton, QFileDialog

from desktop.domain.attachment import Attachment, Preparation
from desktop.domain.errors import DecoderFailed, StoreBroken
from desktop.domain.parts import ImagePart
from desktop.domain.picture import Pixels
from desktop.domain.vision import Quality
from desktop.services.gallery import PictureCopy
from desktop.services.tasks import TaskScope
from desktop.system.press import Press
from desktop.ui.chat_pane import ChatPane
from desktop.ui.screens.viewer import ViewerScreen
from desktop.ui.transcript.typesetter import Typesetter
from tests.waiting import until

CAT = ImagePart("cat.png", "image/png", "c" * 64, width=60, height=40, size=100)
DOG = ImagePart("dog.png", "image/png", "d" * 64, width=60, height=40, size=100)
RAW = ImagePart("raw.jpg", "image/jpeg", "e" * 64, size=100)
BROKEN = ImagePart("broken.jpg", "image/jpeg", "f" * 64, size=100)


class Slow:
    """A gallery whose every look waits to be answered."""

    def __init__(self):
        self.looks = []
        self.came = []
        self.left = 0

    def of_message(self, message_id):
        return {"m": [CAT, DOG], "raw": [RAW, BROKEN]}.get(message_id, [])

    async def of_branch(self, _message_id, shown):
        return shown, 0

    async def preview(self, _image):
        return b""

    async def look(self, image, _box, _size, came):
        self.came.append(came)
        answer = asyncio.get_running_loop().create_future()
        self.looks.append((image, answer))
        return await answer

    def leave(self):
        self.left += 1

    async def name(self, image, came):
        return f"{image.name}-{came}.tif"

    async def save(self, image, path, came):
        self.saved = image, path, came

    async def copy(self, image, came=None):
        kind = image.media_type if came is None else "image/tiff"
        return PictureCopy(f"/copies/{image.name}", kind, f"{came}".encode())

    async def pixels(self, _image, _box, size, came):
        self.came.append(came)
        return Pixels(*size, alpha=False, data=bytes(size[0] * size[1] * 3))


class Room:
    def __init__(self, qtbot):
        self.pane = ChatPane()
        self.pane.furnish(Typesetter(Press))
        qtbot.addWidget(self.pane)
        self.pane.show()
        self.gallery = Slow()
        self.errors = []
        self.failures = []
        self.tasks = TaskScope("test", self.errors.append)
        self.screen = ViewerScreen(self.pane, self.gallery, self.make, self.tasks, lambda _offers: None)

    async def make(self, blob):
        """What becomes of `RAW`, and of what cannot be decoded."""
        if self.failures:
            raise self.failures.pop()
        made = replace(DOG, name="raw.png") if blob == RAW.blob else replace(BROKEN, broken=True)
        return lambda _raw: made

    async def open(self):
        """A viewer that has asked for its first picture."""
        before = len(self.gallery.looks)
        self.screen.open("m", CAT.blob)
        await until(lambda: len(self.gallery.looks) > before)
        return self.screen._viewer

    async def turn(self, viewer):
        viewer.turn(1)
        await until(lambda: self.gallery.looks[-1][0] == DOG)

    async def answer(self, outcome=None):
        """Answer the look that waits longest."""
        _, answer = self.gallery.looks.pop(0)
        if isinstance(outcome, Exception):
            answer.set_exception(outcome)
        else:
            answer.set_result(Pixels(60, 40, alpha=False, data=bytes(60 * 40 * 3)))
        await until(lambda: len(self.tasks._tasks) <= len(self.gallery.looks), "only what waits is left")

    def told(self):
        """What is said in the viewer and above the composer."""
        bars = [self.pane.notices, *([self.screen._viewer.notices] if self.screen._viewer else [])]
        return [notice for bar in bars for notice in bar.findChildren(object, "notice")]

    async def close(self):
        if self.screen._viewer:
            self.screen._viewer.close()
        for _, answer in self.gallery.looks:
            answer.cancel()
        await self.tasks.close()
        assert not self.errors


@pytest.fixture
def room(qtbot):
    return Room(qtbot)


async def test_pixels_of_a_picture_that_is_no_longer_on_view_are_not_shown(room):
    viewer = await room.open()
    await room.turn(viewer)
    assert [image for image, _ in room.gallery.looks] == [CAT, DOG]

    await room.answer()
    assert not viewer.canvas.sharp
    await room.answer()
    assert viewer.canvas.sharp
    await room.close()


async def test_a_failure_of_a_picture_that_is_no_longer_on_view_is_not_told_of_another(room):
    viewer = await room.open()
    await room.turn(viewer)
    await room.answer(StoreBroken("gone"))

    assert not room.told()
    await room.answer(StoreBroken("gone"))
    assert room.told()
    await room.close()


@pytest.mark.parametrize("outcome", [None, StoreBroken("gone")])
@pytest.mark.parametrize("again", [False, True])
async def test_what_comes_after_closing_changes_nothing(room, outcome, again):
    viewer = await room.open()
    viewer.close()
    assert room.gallery.left == 1
    if again:
        viewer = await room.open()
    await room.answer(outcome)

    assert not room.told()
    assert not again or not viewer.canvas.sharp
    await room.close()


async def test_pixels_of_what_is_sent_are_not_shown_as_what_came(room):
    chip = Attachment("1", "cat.png", Preparation.READY, CAT, quality=Quality.SHARP, given=(60, 40))
    room.screen.open_attached([chip], 0)
    viewer = room.screen._viewer
    await until(lambda: room.gallery.looks)
    viewer.flip()
    await until(lambda: len(room.gallery.looks) > 1)
    assert room.gallery.came == [None, "1"]

    await room.answer()
    assert not viewer.canvas.sharp
    await room.answer()
    assert viewer.canvas.sharp
    await room.close()


async def test_what_a_picture_came_as_is_copied_and_saved(room, tmp_path):
    """To the byte, and for programs that do not know it as PNG."""
    room.screen.open_attached([Attachment("chip", "cat.png", Preparation.READY, CAT)], 0)
    room.screen.copy(CAT, (3, 2))
    mime = QGuiApplication.clipboard().mimeData
    await until(lambda: mime() and mime().hasFormat("image/tiff"))
    assert mime().data("image/tiff").data() == b"chip"
    assert mime().hasUrls()
    assert mime().text() == "", "a path in a cache is no text"
    assert QImage.fromData(mime().data("image/png")).size() == QSize(3, 2)

    room.screen.save(CAT, (3, 2))
    dialog = await until(lambda: room.screen._viewer.findChild(QFileDialog))
    assert dialog.selectedFiles()[0].endswith("/cat.png-chip.tif")
    dialog.reject()
    room.screen.save_to(CAT, str(tmp_path / "x.tif"), "chip")
    await until(lambda: getattr(room.gallery, "saved", None))

    assert room.gallery.saved == (CAT, str(tmp_path / "x.tif"), "chip")
    room.screen.save_to(CAT, "/pictures/of\\cats/x.tif")
    assert room.screen._folder == "/pictures/of\\cats"  # where the next one is offered to go
    await until(lambda: room.gallery.saved[1].startswith("/pictures"))
    await room.close()


async def test_a_picture_that_was_kept_as_it_came_is_looked_at_once_it_is_prepared(room):
    room.screen.open("raw", RAW.blob)
    viewer = room.screen._viewer
    await until(lambda: room.gallery.looks)

    assert [replace(DOG, name="raw.png")] == [image for image, _ in room.gallery.looks]
    assert "60\u00d740 px" in viewer.facts()
    await room.close()


async def test_what_could_not_be_prepared_in_time_is_tried_again_on_request(room):
    room.failures.append(DecoderFailed())
    room.screen.open("raw", RAW.blob)
    [told] = await until(room.told)
    assert told.accessibleName() == "The process that decodes pictures ended early, or took too long."
    next(button for button in room.screen._viewer.findChildren(QAbstractButton) if button.text() == "Try again").click()
    await until(lambda: room.gallery.looks)

    assert [replace(DOG, name="raw.png")] == [image for image, _ in room.gallery.looks]
    await room.close()


async def test_of_a_picture_that_cannot_be_decoded_that_is_said_and_it_can_be_saved(room):
    room.screen.open("raw", BROKEN.blob)
    [told] = await until(room.told)

    assert not room.gallery.looks
    assert told.accessibleName() == "broken.jpg cannot be shown."
    await room.close()


async def test_what_nobody_knows_the_pixels_of_is_copied_as_it_came_alone(room):
    room.screen.copy(RAW)
    mime = QGuiApplication.clipboard().mimeData
    await until(lambda: mime() and mime().hasFormat("image/jpeg"))

    assert not mime().hasFormat("image/png")
    await room.close()
