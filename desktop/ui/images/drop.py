"""Drops anywhere on a window: one calm sheet says what will happen, and what cannot be attached is refused at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDragMoveEvent, QDropEvent, QFont, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from desktop.domain.attachment import MOST
from desktop.ui.images.handed import promises_file
from desktop.ui.images.mime import LOOKED_AT, Brought, brought_by, is_too_large, offers_of, text_of
from desktop.ui.images.once import Once
from desktop.ui.images.paths import paths_in
from desktop.ui.theme.style import icon
from desktop.ui.theme.theme import RADIUS, SPACE, theme_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent

VEIL = 235  # of 255: how much of the window the sheet hides
SIGN = 32
EMPHASIS = 1.35  # of the font's size
STILL = 3_000  # milliseconds without a move, after which a sheet that sees nothing of the mouse goes
# A source that dies in mid-drag says no goodbye, but then the mouse is heard again.
OVER = (QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress)


class DropTarget(QObject):
    """Makes a window accept pictures wherever they are dropped, editors included; text goes on to the editors.

    Args:
        window: The window; editors made later inside it are found when it is shown again.
        line: The words for what a drag brings, and whether it can be dropped.

    Signals:
        dropped: A list of `Offer`.
        written: Addresses that cannot be attached: a text.
        inserted: A text, as `QMimeData`, was dropped where there is no editor.
        doubted: Paths of files that can hardly be attached; `refuse` refuses them, if they still are what is dragged.
        missed: Of what was promised nothing arrived; or, where that is True, it is a bitmap that is too large.
    """

    dropped = Signal(list)
    written = Signal(str)
    inserted = Signal(QMimeData)
    doubted = Signal(tuple)
    missed = Signal(bool)

    def __init__(self, window: QWidget, line: Callable[[Brought], tuple[str, bool]]) -> None:
        super().__init__(window)
        self._window = window
        self._line = line
        self._doubtful: tuple[str, ...] = ()
        self._sheet = _Sheet(window)
        self._sheet.installEventFilter(self)
        window.setAcceptDrops(True)
        window.installEventFilter(self)
        self._watch_editors()

    def _watch_editors(self) -> None:
        """Be asked before the editors, which would take the path of a file for text."""
        for editor in self._window.findChildren(QLineEdit):
            editor.installEventFilter(self)
        for area in self._window.findChildren(QPlainTextEdit):
            area.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.DragEnter and isinstance(event, QDragEnterEvent):
            return self._enter(watched, event)
        if kind == QEvent.Type.DragMove and isinstance(event, QDragMoveEvent):
            return self._move(event)
        if kind == QEvent.Type.Drop and isinstance(event, QDropEvent):
            return self._drop(event)
        if kind == QEvent.Type.DragLeave or (watched is self._sheet and kind in OVER):
            self._sheet.hide()  # a drag that only goes on to the sheet itself shows it again in the same moment
        elif watched is self._window and kind == QEvent.Type.Show:
            self._watch_editors()
        return False

    def _enter(self, watched: QObject, event: QDragEnterEvent) -> bool:
        """Show what a drop would do. A text goes where it is let go in an editor, and else into the question."""
        mime, self._doubtful = Once(event.mimeData()), ()
        brought = brought_by(mime)
        if brought.count > MOST:
            self._sheet.refuse(self.tr("At most {n} files at a time").format(n=MOST))
        elif brought.count or brought.pages:
            self._announce(brought)
        elif promises_file(mime):
            self._sheet.refuse(self.tr("This program hands over no file: save it first, then drop that"))
        elif text_of(mime, LOOKED_AT):
            if watched is not self._window or event.source():
                self._sheet.hide()
                return False
            self._sheet.invite(self._said_of(mime), under=True)
        elif mime.formats() and not event.source():
            self._sheet.refuse(self.tr("Nothing of this can be attached"))
        else:
            self._sheet.hide()
            return False
        _accept(event)  # to go on hearing of the drag; a refusal is said for each move
        return True

    def _said_of(self, mime: Once) -> str:
        """What a text becomes. Nobody may look, during a drag, whether a path leads anywhere."""
        paths = paths_in(mime.text()) if mime.hasText() else []
        if not paths:
            return self.tr("Drop the text → it becomes text of the question")
        if len(paths) == 1:
            return self.tr("Drop the path → what is there is attached\nIf nothing is, it becomes text of the question")
        return self.tr(
            "Drop the paths → what is there is attached\nIf one leads nowhere, they become text of the question"
        )

    def _announce(self, brought: Brought) -> None:
        said, possible = self._line(brought)
        self._doubtful = brought.unlikely if possible else ()
        if possible and (others := brought.others):
            unsure = self.tr("{what}\nIts name says that it can perhaps not be attached")
            if brought.count > 1:
                one = self.tr("{what}\nOne of them, by its name, can perhaps not be attached")
                unsure = (
                    one if others == 1 else self.tr("{what}\n{n} of them, by their names, can perhaps not be attached")
                )
            said = unsure.format(what=said, n=others)
        if possible:
            self._sheet.invite(said)
        else:
            self._sheet.refuse(said)
        if self._doubtful:
            self.doubted.emit(self._doubtful)

    def refuse(self, paths: tuple[str, ...]) -> None:
        """These were looked into, and cannot be attached."""
        if paths == self._doubtful and self._sheet.isVisible():
            said = self.tr("Programs, archives and office documents cannot be attached\nExport a document as PDF first")
            self._sheet.refuse(said)

    def _move(self, event: QDragMoveEvent) -> bool:
        if not self._sheet.isVisible():
            return False
        if self._sheet.invites:
            _accept(event)
        else:
            event.ignore()
        self._sheet.stay()
        return True

    def _drop(self, event: QDropEvent) -> bool:
        if not self._sheet.isVisible():
            return False
        self._sheet.hide()
        if self._sheet.under:
            _accept(event)
            self._window.activateWindow()
            self.inserted.emit(event.mimeData())
            return True
        mime = Once(event.mimeData())
        came = self.tr("Dropped picture")
        offers = offers_of(mime, came=came, most=LOOKED_AT) if self._sheet.invites else []  # as was announced
        pages = brought_by(mime).pages if self._sheet.invites and not offers else ()
        if offers or pages:
            _accept(event)
            self._window.activateWindow()
        if offers:
            self.dropped.emit(offers)
        elif pages:
            self.written.emit("\n".join(pages))
        else:
            event.ignore()
            if self._sheet.invites:
                self.missed.emit(is_too_large(mime))
        return True


def _accept(event: QDropEvent) -> None:
    """Take a copy, so that the source keeps what it has, unless it gives none."""
    if event.possibleActions() & Qt.DropAction.CopyAction:
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
    else:
        event.acceptProposedAction()


class _Sheet(QWidget):
    """Lies over the whole window while something is dragged across it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setObjectName("drop-sheet")
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.invites = self.under = False
        self._words = ""
        self._gone = QTimer(self)
        self._gone.setSingleShot(True)
        self._gone.setInterval(STILL)
        self._gone.timeout.connect(self.hide)
        self.hide()

    def invite(self, words: str, *, under: bool = False) -> None:
        """Say what a drop does; it may be done to what lies `under` the sheet, which then sees nothing of the mouse."""
        self._say(words, invites=True, under=under)
        if under:
            self._gone.start()

    def stay(self) -> None:
        """The drag is still heard of."""
        if self.under:
            self._gone.start()

    def refuse(self, words: str) -> None:
        self._say(words, invites=False)

    def _say(self, words: str, *, invites: bool, under: bool = False) -> None:
        self.invites, self.under = invites, under
        self._gone.stop()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, under)
        self._words = words
        self.setAccessibleName(words)
        self.setGeometry(self._window.rect())
        self.raise_()
        self.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        theme = theme_of(self.palette())
        with QPainter(self) as painter:  # an exception must not keep it alive
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            veil = QColor(theme.window)
            veil.setAlpha(VEIL)
            painter.fillRect(self.rect(), veil)
            color = theme.accent if self.invites else theme.muted
            painter.setPen(QPen(QColor(color), 2, Qt.PenStyle.DashLine))
            inset = SPACE * 2
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), RADIUS * 2, RADIUS * 2)
            middle = self.rect().center()
            sign = icon("picture" if self.invites else "error", theme, color, SIGN)
            sign.paint(painter, middle.x() - SIGN // 2, middle.y() - SIGN - SPACE, SIGN, SIGN)
            font = QFont(self.font())
            font.setPointSizeF(self.fontInfo().pointSizeF() * EMPHASIS)
            font.setWeight(QFont.Weight.DemiBold)
            painter.setFont(font)
            painter.setPen(QColor(theme.text))
            below = self.rect().adjusted(inset * 2, middle.y() + SPACE, -inset * 2, -inset * 2)
            painter.drawText(
                below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, self._words
            )
