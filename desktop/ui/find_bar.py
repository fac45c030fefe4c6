"""The bar in which one says what is to be found in the conversation, above the transcript."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAction
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from desktop.ui.buttons import ToolButton
from desktop.ui.figures import number
from desktop.ui.theme.labels import plain_label
from desktop.ui.theme.style import icon, tint
from desktop.ui.theme.theme import SPACE

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from desktop.ui.theme.theme import Theme
    from desktop.ui.transcript.transcript import Transcript

BUTTON = 28  # device-independent pixels
TOLD_AFTER = 500  # milliseconds of rest after which the count is read out
ICONS = {"find-previous": "chevron-up", "find-next": "chevron-down", "find-close": "close"}


class FindBar(QWidget):
    """Words, how often they occur, and ways to the places.

    Signals:
        closed: Escape or the cross; the bar is still open.
    """

    closed = Signal()

    def __init__(self, transcript: Transcript, parent: QWidget) -> None:
        super().__init__(parent)
        self._transcript = transcript
        self.setObjectName("find-bar")
        self._field = QLineEdit(self)
        self._field.setObjectName("find")
        self._field.setAccessibleName(self.tr("Find in the conversation"))
        self._field.setPlaceholderText(self.tr("Find in the conversation"))
        self._magnifier = QAction(self._field.placeholderText(), self)
        self._magnifier.setEnabled(False)  # a sign, not a button
        self._field.addAction(self._magnifier, QLineEdit.ActionPosition.LeadingPosition)
        self._count = plain_label("", self, muted=True)
        self._count.setObjectName("find-count")
        self._count.setWordWrap(False)
        self._case = self._button("find-case", self.tr("Match case and accents"), self.tr("Aa"))
        self._case.setCheckable(True)
        self._buttons = [
            self._button("find-previous", self.tr("Previous place")),
            self._button("find-next", self.tr("Next place")),
            self._button("find-close", self.tr("Close")),
        ]
        self._told = QTimer(self)
        self._told.setSingleShot(True)
        self._told.setInterval(TOLD_AFTER)
        self._told.timeout.connect(self._tell)
        self._arrange()
        self._connect()
        tint(self, self._tint)
        self.hide()

    def _button(self, name: str, words: str, text: str = "") -> QToolButton:
        button = ToolButton(self)
        button.setObjectName(name)
        button.setAccessibleName(words)
        button.setToolTip(words)
        button.setText(text)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the focus in the field
        button.setFixedSize(BUTTON, BUTTON)
        return button

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE * 2, 0, SPACE, SPACE // 2)
        row.setSpacing(SPACE // 2)
        row.addWidget(self._field, 1)
        row.addSpacing(SPACE // 2)
        row.addWidget(self._count)
        row.addSpacing(SPACE // 2)
        for button in (self._case, *self._buttons):
            row.addWidget(button)

    def _connect(self) -> None:
        previous, following, close = self._buttons
        search = self._transcript.search
        self._field.textChanged.connect(self._look)
        self._case.toggled.connect(self._look)
        previous.clicked.connect(lambda: search.step(-1))
        following.clicked.connect(lambda: search.step(1))
        close.clicked.connect(self.closed)
        search.changed.connect(self._show_figures)

    # Opening and closing

    def open(self) -> None:
        """Show the bar, with what is selected in the transcript or else with the words of last time."""
        selected = self._transcript.search.take_selection()
        if selected and selected != self._field.text():
            self._field.setText(selected)
        self._look()
        self._show_figures()
        self._keep_line(self.show)
        self._field.selectAll()
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_search(self) -> None:
        """Hide, and take the marks away; what one has gone to from here is selected, ready to be copied."""
        if self.isAncestorOf(self.window().focusWidget()) and self._transcript.search.select_current():
            self._transcript.setFocus(Qt.FocusReason.OtherFocusReason)
        self._keep_line(self.hide)
        self._transcript.search.look_for("")

    def _keep_line(self, change: Callable[[], None]) -> None:
        """Show or hide the bar; what is being read stays where it is on the screen."""
        transcript = self._transcript
        before = transcript.mapTo(self.window(), QPoint(0, 0)).y()
        change()
        parent = self.parentWidget()
        if parent and (layout := parent.layout()):
            layout.activate()
        if not transcript.flow.following:
            bar = transcript.verticalScrollBar()
            bar.setValue(bar.value() + transcript.mapTo(self.window(), QPoint(0, 0)).y() - before)

    # Looking

    def _look(self) -> None:
        if not self.isHidden() or self._field.text():
            self._transcript.search.look_for(self._field.text(), exact=self._case.isChecked())

    def _show_figures(self) -> None:
        current, total, searching = self._transcript.search.figures
        blank = not self._field.text().strip()
        more = self.tr("{count}…").format if searching else "{count}".format
        if blank:
            text = ""
        elif current:
            text = self.tr("{n} of {count}").format(n=number(current), count=more(count=number(total)))
        elif total or searching:
            text = more(count=number(total))
        else:
            text = self.tr("No results")
        if text != self._count.text():
            self._count.setText(text)
            self._count.setAccessibleName(text)
            self._field.setAccessibleDescription(text)
        for button in self._buttons[:2]:
            button.setEnabled(total > 0)
        if not searching and not blank:
            self._told.start()

    def _tell(self) -> None:
        """Have the count read out."""
        if self.isVisible() and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._field, self._count.text()))

    # Events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self._transcript.search.step(-1 if back else 1)
        else:
            super().keyPressEvent(event)

    def _tint(self, theme: Theme) -> None:
        self._magnifier.setIcon(icon("search", theme, theme.muted))
        for button in self._buttons:
            button.setIcon(icon(ICONS[button.objectName()], theme, theme.muted))
            button.setIconSize(QSize(14, 14))
