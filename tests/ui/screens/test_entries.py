"""What is said of an answer while it is waited for."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from desktop.domain.errors import (
    FileRefused,
    Moderated,
    NameNotFound,
    PictureRefused,
    ProviderFailed,
    RateLimited,
    RequestTooLarge,
)
from desktop.domain.message import Message, Role, State
from desktop.domain.parts import (
    Engine,
    ImagePart,
    LeftOut,
    MediaPart,
    Missing,
    Modality,
    ReasoningPart,
    TextFilePart,
    TextPart,
    Withheld,
)
from desktop.services.turn import Patience, Turn
from desktop.ui.screens.entries import (
    _begins_with_text,
    _file_line,
    _leave_out,
    _left_out,
    _not_sent_back,
    _reason,
    _withheld,
    waiting,
)

ASKED = Message("a", "q", Role.ASSISTANT, (), datetime(2026, 1, 2, tzinfo=UTC), State.STREAMING, "m/x")


@pytest.fixture
def turn(qapp):
    return Turn(ASKED, None, None, Patience())


def test_nothing_is_said_once_words_have_come(turn):
    assert "Waiting for the first words…" == waiting(turn)

    turn.begun = True

    assert not waiting(turn)


def test_while_a_large_question_is_sent_its_part_that_is_on_its_way_is_said(turn):
    turn._patience = Patience(upload=-1)
    turn.failure = RateLimited()  # of the try before
    turn._note_sent(12_600_000, 40_000_000)

    assert "Sending 12.6 MB of 40.0 MB · 31 %" == waiting(turn)


@pytest.mark.parametrize(
    ("failure", "why"),
    [
        (RateLimited("Free tier is busy.", retry_after=7), "Too many requests for now. Free tier is busy."),
        (RateLimited(retry_after=7), "Too many requests for now."),
        (ProviderFailed("overloaded", provider="Cumulus"), "The provider Cumulus failed: overloaded"),
        (NameNotFound(host="example.org"), "example.org was not found. Is this computer online?"),
    ],
)
def test_another_try_is_announced_with_its_reason(turn, failure, why):
    turn.failure, turn.retry_in = failure, 6
    counting = waiting(turn)
    turn.retry_in = 0

    assert f"{why}\nTrying again in 6 s · Esc stops" == counting
    assert f"{why}\nTrying again…" == waiting(turn)


def test_a_try_that_is_silent_for_long_is_spoken_of_as_such(turn):
    turn.failure, turn.waited = RateLimited(), 16

    assert "Still waiting: the provider is queueing · 16 s" == waiting(turn)


def test_a_wait_of_minutes_is_named_in_minutes(turn):
    turn.waited, turn.asking = 310, True

    assert "Nothing for 5 minutes. The provider only says that it is alive." == waiting(turn)


def test_pictures_stand_behind_text_that_comes_first():
    picture, text = ImagePart("a.png", "image/png", "a" * 64), TextPart("What is this?")

    assert _begins_with_text(replace(ASKED, parts=(ReasoningPart("So."), text, picture)))
    assert not _begins_with_text(replace(ASKED, parts=(picture, text)))
    assert not _begins_with_text(replace(ASKED, parts=()))


CAT = ImagePart("cat.png", blob="0" * 64)
PDF = MediaPart("a.pdf", Modality.FILE, "application/pdf", "1" * 64, size=1_240_000, engine=Engine.TEXT)
PDF_AT = MediaPart("b\u202e.pdf", Modality.FILE, url="https://example.org/b.pdf")
CODE = TextFilePart("a.py", "2" * 64, 9, 1, 8)
REFUSED, BY_HAND = Withheld.REFUSED, Withheld.BY_HAND


def asked(*parts, held=Withheld.NO):
    return replace(ASKED, role=Role.USER, parts=parts).withholding(held)


@pytest.mark.parametrize(
    ("what", "why", "said"),
    [
        (Modality.IMAGE, LeftOut.NOT_TAKEN, "Pictures not sent, because this model does not take them: 2"),
        (Modality.AUDIO, LeftOut.NOT_TAKEN, "Recordings not sent, because this model does not take them: 2"),
        (Modality.FILE, LeftOut.REFUSED, "PDFs not sent, because a provider refused them: 2"),
        (Modality.VIDEO, LeftOut.BY_HAND, "Videos not sent, because you left them out: 2"),
        (Modality.IMAGE, LeftOut.OLD, "Earlier pictures not sent, because there are newer ones: 2"),
        (Modality.IMAGE, LeftOut.TOO_LARGE, "Earlier pictures not sent, because this model takes smaller ones: 2"),
        (Modality.IMAGE, LeftOut.FORMAT, "Earlier pictures not sent, because this model takes other formats: 2"),
        (Modality.IMAGE, LeftOut.NO_ROOM, "Earlier pictures not sent, because there is no room for them: 2"),
    ],
)
def test_what_an_answer_was_asked_without_is_said_with_its_number(qapp, what, why, said):
    assert [said] == _left_out([(Missing(what, why), 2)])


@pytest.mark.parametrize(
    ("pictures", "said"),
    [
        (1, "The picture of this answer is not sent with later questions."),
        (3, "The 3 pictures of this answer are not sent with later questions."),
    ],
)
def test_it_is_said_that_pictures_of_an_answer_stay_where_they_are(qapp, pictures, said):
    assert said == _not_sent_back(pictures)


@pytest.mark.parametrize(
    ("why", "parts", "said"),
    [
        (REFUSED, [CAT], "A provider refused a request with these pictures. They are sent no more."),
        (BY_HAND, [CAT, CAT], "These pictures are not sent with later questions."),
        (REFUSED, [CAT, PDF], "A provider refused a request with this. It is sent no more: cat.png, a.pdf"),
        (BY_HAND, [PDF_AT], "Not sent with later questions: b<U+202E>.pdf"),
    ],
)
def test_what_is_sent_no_more_is_named(qapp, why, parts, said):
    assert said == _withheld(why, parts)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (asked(CODE), ""),
        (asked(CAT, CODE), "Leave the pictures out of later questions"),
        (asked(CAT, PDF), "Leave all but texts out of later questions"),
        (asked(CAT, PDF, held=BY_HAND), ""),
    ],
)
def test_what_goes_along_can_be_left_out(qapp, question, words):
    assert words == _leave_out(question)


@pytest.mark.parametrize(
    ("failure", "parts", "fixes"),
    [
        (RequestTooLarge(), [CAT], ["retry", "shrink", "edit"]),
        (PictureRefused(), [CAT], ["retry", "shrink", "edit"]),
        (Moderated(), [CAT], ["retry", "edit"]),
        (FileRefused("no"), [PDF], ["retry", "edit"]),
        (RequestTooLarge(), [CAT, PDF], ["retry", "edit"]),
    ],
)
def test_the_ways_past_a_refusal_fit_what_was_refused(qapp, failure, parts, fixes):
    answer = replace(ASKED, state=State.FAILED, failure=failure)
    offered = dict(_reason(answer, asked(*parts, held=REFUSED))[1])

    assert fixes == list(offered)
    assert ("Ask without the pictures" if parts == [CAT] else "Ask without them") == offered["retry"]


def test_files_say_what_they_are_where_they_lie_and_who_reads_them(qapp):
    lines = [_file_line(file) for file in (CODE, PDF, PDF_AT)]

    assert ["1 line · 9 bytes", "PDF · 1.2 MB · its text alone, free", "PDF · example.org"] == [f.facts for f in lines]
    assert [True, False, False] == [line.opens for line in lines]
    assert ["file:" + "2" * 64, "file:" + "1" * 64, "file-at:https://example.org/b.pdf"] == [f.action for f in lines]
