from __future__ import annotations

import pytest

from desktop.domain.message import Receipt, Usage


def paced(tokens=100, reasoning=None, first=0.5, seconds=2.5, *, aloud=True):
    receipt = Receipt(usage=Usage(10, tokens, reasoning), first_token=first, seconds=seconds)
    return receipt.pace(thought_aloud=aloud)


def test_a_pace_counts_from_the_first_token():
    assert 50 == paced()


def test_tokens_of_reasoning_that_was_not_heard_came_before_the_first_one():
    assert 50 == paced(reasoning=60)
    assert 20 == paced(reasoning=60, aloud=False)
    assert 50 == paced(aloud=False)


@pytest.mark.parametrize(
    "receipt",
    [
        Receipt(first_token=0.5, seconds=2.5),
        Receipt(usage=Usage(10), first_token=0.5, seconds=2.5),
        Receipt(usage=Usage(10, 100), seconds=2.5),
        Receipt(usage=Usage(10, 100), first_token=0.5),
        Receipt(usage=Usage(10, 9), first_token=0.5, seconds=2.5),
        Receipt(usage=Usage(10, 100), first_token=2.4, seconds=2.5),
    ],
    ids=["nothing counted", "not counted", "no content", "never ended", "too few", "all at once"],
)
def test_where_it_would_say_nothing_there_is_no_pace(receipt):
    assert receipt.pace(thought_aloud=True) is None


def test_a_reasoning_longer_than_the_whole_is_no_pace():
    assert paced(tokens=50, reasoning=60, aloud=False) is None
