"""What stands beside the table: why the current model does not suit the chat, what would, and its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.foreign import one_line
from desktop.ui.browser.details import ModelDetails
from desktop.ui.theme.labels import plain_label, tooltip
from desktop.ui.theme.theme import SPACE

if TYPE_CHECKING:
    from datetime import date

    from desktop.domain.model import Model
    from desktop.ui.browser.about import About

LONGEST_NAME = 60  # characters


class ModelAside(QWidget):
    """One model.

    Signals:
        use_requested: The person wants this model for the chat; carries its id.
        near_requested: The person wants to look at the model that suits instead; carries its id.
        favorite_set, note_requested, link_activated: As of `ModelDetails`.
    """

    use_requested = Signal(str)
    near_requested = Signal(str)
    favorite_set = Signal(str, bool)
    note_requested = Signal(str)
    link_activated = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._near = ""
        self._reasons = plain_label("", self)
        self._reasons.setObjectName("models-misfit")
        self._reasons.setProperty("kind", "warning")
        self._nearest = QPushButton(self)
        self._nearest.setObjectName("models-nearest")
        self._nearest.setFlat(True)
        self._nearest.setStyleSheet("text-align: left")
        self._nearest.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # a long name widens nothing
        self._nearest.clicked.connect(lambda: self.near_requested.emit(self._near))
        self._details = ModelDetails(self)
        self._details.use_requested.connect(self.use_requested)
        self._details.favorite_set.connect(self.favorite_set)
        self._details.note_requested.connect(self.note_requested)
        self._details.link_activated.connect(self.link_activated)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        for widget in (self._reasons, self._nearest):
            column.addWidget(widget)
        column.addWidget(self._details, 1)
        self.show_fit("", None)

    def show_model(self, model: Model | None, today: date | None, about: About) -> None:
        """Show a model as of `today`, with what is known of it beside the list."""
        self._details.show_model(model, today, about)

    def show_fit(self, reasons: str, near: Model | None) -> None:
        """Why it does not suit the chat, empty when it does; and the most similar model that does."""
        self._near = near.id if near else ""
        self._reasons.setText(self.tr("Does not suit this chat: {reasons}").format(reasons=reasons))
        self._reasons.setVisible(bool(reasons))
        if near:
            words = self.tr("Nearest that suits: {model}").format(model=one_line(near.name, LONGEST_NAME))
            self._nearest.setText(words.replace("&", "&&"))
            self._nearest.setAccessibleName(words)
            self._nearest.setToolTip(tooltip(words))
            self._nearest.setAccessibleDescription(words)
        self._nearest.setVisible(near is not None)
