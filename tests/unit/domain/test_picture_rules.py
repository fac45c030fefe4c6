from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from desktop.domain.message import Message, Receipt, Role, Usage
from desktop.domain.parts import ImagePart, LeftOut, MediaPart, Missing, Modality, TextPart, Withheld
from desktop.domain.picture_rules import FITTING, PictureRules, too_old

NOW = datetime(2026, 1, 2, tzinfo=UTC)
CAT = ImagePart("cat.png", "image/png", blob="0" * 64)
PDF = MediaPart("a.pdf", Modality.FILE, "application/pdf", "e" * 64, size=9)
VOICE = MediaPart("a.mp3", Modality.AUDIO, "audio/mpeg", "f" * 64, size=9)
TEXT = TextPart("four")
RULES = PictureRules(FITTING, context=1000, weigh=lambda _: 100)  # there is room for 750 tokens


def question(*parts):
    return Message("q", "", Role.USER, (TEXT, *parts), NOW)


def answer(counted, *left_out, model="a/b", words=TEXT):
    receipt = Receipt(usage=Usage(counted), left_out=left_out)
    return Message("a", "q", Role.ASSISTANT, (words,), NOW, model=model, receipt=receipt)


def left_out(why, count=1, what=Modality.IMAGE):
    return Missing(what, why), count


BY_HAND = left_out(LeftOut.BY_HAND, 1, Modality.FILE)
HELD = replace(PDF, withheld=Withheld.BY_HAND)


@pytest.mark.parametrize(
    ("asked", "answered", "goes"),
    [
        ((CAT, PDF), None, True),  # nobody knows what the PDF takes
        ((CAT, PDF), answer(747), True),  # of these 100 are the picture's, and 2 are said since
        ((CAT, PDF), answer(749), False),
        ((CAT, VOICE), answer(749), False),
        ((CAT,), answer(749), False),  # whatever else is in it
        ((CAT, PDF), answer(749, model="c/d"), True),  # another one counts otherwise
        ((CAT, PDF), answer(0), True),
        ((CAT, PDF), answer(None), True),
        ((CAT, PDF), replace(answer(749), receipt=Receipt()), True),
        ((CAT, PDF), replace(answer(749), receipt=None), True),
        ((CAT, PDF), answer(1, words=TextPart("x" * 2800)), False),  # texts are longer than what was counted
        ((CAT, HELD), answer(749), True),  # it was sent then
        ((CAT, HELD), answer(749, BY_HAND), False),
        ((CAT, PDF), answer(749, BY_HAND), True),  # it was not
    ],
)
def test_what_nobody_can_weigh_takes_the_room_that_was_counted(asked, answered, goes):
    branch = [question(*asked), *([answered] if answered else []), question()]

    assert [0 if goes else 1, *[0] * (len(branch) - 1)] == too_old(branch, "a/b", RULES)


@pytest.mark.parametrize("why", [LeftOut.OLD, LeftOut.NO_ROOM, LeftOut.NOT_TAKEN])
def test_pictures_that_were_not_sent_then_were_not_counted(why):
    def older(counted, count):
        return too_old([question(CAT, CAT, PDF), answer(counted, left_out(why, count)), question()], "a/b", RULES)

    assert [[0, 0, 0], [1, 0, 0]] == [older(648, 1), older(649, 1)]
    assert [[0, 0, 0], [1, 0, 0]] == [older(548, 2), older(549, 2)]


def test_a_file_that_was_not_taken_then_says_nothing_of_pictures():
    branch = [question(CAT, VOICE), answer(649, left_out(LeftOut.NOT_TAKEN, 1, Modality.AUDIO)), question()]

    assert [0, 0, 0] == too_old(branch, "a/b", RULES)


def test_a_picture_that_is_withheld_is_none_of_the_older_ones():
    branch = [
        question(replace(CAT, withheld=Withheld.REFUSED), CAT, CAT, PDF),
        answer(747, left_out(LeftOut.REFUSED), left_out(LeftOut.OLD)),
        question(),
    ]
    assert [2, 0, 0] == too_old(branch, "a/b", RULES)


@pytest.mark.parametrize("held", [replace(CAT, withheld=Withheld.LOST), replace(CAT, width=9)])
def test_a_picture_that_is_not_sent_anyway_is_none_of_the_newest_ones(held):
    rules = PictureRules(1, unfit=lambda image: LeftOut.TOO_LARGE if image.width else None)

    assert [1, 0, 0, 0] == too_old([question(CAT), question(CAT), question(held), question()], "a/b", rules)


def test_the_last_count_is_taken_and_what_is_said_since_by_its_length():
    branch = [question(CAT, PDF), answer(9999), question(TextPart("x" * 390)), answer(649), question()]
    assert [0] * 5 == too_old(branch, "a/b", RULES)

    branch[4] = question(TextPart("x" * 400))
    assert [1, 0, 0, 0, 0] == too_old(branch, "a/b", RULES)
