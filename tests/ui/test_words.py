from __future__ import annotations

from itertools import combinations
from math import inf, nan

import pytest

from desktop.domain.errors import (
    AnswerTooLarge,
    ConnectionLost,
    EmptyList,
    FileForbidden,
    FilesLeftOut,
    FileTooLarge,
    FolderTooLarge,
    NoAnswer,
    OutOfCredit,
    ProviderFailed,
    RateLimited,
    Silence,
    TextTooLong,
    TooManyBytes,
    TooManyFrames,
    TooManyPictures,
    TooManyPixels,
    TooMuchUnsaved,
    Unreachable,
)
from desktop.domain.parts import Modality
from desktop.domain.projection import lacking
from desktop.program import _ways_out
from desktop.ui.kind_words import lack
from desktop.ui.words import sentence_for, way_out


@pytest.mark.parametrize(("host", "fix"), [("openrouter.ai", "credits"), ("127.0.0.1:8901", "retry")])
def test_pages_of_openrouter_are_offered_for_its_own_failures_alone(host, fix):
    assert fix == way_out(OutOfCredit(host=host))[0]


@pytest.mark.parametrize(("said", "told"), [("Slow down", "Slow down."), ("Slow down!", "Slow down!"), ("", "")])
def test_what_the_other_side_said_ends_as_a_sentence(said, told):
    words = sentence_for(RateLimited(said, retry_after=8))

    assert " ".join(f"Too many requests for now. {told} Try again in 8 s.".split()) == words


@pytest.mark.parametrize("wait", [None, 86_400, 99_999_999_999, 1e308, inf, nan])
def test_no_wait_is_told_that_nobody_waits(wait):
    assert sentence_for(RateLimited(retry_after=wait)) == "Too many requests for now."


def test_others_words_turn_nothing_around_in_a_sentence():
    words = sentence_for(ProviderFailed("\u202eno\u2069\nway", provider="A\u202eB"))

    assert words == "The provider A\ufffdB failed: \ufffdno\ufffd way"


@pytest.mark.parametrize(
    ("failure", "told"),
    [
        (NoAnswer(host="far"), "far did not answer in 30 seconds."),
        (ConnectionLost(host="far"), "The connection to far was lost."),
        (Silence(host="far"), "far sent nothing for 60 seconds."),
        (AnswerTooLarge(), "The answer is too large."),
        (EmptyList(host="openrouter.ai"), "The list that openrouter.ai sent has no models."),
        (Unreachable(host="far"), "far refused the connection. Is the server running?"),
    ],
)
def test_of_a_list_nothing_is_kept_and_nothing_charged(failure, told):
    assert sentence_for(failure, asked=False) == told


@pytest.mark.parametrize(
    ("failure", "told"),
    [
        (FilesLeftOut(count=1_280), "Files in this folder that were not attached: 1,280"),
        (FilesLeftOut(count=80, more=True), "Files in this folder that were not attached: more than 80"),
        (FilesLeftOut(count=0, more=True), "Files in this folder that were not attached: some"),
        (
            FolderTooLarge(count=80, most=50),
            "One message takes 50 files. Not attached of this folder: 80.",
        ),
        (TooManyPictures(count=2, most=50), "One message takes 50 files. Not attached: 2."),
        (
            TooMuchUnsaved(most=200_000_000),
            "Not attached: nothing can be stored now, and what waits for that may take 200.0 MB at most.",
        ),
        (
            TooManyPixels("16000×16000 px", most=120_000_000),
            "This picture is too large: 16000×16000 px. The most is 120 million pixels.",
        ),
        (TooManyFrames(most=2_000), "This picture has more than 2,000 frames or pages."),
        (
            TooManyBytes(count=30_000_000, more=True, most=30_000_000),
            "This picture is too large: more than 30.0 MB. The most is 30.0 MB.",
        ),
        (FileTooLarge(count=61_200_000, most=50_000_000), "This file is too large: 61.2 MB. The most is 50.0 MB."),
        (
            TextTooLong(count=4_200_000, most=4_000_000),
            "This text is too long for a question: 4.2 MB. The most is 4.0 MB.",
        ),
    ],
)
def test_what_is_too_much_is_said_with_what_is_allowed(failure, told):
    assert sentence_for(failure) == told


@pytest.mark.parametrize(
    ("kinds", "told"),
    [
        (["image"], "Muse cannot see pictures."),
        (["audio"], "Muse cannot hear recordings."),
        (["video"], "Muse cannot watch videos."),
        (["audio", "image"], "Muse takes neither recordings nor pictures."),
        (["file"], "Muse takes no PDFs."),
        (["audio", "file", "image", "video"], "Muse takes none of these: recordings, PDFs, pictures, videos."),
    ],
)
def test_what_a_model_does_not_take_is_a_sentence(kinds, told):
    assert lack("Muse", kinds) == told


def test_whatever_a_model_may_lack_has_a_way_out_and_nothing_else_has():
    class Anything:
        def __getattr__(self, _name):
            return print

    ways = _ways_out(Anything(), Anything(), Anything())
    lacks = sorted(lacking(["text"], parses=False))
    wanted = {" ".join(kinds) for size in range(1, 5) for kinds in combinations(lacks, size)}

    assert {way for way in ways if set(way.split()) & set(Modality)} == wanted


def test_of_what_is_forbidden_it_is_not_said_that_it_is_a_file():
    """A folder may be forbidden too."""
    assert "file" not in sentence_for(FileForbidden())
