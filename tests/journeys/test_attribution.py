"""The program names itself in requests only while the person wants it to."""

from __future__ import annotations

import json

from desktop.system.paths import paths
from tests.journeys.driver import connected


def named(server):
    """Whether each question that came says that Parley asks."""
    headers = [request.headers for request in server.questions]
    return [told.get("x-openrouter-title") == "Parley" and "http-referer" in told for told in headers]


def kept(places):
    return places.settings.exists() and json.loads(places.settings.read_text("utf-8"))["attribution"]


async def ask(parley):
    parley.ask("hi")
    await parley.answered()


async def test_it_is_off_until_turned_on_then_counts_at_once_and_in_later_runs(server, tmp_path):
    async with connected(server, tmp_path) as parley:
        action = parley.window.actions_by_id["attribution"]
        await ask(parley)
        assert not action.isChecked()
        parley.act("attribution")
        await parley.until(lambda: kept(paths(tmp_path)), "the wish is kept at once")
        await ask(parley)
        assert [False, True] == named(server)
        assert action.isChecked()
    async with connected(server, tmp_path) as parley:
        assert parley.window.actions_by_id["attribution"].isChecked()
        await ask(parley)
        parley.act("attribution")
        await ask(parley)
        assert [False, True, True, False] == named(server)
    assert not kept(paths(tmp_path))
