"""Under which names a model can be asked, as switches that say what each is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Signal
from PySide6.QtWidgets import QGridLayout, QToolButton, QWidget

from desktop.domain.families import Variant, variant_of
from desktop.domain.foreign import one_line
from desktop.ui.theme.labels import plain_label, tooltip
from desktop.ui.theme.style import chip
from desktop.ui.theme.theme import SPACE

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST = 40  # characters of a name

translate = QCoreApplication.translate


class WayList(QWidget):
    """A switch for each id; that of the chat's model is on. Hidden where there is but one way.

    Signals:
        chosen: The person wants this id for the chat.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("model-ways")
        self._ids: Sequence[str] = ()
        self._current = ""
        self._routed = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE)
        self._grid.setVerticalSpacing(SPACE // 2)
        self._grid.setColumnStretch(1, 1)
        self._switches: dict[str, QToolButton] = {}
        self.hide()

    def show_ways(self, ids: Sequence[str], current: str, *, routed: bool) -> None:
        """Show these ids, and switch on that of the chat's model, if it is among them.

        What they mean is said only where OpenRouter is asked, with `routed`: another endpoint may mean something else.
        """
        if (ids, routed) != (self._ids, self._routed):
            self._ids, self._routed = ids, routed
            self._build()
        self._current = current
        self._show_current()
        self.setVisible(bool(ids))

    def _show_current(self) -> None:
        for model_id, switch in self._switches.items():
            with QSignalBlocker(switch):
                switch.setChecked(model_id == self._current)

    def _choose(self, model_id: str) -> None:
        self._show_current()  # until the chat has another one
        self.chosen.emit(model_id)

    def _build(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()  # it goes only when the events of this moment are through
                old.deleteLater()
        self._switches = {model_id: self._switch(model_id, row) for row, model_id in enumerate(self._ids)}

    def _switch(self, model_id: str, row: int) -> QToolButton:
        name, meaning = _name(model_id), _meaning(model_id) if self._routed else one_line(model_id, LONGEST)
        switch = chip(f"model-way-{row}", name.replace("&", "&&"), self)
        switch.setCheckable(True)
        switch.setAccessibleName(self.tr("{name}: {meaning}").format(name=name, meaning=meaning))
        told = self.tr("Ask {id} in this chat").format(id=model_id)
        switch.setToolTip(tooltip(told))
        switch.setAccessibleDescription(told)
        switch.toggled.connect(lambda: self._choose(model_id))
        for column, widget in enumerate((switch, plain_label(meaning, self, muted=True))):
            self._grid.addWidget(widget, row, column)
            widget.show()  # now: the page makes room for what is there
        return switch


def _name(model_id: str) -> str:
    variant = variant_of(model_id)
    if variant:
        return f":{variant}"
    if model_id.startswith("~"):
        return one_line(model_id.rpartition("/")[2], LONGEST)
    return translate("ways", "usual")


def _meaning(model_id: str) -> str:
    """What an id is for, as far as the reference says (openrouter-api.md §2.8)."""
    meanings = {
        Variant.FREE: translate("ways", "free, within low limits"),
        Variant.EXTENDED: translate("ways", "for longer conversations"),
        Variant.THINKING: translate("ways", "reasons unless told not to"),
        Variant.NITRO: translate("ways", "the quickest provider first"),
        Variant.FLOOR: translate("ways", "the cheapest provider first"),
        Variant.EXACTO: translate("ways", "the best provider for tools first"),
    }
    variant = variant_of(model_id)
    if variant in meanings:
        return meanings[variant]
    if model_id.startswith("~"):
        return translate("ways", "always the newest of its line")
    return translate("ways", "cheap providers more often")
