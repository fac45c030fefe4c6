"""What stands in place of the rows when there are none: why, and one way on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.domain.terms import Condition, Word
from desktop.ui.buttons import PushButton
from desktop.ui.figures import number
from desktop.ui.theme.theme import SPACE

if TYPE_CHECKING:
    from collections.abc import Collection

    from desktop.domain.blame import Blame
    from desktop.domain.query import Query
    from desktop.domain.terms import Term

LONGEST = 60  # characters of a condition that are repeated

translate = QCoreApplication.translate


class EmptyPage(QWidget):
    """A sentence and a button, named `NAME-none` and `NAME-none-action`.

    Signals:
        pressed: The button was pressed.
    """

    pressed = Signal()

    def __init__(self, parent: QWidget | None = None, name: str = "model") -> None:
        super().__init__(parent)
        self._words = QLabel(self)
        self._words.setObjectName(f"{name}-none")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._button = PushButton(self)
        self._button.setObjectName(f"{name}-none-action")
        self._button.clicked.connect(self.pressed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        layout.setSpacing(SPACE)
        layout.addStretch()
        layout.addWidget(self._words)
        layout.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch()

    def say(self, words: str, way_on: str) -> None:
        """Why there is nothing, and what the button does; no words, no button."""
        self._words.setText(words)
        self._button.setText(way_on.replace("&", "&&"))  # what was searched for has no shortcut
        self._button.setVisible(bool(way_on))


def blame_text(query: Query, blame: Blame, untold: Collection[str]) -> tuple[str, str]:
    """Why a search found nothing, and what the button does that drops what removes most.

    What meets the conditions that are `untold` is not known, whether it is being asked or no one could tell.
    """
    text = " ".join(term.text for term in blame.terms)
    text = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
    alone = blame.terms == (*query.words, *query.conditions)
    if none := "" if blame.holds else _none_yet(blame.terms[0], untold):
        return none, translate("empty", "Clear the search") if alone else _drop(text)
    if alone:
        if all(isinstance(term, Word) and not term.negated for term in blame.terms):
            words = translate("empty", "No model has “{text}” in its name, id, author or description.")
            if "description" in untold:
                words = translate(
                    "empty", "No model has “{text}” in its name, id or author. The list has no descriptions."
                )
        else:
            words = translate("empty", "No model in the list is known to meet “{text}”.")
        return words.format(text=text), translate("empty", "Clear the search")
    words = translate("empty", "No model meets all of this. Most are left out by “{text}”.")
    if blame.left:
        words = translate("empty", "No model meets all of this. Without “{text}” the search finds {n}.")
    return words.format(text=text, n=number(blame.left)), _drop(text)


def no_favorites_text() -> str:
    return translate("empty", "You have no favorites yet. The star below the details of a model makes it one.")


def _drop(text: str) -> str:
    return translate("empty", "Drop “{text}”").format(text=text)


def _none_yet(term: Term, untold: Collection[str]) -> str:
    """Why no model meets a condition, where it is not the list that states it; "" for other conditions."""
    if isinstance(term, Condition) and term.key in untold:
        return {
            "zdr": translate("empty", "It is not known which providers keep nothing."),
            "excluded": translate(
                "empty", "It is not known which models your account excludes. OpenRouter alone tells it, with a key."
            ),
        }[term.key]
    if not isinstance(term, Condition) or term.negated:
        return ""
    words = {
        "favorite": no_favorites_text(),
        "used": translate("empty", "You have asked none of these models in that time."),
        "tag": translate("empty", "No model has your tag “{tag}”."),
        "zdr": translate("empty", "The endpoint names no provider of these models that keeps nothing."),
        "excluded": translate("empty", "The settings of your account exclude none of these models."),
    }
    return words.get(term.key, "").format(tag=term.value)
