"""How a picture lies in its room."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.picture import MOST_SEEN
from desktop.ui.images.zoom import LARGEST, Look, Zoom, most_of


def zoom(picture=(1000, 500), room=(500, 500)):
    made = Zoom()
    made.resize(*room)
    made.show(*picture)
    return made


def point_at(view, x, y):
    """The point of the picture that lies at a place, counted from the room's corner; exact, not rounded."""
    left, top, *_ = view.place()
    return (x - left) / view.scale, (y - top) / view.scale


def test_a_picture_fits_and_is_in_the_middle():
    assert zoom().place() == (0, 125, 500, 250)
    assert zoom((100, 100)).place() == (200, 200, 100, 100)  # no larger than it is


def test_a_fitted_picture_follows_its_room_and_another_stays_at_its_size():
    view = zoom()
    view.resize(250, 250)
    assert 0.25 == view.scale

    view.zoom(1.0)
    view.resize(800, 800)
    assert (1.0, False) == (view.scale, view.fitted)
    view.fit()
    assert 0.8 == view.scale


@pytest.mark.parametrize("scale", [0.8, 1.0, 3.0])
@pytest.mark.parametrize("at", [(0, 0), (100, 20), (-200, 60)])
def test_the_point_under_the_pointer_stays_where_it_is(scale, at):
    view = zoom((4000, 4000))
    view.zoom(0.5)
    before = point_at(view, at[0] + 250, at[1] + 250)
    view.zoom(scale, *at)

    assert before == pytest.approx(point_at(view, at[0] + 250, at[1] + 250), abs=2 / view.scale)


def test_the_scale_has_limits():
    view = zoom()
    view.zoom(1000)
    assert LARGEST == view.scale
    view.zoom(0)
    assert 16 == view.place()[2]


def test_a_picture_is_moved_to_its_edges_and_no_further():
    view = zoom()
    view.zoom(1.0)
    view.pan(99_999, 99_999)
    assert view.place() == (0, 0, 1000, 500)
    view.pan(-99_999, 0)
    assert view.place() == (-500, 0, 1000, 500)


def test_what_is_all_on_view_does_not_move():
    view = zoom()
    view.pan(50, 50)

    assert view.place() == (0, 125, 500, 250)
    assert view.fitted
    assert (False, False) == view.pannable


def test_actual_size_begins_on_whole_pixels():
    view = zoom((999, 333), (500, 500))
    view.zoom(1.0, 13.7, 20.1)
    view.pan(3.3, 1.7)

    assert all(value == int(value) for value in view.place())


def test_the_whole_is_fetched_in_the_size_in_which_it_is_shown():
    view = zoom()
    assert view.wanted() == Look((0, 0, 1000, 500), (500, 250))
    view.zoom(4.0)
    assert view.wanted() == Look((0, 0, 1000, 500), (1000, 500))


def test_of_a_huge_picture_the_part_on_view_is_fetched_and_some_around_it():
    view = zoom((12_000, 9_000))
    assert view.wanted() == Look((0, 0, 12_000, 9_000), (500, 375))
    view.zoom(1.0)
    look = view.wanted()

    assert look == Look((5625, 4125, 6375, 4875), (750, 750))
    assert view.serves(look)
    view.pan(-100, 0)
    assert view.serves(look)
    view.pan(-100, 0)
    assert not view.serves(look)


def test_what_was_fetched_for_another_scale_does_not_serve():
    view = zoom()
    look = view.wanted()
    view.zoom(0.8)
    assert not view.serves(look)
    view.zoom(5.0)
    assert view.serves(view.wanted())
    view.zoom(9.0)
    assert view.serves(Look((0, 0, 1000, 500), (1000, 500)))


@given(
    picture=st.tuples(st.integers(1, 12_000), st.integers(1, 12_000)),
    room=st.tuples(st.integers(1, 8_000), st.integers(1, 5_000)),
    moves=st.lists(
        st.tuples(st.floats(0.001, 50), st.floats(-9000, 9000), st.floats(-9000, 9000)),
        max_size=5,
    ),
)
def test_wherever_one_looks_what_is_fetched_lies_in_the_picture_and_is_not_too_much(picture, room, moves):
    view = zoom(picture, room)
    for scale, x, y in moves:
        view.zoom(scale, x, y)
        view.pan(x, y)
    (left, top, right, bottom), (width, height) = view.wanted()

    assert 0 <= left < right <= picture[0]
    assert 0 <= top < bottom <= picture[1]
    assert 1 <= width <= right - left
    assert 1 <= height <= bottom - top
    assert width * height <= MOST_SEEN
    shown = view.place()
    for start, size, space in ((shown[0], shown[2], room[0]), (shown[1], shown[3], room[1])):
        assert -1 <= start <= max(0, space - size) + 1 or start >= space - size - 1


@pytest.mark.parametrize("size", [(1, 1), (100, 50), (12_000, 10_000), (120_000, 1000)])
def test_the_most_of_a_picture_is_all_of_it_in_few_enough_pixels(size):
    look = most_of(*size)

    assert look.box == (0, 0, *size)
    assert look.size[0] * look.size[1] <= MOST_SEEN
    assert look.size == size or look.size[0] * look.size[1] > 0.9 * MOST_SEEN
