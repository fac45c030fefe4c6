"""The model browser beside the chat: search, rows, and the page of one model."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.catalog import Catalog
from desktop.ui.browser.age import age_text
from desktop.ui.browser.details import ModelDetails
from desktop.ui.browser.empty import EmptyPage
from desktop.ui.browser.list_model import ModelListModel
from desktop.ui.browser.list_view import ModelList
from desktop.ui.theme.labels import tooltip
from desktop.ui.theme.style import icon
from desktop.ui.theme.theme import SPACE, theme_of

if TYPE_CHECKING:
    from desktop.domain.model import Model

LIST_HEIGHT, DETAILS_HEIGHT = 300, 190  # device-independent pixels at first, and how they share what is more
NEAREST = QAbstractItemView.ScrollHint.EnsureVisible
CENTER = QAbstractItemView.ScrollHint.PositionAtCenter


class ModelBrowser(QWidget):
    """Shows one catalog and finds models in it as the person types.

    Signals:
        chosen: The person wants this model for the chat; carries its id.
        refresh_requested: The person wants the list fetched.
        left: Esc, with nothing searched for that it could take back.
    """

    chosen = Signal(str)
    refresh_requested = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("model-browser")
        self.setAccessibleName(self.tr("Models"))
        self._catalog = Catalog()
        self._current = ""
        self._selected = ""  # the person's choice of row; outlives searches that do not find it
        self._shown: Model | None = None
        self._build_search()
        self._build_list()
        self._build_footer()
        self._arrange()
        self._show_icons()
        self._fill()

    # Building

    def _build_search(self) -> None:
        self._search = QLineEdit(self)
        self._search.setObjectName("model-search")
        self._search.setAccessibleName(self.tr("Search models"))
        self._search.setPlaceholderText(self.tr("Search models"))
        self._search.setClearButtonEnabled(True)
        for clear in self._search.findChildren(QToolButton):  # Qt leaves it without a name
            clear.setAccessibleName(self.tr("Clear the search"))
        self._magnifier = QAction(self.tr("Search models"), self)
        self._magnifier.setEnabled(False)  # a sign, not a button
        self._search.addAction(self._magnifier, QLineEdit.ActionPosition.LeadingPosition)
        self._search.textChanged.connect(self._searched)
        self._search.returnPressed.connect(self._choose_first)
        self._search.installEventFilter(self)
        self._count = QLabel(self)
        self._count.setObjectName("model-count")
        self._count.setTextFormat(Qt.TextFormat.PlainText)
        self._seeing = QToolButton(self)
        self._seeing.setObjectName("model-seeing")
        self._seeing.setCheckable(True)
        self._seeing.setText(self.tr("Sees pictures"))
        self._seeing.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._seeing.setToolTip(self.tr("Show only models that take pictures"))
        self._seeing.toggled.connect(self._searched)

    def _build_list(self) -> None:
        self._rows = ModelListModel(self)
        self._list = ModelList(self._rows, self)
        self._list.taken.connect(self._choose)
        self._list.selectionModel().currentChanged.connect(self._moved)
        self._details = ModelDetails(self)
        self._details.use_requested.connect(self.chosen)
        self._empty = EmptyPage(self)
        self._empty.pressed.connect(self._go_on)

    def _build_footer(self) -> None:
        self._age = QLabel(self)
        self._age.setObjectName("catalog-age")
        self._age.setTextFormat(Qt.TextFormat.PlainText)
        self._age.setWordWrap(True)
        self._refresh = QToolButton(self)
        self._refresh.setObjectName("catalog-refresh")
        self._refresh.setAccessibleName(self.tr("Refresh the list"))
        self._refresh.setToolTip(self.tr("Refresh the list"))
        self._refresh.clicked.connect(self.refresh_requested)

    def _arrange(self) -> None:
        counts, footer = QHBoxLayout(), QHBoxLayout()
        counts.addWidget(self._count, 1)
        counts.addWidget(self._seeing)
        footer.addWidget(self._age, 1)
        footer.addWidget(self._refresh)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._empty)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.addWidget(self._stack)
        split.addWidget(self._details)
        split.setSizes([LIST_HEIGHT, DETAILS_HEIGHT])
        split.setStretchFactor(0, LIST_HEIGHT)
        split.setStretchFactor(1, DETAILS_HEIGHT)
        split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE, SPACE, SPACE, SPACE // 2)
        layout.setSpacing(SPACE // 2)
        layout.addWidget(self._search)
        layout.addLayout(counts)
        layout.addWidget(split, 1)
        layout.addLayout(footer)

    # What is shown

    def show_catalog(self, catalog: Catalog) -> None:
        """Show a list; what is searched, selected and in view stays where it can."""
        self._catalog = catalog
        bar = self._list.verticalScrollBar()
        above = bar.value()
        self._fill()
        self._select(self._rows.row_of(self._shown.id if self._shown else self._selected))
        bar.setValue(above)

    def show_age(self, catalog: Catalog, *, refreshing: bool, failure: str = "", offline: bool = False) -> None:
        """Say how old the list is, and how refreshing it goes or went.

        `failure` is why the last try did not work, a sentence of plain text, empty when it did; `offline` is
        whether that was for lack of a connection.
        """
        words = age_text(catalog, datetime.now(UTC), refreshing=refreshing, failed=bool(failure), offline=offline)
        if words != self._age.text():
            self._age.setText(words)
        self._age.setToolTip(tooltip(failure) if failure else "")
        self._age.setAccessibleDescription(failure)
        self._refresh.setEnabled(not refreshing)

    def show_current(self, model_id: str) -> None:
        """Mark the chat's model, and turn to it unless the person is searching. The first one leaves the list's top."""
        if model_id == self._current:
            return
        top = None if self._current else self._list.verticalScrollBar().value()
        self._current = model_id
        self._selected = model_id
        self._rows.mark(model_id)
        if not self._searching():
            self._select(self._rows.row_of(model_id))
            if top is not None:
                self._list.verticalScrollBar().setValue(top)

    def show_seeing(self) -> None:
        """Offer the models that see pictures."""
        self._search.clear()
        self._seeing.setChecked(True)
        self.focus_search()

    def focus_search(self) -> None:
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    # Searching

    def _searching(self) -> bool:
        return bool(self._search.text().strip()) or self._seeing.isChecked()

    def _searched(self) -> None:
        """While searching the best hit is selected, as Return takes it; afterwards what was selected before."""
        self._fill()
        if self._searching():
            self._list.scrollToTop()
            self._select(0)
        else:
            self._select(self._rows.row_of(self._selected), CENTER)

    def _fill(self) -> None:
        """Put the rows that are searched for into the list, or say why there are none."""
        found = self._catalog.search(self._search.text())
        if self._seeing.isChecked():
            found = tuple(model for model in found if model.sees_pictures)
        self._rows.show_models(found)
        self._count.setText(self.tr("{n} of {all}").format(n=len(found), all=len(self._catalog.models)))
        if not found:
            self._say_why_empty()
        self._stack.setCurrentIndex(0 if found else 1)

    def _say_why_empty(self) -> None:
        text = " ".join(self._search.text().split())
        if self._catalog.chat and text:
            words = self.tr("No model has “{text}” in its name, id, author or description.").format(text=text)
            if self._seeing.isChecked():
                words += "\n" + self.tr("Only models that take pictures were searched.")
            self._empty.say(words, self.tr("Clear the search"))
        elif self._catalog.chat:
            self._empty.say(self.tr("The list states of no model that it takes pictures."), self.tr("Show all models"))
        elif self._catalog.as_of is None:
            self._empty.say(self.tr("The list of models has not been loaded yet."), self.tr("Load it"))
        else:
            self._empty.say(self.tr("This endpoint lists no models for chat."), self.tr("Refresh the list"))

    def _go_on(self) -> None:
        if self._catalog.chat:
            self._seeing.setChecked(False)
            self._search.clear()
            self.focus_search()
        else:
            self.refresh_requested.emit()

    # Selecting and choosing

    def _select(self, row: int, hint: QAbstractItemView.ScrollHint = NEAREST) -> None:
        """Make a row the selected one, without taking it for the person's own choice."""
        kept = self._selected
        index = self._rows.index(row)
        self._list.setCurrentIndex(index)
        if index.isValid():
            self._list.scrollTo(index, hint)
        self._selected = kept
        self._show(self._rows.at(row))

    def _moved(self, index: QModelIndex) -> None:
        if model := self._rows.at(index.row()):
            self._selected = model.id
            self._show(model)

    def _show(self, model: Model | None) -> None:
        if model is not self._shown:
            self._shown = model
            self._details.show_model(model, datetime.now(UTC).date())

    def _choose(self, index: QModelIndex) -> None:
        if model := self._rows.at(index.row()):
            self.chosen.emit(model.id)
            self._seeing.setChecked(False)  # it was for this choice

    def _choose_first(self) -> None:
        self._choose(self._rows.index(0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes from the search to the rows."""
        down = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down
        if not down or not self._rows.rowCount():
            return super().eventFilter(watched, event)
        if not self._list.currentIndex().isValid():
            self._list.setCurrentIndex(self._rows.index(0))
        self._list.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc, wherever the keyboard is in the browser, takes the search back; then it leaves."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._searching():
            self._seeing.setChecked(False)
            self._search.clear()
        else:
            self.left.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show_icons()

    def _show_icons(self) -> None:
        theme = theme_of(self.palette())
        self._magnifier.setIcon(icon("search", theme, theme.muted))
        self._seeing.setIcon(icon("eye", theme))
        self._refresh.setIcon(icon("refresh", theme))
