from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QAccessible, QColor, QFont, QFontMetrics, QImage, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.domain.pricing import Pricing
from desktop.ui.models.axes import charts
from desktop.ui.models.marks import CHOSEN, paint_names
from desktop.ui.models.plot import PIECE, POINT, Plot
from desktop.ui.models.scatter import LITTLE, ScatterPlot
from desktop.ui.theme.theme import DARK, LIGHT, SPACE
from tests.ui.models.rows import EVIL, FREE, FULL, MODELS, PLAIN, WRITER

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
CTRL, SHIFT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)


def at(name, price, context, **more):
    pricing = Pricing({"prompt": Decimal(price).scaleb(-6)})
    return replace(WRITER, id=f"a/{name}", name=name, pricing=pricing, context_length=context, **more)


CHEAP, MIDDLE, DEAR = at("cheap", "0.1", 10_000), at("middle", 1, 100_000), at("dear", 10, 1_000_000)
TWIN = at("twin", 1, 100_000)
POINTS = (CHEAP, MIDDLE, TWIN, DEAR)


@pytest.fixture
def plot(shown):
    return shown_plot(shown, POINTS)


def shown_plot(shown, models):
    plot = ScatterPlot(charts()[0])
    plot.show_models(models)
    shown(plot, 600, 400)
    plot.setFocus()
    return plot


def laid_out(chart, models, *size):
    plot = Plot(chart, QSizeF(*size), QFont())
    for _ in plot.steps(models, lambda _: False):
        pass
    return plot


def heard(plot):
    told = {"moved": [], "selected": [], "taken": []}
    plot.moved.connect(lambda key: told["moved"].append(key[1]))
    plot.selected.connect(lambda keys: told["selected"].append([model_id for _, model_id in keys]))
    plot.taken.connect(told["taken"].append)
    return told


def show_selected(plot, current, *chosen):
    plot.show_selected(("", current), [("", model_id) for model_id in chosen])


def place(plot, model):
    laid_out = plot._plot
    return laid_out.places[laid_out.models.index(model)].toPoint()


def click(plot, model, modifiers=NONE):
    QTest.mouseClick(plot, LEFT, modifiers, place(plot, model))


def drag(plot, start, end, modifiers=NONE):
    QTest.mousePress(plot, LEFT, modifiers, start)
    QTest.mouseMove(plot, (start + end) / 2)
    QTest.mouseMove(plot, end)
    QTest.mouseRelease(plot, LEFT, modifiers, end)


def test_dearer_models_stand_farther_right_and_longer_contexts_higher(qapp):
    plot = laid_out(charts()[0], POINTS, 600, 400)
    cheap, middle, _, dear = plot.places

    assert cheap.x() < middle.x() < dear.x()
    assert cheap.y() > middle.y() > dear.y()
    assert middle.x() - cheap.x() == pytest.approx(dear.x() - middle.x())
    assert all(plot.frame.contains(place) for place in plot.places)


def test_models_without_figures_are_counted_and_free_ones_stand_in_a_strip(qapp):
    free = replace(FREE, context_length=1_000)
    plot = laid_out(charts()[0], (FULL, WRITER, free, PLAIN), 600, 400)

    assert plot.models == [FULL, WRITER, free]
    assert plot.missing == 1
    assert plot.places[2].x() < plot.places[1].x() - 10
    assert plot.frame.contains(plot.places[2])


def test_where_no_model_has_both_figures_a_sentence_stands_in_place_of_empty_axes(shown):
    bare = shown_plot(shown, [replace(PLAIN, context_length=None)])
    words = "None of these models states: Input, USD per million tokens · Context, tokens"

    assert bare.accessibleDescription() == words
    assert bare._picture.toImage() == filled_like(bare._picture), "no axes"
    middle = QRect(100, 150, 400, 100)
    assert bare.grab(middle).toImage() != shown_plot(shown, ()).grab(middle).toImage()
    bare.show_models([replace(PLAIN, context_length=1_000)])
    assert bare.accessibleDescription() == "None of these models states: Input, USD per million tokens"
    bare.show_models([replace(PLAIN, context_length=1_000), replace(FULL, context_length=None)])
    both = "No model states both: Input, USD per million tokens · Context, tokens"
    assert bare.accessibleDescription() == both
    bare.show_models(POINTS)
    assert bare.accessibleDescription().startswith("4 models")


def test_the_label_of_a_line_at_the_very_end_is_not_cut(qapp):
    days = [replace(FULL, id=f"a/{year}", created=datetime(year, 12, 31, tzinfo=UTC)) for year in range(2023, 2027)]
    plot = laid_out(charts()[-1], days, 600, 400)
    labels = [(x, words) for x, words in plot._marks(plot._across, plot._x) if words == "1 Jan 2027"]
    assert labels, "there is one"
    picture = QPixmap(600, 400)
    picture.fill(QColor(LIGHT.surface))
    for _ in plot.paint(picture, LIGHT, QApplication.font()):
        pass
    image, top = picture.toImage(), round(plot.frame.bottom()) + 2
    edge = [image.pixelColor(x, y).name() for x in (598, 599) for y in range(top, top + 14)]
    assert set(edge) == {LIGHT.surface}


def test_a_model_at_another_connection_is_another_point(plot):
    told = heard(plot)
    far = replace(CHEAP, connection="https://far.example/v1", context_length=900_000)
    plot.show_models([*POINTS, far])
    click(plot, far)
    click(plot, CHEAP, Qt.KeyboardModifier.ControlModifier)

    assert plot._chosen == {far.key, CHEAP.key}
    assert told["selected"][0] == [CHEAP.id]
    assert plot._current == CHEAP.key


def filled_like(picture):
    plain = picture.copy()
    plain.fill(LIGHT.surface)
    return plain.toImage()


@pytest.mark.parametrize("size", [(1, 1), (40, 40), (600, 400)])
@pytest.mark.parametrize("models", [(), (CHEAP,), POINTS, MODELS])
def test_any_size_and_any_models_can_be_laid_out(qapp, size, models):
    for chart in charts():
        plot = laid_out(chart, models, *size)
        assert len(plot.places) + plot.missing == len(models)


def test_points_are_found_near_a_place_and_within_a_frame(qapp):
    plot = laid_out(charts()[0], POINTS, 600, 400)
    middle = plot.places[1]

    assert plot.near(middle + QPointF(3, 0), 12) == [1, 2]
    assert plot.near(middle + QPointF(40, 0), 12) == []
    assert plot.within(QRectF(0, 0, 600, 400)) == [0, 1, 2, 3]
    assert plot.within(QRectF(middle.x() - 5, middle.y() - 5, 10, 10)) == [1, 2]


def test_arrows_reach_every_point_also_where_several_lie_at_one_place(plot):
    told = heard(plot)
    for key in (Key.Key_Right, Key.Key_Right, Key.Key_Right, Key.Key_Right, Key.Key_Right):
        QTest.keyClick(plot, key)
    for key in (Key.Key_Left, Key.Key_Left, Key.Key_Left):
        QTest.keyClick(plot, key)

    assert told["moved"] == ["a/cheap", "a/middle", "a/twin", "a/dear", "a/dear", "a/twin", "a/middle", "a/cheap"]


def test_the_space_bar_selects_return_takes_and_escape_selects_none(plot):
    told = heard(plot)
    QTest.keyClick(plot, Key.Key_Up)
    QTest.keyClick(plot, Key.Key_Space)
    QTest.keyClick(plot, Key.Key_Right)
    QTest.keyClick(plot, Key.Key_Space)
    QTest.keyClick(plot, Key.Key_Space)
    QTest.keyClick(plot, Key.Key_Return)
    QTest.keyClick(plot, Key.Key_Escape)

    assert told["selected"] == [["a/cheap"], ["a/cheap", "a/middle"], ["a/cheap"], []]
    assert told["taken"] == ["a/middle"]


def test_escape_with_nothing_selected_and_keys_without_points_are_left_to_others(shown):
    plot = shown_plot(shown, ())
    told = heard(plot)
    for key in (Key.Key_Right, Key.Key_Space, Key.Key_Return, Key.Key_Escape):
        QTest.keyClick(plot, key)

    assert told == {"moved": [], "selected": [], "taken": []}


def test_a_click_selects_one_and_with_ctrl_more(plot):
    told = heard(plot)
    click(plot, CHEAP)
    click(plot, DEAR)
    click(plot, CHEAP, CTRL)
    click(plot, DEAR, CTRL)
    QTest.mouseClick(plot, LEFT, NONE, QPoint(5, 5))

    assert told["selected"] == [["a/cheap"], ["a/dear"], ["a/cheap", "a/dear"], ["a/cheap"], []]
    assert told["moved"] == ["a/cheap", "a/dear", "a/cheap", "a/dear"]


def test_a_double_click_takes(plot):
    told = heard(plot)
    QTest.mouseDClick(plot, LEFT, NONE, place(plot, DEAR))

    assert told["taken"] == ["a/dear"]


def test_dragging_selects_what_is_in_the_frame_and_with_shift_adds_it(plot):
    told = heard(plot)
    cheap, dear = place(plot, CHEAP), place(plot, DEAR)
    around = QPoint(20, 20)
    drag(plot, cheap - around, cheap + around)
    drag(plot, dear - around, dear + around, SHIFT)
    drag(plot, QPoint(1, 1), QPoint(30, 12))

    assert told["selected"] == [["a/cheap"], ["a/cheap", "a/dear"], []]


def test_what_is_selected_elsewhere_is_shown_without_being_told_of(plot):
    told = heard(plot)
    show_selected(plot, "a/dear", "a/dear", "a/cheap")

    assert told == {"moved": [], "selected": [], "taken": []}
    QTest.keyClick(plot, Key.Key_Left)
    assert told["moved"] == ["a/twin"]


def test_those_who_do_not_see_points_hear_of_them(plot):
    plot.show_models((*POINTS, PLAIN))
    show_selected(plot, "a/middle", "a/middle")
    interface = QAccessible.queryAccessibleInterface(plot)

    assert interface.text(QAccessible.Text.Name) == "Price and context"
    assert interface.text(QAccessible.Text.Description) == (
        "4 models, 1 without these figures, 1 selected, middle, "
        "Input, USD per million tokens: $1, Context, tokens: 100K"
    )
    plot.show_models((POINTS[0],))
    assert interface.text(QAccessible.Text.Description).startswith("1 model, ")
    plot.show_chart(charts()[-1])
    assert interface.text(QAccessible.Text.Name) == "Release and price"


def test_what_is_pointed_at_is_named_with_others_at_its_place(plot, qtbot):
    crowd = [at(f"m{n}", 1, 100_000) for n in range(8)]
    plot.show_models((CHEAP, *crowd))
    QTest.mouseMove(plot, place(plot, crowd[0]))

    assert plot._pointed == 1
    assert plot._told(1) == [
        *("m0", "m1", "m2", "m3", "m4"),
        "Input, USD per million tokens: $1",
        "Context, tokens: 100K",
        "and 3 more here",
    ]
    plot.show_models((CHEAP, DEAR, crowd[0], near := replace(crowd[1], context_length=100_600)))
    assert plot._told(2)[:1] == ["m0"]
    assert plot._told(2)[3:] == [near.name, *plot._facts(3)[1:]]
    QTest.mouseMove(plot, QPoint(3, 3))
    assert plot._pointed is None


def test_it_is_painted_in_the_theme_and_anew_when_that_changes(themed, plot):
    plot.show_models((*POINTS, EVIL), lambda model: model is DEAR)
    seen = []
    for theme in (LIGHT, DARK, LIGHT):
        themed(theme)
        picture = plot.grab().toImage()
        seen.append(picture)
        assert picture.pixelColor(20, plot.height() - 12).name() == theme.surface
        filled, empty = place(plot, CHEAP), place(plot, DEAR)
        assert picture.pixelColor(filled).name() != theme.surface
        assert picture.pixelColor(empty + QPoint(1, 1)).name() == theme.surface
    assert seen[0] != seen[1]
    assert seen[0] == seen[2]


def test_a_frame_being_dragged_and_all_marks_are_painted(plot):
    show_selected(plot, "a/middle", "a/middle", "a/dear")
    before = plot.grab().toImage()
    QTest.mousePress(plot, LEFT, NONE, QPoint(100, 100))
    QTest.mouseMove(plot, QPoint(200, 200))

    assert plot.grab().toImage().pixelColor(150, 150) != before.pixelColor(150, 150)
    QTest.mouseRelease(plot, LEFT, NONE, QPoint(200, 200))


def test_nothing_covers_what_is_about_to_be_selected(plot, monkeypatch):
    told = []
    monkeypatch.setattr("desktop.ui.models.scatter.paint_label", lambda *_: told.append(1))
    plot.setFocus()
    show_selected(plot, "a/middle", "a/middle")
    plot.grab()
    assert told
    QTest.mousePress(plot, LEFT, NONE, QPoint(100, 100))
    QTest.mouseMove(plot, QPoint(200, 200))
    told.clear()
    plot.grab()
    assert not told
    QTest.mouseRelease(plot, LEFT, NONE, QPoint(200, 200))
    plot.grab()
    assert told


def test_names_cross_no_points(qapp):
    names = ["one with a long name", "two with a long name", "three with a long name", "four with a long name"]
    models = [at(name, 1 + 0.02 * n, 100_000 - n) for n, name in enumerate(names)]
    found = laid_out(charts()[0], models, 500, 300)
    picture = QImage(500, 300, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        paint_names(painter, found, LIGHT)

    around = range(-round(POINT), round(POINT) + 1)
    spots = [(round(p.x()) + x, round(p.y()) + y) for p in found.places for x in around for y in around]
    assert not [spot for spot in spots if picture.pixelColor(*spot).alpha()]
    assert any(picture.pixelColor(x, y).alpha() for x in range(500) for y in range(300))


def test_where_there_is_a_choice_no_other_point_is_nearer_to_a_name_than_its_own(qapp):
    metrics, stand = QFontMetrics(QFont()), {}
    painter = SimpleNamespace(setPen=lambda _: None, fontMetrics=lambda: metrics)
    painter.drawText = lambda area, _, name: stand.update({name: area})
    beyond = SPACE + metrics.horizontalAdvance("left") + CHOSEN + 2
    places = [QPointF(200, 100), QPointF(200 + beyond, 100)]
    plot = SimpleNamespace(places=places, models=[at("left", 1, 1), at("right", 2, 1)], frame=QRectF(0, 0, 600, 200))
    paint_names(painter, plot, LIGHT)

    assert (stand["left"].right(), stand["right"].left()) == (200 - SPACE, 200 + beyond + SPACE)


def test_names_of_points_at_the_axis_leave_its_own_words_legible(qapp):
    low = [("a model with a rather long name", 0.044), ("another model with a rather long name", 0.074)]
    models = [*(at(name, price, 8_190) for name, price in low), at("high", 1.4, 1_000_000)]
    found = laid_out(charts()[0], models, 760, 190)
    picture = QImage(760, 190, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        paint_names(painter, found, LIGHT)

    below = range(round(found.frame.bottom()) + 1, 190)
    assert not [(x, y) for x in range(760) for y in below if picture.pixelColor(x, y).alpha()]


def test_a_long_list_is_laid_out_bit_by_bit_and_what_was_there_stays_until_then(plot, qtbot, qapp, monkeypatch):
    monkeypatch.setattr("desktop.ui.models.slices.SLICE", 0)
    many = [at(f"m{n}", 1 + n, 1_000 + n) for n in range(LITTLE + 1)]
    seen = []
    plot.show_models(many, lambda model: seen.append(model) or model is many[0])
    assert not seen
    qapp.processEvents()
    assert (PIECE, list(POINTS)) == (len(seen), plot._plot.models)
    plot.show_models(many[1:] + many[:1])
    plot.show_models(many, lambda model: model is many[0])
    with qtbot.waitSignal(plot.laid_out):
        pass
    assert (plot._plot.models, plot._plot.hollow) == (many, [True] + [False] * LITTLE)
    assert [plot._plot.at[model.key] for model in many] == list(range(LITTLE + 1))


def test_many_chosen_are_marked_bit_by_bit(plot, qtbot, monkeypatch):
    monkeypatch.setattr("desktop.ui.models.slices.SLICE", 0)
    many = [at(f"m{n}", 1 + n, 1_000 + n) for n in range(LITTLE + 1)]
    with qtbot.waitSignal(plot.laid_out):
        plot.show_models(many)
    before = plot.grab().toImage()
    plot.show_selected(None, [model.key for model in many])
    assert plot.grab().toImage() == before
    qtbot.waitUntil(lambda: plot.grab().toImage() != before)
