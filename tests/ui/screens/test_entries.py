"""What is said of an answer: while it is waited for, and when it has come."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from desktop.domain.errors import NameNotFound, ProviderFailed, RateLimited
from desktop.domain.message import Message, Receipt, Role, State, Usage
from desktop.services.turn import Patience, Turn
from desktop.ui.screens.entries import receipt_line, waiting

ASKED = Message("a", "q", Role.ASSISTANT, (), datetime(2026, 1, 2, tzinfo=UTC), State.STREAMING, "m/x")


@pytest.fixture
def turn(qapp):
    return Turn(ASKED, None, None, Patience())


def test_nothing_is_said_once_words_have_come(turn):
    assert "Waiting for the first words…" == waiting(turn)

    turn.begun = True

    assert not waiting(turn)


@pytest.mark.parametrize(
    ("failure", "why"),
    [
        (RateLimited("Free tier is busy.", retry_after=7), "Too many requests for now. Free tier is busy."),
        (RateLimited(retry_after=7), "Too many requests for now."),
        (ProviderFailed("overloaded", provider="Cumulus"), "The provider Cumulus failed: overloaded"),
        (NameNotFound(host="example.org"), "example.org was not found. Is this computer online?"),
    ],
)
def test_another_try_is_announced_with_its_reason(turn, failure, why):
    turn.failure, turn.retry_in = failure, 6
    counting = waiting(turn)
    turn.retry_in = 0

    assert f"{why}\nTrying again in 6 s · Esc stops" == counting
    assert f"{why}\nTrying again…" == waiting(turn)


def test_a_try_that_is_silent_for_long_is_spoken_of_as_such(turn):
    turn.failure, turn.waited = RateLimited(), 16

    assert "Still waiting: the provider is queueing · 16 s" == waiting(turn)


def test_a_wait_of_minutes_is_named_in_minutes(turn):
    turn.waited, turn.asking = 310, True

    assert "Nothing for 5 minutes. The provider only says that it is alive." == waiting(turn)


def test_a_receipt_says_who_read_and_wrote_how_much_for_how_much_and_how_fast():
    usage = Usage(12_345, 1_410, 900, 11_000, Decimal("0.01234"))
    receipt = Receipt("gen-1", "a/b", "Cumulus", "stop", "STOP", usage, 0.84, 17.44)

    assert (
        "Other · Cumulus · $0.012 · 12,345 (11,000 cached) → 1,410 (900 reasoning) tokens · "
        "began after 0.8 s · 85 tokens/s"
    ) == receipt_line(receipt, "Other", thought_aloud=True)
    assert receipt_line(receipt).endswith("31 tokens/s")


@pytest.mark.parametrize(
    ("receipt", "line"),
    [
        (Receipt(), ""),
        (Receipt(model="a/b", provider="Cumulus"), "Cumulus"),
        (Receipt(seconds=3.14), "3.1 s"),
        (Receipt(usage=Usage(), seconds=3.14), "3.1 s"),
        (Receipt(usage=Usage(5, None)), ""),
        (Receipt(usage=Usage(5, 7, 0, 0)), "5 → 7 tokens"),
        (Receipt(usage=Usage(5, 20, cost=Decimal("0.00004"))), "< $0.001 · 5 → 20 tokens"),
        (Receipt(usage=Usage(5, 20, cost=Decimal(0))), "$0 · 5 → 20 tokens"),
        (Receipt(usage=Usage(5, 20), first_token=1.0, seconds=9.0), "5 → 20 tokens · began after 1.0 s · 2.5 tokens/s"),
        (Receipt(usage=Usage(5, 20), first_token=4.0, seconds=4.1), "5 → 20 tokens · 4.1 s"),
    ],
)
def test_a_receipt_says_only_what_is_known(receipt, line):
    assert line == receipt_line(receipt)
