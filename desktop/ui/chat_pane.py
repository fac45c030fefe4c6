"""The right side of the window: who is asked, what was said, and where one writes. Layout alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from desktop.domain.reading import Reading
from desktop.ui.buttons import PushButton
from desktop.ui.composer.editor import CHANGED, PAGES
from desktop.ui.composer.panel import ComposerPanel
from desktop.ui.theme.labels import ElidedLabel
from desktop.ui.theme.style import icon, tint
from desktop.ui.theme.theme import SPACE

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from desktop.ui.find_bar import FindBar
    from desktop.ui.theme.theme import Theme
    from desktop.ui.transcript.typesetter import Typesetter

LEAST = 48  # pixels of the transcript that stay, before the composer is squeezed


class ChatPane(QWidget):
    """Header, transcript, notices and composer.

    Signals:
        model_clicked: The person wants another model.
        escaped: Escape wherever the keyboard is, the cross of the find bar, or that of what is being edited.
    """

    model_clicked = Signal()
    escaped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reading = Reading()
        self._find: FindBar | None = None
        self.model_button = PushButton(self)
        self.model_button.setObjectName("model-button")
        self.model_button.setFlat(True)
        self.model_button.clicked.connect(self.model_clicked)
        # the sign that there is a choice stands behind the name
        self.model_button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.model_button.setIconSize(QSize(12, 12))
        self._title = ElidedLabel(self)
        self._title.setObjectName("chat-title")
        self._title.setForegroundRole(QPalette.ColorRole.WindowText)
        self._title.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.composer = ComposerPanel(self)  # last: Tab goes from top to bottom
        self.composer.escaped.connect(self.escaped)
        self._arrange()
        tint(self, self._tint)
        self.show_model("", known=False)
        self.model_button.setText("")  # whether one was chosen is not known yet

    def _arrange(self) -> None:
        header = QHBoxLayout()
        header.setContentsMargins(SPACE, SPACE // 2, SPACE * 2, SPACE // 2)
        header.addWidget(self.model_button)
        header.addWidget(self._title, 1)
        self._ground = QWidget(self)
        self._body = QStackedLayout(self._ground)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.addWidget(_blank(self._ground))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(header)
        self._column.addWidget(self._ground, 1)
        self._column.addWidget(self.composer)

    def furnish(self, typesetter: Typesetter) -> None:
        """Make transcript, notices and welcome. After the first paint: empty they look like nothing, and take 60 ms."""
        from desktop.ui.notices import NoticeBar, WelcomeCard  # noqa: PLC0415 - see above
        from desktop.ui.transcript.transcript import Transcript  # noqa: PLC0415 - see above

        self.transcript = Transcript(typesetter, self)
        self.transcript.set_reading(self._reading)
        self.notices = NoticeBar(self, behind=self.transcript.pill)
        self.notices.left.connect(self.composer.focus_editor)
        self.welcome = WelcomeCard(self)
        self._welcome = self._centered(self.welcome)
        self._column.insertWidget(self._column.indexOf(self.composer), self.notices)
        self._body.addWidget(self._welcome)
        self._body.addWidget(self.transcript)
        self.transcript.pill.setParent(self._ground)  # to those who do not look, the transcript holds messages alone
        self.show_welcome(welcome=False)
        QWidget.setTabOrder(self.model_button, self.transcript)
        QWidget.setTabOrder(self.transcript, self.transcript.pill)

    def set_reading(self, reading: Reading) -> None:
        """Read and write this way, also in the transcript that is not made yet."""
        self._reading = reading
        self.composer.set_reading(reading)
        if hasattr(self, "transcript"):
            self.transcript.set_reading(reading)

    def _tint(self, theme: Theme) -> None:
        self.model_button.setIcon(icon("chevron-down", theme, theme.muted))

    # Finding

    def open_find(self) -> None:
        """Open the find bar, with the selected text if there is some."""
        if not self.transcript.isVisible():
            return
        if self._find is None:
            from desktop.ui.find_bar import FindBar  # noqa: PLC0415 - most conversations are never searched

            self._find = FindBar(self.transcript, self)
            self._find.closed.connect(self.escaped)
            self._column.insertWidget(1, self._find)  # below the header
            QWidget.setTabOrder(self.model_button, self._find)
        self._find.open()

    def find_again(self, step: int) -> None:
        """Go to the next (1) or the previous (-1) place; the first time, the bar opens."""
        if self._find is None or self._find.isHidden():
            self.open_find()
        elif self.transcript.isVisible():
            self.transcript.search.step(step)

    def close_find(self) -> bool:
        """Close the find bar; whether it was open."""
        if self._find is None or self._find.isHidden():
            return False
        self._find.close_search()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape peels a layer wherever the keyboard is; pages are turned where nothing else has any."""
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif event.key() in PAGES and not event.modifiers() & CHANGED and hasattr(self, "transcript"):
            self.transcript.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def _centered(self, card: QWidget) -> QWidget:
        holder = QWidget(self)
        rows = QVBoxLayout(holder)
        rows.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card, 6)
        row.addStretch(1)
        rows.addLayout(row)
        rows.addStretch(2)
        return holder

    def show_model(self, name: str, *, known: bool) -> None:
        """Name the model that will be asked; `known` is False when the list does not have it."""
        words = name or self.tr("Choose a model")
        self.model_button.setText(words.replace("&", "&&"))  # a name has no shortcut
        self.model_button.setAccessibleName(words)
        self.model_button.setAccessibleDescription(self.tr("The model that is asked"))
        tip = self.tr("Choose another model") if known or not name else self.tr("This list does not have this model")
        self.model_button.setToolTip(tip)

    def show_title(self, title: str) -> None:
        self._title.setText(title)

    def show_welcome(self, *, welcome: bool) -> None:
        """Show the card of the first run in place of an empty transcript."""
        if welcome:
            self.close_find()
        self._body.setCurrentWidget(self._welcome if welcome else self.transcript)
        self._ground.setMinimumHeight(0 if welcome else LEAST)  # else as tall as the card, which is hidden


def _blank(parent: QWidget) -> QWidget:
    """The ground of a transcript, until there is one."""
    blank = QWidget(parent)
    blank.setBackgroundRole(QPalette.ColorRole.Base)
    blank.setAutoFillBackground(True)
    return blank
