"""The line below an answer: how much of it is shown, and how it is pressed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest

from desktop.ui.transcript.entry import Fact
from desktop.ui.transcript.receipt_line import in_one_line, shortened
from desktop.ui.transcript.targets import places_in

from .conftest import answer

FACTS = (Fact("A model", 9), Fact("Cumulus", 4), Fact("$0.004", 1), Fact("12 → 34 tokens", 2))


@pytest.fixture
def metrics(transcript):
    return QFontMetrics(transcript.flow.style.small)


@pytest.mark.parametrize(
    ("kept", "text"),
    [
        ("A model · Cumulus · $0.004 · 12 → 34 tokens", "A model · Cumulus · $0.004 · 12 → 34 tokens"),
        ("Cumulus · $0.004 · 12 → 34 tokens …", "Cumulus · $0.004 · 12 → 34 tokens …"),
        ("$0.004 · 12 → 34 tokens …!", "$0.004 · 12 → 34 tokens …"),
        ("$0.004 …", "$0.004 …"),
    ],
)
def test_the_least_important_facts_go_first_and_whole(metrics, kept, text):
    assert text == shortened(FACTS, metrics, metrics.horizontalAdvance(kept))


def test_in_two_lines_more_facts_have_room_than_in_one(metrics):
    room = metrics.horizontalAdvance("$0.004 · 12 → 34 tokens …")

    assert shortened(FACTS, metrics, room, 2) == "A model · Cumulus\n$0.004 · 12 → 34 tokens"
    assert shortened((*FACTS, Fact("AAAA", 0)), metrics, room, 2) == "Cumulus · $0.004\n12 → 34 tokens · AAAA …"
    assert shortened(FACTS[:2], metrics, room, 2) == "A model · Cumulus"


@pytest.mark.parametrize(("width", "lines"), [(1_000, 1), (420, 1), (250, 2)])
def test_a_long_receipt_has_a_second_line_before_anything_is_left_out(transcript, width, lines):
    transcript.resize(width, 500)
    facts = (Fact("Another model", 0), Fact("Cumulus", 4), Fact("$0.004", 1), Fact("12 tokens", 2))
    transcript.show_entries([answer("Words.", footer=facts)])
    target = place(transcript).target

    assert (target.rect.height() > 1.5 * transcript.flow.style.small_height + 4) == (lines == 2)
    assert target.label == in_one_line(facts)


def test_details_go_before_any_fact_does(metrics):
    facts = (Fact("A model", 0), Fact("$0.004", 1), Fact("12 (8 cached) → 34 tokens", 2, "12 → 34 tokens"))
    told = "A model · $0.004 · 12 (8 cached) → 34 tokens"
    brief = "A model · $0.004 · 12 → 34 tokens …"
    room = metrics.horizontalAdvance(told)

    assert told == shortened(facts, metrics, room)
    assert brief == shortened(facts, metrics, room - 1) == shortened(facts, metrics, metrics.horizontalAdvance(brief))
    assert "A model · $0.004 …" == shortened(facts, metrics, metrics.horizontalAdvance(brief) - 1)
    assert "12 → 34 tokens …" == shortened(facts[2:], metrics, metrics.horizontalAdvance("12 → 34 tokens …"))


def test_the_last_fact_is_shortened(metrics):
    facts = (Fact("a very long name of a model indeed", 0),)
    shown = shortened(facts, metrics, metrics.horizontalAdvance("a very long"))

    assert "…" in shown
    assert len(shown) < 12
    assert not shortened((), metrics, 100)


def test_what_hides_in_a_name_is_spelled_out():
    assert "a<U+202E>b · c" == in_one_line((Fact("a\u202eb", 1), Fact("c", 1)))


def place(transcript):
    found = [place for place in places_in(transcript.flow, 0) if place.target.action == "receipt"]
    return found[0] if found else None


def test_the_line_is_pressed_with_mouse_and_keys(transcript, qtbot):
    transcript.show_entries([answer("Words.", footer=FACTS)])
    view = transcript.flow.view(0)
    at = place(transcript)
    point = at.target.rect.center()
    point.setX(point.x() + transcript.left)
    point.setY(point.y() + transcript.flow.top(0) + view.column.top(at.row) - transcript.scrolled)
    with qtbot.waitSignal(transcript.action_requested, timeout=1000) as pressed:
        QTest.mouseClick(transcript.viewport(), Qt.MouseButton.LeftButton, pos=point)

    assert [view.entry.id, "receipt"] == pressed.args

    transcript.setFocus()
    transcript.keys.go_to(0)
    while transcript.keys.focused != at:
        QTest.keyClick(transcript, Qt.Key.Key_Right)
    with qtbot.waitSignal(transcript.action_requested, timeout=1000) as pressed:
        QTest.keyClick(transcript, Qt.Key.Key_Return)

    assert [view.entry.id, "receipt"] == pressed.args


def test_without_facts_there_is_nothing_to_press(transcript):
    transcript.show_entries([answer("Words.")])

    assert place(transcript) is None


def test_beside_the_buttons_or_below_them_it_never_overlaps_and_ends_where_the_message_does(transcript):
    heights, gaps = set(), set()
    for width in (900, 500, 300):
        transcript.resize(width, 400)
        transcript.show_entries([answer("Words.", footer=FACTS)])
        places = [place for place in places_in(transcript.flow, 0) if place.row == len(transcript.flow.view(0)) - 1]
        height = transcript.flow.view(0).row(places[0].row).height
        [line] = [place.target.rect for place in places if place.target.action == "receipt"]
        buttons = [place.target.rect for place in places if place.target.action != "receipt"]
        gaps.add(height - line.bottom())
        assert [place.target.rect.top() for place in places] == sorted(place.target.rect.top() for place in places)

        assert not any(line.intersects(button) for button in buttons)
        assert 0 < line.right() <= transcript.flow.width
        heights.add(height)

    assert 2 == len(heights)
    assert 1 == len(gaps)
