"""How a person wants to see a block of code: its lines broken or not, JSON as a tree or as it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from desktop.domain.json_tree import has_members, read_tree
from desktop.ui.transcript.piece import Piece
from desktop.ui.transcript.selection import code_at

if TYPE_CHECKING:
    from desktop.domain.json_tree import Tree
    from desktop.ui.transcript.entry_view import EntryView
    from desktop.ui.transcript.strip import Strip

KEYS = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End}  # of a tree
READABLE = 200  # characters of a line of JSON


def toggle_wrapping(view: EntryView, row: int) -> None:
    """Break the long lines of the code in a row, or do not any more; code that comes is treated alike."""
    piece = _code(view, row)
    piece.strip.wrapped = not piece.is_wrapped
    if not piece.is_text:
        view.layouts.wrapped = piece.strip.wrapped
    view.keep_strip(piece)
    view.lay_out_anew(piece)


def toggle_tree(view: EntryView, row: int) -> None:
    """Show the JSON in a row as a tree, or as it was written, as somebody wants it."""
    _turn(view, row)
    view.keep_strip(_code(view, row))


def show_tree(view: EntryView, strip: Strip, tree: Tree) -> None:
    """Show a tree of code that is shown as it was written; not where that is on view no more."""
    for piece in (*view.thoughts, *view.pieces):
        if piece.strip is strip:
            strip.tree = tree
            view.keep_strip(piece)
            view.lay_out_anew(piece)
            return


def _turn(view: EntryView, row: int) -> None:
    piece = _code(view, row)
    strip = piece.strip
    if strip.tree is not None:
        strip.tree = None
    elif not view.untaken:
        strip.tree = read_tree(code_at(view, row)[1])
        strip.is_json = strip.tree is not None
    view.lay_out_anew(piece)


def show_json(view: EntryView) -> None:
    """Show an answer that is JSON without line breaks as a tree: nobody could read it otherwise."""
    if view.entry.streaming or view.untaken or not view.pieces or not view.pieces[0].block.bare:
        return
    first = view.pieces[0]
    if first.strip.is_json is None and max(map(len, first.block.source.split("\n"))) > READABLE:
        _turn(view, view.first_piece)


def toggle_node(view: EntryView, row: int, line: int) -> None:
    """Fold or unfold a line of a tree; it has the cursor then."""
    piece = _code(view, row)
    if piece.tree is not None:
        piece.tree.cursor = line
        piece.tree.toggle(line)
        view.keep_strip(piece)
        view.lay_out_anew(piece)


def walk_tree(view: EntryView, row: int, key: int) -> None:
    """Do in a tree what a key does in all of them."""
    tree = _code(view, row).tree
    if tree is None:
        return
    at = tree.cursor
    line = tree.lines[at]
    folds = (key == Qt.Key.Key_Right and not line.opened) or (key == Qt.Key.Key_Left and line.opened)
    if folds and has_members(line.value):
        toggle_node(view, row, at)
        return
    steps = {
        Qt.Key.Key_Up: at - 1,
        Qt.Key.Key_Down: at + 1,
        Qt.Key.Key_Right: at + (1 if line.opened else 0),
        Qt.Key.Key_Left: tree.parent_of(at),
        Qt.Key.Key_Home: 0,
        Qt.Key.Key_End: len(tree.lines) - 1,
    }
    tree.cursor = min(max(0, steps[Qt.Key(key)]), len(tree.lines) - 1)


def _code(view: EntryView, row: int) -> Piece:
    piece = view.row(row)
    assert isinstance(piece, Piece)  # noqa: S101 - nothing else offers it
    return piece
