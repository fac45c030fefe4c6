"""What stands beside or below the rows: why a model does not suit the chat, what would, and its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.fit import misfits, nearest
from desktop.domain.foreign import one_line
from desktop.ui.browser.details import ModelDetails
from desktop.ui.browser.fit_text import misfits_text
from desktop.ui.buttons import PushButton
from desktop.ui.theme.labels import plain_label, tooltip
from desktop.ui.theme.theme import SPACE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtGui import QResizeEvent

    from desktop.domain.fit import Need
    from desktop.domain.model import Model
    from desktop.ui.browser.about import About

LONGEST = 200  # characters: the button cuts it where it has no room
LEAST_PAGE = 150  # device-independent pixels of the page with its buttons
MANY = 2_000  # models among which the nearest can be found within a frame


class ModelAside(QWidget):
    """One model; what it says of the chat is named `NAME-misfit` and `NAME-nearest`.

    Signals:
        near_requested: The person wants to look at the `Model` that suits instead.

    Attributes:
        details: The page, which tells what the person does to its model.
    """

    near_requested = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._near: Model | None = None
        self._reasons = plain_label("", self)
        self._reasons.setObjectName(f"{name}-misfit")
        self._reasons.setProperty("kind", "warning")
        self._reasons.setContentsMargins(0, SPACE // 2, 0, 0)
        self._nearest = PushButton(self)
        self._nearest.setObjectName(f"{name}-nearest")
        self._nearest.setFlat(True)
        self._nearest.setStyleSheet("text-align: left; padding: 2px 0; color: palette(link)")
        self._nearest.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # a long name widens nothing
        self._nearest.clicked.connect(lambda: self.near_requested.emit(self._near))
        self.details = ModelDetails(self)
        self.details.setMinimumHeight(LEAST_PAGE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        for widget in (self._reasons, self._nearest):
            column.addWidget(widget)
        column.addWidget(self.details, 1)
        self._say("", None)

    def show_model(self, model: Model | None, today: date | None, about: About) -> None:
        """Show a model as of `today`, with what is known of it beside the list."""
        self.details.show_model(model, today, about)

    def show_fit(self, model: Model | None, need: Need, models: Sequence[Model], today: date) -> None:
        """Say why a model does not suit a chat that needs this, if it does not, and which of a list is nearest."""
        reasons = misfits(model, need, today) if model else ()
        near = nearest(model, models, need, today) if model and reasons and len(models) <= MANY else None
        self._say(misfits_text(reasons), near)

    def _say(self, reasons: str, near: Model | None) -> None:
        self._near = near
        self._reasons.setText(self.tr("Does not suit this chat: {reasons}").format(reasons=reasons))
        self._reasons.setVisible(bool(reasons))
        self._give_lines()
        if near:
            words = self.tr("Nearest that suits: {model}").format(model=one_line(near.name, LONGEST))
            self._nearest.setAccessibleName(words)
            self._fit()
            self._nearest.setToolTip(tooltip(words))
            self._nearest.setAccessibleDescription(words)
        self._nearest.setVisible(near is not None)

    def _fit(self) -> None:
        """Cut the words of the button with an ellipsis where they have no room: Qt just cuts them."""
        words, room = self._nearest.accessibleName(), self.width() - SPACE
        shown = self._nearest.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        self._nearest.setText(shown.replace("&", "&&"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self._give_lines()

    def _give_lines(self) -> None:
        """All lines of the reasons are seen: Qt takes them for as many as an average line would make."""
        self._reasons.setMinimumHeight(0)  # else what they needed before counts as well
        self._reasons.setMinimumHeight(self._reasons.heightForWidth(self.width()))
