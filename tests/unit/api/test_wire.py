from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.api import wire
from desktop.domain.delta import Annotation

NAMES = ["choices", "delta", "message", "content", "usage", "cost", "error", "provider", "images", "text", "image_url"]
NAMES += ["reasoning", "reasoning_details", "annotations", "url_citation", "prompt_tokens", "finish_reason"]


def objects(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(st.sampled_from(NAMES), inner, max_size=4)


texts = st.none() | st.text(st.characters(codec="utf-8"), max_size=5)
counts = st.none() | st.integers(0, wire.MOST_TOKENS)
items = st.none() | st.lists(st.dictionaries(st.sampled_from(["type", "text", "index"]), texts, max_size=2), max_size=2)
said = st.none() | st.fixed_dictionaries(
    {},
    optional={
        "content": texts,
        "reasoning": texts,
        "reasoning_content": texts,
        "refusal": texts,
        "reasoning_details": items,
        "images": items,
        "annotations": items,
        "tool_calls": items,
    },
)
choices = st.fixed_dictionaries(
    {}, optional={"delta": said, "message": said, "finish_reason": texts, "native_finish_reason": texts, "error": items}
)
usages = st.none() | st.fixed_dictionaries(
    {},
    optional={
        "prompt_tokens": counts,
        "completion_tokens": counts,
        "cost": st.none() | st.decimals(0, 100, places=6).map(float),
        "prompt_tokens_details": st.none() | st.fixed_dictionaries({"cached_tokens": counts}),
        "completion_tokens_details": st.none() | st.fixed_dictionaries({"reasoning_tokens": counts}),
        "is_byok": st.none() | st.booleans(),
        "cost_details": st.none()
        | st.fixed_dictionaries({"upstream_inference_cost": st.none() | st.decimals(0, 100, places=6).map(float)}),
    },
)
chunks = st.fixed_dictionaries(
    {},
    optional={
        "choices": st.none() | st.lists(choices, max_size=2),
        "model": texts,
        "provider": texts,
        "usage": usages,
        "error": st.none() | texts | st.fixed_dictionaries({"code": st.integers(), "message": texts}),
    },
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | objects(inner),
    max_leaves=12,
)


def plain(value: Any) -> Any:
    """A struct as nested values in which nothing, an empty text and an empty list are the same."""
    if isinstance(value, msgspec.Struct):
        found = {name: plain(getattr(value, name)) for name in value.__struct_fields__}
        return {name: item for name, item in found.items() if item not in (None, "", [])}
    return [plain(item) for item in value] if isinstance(value, list) else value


@given(chunks)
def test_the_lenient_way_finds_what_the_quick_one_finds(chunk: dict[str, Any]) -> None:
    data = json.dumps(chunk).encode()

    assert plain(wire.decode(data)) == plain(wire.decode_leniently(data))


@given(objects(anything))
def test_whatever_stands_in_the_fields_is_read_or_dropped(odd: dict[str, Any]) -> None:
    try:
        chunk = wire.read(json.dumps(odd).encode())
    except ValueError:  # only a number that Python itself refuses to read
        assert any(len(word) > 4000 for word in json.dumps(odd).split())
    else:
        assert isinstance(chunk, wire.Chunk)


def test_the_cost_is_what_was_written_and_not_what_a_float_makes_of_it() -> None:
    chunk = wire.read(b'{"usage":{"cost":0.10000000000000000000001}}')

    assert chunk.usage
    assert Decimal("0.10000000000000000000001") == chunk.usage.cost


@pytest.mark.parametrize(
    ("written", "cost"),
    [
        ('"0.5"', Decimal("0.5")),
        ("1.2e-06", Decimal("0.0000012")),
        ("0", Decimal(0)),
        ("-0.25", Decimal("-0.25")),
        ("true", None),
        ('"free"', None),
        ("[1]", None),
        ("NaN", None),
        ("1e999999", None),
        ('"1e9999999"', None),
        ('"-1e9999999"', None),
        ('"Infinity"', None),
        ("1e7", None),
    ],
)
def test_only_what_an_account_can_hold_is_an_amount(written: str, cost: Decimal | None) -> None:
    chunk = wire.read(b'{"odd":NaN,"usage":{"cost":%b}}' % written.encode())

    assert chunk.usage
    assert cost == chunk.usage.cost


@pytest.mark.parametrize(
    ("written", "tokens"),
    [('"12"', 12), ("12.0", 12), ("-1", None), ("1e30", None), ("true", None), ("null", None), ('"many"', None)],
)
def test_tokens_are_read_from_any_kind_of_number(written: str, tokens: int | None) -> None:
    chunk = wire.read(b'{"usage":{"prompt_tokens":%b,"prompt_tokens_details":[]}}' % written.encode())

    assert chunk.usage
    assert (tokens, None) == (chunk.usage.prompt_tokens, chunk.usage.prompt_tokens_details)


@pytest.mark.parametrize("damaged", [b"", b"{", b"[]", b"5", b"null", b"[" * 100_000, b'{"a":' * 100_000, b"9" * 5000])
def test_what_is_not_an_object_is_damaged(damaged: bytes) -> None:
    with pytest.raises((ValueError, RecursionError)):
        wire.read(damaged)


def test_a_completion_inside_the_provider_is_found() -> None:
    inner = {"choices": [{"message": {"content": "hello"}}], "provider": "Google", "model": "m"}

    chunk = wire.read(json.dumps({"id": None, "choices": None, "model": None, "provider": inner}).encode())

    assert chunk.choices
    assert chunk.choices[0].message
    assert ("hello", "Google", "m") == (chunk.choices[0].message.content, chunk.provider, chunk.model)


def test_content_may_be_a_list_of_parts() -> None:
    parts = [{"type": "text", "text": "a"}, 5, {"type": "image_url", "image_url": {"url": "data:,"}}, {"text": "b"}]

    chunk = wire.read(json.dumps({"choices": [{"delta": {"content": parts}}]}).encode())

    assert chunk.choices
    assert chunk.choices[0].delta
    assert ("ab", [parts[2]]) == (chunk.choices[0].delta.content, chunk.choices[0].delta.images)


@pytest.mark.parametrize(
    ("text", "mended"),
    [("plain", "plain"), ("é😀", "é😀"), ("\ud83d\ude00", "😀"), ("a\ud83d", "a\ufffd"), ("\ude00a", "\ufffda")],
)
def test_halves_of_a_character_are_joined_or_replaced(text: str, mended: str) -> None:
    assert mended == wire.mended(text)


def test_reasoning_details_hold_no_half_characters_however_deep() -> None:
    details = [{"type": "reasoning.text", "text": "\ud83d", "more": {"\ude00": ["\ud83d\ude00", 1]}}]

    chunk = wire.read(json.dumps({"choices": [{"delta": {"reasoning_details": details}}]}).encode())

    assert chunk.choices
    assert chunk.choices[0].delta
    expected = [{"type": "reasoning.text", "text": "\ufffd", "more": {"\ufffd": ["😀", 1]}}]
    assert expected == chunk.choices[0].delta.reasoning_details


def test_a_usage_is_kept_as_it_was_sent() -> None:
    assert '{"cost": 1.20e-6, "new":[ 1 ]}' == wire.usage_as_sent(b'{"usage":{"cost": 1.20e-6, "new":[ 1 ]},"a":1}')


@pytest.mark.parametrize(
    "data", [b"{", b"{}", b'{"provider":{"usage":{}}}', b'{"usage":"%b"}' % (b"a" * 17_000), b'{"usage":"\xff"}']
)
def test_an_odd_usage_is_not_kept(data: bytes) -> None:
    assert not wire.usage_as_sent(data)


@pytest.mark.parametrize(
    "item",
    [
        None,
        {"type": "url_citation", "file": {"hash": "h"}},
        {"type": "file"},
        {"type": "file", "file": []},
        {"type": "file", "file": {"hash": ""}},
        {"type": "file", "file": {"hash": 7}},
        {"type": "file", "file": {"hash": "h" * 201}},
        {"type": "file", "file": {"hash": "h", "content": "x" * wire.LARGEST_ANNOTATION}},
    ],
    ids=range(8),
)
def test_what_is_no_parsed_pdf_is_left_out(item: object) -> None:
    assert () == wire.parsed([item])
    assert () == wire.parsed(item)


def test_what_cannot_be_sent_back_is_left_out_and_what_can_be_mended_is() -> None:
    deep: Any = []
    for _ in range(100_000):
        deep = [deep]
    good, half, nested = (
        {"type": "file", "file": {"hash": name, "content": content}}
        for name, content in (("h1", "x"), ("h2", "half \ud83d"), ("h3", deep))
    )

    first, second = wire.parsed([good, nested, half, good])
    assert Annotation("h1", b'{"type":"file","file":{"hash":"h1","content":"x"}}') == first
    assert "half \ufffd" == json.loads(second.json)["file"]["content"]
