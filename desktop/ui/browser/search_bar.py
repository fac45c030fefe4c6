"""The search line with all that belongs to it: chips, what is expected in place of a mistake, help, saved searches."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from desktop.ui.browser.search_line import SearchLine
from desktop.ui.browser.views import ViewsButton
from desktop.ui.theme.labels import plain_label, tooltip
from desktop.ui.theme.style import icon, tint
from desktop.ui.theme.theme import SPACE

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from desktop.domain.query import Query
    from desktop.ui.theme.theme import Theme

CHIP_PADDING = 8  # device-independent pixels that a chip is higher than its words


class SearchBar(QWidget):
    """Says which models one looks for. What its parts write is all in the line.

    Signals:
        searched: Another query; carries it.

    Attributes:
        line: The line itself; its object name is given.
        views: The button with the saved searches, which whoever owns the bar puts somewhere.
    """

    searched = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = SearchLine(name, self)
        self.line.searched.connect(self.searched)
        self.line.mistaken.connect(self._show_mistake)
        self.line.help_requested.connect(self._help)
        self.views = ViewsButton(self)
        self.views.chosen.connect(self.line.set_text)
        self._mistake = plain_label("", self)
        self._mistake.setObjectName("model-mistake")
        self._mistake.setProperty("kind", "danger")
        self._mistake.hide()
        self._place = QWidget(self)
        self._place.setFixedHeight(self.fontMetrics().height() + CHIP_PADDING)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE // 2)
        for widget in (self.line, self._mistake, self._place):
            layout.addWidget(widget)
        layout.addStretch(1)  # where a mistake stood, till all is laid out again: nothing above it moves
        tint(self, self._tint)

    def furnish(self) -> None:
        """Make what cannot be used before there is a list."""
        from desktop.ui.accessible import install  # noqa: PLC0415 - not before the first paint
        from desktop.ui.browser.chips import FilterChips  # noqa: PLC0415 - likewise
        from desktop.ui.menus import MenuButtonAccessible  # noqa: PLC0415 - likewise

        install(ViewsButton, MenuButtonAccessible)
        self._chips = FilterChips(self._place)
        self._chips.changed.connect(self.line.set_text)
        self._chips.begun.connect(self._begin)
        inside = QVBoxLayout(self._place)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._chips)
        self.line.textChanged.connect(self._chips.show_text)
        self.line.textChanged.connect(self.views.show_text)
        self.line.furnish()
        for before, after in pairwise((self.line, *self._chips.findChildren(QToolButton), self.views)):
            self.setTabOrder(before, after)

    def offer(self, values: Mapping[str, Mapping[str, int]]) -> None:
        """Complete and choose from these names, by key, with how often they occur."""
        self._chips.offer(values)
        self.line.offer(values)

    def count_by(self, count: Callable[[Query, Collection[str]], Mapping[str, Mapping[str, int]]]) -> None:
        """Count by this how often the names of some keys occur in what a query finds."""
        self._chips.count_by(count)

    def enable_filters(self, *, on: bool) -> None:
        """Have the chips used, or not where nothing is filtered; they keep their room."""
        self._place.setEnabled(on)

    @property
    def query(self) -> Query:
        return self.line.query

    def text(self) -> str:
        return self.line.text()

    def set_text(self, text: str) -> None:
        """Write another line."""
        self.line.set_text(text)

    def go_on(self, letters: str) -> None:
        """Write these at the end of the line, and have the keyboard write on there."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.end(False)
        self.line.insert(letters)

    def _begin(self, condition: str) -> None:
        """Write the beginning of a condition behind what stands there; how it can go on is offered."""
        self.go_on(f" {condition}" if self.text().strip() else condition)

    def _show_mistake(self, words: str) -> None:
        self._mistake.setText(words)
        self._mistake.setVisible(bool(words))
        self.line.setToolTip(tooltip(words) if words else "")

    def _help(self) -> None:
        from desktop.ui.browser.cheat_sheet import CheatSheet  # noqa: PLC0415 - only for those who ask
        from desktop.ui.dialogs.frame import open_dialog  # noqa: PLC0415 - likewise

        sheet = CheatSheet(self)
        sheet.taken.connect(self._add)
        open_dialog(sheet)

    def _add(self, example: str) -> None:
        """Write an example into the line, behind what stands there."""
        from desktop.domain.query import parse, with_condition  # noqa: PLC0415 - not before the first paint
        from desktop.domain.terms import Word  # noqa: PLC0415 - likewise

        text = self.text()
        for term in parse(example).terms:
            text = f"{text} {term.text}".strip() if isinstance(term, Word) else with_condition(text, term)
        self.set_text(text)
        self.line.setFocus()

    def _tint(self, theme: Theme) -> None:
        self.views.setIcon(icon("bookmark", theme))
