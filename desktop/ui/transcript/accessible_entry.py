"""A message for those who do not look at it: who speaks, what was said, and its parts."""

from __future__ import annotations

from collections import Counter
from time import thread_time
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QAccessibleInterface

from desktop.ui.accessible import NOTHING, Action, Registered
from desktop.ui.links import visible
from desktop.ui.transcript.accessible_parts import READING, ReasoningAccessible, TargetAccessible
from desktop.ui.transcript.accessible_text import Spoken, Strand
from desktop.ui.transcript.foot_row import FootRow
from desktop.ui.transcript.inline import BACK, NOTE
from desktop.ui.transcript.piece import Piece
from desktop.ui.transcript.receipt_line import in_one_line
from desktop.ui.transcript.rows import REASONING, FoldRow
from desktop.ui.transcript.selection import said_of
from desktop.ui.transcript.tables import COPY_TABLE
from desktop.ui.transcript.targets import COPY_CODE, SAVE, TREE, WRAP, places_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.ui.transcript.message_rows import Row
    from desktop.ui.transcript.rows import Place
    from desktop.ui.transcript.transcript import Transcript

translate = QCoreApplication.translate

OF_CODE = {COPY_CODE, SAVE, TREE, WRAP}


class _EntryAction(Action):
    """Going to a message, and opening its menu."""

    def __init__(self, entry: EntryAccessible) -> None:
        super().__init__()
        self._entry = entry

    def actionNames(self) -> list[str]:
        return [QAccessibleActionInterface.setFocusAction(), QAccessibleActionInterface.showMenuAction()]

    def doAction(self, name: str) -> None:
        if name == QAccessibleActionInterface.setFocusAction():
            self._entry.transcript.setFocus()
            self._entry.transcript.keys.go_to(self._entry.index)
        elif name == QAccessibleActionInterface.showMenuAction():
            self._entry.transcript.keys.take(self._entry.index)
            self._entry.transcript.keys.open_menu()


class EntryAccessible(Registered):
    """A message: its name says who speaks, its text what was said so far, its children what can be pressed.

    Attributes:
        thoughts: Its reasoning, one more child while it is open.
        told, told_characters: Blocks that were announced, and their characters.
    """

    def __init__(self, transcript: Transcript, entry_id: str) -> None:
        self.entry_id = entry_id
        super().__init__(transcript)
        self.transcript = transcript
        self._said = Spoken(self)
        self._action = _EntryAction(self)
        self._targets: dict[tuple[str, int], TargetAccessible] = {}  # by action, and how many have the same before it
        self._asked = False  # for these
        self.thoughts = ReasoningAccessible(self)
        self.told = 0
        self.told_characters = 0

    @property
    def index(self) -> int:
        return self.transcript.flow.index_of(self.entry_id)

    def isValid(self) -> bool:
        return super().isValid() and self.index >= 0

    def drop(self) -> None:
        for part in (*self._targets.values(), self.thoughts):
            part.drop()
        self._targets = {}
        super().drop()

    def reveal(self) -> None:
        self.transcript.reveal(self.index)

    def said(self) -> str:
        """The message's text as it is seen; of a long one more with every call, and the rest as it was written."""
        transcript = self.transcript
        transcript.pace.show_late()
        if not self.isValid():
            return ""
        until = thread_time() + READING
        if not transcript.flow.view(self.index).is_whole:
            transcript.cut_more(self.index)
        return said_of(transcript.flow, self.index, until)

    def strand(self) -> Strand:
        """The blocks of its text."""
        if not self.isValid():
            return Strand(-1, 0, ())
        view = self.transcript.flow.view(self.index)
        return Strand(self.index, view.first_piece, view.pieces)

    def caret(self) -> int:
        return self._said.cursorPosition()

    def reads(self, row: int) -> EntryAccessible | ReasoningAccessible:
        """The one in whose text a row is."""
        thoughts = self.thoughts.is_open and row < self.transcript.flow.view(self.index).first_piece
        return self.thoughts if thoughts else self

    def interface_cast(self, kind: QAccessible.InterfaceType) -> object:  # type: ignore[override]
        if kind is QAccessible.InterfaceType.TextInterface:
            return self._said
        return self._action if kind is QAccessible.InterfaceType.ActionInterface else NOTHING

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def text(self, kind: QAccessible.Text) -> str:
        if not self.isValid():
            return ""
        entry = self.transcript.flow.entry(self.index)
        if kind is QAccessible.Text.Name:
            state = translate("transcript", "answering") if entry.streaming else entry.state
            return ", ".join(word for word in (entry.speaker, entry.when, state) if word)
        if kind is QAccessible.Text.Description:
            attached = [*(image.name for image in entry.images), *(file.name for file in entry.files)]
            return " · ".join(
                word for word in (*attached, entry.waiting, entry.reason, entry.note, in_one_line(entry.footer)) if word
            )
        return ""

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        state.focusable = state.readOnly = state.multiLine = state.selectableText = 1
        if self.isValid():
            keys = self.transcript.keys
            state.focused = int(self.transcript.hasFocus() and keys.entry == self.index and keys.focused is None)
            state.busy = int(self.transcript.flow.entry(self.index).streaming)
            state.offscreen = int(self.is_offscreen())
        return state

    def rect(self) -> QRect:
        transcript = self.transcript
        if not self.isValid():
            return QRect()
        corner = QPoint(transcript.left, transcript.flow.top(self.index) - transcript.scrolled)
        size = QRect(0, 0, transcript.flow.width, transcript.flow.height(self.index))
        return size.translated(transcript.viewport().mapToGlobal(corner))

    def parent(self) -> QAccessibleInterface:
        return QAccessible.queryAccessibleInterface(self.transcript)

    def targets(self) -> list[TargetAccessible]:
        """An interface for everything that can be pressed; what stays keeps its own, wherever it goes."""
        if not self.isValid():
            return []
        flow = self.transcript.flow
        if flow.lay_out_more(self.index, thread_time() + READING):
            self.transcript.later.start(0)
        labels = self._labels(places := places_in(flow, self.index))
        known, self._targets = self._targets, {}
        seen = Counter[str]()
        for place, label in zip(places, labels, strict=True):
            action = place.target.action
            name = (action, seen[action])
            seen[action] += 1
            target = known.pop(name, None) or self._come(place, label)
            target.place, target.label = place, label
            self._targets[name] = target
        for gone in known.values():
            gone.drop()
        self._asked = True
        return list(self._targets.values())

    def _come(self, place: Place, label: str) -> TargetAccessible:
        """A new part; of a reasoning that comes unfolded nobody has heard that it is."""
        target = TargetAccessible(self, place, label)
        target.told = target.told and not (self._asked and place.target.action == REASONING)
        return target

    def _labels(self, places: list[Place]) -> Iterator[str]:
        """What each place is called, where one does not see around it."""
        view = self.transcript.flow.view(self.index)
        foot = view.row(len(view) - 1)
        words = foot.spoken() if isinstance(foot, FootRow) else {}
        for row in map(view.row, range(view.first_piece)):
            if isinstance(row, FoldRow):
                words[REASONING] = row.title
        numbers = _numbers(places)
        for place in places:
            label = words.get(place.target.action, place.target.label)
            if place.target.action in OF_CODE or place in numbers:
                label = _told_apart(label, view.row(place.row), numbers.get(place, 0))
            elif place.target.action.startswith(NOTE):
                label = translate("transcript", "Footnote {mark}").format(mark=label)
            elif place.target.action.startswith(BACK):
                label = translate("transcript", "Back from footnote {mark}").format(mark=label)
            yield label

    def parts(self) -> list[TargetAccessible | ReasoningAccessible]:
        """What can be pressed, and among it, in its place, the reasoning."""
        found: list[TargetAccessible | ReasoningAccessible] = [*self.targets()]
        if self.thoughts.is_open:
            view = self.transcript.flow.view(self.index)
            start = view.first_piece - len(view.thoughts)
            found.insert(sum(target.place.row < start for target in self._targets.values()), self.thoughts)
        return found

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        parts = self.parts()
        return parts[index] if 0 <= index < len(parts) else None

    def childCount(self) -> int:
        return len(self.parts())

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        under = [part for part in self.parts() if part.rect().contains(x, y)]
        return next((part for part in under if isinstance(part, TargetAccessible)), next(iter(under), None))

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        parts = self.parts()
        return parts.index(child) if child in parts else -1


def _numbers(places: list[Place]) -> dict[Place, int]:
    """Of what belongs to code or a table: which of the message that is, if it has several."""
    tables = [place for place in places if place.target.action.startswith(COPY_TABLE)]
    rows = [place.row for place in places if place.target.action == COPY_CODE]
    found = {place: number for number, place in enumerate(tables, 1)} if len(tables) > 1 else {}
    if len(rows) > 1:
        found |= {place: rows.index(place.row) + 1 for place in places if place.target.action in OF_CODE}
    return found


def _told_apart(label: str, row: Row, number: int) -> str:
    title = visible(row.block.title)[:80] if isinstance(row, Piece) else ""
    return ", ".join(word for word in (f"{label} {number}" if number else label, title) if word)
