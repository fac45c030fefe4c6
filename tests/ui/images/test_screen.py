from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.images import screen
from desktop.ui.images.portal import ScreenshotPortal
from desktop.ui.images.screen import RegionPicker, ScreenPicture
from desktop.ui.theme.theme import theme_of

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def picker(qtbot):
    """Lies over a screen of 200 × 100 whose picture has twice the pixels, blue but for a red part."""
    shot = QImage(400, 200, QImage.Format.Format_RGB32)
    shot.fill(QColor("blue"))
    for x in range(40, 80):
        for y in range(20, 60):
            shot.setPixelColor(x, y, QColor("red"))
    pixmap = QPixmap.fromImage(shot)
    pixmap.setDevicePixelRatio(2)
    made = RegionPicker(pixmap, QRect(0, 0, 200, 100))
    made.results = []
    made.picked.connect(made.results.append)
    qtbot.addWidget(made)
    made.show()
    return made


def draw(picker, start, end, button=LEFT):
    QTest.mousePress(picker, button, pos=QPoint(*start))
    QTest.mouseMove(picker, QPoint(*end))
    QTest.mouseRelease(picker, button, pos=QPoint(*end))


def test_what_the_frame_holds_is_taken_in_the_pixels_of_the_screen(picker):
    draw(picker, (39, 29), (20, 10))
    [image] = picker.results

    assert (image.width(), image.height()) == (40, 40)
    assert {image.pixelColor(x, y).name() for x in (0, 39) for y in (0, 39)} == {"#ff0000"}


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ((60, 20), (119, 49), "120×60"),
        ((60, 40), (119, 99), "120×120"),
        ((1, 1), (199, 99), "398×198"),
        ((1, 50), (5, 54), "10×10"),
    ],
)
def test_how_large_the_picture_becomes_is_seen_beside_the_frame_while_it_is_drawn(picker, start, end, words):
    raised = QColor(theme_of(picker.palette()).raised)
    QTest.mousePress(picker, LEFT, pos=QPoint(*start))
    QTest.mouseMove(picker, QPoint(*end))
    image = picker.grab().toImage()
    said = [(x, y) for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y) == raised]
    left, top, right, bottom = (side(at[axis] for at in said) for side in (min, max) for axis in (0, 1))
    room = picker.fontMetrics().boundingRect(words)

    assert picker.size_words == words
    assert (right - left, bottom - top) >= (room.width(), room.height() - 1)


def test_a_frame_ends_with_the_screen(picker):
    draw(picker, (190, 90), (500, 500))

    assert [(image.width(), image.height()) for image in picker.results] == [(20, 20)]


def test_a_click_takes_nothing_and_one_can_draw_again(picker):
    draw(picker, (50, 50), (52, 52))
    assert picker.results == []

    draw(picker, (1, 1), (10, 10))
    assert picker.results[0].width() == 20


def test_return_takes_the_whole_screen(picker):
    QTest.keyClick(picker, Qt.Key.Key_Return)

    assert [(image.width(), image.height()) for image in picker.results] == [(400, 200)]


@pytest.mark.parametrize(
    "leave",
    [
        lambda picker: QTest.keyClick(picker, Qt.Key.Key_Escape),
        lambda picker: QTest.mouseClick(picker, Qt.MouseButton.RightButton),
        lambda picker: picker.close(),
    ],
)
def test_leaving_takes_nothing(picker, leave):
    leave(picker)

    assert [image.isNull() for image in picker.results] == [True]


def test_around_the_frame_it_is_darker(picker):
    QTest.mousePress(picker, LEFT, pos=QPoint(20, 10))
    QTest.mouseMove(picker, QPoint(60, 40))
    seen = picker.grab().toImage()
    ratio = seen.devicePixelRatio()

    def color(x, y):
        return seen.pixelColor(int(x * ratio), int(y * ratio)).name()

    assert color(30, 20) == "#ff0000"
    assert color(50, 35) == "#0000ff"
    assert QColor(color(100, 80)).blue() < 150


@pytest.fixture
def taking(qtbot, shown, monkeypatch):
    """A window, and a picture of the screen that is being taken; what became of it."""
    monkeypatch.setattr(screen, "ASIDE", 0)
    window = shown(QWidget())
    picture = ScreenPicture(window)
    picture.heard = []
    picture.taken.connect(picture.heard.append)
    picture.failed.connect(lambda: picture.heard.append("failed"))
    picture.ended.connect(lambda: picture.heard.append("ended"))
    picture.window = window
    return picture


def pickers():
    return [top for top in QApplication.topLevelWidgets() if top.objectName() == "region-picker" and top.isVisible()]


def test_the_window_steps_aside_and_comes_back_with_the_picture(taking, qtbot):
    taking.start()
    assert not taking.window.isVisible()
    qtbot.waitUntil(lambda: bool(pickers()))
    [picker] = pickers()
    QTest.keyClick(picker, Qt.Key.Key_Return)

    offer, ended = taking.heard
    assert (offer.name, ended) == ("Screen.png", "ended")
    size = QGuiApplication.primaryScreen().size()
    assert QImage.fromData(offer.encode(), "PNG").size() == size
    assert taking.window.isVisible()
    assert not pickers()


def test_the_window_comes_back_without_one_too(taking, qtbot):
    taking.start()
    qtbot.waitUntil(lambda: bool(pickers()))
    pickers()[0].close()

    assert taking.heard == ["ended"]
    assert taking.window.isVisible()


@pytest.mark.parametrize(
    ("answer", "heard"),
    [
        (lambda portal: portal.taken.emit("/home/x/a.png"), ["/home/x/a.png", "ended"]),
        (lambda portal: portal.taken.emit(""), ["ended"]),
        (lambda portal: portal.failed.emit(), ["failed", "ended"]),
    ],
)
def test_on_wayland_the_desktop_is_asked(taking, monkeypatch, answer, heard):
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "wayland-egl")
    monkeypatch.setattr(ScreenshotPortal, "ask", answer)
    taking.start()

    assert [getattr(said, "path", said) for said in taking.heard] == heard
    assert taking.window.isVisible()
