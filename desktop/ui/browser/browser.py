"""The model browser beside the chat: search, the shelf of models, and how old the list is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from desktop.ui.theme.labels import tooltip
from desktop.ui.theme.style import icon
from desktop.ui.theme.theme import SPACE, theme_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.catalog import Catalog
    from desktop.domain.model import Model

SHELF_HEIGHT = 170  # device-independent pixels that rows and page need at least


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
        self._current = ""
        self._build_search()
        self._build_footer()
        self._arrange()
        self._show_icons()

    # Building

    def _build_search(self) -> None:
        self._search = QLineEdit(self)
        self._search.setObjectName("model-search")
        self._search.setAccessibleName(self.tr("Search models"))
        self._search.setPlaceholderText(self.tr("Search models"))
        self._search.setClearButtonEnabled(True)
        self._magnifier = QAction(self.tr("Search models"), self)
        self._magnifier.setEnabled(False)  # a sign, not a button
        self._search.addAction(self._magnifier, QLineEdit.ActionPosition.LeadingPosition)
        self._count = QLabel(self)
        self._count.setObjectName("model-count")
        self._count.setTextFormat(Qt.TextFormat.PlainText)
        self._seeing = QToolButton(self)
        self._seeing.setObjectName("model-seeing")
        self._seeing.setCheckable(True)
        self._seeing.setText(self.tr("Sees pictures"))
        self._seeing.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._seeing.setToolTip(self.tr("Show only models that take pictures"))

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
        self._place = QWidget(self)
        self._place.setMinimumHeight(SHELF_HEIGHT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE, SPACE, SPACE, SPACE // 2)
        layout.setSpacing(SPACE // 2)
        layout.addWidget(self._search)
        layout.addLayout(counts)
        layout.addWidget(self._place, 1)
        layout.addLayout(footer)

    def furnish(self) -> None:
        """Make the shelf. After the first paint: there is no list yet, and what draws lists takes 20 ms to import."""
        from desktop.domain.catalog import Catalog  # noqa: PLC0415 - see above
        from desktop.ui.browser.shelf import ModelShelf  # noqa: PLC0415 - see above

        self._search_in(Catalog())
        self._shelf = ModelShelf(self._place)
        self._shelf.chosen.connect(self._choose)
        self._shelf.way_taken.connect(self._go_on)
        inside = QVBoxLayout(self._place)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._shelf)
        self._shelf.follow(self._seeing)
        for clear in self._search.findChildren(QToolButton):  # Qt leaves it without a name
            clear.setAccessibleName(self.tr("Clear the search"))
        self._search.textChanged.connect(self._searched)
        self._search.returnPressed.connect(self._shelf.choose_first)
        self._search.installEventFilter(self)
        self._seeing.toggled.connect(self._searched)

    # What is shown

    def show_catalog(self, catalog: Catalog) -> None:
        """Show a list; what is searched, selected and in view stays where it can."""
        self._search_in(catalog)
        self._shelf.renew(self._found())

    def _search_in(self, catalog: Catalog) -> None:
        from datetime import UTC, datetime  # noqa: PLC0415 - there is no list before the first paint

        from desktop.domain.query import Known  # noqa: PLC0415 - likewise
        from desktop.domain.search import Finder  # noqa: PLC0415 - likewise

        self._catalog = catalog
        self._finder = Finder(catalog.chat)
        self._known = Known(datetime.now(UTC).date())

    def show_age(self, catalog: Catalog, *, refreshing: bool, failure: str = "", offline: bool = False) -> None:
        """Say how old the list is, and how refreshing it goes or went.

        `failure` is why the last try did not work, a sentence of plain text, empty when it did; `offline` is
        whether that was for lack of a connection.
        """
        from datetime import UTC, datetime  # noqa: PLC0415 - there is no list before the first paint

        from desktop.ui.browser.age import age_text  # noqa: PLC0415 - likewise

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
        first = not self._current
        self._current = model_id
        self._shelf.mark(model_id, turn_to_it=not self._searching(), at_top=first)

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
        show = self._shelf.show_found if self._searching() else self._shelf.show_all
        show(self._found())

    def _found(self) -> Sequence[Model]:
        """What is searched for; counts it, or says why there is nothing."""
        from desktop.domain.query import parse  # noqa: PLC0415 - nothing is searched before the first paint

        found = self._finder.find(parse(self._search.text()), self._known).models
        if self._seeing.isChecked():
            found = [model for model in found if model.sees_pictures]
        self._count.setText(self.tr("{n} of {all}").format(n=len(found), all=len(self._catalog.models)))
        if not found:
            self._shelf.say(*self._why_empty())
        return found

    def _why_empty(self) -> tuple[str, str]:
        """Why there are no rows, and what the button below does."""
        text = " ".join(self._search.text().split())
        if self._catalog.chat and text:
            words = self.tr("No model has “{text}” in its name, id, author or description.").format(text=text)
            if self._seeing.isChecked():
                words += "\n" + self.tr("Only models that take pictures were searched.")
            return words, self.tr("Clear the search")
        if self._catalog.chat:
            return self.tr("The list states of no model that it takes pictures."), self.tr("Show all models")
        if self._catalog.as_of is None:
            return self.tr("The list of models has not been loaded yet."), self.tr("Load it")
        return self.tr("This endpoint lists no models for chat."), self.tr("Refresh the list")

    def _go_on(self) -> None:
        if self._catalog.chat:
            self._seeing.setChecked(False)
            self._search.clear()
            self.focus_search()
        else:
            self.refresh_requested.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes from the search to the rows."""
        down = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down
        return (down and self._shelf.enter()) or super().eventFilter(watched, event)

    def _choose(self, model_id: str) -> None:
        self.chosen.emit(model_id)
        self._seeing.setChecked(False)  # it was for this choice

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
