from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.conversation import Conversation
from desktop.domain.message import Message, Role
from desktop.domain.versions import Version, differ_from, versions_of

NOW = datetime(2026, 1, 2, tzinfo=UTC)


def conversation(*pairs: tuple[str, str]) -> Conversation:
    """Messages with what they follow."""
    whole = Conversation("c", NOW)
    for name, parent in pairs:
        whole = whole.with_message(Message(name, parent, Role.USER, (), NOW))
    return whole


def test_an_empty_conversation_has_no_versions():
    assert versions_of(conversation()) == []


def test_a_chain_is_one_entry():
    whole = conversation(*((str(n), str(n - 1) if n else "") for n in range(10_000)))

    assert [Version("0", 10_000, on_view=True)] == versions_of(whole)


def test_all_versions_are_on_one_level_and_what_follows_each_is_below_it_whatever_is_on_view():
    pairs = ("q", ""), ("a", "q"), ("n", "a"), ("b", "q"), ("m", "b"), ("x", "m"), ("y", "m")
    whole = conversation(*pairs)

    assert [
        Version(
            "q",
            1,
            on_view=True,
            below=[
                Version("a", 2, on_view=True),
                Version("b", 2, below=[Version("x", 1), Version("y", 1)]),
            ],
        )
    ] == versions_of(whole.showing("a"))
    (question,) = versions_of(whole.showing("x"))
    assert ["a", "b"] == [entry.message for entry in question.below]
    assert ["x", "y"] == [entry.message for entry in question.below[1].below]


def test_a_thousand_answers_to_one_question_are_one_level():
    pairs = [("q", ""), *((f"a{n}", "q") for n in range(1_000))]

    (question,) = versions_of(conversation(*pairs))

    assert [f"a{n}" for n in range(1_000)] == [entry.message for entry in question.below]


def test_texts_that_begin_alike_differ_from_somewhere_on():
    assert [] == differ_from([])
    assert [0] == differ_from(["one"])
    assert [5, 5, 2, 2] == differ_from(["Once upon", "Once more", "One", "Onx"])
    assert [3, 3] == differ_from(["One", "One"])


@given(st.data())
def test_every_message_is_in_exactly_one_entry(data):
    names = [str(number) for number in range(data.draw(st.integers(0, 15)))]
    whole = conversation(*((name, data.draw(st.sampled_from(["", *names[:at]]))) for at, name in enumerate(names)))
    counted, waiting = 0, versions_of(whole)
    while waiting:
        entry = waiting.pop()
        counted += entry.count
        waiting += entry.below

    assert len(names) == counted
