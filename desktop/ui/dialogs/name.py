"""A name for something that is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLineEdit

from desktop.ui.dialogs.frame import column_in, push_button, row_of
from desktop.ui.theme.labels import plain_label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

WIDTH = 420


class NameDialog(QDialog):
    """One field; `title` says what is kept, `name` is proposed.

    Signals:
        kept: The name, which is not empty.
    """

    kept = Signal(str)

    def __init__(self, title: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("name-dialog")
        self.setWindowTitle(title)
        self._field = QLineEdit(name, self)
        self._field.setObjectName("name-field")
        self._field.setAccessibleName(self.tr("Name"))
        self._field.selectAll()
        self._field.textChanged.connect(self._check)
        cancel = push_button(self, "name-cancel", self.tr("Cancel"), self.reject)
        self._keep = push_button(self, "name-keep", self.tr("Save"), self._save, primary=True)
        column = column_in(self)
        column.addWidget(plain_label(self.tr("Name"), self))
        column.addWidget(self._field)
        column.addLayout(row_of(cancel, self._keep))
        self.resize(WIDTH, self.sizeHint().height())
        self._check()
        self._field.setFocus()

    def _check(self) -> None:
        self._keep.setEnabled(bool(self._field.text().strip()))

    def _save(self) -> None:
        self.kept.emit(self._field.text().strip())
        self.accept()
