"""The list of models in the real program: by keyboard alone, and again with the network gone."""

from __future__ import annotations

import json
from contextlib import ExitStack

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.api.model_rows import rows_of
from tests.journeys.driver import journey, running
from tests.models import NEW, recorded
from tests.server.scripts import model_row, reply
from tests.server.server import ScriptedServer

Key = Qt.Key
SEARCHES = [
    *("", "claude sonnet", "cladue sonet", '"deep research"', "-preview gpt", "nobody at all"),
    *("vision price<1", "-vision", "outprice<=2 ctx>=200k", "free", "-free by:google", "expiring", "-expiring"),
    *("param:tools", "in:image out:image", "in:audio", "released:90d", "changed:7d", "favorite", "tag:work", "retired"),
    *("sort:price", "sort:-ctx", "gpt sort:name", "by:acme sort:released", "foo:bar"),
]


@pytest.fixture
def listed():
    """The recorded list with one model of the journeys' own, where there is one."""
    try:
        rows = rows_of(recorded(NEW))
    except pytest.skip.Exception:
        rows = []
    own = [model_row(f"acme/model-{letter}", f"Acme: Model {letter}") for letter in "abcdefgh"]
    return own, b"[" + b",".join(rows) + b"]"


def seen(parley, search):
    """What a search shows beside the chat and in the window of all models."""
    shown = []
    for field, rows, count in (
        ("model-search", "model-list", "model-count"),
        ("models-search", "models-table", "models-count"),
    ):
        parley.find(field).setText(search)
        model = parley.find(rows).model() if parley.shown(rows) else None
        names = [model.index(row, 0).data() for row in range(model.rowCount())] if model else []
        shown.append((names, parley.find(count).text()))
    return shown


def test_every_search_finds_the_same_with_the_network_gone(qapp, tmp_path, listed):
    own, others = listed
    body = {"data": [*own, *json.loads(others)]}
    found = {}

    async def work():
        with ExitStack() as network:
            server = network.enter_context(ScriptedServer())
            server.on("GET", "/models", reply(body=body))
            where = ("--base-url", server.base_url)
            async with running(tmp_path, *where) as parley:
                service = parley.program._workspace.connection.catalog
                await parley.until(lambda: len(service.catalog.models) == len(body["data"]), "the list came")
                await parley.until(lambda: not service.refreshing, "it is stored")
                parley.program._workspace.connection.bookmarks.set_favorite("acme/model-c", favorite=True)
                parley.program._workspace.connection.bookmarks.describe("acme/model-d", "", frozenset({"work"}))
                parley.act("models")
                await parley.until(lambda: seen(parley, "tag:work")[1][0], "the window knows the tags")
                found.update({search: seen(parley, search) for search in SEARCHES})
                parley.find("models-window").close()
            network.close()
            async with running(tmp_path, *where) as parley:
                await parley.until(lambda: "offline" in parley.find("catalog-age").text().lower(), "it says so")
                parley.act("models")
                await parley.until(lambda: seen(parley, "tag:work")[1][0], "the window knows the tags")
                assert {search: seen(parley, search) for search in SEARCHES} == found
                parley.find("models-window").close()

    journey(work())
    assert found["favorite"][0][0] == ["Acme: Model c"]
    assert found["tag:work"][1][0] == ["Acme: Model d"]
    assert found["nobody at all"][0][0] == []
    assert len({tuple(names) for (names, _), _ in found.values()}) > 3


def press(*keys):
    """Press keys where the keyboard is."""
    for key in keys:
        QTest.keyClick(QApplication.focusWidget(), key)


def at():
    return QApplication.focusWidget().objectName()


def test_a_model_is_found_looked_at_and_chosen_by_keyboard_alone(qapp, tmp_path, listed):
    own, _ = listed

    async def work():
        with ScriptedServer() as server:
            server.on("GET", "/models", reply(body={"data": own}))
            async with running(tmp_path, "--base-url", server.base_url, "--model", "acme/model-a") as parley:
                await parley.until(lambda: parley.find("model-count").text() == "8 of 8", "the list came")
                await parley.until(parley.find("catalog-refresh").isEnabled, "it is stored")
                parley.act("model")
                assert at() == "model-search"
                QTest.keyClicks(QApplication.focusWidget(), "model c")
                press(Key.Key_Down)
                assert at() == "model-list"
                press(Key.Key_Return)
                assert parley.find("model-button").text() == "Acme: Model c"

                parley.act("model")
                QTest.keyClicks(QApplication.focusWidget(), "nobody")
                assert parley.find("model-count").text() == "0 of 8"
                press(Key.Key_Escape)
                assert parley.find("model-search").text() == ""
                visited = []
                while QApplication.focusWidget() not in visited:
                    visited.append(QApplication.focusWidget())
                    press(Key.Key_Tab)
                names = {widget.objectName() for widget in visited}
                assert {"model-search", "model-views", "models-open", "model-list", "model-details"} <= names
                assert {"model-use", "model-copy", "model-note", "model-favorite", "catalog-refresh"} <= names

    journey(work())


def test_the_window_of_all_models_is_used_by_keyboard_alone(qapp, tmp_path, listed):
    own, _ = listed

    async def work():
        with ScriptedServer() as server:
            server.on("GET", "/models", reply(body={"data": own}))
            async with running(tmp_path, "--base-url", server.base_url, "--model", "acme/model-a") as parley:
                await parley.until(lambda: parley.find("model-count").text() == "8 of 8", "the list came")
                parley.act("models")
                await parley.until(lambda: at() == "models-search", "the window has the keyboard")
                QTest.keyClicks(QApplication.focusWidget(), "model d")
                press(Key.Key_Return)
                assert at() == "models-table"
                for key, name in ((Key.Key_2, "models-chart"), (Key.Key_3, ""), (Key.Key_4, "models-changes")):
                    QTest.keyClick(parley.find("models-window"), key, Qt.KeyboardModifier.ControlModifier)
                    assert not name or parley.shown(name)
                QTest.keyClick(parley.find("models-window"), Key.Key_1, Qt.KeyboardModifier.ControlModifier)
                await parley.until(lambda: parley.shown("models-table"), "the table is back")
                QTest.keyClick(parley.find("models-table"), Key.Key_Return)
                assert parley.find("model-button").text() == "Acme: Model d"
                parley.find("models-window").close()

    journey(work())
