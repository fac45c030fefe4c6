"""One attached picture or file as a chip that can be focused, moved, looked at, edited and taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

from desktop.domain.attachment import Preparation
from desktop.domain.vision import Quality
from desktop.ui.accessible import install
from desktop.ui.actions import redoes
from desktop.ui.buttons import ToolButton
from desktop.ui.images.chip_accessible import ChipAccessible
from desktop.ui.images.chip_face import CROSS, CROSS_INSET, ChipFace
from desktop.ui.images.chip_menu import REMOVE_ALL, TURNS, ChipMenu
from desktop.ui.images.chip_rows import BETWEEN
from desktop.ui.links import visible
from desktop.ui.menus import pop_up
from desktop.ui.theme.labels import tooltip
from desktop.ui.theme.style import icon, tint

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QMouseEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from desktop.domain.attachment import Attachment
    from desktop.domain.vision import Estimate
    from desktop.ui.theme.theme import Theme


BEYOND = 1_000  # chips that no row has
ENDS = {Qt.Key.Key_Home: -BEYOND, Qt.Key.Key_End: BEYOND}
ACROSS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
DELETES = {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}
DOWN = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class AttachmentChip(ChipFace):
    """Arrows, Home and End leave it, arrows with Alt move it; Delete and its cross remove it, Space looks at it.

    Delete with Ctrl removes all chips. Page Up and Page Down turn to other frames or pages.

    Attributes:
        steps: How far it can be moved: so many chips are before it, and so many behind it.
        refused: How many of them all could not be attached.

    Signals:
        remove_requested: The cross, Delete or Backspace.
        stepped: An arrow key: so many chips on, and so many rows; Home or End: so many that it is beyond all chips.
        focused: It has the keyboard now.
        unfocused: It has it no longer, and no menu of it either.
        moved: An arrow key with Alt: likewise.
        dragged: The mouse drags it, and is at this place of the screen.
        dropped: The mouse drags it no longer.
        quality_chosen: Another `Quality` is wanted.
        asked: "preview", "edit", the "next" or "previous" frame or page or "all" of them, "metadata" to be kept or not,
            "fetch" of what lies at its address, "sizes" with each quality or "no sizes" any more, "detail " and one of
            `Detail`, one of `chip_menu.ENGINES`, "undo" of what was removed last and "redo" of what was brought back,
            or `chip_menu.REMOVE_ALL` and `REMOVE_REFUSED`, whichever chip it is.
    """

    remove_requested = Signal()
    stepped = Signal(int, int)
    focused = Signal()
    unfocused = Signal()
    moved = Signal(int, int)
    dragged = Signal(QPoint)
    dropped = Signal()
    quality_chosen = Signal(Quality)
    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        install(AttachmentChip, ChipAccessible)
        super().__init__(parent)
        self.accessible: ChipAccessible | None = None
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self.open_menu)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.steps, self.refused = (0, 0), 0
        self._pressed: QPoint | None = None
        self._dragging = False
        self._cross = ToolButton(self)
        self._cross.setObjectName("attachment-remove")
        self._cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._cross.setFixedSize(CROSS, CROSS)
        self._cross.setIconSize(QSize(12, 12))
        self._cross.clicked.connect(self.remove_requested)
        tint(self, self._tint)

    def show_attachment(self, attachment: Attachment, sentence: str = "", estimate: Estimate | None = None) -> None:
        super().show_attachment(attachment, sentence, estimate)
        self._describe()
        for menu in self.findChildren(ChipMenu):
            menu.follow()

    def _describe(self) -> None:
        name = visible(self.attachment.name)
        facts = self.lines()
        self.setAccessibleName(", ".join([name, *facts]).replace(BETWEEN, ", "))
        self._cross.setAccessibleName(self.tr("Remove {name}").format(name=name))
        self._cross.setToolTip(self.tr("Remove"))
        self.setToolTip(tooltip(name, *facts))

    @property
    def is_stored(self) -> bool:
        """Whether there is something that can be looked at."""
        shown = self.attachment.image or self.attachment.file
        return shown is not None and bool(shown.blob or self.attachment.thumbnail)

    @property
    def address(self) -> str:
        """Of a picture that has to be fetched to be looked at."""
        image = self.attachment.image
        return image.url if image and not self.is_stored else ""

    @property
    def can_be_seen(self) -> bool:
        return self.is_stored or bool(self.address)

    # Keys

    def event(self, event: QEvent) -> bool:
        """Arrows with Alt belong to the chip, although the window has them too, for the versions of an answer."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and event.key() in ACROSS:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step, rows = ACROSS.get(Qt.Key(event.key()), 0), DOWN.get(Qt.Key(event.key()), 0)
        if step or rows:
            away = self.moved if event.modifiers() & Qt.KeyboardModifier.AltModifier else self.stepped
            away.emit(-step if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else step, rows)
        elif event.key() in ENDS:
            self.stepped.emit(ENDS[Qt.Key(event.key())], 0)
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.asked.emit("undo")
        elif redoes(event):
            self.asked.emit("redo")
        elif event.key() in DELETES and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.asked.emit(REMOVE_ALL)
        elif event.key() in DELETES:
            self.remove_requested.emit()
        elif event.key() == Qt.Key.Key_Space:
            self.look()
        elif event.key() in TURNS and self.chooses:
            self.asked.emit(TURNS[Qt.Key(event.key())])
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.open_menu()
        else:
            super().keyPressEvent(event)

    def look(self) -> None:
        """Ask for what is stored, or lies at an address, to be shown; of all else, say what is known and possible."""
        if self.can_be_seen:
            self.asked.emit("preview")
        else:
            self.open_menu()

    def open_menu(self, at: QPoint | None = None) -> None:
        """Offer what can be done with it."""
        pop_up(ChipMenu(self), self.mapToGlobal(at or self.rect().center()))

    @property
    def can_be_edited(self) -> bool:
        return self.attachment.quality is not None and self.attachment.preparation is Preparation.READY

    @property
    def is_unchangeable(self) -> bool:
        """Whether it is a stored picture that nothing else can be made of."""
        image = self.attachment.image
        return self.attachment.quality is None and image is not None and bool(image.blob)

    @property
    def chooses(self) -> bool:
        """Whether there are several frames or pages to choose from."""
        return self.attachment.quality is not None and self.attachment.frames.total > 1

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        far = (event.position().toPoint() - self._pressed).manhattanLength()
        if not self._dragging and far >= QGuiApplication.styleHints().startDragDistance():
            self._dragging = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        if self._dragging:
            self.dragged.emit(event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self.dropped.emit()
        self._pressed, self._dragging = None, False
        self.unsetCursor()
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.look()
        event.accept()

    # Changes of state

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.unfocused.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        place = QRect(self.width() - CROSS - CROSS_INSET, CROSS_INSET, CROSS, CROSS)
        self._cross.setGeometry(self.mirrored(place))

    def _tint(self, theme: Theme) -> None:
        self._cross.setIcon(icon("close", theme, theme.muted, 12))
