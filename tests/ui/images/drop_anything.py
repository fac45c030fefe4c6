"""A program to drop on that knows nothing of Parley: it takes everything, and says what it got."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.images.telling import DragTeller, say, show


def hash_of(data):
    return hashlib.sha256(data).hexdigest()


class Target(QWidget):
    def dragEnterEvent(self, event):  # noqa: N802 - Qt's name
        event.acceptProposedAction()

    def dropEvent(self, event):  # noqa: N802 - Qt's name
        event.acceptProposedAction()
        mime = event.mimeData()
        path = Path(mime.urls()[0].toLocalFile())
        say(
            got={
                "name": path.name,
                "file": hash_of(path.read_bytes()),
                "data": hash_of(mime.data("image/png").data()),
                "action": event.dropAction().name,
            }
        )


app = QApplication(sys.argv[:1])
target = Target()
target.setAcceptDrops(True)
target.setGeometry(600, 60, 250, 300)
show(target)
DragTeller(app)
say(ready=True)
sys.exit(app.exec())
