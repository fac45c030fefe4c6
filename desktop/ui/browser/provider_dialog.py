"""Who offers a model, with all that is told of it, as wide as that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QDialog

from desktop.domain.foreign import LONGEST_NAME, one_line
from desktop.ui.browser.provider_table import ProviderTable
from desktop.ui.dialogs.frame import column_in, push_button, row_of
from desktop.ui.theme.theme import SPACE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from desktop.domain.provider import Provider

WIDEST, HIGHEST = 1_100, 620  # device-independent pixels


class ProviderDialog(QDialog):
    """The table of a page with every column.

    Signals:
        link_activated: The person wants to follow a link; carries its address and its text.
    """

    link_activated = Signal(str, str)

    def __init__(
        self, name: str, providers: Sequence[Provider], keeping_nothing: frozenset[str] | None, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("providers-dialog")
        self.setWindowTitle(self.tr("Providers of {model}").format(model=one_line(name, LONGEST_NAME)))
        self._table = ProviderTable(self, whole=True)
        self._table.setObjectName("providers-table")
        self._table.show_providers(providers, keeping_nothing)
        self._table.link_activated.connect(self.link_activated)
        column = column_in(self)
        column.addWidget(self._table, 1)
        column.addLayout(row_of(push_button(self, "providers-close", self.tr("Close"), self.accept)))
        self._table.setFocus()
        self.resize(self.sizeHint())  # by itself Qt takes two thirds of the screen at most

    def sizeHint(self) -> QSize:
        table = self._table.sizeHint()
        return QSize(min(WIDEST, table.width() + 4 * SPACE), min(HIGHEST, table.height() + 12 * SPACE))
