"""A program to drag from: a window that begins a drag with what its arguments name.

Arguments: a kind (`files`, `png`, `bitmap`, `html`, `text`), then values. Says `ready` once it is shown, and how the
drag `ended`.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QByteArray, QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QDrag, QImage
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.images.telling import say, show


def mime_of(kind, values):
    mime = QMimeData()
    if kind == "files":
        mime.setUrls([QUrl.fromLocalFile(value) for value in values])
        mime.setText("\n".join(values))
    elif kind == "png":
        mime.setData("image/png", QByteArray(b"\x89PNG made up"))
    elif kind == "bitmap":
        image = QImage(5, 4, QImage.Format.Format_RGB32)
        image.fill(QColor("#31c48d"))
        mime.setImageData(image)
    elif kind == "html":
        mime.setHtml(values[0])
    else:
        mime.setText(values[0])
    return mime


class Source(QWidget):
    def mousePressEvent(self, _event):  # noqa: N802 - Qt's name
        drag = QDrag(self)
        drag.setMimeData(mime_of(sys.argv[1], sys.argv[2:]))
        # Returns at the drop; a file manager allows copying, moving and linking.
        ended = drag.exec(
            Qt.DropAction.CopyAction | Qt.DropAction.MoveAction | Qt.DropAction.LinkAction, Qt.DropAction.MoveAction
        )
        say(ended=ended.name)


app = QApplication(sys.argv[:1])
source = Source()
source.setWindowTitle("source")
source.setGeometry(20, 60, 160, 120)
show(source)
say(ready=True)
sys.exit(app.exec())
