"""Messages in the place where they matter, and the card of the first run."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.buttons import PushButton, ToolButton
from desktop.ui.theme.labels import plain_label
from desktop.ui.theme.sign import Sign
from desktop.ui.theme.style import ICON, icon, tint
from desktop.ui.theme.theme import RADIUS, READING_WIDTH, SPACE, theme_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent

    from desktop.ui.theme.theme import Theme

COLORS = {"info": "accent", "warning": "warning", "error": "danger"}  # severity: name in the theme
UNDO_SECONDS = 30  # how long what was done can be taken back
STRIPE = 4
NARROW = 520  # device-independent pixels
AROUND = 100  # of them: the sign, the cross and the gaps of a notice
EMPHASIS = 1.35  # of the font's size
FILL = 1000  # to 1: a stretch that leaves nothing to its neighbors until the widest is reached


class NoticeBar(QWidget):
    """Stacked notices, the newest last; takes no room while there is none.

    Args:
        behind: What the Tab key leaves for the first notice.

    Signals:
        removed: The key of a notice that is gone, whatever the reason.
        left: The keyboard was in a notice that is gone; it would go anywhere.
    """

    removed = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None, behind: QWidget | None = None) -> None:
        super().__init__(parent)
        self._behind = behind
        self._notices: dict[str, Notice] = {}
        stack = QWidget(self)
        stack.setMaximumWidth(READING_WIDTH)
        self._column = QVBoxLayout(stack)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE)
        across = QHBoxLayout(self)
        across.setContentsMargins(SPACE * 2, SPACE // 2, SPACE * 2, 0)
        across.addStretch(1)
        across.addWidget(stack, FILL)
        across.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def show_notice(
        self,
        key: str,
        text: str,
        actions: Sequence[tuple[str, Callable[[], None]]] = (),
        severity: str = "info",
        seconds: float = 0,
        *,
        closable: bool = True,
    ) -> None:
        """Say something: plain text, and a button for each way out.

        Args:
            key: One notice a key; a second one takes the place of the first.
            text: Plain, may hold foreign words.
            actions: Label of a button and what it does; the notice stays until it is removed.
            severity: `info`, `warning` or `error`.
            seconds: How long it stays by itself; 0 until it is dismissed. It waits for the pointer and the focus.
            closable: Whether the person may dismiss it without taking one of the ways out.
        """
        notice = self._notices.get(key)
        if notice is None:
            notice = self._notices[key] = Notice(self)
            notice.dismissed.connect(lambda: self.remove_notice(key))
            self._column.addWidget(notice)
        notice.fill(text, actions, severity, seconds)
        notice.set_closable(closable)
        notice.show()
        self.show()
        stops = [stop for shown in self._notices.values() for stop in shown.stops()]
        for before, after in pairwise([self._behind, *stops] if self._behind else stops):
            QWidget.setTabOrder(before, after)
        QAccessible.updateAccessibility(QAccessibleEvent(notice, QAccessible.Event.Alert))

    def say(self, key: str, text: str) -> None:
        """Give a notice other words, if it is there; its time goes on."""
        if notice := self._notices.get(key):
            notice.say(text)

    def shows(self, key: str) -> bool:
        """Whether a notice is there."""
        return key in self._notices

    def remove_notice(self, key: str) -> None:
        """Take a notice away, if it is there."""
        notice = self._notices.pop(key, None)
        if notice is None:
            return
        held = notice.has_keyboard
        self._column.removeWidget(notice)
        notice.hide()
        notice.deleteLater()
        self.setVisible(bool(self._notices))
        self.removed.emit(key)
        if held:
            self.left.emit()


class Notice(QWidget):
    """One message, its buttons and its cross.

    Signals:
        dismissed: The cross, Escape inside it, or its time is over.
    """

    dismissed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._severity = "info"
        self._sign = Sign(self)
        self._text = plain_label("", self, selectable=True)
        self._cross = ToolButton(self)
        self._cross.setObjectName("notice-dismiss")
        self._cross.setAccessibleName(self.tr("Dismiss"))
        self._cross.setToolTip(self.tr("Dismiss"))
        self._cross.clicked.connect(self.dismissed)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(SPACE)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(SPACE)
        self._body.addWidget(self._text, 1)
        self._body.addLayout(self._buttons)
        self._body.setAlignment(self._buttons, Qt.AlignmentFlag.AlignLeading)
        self._end = QTimer(self)
        self._end.setSingleShot(True)
        self._end.timeout.connect(self._time_over)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE * 2, SPACE, SPACE, SPACE)
        row.setSpacing(SPACE)
        row.addWidget(self._sign)
        row.addLayout(self._body, 1)
        row.addWidget(self._cross)
        tint(self, self._tint)

    def fill(self, text: str, actions: Sequence[tuple[str, Callable[[], None]]], severity: str, seconds: float) -> None:
        """Show this text, these buttons, this severity, for so long."""
        self._severity = severity
        self.say(text)
        self._set_actions(actions)
        self._tint(theme_of(self.palette()))
        self._end.stop()
        if seconds:
            self._end.start(round(seconds * 1000))

    def say(self, text: str) -> None:
        self._text.setText(text)
        self.setAccessibleName(text)

    def set_closable(self, closable: bool) -> None:  # noqa: FBT001 - one plain state
        self._cross.setVisible(closable)

    def _set_actions(self, actions: Sequence[tuple[str, Callable[[], None]]]) -> None:
        while item := self._buttons.takeAt(0):
            if old := item.widget():
                old.hide()
                old.deleteLater()
        for label, action in actions:
            button = PushButton(label, self)
            button.setObjectName("notice-action")
            button.setAccessibleName(label)
            button.clicked.connect(lambda _checked=False, action=action: action())
            self._buttons.addWidget(button)
            button.show()

    def stops(self) -> list[QWidget]:
        """Where the Tab key stops in it."""
        items = map(self._buttons.itemAt, range(self._buttons.count()))
        return [*(button for item in items if item and (button := item.widget())), self._cross]

    @property
    def has_keyboard(self) -> bool:
        return self.isAncestorOf(self.window().focusWidget() or self.window())

    def _time_over(self) -> None:
        if self.underMouse() or self.has_keyboard:
            self._end.start()
        else:
            self.dismissed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self._cross.isHidden():
            self.dismissed.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where words and buttons do not fit beside each other, the buttons stand below."""
        super().resizeEvent(event)
        words = self._text.fontMetrics().horizontalAdvance(self._text.text())
        room = event.size().width() - self._buttons.sizeHint().width() - AROUND
        narrow = event.size().width() < NARROW and self._buttons.count() > 0 and room < words
        self._body.setDirection(_direction(narrow=narrow))

    def _tint(self, theme: Theme) -> None:
        color = getattr(theme, COLORS[self._severity])
        self._sign.set_pixmap(icon(self._severity, theme, color).pixmap(QSize(ICON, ICON), self.devicePixelRatio()))
        self._cross.setIcon(icon("close", theme, theme.muted))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        theme = theme_of(self.palette())
        _paint_card(self, theme.surface, theme.border)
        with QPainter(self) as painter:  # an exception must not keep it alive
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(getattr(theme, COLORS[self._severity])))
            x = self.width() - STRIPE if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else 0
            painter.setClipRect(x, 0, STRIPE, self.height())
            painter.drawRoundedRect(self.rect(), RADIUS, RADIUS)


class WelcomeCard(QWidget):
    """What the first run says: everything can be looked at, and three ways to begin a chat.

    Signals:
        key_requested, endpoint_requested, demo_requested: The three buttons.
    """

    key_requested = Signal()
    endpoint_requested = Signal()
    demo_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("welcome")
        self.setAccessibleName(self.tr("Welcome"))
        self.setMaximumWidth(READING_WIDTH)
        title = plain_label(self.tr("Browse every model now. Add a key to chat."), self)
        font = QFont(title.font())
        font.setPointSizeF(self.fontInfo().pointSizeF() * EMPHASIS)
        font.setBold(True)
        title.setFont(font)
        text = self.tr(
            "The list of models works without a key and without a network. A key is kept in the system's keyring and "
            "nowhere else; a server of your own may need none."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 3, SPACE * 3, SPACE * 3, SPACE * 3)
        column.setSpacing(SPACE)
        column.addWidget(title)
        column.addWidget(plain_label(text, self, muted=True))
        column.addSpacing(SPACE)
        self._buttons = self._make_buttons()
        column.addLayout(self._buttons)

    def _make_buttons(self) -> QBoxLayout:
        row = QBoxLayout(_direction(narrow=True))  # till its width is known: a hidden card must not widen the window
        row.setSpacing(SPACE)
        for name, words, signal in (
            ("welcome-key", self.tr("Paste a key"), self.key_requested),
            ("welcome-endpoint", self.tr("Use another endpoint"), self.endpoint_requested),
            ("welcome-demo", self.tr("Try the demonstration"), self.demo_requested),
        ):
            button = PushButton(words, self)
            button.setObjectName(name)
            button.setAccessibleName(words)
            button.clicked.connect(signal)
            button.setProperty("kind", "primary" if signal is self.key_requested else "")
            row.addWidget(button)
        row.addStretch(1)
        return row

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._buttons.setDirection(_direction(narrow=event.size().width() < NARROW))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        theme = theme_of(self.palette())
        _paint_card(self, theme.surface, theme.border)


def _direction(*, narrow: bool) -> QBoxLayout.Direction:
    return QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight


def _paint_card(widget: QWidget, ground: str, border: str) -> None:
    with QPainter(widget) as painter:  # an exception must not keep it alive
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(border), 1))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(QRectF(widget.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
