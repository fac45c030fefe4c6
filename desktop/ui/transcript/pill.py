"""The small button that leads back to the end of a conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QPushButton

from desktop.domain.blocks import Growing
from desktop.domain.speech import words_in
from desktop.ui.figures import number
from desktop.ui.theme.theme import SPACE, theme_of
from desktop.ui.transcript.entry import Said

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from desktop.ui.transcript.canvas import Canvas
    from desktop.ui.transcript.entry import Entry

MANY = 10_000  # words that may have come before the reader goes to the end
FREE = 10_000  # pixels, where there is no limit
WORDS = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap


class News:
    """Counts the words of an answer since a moment; while it arrives only what is new and the tail are gone through.

    Attributes:
        characters: So many of the answer had been written by then.
    """

    def __init__(self, last: Entry | None) -> None:
        self._entry = last.id if last else ""
        self._sealed = 0  # blocks that were counted
        self._words = 0
        self.characters = len(Said.of(last).written) if last else 0
        if last and isinstance(last.blocks, Growing):
            self._sealed = len(last.blocks.sealed)
            self._words = -_tail_words(last.blocks)

    def count(self, entry: Entry) -> int:
        """New words, once an answer has grown; another answer than before is new as a whole."""
        if entry.id != self._entry:
            self._entry, self._sealed, self._words, self.characters = entry.id, 0, 0, 0
        if not isinstance(entry.blocks, Growing):
            return words_in(Said.of(entry).text[self.characters :])
        sealed = entry.blocks.sealed
        self._words += sum(words_in(sealed[index].source) for index in range(self._sealed, len(sealed)))
        self._sealed = len(sealed)
        return max(0, self._words + _tail_words(entry.blocks))


def _tail_words(growing: Growing) -> int:
    return words_in(growing.tail.source) if growing.tail else 0


class Pill(QPushButton):
    """Shown while the reader is away from the end; says so when there is new text."""

    def __init__(self, parent: Canvas) -> None:
        super().__init__(parent)
        self._owner = parent
        self._news = News(None)
        self.setObjectName("transcript-new")
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._say(self.tr("↓ End"))
        self.hide()

    def _say(self, text: str) -> None:
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text.removeprefix("↓ "))
            self.place()

    def rest(self) -> None:
        """The reader is at the end: hide."""
        self.hide()
        self._say(self.tr("↓ End"))

    def rise(self, last: Entry | None) -> None:
        """The reader has left the end: show, and count from now on what the last message gets; None: all of it."""
        self._news = News(last)
        self.raise_()
        self.show()
        self.place()

    def show_news(self, entry: Entry) -> None:
        """Something may have been written below."""
        if self.isHidden():
            return
        count = self._news.count(entry)
        if not (count or entry.streaming or self._news.characters):
            self._say(self.tr("↓ New answer"))
        elif count:
            words = self.tr("↓ 1 new word") if count == 1 else self.tr("↓ {n} new words")
            self._say(words.format(n=number(count)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A raised pill, whatever the style makes of buttons."""
        del event
        theme = theme_of(self.palette())
        with QPainter(self) as painter:  # an exception must not keep it alive
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            lit = self.underMouse() or self.isDown()
            painter.setPen(QColor(theme.accent if self.hasFocus() else theme.control))
            painter.setBrush(QColor(theme.raised if lit else theme.surface))
            rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            round_ends = (self.fontMetrics().height() + SPACE * 2) / 2
            painter.drawRoundedRect(rect, round_ends, round_ends)
            painter.setPen(QColor(theme.text))
            painter.drawText(self.rect().adjusted(SPACE, 0, -SPACE, 0), WORDS, self.text())

    def sizeHint(self) -> QSize:
        return self._size(self.text(), FREE, SPACE * 4)

    def _size(self, text: str, room: int, around: int) -> QSize:
        """With a text, which is broken where the room ends."""
        rect = self.fontMetrics().boundingRect(QRect(0, 0, room - around, FREE), WORDS, text)
        return QSize(rect.width() + around, rect.height() + SPACE * 2)

    def place(self) -> None:
        """Bottom of the parent: beside the text, where there is room for all that it may come to say, or on it."""
        viewport, size = self._owner.viewport().geometry(), self._owner.size()
        end = viewport.left() + self._owner.left + self._owner.flow.width
        room = viewport.right() - end - SPACE
        longest = self._size(self.tr("↓ {n} new words").format(n=number(MANY)), room, SPACE * 3)
        if room > SPACE * 3 and longest.width() <= room:
            self.resize(self._size(self.text(), room, SPACE * 3))
            x = (end + viewport.right() - self.width()) // 2
        else:
            self.resize(self.sizeHint())
            x = (size.width() - self.width()) // 2
        self.move(x, size.height() - self.height() - SPACE)
