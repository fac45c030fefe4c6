from __future__ import annotations

from datetime import UTC, datetime

import pytest

from desktop.domain.message import Message, Role
from desktop.domain.parts import CitationPart, ImagePart, ReasoningPart, TextPart
from desktop.domain.projection import pictures_in, project

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

    assert {"q": 2} == projection.left_out
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
