"""One picture, as large as one likes: the wheel, two fingers and keys make it larger, dragging moves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QColor, QContextMenuEvent, QGuiApplication, QNativeGestureEvent, QPainter
from PySide6.QtWidgets import QAccessibleWidget, QGestureEvent, QPinchGesture, QWidget

from desktop.ui.accessible import install
from desktop.ui.images.zoom import Look, Zoom
from desktop.ui.theme.theme import LIGHT, SPACE, theme_of

if TYPE_CHECKING:
    from PySide6.QtGui import (
        QAccessibleInterface,
        QImage,
        QKeyEvent,
        QMouseEvent,
        QPaintEvent,
        QResizeEvent,
        QWheelEvent,
    )

STEP = 1.25  # of a key, a button or a notch of the wheel
NOTCH = 120  # Qt's unit of the wheel
SETTLED = 60  # milliseconds after a movement: then what is missing is fetched
BLOCKY = 2.0  # from this scale on pixels are shown as they are
ARROW = 60  # device-independent pixels that an arrow key moves
TILE = 8  # device-independent pixels of the ground behind what lets through
ROOM = QSize(320, 240)


class PictureCanvas(QWidget):
    """Shows what it was given in whatever size it is, until better pixels come.

    Signals:
        wanted: A `Look` at the picture, in the pixels of the screen; answered by `set_seen`.
        zoomed: The scale is another one.
        turned: To another picture: -1 or 1.
        dragged: The picture is being dragged out.
        menu_wanted: A place on the screen.
    """

    wanted = Signal(object)
    zoomed = Signal()
    turned = Signal(int)
    dragged = Signal()
    menu_wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("picture-canvas")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(ROOM)
        self.grabGesture(Qt.GestureType.PinchGesture)
        self.view = Zoom()
        self._picture: QImage | None = None
        self._seen: tuple[Look, QImage] | None = None
        self._asked: Look | None = None
        self._size = QSize()
        self._from = QPointF()
        self._moving = False
        self._dragged = False
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(SETTLED)
        self._settled.timeout.connect(self._want)
        self.accessible: QAccessibleInterface | None = None  # Python's half of it, kept alive
        install(PictureCanvas, _graphic)

    # What is shown

    def show_picture(self, size: QSize) -> None:
        """Another picture of that many pixels; what it looks like comes later."""
        self._picture = self._seen = self._asked = None
        self._size = size
        self.view.show(size.width(), size.height())
        self._changed()
        self._want()

    def set_preview(self, image: QImage) -> None:
        """All of it, as small as it may be."""
        self._picture = image
        self.update()

    def set_seen(self, look: Look, image: QImage) -> None:
        """What was wanted."""
        self._seen = look, image
        self._settled.start()
        self.update()

    @property
    def sharp(self) -> bool:
        """Whether what is on view has been fetched in its size."""
        return self._seen is not None and self.view.serves(self._seen[0])

    def ask_again(self) -> None:
        """Ask for what is on view, although it was asked for already."""
        self._asked = None
        self._want()

    # Moving

    def fit(self) -> None:
        self.view.fit()
        self._changed()

    def zoom_to(self, scale: float, at: QPointF | None = None) -> None:
        """Another scale, around a point of the widget or around its middle."""
        ratio = self.devicePixelRatioF()
        off = ((at if at is not None else self._middle()) - self._middle()) * ratio
        self.view.zoom(scale, off.x(), off.y())
        self._changed()

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        self.zoom_to(self.view.scale * factor, at)

    def pan(self, right: float, down: float) -> None:
        """Move the picture by device-independent pixels."""
        ratio = self.devicePixelRatioF()
        self.view.pan(right * ratio, down * ratio)
        self._changed()

    def _middle(self) -> QPointF:
        return QPointF(self.width() / 2, self.height() / 2)

    def _changed(self) -> None:
        self._point()
        self.update()
        self._settled.start()
        self.zoomed.emit()

    def _point(self) -> None:
        shape = Qt.CursorShape.OpenHandCursor if any(self.view.pannable) else Qt.CursorShape.ArrowCursor
        self.setCursor(Qt.CursorShape.ClosedHandCursor if self._moving else shape)

    def _want(self) -> None:
        """Ask for better pixels, where there are any."""
        look = self.view.wanted()
        if self._size.isEmpty() or not self.isVisible() or self.sharp or look == self._asked:
            return
        self._asked = look
        self.wanted.emit(look)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        with QPainter(self) as painter:  # an exception must not keep it alive
            theme = theme_of(self.palette())
            painter.fillRect(self.rect(), QColor(theme.code))
            if self._size.isEmpty():
                return
            ratio = self.devicePixelRatioF()
            painter.scale(1 / ratio, 1 / ratio)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=self.view.scale < BLOCKY)
            whole = self._place()
            shown = [(whole, self._picture)] if self._picture is not None and not self._covered() else []
            if self._seen is not None:
                shown.append((self._place(self._seen[0].box), self._seen[1]))
            if not shown:
                painter.fillRect(whole, QColor(theme.raised))
            elif any(image.hasAlphaChannel() for _, image in shown):
                self._paint_ground(painter, whole, ratio)
            for place, image in shown:
                painter.drawImage(place, image)

    def _covered(self) -> bool:
        """Whether what was fetched leaves nothing to the preview."""
        return self._seen is not None and self._seen[0].box == (0, 0, self._size.width(), self._size.height())

    def _place(self, box: tuple[int, int, int, int] | None = None) -> QRect:
        left, top, width, height = self.view.place(box)
        right, bottom = round(left + width), round(top + height)
        left, top = round(left), round(top)
        return QRect(left, top, max(1, right - left), max(1, bottom - top))

    def _paint_ground(self, painter: QPainter, whole: QRect, ratio: float) -> None:
        """Squares behind what lets through; bright in the dark too, as most drawings are of dark lines."""
        theme, tile = LIGHT, round(TILE * ratio)
        on_view = whole.intersected(QRect(0, 0, round(self.width() * ratio) + 1, round(self.height() * ratio) + 1))
        painter.fillRect(on_view, QColor(theme.surface))
        for row, top in enumerate(range(on_view.top(), on_view.bottom() + 1, tile)):
            for left in range(on_view.left() + tile * (row % 2), on_view.right() + 1, 2 * tile):
                painter.fillRect(QRect(left, top, tile, tile).intersected(on_view), QColor(theme.border))

    # Events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._resized()

    def _resized(self) -> None:
        ratio = self.devicePixelRatioF()
        self.view.resize(self.width() * ratio, self.height() * ratio)
        self._changed()

    def event(self, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.DevicePixelRatioChange:
            self._resized()
        elif kind == QEvent.Type.Show:
            self._settled.start()
        elif kind == QEvent.Type.NativeGesture and isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom_by(1 + event.value(), event.position())
                return True
        elif kind == QEvent.Type.Gesture and isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                self.pinch(pinch.scaleFactor(), QPointF(self.mapFromGlobal(pinch.hotSpot().toPoint())))
                return True
        return super().event(event)

    def pinch(self, factor: float, at: QPointF) -> None:
        """Two fingers on the screen have moved apart, or together, around a point of the widget."""
        if factor > 0:
            self.zoom_by(factor, at)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if turned := event.angleDelta().y():
            self.zoom_by(STEP ** (turned / NOTCH), event.position())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if not (plain and self.press(Qt.Key(event.key()))):
            super().keyPressEvent(event)

    def press(self, key: Qt.Key) -> bool:
        """Do what a key stands for; False for those that are not the picture's."""
        sideways, upright = self.view.pannable
        moves = {Qt.Key.Key_Up: (0, ARROW), Qt.Key.Key_Down: (0, -ARROW)} if upright else {}
        moves |= {Qt.Key.Key_Left: (ARROW, 0), Qt.Key.Key_Right: (-ARROW, 0)} if sideways else {}
        turns = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        zooms = {Qt.Key.Key_Plus: STEP, Qt.Key.Key_Equal: STEP, Qt.Key.Key_Minus: 1 / STEP}
        if key in moves:
            self.pan(*moves[key])
        elif key in turns:
            self.turned.emit(turns[key])
        elif key in zooms:
            self.zoom_by(zooms[key])
        elif key == Qt.Key.Key_0:
            self.fit()
        elif key == Qt.Key.Key_1:
            self.zoom_to(1.0)
        else:
            return False
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._from = event.position()
            self._dragged = False
            self._moving = any(self.view.pannable)
            self._point()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not event.buttons() & Qt.MouseButton.LeftButton:
            return
        moved = event.position() - self._from
        if self._moving:
            self._from = event.position()
            self.pan(moved.x(), moved.y())
        elif not self._dragged and moved.manhattanLength() >= QGuiApplication.styleHints().startDragDistance():
            self._dragged = True
            self.dragged.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        del event
        self._moving = False
        self._point()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """All of it, or its actual size around the pointer."""
        if event.button() == Qt.MouseButton.LeftButton:
            if self.view.fitted:
                self.zoom_to(1.0, event.position())
            else:
                self.fit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        at = self.rect().topLeft() + self.rect().center() / SPACE if by_key else event.pos()
        self.menu_wanted.emit(self.mapToGlobal(at))


def _graphic(canvas: QWidget) -> QAccessibleInterface:
    return QAccessibleWidget(canvas, QAccessible.Role.Graphic)
