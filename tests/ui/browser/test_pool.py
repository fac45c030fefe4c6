from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from desktop.api.model_list import decode
from desktop.domain.catalog import Catalog
from desktop.domain.model import Model
from desktop.domain.query import Known, parse
from desktop.domain.reckoned import Reckoned
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


def test_names_are_counted_in_what_is_found(pool):
    text = "vision price<5"
    counts = pool.counts(parse(f"{text} sort:price"), ["by", "in", "at"])

    assert counts["in"]["file"] == len(pool.find(parse(f"{text} in:file")).models)
    assert counts["by"] == {name: len(pool.find(parse(f'{text} by:"{name}"')).models) for name in counts["by"]}
    assert sum(counts["by"].values()) == len(pool.find(parse(text)).models)
    assert pool.counts(parse("sort:price"), ["by"]) == {"by": pool.values["by"]}
    assert counts.keys() == {"by", "in"}


def test_what_other_connections_list_is_sorted_by_what_is_reckoned_too():
    pool, there = Pool(), "https://far.example/v1"
    pool.put_list(here := [Model("one", "One m")], Finder(here))
    pool.put_elsewhere(Finder([Model("one", "Far m", connection=there), Model("two", "Two m", connection=there)]), "me")
    worse = {("", "one"): 1, (there, "one"): 2, (there, "two"): 0}
    pool.reckon("fit", lambda _: Reckoned(lambda model: worse[model.key]))

    def found(text):
        return [model.name for model in pool.find(parse(text)).models]

    assert found("m sort:fit") == ["Two m", "One m", "Far m"]
    assert found("at:far sort:-fit") == ["Far m", "Two m"]
    pool.reckon("fit", lambda _: Reckoned(lambda model: -worse[model.key]))
    assert found("at:far sort:fit") == ["Far m", "Two m"]


def test_what_was_noted_of_what_is_gone_is_told_where_that_was_searched_and_on_no_earlier_day():
    pool, gone = Pool(), Model("one", "One", retired=date(2026, 1, 2))
    pool.put_known(Known(date(2026, 1, 3), notes={"one": "for invoices"}))
    pool.put_list((), Finder(()))
    pool.put_retired(Finder([gone]))
    assert [gone] == [*pool.find(parse("invoices")).models]
    assert pool.noted == {"one": "for invoices"}

    pool.put_list(then := [replace(gone, retired=None)], Finder(then), date(2026, 1, 1))
    assert then == [*pool.find(parse("one")).models]
    assert pool.noted == {}


def test_what_others_list_no_longer_is_counted_where_one_looks_for_what_is_gone():
    pool, there = Pool(), "https://far.example/v1"
    pool.put_list(here := [Model("one", "One")], Finder(here))
    gone = Model("two", "Two", connection=there, retired=date(2026, 1, 1))
    pool.put_elsewhere(Finder([Model("three", "Three", connection=there), gone]), "me")

    assert pool.values["at"] == {"me": 1, "far.example": 1}
    assert [pool.scope(parse(text)).elsewhere for text in ("", "at:far", "at:far retired")] == [0, 1, 2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at:proxy:4000/a/v1", ["one", "three"]),
        ("at:proxy:4000/a/v1beta", ["two"]),
        ("at:proxy:4000", ["one", "two", "three"]),
        ("-at:proxy:4000/a/v1", ["two"]),
    ],
)
def test_connections_of_one_host_and_port_are_found_apart_by_their_paths(text, expected):
    pool, there = Pool(), "proxy:4000/a/v1"
    pool.put_list(here := [Model("one", "One")], Finder(here))
    others = [
        Model("two", "Two", connection="http://proxy:4000/a/v1beta", path=f"{there}beta"),
        Model("three", "Three", connection=f"http://{there}", path=there),
    ]
    pool.put_elsewhere(Finder(others), there)

    assert expected == [model.id for model in pool.find(parse(text)).models]
    assert pool.values["at"] == {there: 2, f"{there}beta": 1}


def test_each_model_is_reckoned_once_until_something_else_is_known():
    pool, asked = Pool(), []
    pool.put_list(here := [Model("one", "One")], Finder(here))
    pool.put_elsewhere(Finder([Model("two", "One", connection="https://far.example/v1")]), "me")
    pool.reckon("cost", lambda _: Reckoned(lambda model: asked.append(model.id)))
    for text in ("", "one", "sort:cost"):
        pool.find(parse(text))
    assert asked == ["one"]
    pool.find(parse("one sort:cost"))
    pool.find(parse("on sort:cost"))
    assert asked == ["one", "two"]
    pool.put_known(Known(date(2026, 1, 1)))
    pool.find(parse("sort:cost"))
    assert asked == ["one", "two", "one"]
