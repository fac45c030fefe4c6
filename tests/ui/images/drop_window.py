"""A program to drop on and to paste into: a search field, a list and the composer; it prints what it hears, as JSON."""

from __future__ import annotations

import json
import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QMainWindow, QVBoxLayout, QWidget

from desktop.ui.composer.panel import ComposerPanel
from desktop.ui.images.drop import DropTarget
from desktop.ui.theme.style import apply
from desktop.ui.theme.theme import LIGHT


def say(**what):
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


app = QApplication(sys.argv[:1])
apply(app, LIGHT)
window = QMainWindow()
window.setWindowTitle("target")
body = QWidget()
column = QVBoxLayout(body)
search, composer = QLineEdit(body), ComposerPanel(body)
search.setObjectName("model-search")
column.addWidget(search)
column.addWidget(QListWidget(body), 1)
column.addWidget(composer)
window.setCentralWidget(body)
target = DropTarget(window, lambda count, _pictures: (f"Drop {count}", True))
target.dropped.connect(
    lambda offers: say(
        offers=[[o.name, o.path, len(o.encode() if o.encode else o.data), o.url] for o in offers],
        sheet=target._sheet.isVisible(),
    )
)
composer.offered.connect(
    lambda offers: say(pasted=[[o.name, o.path, len(o.encode() if o.encode else o.data), o.url] for o in offers])
)
composer.text_changed.connect(lambda: say(text=composer.text()))
search.textChanged.connect(lambda text: say(search=text))
window.setGeometry(300, 60, 500, 400)
window.show()


def places():
    """Where the parts are on the screen."""
    found = {name: window.findChild(QWidget, name) for name in ("model-search", "composer")}
    middles = {name: widget.mapToGlobal(widget.rect().center()) for name, widget in found.items()}
    middles["list"] = body.findChild(QListWidget).mapToGlobal(body.findChild(QListWidget).rect().center())
    say(places={name: [point.x(), point.y()] for name, point in middles.items()})


QTimer.singleShot(500, places)
sys.exit(app.exec())
