"""Entering an API key."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit

from desktop.ui.buttons import ToolButton
from desktop.ui.dialogs.frame import column_in, push_button, row_of
from desktop.ui.dialogs.status import StatusLine
from desktop.ui.theme.labels import plain_label
from desktop.ui.theme.style import icon, tint
from desktop.ui.theme.theme import SPACE

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.ui.theme.theme import Theme

WIDTH = 480
LONGEST = 4_000  # characters; keys have about 80
HINTS = (
    Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhNoAutoUppercase
)


class KeyDialog(QDialog):
    """Takes a key; whoever listens keeps and checks it and says through `set_status` what was found.

    Args:
        host: Where the key will be sent.
        key_page: Where keys are made, "" when nobody knows.

    Signals:
        save_requested: The text of the field, as it was pasted; to be kept in the keyring.
        memory_requested: The same, to be kept for this run only.
        forget_requested: The kept key is to be deleted.
    """

    save_requested = Signal(str)
    memory_requested = Signal(str)
    forget_requested = Signal()

    def __init__(self, host: str, key_page: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("key-dialog")
        self.setWindowTitle(self.tr("API key"))
        self._busy = False
        self._kept = False
        self._field = QLineEdit(self)
        self._field.setObjectName("key-field")
        self._field.setAccessibleName(self.tr("API key"))
        self._field.setPlaceholderText(self.tr("Paste the key here"))
        self._field.setMaxLength(LONGEST)
        self._field.setInputMethodHints(HINTS)
        self._show = ToolButton(self)
        self._show.setObjectName("key-show")
        self._show.setCheckable(True)
        self._show.setAccessibleName(self.tr("Show the key"))
        self._show.setToolTip(self.tr("Show the key"))
        self._status = StatusLine("key-status", self)
        self._save = push_button(self, "key-save", self.tr("Save"), primary=True)
        self._memory = push_button(self, "key-memory", self.tr("Keep for this run only"))
        self._forget = push_button(self, "key-forget", self.tr("Delete the kept key"))
        self._close = push_button(self, "key-close", self.tr("Close"), self.reject)
        self._arrange(host, key_page)
        self._connect()
        self._hide_key()
        tint(self, self._tint)

    def _arrange(self, host: str, key_page: str) -> None:
        about = self.tr("The key is kept in the system's keyring and nowhere else. It goes to {host} alone.")
        lines = [plain_label(about.format(host=host), self)]
        if key_page:
            page = self.tr("Keys are made at {page}").format(page=key_page)
            lines.append(plain_label(page, self, muted=True, selectable=True))
        field = QHBoxLayout()
        field.setSpacing(SPACE // 2)
        field.addWidget(self._field, 1)
        field.addWidget(self._show)
        column = column_in(self)
        for line in lines:
            column.addWidget(line)
        column.addLayout(field)
        column.addWidget(self._status)
        column.addStretch(1)
        column.addLayout(row_of(self._close, self._memory, self._save, apart=[self._forget]))
        self.setMinimumWidth(WIDTH)
        order = (self._field, self._show, self._forget, self._close, self._memory, self._save)
        for before, after in pairwise(order):
            self.setTabOrder(before, after)

    def show_holding(self, text: str, *, kept: bool) -> None:
        """Say which key is used now, and whether there is one to delete."""
        self._kept = kept
        self._status.say(text, None)
        self._show_state()

    def _connect(self) -> None:
        self._field.textChanged.connect(self._show_state)
        self._show.toggled.connect(self._toggle)
        self._save.clicked.connect(lambda: self.save_requested.emit(self._field.text()))
        self._memory.clicked.connect(lambda: self.memory_requested.emit(self._field.text()))
        self._forget.clicked.connect(self.forget_requested)

    def set_status(self, text: str, good: bool | None) -> None:  # noqa: FBT001 - one plain state
        """Say how it stands: plain text, and whether that is good, bad, or neither. A good end empties the field."""
        self._status.say(text, good)
        if good:
            self._field.setText("")
            self._close.setDefault(True)
            self._close.setFocus()

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001 - one plain state
        """Keep what was typed, and take nothing new."""
        self._busy = busy
        self._show_state()

    def done(self, result: int) -> None:
        """Close, and forget what was typed."""
        self._field.setText("")  # `clear` would keep it for undo
        self._hide_key()
        super().done(result)

    def _show_state(self) -> None:
        typed = bool(self._field.text().strip())
        self._field.setReadOnly(self._busy)
        self._save.setEnabled(typed and not self._busy)
        if typed:
            self._save.setDefault(True)
        self._memory.setEnabled(typed and not self._busy)
        self._forget.setEnabled(self._kept and not self._busy)

    def _hide_key(self) -> None:
        self._show.setChecked(False)
        self._toggle(shown=False)
        self._show_state()

    def _toggle(self, shown: bool) -> None:  # noqa: FBT001 - a slot
        self._field.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

    def _tint(self, theme: Theme) -> None:
        self._show.setIcon(icon("eye", theme, theme.muted))
