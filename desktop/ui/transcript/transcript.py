"""The messages of a conversation: one painted scroll area with a geometry of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QImage, QPainter

from desktop.ui.accessible import install
from desktop.ui.menus import light_first
from desktop.ui.theme.theme import SPACE
from desktop.ui.transcript.accessible import Herald, TranscriptAccessible
from desktop.ui.transcript.canvas import NOTHING, Canvas
from desktop.ui.transcript.copying import Copying
from desktop.ui.transcript.deeds import Deeds
from desktop.ui.transcript.entry import Branch
from desktop.ui.transcript.find import Search
from desktop.ui.transcript.keys import Keys
from desktop.ui.transcript.menu import menu_for
from desktop.ui.transcript.pace import Pace
from desktop.ui.transcript.painting import Attention, paint_flow, paint_pinned
from desktop.ui.transcript.picture_memory import PictureMemory
from desktop.ui.transcript.pill import Pill
from desktop.ui.transcript.pinned import pinned_in
from desktop.ui.transcript.pointer import Pointer
from desktop.ui.transcript.rows import Paint
from desktop.ui.transcript.sideways import Sideways
from desktop.ui.transcript.style import SIDE
from desktop.ui.transcript.targets import place_at

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import (
        QAccessibleInterface,
        QFocusEvent,
        QKeyEvent,
        QMouseEvent,
        QPaintEvent,
        QResizeEvent,
    )
    from PySide6.QtWidgets import QWidget

    from desktop.domain.blocks import Growing
    from desktop.domain.reading import Reading
    from desktop.ui.transcript.entry import Entry
    from desktop.ui.transcript.entry_view import EntryView
    from desktop.ui.transcript.hold import Mark
    from desktop.ui.transcript.rows import Place
    from desktop.ui.transcript.style import Style
    from desktop.ui.transcript.typesetter import Typesetter

MARGIN = 8  # a part of the height so large, at the top and at the bottom, in which a line is not seen well


class Transcript(Canvas):
    """Paints what is seen, measures what is near, estimates the rest; stays where the reader is.

    Signals:
        action_requested: Id of a message, and what is to be done with it: "copy", "edit", "regenerate",
            "previous", "next", or the id of a fix.
        picture_wanted: Hash of a stored picture that is on view, and the room for it in device pixels; answered by
            `set_picture`.
        picture_activated: Id of a message, and hash of its picture.
        picture_asked: What is to be done with a stored picture ("original", "use", "save", "copy", or "drag", while
            the button is down), or with one at an address ("address"), id of its message, and its hash or address.
        save_requested: The name proposed for a file, and the code that is to be put in it.
        link_activated: The address of a link, as written, and its text, or of a file; nothing is opened here.
        zoom_wanted: The wheel was turned with Ctrl: so many steps larger, or smaller.
        undo_requested: What was deleted last is wanted back.
    """

    action_requested = Signal(str, str)
    picture_wanted = Signal(str, QSize)
    picture_activated = Signal(str, str)
    picture_asked = Signal(str, str, str)
    save_requested = Signal(str, str)
    link_activated = Signal(str, str)
    zoom_wanted = Signal(int)
    undo_requested = Signal()

    def __init__(self, typesetter: Typesetter, parent: QWidget | None = None) -> None:
        super().__init__(typesetter, parent)
        self.setObjectName("transcript")
        self.setAccessibleName(self.tr("Conversation"))
        late = self.flow.style.typesetter.ready  # in a turn of their own: they may cost as much as a jump
        late.connect(self._take_formulas, Qt.ConnectionType.QueuedConnection)
        self._pictures = PictureMemory(self.picture_wanted.emit)
        self._placing = False
        self.later = QTimer(self)  # what there was no time for, and putting all in its place
        self.later.setSingleShot(True)
        self.later.timeout.connect(self._replace)
        self._awaited = ""  # the last message, while it is an answer that arrives
        self.sideways = Sideways(self)
        self.deeds = Deeds(self)
        self.pace = Pace(self, self._grow)
        self.pill = Pill(self)
        self.pill.clicked.connect(self.scroll_to_end)
        self.accessible: QAccessibleInterface | None = None  # Python's half of it, kept alive
        self.copying = Copying(self, self.flow, self._replace)
        self.herald = Herald(self)
        install(Transcript, TranscriptAccessible)
        self._pointer = Pointer(self)
        self.keys = Keys(self)
        self.search = Search(self)

    # Contents

    def show_entries(self, entries: Sequence[Entry] | Branch, mark: Mark | None = None) -> None:
        """Show another conversation, where it was read before, or at its end."""
        self.search.leave()
        self.pace.forget()
        self.pill.rest()
        self.selection = NOTHING
        self._awaited = ""
        self.keys.forget()
        self._pictures.ask_again()
        self.flow.show_entries(Branch.of(entries), mark)
        self._replace()
        self.herald.replaced(range(0))
        self._tell_end()
        self.search.replaced()

    def show_branch(self, entries: Sequence[Entry] | Branch) -> None:
        """Show another state of this conversation, staying where the reader is."""
        self.pace.forget()
        same = self.flow.show_branch(Branch.of(entries))
        if self.selection.last.entry >= same:
            self.selection = NOTHING
        self.keys.forget_from(same, len(entries))
        self._pointer.forget(same)
        self.deeds.forget(same)
        self._replace()
        self.herald.replaced(range(same, len(entries)))
        self._tell_end()
        self.search.rebranched(same)

    def _tell_end(self) -> None:
        """Have it told that the last answer has come, also when it came too quickly to be seen arriving."""
        count = len(self.flow.entries)
        last = self.flow.entry(count - 1) if count else None
        if last and (last.streaming or last.id == self._awaited):
            self.pill.show_news(last)
        if last and not last.streaming and last.id == self._awaited:
            self.herald.grown(count - 1, finished=True)
        self._awaited = last.id if last and last.streaming else ""

    def grow(self, entry_id: str, growing: Growing, reasoning: str = "", waiting: str = "", thought: str = "") -> None:
        """Show more of an answer that is arriving; meant to be called once a frame.

        What is dear to lay out, such as a long table, is shown less often, so that the rest of the window stays quick.
        """
        self.pace.offer(entry_id, growing, reasoning, waiting, thought)

    def _grow(self, entry_id: str, growing: Growing, reasoning: str, waiting: str, thought: str) -> None:
        index = self.flow.index_of(entry_id)
        if index < 0:
            return
        changed = self.flow.grow(index, growing, reasoning, waiting, thought)
        self._put_bar(self.flow.settled)
        self.pill.show_news(self.flow.entry(index))
        if self.flow.unfinished:
            self.later.start(0)
        viewport, top = self.viewport(), changed - self.scrolled
        viewport.update(0, top, viewport.width(), viewport.height() - top)
        self.herald.grown(index, finished=False)
        self.search.grown(index)

    def set_picture(self, blob: str, image: QImage) -> None:
        """A picture that was wanted; its room has been kept free."""
        self._pictures.fit(self.viewport().size() * self.devicePixelRatioF())
        self._pictures.put(blob, image)
        self.viewport().update()

    def picture(self, blob: str) -> QImage | None:
        """A picture that was set and is still in memory, in the size in which it was wanted."""
        return self._pictures.peek(blob)

    def cut_more(self, index: int) -> None:
        """Make pieces of some more of a long text; everything is put in its place in the next turn of the loop."""
        self.flow.cut_more(index)
        self.later.start(0)

    def _take_formulas(self) -> None:
        """Show formulas that have been laid out, staying at the line that is read."""
        if self.flow.take_formulas() and not self.later.isActive():  # else it comes with what else is late
            self.later.start(0)

    # Scrolling

    def scroll_to_end(self) -> None:
        """Go to the end, and follow what comes."""
        self.come_back(None)

    def come_back(self, mark: Mark | None, entry_id: str = "") -> None:
        """Go to what was read before, or to the end; a message may be given the keyboard."""
        self.flow.come_back(mark)
        self._place()
        if entry_id:
            self.keys.take(self.flow.index_of(entry_id))

    def _replace(self) -> None:
        self._place()
        self.viewport().update()

    def _place(self) -> None:
        """Measure what is near, then put the scroll bar where the reader is."""
        self.flow.viewport = self.viewport().height()
        self._put(self.flow.settle())

    def _put(self, value: int) -> None:
        """Put the scroll bar where the reader is; what there was no time for comes in the next turn of the loop."""
        self._put_bar(value)
        if self.flow.unfinished:
            self.later.start(0)

    def _put_bar(self, value: int) -> None:
        bar = self.verticalScrollBar()
        self._placing = True
        bar.setRange(0, self.flow.furthest)
        bar.setValue(value)
        self._placing = False
        if self.flow.following or value >= self.flow.furthest:
            self.pill.rest()
        elif self.pill.isHidden():
            last = self.flow.entry(len(self.flow.entries) - 1)
            self.pill.rise(None if last.id == self._awaited and not last.streaming else last)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """The scroll bar has moved: by hand, or because everything was placed anew."""
        del dx
        if self._placing:
            self.sideways.scroll(dy)
            return
        self.flow.scroll_to(self.verticalScrollBar().value())
        self._place()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._restyle(self.flow.style)
        self.pill.place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        kinds = {QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.ApplicationPaletteChange}
        if event.type() in kinds and hasattr(self, "flow"):
            self._restyle(self.styled(self.flow.style.reading))

    def set_reading(self, reading: Reading) -> None:
        """Show everything at another size, in other fonts or with other room around, at the same line."""
        if reading != self.flow.style.reading:
            self._restyle(self.styled(reading))
            self.pill.place()

    def _restyle(self, style: Style) -> None:
        bar = self.verticalScrollBar()
        room = self.width() - 2 * max(min(SIDE, self.width() // 20), bar.sizeHint().width() + SPACE // 4)
        self.flow.viewport = self.viewport().height()
        bar.setPageStep(self.flow.viewport)
        bar.setSingleStep(style.line)
        self.flow.restyle(style, max(SPACE * 10, min(room, style.column or room)))
        if self.later.isActive():  # the time of this turn is spent, as when a scroll bar has come up
            self._put_bar(self.flow.settled)
        else:
            self._replace()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self.viewport()) as painter:  # an exception must not keep it alive
            self._paint(painter, event)

    def _paint(self, painter: QPainter, event: QPaintEvent) -> None:
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # rows place everything themselves, text is as it is
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(event.rect(), QColor(self.flow.style.theme.surface))
        painter.translate(self.left, -self.scrolled)
        style, width, attention = self.flow.style, self.flow.width, self._attention()
        paint = Paint(painter, style, width, None, None, None, active=False, pictures=self._pictures)
        seen = QRectF(event.rect().translated(-self.left, self.scrolled))
        paint_flow(paint, self.flow, seen, attention)
        self.keys.caret.paint(painter)
        pinned = pinned_in(self.flow, self.scrolled)
        self.sideways.paint(painter, attention.focused, floating=pinned is not None)
        paint_pinned(paint, self.flow, pinned, attention)

    def _attention(self) -> Attention:
        keys, pointer = self.keys, self._pointer
        here = self.hasFocus()
        active = frozenset({pointer.entry, keys.entry if here else -1})
        focused, current = (keys.focused, keys.entry) if here else (None, -1)
        found = self.search.found_in
        pointed = (pointer.entry, pointer.row)
        return Attention(pointer.hovered, focused, self.deeds.done, self.selection, found, active, pointed, current)

    # Selection

    def copy(self, *, as_markdown: bool = False) -> None:
        """Put what is selected on the clipboard, or else the message that has the keyboard."""
        self.pace.show_late()
        if self.selection:
            self.copying.start(self.selection, as_markdown=as_markdown)
        elif self.keys.take_seen() >= 0:
            self.deeds.act(self.keys.entry, "copy")

    def copy_message(self, entry_id: str) -> None:
        """Put all that a message says on the clipboard, but not what was thought."""
        self.pace.show_late()
        if (index := self.flow.index_of(entry_id)) >= 0:
            self.copying.start_message(index)

    def toggle_reasoning(self, index: int) -> None:
        """Open or close the reasoning of a message."""
        self._put(self.flow.fold(index))
        self._rearranged(index)

    def rearrange(self, index: int, change: Callable[[EntryView], None], *, keep: bool = True) -> None:
        """Change the looks of a message by hand; see `Flow.rearrange`."""
        self.flow.rearrange(index, change, keep=keep)
        self._place()
        self._rearranged(index)

    def _rearranged(self, index: int) -> None:
        self.clear_selection()
        self.viewport().update()
        self.keys.refresh()
        self.herald.folded(index)

    def open_menu(self, index: int, at: QPoint, *, by_key: bool = False) -> None:
        """Open a message's menu at a point of the viewport; by a key for what has that, with a current row."""
        point = self._pointer.column_point(at)
        place = (self.keys.focused if by_key else None) or place_at(self.flow, *point)
        menu = menu_for(self, index, place, None if by_key else point)
        menu.popup(self.viewport().mapToGlobal(at))
        if by_key:
            light_first(menu)

    def reveal_place(self, place: Place) -> None:
        """Scroll as little as needed to bring a target on view."""
        if self.sideways.reveal(place):
            return
        view = self.flow.view(place.entry)
        top = self.flow.top(place.entry) + view.column.top(place.row) + place.target.rect.top()
        self.reveal_height(top, place.target.rect.height())

    def reveal_line(self, index: int, row: int, top: int, height: int) -> None:
        """Bring a line of a row on view, a third down from the top unless it can be seen already."""
        view = self.flow.view(index)
        seen = self.flow.top(index) + view.column.top(row) + top - self.scrolled
        room = self.viewport().height()
        if not room // MARGIN <= seen <= room - max(room // MARGIN, self.covered) - height:
            self.flow.stand_at(index, row, top - room // 3)
            self._replace()

    # Events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.keys.press(event):
            event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.repaint_entry(self.keys.entry)
        self.repaint_entry(self.selection.head.entry)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.keys.enter(event.reason())
        self.repaint_entry(self.keys.entry)
        self.repaint_entry(self.selection.head.entry)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.flow.at(event.pos().y() + self.scrolled)
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.keys.open_menu()
        elif 0 <= index < len(self.flow.entries):
            self.keys.take(index)  # the menu names keys
            self.open_menu(index, event.pos())

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's
        """Tab walks the parts of a message before it leaves."""
        return self.keys.walk(1 if forward else -1) or super().focusNextPrevChild(forward)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer.move(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pointer.press(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pointer.double_click(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pointer.release(event)
