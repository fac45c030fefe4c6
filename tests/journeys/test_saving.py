"""Saving code out of an answer."""

from __future__ import annotations

from PySide6.QtWidgets import QFileDialog

from desktop.domain.parts import TextFilePart
from desktop.ui.screens.files import FilesScreen
from desktop.ui.screens.saving import Saving
from desktop.ui.transcript.targets import SAVE, places_in
from tests.journeys.driver import running


def dialog_of(parley):
    return parley.find("save-dialog", QFileDialog)


def press_save(parley):
    transcript = parley.transcript
    last = len(transcript.flow.entries) - 1
    place = next(place for place in places_in(transcript.flow, last) if place.target.action == SAVE)
    transcript.deeds.activate(place)


def said(parley):
    return " ".join(parley.notices())


async def test_code_is_saved_where_the_person_says(tmp_path):
    async with running(tmp_path / "data", "--demo") as parley:
        parley.ask("show me formatting")
        await parley.answered()
        press_save(parley)
        dialog = dialog_of(parley)
        proposed = dialog.selectedFiles()[0]
        dialog.selectFile(str(tmp_path / "mine.py"))
        dialog.accept()
        await parley.until((tmp_path / "mine.py").exists, "the file is there")
        await parley.until(lambda: "Saved: mine.py" in said(parley), "it is said")
        assert proposed.endswith(("code.py", "code.txt", "code.sh"))
        assert (tmp_path / "mine.py").read_text("utf-8").endswith("\n")


async def test_what_cannot_be_saved_is_told_and_can_be_saved_elsewhere(tmp_path):
    async with running(tmp_path / "data", "--demo") as parley:
        parley.window.findChild(Saving).save(str(tmp_path / "missing" / "code.py"), "x")
        await parley.until(lambda: "could not be written" in said(parley), "it is said")
        parley.click("notice-action")
        assert dialog_of(parley).selectedFiles()[0].endswith("code.py")
        dialog_of(parley).reject()
        assert "could not be written" not in said(parley)


async def test_what_is_said_of_a_part_of_a_chat_goes_with_that_chat(tmp_path):
    async with running(tmp_path / "data", "--demo") as parley:
        parley.ask("show me formatting")
        await parley.answered()
        parley.window.findChild(Saving).save(str(tmp_path / "missing" / "code.py"), "x")
        await parley.until(lambda: "could not be written" in said(parley), "it is said")
        parley.workspace.new()
        assert not said(parley)


async def test_of_a_file_that_is_lost_is_said_so_in_its_chat_and_nothing_else_is_taken_back(tmp_path):
    async with running(tmp_path / "data", "--demo") as parley:
        parley.ask("show me formatting")
        await parley.answered()
        parley.window.chat.notices.show_notice("file", "Of all conversations.")
        parley.window.findChild(FilesScreen).open(TextFilePart("a.py", "0" * 64, 1, 1, 1))
        await parley.until(lambda: len(parley.notices()) > 1, "it is said")
        parley.workspace.new()
        assert parley.notices() == ["Of all conversations."]
