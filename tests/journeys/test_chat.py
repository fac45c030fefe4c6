"""Chatting, on the demonstration provider: ask, watch, stop, ask again, edit, rename, delete, reopen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from desktop.domain.message import State
from desktop.store.settings import Settings
from desktop.system.paths import paths
from desktop.ui.sidebar.conversations import ConversationListModel
from desktop.ui.transcript import copying
from tests.journeys.driver import running


async def test_a_question_is_answered_as_it_streams_and_is_there_after_a_restart(tmp_path):
    async with running(tmp_path, "--demo") as parley:
        parley.ask("What is Parley?")
        await parley.until(lambda: parley.chat.turn and parley.chat.turn.growing.text, "the answer begins")
        assert parley.shown("stop")
        assert not parley.shown("send")
        await parley.answered()
        said = parley.texts()
        assert "What is Parley?" == said[0]
        assert said[1]
        assert parley.shown("send")
    async with running(tmp_path, "--demo") as parley:
        await parley.until(lambda: parley.texts() == said, "the conversation is back")


async def test_the_newest_settings_are_the_ones_that_are_kept(tmp_path):
    async with running(tmp_path, "--demo") as parley:
        for round_ in range(21):
            parley.window.actions_by_id["attribution"].setChecked(round_ % 2 == 0)
    assert Settings(paths(tmp_path).settings).load().attribution


async def test_stopping_keeps_what_had_arrived(tmp_path):
    async with running(tmp_path, "--demo") as parley:
        parley.ask("show me formatting")
        await parley.until(lambda: parley.chat.turn and len(parley.chat.turn.growing.text) > 20, "text arrives")
        parley.key("composer", Qt.Key.Key_Escape)
        await parley.answered()
        answer = parley.chat.conversation.branch()[-1]
        assert State.STOPPED is answer.state
        assert answer.text


async def test_the_menu_of_answers_offers_what_does_something_and_keys_stay(tmp_path):
    async with running(tmp_path, "--demo") as parley:
        actions = parley.window.actions_by_id
        names = ("stop", "regenerate", "edit", "copy")
        menu = next(found for found in actions["stop"].associatedObjects() if isinstance(found, QMenu))

        def offered():
            menu.popup(parley.window.pos())
            found = [name for name in names if actions[name].isEnabled()]
            menu.close()
            return found

        nothing = offered()
        parley.ask("show me formatting")
        await parley.until(lambda: parley.chat.answering, "it is asked")
        coming = offered()
        await parley.answered()

        assert [] == nothing
        assert ["stop", "copy"] == coming
        assert ["regenerate", "edit", "copy"] == offered()
        assert all(actions[name].isEnabled() for name in names)


async def test_asking_again_and_editing_make_versions(tmp_path):
    async with running(tmp_path, "--demo") as parley:
        parley.ask("What is Parley?")
        await parley.answered()
        first = parley.chat.conversation.leaf
        parley.act("regenerate")
        await parley.answered()
        assert 2 == len(parley.chat.conversation.siblings(first))
        parley.key("composer", Qt.Key.Key_Up)
        assert "What is Parley?" == parley.window.chat.composer.text()
        parley.type("composer", " Really?", Qt.Key.Key_Return)
        await parley.answered()
        assert "What is Parley? Really?" == parley.texts()[0]
        assert 4 + 1 == len(parley.chat.conversation.messages)


async def test_a_draft_survives_a_restart(tmp_path):
    async with running(tmp_path, "--demo") as parley:
        parley.type("composer", "not sent yet")
    async with running(tmp_path, "--demo") as parley:
        await parley.until(lambda: parley.window.chat.composer.text() == "not sent yet", "the draft is back")


async def test_what_is_typed_into_the_first_window_stays_and_comes_behind_the_draft(tmp_path):
    async with running(tmp_path, "--demo", typed="too early") as parley:
        first = parley.chat.conversation.id
        assert "too early" == parley.window.chat.composer.text()
    async with running(tmp_path, "--demo", typed=", or not?") as parley:
        assert first == parley.chat.conversation.id
        assert "too early, or not?" == parley.window.chat.composer.text()
    async with running(tmp_path, "--demo") as parley:
        assert "too early, or not?" == parley.window.chat.composer.text()


async def test_a_deleted_chat_comes_back_with_undo(tmp_path):
    async with running(tmp_path, "--demo") as parley:
        parley.ask("hello")
        await parley.answered()
        await parley.until(lambda: parley.workspace.library.summaries, "the list knows the chat")
        said = parley.texts()
        parley.act("delete")
        await parley.until(lambda: not parley.workspace.library.summaries, "the list is empty")
        parley.press("Undo")
        await parley.until(lambda: parley.texts() == said, "the chat is back")


async def test_the_list_says_which_chats_are_being_answered(tmp_path):
    async with running(tmp_path, "--demo") as parley:
        rows = parley.find("conversation-list").model()

        def answering():
            return [rows.index(at, 0).data(ConversationListModel.ANSWERING) for at in range(rows.rowCount())]

        parley.ask("show me formatting")
        await parley.until(lambda: answering() == [True], "the row has its sign")
        parley.act("new")
        assert [True] == answering()
        await parley.until(lambda: answering() == [False], "the answer has ended")


async def test_chats_that_were_deleted_one_after_the_other_come_back_together(tmp_path):
    async with running(tmp_path, "--demo") as parley:
        library, delete = parley.workspace.library, parley.window.sidebar.delete_requested.emit
        for text in ("one", "two", "three"):
            parley.act("new")
            parley.ask(text)
            await parley.answered()
        await parley.until(lambda: 3 == len(library.summaries), "the list knows all")
        listed, on_view = library.summaries, parley.chat.conversation.id
        for summary in listed[:2]:
            delete(summary.id)
        assert ["2 chats are deleted."] == parley.notices()
        parley.press("Undo")
        await parley.until(lambda: listed == library.summaries, "all are back")
        await parley.until(lambda: on_view == parley.chat.conversation.id, "and what was on view")
        assert [] == parley.notices()
        delete(listed[0].id)
        assert ["The chat is deleted."] == parley.notices()
        parley.click("notice-dismiss")
        delete(listed[1].id)
        assert ["The chat is deleted."] == parley.notices()


async def test_it_is_said_when_copying_takes_longer(tmp_path, monkeypatch):
    monkeypatch.setattr(copying, "AT_ONCE", 0.0)
    async with running(tmp_path, "--demo") as parley:
        parley.ask("hello")
        await parley.answered()
        status = parley.find("status")
        parley.act("copy")
        assert "Copying …" == status.text()
        await parley.until(lambda: "Copied." == status.text(), "it is there")
