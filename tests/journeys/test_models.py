"""The window of all models in the real program: opened, asked, compared, left, and found again as it was."""

from __future__ import annotations

import asyncio
import json
import threading

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton

from desktop.cli import parse
from desktop.domain.cost import Use
from desktop.domain.search import Finder
from desktop.importing import import_catalog
from desktop.services.history import History
from desktop.services.library import ENOUGH
from desktop.store.settings import Settings
from desktop.system.paths import paths
from desktop.ui.notices import Notice
from desktop.ui.screens.models import SHORT
from tests.journeys.driver import connected, running
from tests.server.scripts import lists, model_row

DAY = "2025-04-23"
ROWS = [
    model_row("acme/seer", "Acme: Seer") | {"architecture": {"input_modalities": ["text", "image"]}},
    model_row("acme/writer", "Acme: Writer") | {"architecture": {"input_modalities": ["text"]}},
    model_row("zero/writer", "Zero: Writer") | {"context_length": 2},
]


def window(parley):
    return parley.find("models-window")


def names(parley):
    rows = parley.find("models-table").model()
    return [rows.index(row, 0).data() for row in range(rows.rowCount())]


def spoken(parley, model_id):
    rows = parley.find("models-table").model()
    return rows.index(rows.row_of(model_id), 0).data(Qt.ItemDataRole.AccessibleTextRole)


def heard(rows, row):
    return rows.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)


async def test_a_model_is_found_and_chosen_with_the_network_gone(server, tmp_path):
    lists(server, ROWS)
    async with connected(server, tmp_path, "--model", "acme/seer") as parley:
        assert not [top for top in QApplication.topLevelWidgets() if top.objectName() == "models-window"]
        server.close()
        parley.act("models")
        assert names(parley) == ["Acme: Seer", "Acme: Writer", "Zero: Writer"]
        parley.type("composer", "A question of more than two tokens")
        beside = parley.find("model-list").model()
        assert "suit" not in heard(beside, 2)
        parley.find("model-search").setFocus()
        await parley.until(lambda: "suit this chat: context too small" in heard(beside, 2), "the pane says it")
        assert "suit" not in heard(beside, 1)
        window(parley).entered.emit()
        assert spoken(parley, "zero/writer").startswith("Zero: Writer, does not suit this chat: context too")
        assert spoken(parley, "acme/writer") == "Acme: Writer"
        parley.type("models-search", "writer by:acme")
        assert names(parley) == ["Acme: Writer"]
        QTest.keyClick(parley.find("models-search"), Qt.Key.Key_Return)
        QTest.keyClick(parley.find("models-table"), Qt.Key.Key_Return)
        assert parley.chat.conversation.model == "acme/writer"
        assert parley.find("model-button").text() == "Acme: Writer"


async def test_the_window_judges_as_the_pane_does_whatever_costs_are_told_for_and_as_the_chat_grows(server, tmp_path):
    def verdicts(parley):
        return ["suit" in heard(parley.find(name).model(), 3) for name in ("model-list", "models-table")]

    lists(server, [*ROWS, model_row("zero/zeal", "Zero: Zeal") | {"context_length": 30}])
    async with connected(server, tmp_path, "--model", "acme/seer") as parley:
        parley.act("models")
        own = window(parley)
        own.frame.use.restore("10 20000 0 1")
        parley.type("composer", "A short question")
        parley.find("model-search").setFocus()
        parley.window.browser.entered.emit()
        own.entered.emit()
        assert verdicts(parley) == [False, False], "a long answer costs more, and is not in the chat"
        parley.ask("A question whose tokens are counted")
        await parley.answered()
        assert verdicts(parley) == [True, True]
        parley.act("new")
        assert verdicts(parley) == [False, False]


async def test_pane_and_window_judge_by_what_is_typed_once_that_rests_or_sooner_who_clicks_there(server, tmp_path):
    def verdicts(parley):
        return ["suit" in heard(parley.find(name).model(), 3) for name in ("model-list", "models-table")]

    lists(server, [*ROWS, model_row("zero/zeal", "Zero: Zeal") | {"context_length": 30}])
    async with connected(server, tmp_path, "--model", "acme/seer") as parley:
        parley.act("models")
        parley.window.activateWindow()
        await parley.until(parley.window.isActiveWindow, "the chat is in front")
        editor = parley.find("composer")
        parley.type("composer", "long " * 30)
        assert verdicts(parley) == [False, False], "a key costs no look at all models"
        await parley.until(lambda: verdicts(parley) == [True, True], "both say it while the composer has the keyboard")
        editor.selectAll()
        QTest.keyClick(editor, Qt.Key.Key_Delete)
        await parley.until(lambda: verdicts(parley) == [False, False], "both take it back")
        assert editor.hasFocus()
        parley.type("composer", "long " * 30)
        rows = parley.find("model-list")
        QTest.mouseClick(
            rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.visualRect(rows.model().index(3, 0)).center()
        )
        assert verdicts(parley) == [True, False], "the row that is clicked is judged by what stands there now"
        editor.setFocus()
        editor.selectAll()
        QTest.keyClick(editor, Qt.Key.Key_Delete)
        parley.click("model-fits")
        assert "zero/zeal" in [model.id for model in rows.model()._models], "no chip hides what suits again"


async def test_a_model_that_answers_in_batches_alone_is_refused_and_its_sibling_offered(server, tmp_path):
    lists(server, [*ROWS, model_row("acme/writer:batch", "Acme: Writer (batch)"), model_row("a/b:batch", "B (batch)")])
    async with connected(server, tmp_path, "--model", "acme/seer") as parley:
        parley.act("models")
        notice = window(parley).frame.notices
        parley.type("models-search", '"b (batch)"')
        QTest.keyClick(parley.find("models-search"), Qt.Key.Key_Return)
        QTest.keyClick(parley.find("models-table"), Qt.Key.Key_Return)
        why = "B (batch) answers batch requests only, so it cannot be chosen for a chat."
        assert [said.text() for said in notice.findChildren(QLabel) if said.isVisible() and said.text()] == [why]
        parley.find("models-search").setText("")
        parley.type("models-search", "writer:batch")
        QTest.keyClick(parley.find("models-search"), Qt.Key.Key_Return)
        QTest.keyClick(parley.find("models-table"), Qt.Key.Key_Return)
        assert parley.workspace.model_id == "acme/seer"
        way = next(button for button in notice.findChildren(QPushButton) if button.text() == "Use Acme: Writer")
        way.click()
        assert parley.workspace.model_id == "acme/writer"


async def test_the_list_is_refreshed_from_its_window(server, tmp_path):
    lists(server, ROWS)
    async with connected(server, tmp_path) as parley:
        parley.act("models")
        lists(server, ROWS[:2])
        await parley.until(lambda: window(parley).isActiveWindow(), "the window is in front")
        QTest.keyClick(window(parley), Qt.Key.Key_F5)
        await parley.until(lambda: names(parley) == ["Acme: Seer", "Acme: Writer"], "another list came")


async def test_favorites_and_saved_searches_are_those_of_the_pane(server, tmp_path):
    lists(server, ROWS)
    async with connected(server, tmp_path) as parley:
        parley.click("models-open")
        own = window(parley)
        own.frame.table.select_ids(["acme/writer"])
        star = own.frame.aside.findChild(QAbstractButton, "model-favorite")
        await parley.until(lambda: own.beside.shown and own.beside.shown.id == "acme/writer", "its page is shown")
        star.click()
        await parley.until(star.isChecked, "it is a favorite")
        parley.type("models-search", "favorite")
        assert names(parley) == ["Acme: Writer"]
        parley.window.browser._search.set_text("favorite")
        assert parley.find("model-count").text() == "1 of 3"
        own.views.saved.emit("Mine", "favorite")
        assert parley.program._preferences.views == {"Mine": "favorite"}


async def test_the_window_comes_back_as_it_was_left_also_when_it_was_open_at_the_end(tmp_path):
    async with running(tmp_path, "--demo") as parley:
        parley.act("models")
        own = window(parley)
        own.resize(740, 500)
        own.frame.use.restore("5000 700 0 1")
        parley.click("models-view-chart")
    async with running(tmp_path, "--demo") as parley:
        parley.act("models")
        own = window(parley)
        assert (own.width(), own.height()) == (740, 500)
        assert own.frame.use.use() == Use(5_000, 700)
        assert own.frame.view == "chart"
        own.close()
        assert not own.isVisible()
        parley.act("models")
        assert own.isVisible()


async def test_a_long_list_is_made_ready_beside_the_window(server, tmp_path, monkeypatch):
    many = [model_row(f"many/model-{number}", f"Model {number}") for number in range(2 * SHORT + 2)]
    made = []
    make = Finder.__init__

    def note(finder, models):
        make(finder, models)
        made.append((len(models) > SHORT, threading.current_thread() is threading.main_thread()))

    monkeypatch.setattr(Finder, "__init__", note)
    lists(server, many, many[: SHORT + 1])
    saved = tmp_path / "saved.json"
    saved.write_text(json.dumps({"data": many[: SHORT + 2]}), "utf-8")
    places = ("--base-url", server.base_url, "--data-dir", str(tmp_path))
    old = parse(["--import-catalog", str(saved), "--date", "2025-04-23", *places])
    assert await asyncio.to_thread(import_catalog, old) == 0
    async with connected(server, tmp_path) as parley:
        service = parley.workspace.connection.catalog
        service.refresh()
        await parley.until(lambda: len(service.catalog.models) == SHORT + 1, "half of it is gone")
        await parley.listed()
        parley.act("models")
        assert not parley.shown("models-table")
        await parley.until(lambda: parley.shown("models-table"), "it is there")
        assert len(names(parley)) == SHORT + 1
        parley.type("models-search", '"model 77"')
        assert names(parley)[0] == "Model 77"
        parley.find("models-search").setText('"model 2000"')
        await parley.until(lambda: parley.shown("models-table"), "what is gone is found")

        parley.find("models-search").setText("")
        days = parley.find("models-day")
        await parley.until(lambda: days.count() == 2, "it can be looked back")
        days.setCurrentIndex(1)
        days.activated.emit(1)
        await parley.until(lambda: parley.find("models-window")._pool.day, "it is shown")
        assert len(names(parley)) == SHORT + 2
        parley.find("models-window").close()
    assert (True, False) in made
    assert (True, True) not in made


async def test_the_pane_shows_the_day_too_and_leads_back_from_it(server, tmp_path):
    saved = tmp_path / "saved.json"
    saved.write_text(json.dumps({"data": [ROWS[1], model_row("old/seer", "Old: Seer")]}), "utf-8")
    lists(server, ROWS)
    places = ("--base-url", server.base_url, "--data-dir", str(tmp_path))
    old = parse(["--import-catalog", str(saved), "--date", "2025-04-23", *places])
    assert await asyncio.to_thread(import_catalog, old) == 0
    async with connected(server, tmp_path) as parley:
        parley.act("models")
        await parley.until(lambda: parley.shown("models-day"), "it can be looked back")
        days = parley.find("models-day")
        assert ["Today", "23 Apr 2025"] == [days.itemText(at) for at in range(days.count())]
        assert not parley.shown("model-past")
        days.activated.emit(days.findText("23 Apr 2025"))
        await parley.until(lambda: names(parley) == ["Acme: Writer", "Old: Seer"], "it is that day's list")
        assert parley.find("model-count").text() == "2 of 2"
        assert parley.find("model-past").text() == "As it was on 23 Apr 2025"
        assert parley.find("catalog-age").text() == parley.find("models-age").text() == "List of 23 Apr 2025"
        parley.workspace.choose_model("acme/seer")
        await parley.until(lambda: parley.window.browser._pool.refused("old/seer"), "it is known what is gone")
        parley.type("model-search", "old", Qt.Key.Key_Return)
        assert parley.chat.conversation.model == "acme/seer"
        assert parley.notices()[0].startswith("Old: Seer is no longer listed")
        use = parley.find("model-use")
        assert (use.isEnabled(), use.toolTip()) == (False, "<qt>No longer listed, so it cannot be chosen</qt>")
        parley.find("model-search").setText("")
        parley.type("model-search", "writer", Qt.Key.Key_Return)
        assert parley.chat.conversation.model == "acme/writer"
        parley.find("model-search").setText("")
        parley.click("model-today")
        assert len(names(parley)) == 3
        assert parley.find("model-count").text() == "3 of 3"
        assert days.currentIndex() == 0
        assert not parley.shown("model-past")
        assert parley.find("catalog-age").text().startswith("Updated")
        parley.find("models-window").close()


async def test_a_day_that_is_imported_while_the_program_runs_is_offered_to_who_comes_back(server, tmp_path):
    saved = tmp_path / "saved.json"
    saved.write_text(json.dumps({"data": [ROWS[1]]}), "utf-8")
    lists(server, ROWS)
    async with connected(server, tmp_path) as parley:
        parley.act("models")
        assert not parley.shown("models-day")
        places = ("--base-url", server.base_url, "--data-dir", str(tmp_path))
        old = parse(["--import-catalog", str(saved), "--date", DAY, *places])
        assert await asyncio.to_thread(import_catalog, old) == 0
        window(parley).entered.emit()
        await parley.until(lambda: parley.shown("models-day"), "it can be looked back")
        days = parley.find("models-day")
        assert ["Today", "23 Apr 2025"] == [days.itemText(at) for at in range(days.count())]
        window(parley).frame.show_days([])
        window(parley).entered.emit()
        await parley.until(lambda: days.count() == 2, "they are read again")
        filled = []
        days.model().rowsInserted.connect(lambda *_: filled.append(True))
        window(parley).frame.show_days([days.itemData(1)])
        assert not filled, "what is known is left as it stands"


async def test_what_an_earlier_day_had_alone_is_refused_before_its_history_is_read(server, tmp_path, monkeypatch):
    async def never(_):
        await asyncio.Event().wait()

    monkeypatch.setattr(History, "retired", never)
    saved = tmp_path / "saved.json"
    saved.write_text(json.dumps({"data": [model_row("old/seer", "Old: Seer")]}), "utf-8")
    lists(server, ROWS)
    places = ("--base-url", server.base_url, "--data-dir", str(tmp_path))
    assert 0 == await asyncio.to_thread(import_catalog, parse(["--import-catalog", str(saved), "--date", DAY, *places]))
    async with connected(server, tmp_path, "--model", "acme/seer") as parley:
        parley.act("models")
        await parley.until(lambda: parley.shown("models-day"), "it can be looked back")
        days = parley.find("models-day")
        days.activated.emit(days.findText("23 Apr 2025"))
        await parley.until(lambda: names(parley) == ["Old: Seer"], "it is that day's list")
        parley.type("model-search", "old", Qt.Key.Key_Return)
        assert parley.notices()[0].startswith("Old: Seer is no longer listed")
        window(parley).choose("old/seer")
        shown = [notice.accessibleName() for notice in window(parley).findChildren(Notice) if notice.isVisible()]
        assert set(parley.notices()) < set(shown)
        assert parley.chat.conversation.model == "acme/seer"
        window(parley).close()


async def test_a_typical_message_is_what_ones_own_messages_take(server, tmp_path):
    def use(parley):
        return window(parley).frame.use.use()

    async with connected(server, tmp_path) as parley:
        parley.act("models")
        assert use(parley) == Use()
        window(parley).close()
        for _ in range(ENOUGH):
            parley.ask("hi")
            await parley.answered()
        parley.act("models")
        await parley.until(lambda: use(parley) == Use(23, 20), "it is what was counted")
        window(parley).close()
    async with connected(server, tmp_path) as parley:
        parley.act("models")
        await parley.until(lambda: use(parley) == Use(23, 20), "it is counted again")
        window(parley).close()


async def test_beside_the_chat_too_costs_are_those_of_ones_own_messages_or_of_the_use_that_was_chosen(server, tmp_path):
    def found(parley):
        rows = parley.find("model-list").model()
        return [rows.index(row, 0).data() for row in range(rows.rowCount())]

    writes_dear = model_row("a/a", "Writes dear") | {"pricing": {"prompt": "0.000001", "completion": "0.00001"}}
    reads_dear = model_row("b/b", "Reads dear") | {"pricing": {"prompt": "0.000003", "completion": "0.000005"}}
    lists(server, [writes_dear, reads_dear])
    async with connected(server, tmp_path, "--model", "a/a") as parley:
        parley.type("model-search", "sort:cost")
        assert found(parley) == ["Writes dear", "Reads dear"], "a question and an answer"
        for _ in range(ENOUGH):
            parley.ask("hi")
            await parley.answered()
    async with connected(server, tmp_path) as parley:
        parley.type("model-search", "sort:cost")
        await parley.until(lambda: found(parley) == ["Reads dear", "Writes dear"], "it is what was counted")
        parley.act("models")
        window(parley).frame.use.restore("1000 300 0 1")
        window(parley).close()
        assert found(parley) == ["Writes dear", "Reads dear"], "another use was chosen"


async def test_what_was_asked_of_late_is_found_also_under_an_ending_that_no_list_has(server, tmp_path):
    def found(parley):
        rows = parley.find("model-list").model()
        return [rows.index(row, 0).data() for row in range(rows.rowCount())]

    lists(server, ROWS)
    async with connected(server, tmp_path, "--model", "acme/writer") as parley:
        parley.type("model-search", "used:7d")
        assert not parley.shown("model-list")
        for model in ("acme/writer", "acme/seer", "acme/writer:nitro"):
            parley.workspace.choose_model(model)
            parley.ask("hi")
            await parley.answered()
        assert found(parley) == ["Acme: Seer", "Acme: Writer"]
        parley.type("model-search", " sort:-used")
        assert found(parley) == ["Acme: Writer", "Acme: Seer"]


async def test_the_shortcuts_are_told_over_the_window_of_all_models(server, tmp_path):
    lists(server, ROWS)
    async with connected(server, tmp_path) as parley:
        parley.act("models")
        await parley.until(lambda: parley.shown("models-table"), "it is there")
        window = parley.find("models-window")
        await parley.until(window.isActiveWindow, "it is in use")
        parley.key("models-search", Qt.Key.Key_F1)
        assert not parley.shown("shortcuts-dialog")
        QTest.keyClick(parley.find("search-help"), Qt.Key.Key_Escape)
        parley.key("models-table", Qt.Key.Key_F1)
        assert parley.find("shortcuts-dialog").parent() is window
        parley.click("shortcuts-close")


async def test_keys_of_the_main_window_do_the_same_in_that_of_all_models(server, tmp_path):
    lists(server, ROWS)
    async with connected(server, tmp_path) as parley:
        parley.ask("hi")
        parley.act("models")
        await parley.until(lambda: parley.shown("models-table"), "it is there")
        window = parley.find("models-window")
        await parley.until(window.isActiveWindow, "it is in use")
        before = parley.chat
        parley.key("models-table", Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        assert parley.chat is not before
        await parley.until(parley.window.isActiveWindow, "the new chat is in front")
        quits = []
        parley.window.actions_by_id["quit"].triggered.connect(lambda: quits.append(1))
        parley.act("models")
        await parley.until(window.isActiveWindow, "it is in use again")
        parley.key("models-table", Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
        assert quits == [1]
        await parley.until(lambda: not window.isVisible(), "the program ends")


async def test_how_the_window_stands_is_stored_while_it_is_open(server, tmp_path):
    lists(server, ROWS)
    async with connected(server, tmp_path, "--model", "acme/seer") as parley:
        parley.act("models")
        table, stored = parley.find("models-table"), Settings(paths(tmp_path).settings)
        keys = [column.key for column in table.model().columns]
        table.menu.aboutToShow.emit()
        next(entry for entry in table.menu.actions() if entry.text() == "Id").trigger()
        head = table.horizontalHeader()
        head.moveSection(head.visualIndex(keys.index("id")), 0)
        await parley.until(lambda: stored.load().models.get("columns", "").startswith("id="), "the columns are stored")
        parley.click("models-view-chart")
        await parley.until(lambda: stored.load().models["view"] == "chart", "the view is stored")
        window(parley).resize(1_000, 555)
        before = stored.load().models["geometry"]
        await parley.until(lambda: stored.load().models["geometry"] != before, "the size is stored")
