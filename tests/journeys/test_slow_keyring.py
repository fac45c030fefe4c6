"""A question that is asked before the keyring has answered."""

from __future__ import annotations

import asyncio

import keyring
import pytest

from desktop import connecting
from desktop.domain.message import State
from desktop.system.secrets import SERVICE, Secrets
from tests.journeys.driver import running
from tests.unit.system.drawer import Drawer


@pytest.fixture
def drawer():
    """The keyring of the system, for this test."""
    before = keyring.get_keyring()
    backend = Drawer()
    keyring.set_keyring(backend)
    yield backend
    backend.open.set()
    keyring.set_keyring(before)


async def test_a_question_waits_for_a_key_that_is_still_being_read(server, tmp_path, drawer):
    drawer.passwords[SERVICE, server.base_url] = "sk-test-kept"
    drawer.open.clear()
    async with running(tmp_path, "--base-url", server.base_url, "--model", "deaf/mute") as parley:
        parley.ask("hi")
        assert ["hi", ""] == parley.texts()
        await parley.until(lambda: drawer.calls, "the keyring is asked")
        await asyncio.sleep(0.1)
        assert not server.questions
        drawer.open.set()
        await parley.answered()
        assert State.COMPLETE is parley.chat.conversation.branch()[-1].state
    assert "Bearer sk-test-kept" == server.questions[0].headers["authorization"]


@pytest.mark.parametrize("needed", [True, False])
async def test_a_keyring_that_hangs_holds_no_question_for_ever(server, tmp_path, drawer, monkeypatch, needed):
    monkeypatch.setattr(Secrets.get, "__defaults__", (0.1,))
    if needed:
        monkeypatch.setattr(connecting, "OPENROUTER", server.base_url)
    drawer.open.clear()
    async with running(tmp_path, "--base-url", server.base_url, "--model", "deaf/mute") as parley:
        parley.ask("hi")
        await parley.answered()
        answer = parley.chat.conversation.branch()[-1]
        assert any("does not answer" in notice for notice in parley.notices())
        if needed:
            assert (State.FAILED, "KeyringSilent", []) == (answer.state, answer.failure.kind, server.questions)
        else:
            assert State.COMPLETE is answer.state
