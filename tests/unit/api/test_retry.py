from __future__ import annotations

import time
from email.utils import formatdate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.api.retry import wait_of

DATE = "Tue, 07 Oct 2025 13:56:16 GMT"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "7"}, 7),
        ({"retry-after": "1.5"}, 1.5),
        ({"retry-after": "1e4"}, 1e4),
        ({"retry-after": "99999999999"}, 86_400),
        ({"retry-after": "1e308"}, 86_400),
        ({"retry-after": "Fri, 31 Dec 9999 23:59:59 GMT", "date": DATE}, 86_400),
        ({"retry-after": "0"}, 0),
        ({"retry-after-ms": "1500", "retry-after": "7"}, 1.5),
        ({"retry-after-ms": "soon", "retry-after": "7"}, 7),
        ({"retry-after": "Tue, 07 Oct 2025 13:56:46 GMT", "date": DATE}, 30),
        ({"retry-after": "Tue, 07 Oct 2025 13:56:46 -0000", "date": DATE}, 30),
        ({"x-ratelimit-reset": "1759845420000", "date": DATE}, 44),
        ({"retry-after": "-1", "x-ratelimit-reset": "1759845420000", "date": DATE}, 44),
        ({"retry-after": "-1"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": ""}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "Tue, 07 Oct 2025 13:55:46 GMT", "date": DATE}, None),
        ({"retry-after": "Mon, 01 Jan 0001 00:00:00 +2359", "date": DATE}, None),
        ({"x-ratelimit-reset": "1"}, None),
        ({}, None),
    ],
)
def test_the_wait_is_what_the_server_said_by_its_own_clock(headers: dict[str, str], seconds: float | None) -> None:
    assert seconds == wait_of(headers)


def test_a_date_counts_from_now_when_the_server_does_not_tell_the_time() -> None:
    wait = wait_of({"retry-after": formatdate(time.time() + 3600, usegmt=True)})

    assert wait is not None
    assert 3000 < wait <= 3600


@given(st.dictionaries(st.sampled_from(["retry-after", "retry-after-ms", "x-ratelimit-reset", "date"]), st.text()))
def test_nonsense_is_no_wait_and_no_error(headers: dict[str, str]) -> None:
    wait = wait_of(headers)

    assert wait is None or wait >= 0
