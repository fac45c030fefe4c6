from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.ui.models.axes import MOST_LINES, Axis, Scale, charts, ruler
from tests.ui.models.rows import FREE, FULL, PLAIN, ROUTER, WRITER, ZERO


def axis(scale):
    return Axis("", lambda _: None, str, scale)


def chart(title):
    return next(chart for chart in charts() if chart.title == title)


def test_the_charts_measure_what_the_list_states(qapp):
    context, coding, released = chart("Price and context"), chart("Price and Coding"), chart("Release and price")

    assert context.across.value(FULL) == pytest.approx(2.5)
    assert context.up.value(FULL) == 1_000_000
    assert coding.up.value(FULL) == 74
    assert released.across.value(FULL) == date(2026, 7, 1).toordinal()
    assert chart("Price and Agentic").up.value(FULL) is None
    assert chart("Price and Intelligence").up.value(FULL) == 59.5
    assert [context.across.value(model) for model in (FREE, ZERO, ROUTER, PLAIN)] == [0, None, None, None]
    assert [context.up.value(model) for model in (PLAIN, replace(WRITER, context_length=0))] == [None, None]
    assert released.across.value(PLAIN) is None


def test_values_are_told_in_the_words_of_the_table(qapp):
    context, coding, released = chart("Price and context"), chart("Price and Coding"), chart("Release and price")

    assert context.across.text(2.5) == "$2.50"
    assert context.across.text(0) == "free"
    assert context.up.text(128_000.0) == "128K"
    assert coding.up.text(59.5) == "59.5"
    assert released.across.text(float(date(2026, 7, 1).toordinal())) == "1 Jul 2026"


@pytest.mark.parametrize(
    ("scale", "values", "lines"),
    [
        (Scale.LOG, [0.02, 90], [0.1, 1, 10, 100]),
        (Scale.LOG, [1, 9], [1, 2, 5]),
        (Scale.LOG, [0, 1, 9], [1, 2, 5]),
        (Scale.LINEAR, [0, 60], [0, 10, 20, 30, 40, 50, 60]),
        (Scale.LINEAR, [0.1, 0.3], [0.1, 0.15, 0.2, 0.25, 0.3]),
        (Scale.LINEAR, [5], [4.6, 4.8, 5, 5.2, 5.4]),
    ],
)
def test_lines_stand_at_round_values(scale, values, lines):
    assert ruler(axis(scale), values).lines() == pytest.approx(lines)


def test_lines_of_days_stand_at_quarters_or_years():
    days = [date(2026, 1, 20), date(2026, 8, 22)]
    years = [date(2023, 5, 1), date(2026, 8, 22)]

    assert [date.fromordinal(int(day)) for day in ruler(axis(Scale.DAYS), [d.toordinal() for d in days]).lines()] == [
        date(2026, 4, 1),
        date(2026, 7, 1),
    ]
    assert [date.fromordinal(int(day)) for day in ruler(axis(Scale.DAYS), [d.toordinal() for d in years]).lines()] == [
        date(2024, 1, 1),
        date(2025, 1, 1),
        date(2026, 1, 1),
    ]


@pytest.mark.parametrize("ends", [(date.max,), (date.min,), (date.min, date.max)])
def test_an_axis_of_days_ends_with_the_calendar(ends, qapp):
    released = chart("Release and price").across
    found = ruler(released, [day.toordinal() for day in ends])

    assert all(1 <= line <= date.max.toordinal() for line in found.lines())
    assert released.text(found.low - 1).split()[-1] == f"{ends[0].year:04}"
    assert released.text(found.high + 1).split()[-1] == f"{ends[-1].year:04}"


@pytest.mark.parametrize("scale", list(Scale))
def test_without_values_there_is_an_axis_all_the_same(scale):
    found = ruler(axis(scale), [])

    assert found.low < found.high
    found.lines()


def test_near_things_do_not_look_far_apart():
    found = ruler(axis(Scale.LOG), [1_000_000, 1_050_000])

    assert found.share(1_050_000) - found.share(1_000_000) < 0.1


@given(
    scale=st.sampled_from(Scale),
    values=st.lists(st.floats(0, 10**6, allow_subnormal=False), min_size=1, max_size=20),
)
def test_every_value_lies_within_the_axis_and_the_lines_are_few(scale, values):
    values = [value if value > 1e-9 else 0 for value in values]
    found = ruler(axis(scale), values)
    shares = [found.share(value) for value in values]

    assert all(0 <= share <= 1 for share in shares if share is not None)
    assert (None in shares) is found.zero
    assert scale is not Scale.LINEAR or len(found.lines()) <= MOST_LINES + 1
