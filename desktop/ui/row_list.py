"""A list whose rows can be pressed by those who do not look: Qt's own rows can only be selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleInterface,
    QAccessibleSelectionInterface,
)
from PySide6.QtWidgets import QAccessibleWidget, QListView, QWidget

from desktop.ui.accessible import NOTHING, Action, Registered, install

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QAbstractItemModel


class RowList(QListView):
    """A list of rows, one of which is selected."""

    def __init__(self, rows: QAbstractItemModel, parent: QWidget | None) -> None:
        install(RowList, RowListAccessible)
        super().__init__(parent)
        self.accessible: QAccessibleInterface | None = None  # Python's half of it, kept alive
        self.setModel(rows)

    def press_row(self, index: QModelIndex) -> None:
        """Do what the row is there for."""
        raise NotImplementedError

    def open_row_menu(self, index: QModelIndex, at: QPoint) -> None:
        """Open the menu of a row at a point of the viewport."""
        raise NotImplementedError


class _RowAction(Action):
    """What can be done with a row."""

    def __init__(self, row: RowAccessible) -> None:
        super().__init__()
        self._row = row

    def _verbs(self) -> dict[str, Callable[[], object]]:
        view, index = self._row.view, self._row.index()

        def focus() -> None:
            view.setFocus(Qt.FocusReason.OtherFocusReason)
            view.setCurrentIndex(index)

        return {
            self.pressAction(): lambda: view.press_row(index),
            self.setFocusAction(): focus,
            self.showMenuAction(): lambda: view.open_row_menu(index, view.visualRect(index).bottomLeft()),
        }

    def actionNames(self) -> list[str]:
        return list(self._verbs()) if self._row.isValid() else []

    def doAction(self, name: str) -> None:
        if self._row.isValid() and (verb := self._verbs().get(name)):
            verb()


class RowAccessible(Registered):
    """A row: its name is what its model says of it."""

    def __init__(self, view: RowList, index: QModelIndex, parent: RowListAccessible) -> None:
        super().__init__(view)
        self.view = view
        self._place = QPersistentModelIndex(index)
        self._parent = parent
        self._action = _RowAction(self)

    def index(self) -> QModelIndex:
        """Where the row is by now; not valid when it is gone."""
        return self.view.model().index(self._place.row(), 0) if self._place.isValid() else QModelIndex()

    def isValid(self) -> bool:
        return super().isValid() and self._place.isValid()

    def interface_cast(self, kind: QAccessible.InterfaceType) -> object:  # type: ignore[override]
        return self._action if kind is QAccessible.InterfaceType.ActionInterface else NOTHING

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def text(self, kind: QAccessible.Text) -> str:
        roles = {
            QAccessible.Text.Name: Qt.ItemDataRole.AccessibleTextRole,
            QAccessible.Text.Description: Qt.ItemDataRole.AccessibleDescriptionRole,
        }
        return str(self.index().data(roles[kind]) or "") if self.isValid() and kind in roles else ""

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        if self.isValid():
            state.selectable = state.focusable = 1
            state.selected = int(self.view.selectionModel().isSelected(self.index()))
            state.focused = int(self.view.hasFocus() and self.view.currentIndex() == self.index())
            state.offscreen = int(self.is_offscreen())
        return state

    def rect(self) -> QRect:
        place = self.view.visualRect(self.index()) if self.isValid() else QRect()
        return place.translated(self.view.viewport().mapToGlobal(QPoint(0, 0))) if place.isValid() else place

    def parent(self) -> QAccessibleInterface:
        return self._parent


class _Choice(QAccessibleSelectionInterface):
    """Which row is selected: one, or none."""

    def __init__(self, rows: RowListAccessible) -> None:
        super().__init__()
        self._rows = rows

    def selectedItemCount(self) -> int:
        return len(self._rows.view.selectedIndexes())

    def selectedItems(self) -> list[QAccessibleInterface]:
        return [row for index in self._rows.view.selectedIndexes() if (row := self._rows.child(index.row()))]

    def select(self, item: QAccessibleInterface) -> bool:
        if isinstance(item, RowAccessible) and item.isValid():
            self._rows.view.setCurrentIndex(item.index())
        return self.isSelected(item)

    def isSelected(self, item: QAccessibleInterface) -> bool:
        return isinstance(item, RowAccessible) and bool(item.state().selected)

    def unselect(self, item: QAccessibleInterface) -> bool:
        return self.isSelected(item) and self.clear()

    def selectAll(self) -> bool:
        return False

    def clear(self) -> bool:
        self._rows.view.clearSelection()
        return True


class RowListAccessible(QAccessibleWidget):
    """A list; interfaces of rows are made when a client asks for them."""

    def __init__(self, view: RowList) -> None:
        super().__init__(view, QAccessible.Role.List)
        self.view = view
        self._choice = _Choice(self)
        self._rows: dict[int, RowAccessible] = {}
        model = view.model()
        for changed in (model.modelReset, model.rowsInserted, model.rowsRemoved, model.rowsMoved):
            changed.connect(self._sort)

    def _sort(self) -> None:
        """Rows have come, gone or moved."""
        known = list(self._rows.values())
        self._rows = {row.index().row(): row for row in known if row.isValid()}
        for row in known:
            if not row.isValid():
                row.drop()

    def forget(self) -> None:
        """The list is gone."""
        for row in self._rows.values():
            row.drop()
        self._rows.clear()

    def interface_cast(self, kind: QAccessible.InterfaceType) -> object:  # type: ignore[override]
        if kind is QAccessible.InterfaceType.SelectionInterface:
            return self._choice
        return super().interface_cast(kind) or NOTHING

    def childCount(self) -> int:
        return self.view.model().rowCount()

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        if not 0 <= index < self.childCount():
            return None
        if index not in self._rows:
            self._rows[index] = RowAccessible(self.view, self.view.model().index(index, 0), self)
        return self._rows[index]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return child.index().row() if isinstance(child, RowAccessible) else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return self.child(self.view.indexAt(self.view.viewport().mapFromGlobal(QPoint(x, y))).row())

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        return self.child(self.view.currentIndex().row()) if self.view.hasFocus() else None
