"""What is folded, unfolded and wrapped in messages stays so while others are on view."""

from __future__ import annotations

import json

import pytest
from PySide6.QtWidgets import QApplication

from desktop.domain.blocks import Growing
from desktop.ui.transcript import flow as flows
from desktop.ui.transcript import shapes
from desktop.ui.transcript.code_view import toggle_node
from desktop.ui.transcript.entry import Entry
from desktop.ui.transcript.piece import Piece
from desktop.ui.transcript.targets import TREE, WRAP, places_in
from desktop.ui.transcript.tree import NODE

from .conftest import answer, cut_whole, question, talk

CODE = "```python\n" + "x = " + "1 + " * 60 + "1\n```\n"
JSON = '```json\n{"name": "Ada", "works": [{"title": "Notes"}, {"title": "Letters"}]}\n```\n'


def press(transcript, index, action, number=0):
    place = [place for place in places_in(transcript.flow, index) if place.target.action.startswith(action)][number]
    transcript.deeds.activate(place)


def looks(transcript, index):
    """What there is to see of a message, row by row: whether it is opened, wrapped, or a tree with which lines."""
    return [
        (row.is_wrapped, row.tree and [line.name for line in row.tree.lines])
        if isinstance(row, Piece)
        else getattr(row, "opened", None)
        for row in transcript.flow.view(index)
    ]


def away_and_back(transcript, entries):
    mark = transcript.flow.mark
    transcript.show_entries([question("Another", 77), answer("Words. " * 500, 77)])
    transcript.show_entries(entries, mark)


@pytest.fixture
def changed(transcript):
    """A conversation whose reasoning is open, whose first code is wrapped, and whose JSON is a tree with a fold."""
    thoughts = f"A thought.\n\n{CODE}\nAnd so on.\n"
    entries = [question("Q"), answer(f"Words.\n\n{CODE}\nMore.\n\n{CODE}\n{JSON}\nThe end.\n", reasoning=thoughts)]
    transcript.show_entries(entries)
    transcript.toggle_reasoning(1)
    for number in (0, 2):
        press(transcript, 1, WRAP, number)
    press(transcript, 1, TREE)
    row = next(place.row for place in places_in(transcript.flow, 1) if place.target.action.startswith(NODE))
    transcript.rearrange(1, lambda view: toggle_node(view, row, 2))
    return entries


def test_another_chat_and_back_changes_nothing(transcript, changed):
    transcript.verticalScrollBar().setValue(60)
    before, at = looks(transcript, 1), transcript.scrolled
    for _ in range(2):
        away_and_back(transcript, changed)
        assert before == looks(transcript, 1)
        assert at == transcript.scrolled


def test_what_was_folded_again_stays_folded(transcript, changed):
    transcript.toggle_reasoning(1)
    press(transcript, 1, TREE)
    before = looks(transcript, 1)
    away_and_back(transcript, changed)

    assert before == looks(transcript, 1)
    assert not transcript.flow.view(1).unfolded
    assert not any(tree for row in before if isinstance(row, tuple) for tree in row[1:])


def test_json_without_lines_that_is_read_as_written_does_not_become_a_tree_again(transcript):
    entries = [question("Q"), answer(json.dumps({f"name {n}": n for n in range(60)}))]
    transcript.show_entries(entries)
    assert transcript.flow.view(1).pieces[0].tree is not None
    press(transcript, 1, TREE)
    away_and_back(transcript, entries)

    assert transcript.flow.view(1).pieces[0].tree is None


def test_another_version_another_width_and_other_fonts_change_nothing_either(transcript, changed):
    others = [question(f"Q{n}", n) for n in range(100, 100 + 2 * flows.NEAR)]
    transcript.show_entries([*changed, *others])
    before = looks(transcript, 1)
    transcript.show_branch([changed[0], answer("Another.", 5), *others])
    transcript.show_branch([*changed, *others])
    assert before == looks(transcript, 1)

    transcript.scroll_to_end()
    transcript.resize(500, 500)
    QApplication.processEvents()
    transcript.resize(700, 500)
    transcript.reveal(1)
    QApplication.processEvents()
    assert before == looks(transcript, 1)


def test_code_far_down_in_a_long_text_is_wrapped_once_it_is_cut(transcript):
    text = "Words of an answer.\n\n" * 20_000 + CODE
    transcript.show_entries([question("Q"), answer(text)])
    cut_whole(transcript, 1)
    transcript.scroll_to_end()
    press(transcript, 1, WRAP)
    transcript.flow.stand_at(1, 0, 0)
    away_and_back(transcript, [question("Q"), answer(text)])
    assert not transcript.flow.view(1).is_whole
    transcript.flow.layouts.wrapped = False
    cut_whole(transcript, 1)

    assert transcript.flow.view(1).pieces[-1].is_wrapped


def test_an_answer_that_goes_on_arriving_elsewhere_keeps_its_reasoning_open(transcript):
    growing = Growing()
    entry = Entry("s", "Model", from_user=False, blocks=growing, streaming=True, reasoning="A thought. ")
    transcript.show_entries([question("Q"), entry])
    transcript.toggle_reasoning(1)
    transcript.show_entries(talk(4))
    growing.feed("Words.")
    transcript.show_entries([question("Q"), entry._replace(reasoning="A thought. And another. ")])

    assert transcript.flow.view(1).unfolded
    assert "A thought. And another. " == "".join(piece.block.source for piece in transcript.flow.view(1).thoughts)


def test_the_messages_that_were_left_first_are_forgotten(transcript, monkeypatch):
    monkeypatch.setattr(shapes, "MOST", 2)
    for number in range(3):
        transcript.show_entries([answer("A", number, reasoning="A thought.")])
        transcript.toggle_reasoning(0)
    opened = []
    for number in range(3):
        transcript.show_entries([answer("A", number, reasoning="A thought.")])
        opened.append(transcript.flow.view(0).unfolded)

    assert [False, True, True] == opened


def test_trees_that_came_by_themselves_displace_nothing_that_was_done_by_hand(transcript, monkeypatch):
    monkeypatch.setattr(shapes, "MOST", 2)
    opened = [answer("A", 0, reasoning="A thought.")]
    transcript.show_entries(opened)
    transcript.toggle_reasoning(0)
    for number in range(1, 4):
        transcript.show_entries([answer(json.dumps({f"name {n}": n for n in range(60)}), number)])
        assert transcript.flow.view(0).pieces[0].tree is not None
    transcript.show_entries(opened)

    assert transcript.flow.view(0).unfolded
