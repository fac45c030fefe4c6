"""The list of conversations as Qt wants it: rows of plain values that change as little as they can."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from desktop.ui.links import visible
from desktop.ui.theme.labels import tooltip

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QObject

Index = QModelIndex | QPersistentModelIndex


class Row(NamedTuple):
    """One conversation: its title is foreign text and may be empty; `when` is already in words.

    `news` are lines of foreign text about its model, of which the person has not heard yet.
    """

    id: str
    title: str
    when: str
    news: tuple[str, ...] = ()
    answering: bool = False


class ConversationListModel(QAbstractListModel):
    """Rows in the order they are given, the one on view marked.

    Signals:
        renamed: An id and the title a person typed for it; the row changes when it comes back in `set_rows`.
    """

    ID = Qt.ItemDataRole.UserRole
    WHEN = Qt.ItemDataRole.UserRole + 1
    OPEN = Qt.ItemDataRole.UserRole + 2
    NEWS = Qt.ItemDataRole.UserRole + 3
    ANSWERING = Qt.ItemDataRole.UserRole + 4

    renamed = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._open = ""

    def set_rows(self, rows: Iterable[Row]) -> None:
        """Become these rows; what stays keeps its place in the view, its selection and its open editor."""
        wanted = list(rows)
        kept = {row.id for row in wanted}
        for at in range(len(self._rows) - 1, -1, -1):
            if self._rows[at].id not in kept:
                self.beginRemoveRows(QModelIndex(), at, at)
                del self._rows[at]
                self.endRemoveRows()
        known = {row.id for row in self._rows}
        for at, row in enumerate(wanted):
            if row.id not in known:
                self._insert(at, row)
            elif self._rows[at] != row:
                self._move_here(at, row)

    def _insert(self, at: int, row: Row) -> None:
        self.beginInsertRows(QModelIndex(), at, at)
        self._rows.insert(at, row)
        self.endInsertRows()

    def _move_here(self, at: int, row: Row) -> None:
        """Bring a known row to `at` from further down, and show what changed in it."""
        source = next(i for i in range(at, len(self._rows)) if self._rows[i].id == row.id)
        if source != at:
            self.beginMoveRows(QModelIndex(), source, source, QModelIndex(), at)
            self._rows.insert(at, self._rows.pop(source))
            self.endMoveRows()
        if self._rows[at] != row:
            self._rows[at] = row
            self._changed(at)

    def set_open(self, conversation_id: str) -> None:
        """Mark the conversation that is on view."""
        before, self._open = self._open, conversation_id
        for marked in {before, conversation_id}:
            index = self.index_of(marked)
            if index.isValid():
                self._changed(index.row())

    def open_row(self) -> QModelIndex:
        """The row of the conversation that is on view."""
        return self.index_of(self._open)

    def _changed(self, at: int) -> None:
        index = self.index(at)
        self.dataChanged.emit(index, index)

    def index_of(self, conversation_id: str) -> QModelIndex:
        """The row of a conversation; an invalid index when it has none."""
        for at, row in enumerate(self._rows):
            if row.id == conversation_id:
                return self.index(at)
        return QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.isValid() else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._shown(row)
            case Qt.ItemDataRole.AccessibleTextRole:
                marks = (
                    self.tr("open") if row.id == self._open else "",
                    self.tr("being answered") if row.answering else "",
                    self.tr("news") if row.news else "",
                )
                return ", ".join(filter(None, (self._shown(row), row.when, *marks)))
            case Qt.ItemDataRole.ToolTipRole if row.news or row.answering:
                return tooltip(self.tr("being answered") if row.answering else "", *row.news)
        return {
            Qt.ItemDataRole.EditRole: row.title,
            Qt.ItemDataRole.AccessibleDescriptionRole: " ".join(row.news),
            self.ID: row.id,
            self.WHEN: row.when,
            self.OPEN: row.id == self._open,
            self.NEWS: bool(row.news),
            self.ANSWERING: row.answering,
        }.get(role)

    def _shown(self, row: Row) -> str:
        return visible(" ".join(row.title.split())) or self.tr("New chat")

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        title = " ".join(str(value).split())
        row = self._rows[index.row()]
        if title != row.title:
            self.renamed.emit(row.id, title)
        return True
