from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.edits import UNTOUCHED, Edits, edited_size, inside, stepped, turned, turned_size, unturned
from desktop.domain.picture import Frames

SIZE = (40, 30)
CORNER = (0, 0, 10, 5)  # wide, at the top left

sides = st.integers(1, 50)
sizes = st.tuples(sides, sides)


@st.composite
def boxes(draw, size=SIZE):
    left, right = sorted(draw(st.lists(st.integers(0, size[0]), min_size=2, max_size=2, unique=True)))
    top, bottom = sorted(draw(st.lists(st.integers(0, size[1]), min_size=2, max_size=2, unique=True)))
    return left, top, right, bottom


FILM, PAGES = Frames(3, film=True), Frames(3, 0, pages=True)
BLACK = Edits(hidden=(CORNER,))


@pytest.mark.parametrize(
    ("edits", "frames", "step", "frame"),
    [
        (UNTOUCHED, FILM, 1, 0),
        (UNTOUCHED, FILM, -1, None),
        (Edits(frame=0), FILM, -1, None),
        (Edits(frame=1), FILM, 1, 2),
        (Edits(frame=2), FILM, 1, 2),
        (Edits(frame=2), FILM, -3, None),
        (BLACK, FILM, 1, 1),  # all of a film cannot be blacked out: it is its first frame already
        (UNTOUCHED, PAGES, 1, 1),
        (UNTOUCHED, PAGES, -1, None),
        (Edits(frame=1), PAGES, -1, 0),
        (Edits(frame=0), PAGES, -1, 0),
        (UNTOUCHED, Frames(3, 2), 1, None),  # the last one stands for all
        (UNTOUCHED, Frames(3, 2), -1, 1),
        (UNTOUCHED, Frames(), 1, None),
    ],
)
def test_frames_and_pages_are_gone_through_one_by_one(edits, frames, step, frame):
    assert stepped(edits, frames, step) == edits._replace(frame=frame)


def test_what_is_marked_goes_round_with_the_picture():
    once = turned(Edits(hidden=(CORNER,), crop=(0, 0, 20, 30), frame=2), SIZE)
    twice = turned(once, (30, 40))

    assert once == Edits(1, ((25, 0, 30, 10),), (0, 0, 30, 20), 2)  # at the top right, standing
    assert twice == Edits(2, ((30, 25, 40, 30),), (20, 0, 40, 30), 2)  # at the bottom right


@given(st.lists(boxes(), max_size=3), st.none() | boxes())
def test_four_turns_are_none(hidden, crop):
    edits = before = Edits(0, tuple(hidden), crop)
    for turn in range(4):
        edits = turned(edits, turned_size(SIZE, turn))

    assert edits == before


@given(boxes(), st.integers(0, 3))
def test_a_turned_box_is_found_again_in_the_upright_picture(box, turns):
    edits = Edits(hidden=(box,))
    for turn in range(turns):
        edits = turned(edits, turned_size(SIZE, turn))

    assert unturned(edits.hidden[0], SIZE, turns) == box


@given(st.tuples(*[st.integers(-100, 100)] * 4), sizes)
def test_a_box_is_never_empty_and_never_outside(box, size):
    left, top, right, bottom = inside(box, size)

    assert 0 <= left < right <= size[0]
    assert 0 <= top < bottom <= size[1]


def test_a_box_that_is_inside_stays():
    assert inside(CORNER, SIZE) == CORNER


@pytest.mark.parametrize(
    ("edits", "size"),
    [
        (UNTOUCHED, (40, 30)),
        (Edits(1), (30, 40)),
        (Edits(2), (40, 30)),
        (Edits(crop=CORNER), (10, 5)),
        (Edits(3, (), (20, 30, 90, 90)), (10, 10)),
    ],
)
def test_the_size_of_what_stays(edits, size):
    assert edited_size(edits, SIZE) == size
