"""The program names itself in requests only while the person wants it to."""

from __future__ import annotations

import json

from desktop.system.paths import paths
from tests.journeys.driver import journey, running
from tests.server.scripts import works
from tests.server.server import ScriptedServer


def named(server):
    """Whether each question that came says that Parley asks."""
    questions = [r for r in server.requests if r.method == "POST"]
    return [r.headers.get("x-openrouter-title") == "Parley" and "http-referer" in r.headers for r in questions]


def kept(places):
    return places.settings.exists() and json.loads(places.settings.read_text("utf-8"))["attribution"]


async def ask(parley):
    await parley.until(lambda: parley.chat.conversation.model, "the list came")
    parley.ask("hi")
    await parley.answered()


def test_it_is_off_until_turned_on_then_counts_at_once_and_in_later_runs(qapp, tmp_path):
    async def work():
        with ScriptedServer() as server:
            works(server)
            arguments = (tmp_path, "--base-url", server.base_url)
            async with running(*arguments) as parley:
                action = parley.window.actions_by_id["attribution"]
                await ask(parley)
                assert not action.isChecked()
                parley.act("attribution")
                await parley.until(lambda: kept(paths(tmp_path)), "the wish is kept at once")
                await ask(parley)
                assert [False, True] == named(server)
                assert action.isChecked()
            async with running(*arguments) as parley:
                assert parley.window.actions_by_id["attribution"].isChecked()
                await ask(parley)
                parley.act("attribution")
                await ask(parley)
                assert [False, True, True, False] == named(server)
            assert not kept(paths(tmp_path))

    journey(work())
