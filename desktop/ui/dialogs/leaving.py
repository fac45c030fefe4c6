"""What would be lost if the program ended now, and whether it shall end all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog

from desktop.ui.dialogs.frame import column_in, push_button, row_of
from desktop.ui.dialogs.status import StatusLine
from desktop.ui.figures import number
from desktop.ui.theme.labels import plain_label
from desktop.ui.theme.theme import SPACE

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

WIDTH = 480


class LeavingDialog(QDialog):
    """Stays open until something is decided; Escape stays with the program.

    Signals:
        again_requested: Try once more to store everything.
        leave_requested: End without that.
    """

    again_requested = Signal()
    leave_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("leave-dialog")
        self.setWindowTitle(self.tr("Not everything is saved"))
        self._status = StatusLine("leave-status", self)
        leave = push_button(self, "leave-anyway", self.tr("Leave without saving"), self.leave_requested.emit)
        stay = push_button(self, "leave-stay", self.tr("Stay"), self.reject)
        self._again = push_button(self, "leave-again", self.tr("Try again"), self._try_again, primary=True)
        about = self.tr("What is not saved is lost when Parley ends. As soon as all is saved, it ends by itself.")
        column = column_in(self, SPACE * 2)
        column.addWidget(self._status)
        column.addWidget(plain_label(about, self, muted=True))
        column.addStretch(1)
        column.addLayout(row_of(stay, self._again, apart=[leave]))
        self.setTabOrder(self._again, stay)
        self.setTabOrder(stay, leave)
        self._again.setFocus()
        self.setMinimumWidth(WIDTH)

    def tell(self, why: str, chats: int, attached: int, models: int) -> None:
        """Say why, "" where nobody knows, and how much is not saved; another try can be made."""
        parts = (
            (chats, self.tr("1 chat"), self.tr("{n} chats")),
            (attached, self.tr("1 picture or file"), self.tr("{n} pictures and files")),
            (models, self.tr("what is kept about 1 model"), self.tr("what is kept about {n} models")),
        )
        counted = [one if count == 1 else many.format(n=number(count)) for count, one, many in parts if count]
        lost = self.tr("Not saved: {parts}.").format(parts=", ".join(counted))
        self._status.say(f"{why} {lost}".strip(), good=False)
        self._again.setEnabled(True)
        self._again.setFocus()

    def _try_again(self) -> None:
        self._again.setEnabled(False)
        self._status.say(self.tr("Saving…"), None)
        self.again_requested.emit()
