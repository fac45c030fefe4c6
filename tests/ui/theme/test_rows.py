"""The row below the pointer."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView

from desktop.ui.theme.rows import RowDelegate
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
