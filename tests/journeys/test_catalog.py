"""The model list over time: refreshed behind, short ones asked about, what changed found by the search."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QTextEdit, QTreeWidget, QWidget

from desktop import connecting
from desktop.api.client import Client
from desktop.cli import parse
from desktop.importing import import_catalog
from desktop.services import catalog as catalog_module
from desktop.services.history import History
from desktop.ui.figures import day_text
from desktop.ui.screens import changes as changes_module
from desktop.ui.screens.account import AccountScreen
from desktop.ui.screens.catalog import CatalogScreen
from desktop.ui.screens.changes import ChangesScreen
from desktop.ui.screens.looking import LookingScreen
from tests.journeys.driver import connected
from tests.server.scripts import error, lists, model_row, reply
from tests.server.server import ScriptedServer

MANY = [model_row(f"many/model-{letter}", f"Model {letter}") for letter in "abcdefgh"]
EARLIER = date(2025, 4, 23)
DEARER = [MANY[0] | {"pricing": {"prompt": "0.01", "completion": "0.02"}}, *MANY[1:]]


@pytest.fixture
def other():
    """Another endpoint."""
    with ScriptedServer() as other:
        yield other


def rows(parley):
    return parley.find("model-count").text()


def is_quiet(parley):
    return not parley.workspace.connection.catalog.refreshing


async def test_a_short_list_is_asked_about_and_the_answer_counts(server, tmp_path):
    lists(server, MANY, MANY[:3], MANY[:2])
    async with connected(server, tmp_path) as parley:
        parley.click("catalog-refresh")
        await parley.until(lambda: parley.shown("notice"), "it is asked about")
        assert rows(parley) == "8 of 8"
        keep = next(b for b in parley.find("notice").findChildren(QPushButton) if b.text() == "Keep current list")
        keep.click()
        await parley.until(lambda: not parley.shown("notice"), "the question is gone")

        parley.click("catalog-refresh")
        await parley.until(lambda: parley.shown("notice"), "a shorter one is asked about")
        use = next(b for b in parley.find("notice").findChildren(QPushButton) if b.text() == "Use it")
        use.click()
        await parley.until(lambda: rows(parley) == "2 of 2", "it is used")


async def test_a_list_that_is_still_good_is_fetched_at_the_next_start_by_hand_alone(server, tmp_path):
    def fetched():
        return [request.path for request in server.requests].count("/models")

    answer = reply(body={"data": MANY}, headers={"Cache-Control": "max-age=300"})
    server.on("GET", "/models", answer)
    async with connected(server, tmp_path) as parley:
        await parley.listed()
    for asked in (1, 2):
        async with connected(server, tmp_path) as parley:
            await parley.listed()
            assert rows(parley) == "8 of 8"
            await asyncio.sleep(0.2)
            assert fetched() == asked
            parley.act("refresh")
            await parley.until(lambda asked=asked: fetched() == asked + 1 and is_quiet(parley), "F5 fetches it")


async def test_a_short_list_is_asked_about_where_it_was_asked_for(server, tmp_path):
    lists(server, MANY, MANY[:3])
    async with connected(server, tmp_path) as parley:
        parley.click("models-open")
        window = parley.find("models-window")
        parley.click("models-refresh")
        await parley.until(lambda: window.findChild(QWidget, "notice"), "the window that it is hidden by asks")
        assert "has only 3 models, the current one 8" in words_of(window.findChild(QWidget, "notice"))
        next(b for b in window.findChildren(QPushButton) if b.text() == "Use it").click()
        await parley.until(lambda: parley.find("models-count").text() == "3 of 3", "it is used")
        assert not window.frame.notices.isVisible()
        await parley.until(lambda: not parley.window.findChildren(QWidget, "notice"), "the other one is gone too")
        window.close()


async def test_what_changed_is_found_and_told_on_the_page(server, tmp_path):
    lists(server, MANY, DEARER)
    async with connected(server, tmp_path) as parley:
        parley.click("catalog-refresh")
        await parley.until(lambda: len(server.requests) == 2, "it came again")
        parley.type("model-search", "changed:7d")
        await parley.until(lambda: rows(parley) == "1 of 8", "the dearer one is found")
        await parley.until(lambda: "Input dearer: $0.20 → $10,000" in page(parley), "it is told what changed")


async def test_an_alias_says_when_the_list_no_longer_has_what_it_stands_for(server, tmp_path):
    alias = model_row("~many/latest", "Many: Latest") | {"alias_target": {"name": "Model a", "slug": "many/model-a"}}
    lists(server, [*MANY, alias], [*MANY[1:], alias])
    async with connected(server, tmp_path) as parley:
        parley.type("model-search", "latest")
        await parley.until(lambda: "Model a (many/model-a)" in page(parley), "what it stands for")
        assert "which is not listed" not in page(parley)
        parley.click("catalog-refresh")
        await parley.until(lambda: "Model a (many/model-a), which is not listed" in page(parley), "it is gone")


async def test_who_keeps_nothing_is_asked_once_more_by_refreshing_where_nobody_could_tell(server, tmp_path):
    lists(server, MANY, DEARER)
    server.on("GET", "/endpoints/zdr", error(404, "no"), reply(body={"data": [{"model_id": "many/model-c"}]}))

    def asked():
        return sum(request.path.endswith("/endpoints/zdr") for request in server.requests)

    async with connected(server, tmp_path) as parley:
        parley.type("model-search", "zdr")
        details = parley.workspace.connection.details
        await parley.until(lambda: asked() and not details._zero_retention._asking, "nobody could tell")
        parley.type("model-search", " ")
        assert not details._zero_retention._asking
        parley.act("refresh")
        await parley.until(lambda: rows(parley) == "1 of 8", "it is told then")
        assert asked() == 2


async def test_it_is_refreshed_when_it_is_time_and_only_while_somebody_is_here(server, tmp_path, monkeypatch):
    class Later(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.now(UTC).astimezone(tz) + timedelta(hours=1)

    lists(server, MANY)
    async with connected(server, tmp_path) as parley:
        screen = parley.window.browser.findChild(CatalogScreen)
        screen._pass_time()
        assert is_quiet(parley)
        monkeypatch.setattr(catalog_module, "datetime", Later)
        parley.window.setWindowState(Qt.WindowState.WindowMinimized)
        screen._pass_time()
        assert is_quiet(parley)
        parley.window.setWindowState(Qt.WindowState.WindowNoState)
        parley.window.activateWindow()
        await parley.until(parley.window.isActiveWindow, "it is used again")
        screen._pass_time()
        assert not is_quiet(parley)
        await parley.until(lambda: len(server.requests) == 2, "it came again")


def look_at_first_row(parley):
    found = parley.find("model-list")
    QTest.mouseClick(found.viewport(), Qt.MouseButton.LeftButton, pos=found.visualRect(found.model().index(0)).center())


def page(parley):
    return parley.find("model-details").toPlainText()


def offers(parley):
    """The first and the last cell of the first provider."""
    cells = parley.find("model-providers").model()
    return [cells.index(0, at).data() for at in (0, cells.columnCount() - 1)]


async def test_a_model_that_is_looked_at_is_told_about_and_what_is_kept_of_it_is_found_after_a_restart(
    server, tmp_path
):
    path = "/api/v1/models/many/model-a/endpoints"
    rows_told = [MANY[0] | {"links": {"details": path}}, *MANY[1:]]

    lists(server, rows_told)
    offer = {"provider_name": "Acme Cloud", "tag": "acme"}
    told = {"description": "The whole of it, [here](https://acme.example/).", "endpoints": [offer]}
    kept = {"model_id": "many/model-a", "tag": "acme"}
    server.on("GET", "/endpoints/zdr", reply(body={"data": [kept]}))
    server.on("GET", path, reply(body={"data": told}))
    async with connected(server, tmp_path) as parley:
        await parley.until(lambda: "The whole of it" in page(parley), "it is told about")
        await parley.until(lambda: offers(parley) == ["Acme Cloud", "–"], "so are its providers")
        look_at_first_row(parley)
        await parley.until(lambda: offers(parley) == ["Acme Cloud", "keeps nothing"], "so are its providers")
        parley.find("model-details").link_activated.emit(*parley.find("model-details")._links[0])
        await parley.until(lambda: parley.shown("link-dialog"), "it is said where the link goes")
        assert parley.find("link-host").text() == "acme.example"
        parley.click("link-cancel")
        parley.click("model-favorite")
        parley.click("model-note")
        await parley.until(lambda: parley.shown("note-dialog"), "the note is asked for")
        parley.type("note-text", "Good at maths.")
        parley.type("note-tags", "maths, cheap")
        parley.click("note-keep")
        await parley.until(lambda: "Good at maths." in page(parley), "it is on the page")
        for search in ("favorite", "tag:cheap"):
            parley.find("model-search").setText("")
            parley.type("model-search", search)
            await parley.until(lambda: rows(parley) == "1 of 8", "it is found")
    async with connected(server, tmp_path) as parley:
        await parley.until(lambda: rows(parley) == "8 of 8", "the list is back")
        parley.type("model-search", "favorite tag:maths")
        await parley.until(lambda: rows(parley) == "1 of 8", "it is found again")
        assert "Good at maths." in page(parley)


async def test_a_server_that_tells_nothing_of_providers_is_said_to_and_not_asked_about_each_model(server, tmp_path):
    lists(server, [row | {"links": {"details": f"/api/v1/models/{row['id']}/endpoints"}} for row in MANY])
    async with connected(server, tmp_path) as parley:
        await parley.until(lambda: "tells nothing of providers." in page(parley), "it is said why")
        assert "does not have this model" not in page(parley)
        asked = len(server.requests)
        parley.type("model-search", "model-d")
        await parley.until(lambda: "many/model-d" in page(parley) and "tells nothing" in page(parley), "of others too")
        assert not [request for request in server.requests[asked:] if request.path.endswith("model-d/endpoints")]


async def test_who_offers_a_model_is_told_and_their_pages_open_only_when_it_was_seen_where_they_are(
    server, tmp_path, monkeypatch
):
    path = "/api/v1/models/many/model-a/endpoints"
    company = {"slug": "acme", "headquarters": "SG", "privacy_policy_url": "https://acme.example/privacy"}
    monkeypatch.setattr(connecting, "Client", lambda *known, **more: Client(*known, **{**more, "public_list": True}))

    lists(server, [MANY[0] | {"links": {"details": path}}])
    server.on("GET", "/endpoints/zdr", reply(body={"data": []}))
    server.on("GET", path, reply(body={"data": {"endpoints": [{"provider_name": "A", "tag": "acme/fp8"}]}}))
    server.on("GET", "/providers", reply(body={"data": [company]}))
    async with connected(server, tmp_path) as parley:
        await parley.until(lambda: parley.shown("model-providers"), "it is told who offers it")
        table = parley.find("model-providers")
        await asyncio.sleep(0.1)
        assert {request.path.partition("?")[0] for request in server.requests} == {
            "/models",
            path,
        }  # nobody did a thing
        look_at_first_row(parley)
        where = [column.title for column in table.providers.columns].index("Where")
        await parley.until(lambda: table.model().index(0, where).data() == "Singapore", "and where they are")
        table.setCurrentIndex(table.model().index(0, 0))
        table.setFocus()
        parley.key("model-providers", Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
        menu = table.findChild(QMenu, "provider-menu")
        menu.actions()[0].trigger()
        menu.close()
        await parley.until(lambda: parley.shown("link-dialog"), "it is said where the link goes")
        assert parley.find("link-host").text() == "acme.example"
        parley.click("link-cancel")


async def test_who_keeps_nothing_is_asked_when_somebody_wants_to_know(server, tmp_path):
    lists(server, MANY)
    server.on("GET", "/endpoints/zdr", reply(body={"data": [{"model_id": "many/model-c"}]}))
    async with connected(server, tmp_path) as parley:
        assert [request.path for request in server.requests] == ["/models"]
        parley.type("model-search", "zdr")
        await parley.until(lambda: rows(parley) == "1 of 8", "it is found")


async def test_what_changed_is_shown_in_the_window_of_all_models_and_saved(server, tmp_path):
    file = tmp_path / "changes.json"

    lists(server, MANY, DEARER)
    async with connected(server, tmp_path / "data") as parley:
        parley.click("catalog-refresh")
        await parley.until(lambda: len(server.requests) == 2 and is_quiet(parley), "it came again")
        parley.click("models-open")
        await parley.until(lambda: parley.shown("models-window"), "the window is there")
        parley.click("models-view-changes")
        changes = parley.find("models-changes")
        await parley.until(lambda: len(changes.shown) == 2, "it is told what changed")
        bookmarks = parley.workspace.connection.bookmarks
        parley.click("changes-favorites")
        for favorite, shown in ((True, 2), (False, 0)):
            bookmarks.set_favorite("many/model-a", favorite=favorite)
            assert len(changes.shown) == shown
        parley.click("changes-favorites")
        parley.click("changes-asked")
        assert not changes.shown
        bookmarks.note_use("many/model-a:nitro")
        assert len(changes.shown) == 2, "under whatever ending it was asked"
        parley.click("changes-asked")
        screen = parley.find("models-window").findChild(ChangesScreen)
        for kind in ("json", "atom"):
            parley.click(f"changes-{kind}")
            await parley.until(lambda: parley.shown("save-dialog"), "it asks where to")
            dialog = parley.find("save-dialog")
            assert [Path(name).name for name in dialog.selectedFiles()] == [f"what-changed.{kind}"]
            dialog.close()
            await parley.until(lambda: not parley.shown("save-dialog"), "the dialog is gone")
        screen.save(str(file), "json")
        await parley.until(file.exists, "it is saved")
        parley.find("changes-list").itemActivated.emit(parley.find("changes-list").topLevelItem(0).child(0), 0)
        await parley.until(lambda: not parley.shown("models-changes"), "the model is looked at")
    told = json.loads(file.read_text())
    assert [(change["model"], change["kind"], change["field"]) for change in told] == [
        ("many/model-a", "price-up", "prompt"),
        ("many/model-a", "price-up", "completion"),
    ]
    async with connected(server, tmp_path / "data") as parley:
        parley.click("models-open")
        await parley.until(lambda: parley.shown("models-window"), "the window is there")
        parley.click("models-view-changes")
        await parley.until(lambda: parley.find("changes-count").text() == "0 changes", "nothing since")


async def test_what_was_seen_of_what_changed_is_gone_once_the_window_was_closed(server, tmp_path, monkeypatch):
    class Tomorrow(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.now(tz) + timedelta(days=1)

    longer = [DEARER[0], DEARER[1] | {"context_length": 7}, *DEARER[2:]]
    dearest = [longer[0], longer[1], longer[2] | {"pricing": {"prompt": "1", "completion": "1"}}, *longer[3:]]
    asked = iter(range(2, 9))

    def count(parley):
        return parley.find("changes-count").text()

    async def refresh(parley):
        parley.click("models-refresh")
        so_many = next(asked)
        await parley.until(lambda: len(server.requests) == so_many and is_quiet(parley), "another list came")

    lists(server, MANY, DEARER, longer, dearest)
    async with connected(server, tmp_path) as parley:
        parley.click("models-open")
        await parley.until(parley.find("models-window").isActiveWindow, "somebody is before it")
        parley.click("models-view-changes")
        parley.find("models-window").close()
        parley.click("models-open")
        parley.click("models-view-table")
        await refresh(parley)
        parley.click("models-view-changes")
        await parley.until(lambda: count(parley) == "2 changes", "what changed since is there")
        assert parley.find("changes-period").currentText() == "Since you last looked"
        await refresh(parley)
        await parley.until(lambda: count(parley) == "3 changes", "what one looks at stays, and more comes to it")
        parley.click("models-view-table")
        await refresh(parley)
        parley.click("models-view-changes")
        await parley.until(lambda: count(parley) == "5 changes", "what was seen in this visit is there too")
        monkeypatch.setattr(changes_module, "datetime", Tomorrow)
        parley.click("models-view-table")
        parley.click("models-view-changes")
        await parley.until(lambda: count(parley) == "0 changes", "a day is over")
        parley.find("models-window").close()
        parley.click("models-open")
        await parley.until(lambda: count(parley) == "0 changes", "all of it was seen")
        parley.find("models-window").close()


async def test_what_changed_is_there_when_the_window_comes_back_with_it_and_renewed_with_the_list(server, tmp_path):
    def count(parley):
        return parley.find("changes-count").text()

    dearest = [DEARER[0], DEARER[1] | {"context_length": 7}, *DEARER[2:]]
    lists(server, MANY, DEARER, dearest)
    async with connected(server, tmp_path) as parley:
        parley.click("models-open")
        parley.click("models-view-changes")
        await parley.until(lambda: count(parley) == "0 changes", "nothing changed")
        assert parley.find("changes-period").currentText() == "The last 30 days"
        parley.find("models-window").close()
        parley.click("catalog-refresh")
        await parley.until(lambda: len(server.requests) == 2 and is_quiet(parley), "it came again")
        parley.click("models-open")
        await parley.until(lambda: count(parley) == "2 changes", "it is told what changed")
        parley.find("models-window").entered.emit()  # this platform's windows stay active when they are closed
        parley.find("models-window").close()
    async with connected(server, tmp_path) as parley:
        await parley.until(lambda: rows(parley) == "8 of 8", "the list is back")
        parley.click("models-open")
        await parley.until(lambda: len(server.requests) == 3 and is_quiet(parley), "it came again")
        await parley.until(lambda: count(parley) == "1 change", "it is told what changed since")
        assert parley.find("changes-period").currentText() == "Since you last looked"
        tree = parley.find("changes-list")
        assert tree.topLevelItem(0).child(0).text(1) == "Context: 131K → 7"
        parley.find("models-window").close()


async def test_the_window_of_all_models_shows_the_list_as_it_was(server, tmp_path):
    old = tmp_path / "old.json"
    old.write_text(json.dumps({"data": [model_row("old/one", "Old One"), MANY[0]]}))
    command = [sys.executable, "-m", "desktop", "--import-catalog", str(old), "--date", "2025-04-23"]

    lists(server, MANY)
    more = ["--data-dir", str(tmp_path / "data"), "--base-url", server.base_url]
    subprocess.run([*command, *more], check=True, capture_output=True)  # noqa: ASYNC221 - nothing runs yet
    async with connected(server, tmp_path / "data") as parley:
        parley.click("models-open")
        days = parley.find("models-window").frame.days
        await parley.until(lambda: days.count() == 2, "one can look back")
        days.setFocus()
        days.setCurrentIndex(1)
        days.activated.emit(1)
        await parley.until(lambda: parley.find("models-count").text() == "2 of 2", "it is as it was")
        notice = parley.find("models-window").findChild(QWidget, "notice")
        assert "The list as it was on 23 Apr 2025" in words_of(notice)
        parley.click("models-refresh")
        await parley.until(lambda: is_quiet(parley) and len(server.requests) == 2, "a newer list came")
        assert parley.find("models-count").text() == "2 of 2"
        notice.findChild(QPushButton, "notice-action").click()
        await parley.until(lambda: parley.find("models-count").text() == "8 of 8", "it is as it is")
        assert not notice.isVisible()
        assert days.currentData() is None
        assert parley.find("models-age").text() == "Updated just now"
        days.setCurrentIndex(1)
        days.activated.emit(1)
        await parley.until(lambda: parley.find("models-count").text() == "2 of 2", "it is as it was again")
        parley.workspace.connected.emit()
        await parley.until(lambda: days.count() == 2, "one can look back at another endpoint's lists")
        assert (parley.find("models-count").text(), days.currentData()) == ("8 of 8", None)


async def test_a_search_for_what_changed_asks_by_the_day_that_is_looked_at(server, tmp_path):
    row = model_row("old/one", "Old One")
    for day, context in (("2025-04-23", 1_000), ("2025-05-01", 2_000)):
        saved = tmp_path / f"{day}.json"
        saved.write_text(json.dumps({"data": [row | {"context_length": context}]}), "utf-8")
        places = ("--base-url", server.base_url, "--data-dir", str(tmp_path / "data"))
        old = parse(["--import-catalog", str(saved), "--date", day, *places])
        assert await asyncio.to_thread(import_catalog, old) == 0
    lists(server, [row])
    async with connected(server, tmp_path / "data") as parley:
        parley.click("models-open")
        window = parley.find("models-window")
        days = window.frame.days
        await parley.until(lambda: days.count() > 2, "one can look back")

        async def found(day, how_many):
            days.activated.emit(next(at for at in range(days.count()) if days.itemText(at) == day))
            await parley.until(lambda: parley.find("models-count").text() == how_many, f"what changed by {day}")

        parley.find("models-search").setText("changed:7d")
        await parley.until(lambda: parley.find("models-count").text() == "1 of 1", "it changed just now")
        await found("23 Apr 2025", "0 of 1")
        await found("1 May 2025", "1 of 1")
        await found("Today", "1 of 1")


async def test_what_changed_and_what_is_beside_it_are_those_of_the_day_that_is_looked_at(server, tmp_path):
    for day, listed in (("2025-04-23", ["old/one", "old/two"]), ("2025-05-01", ["old/one"])):
        saved = tmp_path / f"{day}.json"
        saved.write_text(json.dumps({"data": [model_row(one, one.title()) for one in listed]}), "utf-8")
        places = ("--base-url", server.base_url, "--data-dir", str(tmp_path / "data"))
        old = parse(["--import-catalog", str(saved), "--date", day, *places])
        assert await asyncio.to_thread(import_catalog, old) == 0
    lists(server, MANY)
    async with connected(server, tmp_path / "data") as parley:
        parley.click("models-open")
        window = parley.find("models-window")
        days = window.frame.days
        await parley.until(lambda: days.count() > 2, "one can look back")

        def models():
            return {change.model for change in window.frame.changes.shown}

        def go_to(day):
            days.activated.emit(next(at for at in range(days.count()) if days.itemText(at) == day))

        def beside():
            looked = window.beside.shown
            return looked and looked.id, "Last listed" in window.findChild(QTextEdit, "model-details").toPlainText()

        window.frame.changes.period_chosen.emit(36_500)
        parley.click("models-view-changes")
        await parley.until(lambda: {"old/one", "old/two"} < models(), "all of it is there")
        window.frame.changes.light("old/two")
        await parley.until(lambda: beside() == ("old/two", True), "its page says what happened")
        go_to("1 May 2025")
        await parley.until(lambda: models() == {"old/two"}, "nothing after that day is there")
        await parley.until(lambda: window._pool.day, "the list is there too")
        told = "listed last on 23 Apr 2025"
        await parley.until(lambda: told in said(window, "models-misfit"), "it is judged then")
        go_to("23 Apr 2025")
        await parley.until(lambda: not models(), "nothing had changed")
        await parley.until(lambda: beside() == ("old/two", False), "it was listed then")
        go_to("Today")
        await parley.until(lambda: {"old/one", "old/two"} < models(), "all of it is there again")
        parley.find("changes-period").activated.emit(0)
        go_to("1 May 2025")
        await parley.until(lambda: models() == {"old/two"}, "it is counted back from that day")
        assert parley.find("changes-period").itemText(0) == "The last 30 days"
        window.frame.changes.period_chosen.emit(36_500)
        go_to("Today")
        await parley.until(lambda: {"old/one", "old/two"} < models(), "all of it is there once more")
        assert window.frame.changes.findChild(QTreeWidget).topLevelItemCount() == 2


async def test_that_a_chats_model_goes_is_told_before_all_else_that_changed(server, tmp_path):
    going = DEARER[0] | {
        "expiration_date": "2096-08-31",
        "context_length": 7,
        "supported_parameters": ["seed", "tools"],
    }
    lists(server, MANY, [going, *MANY[1:]])
    async with connected(server, tmp_path, "--model", "many/model-a") as parley:
        parley.ask("hi")
        await parley.answered()
        model = parley.find("conversation-list").model()
        parley.click("catalog-refresh")
        role = Qt.ItemDataRole.AccessibleDescriptionRole
        await parley.until(lambda: model.index(0, 0).data(role), "the chat has news")

        assert "2096" in model.index(0, 0).data(role).partition(": ")[2][:40]


def said(window, name):
    return window.findChild(QLabel, name).text()


async def test_a_chat_whose_model_changed_says_so_until_somebody_has_looked(server, tmp_path):
    def told(parley, at=0):
        model = parley.find("conversation-list").model()
        return model.index(at, 0).data(Qt.ItemDataRole.AccessibleDescriptionRole)

    lists(server, MANY, DEARER, MANY, DEARER, MANY)
    async with connected(server, tmp_path, "--model", "many/model-b") as parley:
        parley.ask("hi")
        await parley.answered()
        parley.act("new")
        parley.workspace.choose_model("many/model-a")
        parley.ask("hello")
        await parley.answered()
        assert (told(parley), told(parley, 1)) == ("", "")
        parley.click("catalog-refresh")
        await parley.until(lambda: told(parley), "the chat has news")
        parley.click("catalog-refresh")
        await parley.until(lambda: not told(parley), "all is as it was")
        parley.click("catalog-refresh")
        await parley.until(lambda: told(parley), "the chat has news again")
        assert told(parley).startswith("Model a has changed: Input dearer: $0.20 → $10,000")
        assert "cheaper" not in told(parley)
        assert told(parley, 1) == ""

        rows = parley.find("conversation-list").model()
        parley.find("conversation-list").news_requested.emit(rows.index(0, 0).data(rows.ID))
        await parley.until(lambda: not told(parley), "they have been looked at")
        assert parley.shown("models-changes")
        lit = parley.find("changes-list").currentItem
        await parley.until(lambda: lit() and lit().text(0) == "Model a", "the chat's model is lit")
        parley.find("models-window").close()
        parley.click("catalog-refresh")
        await parley.until(lambda: told(parley), "the chat has news of what came after that look")
        assert told(parley).startswith("Model a has changed: Input cheaper: $10,000 → $0.20")
        parley.act("models")
        await parley.until(lambda: not told(parley), "they have been looked at too")
        parley.find("models-window").close()
    async with connected(server, tmp_path, "--model", "many/model-a") as parley:
        assert told(parley) == ""


async def test_what_is_no_longer_listed_is_found_and_cannot_be_chosen(server, tmp_path):
    lists(server, MANY, MANY[1:])
    async with connected(server, tmp_path, "--model", "many/model-b") as parley:
        parley.click("catalog-refresh")
        await parley.until(lambda: rows(parley) == "7 of 7" and is_quiet(parley), "one is gone")
        parley.type("model-search", '"model a"')
        await parley.until(lambda: rows(parley) == "1 of 8", "it is found all the same")
        await parley.until(lambda: "Last listed" in page(parley), "its page says what happened")
        name = parley.find("model-list").model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        assert "no longer listed" in name
        assert not parley.find("model-use").isEnabled()
        parley.key("model-search", Qt.Key.Key_Return)
        assert parley.workspace.model_id == "many/model-b"
        parley.find("model-search").setText("")
        parley.type("model-search", "-retired")
        await parley.until(lambda: rows(parley) == "7 of 7", "it is not among the others")


async def test_what_changed_at_one_endpoint_is_not_told_at_another(server, other, tmp_path):
    lists(server, MANY, DEARER[:-1])
    lists(other, MANY[:-1])
    async with connected(server, tmp_path, "--model", "many/model-a") as parley:
        assert rows(parley) == "8 of 8"
        parley.ask("hi")
        await parley.answered()
        chats = parley.find("conversation-list").model()
        parley.click("catalog-refresh")
        await parley.until(lambda: chats.index(0, 0).data(chats.NEWS), "the chat has news")
        parley.type("model-search", "retired")
        await parley.until(lambda: rows(parley) == "1 of 8", "one is gone")

        workspace, program = parley.workspace, parley.program
        before = workspace.use(program._connections.make(program._database, other.base_url))
        assert not chats.index(0, 0).data(chats.NEWS)
        assert rows(parley).startswith("0 of")
        await before.close()


async def test_choosing_what_is_no_longer_listed_warns_and_offers_what_came_in_its_place(server, tmp_path):
    renamed = MANY[0] | {"id": "many/model-z", "name": "Model z & more", "canonical_slug": "many/model-a"}

    def way(parley):
        texts = {button.text(): button for button in parley.find("notice").findChildren(QPushButton)}
        return texts["Use Model z && more"]

    def warned(parley):
        return parley.shown("notice") and "Model a is no longer listed" in words_of(parley.find("notice"))

    lists(server, MANY, [renamed, *MANY[1:]])
    async with connected(server, tmp_path, "--model", "many/model-b") as parley:
        parley.click("catalog-refresh")
        parley.type("model-search", '"model a"')
        await parley.until(lambda: rows(parley) == "1 of 9" and "Followed by" in page(parley), "one is gone")
        assert page(parley).partition("Followed by")[2].split()[0] == "many/model-z"
        parley.key("model-search", Qt.Key.Key_Return)
        assert warned(parley)
        way(parley).click()
        await parley.until(lambda: not parley.shown("notice"), "nothing is left to say")
        assert parley.workspace.model_id == "many/model-z"

        parley.workspace.choose_model("many/model-b")
        parley.act("models")
        parley.find("models-search").setText('"model a"')
        await parley.until(lambda: parley.shown("models-table"), "it is found there too")
        parley.key("models-search", Qt.Key.Key_Return)
        parley.key("models-table", Qt.Key.Key_Return)
        await parley.until(lambda: warned(parley), "the window says it too")
        assert parley.workspace.model_id == "many/model-b"
        way(parley).click()
        assert parley.workspace.model_id == "many/model-z"
        parley.find("models-window").close()


async def test_what_is_listed_again_is_followed_by_nothing(server, tmp_path):
    told = []
    lists(server, MANY, MANY[1:], MANY)
    async with connected(server, tmp_path, "--model", "many/model-b") as parley:
        looking = parley.window.browser.findChild(LookingScreen)
        catalog = parley.workspace.connection.catalog
        back = next(model for model in catalog.catalog.models if model.id == "many/model-a")
        parley.click("catalog-refresh")
        await parley.until(lambda: looking.retired("many/model-a"), "one is gone")
        catalog.changed.connect(lambda: told.append(looking.about(back).successor))
        parley.click("catalog-refresh")
        await parley.until(lambda: "many/model-a" in catalog.catalog.by_id, "it is back")
    assert set(told) == {""}


async def test_what_answers_batches_alone_follows_nothing(server, tmp_path):
    batch = MANY[0] | {"id": "many/model-a:batch", "canonical_slug": "many/model-a"}
    lists(server, MANY, [batch, *MANY[1:]])
    async with connected(server, tmp_path, "--model", "many/model-a") as parley:
        looking = parley.window.browser.findChild(LookingScreen)
        parley.click("catalog-refresh")
        await parley.until(lambda: looking.retired("many/model-a"), "one is gone")
        assert looking.follower(looking.retired("many/model-a")) is None


def words_of(notice):
    return " ".join(label.text() for label in notice.findChildren(QLabel))


async def test_what_an_endpoint_still_tells_when_another_one_is_used_is_not_shown(server, other, tmp_path, monkeypatch):
    gate, waiting = asyncio.Event(), []

    def held(name):
        ask = getattr(History, name)

        async def answer(history, *values):
            found = await ask(history, *values)
            found = (EARLIER, *found) if name == "days" else found
            if history._connection.endswith(f":{held.port}/v1") and held.on:
                waiting.append(name)
                await gate.wait()
            return found

        return answer

    for name in ("last_changes", "days", "since"):
        monkeypatch.setattr(History, name, held(name))

    held.port, held.on = server.port, False
    lists(server, MANY, DEARER)
    lists(other, [model_row("other/one", "Other One")])
    async with connected(server, tmp_path) as parley:
        parley.click("models-open")
        window = parley.find("models-window")
        await parley.until(lambda: window.frame.days.count() == 2, "the window is ready")
        window.frame.show_view("changes")
        held.on = True
        parley.click("catalog-refresh")
        await parley.until(lambda: set(waiting) == {"last_changes", "days", "since"}, "it is asked what changed")
        gate.set()
        account, looking = parley.window.findChild(AccountScreen), window.findChild(LookingScreen)
        account._switch(account._connect_to(other.base_url))
        for _ in range(3):  # what was waiting goes on before it is cancelled
            await asyncio.sleep(0)
        assert (looking._changed, window.frame.changes.shown, window.frame.days.count()) == ({}, [], 1)
        await parley.until(lambda: rows(parley) == "1 of 1" and is_quiet(parley), "the other list came")
        await parley.until(lambda: window.frame.days.count() == 2, "its days are known")
        window.close()


async def test_a_chat_whose_model_is_no_longer_listed_says_so_before_it_is_asked(server, tmp_path):
    renamed = MANY[0] | {"id": "many/model-z", "name": "Model z", "canonical_slug": "many/model-a"}
    lists(server, MANY, [renamed, *MANY[2:]], MANY)
    async with connected(server, tmp_path, "--model", "many/model-a") as parley:
        parley.ask("hi")
        await parley.answered()
        asked = parley.chat.conversation.id
        assert parley.notices() == []
        parley.click("catalog-refresh")
        await parley.until(parley.notices, "it is told")
        today = day_text(datetime.now(UTC).date())
        assert parley.notices() == [f"Model a was last listed on {today}. It is followed by Model z."]
        await parley.until(lambda: "Last listed" in page(parley), "its page is shown as it was")
        assert not parley.find("model-use").isEnabled()

        parley.ask("again")
        await parley.answered()
        assert parley.texts()[2] == "again"
        parley.press("Use Model z")
        assert (parley.workspace.model_id, parley.notices()) == ("many/model-z", [])

        parley.workspace.choose_model("many/model-b")
        assert parley.notices() == [f"Model b was last listed on {today}, and may no longer answer."]
        parley.workspace.new()
        assert parley.notices() == [], "a new chat has a model that is listed"
        parley.workspace.go_to(asked)
        await parley.until(parley.notices, "it is told of that chat again")
        parley.press("Choose another model")
        assert parley.find("model-search").hasFocus()
        parley.find("notice-dismiss").click()
        parley.click("catalog-refresh")
        await parley.until(lambda: rows(parley) == "8 of 8" and is_quiet(parley), "it is listed again")
        assert parley.notices() == []


async def test_of_a_model_that_was_never_listed_it_is_said_unless_it_has_its_name_from_elsewhere(server, tmp_path):
    expired = MANY[1] | {"expiration_date": "2025-01-01"}
    fine = ("many/model-c:nitro", "@preset/mine", "many/model-c@preset/mine", "many/model-c:online")
    lists(server, MANY, [*MANY[2:], expired])
    async with connected(server, tmp_path) as parley:
        parley.click("catalog-refresh")
        await parley.until(lambda: rows(parley) == "7 of 7" and is_quiet(parley), "one is gone")
        for model in fine:
            parley.workspace.choose_model(model)
            assert parley.notices() == [], model
        parley.workspace.choose_model("own/fine-tuned")
        await parley.until(parley.notices, "it is told once it is known what is gone and elsewhere")
        assert parley.notices() == ["This connection does not list own/fine-tuned, and may not answer."]
        assert parley.find("model-details").placeholderText() == "own/fine-tuned is not listed here."
        parley.press("Choose another model")
        assert parley.find("model-search").hasFocus()
        parley.workspace.choose_model("many/model-a:nitro")
        await parley.until(parley.notices, "of another way to ask what is gone it is told")
        parley.workspace.choose_model("many/model-b")
        assert parley.notices() == ["Model b was to be removed on 1 Jan 2025, and may no longer answer."]


async def test_what_takes_the_place_of_a_free_model_is_said_to_cost_something(server, tmp_path):
    paid = MANY[0] | {"canonical_slug": "many/model-a"}
    free = paid | {"id": "many/model-a:free", "name": "Model a (free)"}
    lists(server, [free, *MANY], [paid, *MANY[1:]])
    async with connected(server, tmp_path, "--model", "many/model-a:free") as parley:
        parley.click("catalog-refresh")
        await parley.until(parley.notices, "it is told")
        today = day_text(datetime.now(UTC).date())
        said = f"Model a (free) was last listed on {today}. It is followed by Model a, which is not free."
        assert parley.notices() == [said]
