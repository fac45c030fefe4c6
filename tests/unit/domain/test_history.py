from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.api import model_list
from desktop.domain.cost import Use, cost_of
from desktop.domain.history import (
    NOTHING_ADDED,
    Change,
    ChangeKind,
    changes_between,
    net_changes,
    price_steps,
    successor_of,
    told_once,
)
from desktop.domain.model import AliasTarget, Model
from desktop.domain.pricing import VARIES, Override, Pricing
from tests.models import NEW, OLD, recorded

AT = datetime(2026, 8, 22, tzinfo=UTC)
MODEL = Model(
    "maker/model",
    "Maker: Model",
    context_length=128_000,
    input_modalities=("text",),
    output_modalities=("text",),
    pricing=Pricing({"prompt": Decimal("0.000001")}),
    max_completion_tokens=8_000,
    supported_parameters=("tools", "seed"),
)
BEGUN = -100  # days
DEAR, CHEAP = Decimal("0.000002"), Decimal("0.0000005")
LONG = Override({"prompt": DEAR, "completion": VARIES}, min_prompt_tokens=200_000)
NIGHT = Override({"prompt": Decimal("0.00000200")}, utc_start=0, utc_end=800, utc_days=("sat",))


def facts(before, after):
    return [(c.model, c.kind, c.field, c.before, c.after) for c in changes_between(before, after, AT)]


def priced(*overrides, **prices):
    return replace(MODEL, pricing=Pricing(prices, overrides))


def test_a_change_has_the_newer_name_and_the_time_of_the_newer_list():
    renamed = replace(MODEL, name="New name", context_length=64_000)

    expected = Change("maker/model", "New name", ChangeKind.CONTEXT, AT, "context_length", 128_000, 64_000)
    assert (expected,) == changes_between([MODEL], [renamed], AT)


@pytest.mark.parametrize(
    ("after", "kind", "field", "was", "becomes"),
    [
        (priced(prompt=DEAR), ChangeKind.PRICE_UP, "prompt", "0.000001", "0.000002"),
        (priced(prompt=CHEAP), ChangeKind.PRICE_DOWN, "prompt", "0.000001", "0.0000005"),
        (priced(prompt=Decimal(0)), ChangeKind.PRICE_DOWN, "prompt", "0.000001", "0"),
        (priced(prompt=VARIES), ChangeKind.PRICE, "prompt", "0.000001", "varies"),
        (priced(), ChangeKind.PRICE, "prompt", "0.000001", None),
        (
            priced(prompt=Decimal("1E-6"), odd=Decimal("0.1")),
            ChangeKind.PRICE,
            "odd",
            None,
            "0.1",
        ),
        (
            priced(LONG, NIGHT, prompt=Decimal("0.000001")),
            ChangeKind.PRICE,
            "overrides",
            None,
            [
                {"prices": {"prompt": "0.000002", "completion": "varies"}, "min_prompt_tokens": 200_000},
                {"prices": {"prompt": "0.000002"}, "utc_start": 0, "utc_end": 800, "utc_days": ["sat"]},
            ],
        ),
        (replace(MODEL, context_length=None), ChangeKind.CONTEXT, "context_length", 128_000, None),
        (replace(MODEL, max_completion_tokens=9), ChangeKind.OUTPUT_CAP, "max_completion_tokens", 8_000, 9),
        (replace(MODEL, input_modalities=("image", "text")), ChangeKind.MODALITY, "input_modalities", [], ["image"]),
        (replace(MODEL, output_modalities=("audio",)), ChangeKind.MODALITY, "output_modalities", ["text"], ["audio"]),
        (
            replace(MODEL, supported_parameters=("top_p", "seed", "stop")),
            ChangeKind.PARAMETER,
            "supported_parameters",
            ["tools"],
            ["stop", "top_p"],
        ),
        (
            replace(MODEL, expiration_date=date(2026, 9, 1)),
            ChangeKind.EXPIRATION,
            "expiration_date",
            None,
            "2026-09-01",
        ),
        (replace(MODEL, alias_target=AliasTarget("N", "m/n")), ChangeKind.ALIAS, "alias_target", None, "m/n"),
    ],
    ids=lambda value: value.value if isinstance(value, ChangeKind) else "",
)
def test_each_kind_of_change_is_told_once_in_both_directions(after, kind, field, was, becomes):
    opposite = {ChangeKind.PRICE_UP: ChangeKind.PRICE_DOWN, ChangeKind.PRICE_DOWN: ChangeKind.PRICE_UP}

    assert [("maker/model", kind, field, was, becomes)] == facts([MODEL], [after])
    assert [("maker/model", opposite.get(kind, kind), field, becomes, was)] == facts([after], [MODEL])


def test_what_is_only_written_in_another_way_is_no_change():
    same = replace(
        MODEL,
        description="Other words.",
        supported_parameters=("seed", "tools"),
        pricing=Pricing({"prompt": Decimal("1.0E-6")}),
    )
    night = replace(NIGHT, prices={"prompt": DEAR})

    assert [] == facts([MODEL], [same])
    assert [] == facts([priced(NIGHT)], [priced(night)])


@pytest.mark.parametrize("field", ["input_modalities", "output_modalities", "supported_parameters"])
def test_what_a_list_begins_to_state_or_no_longer_does_has_not_changed(field):
    silent = replace(MODEL, **{field: ()})

    assert facts([silent], [MODEL]) == facts([MODEL], [silent]) == []


@pytest.mark.parametrize("name", sorted(NOTHING_ADDED))
def test_a_price_of_zero_that_adds_nothing_may_be_stated_or_not(name):
    none, zero = (
        replace(MODEL, pricing=Pricing({"prompt": Decimal(1), "completion": Decimal(2)} | more))
        for more in ({}, {name: Decimal("0.00")})
    )
    use = Use(pictures=1)

    assert facts([none], [zero]) == facts([zero], [none]) == []
    assert cost_of(none.pricing, use, AT) == cost_of(zero.pricing, use, AT)
    assert facts([zero], [priced(**{name: Decimal(3)})])


def test_models_come_and_go_and_a_free_one_that_goes_ends_to_be_free():
    free, other = replace(MODEL, id="maker/model:free"), replace(MODEL, id="other")

    assert [("other", ChangeKind.NEW, "", None, None), ("maker/model", ChangeKind.RETIRED, "", None, None)] == facts(
        [MODEL], [other]
    )
    assert [
        ("maker/model:free", ChangeKind.RETIRED, "", None, None),
        ("maker/model:free", ChangeKind.FREE_ENDED, "", None, None),
    ] == facts([MODEL, free], [MODEL])


def moved(before, after):
    return Change("~maker/latest", "Latest", ChangeKind.ALIAS, AT, "alias_target", before, after)


def test_the_successor_is_where_an_alias_went_on_to():
    moves = [moved(None, "a"), moved("a", "b"), moved("x", "y"), moved("b", "c"), moved("c", None)]

    assert ("c", "c", "y", "") == tuple(successor_of(slug, moves) for slug in ("a", "b", "x", "c"))


MODELS = st.lists(
    st.builds(
        Model,
        st.sampled_from(["a", "b", "c:free", "~d"]),
        st.text(max_size=3),
        context_length=st.none() | st.integers(1, 3),
        input_modalities=st.lists(st.sampled_from(["text", "image"])).map(tuple),
        pricing=st.builds(
            Pricing,
            st.dictionaries(st.sampled_from(["prompt", "image"]), st.just(VARIES) | st.decimals(0, 2, places=2)),
        ),
        alias_target=st.none() | st.builds(AliasTarget, st.just("N"), st.sampled_from(["s", "t"])),
    ),
    unique_by=lambda model: model.id,
)


@given(MODELS, MODELS)
def test_changes_are_json_and_there_are_none_exactly_when_nothing_changed(before, after):
    found = changes_between(before, after, AT)
    back = changes_between(after, before, AT)

    assert found == () or json.dumps([(c.before, c.after) for c in found])
    assert all(c.before != c.after for c in found if c.field)
    assert len([c for c in found if c.field]) == len([c for c in back if c.field])
    assert () == changes_between(after, after, AT)


# The two recorded lists, compared by plain code that knows nothing of the program's types.

COMMON = 80
EXPECTED = {
    (ChangeKind.NEW, ""): 341,
    (ChangeKind.RETIRED, ""): 222,
    (ChangeKind.FREE_ENDED, ""): 60,
    (ChangeKind.PRICE_UP, "prompt"): 24,
    (ChangeKind.PRICE_UP, "completion"): 25,
    (ChangeKind.PRICE_UP, "web_search"): 12,
    (ChangeKind.PRICE_DOWN, "prompt"): 13,
    (ChangeKind.PRICE_DOWN, "completion"): 11,
    (ChangeKind.PRICE_DOWN, "input_cache_read"): 1,
    (ChangeKind.PRICE, "request"): 1,
    (ChangeKind.PRICE, "image"): 18,
    (ChangeKind.PRICE, "input_cache_read"): 10,
    (ChangeKind.PRICE, "input_cache_write"): 1,
    (ChangeKind.PRICE, "input_cache_write_1h"): 1,
    (ChangeKind.PRICE, "overrides"): 1,
    (ChangeKind.CONTEXT, "context_length"): 15,
    (ChangeKind.OUTPUT_CAP, "max_completion_tokens"): 23,
    (ChangeKind.MODALITY, "input_modalities"): 22,
    (ChangeKind.MODALITY, "output_modalities"): 1,
}


@pytest.fixture(scope="module")
def lists():
    return recorded(OLD), recorded(NEW)


@pytest.fixture(scope="module")
def real(lists):
    (old, _), (new, _) = (model_list.decode(body) for body in lists)
    return changes_between(old, new, AT)


@pytest.fixture(scope="module")
def rows(lists):
    return [{row["id"]: row for row in json.loads(body)["data"]} for body in lists]


def test_the_difference_between_the_recorded_lists_is_the_one_that_was_looked_at(real):
    assert EXPECTED == Counter((change.kind, change.field) for change in real)
    assert {AT} == {change.at for change in real}


def test_of_the_recorded_lists_what_came_and_went_is_what_plain_code_finds(real, rows):
    old, new = rows
    by_kind = {kind: {c.model for c in real if c.kind is kind} for kind in ChangeKind}

    assert len(old.keys() & new.keys()) == COMMON
    assert new.keys() - old.keys() == by_kind[ChangeKind.NEW]
    assert old.keys() - new.keys() == by_kind[ChangeKind.RETIRED]
    assert {name for name in old.keys() - new.keys() if name.endswith(":free")} == by_kind[ChangeKind.FREE_ENDED]


@pytest.mark.parametrize("field", ["prompt", "completion", "web_search", "input_cache_read", "request"])
def test_of_the_recorded_lists_prices_are_what_plain_code_finds(real, rows, field):
    old, new = rows
    expected = {}
    for name in old.keys() & new.keys():
        before, after = (row["pricing"].get(field) for row in (old[name], new[name]))
        if field in {"request", "web_search"} and {before, after} == {"0", None}:
            continue
        if before is not None and after is not None and (step := Decimal(after) - Decimal(before)):
            expected[name] = ChangeKind.PRICE_UP if step > 0 else ChangeKind.PRICE_DOWN
        elif (before is None) != (after is None):
            expected[name] = ChangeKind.PRICE

    assert expected == {c.model: c.kind for c in real if c.field == field}


@pytest.mark.parametrize(
    ("field", "of"),
    [
        ("context_length", lambda row: row["context_length"]),
        ("max_completion_tokens", lambda row: row["top_provider"]["max_completion_tokens"]),
        ("input_modalities", lambda row: set(row["architecture"]["input_modalities"])),
        ("output_modalities", lambda row: set(row["architecture"]["output_modalities"])),
        ("supported_parameters", lambda row: set(row.get("supported_parameters", ()))),
    ],
)
def test_of_the_recorded_lists_limits_and_abilities_are_what_plain_code_finds(real, rows, field, of):
    old, new = rows
    expected = {}
    for name in old.keys() & new.keys():
        before, after = of(old[name]), of(new[name])
        sets = isinstance(before, set)
        if before != after and not (sets and not (before and after)):
            expected[name] = (sorted(before - after), sorted(after - before)) if sets else (before, after)

    assert expected == {c.model: (c.before, c.after) for c in real if c.field == field}


def happened(day, kind, before=None, after=None, field="prompt"):
    return Change("a", "A", ChangeKind(kind), AT + timedelta(days=day), field, before, after)


@pytest.mark.parametrize(
    ("changes", "price", "steps"),
    [
        ([], Decimal(3), [(BEGUN, 3)]),
        ([], None, []),
        ([], VARIES, []),
        ([happened(1, "price-up", "1", "2"), happened(2, "price-up", "2", "3")], 3, [(BEGUN, 1), (1, 2), (2, 3)]),
        ([happened(1, "price-up", "1", "2", "image"), happened(2, "context", 1, 2)], 3, [(BEGUN, 3)]),
        ([happened(1, "price", None, "2"), happened(2, "price", "2", "varies")], VARIES, [(1, 2), (2, None)]),
        ([happened(1, "new"), happened(2, "price-down", "4", "3")], 3, [(1, 4), (2, 3)]),
        ([happened(1, "retired"), happened(1, "free-ended")], 3, [(BEGUN, 3), (1, None)]),
        ([happened(1, "retired"), happened(2, "back")], 3, [(1, None), (2, 3)]),
        (
            [happened(1, "price-up", "1", "2"), happened(2, "retired"), happened(3, "back")],
            3,
            [(BEGUN, 1), (1, 2), (2, None), (3, 3)],
        ),
    ],
)
def test_a_price_over_time_has_gaps_where_nothing_is_known_of_it(changes, price, steps):
    told = price_steps(
        changes, "prompt", Decimal(price) if isinstance(price, int) else price, AT + timedelta(days=BEGUN)
    )

    assert told == [(AT + timedelta(days=day), amount) for day, amount in steps]


@pytest.mark.parametrize(
    ("changes", "net"),
    [
        ([], []),
        ([happened(1, "price-down", "9", "5"), happened(2, "price-up", "5", "9.0")], []),
        ([happened(1, "price-up", "5", "9"), happened(2, "price-down", "9", "4")], [("price-down", "5", "4")]),
        ([happened(1, "price-down", "5", "4"), happened(2, "price-up", "4", "9")], [("price-up", "5", "9")]),
        ([happened(1, "price", "5", "varies"), happened(2, "price", "varies", "6")], [("price-up", "5", "6")]),
        ([happened(1, "price", "varies", "5"), happened(2, "price-up", "5", "6")], [("price", "varies", "6")]),
        ([happened(1, "price", "varies", "5"), happened(2, "price", "5", "varies")], []),
        ([happened(1, "price", [1], [2], "overrides"), happened(2, "price", [2], [1], "overrides")], []),
        ([happened(1, "context", 1, 2, "c"), happened(2, "context", 2, 3, "c")], [("context", 1, 3)]),
        ([happened(1, "retired", field=""), happened(2, "back", field="")], []),
        ([happened(1, "new", field=""), happened(2, "retired", field="")], [("retired", None, None)]),
        ([happened(1, "retired", field=""), happened(1, "free-ended", field="")], [("retired", None, None)]),
        (
            [happened(1, "parameter", ["a", "b"], ["c"], "p"), happened(2, "parameter", ["c"], ["a", "d"], "p")],
            [("parameter", ["b"], ["d"])],
        ),
        ([happened(1, "modality", ["a"], None, "m"), happened(2, "modality", [], ["a"], "m")], []),
        (
            [happened(1, "price-up", "1", "2"), happened(2, "context", 1, 2, "c"), happened(3, "price-up", "2", "3")],
            [("price-up", "1", "3"), ("context", 1, 2)],
        ),
    ],
)
def test_what_changed_more_than_once_is_told_as_it_is_in_the_end(changes, net):
    assert [(change.kind.value, change.before, change.after) for change in net_changes(changes)] == net


def test_a_free_row_that_goes_is_told_of_once():
    gone = happened(1, "retired", field=""), happened(1, "free-ended", field="")
    later = happened(2, "retired", field="")

    assert told_once([*gone, later]) == [gone[1], later]
