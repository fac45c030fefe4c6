"""Two to five models side by side."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QSplitter,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.copy_button import CopyButton
from desktop.ui.figures import number
from desktop.ui.models.axes import charts
from desktop.ui.models.compare_model import CompareTableModel
from desktop.ui.models.compare_rows import as_csv, as_markdown, compared
from desktop.ui.models.scatter import ScatterPlot
from desktop.ui.models.table import ROW_PADDING
from desktop.ui.theme.labels import plain_label
from desktop.ui.theme.rows import RowDelegate
from desktop.ui.theme.style import chip
from desktop.ui.theme.theme import SPACE, theme_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

    from desktop.domain.model import Model
    from desktop.ui.models.columns import Facts
    from desktop.ui.models.compare_rows import CompareRow

FEWEST, MOST = 2, 5
NARROWEST = 110  # device-independent pixels of a model's column
TABLE_HEIGHT, PLOT_HEIGHT = 400, 190  # device-independent pixels at first
ROOM_FOR_PLOT = 380  # height from which on it is there


class CompareView(QWidget):
    """A table of facts and a chart of the same models; a few words while there are too few of them.

    Signals:
        taken: The person wants this model for the chat; carries its id.
        looked: The person turned to this `Model`.
    """

    taken = Signal(str)
    looked = Signal(object)

    def __init__(self, facts: Facts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models: Sequence[Model] = ()
        self._looked: Model | None = None
        self._facts = facts
        self._rows: Sequence[CompareRow] = ()
        self._build_table()
        self._plot = ScatterPlot(charts()[0], self)
        self._plot.setObjectName("compare-chart")
        self._plot.taken.connect(self.taken)
        self._plot.moved.connect(lambda key: self._look_at(self._keys.index(key)))
        self._plot.laid_out.connect(self._tell_missing)
        self._missing = plain_label("", self, muted=True)
        self._missing.setObjectName("compare-missing")
        self._only = chip("compare-only", self.tr("Only what differs"), self)
        self._only.setCheckable(True)
        self._only.toggled.connect(self._show)
        self._cut = QLabel(self)
        self._cut.setObjectName("compare-cut")
        self._hint = plain_label(self.tr("Select two to five models in the table or in the chart."), self, muted=True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._arrange()
        self.show_models(())

    def _build_table(self) -> None:
        self._table_model = CompareTableModel(self)
        self._table = QTableView(self)
        self._table.setObjectName("compare-table")
        self._table.setAccessibleName(self.tr("Comparison"))
        self._table.setModel(self._table_model)
        self._table.setItemDelegate(RowDelegate(self._table))
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._table.setTabKeyNavigation(False)
        self._table.setShowGrid(False)
        self._table.setWordWrap(False)
        self._table.setCornerButtonEnabled(False)
        self._table.selectionModel().currentColumnChanged.connect(lambda index, _: self._look_at(index.column()))
        self._table.clicked.connect(lambda index: self._look_at(index.column()))
        self._table.horizontalHeader().sectionClicked.connect(self._look_at)
        self._table.horizontalHeader().setSectionsClickable(True)
        self._table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self._table.horizontalHeader().setMinimumSectionSize(NARROWEST)
        self._table.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self._table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + ROW_PADDING)

    def _split(self) -> QSplitter:
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.addWidget(self._table)
        split.addWidget(self._plot)
        split.setSizes([TABLE_HEIGHT, PLOT_HEIGHT])
        split.setStretchFactor(0, 1)
        split.setChildrenCollapsible(False)
        split.setProperty("kind", "gap")
        split.setHandleWidth(SPACE)
        return split

    def _arrange(self) -> None:
        notes = QHBoxLayout()
        notes.setSpacing(2 * SPACE)
        notes.addWidget(self._cut)
        notes.addWidget(self._missing, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self._only)
        buttons.addStretch(1)
        for name, words, text_of in (
            ("compare-markdown", self.tr("Copy as Markdown"), as_markdown),
            ("compare-csv", self.tr("Copy as CSV"), as_csv),
        ):
            button = CopyButton(words, partial(self._written, text_of), self)
            button.setObjectName(name)
            buttons.addWidget(button)
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(self._split(), 1)
        column.addLayout(notes)
        column.addLayout(buttons)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._hint)
        self._pages.addWidget(page)

    def _written(self, text_of: Callable[[Sequence[Model], Sequence[CompareRow]], str]) -> str:
        return text_of(self._models, self._rows)

    def show_models(self, models: Sequence[Model]) -> None:
        """Compare the first five of these; with fewer than two there is nothing to compare."""
        words = self.tr("The first {most} of the {n} that are selected")
        self._cut.setText(words.format(most=MOST, n=number(len(models))) if len(models) > MOST else "")
        self._cut.setVisible(len(models) > MOST)
        self._models = models[:MOST] if len(models) >= FEWEST else ()
        self._plot.show_models(self._models)
        self._show()

    def _tell_missing(self) -> None:
        missing = self._plot.missing
        words = self.tr("{n} models without these figures are not in the chart")
        words = self.tr("1 model without these figures is not in the chart") if missing == 1 else words
        self._missing.setText(words.format(n=number(missing)) if missing else "")
        self._missing.setVisible(bool(missing) and not self._plot.isHidden())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the table comes first."""
        super().resizeEvent(event)
        self._plot.setVisible(self.height() >= ROOM_FOR_PLOT)
        self._tell_missing()

    def show_facts(self, facts: Facts) -> None:
        self._facts = facts
        self._show()

    def mark(self, model: Model | None) -> None:
        """Mark the model whose page is shown, if it is one of these."""
        self._looked = model
        self._table_model.look_at(model)
        self._stand_there()

    def _stand_there(self) -> None:
        """Who comes with the keyboard comes to the column that is marked."""
        if self._looked and self._looked.key in self._keys:
            selection, column = self._table.selectionModel(), self._keys.index(self._looked.key)
            index = self._table_model.index(max(0, selection.currentIndex().row()), column)
            with QSignalBlocker(selection):  # nobody turned to it
                selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)

    def _look_at(self, column: int) -> None:
        if 0 <= column < len(self._models):
            self.looked.emit(self._models[column])

    @property
    def _keys(self) -> list[tuple[str, str]]:
        return [model.key for model in self._models]

    @property
    def models(self) -> Sequence[Model]:
        return self._models

    def _show(self) -> None:
        rows = compared(self._models, self._facts)
        self._rows = [row for row in rows if row.differs] if self._only.isChecked() else rows
        self._table_model.show_rows(self._models, self._rows, theme_of(self.palette()))
        self._stand_there()
        self._pages.setCurrentIndex(1 if self._models else 0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show()
