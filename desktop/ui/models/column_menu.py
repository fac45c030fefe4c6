"""The menu of the table's columns: which are shown, and in what order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from desktop.ui.menus import pop_up
from desktop.ui.models.columns import BY_THEMSELVES, STAR
from desktop.ui.models.switch_menu import SwitchMenu

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint

    from desktop.ui.models.columns import Column
    from desktop.ui.models.frozen import FrozenTable
    from desktop.ui.models.table_model import ModelTableModel


class ColumnMenu(SwitchMenu):
    """Moves the column that it is opened on, or else that of the table's current cell.

    Signals:
        switched: Show the column of a section, or hide it.
        reset: Show the columns of the first time.
    """

    switched = Signal(int, bool)
    reset = Signal()

    def __init__(self, rows: ModelTableModel, table: FrozenTable) -> None:
        super().__init__(table)
        self.setTitle(self.tr("Columns"))
        self._rows = rows
        self._table = table
        self._pointed = -1  # the section it is opened on
        table.horizontalHeader().customContextMenuRequested.connect(self._open)
        self.aboutToShow.connect(self._fill)

    def _open(self, place: QPoint) -> None:
        header = self._table.horizontalHeader()
        self._pointed = header.section_at(place)
        pop_up(self, header.mapToGlobal(place))
        self._pointed = -1

    def _fill(self) -> None:
        self.clear()
        header = self._table.horizontalHeader()
        for section, column in enumerate(self._rows.columns[1:], 1):  # a row without a name is none
            if column.key in BY_THEMSELVES:
                continue
            entry = self.addAction(_title(column))
            entry.setToolTip(column.meaning)
            entry.setCheckable(True)
            entry.setChecked(not header.isSectionHidden(section))
            entry.toggled.connect(lambda on, section=section: self.switched.emit(section, on))
        self.addSeparator()
        self._offer_moves()
        self.addAction(self.tr("Reset columns")).triggered.connect(self.reset)

    def _offer_moves(self) -> None:
        """The same as dragging the head of a column."""
        header = self._table.horizontalHeader()
        order = [header.logicalIndex(at) for at in range(header.count())]
        shown = [section for section in order if not header.isSectionHidden(section)]
        section = next(at for at in (self._pointed, self._table.currentIndex().column(), *shown) if at in shown)
        place, title = shown.index(section), _title(self._rows.columns[section])
        for words, to in (
            (self.tr("Move “{column}” left"), place - 1),
            (self.tr("Move “{column}” right"), place + 1),
            (self.tr("Move “{column}” to the front"), 0),
        ):
            entry = self.addAction(words.format(column=title))
            entry.setEnabled(to != place and 0 <= to < len(shown))
            entry.triggered.connect(lambda _=False, to=to: self._move(section, shown[to]))

    def _move(self, section: int, to: int) -> None:
        header = self._table.horizontalHeader()
        header.moveSection(header.visualIndex(section), header.visualIndex(to))


def _title(column: Column) -> str:
    return column.meaning if column.title == STAR else column.title
