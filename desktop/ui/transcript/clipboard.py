"""What is copied: words, and beside them the same for programs that want more."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QGuiApplication


class Copied(NamedTuple):
    """Something in all the forms in which it may be pasted; "" where there is none."""

    text: str
    markdown: str = ""
    html: str = ""
    table: str = ""


def put_on_clipboard(copied: str | Copied) -> None:
    """Put words on the clipboard, or all that is known of them."""
    if isinstance(copied, str):
        copied = Copied(copied)
    data = QMimeData()
    data.setText(copied.text)
    kinds = {"html": copied.html, "markdown": copied.markdown, "tab-separated-values": copied.table}
    for kind, value in kinds.items():
        if value:
            data.setData(f"text/{kind}", QByteArray(value.encode()))
    QGuiApplication.clipboard().setMimeData(data)
