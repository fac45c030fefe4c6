"""JSON in an answer as a tree: its lines, painted one by one, and what they say to those who do not look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPolygonF

from desktop.domain.json_tree import Number, Slice, count_of, has_members, is_array, written
from desktop.ui.figures import number
from desktop.ui.links import visible
from desktop.ui.transcript.code import look_of
from desktop.ui.transcript.piece import Piece
from desktop.ui.transcript.rows import Target, paint_focus
from desktop.ui.transcript.style import PADDING

if TYPE_CHECKING:
    from pygments.token import _TokenType

    from desktop.domain.json_tree import Line, Tree
    from desktop.ui.transcript.entry_view import EntryView
    from desktop.ui.transcript.rows import Paint, Place
    from desktop.ui.transcript.style import Style

NODE = "node:"  # the action of a line, with its number
STEP = 18  # pixels that a member stands further right than what it is in
ARROW = 4  # half of an arrow's size
NAMED = 80  # characters of a name
SAID = 120  # characters of a value that are read aloud

translate = QCoreApplication.translate


def tree_targets(piece: Piece, style: Style, width: int) -> list[Target]:
    """The line that has the keyboard: one part of the message, however large the tree is."""
    tree = piece.tree
    return [_target(piece, tree, tree.cursor, style, width)] if tree is not None and piece.head is piece else []


def line_target(piece: Piece, y: float, style: Style, width: int) -> Target | None:
    """The line at a height of a piece; enabled if it can be folded or unfolded."""
    tree = piece.tree
    if tree is None or piece.head is not piece:
        return None
    at = int((y - piece.top(style)) // style.code_line)
    if not 0 <= at < len(tree.lines):
        return None
    return _target(piece, tree, at, style, width)._replace(enabled=has_members(tree.lines[at].value))


def line_of(view: EntryView, place: Place) -> Line | None:
    """The line that a target is, if it is one and still there."""
    row, at = view.row(place.row) if place.row < len(view) else None, place.target.action.removeprefix(NODE)
    tree = row.tree if isinstance(row, Piece) else None
    return tree.lines[int(at)] if tree and at.isdecimal() and int(at) < len(tree.lines) else None


def _target(piece: Piece, tree: Tree, at: int, style: Style, width: int) -> Target:
    top = piece.top(style) + at * style.code_line
    rect = QRect(piece.inset(style) + PADDING // 2, top, width - piece.inset(style) - PADDING, style.code_line)
    return Target(rect, f"{NODE}{at}", said(tree.lines[at]))


def said(line: Line) -> str:
    """A line in words."""
    value = counted(line) if has_members(line.value) else visible(written(line.value))[:SAID]
    name = visible(line.name)[:NAMED]
    return f"{name}: {value}" if name else value


def counted(line: Line) -> str:
    """How much is in an object or an array."""
    count = count_of(line.value)
    if isinstance(line.value, Slice):
        return ""
    words = translate("transcript", "{n} fields"), translate("transcript", "1 field")
    if is_array(line.value):
        words = translate("transcript", "{n} items"), translate("transcript", "1 item")
    return words[count == 1].format(n=number(count))


def paint_tree(paint: Paint, piece: Piece, tree: Tree, clip: QRectF) -> None:
    """Paint the lines that reach into `clip`."""
    style, top = paint.style, piece.top(paint.style)
    first = max(0, int(clip.top() - top) // style.code_line)
    last = min(len(tree.lines), int(clip.bottom() - top) // style.code_line + 1)
    paint.painter.save()
    paint.painter.setFont(style.mono)
    for at in range(first, last):
        target = _target(piece, tree, at, style, paint.width)
        _paint_line(paint, tree.lines[at], target)
        if paint.focused == target:
            paint_focus(paint, target.rect)
    paint.painter.restore()


def _paint_line(paint: Paint, line: Line, target: Target) -> None:
    painter, theme = paint.painter, paint.style.theme
    x = target.rect.left() + PADDING // 2 + line.depth * STEP
    middle = target.rect.center().y() + 0.5
    if has_members(line.value):
        if paint.hovered is not None and paint.hovered.rect == target.rect:
            painter.fillRect(target.rect, QColor(theme.hunk))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.muted))
        painter.drawPolygon(_arrow(QPointF(x + ARROW, middle), opened=line.opened))
    x += STEP - 2
    metrics = QFontMetricsF(paint.style.mono)
    for text, color in _words(paint, line):
        room = target.rect.right() - x
        if room <= 0:
            break
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.setPen(color)
        painter.drawText(QRectF(x, target.rect.top(), room, target.rect.height()), Qt.AlignmentFlag.AlignVCenter, shown)
        x += round(metrics.horizontalAdvance(shown))


def _arrow(center: QPointF, *, opened: bool) -> QPolygonF:
    corners = [(-1, -0.5), (1, -0.5), (0, 0.7)] if opened else [(-0.5, -1), (0.7, 0), (-0.5, 1)]
    return QPolygonF([center + QPointF(x * ARROW, y * ARROW) for x, y in corners])


def _words(paint: Paint, line: Line) -> list[tuple[str, QColor]]:
    """What a line says, in the colors that the source has."""
    from pygments import token  # noqa: PLC0415 - not before there is code

    quiet = QColor(paint.style.theme.muted)
    name = visible(line.name)[:NAMED]
    words = [(name, _color(paint, token.Name.Tag)), (": ", quiet)] if name else []
    if isinstance(line.value, Slice):
        return [(name, quiet)]
    if has_members(line.value):
        return [*words, (counted(line), quiet)]
    kind = token.String if isinstance(line.value, str) else token.Keyword.Constant
    if isinstance(line.value, (Number, int)) and not isinstance(line.value, bool):
        kind = token.Number
    return [*words, (visible(written(line.value)), _color(paint, kind))]


def _color(paint: Paint, kind: _TokenType) -> QColor:
    look = look_of(paint.style.theme, kind)
    text = QColor(paint.style.theme.text)
    return look.foreground().color() if look and look.foreground().style() != Qt.BrushStyle.NoBrush else text
