"""Heads of tall tables and code, in sight while what is below them is read."""

from __future__ import annotations

from math import inf

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from desktop.ui.transcript.pinned import pinned_in
from desktop.ui.transcript.targets import places_in

from .conftest import answer

TABLE = "| Number | Word |\n|---|---|\n" + "".join(f"| {n} | {'w' * (n % 7)} |\n" for n in range(300))
CODE = "```py\n" + "".join(f"x = {n}\n" for n in range(300)) + "```\n"


@pytest.fixture
def read(transcript):
    """Shows one answer and scrolls to a height of it."""

    def scroll(text, value):
        if not transcript.flow.entries or transcript.flow.entry(0).id != str(hash(text)):
            transcript.show_entries([answer(text)._replace(id=str(hash(text)))])
        for _ in range(3):
            transcript.verticalScrollBar().setValue(value if value >= 0 else transcript.flow.furthest + value)
        return pinned_in(transcript.flow, transcript.scrolled)

    return scroll


def pixels(transcript, top, height=10):
    image = transcript.viewport().grab().toImage()
    return image.copy(transcript.left, top, 200, height)


@pytest.mark.parametrize("text", [TABLE, CODE], ids=["table", "code"])
def test_the_head_is_shown_at_the_top_while_what_is_below_is_read(transcript, read, text):
    pinned = read(text, 2_500)
    kept = pixels(transcript, 4)
    start = read(text, 0)

    assert start is None
    assert 2_500 == pinned.at
    assert kept == pixels(transcript, pinned.top + 4)


@pytest.mark.parametrize("text", [TABLE, CODE], ids=["table", "code"])
def test_the_head_leaves_with_the_end(transcript, read, text):
    read(text + "\n\nAnd more.\n" * 40, 0)
    view = transcript.flow.view(0)
    transcript.flow._measure(0, 90_000, inf)
    transcript._replace()
    last = max(row for row in range(len(view)) if view.row(row) in view.pieces and view.row(row).head is view.pieces[0])
    end = view.column.top(last + 1)
    leaving = read(text + "\n\nAnd more.\n" * 40, end - 25)
    gone = read(text + "\n\nAnd more.\n" * 40, end + 5)

    assert leaving.at < end - 25
    assert gone is None


def test_what_is_pressed_on_a_head_is_its_button_and_not_what_is_hidden_by_it(transcript, read):
    read(CODE, 2_500)
    copy = next(place for place in places_in(transcript.flow, 0) if place.target.action == "copy-code")
    at = copy.target.rect.center() + QPoint(transcript.left, 0)
    QTest.mouseMove(transcript.viewport(), at)
    QTest.mouseClick(transcript.viewport(), Qt.MouseButton.LeftButton, pos=at)

    assert QGuiApplication.clipboard().text().startswith("x = 0\nx = 1\n")
    assert QGuiApplication.clipboard().text().endswith("x = 299")


def test_a_selection_that_is_drawn_over_a_head_goes_on_below_it(transcript, read):
    read(CODE, 2_500)
    QTest.mousePress(transcript.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(transcript.left + 40, 300))
    QTest.mouseMove(transcript.viewport(), QPoint(transcript.left + 40, 10))

    assert transcript.selection.first.row > transcript.flow.view(0).first_piece
    QTest.mouseRelease(transcript.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(transcript.left + 40, 10))


def test_a_head_with_nothing_much_below_is_not_kept(read):
    assert read("| a | b |\n|---|---|\n| 1 | 2 |\n" + "\n\nMore.\n" * 40, 45) is None


def test_a_head_that_would_take_the_view_is_not_kept(read):
    head = "| " + "very long words " * 200 + "| b |\n|---|---|\n"

    assert read(head + "| 1 | 2 |\n" * 99, 2_500) is None


def test_prose_has_no_head(transcript, read):
    assert read("Words.\n\n" * 300, 2_000) is None
    transcript.show_entries([])
    assert pinned_in(transcript.flow, 0) is None


def test_code_without_a_language_has_a_head_too(read):
    assert read(CODE.replace("```py", "```"), 2_500) == read(CODE, 2_500)


@pytest.mark.parametrize("text", [TABLE, "1. Code:\n\n   " + CODE.replace("\n", "\n   ")], ids=["table", "code"])
def test_the_line_below_a_head_is_as_wide_as_what_is_below_it(transcript, read, text):
    pinned = read(text, 2_500)
    image = transcript.viewport().grab().toImage()
    line = [image.pixelColor(x, pinned.height - 1).name() for x in range(image.width())]
    border = [x - transcript.left for x, color in enumerate(line) if color == transcript.flow.style.theme.border]
    view = transcript.flow.view(0)
    piece = view.row(view.first_piece + 1)

    assert [pinned.left, pinned.right] == [border[0], border[-1] + 1]
    assert pinned.left == (0 if text == TABLE else transcript.flow.style.indent)
    assert pinned.right == (piece.bands.every[0].wide if text == TABLE else transcript.flow.width)


@pytest.mark.parametrize("shift", [0, 40, 10_000])
def test_the_head_of_a_wide_table_reaches_as_far_as_its_rows(transcript, read, shift):
    text = "| a " * 60 + "|\n" + "|---" * 60 + "|\n" + ("| cell " * 60 + "|\n") * 100
    read(text, 2_500)
    piece = transcript.flow.view(0).pieces[0]
    piece.strip.move_to(shift, piece.hidden(transcript.flow.style, transcript.flow.width))
    pinned = pinned_in(transcript.flow, transcript.scrolled)
    image = transcript.viewport().grab().toImage()

    def edges(y):
        found = [image.pixelColor(x, y).name() == transcript.flow.style.theme.border for x in range(image.width())]
        return found.index(True), image.width() - found[::-1].index(True)

    def full(y):
        left, right = edges(y)
        return all(image.pixelColor(x, y).name() == transcript.flow.style.theme.border for x in range(left, right))

    line = next(y for y in range(pinned.height + 5, 200) if full(y))
    assert edges(pinned.height - 1) == edges(line)


def test_the_head_of_a_table_in_reasoning_is_kept_too(transcript):
    transcript.show_entries([answer("So.", reasoning=TABLE)])
    transcript.toggle_reasoning(0)
    for _ in range(3):
        transcript.verticalScrollBar().setValue(2_500)
    pinned = pinned_in(transcript.flow, transcript.scrolled)

    assert transcript.flow.view(0).row(pinned.row) is transcript.flow.view(0).thoughts[0]
