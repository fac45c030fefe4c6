from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from desktop.domain.cost import Use, costs
from desktop.domain.pricing import Pricing
from desktop.domain.query import Known, parse
from desktop.domain.search import Finder
from desktop.domain.terms import SORTED
from desktop.ui.models.columns import WHY, columns
from tests.ui.models.rows import EVIL, FACTS, FREE, FULL, LATEST, MODELS, NOON, PLAIN, ROUTER, WRITER, ZERO


@pytest.fixture
def known(qapp):
    return {column.key: column for column in columns()}


def text(column, model, facts=FACTS):
    return column.text(model, facts)


def test_every_column_says_what_the_list_states(known):
    assert {key: text(column, FULL) for key, column in known.items()} == {
        "name": "Acme: Seer",
        "place": "",
        "why": "",
        "note": "",
        "id": "acme/seer",
        "author": "acme",
        "favorite": "",
        "prompt": "$2.50",
        "completion": "$15",
        "cache": "$0.25",
        "cost": "$0.007",
        "context": "1M",
        "output": "64K",
        "inputs": "text, pictures, files",
        "outputs": "text",
        "reasoning": "always",
        "parameters": "3",
        "released": "1 Jul 2026",
        "cutoff": "31 Jan 2026",
        "expires": "31 Aug 2096",
        "intelligence": "59.5",
        "coding": "74.0",
        "agentic": "–",
    }


def test_a_price_with_more_digits_than_a_column_has_room_for_is_less_than_one_that_has_not(known):
    tiny = replace(PLAIN, pricing=Pricing(dict.fromkeys(("prompt", "completion"), Decimal("1e-13"))))

    assert ["< $0.001", "< $0.001", "< $0.000001"] == [
        text(known[key], tiny) for key in ("prompt", "completion", "cost")
    ]
    assert text(known["prompt"], replace(PLAIN, pricing=Pricing({"prompt": Decimal("1e-9")}))) == "$0.001"
    assert "< $0.001" in known["prompt"].widest


def test_what_is_not_stated_is_a_dash_and_no_value(known):
    named = {"name", "place", "why", "note", "id", "favorite", "author"}
    assert {text(column, PLAIN) for key, column in known.items() if key not in named} == {"–"}
    assert {column.value(PLAIN, FACTS) for key, column in known.items() if key not in named} == {None}


@pytest.mark.parametrize(
    ("model", "prompt", "cost", "value"),
    [
        (FREE, "$0", "free", 0),
        (ZERO, "$0", "–", None),
        (ROUTER, "varies", "varies", None),
        (LATEST, "–", "–", None),
    ],
)
def test_zero_is_free_only_where_that_is_said(known, model, prompt, cost, value):
    assert text(known["prompt"], model) == prompt
    assert text(known["cost"], model) == cost
    assert known["prompt"].value(model, FACTS) == value
    assert known["cost"].value(model, FACTS) == value


def test_the_cost_is_that_of_the_use_that_was_chosen(known):
    assert text(known["cost"], FULL, FACTS._replace(use=Use(1_000_000, 0))) == "$2.50"


def test_a_model_without_eyes_has_no_cost_of_pictures_and_says_why(known):
    asked = FACTS._replace(use=Use(pictures=1))

    assert text(known["cost"], WRITER, asked) == "no pictures"
    assert known["cost"].note(WRITER, asked) == "cannot see pictures"
    assert known["cost"].note(FULL, asked) == known["cost"].note(WRITER, FACTS) == ""
    assert known["cost"].value(WRITER, asked) is None
    assert text(known["cost"], replace(WRITER, input_modalities=()), asked) == "$0.00026"  # nobody knows


def test_what_a_model_has_no_room_for_costs_nothing_and_says_by_how_much(known):
    assert text(known["cost"], WRITER, FACTS._replace(use=Use(134_500, 300))) == "6.8K too long"
    assert text(known["cost"], replace(FREE, context_length=1_000), FACTS) == "300 too long"
    assert known["cost"].value(WRITER, FACTS._replace(use=Use(134_500, 300))) is None


def test_a_removal_that_is_not_planned_is_no_day(known):
    assert text(known["expires"], replace(FULL, expiration_date=date(2098, 12, 31))) == "not planned"


def test_favorites_have_a_star(known):
    assert text(known["favorite"], WRITER) == "★"
    assert known["favorite"].value(WRITER, FACTS) is not None


def test_reasoning_is_known_from_the_block_or_from_the_parameter(known):
    assert text(known["reasoning"], replace(WRITER, supported_parameters=("reasoning",))) == "yes"
    assert text(known["reasoning"], WRITER) == "–"


def test_foreign_text_stands_in_one_line_without_what_turns_it_around(known):
    assert text(known["name"], EVIL) == "=Evil: <img src=x>\ufffd | `b`"


def test_every_column_but_that_of_notes_is_sorted_by_in_the_words_of_the_search_line(known):
    words = [column.sort for column in known.values() if column.key != "note"]
    assert sorted(words) == sorted(set(SORTED) - {"changed", "used"})


ZERO_IS_A_PRICE = {"prompt", "completion"}  # for the search line, also where it is not free (§2.4)


@pytest.mark.parametrize("key", [column.key for column in columns() if column.key not in {WHY, *ZERO_IS_A_PRICE}])
@pytest.mark.parametrize("minus", ["", "-"])
def test_the_search_line_sorts_as_the_values_of_a_column_do(known, key, minus):
    """What is not known comes last either way."""
    reckoned = {"cost": costs(FACTS.use, FACTS.at)}
    column, own = known[key], Known(NOON.date(), favorites=FACTS.favorites, reckoned=reckoned)
    found = Finder(MODELS).find(parse(f"sort:{minus}{column.sort}"), own).models
    values = [column.value(model, FACTS) for model in found]
    stated = [value for value in values if value is not None]

    assert stated == sorted(stated, reverse=bool(minus))
    assert values[len(stated) :] == [None] * (len(MODELS) - len(stated))
