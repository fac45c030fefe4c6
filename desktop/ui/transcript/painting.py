"""Painting one message. Nothing is measured here: what comes here has been laid out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QAbstractTextDocumentLayout, QColor, QFontMetrics, QPainter, QTextCursor

from desktop.ui.links import visible
from desktop.ui.theme.theme import DARK_BELOW, RADIUS, SPACE
from desktop.ui.transcript.bands import ALL
from desktop.ui.transcript.decoration import BAR, OVERLAP, Decoration, paint_decoration
from desktop.ui.transcript.inline import ALERTS, BACK, NOTE
from desktop.ui.transcript.pictures_row import PICTURE
from desktop.ui.transcript.piece import Piece
from desktop.ui.transcript.rows import LINK, Paint, Place, Target, paint_button, paint_focus
from desktop.ui.transcript.strip import BETWEEN, SLACK
from desktop.ui.transcript.style import PADDING
from desktop.ui.transcript.tables import COPY_TABLE
from desktop.ui.transcript.targets import code_targets
from desktop.ui.transcript.tree import paint_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtGui import QTextCharFormat, QTextDocument

    from desktop.ui.transcript.bands import Band
    from desktop.ui.transcript.entry_view import EntryView
    from desktop.ui.transcript.flow import Flow
    from desktop.ui.transcript.marks import Marked
    from desktop.ui.transcript.pinned import Pinned
    from desktop.ui.transcript.selection import Selection
    from desktop.ui.transcript.style import Style

    Span = tuple[int, int, QTextCharFormat]  # of a document, and how it looks

LONGEST_TITLE = 200  # characters of what stands above code that are measured


class Attention(NamedTuple):
    """What is pointed at, what has the keyboard, what is selected, and the message that shows its buttons."""

    hovered: Place | None
    focused: Place | None
    done: Place | None
    selection: Selection
    marks: Callable[[int, int, Piece], Marked | None]
    active: frozenset[int]
    pointed: tuple[int, int]  # the message and the row under the mouse
    current: int  # the message that has the keyboard, or -1


def paint_flow(paint: Paint, flow: Flow, seen: QRectF, attention: Attention) -> None:
    """Paint what is in a rectangle of the column."""
    flow.style.pictures.memory = paint.pictures  # Qt has it draw, and hands nothing on
    for index, y in flow.between(round(seen.top()), round(seen.bottom())):
        paint.painter.save()
        paint.painter.translate(0, y)
        paint_entry(paint, flow.view(index), index, attention, seen.translated(0, -y))
        paint.painter.restore()


def paint_entry(paint: Paint, view: EntryView, index: int, attention: Attention, clip: QRectF) -> None:
    """Paint the rows of a message that reach into `clip`, given in the message's coordinates."""
    if index == attention.current:
        above, beside = paint.style.above, view.width(0) + SPACE if view.entry.from_user else -SPACE - BAR
        paint.painter.fillRect(QRect(beside, above, BAR, view.height - above), QColor(paint.style.theme.accent))
    if view.entry.from_user:
        _paint_box(paint, view)
    row_at = view.column.at(int(clip.top()))
    y = view.column.top(row_at)
    while row_at < len(view) and y < clip.bottom():
        if height := view.row(row_at).height:
            left = view.left(row_at)
            paint.painter.translate(left, y)
            paint_row(paint, view, index, row_at, attention, clip.translated(-left, -y))
            paint.painter.translate(-left, -y)
            y += height
        row_at += 1


def paint_row(paint: Paint, view: EntryView, entry: int, index: int, attention: Attention, clip: QRectF) -> None:
    """Paint a row of a message as far as it reaches into `clip`, given in the row's coordinates."""
    row = view.row(index)
    active = (entry, index) == attention.pointed if isinstance(row, Piece) else entry in attention.active
    here = paint._replace(
        width=view.width(index),
        hovered=_here(attention.hovered, entry, index),
        focused=_here(attention.focused, entry, index),
        done=_here(attention.done, entry, index),
        active=active,
        clip=clip,
    )
    if isinstance(row, Piece):
        if index < view.first_piece:
            last = index == view.first_piece - 1  # what parts it from the answer is not its
            _paint_thought_bar(paint, row.height - (paint.style.gap if last else 0))
        selected = attention.selection.within(entry, index)
        paint_piece(here, row, selected, attention.marks(entry, index, row), clip)
    else:
        row.paint(here)


def paint_pinned(paint: Paint, flow: Flow, pinned: Pinned | None, attention: Attention) -> None:
    """Paint a head that is kept in sight, in the column's coordinates."""
    if pinned is None:
        return
    view, painter, theme = flow.view(pinned.entry), paint.painter, flow.style.theme
    left, start = view.left(pinned.row), pinned.top - flow.top(pinned.entry) - view.column.top(pinned.row)
    place = QRect(left + pinned.left - 1, pinned.at, pinned.right - pinned.left + 2, pinned.height)
    painter.save()
    painter.setClipRect(place, Qt.ClipOperation.IntersectClip)
    painter.fillRect(place, QColor(theme.raised if view.entry.from_user else theme.surface))
    painter.translate(left, pinned.at - start)
    clip = QRectF(pinned.left - 1, start, place.width(), pinned.height)
    paint_row(paint, view, pinned.entry, pinned.row, attention, clip)
    painter.restore()
    painter.fillRect(QRect(place.left() + 1, place.bottom(), place.width() - 2, 1), QColor(theme.border))


def _here(place: Place | None, entry: int, row: int) -> Target | None:
    return place.target if place and (place.entry, place.row) == (entry, row) else None


def _paint_box(paint: Paint, view: EntryView) -> None:
    """The raised box around a question."""
    top, bottom = view.column.top(1), view.column.top(len(view) - 1)
    rect = QRect(view.body_left - PADDING, top, view.body_width + 2 * PADDING, bottom - top)
    paint.painter.setPen(Qt.PenStyle.NoPen)
    paint.painter.setBrush(QColor(paint.style.theme.raised))
    paint.painter.drawRoundedRect(rect, RADIUS * 2, RADIUS * 2)


def _paint_thought_bar(paint: Paint, height: int) -> None:
    paint.painter.fillRect(QRect(-PADDING, 0, 2, height), QColor(paint.style.theme.border))


def paint_piece(
    paint: Paint, piece: Piece, selected: tuple[int, int] | None, found: Marked | None, clip: QRectF
) -> None:
    """Paint a block of text and what belongs to it."""
    document = piece.document
    if piece.tree is not None and piece.head is piece:
        _paint_ground(paint, piece)
        _paint_head(paint, piece)
        paint_tree(paint, piece, piece.tree, clip)
    if piece.tree is not None or document is None:
        return
    if piece.is_code:
        _paint_ground(paint, piece)
        _paint_line_grounds(paint, piece)
    origin = piece.origin(paint.style)
    paint.painter.save()
    if piece.is_code:
        _clip_to_room(paint, piece)
    paint.painter.translate(origin)
    for decoration in () if piece.is_code else piece.decorations:
        paint_decoration(paint, decoration)
    clip = clip.translated(-origin.x(), -origin.y())
    _paint_document(paint, piece, document, _highlights(document, paint.style, selected, found), found, clip)
    paint.painter.restore()
    _paint_head(paint, piece)
    _paint_marker(paint, piece)
    if paint.focused is not None and paint.focused.action.startswith((LINK, NOTE, BACK, COPY_TABLE, PICTURE)):
        paint_focus(paint, paint.focused.rect.adjusted(-2, -1, 2, 1))


def _paint_document(
    paint: Paint,
    piece: Piece,
    document: QTextDocument,
    highlights: list[QAbstractTextDocumentLayout.Selection],
    found: Marked | None,
    clip: QRectF,
) -> None:
    for part, by in piece.bands.parts(piece.strip.shift):
        seen = clip.translated(-by, 0).intersected(part)
        if not seen.isEmpty():
            _draw_part(paint, piece, document, seen, by, highlights, found, cut=part.width() < ALL)
    for band in piece.bands.every:
        if band.rows and clip.top() < band.bottom and band.top < clip.bottom():
            _paint_grid(paint, piece, band)


def _clip_to_room(paint: Paint, piece: Piece) -> None:
    """Keep lines of code inside their ground."""
    left = piece.inset(paint.style) + PADDING - SLACK
    room = QRectF(left, 0, paint.width - left - PADDING + SLACK, piece.height)
    paint.painter.setClipRect(room, Qt.ClipOperation.IntersectClip)


def _highlights(
    document: QTextDocument, style: Style, selected: tuple[int, int] | None, found: Marked | None
) -> list[QAbstractTextDocumentLayout.Selection]:
    """What is painted over the text: the selection, the places that were found, and on top the current one."""
    spans = [(*selected, style.selection)] if selected else []
    if found:
        spans += [(start, end, style.found) for start, end in found.spans if not found.flood]
        if found.current >= 0:
            start, end = found.spans[min(found.current, len(found.spans) - 1)]
            spans.append((start, end, style.current))
    return [_highlight(document, *part) for span in spans for part in _parts(document, *span)]


def _parts(document: QTextDocument, start: int, end: int, look: QTextCharFormat) -> Iterator[Span]:
    """Of a table in which a selection ends, each cell for itself: Qt would paint all between two columns alone.

    A whole one is one part: there may be a thousand cells.
    """
    block = document.findBlock(start)
    if not document.rootFrame().childFrames() or block.contains(end):
        yield start, end, look
        return
    while block.isValid() and block.position() < end:
        first, last = max(start, block.position()), min(end, block.position() + block.length() - 1)
        table = QTextCursor(block).currentTable()
        if table is not None and start <= table.firstPosition() and table.lastPosition() <= end:
            last, block = table.lastPosition(), table.lastCursorPosition().block()
        yield first, last, look
        block = block.next()


def _paint_flood(painter: QPainter, style: Style, found: Marked) -> None:
    """Marks that leave the text as it is: over it, yet only where the ground is lighter, or in the dark darker."""
    dark = QColor(style.theme.surface).lightness() < DARK_BELOW
    modes = QPainter.CompositionMode
    painter.setCompositionMode(modes.CompositionMode_Lighten if dark else modes.CompositionMode_Darken)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.found.background())
    painter.drawRects(list(found.flood))
    painter.setCompositionMode(modes.CompositionMode_SourceOver)


def _highlight(
    document: QTextDocument, start: int, end: int, look: QTextCharFormat
) -> QAbstractTextDocumentLayout.Selection:
    last = document.characterCount() - 1
    highlight = QAbstractTextDocumentLayout.Selection()
    cursor = QTextCursor(document)
    cursor.setPosition(min(start, last))
    cursor.setPosition(min(end, last), QTextCursor.MoveMode.KeepAnchor)
    highlight.cursor = cursor
    highlight.format = look
    return highlight


def _draw_part(
    paint: Paint,
    piece: Piece,
    document: QTextDocument,
    part: QRectF,
    by: float,
    highlights: list[QAbstractTextDocumentLayout.Selection],
    found: Marked | None,
    *,
    cut: bool,
) -> None:
    """A table that is wider than the room or a column of it, moved and cut off at the edges; or what is around it.

    Only a column is `cut` out of what Qt paints: accents may rise above the first line.
    """
    painter = paint.painter
    painter.save()
    if piece.bands.wide:
        _clip_to_edges(paint, part)
    painter.translate(by, 0)
    if cut:
        painter.setClipRect(part, Qt.ClipOperation.IntersectClip)
    _draw(painter, document, paint.style, highlights, part)
    if found and found.flood:
        _paint_flood(painter, paint.style, found)
    painter.restore()


def _clip_to_edges(paint: Paint, part: QRectF) -> None:
    edges = QRectF(-SLACK, part.top(), paint.width + 2 * SLACK, part.height())
    paint.painter.setClipRect(edges, Qt.ClipOperation.IntersectClip)


def _paint_grid(paint: Paint, piece: Piece, band: Band) -> None:
    """The lines around and between the cells of a table."""
    left, right, color = band.columns[0], band.columns[-1] + BETWEEN, QColor(paint.style.theme.border)
    paint.painter.save()
    if band.wide > piece.bands.room:
        _clip_to_edges(paint, QRectF(0, band.top, 0, band.bottom - band.top))
        paint.painter.translate(-piece.strip.shift, 0)
    for y in band.rows:
        paint.painter.fillRect(QRectF(left, y, right - left, BETWEEN), color)
    for x in band.columns:
        paint.painter.fillRect(QRectF(x, band.rows[0], BETWEEN, band.bottom - band.rows[0]), color)
    paint.painter.restore()


def _draw(
    painter: QPainter,
    document: QTextDocument,
    style: Style,
    highlights: list[QAbstractTextDocumentLayout.Selection],
    clip: QRectF,
) -> None:
    context = QAbstractTextDocumentLayout.PaintContext()
    context.palette = style.palette
    context.clip = clip
    if highlights:
        context.selections = highlights
    document.documentLayout().draw(painter, context)


def _paint_ground(paint: Paint, piece: Piece) -> None:
    """The ground of code, in one with the pieces of the same fence above and below."""
    painter, theme = paint.painter, paint.style.theme
    left, joined = piece.inset(paint.style), piece.joined and piece.tree is None
    rect = QRectF(left, 0, paint.width - left, piece.height - (0 if joined else paint.style.under))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.code))
    above = -RADIUS * 2 if piece.block.continued else 0
    below = RADIUS * 2 if joined else 0
    painter.save()
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    painter.drawRoundedRect(rect.adjusted(0, above, 0, below), RADIUS, RADIUS)
    painter.restore()
    _paint_bars(paint, piece)


def _paint_bars(paint: Paint, piece: Piece) -> None:
    """Beside code, of the quotes that it stands in."""
    around, alert = piece.block.around, piece.block.alert
    high = piece.height + (OVERLAP if piece.joined or piece.quoted else -paint.style.under)
    innermost = around.rfind(">")
    for place, sign in enumerate(around):
        if sign == ">" and high > 0:
            color = ALERTS[alert][1] if alert and place == innermost else ""
            bar = Decoration("quote", QRectF(paint.style.around(around[:place]), 0, BAR, high), color)
            paint_decoration(paint, bar)


def _paint_head(paint: Paint, piece: Piece) -> None:
    """The language of code and its buttons."""
    targets = code_targets(piece, paint.style, paint.width)
    if not targets:
        return
    painter, theme, end = paint.painter, paint.style.theme, targets[-1].rect
    painter.fillRect(end.united(targets[0].rect), QColor(theme.code))
    for target in targets:
        paint_button(paint, target)
    left = piece.inset(paint.style) + PADDING
    painter.setFont(paint.style.small)
    painter.setPen(QColor(theme.muted))
    line = QRectF(left, end.top(), end.left() - left, end.height())
    title = visible(piece.block.title)[:LONGEST_TITLE]
    title = QFontMetrics(paint.style.small).elidedText(title, Qt.TextElideMode.ElideMiddle, int(line.width()) - SPACE)
    painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, title)


def _paint_marker(paint: Paint, piece: Piece) -> None:
    """The marker of the item that code begins, beside its head."""
    for marker in piece.marker.lent if piece.marker else ():
        middle = (piece.top(paint.style) - marker.rect.height()) / 2
        rect = marker.rect.translated(0, middle - marker.rect.top())
        paint_decoration(paint, marker._replace(rect=rect))


def _paint_line_grounds(paint: Paint, piece: Piece) -> None:
    """Behind lines of a diff, from edge to edge of the ground of code."""
    left = piece.inset(paint.style)
    top = piece.origin(paint.style).y()
    gap = (paint.style.code_line - QFontMetrics(paint.style.mono).height()) / 2  # to the next line's ground
    for kind, rect, *_ in piece.decorations:
        strip = QRectF(left, round(top + rect.top() - gap), paint.width - left, 0)
        strip.setBottom(round(top + rect.bottom() + gap))
        paint.painter.fillRect(strip, QColor(getattr(paint.style.theme, kind)))
