"""The window in which a picture is edited, without what makes pictures."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QTextLayout
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QSpinBox, QToolButton, QWidget

from desktop.domain.edits import UNTOUCHED, Edits
from desktop.domain.picture import Frames
from desktop.ui.images.marks import Tool
from desktop.ui.images.retouch import RetouchDialog, Wish
from desktop.ui.images.zoom import Look

SIZE = (400, 300)
BOX = (10, 10, 50, 40)
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def dialog(shown):
    """Opened, with a picture; what it asked for is in `wishes` and `told`."""
    parent = shown(QWidget())
    made = RetouchDialog("sea.png", parent)
    made.kept_parent = parent
    made.wishes, made.told, made.applied_with = [], [], []
    made.wanted.connect(made.wishes.append)
    made.edited.connect(made.told.append)
    made.applied.connect(made.applied_with.append)
    made.show()
    made.activateWindow()
    return made


@pytest.fixture
def opened(dialog, qtbot):
    dialog.show_picture(SIZE, UNTOUCHED)
    dialog.show_made(SIZE, "as it came")
    dialog.canvas.setFocus()
    qtbot.waitUntil(lambda: len(dialog.wishes) > 0)
    return dialog


def button(dialog, name):
    return dialog.findChild(QAbstractButton, f"retouch-{name}")


def enabled(dialog):
    names = ("hide", "crop", "left", "right", "undo", "redo", "after", "apply")
    return [name for name in names if button(dialog, name).isEnabled()]


def facts(dialog):
    return dialog.findChild(QWidget, "retouch-facts").text()


def key(dialog, *pressed, modifiers=Qt.KeyboardModifier.NoModifier):
    for one in pressed:
        QTest.keyClick(dialog.canvas, one, modifiers)


def test_nothing_can_be_done_before_there_is_a_picture(dialog):
    assert enabled(dialog) == []
    assert not dialog.canvas.marking
    assert dialog.windowTitle() == dialog.canvas.accessibleName() == "Edit sea.png"
    dialog.show_failure("This file cannot be read.")

    assert facts(dialog) == "This file cannot be read."
    assert enabled(dialog) == []


def test_what_is_said_of_a_picture_breaks_behind_what_stands_between_facts(opened):
    """As Qt breaks it, in whatever width."""
    opened.show_made(SIZE, " · ".join(["1.2 MB", "4032×3024 → 2048×1536", "~258 tokens", "location removed"] * 3))
    label = opened.findChild(QLabel, "retouch-facts")
    for width in range(120, 700, 7):
        layout = QTextLayout(label.text(), label.font())
        layout.beginLayout()
        rows = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            rows.append(label.text()[line.textStart() :][: line.textLength()])
        layout.endLayout()
        assert len(rows) > 1
        assert not [row for row in rows if row.startswith("·")]


def test_it_is_no_larger_than_the_screen_and_says_its_keys_without_markup(dialog):
    assert dialog.width() + 16 <= dialog.screen().availableSize().width()
    for button in dialog.findChildren(QToolButton):
        told = QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Description)
        assert told
        assert "<" not in told


def test_an_opened_picture_asks_for_what_is_seen_and_for_what_would_be_sent(opened):
    assert opened.told == [UNTOUCHED]
    assert opened.wishes == [Wish(Look((0, 0, *SIZE), SIZE), 0, after=False)]
    assert enabled(opened) == ["hide", "crop", "left", "right", "after", "apply"]


def test_a_picture_that_was_edited_before_is_shown_so(dialog):
    edits = Edits(1, (BOX,))
    dialog.show_picture(SIZE, edits)

    assert dialog.told == [edits]
    assert dialog.canvas.view.place()[2:] == (300, 400)


def test_what_is_marked_is_told_and_applied_once_it_was_made(opened):
    key(opened, Qt.Key.Key_Space)
    assert opened.told[-1].hidden
    assert "apply" not in enabled(opened)
    key(opened, Qt.Key.Key_Return)
    assert opened.applied_with == []
    opened.show_made(SIZE, "12 kB")
    assert facts(opened) == "12 kB"
    key(opened, Qt.Key.Key_Return)

    assert opened.applied_with == [opened.told[-1]]
    assert not opened.isVisible()


def test_what_cannot_be_made_cannot_be_applied(opened):
    key(opened, Qt.Key.Key_R)
    opened.show_failure("This picture could not be decoded.")

    assert "apply" not in enabled(opened)
    assert facts(opened) == "This picture could not be decoded."


def test_it_is_turned_both_ways_and_taken_back(opened, qtbot):
    key(opened, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: opened.wishes[-1].turns == 1)
    key(opened, Qt.Key.Key_L, Qt.Key.Key_L)
    assert [edits.turns for edits in opened.told] == [0, 1, 0, 3]
    key(opened, Qt.Key.Key_Z, Qt.Key.Key_Z, modifiers=CTRL)
    assert opened.told[-1].turns == 1
    assert "undo" in enabled(opened)
    key(opened, Qt.Key.Key_Z, Qt.Key.Key_Z, modifiers=CTRL)

    assert opened.told[-1] == UNTOUCHED
    assert "undo" not in enabled(opened)


@pytest.mark.parametrize("again", [(Qt.Key.Key_Y, CTRL), (Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)])
def test_what_was_taken_back_is_done_again_until_something_else_is_done(opened, again):
    key(opened, Qt.Key.Key_R, Qt.Key.Key_R)
    assert "redo" not in enabled(opened)
    key(opened, Qt.Key.Key_Z, Qt.Key.Key_Z, modifiers=CTRL)
    key(opened, again[0], modifiers=again[1])
    assert opened.told[-1].turns == 1
    key(opened, again[0], modifiers=again[1])
    assert (opened.told[-1].turns, "redo" in enabled(opened)) == (2, False)
    key(opened, Qt.Key.Key_Z, modifiers=CTRL)
    assert "redo" in enabled(opened)
    key(opened, Qt.Key.Key_L)

    assert (opened.told[-1], "redo" in enabled(opened)) == (UNTOUCHED, False)


def test_tools_are_chosen_by_key_and_said(opened):
    hints = []
    for one, tool in ((Qt.Key.Key_B, Tool.HIDE), (Qt.Key.Key_C, Tool.CROP), (Qt.Key.Key_B, Tool.HIDE)):
        button(opened, "after").setFocus()
        key(opened, one)
        assert opened.canvas.tool is tool
        assert opened.canvas.hasFocus()
        hints.append(opened.canvas.accessibleDescription())
    key(opened, Qt.Key.Key_Space)
    hints.append(opened.canvas.accessibleDescription())
    key(opened, Qt.Key.Key_C, Qt.Key.Key_Space)
    hints.append(opened.canvas.accessibleDescription())

    assert hints == [
        "Draw boxes over what nobody is to see, or press Space for one.",
        "Draw a box around what stays, or press Space for one.",
        "Draw boxes over what nobody is to see, or press Space for one.",
        "Blacked out: 100×76 at 150, 112",
        "What stays: 100×76 at 150, 112",
    ]


def pages_of(dialog):
    return dialog.findChild(QSpinBox, "retouch-page")


def test_without_a_choice_there_is_no_field_for_pages(opened):
    assert not pages_of(opened).isVisible()


def test_a_page_is_chosen_by_key_and_in_the_field_and_taken_back(dialog, qtbot):
    wanted = []
    dialog.page_wanted.connect(wanted.append)
    dialog.show_picture(SIZE, Edits(frame=1), Frames(12, 1, pages=True))
    field = pages_of(dialog)
    assert (field.isVisible(), field.text(), field.accessibleName()) == (True, "Page 2 of 12", "Page")
    dialog.canvas.setFocus()
    key(dialog, Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, modifiers=CTRL)
    assert (wanted, field.text()) == ([2, 3], "Page 4 of 12")
    dialog.show_page((90, 80), 2)
    assert dialog.canvas.view.place()[2:] != (90, 80)
    dialog.show_page((200, 100), 3)
    qtbot.waitUntil(lambda: dialog.wishes[-1] == Wish(Look((0, 0, 200, 100), (200, 100)), 0, after=False, frame=3))
    field.setValue(12)
    key(dialog, Qt.Key.Key_PageDown, modifiers=CTRL)
    key(dialog, Qt.Key.Key_Z, modifiers=CTRL)

    dialog.show_made(SIZE, "12 kB")
    key(dialog, Qt.Key.Key_V)
    key(dialog, Qt.Key.Key_PageUp, modifiers=CTRL)
    assert wanted == [2, 3, 11, 3]
    assert [edits.frame for edits in dialog.told] == [1, 2, 3, 11, 3]


def test_before_the_frames_of_a_film_comes_all_of_it(dialog):
    dialog.show_picture(SIZE, UNTOUCHED, Frames(40, film=True))
    field = pages_of(dialog)
    assert (field.text(), field.accessibleName()) == ("All frames", "Frame")
    field.stepUp()
    assert (field.text(), dialog.told[-1]) == ("Frame 1 of 40", Edits(frame=0))
    field.stepDown()

    assert (field.text(), dialog.told[-1]) == ("All frames", UNTOUCHED)


def test_what_stands_for_all_is_counted_as_what_it_is(dialog):
    dialog.show_picture(SIZE, UNTOUCHED, Frames(3, 2))

    assert pages_of(dialog).text() == "Frame 3 of 3"


def test_what_is_sent_is_shown_and_cannot_be_drawn_on(opened, qtbot):
    opened.show_made((100, 80), "small")
    key(opened, Qt.Key.Key_V)
    qtbot.waitUntil(lambda: opened.wishes[-1] == Wish(Look((0, 0, 100, 80), (100, 80)), 0, after=True))
    assert enabled(opened) == ["after", "apply"]
    key(opened, Qt.Key.Key_Space, Qt.Key.Key_R)
    assert opened.told == [UNTOUCHED]
    opened.show_made((90, 80), "smaller")
    qtbot.waitUntil(lambda: opened.wishes[-1].look.box == (0, 0, 90, 80))
    count = len(opened.wishes)
    opened.show_made((90, 80), "other pixels")
    qtbot.waitUntil(lambda: len(opened.wishes) > count)
    key(opened, Qt.Key.Key_V)

    assert opened.canvas.marking


def test_only_what_is_on_view_by_now_is_shown(opened):
    look = opened.wishes[0].look
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    image.fill(QColor("#123456"))
    for wish in (Wish(look, 1, after=False), Wish(look, 0, after=True), Wish(look, 0, after=False, frame=0)):
        opened.set_seen(wish, image)
        assert not opened.canvas.sharp
    opened.set_seen(opened.wishes[0], image)

    assert opened.canvas.sharp


def test_the_keyboard_goes_through_it_as_the_eye_does(opened):
    opened.show_picture(SIZE, UNTOUCHED, Frames(3, pages=True))
    names = []
    for _ in range(11):
        QTest.keyClick(opened.focusWidget(), Qt.Key.Key_Tab)
        names.append(opened.focusWidget().objectName().removeprefix("retouch-"))

    assert [
        "hide",
        "left",
        "right",
        "previous",
        "page",
        "next",
        "after",
        "cancel",
        "apply",
        "picture-canvas",
        "hide",
    ] == names


def test_a_screen_reader_switches_tools_and_what_is_seen(opened, toggle):
    toggle(button(opened, "crop"))
    assert (opened.canvas.tool, button(opened, "hide").isChecked()) == (Tool.CROP, False)
    toggle(button(opened, "hide"))
    assert opened.canvas.tool == Tool.HIDE
    toggle(button(opened, "after"))
    assert not opened.canvas.marking
