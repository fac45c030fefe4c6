from __future__ import annotations

import json

import pytest

from desktop.domain import reasoning
from desktop.domain.reasoning import Details


def merged(given):
    details = Details()
    for item in given:
        details.add(item)
    return details.merged()


def items(*given):
    return json.loads(merged(given) or "[]")


def test_nothing_becomes_nothing():
    assert "" == merged([])


def test_pieces_of_one_text_are_joined_and_the_signature_comes_along():
    first = {"type": "reasoning.text", "index": 0, "text": "one ", "format": "anthropic-claude-v1", "signature": None}
    second = {"type": "reasoning.text", "index": 0, "text": "two"}
    signature = {"type": "reasoning.text", "index": 0, "signature": "abc"}

    assert [{**first, "text": "one two", "signature": "abc"}] == items(first, second, signature)


def test_a_summary_and_its_encrypted_twin_share_an_index_and_stay_apart():
    summary = {"type": "reasoning.summary", "index": 0, "summary": "s"}
    encrypted = {"type": "reasoning.encrypted", "index": 0, "data": "e"}

    assert [summary, encrypted] == items(summary, encrypted)


def test_anthropic_text_without_a_signature_is_left_out():
    assert "" == merged([{"type": "reasoning.text", "text": "cut", "format": "anthropic-claude-v1"}])


def test_null_does_not_overwrite():
    assert [{"type": "t", "id": None, "text": "x"}] == items(
        {"type": "t", "id": None, "text": "x"}, {"type": "t", "id": None, "text": None}
    )


def test_many_pieces_are_joined_at_once():
    """Added to each other, those of a long reasoning would be copied for each piece."""

    class Piece(str):
        __slots__ = ()

        def __add__(self, other):
            raise AssertionError

    assert [{"index": 0, "text": "abc"}] == items(*({"index": 0, "text": Piece(letter)} for letter in "abc"))


@pytest.mark.parametrize("odd", [{"index": [1]}, {"type": {"a": 1}}, {"id": []}])
def test_what_nobody_can_tell_apart_is_left_out(odd):
    assert [{"text": "x"}] == items({"text": "x"}, {**odd, "text": "y"})


def test_what_is_nested_too_deeply_to_be_written_is_left_out():
    deep = []
    for _ in range(100_000):
        deep = [deep]

    assert "" == merged([{"text": "x"}, {"more": deep}])


@pytest.mark.parametrize(("limit", "most"), [("MOST_ITEMS", 2), ("LONGEST", 63), ("MOST_VALUES", 36)])
def test_more_than_any_model_means_is_left_out_as_a_whole_and_not_gathered(monkeypatch, limit, most):
    few = [{"index": 0, "text": "one"}, {"index": 0, "text": "two"}, {"index": 1, "text": "three"}]
    kept = merged(few)
    monkeypatch.setattr(reasoning, limit, most)
    many = [*few, *({"index": index, "text": "more"} for index in range(2, 9))]

    assert kept == merged(few) != ""
    assert "" == merged(many)


def test_what_is_too_much_is_not_gathered(monkeypatch):
    monkeypatch.setattr(reasoning, "LONGEST", 10)
    many, long = Details(), Details()
    for index in range(3 * reasoning.MOST_ITEMS):
        many.add({"index": index, "text": ""})
        long.add({"index": index % 2, "text": "xyz"})

    assert (reasoning.MOST_ITEMS + 1, 2) == (len(many._whole), len(long._grown[None, 0, None]["text"]))
    assert ("", "") == (many.merged(), long.merged())
