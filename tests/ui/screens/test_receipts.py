"""What is said of how an answer was made, in a line and in a table."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from desktop.api.client import Client
from desktop.domain.errors import ProviderFailed
from desktop.domain.message import Message, Receipt, Role, State, Usage
from desktop.domain.parts import TextPart
from desktop.ui.screens.receipts import line_of, table_of
from tests.server import scripts
from tests.server.hearing import heard, no_blob
from tests.server.recordings import recordings
from tests.server.server import ScriptedServer

pytestmark = pytest.mark.usefixtures("qapp")

USAGE = Usage(12_345, 1_410, 900, 11_000, Decimal("0.01234"))
RECEIPT = Receipt("gen-1", "a/b-1", "Cumulus", "stop", "STOP", USAGE, 0.84, 17.44, 6.1)
ANSWER = Message("a", "q", Role.ASSISTANT, (TextPart("so"),), datetime(2026, 1, 2, tzinfo=UTC), model="a/b")


def line(receipt, *names, **more):
    return " · ".join(fact.text for fact in line_of(receipt, *names, **more))


def test_a_router_is_meant_to_choose_and_a_latest_model_to_be_another_one():
    receipt = Receipt(model="a/b-1", provider="Cumulus")
    names = "Auto Router", "Other"

    assert line(receipt, *names, asked_id="openrouter/auto") == "Other, chosen by Auto Router · Cumulus"
    assert line(receipt, "Router", asked_id="openrouter/auto") == "Router · Cumulus"
    assert line(receipt, *names, asked_id="~a/b-latest") == "Other · Cumulus"
    assert line(receipt, *names, asked_id="a/b") == "Other instead of Auto Router · Cumulus"


def test_a_receipt_says_who_read_and_wrote_how_much_for_how_much_and_how_fast():
    told = "$0.012 · 12,345 (11,000 cached) → 1,410 (900 reasoning) tokens · began after 0.8 s · 85 tokens/s"

    assert f"Asked · Cumulus · {told}" == line(RECEIPT, "Asked", thought_aloud=True)
    assert f"Other instead of Asked · Cumulus · {told}" == line(RECEIPT, "Asked", "Other", thought_aloud=True)
    assert line(RECEIPT).endswith("31 tokens/s")


@pytest.mark.parametrize(
    ("receipt", "said"),
    [
        (Receipt(), ""),
        (Receipt(model="a/b", provider="Cumulus"), "Asked · Cumulus"),
        (Receipt(seconds=3.14), "3.1 s in all"),
        (Receipt(usage=Usage(), seconds=3.14), "3.1 s in all"),
        (Receipt(seconds=287.9, first_token=61.2), "began after 1 min 1 s · 4 min 48 s in all"),
        (Receipt(seconds=0.04), ""),
        (Receipt(usage=Usage(5, None)), ""),
        (Receipt(usage=Usage(5, 7, 0, 0)), "5 → 7 tokens"),
        (Receipt(usage=Usage(5, 20, cost=Decimal("0.00004"))), "< $0.001 · 5 → 20 tokens"),
        (Receipt(usage=Usage(5, 20, cost=Decimal(0))), "$0 · 5 → 20 tokens"),
        (Receipt(usage=Usage(cost=Decimal("0.001"), own_key=True, upstream_cost=Decimal("0.02"))),
         "$0.001 + $0.02 on your own key"),
        (Receipt(usage=Usage(cost=Decimal("0.02"), own_key=False, upstream_cost=Decimal("0.02"))), "$0.02"),
        (Receipt(usage=Usage(cost=Decimal("0.02"), own_key=True)), "$0.02"),
        (Receipt(usage=Usage(5, 20), first_token=1.0, seconds=9.0), "5 → 20 tokens · began after 1.0 s · 2.5 tokens/s"),
        (Receipt(usage=Usage(5, 20), first_token=0.04, seconds=2.04), "5 → 20 tokens · 10 tokens/s"),
        (Receipt(usage=Usage(5, 20), first_token=4.0, seconds=4.1), "5 → 20 tokens · began after 4.0 s · 4.1 s in all"),
    ],
)  # fmt: skip
def test_a_receipt_says_only_what_is_known(receipt, said):
    assert said == line(receipt, "Asked")


@pytest.mark.parametrize("other", ["", "Other"])
def test_where_there_is_no_room_details_go_first_and_who_answered_for_how_much_stays_longest(other):
    facts = line_of(RECEIPT, "Asked", other, thought_aloud=True)
    kept = sorted(facts, key=lambda fact: fact.rank)
    who = "Other instead of Asked" if other else "Asked"

    assert [who, "$0.012", "12,345 → 1,410 tokens", "85 tokens/s", "Cumulus", "began after 0.8 s"] == [
        fact.brief or fact.text for fact in kept
    ]


def test_the_table_names_all_that_is_known_and_what_nobody_here_knows_as_it_was_sent():
    sent = {
        "brand_new": {"word": "x\u202ey", "flag": True, "many": [], "costly": 0, "ratio": 1.5, "cost": 2.25},
        "prompt_tokens": 12345,
        "cost": 0.01234,
        "is_byok": False,
        "huge": 10**40,
        "none": None,
        "cost_details": {"upstream_inference_cost": 1},
    }
    usage = replace(USAGE, sent=json.dumps(sent))
    failed = replace(ANSWER, state=State.FAILED, failure=ProviderFailed("boom", provider="Cumulus"))

    rows = table_of(replace(failed, receipt=replace(RECEIPT, usage=usage)))

    (asked_on,) = (value for name, value in rows if name == "Asked on")
    assert "2026" in asked_on
    assert [
        ("Model asked", "a/b"),
        ("Model that answered", "a/b-1"),
        ("Provider", "Cumulus"),
        ("Asked on", asked_on),
        ("Began after", "0.84 s"),
        ("Reasoning took", "6.10 s"),
        ("Total time", "17.44 s"),
        ("Speed", "31 tokens/s"),
        ("State", "failed"),
        ("Finish reason", "stop"),
        ("In the provider's words", "STOP"),
        ("Generation", "gen-1"),
        ("Failure", "The provider Cumulus failed: boom"),
        ("Cost", "$0.01234"),
        ("Paid with your own key", "no"),
        ("Cost at the provider", "$1"),
        ("Tokens read", "12,345"),
        ("brand_new: word", "x\ufffdy"),
        ("brand_new: flag", "yes"),
        ("brand_new: costly", "$0"),
        ("brand_new: ratio", "1.5"),
        ("brand_new: cost", "$2.25"),
        ("huge", "1" + "0" * 40),
    ] == rows


def test_an_answer_that_a_crash_cut_off_has_a_table_too():
    assert ["Model asked", "Asked on", "State"] == [name for name, _ in table_of(ANSWER)]


@pytest.mark.parametrize("recording", recordings(["10-*"]), ids=lambda recording: recording.name)
async def test_every_field_of_a_recorded_usage_is_in_the_table(recording):
    with ScriptedServer() as server:
        head = scripts.head(200, recording.headers["content-type"], {"Transfer-Encoding": "chunked"})
        server.on("POST", "/chat/completions", [head, *map(scripts.chunk, recording.chunks), scripts.chunk(b"")])
        answer = await heard(Client(server.base_url, read_blob=no_blob))

    rows = table_of(replace(ANSWER, receipt=Receipt(usage=answer.usage)))

    assert ("Cost", "$0.0076509169") in rows
    assert ("Cost at the provider", "$0.0006509169") in rows
    assert ("Web searches", "1") in rows
    assert ("server_tool_use_details: tool_calls_executed", "1") in rows
    assert 3 + 17 == len(rows)
