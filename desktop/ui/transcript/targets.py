"""Everything in a message that can be pressed, and what is at a point."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRect

from desktop.ui.links import other_host, true_address, true_host, visible
from desktop.ui.theme.theme import SPACE
from desktop.ui.transcript.formula_object import formula_of, shown
from desktop.ui.transcript.inline import PICTURE_SIGN
from desktop.ui.transcript.letters import letter_at, letters_under, rect_of
from desktop.ui.transcript.pictures_row import target_of
from desktop.ui.transcript.piece import Piece
from desktop.ui.transcript.rows import LINK, Place, Target
from desktop.ui.transcript.selection import Spot
from desktop.ui.transcript.sideways import SIDEWAYS
from desktop.ui.transcript.sources_row import name_of
from desktop.ui.transcript.style import PADDING
from desktop.ui.transcript.tables import table_targets
from desktop.ui.transcript.tree import line_target, tree_targets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QTextCharFormat, QTextDocument

    from desktop.ui.transcript.filled import Mark
    from desktop.ui.transcript.flow import Flow
    from desktop.ui.transcript.style import Style

COPY_CODE = "copy-code"
SAVE = "save-code"
TREE = "tree"  # the action that shows JSON as a tree, or as it was written
JSON = {"json", "jsonc", "json5", "geojson", "jsonld", "json-ld"}
TOLD = 800  # characters of an address, which tell its host whatever that is
WRAP = "wrap"  # the action that has long lines of code broken, or not any more

translate = QCoreApplication.translate


def code_targets(piece: Piece, style: Style, width: int) -> list[Target]:
    """The buttons of a block of code, from right to left: the last ones are left out where there is no room."""
    if not piece.is_code or piece.block.continued:
        return []
    high = style.small_height + SPACE // 2
    found: list[Target] = []
    right = width - SPACE // 2
    for action, label in _choices(piece, style, width):
        wide = style.small_advance(label) + SPACE * 2
        right -= wide
        if not found or right > piece.inset(style) + PADDING:
            found.append(Target(QRect(right, SPACE // 2, wide, high), action, label))
    return found


def _choices(piece: Piece, style: Style, width: int) -> Iterator[tuple[str, str]]:
    """What can be done with a block of code."""
    yield COPY_CODE, translate("transcript", "Copy code")
    yield SAVE, translate("transcript", "Save as…")
    if piece.tree is not None:
        yield TREE, translate("transcript", "Source")
        return
    if piece.strip.is_json is False:
        yield TREE, translate("transcript", "Not valid JSON")
    elif piece.block.language.lower() in JSON and not piece.writing:
        yield TREE, translate("transcript", "Tree")
    if piece.is_wrapped and piece.strip.wide > piece.room(style, width):
        yield WRAP, translate("transcript", "Do not wrap")
    elif piece.hidden(style, width):
        yield WRAP, translate("transcript", "Wrap lines")


def strip_targets(piece: Piece, style: Style, width: int) -> list[Target]:
    """What has the keyboard while wide code or a wide table is moved sideways."""
    if piece.head is not piece or not piece.hidden(style, width):
        return []
    label = translate("transcript", "Scroll formula sideways")
    if piece.is_code:
        label = translate("transcript", "Scroll code sideways")
    elif any(band.rows for band in piece.bands.wide):
        label = translate("transcript", "Scroll table sideways")
    return [Target(QRect(piece.inset(style), 0, width - piece.inset(style), piece.height), SIDEWAYS, label)]


def link_targets(piece: Piece, style: Style) -> list[Target]:
    """The links of a block that is laid out; each where its first line is."""
    if piece.document is None or piece.tree is not None:
        return []
    document = piece.document
    found = []
    for mark in piece.links:
        rect = piece.outside(style, rect_of(document, mark.start, mark.end))
        if mark.kind == "cite":
            source = piece.sources[int(mark.value) - 1]
            found.append(Target(rect, LINK + source.url, name_of(source), name_of(source)))
        elif mark.kind == "ref":
            found.append(Target(rect, mark.value, _label(document, mark)))
        elif mark.kind == "picture":
            target, name = target_of(piece.picture(mark.value), rect), _label(document, mark).removeprefix(PICTURE_SIGN)
            found.append(target._replace(label=f"{name}, {target.label}"))
        else:
            found.append(Target(rect, LINK + mark.value, _label(document, mark)))
    return found


def _label(document: QTextDocument, mark: Mark) -> str:
    block = document.findBlock(mark.start)
    return shown(block, mark.start - block.position(), mark.end - block.position())


def places_in(flow: Flow, entry: int) -> list[Place]:
    """All targets of a message from top to bottom, each in its row's coordinates."""
    view = flow.view(entry)
    found = []
    for index, row in enumerate(view):
        if isinstance(row, Piece) and row.document is None and not row.is_code and row.own_strip is None:
            continue  # there may be a hundred thousand
        width = view.width(index)
        if isinstance(row, Piece):
            buttons = code_targets(row, flow.style, width)[::-1]
            targets = [*buttons, *strip_targets(row, flow.style, width), *table_targets(row)]
            targets += link_targets(row, flow.style)
            targets += tree_targets(row, flow.style, width)
        else:
            targets = row.targets(flow.style, width)
        found += [Place(entry, index, target) for target in targets]
    return found


def place_at(flow: Flow, x: int, y: int) -> Place | None:
    """The target at a point of the column, links included."""
    hit = flow.hit(x, y)
    if hit is None:
        return None
    entry, index, row, width, inside = hit
    targets = code_targets(row, flow.style, width) if isinstance(row, Piece) else row.targets(flow.style, width)
    for target in targets:
        if target.rect.contains(inside.toPoint()):
            return Place(entry, index, target)
    if isinstance(row, Piece) and row.tree is not None:
        line = line_target(row, inside.y(), flow.style, width)
        return Place(entry, index, line) if line else None
    if isinstance(row, Piece) and row.document is not None:
        point = row.inside(flow.style, inside)
        if row.is_moved(point.y()) and not 0 <= inside.x() < width:
            return None
        under = letters_under(row.document, point)
        for mark, target in zip(row.links, link_targets(row, flow.style), strict=True):
            pictured = mark.kind == "picture" and target.rect.contains(inside.toPoint())
            if pictured or all(mark.start <= at < mark.end for at in under):
                return Place(entry, index, target)
    return None


def spot_at(flow: Flow, x: int, y: int) -> Spot:
    """The place in the text that is nearest to a point of the column."""
    hit = flow.hit(x, y)
    if y < 0 or hit is None:
        return Spot(0, 0, 0)
    entry, index, row, width, inside = hit
    if y >= flow.top(entry) + flow.height(entry):
        return Spot(entry, len(flow.view(entry)), 0)
    if not isinstance(row, Piece) or row.tree is not None:
        return Spot(entry, index, 0)
    row.measure(flow.style, width)
    if row.document is None:  # there is nothing to be seen
        return Spot(entry, index, 0)
    return Spot(entry, index, letter_at(row.document, row.inside(flow.style, inside)))


def remark_at(flow: Flow, x: int, y: int) -> str:
    """What is to be said of the text at a point of the column."""
    look = _look_at(flow, x, y)
    return look.toolTip() if look else ""


def formula_at(flow: Flow, x: int, y: int) -> str:
    """The source of the formula at a point of the column; "" where there is none."""
    look = _look_at(flow, x, y)
    return formula_of(look) if look else ""


def _look_at(flow: Flow, x: int, y: int) -> QTextCharFormat | None:
    """The format of the text at a point of the column."""
    hit = flow.hit(x, y)
    row = hit.shown if hit and is_text_at(flow, x, y) else None
    if hit is None or not isinstance(row, Piece) or row.document is None:
        return None
    return row.document.documentLayout().formatAt(row.inside(flow.style, hit.inside)).toCharFormat()


def is_text_at(flow: Flow, x: int, y: int) -> bool:
    """Whether there is text at a point of the column."""
    hit = flow.hit(x, y)
    if hit is None or not 0 <= x < flow.width:
        return False
    return isinstance(hit.shown, Piece) and hit.shown.tree is None and 0 <= hit.inside.x() <= hit.width


def tip_of(target: Target) -> str:
    """What a tool tip says: what a mark stands for, and where a link truly goes."""
    if not target.action.startswith(LINK):
        return target.tip
    address = true_address(target.action.removeprefix(LINK))
    host = true_host(address)
    if len(address) > TOLD:
        address = address[:TOLD] + "…"
    lines = [target.tip, address] if target.tip else [address]
    if named := other_host(target.label, host):
        lines.append(translate("transcript", "not to {host}, as its text says").format(host=visible(named)[:TOLD]))
    return "\n".join(lines)
