"""The window in which a picture is turned, cut and blacked out before it is sent."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QDialog, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from desktop.domain.edits import UNTOUCHED, Edits, Size, turned, turned_size
from desktop.domain.picture import ALONE
from desktop.ui.actions import REDO, REDO_TOO
from desktop.ui.application import keep_on_screen
from desktop.ui.buttons import ToolButton
from desktop.ui.dialogs.frame import push_button
from desktop.ui.images.chip_rows import held_together
from desktop.ui.images.marks import MarkingCanvas, Tool
from desktop.ui.images.page_box import PageBox
from desktop.ui.theme.labels import plain_label, tooltip
from desktop.ui.theme.style import icon, tint
from desktop.ui.theme.theme import SPACE

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QImage

    from desktop.domain.picture import Frames
    from desktop.ui.images.zoom import Look
    from desktop.ui.theme.theme import Theme

USUAL = QSize(860, 640)
LINES = 2  # of what is said below, so that nothing jumps while it changes
UNDO = QKeySequence.StandardKey.Undo
Keys: TypeAlias = str | QKeySequence | QKeySequence.StandardKey


class Wish(NamedTuple):
    """A part of the picture as it came, upright and then turned by quarters; or of what would be sent after."""

    look: Look
    turns: int
    after: bool
    frame: int | None = None


class RetouchDialog(QDialog):
    """Shows a picture as it came, with marks on it, or as it would be sent; changes nothing by itself.

    Signals:
        wanted: A `Wish`; answered by `set_seen`.
        edited: Other `Edits`; answered by `show_made`, or by `show_failure`.
        page_wanted: Another frame or page, counted from 0, or None; answered by `show_page`.
        applied: The picture is to be sent with these `Edits`.
        left: It is not, after all; these are no longer seen. `take_up` shows them again.
    """

    wanted = Signal(object)
    edited = Signal(object)
    page_wanted = Signal(object)
    applied = Signal(object)
    left = Signal(object)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("retouch")
        self.setWindowTitle(self.tr("Edit {name}").format(name=name))
        self._upright: Size = (0, 0)
        self._made: Size = (0, 0)
        self._begun = self._edits = UNTOUCHED
        self._before: list[Edits] = []
        self._taken_back: list[Edits] = []
        self._drawings: dict[QToolButton, str] = {}
        self.canvas = MarkingCanvas(self)
        self._hint = plain_label("", self, muted=True)
        self._facts = plain_label(self.tr("Opening…"), self)
        self._facts.setObjectName("retouch-facts")
        self._facts.setMinimumHeight(LINES * self._facts.fontMetrics().lineSpacing())
        self._tools = QButtonGroup(self)
        self._apply = push_button(self, "retouch-apply", self.tr("&Apply"), self._accept, primary=True)
        self._cancel = push_button(self, "retouch-cancel", self.tr("Cancel"), self.reject)
        self._pages = PageBox(self)
        self._make_buttons()
        self._arrange()
        self._pages.chosen.connect(lambda frame: self._change(self._edits._replace(frame=frame)))
        self.canvas.edited.connect(self._change)
        self.canvas.chosen.connect(self._tell)
        self.canvas.wanted.connect(self._want)
        tint(self, self._tint)
        self._enable()
        self.resize(USUAL)
        keep_on_screen(self)

    def _make_buttons(self) -> None:
        self._hide = self._switch("retouch-hide", "black-out", self.tr("Black out"), "B", self._use)
        self._crop = self._switch("retouch-crop", "crop", self.tr("Crop"), "C", self._use)
        left = self._button("retouch-left", "turn-left", self.tr("Turn left"), "L", lambda: self._turn(3))
        right = self._button("retouch-right", "turn-right", self.tr("Turn right"), "R", lambda: self._turn(1))
        self._undo = self._button("retouch-undo", "undo", self.tr("Undo"), UNDO, self._take_back)
        self._redo = self._button("retouch-redo", "redo", self.tr("Redo"), QKeySequence(REDO), self._do_again)
        QShortcut(QKeySequence(REDO_TOO), self, self._redo.click)
        self._after = self._switch("retouch-after", "eye", self.tr("What is sent"), "V", self._show)
        back, on = self.tr("Previous frame or page"), self.tr("Next frame or page")
        self._turning = [
            self._button("retouch-previous", "chevron-left", back, "Ctrl+PgUp", lambda: self._pages.stepBy(-1)),
            self._button("retouch-next", "chevron-right", on, "Ctrl+PgDown", lambda: self._pages.stepBy(1)),
        ]
        for button in self._turning:
            button.hide()
        for tool in (self._hide, self._crop):
            self._tools.addButton(tool)
            tool.clicked.connect(self._use)  # its key is pressed also while it is in use
        self._hide.setChecked(True)
        self._changing = [self._hide, self._crop, left, right, self._undo, self._redo]

    def _arrange(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(SPACE // 2)
        for button in self._changing:
            bar.addWidget(button)
        for widget in (self._turning[0], self._pages, self._turning[1]):
            bar.addWidget(widget)
        bar.addStretch(1)
        bar.addWidget(self._after)
        below = QHBoxLayout()
        below.setSpacing(SPACE)
        below.addWidget(self._facts, 1)
        below.addWidget(self._cancel)
        below.addWidget(self._apply)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self.canvas, 1)
        said = QHBoxLayout()  # a line of its own, which no tool makes narrow
        said.addWidget(self._hint)
        for row in (bar, said, below):
            row.setContentsMargins(SPACE * 2, 0, SPACE * 2, 0)
            column.addLayout(row)
        stops = [self.canvas, *self._changing, self._turning[0], self._pages, self._turning[1], self._after]
        for before, following in pairwise((*stops, self._cancel, self._apply)):
            QWidget.setTabOrder(before, following)
        self.canvas.setFocus()

    def _button(
        self,
        name: str,
        drawing: str,
        words: str,
        key: Keys,
        act: Callable[[], object],
    ) -> QToolButton:
        made = self._sign(name, drawing, words, key)
        made.clicked.connect(act)
        return made

    def _switch(self, name: str, drawing: str, words: str, key: str, act: Callable[[], object]) -> QToolButton:
        made = self._sign(name, drawing, words, key)
        made.setCheckable(True)
        made.toggled.connect(act)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        return made

    def _sign(self, name: str, drawing: str, words: str, key: Keys) -> QToolButton:
        made = ToolButton(self)
        made.setObjectName(name)
        made.setText(words)
        made.setAccessibleName(words)
        keys = QKeySequence(key)
        said = keys.toString(QKeySequence.SequenceFormat.NativeText)
        made.setToolTip(tooltip(f"{words} ({said})"))
        made.setAccessibleDescription(said)  # else Qt reads the tooltip aloud, with its markup
        QShortcut(keys, self, made.click)
        self._drawings[made] = drawing
        return made

    def _tint(self, theme: Theme) -> None:
        for button, drawing in self._drawings.items():
            button.setIcon(icon(drawing, theme))

    # What the screen says

    def show_picture(self, size: Size, edits: Edits, frames: Frames = ALONE) -> None:
        """It has been read: so many pixels upright, edited like this until now, and with this to choose from."""
        self._upright, self._begun, self._edits = size, edits, edits
        self._pages.show_frames(frames, edits.frame)
        for button in self._turning:
            button.setVisible(frames.total > 1)
        self._show()
        self.edited.emit(edits)

    def take_up(self, edits: Edits) -> None:
        """Go on where the picture was left."""
        self._change(edits)

    def show_page(self, size: Size, frame: int | None) -> None:
        """The frame or page that was wanted has so many pixels."""
        if frame == self._edits.frame:
            self._upright = size
            self._show()

    def set_seen(self, wish: Wish, image: QImage) -> None:
        """What was wanted, unless something else is on view by now."""
        if (wish.after, wish.turns, wish.frame) == (self._after.isChecked(), self._edits.turns, self._edits.frame):
            self.canvas.set_seen(wish.look, image)

    def show_made(self, size: Size, facts: str) -> None:
        """So large it would be sent, which costs and does what the facts say."""
        changed, self._made = size != self._made, size
        self._facts.setText(held_together(facts))
        self._apply.setEnabled(True)
        if self._after.isChecked():
            if changed:
                self._show()
            else:
                self.canvas.ask_again()

    def show_failure(self, sentence: str) -> None:
        """It cannot be read, or not be made like this."""
        self._facts.setText(sentence)
        self._apply.setEnabled(False)

    # Looking

    def _show(self) -> None:
        """Show the picture as it came and is turned by now, with its marks, or what would be sent."""
        after = self._after.isChecked()
        self.canvas.marking = not after and self._upright != (0, 0)
        self.canvas.show_picture(QSize(*(self._made if after else turned_size(self._upright, self._edits.turns))))
        self.canvas.show_edits(self._edits)
        self._enable()
        self.canvas.setFocus()

    def _want(self, look: Look) -> None:
        self.wanted.emit(Wish(look, self._edits.turns, self._after.isChecked(), self._edits.frame))

    # Changing

    def _use(self) -> None:
        self.canvas.tool = Tool.HIDE if self._hide.isChecked() else Tool.CROP
        self.canvas.setFocus()
        self._tell()

    def _turn(self, times: int) -> None:
        edits = self._edits
        for _ in range(times):
            edits = turned(edits, turned_size(self._upright, edits.turns))
        self._change(edits)

    def _change(self, edits: Edits) -> None:
        if edits != self._edits:
            self._before.append(self._edits)
            self._taken_back.clear()
            self._set(edits)

    def _take_back(self) -> None:
        if self._before:
            self._taken_back.append(self._edits)
            self._set(self._before.pop())

    def _do_again(self) -> None:
        if self._taken_back:
            self._before.append(self._edits)
            self._set(self._taken_back.pop())

    def _set(self, edits: Edits) -> None:
        before, self._edits = self._edits, edits
        if edits.frame != before.frame:
            self._pages.show_frame(edits.frame)
            self.page_wanted.emit(edits.frame)
        if edits.turns != before.turns:
            self._show()
        else:
            self.canvas.show_edits(edits)
        self._apply.setEnabled(False)
        self._enable()
        self.edited.emit(edits)

    def _enable(self) -> None:
        there = self._upright != (0, 0)
        for button in self._changing:
            button.setEnabled(there and not self._after.isChecked())
        for chooser in (self._pages, *self._turning):
            chooser.setEnabled(there and not self._after.isChecked())
        for button, kept in ((self._undo, self._before), (self._redo, self._taken_back)):
            button.setEnabled(bool(kept) and not self._after.isChecked())
        self._after.setEnabled(there)
        self._apply.setEnabled(self._apply.isEnabled() and there)
        self._tell()

    def _tell(self) -> None:
        """Say what can be done next; and to those who do not see it, what is marked where."""
        chosen = self.canvas.chosen_box() if self.canvas.marking else None
        if self._after.isChecked():
            said = self.tr("This is what the model gets.")
        elif chosen:
            said = self.tr("Arrows move the box, Shift+arrows size it, Delete removes it.")
        elif self.canvas.tool is Tool.CROP:
            said = self.tr("Draw a box around what stays, or press Space for one.")
        else:
            said = self.tr("Draw boxes over what nobody is to see, or press Space for one.")
        self._hint.setText(said)
        self.canvas.setAccessibleName(self.windowTitle())
        self.canvas.setAccessibleDescription(self._place_of(*chosen) if chosen else said)

    def _place_of(self, kind: Tool, box: tuple[int, int, int, int]) -> str:
        left, top, right, bottom = box
        words = self.tr("What stays: {width}×{height} at {left}, {top}")
        if kind is Tool.HIDE:
            words = self.tr("Blacked out: {width}×{height} at {left}, {top}")
        return words.format(width=right - left, height=bottom - top, left=left, top=top)

    def reject(self) -> None:
        """Escape closes it like everything else that lies on top, and costs nothing."""
        if self._edits != self._begun:
            self.left.emit(self._edits)
        super().reject()

    def _accept(self) -> None:
        self.applied.emit(self._edits)
        self.accept()
