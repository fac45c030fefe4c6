"""The keyboard on the transcript: from message to message, and to what can be pressed in each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeySequence

from desktop.ui.theme.theme import SPACE
from desktop.ui.transcript.caret import Caret
from desktop.ui.transcript.code_view import KEYS as TREE_KEYS
from desktop.ui.transcript.code_view import walk_tree
from desktop.ui.transcript.sideways import SIDEWAYS
from desktop.ui.transcript.targets import places_in
from desktop.ui.transcript.tree import NODE

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from desktop.ui.transcript.rows import Place
    from desktop.ui.transcript.transcript import Transcript

TABS = {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}
UNHELD = {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
PRESSING = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
BESIDE = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right}
PAGE_KEPT = 40  # pixels that stay on view when a page is turned


class Keys:
    """Which message and which of its targets has the keyboard."""

    def __init__(self, transcript: Transcript) -> None:
        self._transcript = transcript
        self.caret = Caret(transcript)
        self.entry = -1
        self.focused: Place | None = None
        self._at = 0  # its index among the places of the message

    def forget(self) -> None:
        self.entry = -1
        self.focused = None

    def forget_from(self, start: int, count: int) -> None:
        """The messages from `start` on are others now, `count` in all; the place among them stays."""
        if self.entry >= start:
            self.focused = None
        if self.entry >= count:
            self.forget()

    def press(self, event: QKeyEvent) -> bool:
        """Handle a key; False for those that are not the transcript's."""
        transcript = self._transcript
        if event.matches(QKeySequence.StandardKey.Copy):
            transcript.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            before = transcript.selection
            transcript.select_all()
            transcript.herald.drawn(before)
        elif event.matches(QKeySequence.StandardKey.Undo):
            transcript.undo_requested.emit()
        elif event.key() == Qt.Key.Key_Delete and event.modifiers() in UNHELD:  # not also Ctrl+D
            self._delete()
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self.caret.press(event):
            pass
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return self._turn_version(event.key())
        elif event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier):
            return event.key() in {Qt.Key.Key_Home, Qt.Key.Key_End} and self._plain(event.key())
        else:
            return self._plain(event.key())
        return True

    def _plain(self, key: int) -> bool:
        bar = self._transcript.verticalScrollBar()
        page = max(PAGE_KEPT, bar.pageStep() - PAGE_KEPT - self._transcript.covered)
        scrolls = {Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page}
        if key in BESIDE | PRESSING:
            self.take_seen()
        if key in TREE_KEYS and self.focused is not None and self.focused.target.action.startswith(NODE):
            self._walk_tree(self.focused, key)
        elif key in scrolls:
            bar.setValue(bar.value() + scrolls[Qt.Key(key)])
            if self._transcript.hasFocus():  # pages are turned from the composer, too
                self.take_seen()
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._move(1 if key == Qt.Key.Key_Down else -1)
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self._move(len(self._transcript.flow.entries) * (1 if key == Qt.Key.Key_End else -1))
            bar.setValue(bar.maximum() if key == Qt.Key.Key_End else 0)
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self._go(1 if key == Qt.Key.Key_Right else -1)
        elif key in PRESSING and self.entry >= 0:
            self._press_focused()
        else:
            return False
        return True

    def open_menu(self) -> None:
        """Open the menu of the message that has the keyboard, else of one on view.

        It opens below the part that has the keyboard, else below the message's first line.
        """
        transcript, flow, height = self._transcript, self._transcript.flow, self._transcript.viewport().height()
        if self.take_seen() < 0:
            return
        left, top = transcript.left + flow.view(self.entry).body_left, flow.top(self.entry) - transcript.scrolled
        at = transcript.deeds.below(self.focused) if self.focused else QPoint(left, top + SPACE * 4)
        transcript.open_menu(self.entry, QPoint(at.x(), min(max(0, at.y()), height)), by_key=True)

    def _press_focused(self) -> None:
        if self.focused is None or self.focused.target.action == "more":
            self.open_menu()
        else:
            self._transcript.deeds.activate(self.focused)

    def _move(self, step: int) -> None:
        """So many messages further, as far as there are some; what was selected elsewhere is not gone on with."""
        flow = self._transcript.flow
        if not flow.entries:
            return
        self._transcript.clear_selection()
        self.go_to(min(max(self.seen + step, 0), len(flow.entries) - 1))

    def _delete(self) -> None:
        """Delete the message that has the keyboard; where that is not on view, first show which one has it now."""
        if self.entry == self.seen >= 0:
            self._transcript.deeds.act(self.entry, "delete")
        else:
            self.take_seen()

    def enter(self, reason: Qt.FocusReason) -> None:
        """The keyboard has come to the conversation; with Tab to a message on view, which stays where it is."""
        seen = self.seen
        if reason in TABS and seen != self.entry:
            self._hold(seen)
        QTimer.singleShot(0, self._transcript, self._transcript.herald.focused)  # behind what Qt tells of the list

    @property
    def seen(self) -> int:
        """The message that keys are meant for: the one that has the keyboard if it is on view, else one that is read.

        -1 when there is none.
        """
        flow = self._transcript.flow
        known = 0 <= self.entry < len(flow.entries)
        readable = min(flow.height(self.entry), flow.style.above + flow.style.line) if known else 1
        if not flow.entries or flow.seen_of(self.entry) >= readable:
            return self.entry
        middle = flow.at(self._transcript.scrolled + flow.viewport // 2)
        return len(flow.entries) - 1 if flow.following else middle

    def take_seen(self) -> int:
        """Give the message that keys are meant for the keyboard, where it is; returns which one that is.

        A part of it that is out of sight has it no longer.
        """
        if (seen := self.seen) != self.entry or not self._is_seen(self.focused):
            self.take(seen)
        return self.entry

    def _is_seen(self, place: Place | None) -> bool:
        if place is None:
            return True
        bottom = self._transcript.deeds.below(place).y()
        return bottom > 0 and bottom - place.target.rect.height() < self._transcript.viewport().height()

    def go_to(self, entry: int) -> None:
        """Give a message the keyboard, and bring it on view."""
        self._transcript.reveal(entry)
        self.take(entry)

    def take(self, entry: int) -> None:
        """Give a message the keyboard where it is."""
        self._hold(entry)
        self._transcript.herald.focused()

    def _hold(self, entry: int) -> None:
        before, self.entry, self.focused = self.entry, entry, None
        self._transcript.repaint_entry(before)
        self._transcript.repaint_entry(entry)

    def deselect(self) -> None:
        """Select nothing any more, and have that heard."""
        before = self._transcript.selection
        self._transcript.clear_selection()
        self._transcript.herald.drawn(before)

    def follow(self, entry: int) -> None:
        """The caret has been moved into a message: it gets the keyboard, if another one has that."""
        if self.entry not in (-1, entry):
            self.take(entry)

    def focus(self, place: Place) -> None:
        """Give a part of a message the keyboard."""
        before, self.entry, self.focused = self.entry, place.entry, place
        places = self._places(place.entry)
        self._at = places.index(place) if place in places else 0
        for entry in {before, place.entry}:
            self._transcript.repaint_entry(entry)
        self._transcript.herald.focused()

    def _go(self, direction: int) -> None:
        """Sideways in what is wide, else from one part of the message to the next."""
        if self.focused is not None and self.focused.target.action == SIDEWAYS:
            self._transcript.sideways.step(self.focused, direction)
        else:
            self.step(direction)

    def _walk_tree(self, place: Place, key: int) -> None:
        self._transcript.rearrange(place.entry, lambda view: walk_tree(view, place.row, key), keep=False)
        if self.focused is not None:
            self._transcript.reveal_place(self.focused)
            self._transcript.herald.focused()

    def walk(self, step: int) -> bool:
        """With Tab to the next part of the message; False past its last and before its first one."""
        if self.entry >= 0:  # else the next thing beside the conversation is meant
            self.take_seen()
        if step < 0 and self.focused is None:
            return False
        self.step(step)
        return self.focused is not None or (step < 0 and self.entry >= 0)

    def step(self, step: int) -> None:
        """To the next part of the message: a link, a button, a wide table."""
        if not 0 <= self.entry < len(self._transcript.flow.entries):
            return
        places = self._places(self.entry)
        if not places:
            return
        if self.focused in places:
            self._at = places.index(self.focused) + step
            self.focused = places[self._at] if 0 <= self._at < len(places) else None
        else:
            self._at = 0 if step > 0 else len(places) - 1
            self.focused = places[self._at]
        if self.focused is not None:
            self._transcript.reveal_place(self.focused)
        self._transcript.repaint_entry(self.entry)
        self._transcript.herald.focused()

    def _places(self, entry: int) -> list[Place]:
        """What can have the keyboard in a message."""
        return [place for place in places_in(self._transcript.flow, entry) if place.target.enabled]

    def refresh(self) -> None:
        """Find what has the keyboard again after it was moved or got another label."""
        if self.focused is not None:
            found = self._places(self.entry)[self._at : self._at + 1]
            same = [place for place in found if _kind(place) == _kind(self.focused)]
            self.focused = same[0] if same else None

    def _turn_version(self, key: int) -> bool:
        actions = {Qt.Key.Key_Left: "previous", Qt.Key.Key_Right: "next"}
        ids = self._transcript.flow.entries.ids
        if key not in actions or not 0 <= self.take_seen() < len(ids):
            return False
        self._transcript.action_requested.emit(ids[self.entry], actions[Qt.Key(key)])
        return True


def _kind(place: Place) -> str:
    return place.target.action.partition(":")[0]
