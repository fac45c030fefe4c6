"""The viewer with keyboard, mouse and fingers; what it is given comes from the test."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QContextMenuEvent, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QToolButton, QVBoxLayout, QWidget

from desktop.domain.parts import ImagePart
from desktop.ui.images.viewer import Attached, Viewer
from desktop.ui.images.zoom import Look

NONE = Qt.KeyboardModifier.NoModifier
CAT = ImagePart("cat.png", "image/png", "a" * 64, width=2000, height=1000, size=1_234_567)
DOG = ImagePart("dog.jpg", "image/jpeg", "b" * 64, width=300, height=200, size=20_000)
LATE = ImagePart("late.gif", "image/gif", "c" * 64)


def filled(width, height, color="#12cc34", kind=QImage.Format.Format_RGB32):
    image = QImage(width, height, kind)
    image.fill(QColor(color))
    return image


@pytest.fixture
def viewer(shown):
    """Three pictures, the first on view, in a window of 600 × 500."""
    behind = QWidget()
    field = QLineEdit(behind)
    QVBoxLayout(behind).addWidget(field)
    shown(behind)
    field.setFocus()
    made = Viewer(behind)
    made.asked = []
    for name in ("shown", "use_requested", "drag_requested", "original_wanted"):
        getattr(made, name).connect(lambda image, name=name: made.asked.append((name, image)))
    made.save_requested.connect(lambda *asked: made.asked.append(("save_requested", *asked)))
    made.copy_requested.connect(lambda *asked: made.asked.append(("copy_requested", *asked)))
    made.wanted.connect(lambda image, look: made.asked.append(("wanted", image, look)))
    made.behind, made.field = behind, field
    made.show_pictures([CAT, DOG, LATE], 0)
    return shown(made, 600, 500)


def looks(viewer):
    return [asked[2] for asked in viewer.asked if asked[0] == "wanted"]


def key(viewer, *keys, modifier=NONE):
    for one in keys:
        QTest.keyClick(viewer.canvas, one, modifier)


def wheel(viewer, turned, at=None):
    at = QPointF(at or viewer.canvas.rect().center())
    event = QWheelEvent(
        at,
        QPointF(viewer.canvas.mapToGlobal(at.toPoint())),
        QPoint(),
        QPoint(0, turned),
        Qt.MouseButton.NoButton,
        NONE,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - Qt takes it by its place
    )
    QApplication.sendEvent(viewer.canvas, event)


def drag(viewer, start, end):
    QTest.mousePress(viewer.canvas, Qt.MouseButton.LeftButton, NONE, start)
    for step in range(1, 6):
        QTest.mouseMove(viewer.canvas, start + (end - start) * step / 5)
    QTest.mouseRelease(viewer.canvas, Qt.MouseButton.LeftButton, NONE, end)


def tool(viewer, name):
    return viewer.findChild(QToolButton, f"picture-{name}")


def test_what_is_not_sent_yet_is_shown_as_it_came_too(viewer):
    about = {CAT.blob: Attached((4000, 3000), "cropped · sRGB"), DOG.blob: Attached(None, "turned upright")}
    viewer.show_pictures([CAT, DOG], 0, about)
    assert "cat.png · 2000×1000 px · 1.2 MB" == viewer.windowTitle()
    assert viewer.canvas.accessibleName().startswith("cat.png · 2000×1000 px · 1.2 MB · cropped · sRGB")
    key(viewer, Qt.Key.Key_B)
    assert viewer.before
    assert tool(viewer, "before").isChecked()
    assert "cat.png · 4000×3000 px · as it came" == viewer.windowTitle()
    assert (0, 0, 4000, 3000) == looks(viewer)[-1].box
    assert not tool(viewer, "use").isVisible()
    viewer.asked.clear()
    drag(viewer, QPoint(300, 200), QPoint(400, 300))
    key(viewer, Qt.Key.Key_C, Qt.Key.Key_S, modifier=Qt.KeyboardModifier.ControlModifier)
    tool(viewer, "copy").click()
    asked = [("copy_requested", CAT, (4000, 3000)), ("save_requested", CAT, (4000, 3000))]
    assert [*asked, asked[0]] == [one for one in viewer.asked if one[0] != "wanted"]
    QTest.mouseClick(tool(viewer, "before"), Qt.MouseButton.LeftButton)
    assert (False, False) == (viewer.before, tool(viewer, "before").isChecked())
    key(viewer, Qt.Key.Key_B, Qt.Key.Key_PageDown)
    assert not viewer.before
    assert "dog.jpg · 300×200 px · 20 kB" == viewer.windowTitle()
    assert not tool(viewer, "before").isVisible()
    key(viewer, Qt.Key.Key_B)

    assert not viewer.before


def test_what_was_sent_has_no_other_face(viewer):
    assert not tool(viewer, "before").isVisible()
    key(viewer, Qt.Key.Key_B)

    assert not viewer.before


def test_what_was_sent_is_shown_as_it_came_once_that_was_read(viewer, toggle):
    sent = replace(CAT, original="d" * 64)
    viewer.show_pictures([DOG, sent], 1)
    viewer.asked.clear()
    assert tool(viewer, "before").isVisible()
    toggle(tool(viewer, "before"))
    assert [("original_wanted", sent)] == viewer.asked
    assert (False, False) == (viewer.before, tool(viewer, "before").isChecked())

    viewer.show_original(sent, (4000, 3000), 3_210_000)
    assert (True, True) == (viewer.before, tool(viewer, "before").isChecked())
    assert "cat.png · 4000×3000 px · 3.2 MB · as it came" == viewer.windowTitle()
    assert (0, 0, 4000, 3000) == looks(viewer)[-1].box
    assert not tool(viewer, "use").isEnabled()
    viewer.canvas.menu_wanted.emit(viewer.canvas.mapToGlobal(QPoint(300, 200)))
    menu = viewer.findChild(QMenu, "picture-menu")
    next(action for action in menu.actions() if action.text() == "Save picture as…").trigger()
    assert ("save_requested", sent, (4000, 3000)) == viewer.asked[-1]
    menu.close()
    key(viewer, Qt.Key.Key_B)
    assert "cat.png · 2000×1000 px · 1.2 MB" == viewer.windowTitle()
    key(viewer, Qt.Key.Key_B)
    assert viewer.before
    assert 1 == [name for name, *_ in viewer.asked].count("original_wanted")


def test_what_a_picture_came_as_is_not_shown_of_another(viewer):
    sent = replace(CAT, original="d" * 64)
    viewer.show_pictures([sent, DOG], 0)
    key(viewer, Qt.Key.Key_B, Qt.Key.Key_PageDown)
    viewer.show_original(sent, (4000, 3000), 3_210_000)

    assert not viewer.before
    assert not tool(viewer, "before").isVisible()


def test_what_was_sent_as_it_came_has_no_other_face(viewer):
    viewer.show_pictures([replace(CAT, original=CAT.blob)], 0)

    assert not tool(viewer, "before").isVisible()


def test_the_title_says_what_is_on_view(viewer):
    assert "cat.png · 2000×1000 px · 1.2 MB" == viewer.windowTitle()
    key(viewer, Qt.Key.Key_PageDown)
    assert "dog.jpg · 300×200 px · 20 kB" == viewer.windowTitle()
    key(viewer, Qt.Key.Key_PageDown)
    assert "late.gif" == viewer.windowTitle()


def test_the_keys_turn_to_the_next_picture_and_stop_at_the_last(viewer):
    count = viewer.findChild(QWidget, "picture-count")
    said = []
    for turn in (Qt.Key.Key_Right, Qt.Key.Key_PageDown, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_PageUp):
        key(viewer, turn)
        said.append(count.text())
    key(viewer, Qt.Key.Key_PageUp)

    assert ["2 of 3", "3 of 3", "3 of 3", "2 of 3", "1 of 3"] == said
    assert [CAT, DOG, LATE, DOG, CAT] == [asked[1] for asked in viewer.asked if asked[0] == "shown"]


def test_the_buttons_turn_too_and_rest_at_the_ends(viewer):
    previous, following = (viewer.findChild(QToolButton, name) for name in ("picture-previous", "picture-next"))
    assert (False, True) == (previous.isEnabled(), following.isEnabled())
    following.click()
    following.click()

    assert (True, False) == (previous.isEnabled(), following.isEnabled())
    assert LATE == viewer.image


def test_pictures_that_are_found_later_stand_beside_the_one_on_view(viewer):
    viewer.put_beside([DOG, DOG, CAT, DOG, LATE], 2)

    assert CAT == viewer.image
    assert "3 of 5" == viewer.findChild(QWidget, "picture-count").text()


def test_one_picture_needs_no_count(viewer):
    viewer.show_pictures([CAT], 0)

    assert not viewer.findChild(QWidget, "picture-count").isVisible()
    assert not viewer.findChild(QWidget, "picture-next").isVisible()


def test_keys_zoom_fit_and_show_the_actual_size(viewer):
    view = viewer.canvas.view
    fitted = view.scale
    key(viewer, Qt.Key.Key_Plus)
    assert fitted < view.scale
    key(viewer, Qt.Key.Key_Minus)
    assert fitted == pytest.approx(view.scale)
    key(viewer, Qt.Key.Key_1)
    assert (1.0, "100 %") == (view.scale, viewer.findChild(QWidget, "picture-scale").text())
    key(viewer, Qt.Key.Key_0)
    assert (fitted, True) == (view.scale, view.fitted)


@pytest.mark.parametrize(
    ("button", "larger"), [("picture-larger", True), ("picture-smaller", False), ("picture-actual", True)]
)
def test_buttons_zoom(viewer, button, larger):
    before = viewer.canvas.view.scale
    viewer.findChild(QToolButton, button).click()

    assert larger is (viewer.canvas.view.scale > before)
    viewer.findChild(QToolButton, "picture-fit").click()
    assert viewer.canvas.view.fitted


def test_the_wheel_and_two_fingers_zoom_where_they_are(viewer):
    view, at = viewer.canvas.view, QPoint(100, 240)
    wheel(viewer, 120 * 8, at)
    before = (at.x() - view.place()[0]) / view.scale
    wheel(viewer, 240, at)
    assert before == pytest.approx((at.x() - view.place()[0]) / view.scale, abs=2)

    scale = view.scale
    viewer.canvas.pinch(0.5, QPointF(at))
    assert scale / 2 == pytest.approx(view.scale)
    viewer.canvas.pinch(0.0, QPointF(at))  # Qt says so when fingers are lifted
    assert scale / 2 == pytest.approx(view.scale)


def test_a_double_click_shows_the_actual_size_and_fits_again(viewer):
    QTest.mouseDClick(viewer.canvas, Qt.MouseButton.LeftButton, pos=QPoint(50, 200))
    assert 1.0 == viewer.canvas.view.scale
    QTest.mouseDClick(viewer.canvas, Qt.MouseButton.LeftButton)
    assert viewer.canvas.view.fitted


def test_arrows_and_the_mouse_move_what_is_larger_than_the_window(viewer):
    view = viewer.canvas.view
    key(viewer, Qt.Key.Key_1)
    left, top, *_ = view.place()
    key(viewer, Qt.Key.Key_Right, Qt.Key.Key_Down)
    assert (left - 60, top - 60) == view.place()[:2]
    drag(viewer, QPoint(100, 100), QPoint(160, 160))
    assert (left, top) == view.place()[:2]
    assert CAT == viewer.image
    assert not [asked for asked in viewer.asked if asked[0] == "drag_requested"]


def test_a_picture_that_is_all_on_view_is_dragged_out_once(viewer):
    drag(viewer, QPoint(300, 200), QPoint(400, 300))

    assert [("drag_requested", CAT)] == [asked for asked in viewer.asked if asked[0] == "drag_requested"]


def test_better_pixels_are_wanted_for_what_is_on_view_and_only_once(viewer, qtbot):
    qtbot.waitUntil(lambda: bool(looks(viewer)))
    first = looks(viewer)[-1]
    assert first.box == (0, 0, 2000, 1000)
    assert (600, 300) == first.size
    viewer.canvas.set_seen(first, filled(*first.size))
    assert viewer.canvas.sharp

    key(viewer, Qt.Key.Key_1)
    assert not viewer.canvas.sharp
    qtbot.waitUntil(lambda: len(looks(viewer)) == 2)
    assert looks(viewer)[-1] == Look((0, 0, 2000, 1000), (2000, 1000))
    viewer.canvas.ask_again()
    assert 3 == len(looks(viewer))


def color_at(viewer, x, y):
    return viewer.canvas.grab().toImage().pixelColor(x, y).name()


def test_a_preview_is_shown_until_the_pixels_come(viewer):
    assert "#12cc34" != color_at(viewer, 300, 200)
    viewer.canvas.set_preview(filled(128, 64))
    assert "#12cc34" == color_at(viewer, 300, 200)
    viewer.canvas.set_seen(Look((0, 0, 2000, 1000), (600, 300)), filled(600, 300, "#cc1234"))
    assert "#cc1234" == color_at(viewer, 300, 200)


def test_a_part_lies_over_the_preview(viewer):
    viewer.canvas.set_preview(filled(128, 64))
    viewer.canvas.set_seen(Look((0, 0, 1000, 1000), (300, 300)), filled(300, 300, "#cc1234"))

    assert ("#cc1234", "#12cc34") == (color_at(viewer, 100, 220), color_at(viewer, 500, 220))


def test_actual_size_is_every_pixel_and_more_shows_them_as_squares(viewer):
    pattern = filled(300, 200)
    for x in range(300):
        for y in range(200):
            if (x + y) % 2:
                pattern.setPixelColor(x, y, QColor("#cc1234"))
    key(viewer, Qt.Key.Key_PageDown)
    viewer.canvas.set_seen(Look((0, 0, 300, 200), (300, 200)), pattern)
    for scale in (1.0, 4.0):
        viewer.canvas.zoom_to(scale)
        image = viewer.canvas.grab().toImage()
        middle = [image.pixelColor(x, image.height() // 2).name() for x in range(200, 400)]
        assert {"#12cc34", "#cc1234"} == set(middle)
    assert middle[50:54].count(middle[50]) + middle[50:58].count(middle[57]) >= 4


def test_what_lets_through_stands_on_squares(viewer):
    clear = filled(300, 200, "#00000000", QImage.Format.Format_ARGB32_Premultiplied)
    clear.fill(Qt.GlobalColor.transparent)
    key(viewer, Qt.Key.Key_PageDown)
    viewer.canvas.set_seen(Look((0, 0, 300, 200), (300, 200)), clear)
    image = viewer.canvas.grab().toImage()

    assert 2 == len({image.pixelColor(x, image.height() // 2).name() for x in range(200, 400)})


def test_the_menu_holds_what_the_buttons_do(viewer, qtbot):
    at = QPoint(300, 200)
    QApplication.sendEvent(
        viewer.canvas, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, viewer.canvas.mapToGlobal(at))
    )
    menu = viewer.findChild(QMenu, "picture-menu")
    words = {action.text(): action for action in menu.actions() if action.text()}
    assert {"Copy picture", "Save picture as…", "Actual size", "Next picture"} <= set(words)
    assert not words["Previous picture"].isEnabled()
    words["Copy picture"].trigger()
    assert ("copy_requested", CAT, None) == viewer.asked[-1]
    menu.close()


def test_a_picture_is_used_again_and_the_window_closes(viewer):
    QTest.mouseClick(tool(viewer, "use"), Qt.MouseButton.LeftButton)

    assert ("use_requested", CAT) == viewer.asked[-1]
    assert not viewer.isVisible()


def test_shortcuts_copy_and_save(viewer):
    key(viewer, Qt.Key.Key_C, modifier=Qt.KeyboardModifier.ControlModifier)
    key(viewer, Qt.Key.Key_S, modifier=Qt.KeyboardModifier.ControlModifier)

    assert [("copy_requested", CAT, None), ("save_requested", CAT, None)] == viewer.asked[-2:]


def test_keys_reach_the_picture_while_a_button_has_the_keyboard(viewer):
    button = viewer.findChild(QToolButton, "picture-fit")
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_PageDown)

    assert DOG == viewer.image


def test_escape_closes_and_gives_the_keyboard_back(viewer, qtbot):
    key(viewer, Qt.Key.Key_Escape)

    assert not viewer.isVisible()
    qtbot.waitUntil(viewer.behind.isActiveWindow)
    assert viewer.behind.focusWidget() is viewer.field


def test_closing_survives_that_what_had_the_keyboard_is_gone(viewer, qtbot):
    viewer.field.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    viewer.close()

    assert not viewer.isVisible()


def test_everything_has_a_name_and_the_picture_is_one(viewer):
    interface = QAccessible.queryAccessibleInterface(viewer.canvas)
    assert QAccessible.Role.Graphic is interface.role()
    assert "cat.png · 2000×1000 px · 1.2 MB · 1 of 3" == interface.text(QAccessible.Text.Name)
    assert "Shown at 30 %" == interface.text(QAccessible.Text.Description)
    for button in viewer.findChildren(QToolButton):
        if button.objectName().startswith("picture-"):
            assert QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Name)
            assert "<" not in QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Description)


def test_what_goes_wrong_is_said_with_a_way_out_and_goes_with_the_picture(viewer):
    ways = []
    viewer.tell("It is damaged.", [("Try again", lambda: ways.append(1))])
    notice = viewer.notices.findChild(QWidget, "notice")
    assert "It is damaged." == notice.accessibleName()
    QTest.mouseClick(viewer.notices.findChild(QWidget, "notice-action"), Qt.MouseButton.LeftButton)
    assert [1] == ways
    key(viewer, Qt.Key.Key_PageDown)
    assert viewer.notices.isHidden()


def test_the_window_is_as_large_as_the_picture_and_no_larger_than_the_screen(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.move(-300, -200)
    for size, least, most in ((DOG, 300, 700), (ImagePart("x", blob="d", width=40_000, height=30_000), 600, 9999)):
        viewer = Viewer(parent)
        viewer.show_pictures([size], 0)
        screen = viewer.screen().availableSize()
        assert least <= viewer.width() <= min(most, screen.width())
        assert viewer.height() <= screen.height()
        place = viewer.screen().availableGeometry()
        assert place.contains(viewer.pos())
        assert place.contains(viewer.geometry().bottomRight())


def test_a_picture_of_unknown_size_has_room(viewer):
    key(viewer, Qt.Key.Key_PageDown, Qt.Key.Key_PageDown)
    viewer.canvas.set_preview(filled(64, 48))

    assert viewer.canvas.view.place()[2:] > (0, 0)
    assert viewer.canvas.minimumSize() == QSize(320, 240)
