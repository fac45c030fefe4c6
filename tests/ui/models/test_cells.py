from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from desktop.domain.fit import Need
from desktop.ui.models import cells
from desktop.ui.models.table import ModelTable
from desktop.ui.models.table_model import ModelTableModel
from desktop.ui.theme.theme import DARK, LIGHT
from tests.ui.models.rows import FACTS, FULL, MODELS, WRITER


@pytest.fixture
def table(shown):
    rows = ModelTableModel(FACTS)
    table = shown(ModelTable(rows), 700, 300)
    table.show_models(MODELS)
    return table


def picture_of(table, row, column):
    return table.viewport().grab(table.visualRect(table.model().index(row, column))).toImage()


def inks(table, row, column=0):
    """The colors of a painted cell, and how often each occurs."""
    picture = picture_of(table, row, column)
    colors = [picture.pixel(x, y) for x in range(picture.width()) for y in range(picture.height())]
    return {QColor(color).name(): colors.count(color) for color in set(colors)}


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_cells_are_painted_in_the_theme_and_dim_where_a_model_does_not_suit(themed, table, theme):
    themed(theme)
    table.clearSelection()
    table.model().show_need(Need(pictures=1), "")
    assert theme.muted in inks(table, 1)
    assert theme.text not in inks(table, 1)
    assert theme.text in inks(table, 4)
    table.select_ids([WRITER.id])
    assert theme.selection in inks(table, 1)
    assert theme.muted in inks(table, 1)
    table.setFocus()
    assert theme.accent in inks(table, 1)


def lit(table, theme):
    """Rows whose first and last cell in view are both lit."""
    last = table.columnAt(table.viewport().width() - 2)
    rows = range(table.rowAt(0), table.rowAt(table.viewport().height() - 1) + 1)
    return [row for row in rows if all(theme.raised in inks(table, row, column) for column in (0, last))]


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_whole_row_below_the_pointer_is_lit(themed, shown, theme):
    themed(theme)
    table = shown(ModelTable(ModelTableModel(FACTS)), 700, 110)
    table.show_models(MODELS)
    QTest.mouseMove(table.viewport(), QPoint(400, 5))
    QTest.mouseMove(table.viewport(), table.visualRect(table.model().index(2, 0)).center())
    assert lit(table, theme) == [2]
    table.verticalScrollBar().setValue(table.verticalScrollBar().value() + table.rowHeight(0))
    assert lit(table, theme) == [3]
    QCoreApplication.sendEvent(table.viewport(), QEvent(QEvent.Type.Leave))
    assert lit(table, theme) == []


def test_the_model_of_the_chat_is_painted_bold(themed, table):
    themed(LIGHT)
    table.clearSelection()
    before = inks(table, 4)[LIGHT.surface]
    table.model().show_need(Need(), MODELS[4].id)

    assert inks(table, 4)[LIGHT.surface] < before


def test_what_is_cut_is_cut_anew_for_another_font_and_forgotten_when_it_is_much(table, monkeypatch):
    painter = table._cells
    table.grab()
    painter._fit("no more", 40, bold=False, name=False)
    monkeypatch.setattr(cells, "MOST_FITTED", 5)
    table.grab()
    assert "no more" not in {text for text, *_ in painter._fitted}
    assert "…" in painter._fit(FULL.name, 40, bold=False, name=False)[0].text()
    whole = painter._fit(FULL.name, 100, bold=False, name=False)[0].text()
    font = table.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    table.setFont(font)
    table.grab()
    assert len(painter._fit(FULL.name, 100, bold=False, name=False)[0].text()) < len(whole)


def test_of_a_name_that_is_cut_both_ends_stay(table):
    name = "Anthropic: Claude Opus 4.8"
    cut = table._cells._fit(name, 120, bold=False, name=True)[0].text()

    assert "…" in cut
    assert (cut[:3], cut[-3:]) == ("Ant", "4.8")


@pytest.mark.parametrize(
    ("name", "room", "begun", "ended"),
    [
        ("Meta: Llama 3.2 90B Vision Instruct (free)", 190, "Meta: Llama 3.2 90B", "…(free)"),
        ("Anthropic: Claude 3.5 Sonnet (self-moderated)", 250, "Anthropic: Claude 3.5", "…(self-moderated)"),
        ("Anthropic: Claude 3.5 Sonnet (self-moderated)", 170, "Anthropic: Cla", "ed)"),
        ("a-name-that-has-no-blanks-and-is-long", 120, "a-name-", "ng"),
        ("Anthropic: Claude Sonnet 4.6 (batch)", 170, "Anthropic: Cla", "…4.6 (batch)"),
    ],
)
def test_a_name_that_is_cut_keeps_the_version_and_the_last_word(table, name, room, begun, ended):
    cut = table._cells._fit(name, room, bold=False, name=True)[0].text()

    assert (cut.startswith(begun), cut.endswith(ended), cut.count("…")) == (True, True, 1), cut
    assert table.fontMetrics().horizontalAdvance(cut) <= room


def test_no_dot_or_blank_stands_before_where_a_text_is_cut(table):
    for name in (True, False):
        cuts = {table._cells._fit("Llama 3.1 . 2 x y (z)", room, bold=False, name=name)[0].text() for room in range(99)}
        assert [cut for cut in cuts if " …" in cut or ".…" in cut or "..." in cut] == []
        assert len(cuts) > 3


def test_foreign_markup_is_painted_as_text(table):
    words = table._cells._fit("<b>bold</b>", 500, bold=False, name=False)[0]

    assert words.text() == "<b>bold</b>"
    assert words.textFormat() == Qt.TextFormat.PlainText


def test_figures_stand_at_the_right(table):
    at = next(at for at, column in enumerate(table.model().columns) if column.key == "context")
    picture = picture_of(table, 1, at)
    ground = picture.pixel(1, 1)
    inked = [x for x in range(picture.width()) for y in range(3, picture.height() - 3) if picture.pixel(x, y) != ground]

    assert max(inked) > picture.width() - 12
    assert min(inked) > picture.width() // 4
    assert table.model().painted(1, [at])[0] == ["128K"]


def test_the_current_row_of_several_selected_ones_has_a_bar(themed, table):
    themed(LIGHT)
    table.clearFocus()
    table.select_ids([FULL.id, WRITER.id])
    barred = [LIGHT.accent in inks(table, row) for row in range(3)]
    table.go_to(WRITER.id)

    assert barred == [True, False, False]
    assert [LIGHT.accent in inks(table, row) for row in range(3)] == [False, True, False]


def test_the_cell_that_has_the_keyboard_has_a_frame(themed, table):
    themed(LIGHT)
    at = next(at for at, column in enumerate(table.model().columns) if column.key == "prompt")
    table.setFocus()
    table.setCurrentIndex(table.model().index(1, at))
    framed = [picture_of(table, row, at).pixelColor(30, 0).name() for row in range(3)]
    assert [ink == LIGHT.accent for ink in framed] == [False, True, False]
    assert picture_of(table, 1, 0).pixelColor(30, 0).name() == LIGHT.selection
    table.clearFocus()
    assert LIGHT.accent not in inks(table, 1, at)


def test_a_cell_is_painted_alike_wherever_it_stands(themed, table):
    themed(LIGHT)
    table.resize(1_000, 300)
    table.clearFocus()
    columns = [at for at in range(1, len(table.model().columns)) if not table.isColumnHidden(at)]
    cells_of = [(row, column) for row in range(3) for column in columns]
    before = [picture_of(table, *cell) for cell in cells_of]
    places = [table.visualRect(table.model().index(0, column)) for column in columns]
    table.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    table.horizontalHeader().moveSection(table.horizontalHeader().visualIndex(columns[-1]), 1)

    assert [table.visualRect(table.model().index(0, column)) for column in columns] != places
    assert [picture_of(table, *cell) for cell in cells_of] == before


def test_only_what_is_to_be_painted_anew_is(table, monkeypatch):
    table.show_models(MODELS[:3])
    rows, asked = table.model(), []
    painted = rows.painted
    monkeypatch.setattr(rows, "painted", lambda row, columns: asked.append((row, columns)) or painted(row, columns))
    table.viewport().grab(table.visualRect(rows.index(1, 0)).united(table.visualRect(rows.index(2, 0))))
    assert asked == [(1, [0]), (2, [0])]
    asked.clear()
    below = table.visualRect(rows.index(2, 0)).bottom() + 1
    table.viewport().grab(QRect(0, below, 100, 5))
    assert asked == []
