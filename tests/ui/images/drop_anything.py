"""A program to drop on that knows nothing of Parley: it takes everything, and prints what it got as JSON."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget


def say(**what):
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


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
            name=path.name,
            file=hash_of(path.read_bytes()),
            data=hash_of(mime.data("image/png").data()),
            action=event.dropAction().name,
        )


app = QApplication(sys.argv[:1])
target = Target()
target.setAcceptDrops(True)
target.setGeometry(600, 60, 250, 300)
target.show()
QTimer.singleShot(500, lambda: say(ready=True))
sys.exit(app.exec())
