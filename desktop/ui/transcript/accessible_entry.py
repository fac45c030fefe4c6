"""A message for those who do not look at it: who speaks, what was said, and what can be pressed.

Qt keeps the C++ half of every interface in a cache and deletes it; Python keeps the other half. Both are dropped
together, so that a client that still holds a name is told "no such object" and never meets a dead pointer.
"""

from __future__ import annotations

from time import thread_time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleInterface,
    QAccessibleTextInterface,
    QColor,
    QWindow,
)
from shiboken6 import VoidPtr, isValid

from desktop.domain.json_tree import has_members
from desktop.ui.links import visible
from desktop.ui.transcript.foot_row import FootRow
from desktop.ui.transcript.inline import BACK, NOTE
from desktop.ui.transcript.pictures_row import PICTURE, PICTURE_AT
from desktop.ui.transcript.piece import Piece
from desktop.ui.transcript.receipt_line import in_one_line
from desktop.ui.transcript.rows import LINK, FoldRow
from desktop.ui.transcript.selection import said_of
from desktop.ui.transcript.tables import COPY_TABLE
from desktop.ui.transcript.targets import COPY_CODE, SAVE, TREE, WRAP, places_in
from desktop.ui.transcript.tree import NODE, line_of

if TYPE_CHECKING:
    from desktop.ui.transcript.message_rows import Row
    from desktop.ui.transcript.rows import Place
    from desktop.ui.transcript.transcript import Transcript

READING = 0.02  # seconds of CPU in which a text is read that somebody waits for
OF_CODE = {COPY_CODE, SAVE, TREE, WRAP}
NOTHING = VoidPtr(0)  # PySide reads None, where C++ wants a void pointer, as a pointer to somewhere


class _Registered(QAccessibleInterface):
    """An interface without a QObject, known to Qt by a number."""

    def __init__(self, transcript: Transcript) -> None:
        super().__init__()
        self.transcript = transcript
        self.number = QAccessible.registerAccessibleInterface(self)

    def drop(self) -> None:
        """Take it out of Qt's cache, which deletes its C++ half."""
        QAccessible.deleteAccessibleInterface(self.number)

    def isValid(self) -> bool:
        return isValid(self.transcript)

    def object(self) -> QObject | None:  # type: ignore[override]  # Qt expects null here
        return None

    def window(self) -> QWindow | None:  # type: ignore[override]
        return self.transcript.window().windowHandle()

    def is_offscreen(self) -> bool:
        viewport = self.transcript.viewport()
        return not self.rect().intersects(QRect(viewport.mapToGlobal(QPoint(0, 0)), viewport.size()))

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Messages are not edited here."""

    def backgroundColor(self) -> QColor:
        return QColor(self.transcript.flow.style.theme.surface)

    def foregroundColor(self) -> QColor:
        return QColor(self.transcript.flow.style.theme.text)


class _EntryText(QAccessibleTextInterface):
    """What was said, as plain text."""

    def __init__(self, entry: EntryAccessible) -> None:
        super().__init__()
        self._entry = entry

    def text(self, start: int, end: int) -> str:
        said = self._entry.said()
        return said[start : end if end >= 0 else len(said)]

    def characterCount(self) -> int:
        return len(self._entry.said())

    def characterRect(self, offset: int) -> QRect:
        del offset
        return self._entry.rect()

    def offsetAtPoint(self, point: QPoint) -> int:
        del point
        return 0

    def cursorPosition(self) -> int:
        return 0

    def setCursorPosition(self, position: int) -> None:
        """There is no cursor."""

    def selectionCount(self) -> int:
        return 0

    def addSelection(self, start: int, end: int) -> None:
        """Nothing: single words are selected with the mouse, and messages with the keys."""

    def removeSelection(self, index: int) -> None:
        """Nothing, see `addSelection`."""

    def setSelection(self, index: int, start: int, end: int) -> None:
        """Nothing, see `addSelection`."""

    def scrollToSubstring(self, start: int, end: int) -> None:
        del start, end
        self._entry.transcript.reveal(self._entry.index)


class _Action(QAccessibleActionInterface):
    """Something that can be done without keys of its own."""

    def keyBindingsForAction(self, name: str) -> list[str]:
        del name
        return []


class _TargetAction(_Action):
    """Pressing a button or following a link."""

    def __init__(self, target: TargetAccessible) -> None:
        super().__init__()
        self._target = target

    def actionNames(self) -> list[str]:
        return [QAccessibleActionInterface.pressAction()] if self._target.place.target.enabled else []

    def doAction(self, name: str) -> None:
        if name == QAccessibleActionInterface.pressAction():
            self._target.press()


class _EntryAction(_Action):
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
            self._entry.transcript.open_menu(self._entry.index)


class TargetAccessible(_Registered):
    """A link, a button or a picture of a message."""

    def __init__(self, entry: EntryAccessible, place: Place, label: str) -> None:
        self.entry = entry
        self.place = place
        self._label = label
        super().__init__(entry.transcript)
        self._action = _TargetAction(self)

    def isValid(self) -> bool:
        return self.entry.isValid()

    def interface_cast(self, kind: QAccessible.InterfaceType) -> object:  # type: ignore[override]
        return self._action if kind is QAccessible.InterfaceType.ActionInterface else NOTHING

    def press(self) -> None:
        self.transcript.deeds.activate(self.place._replace(entry=self.entry.index))

    def role(self) -> QAccessible.Role:
        if self.place.target.action.startswith((LINK, NOTE, BACK)):
            return QAccessible.Role.Link
        if self.place.target.action.startswith(NODE):
            return QAccessible.Role.TreeItem
        picture = self.place.target.action.startswith((PICTURE, PICTURE_AT))
        return QAccessible.Role.Graphic if picture else QAccessible.Role.Button

    def text(self, kind: QAccessible.Text) -> str:
        if kind is QAccessible.Text.Name:
            return self._label
        if kind is QAccessible.Text.Description and self.place.target.action.startswith(LINK):
            return self.place.target.action.removeprefix(LINK)
        return ""

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        state.focusable = int(self.place.target.enabled)
        state.disabled = int(not self.place.target.enabled)
        state.focused = int(self.transcript.keys.focused == self.place and self.transcript.hasFocus())
        state.offscreen = int(self.is_offscreen())
        if line := line_of(self.transcript.flow.view(self.entry.index), self.place):
            state.expandable = int(has_members(line.value))
            state.expanded, state.collapsed = int(line.opened), int(state.expandable and not line.opened)
        return state

    def rect(self) -> QRect:
        view = self.transcript.flow.view(self.entry.index)
        row = min(self.place.row, len(view) - 1)
        corner = self.entry.rect().topLeft() + QPoint(view.left(row), view.column.top(row))
        return self.place.target.rect.translated(corner)

    def parent(self) -> QAccessibleInterface:
        return self.entry

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        del index
        return None

    def childCount(self) -> int:
        return 0

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        del x, y
        return None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        del child
        return -1


class EntryAccessible(_Registered):
    """A message: its name says who speaks, its text what was said so far, its children what can be pressed."""

    def __init__(self, transcript: Transcript, entry_id: str) -> None:
        self.entry_id = entry_id
        super().__init__(transcript)
        self._said = _EntryText(self)
        self._action = _EntryAction(self)
        self._targets: list[TargetAccessible] = []
        self.told = 0  # blocks that were announced …
        self.told_characters = 0  # … and their characters

    @property
    def index(self) -> int:
        return self.transcript.flow.index_of(self.entry_id)

    def isValid(self) -> bool:
        return super().isValid() and self.index >= 0

    def drop(self) -> None:
        for target in self._targets:
            target.drop()
        self._targets = []
        super().drop()

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
            return ", ".join(word for word in (entry.speaker, entry.when, entry.state) if word)
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
        """An interface for everything that can be pressed; the same ones while nothing changes."""
        if not self.isValid():
            return []
        flow = self.transcript.flow
        if flow.lay_out_more(self.index, thread_time() + READING):
            self.transcript.later.start(0)
        view = flow.view(self.index)
        foot = view.row(len(view) - 1)
        words = foot.spoken() if isinstance(foot, FootRow) else {}
        for row in map(view.row, range(view.first_piece)):
            if isinstance(row, FoldRow):
                words["reasoning"] = row.title
        places = places_in(flow, self.index)
        known = [target.place for target in self._targets]
        for target in self._targets[_same(known, places) :]:
            target.drop()
        del self._targets[_same(known, places) :]
        numbers = _numbers(places)
        for place in places[len(self._targets) :]:
            label = words.get(place.target.action, place.target.label)
            if place.target.action in OF_CODE or place in numbers:
                label = _told_apart(label, view.row(place.row), numbers.get(place, 0))
            self._targets.append(TargetAccessible(self, place, label))
        return self._targets

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        targets = self.targets()
        return targets[index] if 0 <= index < len(targets) else None

    def childCount(self) -> int:
        return len(self.targets())

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return next((target for target in self.targets() if target.rect().contains(x, y)), None)

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return self._targets.index(child) if child in self._targets else -1


def _numbers(places: list[Place]) -> dict[Place, int]:
    """Of what belongs to code or a table: which of the message that is, if it has several."""
    tables = [place for place in places if place.target.action.startswith(COPY_TABLE)]
    rows = [place.row for place in places if place.target.action == COPY_CODE]
    found = {place: number for number, place in enumerate(tables, 1)} if len(tables) > 1 else {}
    if len(rows) > 1:
        found |= {place: rows.index(place.row) + 1 for place in places if place.target.action in OF_CODE}
    return found


def _told_apart(label: str, row: Row, number: int) -> str:
    language = visible(row.block.language)[:40] if isinstance(row, Piece) else ""
    return ", ".join(word for word in (f"{label} {number}" if number else label, language) if word)


def _same(known: list[Place], places: list[Place]) -> int:
    """How many places at the start are the same."""
    count = 0
    for old, new in zip(known, places, strict=False):
        if old != new:
            break
        count += 1
    return count
