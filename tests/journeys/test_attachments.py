"""Pictures in the composer: put in order, looked at, edited, taken away and brought back, and sent so."""

from __future__ import annotations

import base64
import os
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop.domain.attachment import MOST, Offer
from desktop.domain.picture import Change
from desktop.domain.vision import Detail
from desktop.ui.images.chip import AttachmentChip
from tests.journeys.driver import connected, running
from tests.unit.domain.test_recording import FILM, MVHD, mp4, wav
from tests.unit.system.pictures import corner_colors, corners, decoded, encoded, exif
from tests.waiting import LONG

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
DARK = 12  # of 255: what is lost by JPEG
NAMES = ("a.png", "b.png", "c.jpg")
WAITING = "This goes as soon as what is attached is ready · Esc or a change takes that back"
DRAWING = "The words were pasted. A picture of them is on the clipboard too."
NOT_SENT = "This was not sent: you left before what is attached was ready."


@asynccontextmanager
async def attached(server, folder):
    """A new chat with three pictures."""
    (folder / "a.png").write_bytes(encoded(corners((300, 200)), "PNG"))
    (folder / "b.png").write_bytes(encoded(corners((200, 200)), "PNG"))
    (folder / "c.jpg").write_bytes(encoded(corners((600, 400)), "JPEG", exif=exif(3, place=True), quality=95))
    paths = [str(folder / name) for name in NAMES]
    async with connected(server, folder / "data", *paths) as parley:
        await parley.prepared()
        yield parley


def shown(parley):
    """Names on the chips, from left to right."""
    found = [chip for chip in parley.window.findChildren(AttachmentChip) if chip.isVisible()]
    return [chip.attachment.name for chip in sorted(found, key=lambda chip: (chip.y(), chip.x()))]


def chip_of(parley, name):
    found = [chip for chip in parley.window.findChildren(AttachmentChip) if chip.isVisible()]
    return next(chip for chip in found if chip.attachment.name == name)


def press(widget, *keys, modifier=Qt.KeyboardModifier.NoModifier):
    for key in keys:
        QTest.keyClick(widget, key, modifier)


def pictures(server):
    [asked] = server.questions
    parts = asked.json()["messages"][-1]["content"][1:]
    return [decoded(base64.b64decode(part["image_url"]["url"].partition(",")[2])) for part in parts]


async def test_pictures_are_sent_in_the_order_of_their_chips_and_those_brought_back_too(server, tmp_path):
    async with attached(server, tmp_path) as parley:
        press(chip_of(parley, "c.jpg"), Qt.Key.Key_Left, Qt.Key.Key_Left, modifier=ALT)
        await parley.until(lambda: shown(parley) == ["c.jpg", "a.png", "b.png"], "it was moved")
        press(chip_of(parley, "a.png"), Qt.Key.Key_Delete)
        press(chip_of(parley, "b.png"), Qt.Key.Key_Delete)
        assert parley.notices() == ["Removed: b.png"]
        parley.press("Undo")
        await parley.until(lambda: shown(parley) == ["c.jpg", "b.png"], "it is back")
        assert parley.notices() == []
        press(chip_of(parley, "b.png"), Qt.Key.Key_Z, modifier=CTRL)
        await parley.until(lambda: shown(parley) == ["c.jpg", "a.png", "b.png"], "so is the other")
        assert parley.window.focusWidget() is chip_of(parley, "a.png")
        press(chip_of(parley, "a.png"), Qt.Key.Key_Z, modifier=CTRL)
        parley.ask("What is this?")
        await parley.answered()
        assert [picture.size for picture in pictures(server)] == [(600, 400), (300, 200), (200, 200)]
        press(parley.find("composer"), Qt.Key.Key_Z, modifier=CTRL)
        assert shown(parley) == []


async def test_what_was_refused_and_is_taken_away_offers_nothing_back(server, tmp_path):
    async with attached(server, tmp_path) as parley:
        parley.program._chat.attach_files([str(tmp_path / "gone.png")])
        picture, *_, refused = await parley.prepared()
        composer = parley.window.chat.composer
        composer.attachment_removed.emit(picture.id)
        parley.window.chat.notices.remove_notice("removed")  # its time is over
        composer.attachment_removed.emit(refused.id)

        assert [] == parley.notices()


async def test_all_chips_are_removed_at_once_and_come_back_at_once_and_go_again(server, tmp_path):
    async with attached(server, tmp_path) as parley:
        press(chip_of(parley, "b.png"), Qt.Key.Key_Delete, modifier=CTRL)
        assert shown(parley) == []
        assert parley.notices() == ["Removed: 3 attachments"]
        assert parley.find("composer").hasFocus()
        press(parley.find("composer"), Qt.Key.Key_Z, modifier=CTRL)
        await parley.until(lambda: shown(parley) == list(NAMES), "they are back")
        assert parley.notices() == []
        press(chip_of(parley, "c.jpg"), Qt.Key.Key_Z, modifier=CTRL | SHIFT)
        assert shown(parley) == []
        parley.press("Undo")
        await parley.until(lambda: shown(parley) == list(NAMES), "they are back again")
        assert parley.window.focusWidget() is chip_of(parley, "a.png")
        press(chip_of(parley, "a.png"), Qt.Key.Key_Delete)
        press(chip_of(parley, "b.png"), Qt.Key.Key_Z, modifier=CTRL)
        await parley.until(lambda: shown(parley) == list(NAMES), "it is back")
        press(chip_of(parley, "a.png"), Qt.Key.Key_Y, modifier=CTRL)
        assert shown(parley) == ["b.png", "c.jpg"]


async def test_nothing_is_offered_back_once_the_question_was_sent(server, tmp_path):
    async with attached(server, tmp_path) as parley:
        press(chip_of(parley, "b.png"), Qt.Key.Key_Delete, modifier=CTRL)
        assert parley.notices() == ["Removed: 3 attachments"]
        parley.ask("What is this?")
        await parley.answered()
        assert parley.notices() == []


async def test_what_has_no_room_any_more_does_not_come_back_and_that_is_said(server, tmp_path):
    async with attached(server, tmp_path) as parley:
        press(chip_of(parley, "b.png"), Qt.Key.Key_Delete, modifier=CTRL)
        intake = parley.program._workspace.intake
        intake.offer([Offer("far.png", url=f"https://example.org/{number}.png") for number in range(MOST - 2)])
        press(parley.find("composer"), Qt.Key.Key_Z, modifier=CTRL)
        assert parley.notices() == ["One message takes 50 files. Not attached: 3."]
        assert len(intake.attachments) == MOST - 2
        intake.remove(intake.attachments[-1].id, for_good=True)
        press(parley.find("composer"), Qt.Key.Key_Z, modifier=CTRL)

        assert list(NAMES) == [chip.name for chip in intake.attachments[: len(NAMES)]]
        assert (len(intake.attachments), parley.notices()) == (MOST, [])


async def test_all_that_was_refused_is_removed_at_once_and_comes_back_at_once(server, tmp_path):
    async with attached(server, tmp_path) as parley:
        parley.program._chat.attach_files([str(tmp_path / "gone.png"), str(tmp_path / "lost.png")])
        await parley.prepared()
        parley.window.chat.composer.attachment_asked.emit("remove refused", "")
        assert shown(parley) == list(NAMES)
        press(parley.find("composer"), Qt.Key.Key_Z, modifier=CTRL)
        await parley.until(lambda: shown(parley) == [*NAMES, "gone.png", "lost.png"], "they are back")


async def test_undo_in_the_composer_brings_a_picture_back_and_leaves_the_question(server, tmp_path):
    async with attached(server, tmp_path) as parley:
        composer = parley.find("composer")
        QTest.keyClicks(composer, "What is this?")
        press(chip_of(parley, "b.png"), Qt.Key.Key_Delete)
        composer.setFocus()
        press(composer, Qt.Key.Key_Z, modifier=CTRL)
        assert shown(parley) == list(NAMES)
        assert composer.text() == "What is this?"
        assert composer.hasFocus()
        press(composer, Qt.Key.Key_Z, modifier=CTRL)
        assert (shown(parley), composer.text()) == (list(NAMES), "")


async def test_a_chip_is_looked_at_among_the_others_as_it_will_be_sent(server, tmp_path):
    async with attached(server, tmp_path) as parley:
        chip = chip_of(parley, "b.png")
        chip.setFocus()
        press(chip, Qt.Key.Key_Space)
        await parley.until(lambda: parley.shown("picture-viewer"), "the viewer opens")
        viewer = parley.find("picture-viewer")
        await parley.until(lambda: viewer.canvas.sharp, "it is sharp")
        assert viewer.canvas.accessibleName().endswith("2 of 3")
        press(viewer.canvas, Qt.Key.Key_PageDown)
        await parley.until(lambda: viewer.canvas.sharp, "so is the next")
        assert viewer.windowTitle().startswith("c.jpg · 600×400 px")
        assert "location removed · metadata removed · turned upright" in viewer.canvas.accessibleName()
        press(viewer.canvas, Qt.Key.Key_B)
        assert viewer.windowTitle() == "c.jpg · 600×400 px · as it came"
        await parley.until(lambda: viewer.canvas.sharp, "it is seen as it came")
        press(viewer.canvas, Qt.Key.Key_PageUp)
        assert viewer.windowTitle().startswith("b.png · 200×200 px")
        press(viewer.canvas, Qt.Key.Key_Escape)
        await parley.until(lambda: not parley.shown("picture-viewer"), "it is closed")


async def test_what_is_blacked_out_in_the_window_is_black_where_it_arrives(server, tmp_path):
    async with attached(server, tmp_path) as parley:
        parley.workspace.intake.look_closely(chip_of(parley, "c.jpg").attachment.id, Detail.LOW)
        dialog = await opened(parley, "c.jpg")
        press(dialog.canvas, Qt.Key.Key_Space)  # in the middle; then to the corner at the top left
        for key in (Qt.Key.Key_Left, Qt.Key.Key_Up):
            press(dialog.canvas, *[key] * 40)
        press(dialog.canvas, Qt.Key.Key_R)
        await parley.until(dialog.findChild(object, "retouch-apply").isEnabled, "it was made")
        facts = dialog.findChild(object, "retouch-facts").text()
        press(dialog.canvas, Qt.Key.Key_V)
        await parley.until(lambda: dialog.canvas.sharp, "what is sent is seen")
        press(dialog.canvas, Qt.Key.Key_Return)
        workspace = parley.workspace
        await parley.until(lambda: not workspace.intake.pending and not parley.shown("retouch"), "it is done")
        chip = workspace.intake.attachments[2]
        assert {Change.TURNED, Change.BLACKED_OUT, Change.LOCATION_REMOVED} <= set(chip.changes)
        assert " · ".join(chip_of(parley, "c.jpg").lines()) == facts.replace("\u00a0", " ")
        parley.ask("What is this?")
        await parley.answered()
        picture = pictures(server)[2]
        assert picture.size == (400, 600)
        assert corner_colors(picture) == [(0, 255, 0), (0, 0, 0), (255, 0, 0), (0, 0, 255)]
        assert max(high for _, high in picture.crop((310, 10, 390, 140)).getextrema()) < DARK


async def test_cancelled_edits_change_nothing_and_a_lost_file_is_edited_all_the_same(server, tmp_path):
    async with attached(server, tmp_path) as parley:
        before = parley.workspace.intake.attachments
        dialog = await opened(parley, "a.png")
        press(dialog.canvas, Qt.Key.Key_Space, Qt.Key.Key_R, Qt.Key.Key_Escape)
        await parley.until(lambda: not parley.shown("retouch"), "it is closed")
        assert parley.workspace.intake.attachments == before
        (tmp_path / "a.png").unlink()
        parley.window.chat.composer.attachment_asked.emit("edit", before[0].id)
        facts = parley.find("retouch").findChild(object, "retouch-facts")
        await parley.until(lambda: "×" in facts.text(), "what came is still there")
        parley.find("retouch").reject()


async def test_edits_that_were_left_are_taken_up_again(server, tmp_path):
    async with attached(server, tmp_path) as parley:
        dialog = await opened(parley, "a.png")
        press(dialog.canvas, Qt.Key.Key_Escape)
        await parley.until(lambda: not parley.shown("retouch"), "it is closed")
        assert parley.notices() == []  # nothing was done
        dialog = await opened(parley, "a.png")
        press(dialog.canvas, Qt.Key.Key_Space, Qt.Key.Key_R, Qt.Key.Key_Escape)
        await parley.until(lambda: not parley.shown("retouch"), "it is closed")
        assert parley.notices() == ["The picture stays as it was: a.png"]
        parley.press("Undo")
        assert parley.notices() == []
        dialog = parley.find("retouch")
        await parley.until(dialog.findChild(object, "retouch-apply").isEnabled, "it was made")
        dialog.findChild(object, "retouch-apply").click()
        await parley.prepared()
        chip = chip_of(parley, "a.png")
        assert {Change.TURNED, Change.BLACKED_OUT} <= set(chip.attachment.changes)
        assert (chip.attachment.image.width, chip.attachment.image.height) == (200, 300)
        dialog = await opened(parley, "b.png")
        press(dialog.canvas, Qt.Key.Key_L)
        dialog.findChild(object, "retouch-cancel").click()
        assert parley.notices() == ["The picture stays as it was: b.png"]
        press(chip_of(parley, "b.png"), Qt.Key.Key_Delete)
        assert parley.notices() == ["Removed: b.png"]


async def opened(parley, name):
    """The window in which a picture is edited, by keyboard."""
    chip = chip_of(parley, name)
    chip.setFocus()
    press(chip, Qt.Key.Key_Return)
    press(QApplication.activePopupWidget(), Qt.Key.Key_E)
    await parley.until(lambda: parley.shown("retouch"), "the window opens")
    dialog = parley.find("retouch")
    await parley.until(lambda: dialog.canvas.marking and dialog.canvas.sharp, "it was read")
    await parley.until(dialog.findChild(object, "retouch-apply").isEnabled, "it was made")
    return dialog


async def test_while_dragging_it_is_said_what_a_drop_will_do_or_why_not(server, tmp_path):
    async with attached(server, tmp_path) as parley:
        sheet = parley.window.findChild(QWidget, "drop-sheet")

        def told(*names):
            urls = [QUrl(name) if "//" in name else QUrl.fromLocalFile(f"/tmp/{name}") for name in names]
            entered(parley.window, urls)
            return sheet.accessibleName()

        assert told("d.png") == "Drop the picture → ask OpenAI: GPT-5.4 Nano"
        assert told("trip") == "Drop the file or folder → ask OpenAI: GPT-5.4 Nano"
        assert told("trip", "d.png") == "Drop 2 files and folders → ask OpenAI: GPT-5.4 Nano"
        assert told("d.png", "e.png") == "Drop 2 pictures → ask OpenAI: GPT-5.4 Nano"
        assert told("d.png", "e.txt") == "Drop 2 files → ask OpenAI: GPT-5.4 Nano"
        assert told(*(f"{n}.png" for n in range(48))) == "A question takes 50 files; attached: 3"
        assert not sheet.invites
        unsure = "Drop the file → ask OpenAI: GPT-5.4 Nano\nIts name says that it can perhaps not be attached"
        assert told("d.zip") == unsure
        parley.workspace.choose_model("deaf/mute")
        assert told("d.png") == "Drop to attach · Words Only cannot see pictures"
        assert told("d.txt") == "Drop the file → ask Words Only"
        assert told("d.mp3") == "Drop to attach · Words Only cannot hear recordings"
        assert told("d.mp3", "e.mov") == "Drop to attach · Words Only takes neither recordings nor videos"
        assert told("d.pdf") == "Drop to attach · Words Only takes no PDFs"
        parley.workspace.choose_model("far/away")  # of which nothing is known
        assert told("d.pdf") == "Drop the PDF → ask far/away"
        assert told("d.mp3") == "Drop the recording → ask far/away"
        assert told("d.mov") == "Drop the video → ask far/away"
        assert told("https://example.org/a.pdf") == "Drop the file → send its address to far/away"
        sheet.hide()


async def test_files_of_no_use_are_refused_during_the_drag_by_what_is_in_them(server, tmp_path):
    async with connected(server, tmp_path / "data") as parley:
        sheet = parley.window.findChild(QWidget, "drop-sheet")
        for name, data in (("a.zip", b"PK\3\4\0"), ("b.exe", b"MZ\0"), ("c.zip", b"a text")):
            (tmp_path / name).write_bytes(data)

        def drag(*names):
            entered(parley.window, [QUrl.fromLocalFile(str(tmp_path / name)) for name in names])

        drag("a.zip", "b.exe")
        await parley.until(lambda: not sheet.invites, "it is refused")
        assert sheet.accessibleName().startswith("Programs, archives and office documents cannot be attached")
        drag("a.zip", "c.zip")
        assert not await parley.workspace.intake.are_unfit([str(tmp_path / "a.zip"), str(tmp_path / "c.zip")])
        assert sheet.invites


async def test_while_an_address_is_dragged_it_is_said_what_becomes_of_it(server, tmp_path):
    page, film = "https://example.org/article", "https://youtu.be/abc"
    async with connected(server, tmp_path) as parley:
        sheet = parley.window.findChild(QWidget, "drop-sheet")

        def told(*addresses):
            entered(parley.window, list(map(QUrl, addresses)))
            return sheet.accessibleName()

        assert told("https://example.org/a.png") == "Drop the picture → send its address to OpenAI: GPT-5.4 Nano"
        assert told("https://example.org/a.mp4") == "Drop to attach · OpenAI: GPT-5.4 Nano cannot watch videos"
        assert told(film) == told(page) == "Drop the address → it becomes text of the question"
        assert told(page, page) == "Drop the addresses → they become text of the question"
        drop(parley.window, page)
        assert (parley.window.chat.composer.text(), shown(parley)) == (page, [])


async def test_of_a_pdf_it_is_said_what_a_model_gets_that_takes_none(tmp_path):
    async with running(tmp_path, "--demo") as parley:
        parley.workspace.choose_model("demo/guide")
        entered(parley.window, [QUrl.fromLocalFile("/tmp/a.pdf")])
        sheet = parley.window.findChild(QWidget, "drop-sheet")

        name = parley.workspace.model.name
        assert sheet.accessibleName() == f"Drop to attach · {name} gets only the text of PDFs"
        entered(parley.window, [QUrl.fromLocalFile("/tmp/a.pdf"), QUrl.fromLocalFile("/tmp/a.png")])
        said = f"Drop to attach · {name} cannot see pictures, and gets only the text of PDFs"
        assert sheet.accessibleName() == said


def entered(window, urls):
    mime = QMimeData()
    mime.setUrls(urls)
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, mime, left, none)
    QApplication.sendEvent(window, event)


async def test_a_dropped_folder_is_sent_as_its_files(server, tmp_path):
    trip = tmp_path / "trip"
    (trip / "notes").mkdir(parents=True)
    (trip / "1.png").write_bytes(encoded(corners((30, 20)), "PNG"))
    (trip / "2.jpg").write_bytes(encoded(corners((40, 20)), "JPEG"))
    (trip / "notes" / "day.md").write_text("It rained.")
    (trip / "player.exe").write_bytes(b"MZ")

    async with connected(server, tmp_path / "data") as parley:
        drop(parley.window, trip)
        await parley.until(lambda: len(shown(parley)) == 4, "the folder is unfolded")
        await parley.prepared()
        assert shown(parley) == ["1.png", "2.jpg", "notes/day.md", "trip"]
        left = chip_of(parley, "trip")
        assert left.accessibleName() == "trip, Files in this folder that were not attached: 1"
        parley.ask("What is this?")
        await parley.answered()
        [asked] = server.questions
        first, file, *others = asked.json()["messages"][-1]["content"]
        assert first["text"] == "What is this?"
        assert file["text"] == "File: notes/day.md\n```\nIt rained.\n```"
        sent = [decoded(base64.b64decode(part["image_url"]["url"].partition(",")[2])) for part in others]
        assert [picture.size for picture in sent] == [(30, 20), (40, 20)]


def drop(window, *paths):
    mime = QMimeData()
    mime.setUrls([QUrl(path) if "//" in str(path) else QUrl.fromLocalFile(str(path)) for path in paths])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, mime, left, none))
    QApplication.sendEvent(window, QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, left, none))


async def test_a_folder_and_files_on_the_command_line_are_attached(tmp_path):
    (tmp_path / "folder").mkdir()
    for name in ("folder/a.png", "b.png", "c.png"):
        (tmp_path / name).write_bytes(encoded(corners((30, 20)), "PNG"))

    wanted = [str(tmp_path / name) for name in ("b.png", "folder", "c.png")]
    async with running(tmp_path / "data", "--demo", *wanted) as parley:
        await parley.prepared()
        assert shown(parley) == ["b.png", "a.png", "c.png"]


async def test_pasted_paths_become_chips_where_all_files_are_there_and_stay_text_else(server, tmp_path):
    async with attached(server, tmp_path) as parley:
        composer = parley.window.chat.composer
        for chip in NAMES:
            press(chip_of(parley, chip), Qt.Key.Key_Delete)
        (tmp_path / "notes.md").write_text("notes")
        there = "\n".join(str(tmp_path / name) for name in ("a.png", "notes.md", "c.jpg"))
        QApplication.clipboard().setText(f"{there}\n")
        press(parley.find("composer"), Qt.Key.Key_V, modifier=CTRL)
        await parley.until(lambda: shown(parley) == ["a.png", "notes.md", "c.jpg"], "they are attached")
        assert composer.text() == ""

        gone = f"{there}\n{tmp_path / 'gone.png'}"
        QApplication.clipboard().setText(gone)
        intake = parley.workspace.intake
        asked, are_files = [], intake.are_files

        async def watched(paths):
            asked.append(await are_files(paths))
            return asked[-1]

        intake.are_files = watched
        press(parley.find("composer"), Qt.Key.Key_V, modifier=CTRL)
        await parley.until(lambda: asked, "it is looked for them")
        assert (asked, composer.text(), len(shown(parley))) == ([False], gone, 3)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("scan.pdf", b"%PDF-1.7\n1 0 obj\n%%EOF"),
        ("memo.wav", wav()),
        ("walk.mp4", mp4(b"mp42", MVHD, FILM)),
        ("notes.txt", b"What was said."),
    ],
)
async def test_the_pasted_path_of_any_file_that_can_be_attached_is_a_chip_until_that_is_undone(
    server, tmp_path, name, data
):
    path = tmp_path / name
    path.write_bytes(data)
    async with connected(server, tmp_path / "data") as parley:
        composer = parley.window.chat.composer
        composer.set_text("Look: ")
        QApplication.clipboard().setText(str(path))
        press(parley.find("composer"), Qt.Key.Key_V, modifier=CTRL)
        await parley.until(lambda: shown(parley) == [name], "it is attached")
        await parley.until(lambda: not parley.workspace.intake.pending, "it is ready")
        assert (composer.text(), parley.workspace.intake.failed) == ("Look: ", ())
        press(parley.find("composer"), Qt.Key.Key_Z, modifier=CTRL)
        await parley.until(lambda: not shown(parley), "it is text again")

        assert composer.text() == f"Look: {path}"


async def test_a_pasted_path_is_a_chip_where_it_leads_to_pictures_and_text_else(server, tmp_path):
    (tmp_path / "trip").mkdir()
    for name in ("b.png", "trip/1.png", "trip/2.png"):
        (tmp_path / name).write_bytes(encoded(corners((30, 20)), "PNG"))
    async with connected(server, tmp_path / "data") as parley:
        intake, composer = parley.workspace.intake, parley.window.chat.composer
        asked, are_files = [], intake.are_files

        async def watched(paths):
            asked.append(await are_files(paths))
            return asked[-1]

        intake.are_files = watched
        for path, names in (
            ("gone.png", []),
            ("data", []),
            ("b.png", ["b.png"]),
            ("trip", ["b.png", "1.png", "2.png"]),
        ):
            composer.set_text("")
            asked.clear()
            QApplication.clipboard().setText(str(tmp_path / path))
            press(parley.find("composer"), Qt.Key.Key_V, modifier=CTRL)
            assert composer.text() == str(tmp_path / path)
            await parley.until(lambda: asked, "it is looked for it")
            await parley.until(lambda names=names: shown(parley) == names, "what is there is attached")
            assert bool(composer.text()) is not asked[0]


async def test_what_is_attached_after_the_question_whether_to_send_without_is_not_forgotten(server, tmp_path):
    (tmp_path / "a.png").write_bytes(encoded(corners((300, 200)), "PNG"))
    (tmp_path / "notes.txt").write_text("Remember the milk.\n")
    async with connected(server, tmp_path / "data", "--model", "deaf/mute", str(tmp_path / "a.png")) as parley:
        await parley.prepared()
        parley.ask("What is this?")
        parley.program._chat.attach_files([str(tmp_path / "notes.txt")])
        parley.press("Send without")
        assert WAITING in parley.notices()
        await parley.until(lambda: server.questions, "it goes by itself")
        await parley.answered()
        assert WAITING not in parley.notices()
        [question, _] = parley.chat.conversation.branch()
        assert ["a.png", "notes.txt"] == [part.name for part in question.attached]
    [asked] = server.questions
    assert "Remember the milk." in str(asked.json()["messages"])


async def test_a_question_waits_for_a_word_on_what_could_not_be_attached(server, tmp_path):
    (tmp_path / "a.png").write_bytes(encoded(corners((300, 200)), "PNG"))
    for name in ("bad.png", "worse.png"):
        (tmp_path / name).write_bytes(b"\x89PNG\r\n\x1a\nxx")
    paths = [str(tmp_path / name) for name in ("bad.png", "a.png", "worse.png")]
    async with connected(server, tmp_path / "data", *paths) as parley:
        await parley.prepared()
        parley.ask("What is this?")
        assert ["Not attached: bad.png and 1 more."] == parley.notices()
        press(chip_of(parley, "worse.png"), Qt.Key.Key_Delete)
        assert ["Not attached: bad.png."] == parley.notices()
        assert not server.questions
        assert ["bad.png", "a.png"] == shown(parley)
        press(chip_of(parley, "bad.png"), Qt.Key.Key_Delete)
        assert [] == parley.notices()
        parley.program._chat.attach_files([str(tmp_path / "bad.png")])
        await parley.prepared()
        parley.click("send")
        parley.press("Send without")
        await parley.answered()
        assert [] == shown(parley)
        assert [] == parley.notices()
        [question, _] = parley.chat.conversation.branch()
        assert ["a.png"] == [image.name for image in question.images]


async def test_a_very_long_text_that_is_pasted_goes_as_a_file(server, tmp_path):
    async with connected(server, tmp_path) as parley:
        QApplication.clipboard().setText("a line of a log\n" * 70_000)
        press(parley.find("composer"), Qt.Key.Key_V, modifier=CTRL)
        await parley.prepared()
        assert (shown(parley), parley.window.chat.composer.text()) == (["Pasted text.txt"], "")

        parley.ask("What went wrong?")
        await parley.answered()
        [asked] = server.questions
        question, file = asked.json()["messages"][-1]["content"]
        assert question["text"] == "What went wrong?"
        assert file["text"].startswith("File: Pasted text.txt\n")
        assert file["text"].count("a line of a log\n") == 70_000


async def test_a_draft_of_any_length_comes_back_with_its_chat(server, tmp_path):
    text = "word " * 300_000 + "\n" * 300_000 + "the end"
    async with connected(server, tmp_path) as parley:
        QApplication.clipboard().setText(text)
        parley.key("composer", Qt.Key.Key_V, CTRL | Qt.KeyboardModifier.ShiftModifier)
        conversation = parley.chat.conversation.id
    async with connected(server, tmp_path) as parley:
        assert parley.chat.conversation.id == conversation
        assert parley.window.chat.composer.text() == text


async def test_a_question_goes_by_itself_once_what_is_attached_is_ready(server, tmp_path):
    (tmp_path / "pictures").mkdir()
    for name in ("a.png", "b.png"):
        (tmp_path / "pictures" / name).write_bytes(encoded(corners((300, 200)), "PNG"))
    async with connected(server, tmp_path / "data") as parley:
        parley.program._chat.attach_files([str(tmp_path / "pictures")])
        parley.ask("What is this?")
        assert WAITING in parley.notices()
        await parley.until(lambda: server.questions, "it goes by itself")
        await parley.answered()
        assert WAITING not in parley.notices()
        [question, _] = parley.chat.conversation.branch()
        assert ["a.png", "b.png"] == [part.name.rpartition("/")[2] for part in question.attached]


@pytest.mark.parametrize("change", ["escape", "typing", "removing", "adding", "button", "another chat"])
async def test_a_question_that_waits_for_its_pictures_is_taken_back_by_every_change(server, tmp_path, change):
    for name in ("a.png", "b.png"):
        (tmp_path / name).write_bytes(encoded(corners((300, 200)), "PNG"))
    async with connected(server, tmp_path / "data") as parley:
        chat, workspace = parley.program._chat, parley.workspace
        chat.attach_files([str(tmp_path / "a.png"), str(tmp_path / "b.png")])
        parley.ask("What is this?")
        assert WAITING in parley.notices()
        {
            "escape": chat.escape,
            "typing": lambda: parley.window.chat.composer.type_text("!"),
            "removing": lambda: workspace.intake.remove(workspace.intake.attachments[0].id),
            "adding": lambda: chat.attach_files([str(tmp_path / "a.png")]),
            "button": lambda: parley.press("Cancel"),
            "another chat": workspace.new,
        }[change]()
        assert WAITING not in parley.notices()
        await parley.until(lambda: not workspace.intake.pending, "all is ready")
        await workspace.intake.preparing.finish(10)
        assert not workspace.chat.conversation.children
    assert [] == server.questions


async def test_a_question_that_waited_for_its_pictures_when_its_chat_was_left_says_so_there(server, tmp_path):
    (tmp_path / "a.png").write_bytes(encoded(corners((300, 200)), "PNG"))
    async with connected(server, tmp_path / "data") as parley:
        workspace, left = parley.workspace, parley.chat.conversation.id
        parley.program._chat.attach_files([str(tmp_path / "a.png")])
        parley.ask("What is this?")
        workspace.new()
        assert [f"In another chat: {NOT_SENT}"] == parley.notices()
        parley.press("Show")
        await parley.until(lambda: parley.chat.conversation.id == left, "it is on view again")
        assert [NOT_SENT] == parley.notices()
        await parley.prepared()
        parley.press("Send")
        await parley.until(lambda: server.questions, "it is sent")
        await parley.answered()
        assert NOT_SENT not in parley.notices()


async def test_only_what_is_left_is_offered_to_be_sent_without_the_rest(server, tmp_path):
    async with connected(server, tmp_path / "data") as parley:
        parley.program._chat.attach_files([str(tmp_path / "gone.png")])
        parley.click("send")
        await parley.prepared()
        await parley.until(lambda: ["Not attached: gone.png."] == parley.notices(), "it is said what was left")
        assert not parley.find("send").isEnabled()
        assert not parley.shown("notice-action")
        parley.type("composer", "What is this?")
        parley.click("send")
        parley.press("Send without")
        await parley.until(lambda: server.questions, "it is sent")
        await parley.answered()


@pytest.mark.parametrize("instead", ["another chat", "an earlier question"])
async def test_what_comes_into_the_place_of_a_question_that_waits_is_not_sent(server, tmp_path, instead):
    for name in NAMES:
        (tmp_path / name).write_bytes(encoded(corners((300, 200)), "PNG"))
    async with connected(server, tmp_path / "data") as parley:
        chat, workspace, first = parley.program._chat, parley.workspace, parley.chat.conversation.id
        chat.attach_files([str(tmp_path / "c.jpg")])
        parley.type("composer", "Nobody asked this again")
        await parley.prepared()
        if instead == "another chat":
            workspace.new()
        else:
            parley.key("composer", Qt.Key.Key_Return)
            await parley.until(lambda: server.questions, "it is sent")
            await parley.answered()
        asked = len(server.questions)
        chat.attach_files([str(tmp_path / name) for name in NAMES[:2]])
        parley.ask("What are these?")
        assert WAITING in parley.notices()
        if instead == "another chat":
            await workspace.open(first)
        else:
            chat.messages.act(parley.chat.conversation.branch()[0].id, "edit")

        assert WAITING not in parley.notices()
        assert "Nobody asked this again" == parley.window.chat.composer.text()
        assert not parley.chat.answering
        if instead == "an earlier question":
            assert NOT_SENT not in parley.notices()
            chat.escape()
            assert NOT_SENT in parley.notices()
            assert "What are these?" == parley.window.chat.composer.text()
        await workspace.intake.preparing.finish(LONG)
    assert asked == len(server.questions)


async def test_a_question_that_waited_for_what_cannot_be_attached_asks_first(server, tmp_path):
    (tmp_path / "a.png").write_bytes(encoded(corners((300, 200)), "PNG")[:60])
    async with connected(server, tmp_path / "data") as parley:
        parley.program._chat.attach_files([str(tmp_path / "a.png")])
        parley.ask("What is this?")
        await parley.until(lambda: "Not attached: a.png." in parley.notices(), "it is asked about")
    assert [] == server.questions


def paste_page(qapp, parley, html, text=None):
    mime = QMimeData()
    mime.setHtml(html)
    if text is not None:
        mime.setText(text)
    qapp.clipboard().setMimeData(mime)
    parley.key("composer", Qt.Key.Key_V, CTRL)


def cells():
    """What a spreadsheet copies: words, and how they look."""
    copied = QMimeData()
    copied.setText("apples\t3")
    copied.setData("image/png", encoded(corners((60, 40)), "PNG"))
    return copied


async def test_cells_come_in_as_words_and_their_picture_when_it_is_wanted(qapp, server, tmp_path):
    copied = cells()
    copied.setHtml("<table><tr><td>apples</td><td>3</td></tr></table>")
    async with connected(server, tmp_path) as parley:
        qapp.clipboard().setMimeData(copied)
        parley.key("composer", Qt.Key.Key_V, CTRL)
        assert "apples\t3" == parley.window.chat.composer.text()
        assert ((), [DRAWING]) == (parley.workspace.intake.attachments, parley.notices())
        parley.press("Attach it")
        [chip] = await parley.prepared()
        assert (60, 40, []) == (chip.image.width, chip.image.height, parley.notices())


@pytest.mark.parametrize("change", [lambda clipboard: clipboard.setText("other"), lambda clipboard: clipboard.clear()])
async def test_a_picture_of_words_is_offered_as_long_as_it_is_on_the_clipboard(qapp, server, tmp_path, change):
    async with connected(server, tmp_path) as parley:
        qapp.clipboard().setMimeData(cells())
        parley.key("composer", Qt.Key.Key_V, CTRL)
        assert [DRAWING] == parley.notices()
        change(qapp.clipboard())
        assert [] == parley.notices()

        qapp.clipboard().setMimeData(cells())
        parley.key("composer", Qt.Key.Key_V, CTRL)
        parley.press("Attach it")
        await parley.prepared()
        change(qapp.clipboard())
        parley.key("composer", Qt.Key.Key_Z, CTRL)
        assert ((), []) == (parley.workspace.intake.attachments, parley.notices())


async def test_that_a_picture_of_words_did_not_arrive_is_said_until_something_else_is_copied(qapp, server, tmp_path):
    async with connected(server, tmp_path) as parley:
        promised = cells()
        qapp.clipboard().setMimeData(promised)
        parley.key("composer", Qt.Key.Key_V, CTRL)
        promised.setData("image/png", b"")
        parley.press("Attach it")
        area = parley.find("drop-area")
        assert any(label.text().startswith("Nothing arrived") for label in area.findChildren(QLabel))
        assert [] == parley.notices()
        qapp.clipboard().setText("other")
        assert not any(label.text().startswith("Nothing arrived") for label in area.findChildren(QLabel))


async def test_what_is_attached_because_it_was_offered_is_undone_in_its_turn_and_offered_again(qapp, server, tmp_path):
    async with connected(server, tmp_path) as parley:
        composer, intake = parley.window.chat.composer, parley.workspace.intake
        qapp.clipboard().setMimeData(cells())
        parley.key("composer", Qt.Key.Key_V, CTRL)
        parley.press("Attach it")
        [chip] = await parley.prepared()
        parley.type("composer", "x")
        parley.key("composer", Qt.Key.Key_Z, CTRL)
        assert ("apples\t3", (chip,), []) == (composer.text(), intake.attachments, parley.notices())
        parley.key("composer", Qt.Key.Key_Z, CTRL)
        assert ("apples\t3", (), [DRAWING]) == (composer.text(), intake.attachments, parley.notices())
        assert not intake.removed
        parley.press("Attach it")
        [chip] = await parley.prepared()
        parley.key("attachment", Qt.Key.Key_Delete)
        for attached, text in (((chip,), "apples\t3"), ((), "apples\t3"), ((), "")):
            parley.key("composer", Qt.Key.Key_Z, CTRL)
            assert (attached, text) == (intake.attachments, composer.text())


async def test_a_file_in_the_place_of_its_path_is_undone_to_the_path(qapp, server, tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(encoded(corners((60, 40)), "PNG"))
    async with connected(server, tmp_path / "data") as parley:
        qapp.clipboard().setText(str(path))
        parley.key("composer", Qt.Key.Key_V, CTRL)
        assert await parley.prepared()
        assert parley.window.chat.composer.text() == ""
        parley.key("composer", Qt.Key.Key_Z, CTRL)
        assert (parley.window.chat.composer.text(), parley.workspace.intake.attachments) == (str(path), ())
        parley.key("composer", Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
        assert parley.window.chat.composer.text() == str(path)  # else neither it nor the file would be there


async def test_what_was_attached_to_one_question_is_not_undone_in_the_next(qapp, server, tmp_path):
    async with connected(server, tmp_path) as parley:
        qapp.clipboard().setMimeData(cells())
        parley.key("composer", Qt.Key.Key_V, CTRL)
        parley.press("Attach it")
        await parley.prepared()
        parley.key("composer", Qt.Key.Key_A, CTRL)
        parley.key("composer", Qt.Key.Key_Delete)
        parley.click("send")
        await parley.answered()
        parley.key("composer", Qt.Key.Key_Z, CTRL)
        assert DRAWING not in parley.notices()


async def test_a_picture_of_words_that_is_too_large_says_so_once_it_is_wanted(qapp, server, tmp_path):
    large = QMimeData()
    large.setText("apples\t3")
    large.setImageData(QImage(10_000, 10_000, QImage.Format.Format_Mono))
    async with connected(server, tmp_path) as parley:
        qapp.clipboard().setMimeData(large)
        parley.key("composer", Qt.Key.Key_V, CTRL)
        assert "apples\t3" == parley.window.chat.composer.text()
        parley.press("Attach it")
        told = [label.text() for label in parley.find("drop-area").findChildren(QLabel)]
        assert any(text.startswith("This picture has more than 50 million pixels.") for text in told)
        assert (parley.notices(), parley.workspace.intake.attachments) == ([], ())


async def test_a_chat_with_but_a_draft_is_listed_by_it_and_does_not_repeat_it_above(server, tmp_path):
    (tmp_path / "a.png").write_bytes(encoded(corners((30, 20)), "PNG"))
    async with connected(server, tmp_path / "data") as parley:
        listed, title = parley.find("conversation-list").model(), parley.find("chat-title", QLabel)

        async def named(name):
            await parley.until(lambda: [listed.index(0, 0).data()] == [name], f"it is called {name}")

        parley.program._chat.attach_files([str(tmp_path / "a.png")])
        await named("a.png")
        parley.type("composer", "What is this?")
        await named("What is this?")
        assert title.text() == ""
        parley.click("send")
        await parley.answered()
        assert title.text() == "What is this?"


async def test_what_became_of_a_paste_is_not_said_in_another_chat(server, tmp_path):
    async with connected(server, tmp_path) as parley:
        parley.ask("One?")
        await parley.answered()
        parley.window.chat.composer.say_missed(too_large=False)
        area = parley.find("drop-area")
        told = [label.text() for label in area.findChildren(QLabel)]
        assert any(text.startswith("Nothing arrived from the other program.") for text in told)
        parley.workspace.new()
        assert "Drop or paste pictures or files here" in [label.text() for label in area.findChildren(QLabel)]


async def test_a_file_whose_name_is_not_utf_8_is_attached_and_sent(server, tmp_path):
    path = os.fsdecode(os.fsencode(tmp_path / "caf") + b"\xe9.png")
    Path(path).write_bytes(encoded(corners((60, 40)), "PNG"))
    async with connected(server, tmp_path / "data", path) as parley:
        [chip] = await parley.prepared()
        assert "caf\ufffd.png" == chip.name
        parley.type("composer", "What is this?", Qt.Key.Key_Return)
        await parley.answered()
        [sent] = pictures(server)
        assert (60, 40) == sent.size


@pytest.mark.parametrize("text", ["Look at this:", None])
async def test_words_of_a_page_are_pasted_and_its_pictures_attached(qapp, server, tmp_path, text):
    embedded = base64.b64encode(encoded(corners((60, 40)), "PNG")).decode()
    pictures = f"<img src='data:image/png;base64,{embedded}'><img src='{server.base_url}/far.png'>"
    async with connected(server, tmp_path) as parley:
        before = len(server.requests)
        paste_page(qapp, parley, f"<p>Look at this:</p>{pictures}<img src='{server.base_url}/dot.png' width=1>", text)
        assert ["Pictures between the pasted words that were not attached: 1"] == parley.notices()
        assert 1 == len(await parley.prepared())
        parley.press("Attach them")
        near, far = await parley.prepared()
        assert "Look at this:" == parley.window.chat.composer.text()
        assert (60, 40) == (near.image.width, near.image.height)
        assert f"{server.base_url}/far.png" == far.image.url
        assert before == len(server.requests)


async def test_the_pictures_of_a_whole_page_are_attached_only_if_that_is_wanted(qapp, server, tmp_path):
    page = "words" + "".join(f"<img src='https://example.org/{number}.png'>" for number in range(6))
    async with connected(server, tmp_path) as parley:
        paste_page(qapp, parley, page)
        assert "words" == parley.window.chat.composer.text()
        assert ["Pictures between the pasted words that were not attached: 6"] == parley.notices()
        assert not parley.workspace.intake.attachments
        parley.press("Attach them")
        assert [6, []] == [len(parley.workspace.intake.attachments), parley.notices()]

        parley.act("new")
        paste_page(qapp, parley, page)
        parley.key("composer", Qt.Key.Key_Return)
        assert [] == parley.notices()
        await parley.answered()
