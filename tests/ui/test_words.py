from __future__ import annotations

from itertools import combinations

import pytest

from desktop.domain.errors import OutOfCredit, RateLimited
from desktop.domain.parts import Modality
from desktop.domain.projection import lacking
from desktop.program import _ways_out
from desktop.ui.words import lack, sentence_for, way_out


@pytest.mark.parametrize(("host", "fix"), [("openrouter.ai", "credits"), ("127.0.0.1:8901", "retry")])
def test_pages_of_openrouter_are_offered_for_its_own_failures_alone(host, fix):
    assert fix == way_out(OutOfCredit(host=host))[0]


@pytest.mark.parametrize(("said", "told"), [("Slow down", "Slow down."), ("Slow down!", "Slow down!"), ("", "")])
def test_what_the_other_side_said_ends_as_a_sentence(said, told):
    words = sentence_for(RateLimited(said, retry_after=8))

    assert " ".join(f"Too many requests for now. {told} Try again in 8 s.".split()) == words


@pytest.mark.parametrize(
    ("kinds", "told"),
    [
        (["image"], "Muse cannot see pictures."),
        (["audio"], "Muse cannot hear recordings."),
        (["video"], "Muse cannot watch videos."),
        (["audio", "image"], "Muse takes neither recordings nor pictures."),
        (["audio", "image", "video"], "Muse takes text alone."),
    ],
)
def test_what_a_model_does_not_take_is_a_sentence(kinds, told):
    assert lack("Muse", kinds) == told


def test_whatever_a_model_may_lack_has_a_way_out_and_nothing_else_has():
    class Anything:
        def __getattr__(self, _name):
            return print

    ways = _ways_out(Anything(), Anything(), Anything())
    lacks = sorted(lacking(["text"]))
    wanted = {" ".join(kinds) for size in range(1, 4) for kinds in combinations(lacks, size)}

    assert {way for way in ways if set(way.split()) & set(Modality)} == wanted
