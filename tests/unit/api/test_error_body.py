from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.api.error_body import error_in, message_in
from desktop.api.faults import LONGEST_DETAIL, Faults

FAULTS = Faults("example.org", "sk-or-v1-" + "5e27" * 16)


def errors(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    names = ["message", "code", "metadata", "raw", "error", "type", "headers", "availability", "provider_name"]
    return st.dictionaries(st.sampled_from(names), inner)


anything = st.recursive(st.none() | st.text() | st.floats() | st.integers(), lambda one: st.lists(one) | errors(one))


PARSED = {"type": "file", "file": {"hash": "h1", "content": [{"type": "text", "text": "Grüße"}]}}


def test_what_was_made_of_pdfs_comes_with_the_failure() -> None:
    failure = FAULTS.of_error({"code": 502, "message": "no", "metadata": {"file_annotations": [PARSED, PARSED]}})

    [annotation] = failure.parsed
    assert ("h1", PARSED) == (annotation.file, json.loads(annotation.json))
    assert () == FAULTS.of_error({"code": 502, "message": "no"}).parsed
    assert "parsed" not in failure.facts()


@pytest.mark.parametrize(
    ("raw", "detail"),
    [
        ("the model is\n on fire", "the model is on fire"),
        ('{"error":{"message":"the model is on fire","code":500}}', "the model is on fire"),
        ({"error": {"message": "the model is on fire"}}, "the model is on fire"),
        ({"error": "the model is on fire"}, "the model is on fire"),
        ({"detail": [{"msg": "the model is on fire"}]}, "the model is on fire"),
        ('[{"error":{"message":"the model is on fire"}}]', "the model is on fire"),
        ('{"message":"{\\"error\\":{\\"message\\":\\"the model is on fire\\"}}"}', "the model is on fire"),
        ('{"message":"{not json"}', "{not json"),
        ("<html><body>502</body></html>", "Provider returned error"),
        ({"unknown": 1}, "Provider returned error"),
        ([], "Provider returned error"),
        (None, "Provider returned error"),
    ],
)
def test_the_provider_speaks_for_itself_where_the_message_says_nothing(raw: object, detail: str) -> None:
    error = {"code": 502, "message": "Provider returned error", "metadata": {"provider_name": "Venice", "raw": raw}}

    failure = FAULTS.of_error(error)

    assert (detail, "Venice", 502) == (failure.detail, failure.provider, failure.status)


def test_a_message_that_says_something_stays() -> None:
    error = {"code": 502, "message": "Upstream error from Venice", "metadata": {"raw": "stack trace"}}

    assert "Upstream error from Venice" == FAULTS.of_error(error).detail


@pytest.mark.parametrize("error", ["the model is on fire", {"message": {"detail": "the model is on fire"}}])
def test_an_error_may_be_a_text_or_have_one_further_down(error: object) -> None:
    assert "the model is on fire" == FAULTS.of_error(error).detail


@pytest.mark.parametrize("error", [5, True, [], {}, {"message": None}])
def test_an_error_may_say_nothing(error: object) -> None:
    failure = FAULTS.of_error(error, provider="Venice")

    assert ("ProviderFailed", "", "Venice") == (failure.kind, failure.detail, failure.provider)


def test_a_message_is_not_looked_for_without_end() -> None:
    deep: object = "found"
    for _ in range(100):
        deep = {"error": deep}

    assert "" == message_in(deep)


@given(anything)
def test_any_error_makes_a_failure_that_can_be_stored(error: object) -> None:
    failure = FAULTS.of_error(error)

    json.dumps(failure.facts(), ensure_ascii=False).encode()
    assert len(failure.detail) <= LONGEST_DETAIL + 1


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (b'\n  {"error":{"message":"no"},"user_id":"u"}', {"message": "no"}),
        (b'{"error":"no"}', "no"),
        (b'{"object":"error","message":"no"}', {"object": "error", "message": "no"}),
        (b'{"error":null}', None),
        (b'{"data":[]}', None),
        (b'[{"error":1}]', None),
        (b"<html>", None),
        (b"", None),
        (b"[" * 60_000, None),
    ],
)
def test_an_error_object_is_found_in_a_body(body: bytes, found: object) -> None:
    assert found == error_in(body)
