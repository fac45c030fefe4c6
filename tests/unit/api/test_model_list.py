from __future__ import annotations

import contextlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.api import model_list
from desktop.api.model_list import LONGEST_DESCRIPTION, LONGEST_ID, LONGEST_NAME, decode, decode_bundled
from desktop.domain.errors import NotAnApi, UnreadableAnswer
from desktop.domain.model import AliasTarget, Reasoning
from desktop.domain.pricing import VARIES
from tests.models import NEW, OLD, recorded

BUNDLED = Path(__file__).parents[3] / "resources" / "catalog" / "models.json"

FULL = {
    "id": "maker/model",
    "canonical_slug": "maker/model-20260101",
    "name": "Maker: Model",
    "created": 1767225600,
    "description": "A model.\nOf two lines.",
    "context_length": 128000,
    "architecture": {
        "modality": "text+image->text",
        "input_modalities": ["text", "image"],
        "output_modalities": ["text"],
        "tokenizer": "GPT",
        "instruct_type": "chatml",
    },
    "pricing": {"prompt": "0.000001", "completion": "-1", "web_search": "0.01"},
    "top_provider": {"context_length": 64000, "max_completion_tokens": 8000, "is_moderated": True},
    "per_request_limits": {"prompt_tokens": 5},
    "supported_parameters": ["temperature", "tools"],
    "default_parameters": {"temperature": 0.7, "top_p": None},
    "supported_voices": ["alloy"],
    "knowledge_cutoff": "2025-06-30",
    "expiration_date": "2098-12-31",
    "hugging_face_id": "maker/Model",
    "benchmarks": {"design_arena": []},
    "reasoning": {
        "mandatory": False,
        "supported_efforts": ["high", "low"],
        "default_effort": "low",
        "default_enabled": True,
        "supports_max_tokens": True,
    },
    "alias_target": {"name": "Maker: Other", "slug": "maker/other"},
    "links": {"details": "/api/v1/models/maker/model/endpoints"},
}


def body(*rows):
    return json.dumps({"data": rows}).encode()


def only(**row):
    """The one model of a list with one row."""
    models, rejected = decode(body({"id": "maker/model", **row}))
    assert (1, 0) == (len(models), rejected)
    return models[0]


def ids(models):
    return [model.id for model in models]


def test_every_field_of_a_row_arrives():
    model = only(**FULL)

    assert "Maker: Model" == model.name
    assert "maker/model-20260101" == model.canonical_slug
    assert datetime(2026, 1, 1, tzinfo=UTC) == model.created
    assert "A model.\nOf two lines." == model.description
    assert (128000, 64000, 8000) == (model.context_length, model.provider_context_length, model.max_completion_tokens)
    assert (("text", "image"), ("text",)) == (model.input_modalities, model.output_modalities)
    assert ("GPT", "chatml") == (model.tokenizer, model.instruct_type)
    assert model.is_moderated is True
    assert {"prompt_tokens": 5} == model.per_request_limits
    assert ("temperature", "tools") == model.supported_parameters
    assert {"temperature": 0.7, "top_p": None} == model.default_parameters
    assert ("alloy",) == model.supported_voices
    assert (date(2025, 6, 30), date(2098, 12, 31)) == (model.knowledge_cutoff, model.expiration_date)
    assert "maker/Model" == model.hugging_face_id
    assert {"design_arena": []} == model.benchmarks
    assert (
        Reasoning(
            mandatory=False, efforts=("high", "low"), default_effort="low", default_enabled=True, takes_budget=True
        )
        == model.reasoning
    )
    assert AliasTarget("Maker: Other", "maker/other") == model.alias_target
    assert {"details": "/api/v1/models/maker/model/endpoints"} == model.links
    assert {"prompt": Decimal("0.000001"), "completion": VARIES, "web_search": Decimal("0.01")} == model.pricing.prices
    assert {} == model.more


def test_a_plain_list_of_ids_states_nothing_else():
    models, rejected = decode(b'{"object":"list","data":[{"id":"llama3:8b","object":"model"}]}')

    assert (["llama3:8b"], 0) == (ids(models), rejected)
    assert "llama3:8b" == models[0].name
    assert models[0].sees_pictures is None
    assert models[0].chat_ready
    assert models[0].pricing.prompt is None
    assert {"object": "model"} == models[0].more


def test_a_bare_list_is_read_like_one_in_an_object():
    assert ["a", "b"] == ids(decode(b'[{"id":"a"},{"id":"b"}]')[0])


def test_an_empty_list_is_a_list():
    assert ([], 0) == decode(b'{"data":[]}')


def test_llama_cpp_and_ollama_fields_are_kept_and_not_interpreted():
    llama = {
        "models": [{"name": "gemma", "capabilities": ["completion"]}],
        "object": "list",
        "data": [{"id": "gemma.gguf", "created": 1735142223, "owned_by": "llamacpp", "meta": {"n_ctx_train": 8192}}],
    }
    model = decode(json.dumps(llama).encode())[0][0]

    assert {"owned_by": "llamacpp", "meta": {"n_ctx_train": 8192}} == model.more
    assert model.context_length is None


@pytest.mark.parametrize(
    ("stated", "length", "kept"),
    [
        ({"max_model_len": 40960, "root": "Qwen/Qwen3-8B"}, 40960, {"root": "Qwen/Qwen3-8B"}),  # vLLM
        ({"max_context_length": 131072, "aliases": ["large"]}, 131072, {"aliases": ["large"]}),  # Mistral
        ({"context_window": "8192", "active": True, "created": "no"}, 8192, {"active": True, "created": "no"}),  # Groq
        ({"max_model_len": None}, None, {}),
        ({"max_model_len": -1}, None, {"max_model_len": -1}),
        ({"max_model_len": "long", "context_window": 5}, 5, {"max_model_len": "long"}),
        ({"max_model_len": 5, "context_length": 8}, 8, {"max_model_len": 5}),
        ({"max_model_len": 5, "context_length": 0}, None, {"max_model_len": 5}),
    ],
)
def test_the_context_length_is_read_under_the_names_of_other_servers(stated, length, kept):
    model = decode(json.dumps({"data": [{"id": "a", **stated}]}).encode())[0][0]

    assert (length, kept) == (model.context_length, model.more)


@pytest.mark.parametrize("page", [b"<!DOCTYPE html><html>", b"  \n<html>", b"\xef\xbb\xbf<html>", b"<?xml?>"])
def test_a_web_page_is_no_api(page):
    with pytest.raises(NotAnApi):
        decode(page)


@pytest.mark.parametrize(
    "garbage",
    [
        *[b"", b"  ", b"nothing", b"\x00\xff", b'{"data":', b"{}", b"null", b"7", b'"text"', b'{"data":null}'],
        *[b'{"data":{"id":"x"}}', b'{"error":{"message":"no"}}', b"[" * 100_000, b'{"models":[{"name":"x"}]}'],
    ],
)
def test_what_is_no_model_list_is_unreadable(garbage):
    with pytest.raises(UnreadableAnswer):
        decode(garbage)


def test_a_list_of_bad_rows_alone_is_unreadable():
    with pytest.raises(UnreadableAnswer):
        decode(b'{"data":[{"name":"no id"},7]}')


@pytest.mark.parametrize(
    "bad",
    [
        *[None, 7, "text", [], {}, {"id": None}, {"id": ""}, {"id": True}, {"id": ["x"]}, {"id": "a\nb"}],
        *[{"id": "a\u202eb"}, {"id": "x" * (LONGEST_ID + 1)}, {"name": "no id"}],
    ],
)
def test_a_row_without_a_usable_id_is_dropped_and_counted_and_costs_no_other(bad):
    models, rejected = decode(body({"id": "first"}, bad, {"id": "last"}))

    assert (["first", "last"], 1) == (ids(models), rejected)


def test_the_last_of_two_rows_with_one_id_wins():
    models, rejected = decode(body({"id": "a", "name": "Old"}, {"id": "b"}, {"id": "a", "name": "New"}))

    assert (["a", "b"], 0) == (ids(models), rejected)
    assert "New" == models[0].name


@pytest.mark.parametrize("name", [name for name in FULL if name != "id"])
@pytest.mark.parametrize("junk", [7.5, "junk", ["x", 1], {"junk": 1}, True])
def test_a_field_of_a_wrong_type_never_costs_the_row_or_another_field(name, junk):
    model = only(**{**FULL, name: junk})

    assert "maker/model" == model.id
    expected = only(**FULL)
    if name != "architecture":
        assert expected.input_modalities == model.input_modalities
    if name != "pricing":
        assert expected.pricing == model.pricing
    if name != "top_provider":
        assert expected.max_completion_tokens == model.max_completion_tokens


@pytest.mark.parametrize("name", [name for name in FULL if name != "id"])
def test_null_and_missing_mean_the_same(name):
    without = {key: value for key, value in FULL.items() if key != name}

    assert only(**without) == only(**{**FULL, name: None})


def test_a_wrong_type_inside_a_part_keeps_the_rest_of_the_part():
    model = only(
        architecture={"input_modalities": "text", "output_modalities": ["text"], "tokenizer": [7]},
        top_provider={"context_length": 5, "is_moderated": "perhaps", "new": 1, "nothing": None},
    )

    assert ((), ("text",)) == (model.input_modalities, model.output_modalities)
    assert 5 == model.provider_context_length
    assert {
        "architecture.input_modalities": "text",
        "architecture.tokenizer": [7],
        "top_provider.is_moderated": "perhaps",
        "top_provider.new": 1,
    } == model.more


def test_text_as_numbers_is_text():
    models, rejected = decode(body({"id": 12345, "name": 7, "tokenizer": True}, {"id": False}, {"id": 1.5}))

    assert [(model.id, model.name, rejected) for model in models] == [("12345", "7", 2)]


def test_what_is_no_word_costs_no_other_word_of_its_list():
    inputs, parameters = ["text", None, "image", 7], ["tools", {"x": 1}]
    model = only(architecture={"input_modalities": inputs}, supported_parameters=parameters)

    assert (("text", "image"), ("tools",)) == (model.input_modalities, model.supported_parameters)
    assert {"architecture.input_modalities": inputs, "supported_parameters": parameters} == model.more
    assert () == only(supported_parameters=[None]).supported_parameters


def test_numbers_as_text_are_numbers():
    model = only(context_length="128000", created="1767225600", top_provider={"max_completion_tokens": "8000"})

    assert (128000, 8000) == (model.context_length, model.max_completion_tokens)
    assert datetime(2026, 1, 1, tzinfo=UTC) == model.created


@pytest.mark.parametrize(
    ("length", "kept"),
    [
        (0, {}),
        (-1, {"context_length": -1}),
        (10**13, {"context_length": 10**13}),
    ],
)
def test_a_length_that_is_none_is_not_stated(length, kept):
    model = only(context_length=length)

    assert model.context_length is None
    assert kept == model.more


@pytest.mark.parametrize("seconds", [1e18, 1e300])
def test_a_moment_outside_of_the_calendar_is_kept_as_it_came(seconds):
    model = only(created=seconds)

    assert model.created is None
    assert {"created": seconds} == model.more


@pytest.mark.parametrize("seconds", [0, -5])
def test_a_moment_before_the_epoch_is_none(seconds):
    assert only(created=seconds).created is None


def test_dates_may_carry_a_time_and_others_are_kept_as_they_came():
    model = only(expiration_date="2026-09-30T23:00:00Z", knowledge_cutoff="early 2025")

    assert date(2026, 9, 30) == model.expiration_date
    assert model.knowledge_cutoff is None
    assert {"knowledge_cutoff": "early 2025"} == model.more


def test_before_there_were_arrays_the_modality_speaks():
    model = only(architecture={"modality": "text+image->text"})

    assert (("text", "image"), ("text",)) == (model.input_modalities, model.output_modalities)
    assert model.sees_pictures


def test_arrays_win_over_the_modality_even_when_empty():
    assert only(architecture={"modality": "text+image->text", "input_modalities": []}).sees_pictures is None


def test_names_are_one_line_and_show_what_hides():
    assert "Maker: \ufffdModel" == only(name=" Maker:\n \u202eModel ").name
    assert LONGEST_NAME == len(only(name="x" * 10_000).name)
    assert "maker/model" == only(name="  ").name


def test_descriptions_are_kept_as_they_are_up_to_a_limit():
    assert "<b>not markup</b>" == only(description="<b>not markup</b>").description
    assert LONGEST_DESCRIPTION == len(only(description="x" * 10**6).description)


@pytest.mark.parametrize("number", [b"1e400", b"NaN", b"-Infinity", b"9" * 5000])
def test_a_number_that_is_none_costs_only_its_field(number):
    models, rejected = decode(b'{"data":[{"id":"a","context_length":' + number + b'},{"id":"b"}]}')

    assert (["a", "b"], 0) == (ids(models), rejected)
    assert models[0].context_length is None


def test_damaged_text_costs_only_its_row():
    rows = b'{"id":"a","name":"\xff"},{"id":"b\\ud800"},{"id":"b\xff"},{"id":"c","description":"\\ud800"}'
    models, rejected = decode(b'\xef\xbb\xbf{"data":[' + rows + b"]}")

    assert (["a", "c"], 2) == (ids(models), rejected)
    assert ("\ufffd", "\ufffd") == (models[0].name, models[1].description)


def test_halves_of_characters_are_in_no_text_of_a_model():
    """They can neither be stored nor shown; a whole pair is one character."""
    facts = {"name": "\ud800", "x\udfff": ["\ud83d\ude00", {"\udfff": "\udfff"}], "canonical_slug": "\udfff"}
    model = only(**facts)

    assert ("\ufffd", "\ufffd") == (model.name, model.canonical_slug)
    assert {"x\ufffd": ["\U0001f600", {"\ufffd": "\ufffd"}]} == model.more


NAMES = st.sampled_from(sorted(FULL)) | st.text(max_size=5)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(sorted(FULL)) | st.text(max_size=5), inner, max_size=5)
    ),
    max_leaves=12,
)


@given(st.lists(st.dictionaries(st.sampled_from(sorted(FULL)), JSON, max_size=8), max_size=4))
def test_no_row_of_anything_breaks_a_list_or_costs_a_good_row(rows):
    models, rejected = decode(body({"id": "good"}, *rows))

    assert "good" in ids(models)
    assert len(rows) + 1 >= len(models) + rejected


@given(st.binary(max_size=200))
def test_bytes_of_any_kind_are_a_list_or_a_named_failure(data):
    with contextlib.suppress(NotAnApi, UnreadableAnswer):
        decode(data)


def test_ten_thousand_rows_arrive():
    models, rejected = decode(body(*({"id": f"maker/model-{n}"} for n in range(10_000))))

    assert (10_000, 0) == (len(models), rejected)


def stated(row, *path):
    """Whether a raw row states something there."""
    return bool(row if not path else stated((row or {}).get(path[0]), *path[1:]))


@pytest.mark.parametrize("name", [NEW, OLD])
def test_real_lists_arrive_field_by_field(name):
    """Against counts taken by plain code from the same bytes."""
    data = recorded(name)
    rows = json.loads(data)["data"]
    models, rejected = decode(data)

    assert ([row["id"] for row in rows], 0) == (ids(models), rejected)
    for row, model in zip(rows, models, strict=True):
        assert " ".join(row["name"].split()) == model.name
        assert row["description"] == model.description
        assert (row["context_length"] or None) == model.context_length
        assert tuple(row["architecture"]["input_modalities"]) == model.input_modalities
        assert row["created"] == model.created.timestamp()
        numbers = {key: value for key, value in row["pricing"].items() if key != "overrides"}
        assert set(numbers) == set(model.pricing.prices)
        for key, value in numbers.items():
            assert (VARIES if value == "-1" else Decimal(value)) == model.pricing.prices[key]
        assert len(row["pricing"].get("overrides", [])) == len(model.pricing.overrides)
    for path, attribute in (
        (("canonical_slug",), "canonical_slug"),
        (("hugging_face_id",), "hugging_face_id"),
        (("supported_parameters",), "supported_parameters"),
        (("default_parameters",), "default_parameters"),
        (("knowledge_cutoff",), "knowledge_cutoff"),
        (("expiration_date",), "expiration_date"),
        (("reasoning",), "reasoning"),
        (("benchmarks",), "benchmarks"),
        (("alias_target",), "alias_target"),
        (("links",), "links"),
        (("architecture", "instruct_type"), "instruct_type"),
        (("top_provider", "max_completion_tokens"), "max_completion_tokens"),
        (("top_provider", "context_length"), "provider_context_length"),
        (("top_provider", "is_moderated"), "is_moderated"),
    ):
        assert sum(stated(row, *path) for row in rows) == sum(bool(getattr(model, attribute)) for model in models), path
    assert [] == [key for model in models for key in model.more]


def test_the_bundled_list_says_of_which_day_it_is_and_states_facts_alone():
    models, day = decode_bundled(BUNDLED.read_bytes())

    assert datetime(2026, 8, 22, tzinfo=UTC) == day
    assert 421 == len(models)
    assert {""} == {model.description for model in models}


def test_the_bundled_list_states_what_the_recorded_one_states():
    models, _ = decode(recorded(NEW))
    bundled, _ = decode_bundled(BUNDLED.read_bytes())

    def bare(model):
        """What the bundled list leaves out: texts, links, and null, which states nothing."""
        facts = {name: without_nulls(getattr(model, name)) for name in ("default_parameters", "benchmarks")}
        return replace(model, description="", links={}, **facts)

    assert bundled == [bare(model) for model in models]


def without_nulls(facts):
    inner = {name: without_nulls(fact) if isinstance(fact, dict) else fact for name, fact in facts.items()}
    return {name: fact for name, fact in inner.items() if fact is not None}


def test_an_odd_row_changes_nothing_about_how_clean_ones_are_read():
    clean = [FULL, {"id": "bare"}, {**FULL, "id": "early", "architecture": {"modality": "text+image->text"}}]
    alone, together = decode(body(*clean))[0], decode(body(*clean, {"id": "odd", "context_length": "12", "new": 1}))[0]

    assert alone == together[:3]
    assert (together[3].context_length, together[3].more) == (12, {"new": 1})


def test_what_rows_have_alike_is_read_once_and_what_differs_is_told_apart():
    first, second = {**FULL, "id": "a"}, {**FULL, "id": "b", "pricing": {"prompt": "0.5"}}
    (one, other), _ = decode(body(first, second))

    assert one.supported_parameters is other.supported_parameters
    assert one.reasoning is other.reasoning
    assert (Decimal("0.000001"), Decimal("0.5")) == (one.pricing.prompt, other.pricing.prompt)


@pytest.mark.parametrize("part", [{"pricing": {"discount": 0.5}}, {"architecture": {"new": 1}}, {"reasoning": 7}])
def test_what_is_odd_in_a_part_is_kept_with_its_own_rows_alone(part):
    models, _ = decode(body({**FULL, "id": "a", **part}, {**FULL, "id": "b"}, {**FULL, "id": "c", **part}))

    assert [True, False, True] == [bool(model.more) for model in models]
    assert models[0].more == models[2].more


@pytest.mark.parametrize("odd", [{}, {"owned_by": "x"}, {"created": "1e999"}])
def test_of_rows_without_number_the_first_are_read_and_the_rest_is_counted(monkeypatch, odd):
    monkeypatch.setattr(model_list, "MOST_ROWS", 3)
    rows = [{"id": name, **odd} for name in "abcde"]
    models, rejected = decode(body(*rows))
    fewer, more = decode(body({}, *rows))

    assert (["a", "b", "c"], 2) == (ids(models), rejected)
    assert (["a", "b"], 4) == (ids(fewer), more)


def test_tens_of_thousands_of_models_are_read():
    models, rejected = decode(body(*[{"id": f"m{number}"} for number in range(50_000)]))

    assert (50_000, 0) == (len(models), rejected)


@pytest.mark.parametrize("odd", [{}, {"owned_by": "x"}])
def test_a_list_is_decoded_row_by_row(monkeypatch, odd):
    """In one go, nothing else would happen until all of a long one is."""
    sizes = []
    for name in ("_decode_row", "_decode_any"):
        real = getattr(model_list, name)
        monkeypatch.setattr(model_list, name, lambda row, real=real: sizes.append(len(bytes(row))) or real(row))

    assert 99 == len(decode(body(*[{"id": f"m{number}", **odd} for number in range(99)]))[0])
    assert 99 <= len(sizes)
    assert max(sizes) < 50
