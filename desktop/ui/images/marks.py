"""A picture on which places are marked: what becomes black, and what stays."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen

from desktop.domain.edits import UNTOUCHED, Box, Edits, inside
from desktop.ui.images.canvas import PictureCanvas
from desktop.ui.theme.theme import theme_of

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
    from PySide6.QtWidgets import QWidget

GRIP = 8  # device-independent pixels: half the side of the square in which a corner is taken
ARROW = 8  # device-independent pixels that an arrow key moves a box; with Ctrl it is one pixel of the picture
SMALLEST = 4  # device-independent pixels: a box drawn smaller was a click
FIRST = 0.25  # of what is on view: a box that is not drawn
VEIL = 170  # of 255, over what is cut off


class Tool(StrEnum):
    HIDE = "hide"
    CROP = "crop"


class MarkingCanvas(PictureCanvas):
    """Boxes are drawn, moved and sized with the mouse, or with Space, the arrow keys and Shift; Ctrl moves the picture.

    Attributes:
        marking: Whether boxes are shown and can be changed.
        tool: What a new box is for.

    Signals:
        edited: Other `Edits`, once a movement has ended.
        chosen: Another box is the one that keys change, or none.
    """

    edited = Signal(object)
    chosen = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.tool = Tool.HIDE
        self.marking = False
        self._edits = UNTOUCHED
        self._chosen = -1  # index into `_boxes`
        self._from: QPointF = QPointF()
        self._held: Box | None = None  # the box that the mouse moves or draws, as it was when that began
        self._sizing: tuple[int, int] | None = None  # the corner opposite to the one that the mouse has

    # What is marked

    def show_edits(self, edits: Edits) -> None:
        """Show these marks."""
        self._edits = edits
        self._chosen = min(self._chosen, len(self._boxes()) - 1)
        self.update()
        self.chosen.emit()

    def chosen_box(self) -> tuple[Tool, Box] | None:
        """The box that keys change, and what it is for."""
        return self._boxes()[self._chosen] if self._chosen >= 0 else None

    def _boxes(self) -> list[tuple[Tool, Box]]:
        """The cut last: it is found under the mouse only where nothing else is."""
        crop = [(Tool.CROP, self._edits.crop)] if self._edits.crop else []
        return [*((Tool.HIDE, box) for box in self._edits.hidden), *crop]

    def add_box(self) -> None:
        """A box in the middle of what is on view, as large as a quarter of it."""
        ratio = self.devicePixelRatioF()
        left, top, width, height = (value / ratio for value in self.view.place())
        seen = QRectF(left, top, width, height) & QRectF(self.rect())
        middle, off = seen.center(), QPointF(seen.width(), seen.height()) * FIRST / 2
        self._put(self._between(middle - off, middle + off))
        self.edited.emit(self._edits)

    def remove_box(self) -> None:
        if self._chosen >= 0:
            self._put(None)
            self.edited.emit(self._edits)

    def choose(self, step: int) -> None:
        """Let keys change the next box, or the one before."""
        if count := len(self._boxes()):
            self._chosen = (self._chosen + step) % count if self._chosen >= 0 else 0
            self.update()
            self.chosen.emit()

    def _put(self, box: Box | None) -> None:
        """Another box in the place of the chosen one, which goes when there is none; a new one where none is chosen."""
        hidden = list(self._edits.hidden)
        kind = self._boxes()[self._chosen][0] if self._chosen >= 0 else self.tool
        if kind is Tool.CROP:
            self._edits = self._edits._replace(crop=box)
            self._chosen = len(hidden) if box else -1
        elif self._chosen >= 0:
            hidden[self._chosen : self._chosen + 1] = [box] if box else []
            self._edits = self._edits._replace(hidden=tuple(hidden))
            self._chosen = self._chosen if box else -1
        elif box:
            self._edits = self._edits._replace(hidden=(*hidden, box))
            self._chosen = len(hidden)
        self.update()
        self.chosen.emit()

    # Places

    def _at(self, point: QPointF) -> tuple[int, int]:
        """The pixel of the picture at a point of the widget."""
        left, top, _, _ = self.view.place()
        point = point * self.devicePixelRatioF()
        return round((point.x() - left) / self.view.scale), round((point.y() - top) / self.view.scale)

    def _between(self, one: QPointF, other: QPointF) -> Box:
        return self._spanned(self._at(one), self._at(other))

    def _spanned(self, one: tuple[int, int], other: tuple[int, int]) -> Box:
        box = (*map(min, one, other), *map(max, one, other))
        return inside((box[0], box[1], box[2], box[3]), (self._size.width(), self._size.height()))

    def _shown(self, box: Box) -> QRect:
        """Where a box is in the widget, in device-independent pixels."""
        ratio = self.devicePixelRatioF()
        left, top, width, height = (value / ratio for value in self.view.place(box))
        return QRect(round(left), round(top), max(1, round(width)), max(1, round(height)))

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.marking or self._size.isEmpty():
            return
        with QPainter(self) as painter:
            for box in self._edits.hidden:
                painter.fillRect(self._shown(box), QColor("black"))
            if self._edits.crop:
                self._paint_veil(painter, self._shown(self._edits.crop))
            accent = QColor(theme_of(self.palette()).accent)
            for number, (_, box) in enumerate(self._boxes()):
                self._paint_edge(painter, self._shown(box), accent if number == self._chosen else None)

    def _paint_veil(self, painter: QPainter, kept: QRect) -> None:
        veil = QColor(0, 0, 0, VEIL)
        whole = self._shown((0, 0, self._size.width(), self._size.height()))
        painter.fillRect(QRect(whole.topLeft(), QSize(whole.width(), kept.top() - whole.top())), veil)
        painter.fillRect(whole.adjusted(0, kept.bottom() + 1 - whole.top(), 0, 0), veil)
        beside = QRect(whole.left(), kept.top(), kept.left() - whole.left(), kept.height())
        painter.fillRect(beside, veil)
        beside.setLeft(kept.right() + 1)
        beside.setRight(whole.right())
        painter.fillRect(beside, veil)

    def _paint_edge(self, painter: QPainter, place: QRect, accent: QColor | None) -> None:
        """An edge that is seen on any ground: light beside dark; the chosen box has corners to be taken at."""
        painter.setPen(QPen(QColor("black"), 1))
        painter.drawRect(place.adjusted(-1, -1, 0, 0))
        painter.setPen(QPen(accent or QColor("white"), 2 if accent else 1))
        painter.drawRect(place.adjusted(-2, -2, 1, 1))
        if accent:
            painter.setBrush(accent)
            for corner in (place.topLeft(), place.topRight(), place.bottomLeft(), place.bottomRight()):
                painter.drawRect(QRect(corner.x() - GRIP // 2, corner.y() - GRIP // 2, GRIP, GRIP))
            painter.setBrush(Qt.BrushStyle.NoBrush)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not (self.marking and self._mark(event)):
            super().keyPressEvent(event)

    def _mark(self, event: QKeyEvent) -> bool:
        """Do what a key stands for; False for those that no box hears."""
        moves = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
        key, chosen = Qt.Key(event.key()), self.chosen_box()
        if key in {Qt.Key.Key_Space, Qt.Key.Key_Insert}:
            self._chosen = -1
            self.add_box()
        elif key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            self.choose(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.remove_box()
        elif key in moves and chosen:
            exact = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            step = 1 if exact else max(1, round(ARROW * self.devicePixelRatioF() / self.view.scale))
            right, down = (step * way for way in moves[key])
            sized = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._put(self._moved(chosen[1], right, down, sized=sized))
            self.edited.emit(self._edits)
        else:
            return False
        return True

    def _moved(self, box: Box, right: int, down: int, *, sized: bool = False) -> Box:
        """A box elsewhere, as far as the picture goes, or with its right and lower edges elsewhere."""
        left, top, end, bottom = box
        size = self._size.width(), self._size.height()
        if sized:
            return inside((left, top, max(left + 1, end + right), max(top + 1, bottom + down)), size)
        right = max(-left, min(right, size[0] - end))
        down = max(-top, min(down, size[1] - bottom))
        return left + right, top + down, end + right, bottom + down

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        pans = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if not self.marking or pans or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self._from = event.position()
        self._sizing = self._corner_at(self._from)
        if self._sizing is None:
            self._chosen = self._box_at(self._from)
        chosen = self.chosen_box()
        self._held = chosen[1] if chosen else None
        self.update()
        self.chosen.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self.marking or self._moving or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
            return
        at, far = event.position(), (event.position() - self._from).manhattanLength()
        if self._sizing is not None:
            self._put(self._spanned(self._sizing, self._at(at)))
        elif self._held is not None:
            here, there = self._at(self._from), self._at(at)
            self._put(self._moved(self._held, there[0] - here[0], there[1] - here[1]))
        elif self._chosen >= 0 or far >= SMALLEST:
            self._put(self._between(self._from, at))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self.marking or self._moving or event.button() != Qt.MouseButton.LeftButton:
            super().mouseReleaseEvent(event)
            return
        self._held = self._sizing = None
        self.edited.emit(self._edits)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.marking:
            self.mousePressEvent(event)  # of a box that is taken again quickly
        else:
            super().mouseDoubleClickEvent(event)

    def _box_at(self, point: QPointF) -> int:
        """The last drawn of the boxes there, else -1. A cut is taken at its edge: inside it one draws."""
        for number, (kind, box) in reversed(list(enumerate(self._boxes()))):
            place = self._shown(box)
            edge = kind is Tool.CROP and place.adjusted(GRIP, GRIP, -GRIP, -GRIP).contains(point.toPoint())
            if place.adjusted(-2, -2, 2, 2).contains(point.toPoint()) and not edge:
                return number
        return -1

    def _corner_at(self, point: QPointF) -> tuple[int, int] | None:
        """The corner opposite to the one of the chosen box that the point is at."""
        chosen = self.chosen_box()
        if chosen is None:
            return None
        left, top, right, bottom = chosen[1]
        place = self._shown(chosen[1])
        corners = {
            (right, bottom): place.topLeft(),
            (left, bottom): place.topRight(),
            (right, top): place.bottomLeft(),
            (left, top): place.bottomRight(),
        }
        for opposite, corner in corners.items():
            if max(abs(point.x() - corner.x()), abs(point.y() - corner.y())) <= GRIP:
                return opposite
        return None
