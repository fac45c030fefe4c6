"""What is asked in one chat and answered when another is on view, or would be: it reaches what it was asked for."""

from __future__ import annotations

import threading

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop.domain.attachment import Offer, Preparation
from desktop.domain.picture import Change
from desktop.ui.images import screen
from tests.journeys.driver import running
from tests.journeys.test_second_start import first, names, started
from tests.waiting import LONG


@pytest.fixture
def pictures(tmp_path):
    for name, color in {"secret.png": "white", "red.png": "red", "blue.png": "blue"}.items():
        Image.new("RGB", (400, 300), color).save(tmp_path / name)
    return tmp_path


async def editor(parley, name):
    """The window in which the picture is edited, with a box drawn."""
    [chip] = [chip for chip in parley.workspace.intake.attachments if chip.name == name]
    parley.window.chat.composer.attachment_asked.emit("edit", chip.id)
    dialog = parley.find("retouch")
    await parley.until(lambda: dialog.canvas.marking and dialog.canvas.sharp, "it was read")
    QTest.keyClick(dialog.canvas, Qt.Key.Key_Space)
    await parley.until(dialog.findChild(object, "retouch-apply").isEnabled, "it was made")
    return dialog


async def blacked_out(parley):
    """Whether the one picture that is attached is, once it is prepared."""
    [chip] = await parley.prepared()
    return chip.preparation is Preparation.READY and Change.BLACKED_OUT in chip.changes


async def test_a_second_start_waits_for_the_editor_and_the_picture_goes_blacked_out(pictures, tmp_path):
    async with first(tmp_path / "p", str(pictures / "secret.png")) as parley:
        await parley.prepared()
        chat = parley.chat.conversation.id
        dialog = await editor(parley, "secret.png")
        assert (0, "") == await started(tmp_path / "p", str(pictures / "red.png"))
        assert (0, "") == await started(tmp_path / "p", str(pictures / "blue.png"))
        assert parley.chat.conversation.id == chat
        assert dialog.isVisible()
        QTest.keyClick(dialog.canvas, Qt.Key.Key_Return)
        await parley.until(lambda: names(parley) == ["red.png", "blue.png"], "both are in a new chat")
        assert parley.chat.conversation.id != chat
        await parley.workspace.open(chat)
        assert await blacked_out(parley)


async def test_what_is_done_in_the_editor_reaches_its_chat_whichever_is_on_view(pictures, tmp_path):
    async with running(tmp_path / "p", "--demo", str(pictures / "secret.png")) as parley:
        await parley.prepared()
        chat = parley.chat.conversation.id
        dialog = await editor(parley, "secret.png")
        parley.workspace.new()
        QTest.keyClick(dialog.canvas, Qt.Key.Key_Return)
        assert parley.notices() == ["In another chat secret.png is as you edited it."]
        assert not parley.workspace.intake.attachments
        parley.press("Show")
        await parley.until(lambda: parley.chat.conversation.id == chat, "it is shown")
        assert await blacked_out(parley)
        assert not parley.notices()


async def test_an_editor_whose_picture_has_gone_says_that_nothing_was_done(pictures, tmp_path):
    async with running(tmp_path / "p", "--demo", str(pictures / "secret.png")) as parley:
        [chip] = await parley.prepared()
        dialog = await editor(parley, "secret.png")
        parley.workspace.intake.remove(chip.id, for_good=True)
        QTest.keyClick(dialog.canvas, Qt.Key.Key_Return)
        assert parley.notices() == ["Nothing was done to secret.png: it is no longer attached."]


async def test_an_editor_that_is_left_over_another_chat_offers_nothing_back_there(pictures, tmp_path):
    async with running(tmp_path / "p", "--demo", str(pictures / "secret.png")) as parley:
        await parley.prepared()
        dialog = await editor(parley, "secret.png")
        parley.workspace.new()
        QTest.keyClick(dialog.canvas, Qt.Key.Key_Escape)
        assert not parley.notices()


async def test_a_question_that_waits_for_a_picture_is_not_sent_while_another_is_edited(pictures, tmp_path):
    go_on = threading.Event()

    def slow():
        go_on.wait(LONG)
        return (pictures / "red.png").read_bytes()

    async with running(tmp_path / "p", "--demo", str(pictures / "secret.png")) as parley:
        await parley.prepared()
        parley.workspace.intake.offer([Offer("slow.png", encode=slow)])
        parley.ask("What are these?")
        assert parley.notices()
        await editor(parley, "secret.png")
        assert not parley.notices()
        go_on.set()
        await parley.prepared()
        assert not parley.chat.conversation.children
        parley.find("retouch").reject()


async def test_files_are_attached_where_they_were_asked_for(pictures, tmp_path):
    async with running(tmp_path / "p", "--demo") as parley:
        parley.type("composer", "A draft")
        chat = parley.chat.conversation.id
        parley.act("attach")
        dialog = parley.find("attach-dialog")
        parley.workspace.new()
        dialog.filesSelected.emit([str(pictures / "red.png")])
        dialog.reject()
        assert parley.notices() == ["Attached in another chat."]
        assert not parley.workspace.intake.attachments
        await parley.workspace.open(chat)
        await parley.prepared()
        assert names(parley) == ["red.png"]
        assert "A draft" == parley.window.chat.composer.text()


async def test_a_replacement_comes_into_the_question_that_it_was_chosen_for(pictures, tmp_path):
    async with running(tmp_path / "p", "--demo") as parley:
        parley.ask("Hello")
        await parley.answered()
        chat = parley.chat.conversation
        question = chat.branch()[0].id
        parley.program._chat.editing.replace_refused(question)
        dialog = parley.find("attach-dialog")
        assert "Choose a replacement" == dialog.windowTitle()
        parley.workspace.new()
        dialog.filesSelected.emit([str(pictures / "red.png")])
        dialog.reject()
        await parley.workspace.intake.preparing.finish(20)
        await parley.workspace.open(chat.id)
        await parley.prepared()
        assert (names(parley), parley.workspace.drafting.editing) == (["red.png"], question)


async def test_files_for_a_question_that_is_left_as_it_was_are_not_attached(pictures, tmp_path):
    async with running(tmp_path / "p", "--demo") as parley:
        parley.ask("Hello")
        await parley.answered()
        parley.program._chat.editing.replace_refused(parley.chat.conversation.branch()[0].id)
        dialog = parley.find("attach-dialog")
        parley.program._chat.editing.leave()
        dialog.filesSelected.emit([str(pictures / "red.png")])
        dialog.reject()
        assert parley.notices() == ["Not attached: the question it was for is written no more."]


async def test_a_picture_of_the_screen_comes_into_the_chat_that_it_was_taken_for(pictures, tmp_path, monkeypatch):
    monkeypatch.setattr(screen, "ASIDE", 0)
    async with first(tmp_path / "p") as parley:
        parley.type("composer", "What is this?")
        chat = parley.chat.conversation.id
        parley.act("screen")
        await parley.until(lambda: parley.shown("region-picker"), "one can draw")
        assert (0, "") == await started(tmp_path / "p", str(pictures / "red.png"))
        await parley.until(lambda: names(parley) == ["red.png"], "it is in a new chat")
        picker = parley.find("region-picker")
        QTest.mousePress(picker, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
        QTest.mouseMove(picker, QPoint(109, 59))
        QTest.mouseRelease(picker, Qt.MouseButton.LeftButton, pos=QPoint(109, 59))
        assert names(parley) == ["red.png"]
        await parley.workspace.open(chat)
        await parley.prepared()
        assert names(parley) == ["Screen.png"]
