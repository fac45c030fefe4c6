"""Where a link goes, before it opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDialog, QFrame, QPlainTextEdit

from desktop.ui.clipboard import put_on_clipboard
from desktop.ui.dialogs.frame import column_in, open_dialog, push_button, row_of
from desktop.ui.links import open_link, other_host, safe_url, true_address, true_host, visible
from desktop.ui.theme.labels import broken, plain_label
from desktop.ui.theme.theme import SPACE

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QHBoxLayout, QWidget

WIDTH = 480
LINES = 4
EMPHASIS = 1.25  # of the font's size
HOST, WARNING = 40, 60  # characters of a line: Qt would make the dialog as wide as the longest name
LONGEST = 250  # characters of a name that there is


def ask_to_open(
    address: str, said: str, parent: QWidget, show: Callable[[], None] | None = None, *, keeps: bool = False
) -> None:
    """Show where a link with this text goes; it opens only from there, or a picture is shown where that can be done.

    With `keeps` the picture is stored with its message, so that it stays when it is gone from where it lies.
    """
    host = true_host(address) if safe_url(address) is not None else None
    named, picture = other_host(said, host or ""), show is not None
    dialog = LinkDialog(true_address(address), host, named, parent, picture=picture, keeps=keeps)
    dialog.open_requested.connect(lambda: open_link(address))
    if show is not None:
        dialog.show_requested.connect(show)
    open_dialog(dialog)


class LinkDialog(QDialog):
    """Shows the host on a line of its own, and the whole address.

    Args:
        address: As it would be opened, in ASCII.
        host: In ASCII; None when the address may not be opened, and can only be copied.
        named: Another host that the link's text names; "" when there is none.
        picture: Whether it is of a picture, which can be shown here.
        keeps: Whether it is stored then.

    Signals:
        open_requested: The person saw the address and wants it opened; the dialog closes by itself.
        show_requested: Likewise, and wants to see the picture here.
    """

    open_requested = Signal()
    show_requested = Signal()

    def __init__(
        self,
        address: str,
        host: str | None,
        named: str = "",
        parent: QWidget | None = None,
        *,
        picture: bool = False,
        keeps: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("link-dialog")
        self.setWindowTitle(self.tr("Show a picture") if picture else self.tr("Open a link"))
        self._address = address
        self._picture = picture
        self._keeps = keeps
        said = self.tr("This picture lies at") if picture else self.tr("This link goes to")
        said = said if host is not None else self.tr("This link cannot be opened safely:")
        column = column_in(self)
        column.addWidget(plain_label(said, self))
        if host:
            column.addWidget(self._emphasized(host))
        if named:
            column.addWidget(self._warning(named))
        column.addWidget(self._whole())
        column.addStretch(1)
        column.addLayout(self._buttons(can_open=host is not None, warned=bool(named)))
        self.setMinimumWidth(max(WIDTH, column.totalMinimumSize().width()))

    def _emphasized(self, host: str) -> QWidget:
        label = plain_label(broken(visible(host), HOST), self, selectable=True)
        label.setObjectName("link-host")
        label.setWordWrap(False)  # else a line of wide letters may be cut off
        font = QFont(label.font())
        font.setPointSizeF(self.fontInfo().pointSizeF() * EMPHASIS)
        font.setBold(True)
        label.setFont(font)
        return label

    def _warning(self, named: str) -> QWidget:
        words = self.tr("Its text names another place: {host}").format(host=visible(named)[:LONGEST])
        label = plain_label(broken(words, WARNING), self)
        label.setObjectName("link-warning")
        label.setWordWrap(False)
        label.setProperty("kind", "warning")
        return label

    def _whole(self) -> QWidget:
        """The address in a field that wraps anywhere: a label would grow to any width."""
        field = QPlainTextEdit(visible(self._address), self)
        field.setObjectName("link-address")
        field.setAccessibleName(self.tr("Address"))
        field.setProperty("kind", "field")
        field.setReadOnly(True)
        field.setTabChangesFocus(True)
        field.setWordWrapMode(field.wordWrapMode().WrapAnywhere)
        field.setFrameShape(QFrame.Shape.NoFrame)
        field.setFixedHeight(LINES * field.fontMetrics().lineSpacing() + SPACE * 2)
        return field

    def _buttons(self, *, can_open: bool, warned: bool) -> QHBoxLayout:
        """Return opens the link, but not one whose text says something else."""
        buttons = [
            push_button(self, "link-cancel", self.tr("Cancel"), self.reject),
            push_button(self, "link-copy", self.tr("Copy address"), self._copy),
        ]
        if can_open and self._picture:
            buttons.append(push_button(self, "link-open", self.tr("Open in the browser"), self._open))
            show = self.tr("Show and keep") if self._keeps else self.tr("Show here")
            buttons.append(push_button(self, "link-show", show, self._show, primary=True))
        elif can_open:
            buttons.append(push_button(self, "link-open", self.tr("Open"), self._open, primary=not warned))
        first = buttons[0 if warned else -1]
        first.setDefault(True)
        first.setFocus()
        return row_of(*buttons)

    def _copy(self) -> None:
        put_on_clipboard(self._address)
        self.accept()

    def _open(self) -> None:
        self.accept()
        self.open_requested.emit()

    def _show(self) -> None:
        self.accept()
        self.show_requested.emit()
