from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from desktop.domain.conversation import Conversation, assemble
from desktop.domain.message import Message, Role
from desktop.domain.parsed import ASKED, READ, given_back, known_of
from desktop.domain.parts import Engine, ImagePart, MediaPart, Modality, ParsedPart, TextPart
from desktop.domain.projection import project
from desktop.domain.request import OutgoingMessage

NOW = datetime(2026, 1, 2, tzinfo=UTC)
PDF = MediaPart("a.pdf", Modality.FILE, "application/pdf", "1" * 64, engine=Engine.OCR)
OTHER = replace(PDF, blob="2" * 64)
FAR = MediaPart("b.pdf", Modality.FILE, url="https://e.org/b.pdf", engine=Engine.OCR)
CAT = ImagePart("cat.png", blob="0" * 64)
TEXT = TextPart("what?")
ONE, TWO = ParsedPart("h1", "3" * 64, 2), ParsedPart("h2", "4" * 64, 2)


def message(id_, parent, *parts):
    return Message(id_, parent, Role.USER if id_[0] == "q" else Role.ASSISTANT, parts, NOW, model="a/b")


def out(role, *parts):
    return OutgoingMessage(Role(role), parts)


def told(*messages, leaf, **more):
    made = assemble(Conversation("c", NOW), messages)
    branch = made.branch(leaf)
    asked = project(branch, "a/b", parses=True, known=known_of(made, branch), **more)
    return [(m.role.value, *m.parts) for m in asked.request.messages]


FIRST = (message("q", "", PDF, TEXT), message("a", "q", TEXT, ONE))


def test_a_question_asked_again_has_what_was_paid_for_between_its_pdf_and_its_words():
    assert [("user", PDF), ("assistant", TextPart(READ), ONE), ("user", TEXT)] == told(*FIRST, leaf="q")


@pytest.mark.parametrize(("parts", "given"), [((PDF, CAT), True), ((FAR, CAT), False), ((OTHER, TEXT), False)])
def test_another_version_of_the_question_has_it_if_it_has_the_pdf(parts, given):
    assert given is (ONE in [p for m in told(*FIRST, message("q2", "", *parts), leaf="q2") for p in m])


def test_a_pdf_at_an_address_is_known_by_it():
    first = message("q", "", FAR, TEXT), message("a", "q", TEXT, ONE)
    assert ("assistant", TextPart(READ), ONE) in told(*first, message("q2", "", FAR, TextPart("and?")), leaf="q2")


def test_a_question_without_words_still_asks_something():
    messages = message("q", "", PDF), message("a", "q", TEXT, ONE)
    assert ("user", TextPart(ASKED)) == told(*messages, leaf="q")[-1]


def test_another_answer_that_did_not_bring_it_carries_it():
    branch = *FIRST, message("a2", "q", TEXT), message("q3", "a2", TextPart("and?"))
    expected = [("user", TEXT, PDF), ("assistant", TEXT, ONE), ("user", TextPart("and?"))]
    assert expected == told(*branch, leaf="q3")


def test_what_goes_back_already_is_not_said_twice():
    branch = *FIRST, message("q3", "a", TextPart("and?"))
    assert [("user", TEXT, PDF), ("assistant", TEXT, ONE), ("user", TextPart("and?"))] == told(*branch, leaf="q3")


@pytest.mark.parametrize("engine", [Engine.TEXT, Engine.NATIVE])
def test_what_costs_nothing_to_read_again_leaves_the_question_as_it_was(engine):
    free = replace(PDF, engine=engine)
    first = message("q", "", free, TEXT), message("a", "q", TEXT, ONE)
    assert [("user", TEXT, free)] == told(*first, leaf="q")


def test_a_question_whose_answer_is_left_out_has_it_before_the_next_one():
    asked = [out("user", TEXT, PDF), out("user", TEXT, OTHER), out("assistant", TEXT)]
    given = given_back(asked, [[ONE, ONE], [ONE, TWO]])
    assert [
        out("user", PDF),
        out("assistant", TextPart(READ), ONE),
        out("user", TEXT),
        out("user", TEXT, OTHER),
        out("assistant", TEXT, TWO),
    ] == given
