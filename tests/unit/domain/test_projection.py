from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from desktop.domain.errors import CannotSeePictures, Moderated, NotAllowed, PictureRefused, RequestTooLarge
from desktop.domain.message import Message, Role
from desktop.domain.parts import CitationPart, ImagePart, ReasoningPart, TextFilePart, TextPart, Withheld
from desktop.domain.projection import AHEAD, FITTING, LeftOut, PictureRules, is_blind, pictures_in, project, refused_by

NOW = datetime(2026, 1, 2, tzinfo=UTC)
CAT = ImagePart("cat.png", "image/png", blob="0" * 64)


def question(*parts):
    return Message("q", "", Role.USER, parts, NOW)


def answer(*parts, model="a/b"):
    return Message("a", "q", Role.ASSISTANT, parts, NOW, model=model)


def sent(*messages, sees=True, model="a/b"):
    return [list(m.parts) for m in project(messages, model, sees_pictures=sees).request.messages]


def test_text_goes_before_pictures():
    assert [[TextPart("what?"), CAT]] == sent(question(CAT, TextPart("what?")))


def test_a_model_that_cannot_see_gets_a_note_for_each_message():
    projection = project([question(TextPart("what?"), CAT, CAT)], "a/b", sees_pictures=False)

    assert {LeftOut.UNSEEN: 2} == projection.left_out
    assert () == projection.pictured
    assert (
        TextPart("what?"),
        TextPart("[2 pictures left out: this model cannot see pictures]"),
    ) == projection.request.messages[0].parts


def test_one_picture_is_one_picture():
    parts = sent(question(CAT), sees=False)

    assert [[TextPart("[1 picture left out: this model cannot see pictures]")]] == parts


def test_nothing_is_left_out_for_a_model_that_sees():
    assert {} == project([question(CAT)], "a/b", sees_pictures=True).left_out


def test_an_answer_without_text_is_left_out():
    assert [[TextPart("hi")]] == sent(question(TextPart("hi")), answer(ReasoningPart("hmm", "[1]")))


@pytest.mark.parametrize(("model", "goes"), [("a/b", True), ("c/d", False)])
def test_reasoning_goes_back_only_to_the_model_that_made_it(model, goes):
    thought = ReasoningPart("hmm", '[{"type":"reasoning.text"}]')

    assert goes is (thought in sent(answer(thought, TextPart("so")), model=model)[0])


def test_reasoning_without_details_citations_and_made_pictures_do_not_go_back():
    parts = sent(answer(ReasoningPart("hmm"), TextPart("so"), CitationPart("https://e.org"), CAT))

    assert [[TextPart("so")]] == parts


def test_an_empty_question_is_not_sent():
    assert [] == sent(question(TextPart("")))


def test_session_and_modalities_go_along():
    request = project([], "a/b", sees_pictures=True, session="s", modalities=("image", "text")).request

    assert ("a/b", "s", ("image", "text"), True) == (
        request.model,
        request.session,
        request.modalities,
        request.stream,
    )


def test_only_the_pictures_of_questions_are_counted():
    assert 2 == pictures_in([question(CAT, CAT), answer(CAT)])


ADDRESS = ImagePart("dog.png", url="https://example.org/dog.png")
FILE = TextFilePart("a.py", "d" * 64, 9, 1, 8)
HELD = replace(CAT, withheld=Withheld.BY_HAND)
REFUSED = replace(CAT, withheld=Withheld.REFUSED)
TEXT = TextPart("hi")
OWN = ReasoningPart("hmm", '[{"type":"reasoning.text"}]')
SOURCE = CitationPart("https://example.org")
UNSEEN = TextPart("[1 picture left out: this model cannot see pictures]")
NOT_MORE = TextPart("[1 picture left out: not sent any more]")
WAS_REFUSED = TextPart("[1 picture left out: a provider refused them]")


@pytest.mark.parametrize(
    ("role", "part", "seeing", "blind"),
    [
        (Role.USER, TEXT, [TEXT], [TEXT]),
        (Role.USER, CAT, [CAT], [UNSEEN]),
        (Role.USER, ADDRESS, [ADDRESS], [UNSEEN]),
        (Role.USER, HELD, [NOT_MORE], [UNSEEN]),
        (Role.USER, REFUSED, [WAS_REFUSED], [UNSEEN]),
        (Role.USER, FILE, [FILE], [FILE]),
        (Role.USER, OWN, [], []),
        (Role.USER, SOURCE, [], []),
        (Role.ASSISTANT, TEXT, [TEXT], [TEXT]),
        (Role.ASSISTANT, CAT, [], []),
        (Role.ASSISTANT, ADDRESS, [], []),
        (Role.ASSISTANT, FILE, [], []),
        (Role.ASSISTANT, OWN, [OWN], [OWN]),
        (Role.ASSISTANT, SOURCE, [], []),
        (Role.SYSTEM, TEXT, [TEXT], [TEXT]),
        (Role.SYSTEM, CAT, [CAT], [UNSEEN]),
    ],
)
def test_every_kind_of_part_goes_where_it_can_be_taken(role, part, seeing, blind):
    message = Message("m", "", role, (TextPart("so"), part), NOW, model="a/b")
    for sees, goes in ((True, seeing), (False, blind)):
        parts = sent(message, sees=sees)[0]

        assert [TextPart("so"), *goes] == parts


def several(*counts):
    """Questions with so many pictures each, and an answer after each but the last."""
    branch = []
    for index, count in enumerate(counts):
        images = tuple(replace(CAT, name=f"{index}-{n}") for n in range(count))
        branch += [replace(question(TEXT, *images), id=f"q{index}"), replace(answer(TEXT), id=f"a{index}")]
    return branch[:-1]


@pytest.mark.parametrize(
    ("newest", "names", "old"),
    [
        (0, "0-0 0-1 1-0 2-0 2-1", 0),
        (10, "0-0 0-1 1-0 2-0 2-1", 0),
        (5, "0-0 0-1 1-0 2-0 2-1", 0),
        (4, "0-1 1-0 2-0 2-1", 1),
        (3, "1-0 2-0 2-1", 2),
        (1, "2-0 2-1", 3),
    ],
)
def test_only_the_newest_pictures_go_and_always_those_of_the_last_question(newest, names, old):
    projection = project(several(2, 1, 2), "a/b", sees_pictures=True, rules=PictureRules(newest))
    images = [part.name for m in projection.request.messages for part in m.parts if isinstance(part, ImagePart)]

    assert names.split() == images
    assert old == projection.left_out.get(LeftOut.OLD, 0)


@pytest.mark.parametrize(
    ("context", "names", "old"),
    [
        (0, "0-0 0-1 1-0 2-0 2-1", 0),  # not known: all
        (670, "0-0 0-1 1-0 2-0 2-1", 0),  # three quarters of it are 502.5, and the texts take 2.5
        (669, "0-1 1-0 2-0 2-1", 1),
        (537, "0-1 1-0 2-0 2-1", 1),
        (536, "1-0 2-0 2-1", 2),
        (403, "2-0 2-1", 3),
        (8, "2-0 2-1", 3),  # those of the question always
    ],
)
def test_as_many_pictures_go_as_the_context_has_room_for(context, names, old):
    rules = PictureRules(FITTING, context=context, weigh=lambda _: 100)
    projection = project(several(2, 1, 2), "a/b", sees_pictures=True, rules=rules)
    images = [part.name for m in projection.request.messages for part in m.parts if isinstance(part, ImagePart)]

    assert names.split() == images
    assert old == projection.left_out.get(LeftOut.OLD, 0)


def test_texts_files_and_the_newest_pictures_take_the_room_that_there_is():
    def images_sent(*parts):
        branch = [replace(question(TEXT, CAT), id="q0"), answer(TEXT), replace(question(*parts), id="q1")]
        weights = {"cat.png": 100, "huge.png": 700}
        rules = PictureRules(FITTING, context=1000, weigh=lambda image: weights.get(image.name))
        projection = project(branch, "a/b", sees_pictures=True, rules=rules)
        return [part.name for m in projection.request.messages for part in m.parts if isinstance(part, ImagePart)]

    huge = replace(CAT, name="huge.png")
    assert ["cat.png"] == images_sent(TextPart("x" * 2500))
    assert [] == images_sent(TextPart("x" * 2700))
    assert [] == images_sent(replace(FILE, characters=2700))
    assert ["huge.png"] == images_sent(huge)
    assert ["cat.png"] == images_sent(replace(huge, withheld=Withheld.BY_HAND))
    assert ["cat.png", "unknown.png"] == images_sent(replace(CAT, name="unknown.png"))


def test_no_older_picture_goes_once_one_does_not_fit():
    huge, small = replace(CAT, name="huge.png"), replace(CAT, name="small.png")
    branch = [replace(question(small, huge), id="q0"), answer(TEXT), replace(question(TEXT), id="q1")]
    rules = PictureRules(FITTING, context=1000, weigh=lambda image: 900 if image is huge else 0)

    assert {LeftOut.OLD: 2} == project(branch, "a/b", sees_pictures=True, rules=rules).left_out


def test_pictures_come_first_in_a_message_of_their_own_and_questions_say_which_are_theirs():
    branch = [question(TEXT, CAT, ADDRESS), answer(TEXT), question(CAT), answer(TEXT), question(TEXT)]
    messages = project(branch, "a/b", sees_pictures=True, rules=PictureRules(first=True)).request.messages

    assert [Role.SYSTEM, Role.USER, Role.ASSISTANT, Role.USER, Role.ASSISTANT, Role.USER] == [m.role for m in messages]
    assert [m.parts for m in messages] == [
        (TextPart(AHEAD), CAT, ADDRESS, CAT),
        (TEXT, TextPart("[pictures 1 to 2 of those above]")),
        (TEXT,),
        (TextPart("[picture 3 of those above]"),),
        (TEXT,),
        (TEXT,),
    ]


def test_without_pictures_nothing_comes_first():
    for sees, parts in ((True, (TEXT,)), (False, (TEXT, UNSEEN))):
        branch = [question(TEXT, *([] if sees else [CAT]))]
        [message] = project(branch, "a/b", sees_pictures=sees, rules=PictureRules(first=True)).request.messages
        assert (Role.USER, parts) == (message.role, message.parts)


def test_a_rule_applies_to_earlier_pictures_when_the_last_question_has_none():
    projection = project(several(2, 0), "a/b", sees_pictures=True, rules=PictureRules(1))

    assert (TEXT, TextPart("[1 picture left out: only newer ones are sent]"), replace(CAT, name="0-1")) == (
        projection.request.messages[0].parts
    )
    assert ("q0",) == projection.pictured


def failed(failure, *parts):
    return replace(answer(*parts), failure=failure)


@pytest.mark.parametrize("failure", [RequestTooLarge(), PictureRefused(), Moderated()])
def test_the_pictures_of_the_question_are_what_was_refused_else_all_that_went(failure):
    refusal = failed(failure)

    assert ["q"] == list(refused_by(refusal, ["p", "q"]))
    assert ["o", "p"] == list(refused_by(refusal, ["o", "p"]))
    assert [] == list(refused_by(refusal, []))


@pytest.mark.parametrize("failure", [None, NotAllowed(), CannotSeePictures()])
def test_other_ends_of_an_answer_refuse_no_pictures(failure):
    assert [] == list(refused_by(failed(failure), ["q"]))


def test_a_question_that_moderation_refused_is_not_in_the_way_of_the_next():
    bad, good = question(TextPart("bad"), REFUSED), replace(question(TEXT), id="next")

    assert [[TEXT]] == sent(bad, failed(Moderated()), good)
    assert 2 == len(sent(bad, failed(NotAllowed()), good))
    assert 3 == len(sent(bad, failed(Moderated(), TextPart("some words")), good))
    assert [[TextPart("bad"), WAS_REFUSED]] == sent(bad)


def test_a_model_is_blind_once_its_endpoint_has_said_so():
    said = failed(CannotSeePictures())

    assert is_blind("a/b", [question(CAT), said])
    assert not is_blind("c/d", [said])
    assert not is_blind("a/b", [failed(RequestTooLarge())])


def test_files_go_between_text_and_pictures_and_are_sent_to_every_model():
    assert [[TEXT, FILE, CAT]] == sent(question(CAT, FILE, TEXT))
    assert [[TEXT, FILE, UNSEEN]] == sent(question(CAT, FILE, TEXT), sees=False)
