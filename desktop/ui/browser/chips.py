"""The chips beside the search line. Each writes conditions into the line, and shows whether it has one there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from desktop.domain.query import Query, checked, parse, with_condition, without
from desktop.domain.terms import LISTED, SEES, Condition
from desktop.ui.browser import choices
from desktop.ui.menus import MenuChip
from desktop.ui.theme.style import icon, tint
from desktop.ui.theme.theme import SPACE

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from PySide6.QtGui import QResizeEvent

    from desktop.ui.browser.choices import Choice, Values
    from desktop.ui.theme.theme import Theme

    Offered = Callable[[Values], Iterator[Choice | None]]

ARROW = QSize(10, 10)  # device-independent pixels
VISION = Condition(*SEES)
CONNECTION = "connection"
COUNTED = frozenset({*LISTED, "tag"})
SINGLE = ("by",)  # of these, a newer one takes the older one's place
TRAITS = ("zdr", "expiring", "retired", "excluded", "tag")


class FilterChips(QWidget):
    """One row of chips; those that have no room stand in the menu of the last one.

    Signals:
        changed: The person chose something; carries the new text of the line.
        begun: The person wants to write on behind this.
    """

    changed = Signal(str)
    begun = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("model-filters")
        self.setAccessibleName(self.tr("Filters"))
        self._text = ""
        self._query = Query()
        self._values: Values = {}
        self._count: Callable[[Query, Collection[str]], Values] = lambda _, __: {}
        self._chips: list[QToolButton] = []
        self._keys: dict[QToolButton, tuple[str, ...]] = {}
        pictures = QAction(self.tr("Sees pictures"), self)
        pictures.setToolTip(self.tr("Show only models that take pictures"))
        pictures.triggered.connect(lambda: self._toggle(VISION))
        self._add("vision", pictures, ())
        for name, words, offered, keys in (
            (CONNECTION, self.tr("Connection"), choices.connections, ("at",)),
            ("price", self.tr("Price"), choices.prices, ("price", "outprice", "free")),
            ("context", self.tr("Context"), choices.lengths, ("ctx",)),
            ("author", self.tr("Author"), choices.authors, ("by",)),
            ("parameters", self.tr("Abilities"), choices.parameters, ("param",)),
            ("media", self.tr("Media"), choices.modalities, ("in", "out")),
            ("dates", self.tr("New"), choices.dates, ("released", "changed")),
            ("more", self.tr("More"), choices.others, ("favorite", "used", *TRAITS)),
        ):
            menu = QMenu(words, self)
            menu.aboutToShow.connect(lambda menu=menu, offered=offered, keys=keys: self._fill(menu, offered, keys))
            self._add(name, menu.menuAction(), keys, menu)
        tint(self, self._tint)

    def _add(self, name: str, action: QAction, keys: tuple[str, ...], menu: QMenu | None = None) -> None:
        action.setCheckable(True)
        action.setIconVisibleInMenu(False)
        chip = MenuChip(self)
        chip.setDefaultAction(action)
        chip.setObjectName(f"filter-{name}")
        chip.setAccessibleName(action.text())
        chip.setProperty("kind", "chip")
        chip.setIconSize(ARROW)
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        if menu is not None:
            chip.follow(menu)
        self._chips.append(chip)
        self._keys[chip] = keys

    def offer(self, values: Values) -> None:
        """Offer these names from now on, by key, with how often they occur."""
        others, self._values = self._values.get("at"), values
        if bool(others) != bool(values.get("at")):
            self._arrange()

    def count_by(self, count: Callable[[Query, Collection[str]], Values]) -> None:
        """Tell by this how often the names of some keys occur in what a query finds."""
        self._count = count

    def show_text(self, text: str) -> None:
        """Show which chips have a condition in this line."""
        self._text, self._query = text, parse(text)
        self._check()

    def _check(self) -> None:
        conditions = self._query.conditions
        keys = {condition.key for condition in conditions if (condition.key, condition.value) != SEES}
        for chip in self._chips:
            chip.defaultAction().setChecked(not keys.isdisjoint(self._keys[chip]))
        self._chips[0].defaultAction().setChecked(VISION in conditions)
        if any(chip.defaultAction().isChecked() for chip in self._hidden()):
            self._chips[-1].defaultAction().setChecked(True)

    # Menus

    def _counted(self, keys: tuple[str, ...]) -> Values:
        """How many models each name would leave, beside what a choice takes the place of.

        What would leave none is offered only where it is chosen already, or where all else would leave none either.
        """
        counted = {key: names for key, names in self._values.items() if key in COUNTED.intersection(keys)}
        if not counted:  # nothing is looked for
            return self._values
        conditions = [condition for condition in self._query.conditions if not condition.negated]
        replaced = [condition for condition in conditions if condition.key in counted and condition.key in SINGLE]
        found = self._count(checked(self._query, self._values).dropping(replaced), counted)
        chosen = {key: {str(c.value): 0 for c in conditions if c.key == key} for key in counted}
        return {
            key: {**chosen[key], **found[key]} if found.get(key) else dict.fromkeys(names, 0)
            for key, names in counted.items()
        }

    def _fill(self, menu: QMenu, offered: Offered, keys: tuple[str, ...]) -> None:
        menu.clear()
        if offered is choices.others:
            menu.addActions([chip.defaultAction() for chip in self._hidden()])
            menu.addSeparator()
        for choice in offered(self._counted(keys)):
            if choice is None:
                menu.addSeparator()
                continue
            condition = choice.condition
            if isinstance(condition, str):
                menu.addAction(choice.words, partial(self.begun.emit, condition))
                continue
            entry = menu.addAction(choice.words.replace("&", "&&"))  # an author's name has no shortcut
            entry.setCheckable(True)
            entry.setChecked(condition in self._query.conditions)
            entry.triggered.connect(lambda _checked=False, condition=condition: self._toggle(condition))

    def _toggle(self, condition: Condition) -> None:
        """Write a condition into the line, in the place of what it replaces, or take it out."""
        there = condition in self._query.conditions
        self.changed.emit(without(self._text, [condition]) if there else with_condition(self._text, condition))
        self._check()  # Qt has checked what was pressed, whatever came of it

    # Looks

    def _hidden(self) -> list[QToolButton]:
        return [chip for chip in self._offered() if chip.isHidden()]

    def _offered(self) -> list[QToolButton]:
        """Connections are chosen among only where there are several."""
        several = bool(self._values.get("at"))
        return [chip for chip in self._chips if several or chip.objectName() != f"filter-{CONNECTION}"]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Place as many chips as there is room for, and the last one behind them."""
        *chips, last = self._offered()
        gap, room = SPACE // 2, self.width() - last.sizeHint().width()
        left, full = 0, False
        for chip in set(self._chips).difference((*chips, last)):
            chip.hide()
        for chip in (*chips, last):
            width = chip.sizeHint().width()
            full = full or (chip is not last and left + width + gap > room)
            chip.setVisible(not full or chip is last)
            if not chip.isHidden():
                chip.setGeometry(left, 0, width, self.height())
                left += width + gap
        self._check()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._arrange()

    def _tint(self, theme: Theme) -> None:
        for chip in self._chips[1:]:
            chip.defaultAction().setIcon(icon("chevron-down", theme, theme.muted, ARROW.width()))
