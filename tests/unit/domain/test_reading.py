from __future__ import annotations

from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.reading import LONGEST_NAME, SPOKEN, WIDTHS, ZOOMS, Reading, reading_of

ODD = Reading(zoom=250, prose="Noto Serif", code="Hack", width="full", compact=True, spoken="short", scheme="dark")


@pytest.mark.parametrize(
    ("zoom", "steps", "expected"),
    [(100, 1, 110), (100, -1, 90), (100, 2, 125), (300, 1, 300), (50, -1, 50), (50, -9, 50), (200, 0, 100)],
)
def test_zoom_goes_by_steps_and_no_further_than_it_can(zoom: int, steps: int, expected: int) -> None:
    assert Reading(zoom=expected, prose="Serif") == Reading(zoom=zoom, prose="Serif").zoomed(steps)


@pytest.mark.parametrize(
    ("reading", "column"),
    [
        (Reading(), 760),
        (Reading(width="narrow"), 560),
        (Reading(width="wide", zoom=200), 2080),
        (Reading(width="full", zoom=300), 0),
    ],
)
def test_a_line_holds_the_same_number_of_letters_at_every_size(reading: Reading, column: int) -> None:
    assert column == reading.column


@pytest.mark.parametrize("reading", [Reading(), ODD])
def test_what_was_stored_comes_back(reading: Reading) -> None:
    assert reading == reading_of(asdict(reading))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("zoom", 101),
        ("zoom", True),
        ("zoom", "100"),
        ("zoom", 100.0),
        ("prose", None),
        ("prose", "a\nb"),
        ("code", "\ud800"),
        ("code", "x" * (LONGEST_NAME + 1)),
        ("width", "huge"),
        ("compact", 1),
        ("spoken", "loud"),
        ("spoken", ["off"]),
        ("scheme", "full"),
        ("scheme", None),
    ],
)
def test_a_value_that_does_not_fit_falls_back_alone(name: str, value: object) -> None:
    stored = asdict(ODD) | {name: value}
    usual = asdict(Reading())[name]

    assert asdict(ODD) | {name: usual} == asdict(reading_of(stored))


@pytest.mark.parametrize("values", [None, [], "zoom", 5, {}, {"unknown": 1}])
def test_without_anything_that_fits_all_is_usual(values: object) -> None:
    assert Reading() == reading_of(values)


@given(
    st.builds(
        Reading,
        st.sampled_from(ZOOMS),
        st.just(""),
        st.just(""),
        st.sampled_from([*WIDTHS]),
        st.booleans(),
        st.sampled_from(SPOKEN),
    ),
    st.lists(st.integers(-20, 20), max_size=9),
)
def test_every_way_of_zooming_can_be_stored(reading: Reading, steps: list[int]) -> None:
    for step in steps:
        reading = reading.zoomed(step)

    assert reading == reading_of(asdict(reading))
