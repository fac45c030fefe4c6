"""The table of models while it is moved sideways: names stay."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from desktop.ui.models.columns import columns
from desktop.ui.models.table import ModelTable
from desktop.ui.models.table_model import ModelTableModel
from desktop.ui.theme.theme import LIGHT
from tests.ui.models.rows import FACTS, FULL, MODELS

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def table(themed, shown):
    themed(LIGHT)
    rows = ModelTableModel(FACTS)
    table = shown(ModelTable(rows), 560, 300)
    rows.setParent(table)
    table.show_models(MODELS)
    QApplication.processEvents()
    return table


def section(key):
    return next(at for at, column in enumerate(columns()) if column.key == key)


def tick(table, key):
    table.menu.aboutToShow.emit()
    title = columns()[section(key)].title
    next(action for action in table.menu.actions() if action.text() == title).trigger()
    QApplication.processEvents()


def is_whole(table, key):
    left, width = table.columnViewportPosition(section(key)), table.columnWidth(section(key))
    return table.frozen <= left <= table.viewport().width() - width


def left_part(table, widget):
    return widget.grab(QRect(0, 0, table.columnWidth(0) - 1, widget.height())).toImage()


def test_a_column_that_is_ticked_comes_into_sight_and_names_stay(table):
    names, head = left_part(table, table.viewport()), left_part(table, table.horizontalHeader())
    assert table.frozen == 0
    tick(table, "agentic")

    assert is_whole(table, "agentic")
    assert table.frozen == table.columnWidth(0)
    assert left_part(table, table.viewport()) == names
    assert left_part(table, table.horizontalHeader()) == head


def test_what_stays_is_painted_anew_while_the_others_move(table):
    tick(table, "agentic")
    shown = table.viewport().visibleRegion().boundingRect()
    for value in (40, 41, 300):
        table.horizontalScrollBar().setValue(value)
        QApplication.processEvents()
        before = table.screen().grabWindow(table.winId()).toImage()
        table.viewport().update(shown)
        table.horizontalHeader().viewport().update()
        QApplication.processEvents()
        assert table.screen().grabWindow(table.winId()).toImage() == before


@pytest.mark.parametrize("by", [30, -30])
def test_the_edge_of_what_stays_is_pulled_where_it_is_seen(table, by):
    tick(table, "agentic")
    header, wide, moved = table.horizontalHeader(), table.columnWidth(0), table.horizontalScrollBar().value()
    edge = QPoint(table.frozen - 1, 8)
    QTest.mouseMove(header.viewport(), edge)
    shape = header.cursor().shape()
    QTest.mousePress(header.viewport(), LEFT, NONE, edge)
    QTest.mouseMove(header.viewport(), edge + QPoint(by, 0))
    QTest.mouseRelease(header.viewport(), LEFT, NONE, edge + QPoint(by, 0))

    assert (wide + by, wide + by) == (table.columnWidth(0), table.frozen)
    assert moved == table.horizontalScrollBar().value()
    QTest.mouseMove(header.viewport(), QPoint(9, 8))
    assert (Qt.CursorShape.SplitHCursor, Qt.CursorShape.ArrowCursor) == (shape, header.cursor().shape())


def test_long_names_stay_no_wider_than_half_of_the_room(table):
    table.show_models([replace(FULL, name="A: " + "very " * 30 + "long")])
    table.horizontalHeader().resizeSection(0, 500)
    widths = []
    for value in (0, 10, 400):
        table.horizontalScrollBar().setValue(value)
        widths.append(table.frozen)

    assert widths == [0, 490, table.viewport().width() // 2]


def test_names_that_do_not_stand_first_move_with_the_others(table):
    table.horizontalHeader().moveSection(0, 3)
    table.horizontalScrollBar().setValue(60)

    assert table.horizontalScrollBar().value() == 60
    assert table.frozen == 0


def test_no_column_is_shown_at_all(table):
    tick(table, "agentic")
    for at in range(len(columns())):
        table.hideColumn(at)

    assert table.frozen == 0


def test_what_is_pointed_at_is_what_is_seen(table):
    tick(table, "agentic")
    place = QPoint(20, table.rowViewportPosition(1) + 5)
    beside = QPoint(table.frozen + 5, place.y())
    QTest.mouseClick(table.viewport(), LEFT, NONE, place)

    assert (table.currentIndex().row(), table.currentIndex().column()) == (1, 0)
    assert table.visualRect(table.currentIndex()) == QRect(0, place.y() - 5, table.frozen, table.rowHeight(1))
    assert table.visualRect(table.indexAt(beside)).left() == table.columnViewportPosition(
        table.indexAt(beside).column()
    )
    assert table.indexAt(beside).column() != 0
    assert not table.indexAt(QPoint(20, table.rowViewportPosition(len(MODELS) - 1) + 100)).isValid()
    assert is_whole(table, "agentic")  # nothing has moved


def test_the_keyboard_leaves_no_column_covered_and_names_move_nothing(table):
    tick(table, "agentic")
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, section("agentic")))
    for _ in range(5):
        QTest.keyClick(table, Qt.Key.Key_Left)
        key = columns()[table.currentIndex().column()].key
        assert is_whole(table, key), key
    table.horizontalScrollBar().setValue(200)
    table.setCurrentIndex(table.model().index(2, 0))

    assert table.horizontalScrollBar().value() == 200


def test_the_head_of_names_takes_the_mouse_where_it_is_seen(table, qtbot):
    tick(table, "agentic")
    header = table.horizontalHeader()
    beside = QPoint(table.frozen + 30, 10)
    with qtbot.waitSignal(table.sort_requested) as sorted_by:
        QTest.mouseClick(header.viewport(), LEFT, NONE, QPoint(20, 10))
    assert sorted_by.args == ["name", False]
    with qtbot.waitSignal(table.sort_requested) as sorted_by:
        QTest.mouseClick(header.viewport(), LEFT, NONE, beside)
    assert sorted_by.args[0] == columns()[header.logicalIndexAt(beside)].key
    assert (header.section_at(QPoint(20, 10)), header.section_at(beside)) == (0, header.logicalIndexAt(beside))

    asked = []
    table.sort_requested.connect(lambda *how: asked.append(how))
    for start, end in ((QPoint(20, 10), beside), (beside, QPoint(20, 10))):
        QTest.mousePress(header.viewport(), LEFT, NONE, start)
        QTest.mouseRelease(header.viewport(), LEFT, NONE, end)
    assert asked == []


def test_the_head_tells_of_the_section_that_is_seen(table):
    tick(table, "agentic")
    header = table.horizontalHeader()
    beside = QPoint(table.frozen + 30, 10)
    for place, key in ((QPoint(20, 10), "name"), (beside, columns()[header.logicalIndexAt(beside)].key)):
        asked = QHelpEvent(QEvent.Type.ToolTip, place, header.viewport().mapToGlobal(place))
        QApplication.sendEvent(header.viewport(), asked)
        assert columns()[section(key)].meaning in QToolTip.text()
    QToolTip.hideText()
