"""Every widget alone, with made-up data: `python -m tests.gallery composer [--dark] [--width 440] [--save DIR]`.

A module of this folder that has `views()` is a page: a dict of names and widgets. With `--save` the pictures are
written instead of shown; for twice the density set QT_SCALE_FACTOR=2.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.theme.style import FUSION, apply
from desktop.ui.theme.theme import DARK, LIGHT
from desktop.ui.transcript.transcript import Transcript

if TYPE_CHECKING:
    from collections.abc import Sequence

PAGES = sorted(path.stem for path in Path(__file__).parent.glob("[a-z]*.py"))


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.gallery", description=__doc__)
    parser.add_argument("page", choices=PAGES)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--width", type=int, default=900, help="device-independent pixels")
    parser.add_argument("--save", type=Path, help="folder for pictures")
    options = parser.parse_args(arguments)
    app = QApplication(["gallery", *FUSION])
    apply(app, DARK if options.dark else LIGHT)
    views: dict[str, QWidget] = importlib.import_module(f"tests.gallery.{options.page}").views()
    if options.save:
        save(app, views, options)
        return 0
    window = framed(views, options.width)
    window.show()
    return app.exec()


def save(app: QApplication, views: dict[str, QWidget], options: argparse.Namespace) -> None:
    options.save.mkdir(parents=True, exist_ok=True)
    for name, view in views.items():
        view.resize(options.width, max(view.height(), view.sizeHint().height()))
        view.show()
        for _ in range(3):  # heights that follow from widths take a turn of the layout each
            app.processEvents()
        view.resize(options.width, view.sizeHint().height())
        app.processEvents()
        settled(app, view)
        scheme = "dark" if options.dark else "light"
        view.grab().save(str(options.save / f"{options.page}-{name}-{scheme}-{options.width}.png"))
        view.hide()


def settled(app: QApplication, view: QWidget) -> None:
    """Wait until everything on view has been laid out, formulas too."""
    for transcript in [view] if isinstance(view, Transcript) else view.findChildren(Transcript):
        while transcript.flow.unfinished or transcript.flow.style.typesetter.waiting:
            app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 100)


def framed(views: dict[str, QWidget], width: int) -> QWidget:
    """All views below each other, to be scrolled."""
    inside = QWidget()
    column = QVBoxLayout(inside)
    for view in views.values():
        column.addWidget(view)
    column.addStretch(1)
    window = QScrollArea()
    window.setWidget(inside)
    window.setWidgetResizable(True)
    window.resize(width, 800)
    return window


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
