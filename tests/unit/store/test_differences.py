from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.domain.errors import StoreDamaged
from desktop.store.differences import applied, between, body_of, unpacked

ROWS = [json.dumps({"id": f"maker/model-{n}", "text": "word " * n, "price": n}).encode() for n in range(40)]
LISTS = st.lists(st.sampled_from(ROWS[:6]))


@given(LISTS, LISTS)
@example(ROWS[:6], ROWS[5::-1])
@example(ROWS[:6], ROWS[2:4] * 3)
@example([], [])
@example(ROWS, [])
def test_whatever_came_went_or_moved_the_list_comes_back(old: list[bytes], new: list[bytes]) -> None:
    difference = between(old, new)

    if difference is None:
        assert sum(len(row) for row in new if row not in old) * 2 > sum(map(len, new))
    else:
        assert new == applied(old, *difference)


def test_a_row_in_which_a_price_changed_takes_little_room() -> None:
    row = ROWS[20].replace(b'"price": 20', b'"price": 21')
    kept, packed = between(ROWS, [*ROWS[:20], row, *ROWS[21:]]) or ("", b"")

    assert "[[0,20,1],[21,19,0]]" == kept
    assert len(packed) < 60


def test_a_list_that_is_mostly_new_has_no_difference() -> None:
    assert None is between(ROWS[:20], ROWS[10:])


def test_rows_stand_in_the_body_as_they_came() -> None:
    assert b'{"data":[{ "id" : 1e400 },7]}' == body_of([b'{ "id" : 1e400 }', b"7"])


@pytest.mark.parametrize("damage", [("[[0,", b""), ("[[0,1,1]]", b"garbage")])
def test_what_is_no_difference_is_damage(damage: tuple[str, bytes]) -> None:
    with pytest.raises(StoreDamaged):
        applied(ROWS, *damage)
    with pytest.raises(StoreDamaged):
        unpacked(damage[1])
