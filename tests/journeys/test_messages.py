"""What is done with one message: delete and undo, another model, quote, versions; on the demonstration provider."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeView

from tests.journeys.driver import journey, running


def test_a_deleted_message_is_offered_back_and_stays_gone_after_a_restart(qapp, tmp_path):
    async def work():
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

    journey(work())


def test_a_question_without_an_answer_is_asked_again(qapp, tmp_path):
    async def work():
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

    journey(work())


def test_another_model_answers_once(qapp, tmp_path):
    async def work():
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
            parley.act("branches")
            tree = parley.find("branches-tree")
            assert isinstance(tree, QTreeView)
            tree.setCurrentIndex(tree.model().index(0, 0, tree.model().index(1, 0)))
            parley.key("branches-tree", Qt.Key.Key_Return)
            assert answer == parley.chat.conversation.leaf

    journey(work())


def test_a_message_is_quoted_or_what_is_selected_of_it(qapp, tmp_path):
    async def work():
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

    journey(work())
