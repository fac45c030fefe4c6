"""The one place that puts something on the clipboard: words, and beside them the same for who wants more."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QClipboard, QGuiApplication

if TYPE_CHECKING:
    from collections.abc import Callable

PRIMARY = QClipboard.Mode.Selection  # what a click of the middle button pastes
USUAL = QClipboard.Mode.Clipboard


class Copied(NamedTuple):
    """Something in all the forms in which it may be pasted; "" where there is none."""

    text: str
    markdown: str = ""
    html: str = ""
    table: str = ""


def has_primary() -> bool:
    """Whether what is selected can be pasted with the middle button."""
    return QGuiApplication.clipboard().supportsSelection()


def put_on_clipboard(copied: str | Copied | QMimeData, *, mode: QClipboard.Mode = USUAL) -> None:
    """Put words on the clipboard, all that is known of them, or something else than words."""
    if isinstance(copied, str):
        copied = Copied(copied)
    data = _mime_of(copied) if isinstance(copied, Copied) else copied
    QGuiApplication.clipboard().setMimeData(data, mode)


def watch_clipboard(told: Callable[[QClipboard.Mode], None]) -> None:
    """Have it told when something is put there, here or in another program."""
    QGuiApplication.clipboard().changed.connect(told)


def _mime_of(copied: Copied) -> QMimeData:
    data = QMimeData()
    data.setText(copied.text)
    kinds = {"html": copied.html, "markdown": copied.markdown, "tab-separated-values": copied.table}
    for kind, value in kinds.items():
        if value:
            data.setData(f"text/{kind}", QByteArray(value.encode()))
    return data
