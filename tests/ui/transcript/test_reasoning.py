"""The line that folds the reasoning: how much, how long, and a copy of it that is not the answer's."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from desktop.domain.blocks import Growing
from desktop.ui.transcript.entry import Entry
from desktop.ui.transcript.menu import menu_for
from desktop.ui.transcript.rows import FoldRow
from desktop.ui.transcript.targets import places_in

from .conftest import answer, question, rows_of


@pytest.mark.parametrize(
    ("row", "title"),
    [
        (FoldRow(320, opened=False, thinking=False, time="12 s"), "Reasoning · 320 words · 12 s"),
        (FoldRow(1, opened=False, thinking=False), "Reasoning · 1 word"),
        (FoldRow(1_200, opened=True, thinking=True, time="3 s"), "Thinking · 1,200 words · 3 s"),
    ],
)
def test_the_line_names_length_and_time(qapp, row, title):
    assert title == row.title


def test_length_and_time_go_on_while_it_comes_and_the_time_alone_changes_the_line(transcript):
    transcript.show_entries([Entry("a", "Model", from_user=False, blocks=Growing(), streaming=True)])
    titles = []
    for reasoning, time in (("Let me", "1 s"), ("Let me see", "1 s"), ("Let me see", "2 s")):
        transcript.grow("a", Growing(), reasoning, "", time)
        transcript.pace.show_late()  # on a busy machine too
        titles.append(transcript.flow.view(0).row(1).title)

    assert ["Thinking · 2 words · 1 s", "Thinking · 3 words · 1 s", "Thinking · 3 words · 2 s"] == titles


def test_it_is_copied_by_key_and_by_menu_without_the_answer(transcript):
    transcript.show_entries([answer("The answer.", reasoning="Some *thoughts*.")])
    transcript.keys.go_to(0)
    (place,) = (place for place in places_in(transcript.flow, 0) if place.target.label == "Copy reasoning")
    clipboard = QGuiApplication.clipboard()
    while transcript.keys.focused != place:
        QTest.keyClick(transcript, Qt.Key.Key_Right)
    QTest.keyClick(transcript, Qt.Key.Key_Return)

    forms = clipboard.mimeData()
    assert "Some thoughts." == clipboard.text()
    assert "Some *thoughts*." == bytes(forms.data("text/markdown")).decode()
    assert "<p>Some <em>thoughts</em>.</p>" in forms.html()
    assert place == transcript.deeds.done

    clipboard.clear()
    menu = menu_for(transcript, 0, None)
    (action,) = (action for action in menu.actions() if action.text().replace("&", "") == "Copy reasoning")
    action.trigger()

    assert "Some thoughts." == clipboard.text()


def test_what_was_shown_late_is_copied_too(transcript):
    transcript.show_entries([Entry("a", "Model", from_user=False, blocks=Growing(), reasoning="One", streaming=True)])
    transcript.pace._rest.start(60_000)
    transcript.grow("a", Growing(), "One two")
    transcript.deeds.copy_reasoning(0)

    assert "One two" == QGuiApplication.clipboard().text()


def test_a_message_without_reasoning_has_nothing_of_it_to_copy(transcript):
    transcript.show_entries([answer("The answer.")])

    assert "Copy reasoning" not in rows_of(menu_for(transcript, 0, None))


LONG = "".join(f"Thought number {n} is **a bit** longer.\n\n" for n in range(10_000))


def test_a_long_one_is_unfolded_a_slice_at_a_time_and_complete_in_the_end(transcript, qtbot):
    transcript.show_entries([answer("The answer.", reasoning=LONG)])
    transcript.toggle_reasoning(0)
    view = transcript.flow.view(0)
    assert 0 < len(view.thoughts) < 10_000
    assert view.unthought

    qtbot.waitUntil(lambda: not view.unthought, timeout=60_000)
    assert "".join(piece.block.source for piece in view.thoughts) == LONG


def test_what_is_read_below_a_long_one_stays_while_more_of_it_is_cut(transcript, qtbot):
    transcript.show_entries([answer("The answer.\n\n" * 200, reasoning=LONG)])
    transcript.toggle_reasoning(0)
    view = transcript.flow.view(0)
    assert view.unthought
    transcript.reveal_line(0, view.first_piece + 100, 0, 20)
    row = view.row(view.first_piece + 100)
    top = transcript.flow.top(0) + view.column.top(view.row_of(row)) - transcript.scrolled
    qtbot.waitUntil(lambda: not view.unthought, timeout=60_000)

    assert transcript.flow.top(0) + view.column.top(view.row_of(row)) - transcript.scrolled == top


def test_words_at_the_end_of_a_long_one_are_found(transcript, qtbot):
    transcript.show_entries([answer("The answer.", reasoning=LONG + "Eureka!")])
    transcript.search.look_for("Eureka")
    view = transcript.flow.view(0)
    qtbot.waitUntil(lambda: view.unfolded and not view.unthought, timeout=60_000)

    def on_view():
        top = transcript.flow.top(0) + view.column.top(view.first_piece - 1) - transcript.scrolled
        return 0 <= top < transcript.viewport().height()

    qtbot.waitUntil(on_view, timeout=10_000)


def test_unfolding_measures_once_and_looks_for_no_garbage_among_the_pieces(transcript, monkeypatch):
    transcript.show_entries([answer("The answer.", reasoning=LONG)])
    settled = []
    settle = transcript.flow.settle
    monkeypatch.setattr(transcript.flow, "settle", lambda: settled.append(1) or settle())
    frozen = gc.get_freeze_count()
    transcript.toggle_reasoning(0)

    assert settled == [1]
    assert gc.get_freeze_count() > frozen


def test_the_thinking_is_over_once_the_answer_begins(transcript):
    growing = Growing()
    entry = Entry("a", "M", from_user=False, blocks=growing, reasoning="So it is.", streaming=True)
    transcript.show_entries([entry])
    view = transcript.flow.view(0)
    thinking = view.row(view.fold).title
    growing.feed("Yes.")
    transcript.grow("a", growing, "So it is.")

    assert (thinking, view.row(view.fold).title) == ("Thinking · 3 words", "Reasoning · 3 words")


def test_a_fence_that_ends_with_the_reasoning_is_closed(transcript):
    text = "So:\n```python\nx = 1\n```"
    growing = Growing()
    transcript.show_entries([answer("", streaming=True, reasoning=text[:9])._replace(blocks=growing)])
    transcript.toggle_reasoning(0)
    transcript.grow("a0", growing, text)
    transcript.show_branch([answer("Yes.", reasoning=text)])
    code = transcript.flow.view(0).thoughts[-1]

    assert code.is_code
    assert code.document.toPlainText() == code.block.code == "x = 1"


@pytest.mark.parametrize("at", [0, 1 / 2, 1])
def test_whoever_reads_what_turns_out_to_be_reasoning_goes_on_reading_it(transcript, reading, at):
    """Who follows the end sees the answer instead."""
    thought, said = Growing(), Growing()
    entry = Entry("s", "Model", from_user=False, blocks=thought, streaming=True)
    before = [question("Q"), answer("Words.\n\n" * 30)]
    transcript.show_entries([*before, entry])
    thought.feed("".join(f"Paragraph {number}.\n\n" for number in range(90)))
    transcript.grow("s", thought)
    transcript.pace.show_late()
    bar, flow = transcript.verticalScrollBar(), transcript.flow
    bar.setValue(round(flow.top(2) + at * (bar.maximum() - flow.top(2))))
    was = reading()
    said.feed("Yes.")
    transcript.show_branch([*before, entry._replace(blocks=said, reasoning=thought.text)])
    view, now = flow.view(2), reading()

    assert (view.unfolded, flow.following) == (at < 1, at == 1)
    assert at == 1 or now == (was[0], was[1] + (at > 0), was[2])
    assert transcript.pill.isVisible() is (at < 1)
    assert not transcript.pill.isVisible() or transcript.pill.text() == "↓ 1 new word"


def test_what_turns_out_to_be_reasoning_out_of_sight_is_folded(transcript, reading):
    thought, said = Growing(), Growing()
    entry = Entry("s", "Model", from_user=False, blocks=thought, streaming=True)
    before = [question("Q"), answer("Words.\n\n" * 30)]
    transcript.show_entries([*before, entry])
    transcript.verticalScrollBar().setValue(100)
    was = reading()
    said.feed("Yes.")
    transcript.show_branch([*before, entry._replace(blocks=said, reasoning="So it is.")])

    assert reading() == was
    assert not transcript.flow.view(2).unfolded


def test_reasoning_stays_folded_while_an_answer_is_gone_on_with(transcript, reading):
    said, more = Growing(), Growing()
    entry = Entry("s", "Model", from_user=False, blocks=said, reasoning="Hm.", streaming=True)
    transcript.show_entries([entry])
    said.feed("Words.\n\n" * 90)
    transcript.grow("s", said, "Hm.")
    transcript.pace.show_late()
    transcript.verticalScrollBar().setValue(500)
    was = reading()
    more.feed(said.text + "More.")
    transcript.show_branch([entry._replace(blocks=more)])

    assert reading() == was
    assert not transcript.flow.view(0).unfolded


def test_an_answer_that_turns_out_to_be_reasoning_is_folded_and_found_there(transcript, qtbot):
    thought, said = Growing(), Growing()
    entry = Entry("s", "Model", from_user=False, blocks=thought, streaming=True)
    transcript.show_entries([question("Q"), entry])
    thought.feed("One paragraph.\n\n" * 5)
    transcript.grow("s", thought)
    transcript.pace.show_late()
    transcript.search.look_for("paragraph")
    qtbot.waitUntil(lambda: not transcript.search.figures.searching)
    said.feed("# Yes\n\nIt is.\n\nNo paragraph.")
    transcript.show_branch([question("Q"), entry._replace(blocks=said, reasoning=thought.text)])
    view = transcript.flow.view(1)

    transcript.search.grown(1)
    qtbot.waitUntil(lambda: not transcript.search.figures.searching)

    assert [piece.block for piece in view.pieces] == list(said)
    assert transcript.search.figures.total == 5 + 1
    assert "Reasoning" in view.row(view.fold).label
    transcript.copy_message("s")
    assert QGuiApplication.clipboard().text() == "Yes\n\nIt is.\n\nNo paragraph."
