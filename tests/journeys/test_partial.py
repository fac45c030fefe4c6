"""Answers that are not whole: they stay, marked, with the reason and with ways to go on, after a restart too."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QGuiApplication

from desktop.domain.message import State
from tests.journeys.driver import connected
from tests.server.scripts import delta, spoken, stream
from tests.server.server import Cut, Pause, Stall

WORDS = [delta("It is "), delta("a "), delta("cat")]
THOUGHT = [delta("", reasoning="Whiskers "), delta("", reasoning="and paws.")]
ERROR = {"code": 502, "message": "Upstream ran out of cats", "metadata": {"error_type": "provider_unavailable"}}
WAYS = {
    "stop": ([*THOUGHT, *WORDS, Stall()], "stopped", "This answer was stopped."),
    "length": ([*THOUGHT, *WORDS, delta("", "length")], "cut off", "The answer reached the output limit."),
    "filter": ([*THOUGHT, *WORDS, delta("", "content_filter")], "cut off", "The provider's content filter"),
    "error": ([*THOUGHT, *WORDS, delta("", "error", error=ERROR)], "failed", "Upstream ran out of cats"),
    "lost": ([*THOUGHT, *WORDS, Pause(0.2), Cut(reset=True)], "cut off", "was lost. What had arrived is kept."),
    "ended": ([*THOUGHT, *WORDS, Pause(0.2), Cut()], "cut off", "was lost. What had arrived is kept."),
}


def heard(parley):
    """Name, text and description of the last message, and what can be pressed in it, as a screen reader tells them."""
    transcript = QAccessible.queryAccessibleInterface(parley.transcript)
    last = transcript.child(len(parley.transcript.flow.entries) - 1)
    kinds = (QAccessible.Text.Name, QAccessible.Text.Description)
    return *map(last.text, kinds), last.said(), {t.text(QAccessible.Text.Name): t for t in last.targets()}


def is_kept(parley, state, reason):
    name, description, said, buttons = heard(parley)
    assert name.endswith(state)
    assert reason in description
    assert "It is a cat" == said
    assert {"Continue", "Try again"} <= set(buttons)
    assert any(label.startswith("Reasoning · 3 words") for label in buttons)
    return buttons


def press(target):
    target.actionInterface().doAction(QAccessibleActionInterface.pressAction())


@pytest.mark.parametrize("way", WAYS)
async def test_a_partial_answer_stays_says_why_and_goes_on(server, tmp_path, way):
    script, state, reason = WAYS[way]

    server.on("POST", "/chat/completions", stream(script))
    async with connected(server, tmp_path, "--model", "deaf/mute") as parley:
        parley.ask("What is it?")
        if way == "stop":
            await parley.until(
                lambda: parley.chat.turn and parley.chat.turn.growing.text == "It is a cat", "words came"
            )
            parley.key("composer", Qt.Key.Key_Escape)
        await parley.answered()
        is_kept(parley, state, reason)
    async with connected(server, tmp_path) as parley:
        await parley.until(lambda: len(parley.texts()) == 2, "the chat is back")
        buttons = is_kept(parley, state, reason)
        server.on("POST", "/chat/completions", lambda _: stream(spoken(" indeed.")))
        press(buttons["Continue"])
        await parley.until(lambda: parley.chat.answering, "it goes on")
        await parley.answered()
        assert "It is a cat indeed." == parley.texts()[-1]
        assert State.COMPLETE is parley.chat.conversation.branch()[-1].state
        parley.chat.show_version(parley.chat.conversation.siblings(parley.chat.conversation.leaf)[0])
        *_, buttons = heard(parley)
        press(buttons["Try again"])
        await parley.until(lambda: parley.chat.answering, "it is tried again")
        await parley.answered()
        assert " indeed." == parley.texts()[-1]


async def test_code_that_ends_with_the_answer_is_whole_at_once_and_after_a_restart(server, tmp_path):
    server.on("POST", "/chat/completions", stream([delta("So:\n```python\n"), delta("x = 1\n"), delta("```")]))

    def code(parley):
        piece = parley.transcript.flow.view(1).pieces[-1]
        return piece.is_code and piece.document and piece.document.toPlainText()

    async with connected(server, tmp_path) as parley:
        parley.ask("Code?")
        await parley.answered()
        await parley.until(lambda: code(parley) == "x = 1", "the fence is closed")
    async with connected(server, tmp_path) as parley:
        await parley.until(lambda: len(parley.texts()) == 2, "the chat is back")
        await parley.until(lambda: code(parley) == "x = 1", "it looks the same")


TAGGED = [delta("<th"), delta("ink>\nWhiskers "), delta("and paws.\n</thi"), delta("nk>\n\n"), *WORDS]


async def test_reasoning_between_tags_is_folded_and_neither_copied_nor_sent_back(server, tmp_path):
    server.on("POST", "/chat/completions", stream([*TAGGED, delta("", "stop")]))
    async with connected(server, tmp_path, "--model", "deaf/mute") as parley:
        parley.ask("What is it?")
        await parley.answered()
        _, _, said, buttons = heard(parley)
        parley.transcript.copy_message(parley.chat.conversation.leaf)
        await parley.until(lambda: QGuiApplication.clipboard().text() == "It is a cat", "the answer is copied")
        parley.ask("And?")
        await parley.answered()
        sent = server.questions[-1].json()["messages"]

    assert "It is a cat" == said
    assert any(label.startswith("Reasoning · 3 words") for label in buttons)
    assert {"role": "assistant", "content": "It is a cat"} in sent


ENDED = [delta("Whiskers "), delta("and paws.\n</thi"), delta("nk>\n\n"), *WORDS]


async def test_reasoning_of_which_only_the_end_is_marked_is_folded_and_not_copied_after_a_restart_too(server, tmp_path):
    server.on("POST", "/chat/completions", stream([ENDED[0], Pause(0.5), *ENDED[1:], Pause(0.5), delta("", "stop")]))

    async def is_folded(parley):
        _, _, said, buttons = heard(parley)
        parley.transcript.copy_message(parley.chat.conversation.leaf)
        await parley.until(lambda: QGuiApplication.clipboard().text() == "It is a cat", "the answer is copied")
        assert "It is a cat" == said
        assert any(label.startswith("Reasoning · 3 words") for label in buttons)

    async with connected(server, tmp_path, "--model", "deaf/mute") as parley:
        parley.ask("What is it?")
        await parley.until(lambda: parley.chat.turn and heard(parley)[2].strip() == "Whiskers", "it seems to be said")
        await parley.until(lambda: heard(parley)[2] == "It is a cat", "the answer comes")
        await is_folded(parley)
        assert parley.chat.answering
        await parley.answered()
        await is_folded(parley)
    async with connected(server, tmp_path) as parley:
        await parley.until(lambda: len(parley.texts()) == 2, "the chat is back")
        await is_folded(parley)
        parley.ask("And?")
        await parley.answered()
        assert {"role": "assistant", "content": "It is a cat"} in server.questions[-1].json()["messages"]


async def test_reasoning_between_tags_that_never_ends_leaves_an_answer_that_says_it_is_empty(server, tmp_path):
    server.on("POST", "/chat/completions", stream([*TAGGED[:2], delta("", "stop")]))
    async with connected(server, tmp_path, "--model", "deaf/mute") as parley:
        parley.ask("What is it?")
        await parley.answered()
        _, description, said, buttons = heard(parley)

    assert "" == said
    assert "The answer is empty." in description
    assert any(label.startswith("Reasoning · 1 word") for label in buttons)
