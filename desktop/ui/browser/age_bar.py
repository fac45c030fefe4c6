"""How old a model list is, with the button that fetches it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from desktop.ui.buttons import ToolButton
from desktop.ui.theme.labels import tooltip
from desktop.ui.theme.style import icon, tint

if TYPE_CHECKING:
    from datetime import date

    from desktop.domain.catalog import Catalog


class AgeBar(QWidget):
    """Words and a button, named `NAME-age` and `NAME-refresh`; the words take several lines where it `wraps`.

    Signals:
        refresh_requested: The person wants the list fetched.
    """

    refresh_requested = Signal()

    def __init__(self, name: str, parent: QWidget | None = None, *, wraps: bool = True) -> None:
        super().__init__(parent)
        self._age = QLabel(self)
        self._age.setObjectName(f"{name}-age")
        self._age.setTextFormat(Qt.TextFormat.PlainText)
        self._age.setWordWrap(wraps)
        self._refresh = ToolButton(self)
        self._refresh.setObjectName(f"{name}-refresh")
        self._refresh.setAccessibleName(self.tr("Refresh the list"))
        self._refresh.setToolTip(self.tr("Refresh the list"))
        self._refresh.clicked.connect(self.refresh_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._age, 1)
        row.addWidget(self._refresh)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        tint(self, lambda theme: self._refresh.setIcon(icon("refresh", theme)))

    def show_age(
        self,
        catalog: Catalog,
        *,
        refreshing: bool,
        failure: str = "",
        offline: bool = False,
        day: date | None = None,
    ) -> None:
        """Say how old the list is, and how refreshing it goes or went; or of which earlier day it is.

        `failure` is why the last try did not work, a sentence of plain text, empty when it did; `offline` is
        whether that was for lack of a connection.
        """
        from datetime import UTC, datetime  # noqa: PLC0415 - there is no list before the first paint

        from desktop.ui.browser.age import age_text, past_text  # noqa: PLC0415 - likewise

        words = age_text(catalog, datetime.now(UTC), refreshing=refreshing, failed=bool(failure), offline=offline)
        words = past_text(day) if day else words
        if words != self._age.text():
            self._age.setText(words)
        self._age.setToolTip(tooltip(failure) if failure else "")
        self._age.setAccessibleDescription(failure)
        self._refresh.setEnabled(not refreshing)
