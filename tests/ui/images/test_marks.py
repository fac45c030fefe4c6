"""Boxes on a picture: drawn, moved, sized and taken away, with the mouse and by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from desktop.domain.edits import UNTOUCHED, Edits
from desktop.ui.images.marks import MarkingCanvas, Tool

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton
BOX = (100, 100, 200, 160)


@pytest.fixture
def canvas(shown):
    """A picture of 400 × 300 shown pixel by pixel at (0, 0), and all edits that were told."""
    made = MarkingCanvas(None)
    made.told = []
    made.edited.connect(made.told.append)
    shown(made, 400, 300)
    made.show_picture(QSize(400, 300))
    white = QImage(400, 300, QImage.Format.Format_RGB32)
    white.fill(QColor("white"))
    made.set_preview(white)
    made.marking = True
    made.show_edits(UNTOUCHED)
    made.setFocus()
    assert made.view.place() == (0, 0, 400, 300)
    return made


def drag(canvas, start, end, modifiers=NONE):
    QTest.mousePress(canvas, LEFT, modifiers, QPoint(*start))
    for share in (0.3, 0.7, 1):
        at = QPoint(*(round(a + (b - a) * share) for a, b in zip(start, end, strict=True)))
        QTest.mouseMove(canvas, at)
    QTest.mouseRelease(canvas, LEFT, modifiers, QPoint(*end))


def keys(canvas, *pressed, modifiers=NONE):
    for key in pressed:
        QTest.keyClick(canvas, key, modifiers)


def color(canvas, x, y):
    return canvas.grab().toImage().pixelColor(x, y).name()


def test_a_box_is_drawn_from_any_corner_and_is_black_at_once(canvas):
    drag(canvas, (200, 160), (100, 100))

    assert canvas.told == [Edits(hidden=(BOX,))]
    assert canvas.chosen_box() == (Tool.HIDE, BOX)
    assert (color(canvas, 150, 130), color(canvas, 50, 50)) == ("#000000", "#ffffff")


def test_what_lies_beyond_the_picture_is_not_marked(canvas):
    drag(canvas, (350, 250), (500, 400))

    assert canvas.told[-1].hidden == ((350, 250, 400, 300),)


def test_a_click_marks_nothing_and_chooses_what_is_there(canvas):
    canvas.show_edits(Edits(hidden=(BOX,)))
    QTest.mouseClick(canvas, LEFT, NONE, QPoint(150, 130))
    assert canvas.chosen_box() == (Tool.HIDE, BOX)
    QTest.mouseClick(canvas, LEFT, NONE, QPoint(20, 20))

    assert canvas.chosen_box() is None
    assert set(canvas.told) == {Edits(hidden=(BOX,))}


def test_a_box_is_moved_as_far_as_the_picture_goes(canvas):
    canvas.show_edits(Edits(hidden=(BOX,)))
    drag(canvas, (150, 130), (160, 110))
    assert canvas.told[-1].hidden == ((110, 80, 210, 140),)
    drag(canvas, (160, 110), (1, 1))

    assert canvas.told[-1].hidden == ((0, 0, 100, 60),)


@pytest.mark.parametrize(
    ("corner", "end", "box"),
    [
        ((100, 100), (90, 80), (90, 80, 200, 160)),
        ((200, 100), (220, 90), (100, 90, 220, 160)),
        ((100, 160), (120, 150), (120, 100, 200, 150)),
        ((200, 160), (300, 200), (100, 100, 300, 200)),
        ((200, 160), (50, 50), (50, 50, 100, 100)),  # across the corner opposite
    ],
)
def test_the_chosen_box_is_sized_at_its_corners(canvas, corner, end, box):
    canvas.show_edits(Edits(hidden=(BOX,)))
    canvas.choose(1)
    drag(canvas, corner, end)

    assert canvas.told[-1].hidden == (box,)


def test_the_cut_is_drawn_once_and_veils_what_goes(canvas):
    canvas.tool = Tool.CROP
    drag(canvas, (50, 50), (350, 250))
    drag(canvas, (100, 100), (200, 160))

    assert canvas.told[-1] == Edits(crop=BOX)
    assert color(canvas, 150, 130) == "#ffffff"
    for x, y in ((150, 50), (150, 250), (50, 130), (300, 130)):
        assert color(canvas, x, y) == "#555555"


def test_inside_the_cut_one_draws_and_at_its_edge_it_is_moved(canvas):
    canvas.show_edits(Edits(crop=BOX))
    drag(canvas, (120, 120), (140, 140))
    assert canvas.told[-1] == Edits(hidden=((120, 120, 140, 140),), crop=BOX)
    drag(canvas, (150, 101), (160, 121))

    assert canvas.told[-1].crop == (110, 120, 210, 180)


def test_all_of_it_by_keyboard(canvas):
    keys(canvas, Qt.Key.Key_Space)
    assert canvas.told[-1].hidden == ((150, 112, 250, 188),)
    keys(canvas, Qt.Key.Key_Right, Qt.Key.Key_Down)
    assert canvas.told[-1].hidden == ((158, 120, 258, 196),)
    keys(canvas, Qt.Key.Key_Left, Qt.Key.Key_Up, modifiers=CTRL)
    assert canvas.told[-1].hidden == ((157, 119, 257, 195),)
    keys(canvas, Qt.Key.Key_Right, Qt.Key.Key_Up, modifiers=SHIFT)
    assert canvas.told[-1].hidden == ((157, 119, 265, 187),)
    keys(canvas, Qt.Key.Key_Space, Qt.Key.Key_PageDown)
    assert canvas.chosen_box() == (Tool.HIDE, (157, 119, 265, 187))
    keys(canvas, Qt.Key.Key_PageUp, Qt.Key.Key_Delete)
    assert canvas.told[-1].hidden == ((157, 119, 265, 187),)
    assert canvas.chosen_box() is None
    keys(canvas, Qt.Key.Key_PageUp, Qt.Key.Key_Backspace)
    assert canvas.told[-1] == UNTOUCHED
    count = len(canvas.told)
    keys(canvas, Qt.Key.Key_Backspace, Qt.Key.Key_PageDown)

    assert len(canvas.told) == count


def test_the_cut_is_taken_away_by_keyboard_too(canvas):
    canvas.tool = Tool.CROP
    keys(canvas, Qt.Key.Key_Insert, Qt.Key.Key_Right)
    assert canvas.told[-1] == Edits(crop=(158, 112, 258, 188))
    keys(canvas, Qt.Key.Key_Delete)

    assert canvas.told[-1] == UNTOUCHED


def test_a_box_is_never_sized_away(canvas):
    canvas.show_edits(Edits(hidden=((10, 10, 14, 14),)))
    canvas.choose(1)
    keys(canvas, Qt.Key.Key_Left, Qt.Key.Key_Up, modifiers=SHIFT)

    assert canvas.told[-1].hidden == ((10, 10, 11, 11),)


def test_however_many_boxes_there_are_another_one_is_drawn(canvas):
    canvas.show_edits(Edits(hidden=(BOX,) * 100))
    drag(canvas, (10, 10), (50, 40))

    assert canvas.told[-1].hidden == (*(BOX,) * 100, (10, 10, 50, 40))
    assert canvas.chosen_box() == (Tool.HIDE, (10, 10, 50, 40))


def test_a_larger_picture_is_marked_where_it_is_seen(canvas):
    canvas.zoom_to(4)
    keys(canvas, Qt.Key.Key_Space)
    assert canvas.told[-1].hidden == ((188, 141, 212, 159),)
    drag(canvas, (20, 20), (60, 60))

    assert canvas.told[-1].hidden[1] == (155, 118, 165, 128)


def test_with_ctrl_the_picture_is_moved_and_nothing_is_marked(canvas):
    canvas.zoom_to(4)
    before = canvas.view.place()
    drag(canvas, (200, 200), (220, 230), CTRL)
    moved = canvas.view.place()

    assert (moved[0] - before[0], moved[1] - before[1]) == (20, 30)
    assert canvas.told == []


def test_while_nothing_is_to_be_marked_it_is_a_picture_like_others(canvas):
    canvas.show_edits(Edits(hidden=(BOX,)))
    canvas.marking = False
    drag(canvas, (10, 10), (90, 90))
    keys(canvas, Qt.Key.Key_Space, Qt.Key.Key_Plus)
    QTest.mouseDClick(canvas, LEFT, NONE, QPoint(5, 5))

    assert canvas.told == []
    assert canvas.view.fitted
    assert color(canvas, 150, 130) == "#ffffff"
