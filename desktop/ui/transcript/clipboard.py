"""What is copied: words, and Markdown beside them."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QGuiApplication


def put_on_clipboard(text: str, markdown: str = "") -> None:
    """Plain text, and Markdown where there is any; never HTML, which would bring its pictures along."""
    data = QMimeData()
    data.setText(text)
    if markdown:
        data.setData("text/markdown", QByteArray(markdown.encode()))
    QGuiApplication.clipboard().setMimeData(data)
