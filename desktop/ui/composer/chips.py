"""The chips, one a picture, in rows that scroll when there are many."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from desktop.domain.attachment import Preparation
from desktop.domain.vision import Quality
from desktop.ui import words
from desktop.ui.composer.grid import Grid, grid_for
from desktop.ui.images.chip import AttachmentChip

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QResizeEvent, QShowEvent

    from desktop.domain.attachment import Attachment
    from desktop.domain.vision import Estimate

AT_ONCE = 4  # new chips in a frame
BAR = 14  # width of the scroll bar, and some room beside it
BESIDE = 240  # device-independent pixels of the window's height that a notice, the text and the frame take
EDGE = 40  # device-independent pixels from the edge, where a drag scrolls …
ONWARD = 50  # … every so many milliseconds, while the mouse stands still


class ChipGrid(QScrollArea):
    """As tall as its rows, up to a few; then it scrolls. Hidden while it is empty.

    Args:
        behind: What the Tab key leaves for the first chip.

    Attributes:
        scrolls: Whether some chips are out of view.

    Signals:
        removed: An attachment's id; the chip stays until the attachment is gone from `set_attachments`.
        quality_chosen: An attachment's id, and the `Quality` that is wanted of it.
        moved: An attachment's id, and the place that is wanted for it.
        asked: What is wanted, and the id of the attachment that it is wanted of: see `AttachmentChip.asked`.
        left: The chips gave the focus away, because the last of them is gone.
        crowded: `scrolls` is other than before.
        untold: Why the file of the chip with the keyboard failed, where that has no room there; else "".
    """

    removed = Signal(str)
    quality_chosen = Signal(str, Quality)
    moved = Signal(str, int)
    asked = Signal(str, str)
    left = Signal()
    crowded = Signal()
    untold = Signal(str)

    def __init__(self, parent: QWidget, behind: QWidget) -> None:
        super().__init__(parent)
        self._behind = behind
        self._chips: dict[str, AttachmentChip] = {}
        self._wanted: tuple[Sequence[Attachment], Mapping[str, Estimate]] = ((), {})
        self._more = QTimer(self)
        self._more.setSingleShot(True)
        self._more.timeout.connect(lambda: self.set_attachments(*self._wanted))
        self._newest = ""
        self.scrolls = False
        self._held: tuple[str, QPoint] = ("", QPoint())  # what is dragged, and where the mouse is
        self._onward = QTimer(self)
        self._onward.setInterval(ONWARD)
        self._onward.timeout.connect(self._drag_on)
        self._row = QWidget(self)
        self._row.installEventFilter(self)
        self._grid = Grid(1, (1,), 1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(self._row)
        self.viewport().setAutoFillBackground(False)
        self._row.setAutoFillBackground(False)

    def count(self) -> int:
        return len(self._chips)

    def set_attachments(self, attachments: Sequence[Attachment], estimates: Mapping[str, Estimate]) -> None:
        """Show these, in this order; chips that stay keep their focus, and a new one is in view.

        Of many new ones some come in later frames: making fifty takes a tenth of a second.
        """
        self._wanted = attachments, estimates
        fresh = [attachment.id for attachment in attachments if attachment.id not in self._chips]
        later = set(fresh[AT_ONCE:])
        if later:
            self._more.start()
        self._show_now([attachment for attachment in attachments if attachment.id not in later], estimates)

    def _show_now(self, attachments: Sequence[Attachment], estimates: Mapping[str, Estimate]) -> None:
        looked_at = self._looked_at()
        self._drop_all_but({attachment.id for attachment in attachments})
        added = None
        for attachment in attachments:
            chip = self._chips.get(attachment.id)
            if chip is None:
                chip = added = self._make(attachment.id)
            if chip.attachment != attachment or chip.estimate != estimates.get(attachment.id):
                chip.show_attachment(attachment, self._why(attachment), estimates.get(attachment.id))
        before = list(self._chips)
        self._chips = {attachment.id: self._chips[attachment.id] for attachment in attachments}
        self.setVisible(bool(self._chips))
        if self._chips:
            self._arrange()
        if added or before != list(self._chips):
            self._order(added)
        if added:
            self._newest = next(name for name, chip in self._chips.items() if chip is added)
            self._bring(added)
        elif looked_at:
            self._bring(looked_at)  # chips that are ready, or fail, become wider

    def _arrange(self) -> None:
        """Put every chip in its place."""
        chips, room = list(self._chips.values()), self.width()
        tallest = (self.window().height() - BESIDE) // 2  # the other half is for the chat
        grid = grid_for(chips, room, tallest)
        before, self.scrolls = self.scrolls, grid.rows(len(chips)) > grid.most(tallest)
        if self.scrolls:
            grid = grid_for(chips, room - BAR, tallest)
        rows, most = grid.rows(len(chips)), grid.most(tallest)
        self._grid = grid
        self._row.resize(room - BAR if self.scrolls else room, grid.tall(rows))
        refused = sum(chip.attachment.preparation is Preparation.FAILED for chip in chips)
        for at, (chip, place) in enumerate(zip(chips, grid.places(len(chips)), strict=True)):
            chip.compact, chip.steps, chip.refused = grid.compact, (at, len(chips) - 1 - at), refused
            chip.setGeometry(self._mirrored(place))
        self.setFixedHeight(grid.tall(min(rows, most)))
        if before is not self.scrolls:
            self.crowded.emit()

    def _mirrored(self, place: QRect) -> QRect:
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            place.moveRight(self._row.width() - 1 - place.x())
        return place

    def _bring(self, chip: AttachmentChip) -> None:
        """Scroll so that all of a chip is in view, with no more of what is beside it than there is."""
        self.ensureWidgetVisible(chip, 0, 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and watched is self._row and self._chips:
            self._arrange()  # a chip has another font
        if event.type() == QEvent.Type.Resize and watched is self.window() and self._chips:
            self._arrange()
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        """How many rows are in view depends on the height of the window."""
        self.window().installEventFilter(self)
        super().showEvent(event)

    def _why(self, attachment: Attachment) -> str:
        """Why something is not attached, or not changed, and where it can be tried again."""
        if attachment.failure is None:
            return ""
        said = words.sentence_for(attachment.failure)
        return said if attachment.quality is None else self.tr("{why} Its menu tries again.").format(why=said)

    def _looked_at(self) -> AttachmentChip | None:
        """The chip with the keyboard, else the newest, if nothing of it is out of sight."""
        focused = self.window().focusWidget()
        chip = next((chip for chip in self._chips.values() if chip is focused), self._chips.get(self._newest))
        top = chip.mapTo(self.viewport(), QPoint()).y() if chip else -1
        return chip if chip and 0 <= top <= self.viewport().height() - chip.height() else None

    def _order(self, added: AttachmentChip | None) -> None:
        """Let the Tab key, and those who listen, go through the chips as they stand: before the editor.

        One that was moved stays in view and tells its place.
        """
        chips = list(self._chips.values())
        for before, following in pairwise((self._behind, *chips)):
            self.setTabOrder(before, following)
            following.raise_()  # accessible children come in the order in which they lie over each other
        focused = next((chip for chip in chips if chip.hasFocus()), None)
        if focused and not added:
            self._bring(focused)
            said = self.tr("{n} of {count}").format(n=chips.index(focused) + 1, count=len(chips))
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(focused, said))

    def focus(self, attachment_id: str) -> None:
        """Give a chip the keyboard."""
        if chip := self._chips.get(attachment_id):
            chip.setFocus(Qt.FocusReason.OtherFocusReason)
            self._bring(chip)

    def focus_refused(self) -> None:
        """Give the keyboard to the next chip that says why something is not attached; behind the last, to the first."""
        refused = [chip for chip in self._chips.values() if chip.attachment.preparation is Preparation.FAILED]
        focused = next((at for at, chip in enumerate(refused) if chip.hasFocus()), -1)
        if refused:
            chip = refused[(focused + 1) % len(refused)]
            chip.setFocus(Qt.FocusReason.OtherFocusReason)
            self._bring(chip)

    def _make(self, attachment_id: str) -> AttachmentChip:
        chip = AttachmentChip(self._row)
        chip.remove_requested.connect(lambda: self.removed.emit(attachment_id))
        chip.stepped.connect(lambda step, rows: self._step(attachment_id, step, rows))
        chip.quality_chosen.connect(lambda quality: self.quality_chosen.emit(attachment_id, quality))
        chip.focused.connect(lambda: self._bring(chip))
        chip.focused.connect(lambda: self.untold.emit(chip.untold))
        chip.unfocused.connect(lambda: self.untold.emit(""))
        chip.moved.connect(lambda step, rows: self._move(attachment_id, step, rows))
        chip.dragged.connect(lambda at: self._drag(attachment_id, at))
        chip.dropped.connect(self._onward.stop)
        chip.asked.connect(lambda action: self.asked.emit(action, attachment_id))
        self._chips[attachment_id] = chip
        chip.show()
        return chip

    def _drop_all_but(self, kept: set[str]) -> None:
        for attachment_id in [known for known in self._chips if known not in kept]:
            chip = self._chips[attachment_id]
            if chip.hasFocus():
                self._pass_focus(attachment_id, kept)
            del self._chips[attachment_id]
            chip.hide()
            chip.deleteLater()

    def _pass_focus(self, attachment_id: str, kept: set[str]) -> None:
        """Give the focus of a chip that goes to the next one that stays, else to the one before."""
        ids = list(self._chips)
        at = ids.index(attachment_id)
        for candidate in (*ids[at + 1 :], *reversed(ids[:at])):
            if candidate in kept:
                self._chips[candidate].setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.left.emit()

    def _step(self, attachment_id: str, step: int, rows: int) -> None:
        ids = list(self._chips)
        place = self._place(attachment_id, step, rows)
        if place is None:
            return
        chip = self._chips[ids[min(max(place, 0), len(ids) - 1)]]
        chip.setFocus(Qt.FocusReason.TabFocusReason)
        self._bring(chip)

    def _place(self, attachment_id: str, step: int, rows: int) -> int | None:
        """The number of a place that is so far from a chip, which may lie beyond all; None for a row that is none."""
        here, columns, last = list(self._chips).index(attachment_id), self._grid.columns, len(self._chips) - 1
        if not rows:
            return here + step
        if not 0 <= here // columns + rows <= last // columns:
            return None
        return min(here + rows * columns, last)

    def _move(self, attachment_id: str, step: int, rows: int) -> None:
        place = self._place(attachment_id, step, rows)
        if place is not None and 0 <= place < len(self._chips):
            self.moved.emit(attachment_id, place)

    def _drag_on(self) -> None:
        """Go on while the button is down: another window may hear that it was let go."""
        if QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self._drag(*self._held)
        else:
            self._onward.stop()

    def _drag(self, attachment_id: str, at: QPoint) -> None:
        """Where the mouse is: behind every other chip whose middle it has passed. At an edge, further and further."""
        if attachment_id not in self._chips:
            self._onward.stop()
            return
        if self._held != (attachment_id, at) or not self._onward.isActive():
            self._held = attachment_id, at
            self._onward.start()
        point = self._row.mapFromGlobal(at)
        place = sum(self._is_before(chip, point) for name, chip in self._chips.items() if name != attachment_id)
        self.ensureVisible(point.x(), point.y(), 0, EDGE)
        if place != list(self._chips).index(attachment_id):
            self.moved.emit(attachment_id, place)

    def _is_before(self, chip: AttachmentChip, point: QPoint) -> bool:
        """Whether a place is behind a chip, as one reads."""
        there = chip.geometry()
        if not there.top() <= point.y() <= there.bottom():
            return there.bottom() < point.y()
        middle = there.center().x()
        return middle > point.x() if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else middle < point.x()

    def resizeEvent(self, event: QResizeEvent) -> None:
        looked_at = self._looked_at()
        super().resizeEvent(event)
        if self._chips and event.size().width() != event.oldSize().width():
            self._arrange()
        if looked_at:
            self._bring(looked_at)
