"""What all interfaces have in common that are made here for those who do not look.

Qt keeps the C++ half of every interface in a cache and deletes it; Python keeps the other half. Both are dropped
together, so that a client that still holds a name is told "no such object" and never meets a dead pointer.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QAccessibleInterface, QColor, QWindow
from shiboken6 import VoidPtr, isValid

from desktop.ui.theme.theme import theme_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from PySide6.QtWidgets import QAbstractScrollArea, QWidget

NOTHING = VoidPtr(0)  # PySide reads None, where C++ wants a void pointer, as a pointer to somewhere


@cache
def install(kind: type[QWidget], interface: Callable[[Any], QAccessibleInterface]) -> None:
    """Make Qt ask for the interface of every widget of a kind here: first, for its own would stay.

    The widget keeps Python's half of it alive as `accessible`; `forget` of it, if there is one, ends with the widget.
    """

    def interface_of(class_name: str, thing: QObject) -> QAccessibleInterface | None:
        del class_name
        if not isinstance(thing, kind):
            return None
        made = thing.accessible = interface(thing)  # type: ignore[attr-defined]  # mypy sees any widget
        if forget := getattr(made, "forget", None):
            thing.destroyed.connect(forget)
        return made

    QAccessible.installFactory(interface_of)


class Registered(QAccessibleInterface):
    """An interface without a QObject, known to Qt by a number; it has no children unless it says so.

    Args:
        area: What it is painted on.
    """

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__()
        self._area = area
        self.number = QAccessible.registerAccessibleInterface(self)

    def drop(self) -> None:
        """Take it out of Qt's cache, which deletes its C++ half."""
        QAccessible.deleteAccessibleInterface(self.number)

    def isValid(self) -> bool:
        return isValid(self._area)

    def object(self) -> QObject | None:  # type: ignore[override]  # Qt expects null here
        return None

    def window(self) -> QWindow | None:  # type: ignore[override]
        return self._area.window().windowHandle()

    def is_offscreen(self) -> bool:
        viewport = self._area.viewport()
        return not self.rect().intersects(QRect(viewport.mapToGlobal(QPoint(0, 0)), viewport.size()))

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Nothing is edited here."""

    def backgroundColor(self) -> QColor:
        return QColor(theme_of(self._area.palette()).surface)

    def foregroundColor(self) -> QColor:
        return QColor(theme_of(self._area.palette()).text)

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        del index
        return None

    def childCount(self) -> int:
        return 0

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        del x, y
        return None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        del child
        return -1


class Action(QAccessibleActionInterface):
    """Something that can be done without keys of its own."""

    def keyBindingsForAction(self, name: str) -> list[str]:
        del name
        return []
