from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from desktop.ui.figures import MINUTE, clock_text, day_text, duration, exact_money, moment_text, money, number


@pytest.mark.parametrize(
    ("usd", "shown"),
    [
        ("0", "$0"),
        ("0.00", "$0"),
        ("0.00004", "< $0.001"),
        ("0.0009999", "< $0.001"),
        ("0.001", "$0.001"),
        ("0.0014999", "$0.001"),
        ("0.0015001", "$0.002"),
        ("0.0125", "$0.012"),
        ("0.10", "$0.10"),
        ("0.9996", "$1"),
        ("2.5", "$2.50"),
        ("10", "$10"),
        ("1234567.8", "$1,234,567.80"),
        ("-0.25", "−$0.25"),
        ("-0.00004", "< $0.001"),
    ],
)
def test_money_goes_to_the_tenth_of_a_cent_and_something_never_looks_like_nothing(usd, shown):
    assert shown == money(Decimal(usd))


@pytest.mark.parametrize(
    ("usd", "shown"),
    [("0.00231", "$0.00231"), ("0.00004", "$0.00004"), ("1e-7", "$0.0000001"), ("2.50", "$2.50"), ("1E+1", "$10"),
     ("1e-999999", "< $0.001"), ("0", "$0"), ("0.0076509169000000005", "$0.0076509169")],
)  # fmt: skip
def test_exact_money_has_all_its_digits(usd, shown):
    assert shown == exact_money(Decimal(usd))


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [(7, 0, "7"), (12345, 0, "12,345"), (2**53, 0, "9,007,199,254,740,992"), (1234.56, 1, "1,234.6")],
)
def test_numbers_are_grouped(value, decimals, shown):
    assert shown == number(value, decimals)


def test_a_day_is_short():
    assert "22 Aug 2026" == day_text(date(2026, 8, 22))


def test_a_time_is_that_of_the_place():
    here = datetime(2026, 8, 22, 14, 5, 9).astimezone()
    moment = here.astimezone(timezone(timedelta(hours=-11)))

    assert clock_text(moment) == "14:05"
    assert clock_text(moment, seconds=True) == "14:05:09"
    assert moment_text(moment) == "22 Aug 2026, 14:05"
    assert moment_text(moment, seconds=True) == "22 Aug 2026, 14:05:09"


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0, "0.0 s"), (0.44, "0.4 s"), (0.6, "1 s"), (59.4, "59 s"), (59.6, "1 min 0 s"), (3725, "62 min 5 s")],
)
def test_durations_are_as_exact_as_one_cares(seconds, shown):
    assert shown == duration(seconds)


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0.44, "0.4 s"), (3, "3.0 s"), (59.4, "59.4 s"), (59.6, "1 min 0 s"), (287.9, "4 min 48 s")]
)
def test_what_is_short_is_told_with_tenths_where_that_is_wanted(seconds, shown):
    assert shown == duration(seconds, MINUTE)
