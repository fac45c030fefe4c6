"""The tables of a message as something that can be copied whole, however many pieces they are shown in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRect
from PySide6.QtGui import QTextTable

from desktop.ui.transcript.piece import Piece
from desktop.ui.transcript.rows import Place, Target
from desktop.ui.transcript.scratch import END
from desktop.ui.transcript.selection import Selection, Spot

if TYPE_CHECKING:
    from desktop.ui.transcript.flow import Flow

COPY_TABLE = "copy-table"  # an action; behind a colon the number of the table among those of its piece

translate = QCoreApplication.translate


def table_targets(piece: Piece) -> list[Target]:
    """The tables that begin in a piece, each as wide as it is seen."""
    if piece.document is None:
        return []
    found = []
    label = translate("transcript", "Copy table")
    for number, band in enumerate(band for band in piece.bands.every if band.rows):
        if number or piece.head is piece:
            left, right = round(max(0, band.columns[0])), round(min(band.columns[-1], piece.bands.room))
            rect = QRect(left, round(piece.above + band.top), right - left, round(band.bottom - band.top))
            found.append(Target(rect, f"{COPY_TABLE}:{number}", label))
    return found


def table_at(flow: Flow, x: int, y: int) -> Place | None:
    """The table at a point of the column; it may begin in a piece above."""
    hit = flow.hit(x, y)
    if hit is None or not isinstance(piece := hit.shown, Piece):
        return None
    top = hit.inside.y() - piece.above
    bands = [band for band in piece.bands.every if band.rows]
    number = next((number for number, band in enumerate(bands) if band.top <= top < band.bottom), -1)
    if number < 0 or not bands[number].columns[0] <= hit.inside.x() < bands[number].columns[-1]:
        return None
    if number == 0 and piece.head is not piece:
        row = flow.view(hit.entry).row_of(piece.head)
        return Place(hit.entry, row, table_targets(flow.lay_out(hit.entry, row))[-1])
    wanted = f"{COPY_TABLE}:{number}"
    return Place(hit.entry, hit.row, next(target for target in table_targets(piece) if target.action == wanted))


def whole_table(flow: Flow, place: Place) -> Selection:
    """All of a table, in the piece where it begins and in those in which it goes on."""
    entry, row, target = place
    piece = flow.lay_out(entry, row)
    tables = _tables(piece)
    table = tables[int(target.action.partition(":")[2])]
    start = Spot(entry, row, table.firstPosition() if table.firstPosition() > 1 else 0)  # Qt has a paragraph before it
    if table == tables[-1] and (last := _last_row(flow, entry, row)) > row:
        row, piece = last, flow.lay_out(entry, last)
        table = _tables(piece)[0]
    assert piece.document is not None  # noqa: S101 - it is laid out
    is_end = table.lastPosition() + 1 == piece.document.characterCount() - 1
    return Selection(start, Spot(entry, row, END if is_end else table.lastPosition()))


def _last_row(flow: Flow, entry: int, row: int) -> int:
    """The row in which a table ends whose last piece so far is in a row."""
    view = flow.view(entry)
    head = view.row(row)
    while True:
        while row + 1 < len(view) and isinstance(below := view.row(row + 1), Piece) and below.head is head:
            row += 1
        if view.is_whole or view.row(row) is not view.pieces[-1]:
            return row
        flow.cut_more(entry)


def _tables(piece: Piece) -> list[QTextTable]:
    frames = piece.document.rootFrame().childFrames() if piece.document else []
    return [frame for frame in frames if isinstance(frame, QTextTable)]
