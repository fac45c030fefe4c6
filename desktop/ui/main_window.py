"""The frame: menus, what is left, what is right, the status line. It knows no service."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QSplitter

from desktop.ui import actions
from desktop.ui.browser.browser import ModelBrowser
from desktop.ui.chat_pane import ChatPane
from desktop.ui.sidebar.sidebar import Sidebar

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent

    from desktop.ui.transcript.typesetter import Typesetter

LEFT_WIDTH = 340  # device-independent pixels
NARROW = 760  # device-independent pixels of a window that has room for the chat alone
SIDEBAR_HEIGHT = 190
SMALLEST = QSize(560, 480)
USUAL = QSize(1180, 780)
BRIEF = 2_000  # milliseconds


class Stand(NamedTuple):
    """Where and how the window stands.

    Attributes:
        geometry: Qt's own bytes, base64.
        splitters: Sizes in device-independent pixels, by object name.
    """

    geometry: str
    splitters: dict[str, list[int]]


class _Split(QSplitter):
    """Tells when it has another size."""

    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()


class MainWindow(QMainWindow):
    """Conversations and models on the left, the chat on the right.

    Signals:
        close_requested: The person wants to leave; the window stays until `close_now`.
    """

    close_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("main-window")
        self.setWindowTitle(self.tr("Parley"))
        self.setMinimumSize(SMALLEST)
        self.resize(USUAL)
        self.sidebar = Sidebar(self)
        self.browser = ModelBrowser(self)
        self.chat = ChatPane(self)
        self.actions_by_id = actions.build(self.menuBar(), self)
        self._status = QLabel(self)
        self._status.setObjectName("status")
        self._status.setTextFormat(Qt.TextFormat.PlainText)
        self._status.setAccessibleName(self.tr("Status"))
        self._lasting = ""  # what the status line says when nothing else is said for a moment
        self._moment = QTimer(self)
        self._moment.setSingleShot(True)
        self._moment.timeout.connect(lambda: self._say(self._lasting))
        self._closing = False
        self._left_width = LEFT_WIDTH
        self._peeking = False  # it shows the left side until a model is chosen
        self._is_narrow = self._made_room = False  # it hid the left side for want of room
        self._arrange()
        self.chat.composer.focus_editor()

    def _arrange(self) -> None:
        self.left = QSplitter(Qt.Orientation.Vertical, self)
        self.left.setObjectName("left")
        self.left.addWidget(self.sidebar)
        self.left.addWidget(self.browser)
        # as a person wants them: a small window has no room for that, and one that is not laid out yet has none
        self._left_heights = [SIDEBAR_HEIGHT, USUAL.height() - SIDEBAR_HEIGHT]
        self.left.setSizes(self._left_heights)
        self.left.setStretchFactor(1, 1)
        self.left.splitterMoved.connect(self._keep_heights)
        self.split = _Split(Qt.Orientation.Horizontal, self)
        self.split.resized.connect(self._make_room)
        self.split.setObjectName("split")
        self.split.addWidget(self.left)
        self.split.addWidget(self.chat)
        self.split.setSizes([LEFT_WIDTH, USUAL.width() - LEFT_WIDTH])
        self.split.setStretchFactor(1, 1)
        self.split.setCollapsible(1, False)
        self.setCentralWidget(self.split)
        self.browser.sought.connect(self._peek)
        self.browser.left.connect(self._end_peeking)
        self.browser.chosen.connect(self._end_peeking)
        self.statusBar().addWidget(self._status, 1)
        self.statusBar().setSizeGripEnabled(False)

    def _keep_heights(self) -> None:
        self._left_heights = self.left.sizes()

    def furnish(self, typesetter: Typesetter) -> None:
        """Make what is empty as yet, and so is not missed in the first paint."""
        from desktop.ui.menus import open_by_key  # noqa: PLC0415 - likewise

        open_by_key(self)
        self.sidebar.furnish()
        self.browser.furnish()
        self.chat.furnish(typesetter)

    def show_status(self, text: str) -> None:
        """Say something in the status line; the accessible text is the text."""
        self._lasting = text
        if not self._moment.isActive():
            self._say(text)

    def show_briefly(self, text: str) -> None:
        """Say something in the status line for a moment."""
        self._say(text)
        self._moment.start(BRIEF)

    def _say(self, text: str) -> None:
        self._status.setText(text)
        self._status.setAccessibleName(text or self.tr("Status"))

    def toggle_left(self) -> None:
        self._made_room = self._peeking = False
        self._show_left(shown=not self.left.isVisible() or not self.split.sizes()[0])

    def _peek(self) -> None:
        """Show the left side for as long as a model is looked for there."""
        if self.left.isHidden():
            self._peeking = True
            self._show_left(shown=True)

    def _end_peeking(self) -> None:
        if self._peeking:
            self._peeking = False
            self._show_left(shown=False)

    def _show_left(self, *, shown: bool) -> None:
        """Show or hide the left side, as wide as it was before; one that was dragged shut, as wide as usual."""
        if not self.left.isHidden():
            self._left_width = self.split.sizes()[0] or LEFT_WIDTH
        self.left.setVisible(shown)
        if shown:
            self.split.setSizes([self._left_width, max(1, self.width() - self._left_width)])

    def _make_room(self) -> None:
        """Leave the chat the whole of a narrow window, until that is wider or the left side is asked for."""
        was_narrow, self._is_narrow = self._is_narrow, self.width() < NARROW
        if self._is_narrow and not was_narrow and not self.left.isHidden():
            self._made_room = True
            self._show_left(shown=False)
        elif self._made_room and not self._is_narrow:
            self._made_room = self._peeking = False
            self._show_left(shown=True)

    def stand(self) -> Stand:
        """As the window stands now, or would if there were room for it."""
        geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        splitters = {self.split.objectName(): self.split.sizes(), self.left.objectName(): self._left_heights}
        if self.left.isHidden() or self._peeking:
            splitters[self.split.objectName()][0] = self._left_width if self._made_room else 0
        return Stand(geometry, splitters)

    def restore(self, stand: Stand) -> None:
        """Stand where the window stood."""
        self.restoreGeometry(QByteArray.fromBase64(stand.geometry.encode("ascii", "replace")))
        for splitter in (self.split, self.left):
            sizes = stand.splitters.get(splitter.objectName())
            if splitter is self.left and sizes and sum(sizes) < SIDEBAR_HEIGHT:
                continue  # of a window that was not laid out yet, as earlier versions kept them
            if splitter is self.split and sizes:
                self._left_width = sizes[0] or LEFT_WIDTH
                self.left.setVisible(bool(sizes[0]) and not self._made_room)
            if sizes:
                splitter.setSizes(sizes)
                self._left_heights = sizes if splitter is self.left else self._left_heights

    def come_forward(self) -> None:
        """Stand before other windows, also when minimized."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        for window in (self, QApplication.activeModalWidget() or self):  # a dialog has the keyboard
            window.raise_()
            window.activateWindow()

    def close_now(self) -> None:
        """Close without asking anybody."""
        self._closing = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._closing:
            event.accept()
            return
        event.ignore()
        self.close_requested.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Typing anywhere goes to the composer."""
        if (
            event.text().isprintable()
            and event.text().strip()
            and not event.modifiers() & Qt.KeyboardModifier.AltModifier
        ):
            self.chat.composer.type_text(event.text())
            event.accept()
            return
        super().keyPressEvent(event)
