"""A picture of a part of the screen: the window steps aside, and the mouse draws a frame around what is wanted."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPen, QRegion
from PySide6.QtWidgets import QWidget

from desktop.domain.attachment import Offer
from desktop.ui.images.decode import png_of
from desktop.ui.theme.theme import SPACE, theme_of

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QKeyEvent, QMouseEvent, QPaintEvent, QPixmap

    from desktop.ui.theme.theme import Theme

VEIL = 120  # of 255: how much darker it is around what is chosen
SMALLEST = 4  # device-independent pixels: less is a click
ASIDE = 350  # milliseconds until a window is gone: desktops let them fade


class RegionPicker(QWidget):
    """Lies over a screen as a picture of it. Return takes all of it, Escape and the other button nothing.

    Signals:
        picked: What was chosen; null when it was nothing.
    """

    picked = Signal(QImage)

    def __init__(self, shot: QPixmap, place: QRect) -> None:
        super().__init__(None, Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)
        self.setObjectName("region-picker")
        self._hint = self.tr("Draw a frame around what you want · Return takes all of it · Esc leaves")
        self.setAccessibleName(self._hint)
        self.setWindowTitle(self.tr("Picture of the screen"))
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setGeometry(place)
        self._shot = shot
        self._start: QPoint | None = None
        self._frame = QRect()

    def _finish(self, chosen: QRect) -> None:
        self.picked.emit(QImage() if chosen.isEmpty() else self._shot.copy(self._pixels(chosen)).toImage())

    def _pixels(self, chosen: QRect) -> QRect:
        """What becomes the picture of it."""
        ratio = self._shot.devicePixelRatio()
        return QRect(chosen.topLeft() * ratio, chosen.size() * ratio)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._finish(self.rect())
        elif event.key() == Qt.Key.Key_Escape:
            self._finish(QRect())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._start = event.position().toPoint()
        else:
            self._finish(QRect())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._start is not None:
            self._frame = _between(self._start, event.position().toPoint()).intersected(self.rect())
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._start is None:
            return
        self._start = None
        if min(self._frame.width(), self._frame.height()) >= SMALLEST:
            self._finish(self._frame)
        self._frame = QRect()
        self.update()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self._finish(QRect())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        theme = theme_of(self.palette())
        with QPainter(self) as painter:  # an exception must not keep it alive
            painter.drawPixmap(0, 0, self._shot)
            painter.setClipRegion(QRegion(self.rect()).subtracted(QRegion(self._frame)))
            painter.fillRect(self.rect(), QColor(0, 0, 0, VEIL))
            painter.setClipping(False)
            if self._frame.isEmpty():
                words = _room_for(self._hint, painter, SPACE * 2, SPACE)
                words.moveCenter(QPoint(self.rect().center().x(), self.rect().top() + words.height() * 2))
                _say(painter, theme, words, self._hint)
                return
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.drawRect(self._frame)
            _say(painter, theme, self._beside(_room_for(self.size_words, painter, SPACE, SPACE // 2)), self.size_words)

    @property
    def size_words(self) -> str:
        """How large the picture of the frame that is being drawn becomes."""
        size = self._pixels(self._frame).size()
        return f"{size.width()}×{size.height()}"

    def _beside(self, words: QRect) -> QRect:
        """Below the frame, above it where there is no room, else inside it."""
        words.moveTopRight(self._frame.bottomRight() + QPoint(0, SPACE))
        if words.bottom() > self.rect().bottom():
            words.moveBottom(self._frame.top() - SPACE)
        if words.top() < 0:
            words.moveBottom(self._frame.bottom() - SPACE)
        words.moveLeft(max(0, words.left()))
        return words


def _room_for(words: str, painter: QPainter, across: int, along: int) -> QRect:
    return painter.fontMetrics().boundingRect(words).adjusted(-across, -along, across, along)


def _say(painter: QPainter, theme: Theme, place: QRect, words: str) -> None:
    painter.fillRect(place, QColor(theme.raised))
    painter.setPen(QColor(theme.text))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)


def _between(one: QPoint, other: QPoint) -> QRect:
    """The frame with these pixels in opposite corners. Qt's own loses some of those drawn upward."""
    left, top = min(one.x(), other.x()), min(one.y(), other.y())
    return QRect(left, top, abs(one.x() - other.x()) + 1, abs(one.y() - other.y()) + 1)


class ScreenPicture(QObject):
    """Takes one picture of the screen.

    Signals:
        taken: An `Offer` of it.
        failed: The desktop does not let programs do that.
        ended: It is over, whatever came of it.
    """

    taken = Signal(Offer)
    failed = Signal()
    ended = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._pickers: list[RegionPicker] = []

    def start(self) -> None:
        """Ask the desktop on Wayland; elsewhere step aside and let the person draw. Returns at once."""
        if QGuiApplication.platformName().startswith("wayland"):
            self._ask()
        else:
            self._window.hide()
            QTimer.singleShot(ASIDE, self, self._show_pickers)

    def _ask(self) -> None:
        from desktop.ui.images.portal import ScreenshotPortal  # noqa: PLC0415 - only where it is needed

        portal = ScreenshotPortal(self)
        portal.taken.connect(self._file_taken)
        portal.failed.connect(self._fail)
        portal.ask()

    def _file_taken(self, path: str) -> None:
        if path:
            self.taken.emit(Offer(QUrl.fromLocalFile(path).fileName(), path=path))
        self._end()

    def _fail(self) -> None:
        self.failed.emit()
        self._end()

    def _show_pickers(self) -> None:
        for screen in QGuiApplication.screens():
            picker = RegionPicker(screen.grabWindow(0), screen.geometry())
            picker.picked.connect(self._picked)
            self._pickers.append(picker)
        for picker in self._pickers:  # once all screens are taken
            picker.showFullScreen()
            picker.activateWindow()

    def _picked(self, image: QImage) -> None:
        for picker in self._pickers:
            picker.picked.disconnect()
            picker.close()
            picker.deleteLater()
        self._pickers.clear()
        self._window.show()
        self._window.activateWindow()
        if not image.isNull():
            self.taken.emit(Offer(self.tr("Screen") + ".png", encode=partial(_png, image)))
        self._end()

    def _end(self) -> None:
        self.ended.emit()
        self.deleteLater()


def _png(image: QImage) -> bytes:
    return bytes(png_of(image).data())
