from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

import pytest

from desktop.api import model_list
from desktop.domain.families import Variant, by_author, by_family, plain_id, variant_of, ways_of
from desktop.domain.model import AliasTarget, Model

SHARED = Path(os.environ.get("PARLEY_SHARED", "shared"))
RECORDED = SHARED / "data" / "models" / "2026-08-22-421.json"


def model(model_id, slug="", target=""):
    return Model(model_id, model_id, slug, alias_target=AliasTarget("", target) if target else None)


def keys(groups):
    return {group.key: [model.id for model in group.models] for group in groups}


@pytest.mark.parametrize(
    ("model_id", "plain", "variant"),
    [
        ("a/b", "a/b", None),
        ("a/b:free", "a/b", Variant.FREE),
        ("a/b:batch", "a/b", Variant.BATCH),
        ("a/b:nitro", "a/b", Variant.NITRO),
        ("llama3:8b", "llama3:8b", None),
        ("free", "free", None),
        ("a/b:8b:free", "a/b:8b", Variant.FREE),
        ("a/b:", "a/b:", None),
        ("", "", None),
    ],
)
def test_only_documented_endings_are_variants(model_id, plain, variant):
    assert plain_id(model_id) == plain
    assert variant_of(model_id) is variant


def test_authors_come_with_all_their_models_the_largest_first():
    models = [model("b/one"), model("a/one"), model("plain"), model("a/two"), model("~a/latest", target="a/two")]

    assert list(keys(by_author(models)).items()) == [
        ("a", ["a/one", "a/two", "~a/latest"]),
        ("", ["plain"]),
        ("b", ["b/one"]),
    ]


@pytest.mark.parametrize(
    ("model_id", "family"),
    [
        ("anthropic/claude-opus-5:batch", "anthropic/claude"),
        ("~Anthropic/Claude-opus-latest", "anthropic/claude"),
        ("qwen/qwen3.5-9b", "qwen/qwen"),
        ("qwen/qwen-2.5-7b", "qwen/qwen"),
        ("openai/o3-mini", "openai/o3"),
        ("openai/gpt-4o", "openai/gpt"),
        ("openrouter/free", "openrouter/free"),
        ("llama3:8b", "llama"),
        ("hf.co/maker/llama3:8b", "hf.co/maker/llama"),
        ("7b", "7b"),
        ("-", ""),
    ],
)
def test_a_family_is_the_author_and_the_first_word_of_an_id(model_id, family):
    assert keys(by_family([model(model_id)])) == {family: [model_id]}


def test_families_come_the_largest_first_and_keep_the_order_of_the_list():
    models = [model("b/one-1"), model("a/one-2"), model("a/two"), model("a/one:free"), model("~a/one-latest")]

    assert list(keys(by_family(models)).items()) == [
        ("a/one", ["a/one-2", "a/one:free", "~a/one-latest"]),
        ("a/two", ["a/two"]),
        ("b/one", ["b/one-1"]),
    ]


@pytest.mark.skipif(not RECORDED.exists(), reason="needs the recorded list")
def test_the_real_list_in_groups():
    body = RECORDED.read_bytes()
    rows = json.loads(body)["data"]
    models, _ = model_list.decode(body)

    authors, families = by_author(models), by_family(models)

    wanted = Counter(row["id"].removeprefix("~").split("/")[0] for row in rows)
    assert {group.key: len(group.models) for group in authors} == wanted
    assert sum(len(group.models) for group in families) == len(rows)
    assert keys(families)["anthropic/claude"] == [row["id"] for row in rows if "anthropic/claude-" in row["id"]]
    assert keys(families)["google/gemma"] == [row["id"] for row in rows if "google/gemma-" in row["id"]]


FAMILY = (
    model("a/b:free", "a/b-1"),
    model("a/b", "a/b-1"),
    model("a/b:batch", "a/b-1"),
    model("a/bc", "a/bc-1"),
    model("~a/b-latest", target="a/b-1"),
    model("~a/c-latest", target="a/c"),
    Model("r/auto", "r/auto", tokenizer="Router"),
    Model("r/auto:free", "r/auto:free", tokenizer="Router"),
    model("a/only:free"),
)
ROUTED_IDS = ("a/b:nitro", "a/b:floor", "a/b:exacto")


@pytest.mark.parametrize("asked", ["a/b", "a/b:free", "a/b:batch", "~a/b-latest"])
def test_a_model_can_be_asked_by_its_variants_and_aliases(asked):
    found = next(m for m in FAMILY if m.id == asked)

    assert ways_of(found, FAMILY, routed=False) == ("a/b", "a/b:free", "~a/b-latest")
    assert ways_of(found, FAMILY, routed=True) == ("a/b", "a/b:free", *ROUTED_IDS, "~a/b-latest")


def test_endings_that_choose_a_provider_are_for_plain_models_that_have_some():
    by_id = {m.id: m for m in FAMILY}

    assert ways_of(by_id["r/auto"], FAMILY, routed=True) == ("r/auto", "r/auto:free")
    assert ways_of(by_id["a/only:free"], FAMILY, routed=True) == ()
    assert ways_of(by_id["a/bc"], FAMILY, routed=False) == ()
    assert ways_of(by_id["~a/c-latest"], FAMILY, routed=True) == ()
    assert ways_of(model("gone/x"), FAMILY, routed=True) == ()


def test_aliases_that_stand_for_themselves_or_each_other_are_offered_once():
    rows = (model("~a/x", target="~a/x"), model("~a/y", target="~a/z"), model("~a/z", target="~a/y"))

    assert ways_of(rows[0], rows, routed=False) == ()
    assert ways_of(rows[1], rows, routed=False) == ("~a/z", "~a/y")


def test_an_ending_that_a_list_has_is_offered_once():
    rows = (model("a/b"), model("a/b:nitro"))

    assert ways_of(rows[0], rows, routed=True) == ("a/b", *(f"a/b:{end}" for end in ("nitro", "floor", "exacto")))
