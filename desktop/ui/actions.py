"""Every action of the window in one table: menus, shortcuts and the list of shortcuts are made from it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QKeyCombination, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
Standard = QKeySequence.StandardKey
REDO, REDO_TOO = QKeyCombination(CTRL | SHIFT, Key.Key_Z), QKeyCombination(CTRL, Key.Key_Y)  # on every system
# On a Mac these keys move the cursor by words.
TURNS = (
    (None, None) if sys.platform == "darwin" else (QKeySequence(ALT | Key.Key_Left), QKeySequence(ALT | Key.Key_Right))
)
MENU = QKeySequence(SHIFT | Key.Key_F10)

# Menu: rows of (id, words, shortcut or several, of which the first is shown); an empty id is a dividing line.
MENUS = {
    QT_TRANSLATE_NOOP("actions", "&Chat"): (
        ("new", QT_TRANSLATE_NOOP("actions", "&New chat"), Standard.New),
        (
            "attach",
            QT_TRANSLATE_NOOP("actions", "&Attach files…"),
            QKeySequence(CTRL | SHIFT | Key.Key_A),
        ),
        (
            "screen",
            QT_TRANSLATE_NOOP("actions", "Picture of the &screen…"),
            QKeySequence(CTRL | SHIFT | Key.Key_S),
        ),
        ("pictures", QT_TRANSLATE_NOOP("actions", "P&ictures"), None),
        ("", "", None),
        ("rename", QT_TRANSLATE_NOOP("actions", "&Rename"), QKeySequence(Key.Key_F2)),
        ("delete", QT_TRANSLATE_NOOP("actions", "&Delete"), None),
        ("", "", None),
        ("key", QT_TRANSLATE_NOOP("actions", "API &key…"), None),
        ("endpoint", QT_TRANSLATE_NOOP("actions", "Another &endpoint…"), None),
        ("demo", QT_TRANSLATE_NOOP("actions", "Try the de&monstration"), None),
        (
            "attribution",
            QT_TRANSLATE_NOOP("actions", "Name &Parley in requests, for OpenRouter's rankings"),
            None,
        ),
        ("", "", None),
        ("quit", QT_TRANSLATE_NOOP("actions", "&Quit"), QKeySequence(CTRL | Key.Key_Q)),
    ),
    QT_TRANSLATE_NOOP("actions", "&Answer"): (
        ("stop", QT_TRANSLATE_NOOP("actions", "&Stop"), None),
        ("regenerate", QT_TRANSLATE_NOOP("actions", "Re&generate"), QKeySequence(CTRL | Key.Key_R)),
        ("edit", QT_TRANSLATE_NOOP("actions", "&Edit the last question"), None),
        ("copy", QT_TRANSLATE_NOOP("actions", "&Copy the last answer"), QKeySequence(CTRL | SHIFT | Key.Key_C)),
        ("repeat", QT_TRANSLATE_NOOP("actions", "Say the &last words again"), QKeySequence(CTRL | SHIFT | Key.Key_L)),
        ("", "", None),
        ("previous-version", QT_TRANSLATE_NOOP("actions", "&Previous version"), TURNS[0]),
        ("next-version", QT_TRANSLATE_NOOP("actions", "&Next version"), TURNS[1]),
    ),
    QT_TRANSLATE_NOOP("actions", "&View"): (
        ("model", QT_TRANSLATE_NOOP("actions", "Choose a &model"), QKeySequence(CTRL | Key.Key_K)),
        ("models", QT_TRANSLATE_NOOP("actions", "All m&odels…"), QKeySequence(CTRL | SHIFT | Key.Key_M)),
        ("refresh", QT_TRANSLATE_NOOP("actions", "&Refresh the models"), Standard.Refresh),
        ("", "", None),
        ("find", QT_TRANSLATE_NOOP("actions", "&Find in the conversation"), Standard.Find),
        ("find-next", QT_TRANSLATE_NOOP("actions", "Find the &next place"), QKeySequence(Key.Key_F3)),
        ("find-previous", QT_TRANSLATE_NOOP("actions", "Find the &previous place"), QKeySequence(SHIFT | Key.Key_F3)),
        ("", "", None),
        ("sidebar", QT_TRANSLATE_NOOP("actions", "&Side bar"), QKeySequence(CTRL | Key.Key_B)),
        ("versions", QT_TRANSLATE_NOOP("actions", "All &versions…"), QKeySequence(CTRL | SHIFT | Key.Key_B)),
        ("composer", QT_TRANSLATE_NOOP("actions", "Go to the &composer"), QKeySequence(CTRL | Key.Key_L)),
        ("", "", None),
        (
            "larger",
            QT_TRANSLATE_NOOP("actions", "&Larger text"),
            QKeySequence(CTRL | Key.Key_Plus),
        ),
        ("smaller", QT_TRANSLATE_NOOP("actions", "Sm&aller text"), QKeySequence(CTRL | Key.Key_Minus)),
        ("usual-size", QT_TRANSLATE_NOOP("actions", "&Usual size"), QKeySequence(CTRL | Key.Key_0)),
        ("reading", QT_TRANSLATE_NOOP("actions", "R&eading…"), None),
    ),
    QT_TRANSLATE_NOOP("actions", "&Help"): (
        ("shortcuts", QT_TRANSLATE_NOOP("actions", "&Shortcuts"), QKeySequence(Key.Key_F1)),
        ("about", QT_TRANSLATE_NOOP("actions", "&About Parley"), None),
    ),
}
CHECKABLE = {"attribution"}
# Rows that are menus of their own, of which one thing is chosen.
CHOICES = {
    "pictures": (
        ("pictures-0", QT_TRANSLATE_NOOP("actions", "Send &all earlier ones again")),
        ("pictures--1", QT_TRANSLATE_NOOP("actions", "Send those that &fit into the context")),
        ("pictures-10", QT_TRANSLATE_NOOP("actions", "Send the &ten newest")),
        ("pictures-3", QT_TRANSLATE_NOOP("actions", "Send the t&hree newest")),
        ("pictures-1", QT_TRANSLATE_NOOP("actions", "Send the &newest")),
    ),
}
# What can be switched on below them.
SWITCHES = {
    "pictures": (
        ("pictures-first", QT_TRANSLATE_NOOP("actions", "&Put pictures before all texts")),
        ("originals", QT_TRANSLATE_NOOP("actions", "&Keep originals on this computer")),
    ),
}
MORE_KEYS = {
    "larger": CTRL | Key.Key_Equal,  # the same key without Shift, which many keyboards need for the plus
    "find-next": CTRL | Key.Key_G,
    "find-previous": CTRL | SHIFT | Key.Key_G,
}


def build(menu_bar: QMenuBar, owner: QWidget) -> dict[str, QAction]:
    """Fill the menu bar; the actions by id."""
    actions: dict[str, QAction] = {}
    for title, rows in MENUS.items():
        menu = menu_bar.addMenu(_translate(title))
        for name, words, shortcut in rows:
            if not name:
                menu.addSeparator()
                continue
            if name in CHOICES:
                actions |= _choices(menu.addMenu(_translate(words)), name, owner)
                continue
            action = QAction(_translate(words), owner)
            action.setObjectName(f"action-{name}")
            action.setCheckable(name in CHECKABLE)
            if shortcut is not None:
                more = [QKeySequence(MORE_KEYS[name])] if name in MORE_KEYS else []
                action.setShortcuts([QKeySequence(shortcut), *more])
            menu.addAction(action)
            actions[name] = action
    return actions


def _choices(menu: QMenu, name: str, owner: QWidget) -> dict[str, QAction]:
    """Fill a menu of which one thing is chosen, with what can be switched on below."""
    group = QActionGroup(owner)
    found = {}
    for choice, words in CHOICES[name]:
        action = found[choice] = menu.addAction(_translate(words))
        action.setObjectName(f"action-{choice}")
        action.setCheckable(True)
        group.addAction(action)
    menu.addSeparator()
    for switch, words in SWITCHES[name]:
        action = found[switch] = menu.addAction(_translate(words))
        action.setObjectName(f"action-{switch}")
        action.setCheckable(True)
    return found


def shortcuts(actions: dict[str, QAction]) -> list[tuple[str, str]]:
    """Words and shortcut of every action that has one, and of the keys that editors handle themselves."""
    native = QKeySequence.SequenceFormat.NativeText
    listed = [
        (action.text().replace("&", ""), action.shortcut().toString(native))
        for action in actions.values()
        if not action.shortcut().isEmpty()
    ]
    return [
        (_translate(QT_TRANSLATE_NOOP("actions", "Send")), _native(Key.Key_Return)),
        (_translate(QT_TRANSLATE_NOOP("actions", "Line break")), _native(SHIFT | Key.Key_Return)),
        (_translate(QT_TRANSLATE_NOOP("actions", "Stop, or leave what is open")), _native(Key.Key_Escape)),
        (
            _translate(QT_TRANSLATE_NOOP("actions", "Edit the last question (in an empty composer)")),
            _native(Key.Key_Up),
        ),
        *_of_messages(),
        (
            _translate(QT_TRANSLATE_NOOP("actions", "Move the attached picture that has the keyboard")),
            f"{_native(ALT | Key.Key_Left)}, {_native(ALT | Key.Key_Right)}",
        ),
        (_translate(QT_TRANSLATE_NOOP("actions", "View that picture")), _native(Key.Key_Space)),
        (_translate(QT_TRANSLATE_NOOP("actions", "Remove all that is attached")), _native(CTRL | Key.Key_Delete)),
        (_translate(QT_TRANSLATE_NOOP("actions", "Bring a removed picture back")), _native(CTRL | Key.Key_Z)),
        (
            _translate(QT_TRANSLATE_NOOP("actions", "Remove it again")),
            ", ".join(_native(key) for key in (REDO, REDO_TOO)),
        ),
        *listed,
        *_of_all_models(),
    ]


def _of_all_models() -> list[tuple[str, str]]:
    """The keys of that window, which has no menus."""
    return [
        (
            _translate(QT_TRANSLATE_NOOP("actions", "Search (in the window of all models)")),
            f"{_native(CTRL | Key.Key_F)}, {_native(CTRL | Key.Key_K)}",
        ),
        (
            _translate(QT_TRANSLATE_NOOP("actions", "Another view (in that window)")),
            f"{_native(CTRL | Key.Key_1)} … {_native(CTRL | Key.Key_4)}",
        ),
    ]


def _of_messages() -> list[tuple[str, str]]:
    """The keys of the conversation, once it has the keyboard."""
    walk = f"{_native(Key.Key_Tab)}, {_native(SHIFT | Key.Key_Tab)}"
    menu = f"{_native(Key.Key_Return)}, {_native(Key.Key_Menu)}, {_native(SHIFT | Key.Key_F10)}"
    return [
        (
            _translate(QT_TRANSLATE_NOOP("actions", "Scroll the conversation (in an empty composer)")),
            f"{_native(Key.Key_PageUp)}, {_native(Key.Key_PageDown)}",
        ),
        (
            _translate(QT_TRANSLATE_NOOP("actions", "From the composer to the conversation")),
            _native(SHIFT | Key.Key_Tab),
        ),
        (
            _translate(QT_TRANSLATE_NOOP("actions", "From message to message, in the conversation")),
            f"{_native(Key.Key_Up)}, {_native(Key.Key_Down)}",
        ),
        (_translate(QT_TRANSLATE_NOOP("actions", "To links, code and buttons of that message")), walk),
        (_translate(QT_TRANSLATE_NOOP("actions", "All that can be done with that message")), menu),
        (
            _translate(
                QT_TRANSLATE_NOOP(
                    "actions", "Another version of the message that has the keyboard, or of the last answer"
                )
            ),
            f"{_native(ALT | Key.Key_Left)}, {_native(ALT | Key.Key_Right)}",
        ),
        (_translate(QT_TRANSLATE_NOOP("actions", "Delete that message")), _native(Key.Key_Delete)),
        (_translate(QT_TRANSLATE_NOOP("actions", "Bring a deleted message back")), _native(CTRL | Key.Key_Z)),
        *_of_selecting(),
    ]


def _of_selecting() -> list[tuple[str, str]]:
    return [
        (
            _translate(QT_TRANSLATE_NOOP("actions", "Select text, beginning where one reads")),
            ", ".join(_native(SHIFT | key) for key in (Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down)),
        ),
        (
            _translate(QT_TRANSLATE_NOOP("actions", "Select to the start or the end of the conversation")),
            f"{_native(CTRL | SHIFT | Key.Key_Home)}, {_native(CTRL | SHIFT | Key.Key_End)}",
        ),
    ]


def key_of(name: str) -> QKeySequence:
    """The shortcut of an action, for menus elsewhere that have it too."""
    keys = (key for rows in MENUS.values() for action, _, key in rows if action == name and key)
    return QKeySequence(next(keys))


def _native(key: Qt.Key | QKeyCombination) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def _translate(text: object) -> str:
    return QCoreApplication.translate("actions", str(text))  # Qt's stub calls a marked text an object


def redoes(event: QKeyEvent) -> bool:
    """Whether a key does again what was undone."""
    return event.matches(Standard.Redo) or event.keyCombination() in (REDO, REDO_TOO)
