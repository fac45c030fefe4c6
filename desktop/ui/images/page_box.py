"""The field in which a frame of a film, or a page, is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QSpinBox, QWidget

if TYPE_CHECKING:
    from desktop.domain.picture import Frames


HEIGHT = 28  # as tall as the buttons beside it


class PageBox(QSpinBox):
    """Counts from 1, as people do; before the first frame of a film comes all of it. Hidden without a choice.

    Signals:
        chosen: A frame or page, counted from 0; None for all of a film.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("retouch-page")
        self.setProperty("kind", "number")
        self.setMinimumHeight(HEIGHT)
        self.setKeyboardTracking(False)
        self._first = 0
        self.valueChanged.connect(lambda value: self.chosen.emit(value - 1 if value else None))
        self.hide()

    def show_frames(self, frames: Frames, frame: int | None) -> None:
        """Offer these, of which one is chosen; without a choice it is the one that is shown anyway."""
        with QSignalBlocker(self):
            self.setRange(0 if frames.film else 1, frames.total)
            self.setSpecialValueText(self.tr("All frames") if frames.film else "")
            said = self.tr("Page {n} of {count}") if frames.pages else self.tr("Frame {n} of {count}")
            before, _, after = said.replace("{count}", str(frames.total)).partition("{n}")
            self.setPrefix(before)
            self.setSuffix(after)
            self.setAccessibleName(self.tr("Page") if frames.pages else self.tr("Frame"))
        self._first = 0 if frames.film else frames.at + 1
        self.show_frame(frame)
        self.setVisible(frames.total > 1)

    def show_frame(self, frame: int | None) -> None:
        """This one is chosen."""
        with QSignalBlocker(self):
            self.setValue(self._first if frame is None else frame + 1)
