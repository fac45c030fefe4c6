"""The window of all models in the program's light theme: each key of a search to the painted table."""

from __future__ import annotations

import gc
from datetime import UTC, datetime
from time import perf_counter, thread_time
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QSizeF, Qt
from PySide6.QtWidgets import QComboBox, QTableView

from desktop.domain.cost import Use
from desktop.domain.fit import Need, families_of
from desktop.domain.query import Known
from desktop.domain.search import Finder
from desktop.domain.vision import sights
from desktop.system.paths import resource
from desktop.ui.models.axes import charts
from desktop.ui.models.columns import Facts, columns
from desktop.ui.models.plot import Plot
from desktop.ui.models.window import ModelsWindow
from tests.benchmarks import catalog as lists
from tests.benchmarks.table import Row

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QCoreApplication
    from PySide6.QtWidgets import QApplication

    from desktop.domain.catalog import Catalog

WIDTH, HEIGHT = 1_280, 800
STRETCH, STRETCH_MOST = 25.0, 80.0  # milliseconds: a frame and a half; of ten times as many models some frames
AUTHORS, FAMILIES = range(2)
SORTS = ("sort:name", "sort:price", "sort:-outprice", "sort:fit", "sort:-fit")
REST = 1.0  # seconds in which all is done that follows


def measure() -> list[Row]:
    """As the browser beside the chat, with all models in place of those for chat."""
    catalog = lists._load(lists.RECORDED if lists.RECORDED.exists() else lists.BUNDLED)
    many, most = lists._multiplied(catalog, lists.MANY), lists._multiplied(catalog, lists.MOST)
    with lists._themed() as app:
        return [
            _keys(app, catalog, lists.TO_PAINTED),
            _keys(app, many, lists.TO_PAINTED_MANY),
            _keys(app, most, lists.TO_PAINTED_MOST),
            _stretch(app, many, STRETCH),
            _stretch(app, most, STRETCH_MOST),
        ]


def _stretch(app: QApplication, catalog: Catalog, limit: float) -> Row:
    """The longest that the thread is held through the views, groups and sorts; beside it the chart's layout at once."""
    window = ModelsWindow()
    window.resize(WIDTH, HEIGHT)
    finder = Finder(catalog.models)
    window.show_models(catalog.models, finder=finder)
    window.show()
    frame = window.frame
    seeing = sights(resource("vision.toml").read_bytes())
    window.show_need(Need(1, 1_000, seen=dict.fromkeys(families_of(seeing), 1_500)), "")
    finder.prepare(families_of(seeing))  # on another thread in the program, as soon as there is a list
    groups = frame.groups.findChild(QComboBox)
    _settle(app)
    worst = 0.0
    for view in (*frame.view_names, "chart", "table"):
        worst = max(worst, _settle(app, lambda view=view: frame.show_view(view)))
        worst = max(worst, _settle(app, frame.table.selectAll))
    frame.table.selectRow(0)
    for kind in (FAMILIES, AUTHORS):
        worst = max(worst, _settle(app, lambda kind=kind: groups.setCurrentIndex(kind)))
    for order in SORTS:
        worst = max(worst, _settle(app, lambda order=order: frame.search.set_text(order)))
    steps = Plot(charts()[0], QSizeF(WIDTH, HEIGHT), frame.font()).steps(catalog.models, lambda _: False)
    whole = thread_time()
    list(steps)
    whole = 1_000 * (thread_time() - whole)
    window.close()
    name = f"longest stretch through views and sorts, {len(catalog.models):,} models"
    return Row(
        name, worst, "ms", "layout of the chart at once", whole, worst / whole, f"≤ {limit:g} ms", worst <= limit
    )


def _settle(app: QCoreApplication, act: Callable[[], object] = lambda: None) -> float:
    """Act, and turn the loop until what follows is done; milliseconds of the longest turn, in time of the thread."""
    gc.collect()
    gc.disable()
    start = thread_time()
    act()
    worst, end = thread_time() - start, perf_counter() + REST
    while perf_counter() < end:
        start = thread_time()
        app.processEvents()
        worst = max(worst, thread_time() - start)
    gc.enable()
    return 1_000 * worst


def _keys(app: QApplication, catalog: Catalog, limit: float) -> Row:
    window = ModelsWindow()
    window.resize(WIDTH, HEIGHT)
    window.show_models(catalog.models)
    window.show()
    known = Known(datetime.now(UTC).date())
    ours = lists._typed(app, window.frame.search.line.setText, lambda: window.show_known(known))
    window.close()
    proxy = lists._Proxy(catalog)
    proxy.setSourceModel(_Cells(catalog))
    view = QTableView()
    view.setModel(proxy)
    view.resize(window.frame.table.size())
    view.show()
    theirs = lists._typed(app, proxy.search, gc.collect)
    view.close()
    name = f"key to painted table, {len(catalog.models):,} models, p99"
    yardstick = "QSortFilterProxyModel in Python"
    return Row(name, ours, "ms", yardstick, theirs, ours / theirs, f"≤ {limit:g} ms", ours <= limit)


class _Cells(QAbstractTableModel):
    """The usual way with the same columns, of which all texts are there already."""

    def __init__(self, catalog: Catalog) -> None:
        super().__init__()
        facts, shown = Facts(Use(), datetime.now(UTC)), [column for column in columns() if column.shown]
        self._texts = [[column.text(model, facts) for column in shown] for model in catalog.chat]
        self._columns = len(shown)

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        return 0 if parent.isValid() else len(self._texts)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        return 0 if parent.isValid() else self._columns

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        return self._texts[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None
