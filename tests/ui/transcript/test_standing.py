"""What is looked at stands where it was: a message that another takes the place of, a word that was found."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest

from desktop.ui.transcript import flow as flows
from desktop.ui.transcript.code_view import toggle_wrapping

from .conftest import answer, cut_whole, question, talk

LONG = "One of many paragraphs, with some words.\n\n" * 60
LINE = "value_{n} = compute_something_long(one={n}, two='some text', three=[1, 2, 3, 4, 5, {n}])  # a remark, not short"
CODE = "\n".join(LINE.format(n=n) for n in range(5000))


def top_of(transcript, entry_id):
    flow = transcript.flow
    return flow.top(flow.index_of(entry_id)) - transcript.scrolled


def bottom_of(transcript, entry_id):
    flow = transcript.flow
    return top_of(transcript, entry_id) + flow.height(flow.index_of(entry_id))


def settle(transcript):
    QTest.qWait(1)
    while transcript.later.isActive():
        QTest.qWait(1)


@pytest.mark.parametrize("before", [0, 2, 12])
@pytest.mark.parametrize("scrolled", [0, 30])
def test_another_version_of_a_question_stands_where_the_one_before_stood(transcript, before, scrolled):
    """At the end of a conversation too, and whatever room its answer takes."""
    short = [*talk(before), question("Short?", 90, version=2, versions=2), answer("Short.", 90)]
    long = [*talk(before), question("Long?", 91, version=1, versions=2), answer(LONG, 91)]
    transcript.show_entries(short)
    bar = transcript.verticalScrollBar()
    bar.setValue(bar.maximum() - scrolled)
    stood = top_of(transcript, "q90")
    for _ in range(2):
        transcript.show_branch(long)
        assert stood == top_of(transcript, "q91")
        assert not transcript.flow.following
        transcript.show_branch(short)
        assert stood == top_of(transcript, "q90")

    transcript.scroll_to_end()
    assert transcript.scrolled == max(0, transcript.flow.total - transcript.viewport().height())


def test_another_version_of_what_began_above_ends_where_the_one_before_ended(transcript):
    """Its buttons, one of which was pressed, are there."""
    transcript.show_entries([question("Q"), answer(LONG, 91, versions=2), *talk(4)])
    cut_whole(transcript, 1)
    transcript.flow.stand_at(1, len(transcript.flow.view(1)) - 1, -300)
    transcript._replace()
    stood = bottom_of(transcript, "a91")
    transcript.show_branch([question("Q"), answer(LONG * 2, 92, version=2, versions=2), *talk(4)])

    assert stood == bottom_of(transcript, "a92")


def test_of_versions_that_both_reach_beyond_the_view_the_same_height_is_seen(transcript):
    transcript.show_entries([question("Q"), answer(LONG, 1, versions=2)])
    transcript.verticalScrollBar().setValue(700)
    settle(transcript)
    seen = transcript.flow.anchor
    transcript.show_branch([question("Q"), answer(LONG.upper(), 2, version=2, versions=2)])

    assert seen.row > 0
    assert transcript.flow.anchor == seen, "how high what is above it is, is only known when it was laid out"


@pytest.mark.parametrize("behind", [0, 8])
@pytest.mark.parametrize("paragraphs", [1, 8, 15])
def test_a_shorter_version_of_what_reaches_beyond_the_view_shows_its_end(transcript, paragraphs, behind):
    after = talk(behind)
    transcript.show_entries([question("Q"), answer(LONG, 91, versions=2), *after])
    cut_whole(transcript, 1)
    transcript.flow.stand_at(1, 40, 0)
    transcript._replace()
    short = answer("\n\n".join(LONG.split("\n\n")[:paragraphs]), 92, version=2, versions=2)
    transcript.show_branch([question("Q"), short, *after])
    settle(transcript)

    end = transcript.flow.top(1) + transcript.flow.height(1)
    assert bottom_of(transcript, "a92") == min(end, transcript.viewport().height())


def test_another_version_is_followed_when_its_end_is_on_view(transcript):
    transcript.show_entries([question("Q", 1, versions=2), answer("A", 1)])
    transcript.show_branch([question("R", 2, version=2, versions=2), answer("B", 2)])
    assert transcript.flow.following

    transcript.show_branch([question("R", 2, version=2, versions=2), answer("B", 2), question("S", 3), answer(LONG, 3)])
    assert transcript.scrolled == transcript.verticalScrollBar().maximum() > 0


def test_reasoning_that_was_opened_is_open_when_its_version_comes_back(transcript):
    first = [question("Q"), answer("A", 1, reasoning="A thought.", versions=2)]
    other = [question("Q"), answer("B", 2, reasoning="A thought.", version=2, versions=2)]
    view = transcript.flow.view
    transcript.show_entries(first)
    transcript.toggle_reasoning(1)
    for _ in range(2):
        transcript.show_branch(other)
        assert not view(1).unfolded
        transcript.show_branch(first)
        assert view(1).unfolded

    transcript.toggle_reasoning(1)
    transcript.show_branch(other)
    transcript.show_branch(first)
    assert not view(1).unfolded


@pytest.fixture
def wrapped(transcript, monkeypatch):
    """Long lines of code, broken where the room ends, which takes many turns of the loop to lay out."""
    entries = [question("Q"), answer(f"```python\n{CODE}\n```\n\nThe word is zanzibar.\n")]
    transcript.show_entries(entries)
    monkeypatch.setattr(flows, "MEASURING", 0.001)
    settle(transcript)
    transcript.verticalScrollBar().setValue(0)
    transcript.rearrange(1, lambda view: toggle_wrapping(view, view.first_piece))
    settle(transcript)
    return entries


def seen_at(transcript, word):
    """How high in the viewport the piece with a word begins."""
    flow, view = transcript.flow, transcript.flow.view(1)
    row = next(row for row in range(view.first_piece, len(view)) if word in view.row(row).block.source)
    return flow.top(1) + view.column.top(row) - transcript.scrolled


def test_a_word_behind_code_that_takes_long_to_lay_out_is_found_on_view(transcript, wrapped):
    transcript.search.look_for("zanzibar")
    while transcript.search.figures.searching:
        QTest.qWait(1)
    settle(transcript)

    assert 0 < seen_at(transcript, "zanzibar") < transcript.viewport().height() - 20


def test_who_left_the_end_of_such_code_comes_back_to_it(transcript, wrapped):
    transcript.search.look_for("zanzibar")
    while transcript.search.figures.searching:
        QTest.qWait(1)
    settle(transcript)
    seen, mark = seen_at(transcript, "zanzibar"), transcript.flow.mark
    transcript.show_entries([question("Another")])
    transcript.show_entries(wrapped, mark)
    settle(transcript)

    assert abs(seen - seen_at(transcript, "zanzibar")) <= 1
    assert transcript.pill.isHidden()
