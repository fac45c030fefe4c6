from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from desktop.domain.catalog import Catalog, Origin
from desktop.domain.model import Model
from desktop.ui.browser.age import age_text

NOW = datetime(2026, 8, 25, 12, 0, tzinfo=UTC)  # a Tuesday


@pytest.fixture(autouse=True)
def in_auckland(zone):
    """Half a day ahead of UTC: a confusion of the two shows."""
    zone("Pacific/Auckland")


def said(origin, age=timedelta(0), rejected=0, *, refreshing=False, failed=False, offline=False):
    catalog = Catalog((Model("a", "A"),), origin, NOW - age, rejected)
    return age_text(catalog, NOW, refreshing=refreshing, failed=failed, offline=offline)


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (timedelta(seconds=-100), "Updated just now"),
        (timedelta(seconds=59), "Updated just now"),
        (timedelta(seconds=60), "Updated a minute ago"),
        (timedelta(minutes=5, seconds=59), "Updated 5 minutes ago"),
        (timedelta(minutes=60), "Updated an hour ago"),
        (timedelta(hours=23), "Updated 23 hours ago"),
        (timedelta(days=2), "Updated Mon 00:00"),
        (timedelta(days=8), "Updated 18 Aug 2026"),
    ],
)
def test_the_age_of_a_fetched_list_is_said_in_words(age, words):
    assert said(Origin.FRESH, age) == words
    assert said(Origin.STORED, age) == words


def test_the_day_of_a_list_that_was_added_is_the_same_everywhere(zone):
    zone("America/Los_Angeles")

    assert said(Origin.STORED, timedelta(days=3, hours=12)) == "Updated 22 Aug 2026"


def test_the_day_of_the_bundled_list_is_the_same_everywhere():
    assert said(Origin.BUNDLED, timedelta(days=3, hours=12)) == "Bundled list of 22 Aug 2026"


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        ({"failed": True, "offline": True}, "Offline · list of Wed 00:00"),
        ({"failed": True}, "Not refreshed · list of Wed 00:00"),
        ({"refreshing": True}, "Refreshing · list of Wed 00:00"),
        ({"refreshing": True, "failed": True, "offline": True}, "Refreshing · list of Wed 00:00"),
    ],
)
def test_refreshing_and_its_failure_are_said_before_the_age(flags, words):
    assert said(Origin.FRESH, **flags) == words


def test_a_bundled_list_that_cannot_be_refreshed_says_both():
    assert said(Origin.BUNDLED, failed=True, offline=True) == "Offline · bundled list of 25 Aug 2026"


def test_rows_that_could_not_be_read_are_counted():
    assert said(Origin.FRESH, rejected=3) == "Updated just now · 3 unreadable"


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        ({}, "Not loaded yet"),
        ({"failed": True}, "Could not be loaded"),
        ({"failed": True, "offline": True}, "Offline · not loaded yet"),
        ({"refreshing": True}, "Loading the list…"),
    ],
)
def test_a_list_that_was_never_loaded_says_so(flags, words):
    state = {"refreshing": False, "failed": False, "offline": False} | flags

    assert age_text(Catalog(), NOW, **state) == words
