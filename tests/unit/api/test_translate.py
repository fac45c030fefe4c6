from __future__ import annotations

import itertools
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.api.faults import Faults
from desktop.api.translate import Translation
from desktop.domain.delta import Delta
from desktop.domain.errors import ContextTooLong, ProviderFailed, UnreadableAnswer
from desktop.domain.message import Usage
from desktop.domain.parts import CitationPart

if TYPE_CHECKING:
    from collections.abc import Callable

DAMAGED = [b"{", b"[]", b"no json", b"[" * 100_000, b'{"choices":' + b"9" * 5000 + b"}"]


def encoded(event: object) -> bytes:
    return json.dumps(event).encode()


def said(finish: str | None = None, **delta: Any) -> bytes:
    return encoded({"choices": [{"delta": delta, "finish_reason": finish}]})


def translated(*events: bytes) -> tuple[list[Delta], Translation]:
    translation = Translation(Faults("example.org"))
    deltas = translation.deltas(events)
    return deltas + translation.rest(), translation


def text(*events: bytes) -> str:
    return "".join(delta.text for delta in translated(*events)[0])


def reasoning(*events: bytes) -> str:
    return "".join(delta.reasoning for delta in translated(*events)[0])


def test_an_event_becomes_one_delta_with_all_that_it_says() -> None:
    details = [{"type": "reasoning.text", "text": "hm", "index": 0}]
    choice = {
        "delta": {
            "content": "hello",
            "reasoning": "hm",
            "reasoning_details": details,
            "images": [{"type": "image_url", "image_url": {"url": "data:image/png;base64,AA=="}}],
            "annotations": [{"type": "url_citation", "url_citation": {"url": "https://a.example", "title": "A"}}],
        },
        "finish_reason": "stop",
        "native_finish_reason": "end_turn",
    }
    usage = {
        "prompt_tokens": 1,
        "completion_tokens": 2,
        "cost": 0.5,
        "prompt_tokens_details": {"cached_tokens": 3},
        "completion_tokens_details": {"reasoning_tokens": 4},
        "is_byok": True,
        "cost_details": {"upstream_inference_cost": 0.25},
        "unheard_of": [1],
    }

    deltas, translation = translated(
        encoded({"model": "m", "provider": "P", "choices": [choice], "usage": usage, "unknown": [1]})
    )

    assert deltas == [
        Delta(
            text="hello",
            reasoning="hm",
            details=tuple(details),
            images=("data:image/png;base64,AA==",),
            citations=(CitationPart("https://a.example", "A"),),
            finish_reason="stop",
            native_finish_reason="end_turn",
            model="m",
            provider="P",
            usage=Usage(1, 2, 4, 3, Decimal("0.5"), True, Decimal("0.25"), json.dumps(usage)),  # noqa: FBT003
        )
    ]
    assert isinstance(deltas[0], Delta)
    assert (True, True, False, None) == (
        translation.begun,
        translation.complete,
        translation.over,
        translation.failure,
    )


@pytest.mark.parametrize(
    "event",
    [
        {},
        {"choices": None},
        {"choices": []},
        {"choices": [{}]},
        {"choices": [None]},
        {"choices": {"delta": {}}},
        {"choices": [{"delta": None, "finish_reason": None}]},
        {"choices": [{"delta": {"content": None, "reasoning": None, "images": None, "annotations": None}}]},
        {"choices": [{"delta": [], "finish_reason": 5}]},
        {"usage": None, "model": None, "provider": None, "error": None},
        {"usage": "free", "model": 5, "provider": []},
        {"debug": {"echo_upstream_body": {}}, "choices": []},
    ],
)
def test_what_is_missing_null_or_of_another_type_says_nothing(event: dict[str, Any]) -> None:
    deltas, translation = translated(encoded(event))

    assert [Delta()] == deltas
    assert not translation.complete


def test_names_and_reasons_are_kept_as_far_as_anybody_reads_them() -> None:
    event = {"model": "m" * 9_000, "provider": "p" * 9_000}
    choice = {"delta": {"content": "x"}, "finish_reason": "f" * 9_000, "native_finish_reason": "n" * 9_000}
    [delta], _ = translated(encoded({**event, "choices": [choice]}))

    assert {1_000} == set(map(len, (delta.model, delta.provider, delta.finish_reason, delta.native_finish_reason)))


@pytest.mark.parametrize("key", ["sk-or-v1-" + "5a" * 32, "made/up/0123"])
@pytest.mark.parametrize("written", [str, str.upper, lambda key: "".join(f"\\u{ord(letter):04x}" for letter in key)])
def test_a_key_that_the_endpoint_repeats_stays_in_the_text_alone(key: str, written: Callable[[str], str]) -> None:
    """The text is an answer, in which nothing is changed."""
    choice = {"delta": {"content": "KEY", "reasoning_details": [{"data": "KEY"}]}, "native_finish_reason": "KEY"}
    citation = {"type": "url_citation", "url_citation": {"url": "https://KEY.example", "title": "KEY"}}
    choice["delta"]["annotations"] = [citation, {"type": "file", "file": {"hash": "KEY"}}]  # type: ignore[index]
    choice["finish_reason"] = "KEY"
    event = {"model": "KEY", "provider": "KEY", "choices": [choice], "usage": {"prompt_tokens": 1, "KEY": "KEY"}}
    translation = Translation(Faults("example.org", key))
    data = encoded(event).replace(b"KEY", written(key).encode())

    (delta,) = translation.deltas([data])

    assert key in delta.text.lower()
    assert key not in repr(delta._replace(text="")).lower()
    assert delta.usage is not None
    assert '{"prompt_tokens": 1, "…": "…"}' == delta.usage.sent
    assert ("…", "…") == (delta.model, delta.provider)


def test_names_are_looked_at_again_when_they_change() -> None:
    deltas, _ = translated(*(encoded({"model": name, "provider": name}) for name in ("a", "a", "b", None)))

    assert ["a", "a", "b", ""] == [delta.model for delta in deltas]
    assert ["a", "a", "b", ""] == [delta.provider for delta in deltas]


def test_what_is_nested_too_deeply_to_be_looked_through_is_not_kept() -> None:
    deep: Any = []
    for _ in range(600):
        deep = [deep]

    (delta,) = translated(said(content="a", reasoning_details=[{"data": deep}], annotations=[{"file": deep}]))[0]

    assert ("a", (), ()) == (delta.text, delta.details, delta.parsed)


def test_done_ends_the_answer_and_what_follows_does_not_count() -> None:
    deltas, translation = translated(said(content="a"), b" [DONE] ", said(content="b"), b"[DONE]")

    assert ["a"] == [delta.text for delta in deltas]
    assert translation.complete
    assert translation.over


def test_finish_and_usage_may_come_twice() -> None:
    usage = {"choices": [{"delta": {"content": ""}, "finish_reason": "stop"}], "usage": {"prompt_tokens": 1}}
    told = '{"prompt_tokens": 1}'

    deltas, translation = translated(said("stop"), encoded(usage), encoded(usage), said(content=" more"))

    assert ["stop", "stop", "stop", ""] == [delta.finish_reason for delta in deltas]
    assert [None, Usage(1, sent=told), Usage(1, sent=told), None] == [delta.usage for delta in deltas]
    assert translation.complete
    assert not translation.over


def test_a_refusal_is_said_like_any_text() -> None:
    assert "I cannot." == text(said(content=None, refusal="I cannot."))


@pytest.mark.parametrize(
    ("delta", "shown"),
    [
        ({"reasoning": "hm", "reasoning_details": [{"text": "hm"}]}, "hm"),
        ({"reasoning_content": "hm"}, "hm"),
        ({"reasoning": "hm", "reasoning_content": "hm"}, "hm"),
        ({"reasoning": None, "reasoning_details": [{"text": "h"}, {"summary": "m"}]}, "hm"),
        ({"reasoning": "", "reasoning_details": [{"type": "reasoning.encrypted", "data": "[REDACTED]"}]}, ""),
        ({"reasoning_details": [{"text": None, "signature": "abc"}]}, ""),
        ({"reasoning_details": []}, ""),
    ],
)
def test_reasoning_is_shown_from_one_source_and_never_when_encrypted(delta: dict[str, Any], shown: str) -> None:
    deltas, _translation = translated(said(**delta))

    assert shown == deltas[0].reasoning
    assert tuple(delta.get("reasoning_details", ())) == deltas[0].details


def test_pictures_are_taken_and_addresses_of_some() -> None:
    images = [
        {"image_url": {"url": "https://elsewhere.example/pixel.png"}},
        {"image_url": {"url": "data:image/png;base64,AA=="}},
        {"image_url": "data:image/jpeg;base64,BB=="},
        {"image_url": {"url": 5}},
        {"image_url": None},
        {},
    ]

    deltas, _translation = translated(said(images=images))

    address, *embedded = deltas[0].images
    assert "https://elsewhere.example/pixel.png" == address
    assert ["data:image/png;base64,AA==", "data:image/jpeg;base64,BB=="] == embedded


def test_an_address_that_nothing_opens_is_no_source_and_a_title_has_an_end() -> None:
    """A tool tip of megabytes would hold up the window."""
    sources = [{"url": "https://a.example/" + "a" * 9_000}, {"url": "https://b.example", "title": "b" * 9_000}]
    [delta], _ = translated(said(annotations=[{"url_citation": source} for source in sources]))

    assert (CitationPart("https://b.example", "b" * 1_000),) == delta.citations


def test_only_sources_with_an_address_are_cited() -> None:
    annotations = [
        {"type": "file", "file": {"hash": "1"}},
        {"url_citation": None},
        {"url_citation": {"url": "", "title": "A"}},
        {"url_citation": {"url": "https://b.example", "title": None}},
        {"url_citation": {"url": "https://c.example", "start_index": 3, "end_index": 9.0}},
        {"url_citation": {"url": "https://d.example", "start_index": None, "end_index": 9}},
        {"url_citation": {"url": "https://e.example", "start_index": 3, "end_index": -9}},
    ]

    deltas, _translation = translated(said(annotations=annotations))

    assert (
        CitationPart("https://b.example"),
        CitationPart("https://c.example", "", 3, 9),
        CitationPart("https://d.example"),
        CitationPart("https://e.example"),
    ) == deltas[0].citations


@pytest.mark.parametrize("field", ["content", "reasoning"])
@pytest.mark.parametrize(
    ("pieces", "joined"),
    [
        (["a\ud83d", "\ude00b"], "a😀b"),
        (["a\ud83d", "", "\ude00b"], "a😀b"),
        (["a\ud83d", "b"], "a\ufffdb"),
        (["a\ud83d"], "a\ufffd"),
        (["\ude00b"], "\ufffdb"),
        (["\ud83d", "\ud83d", "\ude00"], "\ufffd😀"),
        (["ünï", "çode"], "ünïçode"),
    ],
)
def test_halves_of_a_character_in_two_events_are_joined(field: str, pieces: list[str], joined: str) -> None:
    events = [said(**{field: piece}) for piece in pieces]

    assert joined == (text if field == "content" else reasoning)(*events)


@given(whole=st.text().filter(lambda text: "think" not in text), cuts=st.lists(st.integers(0, 100), max_size=5))
def test_a_text_survives_being_cut_between_any_two_utf16_units(whole: str, cuts: list[int]) -> None:
    units = whole.encode("utf-16-le", "surrogatepass")
    ends = sorted({0, len(units), *(2 * cut for cut in cuts if 2 * cut < len(units))})
    pieces = [units[start:end].decode("utf-16-le", "surrogatepass") for start, end in itertools.pairwise(ends)]

    assert whole.encode("utf-16", "surrogatepass").decode("utf-16", "replace") == text(
        *(said(content=piece) for piece in pieces)
    )


def test_invalid_utf8_costs_one_character_and_not_the_event() -> None:
    assert "a\ufffdb" == text(b'{"choices":[{"delta":{"content":"a\xffb"}}]}')


@pytest.mark.parametrize("damaged", DAMAGED)
def test_damaged_events_are_skipped_unless_there_are_three_in_a_row(damaged: bytes) -> None:
    good = said(content="a")

    deltas, translation = translated(good, damaged, damaged, good, damaged, damaged, good, b"", b"  ")
    assert 3 == len(deltas)
    assert translation.failure is None

    deltas, translation = translated(good, damaged, damaged, damaged, good)
    assert 1 == len(deltas)
    assert isinstance(translation.failure, UnreadableAnswer)


@pytest.mark.parametrize(
    "event",
    [
        {"error": {"code": 502, "message": "Upstream error"}},
        {"error": {"code": 502, "message": "Upstream error"}, "choices": []},
        {"error": {"code": "502", "message": "Upstream error"}, "choices": [{"delta": {"content": ""}}]},
        {"choices": [{"error": {"code": 502, "message": "Upstream error"}, "finish_reason": "error"}]},
    ],
)
@pytest.mark.parametrize("before", [[], [said(content="a")], [said(content="a"), said("length")]])
def test_an_error_ends_the_answer_wherever_it_stands(event: dict[str, Any], before: list[bytes]) -> None:
    deltas, translation = translated(*before, encoded(event), b"[DONE]", said(content="no"))

    assert len(before) + 1 == len(deltas)
    assert "no" not in text(*before, encoded(event))
    assert isinstance(translation.failure, ProviderFailed)
    assert (502, "Upstream error", True) == (
        translation.failure.status,
        translation.failure.detail,
        translation.failure.retryable,
    )


def test_an_error_event_keeps_the_words_and_the_usage_it_came_with() -> None:
    event = {
        "provider": "P",
        "choices": [{"delta": {"content": "last words"}, "finish_reason": "error"}],
        "usage": {"completion_tokens": 2},
        "error": {"code": "context_length_exceeded", "message": "too long"},
    }

    deltas, translation = translated(encoded(event))

    assert ("last words", Usage(completion_tokens=2, sent='{"completion_tokens": 2}')) == (
        deltas[0].text,
        deltas[0].usage,
    )
    assert isinstance(translation.failure, ContextTooLong)
    assert ("P", 400) == (translation.failure.provider, translation.failure.status)


def test_a_finish_reason_of_error_is_one_without_a_word_about_it() -> None:
    _deltas, translation = translated(said("error"))

    assert isinstance(translation.failure, ProviderFailed)
    assert not translation.failure.retryable


def test_a_finish_reason_of_error_is_explained_by_the_word_of_the_provider() -> None:
    choice = {"delta": {"content": ""}, "finish_reason": "error"}

    _deltas, blocked = translated(encoded({"choices": [{**choice, "native_finish_reason": "PROHIBITED_CONTENT"}]}))
    _deltas, unsafe = translated(encoded({"choices": [{**choice, "native_finish_reason": "SAFETY"}]}))
    _deltas, odd = translated(encoded({"choices": [{**choice, "native_finish_reason": "MALFORMED_FUNCTION_CALL"}]}))
    _deltas, failed = translated(encoded({"choices": [{**choice, "native_finish_reason": "error"}]}))

    assert ("Moderated", "prohibited content") == (blocked.failure.kind, blocked.failure.detail)
    assert ("Moderated", "safety") == (unsafe.failure.kind, unsafe.failure.detail)
    assert ("ProviderFailed", "malformed function call") == (odd.failure.kind, odd.failure.detail)
    assert ("ProviderFailed", "") == (failed.failure.kind, failed.failure.detail)


def test_a_document_is_a_message_with_or_without_a_finish_reason() -> None:
    translation = Translation(Faults("example.org"))

    deltas = translation.whole(encoded({"choices": [{"message": {"content": "a\ud83d"}}], "model": "m"}))

    assert [Delta("a", model="m"), Delta("\ufffd")] == deltas
    assert translation.complete


@pytest.mark.parametrize("damaged", [*DAMAGED, b"", b"  \n  "])
def test_a_damaged_document_is_unreadable(damaged: bytes) -> None:
    translation = Translation(Faults("example.org"))

    assert [] == translation.whole(damaged)
    assert isinstance(translation.failure, UnreadableAnswer)
    assert not translation.complete


@pytest.mark.parametrize("body", [{}, {"choices": None}, {"choices": [], "id": None}])
def test_a_document_without_choices_is_worth_another_try(body: dict[str, Any]) -> None:
    translation = Translation(Faults("example.org"))

    assert [] == translation.whole(encoded(body))
    assert isinstance(translation.failure, ProviderFailed)
    assert translation.failure.retryable


def test_what_was_made_of_a_pdf_is_no_source_and_kept_as_it_came() -> None:
    item = {"type": "file", "file": {"hash": "h1", "name": "a.pdf", "content": [{"type": "text", "text": "\u2028"}]}}
    [delta], _ = translated(said(content="so", annotations=[item, {"url_citation": {"url": "https://b.example"}}]))

    [annotation] = delta.parsed
    assert ("so", item) == (delta.text, json.loads(annotation.json))
    assert [CitationPart("https://b.example")] == list(delta.citations)
