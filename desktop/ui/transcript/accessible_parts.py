"""The parts of a message for those who do not look at it: what can be pressed, and the reasoning while it is open."""

from __future__ import annotations

from time import thread_time
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QAccessibleInterface

from desktop.domain.json_tree import has_members
from desktop.ui.accessible import NOTHING, Action, Registered
from desktop.ui.transcript.accessible_text import Spoken, Strand
from desktop.ui.transcript.inline import BACK, NOTE
from desktop.ui.transcript.pictures_row import PICTURE, PICTURE_AT
from desktop.ui.transcript.rows import LINK, REASONING
from desktop.ui.transcript.selection import read_of
from desktop.ui.transcript.targets import tip_of
from desktop.ui.transcript.tree import NODE, line_of

if TYPE_CHECKING:
    from desktop.ui.transcript.accessible_entry import EntryAccessible
    from desktop.ui.transcript.rows import Place

READING = 0.02  # seconds of CPU in which a text is read that somebody waits for

translate = QCoreApplication.translate


class _TargetAction(Action):
    """Pressing a button or following a link."""

    def __init__(self, target: TargetAccessible) -> None:
        super().__init__()
        self._target = target

    def actionNames(self) -> list[str]:
        return [QAccessibleActionInterface.pressAction()] if self._target.place.target.enabled else []

    def doAction(self, name: str) -> None:
        if name == QAccessibleActionInterface.pressAction():
            self._target.press()


class TargetAccessible(Registered):
    """A link, a button or a picture of a message.

    Attributes:
        place: Where it is now.
        label: What it says now.
        told: Whether what it folds was open when clients heard of it last.
    """

    def __init__(self, entry: EntryAccessible, place: Place, label: str) -> None:
        self.entry = entry
        self.place = place
        self.label = label
        super().__init__(entry.transcript)
        self.transcript = entry.transcript
        self._action = _TargetAction(self)
        self.told = self.is_open()

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
            return self.label
        if kind is QAccessible.Text.Description and self.place.target.action.startswith(LINK):
            return tip_of(self.place.target).removeprefix(f"{self.label}\n")  # which is heard already
        return ""

    def is_open(self) -> bool | None:
        """Whether what it folds is open; None when it folds nothing."""
        view = self.transcript.flow.view(self.entry.index)
        if self.place.target.action == REASONING:
            return view.unfolded
        line = line_of(view, self.place)
        return line.opened if line and has_members(line.value) else None

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        if not self.isValid():
            return state
        state.focusable = int(self.place.target.enabled)
        state.disabled = int(not self.place.target.enabled)
        state.focused = int(self.transcript.keys.focused == self.place and self.transcript.hasFocus())
        state.offscreen = int(self.is_offscreen())
        opened = self.is_open()
        state.expandable = int(opened is not None)
        state.expanded, state.collapsed = int(opened is True), int(opened is False)
        return state

    def rect(self) -> QRect:
        view = self.transcript.flow.view(self.entry.index)
        row = min(self.place.row, len(view) - 1)
        corner = self.entry.rect().topLeft() + QPoint(view.left(row), view.column.top(row))
        return self.place.target.rect.translated(corner)

    def parent(self) -> QAccessibleInterface:
        return self.entry


class ReasoningAccessible(Registered):
    """The reasoning of a message; without any text while it is folded."""

    def __init__(self, entry: EntryAccessible) -> None:
        self.entry = entry
        super().__init__(entry.transcript)
        self.transcript = entry.transcript
        self._said = Spoken(self)

    def isValid(self) -> bool:
        return self.entry.isValid()

    @property
    def is_open(self) -> bool:
        return self.isValid() and self.transcript.flow.view(self.entry.index).unfolded

    def said(self) -> str:
        """As it is seen, as far as that can be read at once; the rest as it was written."""
        transcript = self.transcript
        transcript.pace.show_late()
        if not self.is_open:
            return ""
        until, index = thread_time() + READING, self.entry.index
        if transcript.flow.view(index).unthought:
            transcript.cut_more(index)
        view = transcript.flow.view(index)
        return read_of(transcript.flow, view.thoughts, view.entry.reasoning, until, whole=not view.unthought)

    def caret(self) -> int:
        return self._said.cursorPosition()

    def strand(self) -> Strand:
        """Its blocks; none while it is folded."""
        if not self.isValid():
            return Strand(-1, 0, ())
        view = self.transcript.flow.view(self.entry.index)
        return Strand(self.entry.index, view.first_piece - len(view.thoughts), view.thoughts)

    def interface_cast(self, kind: QAccessible.InterfaceType) -> object:  # type: ignore[override]
        return self._said if kind is QAccessible.InterfaceType.TextInterface else NOTHING

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.Section

    def text(self, kind: QAccessible.Text) -> str:
        return translate("transcript", "Reasoning") if kind is QAccessible.Text.Name else ""

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        state.readOnly = state.multiLine = state.selectableText = 1
        state.invisible = int(not self.is_open)
        state.offscreen = int(self.is_offscreen())
        return state

    def reveal(self) -> None:
        self.transcript.reveal(self.entry.index)

    def rect(self) -> QRect:
        if not self.is_open:
            return QRect()
        view = self.transcript.flow.view(self.entry.index)
        start = view.first_piece - len(view.thoughts)
        top, bottom = view.column.top(start), view.column.top(view.first_piece)
        corner = self.entry.rect().topLeft() + QPoint(view.left(start), top)
        return QRect(corner.x(), corner.y(), view.width(start), bottom - top)

    def parent(self) -> QAccessibleInterface:
        return self.entry
