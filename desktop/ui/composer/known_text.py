"""The text of an editor, known after each key without asking for all of it, which takes 40 ms where it is long."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor

from desktop.domain.utf16 import part_of, width_of
from desktop.ui.composer.paragraphs import LINE, as_lines, cut_at, plain_text, pour

if TYPE_CHECKING:
    from PySide6.QtGui import QTextDocument

FEW = 100  # characters of a key, or of a word of an input method


class KnownText:
    """Follows a document.

    Attributes:
        cut: Where a line is cut into paragraphs, as `cut_at` says.
    """

    def __init__(self, document: QTextDocument) -> None:
        self.cut: list[int] = []
        self._document = document
        self._text: str | None = ""  # until it changes
        self._shown = ""  # what is being put into its place
        self._place = 0, 0  # as Qt counts, without what is cut, and the same in the text
        self._blocks = 1
        document.contentsChange.connect(self._follow)

    def text(self) -> str:
        """With its non-breaking spaces, which `toPlainText` turns into plain ones."""
        if self._text is None:
            self._text = plain_text(self._document.toRawText(), self.cut)
        return self._text

    def put(self, cursor: QTextCursor, text: str) -> None:
        """Put a text in the place of all there is, which a cursor has selected; it is known without being asked for."""
        self._shown = as_lines(text)
        pour(cursor, self._shown)
        self._shown = ""

    def _follow(self, at: int, removed: int, added: int) -> None:
        document, cut = self._document, self.cut
        beyond = at + added >= document.characterCount()  # said by `clear` and `setPlainText`, whose change comes next
        if beyond or (removed and added) or removed + added > FEW or document.blockCount() != self._blocks:
            self._text, self.cut, self._blocks = None, cut_at(document), document.blockCount()
            self._place = 0, 0
            if self._shown and (units := width_of(self._shown)) + len(self.cut) + 1 == document.characterCount():
                self._text, self._place = self._shown, (units, len(self._shown))
        elif self._text is not None:
            start = self._find(self._text, at - bisect_right(cut, document.findBlock(at).blockNumber()))
            end = start + len(part_of(self._text[start : start + removed], 0, removed))
            cursor = QTextCursor(document)
            cursor.setPosition(at)
            cursor.setPosition(at + added, QTextCursor.MoveMode.KeepAnchor)
            self._text = self._text[:start] + cursor.selectedText().replace(LINE, "\n") + self._text[end:]

    def _find(self, text: str, at: int) -> int:
        """Where in a text a place is that Qt counts in units of UTF-16; from the last one, which is mostly near."""
        unit, place = self._place if 2 * at > self._place[0] else (0, 0)
        if at >= unit:
            place += len(part_of(text[place : place + at - unit], 0, at - unit))
        else:
            place -= len(part_of(text[max(0, place + at - unit) : place], at - unit))
        self._place = at, place
        return place
