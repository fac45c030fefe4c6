from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from desktop.ui.screens.needs import NeedScreen
from tests.unit.services.test_workspace import SEEING, house


async def test_what_is_needed_is_told_anew_when_an_earlier_question_is_edited_and_when_it_is_left(qapp, tmp_path):
    told, typed = [], QLineEdit()
    async with house(tmp_path, SEEING) as (workspace, made):
        workspace.choose_model("b/seeing")
        workspace.drafting.keep_text("x" * 40)
        workspace.send()
        await made.answered()
        NeedScreen(typed, workspace, typed.textChanged, lambda: told.append(workspace.need().tokens))
        workspace.drafting.begin_edit(workspace.chat.conversation.branch_ids()[0])
        workspace.drafting.leave_edit()

    chat, question = 11, 10  # and an answer of two letters
    assert told[:3] == [chat, question, chat]
