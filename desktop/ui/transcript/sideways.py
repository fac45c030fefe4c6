"""Moving wide code, tables and formulas sideways: their bars, the wheel, dragging and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor

from desktop.ui.theme.theme import SPACE
from desktop.ui.transcript.piece import Piece
from desktop.ui.transcript.pinned import pinned_in
from desktop.ui.transcript.style import CODE_END, PADDING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QPainter, QWheelEvent

    from desktop.ui.transcript.flow import Flow
    from desktop.ui.transcript.rows import Place
    from desktop.ui.transcript.style import Style
    from desktop.ui.transcript.transcript import Transcript

THICK = 6  # pixels of a bar
REACH = 4  # pixels around a bar where it can be caught
SHORTEST = 32  # pixels of its thumb
NOTCH = 120  # of a wheel, in eighths of a degree
SIDEWAYS = "sideways"  # the action of the target that has the keyboard while something is moved
AIR = SPACE * 6  # on both sides of what is brought on view: some of what stands beside it
LINES = 3  # that a notch or a key moves


class Bar(NamedTuple):
    """The bar of a wide piece that is on view; places are those of the column, as high as the whole.

    Attributes:
        piece: One of those that the bar moves.
        hidden: Pixels of its widest line that are out of sight.
        floating: Its foot is below the viewport: the bar is at the viewport's edge instead.
    """

    entry: int
    piece: Piece
    track: QRect
    hidden: int
    floating: bool

    @property
    def thumb(self) -> QRect:
        track, hidden = self.track, max(1, self.hidden)
        long = max(SHORTEST, track.width() * track.width() // (track.width() + hidden))
        left = track.left() + self.piece.strip.shift * (track.width() - long) // hidden
        return QRect(left, track.top(), long, track.height())


def bars_between(flow: Flow, top: int, bottom: int) -> Iterator[Bar]:
    """The bars of what can be moved sideways between two heights."""
    style = flow.style
    for entry, above in flow.between(top, bottom):
        view = flow.view(entry)
        row = view.column.at(top - above)
        while row < len(view) and (y := above + view.column.top(row)) < bottom:
            piece, width = view.row(row), view.width(row)
            if isinstance(piece, Piece) and piece.document is not None and (hidden := piece.hidden(style, width)):
                below = view.row(row + 1) if row + 1 < len(view) else None
                goes_on = isinstance(below, Piece) and below.head is piece.head and not _is_begun(below)
                for start, end, foot in _segments(piece, style, goes_on=goes_on):
                    floating = foot is None or y + foot + THICK > bottom
                    at = bottom - THICK - 2 if floating or foot is None else y + foot
                    if (not floating or y + start + SHORTEST < at) and (foot is not None or y + end >= bottom):
                        left = view.left(row) + (piece.inset(style) + PADDING if piece.is_code else 0)
                        yield Bar(entry, piece, QRect(left, at, piece.room(style, width), THICK), hidden, floating)
            row += 1


def _is_begun(piece: Piece) -> bool:
    """Whether nothing is seen yet of a table that goes on here: its first row is still arriving."""
    return piece.writing and not piece.is_code and piece.document is not None and not piece.bands.every


def _segments(piece: Piece, style: Style, *, goes_on: bool) -> Iterator[tuple[float, float, int | None]]:
    """From where to where a piece can be moved, and where its bar is; None when that is in a piece below."""
    if piece.is_code:
        ground = piece.height - (0 if piece.joined else style.under)
        yield 0, ground, None if goes_on else ground - (CODE_END + THICK) // 2
        return
    for band in piece.bands.wide:
        on = goes_on and band is piece.bands.every[-1]
        end = piece.above + band.bottom
        yield piece.above + band.top, end, None if on else round(end) + 1


class Sideways:
    """What moves a transcript's wide pieces."""

    def __init__(self, transcript: Transcript) -> None:
        self._transcript = transcript
        self._held: Bar | None = None  # by the mouse …
        self._grip = 0  # … so far from its thumb's left edge
        self._floating = False  # something was painted at the viewport's edge
        self.hovered: Bar | None = None

    # Bars

    def bars(self) -> Iterator[Bar]:
        """Those on view."""
        transcript = self._transcript
        top = transcript.scrolled
        return bars_between(transcript.flow, top, top + transcript.viewport().height())

    def at(self, x: int, y: int) -> Bar | None:
        """The bar at a point of the column."""
        reach = (-REACH, -REACH, REACH, REACH)
        return next((bar for bar in self.bars() if bar.track.adjusted(*reach).contains(x, y)), None)

    def scroll(self, dy: int) -> None:
        """Move the painted pixels, so that only what comes into view is painted; the edges stay."""
        viewport = self._transcript.viewport()
        pinned = pinned_in(self._transcript.flow, self._transcript.scrolled)
        if self._floating or pinned or any(bar.floating for bar in self.bars()):
            viewport.update()
        else:
            viewport.scroll(0, dy, viewport.rect())

    def paint(self, painter: QPainter, focused: Place | None, *, floating: bool) -> None:
        """Paint the bars, in the column's coordinates; `floating` when something else comes to the viewport's edge."""
        theme = self._transcript.flow.style.theme
        head, caught = None, self._held or self.hovered
        if focused is not None and focused.target.action == SIDEWAYS:
            head = _head(self._transcript.flow.view(focused.entry).row(focused.row))
        self._floating = floating
        for bar in self.bars():
            self._floating |= bar.floating
            keyed = head is bar.piece.head
            strong = keyed or (caught is not None and caught.piece.head is bar.piece.head)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.border))
            painter.drawRoundedRect(QRectF(bar.track), THICK / 2, THICK / 2)
            painter.setBrush(QColor(theme.accent if strong else theme.control))
            painter.drawRoundedRect(QRectF(bar.thumb), THICK / 2, THICK / 2)
            if keyed:
                painter.setPen(QColor(theme.accent))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRectF(bar.track).adjusted(-2.5, -2.5, 2.5, 2.5), THICK / 2 + 2, THICK / 2 + 2)

    # The mouse

    def hover(self, x: int, y: int) -> bool:
        """See whether there is a bar under the mouse."""
        before, self.hovered = self.hovered, self.at(x, y)
        if before != self.hovered:
            for bar in (before, self.hovered):
                self._transcript.repaint_entry(bar.entry if bar else -1)
        return self.hovered is not None

    def press(self, x: int, y: int) -> bool:
        """Take hold of the bar at a point; beside its thumb, the thumb comes there."""
        self._held = bar = self.at(x, y)
        if bar is None:
            return False
        thumb = bar.thumb
        inside = thumb.left() <= x <= thumb.right()
        self._grip = x - thumb.left() if inside else thumb.width() // 2
        self.drag(x)
        return True

    def drag(self, x: int) -> bool:
        """Move with the mouse; False when nothing is held."""
        bar = self._held
        if bar is None:
            return False
        free = max(1, bar.track.width() - bar.thumb.width())
        self._move(bar.entry, bar.piece, bar.hidden, (x - self._grip - bar.track.left()) * bar.hidden / free)
        return True

    def release(self) -> bool:
        """Let go; False when nothing was held."""
        held, self._held = self._held, None
        return held is not None

    def wheel(self, event: QWheelEvent, y: int) -> bool:
        """Take a wheel that is turned sideways, or with Shift; False for all others."""
        by = event.pixelDelta()
        if by.isNull():
            by = event.angleDelta() * (LINES * self._transcript.flow.style.line / NOTCH)
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not by.x():
            by = by.transposed()
        if abs(by.x()) <= abs(by.y()):
            return False
        flow = self._transcript.flow
        entry = flow.at(y)
        if entry >= 0:
            self._by(entry, flow.view(entry).column.at(y - flow.top(entry)), -by.x())
        return True

    # The keyboard

    def step(self, place: Place, direction: int) -> None:
        """Move by a few characters, -1 to what is further left."""
        self._by(place.entry, place.row, direction * LINES * self._transcript.flow.style.line)

    def turn(self, place: Place) -> None:
        """Read on in what is hidden; from the end back to the start."""
        view = self._transcript.flow.view(place.entry)
        piece, width, style = view.row(place.row), view.width(place.row), self._transcript.flow.style
        if isinstance(piece, Piece):
            hidden, onwards = piece.hidden(style, width), -1 if piece.strip.mirrored else 1
            at_end = piece.strip.shift == (0 if piece.strip.mirrored else hidden)
            by = -hidden if at_end else piece.room(style, width) - 2 * PADDING
            self._by(place.entry, place.row, onwards * by)

    def reveal(self, place: Place) -> bool:
        """Bring a link in a wide table on view, as far as moving sideways does; True when it needs no scrolling."""
        piece, rect = self._transcript.flow.view(place.entry).row(place.row), place.target.rect
        if not isinstance(piece, Piece):
            return False
        if place.target.action != SIDEWAYS:
            if piece.is_moved(rect.center().y() - piece.above):
                self._bring(place.entry, place.row, rect)
            return False
        return any(bar.piece.head is piece.head for bar in self.bars())

    def bring(self, entry: int, row: int, rect: QRect) -> None:
        """Bring a place in the document of a wide piece on view."""
        view, style = self._transcript.flow.view(entry), self._transcript.flow.style
        piece = view.row(row)
        if isinstance(piece, Piece) and (piece.is_code or piece.is_moved(rect.center().y())):
            self._bring(entry, row, piece.outside(style, rect))

    def _bring(self, entry: int, row: int, seen: QRect) -> None:
        """Bring a place of a wide piece on view."""
        view, style = self._transcript.flow.view(entry), self._transcript.flow.style
        piece = view.row(row)
        if isinstance(piece, Piece):
            edge = piece.inset(style) + PADDING if piece.is_code else 0
            room = piece.room(style, view.width(row))
            air = min(AIR, max(0, room - seen.width()) // 2)
            left, right = seen.left() - edge - air, seen.right() - edge + air
            self._by(entry, row, min(0, left) or max(0, right - room))

    def _by(self, entry: int, row: int, pixels: int) -> None:
        view = self._transcript.flow.view(entry)
        piece = view.row(row)
        if isinstance(piece, Piece) and (hidden := piece.hidden(self._transcript.flow.style, view.width(row))):
            self._move(entry, piece, hidden, piece.strip.shift + pixels)

    def _move(self, entry: int, piece: Piece, hidden: int, shift: float) -> None:
        if piece.strip.move_to(shift, hidden):
            if entry == self._transcript.keys.entry:
                self._transcript.keys.refresh()
            self._transcript.repaint_entry(entry)


def _head(row: object) -> Piece | None:
    return row.head if isinstance(row, Piece) else None
