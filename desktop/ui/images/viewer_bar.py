"""The bar below a picture, and the same as a menu."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QWidget

from desktop.ui.buttons import ToolButton
from desktop.ui.menus import pop_up
from desktop.ui.theme.labels import plain_label, tooltip
from desktop.ui.theme.style import icon, tint
from desktop.ui.theme.theme import SPACE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QPoint

    from desktop.ui.theme.theme import Theme


class Button(NamedTuple):
    """A button of the bar, which is also an entry of the menu."""

    name: str
    drawing: str
    words: str
    act: Callable[[], object]
    key: QKeySequence | None = None  # of those that the picture itself does not hear


class ViewerBar(QWidget):
    """Buttons in groups.

    Attributes:
        buttons: By their names.

    Args:
        figures: What stands behind the first button of a group.
    """

    def __init__(self, table: Sequence[Sequence[Button]], figures: Sequence[QLabel], parent: QWidget) -> None:
        super().__init__(parent)
        self.buttons: dict[str, QToolButton] = {}
        self._table = table
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE, SPACE // 2, SPACE, SPACE // 2)
        row.setSpacing(SPACE // 2)
        for group, figure in zip_longest(table, figures):
            if self.buttons:
                row.addStretch(1)
            first, *others = map(self._button, group)
            for widget in filter(None, (first, figure, *others)):
                row.addWidget(widget)
        tint(self, self._tint)

    def _button(self, button: Button) -> QToolButton:
        made = ToolButton(self)
        made.setObjectName(button.name)
        made.setText(button.words)
        made.setAccessibleName(button.words)
        made.setCheckable(not button.drawing)  # what is on or off is said in words
        (made.clicked if button.drawing else made.toggled).connect(button.act)
        keys = button.key.toString(QKeySequence.SequenceFormat.NativeText) if button.key else ""
        made.setToolTip(tooltip(f"{button.words} ({keys})" if keys else button.words))
        made.setAccessibleDescription(keys or button.words)  # else Qt reads the tooltip aloud, with its markup
        if button.key is not None:
            QShortcut(button.key, self, button.act)
        self.buttons[button.name] = made
        return made

    def open_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setObjectName("picture-menu")
        menu.aboutToHide.connect(menu.deleteLater)
        for group in reversed(self._table):
            for button in group:
                if self.buttons[button.name].isVisible():
                    action = menu.addAction(button.words, button.act)
                    action.setEnabled(self.buttons[button.name].isEnabled())
            menu.addSeparator()
        pop_up(menu, at)

    def _tint(self, theme: Theme) -> None:
        for group in self._table:
            for button in group:
                if button.drawing:
                    self.buttons[button.name].setIcon(icon(button.drawing, theme))


def figure(name: str, widest: str, parent: QWidget) -> QLabel:
    """A label that has room for the widest that it will say."""
    label = plain_label("", parent, muted=True)
    label.setObjectName(name)
    label.setWordWrap(False)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setMinimumWidth(label.fontMetrics().horizontalAdvance(widest))
    label.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
    return label
