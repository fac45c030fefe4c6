from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.completion import complete

VALUES = {
    "by": {"openai": 60, "anthropic": 12, "thropic": 1},
    "param": {"tools": 352, "tool_choice": 346, "seed": 323},
    "in": {"text": 422, "image": 249},
    "tag": {"to read": 2},
}


def offered(text: str) -> list[str]:
    """What is offered where the bar stands."""
    cursor = text.index("|")
    return list(complete(text.replace("|", ""), cursor, VALUES).offers)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pr|", ["price<"]),
        ("claude -ex|", ["-expiring", "-excluded"]),
        ("fr| claude", ["free"]),
        ("by:|", ["by:openai", "by:anthropic", "by:thropic"]),
        ("-by:thr|", ["-by:thropic", "-by:anthropic"]),
        ("param:TOOL|", ["param:tools", "param:tool_choice"]),
        ("in:i|", ["in:image"]),
        ("out:|", []),
        ("tag:t|", ['tag:"to read"']),
        ("changed:3|", ["changed:30d"]),
        ("sort:-p|", ["sort:-price", "sort:-param"]),
        ("by:thropic|", []),
        ("in:text|", []),
        ("x:|", []),
        ("free|", []),
        ("by:openai|", []),
        ("p|", []),
        ("-e|", []),
        ("claude --|", []),
        ("|", []),
        ("free |", []),
        ("pr|ice", []),
        ('"pr|', []),
        ('"a b" pr|', ["price<"]),
    ],
)
def test_what_may_stand_at_the_cursor_is_offered(text, expected):
    assert expected == offered(text)


def test_a_minus_is_offered_what_can_be_denied():
    offers = offered("claude -|")

    assert {"-expiring", "-excluded", "-free", "-by:", "-changed:"} < set(offers)
    assert not {"-price<", "-sort:"} & set(offers)


def test_an_offer_says_of_how_many_models_it_holds_and_what_it_replaces():
    completion = complete("claude by:anth", 14, VALUES)

    assert (7, {"by:anthropic": 12}) == (completion.start, completion.offers)


@given(st.text(), st.integers(0, 20))
def test_no_text_and_no_position_breaks_it(text, cursor):
    at = min(cursor, len(text))

    assert 0 <= complete(text, at, VALUES).start <= at
