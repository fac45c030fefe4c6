"""What lies over the window during a drag: an invitation and a refusal."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from desktop.ui.images.drop import DropTarget


def window(words: str, *, invites: bool) -> QWidget:
    behind = QWidget()
    column = QVBoxLayout(behind)
    column.addWidget(QPlainTextEdit("What is behind it can still be guessed.\n" * 12, behind))
    behind.setMinimumHeight(360)
    behind.resize(900, 360)
    target = DropTarget(behind, lambda _brought: (words, invites))
    (target._sheet.invite if invites else target._sheet.refuse)(words)
    return behind


def views() -> dict[str, QWidget]:
    return {
        "invites": window("Drop 3 pictures → ask GPT-5.4 Nano", invites=True),
        "refuses": window("Nothing of this can be attached", invites=False),
    }
