"""The row below the pointer, and texts that are cut to fit."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView

from desktop.ui.theme.rows import RowDelegate, laid_out
from desktop.ui.theme.theme import DARK, LIGHT

ROWS, COLUMNS = 4, 3


@pytest.fixture
def table(shown):
    table = QTableView()
    model = QStandardItemModel(table)
    for row in range(ROWS):
        model.appendRow([QStandardItem(f"{row} {column}") for column in range(COLUMNS)])
    table.setModel(model)
    table.setItemDelegate(RowDelegate(table))
    return shown(table, 500, 300)


def lit(table, theme):
    """The cells whose ground is that of what is pointed at."""
    picture = table.viewport().grab().toImage()
    cells = [(row, column) for row in range(ROWS) for column in range(COLUMNS)]
    corners = {cell: table.visualRect(table.model().index(*cell)).topLeft() + QPoint(3, 3) for cell in cells}
    return [cell for cell, corner in corners.items() if picture.pixelColor(corner).name() == theme.raised]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_all_cells_of_the_row_are_lit_and_no_others(themed, table, theme):
    themed(theme)
    for row in (1, 2):
        QTest.mouseMove(table.viewport(), table.visualRect(table.model().index(row, row)).center())
        assert lit(table, theme) == [(row, column) for column in range(COLUMNS)]
    table.selectRow(2)
    assert lit(table, theme) == []
    table.clearSelection()
    QCoreApplication.sendEvent(table.viewport(), QEvent(QEvent.Type.Leave))
    assert lit(table, theme) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("$1,000,000", "…"),
        ("~$1,000,000", "…"),
        ("1.000.000\u00a0$", "…"),
        ("1,000,000M", "…"),
        ("in · $1,000,000 out", "in ·…"),
        ("gpt-4o-2024-08-06", "gpt…-06"),
        ("$1 · $2", "$1 · $2"),
    ],
)
def test_a_figure_stays_whole_or_goes(qapp, text, shown):
    font = qapp.font()
    room = QFontMetrics(font).horizontalAdvance("gpt-4o-…")

    assert laid_out(text, room, font, name=False).text() == shown


def test_of_a_word_alone_both_ends_stay(table):
    delegate, modes = table.itemDelegate(), []
    for text in ("openai/gpt-4o", "two words"):
        option = QStyleOptionViewItem()
        table.model().item(0, 0).setText(text)
        table.initViewItemOption(option)
        option.rect = QRect(0, 0, 50, 20)
        delegate.initStyleOption(option, table.model().index(0, 0))
        modes.append((option.text == text, option.textElideMode))

    assert modes == [(True, Qt.TextElideMode.ElideMiddle), (False, Qt.TextElideMode.ElideRight)]


def test_a_cell_that_is_too_narrow_for_its_figure_shows_none_of_it(table):
    table.model().item(0, 0).setText("$1,000,000")
    delegate, option = table.itemDelegate(), QStyleOptionViewItem()
    for width, shown in ((200, "$1,000,000"), (50, "…")):
        table.initViewItemOption(option)
        option.rect = QRect(0, 0, width, 20)
        delegate.initStyleOption(option, table.model().index(0, 0))
        assert option.text == shown
