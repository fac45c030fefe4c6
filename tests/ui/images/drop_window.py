"""A program to drop on and to paste into: a search field, a list and the composer; it says what it hears."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QMainWindow, QVBoxLayout, QWidget

from desktop.ui.composer.panel import ComposerPanel
from desktop.ui.images.drop import DropTarget
from desktop.ui.theme.style import apply
from desktop.ui.theme.theme import LIGHT
from tests.ui.images.telling import DragTeller, say, show


def told(offers):
    return [[o.name, o.path, len(o.encode() if o.encode else o.data), o.url] for o in offers]


app = QApplication(sys.argv[:1])
apply(app, LIGHT)
window = QMainWindow()
window.setWindowTitle("target")
body = QWidget()
column = QVBoxLayout(body)
search, models, composer = QLineEdit(body), QListWidget(body), ComposerPanel(body)
search.setObjectName("model-search")
models.setObjectName("list")
column.addWidget(search)
column.addWidget(models, 1)
column.addWidget(composer)
window.setCentralWidget(body)
target = DropTarget(window, lambda brought: (f"Drop {brought.count}", True))
target.dropped.connect(lambda offers: say(heard={"offers": told(offers), "sheet": target._sheet.isVisible()}))
target.inserted.connect(composer.insert)
composer.offered.connect(lambda offers: say(heard={"pasted": told(offers)}))
composer.text_changed.connect(lambda: say(heard={"text": composer.text()}))
search.textChanged.connect(lambda text: say(heard={"search": text}))
window.setGeometry(300, 60, 500, 400)
show(window)
DragTeller(app)
parts = {name: window.findChild(QWidget, name) for name in ("model-search", "list", "composer")}
middles = {name: part.mapToGlobal(part.rect().center()) for name, part in parts.items()}
say(places={name: [middle.x(), middle.y()] for name, middle in middles.items()})
sys.exit(app.exec())
