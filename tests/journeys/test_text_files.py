"""Text and code files: dropped, sent as named text to a model that cannot see, kept, and opened again."""

from __future__ import annotations

import json

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit

from desktop.domain.attachment import Offer
from desktop.ui.transcript.files_row import FILE
from tests.journeys.driver import connected, running

CODE = "def twice(x):\n    return 2 * x\n"


def shown_text(parley):
    field = parley.find("source-text")
    assert isinstance(field, QPlainTextEdit)
    return field.toPlainText()


async def attach(parley, folder, name, data):
    (folder / name).write_bytes(data)
    parley.window.chat.composer.offered.emit([Offer(name, path=str(folder / name))])
    await parley.until(lambda: not parley.workspace.intake.pending, "it is looked into")


async def test_a_code_file_is_sent_by_name_kept_with_the_question_and_opened(server, tmp_path):
    async with connected(server, tmp_path) as parley:
        await attach(parley, tmp_path, "twice.py", CODE.encode())
        chip = parley.find("attachment")
        assert "twice.py, 2 lines, 31 bytes, ~8 tokens, < $0.001" == chip.accessibleName()
        parley.key("attachment", Qt.Key.Key_Space)
        await parley.until(lambda: parley.shown("source-text"), "it is opened")
        assert CODE == shown_text(parley)
        parley.click("source-close")
        parley.ask("What is this?")
        await parley.answered()
    [asked] = server.questions
    said = json.loads(asked.body)["messages"][-1]["content"]
    assert ["What is this?", f"File: twice.py\n```\n{CODE}```"] == [part["text"] for part in said]

    async with connected(server, tmp_path) as parley:
        await parley.until(parley.texts, "it is there again")
        question = parley.chat.conversation.branch()[0]
        parley.transcript.action_requested.emit(question.id, FILE + question.files[0].blob)
        await parley.until(lambda: parley.shown("source-text"), "it is opened")
        assert CODE == shown_text(parley)
        parley.click("source-close")


async def test_what_is_neither_picture_nor_text_says_so_on_its_chip(tmp_path):
    async with running(tmp_path, "--demo") as parley:
        await attach(parley, tmp_path, "a.bin", b"\x7fELF\0\1")
        expected = "a.bin, Files of this kind cannot be attached."
        assert expected == parley.find("attachment").accessibleName()
