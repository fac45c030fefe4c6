"""The scroll area that a conversation is painted on: where its column of text is, and what of it is selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea

from desktop.ui.clipboard import Copied
from desktop.ui.theme.theme import READING_WIDTH, theme_of
from desktop.ui.transcript.copying import copied_at_once
from desktop.ui.transcript.flow import Flow
from desktop.ui.transcript.scratch import END
from desktop.ui.transcript.selection import Selection, Spot
from desktop.ui.transcript.style import Style

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.domain.reading import Reading
    from desktop.ui.transcript.typesetter import Typesetter

NOTHING = Selection(Spot(0, 0, 0), Spot(0, 0, 0))


class Canvas(QAbstractScrollArea):
    """Scrolls up and down alone, paints every pixel itself, and takes the keyboard.

    Attributes:
        covered: Pixels at the bottom of the viewport that may lie below something else.
    """

    def __init__(self, typesetter: Typesetter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        viewport = self.viewport()
        viewport.setMouseTracking(True)
        viewport.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.flow = Flow(Style(theme_of(self.palette()), self.font(), typesetter), READING_WIDTH)
        self.selection = NOTHING
        self.covered = 0

    @property
    def left(self) -> int:
        """Where the column of text starts, in the viewport: in the middle, whether or not there is a scroll bar."""
        return max(0, (self.width() - self.flow.width) // 2 - self.viewport().x())

    @property
    def scrolled(self) -> int:
        return self.verticalScrollBar().value()

    def styled(self, reading: Reading) -> Style:
        """The looks of the text for a way of reading."""
        return Style(theme_of(self.palette()), self.font(), self.flow.style.typesetter, reading)

    def repaint_entry(self, index: int) -> None:
        """Paint a message again, if it is on view."""
        if 0 <= index < len(self.flow.entries):
            top = self.flow.top(index) - self.scrolled
            self.viewport().update(0, top, self.viewport().width(), self.flow.height(index))

    def reveal(self, index: int) -> None:
        """Scroll as little as needed to bring the start of a message on view."""
        self.reveal_height(self.flow.top(index), min(self.flow.height(index), self._uncovered))

    def reveal_height(self, top: int, height: int) -> None:
        """Scroll as little as needed to bring heights of the whole on view."""
        bar = self.verticalScrollBar()
        if top < bar.value():
            bar.setValue(top)
        elif top + height > bar.value() + self._uncovered:
            bar.setValue(top + height - self._uncovered)

    @property
    def _uncovered(self) -> int:
        return self.viewport().height() - self.covered

    # Selection

    def select(self, selection: Selection) -> None:
        """Select what lies between two places of the text."""
        if selection != self.selection:
            before, self.selection = self.selection, selection
            for index in {*self._spanned(before), *self._spanned(selection)}:
                self.repaint_entry(index)

    def _spanned(self, selection: Selection) -> range:
        return range(selection.first.entry, min(selection.last.entry + 1, len(self.flow.entries)))

    def selected(self) -> Copied:
        """What is selected, in all its forms, whatever the time it takes."""
        return copied_at_once(self.flow, self.selection) if self.selection else Copied("")

    def selected_in(self, entry_id: str) -> str:
        """What is selected, as Markdown, when all of it lies in one message."""
        only = self.selection.first.entry == self.selection.last.entry == self.flow.index_of(entry_id)
        return self.selected().markdown if only else ""

    def select_all(self) -> None:
        count = len(self.flow.entries)
        self.select(Selection(Spot(0, 0, 0), Spot(count - 1, END, 0)) if count else NOTHING)

    def clear_selection(self) -> None:
        self.select(NOTHING)
