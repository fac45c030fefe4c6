from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QContextMenuEvent, QCursor, QScreen, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QMenuBar,
    QTableView,
    QTextEdit,
    QToolButton,
    QWidget,
)

from desktop.domain.bookmark import Bookmark
from desktop.domain.catalog import Catalog, Origin
from desktop.domain.fit import Need
from desktop.domain.history import Change, ChangeKind
from desktop.domain.query import Known
from desktop.domain.search import Finder
from desktop.system.paths import resource
from desktop.ui.actions import build, shortcuts
from desktop.ui.browser.about import About
from desktop.ui.browser.facts import modalities_text
from desktop.ui.figures import day_text
from desktop.ui.language import install
from desktop.ui.menus import ask_for_menu, pop_up
from desktop.ui.models.beside import GLANCE
from desktop.ui.models.cells import PADDING
from desktop.ui.models.columns import columns
from desktop.ui.models.table import ModelTable
from desktop.ui.models.table_model import NO_INDEX, ModelTableModel
from desktop.ui.models.window import REST, ModelsWindow
from desktop.ui.theme.theme import LIGHT
from tests.ui.models.rows import FACTS, FREE, FULL, MODELS, WRITER

Key = Qt.Key
NONE, ALT, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
)
KNOWN = Known(date(2026, 8, 22))
NOON = datetime(2026, 8, 22, 12, tzinfo=UTC)
NAME = QAccessible.Text.Name
UPWARDS, DOWNWARDS = ("context", False), ("inputs", True)


@pytest.fixture
def window(shown):
    window = ModelsWindow()
    window.show_models(MODELS)
    shown(window, 1_240, 700)
    QTest.keyRelease(window, Key.Key_Control)  # Qt takes a key for held that a test before pressed another one with
    return window


def part(window, name, kind=QWidget):
    found = window.findChild(kind, name)
    assert found is not None, name
    return found


def table(window):
    return part(window, "models-table", QTableView)


def names(window):
    rows = table(window).model()
    return [rows.index(row, 0).data() for row in range(rows.rowCount())]


def line(window):
    return part(window, "models-search", QLineEdit)


def search(window, text):
    line(window).setText(text)


def count(window):
    return part(window, "models-count", QLabel).text()


def click(window, name):
    part(window, name, QAbstractButton).click()


def page(window):
    return part(window, "model-details", QTextEdit).toPlainText()


def heads(window):
    """The columns that are shown, in their order."""
    header, rows = table(window).horizontalHeader(), table(window).model()
    order = [header.logicalIndex(at) for at in range(header.count())]
    return [rows.columns[section].key for section in order if not header.isSectionHidden(section)]


def click_head(window, key):
    header, rows = table(window).horizontalHeader(), table(window).model()
    section = next(at for at, column in enumerate(rows.columns) if column.key == key)
    place = QPoint(header.sectionViewportPosition(section) + 20, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, NONE, place)


def sorted_head(window):
    header = table(window).horizontalHeader()
    section = header.sortIndicatorSection()
    down = header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
    return (table(window).model().columns[section].key, down) if section >= 0 else None


def compared(window):
    return [model.id for model in window.frame.compare.models]


def test_all_models_are_there_and_counted_batches_included(window):
    assert names(window)[:2] == ["Acme: Seer", "Acme: Writer"]
    assert count(window) == "8 of 8"


def test_a_search_leaves_what_it_finds_and_keeps_what_is_selected(window):
    table(window).select_ids(["acme/writer", "acme/seer"])
    search(window, "acme -free")

    assert names(window) == ["Acme: Seer", "Acme: Writer", "Acme: Seer Latest"]
    assert count(window) == "3 of 8"
    assert table(window).selected_ids() == ["acme/seer", "acme/writer"]
    search(window, "writer")
    assert table(window).selected_ids() == ["acme/writer"]


def test_of_one_id_at_two_connections_the_one_that_is_meant_stays_so(window):
    there = replace(WRITER, name="There", connection="https://far.example/v1")
    asked = []
    window.refused.connect(lambda model: asked.append(model.name))
    window.chosen.connect(asked.append)
    window.show_elsewhere(Finder([there]), "here.example")
    search(window, "writer -free")
    assert names(window) == ["Acme: Writer", "There"]
    table(window).selectRow(1)
    window.show_known(replace(KNOWN, favorites=frozenset({"acme/seer"})))
    assert [model.name for model in table(window).selected_models()] == ["There"]
    table(window).selectAll()
    window.frame.show_view("compare")
    window.show_models(MODELS)
    assert [model.name for model in window.frame.compare.models] == ["Acme: Writer", "There"]
    window.frame.show_view("table")
    table(window).select_ids(["acme/writer"])
    assert [model.name for model in table(window).selected_models()] == ["Acme: Writer"]
    plot = part(window, "models-chart")
    plot.selected.emit([there.key])
    assert [model.name for model in table(window).selected_models()] == ["There"]
    plot.moved.emit(WRITER.key)
    assert table(window).current_model().name == "Acme: Writer"
    for row in (1, 0):  # quicker than the page follows
        table(window).selectRow(row)
        QTest.keyClick(table(window), Key.Key_Return)

    assert asked == ["There", "acme/writer"]


def test_rows_that_stand_together_are_selected_as_one(window):
    table(window).selectAll()
    search(window, "acme")
    search(window, "")
    table(window).select_ids(["acme/seer", "acme/writer", "zero/zero"])

    assert [(found.top(), found.bottom()) for found in table(window).selectionModel().selection()] == [(0, 1), (3, 3)]


def test_a_search_goes_to_where_its_rows_are(window):
    window.frame.show_view("compare")
    search(window, "writer")
    assert window.frame.view == "table"
    assert names(window) == ["Acme: Writer", "Acme: Writer (free)"]
    window.frame.show_view("compare")
    search(window, "")

    assert window.frame.view == "compare"


def test_what_changed_follows_the_search_and_shows_the_page_of_the_change_beside(window, qtbot):
    gone = replace(FULL, id="acme/gone", name="Acme: Gone", retired=date(2026, 8, 1))
    window.show_retired(Finder([gone]))
    kinds = {"zero/zero": ChangeKind.NEW, "acme/writer": ChangeKind.NEW, "acme/gone": ChangeKind.RETIRED}
    changes = tuple(Change(model_id, model_id, kind, NOON) for model_id, kind in kinds.items())
    window.frame.show_view("changes")
    window.frame.changes.show_changes(changes, frozenset(), frozenset())
    tree = window.frame.changes.focusProxy()
    qtbot.waitUntil(lambda: page(window).startswith("Zero: Zero"))
    search(window, "by:acme")
    qtbot.waitUntil(lambda: page(window).startswith("Acme: Writer"))
    assert [change.model for change in window.frame.changes.shown] == ["acme/writer", "acme/gone"]
    QTest.keyClick(line(window), Key.Key_Return)
    assert tree.hasFocus()
    QTest.keyClick(tree, Key.Key_Down)
    qtbot.waitUntil(lambda: page(window).startswith("Acme: Gone"))
    assert window.frame.view == "changes"
    search(window, "no such model")
    qtbot.waitUntil(lambda: part(window, "changes-none").isVisible())
    click(window, "changes-none-action")
    assert line(window).text() == ""
    window.show_changes_of("acme/writer")
    qtbot.waitUntil(lambda: page(window).startswith("Acme: Writer"))
    assert tree.currentItem().text(0) == "acme/writer"


def test_a_search_without_hits_says_why_and_offers_the_way_back(window):
    search(window, "acme ctx>5M")
    assert part(window, "model-none").isVisible()
    assert not table(window).isVisible()
    click(window, "model-none-action")

    assert line(window).text() == "acme"
    assert table(window).isVisible()
    assert line(window).hasFocus()


def test_a_head_sorts_first_with_the_best_on_top_then_turned_around_then_not(window):
    click_head(window, "context")
    assert line(window).text() == "sort:-ctx"
    assert names(window)[:2] == ["Acme: Seer", "Acme: Writer"]
    assert sorted_head(window) == ("context", True)
    click_head(window, "context")
    assert line(window).text() == "sort:ctx"
    assert names(window)[:2] == ["Acme: Writer", "Acme: Seer"]
    click_head(window, "context")
    assert line(window).text() == ""
    assert sorted_head(window) is None
    assert names(window)[:2] == ["Acme: Seer", "Acme: Writer"]


def test_the_arrow_of_a_sorted_column_leaves_its_title_legible(themed, window):
    themed(LIGHT)
    header, columns = table(window).horizontalHeader(), table(window).model().columns
    section = next(at for at, column in enumerate(columns) if column.key == "prompt")
    title = QRect(header.sectionViewportPosition(section), 0, header.sectionSize(section), header.height())
    title.setTop(header.height() // 3)
    plain, above = header.grab(title).toImage(), header.grab().toImage()
    search(window, "sort:price")

    assert header.grab(title).toImage() == plain
    assert header.grab().toImage() != above


def test_whatever_is_sorted_by_is_in_the_line_and_goes_with_it(window):
    search(window, "sort:price")
    assert sorted_head(window) == ("prompt", False)
    click_head(window, "inputs")
    assert line(window).text() == "sort:in"
    assert sorted_head(window) == ("inputs", False)
    assert names(window)[:3] == ["Acme: Writer", "Zero: Zero", "Acme: Seer"]
    search(window, "acme")
    assert names(window)[:2] == ["Acme: Seer", "Acme: Writer"]
    assert sorted_head(window) is None


def test_the_cost_of_what_is_typical_can_be_sorted_by(window):
    part(window, "use-prompt").setValue(0)
    search(window, "sort:-cost")

    assert names(window)[0] == "Acme: Seer"
    assert sorted_head(window) == ("cost", True)
    part(window, "use-completion").setValue(0)
    assert names(window)[0] == "Acme: Writer (free)"


def menu_of(window, row):
    rows = table(window)
    place = rows.visualRect(rows.model().index(row, 0)).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, rows.viewport().mapToGlobal(place))
    QApplication.sendEvent(rows.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return {action.text(): action for action in menu.actions()}, menu


def test_the_menu_of_a_row_does_what_can_be_done_with_its_model(window):
    told = []
    window.chosen.connect(lambda *said: told.append(("use", *said)))
    window.details.favorite_set.connect(lambda *said: told.append(("favorite", *said)))
    window.details.note_requested.connect(lambda *said: told.append(("note", *said)))
    window.show_need(Need(), "acme/seer")
    for words in ("Use in this chat", "Favorite", "Note and tags…", "Compare with Acme: Seer"):
        offered, menu = menu_of(window, 1)
        offered[words].trigger()
        menu.close()
    assert told == [("use", "acme/writer"), ("favorite", "acme/writer", True), ("note", "acme/writer")]
    assert [model.id for model in window.frame.compare.models] == ["acme/writer", "acme/seer"]
    assert window.frame.view == "compare"


def test_the_menu_compares_what_is_selected_and_opens_by_its_keys_too(window):
    rows = table(window)
    rows.select_ids([MODELS[0].id, MODELS[1].id, MODELS[3].id])
    rows.setFocus()
    QTest.keyClick(rows, Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    menu = QApplication.activePopupWidget()
    offered = {action.text(): action for action in menu.actions()}
    offered["Compare the 3 that are selected"].trigger()
    menu.close()
    assert {model.id for model in window.frame.compare.models} == {MODELS[0].id, MODELS[1].id, MODELS[3].id}
    window.frame.show_view("table")
    offered, menu = menu_of(window, 4)  # which is not selected: nothing of the chat is known
    menu.close()
    assert not offered["Compare"].isEnabled()


def test_the_chart_says_how_many_are_selected(window):
    window.frame.show_view("chart")
    told = part(window, "models-selected", QLabel)
    assert not told.isVisible()
    part(window, "models-chart").selected.emit([MODELS[0].key, MODELS[1].key])
    assert (told.isVisible(), told.text()) == (True, "2 selected")
    part(window, "models-chart").selected.emit([MODELS[0].key])
    assert not told.isVisible()


def test_keys_sort_search_and_take(window):
    chosen = []
    window.chosen.connect(chosen.append)
    rows = table(window)
    rows.setFocus()
    context = next(at for at, column in enumerate(rows.model().columns) if column.key == "context")
    rows.setCurrentIndex(rows.model().index(0, context))
    QTest.keyClick(rows, Key.Key_Down, ALT)
    assert line(window).text() == "sort:-ctx"
    QTest.keyClick(rows, Key.Key_Up, ALT)
    assert line(window).text() == "sort:ctx"
    QTest.keyClick(rows, Key.Key_Return)
    assert chosen == ["acme/seer"]
    QTest.keyClick(rows, Key.Key_A)
    assert line(window).hasFocus()
    assert line(window).text() == "sort:ctxa"
    line(window).setText("seer")
    QTest.keyClick(line(window), Key.Key_Return)
    assert rows.hasFocus()
    QTest.keyClick(rows, Key.Key_Escape)
    assert line(window).text() == ""
    assert window.isVisible()
    QTest.keyClick(rows, Key.Key_Escape)
    assert not window.isVisible()


def test_return_in_the_search_goes_to_the_best_hit_and_what_is_gone_is_not_taken(window):
    chosen, refused = [], []
    window.chosen.connect(chosen.append)
    window.refused.connect(lambda model: refused.append(model.id))
    table(window).select_ids(["acme/seer"])
    line(window).setText("")
    QTest.keyClick(line(window), Key.Key_Return)
    assert table(window).current_id() == "acme/seer"
    line(window).setText("bby:acme writer")
    line(window).setFocus()
    QTest.keyClick(line(window), Key.Key_Return)
    assert not table(window).hasFocus()
    window.show_retired(Finder([replace(MODELS[0], id="acme/gone", name="Acme: Gone", retired=date(2026, 8, 1))]))
    line(window).setText("acme gone")
    QTest.keyClick(line(window), Key.Key_Return)
    assert table(window).selected_ids() == ["acme/gone"]
    QTest.keyClick(table(window), Key.Key_Return)
    assert (chosen, refused) == ([], ["acme/gone"])
    line(window).setText("acme writer")
    QTest.keyClick(line(window), Key.Key_Return)
    QTest.keyClick(table(window), Key.Key_Return)
    assert chosen == [table(window).current_id()]
    assert chosen[0].startswith("acme/writer")


def test_rows_that_do_not_suit_say_why_behind_their_names(window):
    rows = table(window).model()
    why = next(at for at, column in enumerate(rows.columns) if column.key == "why")
    window.show_models(MODELS[1:])
    usual, told = heads(window), window.frame.table.head.text()
    assert "why" not in usual
    window.show_need(Need(pictures=1), "")
    assert heads(window) == ["name", "why", *usual[1:]]
    assert rows.index(0, why).data() == "no pictures"
    assert rows.index(0, why).data(Qt.ItemDataRole.AccessibleTextRole) == "Why not: cannot see pictures"
    assert "cannot see pictures" in rows.index(0, why).data(Qt.ItemDataRole.ToolTipRole)
    assert rows.index(rows.row_of("zero/zero"), why).data() == ""
    assert window.frame.table.head.text() == told
    window.frame.table.menu.aboutToShow.emit()
    assert "Why not" not in {action.text() for action in window.frame.table.menu.actions()}
    click_head(window, "why")
    assert (line(window).text(), sorted_head(window)) == ("sort:fit", ("why", False))
    cells = [rows.index(row, why).data() for row in range(rows.rowCount())]
    assert cells == sorted(cells), "what suits comes first"
    click_head(window, "why")
    assert line(window).text() == "sort:-fit"
    assert rows.index(0, why).data() == "no pictures"
    window.show_need(Need(tokens=10**9), "")
    assert rows.index(0, why).data().endswith("too small")
    search(window, "zero")
    assert heads(window) == usual


def test_another_chat_searches_anew_only_where_it_changes_the_order(window, monkeypatch):
    found, find = [], window._pool.find
    monkeypatch.setattr(window._pool, "find", lambda query: found.append(query) or find(query))
    window.show_need(Need(pictures=1), "acme/seer")
    assert found == []
    search(window, "sort:fit")
    window.show_need(Need(tokens=10**9), "acme/seer")

    assert len(found) == 2


def seen(window):
    """The columns that can be seen as a whole."""
    header, room = table(window).horizontalHeader(), table(window).viewport().width()
    keys = [column.key for column in table(window).model().columns]
    ends = {key: header.sectionViewportPosition(at) + header.sectionSize(at) for at, key in enumerate(keys)}
    return [key for key in heads(window) if ends[key] <= room]


def width_of_names(window):
    return table(window).horizontalHeader().sectionSize(0)


@pytest.mark.parametrize("language", ["en", "de"])
def test_what_one_compares_is_in_sight_beside_why_models_do_not_suit(language, shown, qapp):
    translators = install(qapp, [language])
    try:
        window = ModelsWindow()
    finally:
        for translator in translators:
            qapp.removeTranslator(translator)
    window.show_models(MODELS)
    window.show_need(Need(pictures=1), "")

    for width in (1_100, 1_280, 1_400):
        shown(window, width, 700)
        assert seen(window)[:5] == ["name", "why", "prompt", "completion", "context"]
        assert ("cost" in seen(window)) is (width > 1_100)
    assert width_of_names(window) == 230
    table(window).horizontalHeader().resizeSection(0, 250)
    shown(window, 1_280, 700)
    assert width_of_names(window) == 250
    window.frame.table.restore_columns(window.frame.table.head.text())
    assert width_of_names(window) == 250


def test_where_models_are_shortens_before_their_names(window, shown):
    window.show_elsewhere(Finder([replace(WRITER, connection="http://127.0.0.1:11434/v1")]), "here.example")
    window.show_need(Need(pictures=1), "")
    search(window, "acme")

    shown(window, 1_280, 700)
    assert seen(window)[:7] == ["name", "place", "why", "prompt", "completion", "context", "cost"]
    header, keys = table(window).horizontalHeader(), [column.key for column in table(window).model().columns]
    widths = {key: header.sectionSize(keys.index(key)) for key in ("place", "why")}
    assert (width_of_names(window) >= 174, widths["place"] < 150) == (True, True)
    told = window.fontMetrics().horizontalAdvance("127.0.0.1:11434")
    assert widths["place"] >= told + 2 * PADDING
    shown(window, 1_400, 700)
    assert width_of_names(window) == 230


def width_of(window, key):
    columns = table(window).model().columns
    return table(window).columnWidth(next(at for at, column in enumerate(columns) if column.key == key))


def test_names_have_the_room_that_why_models_do_not_suit_leaves_them(window, shown):
    long = "Acme: Writer 3.5 with a rather long name (free)"
    shown(window, 1_280, 700)
    window.show_models([replace(WRITER, name=long), replace(FREE, name="short")])
    window.show_need(Need(pictures=1), "")
    metrics = window.fontMetrics()
    assert width_of(window, "why") <= metrics.horizontalAdvance("no pictures") + 2 * PADDING + 10
    assert width_of_names(window) >= metrics.horizontalAdvance(long) + 2 * PADDING
    assert seen(window)[:6] == ["name", "why", "prompt", "completion", "context", "cost"]
    search(window, "short")
    assert width_of_names(window) == 230
    window.show_models([replace(WRITER, name="W" * 250)])
    search(window, "")
    assert (230 < width_of_names(window), "cost" in seen(window)) == (True, True)


def test_names_push_aside_nothing_of_what_models_take_where_all_of_it_is_in_sight(window, shown):
    long = "Acme: Writer 3.5 with a rather long name (free)"
    window.show_models([replace(WRITER, name=long)])
    sizes = {}
    for width in range(1_240, 1_700, 20):
        shown(window, width, 700)
        sizes[width] = width_of_names(window), "inputs" in seen(window)

    first = next(width for width, (_, whole) in sizes.items() if whole)
    assert sizes[first - 20][0] > sizes[first][0] >= 230
    assert all(whole for width, (_, whole) in sizes.items() if width >= first)
    assert sizes[1_680][0] >= window.fontMetrics().horizontalAdvance(long)


def test_a_window_that_is_opened_again_begins_with_the_names(window):
    rows, bar = table(window), table(window).horizontalScrollBar()
    last = next(at for at, column in enumerate(rows.model().columns) if column.key == "released")
    rows.setCurrentIndex(rows.model().index(1, last))
    assert bar.value() > 0
    window.come_forward()
    assert bar.value() > 0
    window.close()
    window.come_forward()
    window.show_models(MODELS[:5])
    assert (bar.value(), rows.currentIndex().row(), rows.currentIndex().column()) == (0, 1, 0)


def test_a_window_is_no_larger_than_the_screen(monkeypatch, qtbot):
    monkeypatch.setattr(QScreen, "availableSize", lambda _: QSize(933, 600))
    window = ModelsWindow()
    qtbot.addWidget(window)  # to be taken away

    assert (window.width() < 933, window.height() < 600) == (True, True)


def test_why_models_do_not_suit_is_as_wide_again_as_it_was_made(window):
    window.show_models(MODELS[1:])
    why = next(at for at, column in enumerate(table(window).model().columns) if column.key == "why")
    window.show_need(Need(pictures=1), "")
    table(window).horizontalHeader().resizeSection(why, 260)
    window.show_need(Need(), "")
    window.show_need(Need(pictures=1), "")
    assert table(window).columnWidth(why) == 260


def test_columns_are_chosen_moved_and_remembered(window, shown):
    window.show_models(MODELS[1:])  # all of which suit
    told = []
    table(window).columns_changed.connect(lambda: told.append(1))
    window.frame.table.menu.aboutToShow.emit()
    entries = {action.text(): action for action in window.frame.table.menu.actions()}
    assert "Name" not in entries
    entries["Id"].trigger()
    entries["Output"].trigger()
    table(window).horizontalHeader().moveSection(0, 2)  # behind the prompt: one between is hidden
    assert told
    assert heads(window) == ["prompt", "name", "context", "cost", "inputs", "reasoning", "released", "id"]
    again = ModelsWindow()
    again.restore(window.remember())
    shown(again, 1_240, 700)
    assert heads(again) == heads(window)
    again.frame.table.menu.aboutToShow.emit()
    next(action for action in again.frame.table.menu.actions() if action.text() == "Reset columns").trigger()
    assert heads(again) == ["name", "prompt", "completion", "context", "cost", "inputs", "reasoning", "released"]


def moves(window):
    """What the menu of columns offers to move, while it may."""
    entries = [action for action in window.frame.table.menu.actions() if action.text().startswith("Move ")]
    return {action.text(): action for action in entries if action.isEnabled()}


def test_the_column_of_the_current_cell_or_under_the_pointer_is_moved_by_the_menu(window):
    window.show_models(MODELS[1:])
    rows, menu = table(window), window.frame.table.menu
    section = {column.key: at for at, column in enumerate(rows.model().columns)}
    rows.hideColumn(section["completion"])
    rows.setCurrentIndex(rows.model().index(0, section["context"]))
    for words, order in (
        ("Move “Context” left", ["name", "context", "prompt", "cost"]),
        ("Move “Context” right", ["name", "prompt", "context", "cost"]),
        ("Move “Context” right", ["name", "prompt", "cost", "context"]),
        ("Move “Context” to the front", ["context", "name", "prompt", "cost"]),
    ):
        menu.popup(window.mapToGlobal(QPoint(50, 50)))
        moves(window)[words].trigger()
        menu.close()
        assert heads(window)[:4] == order
    menu.popup(window.mapToGlobal(QPoint(50, 50)))
    assert list(moves(window)) == ["Move “Context” right"]
    menu.close()
    header = rows.horizontalHeader()
    header.customContextMenuRequested.emit(QPoint(header.sectionViewportPosition(section["cost"]) + 5, 5))
    moves(window)[f"Move “{rows.model().columns[section['cost']].title}” left"].trigger()
    menu.close()
    assert heads(window)[:4] == ["context", "name", "cost", "prompt"]
    rows.hideColumn(section["context"])
    menu.popup(window.mapToGlobal(QPoint(50, 50)))
    assert list(moves(window)) == ["Move “Name” right"]
    menu.close()


def test_the_keys_of_the_window_are_in_the_list_of_shortcuts_and_in_the_help(window, qapp):
    listed = " ".join(keys for _, keys in shortcuts(build(QMenuBar(window), window)))
    told = resource("help", "shortcuts.md").read_text("utf-8")
    found = [shortcut.key().toString() for shortcut in window.findChildren(QShortcut)]

    for keys in ("Ctrl+F", "Ctrl+K", "F5", "Ctrl+1", "Ctrl+4"):
        assert keys in found
        assert keys in listed
        assert f"**{keys}**" in told


def test_the_menu_of_columns_stays_while_one_switches_with_the_mouse_or_the_space_bar(window):
    menu = window.frame.table.menu
    menu.popup(window.mapToGlobal(QPoint(50, 50)))
    entries = {action.text(): action for action in menu.actions()}
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(entries["Id"]).center())
    assert "id" in heads(window)
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(entries["Id"]).center())
    assert "id" not in heads(window)
    menu.setActiveAction(entries["Output"])
    QTest.keyClick(menu, Key.Key_Space)
    assert "completion" not in heads(window)
    assert menu.isVisible()
    QTest.keyClick(menu, Key.Key_Return)
    assert "completion" in heads(window)
    assert not menu.isVisible()
    menu.popup(window.mapToGlobal(QPoint(50, 50)))
    last = menu.actions()[-1]
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(last).center())
    assert not menu.isVisible()


def test_days_and_heads_are_not_cut_in_another_language(qapp, qtbot):
    translators = install(qapp, ["de"])
    try:
        german = ModelsWindow()
        qtbot.addWidget(german)
        days = [day_text(date(2026, month, 28)) for month in range(1, 13)]
        kinds = modalities_text(("video", "audio", "file", "image", "text"))
        german.frame.table.restore_columns("name=230 cost=90/83 reasoning=120/60 released=94 inputs=130/130")
    finally:
        for translator in translators:
            qapp.removeTranslator(translator)
    widest = {"released": [*days, "Erschienen"], "cost": ["Übliche Nutzung"], "reasoning": ["Nachdenken"]}

    for key, texts in (widest | {"inputs": [kinds]}).items():
        needed = max(map(german.fontMetrics().horizontalAdvance, texts)) + 2 * PADDING
        assert width_of(german, key) >= needed * (2 if key == "reasoning" else 1)


def test_names_take_the_room_that_the_other_columns_leave(window):
    header = table(window).horizontalHeader()
    usual = window.frame.table.head.text()
    window.resize(1_900, 700)
    assert header.length() == table(window).viewport().width()
    assert window.frame.table.head.text() == usual
    header.resizeSection(0, 300)
    window.resize(1_000, 700)
    assert header.sectionSize(0) == 300
    assert "name=300/230" in window.frame.table.head.text()
    table(window).hideColumn(1)
    window.resize(1_900, 700)
    assert header.length() == table(window).viewport().width()


@pytest.mark.parametrize(
    "text", ["", "x", "name=", "name=-5", "no=3", "prompt=70 prompt=80", "name=99999999999999", "name=9/0"]
)
def test_damaged_columns_are_those_of_the_first_time_or_harmless(window, text):
    table(window).restore_columns(text)

    assert "name" in heads(window)
    assert 24 <= table(window).columnWidth(0) <= 2_000


def test_what_the_window_remembers_comes_back(window, shown):
    part(window, "use-prompt").setValue(5_000)
    click(window, "models-view-chart")
    part(window, "models-group-by").setCurrentIndex(1)
    again = ModelsWindow()
    again.restore(window.remember())
    again.show_models(MODELS)
    shown(again)

    assert again.frame.use.use() == window.frame.use.use()
    assert part(again, "models-chart").isVisible()
    assert part(again, "models-group-by").currentText() == "Families"
    damaged = shown(ModelsWindow())
    damaged.restore(dict.fromkeys(window.remember(), "\u20ac?"))
    assert damaged.frame.view == "table"


@pytest.mark.parametrize("languages", [["en"], ["de"]])
def test_nothing_is_cut_in_the_smallest_window(languages, qapp, shown):
    translators = install(qapp, languages)
    window = ModelsWindow()
    window.show_models(MODELS)
    window.frame.show_days((date(2026, 8, 22),))
    window.frame.age.show_age(Catalog(MODELS, Origin.FRESH, NOON, rejected=6), refreshing=False, failure="No.")
    shown(window, 720, 480)
    for translator in translators:
        qapp.removeTranslator(translator)
    widgets = [part(window, "models-age"), part(window, "models-count"), *window.frame.use.findChildren(QComboBox)]
    widgets += [w for w in window.findChildren(QToolButton) if w.isVisible() and w.property("kind") == "chip"]

    assert {
        w.objectName(): (w.width(), w.sizeHint().width()) for w in widgets if w.width() < w.sizeHint().width()
    } == {}
    assert part(window, "models-age").height() >= part(window, "models-age").sizeHint().height()
    header = table(window).horizontalHeader()
    shown_ones = [at for at in range(header.count()) if not header.isSectionHidden(at)]
    titles = [table(window).model().headerData(at, Qt.Orientation.Horizontal) for at in shown_ones]
    widths = [header.sectionSize(at) - 2 * PADDING for at in shown_ones]
    assert all(width >= header.fontMetrics().horizontalAdvance(t) for t, width in zip(titles, widths, strict=True))


def test_the_age_of_the_list_stands_beside_the_use_where_there_is_room(window, qtbot):
    window.frame.show_days((date(2026, 8, 22),))
    age, use = part(window, "models-age"), part(window, "models-use")

    def below():
        return age.mapTo(window, QPoint()).y() > use.geometry().bottom()

    qtbot.waitUntil(lambda: age.width() >= age.sizeHint().width())
    assert not below()
    window.frame.age.show_age(Catalog(MODELS, Origin.FRESH, NOON, rejected=6), refreshing=False, failure="No.")
    age.setText(age.text() * 5)
    qtbot.waitUntil(below)


def test_boxes_of_choices_are_heard_with_what_they_are_about(window):
    boxes = window.findChildren(QComboBox)

    def heard(box):
        interface = QAccessible.queryAccessibleInterface(box)
        return {interface.text(kind) for kind in (QAccessible.Text.Name, QAccessible.Text.Description)}

    assert len(boxes) == 6
    assert [
        box.objectName() for box in boxes if not box.accessibleName() or box.accessibleName() not in heard(box)
    ] == []


def test_what_does_not_suit_the_chat_is_told_with_what_would(window, qtbot):
    chosen, need = [], Need(pictures=1, tokens=100)
    window.chosen.connect(chosen.append)
    seer = replace(FULL, expiration_date=None)
    window.show_models((WRITER, seer))
    window.show_need(need, "acme/writer")
    table(window).select_ids(["acme/writer"])
    misfit = part(window, "models-misfit", QLabel)
    qtbot.waitUntil(lambda: "cannot see pictures" in misfit.text() and misfit.isVisible())
    assert part(window, "models-nearest").text() == "Nearest that suits: Acme: Seer"
    click(window, "models-nearest")
    qtbot.waitUntil(lambda: not misfit.isVisible())
    assert table(window).selected_ids() == ["acme/seer"]
    click(window, "models-fits")
    assert names(window) == ["Acme: Seer"]
    click(window, "model-use")
    assert chosen == ["acme/seer"]


def test_a_long_name_leaves_the_page_as_wide_as_it_was(window, qtbot):
    before = window.frame.aside.width()
    window.show_models((WRITER, replace(FULL, expiration_date=None, name="Acme: Seer of very many syllables " * 2)))
    window.show_need(Need(pictures=1), "")
    table(window).select_ids(["acme/writer"])
    qtbot.waitUntil(lambda: "syllables" in part(window, "models-nearest").toolTip())

    assert window.frame.aside.width() == before
    near = part(window, "models-nearest")
    assert near.text().endswith("…")
    assert near.fontMetrics().horizontalAdvance(near.text()) <= near.width()
    assert near.accessibleName().count("syllables") == 2


def test_the_nearest_model_is_shown_though_the_search_does_not_find_it(window, qtbot):
    window.show_models((WRITER, replace(FULL, expiration_date=None)))
    window.show_need(Need(pictures=1), "")
    search(window, "writer")
    qtbot.waitUntil(lambda: part(window, "models-nearest").isVisible())
    click(window, "models-nearest")

    qtbot.waitUntil(lambda: page(window).startswith("Acme: Seer"))
    assert names(window) == ["Acme: Writer"]


def test_who_searches_or_sorts_sees_what_comes_first(window):
    many = [replace(WRITER, id=f"acme/m{n:03}", name=f"Acme: Writer {n:03}", context_length=n + 1) for n in range(300)]
    window.show_models(many)
    bar = table(window).verticalScrollBar()
    for go_on, lit in (
        (lambda: search(window, "writer"), "acme/m000"),
        (lambda: table(window).sort_requested.emit(*UPWARDS), "acme/m150"),
        (lambda: table(window).sort_requested.emit(*DOWNWARDS), "acme/m150"),
    ):
        table(window).select_ids(["acme/m150"])
        table(window).scrollTo(table(window).currentIndex())
        assert bar.value() > 0
        go_on()
        assert (bar.value(), table(window).selected_ids()) == (0, [lit])


def test_each_search_lights_its_first_row_unless_somebody_has_chosen_another_in_it(window, qtbot):
    line(window).setFocus()
    for letter, first in (("w", "Acme: Writer"), ("wz", ""), ("", "Acme: Seer"), ("seer", "Acme: Seer")):
        search(window, letter)
        if first:
            assert [model.name for model in table(window).selected_models()] == [first]
    search(window, "acme -free")
    assert table(window).selected_ids() == ["acme/seer"]
    search(window, "acme -free sort:price")
    assert table(window).selected_ids() == ["acme/writer"]
    table(window).selectRow(1)
    chosen = table(window).selected_ids()
    search(window, "acme -free sort:-price")
    assert table(window).selected_ids() == chosen
    search(window, "acme")
    assert table(window).selected_models() == [table(window).model().at(0)]


def test_who_takes_a_search_back_sees_what_was_chosen_in_it(window, qtbot):
    many = [replace(WRITER, id=f"acme/m{n:03}", name=f"Acme: Writer {n:03}") for n in range(300)]
    window.show_models(many)
    search(window, "m15")
    table(window).selectRow(2)
    qtbot.waitUntil(lambda: page(window).startswith("Acme: Writer 152"))
    search(window, "")
    assert table(window).selected_ids() == ["acme/m152"]
    assert table(window).viewport().rect().intersects(table(window).visualRect(table(window).currentIndex()))


def test_who_takes_a_search_back_in_which_nothing_was_chosen_sees_the_top(window, qtbot):
    many = [replace(WRITER, id=f"acme/m{n:03}", name=f"Acme: Writer {n:03}") for n in range(300)]
    window.show_models(many)
    search(window, "m150")
    qtbot.waitUntil(lambda: page(window).startswith("Acme: Writer 150"))
    search(window, "")
    qtbot.waitUntil(lambda: page(window).startswith("Acme: Writer 000"))
    assert table(window).selected_ids() == ["acme/m000"]
    assert table(window).verticalScrollBar().value() == 0


def test_keys_lead_to_the_search_and_from_it_to_the_rows(window):
    table(window).setFocus()
    QTest.keyClick(window, Key.Key_K, CTRL)
    assert line(window).hasFocus()
    search(window, "acme")
    QTest.keyClick(line(window), Key.Key_Down)
    assert table(window).hasFocus()
    assert table(window).currentIndex().row() == 0


def test_a_new_list_leaves_the_row_in_view_that_is_looked_at(window):
    many = [replace(WRITER, id=f"acme/m{n:03}", name=f"Acme: Writer {n:03}") for n in range(300)]
    window.show_models(many)
    table(window).select_ids(["acme/m150"])
    window.show_models(many[1:])

    assert table(window).verticalScrollBar().value() > 0


def test_nothing_that_suits_is_said_and_taken_back(window):
    window.show_need(Need(pictures=1), "")
    search(window, "writer -free")
    click(window, "models-fits")
    assert not names(window)
    why = "The one model that was found does not suit this chat: cannot see pictures."
    assert part(window, "model-none", QLabel).text() == why
    click(window, "model-none-action")

    assert names(window) == ["Acme: Writer"]
    assert not part(window, "models-fits", QAbstractButton).isChecked()


def test_a_group_leaves_its_models(window, qtbot):
    groups = part(window, "models-groups", QListView)
    qtbot.waitUntil(lambda: groups.model().rowCount() == 6)
    groups.setCurrentIndex(groups.model().index(1, 0))
    assert len(names(window)) == 4
    assert count(window) == "4 of 8"
    search(window, "zero")
    assert part(window, "model-none", QLabel).text() == "Nothing that was found is in this group."
    click(window, "model-none-action")

    assert names(window) == ["Zero: Zero"]


def test_an_empty_list_is_said_to_be_empty_and_fetched_again(window, qtbot):
    window.show_models(())
    assert part(window, "model-none", QLabel).text() == "No models are listed here."
    with qtbot.waitSignal(window.refresh_requested):
        click(window, "model-none-action")


def test_what_is_found_alone_keeps_its_family(window, qtbot):
    kind, rows = part(window, "models-group-by", QComboBox), part(window, "models-groups", QListView).model()
    kind.setCurrentIndex(kind.findText("Families"))
    search(window, '"Acme: Seer" -latest')
    found = len(window.frame.table.model().models)
    qtbot.waitUntil(lambda: rows.index(0, 0).data() == f"All · {found}")

    assert f"seer · {found}" == rows.index(1, 0).data()


def test_groups_count_what_suits_the_chat_where_only_that_is_wanted(window, qtbot):
    rows = part(window, "models-groups", QListView).model()

    def told():
        return [rows.index(row, 0).data() for row in range(rows.rowCount())]

    window.show_models((WRITER, FREE, replace(FULL, expiration_date=None)))
    window.show_need(Need(pictures=1), "")
    qtbot.waitUntil(lambda: told() == ["All · 3", "acme · 3"])
    click(window, "models-fits")
    qtbot.waitUntil(lambda: told() == ["All · 2", "acme · 2"])
    window.show_need(Need(), "")
    qtbot.waitUntil(lambda: told() == ["All · 3", "acme · 3"])
    click(window, "models-fits")
    assert names(window) == ["Acme: Writer", "Acme: Writer (free)", "Acme: Seer"]


def test_a_group_that_has_no_room_in_a_narrow_window_leaves_nothing_out(window, qtbot):
    groups = part(window, "models-groups", QListView)
    qtbot.waitUntil(lambda: groups.model().rowCount() == 6)
    groups.setCurrentIndex(groups.model().index(1, 0))
    window.frame.show_view("compare")
    window.frame.show_view("table")
    assert count(window) == "4 of 8"
    window.resize(820, 700)
    qtbot.waitUntil(lambda: not groups.isVisible())

    assert count(window) == "8 of 8"


def test_a_group_has_all_that_the_next_search_finds_of_it(window, qtbot):
    groups = window.frame.groups.findChild(QListView)
    search(window, "seer")
    qtbot.waitUntil(lambda: groups.model().rowCount() == 2)
    groups.setCurrentIndex(groups.model().index(1, 0))
    few = names(window)
    search(window, "")

    assert len(few) == 2
    assert len(names(window)) == 4


def test_views_are_switched_by_click_and_key_and_share_what_is_selected(window, qtbot):
    plot = part(window, "models-chart")
    QTest.keyClick(window, Key.Key_2, CTRL)
    assert plot.isVisible()
    qtbot.waitUntil(lambda: plot._plot.models != [])
    table(window).select_ids(["acme/seer"])
    assert plot._chosen == {FULL.key}
    plot.selected.emit([WRITER.key, FULL.key])
    assert table(window).selected_ids() == ["acme/seer", "acme/writer"]
    plot.moved.emit(WRITER.key)
    assert table(window).current_id() == "acme/writer"
    assert table(window).selected_ids() == ["acme/seer", "acme/writer"]
    click(window, "models-view-compare")
    assert compared(window) == ["acme/seer", "acme/writer"]
    assert not part(window, "models-columns").isEnabled()
    table(window).select_ids(["acme/writer"])
    QTest.keyClick(window, Key.Key_1, CTRL)
    QTest.keyClick(window, Key.Key_3, CTRL)
    assert compared(window) == ["acme/seer", "acme/writer"]
    QTest.keyClick(window, Key.Key_4, CTRL)
    assert window.frame.view == "changes"


def marked(window):
    """The columns of the comparison that are marked in their heads."""
    heads = part(window, "compare-table", QTableView).model()
    told = [heads.headerData(at, Qt.Orientation.Horizontal) for at in range(heads.columnCount())]
    assert [heads.index(0, at).data(Qt.ItemDataRole.BackgroundRole) is not None for at in range(len(told))] == [
        "▸" in title for title in told
    ]
    return [at for at, title in enumerate(told) if "▸" in title]


def test_the_column_of_a_comparison_that_somebody_turns_to_is_the_model_that_acts(window, qtbot):
    table(window).select_ids(["acme/seer", "acme/writer"])
    qtbot.waitUntil(lambda: window.beside.shown and window.beside.shown.id == "acme/seer")
    click(window, "models-view-compare")
    qtbot.waitUntil(lambda: marked(window) == [compared(window).index("acme/seer")])

    beside = part(window, "compare-table", QTableView)
    other = compared(window).index("acme/writer")
    for turn in (
        lambda: beside.horizontalHeader().sectionClicked.emit(other),
        lambda: beside.setCurrentIndex(beside.model().index(2, other)),
    ):
        window.beside.look_at(FULL)
        qtbot.waitUntil(lambda: marked(window) == [1 - other])
        turn()
        qtbot.waitUntil(lambda: marked(window) == [other])
        with qtbot.waitSignal(window.chosen) as chosen:
            click(window, "model-use")
        assert chosen.args == ["acme/writer"]
        assert compared(window) == ["acme/seer", "acme/writer"]
        assert set(table(window).selected_ids()) == {"acme/seer", "acme/writer"}


def test_who_compares_others_than_what_is_looked_at_turns_to_the_first(window, qtbot):
    qtbot.waitUntil(lambda: window.beside.shown == MODELS[0])
    window.compare([MODELS[2], MODELS[1]])

    qtbot.waitUntil(lambda: marked(window) == [0])


@pytest.mark.parametrize(
    ("view", "filtered"), [("table", True), ("chart", True), ("compare", False), ("changes", True)]
)
def test_what_filters_can_be_used_where_it_does_something(window, view, filtered):
    bar = window.frame.geometry()
    click(window, f"models-view-{view}")
    assert {chip.isEnabled() for chip in part(window, "model-filters").findChildren(QToolButton)} == {filtered}
    assert part(window, "models-count").isVisible() == (view in {"table", "chart"})
    assert line(window).isEnabled()
    assert window.frame.geometry() == bar


def test_the_chart_follows_the_search_and_hollows_what_does_not_suit(window, qtbot):
    gone = replace(FULL, expiration_date=date(2026, 8, 31))
    window.show_models([gone if model is FULL else model for model in MODELS])
    window.show_need(Need(pictures=1), "")
    click(window, "models-view-chart")
    plot = part(window, "models-chart")
    search(window, "acme")
    qtbot.waitUntil(lambda: [model.id for model in plot._plot.models] == ["acme/writer", "acme/seer"])

    laid_out = plot._plot
    hollow = {model.id for model, found in zip(laid_out.models, laid_out.hollow, strict=True) if found}
    assert hollow == {"acme/seer", "acme/writer"}  # one expired, one cannot see
    assert "2 models without these figures" in part(window, "models-missing", QLabel).text()
    search(window, "latest")
    said = "1 model without these figures is not shown · hollow points do not suit this chat"
    qtbot.waitUntil(lambda: part(window, "models-missing", QLabel).text() == said)
    search(window, "writer -free")
    qtbot.waitUntil(lambda: part(window, "models-missing", QLabel).text() == "hollow points do not suit this chat")
    search(window, "no such model at all")
    assert part(window, "model-none").isVisible()
    box = part(window, "models-axes")
    box.setCurrentIndex(box.count() - 1)
    assert plot.accessibleName() == "Release and price"


def test_a_comparison_follows_the_use_and_the_list(window):
    table(window).select_ids(["acme/seer", "acme/writer"])
    click(window, "models-view-compare")
    part(window, "use-requests").setValue(10)
    costs = next(row for row in window.frame.compare._rows if row.title == "Typical use")
    assert costs.texts == ("$0.07", "$0.0016")
    window.show_models(MODELS[1:])

    assert compared(window) == []


def test_what_is_no_longer_listed_is_looked_at_and_compared(window, qtbot):
    gone = replace(FULL, id="acme/gone", name="Acme: Gone", retired=date(2026, 8, 1))
    window.show_retired(Finder([gone]))
    search(window, "writer")
    window.frame.show_view("changes")
    window.frame.changes.chosen.emit("acme/gone")
    assert window.frame.view == "table"
    qtbot.wait(2 * GLANCE)  # the page of the table's own row would come now
    assert page(window).startswith("Acme: Gone")
    search(window, "acme")
    table(window).select_ids(["acme/writer", "acme/gone"])
    window.frame.show_view("compare")

    assert compared(window) == ["acme/writer", "acme/gone"]


def test_the_page_of_an_earlier_day_knows_nothing_of_later_ones(window, qtbot):
    def change(day, after):
        at = datetime(2026, 8, day, tzinfo=UTC)
        return Change("acme/writer", "W", ChangeKind.PRICE_UP, at, "prompt", "0.000001", after)

    changes = change(1, "0.000002"), change(20, "0.000003")
    window.tell_by(lambda _: About(changes=changes, begun=datetime(2026, 7, 1, tzinfo=UTC)))
    window.show_models(MODELS, date(2026, 8, 10))
    table(window).select_ids(["acme/writer"])
    qtbot.waitUntil(lambda: "acme/writer" in page(window) and "1 Aug 2026" in page(window))
    line = part(window, "model-price-history-prompt")

    assert "20 Aug 2026" not in page(window)
    assert line.accessibleDescription() == "1 Jul 2026: $1; 1 Aug 2026: $2"
    assert line._until.date() == date(2026, 8, 10)
    window.show_models(MODELS)
    qtbot.waitUntil(lambda: "20 Aug 2026" in page(window))


def test_an_earlier_day_is_searched_and_judged_as_on_that_day(window, qtbot):
    known = replace(KNOWN, tags={"acme/seer": frozenset({"Eyes"})})
    window.show_known(known)
    window.show_models((replace(FULL, expiration_date=date(2026, 7, 21)), WRITER), date(2026, 7, 11))
    table(window).select_ids([FULL.id])
    qtbot.waitUntil(lambda: "10 days" in part(window, "models-misfit", QLabel).text())
    for words in ("expiring", "released:10d"):
        search(window, words)
        assert names(window) == [FULL.name]
    window.show_known(replace(known, favorites=frozenset({FULL.id})))
    search(window, "released:9d")

    assert names(window) == []
    assert window.frame.search.line._completer.values["tag"] == {"eyes": 1}


def test_the_page_asks_for_links_to_be_followed(window, qtbot):
    with qtbot.waitSignal(window.details.link_activated) as asked:
        part(window, "model-details").link_activated.emit("https://acme.example", "Acme")
    assert asked.args == ["https://acme.example", "Acme"]


def test_the_page_tells_what_is_known_beside_the_list_and_what_is_asked_there_is_told(window, qtbot):
    looked, favorites, notes = [], [], []
    window.looked.connect(lambda model: looked.append(model.id))
    window.details.favorite_set.connect(lambda *told: favorites.append(told))
    window.details.note_requested.connect(notes.append)
    window.tell_by(lambda model: About(Bookmark(note=f"Note on {model.id}")))
    table(window).select_ids(["acme/writer"])
    qtbot.waitUntil(lambda: "Note on acme/writer" in page(window))
    click(window, "model-favorite")
    click(window, "model-note")
    window.tell_by(lambda _: About(Bookmark(note="Another one")))
    window.renew_page("acme/seer")
    assert "Another one" not in page(window)
    window.renew_page("acme/writer")

    assert "Another one" in page(window)
    assert looked[-1] == "acme/writer"
    assert favorites == [("acme/writer", True)]
    assert notes == ["acme/writer"]


def test_favorites_and_tags_are_known_to_the_table_and_to_the_search(window):
    window.show_known(replace(KNOWN, favorites=frozenset({"acme/writer"}), tags={"acme/seer": frozenset({"Eyes"})}))
    search(window, "favorite")
    assert names(window) == ["Acme: Writer"]
    search(window, "tag:eyes")
    assert names(window) == ["Acme: Seer"]
    window.show_known(KNOWN)
    assert names(window) == []


def test_what_is_found_by_a_note_shows_it_behind_the_name(window):
    table = window.frame.table
    note = next(at for at, column in enumerate(table.model().columns) if column.key == "note")
    window.show_known(replace(KNOWN, notes={"acme/seer": "good for invoices"}, tags={"acme/seer": frozenset({"Eyes"})}))
    search(window, "invoices")
    assert names(window) == ["Acme: Seer"]
    assert not table.isColumnHidden(note)
    assert table.horizontalHeader().visualIndex(note) == 1
    assert table.model().index(0, note).data() == "good for invoices #Eyes"
    search(window, "seer")
    assert table.isColumnHidden(note)


def test_who_keeps_nothing_is_asked_for_once_somebody_searches_for_it(window):
    asked = []
    window.zero_retention_asked.connect(lambda: asked.append(1))
    search(window, "zdr")
    assert asked == [1]
    assert names(window) == []
    window.show_known(replace(KNOWN, zero_retention=frozenset({"acme/seer"})))
    assert names(window) == ["Acme: Seer"]
    assert asked == [1]


def test_a_narrow_window_keeps_the_table(window):
    for width, groups, aside in ((1_240, True, True), (900, False, True), (740, False, False)):
        window.resize(width, 600)
        assert (window.frame.groups.isVisible(), window.frame.aside.isVisible()) == (groups, aside)
        assert table(window).isVisible()
        assert window.width() == width


def test_a_narrow_window_shows_the_details_in_place_of_the_table_and_goes_back_to_the_row(window, qtbot):
    window.resize(720, 600)
    rows, back = table(window), part(window, "models-back", QAbstractButton)
    rows.setFocus()
    rows.selectRow(1)
    details = part(window, "model-details")

    def alone():
        return details.isVisible(), back.isVisible(), rows.isVisible(), window.width()

    for leave in (lambda: QTest.keyClick(details, Key.Key_Escape), back.click):
        for _ in range(2):
            QTest.keyClick(window.focusWidget(), Key.Key_Return, ALT)
            assert (True, True, False, 720) == alone()
            assert details.hasFocus()
        qtbot.waitUntil(lambda: "acme/writer" in page(window))
        leave()
        assert (False, False, True, 720) == alone()
        assert (rows.hasFocus(), rows.current_id(), window.isVisible()) == (True, "acme/writer", True)
    QTest.keyClick(rows, Key.Key_Return, ALT)
    search(window, "seer")
    assert (False, False, True, 720) == alone()
    window.frame.show_view("compare")
    QTest.keyClick(window, Key.Key_Return, ALT)
    assert (True, True, False, 720) == alone()
    window.frame.show_view("table")
    QTest.keyClick(rows, Key.Key_Return, ALT)
    window.resize(1_240, 600)
    assert (True, False, True, 1_240) == alone()
    QTest.keyClick(rows, Key.Key_Return, ALT)
    assert (True, False, True, 1_240) == alone()
    assert details.hasFocus()
    window.resize(720, 600)
    assert (False, False, True, 720) == alone()


def test_the_menu_of_a_row_opens_its_details(window, qtbot):
    window.resize(720, 600)
    rows = table(window)
    rows.setFocus()
    rows.selectRow(1)
    QTest.keyClick(rows, Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    menu = part(window, "model-menu", QMenu)
    QTest.keyClick(menu, Key.Key_Down)
    assert menu.activeAction().text() == "Details"
    QTest.keyClick(menu, Key.Key_Return)
    qtbot.waitUntil(lambda: "acme/writer" in page(window))

    assert window.focusWidget() is part(window, "model-details")
    assert part(window, "models-back").isVisible()


def test_the_menu_of_a_row_finds_what_is_like_it_and_free(window):
    def offer():
        ask_for_menu(table(window))
        entries = {entry.text(): entry for entry in window.findChildren(QMenu, "model-menu")[-1].actions()}
        return entries["Find others like it that are free"]

    table(window).setFocus()
    table(window).selectRow(names(window).index("Acme: Writer"))
    offer().trigger()
    assert line(window).text() == "free sort:-ctx"
    assert names(window) == ["Acme: Writer (free)"]

    assert not offer().isEnabled()


def test_tab_goes_from_the_search_down_to_the_day(window):
    window.frame.show_days([date(2026, 8, 1)])
    found, at = [], line(window)
    while not found or at is not line(window):
        found.append(at.objectName())
        at = at.nextInFocusChain()
    wanted = [
        "models-search",
        "filter-more",
        "models-view-table",
        "models-view-changes",
        "models-fits",
        "models-columns",
    ]
    wanted += ["model-views", "models-groups", "models-table", "model-details", "use-requests", "models-day"]

    assert [name for name in found if name in wanted] == wanted


def test_days_that_come_leave_the_chosen_one(window):
    window.frame.show_days([date(2026, 8, 2), date(2026, 8, 1)])
    window.frame.days.setCurrentIndex(2)
    window.frame.show_days([date(2026, 8, 3), date(2026, 8, 2), date(2026, 8, 1)])
    assert window.frame.days.currentData() == date(2026, 8, 1)
    window.frame.show_days([date(2026, 8, 3)])

    assert window.frame.days.currentData() is None


def test_the_way_back_from_a_day_keeps_the_keyboard_while_the_day_stays(window):
    window.frame.show_days([date(2026, 8, 2), date(2026, 8, 1)])
    window.frame.show_day(date(2026, 8, 1))
    back = part(window.frame.notices, "notice-action", QAbstractButton)
    back.setFocus()
    window.frame.show_day(date(2026, 8, 1))
    assert back.hasFocus()
    window.frame.show_day(date(2026, 8, 2))
    assert "2 Aug 2026" in part(window.frame.notices, "notice").accessibleName()
    window.frame.show_day(None)

    assert not window.frame.notices.isVisible()


def test_closing_is_told_so_that_the_window_can_be_remembered(window):
    told = []
    window.left.connect(lambda: told.append(window.remember()["view"]))
    window.close()

    assert told == ["table"]


def test_saved_searches_are_offered_and_changed(window):
    saved, removed = [], []
    window.views.saved.connect(lambda *told: saved.append(told))
    window.views.removed.connect(removed.append)
    window.views.show_views({"Cheap": "price<1"})
    views = window.frame.search.views
    views.chosen.emit("price<1")
    views.saved.emit("Cheap", "price<1")
    views.removed.emit("Cheap")

    assert names(window) == ["Acme: Writer", "Acme: Writer (free)", "Zero: Zero"]
    assert saved == [("Cheap", "price<1")]
    assert removed == ["Cheap"]


def test_everything_that_can_be_used_has_a_name(window):
    for view in ("table", "chart", "compare"):
        window.frame.show_view(view)
        for widget in window.findChildren(QWidget):
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                assert widget.accessibleName() or getattr(widget, "text", str)(), widget


def test_painting_the_table_does_not_go_through_all_that_is_selected(shown):
    class Counted(ModelTableModel):
        asked = 0

        def columnCount(self, parent=NO_INDEX):  # noqa: N802 - Qt's name
            self.asked += 1
            return super().columnCount(parent)

    rows = Counted(FACTS)
    table = ModelTable(rows)
    table.show_models([replace(WRITER, id=f"a/{n}") for n in range(2_000)])
    shown(table, 800, 300)
    counts = []
    for select in (table.clearSelection, table.selectAll):
        select()
        before = rows.asked
        table.grab()
        counts.append(rows.asked - before)

    assert counts[1] < counts[0] + 2_000


def lit(window):
    """The model that is told to be the current one, which is selected, or else nothing is."""
    model, selected = table(window).current_model(), table(window).selected_models()
    assert (model in selected) if model else not selected
    return model.id if model else ""


def test_what_a_search_leaves_of_several_selected_ones_is_not_lit_beside_the_row_that_acts(window, qtbot):
    asked = []
    window.details.note_requested.connect(asked.append)
    table(window).select_ids(["zero/zero", "acme/writer", "plain"])
    search(window, "acme")
    assert table(window).selected_ids() == [lit(window)] == ["acme/seer"]
    table(window).select_ids(["acme/writer", "acme/writer:free"])
    table(window).go_to("acme/seer")
    search(window, "acme writer")
    assert lit(window) in {"acme/writer", "acme/writer:free"}
    assert len(table(window).selected_ids()) == 2
    qtbot.waitUntil(lambda: page(window).startswith(table(window).current_model().name))
    click(window, "model-note")
    assert asked == [table(window).current_id()]


def test_who_goes_on_in_the_chart_comes_back_to_that_row(window):
    table(window).select_ids(["acme/writer"])
    window.frame.show_view("chart")
    part(window, "models-chart").moved.emit(FULL.key)
    window.frame.show_view("table")

    assert table(window).selected_ids() == [lit(window)] == ["acme/seer"]


def test_no_row_acts_while_the_page_is_of_a_model_that_has_none(window, qtbot):
    taken = []
    window.chosen.connect(taken.append)
    gone = replace(FULL, id="acme/gone", name="Acme: Gone", retired=date(2026, 8, 1))
    window.show_retired(Finder([gone]))
    table(window).select_ids(["acme/writer"])
    window.frame.show_view("changes")
    window.frame.changes.chosen.emit("acme/gone")
    qtbot.waitUntil(lambda: page(window).startswith("Acme: Gone"))
    assert lit(window) == ""
    window.show_models(MODELS)
    window.frame.groups.chosen.emit()
    qtbot.wait(2 * GLANCE)
    assert (page(window).split("\n")[0], lit(window)) == ("Acme: Gone", "")
    table(window).setFocus()
    QTest.keyClick(table(window), Key.Key_Return)
    assert taken == [lit(window)] == ["acme/writer"]


def test_who_leaves_what_changed_comes_back_to_the_row_that_was_lit(window, qtbot):
    gone = replace(FULL, id="acme/gone", name="Acme: Gone", retired=date(2026, 8, 1))
    window.show_retired(Finder([gone]))
    table(window).select_ids(["acme/writer"])
    window.frame.show_view("changes")
    change = Change("acme/gone", "Acme: Gone", ChangeKind.RETIRED, NOON)
    window.frame.changes.show_changes((change,), frozenset(), frozenset())
    qtbot.waitUntil(lambda: page(window).startswith("Acme: Gone"))
    click(window, "models-view-table")

    assert lit(window) == "acme/writer"
    qtbot.waitUntil(lambda: page(window).startswith("Acme: Writer"))


def test_a_search_that_leaves_the_same_changes_leaves_the_page_of_the_change(window, qtbot):
    gone = replace(FULL, id="acme/gone", name="Acme: Gone", retired=date(2026, 8, 1))
    window.show_retired(Finder([gone]))
    window.frame.show_view("changes")
    change = Change("acme/gone", "Acme: Gone", ChangeKind.RETIRED, NOON)
    window.frame.changes.show_changes((change,), frozenset(), frozenset())
    for text in ("acme", "by:acme"):
        search(window, text)
        qtbot.wait(2 * REST)
        assert page(window).startswith("Acme: Gone")


def test_the_row_that_a_screen_reader_selects_is_looked_at_and_used(window, qtbot):
    chosen, rows = [], table(window)
    window.chosen.connect(chosen.append)
    table_cells = QAccessible.queryAccessibleInterface(rows)
    cell = next(found for at in range(1_000) if (found := table_cells.child(at)).text(NAME) == MODELS[3].name)
    for selected in ([MODELS[0], MODELS[3]], [MODELS[0]]):  # beside the first one, and no longer
        cell.actionInterface().doAction(QAccessibleActionInterface.toggleAction())
        assert rows.selected_models() == selected
        assert rows.current_model() == MODELS[3]
    qtbot.waitUntil(lambda: page(window).startswith(MODELS[3].name))
    click(window, "model-use")

    assert chosen == [MODELS[3].id]


def test_a_screen_reader_switches_views_and_favorites(window, toggle):
    told, views = [], []
    window.details.favorite_set.connect(lambda *said: told.append(said))
    window.frame.view_changed.connect(views.append)
    table(window).selectRow(0)
    QTest.qWait(2 * GLANCE)
    toggle(part(window, "model-favorite", QToolButton))
    assert told == [("acme/seer", True)]
    window.tell_by(lambda _: About(Bookmark(favorite=True)))
    window.renew_page("acme/seer")
    assert part(window, "model-favorite", QToolButton).isChecked()
    assert len(told) == 1
    toggle(part(window, "models-view-chart", QToolButton))
    assert (window.frame.view, window.frame.pages.currentWidget()) == ("chart", window.frame.chart)
    assert views == ["chart"]


COST = next(at for at, column in enumerate(columns()) if column.key == "cost")


def test_home_and_end_go_to_the_first_row_and_the_last(window):
    rows = table(window)
    rows.setFocus()
    rows.setCurrentIndex(rows.model().index(2, COST))
    for key, row in ((Key.Key_End, len(MODELS) - 1), (Key.Key_Home, 0)):
        QTest.keyClick(rows, key)
        assert (rows.currentIndex().row(), rows.currentIndex().column()) == (row, COST)
        assert rows.selected_ids() == [MODELS[row].id]
    QTest.keyClick(rows, Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    assert len(rows.selected_ids()) == len(MODELS)


def test_a_menu_that_a_key_opens_has_a_current_row_and_one_at_the_pointer_none(window):
    rows = table(window)
    rows.setFocus()
    rows.selectRow(0)
    QTest.keyClick(rows, Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    menu = part(window, "model-menu", QMenu)
    assert menu.activeAction().text() == "Use in this chat"
    menu.close()
    pop_up(menu, QCursor.pos())
    assert menu.activeAction() is None
    menu.close()
