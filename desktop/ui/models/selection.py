"""Selected rows, of which there may be many thousands."""

from __future__ import annotations

from itertools import chain, groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QAbstractItemModel


def rows_of(selection: QItemSelection) -> Sequence[int]:
    """Its rows in their order, in a fraction of the time that Qt takes to tell them."""
    runs = [selection.at(at) for at in range(selection.count())]
    return sorted({*chain(*(range(run.top(), run.bottom() + 1) for run in runs))})


def selection_of(rows: Sequence[int], table: QAbstractItemModel) -> QItemSelection:
    """These rows, the uppermost first; what stands together as one range, for Qt takes minutes for thousands."""
    selection, last = QItemSelection(), table.columnCount() - 1
    for _, run in groupby(enumerate(rows), lambda pair: pair[1] - pair[0]):
        together = [row for _, row in run]
        selection.select(table.index(together[0], 0), table.index(together[-1], last))
    return selection
