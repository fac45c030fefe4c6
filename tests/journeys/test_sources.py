"""Answers that name their sources: as they were recorded, with places in the text, and gone on with."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible, QAccessibleActionInterface

from tests.journeys.driver import connected
from tests.server import scripts
from tests.server.recordings import recordings


def citation(url, title="", start=0, end=0):
    return {
        "type": "url_citation",
        "url_citation": {"url": url, "title": title, "start_index": start, "end_index": end},
    }


def links(parley):
    """The names and addresses of the links in the last message, as a screen reader tells them."""
    last = QAccessible.queryAccessibleInterface(parley.transcript).child(len(parley.transcript.flow.entries) - 1)
    kinds = (QAccessible.Text.Name, QAccessible.Text.Description)
    return [tuple(map(t.text, kinds)) for t in last.targets() if t.role() is QAccessible.Role.Link], last


@pytest.mark.parametrize("recording", recordings(["10-*"]), ids=lambda recording: recording.name)
async def test_recorded_sources_without_a_place_are_listed_with_their_hosts(server, tmp_path, recording):
    head = scripts.head(200, recording.headers["content-type"], {"Transfer-Encoding": "chunked"})
    pieces = [head, *map(scripts.chunk, recording.chunks), scripts.chunk(b"")]
    server.on("POST", "/chat/completions", pieces)
    async with connected(server, tmp_path, "--model", "deaf/mute") as parley:
        parley.ask("Where is it?")
        await parley.answered()
        named, _ = links(parley)
        listed = [name for name, _ in named if name.startswith("Source")]
        assert 5 == len(listed)
        assert "Source 1: AI Agent Framework, the Pydantic way - GitHub, github.com" == listed[0]
        assert "Source 2: pydantic.dev/pydantic-ai, pydantic.dev" == listed[1]
        assert () == parley.transcript.flow.entry(-1).marks


async def test_sources_are_marked_kept_gone_on_with_and_opened_only_after_a_question(server, tmp_path):
    first = [
        scripts.delta("", annotations=[citation("https://a.example/x", "A", 0, 9)]),
        scripts.delta("Ünder way"),
        scripts.delta(" it"),
        scripts.delta("", "length"),
    ]
    second = [
        scripts.delta(" ends.", annotations=[citation("https://b.example/", "B", 0, 5)]),
        scripts.delta("", "stop"),
    ]

    server.on("POST", "/chat/completions", scripts.stream(first))
    async with connected(server, tmp_path, "--model", "deaf/mute") as parley:
        parley.ask("Where?")
        await parley.answered()
        assert ((9, (1,)),) == parley.transcript.flow.entry(-1).marks
        server.on("POST", "/chat/completions", scripts.stream(second))
        messages = parley.workspace.chat
        parley.transcript.action_requested.emit(messages.conversation.leaf, "continue")
        await parley.until(lambda: parley.chat.answering, "it goes on")
        await parley.answered()
        assert "Ünder way it ends." == parley.texts()[-1]
    async with connected(server, tmp_path) as parley:
        await parley.until(lambda: len(parley.texts()) == 2, "the chat is back")
        assert ((9, (1,)), (17, (2,))) == parley.transcript.flow.entry(-1).marks
        named, last = links(parley)
        one = ("Source 1: A, a.example", "https://a.example/x")
        two = ("Source 2: B, b.example", "https://b.example/")
        assert [one, two, one, two] == named
        assert "Ünder way it ends." == last.said()
        target = next(t for t in last.targets() if t.role() is QAccessible.Role.Link)
        target.actionInterface().doAction(QAccessibleActionInterface.pressAction())
        await parley.until(lambda: parley.shown("link-dialog"), "the address is shown first")
        assert "a.example" == parley.find("link-host").text()
        parley.find("link-dialog").close()
