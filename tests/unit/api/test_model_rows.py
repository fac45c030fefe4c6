from __future__ import annotations

import json

import pytest

from desktop.api.model_list import decode
from desktop.api.model_rows import differing, models_of, rows_of
from desktop.domain.errors import NotAnApi, UnreadableAnswer
from tests.models import NEW, OLD, recorded


def test_rows_come_as_they_were_sent_usable_or_not():
    body = b'{ "total": 3, "data" : [ {"id": "a",  "x": 1e3} , {"id":null}, 7 ,{"id":"a"}]}'

    assert [b'{"id": "a",  "x": 1e3}', b'{"id":null}', b"7", b'{"id":"a"}'] == rows_of(body)
    assert [b"{}", b"[]"] == rows_of(b"[{},[]]")


def test_rows_of_damaged_json_are_written_anew():
    body = b'\xef\xbb\xbf{"data":[{"id":"\xff","x":"\\ud800","y":1e999}]}'

    assert [{"id": "\ufffd", "x": "\ufffd", "y": float("inf")}] == [json.loads(row) for row in rows_of(body)]


@pytest.mark.parametrize(("body", "kind"), [(b"<html>", NotAnApi), (b"{}", UnreadableAnswer), (b"", UnreadableAnswer)])
def test_what_is_no_list_has_no_rows(body, kind):
    with pytest.raises(kind):
        rows_of(body)


@pytest.mark.parametrize("name", [OLD, NEW])
def test_the_rows_of_a_recorded_list_make_the_same_models(name):
    body = recorded(name)

    assert (models_of(rows_of(body)), 0) == decode(body)


def test_the_rows_that_differ_are_found_by_id_and_the_last_of_an_id_counts():
    before = [b'{"id":"same"}', b'{"id":"gone"}', b'{"id":"twice","n":1}', b'{"id":"twice","n":2}', b'{"id":7}']
    after = [b'{"id":"same"}', b'{"id":"new"}', b'{"id":"twice","n":2}', b'{"id":"twice","n":1}', b'{"id": 7}']

    assert (
        {"gone": b'{"id":"gone"}', "twice": b'{"id":"twice","n":2}', "7": b'{"id":7}'},
        {"new": b'{"id":"new"}', "twice": b'{"id":"twice","n":1}', "7": b'{"id": 7}'},
    ) == differing(before, after)


@pytest.mark.parametrize("odd", [b"7", b"null", b"{}", b'{"id":null}', b'{"id":[]}'])
def test_rows_without_an_id_are_no_difference(odd):
    assert ({}, {}) == differing([b'{"id":"a"}'], [b'{"id":"a"}', odd])


def test_a_row_that_is_hard_to_read_is_compared_too():
    odd = b'{"id":1.5,"id":"odd","x":NaN}'

    assert ({}, {"odd": odd}) == differing([b'{"id":"a"}', b"7"], [b'{"id":"a"}', odd])


def test_unusable_rows_are_no_models():
    assert [] == models_of([b"7", b'{"id":null}'])
    assert ["a"] == [model.id for model in models_of([b"7", b'{"id":"a"}'])]
    assert [] == models_of([])
