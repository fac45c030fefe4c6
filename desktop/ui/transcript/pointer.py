"""The mouse on the transcript: what is pointed at, pressed and selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QHelpEvent, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QToolTip

from desktop.ui.clipboard import PRIMARY, has_primary
from desktop.ui.theme.labels import tooltip
from desktop.ui.theme.wheel import Notches
from desktop.ui.transcript.copying import Copying
from desktop.ui.transcript.pictures_row import PICTURE, picture_told
from desktop.ui.transcript.piece import Piece
from desktop.ui.transcript.pinned import pinned_in
from desktop.ui.transcript.selection import Selection, Spot
from desktop.ui.transcript.targets import is_text_at, place_at, remark_at, spot_at, tip_of

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent

    from desktop.ui.transcript.rows import Place
    from desktop.ui.transcript.transcript import Transcript

DRAG_STEP = 40  # milliseconds between steps of scrolling while a selection is drawn past the edge


class Pointer(QObject):
    """Turns mouse events into hovering, pressing and selecting."""

    def __init__(self, transcript: Transcript) -> None:
        super().__init__(transcript)
        self._transcript = transcript
        transcript.viewport().installEventFilter(self)
        self._notches = Notches()
        self.hovered: Place | None = None
        self.entry = -1  # the message under the mouse …
        self.row = -1  # … and the row of it
        self._pressed: Place | None = None
        self._pressed_at = QPoint()
        self._selecting = False
        self._last = QPoint(-1, -1)
        self._clicks = 0  # in quick succession at one place
        self._quick = QTimer(self)
        self._quick.setSingleShot(True)
        self._quick.timeout.connect(self._forget_clicks)
        self._primary = Copying(self, transcript.flow, lambda: transcript.later.start(0), PRIMARY)
        self._drag = QTimer(self)
        self._drag.setInterval(DRAG_STEP)
        self._drag.timeout.connect(self._drag_on)

    def column_point(self, at: QPoint) -> tuple[int, int]:
        """A point of the viewport, in the column's coordinates; on a head that is kept in sight, where that belongs."""
        scrolled = self._transcript.scrolled
        y = at.y() + scrolled
        pinned = None if self._selecting else pinned_in(self._transcript.flow, scrolled)
        return at.x() - self._transcript.left, pinned.home(y) if pinned and at.y() >= 0 else y

    # Pointing

    def move(self, event: QMouseEvent) -> None:
        self._last = event.position().toPoint()
        if self._transcript.sideways.drag(self.column_point(self._last)[0]):
            return
        if self._selecting:
            self._transcript.flow.let_go()  # nothing moves under the mouse
            self._extend()
            outside = not 0 <= self._last.y() < self._transcript.viewport().height()
            if outside and not self._drag.isActive():
                self._drag.start()
            elif not outside:
                self._drag.stop()
            return
        if event.buttons() & Qt.MouseButton.LeftButton and self._drag_out():
            return
        self.refresh()

    def _drag_out(self) -> bool:
        """Begin to drag a stored picture out, once the mouse has left the place where it was pressed."""
        action = self._pressed.target.action if self._pressed is not None else ""
        far = (self._last - self._pressed_at).manhattanLength() >= QGuiApplication.styleHints().startDragDistance()
        if self._pressed is None or not far or not action.startswith(PICTURE):
            return False
        entry_id = self._transcript.flow.entries.ids[self._pressed.entry]
        self._pressed = None  # letting it go opens nothing
        self._transcript.picture_asked.emit("drag", entry_id, action.removeprefix(PICTURE))
        return True

    def refresh(self) -> None:
        """See again what is under the mouse: it or the text has moved."""
        if self._selecting or self._last.y() < 0:
            return
        transcript = self._transcript
        x, y = self.column_point(self._last)
        entry = transcript.flow.at(y)
        barred = transcript.sideways.hover(x, y)
        place = None if barred else place_at(transcript.flow, x, y)
        row = transcript.flow.view(entry).column.at(y - transcript.flow.top(entry)) if entry >= 0 else -1
        if (entry, row, place) != (self.entry, self.row, self.hovered):
            before, self.entry, self.row, self.hovered = self.entry, entry, row, place
            transcript.repaint_entry(before)
            transcript.repaint_entry(entry)
        shape = Qt.CursorShape.ArrowCursor
        if place is not None:
            shape = Qt.CursorShape.PointingHandCursor if place.target.enabled else Qt.CursorShape.ArrowCursor
        elif not barred and is_text_at(transcript.flow, x, y):
            shape = Qt.CursorShape.IBeamCursor
        transcript.viewport().setCursor(shape)

    def leave(self) -> None:
        before, self.entry, self.row, self.hovered = self.entry, -1, -1, None
        self._last = QPoint(-1, -1)
        self._transcript.repaint_entry(before)

    def turn(self, event: QWheelEvent) -> bool:
        """Take a wheel that zooms or is turned sideways; False for all others."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(event)
            return True
        if event.angleDelta().y() > abs(event.angleDelta().x()):
            self._transcript.flow.let_go()  # also where there is nothing to scroll yet
        taken = self._transcript.sideways.wheel(event, self.column_point(event.position().toPoint())[1])
        event.setAccepted(taken)
        return taken

    def show_tip(self, event: QHelpEvent) -> None:
        """Where a link really goes, a picture's name, or what is wrong with a text; escaped, as it reads markup."""
        x, y = self.column_point(event.pos())
        place = place_at(self._transcript.flow, x, y)
        tip = tip_of(place.target) or picture_told(place.target) if place else remark_at(self._transcript.flow, x, y)
        if tip:
            QToolTip.showText(event.globalPos(), tooltip(*tip.split("\n")), self._transcript.viewport())
        else:
            QToolTip.hideText()

    def zoom(self, event: QWheelEvent) -> None:
        """Ask for larger text when the wheel is turned away, for smaller when towards."""
        if steps := self._notches.turned(event):
            self._transcript.zoom_wanted.emit(steps)

    # Pressing and selecting

    def press(self, event: QMouseEvent) -> None:
        self._last = event.position().toPoint()
        transcript = self._transcript
        x, y = self.column_point(self._last)
        if transcript.sideways.press(x, y):
            return
        self._pressed = place_at(transcript.flow, x, y)
        self._pressed_at = self._last
        button = self._pressed is not None and not tip_of(self._pressed.target)
        if button or not transcript.flow.entries:
            return
        spot = spot_at(transcript.flow, x, y)
        self._clicks += 1
        if self._clicks > 2:  # noqa: PLR2004 - the third click takes the paragraph
            self._forget_clicks()
            self._take(spot, QTextCursor.SelectionType.BlockUnderCursor)
            return
        extending = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        transcript.select(Selection(transcript.selection.anchor if extending else spot, spot))
        self._selecting = True
        self._quick.start(QGuiApplication.styleHints().mouseDoubleClickInterval())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tool tips, leaving and the wheel."""
        del watched
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self.show_tip(event)
            return True
        if event.type() == QEvent.Type.Leave:
            self.leave()
        return isinstance(event, QWheelEvent) and self.turn(event)

    def forget(self, start: int) -> None:
        """The messages from `start` on are others now: what was pointed at and pressed there is gone."""
        if self._pressed is not None and self._pressed.entry >= start:
            self._pressed = None
        if self.hovered is not None and self.hovered.entry >= start:
            self.entry, self.row, self.hovered = -1, -1, None

    def double_click(self, event: QMouseEvent) -> None:
        self._last = event.position().toPoint()
        self._clicks = 2
        self._quick.start(QGuiApplication.styleHints().mouseDoubleClickInterval())
        x, y = self.column_point(self._last)
        self._pressed = place_at(self._transcript.flow, x, y)
        if self._pressed is None and self._transcript.flow.entries:
            self._take(spot_at(self._transcript.flow, x, y), QTextCursor.SelectionType.WordUnderCursor)

    def release(self, event: QMouseEvent) -> None:
        self._last = event.position().toPoint()
        if self._transcript.sideways.release():
            self.refresh()
            return
        self._selecting = False
        self._drag.stop()
        pressed, self._pressed = self._pressed, None
        here = place_at(self._transcript.flow, *self.column_point(self._last))
        if pressed is not None and here == pressed:
            dragged = bool(tip_of(pressed.target)) and bool(self._transcript.selection)  # text of a link was selected
            if not dragged:
                self._transcript.deeds.activate(pressed)
        if self._transcript.selection and has_primary() and (pressed is None or tip_of(pressed.target)):
            self._primary.start(self._transcript.selection)
        self.refresh()

    def _forget_clicks(self) -> None:
        self._clicks = 0

    def _take(self, spot: Spot, kind: QTextCursor.SelectionType) -> None:
        """Select the word or the paragraph at a place."""
        flow = self._transcript.flow
        view = flow.view(spot.entry)
        row = view.row(min(spot.row, len(view) - 1))
        if not isinstance(row, Piece) or row.document is None or row.tree is not None:
            return
        cursor = QTextCursor(row.document)
        cursor.setPosition(min(spot.at, row.document.characterCount() - 1))
        if kind is QTextCursor.SelectionType.BlockUnderCursor:
            block = cursor.block()
            start, end = block.position(), block.position() + block.length() - 1
        else:
            cursor.select(kind)
            start, end = cursor.selectionStart(), cursor.selectionEnd()
        self._transcript.select(Selection(spot._replace(at=start), spot._replace(at=end)))

    def _extend(self) -> None:
        transcript = self._transcript
        spot = spot_at(transcript.flow, *self.column_point(self._last))
        transcript.select(Selection(transcript.selection.anchor, spot))

    def _drag_on(self) -> None:
        """Scroll while the mouse is held past the edge, faster the further it is."""
        bar = self._transcript.verticalScrollBar()
        height = self._transcript.viewport().height()
        past = self._last.y() if self._last.y() < 0 else self._last.y() - height
        bar.setValue(bar.value() + past // 2)
        self._extend()
