from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.conversation import TITLE_LENGTH, Conversation, Draft, assemble, title_of, title_of_draft
from desktop.domain.message import Message, Role, State
from desktop.domain.parts import ImagePart, ReasoningPart, TextPart

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


def message(name: str, parent: str = "", role: Role = Role.USER, text: str | None = None) -> Message:
    return Message(name, parent, role, (TextPart(name if text is None else text),), NOW)


def conversation(*messages: Message) -> Conversation:
    whole = Conversation("c", NOW)
    for each in messages:
        whole = whole.with_message(each)
    return whole


def test_a_new_message_ends_the_branch_on_view():
    whole = conversation(message("q"), message("a", "q", Role.ASSISTANT))

    assert ["q", "a"] == [m.id for m in whole.branch()]


def test_a_sibling_overwrites_nothing():
    whole = conversation(message("q"), message("a", "q"), message("b", "q"))

    assert ["q", "b"] == [m.id for m in whole.branch()]
    assert ("a", "b") == whole.siblings("a")
    assert ["q", "a"] == [m.id for m in whole.branch("a")]


def test_an_edited_first_question_is_a_sibling_too():
    whole = conversation(message("q"), message("a", "q"), message("q2"))

    assert ("q", "q2") == whole.siblings("q")
    assert ["q2"] == [m.id for m in whole.branch()]


def test_showing_a_version_goes_to_its_newest_end():
    whole = conversation(message("q"), message("a", "q"), message("n", "a"), message("b", "q"))

    assert "n" == whole.showing("a").leaf
    assert "b" == whole.showing("b").leaf


def test_a_branch_that_was_left_is_shown_as_it_was_on_view():
    two = conversation(message("q"), message("a", "q"), message("n", "a"), message("m", "a"), message("z", "n"))
    again = two.with_message(message("b", "q"))

    assert "z" == two.leaf
    assert "z" == again.showing("a").leaf
    assert "z" == again.without("b").leaf
    assert "m" == two.showing("m").with_message(message("b", "q")).showing("a").leaf
    assert "z" == two.showing("m").with_message(message("b", "q")).showing("n").leaf


def test_a_version_that_is_gone_is_not_shown_again():
    whole = conversation(message("q"), message("a", "q"), message("n", "a"), message("m", "a"), message("b", "q"))
    left = whole.showing("n").showing("b")

    assert "n" == left.showing("a").leaf
    assert "m" == left.without("n").showing("a").leaf
    assert "n" == left.without("n").with_again("n", "b").showing("a").leaf


def test_without_a_message_another_version_comes_on_view_or_what_was_before():
    whole = conversation(message("q"), message("a", "q"), message("n", "a"), message("b", "q"), message("m", "b"))

    assert ["q", "a", "n"] == whole.without("b").branch_ids()
    assert ["q", "b", "m"] == whole.without("a").branch_ids()
    assert ["q"] == whole.without("a").without("b").branch_ids()
    assert [] == whole.without("q").branch_ids()
    assert ["b", "m"] == whole.below("b")
    assert {"q", "a", "n", "b", "m"} == set(whole.below("q"))


@given(st.data())
def test_a_message_that_is_taken_out_comes_back_as_it_was(data):
    names = [str(number) for number in range(data.draw(st.integers(1, 12)))]
    whole = Conversation("c", NOW)
    for at, name in enumerate(names):
        whole = whole.with_message(message(name, data.draw(st.sampled_from(["", *names[:at]]))))
    whole = whole.showing(data.draw(st.sampled_from(names)))
    gone = data.draw(st.sampled_from(whole.branch_ids()))

    back = whole.without(gone).with_again(gone, whole.leaf)

    assert (whole, whole.branch_ids()) == (back, back.branch_ids())
    assert gone not in whole.without(gone).branch_ids()


def test_what_was_deleted_and_what_follows_it_is_not_had():
    whole = conversation(message("q"), message("a", "q"), message("r", "a"), message("p"))
    rest = whole.without("q")

    assert all(whole.has(name) for name in ("q", "a", "r", "p"))
    assert ["p"] == [name for name in whole.messages if rest.has(name)]
    assert not whole.has("")
    assert not whole.has("nothing")


def test_a_changed_message_stays_where_it_is():
    whole = conversation(message("q"), message("a", "q"))
    stopped = replace(whole.messages["a"], state=State.STOPPED)

    assert State.STOPPED is whole.with_changed(stopped).branch()[-1].state
    assert State.COMPLETE is whole.branch()[-1].state


def test_an_empty_conversation_has_an_empty_branch():
    assert [] == Conversation("c", NOW).branch()


@given(st.lists(st.integers(min_value=0, max_value=30), max_size=30))
def test_assembling_equals_adding_one_by_one(parents):
    messages = [message(str(n), "" if n == 0 else str(p % n)) for n, p in enumerate(parents)]
    whole = conversation(*messages)

    assert whole == assemble(Conversation("c", NOW, leaf=whole.leaf), messages)


def test_a_given_title_wins():
    whole = replace(conversation(message("question")), title="Mine")

    assert "Mine" == title_of(whole)


def test_what_was_deleted_gives_no_title():
    whole = conversation(message("q", text="secret"), message("p", text="other"))

    assert "other" == title_of(whole.without("q"))
    assert "" == title_of(whole.without("q").without("p"))
    assert "later" == title_of(conversation(message("a", "", Role.ASSISTANT), message("q", "a", text="later")))


def test_the_title_is_the_first_question_on_one_line():
    assert "two lines" == title_of(conversation(message("q", text="two\n  lines")))


def test_a_long_title_ends_at_a_word():
    title = title_of(conversation(message("q", text="word " * 40)))

    assert title.endswith("word…")
    assert len(title) <= TITLE_LENGTH + 1


def test_a_question_of_pictures_alone_is_named_after_them():
    picture = Message("q", "", Role.USER, (ImagePart("cat.png"), ImagePart("dog.png")), NOW)

    assert "cat.png, dog.png" == title_of(conversation(picture))


def test_a_draft_gives_the_title_that_its_question_would_have():
    part = ImagePart("cat.png", "image/png", "0" * 64)

    assert "two lines" == title_of_draft(Draft("two\n  lines", (part,)))
    assert "cat.png, dog.png" == title_of_draft(Draft(" ", (part, "/far/away/dog.png")))
    assert "" == title_of_draft(Draft())


def test_without_a_question_there_is_no_title():
    assert "" == title_of(conversation(message("a", role=Role.ASSISTANT)))


def test_a_draft_of_pictures_alone_counts():
    assert not Draft()
    assert Draft("text")
    assert Draft(row=(ImagePart("cat.png"),))


def test_two_drafts_make_one() -> None:
    cat, dog = ImagePart("cat.png"), ImagePart("dog.png")

    assert Draft("one\n\ntwo", (cat, dog)) == Draft("one", (cat,)).followed_by(Draft("two", (dog,)))
    assert Draft("one") == Draft("one").followed_by(Draft())
    assert Draft("two") == Draft().followed_by(Draft("two"))


def test_reasoning_is_no_part_of_the_text():
    parts = (ReasoningPart("hmm "), ReasoningPart("so"), TextPart("one"), TextPart("two"), ImagePart("cat.png"))
    answer = Message("a", "", Role.ASSISTANT, parts, NOW)

    assert "one\n\ntwo" == answer.text
    assert "hmm so" == answer.reasoning
    assert (ImagePart("cat.png"),) == answer.images


def test_what_was_stored_as_it_came_is_replaced_anywhere_and_an_address_in_answers_alone():
    raw, made = ImagePart("a.png", blob="raw"), ImagePart("b.png", blob="made", width=9, height=9)
    far, kept = ImagePart("c.png", url="https://example.org/c.png"), ImagePart("c.png", blob="kept", width=1, height=1)
    parts = (raw, made, far)
    question = replace(message("q"), parts=parts)
    answer = replace(message("a", "q", Role.ASSISTANT), parts=parts)
    whole = conversation(question, answer)

    assert [question, answer] == whole.awaiting("raw")
    assert [] == whole.awaiting("made") == whole.awaiting("") == whole.awaiting("https://example.org/d.png")
    assert [answer] == whole.awaiting(far.url)
    arriving = conversation(question, replace(answer, state=State.STREAMING))
    assert ([question], []) == (arriving.awaiting("raw"), arriving.awaiting(far.url))
    assert (raw, made, kept) == answer.exchanging(far.url, lambda _: kept).parts
