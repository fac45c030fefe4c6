"""The editor of the composer: plain text, as tall as it needs, and pictures never as text."""

from __future__ import annotations

from functools import partial
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QKeyCombination, QMimeData, Qt, Signal
from PySide6.QtGui import QAction, QFontMetricsF, QKeySequence, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit

from desktop.domain.utf16 import width_of
from desktop.ui.actions import redoes
from desktop.ui.composer.chip_steps import ChipSteps
from desktop.ui.composer.known_text import KnownText
from desktop.ui.composer.paragraphs import (
    PARAGRAPH,
    begin_paragraph,
    pour,
    selected_text,
    take_out,
)
from desktop.ui.composer.seeing import see
from desktop.ui.theme.wheel import Notches

if TYPE_CHECKING:
    from PySide6.QtGui import (
        QContextMenuEvent,
        QDropEvent,
        QFocusEvent,
        QInputMethodEvent,
        QKeyEvent,
        QResizeEvent,
        QWheelEvent,
    )
    from PySide6.QtWidgets import QWidget

MOST_LINES = 10
LONGEST = 4_000_000  # characters: about the longest context there is
PASTE_AS_TEXT = QKeyCombination(
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_V
)  # the address of a picture, too
CTRL = Qt.KeyboardModifier.ControlModifier
CUT = QKeySequence.StandardKey.Cut
DELETES = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
CHANGED = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
PAGES = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class MessageEdit(QPlainTextEdit):
    """Where a question is written.

    Attributes:
        chip_steps: What was done to chips; Undo takes back these too, each in its turn, and Redo does them again.

    Signals:
        send_requested: Return, while no input method is in the middle of a word.
        edit_last_requested: Up in the empty editor.
        escaped: Escape.
        offered: Pictures, or a very long text, were pasted or dropped; a list of `Offer`.
        paths_pasted: A text that may be paths of files, a list of `Offer`, and it; `take_out` takes it out again.
        pictures_pasted: Pictures stood between the words that were pasted: `mime.Beside`.
        drawing_pasted: Picture data of the words that were pasted was there too; what gives it, a list of `Offer`.
        not_offered: So many files of a large lot, or the one bitmap that is too large (0), stayed outside.
        missed: The program that holds what is pasted does not answer.
        page_unread: What is pasted is a page that is too long to be read.
        invisible_pasted: So many characters of the pasted text cannot be seen.
        too_long: The pasted text has this many characters and was not inserted.
        focused: The keyboard's focus came or went.
        zoom_wanted: The wheel was turned with Ctrl: so many steps larger, or smaller.
        chip_undone: Undo, where a chip was taken away after the text was last changed: it is to be brought back.
    """

    send_requested = Signal()
    edit_last_requested = Signal()
    escaped = Signal()
    offered = Signal(list)
    paths_pasted = Signal(list, str)
    pictures_pasted = Signal(object)
    drawing_pasted = Signal(object)
    not_offered = Signal(int)
    missed = Signal()
    page_unread = Signal()
    invisible_pasted = Signal(int)
    too_long = Signal(int)
    focused = Signal(bool)
    zoom_wanted = Signal(int)
    chip_undone = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("composer")
        self.setAccessibleName(self.tr("Message"))
        self.setPlaceholderText(self.tr("Ask anything"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self._notches = Notches()
        self._dropping = False
        self.chip_steps = ChipSteps(self.document())
        self._known = KnownText(self.document())
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._fit)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def text(self) -> str:
        """What was written."""
        return self._known.text()

    def is_blank(self) -> bool:
        """Whether there is nothing but blanks."""
        text = self.text()
        return not text or text.isspace()

    def set_text(self, text: str) -> None:
        """Show other text, with the cursor at its end and nothing to undo."""
        self.chip_steps.forget(removals=False)
        if text != self.text():
            self.document().setUndoRedoEnabled(False)
            cursor = QTextCursor(self.document())
            cursor.select(QTextCursor.SelectionType.Document)
            self._known.put(cursor, text)
            self.document().setUndoRedoEnabled(True)
            self.chip_steps.forget(removals=True)
            self.moveCursor(QTextCursor.MoveOperation.End)

    def undo_here(self) -> bool:
        """Undo what was done last; False where that was a removal of a chip, or nothing."""
        if self.chip_steps.is_next:
            return self.chip_steps.take_back()
        if not self.document().isUndoAvailable():
            return False
        self.undo()
        return True

    def redo_here(self) -> None:
        """Do again what was undone last."""
        if self.chip_steps.is_next_again:
            self.chip_steps.do_again()
        else:
            self.redo()

    def _undo_chip(self) -> None:
        if not self.chip_steps.take_back():
            self.chip_undone.emit()

    def type_text(self, text: str) -> None:
        """Insert what was typed elsewhere in the window, as if it had been typed here."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.insertPlainText(text)

    def write(self, text: str) -> None:
        """Insert a text that came in the place of something else, apart from what is written."""
        self.type_text(self._apart(text))

    def quote(self, text: str) -> None:
        """Put a quotation where the cursor is, on lines of its own; one step to undo."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        lines = "\n".join(f"> {line}".rstrip() for line in text.splitlines())
        cursor = self.textCursor()
        cursor.setPosition(cursor.selectionEnd())  # a quotation takes the place of nothing
        self.setTextCursor(cursor)
        begins = cursor.atBlockStart() and cursor.blockNumber() not in self._known.cut
        before = "" if begins else "\n\n"
        self.insert(f"{before}{lines}\n\n")

    def remove_invisible(self) -> None:
        """Take out the characters that cannot be seen; one step to undo. Of a long text, a little later."""
        text = self.text()
        see(self, text, lambda seen: self._leave(text, seen))

    def _leave(self, text: str, seen: str) -> None:
        if self.text() is not text:  # somebody went on writing meanwhile
            self.remove_invisible()
            return
        cursor = self.textCursor()
        behind = self.document().characterCount() - cursor.position()
        cursor.select(QTextCursor.SelectionType.Document)
        pour(cursor, seen)
        cursor.setPosition(max(0, self.document().characterCount() - behind))
        self.setTextCursor(cursor)

    def take_out(self, text: str) -> bool:
        """Remove a text that was pasted, in one step to undo; False where it does not stand here so any more."""
        raw, pasted = self.document().toRawText(), PARAGRAPH.join(text.splitlines())
        if (at := raw.rfind(pasted)) < 0:
            return False
        end = at + len(pasted)
        cursor = QTextCursor(self.document())
        cursor.setPosition(width_of(raw[:at]))
        cursor.setPosition(width_of(raw[: end + raw.startswith(PARAGRAPH, end)]), QTextCursor.MoveMode.KeepAnchor)
        take_out(cursor)
        return True

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._composing():
            if event.key() not in {*RETURNS, Qt.Key.Key_Escape}:
                super().keyPressEvent(event)
        elif event.key() in PAGES and not event.modifiers() & CHANGED and self.document().isEmpty():
            event.ignore()  # the conversation scrolls
        elif not self._acts_on(event) and not (event.key() in DELETES and self._deletes_edge(event.key())):
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if self.textCursor().hasSelection() and (event.preeditString() or event.commitString()):
            take_out(self.textCursor())
        super().inputMethodEvent(event)

    def _composing(self) -> bool:
        """Whether an input method shows a word that is not decided yet: Return and Escape then belong to it."""
        return bool(self.textCursor().block().layout().preeditAreaText())

    def _acts_on(self, event: QKeyEvent) -> bool:
        """Do what the composer's own keys say; whether it was one of them."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in RETURNS and modifiers == Qt.KeyboardModifier.ShiftModifier:
            begin_paragraph(self.textCursor())  # Qt would insert U+2028
            self.ensureCursorVisible()
        elif event.key() in RETURNS and not event.isAutoRepeat():
            self.send_requested.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif event.key() == Qt.Key.Key_Up and not modifiers and self.document().isEmpty():
            self.edit_last_requested.emit()
        elif event.matches(QKeySequence.StandardKey.Undo) and self.chip_steps.is_next:
            self._undo_chip()
        elif redoes(event):
            self.redo_here()
        elif self.textCursor().hasSelection() and (event.key() in DELETES or event.matches(CUT)):
            self._take_out_selected(copied=event.matches(CUT))
        elif self.textCursor().hasSelection() and event.text().isprintable() and event.text() and not modifiers & CTRL:
            pour(self.textCursor(), event.text())
            self.ensureCursorVisible()
        elif event.keyCombination() == PASTE_AS_TEXT:
            from desktop.ui.composer.pasting import paste_as_text  # noqa: PLC0415 - nothing is before the first paint

            paste_as_text(self)
        else:
            return event.key() in RETURNS
        return True

    def _deletes_edge(self, key: int) -> bool:
        """Remove the end of a line if that is next; whether it was. Step over where a line is only cut."""
        cursor, back = self.textCursor(), key == Qt.Key.Key_Backspace
        move = QTextCursor.MoveOperation.PreviousCharacter if back else QTextCursor.MoveOperation.NextCharacter
        at_edge = cursor.atBlockStart if back else cursor.atBlockEnd
        while at_edge() and cursor.blockNumber() + (not back) in self._known.cut and cursor.movePosition(move):
            self.setTextCursor(cursor)
        if not at_edge() or not cursor.movePosition(move, QTextCursor.MoveMode.KeepAnchor):
            return False
        take_out(cursor)
        self.ensureCursorVisible()
        return True

    def _take_out_selected(self, *, copied: bool) -> None:
        if copied:
            self.copy()
        take_out(self.textCursor())
        self.ensureCursorVisible()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt's menu, but what it undoes is of the text alone, and what it removes takes line breaks along."""
        from desktop.ui.menus import pop_up  # noqa: PLC0415 - not before the first paint

        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, copied in (("edit-cut", True), ("edit-delete", False)):
            if action := menu.findChild(QAction, name):
                action.triggered.disconnect()
                action.triggered.connect(partial(self._take_out_selected, copied=copied))
        if (undo := menu.findChild(QAction, "edit-undo")) and self.chip_steps.is_next:
            undo.setEnabled(True)
            undo.triggered.disconnect()
            undo.triggered.connect(self._undo_chip)
        if (redo := menu.findChild(QAction, "edit-redo")) and self.chip_steps.is_next_again:
            redo.setEnabled(True)
            redo.triggered.disconnect()
            redo.triggered.connect(self.chip_steps.do_again)
        pop_up(menu, event.globalPos())

    # Pasting and dropping

    def dropEvent(self, event: QDropEvent) -> None:
        """Words from elsewhere are kept apart from those that are there; those that are moved are put as they are."""
        self._dropping = event.source() is not self.viewport()
        try:
            super().dropEvent(event)
        finally:
            self._dropping = False

    def drop(self, source: QMimeData) -> None:
        """Take what was dropped elsewhere in the window."""
        self._dropping = True
        try:
            self.insertFromMimeData(source)
        finally:
            self._dropping = False

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        from desktop.ui.composer.pasting import can_be_pasted  # noqa: PLC0415 - nothing is before the first paint

        return can_be_pasted(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        from desktop.ui.composer.pasting import paste  # noqa: PLC0415 - nothing is before the first paint

        paste(source, self)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Plain text alone; Qt would add HTML and an office document."""
        mime = QMimeData()
        mime.setText(selected_text(self.textCursor(), self._known.cut))
        return mime

    def insert(self, text: str) -> None:
        """Put a text where the cursor is, unless that would be longer than any context."""
        if len(self.text()) + len(text) > LONGEST:
            self.too_long.emit(len(text))
            return
        pour(self.textCursor(), self._apart(text) if self._dropping else text)
        self.ensureCursorVisible()
        see(self, text, lambda seen: self._tell_invisible(len(text) - len(seen)))

    def _apart(self, text: str) -> str:
        from desktop.domain.gaps import with_gaps  # noqa: PLC0415 - not before the first paint

        cursor, document = self.textCursor(), self.document()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        before = document.characterAt(start - 1) if start else ""
        return with_gaps(before, text, document.characterAt(end))

    def _tell_invisible(self, count: int) -> None:
        if count:
            self.invisible_pasted.emit(count)

    # Layout

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
            if self.isVisible():  # not before the first paint
                self.viewport().setFont(
                    self.font()
                )  # the placeholder's: once a style was worn anew, it does not follow
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
