"""What is looked at stands where it was: a message that another takes the place of, a word that was found."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest

from desktop.ui.transcript import flow as flows
from desktop.ui.transcript import pieces
from desktop.ui.transcript.code_view import toggle_wrapping
from desktop.ui.transcript.entry import Fact
from desktop.ui.transcript.piece import Piece

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


@pytest.mark.parametrize("before", [0, 1])
@pytest.mark.parametrize("hurried", [False, True])
def test_a_branch_that_fits_is_shown_whole_wherever_the_one_before_was_read(transcript, monkeypatch, before, hurried):
    if hurried:
        monkeypatch.setattr(flows, "MEASURING", 0.002)
        monkeypatch.setattr(pieces, "CUTTING", 0.0)
    first = talk(before)
    long = [*first, question("Long?\n\n" * 20, 90, versions=2), answer(LONG, 90)]
    transcript.show_entries(long)
    settle(transcript)
    flow, index = transcript.flow, len(first)
    flow.stand_at(index, len(flow.view(index)) - 1, 2)
    transcript._replace()
    assert top_of(transcript, "q90") < 0 < bottom_of(transcript, "q90") < 40
    transcript.show_branch([*first, question("Short?", 91, version=2, versions=2), answer("Short.", 91)])
    settle(transcript)

    assert flow.total <= transcript.viewport().height()
    assert transcript.scrolled == 0
    assert flow.following
    transcript.show_branch(long)
    settle(transcript)
    assert transcript.scrolled == 0


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


SECTION = """## {n}. Section {n}

* **Bold lead {n}:** bullets, and an explanation that runs over more than one line at most widths of the window.
    * **Nested:** more $x^{n}$ text.

      ```js
      const a{n} = () => {{ return {n}; }};
      ```

* **Second:** see [doc {n}](https://example.org/{n}).

| Key {n} | Value |
|---|---|
| a | {n} |

Paragraph {n} that has quite some words so that the reader has something to read, and the text runs over lines."""
SECTIONS = "\n\n".join(SECTION.format(n=n) for n in range(1, 40))


@pytest.fixture
def versions(transcript, monkeypatch):
    """Shows a version of an answer that is cut and laid out in many turns of the loop; returns its id.

    The first is short, the others have the same long text. What a version was shown as before is forgotten.
    """
    monkeypatch.setattr(flows, "MEASURING", 0.002)
    monkeypatch.setattr(pieces, "CUTTING", 0.0)

    def show(version, *, first=False):
        text = "\n\n".join(f"Line {n}." for n in range(60)) if version == 1 else SECTIONS
        footer = (Fact("a receipt of many words", 1),) * (2 if version == 3 else 12)  # in one line, or in two
        entries = [question("Q"), answer(text, version, version=version, versions=3, footer=footer)]
        transcript.show_entries(entries) if first else transcript.show_branch(entries)
        return f"a{version}"

    show(3, first=True)
    settle(transcript)
    return show


def said_in(row):
    return row.block.source if isinstance(row, Piece) else ""


def place_of(transcript, text):
    """How high in the viewport the piece that begins with a text begins."""
    flow, view = transcript.flow, transcript.flow.view(1)
    row = next(row for row, piece in enumerate(view) if said_in(piece).startswith(text))
    return flow.top(1) + view.column.top(row) - transcript.scrolled


@pytest.mark.parametrize("steps", [[2], [2, 3], [2, 3, 2, 3]])
@pytest.mark.parametrize("hurried", [False, True])
def test_in_the_middle_of_another_version_that_is_not_cut_yet_the_same_is_read(transcript, versions, steps, hurried):
    flow = transcript.flow
    row = next(
        row for row in range(flow.view(1).first_piece, 10**6) if "Section 29" in flow.view(1).row(row).block.source
    )
    flow.stand_at(1, row, 7)
    transcript._replace()
    settle(transcript)
    for step in steps:
        versions(step)
        QTest.qWait(1) if hurried else settle(transcript)
    settle(transcript)

    assert abs(-7 - place_of(transcript, "## 29.")) <= 1


@pytest.mark.parametrize("steps", [[2], [2, 3], [2, 1, 2, 3]])
def test_at_the_end_of_versions_that_are_not_cut_yet_the_buttons_stay_where_they_are(transcript, versions, steps):
    transcript.scroll_to_end()
    settle(transcript)
    stood = bottom_of(transcript, "a3")
    for step in steps:
        shown = versions(step)
        assert stood == bottom_of(transcript, shown)
        QTest.qWait(1)
        assert stood == bottom_of(transcript, shown)
    settle(transcript)

    assert stood == bottom_of(transcript, shown)
    assert transcript.flow.following


def test_the_end_of_a_shorter_version_is_shown_though_the_one_before_was_not_cut(transcript, versions):
    versions(2)
    versions(1)
    settle(transcript)
    assert 0 < bottom_of(transcript, "a1") <= transcript.viewport().height()


def test_the_room_below_a_shorter_version_goes_with_the_first_turn_of_the_wheel(transcript):
    short = [*talk(12), question("Short?", 90, version=2, versions=2), answer("Short.", 90)]
    transcript.show_entries([*talk(12), question("Long?", 91, version=1, versions=2), answer(LONG, 91)])
    transcript.flow.stand_at(12, 0, -100)
    transcript._replace()
    transcript.show_branch(short)
    end = transcript.flow.total - transcript.viewport().height()
    assert transcript.scrolled > end + 50

    transcript.verticalScrollBar().setValue(transcript.scrolled - 20)
    assert transcript.scrolled == transcript.verticalScrollBar().maximum() == end
