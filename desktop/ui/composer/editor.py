"""The editor of the composer: plain text, as tall as it needs, and pictures never as text."""

from __future__ import annotations

import re
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QKeyCombination, QMimeData, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QKeySequence, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit

from desktop.domain.unseen import unseen_spans
from desktop.ui.theme.wheel import Notches

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QWheelEvent
    from PySide6.QtWidgets import QWidget

MOST_LINES = 10
LONGEST_PASTE = 4_000_000  # characters: about the longest context there is; laying out more takes seconds
# Without a blank in it, a token of 25,000 characters takes Qt 0.2 s to wrap at words, and one of a million 46 s.
# In a long text the shorter ones add up.
LONG_TOKEN = re.compile(r"\S{10000}")
LONG_TEXT = 100_000
LONG_TOKEN_IN_LONG_TEXT = re.compile(r"\S{1000}")
PASTE_AS_TEXT = QKeyCombination(
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_V
)  # the address of a picture, too
RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class MessageEdit(QPlainTextEdit):
    """Where a question is written.

    Signals:
        send_requested: Return, while no input method is in the middle of a word.
        edit_last_requested: Up in the empty editor.
        escaped: Escape.
        offered: Pictures were pasted or dropped; a list of `Offer`.
        paths_pasted: A text that may be paths of files, a list of `Offer`, and it; `take_out` takes it out again.
        not_offered: So many files of a large lot, or the one bitmap that is too large (0), stayed outside.
        invisible_pasted: So many characters of the pasted text cannot be seen.
        too_long: The pasted text has this many characters and was not inserted.
        focused: The keyboard's focus came or went.
        zoom_wanted: The wheel was turned with Ctrl: so many steps larger, or smaller.
        nothing_undone: Undo, where there is nothing to undo in the text.
    """

    send_requested = Signal()
    edit_last_requested = Signal()
    escaped = Signal()
    offered = Signal(list)
    paths_pasted = Signal(list, str)
    not_offered = Signal(int)
    invisible_pasted = Signal(int)
    too_long = Signal(int)
    focused = Signal(bool)
    zoom_wanted = Signal(int)
    nothing_undone = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("composer")
        self.setAccessibleName(self.tr("Message"))
        self.setPlaceholderText(self.tr("Ask anything"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self._notches = Notches()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._fit)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def text(self) -> str:
        """What was written, with its non-breaking spaces, which `toPlainText` turns into plain ones."""
        return _with_newlines(self.document().toRawText())

    def is_blank(self) -> bool:
        """Whether there is nothing but blanks; looks at no more of the text than it must."""
        block = self.document().firstBlock()
        while block.isValid() and not block.text().strip():
            block = block.next()
        return not block.isValid()

    def set_text(self, text: str) -> None:
        """Show other text, with the cursor at its end and nothing to undo."""
        if text != self.text():
            anywhere = has_long_token(text)
            if anywhere:
                self._wrap(anywhere=True)
            self.setPlainText(text)
            self._wrap(anywhere=anywhere)  # at words only once the long token is gone: it would be laid out again
            self.moveCursor(QTextCursor.MoveOperation.End)

    def type_text(self, text: str) -> None:
        """Insert what was typed elsewhere in the window, as if it had been typed here."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.insertPlainText(text)

    def quote(self, text: str) -> None:
        """Put a quotation where the cursor is, on lines of its own; one step to undo."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        lines = "\n".join(f"> {line}".rstrip() for line in text.splitlines())
        cursor = self.textCursor()
        cursor.setPosition(cursor.selectionEnd())  # a quotation takes the place of nothing
        self.setTextCursor(cursor)
        before = "" if cursor.atBlockStart() else "\n\n"
        self._insert(f"{before}{lines}\n\n")

    def remove_invisible(self) -> None:
        """Take out the characters that cannot be seen; one step to undo."""
        text = self.text()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        kept = place = 0  # characters read, and where what stays of them ends for Qt
        for start, end in unseen_spans(text):
            place += _utf16(text[kept:start])
            cursor.setPosition(place)
            cursor.setPosition(place + _utf16(text[start:end]), QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
            kept = end
        cursor.endEditBlock()

    def take_out(self, text: str) -> bool:
        """Remove a text that was pasted, in one step to undo; False where it does not stand here so any more."""
        whole, pasted = self.text(), "\n".join(text.splitlines())
        at = whole.rfind(pasted)
        if at < 0:
            return False
        cursor = QTextCursor(self.document())
        cursor.setPosition(_utf16(whole[:at]))
        end = at + len(pasted) + whole.startswith("\n", at + len(pasted))
        cursor.setPosition(_utf16(whole[:end]), QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        return True

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._composing():
            if event.key() not in {*RETURNS, Qt.Key.Key_Escape}:
                super().keyPressEvent(event)
        elif not self._acts_on(event):
            super().keyPressEvent(event)

    def _composing(self) -> bool:
        """Whether an input method shows a word that is not decided yet: Return and Escape then belong to it."""
        return bool(self.textCursor().block().layout().preeditAreaText())

    def _acts_on(self, event: QKeyEvent) -> bool:
        """Do what the composer's own keys say; whether it was one of them."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in RETURNS and modifiers == Qt.KeyboardModifier.ShiftModifier:
            self.textCursor().insertBlock()  # Qt would insert U+2028
            self.ensureCursorVisible()
        elif event.key() in RETURNS and not event.isAutoRepeat():
            self.send_requested.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif event.key() == Qt.Key.Key_Up and not modifiers and self.document().isEmpty():
            self.edit_last_requested.emit()
        elif event.matches(QKeySequence.StandardKey.Undo) and not self.document().isUndoAvailable():
            self.nothing_undone.emit()
        elif event.keyCombination() == PASTE_AS_TEXT:
            from desktop.ui.images import mime  # noqa: PLC0415 - nothing is pasted before the first paint

            self._insert(mime.text_of(QGuiApplication.clipboard().mimeData()))
        else:
            return event.key() in RETURNS
        return True

    # Pasting and dropping

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        from desktop.ui.images import mime  # noqa: PLC0415 - nothing is pasted before the first paint

        return source.hasText() or source.hasHtml() or mime.count_of(source) > 0

    def insertFromMimeData(self, source: QMimeData) -> None:
        from desktop.ui.images import mime  # noqa: PLC0415 - nothing is pasted before the first paint

        if offers := mime.offers_of(source):
            self.offered.emit(offers)
            if left_out := mime.left_out(source):
                self.not_offered.emit(left_out)
        elif mime.is_too_large(source):
            self.not_offered.emit(0)
        else:
            text = mime.text_of(source)
            self._insert(text)
            if offers := mime.paths_in(text):
                self.paths_pasted.emit(offers, text)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Plain text alone; Qt would add HTML and an office document."""
        mime = QMimeData()
        mime.setText(_with_newlines(self.textCursor().selection().toRawText()))
        return mime

    def _insert(self, text: str) -> None:
        if len(text) > LONGEST_PASTE:
            self.too_long.emit(len(text))
            return
        if has_long_token(text):
            self._wrap(anywhere=True)
        elif self.document().isEmpty():
            self._wrap(anywhere=False)
        self.textCursor().insertText(text)
        self.ensureCursorVisible()
        if count := sum(end - start for start, end in unseen_spans(text)):
            self.invisible_pasted.emit(count)

    # Layout

    def _wrap(self, *, anywhere: bool) -> None:
        modes = QTextOption.WrapMode
        mode = modes.WrapAnywhere if anywhere else modes.WrapAtWordBoundaryOrAnywhere
        if self.wordWrapMode() != mode:
            self.setWordWrapMode(mode)

    def _fit(self) -> None:
        """Be as tall as the text, up to `MOST_LINES`; only then there is something to scroll."""
        line = ceil(QFontMetricsF(self.fontMetrics()).lineSpacing())
        margins = 2 * round(self.document().documentMargin())
        most = MOST_LINES * line + 2  # what Qt rounds up: a little less, and it scrolls one line too far
        height = 0.0
        block = self.document().firstBlock()
        while block.isValid() and height <= most:
            height += self.blockBoundingRect(block).height()
            block = block.next()
        fits = height <= most
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if fits else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(policy)
        self.setFixedHeight(margins + (ceil(max(line, height)) if fits else most))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if steps := self._notches.turned(event):
                self.zoom_wanted.emit(steps)
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def has_long_token(text: str) -> bool:
    """Whether looking for a place to wrap between words would take seconds."""
    pattern = LONG_TOKEN_IN_LONG_TEXT if len(text) > LONG_TEXT else LONG_TOKEN
    return pattern.search(text) is not None


def _with_newlines(raw: str) -> str:
    """Qt's own ends of paragraphs and lines as newlines."""
    return raw.replace("\u2029", "\n").replace("\u2028", "\n")


def _utf16(text: str) -> int:
    """Length as Qt counts positions."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
