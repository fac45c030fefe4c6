"""Places where conversations were left, from one run to the next."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.system.press import Press
from desktop.ui.transcript.hold import Held, Mark
from desktop.ui.transcript.message_rows import GROUPS
from desktop.ui.transcript.places import FARTHEST, MOST, Places
from desktop.ui.transcript.rows import SpaceRow
from desktop.ui.transcript.transcript import Transcript
from desktop.ui.transcript.typesetter import Typesetter

from .conftest import talk

PLACE = Mark("m", Held(0, (2, 5), 120, 0.25))


def test_a_place_comes_back_as_it_was():
    places = Places({})
    places.keep("c", PLACE)
    places.keep("d", Mark("n", Held(0, (3, SpaceRow.__name__), -1, 0.5)))

    assert {"c": "m 2 5 120 0.250", "d": "n 3 SpaceRow -1 0.500"} == places.stored
    assert PLACE == Places(places.stored)["c"]
    assert places.stored == Places(places.stored).stored


def test_what_was_left_at_its_end_has_no_place():
    places = Places({"c": "m 2 5 120 0.250"})
    places.keep("c", None)

    assert places["c"] is None
    assert {} == places.stored


def test_the_places_that_were_left_first_are_forgotten():
    places = Places({str(number): "m 2 5 120 0.250" for number in range(MOST)})
    places.keep("0", PLACE)
    places.keep("new", PLACE)

    assert [*map(str, range(2, MOST)), "0", "new"] == list(places.stored)


@pytest.mark.parametrize("text", ["", "m", "m 2 5 120 nan", "m 2 5 120 inf", "m 4 5 120 0", "m -1 5 1 0", "m 2 5 x 0"])
def test_what_is_no_place_is_left_out(text):
    assert {} == Places({"c": text}).stored


@given(st.tuples(st.integers(0, GROUPS - 1), st.integers() | st.text(), st.integers(), st.floats(-FARTHEST, FARTHEST)))
def test_whatever_is_stored_leads_somewhere(transcript_for_all, place):
    transcript = transcript_for_all
    mark = Places({"c": "a0 " + " ".join(map(str, place))})["c"]
    transcript.show_entries(talk(4), mark)

    assert 0 <= transcript.scrolled <= transcript.verticalScrollBar().maximum()


@pytest.fixture(scope="module")
def transcript_for_all(qapp):
    made = Transcript(Typesetter(Press))
    made.resize(700, 500)
    made.show()
    yield made
    made.flow.style.typesetter.close()
    made.deleteLater()
