"""The composer: pictures, the editor, and the row of buttons, in one card."""

from __future__ import annotations

from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QToolButton, QVBoxLayout, QWidget

from desktop.domain.reading import Reading
from desktop.ui.buttons import ToolButton
from desktop.ui.composer.editor import LONGEST, MessageEdit
from desktop.ui.composer.strip import AttachmentStrip
from desktop.ui.theme.fonts import prose_font
from desktop.ui.theme.labels import plain_label
from desktop.ui.theme.style import ICON, icon, tint
from desktop.ui.theme.theme import RADIUS, SPACE, theme_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtCore import QEvent, QMimeData
    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from desktop.domain.attachment import Attachment
    from desktop.domain.vision import Estimate
    from desktop.ui.theme.theme import Theme

BUTTON = 32
SMALL_BUTTON = 28
UPLOAD_WIDTH, UPLOAD_HEIGHT = 120, 4  # of a bar …
UPLOAD_STEPS = 100  # … that is read aloud in percent
MILLION = 1_000_000
NARROWEST = 480  # pixels that the buttons and what they say need, however small the text is
NO_ESTIMATES: Mapping[str, Estimate] = MappingProxyType({})
WIDEST = (1 << 24) - 1  # pixels: Qt's own limit


class ComposerPanel(QWidget):
    """Where one writes, attaches and sends.

    Signals:
        send_requested: Return or the button, when there is something to send.
        stop_requested: The button that stands in the place of *send* while an answer comes.
        offered: A list of `Offer`: pasted or dropped pictures.
        paths_pasted: A list of `Offer`, and the pasted text that names their files; `take_out` takes it out again.
        pictures_pasted: `mime.Beside`: pictures that stood between words that were pasted.
        drawing_pasted: What gives a picture of the words that were pasted: see `MessageEdit.drawing_pasted`.
        pick_requested: The button that lets one choose files.
        attachment_removed: An attachment's id.
        quality_chosen: An attachment's id, and the `Quality` that is wanted of it.
        attachment_moved: An attachment's id, and the place that is wanted for it.
        attachment_asked: What is wanted, and an attachment's id: see `AttachmentChip.asked`.
        text_changed: The text is another one; ask `text`.
        edit_last_requested: Up in the empty editor.
        escaped: Escape, or the cross of what is being edited.
        invisible_pasted: So many characters of a paste cannot be seen; `remove_invisible` takes them out.
        zoom_wanted: Text is wanted so many steps larger, or smaller.
    """

    send_requested = Signal()
    stop_requested = Signal()
    offered = Signal(list)
    paths_pasted = Signal(list, str)
    pictures_pasted = Signal(object)
    drawing_pasted = Signal(object)
    pick_requested = Signal()
    attachment_removed = Signal(str)
    quality_chosen = Signal(str, object)  # what it is need not be imported before the first paint
    attachment_moved = Signal(str, int)
    attachment_asked = Signal(str, str)
    text_changed = Signal()
    edit_last_requested = Signal()
    escaped = Signal()
    invisible_pasted = Signal(int)
    zoom_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._streaming = self._missed = False
        self._reading = Reading()
        self._card = _Card(self)
        self._editing = plain_label("", self._card, muted=True)
        self._leave = self._button("leave-edit", self.tr("Stop editing"))
        self._strip = AttachmentStrip(self._card, self._leave)
        self._editor = MessageEdit(self._card)
        self._attach = self._button("attach", self.tr("Attach files"))
        self._send = self._button("send", self.tr("Send"), primary=True)
        self._stop = self._button("stop", self.tr("Stop"), primary=True)
        self._upload = UploadBar(self._card)
        self._arrange()
        self._connect()
        self._send.setEnabled(False)
        tint(self, self._tint)
        self.set_reading(self._reading)
        self.set_editing(editing=False, label="")
        self._show_state()

    def _button(self, name: str, words: str, *, primary: bool = False) -> QToolButton:
        button = ToolButton(self._card)
        button.setObjectName(name)
        button.setAccessibleName(words)
        button.setToolTip(words)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the focus in the editor
        button.setFixedSize(*(BUTTON, BUTTON) if primary else (SMALL_BUTTON, SMALL_BUTTON))
        button.setIconSize(QSize(ICON, ICON))
        button.setProperty("kind", "primary" if primary else "")
        return button

    def _arrange(self) -> None:
        banner = QHBoxLayout()
        banner.setContentsMargins(SPACE // 2, 0, 0, 0)
        banner.addWidget(self._editing, 1)
        banner.addWidget(self._leave)
        buttons = QHBoxLayout()
        buttons.addWidget(self._attach)
        buttons.addStretch(1)
        buttons.addWidget(self._upload)
        buttons.addWidget(self._send)
        buttons.addWidget(self._stop)
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        inside.setSpacing(SPACE // 2)
        inside.addLayout(banner)
        inside.addWidget(self._strip)
        inside.addWidget(self._editor)
        inside.addLayout(buttons)
        across = QHBoxLayout(self)
        across.setContentsMargins(SPACE * 2, SPACE, SPACE * 2, SPACE * 2)
        across.addStretch(1)
        across.addWidget(self._card, 1000)
        across.addStretch(1)
        for before, after in pairwise((self._strip.refused, self._editor, self._attach, self._send, self._stop)):
            QWidget.setTabOrder(before, after)

    def _connect(self) -> None:
        editor, strip = self._editor, self._strip
        editor.send_requested.connect(self._request)
        editor.textChanged.connect(self._text_changed)
        editor.edit_last_requested.connect(self.edit_last_requested)
        editor.escaped.connect(self.escaped)
        editor.offered.connect(self.offered)
        editor.paths_pasted.connect(self.paths_pasted)
        editor.pictures_pasted.connect(self.pictures_pasted)
        editor.drawing_pasted.connect(self.drawing_pasted)
        editor.not_offered.connect(self._say_what_is_left_out)
        editor.missed.connect(self._say_nothing_arrived)
        editor.too_long.connect(self._say_too_long)
        editor.page_unread.connect(self._say_page_unread)
        editor.invisible_pasted.connect(self.invisible_pasted)
        editor.focused.connect(self._card.set_focused)
        editor.zoom_wanted.connect(self.zoom_wanted)
        strip.removed.connect(self.attachment_removed)
        strip.left.connect(self.focus_editor)
        strip.quality_chosen.connect(self.quality_chosen)
        strip.moved.connect(self.attachment_moved)
        strip.asked.connect(self._ask)
        editor.chip_undone.connect(lambda: self.attachment_asked.emit("undo", ""))
        self._send.clicked.connect(self._request)
        self._stop.clicked.connect(self.stop_requested)
        self._attach.clicked.connect(self.pick_requested)
        self._leave.clicked.connect(self.escaped)

    # What the screen says

    def text(self) -> str:
        return self._editor.text()

    def set_text(self, text: str) -> None:
        """Show other text; the same text keeps cursor and undo."""
        self._editor.set_text(text)

    def type_text(self, text: str) -> None:
        """Go on typing here what was begun elsewhere in the window."""
        self._editor.type_text(text)

    def set_reading(self, reading: Reading) -> None:
        """Write at this size and in this font, as wide as what is read above."""
        self._reading = reading
        self._editor.setFont(prose_font(self.font(), reading))
        self._card.setMaximumWidth(max(reading.column, NARROWEST) if reading.column else WIDEST)

    def insert(self, mime: QMimeData) -> None:
        """Take a text that was dropped elsewhere as if it was dropped where the cursor is."""
        self.focus_editor()
        self._editor.drop(mime)

    def write(self, text: str) -> None:
        """Put a text where the cursor is, apart from what is written there."""
        self._editor.write(text)

    def quote(self, text: str) -> None:
        """Put a quotation where the cursor is, and go on writing behind it."""
        self._editor.quote(text)

    def focus_editor(self) -> None:
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_attachment(self, attachment_id: str) -> None:
        """Give a chip the keyboard."""
        self._strip.focus(attachment_id)

    def take_out(self, text: str) -> bool:
        """Remove a text that was pasted; whether it still was there."""
        return self._editor.take_out(text)

    def remove_invisible(self) -> None:
        """Take the characters that cannot be seen out of the text; one step to undo."""
        self._editor.remove_invisible()

    def set_attachments(
        self, attachments: Sequence[Attachment], estimates: Mapping[str, Estimate] = NO_ESTIMATES
    ) -> None:
        """Show these chips, in this order, with what they cost by their ids."""
        self._strip.set_attachments(attachments, estimates)
        self._show_state()

    def set_removals(self, count: int) -> None:
        """So many chips that were taken away can be brought back, by Ctrl+Z too."""
        self._editor.chip_steps.set_removals(count)

    def add_step(self, take_back: Callable[[], None]) -> None:
        """Something was done to the chips that Ctrl+Z takes back by this, in its turn."""
        self._editor.chip_steps.add(take_back)

    def add_undone(self, do_again: Callable[[], None]) -> None:
        """Something that was done to the chips was undone; Redo does it again by this, in its turn."""
        self._editor.chip_steps.add_undone(do_again)

    def undo_text(self) -> None:
        """Undo what was done to the text last, for good: doing it again would leave the files out that came with it."""
        self._editor.undo()
        self._editor.document().clearUndoRedoStacks(QTextDocument.Stacks.RedoStack)

    def set_streaming(self, streaming: bool) -> None:  # noqa: FBT001 - one plain state
        """Show *stop* instead of *send*."""
        self._streaming = streaming
        self._show_state()

    def set_upload(self, share: float | None) -> None:
        """Show beside *stop* how much of a question is on its way, from 0 to 1; None when that is over."""
        self._upload.set_share(share)

    def set_editing(self, editing: bool, label: str) -> None:  # noqa: FBT001 - one plain state
        """Say above the editor that an earlier question is being changed, and how to leave that."""
        self._editing.setText(label)
        self._editing.setVisible(editing)
        self._leave.setVisible(editing)

    # Inside

    def _sendable(self) -> bool:
        return self._strip.can_be_sent or not self._editor.is_blank()

    def _request(self) -> None:
        if self._sendable():
            self.send_requested.emit()

    def _ask(self, action: str, attachment_id: str) -> None:
        if action == "redo":
            self._editor.redo_here()
        elif action != "undo" or not self._editor.undo_here():
            self.attachment_asked.emit(action, attachment_id)

    def _text_changed(self) -> None:
        if self._missed or self._editor.is_blank():
            self.say_no_more()  # a text came, or the question is gone
        self._show_state()
        self.text_changed.emit()

    def _show_state(self) -> None:
        focus_goes = (self._streaming and self._send.hasFocus()) or (not self._streaming and self._stop.hasFocus())
        if self._send.isEnabled() != self._sendable():
            self._send.setEnabled(self._sendable())
            self._tint(theme_of(self.palette()))
        self._send.setVisible(not self._streaming)
        self._stop.setVisible(self._streaming)
        if focus_goes:
            self.focus_editor()

    def _say_what_is_left_out(self, count: int) -> None:
        from desktop.domain.attachment import MOST  # noqa: PLC0415 - not before the first paint
        from desktop.ui.images.mime import MOST_PIXELS  # noqa: PLC0415 - not before the first paint

        if count:
            text = self.tr("At most {most} files at a time. Left out: {n}.").format(most=MOST, n=count)
        else:
            text = self.tr("This picture has more than {n} million pixels. Save it as a file and drop that.")
            text = text.format(n=MOST_PIXELS // MILLION)
        self._remark(text)

    def say_missed(self, too_large: bool) -> None:  # noqa: FBT001 - a slot
        """Say why nothing comes of a drop or a paste."""
        if too_large:
            self._say_what_is_left_out(0)
        else:
            self._say_nothing_arrived()

    def _say_nothing_arrived(self) -> None:
        self._remark(self.tr("Nothing arrived from the other program. Save it as a file there, and drop that."))
        self._missed = True

    def miss_no_more(self) -> None:
        """Take back that nothing arrived: something else can be pasted now, or nothing."""
        if self._missed:
            self.say_no_more()

    def say_no_more(self) -> None:
        """Take back what is said of the last paste or drop."""
        self._remark("")

    def warn(self, text: str) -> None:
        """Say of all that would be sent what speaks against it, until that is said no more: with ""."""
        self._strip.warn(text)

    def _remark(self, text: str) -> None:
        self._missed = False
        self._strip.remark(text)

    def _say_too_long(self, count: int) -> None:
        from desktop.ui.figures import number  # noqa: PLC0415 - not before the first paint

        text = self.tr("This text has {n} million characters; a question takes at most {most} million.")
        self._remark(text.format(n=number(count / MILLION, 1), most=LONGEST // MILLION))

    def _say_page_unread(self) -> None:
        self._remark(self.tr("What was copied is too long a page to be read here. Copy its words alone."))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == event.Type.FontChange:
            self.set_reading(self._reading)
        elif event.type() == event.Type.StyleChange:  # the editor is about to get the font back that it had before
            QTimer.singleShot(0, self, lambda: self.set_reading(self._reading))

    def _tint(self, theme: Theme) -> None:
        self._attach.setIcon(icon("attach", theme, theme.muted))
        self._leave.setIcon(icon("close", theme, theme.muted))
        self._send.setIcon(icon("send", theme, theme.on_accent if self._send.isEnabled() else theme.muted))
        self._stop.setIcon(icon("stop", theme, theme.on_accent))


class UploadBar(QProgressBar):
    """A thin bar; the transcript says the same in words."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("upload")
        self.setAccessibleName(self.tr("Sent so far"))
        self.setTextVisible(False)
        self.setMaximum(UPLOAD_STEPS)
        self.setFixedSize(UPLOAD_WIDTH, UPLOAD_HEIGHT)
        self.hide()

    def set_share(self, share: float | None) -> None:
        """How much is sent, from 0 to 1; hidden for None."""
        self.setValue(int(UPLOAD_STEPS * (share or 0)))
        self.setVisible(share is not None)


class _Card(QWidget):
    """The rounded ground; its border shows whether the editor has the focus, and a click on it goes there."""

    def __init__(self, panel: ComposerPanel) -> None:
        super().__init__(panel)
        self._panel = panel
        self._focused = False

    def set_focused(self, focused: bool) -> None:  # noqa: FBT001 - a slot
        self._focused = focused
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._panel.focus_editor()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        theme = theme_of(self.palette())
        width = 2.0 if self._focused else 1.0
        with QPainter(self) as painter:  # an exception must not keep it alive
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.accent if self._focused else theme.control), width))
            painter.setBrush(QColor(theme.surface))
            place = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
            painter.drawRoundedRect(place, RADIUS * 2, RADIUS * 2)
