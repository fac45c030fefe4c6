"""The page of one model, to be read, selected and copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from desktop.domain.foreign import LONGEST_NAME, one_line
from desktop.ui.browser.page import NOTHING_MORE, page_of
from desktop.ui.browser.page_view import ModelPage
from desktop.ui.browser.price_chart import PriceChart
from desktop.ui.browser.provider_table import ProviderTable
from desktop.ui.browser.sparkline import PriceHistory
from desktop.ui.browser.ways import WayList
from desktop.ui.buttons import ToolButton
from desktop.ui.clipboard import put_on_clipboard
from desktop.ui.theme.labels import tooltip
from desktop.ui.theme.style import chip, icon
from desktop.ui.theme.theme import SPACE, theme_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from desktop.domain.model import Model
    from desktop.ui.browser.about import About


class ModelDetails(QWidget):
    """Everything known of a model, and what can be done with it.

    Signals:
        use_requested: The person wants this model for the chat; carries its id.
        favorite_set: A model is a favorite from now on, or no longer.
        note_requested: The person wants to write a note about a model, or tags; carries its id.
        link_activated: The person wants to follow a link; carries its address and its text.
        list_left_out: The person wants the list of another connection left out; carries its base URL.
    """

    use_requested = Signal(str)
    favorite_set = Signal(str, bool)
    note_requested = Signal(str)
    link_activated = Signal(str, str)
    list_left_out = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: Model | None = None
        self._day: date | None = None
        self._about = NOTHING_MORE
        self._page = ModelPage(self)
        self._fill_page()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, SPACE // 2, 0, 0)
        layout.setSpacing(SPACE // 2)
        layout.addWidget(self._page, 1)
        layout.addLayout(self._buttons())
        self.setFocusProxy(self._page)
        self._show_icons()
        self.show_model(None, None)

    def _fill_page(self) -> None:
        self._page.link_activated.connect(self.link_activated)
        inside = self._page.viewport()
        self._chart, self._prices, self._providers = PriceChart(inside), PriceHistory(inside), ProviderTable(inside)
        self._providers.link_activated.connect(self.link_activated)
        self._ways = WayList(inside)
        self._ways.chosen.connect(self.use_requested)
        words = self.tr("What this connection lists is not found until its list is loaded again")
        self._elsewhere = self._way_on(
            inside, "model-leave-out", self.tr("Leave out this list"), words, self._leave_out
        )
        words = self.tr("The same with all columns, as wide as they are")
        self._wide = self._way_on(inside, "model-providers-all", self.tr("All columns…"), words, self._open_providers)
        rooms = {"prices": (self._chart, self._prices), "ways": (self._ways,)}
        self._page.hold({**rooms, "providers": (self._providers, self._wide), "connection": (self._elsewhere,)})

    def _way_on(self, inside: QWidget, name: str, words: str, meaning: str, follow: Callable[[], None]) -> QWidget:
        """A button between the lines, in a row of its own."""
        room = QWidget(inside)
        button = chip(name, words, room)
        button.setToolTip(meaning)
        button.clicked.connect(follow)
        row = QHBoxLayout(room)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(button)
        row.addStretch(1)
        return room

    def _buttons(self) -> QHBoxLayout:
        self._use = self._button("model-use", self.tr("Use in this chat"))
        self._use.clicked.connect(self._ask_for_use)
        self._copy = self._button("model-copy", self.tr("Copy id"))
        self._copy.clicked.connect(self._copy_id)
        self._note = self._sign("model-note", self.tr("Note and tags…"))
        self._note.clicked.connect(self._ask_for_note)
        self._favorite = self._sign("model-favorite", self.tr("Favorite"))
        self._favorite.setCheckable(True)
        self._favorite.toggled.connect(self._set_favorite)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        buttons.addWidget(self._use)
        buttons.addWidget(self._copy)
        buttons.addStretch()
        buttons.addWidget(self._note)
        buttons.addWidget(self._favorite)
        return buttons

    def _button(self, name: str, words: str) -> QToolButton:
        button = ToolButton(self)
        button.setObjectName(name)
        button.setText(words)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _sign(self, name: str, words: str) -> QToolButton:
        """A button whose words only its tool tip shows."""
        button = self._button(name, words)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setToolTip(words)
        return button

    def show_model(self, model: Model | None, today: date | None, about: About = NOTHING_MORE) -> None:
        """Show a model as of `today`, or nothing."""
        same = model is not None and self._model is not None and model.id == self._model.id
        self._model, self._day, self._about = model, today, about
        for button in (self._use, self._copy, self._note, self._favorite):
            button.setEnabled(model is not None)
        if model is not None and model.connection:  # what is kept of models is kept by connection
            self._note.setEnabled(False)
            self._favorite.setEnabled(False)
        self._show_use(model, gone=about.gone)
        with QSignalBlocker(self._favorite):
            self._favorite.setChecked(about.bookmark.favorite)
        self._favorite.setIcon(self._stars[about.bookmark.favorite])
        if model is None or today is None:
            self._page.empty()
            for widget in (self._chart, self._prices, self._ways, self._providers, self._wide, self._elsewhere):
                widget.hide()
        else:
            self._chart.show_pricing(model.pricing, today)
            self._prices.show_prices(model, about.changes, today, about.begun)
            self._ways.show_ways(about.ways, about.current, routed=about.routed)
            self._elsewhere.setVisible(bool(model.connection))
            self._providers.show_providers(about.providers, about.keeping_nothing)
            self._wide.setVisible(bool(about.providers))
            told = max(model.description, about.description, key=len)  # the list cuts it
            if about.bundled and not told:
                told = self.tr("Descriptions come with the first refresh of the list.")
            self._page.write(model, told, page_of(model, today, about), theme_of(self.palette()), stay=same)

    def say_missing(self, model_id: str) -> None:
        """What is said where no model is shown: that none has this id, unless it is empty."""
        words = self.tr("{model} is not listed here.") if model_id else self.tr("No model is selected.")
        self._page.setPlaceholderText(words.format(model=one_line(model_id, LONGEST_NAME)))

    def _show_use(self, model: Model | None, *, gone: bool) -> None:
        """Whether the model can be asked, and where; or why not."""
        elsewhere = model is not None and bool(model.place)
        gone = gone or (model is not None and model.retired is not None)
        there = self.tr("Use at {place}").format(place=model.place) if model is not None and elsewhere else ""
        why = self.tr("No longer listed, so it cannot be chosen") if gone else ""
        self._use.setEnabled(model is not None and not gone)
        self._use.setText(self.tr("Use there") if elsewhere else self.tr("Use in this chat"))
        self._use.setToolTip(tooltip(there or why) if there or why else "")
        self._use.setAccessibleName(there)
        self._use.setAccessibleDescription(why)

    def _ask_for_note(self) -> None:
        if self._model is not None:
            self.note_requested.emit(self._model.id)

    def _set_favorite(self, favorite: bool) -> None:  # noqa: FBT001 - a slot
        if self._model is not None:
            self.favorite_set.emit(self._model.id, favorite)

    def _ask_for_use(self) -> None:
        if self._model is not None:
            self.use_requested.emit(self._model.id)

    def _open_providers(self) -> None:
        from desktop.ui.browser.provider_dialog import ProviderDialog  # noqa: PLC0415 - only for those who want it
        from desktop.ui.dialogs.frame import open_dialog  # noqa: PLC0415 - likewise

        if self._model is not None:
            about = self._about
            dialog = ProviderDialog(self._model.name, about.providers, about.keeping_nothing, self.window())
            dialog.link_activated.connect(self.link_activated)
            open_dialog(dialog)

    def _leave_out(self) -> None:
        if self._model is not None:
            self.list_left_out.emit(self._model.connection)

    def _copy_id(self) -> None:
        if self._model is not None:
            put_on_clipboard(self._model.id)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show_icons()
            self.show_model(self._model, self._day, self._about)

    def _show_icons(self) -> None:
        theme = theme_of(self.palette())
        self._use.setIcon(icon("check", theme))
        self._copy.setIcon(icon("copy", theme))
        self._note.setIcon(icon("pencil", theme))
        self._stars = icon("star", theme), icon("star-full", theme, theme.accent)
