"""What is said of an answer while it is waited for."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from desktop.domain.citations import Source
from desktop.domain.errors import (
    NameNotFound,
    ProviderFailed,
    RateLimited,
)
from desktop.domain.message import Message, Receipt, Role, State
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
from desktop.services.progress import Asking, Receiving, Retrying, Sending, Streaming, Waiting
from desktop.ui.screens.entries import (
    _begins_with_text,
    _file_line,
    _leave_out,
    _left_out,
    _not_sent_back,
    _placed,
    _reread,
    _source_line,
    _state,
    _withheld,
    thought,
    waiting,
)
from desktop.ui.transcript.sources_row import name_of

REST = "only the first 2,000,000 characters are kept"
ASKED = Message("a", "q", Role.ASSISTANT, (), datetime(2026, 1, 2, tzinfo=UTC), State.STREAMING, "m/x")


@pytest.mark.parametrize(
    ("phase", "said"),
    [
        (Sending(12_600_000, 40_000_000), "Sending 12.6 MB of 40.0 MB · 31 %"),
        (Waiting(), "Waiting for the first words…"),
        (Waiting(16), "Still waiting: the provider is queueing · 16 s"),
        (Asking(310), "Nothing for 5 minutes. The provider only says that it is alive."),
        (Receiving(1_200_000), "Receiving a picture… 1.2 MB"),
        (Receiving(1_200_000, 16), "Receiving a picture… 1.2 MB · nothing more for 16 s"),
        (Streaming(), ""),
        (Streaming(16), "No new words for 16 s"),
    ],
)
def test_every_phase_of_waiting_has_its_words_and_words_that_come_need_none(qapp, phase, said):
    assert said == waiting(phase)


@pytest.mark.parametrize(
    ("failure", "why"),
    [
        (RateLimited("Free tier is busy.", retry_after=7), "Too many requests for now. Free tier is busy."),
        (RateLimited(retry_after=7), "Too many requests for now."),
        (ProviderFailed("overloaded", provider="Cumulus"), "The provider Cumulus failed: overloaded"),
        (NameNotFound(host="example.org"), "example.org was not found. Is this computer online?"),
    ],
)
def test_another_try_is_announced_with_its_reason(qapp, failure, why):
    assert f"{why}\nTrying again in 6 s · Esc stops" == waiting(Retrying(failure, 6))
    assert f"{why}\nTrying again…" == waiting(Retrying(failure))


def test_pictures_stand_behind_text_that_comes_first():
    picture, text = ImagePart("a.png", "image/png", "a" * 64), TextPart("What is this?")

    assert _begins_with_text(replace(ASKED, parts=(ReasoningPart("So."), text, picture)))
    assert not _begins_with_text(replace(ASKED, parts=(picture, text)))
    assert not _begins_with_text(replace(ASKED, parts=()))


def test_what_the_title_of_a_source_hides_is_spelled_out_as_in_links(qapp):
    line = _source_line(Source(1, "https://e.com/a", " a\u202eb\n\u200bc "))

    assert "Source 1: a<U+202E>b <U+200B>c, e.com" == name_of(line)


@pytest.mark.parametrize(("title", "said"), [("A page", "A page, xn--80ak6aa92e.com"), ("", "xn--80ak6aa92e.com")])
def test_of_a_source_whose_address_names_a_user_the_host_is_told(qapp, title, said):
    line = _source_line(Source(1, "https://good.example:secret@\u0430\u0440\u0440\u04cf\u0435.com/good.example", title))

    assert f"Source 1: {said}" == name_of(line)


CAT = ImagePart("cat.png", blob="0" * 64)
PDF = MediaPart("a.pdf", Modality.FILE, "application/pdf", "1" * 64, size=1_240_000, engine=Engine.TEXT)
PDF_AT = MediaPart("b\u202e.pdf", Modality.FILE, url="https://example.org/b.pdf")
CODE = TextFilePart("a.py", "2" * 64, 9, 1, 8)
REFUSED, BY_HAND = Withheld.REFUSED, Withheld.BY_HAND


def asked(*parts, held=Withheld.NO):
    return replace(ASKED, role=Role.USER, parts=parts).withholding(held)


@pytest.mark.parametrize(
    ("what", "why", "counted", "said"),
    [
        (Modality.IMAGE, LeftOut.NOT_TAKEN, ("1 picture", "2 pictures"), "not sent: this model takes none."),
        (Modality.AUDIO, LeftOut.NOT_TAKEN, ("1 recording", "2 recordings"), "not sent: this model takes none."),
        (Modality.FILE, LeftOut.REFUSED, ("1 PDF", "2 PDFs"), "not sent: refused by a provider."),
        (Modality.FILE, LeftOut.LOST, ("1 PDF", "2 PDFs"), "not sent: not stored any more."),
        (Modality.VIDEO, LeftOut.BY_HAND, ("1 video", "2 videos"), "not sent: left out by you."),
        (Modality.IMAGE, LeftOut.OLD, ("1 picture", "2 pictures"), "not sent: there are newer ones."),
        (Modality.IMAGE, LeftOut.NO_ROOM, ("1 picture", "2 pictures"), "not sent: no room in the model's context."),
        (Modality.IMAGE, LeftOut.TOO_LARGE, ("1 picture", "2 pictures"), "not sent: too large for this model."),
        (
            Modality.IMAGE,
            LeftOut.FORMAT,
            ("1 picture", "2 pictures"),
            "not sent: in a format that this model does not take.",
        ),
    ],
)
def test_what_an_answer_was_asked_without_is_said_with_its_number(qapp, what, why, counted, said):
    for count in (1, 2):
        assert [f"{counted[count - 1]} {said}"] == _left_out([(Missing(what, why), count)])


@pytest.mark.parametrize(
    ("reread", "engine", "said"),
    [
        (0, Engine.OCR, []),
        (1, Engine.NATIVE, ["1 PDF read by the model itself, not as chosen before."]),
        (2, Engine.TEXT, ["2 PDFs read as text alone, without scans, not as chosen before."]),
        (3, Engine.OCR, ["3 PDFs read with scans, for a price by the page, not as chosen before."]),
    ],
)
def test_it_is_said_that_pdfs_were_read_otherwise_than_chosen(qapp, reread, engine, said):
    assert said == _reread(Receipt(reread=reread, engine=engine))


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
        (REFUSED, [CAT], "A provider refused a request with this picture. It will not be sent again."),
        (REFUSED, [CAT, CAT], "A provider refused a request with these pictures. They will not be sent again."),
        (BY_HAND, [CAT], "This picture is not sent with later questions."),
        (BY_HAND, [CAT, CAT], "These pictures are not sent with later questions."),
        (REFUSED, [CAT, PDF], "No longer sent because a provider refused a request with it: cat.png, a.pdf"),
        (Withheld.LOST, [CAT], "This picture is not stored any more, and is not sent with later questions."),
        (Withheld.LOST, [CAT, CAT], "These pictures are not stored any more, and are not sent with later questions."),
        (Withheld.LOST, [CAT, PDF], "Not stored any more, so not sent with later questions: cat.png, a.pdf"),
        (BY_HAND, [PDF_AT], "Not sent with later questions: b<U+202E>.pdf"),
    ],
)
def test_what_is_sent_no_more_is_named(qapp, why, parts, said):
    assert said == _withheld(why, asked(*parts, held=why).media)


def test_of_several_pictures_the_one_that_is_sent_no_more_is_named(qapp):
    media = replace(CAT, withheld=REFUSED), replace(CAT, name="dog.png"), replace(CAT, name="cow.png", withheld=BY_HAND)

    assert "No longer sent because a provider refused a request with it: cat.png" == _withheld(REFUSED, media)
    assert "Not sent with later questions: cow.png" == _withheld(BY_HAND, media)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (asked(CODE), ""),
        (asked(CAT, CODE), "Leave the picture out of later questions"),
        (asked(CAT, CAT), "Leave the pictures out of later questions"),
        (asked(CAT, PDF), "Send only the texts with later questions"),
        (asked(CAT, PDF, held=BY_HAND), ""),
    ],
)
def test_what_goes_along_can_be_left_out(qapp, question, words):
    assert words == _leave_out(question)


def test_files_say_what_they_are_where_they_lie_and_who_reads_them(qapp):
    lines = [_file_line(file) for file in (CODE, PDF, PDF_AT)]

    assert ["1 line · 9 bytes", "PDF · 1.2 MB · its text alone, free", "PDF · example.org"] == [f.facts for f in lines]
    assert [True, False, False] == [line.opens for line in lines]
    assert ["file:" + "2" * 64, "file:" + "1" * 64, "file-at:https://example.org/b.pdf"] == [f.action for f in lines]


@pytest.mark.parametrize(
    ("seconds", "characters", "said"),
    [
        (None, 1_999_999, ""),
        (41, 1_999_999, "41 s"),
        (None, 2_000_000, REST),
        (41, 2_000_000, f"41 s · {REST}"),
    ],
)
def test_reasoning_says_how_long_it_took_and_that_the_rest_of_it_was_left_out(seconds, characters, said):
    assert said == thought(seconds, "x" * characters)


def test_a_picture_whose_place_was_lost_is_shown_below_the_text():
    first, second = (ImagePart(f"{place}.png", "image/png", "a" * 64, place=place) for place in (1, 2))
    message = replace(ASKED, parts=(TextPart("So: ![it](#picture-1)"), first, second))

    assert (first, replace(second, place=0)) == _placed(message)


@pytest.mark.parametrize(
    ("state", "parts", "said"),
    [
        (State.FAILED, (), "failed"),
        (State.COMPLETE, (ReasoningPart("Let me call a tool."),), "failed"),
        (State.COMPLETE, (ReasoningPart("Hm."), TextPart("Yes.")), ""),
        (State.STOPPED, (ReasoningPart("Hm."),), "stopped"),
    ],
)
def test_an_answer_that_says_nothing_has_failed_whether_it_thought_or_not(qapp, state, parts, said):
    assert said == _state(replace(ASKED, state=state, parts=parts), unsaved=False)
