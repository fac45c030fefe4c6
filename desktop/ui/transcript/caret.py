"""Selecting with the keyboard: Shift and the keys that move a cursor in any editor, across messages too.

Where the next key goes on from is seen: there is a line at the end that moves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QTextCursor

from desktop.ui.transcript.canvas import NOTHING
from desktop.ui.transcript.letters import rect_of
from desktop.ui.transcript.piece import Piece
from desktop.ui.transcript.scratch import END
from desktop.ui.transcript.selection import Selection, Spot
from desktop.ui.transcript.targets import spot_at, tip_of

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPainter

    from desktop.ui.transcript.rows import Place
    from desktop.ui.transcript.transcript import Transcript

Key = Qt.Key
Move = QTextCursor.MoveOperation
BESIDE = {  # key: what it does alone, and what with Ctrl, where that does not lead to an end of the conversation
    Key.Key_Left: (Move.PreviousCharacter, Move.PreviousWord),
    Key.Key_Right: (Move.NextCharacter, Move.NextWord),
    Key.Key_Home: (Move.StartOfLine, Move.StartOfLine),
    Key.Key_End: (Move.EndOfLine, Move.EndOfLine),
}
FARTHEST, STEP = 400, 8  # pixels that are looked over for the next line: there is room between messages
WIDTH = 2  # pixels of the line at the end that moves
NO_COLUMN = (Spot(-1, 0, 0), 0)
FORWARD = {Key.Key_Right, Key.Key_Down, Key.Key_PageDown}


class Caret:
    """Moves the end of the selection; where nothing was clicked or selected it begins where one reads."""

    def __init__(self, transcript: Transcript) -> None:
        self._transcript = transcript
        self._drawn = NOTHING  # the selection, as the keyboard has drawn it last
        self._column = NO_COLUMN  # where lines were gone through last, and at which x: some are too short

    def press(self, event: QKeyEvent) -> bool:
        """Handle a key with Shift; False for those that select nothing."""
        key = Key(event.key())
        vertical = {Key.Key_Up: 0, Key.Key_Down: 0, Key.Key_PageUp: 1, Key.Key_PageDown: 1}
        if not self._transcript.flow.entries or (key not in BESIDE and key not in vertical):
            return False
        selection = self._transcript.selection
        if selection == NOTHING:
            selection = Selection(self._start(), self._start())
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if ctrl and key in {Key.Key_Home, Key.Key_End}:
            head = self._very_end() if key == Key.Key_End else self._very_start()
        elif key in BESIDE:
            self._column = NO_COLUMN
            head = self._beside(selection.head, key, BESIDE[key][ctrl])
        else:
            head = self._above_or_below(selection.head, vertical[key], down=key in FORWARD)
        before, self._drawn = self._transcript.selection, selection._replace(head=head)
        self._transcript.select(self._drawn)
        self._reveal(head)
        self._transcript.keys.follow(head.entry)
        self._transcript.herald.drawn(before)
        return True

    def paint(self, painter: QPainter) -> None:
        """Draw a line at the end that moves, as long as the keyboard moves it."""
        transcript, head = self._transcript, self._drawn.head
        if not self._drawn or transcript.selection != self._drawn or not transcript.hasFocus():
            return
        flow, top = transcript.flow, transcript.scrolled
        if not flow.is_seen(head.entry):
            return
        view = flow.view(head.entry)
        above = flow.top(head.entry) + view.column.top(min(head.row, len(view)))
        if head.row < len(view) and above < top + flow.viewport and above + view.column[head.row] > top:
            rect = self._rect(head)
            painter.fillRect(QRect(rect.left(), rect.top(), WIDTH, rect.height()), QColor(flow.style.theme.text))

    def _start(self) -> Spot:
        """The part that has the keyboard; else the first whole line on view, of the message that has it if on view."""
        transcript, flow, place = self._transcript, self._transcript.flow, self._transcript.keys.focused
        if place is not None:
            return self._at(place)
        entry, top = transcript.keys.entry, transcript.scrolled
        if not flow.is_seen(entry):
            entry = flow.at(top)
        view = flow.view(entry)
        if flow.top(entry) + view.column.top(view.first_piece) >= top:
            return Spot(entry, view.first_piece, 0)
        spot = spot_at(flow, 0, top)
        return spot if self._rect(spot).top() >= top else self._above_or_below(spot, 0, down=True)

    def _at(self, place: Place) -> Spot:
        """Where a part begins: a link at its first letter, what is not in the text where its row does."""
        flow, rect = self._transcript.flow, place.target.rect
        if not tip_of(place.target):
            return Spot(place.entry, place.row, 0)
        view = flow.view(place.entry)
        top = flow.top(place.entry) + view.column.top(place.row)
        return spot_at(flow, view.left(place.row) + rect.left(), top + rect.center().y())

    def _very_start(self) -> Spot:
        return self._neighbor(Spot(0, self._transcript.flow.view(0).first_piece - 1, 0), 1)

    def _very_end(self) -> Spot:
        """The end of the conversation, also of a text that is not all cut into pieces yet."""
        flow = self._transcript.flow
        last = len(flow.entries) - 1
        view = flow.view(last)
        return self._neighbor(Spot(last, len(view), 0), -1) if view.is_whole else Spot(last, END, 0)

    def _piece(self, spot: Spot) -> Piece | None:
        """The laid out piece of a place; None beside the text."""
        view = self._transcript.flow.view(spot.entry)
        row = view.row(spot.row) if spot.row < len(view) else None
        if not isinstance(row, Piece):
            return None
        view.measure_piece(spot.row)
        return row

    def _beside(self, spot: Spot, key: Qt.Key, move: QTextCursor.MoveOperation) -> Spot:
        piece = self._piece(spot)
        if piece is not None and piece.document is not None:
            cursor = QTextCursor(piece.document)
            cursor.setPosition(min(spot.at, piece.document.characterCount() - 1))
            if cursor.movePosition(move) or key in {Key.Key_Home, Key.Key_End}:
                return spot._replace(at=cursor.position())
        return self._neighbor(spot, 1 if key in FORWARD else -1) if key not in {Key.Key_Home, Key.Key_End} else spot

    def _neighbor(self, spot: Spot, step: int) -> Spot:
        """The nearest end of the next text in a direction; the place itself when there is none."""
        flow = self._transcript.flow
        entry, row = spot.entry, spot.row + step
        while 0 <= entry < len(flow.entries):
            view = flow.view(entry)
            while view.first_piece <= row < len(view):
                if isinstance(view.row(row), Piece):
                    document = view.measure_piece(row).document
                    last = document.characterCount() - 1 if document else 0
                    return Spot(entry, row, 0 if step > 0 else last)
                row += step
            entry += step
            if 0 <= entry < len(flow.entries):
                row = flow.view(entry).first_piece if step > 0 else len(flow.view(entry)) - 1
        return spot

    def _above_or_below(self, spot: Spot, pages: int, *, down: bool) -> Spot:
        """The place a line, or a page, higher or lower."""
        transcript = self._transcript
        rect, (last, x) = self._rect(spot), self._column
        x = x if spot == last else rect.left()
        page = pages * transcript.verticalScrollBar().pageStep()
        y = rect.bottom() + page + 2 if down else rect.top() - page - 2
        y = min(max(0, y), transcript.flow.total) if pages else y
        steps = range(0, FARTHEST, STEP) if down is not bool(pages) else range(0, -FARTHEST, -STEP)
        lines = (self._rect(spot_at(transcript.flow, x, y + step)) for step in steps)  # of what is near: there are gaps
        spots = (spot_at(transcript.flow, x, line.center().y()) for line in lines)
        edge = self._beside(spot, *((Key.Key_End, Move.EndOfLine) if down else (Key.Key_Home, Move.StartOfLine)))
        further = (found for found in spots if (found > spot if down else found < spot))
        found = next((found for found in further if self._piece(found)), edge)
        self._column = (found, x)
        return found

    def _rect(self, spot: Spot) -> QRect:
        """Where a place is, in the column."""
        flow = self._transcript.flow
        view = flow.view(spot.entry)
        piece = self._piece(spot)
        row = min(spot.row, len(view) - 1)
        corner = (view.left(row), flow.top(spot.entry) + view.column.top(row))
        if piece is None or piece.document is None:
            return QRect(*corner, view.width(row), view.column[row])
        at = min(spot.at, piece.document.characterCount() - 1)
        return piece.outside(flow.style, rect_of(piece.document, at, at)).translated(*corner)

    def _reveal(self, spot: Spot) -> None:
        rect = self._rect(spot)
        self._transcript.reveal_height(rect.top(), rect.height())
