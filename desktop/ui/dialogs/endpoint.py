"""Choosing another OpenAI-compatible endpoint."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QLineEdit

from desktop.domain.address import completed
from desktop.ui.dialogs.frame import column_in, push_button, row_of
from desktop.ui.dialogs.status import StatusLine
from desktop.ui.links import true_address
from desktop.ui.theme.labels import plain_label
from desktop.ui.theme.theme import SPACE

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

WIDTH = 480
LONGEST = 2_000
EXAMPLES = (  # the ports that these servers take unless told otherwise
    ("OpenRouter", "https://openrouter.ai/api/v1"),
    ("Ollama", "http://127.0.0.1:11434/v1"),
    ("llama.cpp", "http://127.0.0.1:8080/v1"),
    ("LM Studio", "http://127.0.0.1:1234/v1"),
    ("vLLM", "http://127.0.0.1:8000/v1"),
    ("LiteLLM", "http://127.0.0.1:4000/v1"),
)


class EndpointDialog(QDialog):
    """Takes a base URL; whoever listens tries it, then accepts the dialog or says what is wrong with it.

    Signals:
        accepted_url: The address, with the scheme that was left out.
    """

    accepted_url = Signal(str)

    def __init__(self, parent: QWidget | None = None, base_url: str = "") -> None:
        super().__init__(parent)
        self.setObjectName("endpoint-dialog")
        self.setWindowTitle(self.tr("Another endpoint"))
        self._field = QLineEdit(base_url, self)
        self._field.setObjectName("endpoint-field")
        self._field.setAccessibleName(self.tr("Base URL"))
        self._field.setPlaceholderText(EXAMPLES[1][1])
        self._field.setMaxLength(LONGEST)
        self._field.setInputMethodHints(Qt.InputMethodHint.ImhUrlCharactersOnly)
        self._meant = plain_label("", self, muted=True)
        self._meant.setObjectName("endpoint-meant")
        self._status = StatusLine("endpoint-status", self)
        self._use = push_button(self, "endpoint-use", self.tr("Use"), self._emit_url, primary=True)
        self._cancel = push_button(self, "endpoint-cancel", self.tr("Cancel"), self.reject)
        self._arrange()
        self._field.textChanged.connect(self._show_state)
        self._show_state()

    def _arrange(self) -> None:
        about = self.tr("The base URL of any OpenAI-compatible server. A server of your own may need no key.")
        column = column_in(self)
        column.addWidget(plain_label(about, self))
        column.addWidget(self._field)
        column.addWidget(self._meant)
        column.addLayout(self._examples())
        column.addWidget(self._status)
        column.addStretch(1)
        column.addLayout(row_of(self._cancel, self._use))
        self.setMinimumWidth(WIDTH)

    def _examples(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        for row, (name, url) in enumerate(EXAMPLES):
            button = push_button(self, "endpoint-example", name, partial(self._field.setText, url))
            button.setAccessibleName(self.tr("{name}: {url}").format(name=name, url=url))
            button.setFlat(True)
            grid.addWidget(button, row, 0)
            grid.addWidget(plain_label(url, self, muted=True), row, 1, Qt.AlignmentFlag.AlignVCenter)
        return grid

    def _emit_url(self) -> None:
        self.accepted_url.emit(completed(self._field.text()))

    def set_status(self, text: str, good: bool | None) -> None:  # noqa: FBT001 - one plain state
        """Say how it stands: plain text, and whether that is good, bad, or neither."""
        self._status.say(text, good)

    def _show_state(self) -> None:
        typed = self._field.text().strip()
        meant = completed(typed)
        shown = meant if meant.isascii() else true_address(meant)  # letters of other scripts look like Latin ones
        said = self.tr("Means {url}").format(url=shown) if shown != typed else ""
        self._meant.setText(said)
        self._field.setAccessibleDescription(said)
        self._use.setEnabled(bool(typed))
        self._status.say("", None)
