"""What is done with one message: delete and undo, another model, quote, versions; on the demonstration provider."""

from __future__ import annotations

import asyncio

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QTreeView

from desktop.domain.message import State
from desktop.ui.screens.invisible import PAUSE
from desktop.ui.transcript.selection import Selection, Spot
from desktop.ui.transcript.targets import places_in
from tests.journeys.driver import Parley, running

KEYBOARD = QContextMenuEvent.Reason.Keyboard


def choose(parley: Parley, message: int, words: str) -> None:
    """Go to a message with the keyboard, open its menu with the menu key, and take an entry."""
    transcript = parley.transcript
    transcript.setFocus()
    transcript.keys.go_to(message)
    QApplication.sendEvent(transcript, QContextMenuEvent(KEYBOARD, QPoint(), QPoint()))
    menu = parley.find("transcript-menu")
    assert isinstance(menu, QMenu)
    (action,) = (
        action
        for action in menu.actions()
        if (text := action.text().replace("&", "")) == words or (words == "Delete" and text.startswith(words))
    )
    action.trigger()
    menu.close()


def click(parley: Parley, message: int, action: str) -> None:
    """Press a button of a message with the mouse."""
    transcript = parley.transcript
    transcript.reveal(message)
    (place,) = (place for place in places_in(transcript.flow, message) if place.target.action == action)
    transcript.reveal_place(place)
    view = transcript.flow.view(message)
    top = transcript.flow.top(message) + view.column.top(place.row) - transcript.scrolled
    at = place.target.rect.center() + QPoint(transcript.left + view.left(place.row), top)
    QTest.mouseClick(transcript.viewport(), Qt.MouseButton.LeftButton, pos=at)


async def test_a_deleted_message_is_offered_back_and_stays_gone_after_a_restart(tmp_path):
    async with running(tmp_path, "--demo") as parley:
        parley.ask("What is Parley?")
        await parley.answered()
        parley.ask("Which shortcuts are there?")
        await parley.answered()
        said = parley.texts()
        third, last = parley.chat.conversation.branch_ids()[2:]
        act = parley.program._chat.messages.act
        act(last, "delete")
        assert ["The message is deleted."] == parley.notices()
        act(third, "delete")
        assert ["2 messages are deleted."] == parley.notices()
        assert said[:2] == parley.texts()
        parley.press("Undo")
        assert said == parley.texts()
        assert [] == parley.notices()
        act(third, "delete")
        assert said[:2] == parley.texts()
    async with running(tmp_path, "--demo") as parley:
        await parley.until(lambda: said[:2] == parley.texts(), "what was left is back")


async def test_a_question_without_an_answer_is_asked_again(tmp_path):
    async with running(tmp_path, "--demo") as parley:
        parley.ask("What is Parley?")
        await parley.answered()
        question, answer = parley.chat.conversation.branch_ids()
        parley.program._chat.messages.act(answer, "delete")
        assert (("answer", "Ask again"),) == parley.transcript.flow.entry(0).fixes
        parley.program._chat.messages.act(question, "answer")
        await parley.answered()
        assert 2 == len(parley.texts())
        assert () == parley.transcript.flow.entry(0).fixes


async def test_another_model_answers_once(tmp_path):
    async with running(tmp_path, "--demo") as parley:
        parley.ask("What is Parley?")
        await parley.answered()
        model, answer = parley.chat.conversation.model, parley.chat.conversation.leaf
        parley.program._chat.messages.act(answer, "another")
        parley.type("model-dialog-search", "mirror", Qt.Key.Key_Return)
        await parley.answered()
        other = parley.chat.conversation.branch()[-1]
        assert ("demo/mirror", model) == (other.model, parley.chat.conversation.model)
        assert (answer, other.id) == parley.chat.conversation.siblings(answer)
        parley.act("versions")
        tree = parley.find("versions-tree")
        assert isinstance(tree, QTreeView)
        tree.setCurrentIndex(tree.model().index(0, 0, tree.model().index(0, 0)))
        parley.key("versions-tree", Qt.Key.Key_Return)
        assert answer == parley.chat.conversation.leaf


async def test_a_version_on_view_is_gone_to(tmp_path):
    async with running(tmp_path, "--demo") as parley:
        for _ in range(3):
            parley.ask("show me formatting")
            await parley.answered()
        parley.transcript.scroll_to_end()
        before, leaf = parley.transcript.scrolled, parley.chat.conversation.leaf
        parley.act("versions")
        parley.key("versions-tree", Qt.Key.Key_Home)
        parley.key("versions-tree", Qt.Key.Key_Return)

        assert before > parley.transcript.scrolled == 0
        assert (0, leaf) == (parley.transcript.keys.entry, parley.chat.conversation.leaf)
        assert parley.window.focusWidget() is parley.transcript


async def test_an_answer_that_was_asked_for_is_followed(tmp_path):
    async with running(tmp_path, "--demo") as parley:
        parley.ask("show me formatting")
        await parley.answered()
        parley.transcript.verticalScrollBar().setValue(0)
        left = parley.transcript.flow.following
        parley.act("regenerate")
        await parley.until(lambda: parley.chat.answering, "it is asked again")

        assert not left
        assert parley.transcript.flow.following
        await parley.answered()
        assert parley.transcript.verticalScrollBar().value() == parley.transcript.verticalScrollBar().maximum() > 0


async def test_a_message_is_quoted_or_what_is_selected_of_it(tmp_path):
    async with running(tmp_path, "--demo") as parley:
        parley.window.chat.composer.type_text("What is\n\nParley?")
        parley.key("composer", Qt.Key.Key_Return)
        await parley.answered()
        question = parley.chat.conversation.branch_ids()[0]
        parley.program._chat.messages.act(question, "quote")
        assert "> What is\n>\n> Parley?\n\n" == parley.window.chat.composer.text()
        parley.program._chat.messages.act(question, "source")
        assert parley.shown("source-dialog")
        parley.find("source-dialog").accept()


def copied_markdown():
    return QGuiApplication.clipboard().mimeData().data("text/markdown").data().decode()


async def test_everything_can_be_done_with_the_keyboard(tmp_path):
    async with running(tmp_path, "--demo") as parley:
        parley.ask("What is Parley?")
        await parley.answered()
        question, answer = parley.texts()
        choose(parley, 1, "Copy")
        assert answer == copied_markdown()
        assert "**" not in QGuiApplication.clipboard().text()
        choose(parley, 1, "Copy as Markdown")
        assert answer == QGuiApplication.clipboard().text()
        choose(parley, 1, "Quote")
        assert parley.window.chat.composer.text().startswith("> ")
        parley.window.chat.composer.set_text("")
        choose(parley, 1, "Show the source…")
        parley.key("source-copy", Qt.Key.Key_Space)
        assert answer == QGuiApplication.clipboard().text()
        parley.key("source-dialog", Qt.Key.Key_Escape)
        choose(parley, 1, "Regenerate")
        await parley.answered()
        assert 2 == parley.transcript.flow.entry(1).version
        choose(parley, 1, "Previous version")
        assert 1 == parley.transcript.flow.entry(1).version
        choose(parley, 1, "All versions…")
        parley.key("versions-tree", Qt.Key.Key_Down)
        parley.key("versions-tree", Qt.Key.Key_Return)
        assert 2 == parley.transcript.flow.entry(1).version
        choose(parley, 1, "Regenerate with another model…")
        parley.type("model-dialog-search", "mirror", Qt.Key.Key_Return)
        await parley.answered()
        assert "demo/mirror" == parley.chat.conversation.branch()[-1].model
        choose(parley, 0, "Edit")
        assert question == parley.window.chat.composer.text()
        parley.key("composer", Qt.Key.Key_Escape)
        choose(parley, 1, "Delete")
        assert answer == parley.texts()[1]
        assert ["The message is deleted."] == parley.notices()


async def test_the_buttons_of_a_message_do_the_same(tmp_path):
    async with running(tmp_path, "--demo") as parley:
        parley.ask("What is Parley?")
        await parley.answered()
        click(parley, 1, "copy")
        assert parley.texts()[1] == copied_markdown()
        click(parley, 1, "regenerate")
        await parley.answered()
        click(parley, 1, "previous")
        assert 1 == parley.transcript.flow.entry(1).version
        click(parley, 1, "versions")
        assert parley.shown("versions-dialog")
        parley.key("versions-dialog", Qt.Key.Key_Escape)
        click(parley, 1, "more")
        assert parley.shown("transcript-menu")
        parley.key("transcript-menu", Qt.Key.Key_Escape)
        click(parley, 0, "edit")
        assert parley.texts()[0] == parley.window.chat.composer.text()


async def test_what_is_selected_of_a_message_is_quoted(tmp_path):
    async with running(tmp_path, "--demo") as parley:
        parley.ask("one two three")
        await parley.answered()
        transcript = parley.transcript
        transcript.reveal(0)
        view = transcript.flow.view(0)
        transcript.select(Selection(Spot(0, view.first_piece, 4), Spot(0, view.first_piece, 7)))
        parley.window.chat.composer.set_text("see")
        choose(parley, 0, "Quote")
        assert "see\n\n> two\n\n" == parley.window.chat.composer.text()
        choose(parley, 1, "Quote")
        assert parley.texts()[1].split("\n")[0] in parley.window.chat.composer.text()


async def test_a_deletion_can_be_undone_from_another_chat(tmp_path):
    async with running(tmp_path, "--demo") as parley:
        parley.ask("What is Parley?")
        await parley.answered()
        said, chat = parley.texts(), parley.chat
        choose(parley, 1, "Delete")
        parley.act("new")
        assert ["In another chat: The message is deleted."] == parley.notices()
        parley.press("Undo")
        parley.type("composer", "a draft")
        await parley.workspace.open(chat.conversation.id)
        assert said == parley.texts()
    async with running(tmp_path, "--demo") as parley:
        await parley.until(lambda: said == parley.texts(), "it is stored")


async def test_the_undo_key_brings_back_what_was_deleted_also_when_the_notice_is_gone(tmp_path):
    async with running(tmp_path, "--demo") as parley:
        parley.ask("What is Parley?")
        await parley.answered()
        parley.ask("Which shortcuts are there?")
        await parley.answered()
        first, said, third = parley.chat, parley.texts(), parley.chat.conversation.branch_ids()[2]
        for message_id in (first.conversation.leaf, third):
            parley.program._chat.messages.act(message_id, "delete")
            parley.window.chat.notices.remove_notice("message")
        parley.act("new")
        await parley.until(lambda: first.saving.stored_whole, "it is stored")
        await parley.workspace.open(first.conversation.id)
        assert said[:2] == parley.texts()
        parley.transcript.setFocus()
        for shown in (3, 4, 4):
            QTest.keyClick(parley.transcript, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
            assert said[:shown] == parley.texts()


async def test_the_undo_key_brings_back_what_was_deleted_in_the_chat_on_view_alone(tmp_path):
    async with running(tmp_path, "--demo") as parley:
        parley.ask("What is Parley?")
        await parley.answered()
        first, said = parley.chat, parley.texts()
        choose(parley, 1, "Delete")
        parley.act("new")
        parley.ask("Which shortcuts are there?")
        await parley.answered()
        parley.transcript.setFocus()
        QTest.keyClick(parley.transcript, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert ["In another chat: The message is deleted."] == parley.notices()
        choose(parley, 1, "Delete")
        QTest.keyClick(parley.transcript, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert 2 == len(parley.texts())
        assert ["In another chat: The message is deleted."] == parley.notices()
        await parley.workspace.open(first.conversation.id)
        assert said[:1] == parley.texts()
        QTest.keyClick(parley.transcript, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert said == parley.texts()
        assert [] == parley.notices()


async def test_while_an_answer_comes_it_is_said_why_nothing_is_done(tmp_path):
    async with running(tmp_path, "--demo") as parley:
        parley.ask("show me formatting")
        await parley.until(lambda: parley.chat.turn and parley.chat.turn.growing.text, "the answer begins")
        for words in ("Delete", "Edit"):
            choose(parley, 0, words)
            assert ["An answer is still coming."] == parley.notices()
        assert 2 == len(parley.texts())
        parley.press("Stop")
        await parley.answered()
        assert [] == parley.notices()


async def test_versions_of_the_last_answer_are_shown_from_the_composer_and_the_menu(tmp_path):
    async with running(tmp_path, "--demo") as parley:
        for _ in range(2):
            parley.ask("show me formatting")
            await parley.answered()
        parley.act("next-version")
        assert 1 == parley.transcript.flow.entry(3).versions
        parley.act("regenerate")
        await parley.answered()
        editor, entry = parley.find("composer"), parley.transcript.flow.entry
        editor.setFocus()
        for key, version in ((Qt.Key.Key_Left, 1), (Qt.Key.Key_Left, 1), (Qt.Key.Key_Right, 2)):
            QTest.keyClick(editor, key, Qt.KeyboardModifier.AltModifier)
            assert (version, 2) == (entry(3).version, entry(3).versions)
        menu = next(o for o in parley.window.actions_by_id["stop"].associatedObjects() if isinstance(o, QMenu))
        menu.aboutToShow.emit()
        able = [parley.window.actions_by_id[f"{way}-version"].isEnabled() for way in ("previous", "next")]
        menu.aboutToHide.emit()
        assert [True, False] == able
        parley.act("previous-version")
        assert 1 == entry(3).version
        parley.transcript.setFocus()
        parley.transcript.keys.go_to(1)
        parley.act("next-version")
        assert (1, 1) == (entry(1).versions, entry(3).version)


async def test_what_has_come_of_an_answer_is_copied_quoted_and_shown_while_more_comes(tmp_path):
    async with running(tmp_path, "--demo") as parley:
        parley.ask("show me formatting")
        await parley.until(lambda: parley.chat.turn and len(parley.chat.turn.growing.text) > 40, "it begins")
        said = parley.chat.turn.growing.text[:20]
        answer = parley.chat.turn.message.id
        parley.transcript.action_requested.emit(answer, "copy-markdown")
        assert QGuiApplication.clipboard().text().startswith(said)
        parley.transcript.action_requested.emit(answer, "source")
        parley.key("source-copy", Qt.Key.Key_Space)
        assert QGuiApplication.clipboard().text().startswith(said)
        parley.find("source-dialog").accept()
        parley.transcript.action_requested.emit(answer, "quote")
        assert parley.window.chat.composer.text().startswith(f"> {said.splitlines()[0]}")
        assert parley.chat.answering


async def test_while_an_answer_comes_other_versions_are_looked_at_and_it_goes_on(tmp_path):
    async with running(tmp_path, "--demo") as parley:
        parley.ask("show me formatting")
        await parley.answered()
        said = parley.texts()
        parley.act("regenerate")
        await parley.until(lambda: parley.chat.turn and parley.chat.turn.growing.text, "the other one begins")
        transcript, turn = parley.transcript, parley.chat.turn
        transcript.setFocus()
        transcript.keys.go_to(1)
        QTest.keyClick(transcript, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
        assert said == parley.texts()
        assert [] == parley.notices()
        assert not transcript.flow.entry(1).streaming
        before = len(turn.growing.text)
        await parley.until(lambda: len(turn.growing.text) > before, "it goes on")
        assert parley.shown("stop")
        QTest.keyClick(transcript, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
        assert transcript.flow.entry(1).streaming
        await parley.until(lambda: len(transcript.flow.entry(1).blocks.text) > before, "it is shown as it comes")
        QTest.keyClick(transcript, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
        await parley.answered()
        assert said == parley.texts()
        answers = parley.chat.conversation.siblings(parley.chat.conversation.leaf)
        other = parley.chat.conversation.messages[answers[-1]]
        assert (State.COMPLETE, said[1]) == (other.state, other.text)
    async with running(tmp_path, "--demo") as parley:
        await parley.until(lambda: said == parley.texts(), "what was on view is again")
        click(parley, 1, "next")
        assert other.text == parley.texts()[1]
        assert State.COMPLETE is parley.chat.conversation.branch()[1].state


async def test_the_keyboard_stays_with_the_transcript_where_escape_stops_an_answer(tmp_path):
    async with running(tmp_path, "--demo") as parley:
        parley.ask("show me formatting")
        await parley.until(lambda: parley.chat.turn and parley.chat.turn.growing.text, "the answer begins")
        transcript = parley.transcript
        transcript.setFocus()
        transcript.keys.go_to(1)
        QTest.keyClick(transcript, Qt.Key.Key_Escape)
        await parley.answered()
        assert transcript.hasFocus()
        assert 1 == transcript.keys.entry
        QTest.keyClick(transcript, Qt.Key.Key_Escape)
        assert parley.window.chat.composer.isAncestorOf(QApplication.focusWidget())


async def test_deleting_what_is_being_edited_ends_the_edit(tmp_path):
    async with running(tmp_path, "--demo") as parley:
        parley.ask("What is Parley?")
        await parley.answered()
        parley.type("composer", "a draft")
        choose(parley, 0, "Edit")
        choose(parley, 0, "Delete")
        assert "a draft" == parley.window.chat.composer.text()
        assert [] == parley.texts()
        parley.key("composer", Qt.Key.Key_Return)
        await parley.answered()
        assert "a draft" == parley.texts()[0]


async def test_an_edit_survives_switching_chats_and_a_restart(tmp_path):
    async with running(tmp_path, "--demo") as parley:
        parley.ask("What is Parley?")
        await parley.answered()
        name = parley.chat.conversation.id
        choose(parley, 0, "Edit")
        parley.type("composer", " Really?")
        parley.act("new")
        assert not parley.shown("leave-edit")
        assert "" == parley.window.chat.composer.text()
        await parley.workspace.open(name)
        assert parley.shown("leave-edit")
        assert "What is Parley? Really?" == parley.window.chat.composer.text()
    async with running(tmp_path, "--demo") as parley:
        await parley.until(lambda: parley.shown("leave-edit"), "the edit goes on")
        assert "What is Parley? Really?" == parley.window.chat.composer.text()
        parley.key("composer", Qt.Key.Key_Return)
        await parley.answered()
        assert "What is Parley? Really?" == parley.texts()[0]
        assert not parley.shown("leave-edit")
        choose(parley, 0, "Previous version")
        choose(parley, 0, "Edit")
        assert "What is Parley?" == parley.window.chat.composer.text()


async def rewritten(parley):
    """The name of a chat whose question is being rewritten over a draft."""
    parley.ask("What is Parley?")
    await parley.answered()
    parley.type("composer", "a draft")
    choose(parley, 0, "Edit")
    parley.window.chat.composer.set_text("Ten minutes of work")
    return parley.chat.conversation.id


async def test_an_edit_that_escape_took_away_comes_back(tmp_path):
    async with running(tmp_path, "--demo") as parley:
        name = await rewritten(parley)
        composer = parley.window.chat.composer
        parley.key("composer", Qt.Key.Key_Escape)
        assert ("a draft", False) == (composer.text(), parley.shown("leave-edit"))
        assert ["The question stays as it was."] == parley.notices()
        parley.press("Undo")
        assert ("Ten minutes of work", True) == (composer.text(), parley.shown("leave-edit"))
        assert [] == parley.notices()
        parley.key("composer", Qt.Key.Key_Escape)
        parley.act("new")
        assert ["In another chat: The question stays as it was."] == parley.notices()
        parley.press("Undo")
        await parley.until(lambda: parley.chat.conversation.id == name, "its chat is opened")
        assert ("Ten minutes of work", []) == (composer.text(), parley.notices())
        parley.click("leave-edit")
        choose(parley, 0, "Edit")
        assert ("Ten minutes of work", []) == (composer.text(), parley.notices())
        parley.key("composer", Qt.Key.Key_Escape)
        parley.click("notice-dismiss")
        choose(parley, 0, "Edit")
        assert "What is Parley?" == composer.text()
        parley.key("composer", Qt.Key.Key_Escape)
        assert [] == parley.notices()
        assert "a draft" == composer.text()
        await parley.workspace.library.save_drafts()
        assert {} == await parley.workspace.library.edits(name)


@pytest.mark.parametrize("gone", [0, 2])
async def test_an_edit_of_a_question_that_is_deleted_is_not_offered_back(tmp_path, gone):
    async with running(tmp_path, "--demo") as parley:
        parley.ask("hello")
        await parley.answered()
        parley.ask("What is Parley?")
        await parley.answered()
        said, question = parley.texts(), parley.chat.conversation.branch_ids()[2]
        choose(parley, 2, "Edit")
        parley.window.chat.composer.set_text("Ten minutes of work")
        parley.key("composer", Qt.Key.Key_Escape)
        assert "The question stays as it was." in parley.notices()
        choose(parley, gone, "Delete")
        assert 1 == len(parley.notices())
        parley.transcript.action_requested.emit(question, "edit")
        assert not parley.workspace.drafting.begin_edit(question)
        assert not parley.shown("leave-edit")
        parley.press("Undo")
        assert said == parley.texts()
        choose(parley, 2, "Edit")
        assert "Ten minutes of work" == parley.window.chat.composer.text()
        parley.key("composer", Qt.Key.Key_Return)
        await parley.answered()
        assert ["hello", "Ten minutes of work"] == parley.texts()[::2]


async def test_an_edit_is_not_taken_up_again_while_an_answer_comes(tmp_path):
    async with running(tmp_path, "--demo") as parley:
        await rewritten(parley)
        parley.key("composer", Qt.Key.Key_Escape)
        parley.window.chat.composer.set_text("show me formatting")
        parley.key("composer", Qt.Key.Key_Return)
        parley.press("Undo")
        assert {"The question stays as it was.", "An answer is still coming."} == set(parley.notices())
        await parley.answered()
        parley.press("Undo")
        assert "Ten minutes of work" == parley.window.chat.composer.text()


@pytest.mark.parametrize(("action", "dialog"), [("another", "model-dialog"), ("versions", "versions-dialog")])
async def test_what_is_chosen_for_a_chat_is_asked_no_longer_when_another_one_is_shown(tmp_path, action, dialog):
    async with running(tmp_path, "--demo") as parley:
        parley.ask("What is Parley?")
        await parley.answered()
        parley.program._chat.messages.act(parley.chat.conversation.leaf, action)
        assert parley.shown(dialog)
        parley.workspace.new()
        assert [] == parley.texts()
        assert not parley.shown(dialog)


async def test_a_word_about_a_paste_goes_with_what_was_pasted(qapp, tmp_path):
    async with running(tmp_path, "--demo") as parley:
        for leave in (lambda: parley.act("new"), lambda: parley.click("send")):
            qapp.clipboard().setText("Hello\U000e0041\U000e0042")
            parley.find("composer").paste()
            assert ["The pasted text has invisible characters: 2."] == parley.notices()
            leave()
            assert [] == parley.notices()
        await parley.answered()


async def test_a_word_about_a_paste_goes_when_nothing_of_it_is_left(qapp, tmp_path):
    async with running(tmp_path, "--demo") as parley:
        composer = parley.find("composer")
        said = ["The pasted text has invisible characters: 1."]
        qapp.clipboard().setText("Hello\U000e0041")
        composer.paste()
        parley.type("composer", " there")
        await asyncio.sleep(3 * PAUSE / 1000)
        assert said == parley.notices()
        composer.selectAll()
        QTest.keyClick(composer, Qt.Key.Key_Delete)
        assert [] == parley.notices()
        composer.paste()
        assert said == parley.notices()
        QTest.keyClick(composer, Qt.Key.Key_Backspace)
        QTest.keyClick(composer, Qt.Key.Key_Backspace)
        assert "Hell" == composer.text()
        await parley.until(lambda: not parley.notices(), "none is left")


async def test_another_conversation_and_back_is_the_same_line(tmp_path):
    async with running(tmp_path, "--demo") as parley:
        for _ in range(6):
            parley.ask("What is Parley?")
            await parley.answered()
        first = parley.chat.conversation.id
        bar = parley.transcript.verticalScrollBar()
        await parley.until(lambda: bar.maximum() > 300)
        bar.setValue(bar.maximum() // 2)
        read = parley.transcript.flow.mark
        parley.act("new")
        parley.ask("Which shortcuts are there?")
        await parley.answered()
        second = parley.chat.conversation.id
        await parley.workspace.open(first)
        assert read == parley.transcript.flow.mark
        await parley.workspace.open(second)
        assert parley.transcript.flow.following


async def test_what_is_brought_back_is_on_view_again_and_has_the_keyboard(tmp_path):
    async with running(tmp_path, "--demo") as parley:
        for _ in range(4):
            parley.ask("What is Parley?")
            await parley.answered()
        transcript, bar = parley.transcript, parley.transcript.verticalScrollBar()
        await parley.until(lambda: bar.maximum() > 300)
        bar.setValue(bar.maximum() - 40)
        read = transcript.flow.mark
        transcript.setFocus()
        transcript.keys.take(7)
        QTest.keyClick(transcript, Qt.Key.Key_Delete)
        assert 7 == len(transcript.flow.entries)
        bar.setValue(0)
        QTest.keyClick(transcript, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert 8 == len(transcript.flow.entries)
        assert read == transcript.flow.mark
        assert 7 == transcript.keys.entry


async def test_pages_turn_in_the_conversation_from_an_empty_composer_and_back_tab_goes_there(tmp_path):
    async with running(tmp_path, "--demo") as parley:
        for _ in range(4):
            parley.ask("What is Parley?")
            await parley.answered()
        bar = parley.transcript.verticalScrollBar()
        await parley.until(lambda: bar.maximum() > 300)
        end = bar.value()
        parley.key("composer", Qt.Key.Key_PageUp)
        assert bar.value() < end
        parley.key("composer", Qt.Key.Key_PageDown)
        assert bar.value() == end
        parley.type("composer", "A draft")
        parley.key("composer", Qt.Key.Key_PageUp)
        assert bar.value() == end
        parley.key("composer", Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        assert parley.transcript.hasFocus()
        assert 7 == parley.transcript.keys.entry


async def test_the_notice_of_a_deletion_does_not_hide_what_helps(tmp_path):
    async with running(tmp_path, "--demo") as parley:
        for _ in range(4):
            parley.ask("What is Parley?")
            await parley.answered()
        bar = parley.transcript.verticalScrollBar()
        await parley.until(lambda: bar.maximum() > 300)
        bar.setValue(bar.maximum() - 40)
        room = parley.transcript.viewport().height()
        parley.program._chat.messages.act(parley.chat.conversation.leaf, "delete")
        await parley.until(lambda: parley.transcript.viewport().height() < room, "the notice has its room")
        assert bar.value() == bar.maximum()
