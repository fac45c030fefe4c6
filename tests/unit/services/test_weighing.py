from __future__ import annotations

from datetime import UTC, datetime
from threading import Event

import pytest

from desktop.domain.conversation import Conversation, assemble
from desktop.domain.fit import Need
from desktop.domain.message import Message, Role
from desktop.domain.parts import ImagePart, TextPart
from desktop.domain.vision import Detail, Estimate
from desktop.services.tasks import TaskScope
from desktop.services.weighing import SHORT, Weighing, details_of
from tests.waiting import until

NOW = datetime(2026, 1, 2, tzinfo=UTC)
CAT = ImagePart("cat.png", "image/png", blob="0" * 64)
LONG = SHORT + 50


class Stored:
    """A message that nobody has looked at, and how often it was read."""

    def __init__(self, number, *more):
        self.id, self.parent, self.size = str(number), str(number - 1) if number else "", 4
        self.reads = 0
        self._parts = (TextPart("four"), *more)

    def read(self):
        self.reads += 1
        return Message(self.id, self.parent, Role.USER, self._parts, NOW)


def chat(rows, name="c"):
    return assemble(Conversation(name, NOW, leaf=rows[-1].id), rows)


@pytest.fixture
def tasks():
    errors = []
    yield TaskScope("test", errors.append)
    assert not errors


@pytest.fixture
def weighing(monkeypatch, tasks):
    monkeypatch.setattr("desktop.services.weighing.CALM", 0)
    made = Weighing({}, tasks)
    made.heard = []
    made.changed.connect(lambda: made.heard.append(True))
    return made


async def test_a_short_chat_is_weighed_at_once(weighing):
    rows = [Stored(number, CAT) for number in range(3)]

    assert weighing.need(chat(rows)) == Need(3, 3, seen={"": 3_000})
    assert not weighing.heard


async def test_a_long_chat_is_weighed_beside_the_loop_and_none_of_it_kept(weighing):
    rows = [Stored(number) for number in range(LONG)]
    known = chat(rows)

    assert weighing.need(known) == Need()
    await until(lambda: weighing.heard)
    assert weighing.need(known) == Need(tokens=LONG)
    assert known.messages.stored("7") is rows[7]


async def test_no_message_is_weighed_twice(weighing):
    rows = [Stored(number) for number in range(LONG)]
    known = chat(rows)
    weighing.need(known)
    await until(lambda: weighing.heard)
    more = known.with_message(Message("new", rows[-1].id, Role.USER, (TextPart("x" * 40),), NOW))

    assert weighing.need(more) == Need(tokens=LONG + 10)
    assert {row.reads for row in rows} == {1}


async def test_another_chat_that_comes_on_view_meanwhile_is_weighed_alone(weighing):
    rows, begun, go_on = [Stored(number) for number in range(LONG)], Event(), Event()
    rows[-1].read = lambda: begun.set() or (go_on.wait() and Stored.read(rows[-1]))
    second = chat([Stored(number, CAT) for number in range(LONG)], "d")
    weighing.need(chat(rows))
    await until(begun.is_set)

    assert weighing.need(second) == Need()
    go_on.set()
    await until(lambda: weighing.heard)
    assert weighing.need(second).pictures == LONG


async def test_a_short_chat_is_not_mistaken_for_the_long_one_before(weighing):
    weighing.need(chat([Stored(number) for number in range(LONG)]))
    short = chat([Stored(0)], "d")

    assert weighing.need(short) == Need(tokens=1)
    await until(lambda: weighing.heard)
    assert weighing.need(short) == Need(tokens=1)


def test_what_each_detail_costs_is_told_where_that_is_known():
    costs = {Detail.AUTO: None, Detail.LOW: Estimate(85), Detail.HIGH: Estimate(None, detailed=True)}

    assert ((Detail.LOW, Estimate(85)),) == details_of(CAT, lambda image: costs[image.detail])
