"""The place of pictures above the editor: a hint while it is empty, then one chip a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.ui import words
from desktop.ui.images.chip import SIZE, AttachmentChip
from desktop.ui.theme.labels import plain_label
from desktop.ui.theme.style import ICON, icon
from desktop.ui.theme.theme import SPACE, theme_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QResizeEvent, QWheelEvent

    from desktop.domain.attachment import Attachment

BAR = 10  # height of the scroll bar


class AttachmentStrip(QWidget):
    """Hint, remark and chips.

    Signals:
        removed: An attachment's id; the chip stays until the attachment is gone from `set_attachments`.
        left: The chips gave the focus away, because the last of them is gone.
    """

    removed = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("drop-area")
        self.setAccessibleName(self.tr("Pictures"))
        self._chips: dict[str, AttachmentChip] = {}
        self._remark = ""
        self._drawing = QLabel(self)
        self._hint = plain_label("", self, muted=True)
        self._row = QWidget(self)
        self._row_layout = QHBoxLayout(self._row)
        self._row_layout.setContentsMargins(0, 0, 0, 0)
        self._row_layout.setSpacing(SPACE)
        self._scroll = _Sideways(self._row, self)
        line = QHBoxLayout()
        line.setSpacing(SPACE)
        line.addWidget(self._drawing)
        line.addWidget(self._hint, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE // 2, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        column.addLayout(line)
        column.addWidget(self._scroll)
        self._tint()
        self._arrange()

    def count(self) -> int:
        return len(self._chips)

    def set_attachments(self, attachments: Sequence[Attachment]) -> None:
        """Show these, in this order; chips that stay keep their focus."""
        self._drop_all_but({attachment.id for attachment in attachments})
        added = None
        for place, attachment in enumerate(attachments):
            chip = self._chips.get(attachment.id)
            if chip is None:
                chip = added = self._make(attachment.id)
            if self._row_layout.indexOf(chip) != place:
                self._row_layout.insertWidget(place, chip)
            failure = attachment.failure
            chip.show_attachment(attachment, words.sentence_for(failure) if failure else "")
        self._chips = {attachment.id: self._chips[attachment.id] for attachment in attachments}
        self._remark = "" if added else self._remark
        self._arrange()
        if added:
            self._scroll.ensureWidgetVisible(added)

    def remark(self, text: str) -> None:
        """Say something in the place of the hint, until the next picture comes."""
        self._remark = text
        self._arrange()

    def _make(self, attachment_id: str) -> AttachmentChip:
        chip = AttachmentChip(self._row)
        chip.remove_requested.connect(lambda: self.removed.emit(attachment_id))
        chip.stepped.connect(lambda step: self._step(attachment_id, step))
        self._chips[attachment_id] = chip
        chip.show()
        return chip

    def _drop_all_but(self, kept: set[str]) -> None:
        for attachment_id in [known for known in self._chips if known not in kept]:
            chip = self._chips[attachment_id]
            if chip.hasFocus():
                self._pass_focus(attachment_id, kept)
            del self._chips[attachment_id]
            self._row_layout.removeWidget(chip)
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

    def _step(self, attachment_id: str, step: int) -> None:
        ids = list(self._chips)
        to = ids.index(attachment_id) + step
        if 0 <= to < len(ids):
            chip = self._chips[ids[to]]
            chip.setFocus(Qt.FocusReason.TabFocusReason)
            self._scroll.ensureWidgetVisible(chip)

    def _arrange(self) -> None:
        speaks = bool(self._remark) or not self._chips
        self._hint.setText(self._remark or self.tr("Drop or paste pictures here"))
        self._hint.setVisible(speaks)
        self._drawing.setVisible(speaks)
        self._scroll.setVisible(bool(self._chips))
        self._row.adjustSize()
        self._scroll.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == event.Type.PaletteChange:
            self._tint()

    def _tint(self) -> None:
        theme = theme_of(self.palette())
        self._drawing.setPixmap(icon("picture", theme, theme.muted).pixmap(QSize(ICON, ICON), self.devicePixelRatio()))


class _Sideways(QScrollArea):
    """Scrolls its one row sideways, with the wheel too; as tall as a chip, and its bar where it needs one."""

    def __init__(self, row: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._row = row
        self.setWidget(row)
        self.viewport().setAutoFillBackground(False)
        row.setAutoFillBackground(False)

    def fit(self) -> None:
        wide = self._row.width() > self.width()
        self.setFixedHeight(SIZE.height() + (BAR + SPACE // 2 if wide else 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.horizontalScrollBar().event(event)
