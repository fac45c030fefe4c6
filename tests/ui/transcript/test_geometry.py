"""Heights one below the other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.ui.transcript.geometry import Column

HEIGHTS = st.lists(st.integers(0, 500), max_size=30)
KINDS = st.sampled_from(["set", "insert", "extend", "truncate", "read"])
CHANGES = st.lists(st.tuples(KINDS, st.integers(0, 500)), max_size=30)


@given(heights=HEIGHTS, changes=CHANGES)
def test_tops_are_the_sums_of_the_heights_above_after_any_changes(heights, changes):
    column = Column(heights)
    expected = list(heights)
    for kind, number in changes:
        if kind == "set" and expected:
            column[number % len(expected)] = number
            expected[number % len(expected)] = number
        elif kind == "insert":
            column.insert(number % (len(expected) + 1), number)
            expected.insert(number % (len(expected) + 1), number)
        elif kind == "extend":
            column.extend([number])
            expected.append(number)
        elif kind == "truncate":
            column.truncate(number % (len(expected) + 1))
            del expected[number % (len(expected) + 1) :]
        assert column.total == sum(expected)
        assert [column.top(index) for index in range(len(expected) + 1)] == [
            sum(expected[:index]) for index in range(len(expected) + 1)
        ]
        assert list(map(column.__getitem__, range(len(column)))) == expected


@given(heights=st.lists(st.integers(1, 500), min_size=1, max_size=30), y=st.integers(-100, 20_000))
def test_a_height_is_found_where_it_lies(heights, y):
    column = Column(heights)
    index = column.at(y)

    if 0 <= y < sum(heights):
        assert column.top(index) <= y < column.top(index + 1)
    else:
        assert index == (0 if y < 0 else len(heights) - 1)


def test_nothing_lies_in_an_empty_column():
    assert Column().at(5) == -1
    assert Column().total == 0
