from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from desktop.domain.account import KeyInfo
from desktop.ui.dialogs.key_facts import key_text


def said(**facts):
    return key_text(KeyInfo(**facts))


def usd(amount):
    return Decimal(amount)


def test_a_key_about_which_nothing_is_said_just_works():
    assert "The key works." == said()


def test_a_label_is_one_short_line_of_plain_text():
    assert "The key “a b\ufffdc” works." == said(label=" a\nb\u202ec ")
    assert len(said(label="x" * 500)) < 100


@pytest.mark.parametrize(
    ("limit", "left", "reset", "words"),
    [
        ("10", "7.5", "", "$7.50 of $10 left."),
        ("10", "7.5", "daily", "$7.50 of $10 a day left."),
        ("10", "7.5", "weekly", "$7.50 of $10 a week left."),
        ("10", "7.5", "monthly", "$7.50 of $10 a month left."),
        ("10", "7.5", "each full moon", "$7.50 of $10 left."),
        ("10", "0", "", "Its limit of $10 is used up."),
        ("10", "-0.3", "monthly", "Its limit of $10 a month is used up."),
        ("0", "0", "", "Its limit of $0 is used up."),
        ("10", None, "daily", "Its limit is $10 a day."),
        (None, "7.5", "", "$7.50 left."),
    ],
)
def test_what_may_still_be_spent_and_when_it_begins_again(limit, left, reset, words):
    facts = {"limit": limit and usd(limit), "limit_remaining": left and usd(left), "limit_reset": reset}

    assert f"The key works. {words}" == said(**facts)


def test_no_limit_is_said_only_where_an_endpoint_counts():
    assert "The key works. It has no limit. $0 spent so far." == said(usage=usd(0))


def test_what_was_spent_is_not_said_twice():
    assert "spent" not in said(limit=usd(10), limit_remaining=usd("7.5"), usage=usd("2.5"))
    assert "$40 spent so far." in said(limit=usd(10), limit_remaining=usd("7.5"), limit_reset="daily", usage=usd(40))


def test_own_keys_at_providers_are_told_apart():
    assert said(byok_usage=usd("0.0042")).endswith("$0.004 more went through your own keys at providers.")
    assert "The key works." == said(byok_usage=usd(0))


def test_an_account_without_credits_knows_what_is_free():
    words = said(is_free_tier=True, free_requests=1000, free_requests_remaining=980)

    assert words.endswith(
        "No credits were bought for this account yet. 980 of 1,000 requests to free models left today."
    )
    assert "The key works." == said(free_requests=50)


def test_an_end_is_named_in_days():
    assert "It expires on 31 Jan 2027." in said(expires_at=datetime(2027, 1, 31, 12, tzinfo=UTC))
