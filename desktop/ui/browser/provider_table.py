"""Who offers a model, and on what terms, as a table."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QTableView

from desktop.domain.foreign import one_line
from desktop.ui.browser.facts import price_text, tokens_text
from desktop.ui.clipboard import put_on_clipboard
from desktop.ui.figures import number
from desktop.ui.theme.labels import tooltip
from desktop.ui.theme.style import tint

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from desktop.domain.pricing import Price
    from desktop.domain.provider import Provider

Role = Qt.ItemDataRole
Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
UNKNOWN = "–"
LONGEST = 60  # characters of a cell
ROW_PADDING = 7  # device-independent pixels that a row is higher than its words
WIDEST = 160  # device-independent pixels of a column

translate = QCoreApplication.translate


class _Column(NamedTuple):
    """One column.

    Attributes:
        value: What to sort by; None where it is not known.
        text: What is shown; "" where nothing is stated.
        right: Whether it holds figures.
    """

    title: str
    meaning: str
    value: Callable[[Provider], Any]
    text: Callable[[Provider], str]
    right: bool = True


class ProviderTableModel(QAbstractTableModel):
    """Offers in the endpoint's order, until they are sorted; those of which a column knows nothing come last."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked: Sequence[Provider] = ()
        self._providers: Sequence[Provider] = ()
        self._keeping_nothing: frozenset[str] | None = None
        self._sorted = -1, Qt.SortOrder.AscendingOrder
        self._muted = QBrush()
        self.columns = [*_terms(), *_service(), self._policy()]

    def _policy(self) -> _Column:
        title, meaning = translate("providers", "Data"), translate("providers", "Whether it keeps what is sent to it")
        words: dict[bool | None, str] = {
            True: translate("providers", "keeps nothing"),
            False: translate("providers", "may keep"),
        }
        return _Column(
            title, meaning, self._keeps_nothing, lambda p: words.get(self._keeps_nothing(p), ""), right=False
        )

    def _keeps_nothing(self, provider: Provider) -> bool | None:
        """Whether it is among those that keep nothing, which is the list of all of them; None without that list."""
        return None if self._keeping_nothing is None else provider.tag in self._keeping_nothing

    def show_providers(self, providers: Sequence[Provider], keeping_nothing: frozenset[str] | None) -> None:
        self.beginResetModel()
        self._asked, self._keeping_nothing = providers, keeping_nothing
        self._providers = self._in_order()
        self.endResetModel()

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
        lines = [text, *_notes(provider)] if not index.column() else [self._said(column, text)]
        return tooltip(*lines) if role == Role.ToolTipRole else ", ".join(lines)

    def _said(self, column: _Column, text: str) -> str:
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


def _notes(provider: Provider) -> list[str]:
    notes = [one_line(provider.tag, LONGEST)] if provider.tag else []
    if provider.discount:
        notes.append(translate("providers", "{n} % off, already taken off").format(n=number(provider.discount * 100)))
    if provider.working is False:
        notes.append(translate("providers", "reported as degraded"))
    return notes


def _terms() -> list[_Column]:
    name = translate("providers", "Provider")
    prompt = translate("providers", "Price of what is sent, USD per million tokens")
    completion = translate("providers", "Price of what comes back, USD per million tokens")
    precision = translate("providers", "How exactly the model's numbers are kept")
    most = translate("providers", "Longest conversation, in tokens")
    answer = translate("providers", "Longest answer, in tokens")
    return [
        _Column(name, name, lambda p: p.name.casefold(), lambda p: p.name, right=False),
        _price(translate("providers", "Input"), prompt, lambda p: p.pricing.prompt),
        _price(translate("providers", "Output"), completion, lambda p: p.pricing.completion),
        _tokens(translate("providers", "Context"), most, lambda p: p.context_length),
        _tokens(translate("providers", "Answer"), answer, lambda p: p.max_completion_tokens),
        _Column(
            translate("providers", "Precision"), precision, lambda p: _precision(p) or None, _precision, right=False
        ),
    ]


def _service() -> list[_Column]:
    up = translate("providers", "Answered requests of the last day, in percent")
    speed = translate("providers", "Tokens per second, median of the last half hour. Told only to those with a key.")
    wait = translate(
        "providers",
        "Time to the first token, median of the last half hour. Told only to those with a key. The endpoint's "
        "documentation says milliseconds in one place and seconds in another: compare the figures with each other.",
    )
    return [
        _figure(translate("providers", "Up"), up, lambda p: p.uptime, lambda value: f"{number(value, 1)} %"),
        _figure(translate("providers", "Tokens/s"), speed, lambda p: p.throughput, lambda value: number(value, 1)),
        _figure(translate("providers", "Latency"), wait, lambda p: p.latency, _as_told),
    ]


def _price(title: str, meaning: str, read: Callable[[Provider], Price | None]) -> _Column:
    def value(provider: Provider) -> Decimal | None:
        return price if isinstance(price := read(provider), Decimal) else None

    def text(provider: Provider) -> str:
        return "" if (price := read(provider)) is None else price_text(price)

    return _Column(title, meaning, value, text)


def _tokens(title: str, meaning: str, read: Callable[[Provider], int | None]) -> _Column:
    return _Column(title, meaning, read, lambda p: "" if (count := read(p)) is None else tokens_text(count))


def _figure(title: str, meaning: str, read: Callable[[Provider], float | None], say: Callable[[float], str]) -> _Column:
    return _Column(title, meaning, read, lambda p: "" if (figure := read(p)) is None else say(figure))


def _precision(provider: Provider) -> str:
    return "" if provider.quantization == "unknown" else provider.quantization


def _as_told(figure: float) -> str:
    """In no unit."""
    return number(figure, 0 if figure == int(figure) else 2)


class ProviderTable(QTableView):
    """As high as its rows; hidden without any. Sorted by a click on a head, or by Alt with up or down."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("model-providers")
        self.setAccessibleName(self.tr("Providers of the model"))
        self.providers = ProviderTableModel(self)
        self._shown: tuple[Sequence[Provider], frozenset[str] | None] = (), None
        self.setModel(self.providers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + ROW_PADDING)
        header = self.horizontalHeader()
        header.setMaximumSectionSize(WIDEST)
        header.setHighlightSections(False)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        tint(self, lambda theme: self.providers.show_colors(theme.muted))
        self.hide()

    def show_providers(self, providers: Sequence[Provider], keeping_nothing: frozenset[str] | None) -> None:
        """Show these offers; `keeping_nothing` are the tags of all providers who keep nothing, None if not known."""
        if (providers, keeping_nothing) != self._shown:
            self._shown = providers, keeping_nothing
            self.providers.show_providers(providers, keeping_nothing)
            self.resizeColumnsToContents()
            self.updateGeometry()
        self.setVisible(bool(providers))

    def sizeHint(self) -> QSize:
        rows = self.model().rowCount() * self.verticalHeader().defaultSectionSize()
        bar = self.horizontalScrollBar().sizeHint().height()
        return QSize(super().sizeHint().width(), self.horizontalHeader().sizeHint().height() + rows + bar + 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt with up or down sorts by the current column; copying takes the row."""
        up_or_down = event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}
        if event.modifiers() == Qt.KeyboardModifier.AltModifier and up_or_down and self.currentIndex().isValid():
            down = event.key() == Qt.Key.Key_Down
            order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
            self.sortByColumn(self.currentIndex().column(), order)
        elif event.matches(QKeySequence.StandardKey.Copy) and self.currentIndex().isValid():
            row, columns = self.currentIndex().row(), range(self.model().columnCount())
            put_on_clipboard("\t".join(str(self.model().index(row, at).data()) for at in columns))
        else:
            super().keyPressEvent(event)
