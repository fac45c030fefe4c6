"""The list of models in the real program: by keyboard alone, and again with the network gone."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.api.model_rows import rows_of
from tests.journeys.driver import connected, running
from tests.models import NEW, recorded
from tests.server.scripts import lists, model_row

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


async def test_every_search_finds_the_same_with_the_network_gone(server, tmp_path, listed):
    own, others = listed
    lists(server, [*own, *json.loads(others)])
    async with connected(server, tmp_path) as parley:
        parley.workspace.connection.bookmarks.set_favorite("acme/model-c", favorite=True)
        parley.workspace.connection.bookmarks.describe("acme/model-d", "", frozenset({"work"}))
        parley.act("models")
        await parley.until(lambda: seen(parley, "tag:work")[1][0], "the window knows the tags")
        found = {search: seen(parley, search) for search in SEARCHES}
        parley.find("models-window").close()
    server.close()
    async with running(tmp_path, "--base-url", server.base_url) as parley:
        await parley.until(lambda: "offline" in parley.find("catalog-age").text().lower(), "it says so")
        parley.act("models")
        await parley.until(lambda: seen(parley, "tag:work")[1][0], "the window knows the tags")
        assert {search: seen(parley, search) for search in SEARCHES} == found
        parley.find("models-window").close()
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


async def test_a_model_is_found_looked_at_and_chosen_by_keyboard_alone(server, tmp_path, listed):
    own, _ = listed
    lists(server, own)
    async with connected(server, tmp_path, "--model", "acme/model-a") as parley:
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


async def test_the_window_of_all_models_is_used_by_keyboard_alone(server, tmp_path, listed):
    own, _ = listed
    lists(server, own)
    async with connected(server, tmp_path, "--model", "acme/model-a") as parley:
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


async def test_a_favorite_that_the_store_refused_is_stored_at_the_end(server, tmp_path):
    async with connected(server, tmp_path) as parley:
        database, marks = parley.program._database, parley.workspace.connection.bookmarks
        await database.read(lambda store: store.execute("PRAGMA query_only = 1"))
        marks.set_favorite("acme/model-c", favorite=True)
        await parley.until(lambda: any("not saved" in said for said in parley.notices()), "it is refused")
        await database.read(lambda store: store.execute("PRAGMA query_only = 0"))
    async with connected(server, tmp_path) as parley:
        marks = parley.workspace.connection.bookmarks
        await parley.until(lambda: marks.by_id, "it is there")
        assert marks.by_id["acme/model-c"].favorite
