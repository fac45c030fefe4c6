"""The model list: from the bytes on disk to browsable, and each key of a search to the painted rows.

Rows and yardstick are painted in the program's light theme. Without its style sheet each key would cost some
milliseconds more for the scroll bars that Qt then paints, which nobody sees.
"""

from __future__ import annotations

import gc
import json
import os
import statistics
import time
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QListView

from desktop.api import model_list
from desktop.domain.catalog import Catalog, Origin
from desktop.domain.query import Known
from desktop.ui.browser.browser import ModelBrowser
from desktop.ui.theme.style import apply
from desktop.ui.theme.theme import LIGHT
from tests.benchmarks.table import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from desktop.domain.model import Model

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("PARLEY_SHARED", ROOT.parent / "shared"))
RECORDED = SHARED / "data" / "models" / "2026-08-22-421.json"
BUNDLED = ROOT / "resources" / "catalog" / "models.json"
RUNS = 25
TYPED = (
    *("claude sonnet", "gpt 5", "gemini flash", "deepseek v4", "no such model", "cladue sonet"),
    *("vision price<1 -expiring", "by:openai param:tools sort:-price", "flash ctx>=200k released:1y"),
)
ROUNDS = 5
MANY, LONG, MOST = 5_000, 10_000, 50_000  # models
TO_BROWSABLE = 15.0  # milliseconds
TO_BROWSABLE_LONG = 120.0  # milliseconds
TO_PAINTED = 8.0  # milliseconds
TO_PAINTED_MANY = 16.0  # milliseconds
TO_PAINTED_MOST = 50.0  # milliseconds


def measure() -> list[Row]:
    """Of the recorded list, with its description texts, where there is one; else of the bundled one."""
    path = RECORDED if RECORDED.exists() else BUNDLED
    catalog = _load(path)
    with TemporaryDirectory() as folder:
        long = Path(folder) / "models.json"
        long.write_bytes(_lengthened(path.read_bytes(), LONG))
        loading = [_loading(path, TO_BROWSABLE), _loading(long, TO_BROWSABLE_LONG)]
    with _themed() as app:
        return [
            *loading,
            _keys(app, catalog, TO_PAINTED),
            _keys(app, _multiplied(catalog, MANY), TO_PAINTED_MANY),
            _keys(app, _multiplied(catalog, MOST), TO_PAINTED_MOST),
        ]


@contextmanager
def _themed() -> Iterator[QApplication]:
    """The application in the looks of the program."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    palette = app.palette()
    apply(app, LIGHT)
    yield app
    app.setStyleSheet("")
    app.setPalette(palette)


def _loading(path: Path, limit: float) -> Row:
    """In turns; the quickest of each counts. Nothing looks for garbage meanwhile, as in the program."""
    loading, plain = [], []
    gc.disable()
    for _ in range(RUNS):
        loading.append(_milliseconds(lambda: _load(path)))
        plain.append(_milliseconds(lambda: json.loads(path.read_bytes())))
    gc.enable()
    ours, theirs = min(loading), min(plain)
    name = f"{len(_load(path).models):,} models from disk to browsable"
    met = ours <= limit
    return Row(name, ours, "ms", "json.loads of the same bytes", theirs, ours / theirs, f"≤ {limit:g} ms", met)


def _load(path: Path) -> Catalog:
    models, rejected = model_list.decode(path.read_bytes())
    return Catalog(tuple(models), Origin.STORED, datetime.now(UTC), rejected)


def _lengthened(body: bytes, count: int) -> bytes:
    """The same rows under new names, until there are many."""
    rows = json.loads(body)["data"]
    rounds = range(count // len(rows) + 1)
    more = [row | {"id": f"{row['id']}-{n}", "name": f"{row['name']} {n}"} for n in rounds for row in rows]
    return json.dumps({"data": more[:count]}).encode()


def _multiplied(catalog: Catalog, count: int) -> Catalog:
    """The same models under new names, until there are many."""
    rounds = range(count // len(catalog.models) + 1)
    more = (replace(model, id=f"{model.id}-{n}", name=f"{model.name} {n}") for n in rounds for model in catalog.models)
    return Catalog(tuple(more)[:count], Origin.STORED, catalog.as_of)


def _keys(app: QApplication, catalog: Catalog, limit: float) -> Row:
    """Every key of some searches: filtered, sorted, selected and painted; the 99th percentile."""
    browser = ModelBrowser()
    browser.resize(340, 600)
    browser.furnish()
    browser.show_catalog(catalog)
    browser.show()
    field = browser.findChild(QLineEdit, "model-search")
    today = datetime.now(UTC).date()
    ours = _typed(app, field.setText, lambda: browser.show_known(Known(today)))  # forgets what conditions found
    browser.close()
    proxy = _Proxy(catalog)
    view = QListView()
    view.setUniformItemSizes(True)
    view.setModel(proxy)
    view.resize(340, 400)
    view.show()
    theirs = _typed(app, proxy.search, gc.collect)
    view.close()
    name = f"key to painted rows, {len(catalog.models):,} models, p99"
    met = ours <= limit
    return Row(name, ours, "ms", "QSortFilterProxyModel in Python", theirs, ours / theirs, f"≤ {limit:g} ms", met)


def _typed(app: QApplication, search: Callable[[str], object], before: Callable[[], object]) -> float:
    """Each key counts with its quickest time of some rounds: the slowest keys, not the busiest moments."""
    keys = [words[:end] for words in TYPED for end in range(1, len(words) + 1)]
    best = [float("inf")] * len(keys)
    gc.collect()
    for _ in range(ROUNDS):
        before()
        for key, text in enumerate(keys):
            best[key] = min(best[key], _milliseconds(lambda text=text: (search(text), app.processEvents())))
    return statistics.quantiles(best, n=100)[-1]


def _milliseconds(work: Callable[[], object]) -> float:
    """What is made is taken apart after the time is read: nobody waits for that."""
    start = time.perf_counter()
    made = work()
    taken = (time.perf_counter() - start) * 1000
    del made
    return taken


class _Rows(QAbstractListModel):
    def __init__(self, models: tuple[Model, ...]) -> None:
        super().__init__()
        self._names = [model.name for model in models]

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        return 0 if parent.isValid() else len(self._names)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        return self._names[index.row()] if role == Qt.ItemDataRole.DisplayRole else None


class _Proxy(QSortFilterProxyModel):
    """The usual way: Qt asks Python about every row."""

    def __init__(self, catalog: Catalog) -> None:
        super().__init__()
        self._texts = [f"{m.name} {m.id} {m.description}".casefold() for m in catalog.chat]
        self._words: list[str] = []
        self.setSourceModel(_Rows(catalog.chat))

    def search(self, text: str) -> None:
        self._words = text.casefold().split()
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: QModelIndex) -> bool:  # noqa: ARG002, N802 - Qt's signature
        return all(word in self._texts[row] for word in self._words)
