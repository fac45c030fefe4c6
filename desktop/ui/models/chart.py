"""The chart of the whole catalog, with the choice of what it measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.figures import number
from desktop.ui.models.axes import charts
from desktop.ui.models.scatter import ScatterPlot
from desktop.ui.theme.labels import name_choice, plain_label
from desktop.ui.theme.theme import SPACE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.domain.model import Model


class ChartView(QWidget):
    """A choice of axes above the plot.

    Attributes:
        plot: The points themselves, with their signals.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        found = charts()
        self._choice = QComboBox(self)
        self._choice.setObjectName("models-axes")
        name_choice(self._choice, self.tr("Axes"))
        for chart in found:
            self._choice.addItem(chart.title)
        self._selected = plain_label("", self)
        self._selected.setObjectName("models-selected")
        self._selected.setWordWrap(False)
        self._selected.hide()
        self._missing = plain_label("", self, muted=True)
        self._missing.setObjectName("models-missing")
        self.plot = ScatterPlot(found[0], self)
        self.plot.setObjectName("models-chart")
        self._choice.currentIndexChanged.connect(lambda at: self.plot.show_chart(found[at]))
        self.plot.laid_out.connect(self._tell)
        top = QHBoxLayout()
        top.addWidget(self._choice)
        top.setSpacing(2 * SPACE)
        top.addWidget(self._selected)
        top.addWidget(self._missing, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(top)
        column.addWidget(self.plot, 1)

    def show_models(self, models: Sequence[Model], dimmed: Callable[[Model], object]) -> None:
        """Show these; those that do not suit the chat as hollow points."""
        self.plot.show_models(models, dimmed)

    def show_selected(self, current: tuple[str, str] | None, chosen: Sequence[tuple[str, str]]) -> None:
        """Show what is current and selected elsewhere, by `Model.key`, and of several how many they are."""
        self.plot.show_selected(current, chosen)
        self._selected.setText(self.tr("{n} selected").format(n=number(len(chosen))))
        self._selected.setVisible(len(chosen) > 1)

    def _tell(self) -> None:
        missing = self.plot.missing
        words = self.tr("hollow points do not suit this chat")
        if missing:
            words = self.tr("{n} models without these figures are not shown · hollow points do not suit this chat")
        if missing == 1:
            words = self.tr("1 model without these figures is not shown · hollow points do not suit this chat")
        self._missing.setText(words.format(n=number(missing)))
