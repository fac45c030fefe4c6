"""The table of models: columns that one chooses and moves, sorted by any of them."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from desktop.ui.browser.model_menu import place_of_menu
from desktop.ui.models.cells import CellPainter
from desktop.ui.models.column_menu import ColumnMenu
from desktop.ui.models.columns import NOTE, PLACE, WHY
from desktop.ui.models.frozen import FrozenTable
from desktop.ui.models.head import NARROWEST, TableHead
from desktop.ui.models.selection import rows_of, selection_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from desktop.domain.model import Model
    from desktop.ui.models.table_model import ModelTableModel

    Key = tuple[str, str]  # of a model

Modifier = Qt.KeyboardModifier
RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
COMMANDS = Modifier.ControlModifier | Modifier.AltModifier | Modifier.MetaModifier
ROW_PADDING = 9  # device-independent pixels that a row is higher than its words
KEY = attrgetter("connection", "id")  # as `Model.key`, in a third of the time
BY_ITSELF = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)  # the keyboard comes back
Flag = QItemSelectionModel.SelectionFlag


class ModelTable(FrozenTable):
    """Models, of which several can be selected.

    Signals:
        taken: The person wants this model for the chat; carries its id.
        moved: Another row is the current one.
        selected: Other rows are selected.
        sort_requested: By this column (its key, empty for none) and whether downwards.
        typed: Letters that belong in the search line.
        columns_changed: Other columns, or in another order or width.
        menu_requested: The menu of a row is wanted at a place on the screen.

    Attributes:
        head: Arranges the columns.
    """

    taken = Signal(str)
    moved = Signal()
    selected = Signal()
    sort_requested = Signal(str, bool)
    typed = Signal(str)
    columns_changed = Signal()
    menu_requested = Signal(QModelIndex, QPoint)

    def __init__(self, rows: ModelTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("models-table")
        self.setAccessibleName(self.tr("Table of models"))
        self._rows = rows
        self._by_itself: Key | None = None  # the row that is lit because it came first, by nobody's choice
        self._left = False  # no row is lit, for a model is looked at that has none
        self._before: Key | None = None  # the row that was lit then
        self._sorted = "", False  # Qt's own indicator has changed already when a header tells of a click
        self.setModel(rows)
        self.head = TableHead(self.horizontalHeader(), rows)
        rows.dataChanged.connect(self._show_by_themselves)
        self._cells = CellPainter(rows, self)
        self._build_rows()
        self._build_header()

    def _build_rows(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + ROW_PADDING)
        self.doubleClicked.connect(self._take)
        self.selectionModel().currentRowChanged.connect(self._paint_current)
        self.selectionModel().currentRowChanged.connect(self.moved)
        self.selectionModel().selectionChanged.connect(self._go_along)
        self.selectionModel().selectionChanged.connect(self.selected)

    def _build_header(self) -> None:
        header = self.horizontalHeader()
        header.setSelectionModel(QItemSelectionModel(self._rows, header))  # else each paint asks for all rows selected
        header.setSectionsMovable(True)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(NARROWEST)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.sectionClicked.connect(self._sort_by)
        self.menu = ColumnMenu(self._rows, self)
        self.menu.switched.connect(self._show_column)
        self.menu.reset.connect(self._restore_first)
        self.restore_columns("")
        for changed in (header.sectionMoved, header.sectionResized):
            changed.connect(self.columns_changed)
        header.sectionResized.connect(self.head.keep)

    # Rows

    def show_models(self, models: Sequence[Model], *, first: bool = False) -> None:
        """Show these rows; what was selected and current stays so where it is among them.

        With `first` the first row is lit instead, unless several are among them that the person has selected.
        """
        chosen, column = self.selected_models(), self.currentIndex().column()
        if models is self._rows.models and len(chosen) > 1 and column >= 0:
            self._stay()
            return
        selected = set(map(KEY, chosen))
        current, left = self.current_key, self._left and not first
        if first and (len(selected) <= 1 or len(selected.intersection(map(KEY, models))) <= 1):
            selected, current = set(), None
        elif len(selected) == 1:
            selected = {current} if current else selected  # somebody went to another one elsewhere
        self._rows.show_models(models)
        self._show_by_themselves()
        if not left:
            self._select(selected, current, column)
        self.moved.emit()
        self.selected.emit()

    def _stay(self) -> None:
        """The rows are the same: selecting thousands of them again would take longer than some frames."""
        self._show_by_themselves()
        self.viewport().update()
        self.scrollTo(self.currentIndex())
        self.moved.emit()
        self.selected.emit()

    def _show_by_themselves(self) -> None:
        """Say behind the names why models do not suit, where those of other connections are, and what was noted."""
        self.head.show_behind(WHY, shown=self._rows.tells_why())
        self.head.show_behind(PLACE, shown=self._rows.tells_where())
        self.head.show_behind(NOTE, shown=bool(self._rows.noted))
        self._give_room()

    def _select(self, keys: set[Key], current: Key | None, column: int) -> None:
        row = self._row_of(current) if current else -1
        several = enumerate(map(KEY, self._rows.models)) if keys - {current} else ()
        chosen = selection_of([at for at, key in several if key in keys], self._rows)
        self.selectionModel().select(chosen, Flag.ClearAndSelect)
        row = chosen.at(0).top() if row < 0 and chosen.count() else row
        self._by_itself = self._rows.models[0].key if row < 0 and self._rows.models else self._by_itself
        index = self._rows.index(max(row, 0), column if column >= 0 else self.head.first())
        self.selectionModel().setCurrentIndex(index, Flag.NoUpdate if chosen.count() else Flag.Select | Flag.Rows)
        self.scrollTo(index)

    def _row_of(self, key: Key) -> int:
        connection, model_id = key  # by themselves: in a third of the time of the keys of thousands
        models = enumerate(self._rows.models)
        return next((at for at, m in models if m.id == model_id and m.connection == connection), -1)

    def select_ids(self, ids: Iterable[str]) -> None:
        """Select these models and no others; the first becomes the current one, unless another of them is."""
        rows = sorted(self._rows.models, key=lambda model: not model.connection)  # of one id, the own connection's
        found = {model.id: model.key for model in rows}
        self.select_keys([found[model_id] for model_id in ids if model_id in found])

    def select_keys(self, keys: Sequence[Key]) -> None:
        """Likewise, by connection and id."""
        current = self.current_key
        current = keys[0] if keys and current not in keys else current
        self._select(set(keys), current, self.currentIndex().column())

    @property
    def untouched(self) -> bool:
        """Whether the row is lit by nobody's choice. Who has the keyboard in the rows has chosen."""
        return not self.hasFocus() and self.current_key in {None, self._by_itself}

    def _go_along(self, added: QItemSelection) -> None:
        """Make the one row current that is selected in addition: screen readers select, and no more."""
        last = rows_of(added)
        if len(last) == 1 and last[0] != self.currentIndex().row():
            column = max(self.currentIndex().column(), 0)
            self.selectionModel().setCurrentIndex(self._rows.index(last[0], column), Flag.NoUpdate)

    def go_to(self, model_id: str) -> None:
        """Make a model the current one; the selection stays."""
        self._go_to_row(self._rows.row_of(model_id))

    def go_to_key(self, key: Key) -> None:
        """Likewise, by connection and id."""
        self._go_to_row(self._row_of(key))

    def _go_to_row(self, row: int) -> None:
        if row >= 0:
            index = self._rows.index(row, self.head.first())
            self.selectionModel().setCurrentIndex(index, Flag.NoUpdate)
            self.scrollTo(index)

    def leave(self) -> None:
        """Light no row, until one is gone to or something else is searched for: what is looked at has none."""
        self._before = self.current_key or self._before
        self._left = True
        self.selectionModel().clear()

    def come_back(self) -> None:
        """Light the row again that was left."""
        if self._left:
            self._select(set(), self._before, self.head.first())

    def selected_ids(self) -> list[str]:
        """Their ids, in the order of the rows."""
        return [model.id for model in self.selected_models()]

    def selected_models(self) -> list[Model]:
        """The models of the selected rows, in their order."""
        return [*map(self._rows.models.__getitem__, rows_of(self.selectionModel().selection()))]

    def current_id(self) -> str:
        model = self.current_model()
        return model.id if model else ""

    @property
    def current_key(self) -> Key | None:
        model = self.current_model()
        return model.key if model else None

    def current_model(self) -> Model | None:
        return self._rows.at(self.currentIndex().row())

    def _take(self, index: QModelIndex) -> None:
        if model := self._rows.at(index.row()):
            self.taken.emit(model.id)

    # Sorting

    def show_sorted(self, key: str, *, descending: bool) -> None:
        """Show by which column the rows are sorted; an empty key for none."""
        if (key, descending) == self._sorted and self.horizontalHeader().sortIndicatorSection() < 0:
            return
        self._sorted = key, descending
        section = next((at for at, column in enumerate(self._rows.columns) if column.key == key), -1)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(section, order)

    def _sort_by(self, section: int) -> None:
        """First with what one looks for on top, then the other way around, then not at all."""
        column = self._rows.columns[section]
        downwards = column.better > 0 or column.key == "released"
        if self._sorted == (column.key, not downwards):
            self.sort_requested.emit("", False)
        else:
            self.sort_requested.emit(column.key, downwards != (self._sorted == (column.key, downwards)))

    # Columns

    def _show_column(self, section: int, on: bool) -> None:  # noqa: FBT001 - a slot
        self.setColumnHidden(section, not on)
        self._give_room()
        if on:
            self.bring(section)
        self.columns_changed.emit()

    def _restore_first(self) -> None:
        self.restore_columns("")
        self.columns_changed.emit()

    def go_left(self) -> None:
        """Show the first columns, and have the keyboard in the first one."""
        index = self._rows.index(self.currentIndex().row(), self.head.first())
        self.selectionModel().setCurrentIndex(index, Flag.NoUpdate)
        self.horizontalScrollBar().setValue(0)

    def restore_columns(self, text: str) -> None:
        """Show the columns that the head's `text` told; those of the first time when it tells none."""
        self.head.restore(text)
        self._show_by_themselves()

    def _paint_current(self, current: QModelIndex, before: QModelIndex) -> None:
        """Qt paints the cells alone that were left and entered."""
        self._left = self._left and not current.isValid()
        for row in {current.row(), before.row()}:
            self.viewport().update(0, self.rowViewportPosition(row), self.viewport().width(), self.rowHeight(row))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who comes to the rows comes back to the one that was left. One that Qt makes the current one is lit too."""
        if self._left and event.reason() in BY_ITSELF:
            return
        self.come_back()
        super().focusInEvent(event)
        if self.currentIndex().isValid() and not self.selectionModel().hasSelection():
            self.selectionModel().select(self.currentIndex(), Flag.Select | Flag.Rows)

    def _give_room(self) -> None:
        """Names take what the other columns leave, which may be nothing."""
        header = self.horizontalHeader()
        with QSignalBlocker(header):
            self.head.fit(self.viewport().width())
            left = self.viewport().width() - header.length() + header.sectionSize(0)
            header.resizeSection(0, max(header.sectionSize(0), left))
        self.updateGeometries()
        self.viewport().update()
        header.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        self._cells.paint(event.rect())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return takes; Alt with up or down sorts by the current column; letters go to the search line."""
        alt = event.modifiers() == Modifier.AltModifier
        if event.key() in RETURN and self.currentIndex().isValid():
            self._take(self.currentIndex())
        elif alt and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down} and self.currentIndex().isValid():
            key = self._rows.columns[self.currentIndex().column()].key
            self.sort_requested.emit(key, event.key() == Qt.Key.Key_Down)
        elif event.text().isprintable() and event.text().strip() and not event.modifiers() & COMMANDS:
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def moveCursor(self, action: QAbstractItemView.CursorAction, held: Qt.KeyboardModifier) -> QModelIndex:
        """Home and End go to the first row and the last one, for it is rows that are selected."""
        to = QAbstractItemView.CursorAction
        rows = {to.MoveHome: 0, to.MoveEnd: self._rows.rowCount() - 1}
        if action not in rows:
            return super().moveCursor(action, held)
        column = self.currentIndex().column()
        column = self.head.first() if column < 0 or self.isColumnHidden(column) else column
        return self._rows.index(rows[action], column)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index, place = place_of_menu(self, event)
        if index.isValid():
            self.menu_requested.emit(index, place)
