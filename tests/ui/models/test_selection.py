from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtTest import QTest

from desktop.domain.fit import Need
from desktop.ui.models.selection import rows_of, selection_of
from desktop.ui.models.table import ModelTable
from desktop.ui.models.table_model import ModelTableModel
from tests.ui.models.rows import FACTS, MODELS


@pytest.fixture
def table(shown):
    table = shown(ModelTable(ModelTableModel(FACTS)), 700, 110)
    table.show_models(MODELS)
    return table


def test_rows_that_stand_together_are_one_range():
    table = QStandardItemModel(9, 2)
    selection = selection_of([1, 2, 3, 6, 8], table)
    runs = [selection.at(at) for at in range(selection.count())]

    assert [(run.top(), run.bottom()) for run in runs] == [(1, 3), (6, 6), (8, 8)]
    assert {(run.left(), run.right()) for run in runs} == {(0, 1)}
    assert rows_of(selection) == [1, 2, 3, 6, 8]
    assert rows_of(selection_of([], table)) == []


def told(table):
    """What the table tells while the same rows are shown again."""
    heard = []
    table.model().modelReset.connect(lambda: heard.append("reset"))
    table.moved.connect(lambda: heard.append("moved"))
    table.selected.connect(lambda: heard.append("selected"))
    table.show_models(table.model().models)
    return heard


def test_the_same_rows_are_not_selected_again_where_several_are(table):
    table.selectAll()
    table.go_to(MODELS[-1].id)
    table.verticalScrollBar().setValue(0)
    table.model().show_need(Need(pictures=1), "")

    assert told(table) == ["moved", "selected"]
    assert table.selected_models() == list(MODELS)
    assert table.current_model() == MODELS[-1]
    assert table.verticalScrollBar().value() > 0  # it is in sight


def test_of_the_same_rows_the_one_that_somebody_went_to_elsewhere_is_selected(table):
    table.select_ids([MODELS[0].id])
    table.go_to(MODELS[1].id)

    assert "reset" in told(table)
    assert table.selected_models() == [MODELS[1]]


def test_whoever_searches_sees_what_comes_first_though_several_are_selected_no_more(table):
    table.select_ids([MODELS[0].id, MODELS[1].id])
    table.show_models(MODELS[1:], first=True)

    assert table.selected_models() == [MODELS[1]]
    table.selectAll()
    table.show_models(table.model().models, first=True)
    assert len(table.selected_models()) == len(MODELS) - 1


def test_who_takes_a_row_out_of_the_selection_stays_there(table):
    table.select_ids([model.id for model in MODELS[:2]])
    table.go_to(MODELS[0].id)
    QTest.keyClick(table, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)

    assert table.selected_models() == [MODELS[1]]
    assert table.current_model() == MODELS[0]
