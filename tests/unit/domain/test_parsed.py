from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from desktop.domain.conversation import Conversation, assemble
from desktop.domain.message import Message, Role
from desktop.domain.parsed import ASKED, READ, given_back, known_of, read_anew
from desktop.domain.parts import Engine, ImagePart, MediaPart, Modality, ParsedPart, TextPart, Withheld
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
    asked = project(branch, "a/b", parses=True, known=known_of(made, branch, ""), **more)
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


def by(engine, pdf=PDF):
    return replace(pdf, engine=engine)


NATIVE, FREE, SCANS = map(by, (Engine.NATIVE, Engine.TEXT, Engine.OCR))
SECOND = by(Engine.OCR, OTHER)
HERE, ELSEWHERE = replace(ONE, host="here"), replace(ONE, host="elsewhere")


@pytest.mark.parametrize(
    ("said", "anew"),
    [
        ([], []),
        ([(TEXT,), (TEXT,)], []),
        ([(NATIVE, TEXT), (TEXT,)], [NATIVE]),  # nothing ever comes of it
        ([(FREE, TEXT), (TEXT,)], [FREE]),  # the answer was stopped, or failed
        ([(FREE, TEXT), (TEXT, ONE)], []),
        ([(SCANS, TEXT), (TEXT, HERE)], []),
        ([(SCANS, TEXT), (TEXT, ELSEWHERE)], [SCANS]),  # which is not sent to this endpoint
        ([(FREE, TEXT), (TEXT,), (TEXT,), (TEXT,)], [FREE]),
        ([(NATIVE, TEXT), (TEXT,), (SECOND,), (TEXT, ONE, TWO)], []),
        ([(NATIVE, TEXT), (TEXT,), (SECOND,), (TEXT, ONE)], [NATIVE, SECOND]),  # one of them, and nobody says which
        ([(FREE, TEXT), (TEXT, ONE), (by(Engine.NATIVE, OTHER),), (TEXT,)], [by(Engine.NATIVE, OTHER)]),
        ([(NATIVE, SECOND), (TEXT,)], [NATIVE, SECOND]),
        ([(NATIVE,), (TEXT,), (NATIVE,), (TEXT,)], [NATIVE]),
        ([(FAR,), (TEXT,)], [FAR]),
        ([(replace(NATIVE, withheld=Withheld.BY_HAND),), (TEXT,)], []),
        ([(replace(FREE, withheld=Withheld.REFUSED),), (TEXT,), (SECOND,), (TEXT, TWO)], []),
        ([(replace(NATIVE, withheld=Withheld.BY_HAND),), (TEXT,), (SECOND,), (TEXT, TWO)], [SECOND]),
    ],
)
def test_a_pdf_is_read_anew_until_something_came_of_each_before_it(said, anew):
    messages, parent = [], ""
    for number, parts in enumerate(said):
        messages.append(message("qa"[number % 2] + str(number), parent, *parts))
        parent = messages[-1].id

    assert anew == list(read_anew(assemble(Conversation("c", NOW), messages), parent, "here"))


def test_what_another_version_brought_of_another_pdf_is_no_reason_to_take_one_for_read():
    first = message("q", "", PDF, OTHER), message("a", "q", TEXT, ONE, TWO)
    again = message("q2", "", PDF, FAR), message("a2", "q2", TEXT)
    chat = assemble(Conversation("c", NOW), [*first, *again])
    assert (PDF, FAR) == read_anew(chat, "a2", "")
    assert () == read_anew(chat, "a", "")


class Stored:
    """A message that nobody has looked at."""

    def __init__(self, message, *, likely):
        self.id, self.parent, self.size, self.may_have_pdfs = message.id, message.parent, 1, likely
        self._message, self.read_before = message, False

    def read(self):
        self.read_before = True
        return self._message


def test_only_messages_that_may_have_pdfs_are_read_to_find_those_that_are_read_anew():
    messages = message("q", "", NATIVE), message("a", "q", TEXT), message("q2", "a", TEXT), message("a2", "q2", TEXT)
    stored = [Stored(it, likely=it.id == "q") for it in messages]

    assert (NATIVE,) == read_anew(assemble(Conversation("c", NOW), stored), "a2", "")
    assert [True, True, False, False] == [it.read_before for it in stored]


READS = ("text", "file")


@pytest.mark.parametrize(
    ("first", "second", "inputs", "brought", "engine", "reread"),
    [
        (Engine.NATIVE, None, READS, (), Engine.NATIVE, 0),
        (Engine.NATIVE, None, ("text",), (), Engine.TEXT, 1),
        (Engine.NATIVE, Engine.NATIVE, READS, (), Engine.NATIVE, 0),
        (Engine.NATIVE, Engine.OCR, READS, (), Engine.OCR, 1),
        (Engine.NATIVE, Engine.TEXT, READS, (), Engine.TEXT, 1),
        (Engine.TEXT, Engine.OCR, READS, (), Engine.OCR, 1),
        (Engine.TEXT, Engine.OCR, READS, (ONE,), Engine.OCR, 0),
        (Engine.UNSET, Engine.OCR, READS, (), Engine.OCR, 1),
        (Engine.UNSET, Engine.TEXT, READS, (), Engine.TEXT, 0),
        (Engine.OCR, Engine.TEXT, READS, (), Engine.TEXT, 1),
        (Engine.OCR, Engine.TEXT, READS, (ONE,), Engine.TEXT, 0),
        (Engine.OCR, Engine.OCR, READS, (), Engine.OCR, 0),
    ],
)
def test_how_many_pdfs_are_read_otherwise_than_chosen_is_known(first, second, inputs, brought, engine, reread):
    messages = [message("q", "", by(first)), message("a", "q", TEXT, *brought)]
    messages.append(message("q2", "a", *([by(second, OTHER)] if second else []), TEXT))
    chat = assemble(Conversation("c", NOW), messages)
    branch = chat.branch("q2")
    asked = project(branch, "a/b", inputs=inputs, parses=True, known=known_of(chat, branch, ""))

    assert (engine, reread) == (asked.request.engine, asked.reread)
    elsewhere = project(branch, "a/b", inputs=inputs)
    assert (Engine.UNSET, 0) == (elsewhere.request.engine, elsewhere.reread)


def test_what_was_paid_for_goes_back_where_a_newer_pdf_is_read_for_nothing():
    paid = *FIRST, message("a2", "q", TEXT), message("q3", "a2", by(Engine.TEXT, OTHER), TEXT)
    assert ("assistant", TEXT, ONE) == told(*paid, leaf="q3")[1]
