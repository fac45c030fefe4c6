"""Waiting for another try: the reason and the seconds are in sight, and it can be given up at any time."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from desktop.domain.message import State
from tests.journeys.driver import journey, running
from tests.server.scripts import error, spoken, stream, works
from tests.server.server import ScriptedServer

BUSY = error(429, "The free tier is busy.", headers={"Retry-After": "40"})


def told(parley):
    """What a screen reader hears below the last message."""
    transcript = QAccessible.queryAccessibleInterface(parley.transcript)
    return transcript.child(transcript.childCount() - 1).text(QAccessible.Text.Description)


def questions(server):
    return [r for r in server.requests if r.method == "POST"]


@pytest.mark.parametrize(
    "give_up",
    [lambda parley: parley.key("composer", Qt.Key.Key_Escape), lambda parley: parley.click("stop")],
    ids=["escape", "stop"],
)
def test_why_and_how_long_is_in_sight_and_stopping_ends_it(qapp, tmp_path, give_up):
    async def work():
        with ScriptedServer() as server:
            works(server)
            server.on("POST", "/chat/completions", BUSY)
            async with running(tmp_path, "--base-url", server.base_url) as parley:
                await parley.until(lambda: parley.chat.conversation.model, "the list came")
                parley.ask("hi")
                await parley.until(lambda: "Trying again in" in told(parley), "the wait is told")
                assert "Too many requests for now. The free tier is busy." in told(parley)
                give_up(parley)
                await parley.answered()
                assert State.STOPPED is parley.chat.conversation.branch()[-1].state
                assert "Trying again" not in told(parley)
            assert 1 == len(questions(server))

    journey(work())


def test_the_next_try_answers_and_the_reason_is_gone(qapp, tmp_path):
    async def work():
        with ScriptedServer() as server:
            works(server)
            down = error(503, "Overloaded.", {"provider_name": "Cumulus"})
            server.on("POST", "/chat/completions", down, stream(spoken("Here it is.")))
            async with running(tmp_path, "--base-url", server.base_url) as parley:
                await parley.until(lambda: parley.chat.conversation.model, "the list came")
                parley.ask("hi")
                await parley.until(lambda: "The provider Cumulus failed: Overloaded." in told(parley), "told why")
                await parley.answered()
                assert ["hi", "Here it is."] == parley.texts()
                assert "Cumulus" not in told(parley)
            assert 2 == len(questions(server))

    journey(work())
