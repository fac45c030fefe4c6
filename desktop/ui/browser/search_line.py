"""The line in which one says which models one looks for: words and conditions, completed as one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QInputMethodEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QLineEdit, QToolButton

from desktop.domain.utf16 import in_units
from desktop.ui.theme.style import icon
from desktop.ui.theme.theme import theme_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from desktop.domain.query import Query

LONGEST = 1_000  # characters: a key takes milliseconds behind so many, a frame or two where all are unwanted words
REST = 400  # milliseconds without a key after which a mistake is one, and no beginning
HELP_KEY = Qt.Key.Key_F1


class SearchLine(QLineEdit):
    """A line of words and conditions. `furnish` makes it search; before the first paint there is nothing to find.

    Signals:
        searched: Another query stands in the line; carries it.
        mistaken: Something in the line is not understood; carries what is expected there, empty when all is well.
        confirmed: Return, while all that stands in the line is understood.
        help_requested: The person wants to see what can be asked for.
    """

    searched = Signal(object)
    mistaken = Signal(str)
    confirmed = Signal()
    help_requested = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(self.tr("Search models"))
        self.setPlaceholderText(self.tr("Search models"))
        self.setClearButtonEnabled(True)
        self.setMaxLength(LONGEST)
        self._magnifier = QAction(self.tr("Search models"), self)
        self._magnifier.setEnabled(False)  # a sign, not a button
        self.addAction(self._magnifier, QLineEdit.ActionPosition.LeadingPosition)
        self._help = QAction(self.tr("Search syntax (F1)"), self)
        self._help.triggered.connect(self.help_requested)
        self.addAction(self._help, QLineEdit.ActionPosition.TrailingPosition)
        self._setting = False
        self._composing = False
        self._marked = False
        self._full = self._refused = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._show_mistake)
        self._show_icons()

    def furnish(self) -> None:
        """Search and complete from now on."""
        from desktop.ui.browser.completer import Completer  # noqa: PLC0415 - not before the first paint

        for button in self.findChildren(QToolButton):  # Qt leaves the cross without a name
            action = button.defaultAction()
            known = action in {self._magnifier, self._help}
            button.setAccessibleName(action.text() if known else self.tr("Clear the search"))
        self._completer = Completer(self)
        self.textChanged.connect(self._changed)
        self.textEdited.connect(self._edited)
        self.inputRejected.connect(self._refuse)
        self.returnPressed.connect(self._confirm)

    def offer(self, values: Mapping[str, Mapping[str, int]]) -> None:
        """Complete with these names from now on, by key, with how often they occur."""
        self._completer.values = values
        self._rest.start()

    @property
    def query(self) -> Query:
        from desktop.domain.query import checked, parse  # noqa: PLC0415 - not before the first paint

        return checked(parse(self.text()), self._completer.values)

    def set_text(self, text: str) -> None:
        """Write another line, which can be undone like typing."""
        if text != self.text():
            self._setting = True
            self.selectAll()
            self.insert(text)
            self._setting = False

    def _edited(self) -> None:
        if not self._setting:  # for Qt it is the same as typing
            self._completer.offer()

    # Mistakes

    def _changed(self) -> None:
        query = self.query
        self._rest.start()
        self._full, self._refused = self._refused, False  # of a text that is too long the beginning has come in
        if not query.mistakes:
            self._show_mistake()
        self.searched.emit(query)

    def _confirm(self) -> None:
        """What a line with a mistake finds is not what was asked for: nothing of it is taken."""
        if self.query.mistakes:
            self._show_mistake(confirmed=True)
        else:
            self.confirmed.emit()

    def _refuse(self) -> None:
        """The line is full; Qt tells it before what still has room changes the text."""
        self._refused = self._full = True
        QTimer.singleShot(0, self, self._tell_full)

    def _tell_full(self) -> None:
        self._refused = False
        self._show_mistake()

    def _show_mistake(self, *, confirmed: bool = False) -> None:
        """Underline what is not understood and say what is expected; once it is no beginning any more.

        A minus at the end is one, however long somebody thinks of what to deny, unless the line is `confirmed`.
        """
        from desktop.ui.browser.expected import expected_text  # noqa: PLC0415 - not before the first paint
        from desktop.ui.figures import number  # noqa: PLC0415 - likewise

        self._rest.stop()
        text, mistakes = self.text(), self.query.mistakes
        if not confirmed:
            mistakes = tuple(mistake for mistake in mistakes if text[mistake.start :] != "-")
        if not mistakes and not self._full and not self._marked:
            return
        if self._composing:  # marks go the way of an input method, and would end what it writes
            self._rest.start()
            return
        self._marked = bool(mistakes) or self._full
        self._underline(in_units(text, [(mistake.start, mistake.end) for mistake in mistakes]))
        told = [expected_text(mistake, text) for mistake in mistakes[:1]]
        if self._full:
            told.insert(
                0, self.tr("A search has room for {n} characters; the rest was left out.").format(n=number(LONGEST))
            )
        words = "\n".join(told)
        self.setAccessibleDescription(words)
        self.mistaken.emit(words)

    def _underline(self, places: list[tuple[int, int]]) -> None:
        """A wave below places of the text, which Qt draws for input methods alone, counting from the cursor."""
        wave = QTextCharFormat()
        wave.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        wave.setUnderlineColor(theme_of(self.palette()).danger)
        kind, at = QInputMethodEvent.AttributeType.TextFormat, self.cursorPosition()
        marks = [QInputMethodEvent.Attribute(kind, start - at, end - start, wave) for start, end in places]
        QCoreApplication.sendEvent(self, QInputMethodEvent("", marks))

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    # Keys and looks

    def event(self, event: QEvent) -> bool:
        """F1 means this line while one writes in it, and the whole window elsewhere."""
        if isinstance(event, QKeyEvent) and event.key() == HELP_KEY:
            if event.type() == QEvent.Type.KeyPress:
                self.help_requested.emit()
            event.accept()
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show_icons()
            if self._marked:
                self._show_mistake()  # its wave keeps the color that it was drawn in

    def _show_icons(self) -> None:
        theme = theme_of(self.palette())
        self._magnifier.setIcon(icon("search", theme, theme.muted))
        self._help.setIcon(icon("help", theme, theme.muted))
