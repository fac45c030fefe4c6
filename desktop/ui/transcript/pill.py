"""The small button that leads back to the end of a conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QCursor, QKeySequence, QPainter

from desktop.domain.blocks import Growing
from desktop.domain.speech import words_in
from desktop.ui.buttons import PushButton
from desktop.ui.figures import number
from desktop.ui.theme.theme import SPACE, theme_of
from desktop.ui.transcript.entry import Said, has_turned
from desktop.ui.transcript.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QPaintEvent, QWheelEvent

    from desktop.domain.block import Block
    from desktop.ui.transcript.canvas import Canvas
    from desktop.ui.transcript.entry import Entry

MANY = 10_000  # words that may have come before the reader goes to the end
FREE = 10_000  # pixels, where there is no limit
ENDS = (Qt.Key.Key_Home, Qt.Key.Key_End)
COPYING = (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.SelectAll)
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
        self._thought = Words()
        self._thought_before: int | None = None  # words of it, once somebody asks
        self._thought_characters = len(last.reasoning) if last else 0
        self.characters = len(Said.of(last).written) if last else 0
        self._blocks: Sequence[Block] = last.blocks if last else ()
        if last and isinstance(last.blocks, Growing):
            self._sealed = len(last.blocks.sealed)
            self._words = -_tail_words(last.blocks)

    def count(self, entry: Entry, *, unfolded: bool = False) -> int:
        """New words, once an answer has grown; another answer than before is new as a whole.

        Those of its reasoning are counted as long as that is unfolded: they come on view too.
        """
        if entry.id != self._entry or has_turned(self._blocks, entry.blocks):
            self._thought_characters = self.characters if entry.id == self._entry else 0
            self._entry, self._sealed, self._words, self.characters = entry.id, 0, 0, 0
            self._thought, self._thought_before = Words(), None
        self._blocks = entry.blocks
        return (self._count_thought(entry.reasoning) if unfolded else 0) + self._count_text(entry)

    def _count_thought(self, reasoning: str) -> int:
        if self._thought_before is None:
            self._thought_before = self._thought.count(reasoning[: self._thought_characters])
        return max(0, self._thought.count(reasoning) - self._thought_before)

    def _count_text(self, entry: Entry) -> int:
        if not isinstance(entry.blocks, Growing):
            return words_in(Said.of(entry).text[self.characters :])
        sealed = entry.blocks.sealed
        self._words += sum(words_in(sealed[index].source) for index in range(self._sealed, len(sealed)))
        self._sealed = len(sealed)
        return max(0, self._words + _tail_words(entry.blocks))


def _tail_words(growing: Growing) -> int:
    return words_in(growing.tail.source) if growing.tail else 0


class Pill(PushButton):
    """Shown while the reader is away from the end; says so when there is new text.

    It stands beside the text; where there is no room, on a band across it: no line is covered in part.
    """

    def __init__(self, parent: Canvas) -> None:
        super().__init__(parent)
        self._owner = parent
        self._news = News(None)
        self._rect = QRect()  # the button in the widget
        self._band = QRect()
        self.setObjectName("transcript-new")
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)  # it is lit where it can be pressed, not on its band
        self._say(self.tr("↓ End"))
        self.hide()

    def _say(self, text: str) -> None:
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text.removeprefix("↓ "))
            self.place()

    def rest(self) -> None:
        """The reader is at the end: hide."""
        if not self.isHidden():  # this is called in every frame
            self.hide()
            self._say(self.tr("↓ End"))

    def rise(self, last: Entry | None) -> None:
        """The reader has left the end: show, and count from now on what the last message gets; None: all of it."""
        self._news = News(last)
        self.raise_()
        self.show()
        self.place()

    def show_news(self, entry: Entry) -> None:
        """Something may have been written below, also of a reasoning that is unfolded."""
        if self.isHidden():
            return
        flow = self._owner.flow
        count = self._news.count(entry, unfolded=flow.is_unfolded(flow.index_of(entry.id)))
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
            painter.fillRect(self._band, QColor(theme.surface))
            pointed = self.underMouse() and self._rect.contains(self.mapFromGlobal(QCursor.pos()))
            painter.setPen(QColor(theme.accent if self.hasFocus() else theme.control))
            painter.setBrush(QColor(theme.raised if pointed or self.isDown() else theme.surface))
            round_ends = (self.fontMetrics().height() + SPACE * 2) / 2
            painter.drawRoundedRect(QRectF(self._rect).adjusted(0.5, 0.5, -0.5, -0.5), round_ends, round_ends)
            painter.setPen(QColor(theme.text))
            painter.drawText(self._rect.adjusted(SPACE, 0, -SPACE, 0), WORDS, self.text())

    def sizeHint(self) -> QSize:
        return self._size(self.text(), FREE, SPACE * 4)

    def _size(self, text: str, room: int, around: int) -> QSize:
        """With a text, which is broken where the room ends."""
        rect = self.fontMetrics().boundingRect(QRect(0, 0, room - around, FREE), WORDS, text)
        return QSize(rect.width() + around, rect.height() + SPACE * 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that read are meant for the text; one that deletes or presses is not, of which nothing is focused."""
        if event.key() in ENDS or any(map(event.matches, COPYING)):
            self._owner.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll on: the band is wide."""
        QCoreApplication.sendEvent(self._owner.verticalScrollBar(), event)

    def hitButton(self, pos: QPoint) -> bool:
        return self._rect.contains(pos)

    def place(self) -> None:
        """Bottom of the canvas: beside the text, where there is room for all that it may come to say, or on a band."""
        viewport, bottom = self._owner.viewport().geometry(), self._owner.height()
        origin = self._owner.mapTo(self.parentWidget() or self._owner, QPoint(0, 0))
        end = viewport.left() + self._owner.left + self._owner.flow.width
        room = viewport.right() - end - SPACE
        longest = self._size(self.tr("↓ {n} new words").format(n=number(MANY)), room, SPACE * 3)
        if room > SPACE * 3 and longest.width() <= room:
            size = self._size(self.text(), longest.width(), SPACE * 3)  # broken alike, however many words there are
            self._rect, self._band = QRect(QPoint(0, 0), size), QRect()
            x = (end + viewport.right() - size.width()) // 2
            self.setGeometry(QRect(origin + QPoint(x, bottom - size.height() - SPACE), size))
        else:
            size = self.sizeHint()
            self._band = QRect(0, 0, viewport.width(), size.height() + SPACE * 3 // 2)
            x = self._owner.left + (self._owner.flow.width - size.width()) // 2
            self._rect = QRect(QPoint(x, SPACE // 2), size)
            self.setGeometry(self._band.translated(origin + QPoint(viewport.left(), bottom - self._band.height())))
        self._owner.covered = self._band.height()
