"""What can be done with a model, where its row is pointed at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QMenu

from desktop.domain.foreign import LONGEST_NAME, one_line
from desktop.domain.query import like_but_free
from desktop.ui.clipboard import put_on_clipboard
from desktop.ui.theme.style import icon
from desktop.ui.theme.theme import theme_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex
    from PySide6.QtWidgets import QAbstractItemView, QWidget

    from desktop.domain.model import Model
    from desktop.ui.browser.about import About


class ModelMenu(QMenu):
    """Opened by whoever made it, and gone when it is closed.

    Signals:
        used: The person wants the model for the chat.
        compared: The person wants to see these models side by side.
        favorite_set: It is a favorite from now on, or no longer; carries its id too.
        note_requested: The person wants to write about it; carries its id.
        sought: The person wants to see what else is found by this line.

    Args:
        others: With which it can be compared: what is selected beside it, or else the model of the chat.
    """

    used = Signal()
    compared = Signal(list)
    favorite_set = Signal(str, bool)
    note_requested = Signal(str)
    sought = Signal(str)

    def __init__(self, model: Model, about: About, others: Sequence[Model], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("model-menu")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        theme, favorite = theme_of(self.palette()), about.bookmark.favorite
        there = self.tr("Use at {place}").format(place=model.place.replace("&", "&&"))
        self.addAction(icon("check", theme), there if model.place else self.tr("Use in this chat"), self.used.emit)
        compare = self.addAction(icon("table", theme), self._compare_words(others))
        compare.triggered.connect(lambda: self.compared.emit([model, *others]))
        compare.setEnabled(bool(others))
        free = self.addAction(icon("search", theme), self.tr("Find others like it that are free"))
        free.triggered.connect(lambda: self.sought.emit(like_but_free(model)))
        free.setEnabled(not model.free)
        self.addAction(icon("copy", theme), self.tr("Copy id"), lambda: put_on_clipboard(model.id))
        self.addSeparator()
        words = self.tr("No favorite any more") if favorite else self.tr("Favorite")
        star = self.addAction(icon("star-full" if favorite else "star", theme), words)
        star.triggered.connect(lambda: self.favorite_set.emit(model.id, not favorite))
        note = self.addAction(icon("pencil", theme), self.tr("Note and tags…"))
        note.triggered.connect(lambda: self.note_requested.emit(model.id))
        for kept in (star, note):  # what is kept of models is kept by connection
            kept.setEnabled(not model.connection)

    def _compare_words(self, others: Sequence[Model]) -> str:
        if len(others) == 1:
            name = one_line(others[0].name, LONGEST_NAME).replace("&", "&&")
            return self.tr("Compare with {model}").format(model=name)
        return self.tr("Compare the {n} that are selected").format(n=len(others) + 1) if others else self.tr("Compare")


def place_of_menu(view: QAbstractItemView, event: QContextMenuEvent) -> tuple[QModelIndex, QPoint]:
    """The row that a menu is wanted for, and where on the screen: at the pointer, or below the current row."""
    if event.reason() == QContextMenuEvent.Reason.Keyboard:
        return view.currentIndex(), below(view)
    return view.indexAt(event.pos()), event.globalPos()


def below(view: QAbstractItemView) -> QPoint:
    """Where the menu of the current row opens that a key asked for."""
    return view.viewport().mapToGlobal(view.visualRect(view.currentIndex()).bottomLeft())
