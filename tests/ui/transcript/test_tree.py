"""JSON in answers, read as a tree."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest

from desktop.domain.blocks import Growing
from desktop.domain.whole_text import Blocks
from desktop.ui.transcript.accessible_entry import EntryAccessible
from desktop.ui.transcript.entry import Entry
from desktop.ui.transcript.targets import TREE, place_at, places_in, spot_at
from desktop.ui.transcript.tree import NODE

from .conftest import answer

JSON = '{"name": "Ada", "born": 1815, "works": [{"title": "Notes"}, {"title": "Letters"}]}'
LARGE = json.dumps([{"id": number, "name": f"user {number}"} for number in range(3_000)], indent=1)
NAME = QAccessible.Text.Name


@pytest.fixture
def tree(transcript):
    """Shows JSON as a tree, and gives that."""

    def show(text=JSON, around=""):
        transcript.show_entries([answer(f"{around}```json\n{text}\n```\n{around}")])
        while transcript.flow.unfinished:
            transcript._replace()
        transcript.flow.scroll_to(0)
        transcript._replace()
        press(transcript, TREE)
        return next(piece.tree for piece in pieces(transcript) if piece.is_code)

    return show


def pieces(transcript):
    return transcript.flow.view(0).pieces


def target(transcript, action):
    return next(place for place in places_in(transcript.flow, 0) if place.target.action.startswith(action))


def press(transcript, action):
    transcript.deeds.activate(target(transcript, action))


def focus(transcript):
    """Give the tree the keyboard."""
    transcript.setFocus()
    transcript.keys.go_to(0)
    while not (transcript.keys.focused and transcript.keys.focused.target.action.startswith(NODE)):
        QTest.keyClick(transcript, Qt.Key.Key_Tab)


def point(transcript, line):
    """Where a line is, in the viewport."""
    view, style = transcript.flow.view(0), transcript.flow.style
    top = view.column.top(view.first_piece) + view.pieces[0].top(style) + round((line + 0.5) * style.code_line)
    return QPoint(transcript.left + 60, top - transcript.scrolled)


def test_a_button_shows_the_tree_and_another_the_source(transcript, tree):
    lines = len(tree().lines)
    style = transcript.flow.style
    height = pieces(transcript)[0].height
    back = target(transcript, TREE).target.label
    press(transcript, TREE)

    assert lines == 8
    assert height - pieces(transcript)[0].height == pytest.approx((lines - 1) * style.code_line, abs=2)
    assert "Source" == back
    assert pieces(transcript)[0].tree is None
    assert "Tree" == target(transcript, TREE).target.label


def test_what_is_no_json_says_so(transcript, tree):
    assert tree("{no: json}") is None
    assert "Not valid JSON" == target(transcript, TREE).target.label


def test_only_json_has_a_tree(transcript):
    transcript.show_entries([answer("```py\n{}\n```\n")])

    assert not [place for place in places_in(transcript.flow, 0) if place.target.action == TREE]


def test_a_click_folds_and_unfolds(transcript, tree):
    shown = tree()
    before = pieces(transcript)[0].height
    QTest.mouseClick(transcript.viewport(), Qt.MouseButton.LeftButton, pos=point(transcript, 3))
    folded = len(shown.lines)
    less = pieces(transcript)[0].height
    QTest.mouseClick(transcript.viewport(), Qt.MouseButton.LeftButton, pos=point(transcript, 3))

    assert 4 == folded
    assert less < before
    assert 6 == len(shown.lines)


@pytest.mark.parametrize("line", [1, 3])
def test_a_click_gives_a_line_the_keyboard(transcript, tree, line):
    shown = tree()
    QTest.mouseClick(transcript.viewport(), Qt.MouseButton.LeftButton, pos=point(transcript, line))

    assert transcript.keys.focused.target.action == f"{NODE}{line}"
    QTest.keyClick(transcript, Qt.Key.Key_Up)
    assert shown.cursor == line - 1


def test_the_pointer_shows_what_can_be_pressed(transcript, tree):
    tree()
    QTest.mouseMove(transcript.viewport(), point(transcript, 3))
    pressed = transcript.viewport().cursor().shape()
    QTest.mouseMove(transcript.viewport(), point(transcript, 1))

    assert Qt.CursorShape.PointingHandCursor == pressed
    assert Qt.CursorShape.ArrowCursor == transcript.viewport().cursor().shape()


def test_keys_walk_fold_and_unfold(transcript, tree):
    shown = tree()
    focus(transcript)
    walked = []
    for key in ("Down", "Down", "Down", "Right", "Left", "Left", "Right", "End", "Left", "Home", "Up", "Right"):
        QTest.keyClick(transcript, getattr(Qt.Key, f"Key_{key}"))
        walked.append((shown.cursor, len(shown.lines)))
    QTest.keyClick(transcript, Qt.Key.Key_Return)

    assert [1, 2, 3, 4, 4, 3, 4, 6, 5, 0, 0, 1] == [cursor for cursor, _ in walked]
    assert [8, 8, 8, 8, 7, 7, 7, 7, 7, 7, 7, 7] == [lines for _, lines in walked]
    assert transcript.keys.focused.target.action.startswith(NODE)


def test_a_tree_is_one_part_of_the_message(transcript, tree):
    tree(LARGE)
    labels = [place.target.label for place in places_in(transcript.flow, 0)]

    assert ["Source", "Save as…", "Copy code", "3,000 items"] == labels[:4]
    assert len(labels) < 9


def test_screen_readers_hear_the_line_and_whether_it_is_open(transcript, tree):
    tree()
    focus(transcript)
    for _ in range(3):
        QTest.keyClick(transcript, Qt.Key.Key_Down)
    interface = QAccessible.queryAccessibleInterface(transcript)
    here = interface.focusChild()
    opened = here.state().expanded, here.state().collapsed
    QTest.keyClick(transcript, Qt.Key.Key_Left)
    after = interface.focusChild()

    assert isinstance(here.parent(), EntryAccessible)
    assert QAccessible.Role.TreeItem == after.role()
    assert "works: 2 items" == after.text(NAME)
    assert (1, 0) == opened
    assert (0, 1) == (after.state().expanded, after.state().collapsed)


def test_a_large_tree_stands_in_the_place_of_all_pieces(transcript, tree):
    tree(LARGE, "Words.\n\n")
    shown = [piece for piece in pieces(transcript) if piece.is_code]

    assert len(shown) > 50
    assert {0} == {piece.height for piece in shown[1:]}
    assert transcript.flow.height(0) < 1_200
    assert shown[0].tree is shown[-1].tree


@pytest.mark.parametrize("pretty", [None, 2])
def test_an_answer_that_is_json_is_code_and_a_tree_when_it_has_no_lines(transcript, pretty):
    text = json.dumps({"words": ["structured output"] * 20, "end": {"of": "it"}}, indent=pretty)
    growing = Growing()
    entry = Entry("a", "M", from_user=False, blocks=growing, streaming=True)
    transcript.show_entries([entry])
    growing.feed(text[:150])
    transcript._grow("a", growing, "", "", "")
    writing = pieces(transcript)[0].is_code, pieces(transcript)[0].tree
    growing.feed(text[150:])
    growing.close()
    transcript.show_branch([entry._replace(streaming=False, blocks=Blocks(text))])

    assert (True, None) == writing
    assert (pretty is None) == (pieces(transcript)[0].tree is not None)
    transcript.select_all()
    assert transcript.selected().text == text


def test_what_is_copied_is_the_source(transcript, tree):
    tree(LARGE)
    press(transcript, "copy-code")
    code = QGuiApplication.clipboard().text()
    transcript.select_all()

    assert code == LARGE
    assert LARGE in transcript.selected().text


def test_the_text_of_a_tree_is_no_place_for_a_cursor(transcript, tree):
    tree()
    at = point(transcript, 2)
    QTest.mouseDClick(transcript.viewport(), Qt.MouseButton.LeftButton, pos=at)

    assert 0 == spot_at(transcript.flow, 60, at.y() + transcript.scrolled).at
    assert not transcript.selection
    assert not place_at(transcript.flow, 60, at.y() + transcript.scrolled).target.enabled


def test_the_line_that_is_read_stays_when_something_below_is_folded(transcript, tree, reading):
    shown = tree(LARGE, "Words.\n\n" * 3)
    shown.toggle(1)
    transcript.rearrange(0, lambda view: view.lay_out_anew(pieces(transcript)[3]), keep=False)
    transcript.verticalScrollBar().setValue(900)
    before = reading()
    place = place_at(transcript.flow, 60, transcript.scrolled + 300)
    transcript.deeds.activate(place)

    assert before == reading()
    assert shown.lines[int(place.target.action.removeprefix(NODE))].opened


def test_words_that_are_looked_for_are_shown_in_the_source(transcript, tree, qtbot):
    tree(json.dumps({"first": "word " * 60, "then": "Letters"}))
    transcript.search.look_for("Letters")
    qtbot.waitUntil(lambda: pieces(transcript)[0].tree is None)

    assert pieces(transcript)[0].strip.shift > 0


@pytest.mark.parametrize("end", ["close", "words", "other"])
def test_the_tree_is_given_back_as_it_was_when_the_search_ends(transcript, tree, qtbot, end):
    shown = tree(JSON, "Words.\n\n")
    shown.toggle(3)
    lines = list(shown.lines)
    transcript.search.look_for("Letters")
    qtbot.waitUntil(lambda: all(piece.tree is None for piece in pieces(transcript)))
    if end == "close":
        assert transcript.search.select_current()
    elif end == "words":
        transcript.search.look_for("")
    else:
        entries = [transcript.flow.entry(0)]
        transcript.show_entries([answer("Words", 1)])
        transcript.show_entries(entries)
        transcript.search.look_for("")

    assert [shown] == [piece.tree for piece in pieces(transcript) if piece.tree]
    assert lines == list(shown.lines)
    assert not transcript.selection


def test_other_words_are_selected_when_trees_are_given_back(transcript, tree, qtbot):
    tree(JSON, "Words.\n\n")
    transcript.search.look_for("Letters")
    qtbot.waitUntil(lambda: all(piece.tree is None for piece in pieces(transcript)))
    transcript.search.look_for("Words")
    qtbot.waitUntil(lambda: transcript.search.figures.current > 0)

    assert transcript.search.select_current()
    assert "Words" == transcript.selected().text
    assert any(piece.tree for piece in pieces(transcript))


def test_what_was_found_is_not_selected_in_a_tree_that_somebody_asked_for_since(transcript, tree, qtbot):
    tree(LARGE, "Words.\n\n" * 3)
    transcript.search.look_for("user 2900")
    qtbot.waitUntil(lambda: transcript.search.figures.current == 1)
    press(transcript, TREE)
    assert any(piece.tree for piece in pieces(transcript))

    assert transcript.search.select_current()
    assert any(piece.tree for piece in pieces(transcript))
    assert not transcript.selection


def test_the_tree_is_painted(transcript, tree):
    tree()
    image = transcript.viewport().grab().toImage()
    y = point(transcript, 1).y()
    colors = {image.pixelColor(x, y + dy).name() for x in range(transcript.left, 400) for dy in range(-6, 6)}

    assert len(colors) > 10
