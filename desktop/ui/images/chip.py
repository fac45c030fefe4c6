"""One attached picture or file as a chip that can be focused, moved, looked at, edited and taken away."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QActionGroup, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu, QToolButton

from desktop.domain.attachment import Attachment, Preparation
from desktop.domain.edits import Edits
from desktop.domain.parts import Engine
from desktop.domain.vision import Detail, Quality
from desktop.ui.images.chip_face import CROSS, ChipFace
from desktop.ui.images.chip_facts import detail_words, engine_words, quality_words
from desktop.ui.links import visible
from desktop.ui.theme.labels import tooltip
from desktop.ui.theme.style import icon, tint

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from desktop.domain.vision import Estimate
    from desktop.ui.theme.theme import Theme


TURNS = {Qt.Key.Key_PageUp: "previous", Qt.Key.Key_PageDown: "next"}
BEYOND = 1_000  # chips that no row has
ENDS = {Qt.Key.Key_Home: -BEYOND, Qt.Key.Key_End: BEYOND}
ENGINES = {engine: f"engine:{engine}" for engine in Engine}  # what is asked for to have a PDF read by it


class AttachmentChip(ChipFace):
    """Arrows, Home and End leave it, arrows with Alt move it; Delete and its cross remove it, Space looks at it.

    Page Up and Page Down turn to other frames or pages.

    Signals:
        remove_requested: The cross, Delete or Backspace.
        stepped: An arrow key: -1 to the chip before, 1 to the next; Home or End: so many that it is beyond all chips.
        focused: It has the keyboard now.
        moved: An arrow key with Alt: -1 before the chip before, 1 behind the next.
        dragged: The mouse drags it, and is at this place of the screen.
        dropped: The mouse drags it no longer.
        quality_chosen: Another `Quality` is wanted.
        asked: "preview", "edit", the "next" or "previous" frame or page or "all" of them, "metadata" to be kept or not,
            "detail " and one of `Detail`, one of `ENGINES`, or "undo" of what was removed last.
    """

    remove_requested = Signal()
    stepped = Signal(int)
    focused = Signal()
    moved = Signal(int)
    dragged = Signal(QPoint)
    dropped = Signal()
    quality_chosen = Signal(Quality)
    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._pressed: QPoint | None = None
        self._dragging = False
        self._cross = QToolButton(self)
        self._cross.setObjectName("attachment-remove")
        self._cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._cross.setFixedSize(CROSS, CROSS)
        self._cross.setIconSize(QSize(12, 12))
        self._cross.clicked.connect(self.remove_requested)
        tint(self, self._tint)

    def show_attachment(self, attachment: Attachment, sentence: str = "", estimate: Estimate | None = None) -> None:
        super().show_attachment(attachment, sentence, estimate)
        self._describe()

    def _describe(self) -> None:
        name = visible(self.attachment.name)
        facts = [line for line in self.lines() if line]
        self.setAccessibleName(", ".join([name, *facts]).replace(" · ", ", "))
        self._cross.setAccessibleName(self.tr("Remove {name}").format(name=name))
        self._cross.setToolTip(self.tr("Remove"))
        self.setToolTip(tooltip(name, *facts))
        self.setAccessibleDescription(" · ".join(facts))  # else Qt reads the tooltip aloud, with its markup

    @property
    def _stored(self) -> bool:
        """Whether there is something that can be looked at."""
        shown = self.attachment.image or self.attachment.file
        return shown is not None and bool(shown.blob)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None:
            away = self.moved if event.modifiers() & Qt.KeyboardModifier.AltModifier else self.stepped
            away.emit(-step if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else step)
        elif event.key() in ENDS:
            self.stepped.emit(ENDS[Qt.Key(event.key())])
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.asked.emit("undo")
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.remove_requested.emit()
        elif event.key() == Qt.Key.Key_Space:
            self._look()
        elif event.key() in TURNS and self._chooses:
            self.asked.emit(TURNS[Qt.Key(event.key())])
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open_menu(self.rect().center())
        else:
            super().keyPressEvent(event)

    def _look(self) -> None:
        if self._stored:
            self.asked.emit("preview")

    def _open_menu(self, at: QPoint) -> None:
        """Offer what can be done with the picture; the menu frees itself when it closes."""
        menu = QMenu(self)
        menu.setObjectName("attachment-menu")
        menu.aboutToHide.connect(menu.deleteLater)
        if self._stored:
            menu.addAction(self.tr("&View"), QKeySequence(Qt.Key.Key_Space), self._look)
        if self.attachment.quality is not None:
            if self.attachment.preparation is Preparation.READY:
                menu.addAction(self.tr("&Edit…"), partial(self.asked.emit, "edit"))
            self._add_frames(menu)
            menu.addSeparator()
            choices = QActionGroup(menu)
            for quality in Quality:
                item = menu.addAction(quality_words(quality), partial(self.quality_chosen.emit, quality))
                item.setCheckable(True)
                item.setChecked(quality is self.attachment.quality)
                choices.addAction(item)
            menu.addSeparator()
            keeps = menu.addAction(self.tr("Keep &metadata, with the place"), partial(self.asked.emit, "metadata"))
            keeps.setCheckable(True)
            keeps.setChecked(self.attachment.keeps)
        self._offer_details(menu)
        self._add_engines(menu)
        menu.addSeparator()
        menu.addAction(self.tr("&Remove"), QKeySequence(Qt.Key.Key_Delete), self.remove_requested.emit)
        menu.popup(self.mapToGlobal(at))

    @property
    def _chooses(self) -> bool:
        """Whether there are several frames or pages to choose from."""
        return self.attachment.quality is not None and self.attachment.frames.total > 1

    def _add_frames(self, menu: QMenu) -> None:
        if not self._chooses:
            return
        frames, edits = self.attachment.frames, self.attachment.edits
        menu.addSeparator()
        before, after = self.tr("&Previous frame"), self.tr("&Next frame")
        if frames.pages:
            before, after = self.tr("&Previous page"), self.tr("&Next page")
        for words, key in ((before, Qt.Key.Key_PageUp), (after, Qt.Key.Key_PageDown)):
            menu.addAction(words, QKeySequence(key), partial(self.asked.emit, TURNS[key]))
        if frames.film and edits == Edits(frame=edits.frame):
            whole = menu.addAction(self.tr("All &frames"), partial(self.asked.emit, "all"))
            whole.setCheckable(True)
            whole.setChecked(edits.frame is None)

    def _add_engines(self, menu: QMenu) -> None:
        """Offer who may read a PDF."""
        choices = QActionGroup(menu)
        for engine in self.attachment.engines:
            item = menu.addAction(engine_words(engine, menu=True), partial(self.asked.emit, ENGINES[engine]))
            item.setCheckable(True)
            item.setChecked(self.attachment.media is not None and engine is self.attachment.media.engine)
            choices.addAction(item)

    def _offer_details(self, menu: QMenu) -> None:
        """Let it be chosen how closely the model looks, where that matters."""
        image = self.attachment.image
        if image is None or not (image.detail or (self.estimate and self.estimate.detailed)):
            return
        choices = QActionGroup(menu)
        menu.addSeparator()
        for detail in Detail:
            item = menu.addAction(detail_words(detail), partial(self.asked.emit, f"detail {detail}"))
            item.setCheckable(True)
            item.setChecked(detail is image.detail)
            choices.addAction(item)

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
            self._look()
        event.accept()

    # Changes of state

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        place = QRect(self.width() - CROSS - 3, 3, CROSS, CROSS)
        self._cross.setGeometry(self.mirrored(place))

    def _tint(self, theme: Theme) -> None:
        self._cross.setIcon(icon("close", theme, theme.muted, 12))
