from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import product

import pytest

from desktop.domain.errors import Moderated, NotAllowed
from desktop.domain.message import Message, Role
from desktop.domain.parts import (
    CitationPart,
    Engine,
    ImagePart,
    LeftOut,
    LostPart,
    MediaPart,
    Missing,
    Modality,
    ParsedPart,
    ReasoningPart,
    TextFilePart,
    TextPart,
    Withheld,
)
from desktop.domain.picture_rules import FITTING, PictureRules
from desktop.domain.projection import AHEAD, project

NOW = datetime(2026, 1, 2, tzinfo=UTC)
CAT = ImagePart("cat.png", "image/png", blob="0" * 64)
ADDRESS = ImagePart("dog.png", url="https://example.org/dog.png")
FILE = TextFilePart("a.py", "d" * 64, 9, 1, 8)
REFUSED = replace(CAT, withheld=Withheld.REFUSED)
TEXT = TextPart("hi")
OWN = ReasoningPart("hmm", '[{"type":"reasoning.text"}]')
SOURCE = CitationPart("https://example.org")
PDF = MediaPart("a.pdf", Modality.FILE, "application/pdf", "e" * 64, size=9)
PDF_AT = MediaPart("b.pdf", Modality.FILE, url="https://example.org/b.pdf")
VOICE = MediaPart("a.mp3", Modality.AUDIO, "audio/mpeg", "f" * 64, size=9)
FILM = MediaPart("a.mp4", Modality.VIDEO, "video/mp4", "a" * 64, size=9)
FILM_AT = MediaPart("b.mp4", Modality.VIDEO, url="https://example.org/b.mp4")
PARSED = ParsedPart("h1", "b" * 64, 90)


def question(*parts):
    return Message("q", "", Role.USER, parts, NOW)


def answer(*parts, model="a/b"):
    return Message("a", "q", Role.ASSISTANT, parts, NOW, model=model)


def sent(*messages, inputs=(), model="a/b", parses=False, host=""):
    projected = project(messages, model, inputs=inputs, parses=parses, host=host)
    return [list(m.parts) for m in projected.request.messages]


def test_text_goes_before_pictures():
    assert [[TextPart("what?"), CAT]] == sent(question(CAT, TextPart("what?")))


def test_a_model_that_cannot_see_gets_a_note_for_each_message():
    projection = project([question(TextPart("what?"), CAT, CAT)], "a/b", not_taken=frozenset([Modality.IMAGE]))

    assert {Missing(Modality.IMAGE, LeftOut.NOT_TAKEN): 2} == projection.left_out
    assert {} == projection.carried
    assert (
        TextPart("what?"),
        TextPart("[2 pictures left out: this model does not take them]"),
    ) == projection.request.messages[0].parts


def test_one_picture_is_one_picture():
    parts = sent(question(CAT), inputs=["text"])

    assert [[TextPart("[1 picture left out: this model does not take it]")]] == parts


def test_nothing_is_left_out_for_a_model_that_sees():
    assert {} == project([question(CAT)], "a/b", inputs=["text", "image"]).left_out


def test_an_answer_without_text_is_left_out():
    assert [[TextPart("hi")]] == sent(question(TextPart("hi")), answer(ReasoningPart("hmm", "[1]")))


@pytest.mark.parametrize(("model", "goes"), [("a/b", True), ("c/d", False)])
def test_reasoning_goes_back_only_to_the_model_that_made_it(model, goes):
    thought = ReasoningPart("hmm", '[{"type":"reasoning.text"}]')

    assert goes is (thought in sent(answer(thought, TextPart("so")), model=model)[0])


def test_reasoning_without_details_and_citations_do_not_go_back():
    parts = sent(answer(ReasoningPart("hmm"), TextPart("so"), CitationPart("https://e.org")))

    assert [[TextPart("so")]] == parts


def made(count, before=""):
    pictures = f"{count} pictures" if count > 1 else f"{count} picture"
    return TextPart(f"{before}[{pictures} made here, sent back only when attached to a question]")


@pytest.mark.parametrize(
    ("parts", "goes"),
    [
        ([TEXT], [TEXT]),
        ([CAT], [made(1)]),
        ([CAT, ADDRESS], [made(2)]),
        ([TEXT, CAT], [made(1, "hi\n\n")]),
        ([TEXT, CAT, ADDRESS], [made(2, "hi\n\n")]),
        ([TEXT, LostPart(1)], [TextPart("hi\n\n[1 picture made here, and lost]")]),
        ([CAT, LostPart(2)], [TextPart(f"{made(1).text}\n\n[2 pictures made here, and lost]")]),
        ([TextPart("![](#picture-1)"), CAT], [made(1)]),
        ([TextPart("A ![cat](#picture-1), drawn"), CAT], [made(1, "A cat, drawn\n\n")]),
        ([OWN, CAT], [OWN, made(1)]),
        ([OWN, TEXT, CAT], [OWN, made(1, "hi\n\n")]),
    ],
)
def test_a_model_is_told_what_an_answer_has_made_and_who_sends_it_back(parts, goes):
    assert [[TEXT], goes, [TEXT]] == sent(question(TEXT), answer(*parts), question(TEXT))


def test_an_answer_that_is_gone_on_with_ends_in_no_note():
    assert [[TEXT], [TEXT]] == sent(question(TEXT), answer(TEXT, CAT))
    assert [[TEXT], [made(1)]] == sent(question(TEXT), answer(TextPart("![](#picture-1)"), CAT))


def test_an_empty_question_is_not_sent():
    assert [] == sent(question(TextPart("")))


def test_session_and_modalities_go_along():
    request = project([], "a/b", session="s", modalities=("image", "text")).request

    assert ("a/b", "s", ("image", "text"), True) == (
        request.model,
        request.session,
        request.modalities,
        request.stream,
    )


MODALITIES = ("image", "file", "audio", "video")
REASONS = {LeftOut.NOT_TAKEN: "this model does not take them", LeftOut.BY_HAND: "not sent any more"}
REASONS |= {LeftOut.REFUSED: "a provider refused them", LeftOut.OLD: "only newer ones are sent"}
REASONS |= {LeftOut.NO_ROOM: "there is no room for them", LeftOut.TOO_LARGE: "they are too large for this model"}
REASONS |= {LeftOut.LOST: "they are lost"}
REASONS |= {LeftOut.FORMAT: "this model does not take their format"}
OF_ONE = {"them": "it", "they are": "it is", "their": "its"}


def note(noun, why, count=1):
    said = REASONS[why]
    for many, one in OF_ONE.items() if count == 1 else ():
        said = said.replace(many, one)
    return TextPart(f"[{count} {noun}{'s' if count > 1 else ''} left out: {said}]")


NOT_TAKEN = LeftOut.NOT_TAKEN
HELD_BACK = {Withheld.BY_HAND: LeftOut.BY_HAND, Withheld.REFUSED: LeftOut.REFUSED, Withheld.LOST: LeftOut.LOST}


@pytest.mark.parametrize(
    ("part", "noun"),
    [
        (CAT, "picture"),
        (ADDRESS, "picture"),
        (PDF, "PDF"),
        (PDF_AT, "PDF"),
        (VOICE, "recording"),
        (FILM, "video"),
        (FILM_AT, "video"),
    ],
    ids=lambda part: getattr(part, "name", part),
)
def test_every_kind_of_part_goes_to_the_models_that_take_it(part, noun):
    one = [(*before, kind) for kind in MODALITIES for before in ((), ("text",))]
    takes = (), ("text",), *one, ("text", *MODALITIES)
    by_whom = tuple(Withheld)
    for parses, role, withheld, inputs in product((True, False), (Role.USER, Role.SYSTEM), by_whom, takes):
        taken = not inputs or part.modality in {*inputs, *([Modality.FILE] if parses else [])}
        why = HELD_BACK.get(withheld) if taken else NOT_TAKEN
        ours = replace(part, withheld=withheld)
        projection = project([Message("m", "", role, (ours, TEXT), NOW)], "a/b", inputs=inputs, parses=parses)

        assert (TEXT, note(noun, why) if why else ours) == projection.request.messages[0].parts
        assert ({Missing(part.modality, why): 1} if why else {}) == projection.left_out
        assert ({} if why else {"m": (ours,)}) == projection.carried
        assert bool(projection.request.engine) is (parses and part.modality is Modality.FILE and not why)


@pytest.mark.parametrize("inputs", [(), ("text",), ("text", *MODALITIES)], ids=len)
@pytest.mark.parametrize(
    ("role", "part", "goes"),
    [
        (Role.USER, TEXT, [TEXT]),
        (Role.USER, FILE, [FILE]),
        (Role.USER, OWN, []),
        (Role.USER, SOURCE, []),
        (Role.USER, PARSED, []),
        (Role.ASSISTANT, FILE, []),
        (Role.ASSISTANT, PDF, []),
        (Role.ASSISTANT, VOICE, []),
        (Role.ASSISTANT, FILM, []),
        (Role.ASSISTANT, OWN, [OWN]),
        (Role.ASSISTANT, SOURCE, []),
        (Role.ASSISTANT, PARSED, []),
        (Role.SYSTEM, TEXT, [TEXT]),
    ],
)
def test_every_other_part_goes_by_who_said_it(role, part, goes, inputs):
    parts = sent(Message("m", "", role, (TextPart("so"), part), NOW, model="a/b"), inputs=inputs, parses=True)[0]

    said = [TextPart("so")]
    assert (goes + said if role is Role.ASSISTANT else said + goes) == parts  # what was thought comes before


def test_what_is_left_out_is_counted_by_kind_and_reason():
    parts = (VOICE, CAT, VOICE, replace(PDF, withheld=Withheld.REFUSED), FILM)
    projection = project([question(TEXT, *parts)], "a/b", inputs=["text", "video"], parses=True)

    assert [2, 1, 1] == list(projection.left_out.values())
    refused = note("PDF", LeftOut.REFUSED)
    expected = (TEXT, note("recording", NOT_TAKEN, 2), note("picture", NOT_TAKEN), refused, FILM)
    assert expected == projection.request.messages[0].parts


def read_by(*engines, inputs=("text",), parses=True):
    parts = [replace(PDF, engine=engine) for engine in engines]
    return project([question(part) for part in parts], "a/b", inputs=inputs, parses=parses).request.engine


READS = ("text", "file")


@pytest.mark.parametrize(
    ("chosen", "inputs", "engine"),
    [
        (Engine.UNSET, ("text",), Engine.TEXT),
        (Engine.UNSET, READS, Engine.TEXT),
        (Engine.UNSET, (), Engine.TEXT),
        (Engine.NATIVE, ("text",), Engine.TEXT),
        (Engine.NATIVE, READS, Engine.NATIVE),
        (Engine.NATIVE, (), Engine.NATIVE),
        (Engine.TEXT, READS, Engine.TEXT),
        (Engine.OCR, READS, Engine.OCR),
        (Engine.OCR, ("text",), Engine.OCR),
    ],
)
def test_a_pdf_is_read_as_chosen_where_that_can_be_else_for_nothing(chosen, inputs, engine):
    assert engine is read_by(chosen, inputs=inputs)


def test_the_newest_pdf_that_is_sent_says_who_reads_all():
    assert Engine.TEXT is read_by(Engine.OCR, Engine.TEXT)
    assert Engine.OCR is read_by(Engine.TEXT, Engine.OCR)
    held = replace(PDF, engine=Engine.OCR, withheld=Withheld.BY_HAND)
    branch = [question(PDF), question(held)]
    assert Engine.TEXT is project(branch, "a/b", inputs=["text"], parses=True).request.engine


def test_nobody_is_named_where_the_endpoint_does_not_know_or_nothing_is_to_be_read():
    assert Engine.UNSET is read_by(Engine.OCR, parses=False)
    assert Engine.UNSET is project([question(CAT, FILM, VOICE)], "a/b", parses=True).request.engine


def test_what_was_made_of_a_pdf_goes_back_with_its_answer_once():
    other = ParsedPart("h2", "c" * 64, 90)
    branch = [question(PDF, TEXT), answer(TEXT, PARSED), question(TEXT), answer(TEXT, PARSED, other), question(TEXT)]

    assert [[TEXT, PDF], [TEXT, PARSED], [TEXT], [TEXT, other], [TEXT]] == sent(*branch, parses=True)
    assert [[TEXT, PDF], [TEXT], [TEXT], [TEXT], [TEXT]] == sent(*branch)


def test_it_goes_back_to_who_made_it_and_what_nobody_is_known_to_have_made_to_who_parses():
    here, there = replace(PARSED, host="here"), ParsedPart("h2", "c" * 64, 90, "there")
    unknown = ParsedPart("h3", "d" * 64, 90)
    branch = [question(PDF, TEXT), answer(TEXT, here, there, unknown), question(TEXT)]

    assert [[TEXT, PDF], [TEXT, here], [TEXT]] == sent(*branch, host="here")
    assert [[TEXT, PDF], [TEXT, there, unknown], [TEXT]] == sent(*branch, host="there", parses=True)
    assert [[TEXT, PDF], [TEXT], [TEXT]] == sent(*branch, host="elsewhere")


def test_it_goes_back_only_with_the_pdf():
    held = replace(PDF, withheld=Withheld.BY_HAND)

    assert [[TEXT, note("PDF", LeftOut.BY_HAND)], [TEXT]] == sent(
        question(held, TEXT), answer(TEXT, PARSED), parses=True
    )


def test_an_answer_that_failed_after_a_pdf_was_parsed_gives_back_what_was_paid_for():
    branch = [question(PDF, TEXT), answer(PARSED), question(TEXT)]

    assert [[TEXT, PDF], [TextPart("[no answer came]"), PARSED], [TEXT]] == sent(*branch, parses=True)
    assert [[TEXT, PDF], [TEXT]] == sent(*branch)


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
    projection = project(several(2, 1, 2), "a/b", rules=PictureRules(newest))
    images = [part.name for m in projection.request.messages for part in m.parts if isinstance(part, ImagePart)]

    assert names.split() == images
    assert old == projection.left_out.get((Modality.IMAGE, LeftOut.OLD), 0)


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
    projection = project(several(2, 1, 2), "a/b", rules=rules)
    images = [part.name for m in projection.request.messages for part in m.parts if isinstance(part, ImagePart)]

    assert names.split() == images
    assert old == projection.left_out.get((Modality.IMAGE, LeftOut.NO_ROOM), 0)


def test_texts_files_and_the_newest_pictures_take_the_room_that_there_is():
    def images_sent(*parts):
        branch = [replace(question(TEXT, CAT), id="q0"), answer(TEXT), replace(question(*parts), id="q1")]
        weights = {"cat.png": 100, "huge.png": 700}
        rules = PictureRules(FITTING, context=1000, weigh=lambda image: weights.get(image.name))
        projection = project(branch, "a/b", rules=rules)
        return [part.name for m in projection.request.messages for part in m.parts if isinstance(part, ImagePart)]

    huge = replace(CAT, name="huge.png")
    assert ["cat.png"] == images_sent(TextPart("x" * 2500))
    assert [] == images_sent(TextPart("x" * 2700))
    assert ["cat.png"] == images_sent(TextPart("猫" * 830))
    assert [] == images_sent(TextPart("猫" * 900))  # three bytes each
    assert [] == images_sent(replace(FILE, size=2700))
    assert [] == images_sent(replace(FILE, size=100, characters=2700, encoding="UTF-16"))
    assert ["cat.png"] == images_sent(PDF)
    assert ["huge.png"] == images_sent(huge)
    assert ["cat.png"] == images_sent(replace(huge, withheld=Withheld.BY_HAND))


def test_a_picture_that_nobody_can_weigh_takes_as_much_room_as_is_usual():
    def fitting(context):
        projection = project(several(1, 1, 1), "a/b", rules=PictureRules(FITTING, context=context))
        return sum(isinstance(part, ImagePart) for m in projection.request.messages for part in m.parts)

    assert [3, 2, 1] == [fitting(4010), fitting(3990), fitting(2000)]


def test_no_older_picture_goes_once_one_does_not_fit():
    huge, small = replace(CAT, name="huge.png"), replace(CAT, name="small.png")
    branch = [replace(question(small, huge), id="q0"), answer(TEXT), replace(question(TEXT), id="q1")]
    rules = PictureRules(FITTING, context=1000, weigh=lambda image: 900 if image is huge else 0)

    projection = project(branch, "a/b", rules=rules)
    assert {Missing(Modality.IMAGE, LeftOut.NO_ROOM): 2} == projection.left_out
    assert (note("picture", LeftOut.NO_ROOM, 2),) == projection.request.messages[0].parts


def test_an_earlier_picture_that_is_known_to_be_refused_is_left_out_alone():
    huge = replace(CAT, name="huge.png", size=9)
    rules = PictureRules(unfit=lambda image: LeftOut.TOO_LARGE if image.size else None)
    branch = [question(CAT, huge), answer(TEXT), replace(question(huge), id="last"), answer(TEXT)]
    projection = project(branch, "a/b", rules=rules)

    assert (note("picture", LeftOut.TOO_LARGE), CAT) == projection.request.messages[0].parts
    assert {"q": (CAT,), "last": (huge,)} == projection.carried  # what is asked about is the person's affair
    assert {Missing(Modality.IMAGE, LeftOut.TOO_LARGE): 1} == projection.left_out


def test_what_is_not_sent_anyway_takes_no_room():
    branch = [question(CAT, replace(CAT, name="huge.png")), answer(TEXT), replace(question(TEXT), id="last")]
    unfit = {"huge.png": LeftOut.FORMAT}
    rules = PictureRules(FITTING, context=1000, weigh=lambda _: 600, unfit=lambda image: unfit.get(image.name))

    assert (note("picture", LeftOut.FORMAT), CAT) == project(branch, "a/b", rules=rules).request.messages[0].parts


def test_pictures_come_first_in_a_message_of_their_own_and_questions_say_which_are_theirs():
    branch = [question(TEXT, CAT, PDF, ADDRESS), answer(TEXT), question(CAT), answer(TEXT), question(TEXT)]
    messages = project(branch, "a/b", rules=PictureRules(first=True)).request.messages

    assert [Role.SYSTEM, Role.USER, Role.ASSISTANT, Role.USER, Role.ASSISTANT, Role.USER] == [m.role for m in messages]
    assert [m.parts for m in messages] == [
        (TextPart(AHEAD), CAT, ADDRESS, CAT),
        (TEXT, PDF, TextPart("[pictures 1 to 2 of those above]")),
        (TEXT,),
        (TextPart("[picture 3 of those above]"),),
        (TEXT,),
        (TEXT,),
    ]


def test_without_pictures_nothing_comes_first():
    told = frozenset([Modality.IMAGE])
    for blind, parts in ((frozenset(), (TEXT, PDF)), (told, (TEXT, note("picture", NOT_TAKEN), PDF))):
        branch = [question(TEXT, *([CAT] if blind else []), PDF)]
        [message] = project(branch, "a/b", not_taken=blind, rules=PictureRules(first=True)).request.messages
        assert (Role.USER, parts) == (message.role, message.parts)


def test_a_rule_applies_to_earlier_pictures_when_the_last_question_has_none():
    projection = project(several(2, 0), "a/b", rules=PictureRules(1))

    assert (TEXT, note("picture", LeftOut.OLD), replace(CAT, name="0-1")) == (projection.request.messages[0].parts)
    assert {"q0": (replace(CAT, name="0-1"),)} == projection.carried


def test_no_rule_leaves_earlier_files_out():
    branch = [question(PDF, CAT, VOICE, FILM), question(TEXT)]

    assert [[PDF, CAT, VOICE, FILM], [TEXT]] == [
        list(m.parts) for m in project(branch, "a/b", rules=PictureRules(1)).request.messages
    ]


def failed(failure, *parts):
    return replace(answer(*parts), failure=failure)


def test_a_question_that_moderation_refused_is_not_in_the_way_of_the_next():
    bad, good = question(TextPart("bad"), REFUSED), replace(question(TEXT), id="next")

    assert [[TEXT]] == sent(bad, failed(Moderated()), good)
    assert 2 == len(sent(bad, failed(NotAllowed()), good))
    assert 3 == len(sent(bad, failed(Moderated(), TextPart("some words")), good))
    assert [[TextPart("bad"), note("picture", LeftOut.REFUSED)]] == sent(bad)


@pytest.mark.parametrize("withheld", [Withheld.NO, Withheld.REFUSED, Withheld.BY_HAND])
def test_with_a_question_that_moderation_refused_all_is_left_out_that_it_has(withheld):
    bad = question(TextPart("bad"), *(replace(part, withheld=withheld) for part in (CAT, ADDRESS, PDF)))
    projection = project([bad, failed(Moderated()), replace(question(TEXT), id="next")], "a/b")

    expected = {Missing(Modality.IMAGE, LeftOut.REFUSED): 2, Missing(Modality.FILE, LeftOut.REFUSED): 1}
    assert (expected, {}) == (projection.left_out, projection.carried)


def test_files_go_between_text_and_pictures_and_are_sent_to_every_model():
    assert [[TEXT, FILE, CAT]] == sent(question(CAT, FILE, TEXT))
    assert [[TEXT, FILE, note("picture", NOT_TAKEN)]] == sent(question(CAT, FILE, TEXT), inputs=["text"])
