from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from desktop.api.model_list import decode
from desktop.domain.catalog import Catalog
from desktop.domain.query import parse
from desktop.domain.search import Finder
from desktop.ui.browser.pool import Pool
from tests.models import NEW, OLD, recorded


@pytest.fixture(params=[(NEW, OLD), (OLD, NEW)], ids=["new", "old"])
def pool(request):
    """One real list, and what another has beyond it as no longer listed."""
    listed, other = (decode(recorded(name))[0] for name in request.param)
    catalog = Catalog(tuple(listed))
    gone = [replace(model, retired=date(2026, 1, 1)) for model in other if model.id not in catalog.by_id]
    pool = Pool()
    pool.put_list(catalog.models, catalog.finder)
    pool.put_retired(Finder(gone))
    return pool


@pytest.mark.parametrize("key", ["by", "param", "in", "out"])
def test_a_name_is_counted_as_often_as_it_is_found(pool, key):
    names = pool.values[key]
    whole = {name for name in names if not any(other != name and other.startswith(name) for other in names)}

    assert len(whole) > len(names) // 2 or not names
    assert {name: names[name] for name in whole} == {
        name: len(pool.find(parse(f'{key}:"{name}"')).models) for name in whole
    }
