"""What is missing of a photograph, told although the decoder says nothing of it."""

from __future__ import annotations

import pytest

from desktop.domain.edits import Edits
from desktop.domain.picture import Change
from desktop.domain.vision import AS_IT_IS, Plan
from tests.unit.system.pictures import decoded, encoded, noise

END = b"\xff\xd9"
KINDS = {
    "plain": {},
    "restarted": {"restart_marker_rows": 1},
    "full colors": {"subsampling": 0},
    "gray": {},
    "progressive": {"progressive": True},
}
SMALLER = Plan(edge=200)
GRAY = (128, 128, 128)


def photograph(kind="plain"):
    image = noise().convert("L") if kind == "gray" else noise()
    return encoded(image, "JPEG", quality=90, **KINDS[kind])


@pytest.mark.parametrize("plan", [AS_IT_IS, SMALLER])
@pytest.mark.parametrize("kind", KINDS)
def test_a_whole_photograph_is_not_called_damaged(prepare_as, kind, plan):
    made = prepare_as(photograph(kind), plan)

    assert made.changes == ()
    assert plan is SMALLER or made.data == photograph(kind)


@pytest.mark.parametrize("plan", [AS_IT_IS, SMALLER])
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "progressive"])
@pytest.mark.parametrize("missing", [200, 20_000])
def test_what_ends_before_all_pixels_is_shown_and_called_damaged(prepare_as, kind, plan, missing):
    made = prepare_as(photograph(kind)[: -missing - 2] + END, plan)

    assert made.changes == (Change.DAMAGED,)
    assert (made.given_width, made.given_height) == (400, 300)


@pytest.mark.parametrize("plan", [AS_IT_IS, SMALLER])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("missing", [2, 400])
def test_what_has_no_end_is_shown_and_called_damaged_and_gets_one(prepare_as, kind, plan, missing):
    made = prepare_as(photograph(kind)[:-missing], plan)

    assert made.changes == (Change.DAMAGED,)
    assert made.data.endswith(END)


def test_it_is_told_of_what_is_edited_too_and_shown_as_far_as_it_goes(prepare_as):
    cut = photograph()[: len(photograph()) // 2] + END
    made = prepare_as(cut, AS_IT_IS, Edits(turns=2))

    assert made.changes == (Change.DAMAGED, Change.TURNED)
    shown = decoded(made.data)
    assert {shown.getpixel((x, 5)) for x in range(400)} == {GRAY}
    assert len({shown.getpixel((x, 290)) for x in range(400)}) > 100


def test_what_is_missing_in_the_middle_is_told_by_what_then_misses_at_the_end(prepare):
    whole = photograph()

    assert Change.DAMAGED in prepare(whole[:20_000] + whole[24_000:]).changes


def test_what_follows_the_end_hides_nothing_that_is_there(prepare):
    made = prepare(photograph() + b"film" + END)

    assert made.changes == (Change.METADATA_REMOVED,)
    assert made.data == photograph()
