from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.api.model_list import decode
from desktop.domain import fit
from desktop.domain.conditions import key_of
from desktop.domain.cost import Use, costs
from desktop.domain.fit import Need, families_of, misfits, severities
from desktop.domain.lists import Lists
from desktop.domain.model import Model
from desktop.domain.orders import LAST, Order, joined, order_of
from desktop.domain.query import Known, Query, parse
from desktop.domain.search import Finder
from desktop.domain.terms import FITS, SORTED
from tests.models import NEW, OLD, recorded

TODAY, NOON = date(2026, 8, 22), datetime(2026, 8, 22, 12, tzinfo=UTC)
FAR = "https://far.example/v1"
STATED = st.lists(st.none() | st.integers(-3, 3), max_size=6)


def order(stated):
    return order_of([Model(str(row), "M", context_length=value) for row, value in enumerate(stated)], tokens)


def tokens(model):
    return model.context_length


def test_rows_have_the_places_of_what_they_state():
    assert Order([1, 0, LAST, 1], [5, 9]) == order([9, 5, None, 9])
    assert [-1, 0, LAST, -1] == order([9, 5, None, 9]).ranks(descending=True)
    assert Order([1, LAST, 1], [5, 9]) == order([9, 5, None]).of_rows([0, 2, 0])


@given(st.lists(STATED, max_size=3))
def test_lists_behind_each_other_are_in_one_order(lists):
    assert order([value for stated in lists for value in stated]) == joined([order(stated) for stated in lists])


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("key", SORTED)
def test_several_lists_are_sorted_as_one_with_what_is_not_known_and_what_is_gone_last(key, descending):
    listed, older = (decode(recorded(name))[0] for name in (NEW, OLD))
    others = [
        replace(model, connection=FAR, retired=TODAY if row % 9 == 0 else None) for row, model in enumerate(older)
    ]
    reckoned = {"fit": severities(Need(tokens=100_000), TODAY), "cost": costs(Use(), NOON)}
    used = {model.id: datetime(2026, 1, 1 + row % 28, tzinfo=UTC) for row, model in enumerate(listed[::3])}
    favorites = frozenset(model.id for model in listed[::5])
    known = Known(TODAY, favorites, changed=used, used=used, place="here", reckoned=reckoned)
    strange = Known(TODAY, place="here", reckoned=reckoned)
    lists, words = Lists(Finder(listed), Finder(others), Finder(())), parse("o sort:ctx")
    sort = f"o sort:{'-' * descending}{key} sort:ctx"
    before = [*lists.find(words, known, strange).models]
    here, there = key_of(key, known), key_of(key, strange)

    def value(model):
        return there(model) if model.connection else here(model)

    stated = sorted((m for m in before if value(m) is not None), key=value, reverse=descending)
    expected = sorted([*stated, *(m for m in before if value(m) is None)], key=lambda m: m.retired is not None)

    assert len({model.connection for model in before}) > 1
    for _ in range(2):
        assert expected == [*lists.find(parse(sort), known, strange).models]
    assert len(expected) == len(lists.find(parse(sort), replace(known, used={}), strange).models)


def test_the_joint_order_is_another_once_something_else_is_known():
    models = [Model("m/1", "M"), Model("m/2", "M")]
    lists = Lists(Finder(models), Finder([Model("m/3", "M", connection=FAR)]), Finder(()))

    def found(*days):
        used = {f"m/{number}": datetime(2026, 1, day, tzinfo=UTC) for number, day in enumerate(days, 1)}
        known = Known(TODAY, used=used)
        return [model.id for model in lists.find(parse("m sort:-used"), known, Known(TODAY)).models]

    assert ["m/2", "m/1", "m/3"] == found(1, 2)
    assert ["m/1", "m/2", "m/3"] == found(2, 1)


def test_a_list_that_is_ready_knows_how_models_see_before_a_chat_has_pictures(monkeypatch):
    families = families_of(["Patches", "maker/new"])
    finder = Finder([Model(f"maker/new-{row}", "M", context_length=8_000 + row % 2) for row in range(10)])
    finder.prepare(families)
    asked = []
    family_of = fit.family_of
    monkeypatch.setattr(fit, "family_of", lambda model, keys: asked.append(model) or family_of(model, keys))
    need = Need(1, 7_999, seen=dict.fromkeys(families, 2))
    known = Known(TODAY, reckoned={"fit": severities(need, TODAY)})

    assert [1, 3, 5, 7, 9] == [int(model.id[-1]) for model in finder.find(parse("sort:fit"), known).models[:5]]
    assert len(asked) == 2


@pytest.mark.parametrize("listed", [NEW, OLD])
@pytest.mark.parametrize("tokens", [1_000, 130_000, 272_001])
def test_what_is_reckoned_once_for_many_is_what_it_is_for_each(listed, tokens):
    models = decode(recorded(listed))[0]
    need = Need(1, tokens, frozenset({"image"}), frozenset({"temperature"}), tools=True, seen={"": 1_000})
    reckoned = {"cost": costs(Use(tokens, 300, pictures=1), NOON), "fit": severities(need, TODAY)}
    finder, known = Finder(models), Known(TODAY, reckoned=reckoned)

    for key, told in reckoned.items():
        stated = [model for model in models if told.of(model) is not None]
        others = [model for model in models if told.of(model) is None]
        assert [*sorted(stated, key=told.of), *others] == [*finder.find(parse(f"sort:{key}"), known).models]


@pytest.mark.parametrize("tokens", [0, 130_000, 100_000_000])
def test_what_suits_a_chat_is_found_beside_what_is_searched_for(tokens):
    models = decode(recorded(NEW))[0]
    need = Need(1, tokens, seen={"": 1_000})
    finder, known = Finder(models), Known(TODAY, reckoned={"fit": severities(need, TODAY)})
    query = parse("o sort:name")
    suiting = [model for model in finder.find(query, known).models if not misfits(model, need, TODAY)]

    assert suiting == [*finder.find(replace(query, terms=(*query.terms, FITS)), known).models]
    assert bool(suiting) == (tokens < 100_000_000)
    assert not finder.find(Query((FITS,)), Known(TODAY)).models
