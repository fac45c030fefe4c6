"""What is said of an answer while it is waited for."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from desktop.domain.errors import NameNotFound, ProviderFailed, RateLimited
from desktop.domain.message import Message, Role, State
from desktop.domain.parts import ImagePart, ReasoningPart, TextPart
from desktop.services.turn import Patience, Turn
from desktop.ui.screens.entries import _begins_with_text, waiting

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


def test_pictures_stand_behind_text_that_comes_first():
    picture, text = ImagePart("a.png", "image/png", "a" * 64), TextPart("What is this?")

    assert _begins_with_text(replace(ASKED, parts=(ReasoningPart("So."), text, picture)))
    assert not _begins_with_text(replace(ASKED, parts=(picture, text)))
    assert not _begins_with_text(replace(ASKED, parts=()))
