"""What pressing something in a message does."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QTimer

from desktop.ui.clipboard import put_on_clipboard
from desktop.ui.transcript.code import file_name
from desktop.ui.transcript.code_view import toggle_node, toggle_tree, toggle_wrapping
from desktop.ui.transcript.files_row import FILE_AT
from desktop.ui.transcript.inline import BACK, NOTE
from desktop.ui.transcript.pictures_row import PICTURE, PICTURE_AT
from desktop.ui.transcript.piece import Piece
from desktop.ui.transcript.rows import COPY_REASONING, LINK, REASONING, Place
from desktop.ui.transcript.selection import code_at
from desktop.ui.transcript.sideways import SIDEWAYS
from desktop.ui.transcript.tables import COPY_TABLE, whole_table
from desktop.ui.transcript.targets import COPY_CODE, SAVE, TREE, WRAP, link_targets
from desktop.ui.transcript.tree import NODE, tree_targets

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.ui.transcript.transcript import Transcript

DONE_SHOWN = 1_200  # milliseconds
MOST_TRIED = 20  # pieces that are laid out to find a footnote in them
CHANGES = {WRAP: toggle_wrapping, TREE: toggle_tree}  # of the looks of code


class Deeds(QObject):
    """Carries out what belongs to the transcript, and hands on the rest as signals of it.

    Attributes:
        done: A button that says for a moment that it was carried out.
    """

    def __init__(self, transcript: Transcript) -> None:
        super().__init__(transcript)
        self._transcript = transcript
        self.done: Place | None = None
        self._own: dict[str, Callable[[Place], None]] = {
            COPY_CODE: self._hand_over_code,
            NODE.removesuffix(":"): self._take_line,
            COPY_TABLE: lambda place: transcript.copying.start(whole_table(transcript.flow, place)),
            SAVE: self._hand_over_code,
            "more": lambda place: transcript.open_menu(place.entry, self.below(place)),
            COPY_REASONING: lambda place: self.copy_reasoning(place.entry),
            SIDEWAYS: transcript.sideways.turn,
            REASONING: lambda place: transcript.toggle_reasoning(place.entry),
        }
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(lambda: self._show_done(None))

    def act(self, index: int, action: str) -> None:
        """Ask for something to be done with a message."""
        self._transcript.action_requested.emit(self._transcript.flow.entries.ids[index], action)

    def activate(self, place: Place) -> None:
        """Do what a button, a link or a picture is there for."""
        transcript, action = self._transcript, place.target.action
        if not place.target.enabled and not action.startswith(NODE):
            return
        if action in CHANGES:
            transcript.rearrange(place.entry, lambda view: CHANGES[action](view, place.row))
        elif action.startswith(LINK):
            transcript.link_activated.emit(action.removeprefix(LINK), place.target.label)
        elif action.startswith((NOTE, BACK)):
            self._follow_note(place)
        elif action.startswith(FILE_AT):
            transcript.link_activated.emit(action.removeprefix(FILE_AT), "")
        elif action.startswith((PICTURE, PICTURE_AT)):
            self._look_at(transcript.flow.entries.ids[place.entry], action)
        elif own := self._own.get(action.partition(":")[0]):
            own(place)
        else:
            self.act(place.entry, action)
        if action in {"copy", COPY_CODE, COPY_REASONING}:
            self._show_done(place)

    def _take_line(self, place: Place) -> None:
        """Give a line of a tree the keyboard, and fold or unfold it."""
        flow, line = self._transcript.flow, int(place.target.action.removeprefix(NODE))
        view = flow.view(place.entry)
        piece = view.row(place.row)
        if isinstance(piece, Piece) and piece.tree is not None:
            piece.tree.cursor = line
            [target] = tree_targets(piece, flow.style, view.width(place.row))
            self._transcript.keys.focus(place._replace(target=target))
        if place.target.enabled:
            self._transcript.rearrange(place.entry, lambda view: toggle_node(view, place.row, line), keep=False)

    def _look_at(self, entry_id: str, action: str) -> None:
        if action.startswith(PICTURE):
            self._transcript.picture_activated.emit(entry_id, action.removeprefix(PICTURE))
        else:
            self._transcript.picture_asked.emit("address", entry_id, action.removeprefix(PICTURE_AT))

    def _follow_note(self, place: Place) -> None:
        """Go to the text of a footnote, or back to where it is named first; the keyboard goes along."""
        transcript, view = self._transcript, self._transcript.flow.view(place.entry)
        way, label = place.target.action.split(":", 1)
        other, sign = (BACK + label, f"[^{label}]:") if way + ":" == NOTE else (NOTE + label, f"[^{label}]")
        rows = (
            row for row in range(len(view)) if isinstance(piece := view.row(row), Piece) and sign in piece.block.source
        )
        for row in islice(rows, MOST_TRIED):
            piece = transcript.flow.lay_out(place.entry, row)
            for target in link_targets(piece, transcript.flow.style):
                if target.action == other:
                    transcript.reveal_line(place.entry, row, target.rect.top(), target.rect.height())
                    transcript.keys.focus(Place(place.entry, row, target))
                    return

    def below(self, place: Place) -> QPoint:
        """The lower left corner of a target, in the viewport."""
        transcript = self._transcript
        view, corner = transcript.flow.view(place.entry), place.target.rect.bottomLeft()
        top = transcript.flow.top(place.entry) + view.column.top(place.row) - transcript.scrolled
        return corner + QPoint(transcript.left + view.left(place.row), top)

    def copy_reasoning(self, index: int) -> None:
        self._transcript.pace.show_late()
        self._transcript.copying.start_text(self._transcript.flow.entry(index).reasoning)

    def _hand_over_code(self, place: Place) -> None:
        language, code = code_at(self._transcript.flow.view(place.entry), place.row)
        if place.target.action == SAVE:
            self._transcript.save_requested.emit(file_name(language), code + "\n")
        else:
            put_on_clipboard(code)

    def forget(self, start: int) -> None:
        """The messages from `start` on are others now."""
        if self.done is not None and self.done.entry >= start:
            self.done = None

    def _show_done(self, place: Place | None) -> None:
        """Let a button say that it was carried out; None: back to what it says else."""
        shown, self.done = place or self.done, place
        if place is not None:
            self._timer.start(DONE_SHOWN)
        if shown is not None:
            self._transcript.repaint_entry(shown.entry)
