from __future__ import annotations

import pytest

from desktop.domain import errors
from desktop.domain.delta import Annotation
from desktop.domain.errors import DiskFull, Failure, RateLimited, failure_from, kinds


def test_the_drawing_names_every_kind_once():
    drawn = [
        line.split()[-1] if "  " not in line.strip("│├└─ ") else line.strip("│├└─ ").split()[0]
        for line in (errors.__doc__ or "").splitlines()
        if "──" in line
    ]

    assert sorted(kinds()) == sorted([*drawn, "Failure"])


@pytest.mark.parametrize("kind", kinds().values())
def test_a_failure_survives_being_stored(kind):
    failure = kind("why", host="example.org", status=429, provider="P", retry_after=2.5, count=3, more=True, most=2)
    again = failure_from(failure.facts())

    assert kind is type(again)
    assert failure.facts() == again.facts()


def test_empty_facts_are_left_out():
    assert {"kind": "RateLimited"} == RateLimited().facts()


def test_a_kind_of_another_version_becomes_a_plain_failure():
    failure = failure_from({"kind": "FromTheFuture", "detail": "why", "color": "red"})

    assert Failure is type(failure)
    assert "why" == failure.detail


def test_what_may_have_been_charged_is_not_tried_again():
    unsafe = (errors.NoAnswer, errors.ConnectionLost, errors.Silence, errors.OutOfCredit, errors.BadRequest)

    assert not any(kind.retryable for kind in unsafe)
    assert errors.NameNotFound.retryable
    assert RateLimited.retryable


def test_a_failure_without_an_endpoint_becomes_one_of_it_and_stays_as_it_was():
    parsed = (Annotation("h1", b"{}"),)
    facts = {"status": 502, "provider": "P", "retry_after": 3.0, "retryable": True, "parsed": parsed}
    failure = errors.ProviderFailed("boom", **facts)
    named = failure.at("example.org")

    assert "" == failure.host
    assert "example.org" == named.host
    assert failure.facts() | {"host": "example.org"} == named.facts()
    assert (True, parsed) == (named.retryable, named.parsed)
    assert named is named.at("elsewhere.example")


def fail():
    try:
        int("inside")
    except ValueError as error:
        raise DiskFull("outside") from error


def test_what_is_kept_of_a_failure_holds_nothing_of_where_it_came_from():
    with pytest.raises(Failure) as caught:
        fail()
    assert caught.value.__cause__
    kept = caught.value.bare()

    assert kept is caught.value
    assert (None, None, None) == (kept.__cause__, kept.__context__, kept.__traceback__)
