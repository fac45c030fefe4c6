"""What is said of an answer that did not end well, and what helps."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from desktop.domain.conversation import Messages
from desktop.domain.errors import (
    BadRequest,
    BytesLost,
    CannotGive,
    ConnectionLost,
    FileRefused,
    Moderated,
    PictureRefused,
    PictureTooSmall,
    ProviderFailed,
    RateLimited,
    RequestTooLarge,
)
from desktop.domain.message import Message, Receipt, Role, State
from desktop.domain.parts import ImagePart, LeftOut, MediaPart, Modality, ReasoningPart, TextPart, Withheld
from desktop.domain.vision import Quality
from desktop.ui.screens.receipts import table_of
from desktop.ui.screens.ways_out import why_and_ways

NOW = datetime(2026, 1, 2, tzinfo=UTC)
ANSWER = Message("a", "q", Role.ASSISTANT, (), NOW, State.FAILED, "m/x")
TEXT = TextPart("What is it?")
CAT = ImagePart("cat.png", blob="0" * 64)
FAR = ImagePart("far.png", url="https://pictures.example/far.png")
PDF = MediaPart("a.pdf", Modality.FILE, "application/pdf", "1" * 64, size=1_240_000)
NONE = Messages()


def held(*parts):
    return tuple(replace(part, withheld=Withheld.REFUSED) for part in parts)


def ways(failure, *parts, before=(), left_out=()):
    """What helps, and what stands on it, where a question with these parts failed, after one with those."""
    earlier = Message("p", "", Role.USER, before, NOW)
    drawn = Message("d", "p", Role.ASSISTANT, (TEXT, CAT), NOW)
    question = Message("q", "d", Role.USER, (TEXT, *parts), NOW)
    answer = replace(ANSWER, failure=failure, receipt=Receipt(left_out=left_out) if left_out else None)
    return dict(why_and_ways(answer, Messages([earlier, drawn, question, answer]))[1])


@pytest.mark.parametrize(
    ("failure", "parts", "fixes", "words"),
    [
        (RequestTooLarge(), [CAT], ["retry", "shrink", "replace"], ("Ask without the picture", "Replace it…")),
        (PictureRefused(), [CAT, CAT], ["retry", "shrink", "replace"], ("Ask without the pictures", "Replace them…")),
        (Moderated(), [CAT], ["retry", "replace"], ("Ask without the picture", "Replace it…")),
        (BytesLost("0" * 64), [CAT], ["retry", "replace"], ("Ask without the picture", "Replace it…")),
        (FileRefused("no"), [PDF], ["retry", "replace"], ("Ask without it", "Replace it…")),
        (PictureRefused(), [FAR], ["retry", "fetch", "replace"], ("Ask without the picture", "Replace it…")),
        (
            PictureRefused(),
            [FAR, CAT],
            ["retry", "shrink", "fetch", "replace"],
            ("Ask without the pictures", "Replace them…"),
        ),
        (RequestTooLarge(), [FAR], ["retry", "replace"], ("Ask without the picture", "Replace it…")),
        (RequestTooLarge(), [CAT, PDF], ["retry", "shrink", "replace"], ("Ask without them", "Replace them…")),
    ],
)
def test_the_ways_past_a_refusal_fit_what_was_refused(qapp, failure, parts, fixes, words):
    offered = ways(failure, *held(*parts))

    assert fixes == list(offered)
    assert words == (offered["retry"], offered["replace"])


MORE = replace(CAT, original="2" * 64, quality=Quality.SHARP, given=(900, 600), width=600, height=400)


@pytest.mark.parametrize(
    ("picture", "fixes"),
    [
        (CAT, ["retry", "replace"]),
        (MORE, ["retry", "enlarge", "replace"]),
        (replace(MORE, width=600, height=900), ["retry", "replace"]),
        (replace(MORE, quality=Quality.ORIGINAL), ["retry", "replace"]),
        (replace(MORE, original=""), ["retry", "replace"]),
    ],
)
def test_what_is_too_small_is_made_larger_where_it_can_be_and_never_smaller(qapp, picture, fixes):
    assert fixes == list(ways(PictureTooSmall("at least 512 pixels"), *held(picture)))


def test_nothing_is_asked_without_what_was_not_sent(qapp):
    blind, old = ((Modality.IMAGE, LeftOut.NOT_TAKEN), 2), ((Modality.IMAGE, LeftOut.OLD), 1)

    assert "without" not in ways(BadRequest("no", status=400), CAT, before=[CAT], left_out=(blind,))
    assert "without" in ways(BadRequest("no", status=400), before=[PDF, CAT], left_out=(blind,))
    assert "without" in ways(BadRequest("no", status=400), before=[CAT, CAT], left_out=(old,))


def test_another_model_gives_what_no_provider_of_this_one_gives(qapp):
    assert ["model", "retry"] == list(ways(CannotGive("no", status=404, host="openrouter.ai"), CAT, before=[CAT]))


def test_what_a_provider_cannot_fetch_is_fetched_here(qapp):
    assert "Fetch it here…" == ways(PictureRefused(), *held(FAR, CAT))["fetch"]
    assert "Fetch them here…" == ways(PictureRefused(), *held(FAR, FAR))["fetch"]


def test_what_is_sent_smaller_of_pictures_and_files_are_the_pictures(qapp):
    assert "Send smaller…" == ways(RequestTooLarge(), *held(CAT))["shrink"]
    assert "Send the pictures smaller…" == ways(RequestTooLarge(), *held(CAT, PDF))["shrink"]


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ([*held(CAT), CAT], "Ask with the last picture alone"),
        ([*held(CAT, CAT), CAT, CAT], "Ask with the last 2 pictures"),
        ([CAT, CAT], "Ask without earlier pictures"),
    ],
)
def test_of_too_many_pictures_those_that_may_go_are_asked_about_and_none_is_made_smaller(qapp, parts, words):
    offered = ways(PictureRefused("Too many images in request: 3, maximum 1"), *parts)

    assert ["retry", "edit"] == list(offered)
    assert words == offered["retry"]
    assert "shrink" in ways(PictureRefused("Too many images: maximum 0"), *held(CAT))


@pytest.mark.parametrize(
    ("parts", "before", "words"),
    [
        ([CAT], [], "Ask without the picture"),
        ([CAT, CAT], [CAT], "Ask without the pictures"),
        ([CAT, PDF], [], "Ask without them"),
        ([], [CAT], "Ask without earlier pictures and files"),
        (held(CAT), [PDF], "Ask without earlier pictures and files"),
    ],
)
def test_whatever_was_refused_can_be_asked_without_what_was_attached(qapp, parts, before, words):
    offered = ways(BadRequest("no", status=400), *parts, before=before)

    assert ["edit", "without", "retry"] == list(offered)
    assert words == offered["without"]


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ((), "The provider's moderation refused this question, and later requests go without it: safety"),
        ((ReasoningPart("Hm."),), "refused this question, and later requests go without it: safety"),
        ((TextPart("So"),), "The provider's moderation ended the answer: safety"),
        ((CAT,), "The provider's moderation ended the answer: safety"),
    ],
)
def test_moderation_is_said_to_refuse_a_question_only_where_it_let_nothing_pass(qapp, parts, said):
    assert why_and_ways(replace(ANSWER, parts=parts, failure=Moderated("safety")), Messages())[0].endswith(said)


@pytest.mark.parametrize("failure", [BadRequest("no", status=400), Moderated("no")])
def test_without_anything_that_goes_along_nothing_can_be_left_out(qapp, failure):
    assert ["edit", "retry"] == list(ways(failure, before=held(CAT)))


@pytest.mark.parametrize("failure", [RateLimited(status=429), ProviderFailed(status=503), ConnectionLost()])
def test_what_has_nothing_to_do_with_pictures_offers_nothing_of_them(qapp, failure):
    assert ["retry"] == list(ways(failure, CAT))


@pytest.mark.parametrize("failure", [Moderated("no"), RequestTooLarge()])
def test_earlier_pictures_are_left_out_in_a_second_step(qapp, failure):
    words = "Ask without all pictures and files"

    assert words == ways(failure, *held(CAT), before=[CAT])["without-all"]
    assert "without-all" not in ways(failure, *held(CAT), before=held(CAT))
    assert "without-all" not in ways(PictureRefused("no"), *held(CAT), before=[CAT])


def test_what_nobody_has_looked_at_is_not_read_for_a_button(qapp):
    class Unread:
        id, parent, size = "p", "", 1

        def read(self):
            raise AssertionError

    question, answer = Message("q", "p", Role.USER, (TEXT,), NOW), replace(ANSWER, failure=BadRequest("no"))

    assert ["edit", "retry"] == list(dict(why_and_ways(answer, Messages([Unread(), question, answer]))[1]))


@pytest.mark.parametrize("parts", [(ReasoningPart("Hm."), TextPart(" \n")), (TextPart(" \n"),)])
def test_an_answer_of_nothing_but_reasoning_or_blanks_is_called_empty_and_asked_again(qapp, parts):
    thought, said = ReasoningPart("Hm."), TextPart("Yes.")
    empty = replace(ANSWER, parts=parts, state=State.COMPLETE)
    picture = ImagePart("a.png", "image/png", "a" * 64)

    assert ("The answer is empty. Another try often helps.", (("retry", "Try again"),)) == why_and_ways(empty, NONE)
    for others, state in (
        ((thought, said), State.COMPLETE),
        ((thought, picture), State.COMPLETE),
        ((thought,), State.STREAMING),
        ((), State.COMPLETE),
    ):
        assert ("", ()) == why_and_ways(replace(ANSWER, parts=others, state=state), NONE)


@pytest.mark.parametrize(
    ("parts", "kept"),
    [
        ((), False),
        ((TextPart(" \n"),), False),
        ((TextPart("It is"),), True),
        ((ReasoningPart("Hm"),), True),
        ((CAT,), True),
    ],
)
def test_that_what_had_arrived_is_kept_is_said_only_where_something_had(qapp, parts, kept):
    failure = ConnectionLost(host="far")
    answer = replace(ANSWER, parts=parts, state=State.CUT_OFF, failure=failure)
    said = "The connection to far was lost." + (" What had arrived is kept." if kept else "")

    assert why_and_ways(answer, NONE)[0] == said
    assert dict(table_of(answer))["Failure"] == said
