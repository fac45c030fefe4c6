from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from desktop.domain.errors import ConnectionLost
from desktop.domain.message import Message, Receipt, Role, State, Usage
from desktop.domain.parts import ReasoningPart, TextPart
from desktop.domain.receipts import DEEPEST, as_json, facts_of, leaves

SENT = '{"prompt_tokens":12,"cost":1.2e-06,"new":{"field":[0.1,null]},"cost_details":null}'
RECEIPT = Receipt("gen-1", "a/b-1", "Cumulus", "stop", "end_turn", Usage(12, 100, sent=SENT), 0.5, 2.5, 1.23456)
ANSWER = Message(
    "a",
    "q",
    Role.ASSISTANT,
    (ReasoningPart("hm"), TextPart("so")),
    datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=UTC),
    model="a/b",
    receipt=RECEIPT,
)


def test_everything_that_is_known_has_a_name():
    assert {
        "asked": "a/b",
        "created": "2026-01-02T03:04:05+00:00",
        "state": "complete",
        "answered": "a/b-1",
        "provider": "Cumulus",
        "generation": "gen-1",
        "finish_reason": "stop",
        "native_finish_reason": "end_turn",
        "seconds_to_first_token": 0.5,
        "seconds_of_reasoning": 1.235,
        "seconds": 2.5,
        "tokens_per_second": 50.0,
        "usage": {
            "prompt_tokens": 12,
            "cost": Decimal("0.0000012"),
            "new": {"field": [Decimal("0.1"), None]},
            "cost_details": None,
        },
    } == facts_of(ANSWER)


def test_what_is_not_known_is_not_named():
    failed = replace(ANSWER, model="", receipt=None, state=State.CUT_OFF, failure=ConnectionLost(host="a.example"))

    assert {
        "created": "2026-01-02T03:04:05+00:00",
        "state": "cut off",
        "failure": {"kind": "ConnectionLost", "host": "a.example"},
    } == facts_of(failed)
    assert "usage" not in facts_of(replace(ANSWER, receipt=Receipt()))


@pytest.mark.parametrize("sent", ["", "[1]", "{", '{"a":' * 500 + "1" + "}" * 500])
def test_a_usage_that_was_not_kept_is_put_together(sent):
    usage = Usage(1, 2, 3, 4, Decimal("0.10"), own_key=False, upstream_cost=Decimal("0.2"), sent=sent)

    assert {
        "prompt_tokens": 1,
        "completion_tokens": 2,
        "cost": Decimal("0.10"),
        "is_byok": False,
        "prompt_tokens_details": {"cached_tokens": 4},
        "completion_tokens_details": {"reasoning_tokens": 3},
        "cost_details": {"upstream_inference_cost": Decimal("0.2")},
    } == facts_of(replace(ANSWER, receipt=Receipt(usage=usage)))["usage"]
    assert {"prompt_tokens": 1} == facts_of(replace(ANSWER, receipt=Receipt(usage=Usage(1))))["usage"]


def test_the_json_can_be_read_and_keeps_every_digit_of_money():
    text = as_json(facts_of(ANSWER) | {"odd": [{}, [], "\u202e", Decimal("1E-12")]})

    assert '"cost": 0.0000012' in text
    assert '  "usage": {\n    "prompt_tokens": 12,\n' in text
    assert [{}, [], "\u202e", 1e-12] == json.loads(text)["odd"]
    assert "\u202e" not in text


def test_leaves_say_the_way_to_each_value():
    nested = {"a": 1, "b": {"c": [Decimal("0.5"), None, {"d": ""}], "e": {}}, "f": False}

    assert [(("a",), 1), (("b", "c", "1"), Decimal("0.5")), (("f",), False)] == leaves(nested)


def test_what_is_nested_without_end_is_one_leaf():
    deep: dict = {}
    for _ in range(DEEPEST + 5):
        deep = {"d": deep}

    ((path, value),) = leaves(deep)

    assert DEEPEST == len(path)
    assert isinstance(value, dict)
