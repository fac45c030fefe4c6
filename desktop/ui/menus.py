"""Menus: how they open, and buttons that open one at once, also for those who do not look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRectF, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QContextMenuEvent, QCursor, QShortcut
from PySide6.QtWidgets import QAccessibleWidget, QMenu, QToolButton

from desktop.ui.accessible import install
from desktop.ui.actions import MENU

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QAccessibleInterface, QAction, QKeyEvent
    from PySide6.QtWidgets import QStyleOptionToolButton, QWidget


OPENING = {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down, Qt.Key.Key_Menu}
NEAR = 8  # device-independent pixels that the pointer moves while its menu comes


def open_by_key(window: QWidget) -> None:
    """Let Shift and F10 open the menu of whatever has the keyboard in a window. Qt does so with the menu key alone."""
    QShortcut(MENU, window).activated.connect(lambda: ask_for_menu(window.focusWidget()))


def ask_for_menu(widget: QWidget | None) -> None:
    """Open the menu of what has the keyboard in a widget, where Qt opens it for the menu key."""
    if widget is not None:
        at = QRectF(widget.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)).center().toPoint()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, widget.mapToGlobal(at))
        QCoreApplication.sendEvent(widget, event)


def pop_up(menu: QMenu, place: QPoint) -> None:
    """Open a menu at a place on the screen; away from the pointer, where a key asked for it, with a current row."""
    menu.popup(place)
    if (place - QCursor.pos()).manhattanLength() > NEAR:
        light_first(menu)


def light_first(menu: QMenu, words: str = "") -> None:
    """Make a row the current one: that which begins with such words, else the first, as in menus of a menu bar."""
    rows = [action for action in menu.actions() if action.isEnabled() and not action.isSeparator()]
    if rows:
        menu.setActiveAction(next((action for action in rows if action.text().startswith(words)), rows[0]))


def keep_in_view(menu: QMenu) -> None:
    """Move an open menu that has grown, so far that all of it is on the screen."""
    room = menu.screen().availableGeometry()
    menu.move(menu.x(), max(room.top(), min(menu.y(), room.bottom() + 1 - menu.height())))


def give_mnemonics(actions: Sequence[QAction]) -> None:
    """Have each chosen by a letter of its text that no other has: its first, else of a later word, else any."""
    taken: dict[str, QAction] = {}
    for action in actions:
        taken.setdefault(action.text()[:1].casefold(), action)
    for action in actions:
        text = action.text()
        letters = [at for at, letter in enumerate(text) if letter.isalnum()]
        of_words = [at for at in letters if at - 1 not in letters]
        for at in (*of_words, *letters):
            if taken.setdefault(text[at].casefold(), action) is action:
                action.setText(f"{text[:at]}&{text[at:]}")
                break


class MenuChip(QToolButton):
    """A chip with its arrow behind the words. Turning the button itself around would turn its menu around too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        install(MenuChip, MenuButtonAccessible)
        super().__init__(parent)
        self.accessible: QAccessibleInterface | None = None  # Python's half of it, kept alive
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def initStyleOption(self, option: QStyleOptionToolButton) -> None:
        super().initStyleOption(option)
        option.direction = Qt.LayoutDirection.RightToLeft

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = self.defaultAction()
        menu = self.menu() or (action.menu() if action is not None else None)
        if not isinstance(menu, QMenu) or event.key() not in OPENING:
            super().keyPressEvent(event)
            return
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
        light_first(menu)

    def follow(self, menu: QMenu) -> None:
        """Know once this menu is gone whether the pointer is here: Qt does not tell where it went."""
        menu.aboutToHide.connect(lambda: QTimer.singleShot(0, self, self._look))

    def _look(self) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, self.rect().contains(self.mapFromGlobal(QCursor.pos())))
        self.update()


class MenuButtonAccessible(QAccessibleWidget):
    """Opens the button's menu, or that of its default action; presses one without a menu.

    Qt's own tells of no way to do so, or of one that does nothing.
    """

    def __init__(self, button: QToolButton) -> None:
        super().__init__(button, QAccessible.Role.ButtonMenu)
        self._button = button

    @property
    def _opens(self) -> bool:
        action = self._button.defaultAction()
        return self._button.menu() is not None or (action is not None and action.menu() is not None)

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ButtonMenu if self._opens else QAccessible.Role.CheckBox

    def text(self, kind: QAccessible.Text) -> str:
        told = super().text(kind)
        return told or (self._button.text().replace("&", "") if kind is QAccessible.Text.Name else "")

    def state(self) -> QAccessible.State:
        state = super().state()
        state.hasPopup = int(self._opens)
        state.checkable, state.checked = int(self._button.isCheckable()), int(self._button.isChecked())
        return state

    def _verbs(self) -> dict[str, Callable[[], object]]:
        button, action = self._button, QAccessibleActionInterface
        verbs: dict[str, Callable[[], object]] = {action.pressAction(): button.click}
        if self._opens:  # soon: whoever asks is not kept waiting until the menu is closed
            verbs = {action.showMenuAction(): lambda: QTimer.singleShot(0, button, button.showMenu)}
        verbs[action.setFocusAction()] = lambda: button.setFocus(Qt.FocusReason.OtherFocusReason)
        return verbs if button.isEnabled() else {}

    def actionNames(self) -> list[str]:
        return list(self._verbs())

    def doAction(self, name: str) -> None:
        if verb := self._verbs().get(name):
            verb()
