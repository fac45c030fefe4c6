from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.model import Model
from desktop.domain.vision import AS_IT_IS, Detail, Plan, Quality, Sight, capped, family_of, fitted, plan_for, sights

DATA = (Path(__file__).parents[3] / "resources" / "vision.toml").read_bytes()
SIGHTS = sights(DATA)
GPT_4O = "openai/gpt-4o"


def model(model_id, tokenizer=""):
    return Model(model_id, model_id, tokenizer=tokenizer)


@pytest.mark.parametrize(
    ("tokenizer", "size", "tokens"),
    [
        ("Claude", (1092, 1092), 39 * 39),
        ("Claude", (4032, 3024), 1568),  # read in 1568 × 1176, which is 56 × 42 squares
        ("Claude", (200, 200), 8 * 8),
        (GPT_4O, (1024, 1024), 85 + 4 * 170),  # read in 768 × 768
        (GPT_4O, (2048, 4096), 85 + 6 * 170),  # read in 768 × 1536
        (GPT_4O, (512, 512), 85 + 170),
        (GPT_4O, (512, 513), 85 + 2 * 170),
        ("openai/gpt-4o-mini", (1200, 800), 2833 + 6 * 5667),
        ("openai/gpt-4.1-mini", (1024, 1024), 1659),  # 1,024 patches of 1.62 tokens
        ("openai/gpt-4.1-mini", (4000, 4000), 2489),  # 1,536 of them
        ("openai/gpt-5-nano", (32, 33), 5),
        ("GPT", (1024, 1024), None),
        ("Gemini", (300, 200), 258),
        ("Gemini", (1024, 768), 2 * 258),
        ("Gemini", (4032, 3024), 1120),
        ("Qwen3", (320, 320), 100),
        ("Qwen", (280, 280), 100),
        ("Mistral", (784, 784), 784),
        ("Mistral", (4000, 4000), 3025),  # read in 1540 × 1540
    ],
)
def test_a_picture_costs_what_the_rule_of_its_family_says(tokenizer, size, tokens):
    assert SIGHTS[tokenizer].tokens(*size) == tokens


def test_at_low_detail_a_picture_costs_the_same_in_every_size_where_that_can_be_chosen():
    assert SIGHTS[GPT_4O].detailed
    assert {SIGHTS[GPT_4O].tokens(*size, Detail.LOW) for size in [(0, 0), (10, 10), (4000, 3000)]} == {85}
    assert SIGHTS[GPT_4O].tokens(512, 512, Detail.HIGH) == 85 + 170
    assert not SIGHTS["Claude"].detailed
    assert SIGHTS["Claude"].tokens(200, 200, Detail.LOW) == 8 * 8


@given(st.integers(0, 20_000), st.integers(0, 20_000), st.sampled_from([*SIGHTS.values(), Sight()]))
def test_every_size_has_a_sensible_estimate_or_none(width, height, sight):
    tokens = sight.tokens(width, height)

    if not (sight.tile or sight.patch) or not (width and height):
        assert tokens is None
    else:
        assert tokens is not None
        assert 0 < tokens < 17_000 or not sight.most_tokens


def test_every_family_has_a_source_and_a_date():
    families = tomllib.loads(DATA.decode())["family"]

    assert all(family["source"].startswith("https://") and family["date"] for family in families)
    assert len(SIGHTS) == sum(len(family.get("tokenizers", ())) + len(family.get("models", ())) for family in families)


@pytest.mark.parametrize(
    ("model_id", "tokenizer", "family", "tokens", "edge"),
    [
        ("anthropic/claude-opus-4.6", "Claude", "Claude", 1568, 1568),
        ("anthropic/claude-opus-4.7:batch", "Claude", "anthropic/claude-opus-4.7", 4784, 2048),
        ("anthropic/claude-opus-5-fast", "Claude", "anthropic/claude-opus-5", 4784, 2048),
        ("x/anthropic/claude-opus-5", "Claude", "Claude", 1568, 1568),
        ("claude-opus-5", "", "", None, 2048),
        ("~anthropic/claude-sonnet-latest", "Router", "~anthropic/claude-sonnet-latest", 4784, 2048),
        ("~anthropic/claude-haiku-latest", "Router", "~anthropic/claude-haiku-latest", 1568, 1568),
        ("openai/gpt-4o-2024-11-20", "GPT", GPT_4O, 85 + 4 * 170, 2048),
        ("openai/gpt-4o-mini-2024-07-18", "GPT", "openai/gpt-4o-mini", 2833 + 4 * 5667, 2048),
        ("openai/gpt-5:batch", "GPT", "openai/gpt-5", 70 + 4 * 140, 2048),
        ("openai/gpt-5-pro:batch", "GPT", "openai/gpt-5-pro", None, 2048),
        ("openai/gpt-5.6-sol-pro", "GPT", "GPT", None, 2048),
        ("openai/o1-pro", "GPT", "openai/o1-pro", 75 + 4 * 150, 2048),
        ("openai/o4-mini-high", "GPT", "openai/o4-mini", 2642, 2048),
    ],
)
def test_newer_models_of_a_family_are_known_by_their_ids(model_id, tokenizer, family, tokens, edge):
    found = family_of(model(model_id, tokenizer=tokenizer), SIGHTS)
    sight = SIGHTS.get(found, Sight())

    assert (found, sight.tokens(4032, 3024), plan_for(Quality.SHARP, sight).edge) == (family, tokens, edge)


@pytest.mark.parametrize(
    ("model_id", "family"), [("a/b-2-fast", "a/b-2"), ("a/b-2:free", "a/b-2"), ("a/b-2.5", "a/b"), ("a/b", "a/b")]
)
def test_the_nearest_name_tells_the_family_and_a_later_model_is_no_variant(model_id, family):
    assert family_of(model(model_id), ["a/b", "a/b-2", "a/b-3", "other"]) == family


def test_an_id_of_endless_endings_is_of_no_family():
    """To take them off one by one would take a second for a list of thousands."""
    assert family_of(model("a/b" + "-" * 997, tokenizer="T"), ["a/b"]) == "T"


def test_a_plan_never_sends_more_than_is_read_unless_the_original_is_wanted():
    careful = {"takes_webp": False, "takes_gif": False, "any_film": True}
    still = {**careful, "takes_films": False}
    assert plan_for(Quality.SHARP, Sight()) == Plan(2048, spare=2560, sharp=2048, **still)
    assert plan_for(Quality.BALANCED, SIGHTS["Gemma"]) == Plan(1568, spare=2560, sharp=2048, **still)
    no_gif = {"takes_gif": False, "takes_films": False}
    assert plan_for(Quality.SHARP, SIGHTS["Qwen"]) == Plan(2048, webp=True, sharp=2048, **no_gif)
    claude = Plan(0, 3_750_000, webp=True, spare=1960, takes_films=False, sharp=1568)
    assert plan_for(Quality.SHARP, SIGHTS["Claude"]) == claude._replace(edge=1568)
    assert plan_for(Quality.SMALL, SIGHTS["Claude"]) == claude._replace(edge=1024)
    unmoving = {"takes_films": False, "may_film": False}
    assert plan_for(Quality.BALANCED, SIGHTS["openai/gpt-4.1-mini"]).spare == 2048
    assert plan_for(Quality.BALANCED, SIGHTS[GPT_4O]) == Plan(1568, webp=True, spare=2560, sharp=2048, **unmoving)
    assert plan_for(Quality.ORIGINAL, Sight()) == AS_IT_IS._replace(**careful)
    assert plan_for(Quality.ORIGINAL, SIGHTS["Claude"]) == Plan(0, 3_750_000, webp=True)


@pytest.mark.parametrize(
    ("tokenizer", "webp", "gif", "films", "in_any"),
    [
        ("Claude", 1, 1, 1, 0),
        ("GPT", 1, 1, 0, 0),
        ("Gemini", 1, 0, 1, 0),
        ("Grok", 0, 0, 1, 0),
        ("Gemma", 0, 0, 1, 1),
        ("Mistral", 1, 1, 0, 0),
        ("none", 0, 0, 1, 1),
    ],
)
def test_a_model_gets_the_formats_that_its_family_takes_and_a_film_only_by_hand(tokenizer, webp, gif, films, in_any):
    sight = SIGHTS.get(tokenizer, Sight())
    sharp, plan = (plan_for(quality, sight) for quality in (Quality.SHARP, Quality.ORIGINAL))

    assert (plan.takes_webp, plan.takes_gif, plan.webp, plan.takes_films) == (webp, gif, webp, films)
    assert (sharp.takes_films, sharp.may_film, sharp.any_film) == (False, films, in_any)
    assert plan_for(Quality.SHARP, Sight(animated=True)).takes_films


@pytest.mark.parametrize(
    ("tokenizer", "size", "detail", "edge"),
    [
        (GPT_4O, (1200, 9000), Detail.AUTO, 2048),
        (GPT_4O, (2560, 1440), Detail.AUTO, 1365),  # 768 high
        (GPT_4O, (1200, 9000), Detail.LOW, 512),
        ("openai/o4-mini", (3200, 3200), Detail.AUTO, 1254),  # 1,536 patches
        ("Claude", (1200, 9000), Detail.AUTO, 1568),
        ("Claude", (1568, 1568), Detail.AUTO, 1109),  # 1,568 squares
        ("Gemini", (1200, 9000), Detail.AUTO, 4207),  # 4 tiles
        ("Qwen3", (1200, 9000), Detail.AUTO, 9000),
        ("Gemma", (1200, 9000), Detail.AUTO, 2454),  # as many pixels as one tile
        ("none", (1200, 9000), Detail.AUTO, 9000),
        ("Claude", (0, 0), Detail.AUTO, 0),
    ],
)
def test_of_a_large_picture_a_model_reads_no_more_pixels_than_its_family_does(tokenizer, size, detail, edge):
    assert SIGHTS.get(tokenizer, Sight()).read_edge(*size, detail) == edge


@pytest.mark.parametrize(("planned", "most", "bytes_"), [(0, 0, 0), (9, 0, 9), (0, 5, 5), (9, 5, 5), (5, 9, 5)])
def test_a_cap_only_lowers_what_is_planned(planned, most, bytes_):
    assert capped(Plan(7, planned), most) == Plan(7, bytes_)


@given(st.integers(1, 20_000), st.integers(1, 20_000), st.integers(1, 4_000))
def test_a_fitted_size_keeps_its_shape(width, height, edge):
    small = fitted(width, height, edge)

    assert max(small) == min(edge, max(width, height))
    assert min(small) == pytest.approx(max(1, min(width, height) * max(small) / max(width, height)), abs=0.51)


def test_what_was_refused_is_made_no_more():
    webp = SIGHTS["Claude"].without({"image/webp"})
    plain, drawn = (plan_for(Quality.SHARP, Sight().without({kind})) for kind in ("image/png", "image/jpeg"))

    assert (False, False) == plan_for(Quality.SHARP, webp)[2:5:2]
    assert webp.takes("image/webp") is False
    assert webp.takes("image/gif")
    assert (plain.takes_png, plain.takes_jpeg, drawn.takes_png, drawn.takes_jpeg) == (False, True, True, False)
    assert Sight() == Sight().without(())
