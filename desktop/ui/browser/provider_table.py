"""Who offers a model, and on what terms, as a table."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QBrush, QColor, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QMenu, QTableView

from desktop.domain.foreign import one_line
from desktop.ui.browser.model_menu import place_of_menu
from desktop.ui.browser.provider_columns import LONGEST, UNKNOWN, Column, service, terms, where
from desktop.ui.clipboard import put_on_clipboard
from desktop.ui.menus import pop_up
from desktop.ui.theme.labels import tooltip
from desktop.ui.theme.rows import RowDelegate
from desktop.ui.theme.style import tint
from desktop.ui.theme.theme import SPACE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from desktop.domain.provider import Provider

Role = Qt.ItemDataRole
Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
ROW_PADDING = 7  # device-independent pixels that a row is higher than its words
WIDEST, WIDEST_WHOLE = 160, 480  # device-independent pixels of a column; where all is wanted
LEAST_NAME = 80  # the same of the names where there is little room
ARROW, SPARE = 16, 4  # the same of the arrow of a sorted column, and of what styles put around a head
# Titles' places, that of the first one to have room first: prices, data, what it is like, limits, precision, where.
WANTED = (1, 2, 10, 6, 7, 8, 3, 4, 5, 9)

translate = QCoreApplication.translate


class ProviderTableModel(QAbstractTableModel):
    """Offers in the endpoint's order, until they are sorted; those of which a column knows nothing come last."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked: Sequence[Provider] = ()
        self._providers: Sequence[Provider] = ()
        self._keeping_nothing: frozenset[str] | None = None
        self._sorted = -1, Qt.SortOrder.AscendingOrder
        self._muted = QBrush()
        self.columns = [*terms(), *service(), where(), self._policy()]

    def _policy(self) -> Column:
        title, meaning = translate("providers", "Data"), translate("providers", "Whether it keeps what is sent to it")
        words: dict[bool | None, str] = {
            True: translate("providers", "keeps nothing"),
            False: translate("providers", "may keep"),
        }
        return Column(title, meaning, self._keeps_nothing, lambda p: words.get(self._keeps_nothing(p), ""), right=False)

    def _keeps_nothing(self, provider: Provider) -> bool | None:
        """Whether it is among those that keep nothing, which is the list of all of them; None without that list."""
        return None if self._keeping_nothing is None else provider.tag in self._keeping_nothing

    def provider(self, row: int) -> Provider:
        return self._providers[row]

    def show_providers(self, providers: Sequence[Provider], keeping_nothing: frozenset[str] | None) -> None:
        self.beginResetModel()
        self._asked, self._keeping_nothing = providers, keeping_nothing
        self._providers = self._in_order()
        self.endResetModel()

    def tells(self, column: int) -> bool:
        """Whether something is stated in a column."""
        return any(self.columns[column].text(provider) for provider in self._providers)

    def show_colors(self, muted: str) -> None:
        self._muted = QBrush(QColor(muted))

    def _in_order(self) -> Sequence[Provider]:
        column, order = self._sorted
        if column < 0:
            return self._asked
        values = [(self.columns[column].value(provider), provider) for provider in self._asked]
        known = [item for item in values if item[0] is not None]
        known.sort(key=lambda item: item[0], reverse=order == Qt.SortOrder.DescendingOrder)
        return [provider for _, provider in known] + [provider for value, provider in values if value is None]

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.beginResetModel()
        self._sorted = column, order
        self._providers = self._in_order()
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._providers)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        provider, column = self._providers[index.row()], self.columns[index.column()]
        if role == Role.TextAlignmentRole:
            return RIGHT if column.right else LEFT
        if role == Role.ForegroundRole:
            return self._muted if provider.working is False else None
        if role not in {Role.DisplayRole, Role.AccessibleTextRole, Role.ToolTipRole}:
            return None
        text = one_line(column.text(provider), LONGEST) or UNKNOWN
        if role == Role.DisplayRole:
            return text
        lines = column.told(provider) if column.told else [self._said(column, text)]
        return tooltip(*lines) if role == Role.ToolTipRole else ", ".join(lines)

    def _said(self, column: Column, text: str) -> str:
        value = self.tr("not stated") if text == UNKNOWN else text
        return self.tr("{column}: {value}").format(column=column.title, value=value)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Role.TextAlignmentRole:
            return RIGHT if column.right else LEFT
        if role == Role.DisplayRole:
            return column.title
        if role == Role.AccessibleTextRole:
            return column.meaning
        return tooltip(column.meaning) if role == Role.ToolTipRole else None


class ProviderTable(QTableView):
    """As high as its rows; hidden without any. Sorted by a click on a head, or by Alt with up or down.

    What has no room is left out, as the page that it is in scrolls already, unless it is wanted `whole`.

    Signals:
        link_activated: The person wants to follow a link; carries its address and its text.
    """

    link_activated = Signal(str, str)

    def __init__(self, parent: QWidget | None = None, *, whole: bool = False) -> None:
        super().__init__(parent)
        self._whole, self._widest = whole, WIDEST_WHOLE if whole else WIDEST
        self._widths: list[int] = []  # of the columns, by what is in them
        self.setObjectName("model-providers")
        self.setAccessibleName(self.tr("Providers of the model"))
        self.providers = ProviderTableModel(self)
        self._shown: tuple[Sequence[Provider], frozenset[str] | None] = (), None
        self.setModel(self.providers)
        self.setItemDelegate(RowDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        if not whole:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self._build_header()
        tint(self, lambda theme: self.providers.show_colors(theme.muted))
        self.hide()

    def _build_header(self) -> None:
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + ROW_PADDING)
        header = self.horizontalHeader()
        header.setMaximumSectionSize(self._widest)
        header.setHighlightSections(False)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        header.sortIndicatorChanged.connect(self._fit)

    def show_providers(self, providers: Sequence[Provider], keeping_nothing: frozenset[str] | None) -> None:
        """Show these offers; `keeping_nothing` are the tags of all providers who keep nothing, None if not known."""
        if (providers, keeping_nothing) != self._shown:
            self._shown = providers, keeping_nothing
            self.providers.show_providers(providers, keeping_nothing)
            self._widths = [self._width_of(section) for section in range(len(self.providers.columns))]
            self._fit()
            self.updateGeometry()
        self.setVisible(bool(providers))

    def _width_of(self, section: int) -> int:
        """As wide as its head and its cells, without the room that Qt keeps for the arrow of the sorted one."""
        self.setColumnHidden(section, False)
        head = self.fontMetrics().horizontalAdvance(self.providers.columns[section].title) + 2 * SPACE + SPARE
        return min(self._widest, max(head, self.sizeHintForColumn(section)))

    def _fit(self) -> None:
        """Show what there is room for; names have what is left."""
        if not self._widths:
            return
        widths, arrow = [*self._widths], self.horizontalHeader().sortIndicatorSection()
        if arrow >= 0:
            widths[arrow] += ARROW
        least = min(widths[0], LEAST_NAME)
        left = self.viewport().width() - least
        for section in WANTED:
            shown = self.providers.tells(section) and (self._whole or widths[section] <= left)
            self.setColumnHidden(section, not shown)
            self.setColumnWidth(section, widths[section])
            left -= widths[section] if shown else 0
        self.setColumnWidth(0, widths[0] if self._whole else least + left)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        head, rows = self.horizontalHeader().sizeHint().height(), self.model().rowCount()
        height = head + rows * self.verticalHeader().defaultSectionSize() + 4
        return QSize(self.horizontalHeader().length() + SPACE if self._whole else super().sizeHint().width(), height)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with a row; the links that are told of the provider are opened by others."""
        index, place = place_of_menu(self, event)
        if not index.isValid():
            return
        menu = QMenu(self)
        menu.setObjectName("provider-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if company := self.providers.provider(index.row()).company:
            for words, address in (
                (self.tr("&Privacy policy…"), company.privacy_policy),
                (self.tr("&Terms…"), company.terms),
                (self.tr("&Status page…"), company.status_page),
            ):
                if address:
                    menu.addAction(words, partial(self.link_activated.emit, address, ""))
            menu.addSeparator()
        menu.addAction(self.tr("&Copy row"), partial(self._copy, index.row()))
        pop_up(menu, place)

    def _copy(self, row: int) -> None:
        put_on_clipboard("\t".join(str(self.model().index(row, at).data()) for at in range(self.model().columnCount())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt with up or down sorts by the current column; copying takes the row."""
        current = self.currentIndex()
        up_or_down = event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}
        if event.modifiers() == Qt.KeyboardModifier.AltModifier and up_or_down and current.isValid():
            down = event.key() == Qt.Key.Key_Down
            order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
            self.sortByColumn(current.column(), order)
        elif event.matches(QKeySequence.StandardKey.Copy) and current.isValid():
            self._copy(current.row())
        else:
            super().keyPressEvent(event)
