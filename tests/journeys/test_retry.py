"""Waiting for another try: the reason and the seconds are in sight, and it can be given up at any time."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from desktop.domain.message import State
from tests.journeys.driver import connected
from tests.server.scripts import error, spoken, stream

BUSY = error(429, "The free tier is busy.", headers={"Retry-After": "40"})


def told(parley):
    """What a screen reader hears below the last message."""
    transcript = QAccessible.queryAccessibleInterface(parley.transcript)
    return transcript.child(transcript.childCount() - 1).text(QAccessible.Text.Description)


@pytest.mark.parametrize(
    "give_up",
    [lambda parley: parley.key("composer", Qt.Key.Key_Escape), lambda parley: parley.click("stop")],
    ids=["escape", "stop"],
)
async def test_why_and_how_long_is_in_sight_and_stopping_ends_it(server, tmp_path, give_up):
    server.on("POST", "/chat/completions", BUSY)
    async with connected(server, tmp_path) as parley:
        parley.ask("hi")
        await parley.until(lambda: "Trying again in" in told(parley), "the wait is told")
        assert "Too many requests for now. The free tier is busy." in told(parley)
        give_up(parley)
        await parley.answered()
        assert State.STOPPED is parley.chat.conversation.branch()[-1].state
        assert "Trying again" not in told(parley)
    assert 1 == len(server.questions)


async def test_the_next_try_answers_and_the_reason_is_gone(server, tmp_path):
    down = error(503, "Overloaded.", {"provider_name": "Cumulus"})
    server.on("POST", "/chat/completions", down, stream(spoken("Here it is.")))
    async with connected(server, tmp_path) as parley:
        parley.ask("hi")
        await parley.until(lambda: "The provider Cumulus failed: Overloaded." in told(parley), "told why")
        await parley.answered()
        assert ["hi", "Here it is."] == parley.texts()
        assert "Cumulus" not in told(parley)
    assert 2 == len(server.questions)
