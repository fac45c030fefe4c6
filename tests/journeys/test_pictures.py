"""Pictures of a conversation: shown, opened, looked at closely, saved, copied, and found again after a restart."""

from __future__ import annotations

import asyncio
import base64
from contextlib import asynccontextmanager
from io import BytesIO

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from desktop.ui.transcript.targets import places_in
from tests.journeys.driver import connected, running
from tests.server.scripts import DONE, delta, spoken, stream
from tests.server.server import Pause
from tests.unit.system.pictures import corners, encoded, noise

SENT = encoded(corners((900, 600)), "PNG")
BROKEN = "data:image/png;base64,bm8gcGljdHVyZQ=="
DRAWN = encoded(noise((1500, 1000)), "JPEG", quality=95)


def event_of(picture):
    """A picture inside an answer, in one line."""
    return linked(f"data:image/jpeg;base64,{base64.b64encode(picture).decode()}")


def linked(url):
    return delta("", images=[{"type": "image_url", "image_url": {"url": url}}])


def drawing(picture):
    return stream([delta("Here it is."), event_of(picture), delta("", "stop"), DONE])


@asynccontextmanager
async def talk(server, folder):
    """A chat with a picture that was sent, and one that came back."""
    server.on("POST", "/chat/completions", drawing(DRAWN))
    (folder / "cat.png").write_bytes(SENT)
    async with connected(server, folder / "data", str(folder / "cat.png")) as parley:
        await parley.prepared()
        parley.ask("draw one like this")
        await parley.answered()
        yield parley


def images(parley):
    return [image for message in parley.chat.conversation.branch() for image in message.images]


def place_of(parley, blob):
    """Where a picture is in the viewport."""
    transcript = parley.transcript
    for entry in range(len(transcript.flow.entries)):
        view = transcript.flow.view(entry)
        for row in range(len(view)):
            if hasattr(view.row(row), "images"):
                for target in view.row(row).targets(transcript.flow.style, view.width(row)):
                    if target.action == f"picture:{blob}":
                        y = transcript.flow.top(entry) + view.column.top(row) - transcript.scrolled
                        return target.rect.center() + QPoint(transcript.left + view.left(row), y)
    raise AssertionError(blob)


async def opened(parley, blob):
    QTest.mouseClick(parley.transcript.viewport(), Qt.MouseButton.LeftButton, pos=place_of(parley, blob))
    await parley.until(lambda: parley.shown("picture-viewer"), "the viewer opens")
    viewer = parley.find("picture-viewer")
    await parley.until(lambda: viewer.canvas.sharp, "it is sharp")
    return viewer


async def test_pictures_that_were_sent_and_received_are_shown_and_opened(server, tmp_path):
    async with talk(server, tmp_path) as parley:
        sent, drawn = images(parley)
        assert ((900, 600), (1500, 1000)) == ((sent.width, sent.height), (drawn.width, drawn.height))
        await parley.until(lambda: parley.transcript.picture(drawn.blob) is not None, "it is on view")
        parley.transcript.setFocus()
        viewer = await opened(parley, drawn.blob)
        await parley.until(lambda: "2 of 2" in viewer.canvas.accessibleName(), "the other one is beside it")
        assert viewer.windowTitle().startswith("gpt-5.4-nano.jpg · 1500×1000 px")
        QTest.keyClick(viewer.canvas, Qt.Key.Key_PageUp)
        assert viewer.windowTitle().startswith("cat.png · 900×600 px")
        QTest.keyClick(viewer.canvas, Qt.Key.Key_1)
        await parley.until(lambda: viewer.canvas.sharp, "it is sharp again")
        QTest.keyClick(viewer.canvas, Qt.Key.Key_Escape)
        await parley.until(lambda: not parley.shown("picture-viewer"), "it is closed")
        await parley.until(lambda: parley.window.focusWidget() is parley.transcript, "the keyboard is back")


async def test_a_picture_in_the_text_stands_where_it_is_written_after_a_restart_too(server, tmp_path):
    written = f"![A **sketch**](data:image/jpeg;base64,{base64.b64encode(DRAWN).decode()})"
    words = [delta("Before.\n\n"), delta(f"{written}\n\nBehind."), delta("", "stop"), DONE]
    server.on("POST", "/chat/completions", stream(words), spoken("So it is."))
    async with connected(server, tmp_path / "data") as parley:
        parley.ask("draw")
        await parley.answered()
        [drawn] = images(parley)
        assert "Before.\n\n![A **sketch**](#picture-1)\n\nBehind." == parley.texts()[1]
        await parley.until(lambda: parley.transcript.picture(drawn.blob) is not None, "it is on view")
        parley.ask("And now?")
        await parley.answered()
        note = "[1 picture made here, sent back only when attached to a question]"
        told = server.requests[-1].json()["messages"][1]["content"]
        assert f"Before.\n\nA **sketch**\n\nBehind.\n\n{note}" == told
    async with running(tmp_path / "data") as parley:
        await parley.until(parley.texts, "it is there again")
        await parley.until(lambda: parley.transcript.picture(drawn.blob) is not None, "it is on view")
        view = parley.transcript.flow.view(1)
        [place] = [it for it in places_in(parley.transcript.flow, 1) if it.target.action == f"picture:{drawn.blob}"]
        assert view.first_piece + 1 == place.row
        assert not any(hasattr(row, "images") for row in view)
        answered = parley.chat.conversation.branch_ids()[1]
        parley.program._chat.messages.act(answered, "copy-markdown")
        assert QGuiApplication.clipboard().text() == "Before.\n\n![A **sketch**](gpt-5.4-nano.jpg)\n\nBehind."
        parley.program._chat.messages.act(answered, "quote")
        assert "> Before.\n>\n> A **sketch**\n>\n> Behind.\n\n" == parley.window.chat.composer.text()
        parley.transcript.deeds.activate(place)
        await parley.until(lambda: parley.shown("picture-viewer"), "the viewer opens")


async def test_a_picture_is_on_view_while_the_answer_goes_on_and_moves_nothing_that_is_read(server, tmp_path):
    words = [delta(f"Line {n}.\n\n") for n in range(60)]
    server.on("POST", "/chat/completions", stream([*words, Pause(1), event_of(DRAWN), Pause(60)]))
    async with connected(server, tmp_path / "data") as parley:
        parley.ask("draw")
        transcript = parley.transcript
        await parley.until(lambda: parley.chat.turn and "Line 59" in parley.chat.turn.growing.text, "words")
        await parley.until(lambda: transcript.verticalScrollBar().maximum() > 500, "they are on view")
        transcript.verticalScrollBar().setValue(300)
        line = reading(transcript)
        await parley.until(lambda: transcript.flow.entry(1).images, "the picture arrived")
        assert line == reading(transcript)
        transcript.verticalScrollBar().setValue(transcript.verticalScrollBar().maximum())
        image = parley.chat.turn.album.images[0]
        await parley.until(lambda: transcript.picture(image.blob) is not None, "it is on view")
        viewer = await opened(parley, image.blob)
        assert parley.chat.answering
        viewer.close()
        parley.act("stop")
        await parley.answered()
        assert (image,) == parley.chat.conversation.branch()[1].images


def reading(transcript):
    """What is read at the top of the viewport: the text of the piece, and how far into it."""
    flow, top = transcript.flow, transcript.scrolled
    view = flow.view(flow.at(top))
    row = view.column.at(top - flow.top(flow.at(top)))
    return view.row(row).block.source, top - flow.top(flow.at(top)) - view.column.top(row)


async def test_a_picture_is_saved_as_it_came_and_a_folder_that_refuses_says_so(server, tmp_path):
    async with talk(server, tmp_path) as parley:
        drawn = images(parley)[1]
        viewer = await opened(parley, drawn.blob)
        parley.click("picture-save")
        dialog = parley.find("save-dialog", QFileDialog)
        assert [tmp_path.name] != dialog.selectedFiles()
        assert dialog.selectedFiles()[0].endswith("/gpt-5.4-nano.jpg")
        dialog.fileSelected.emit(str(tmp_path / "mine.jpg"))
        dialog.close()
        await parley.until(lambda: saved(viewer) == ["Saved as mine.jpg."], "it is saved")
        assert (tmp_path / "mine.jpg").read_bytes() == DRAWN
        screen = parley.window.chat.findChild(object, "viewer-screen")
        screen.save_to(drawn, str(tmp_path / "missing" / "mine.jpg"))
        await parley.until(lambda: "could not be written" in saved(viewer)[0], "it says so")
        press(viewer, "Save elsewhere…")
        await parley.until(lambda: parley.shown("save-dialog"), "another place can be chosen")
        parley.find("save-dialog").close()
        await asyncio.sleep(0)


def saved(viewer):
    return [notice.accessibleName() for notice in viewer.notices.findChildren(object, "notice") if notice.isVisible()]


def press(viewer, words):
    buttons = [b for b in viewer.notices.findChildren(object, "notice-action") if b.text() == words]
    QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)


async def test_a_picture_that_cannot_be_looked_at_says_so_and_can_be_tried_again(server, tmp_path):
    async with talk(server, tmp_path) as parley:
        sent, drawn = images(parley)
        viewer = await opened(parley, drawn.blob)
        await parley.until(lambda: "2 of 2" in viewer.canvas.accessibleName(), "the other one is beside it")
        database = parley.program._database
        kept = await parley.program._images.prepare(SENT)
        await database.write(lambda c: c.execute("UPDATE blobs SET data = ? WHERE digest = ?", (b"gone", sent.blob)))
        QTest.keyClick(viewer.canvas, Qt.Key.Key_PageUp)
        await parley.until(lambda: saved(viewer) == ["Files of this kind cannot be attached."], "it says so")
        change = "UPDATE blobs SET data = ? WHERE digest = ?"
        await database.write(lambda c: c.execute(change, (kept.data, sent.blob)))
        QTest.keyClick(viewer.canvas, Qt.Key.Key_PageDown)
        await parley.until(lambda: viewer.canvas.sharp and not saved(viewer), "the other one is as it was")
        QTest.keyClick(viewer.canvas, Qt.Key.Key_PageUp)
        await parley.until(lambda: viewer.canvas.sharp, "it is there again")
        viewer.tell("Once more.", [("Try again", viewer.canvas.ask_again)])
        press(viewer, "Try again")
        viewer.close()


async def test_a_picture_is_copied_as_it_is_as_a_file_and_as_png(server, tmp_path):
    async with talk(server, tmp_path) as parley:
        drawn = images(parley)[1]
        await opened(parley, drawn.blob)
        QGuiApplication.clipboard().setText("before")
        parley.click("picture-copy")
        await parley.until(lambda: QGuiApplication.clipboard().mimeData().hasFormat("image/jpeg"), "it is copied")
        mime = QGuiApplication.clipboard().mimeData()
        assert mime.data("image/jpeg").data() == DRAWN
        with Image.open(BytesIO(mime.data("image/png").data())) as image:
            assert (1500, 1000) == image.size
        with open(mime.urls()[0].toLocalFile(), "rb") as file:  # noqa: ASYNC230, PTH123
            assert file.read() == DRAWN
        QApplication.clipboard().clear()


async def test_a_picture_is_copied_without_a_file_where_none_can_be_written_and_that_is_said(server, tmp_path):
    async with talk(server, tmp_path) as parley:
        (tmp_path / "no").touch()
        parley.program._copies._folder = tmp_path / "no" / "copies"
        viewer = await opened(parley, images(parley)[1].blob)
        QGuiApplication.clipboard().setText("before")
        parley.click("picture-copy")
        await parley.until(lambda: QGuiApplication.clipboard().mimeData().hasFormat("image/jpeg"), "it is copied")
        mime = QGuiApplication.clipboard().mimeData()
        assert mime.data("image/jpeg").data() == DRAWN
        assert not mime.hasUrls()
        [said] = saved(viewer)
        assert said.startswith("The picture goes without a file, which some programs want. The file could not be")
        QApplication.clipboard().clear()


async def test_what_is_said_of_a_picture_of_a_chat_goes_with_that_chat(server, tmp_path):
    async with talk(server, tmp_path) as parley:
        (tmp_path / "no").touch()
        parley.program._copies._folder = tmp_path / "no" / "copies"
        message = parley.chat.conversation.branch()[-1]
        parley.transcript.picture_asked.emit("copy", message.id, message.images[0].blob)
        await parley.until(parley.notices, "it is said")
        [said] = parley.notices()
        parley.workspace.new()

        assert said.startswith("The picture goes without a file")
        assert not parley.notices()
        QApplication.clipboard().clear()


@pytest.mark.parametrize("where", ["chat", "viewer", "button"])
async def test_a_picture_that_came_back_goes_with_the_next_question_as_it_is(server, tmp_path, where):
    async with talk(server, tmp_path) as parley:
        drawn = images(parley)[1]
        if where == "viewer":
            await opened(parley, drawn.blob)
            parley.click("picture-use")
            await parley.until(lambda: not parley.shown("picture-viewer"), "what comes next is to be written")
        elif where == "button":
            entry = parley.program._chat._entries.of(parley.chat.conversation.branch()[-1])
            assert "The picture of this answer is not sent with later questions." == entry.note
            assert ("use", "Use in the next question") in entry.fixes
            parley.transcript.action_requested.emit(entry.id, "use")
        else:
            message = parley.chat.conversation.branch()[-1]
            parley.transcript.picture_asked.emit("use", message.id, drawn.blob)
        [chip] = await parley.prepared()
        assert chip.image.blob == drawn.blob
        message = parley.chat.conversation.branch()[-1]
        parley.transcript.picture_asked.emit("use", message.id, drawn.blob)
        assert chip.id in [there.id for there in await parley.prepared()]
        assert f"Already attached: {chip.name}" in parley.notices()
        await parley.until(lambda: parley.window.focusWidget() is parley.find("composer"), "one can write")


async def test_pictures_are_there_after_a_restart_and_no_copy_stays(server, tmp_path):
    copies = tmp_path / "data" / "cache" / "pictures"
    async with talk(server, tmp_path) as parley:
        parley.window.chat.findChild(object, "viewer-screen").copy(images(parley)[0])
        await parley.until(lambda: list(copies.glob("*/cat.png")), "a copy")
    QApplication.clipboard().clear()
    assert not copies.exists()

    async with running(tmp_path / "data", "--demo") as parley:
        await parley.until(parley.texts, "the chat is back")
        await opened(parley, images(parley)[1].blob)


@pytest.mark.parametrize(
    ("urls", "said"),
    [
        ([BROKEN], "A picture that came here could not be read or saved."),
        ([BROKEN, "data:image/png,%89"], "2 pictures that came here could not be read or saved."),
    ],
)
async def test_a_picture_that_cannot_be_read_is_spoken_of_where_it_would_stand(
    server, tmp_path, expected_logs, urls, said
):
    expected_logs += ["a picture in an answer was not kept: NotAPicture"] * len(urls)

    server.on("POST", "/chat/completions", stream([*map(linked, urls), *spoken("Here.")]))
    async with connected(server, tmp_path) as parley:
        parley.ask("Draw a cat.")
        await parley.answered()
        assert said == parley.transcript.flow.entry(1).note
    async with connected(server, tmp_path) as parley:
        await parley.until(parley.texts, "it is there again")
        assert said == parley.transcript.flow.entry(1).note
        heard = QAccessible.queryAccessibleInterface(parley.transcript).child(1)
        assert said in heard.text(QAccessible.Text.Description)
