"""The field in which a frame of a film, or a page, is chosen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSpinBox, QWidget

from desktop.ui.theme.labels import tooltip

if TYPE_CHECKING:
    from desktop.domain.picture import Frames


class PageBox(QSpinBox):
    """Counts from 1, as people do; before the first frame of a film comes all of it. Hidden without a choice.

    Signals:
        chosen: A frame or page, counted from 0; None for all of a film.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("retouch-page")
        self.setKeyboardTracking(False)
        self._first = 0
        for keys, step in ((QKeySequence("Ctrl+PgUp"), -1), (QKeySequence("Ctrl+PgDown"), 1)):
            QShortcut(keys, parent, partial(self._step, step))
        self.valueChanged.connect(lambda value: self.chosen.emit(value - 1 if value else None))
        self.hide()

    def _step(self, step: int) -> None:
        if self.isEnabled():
            self.stepBy(step)

    def show_frames(self, frames: Frames, frame: int | None) -> None:
        """Offer these, of which one is chosen; without a choice it is the one that is shown anyway."""
        with QSignalBlocker(self):
            self.setRange(0 if frames.film else 1, frames.total)
            self.setSpecialValueText(self.tr("All frames") if frames.film else "")
            self.setPrefix(self.tr("Page ") if frames.pages else self.tr("Frame "))
            self.setSuffix(self.tr(" of {count}").format(count=frames.total))
            self.setAccessibleName(self.tr("Page") if frames.pages else self.tr("Frame"))
            self.setToolTip(tooltip(f"{self.accessibleName()} (Ctrl+PgUp, Ctrl+PgDown)"))
        self._first = 0 if frames.film else frames.at + 1
        self.show_frame(frame)
        self.setVisible(frames.total > 1)

    def show_frame(self, frame: int | None) -> None:
        """This one is chosen."""
        with QSignalBlocker(self):
            self.setValue(self._first if frame is None else frame + 1)
