from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.conversation import Conversation
from desktop.domain.message import Message, Role
from desktop.domain.versions import Version, versions_of

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


def test_what_is_on_view_stays_on_one_level_and_the_others_hang_below():
    whole = conversation(("q", ""), ("a", "q"), ("n", "a"), ("b", "q"), ("m", "b"), ("x", "m")).showing("a")

    assert [
        Version("q", 1, on_view=True),
        Version("a", 2, on_view=True, others=[Version("b", 3)]),
    ] == versions_of(whole)


def test_a_thousand_regenerated_answers_are_not_a_thousand_levels():
    pairs = [("q0", "")]
    for n in range(1_000):
        pairs += [(f"a{n}", f"q{n}"), (f"b{n}", f"q{n}"), (f"q{n + 1}", f"b{n}")]

    tree = versions_of(conversation(*pairs))

    assert 1_001 == len(tree)
    assert all([Version(f"a{n}", 1)] == entry.others for n, entry in enumerate(tree[1:]))


@given(st.data())
def test_every_message_is_in_exactly_one_entry(data):
    names = [str(number) for number in range(data.draw(st.integers(0, 15)))]
    whole = conversation(*((name, data.draw(st.sampled_from(["", *names[:at]]))) for at, name in enumerate(names)))
    counted, waiting = 0, versions_of(whole)
    while waiting:
        entry = waiting.pop()
        counted += entry.count
        waiting += entry.others

    assert len(names) == counted
