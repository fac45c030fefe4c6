"""Code and tables that are wider than the column."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.domain.blocks import Growing
from desktop.ui.theme.theme import SPACE
from desktop.ui.transcript.entry import Entry
from desktop.ui.transcript.letters import rect_of
from desktop.ui.transcript.piece import Piece
from desktop.ui.transcript.pinned import pinned_in
from desktop.ui.transcript.strip import Column, columns_for
from desktop.ui.transcript.targets import LINK, WRAP, place_at, places_in, spot_at

from .conftest import answer

SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton
LONG = "x" * 150 + " middle " + "y" * 60
CODE = f"```py\n{LONG}\nshort = 1\n```\n"
LONG_CODE = "```py\n" + f"{LONG}\n" * 250 + "```\n"
HEADS = (
    "The first of the columns",
    "A head as long as it",
    "Another head as long",
    "One more of those heads",
    "The last head of all that there are",
)
HEAD = f"| {' | '.join(HEADS)} |\n"
TABLE = HEAD + "|---" * 5 + "|\n" + "| a | b | c | d | [there](https://example.com/x) |\n" * 3
LONG_TABLE = HEAD + "|---" * 5 + "|\n" + "".join(f"| {n} | {'w' * (n // 5)} | c | d | e |\n" for n in range(150))


@pytest.fixture
def shown(transcript):
    """Shows one answer and gives its first piece."""

    def show(text, **more):
        transcript.show_entries([answer(text, **more)])
        transcript.flow.scroll_to(0)
        transcript._place()
        return pieces(transcript)[0]

    return show


def pieces(transcript, entry=0):
    return transcript.flow.view(entry).pieces


def corner(transcript, piece, entry=0):
    """Where a piece is in the column."""
    view = transcript.flow.view(entry)
    row = next(row for row in range(len(view)) if view.row(row) is piece)
    return QPoint(view.left(row), transcript.flow.top(entry) + view.column.top(row))


def wheel(transcript, piece, *, pixels=(0, 0), angle=(0, 0), modifiers=NONE):
    at = QPointF(corner(transcript, piece) + QPoint(transcript.left + 60, 40 - transcript.scrolled))
    event = QWheelEvent(
        at, transcript.viewport().mapToGlobal(at), QPoint(*pixels), QPoint(*angle), Qt.MouseButton.NoButton, modifiers,
        Qt.ScrollPhase.NoScrollPhase, False,  # noqa: FBT003 - Qt's
    )  # fmt: skip
    QApplication.sendEvent(transcript.viewport(), event)


def test_long_lines_of_code_stay_lines(transcript, shown):
    piece = shown(CODE)
    style = transcript.flow.style

    assert 2 == round(piece.document.size().height() / style.code_line)
    assert piece.hidden(transcript.flow.style, transcript.flow.width) > 0
    assert 0 == transcript.horizontalScrollBar().maximum()


@pytest.mark.parametrize(
    "turn",
    [{"angle": (0, -120), "modifiers": SHIFT}, {"angle": (-120, 0)}, {"pixels": (-40, 10), "angle": (-60, 15)}],
    ids=["shift", "sideways", "touchpad"],
)
@pytest.mark.parametrize("text", [CODE, TABLE], ids=["code", "table"])
def test_a_wheel_turned_sideways_moves_what_is_wide(transcript, shown, turn, text):
    piece = shown(text)
    wheel(transcript, piece, **turn)
    moved = piece.strip.shift
    wheel(transcript, piece, pixels=(5_000, 0), angle=(9_000, 0))

    assert moved > 0
    assert 0 == piece.strip.shift


def test_it_moves_no_further_than_there_is_something_to_be_seen(transcript, shown):
    piece = shown(CODE)
    wheel(transcript, piece, pixels=(-90_000, 0))

    assert piece.strip.shift == piece.hidden(transcript.flow.style, transcript.flow.width)


def test_a_wheel_turned_up_and_down_scrolls_the_transcript(transcript, shown):
    piece = shown(LONG_CODE)
    wheel(transcript, piece, angle=(0, -120))

    assert transcript.scrolled > 0
    assert 0 == piece.strip.shift


def test_what_is_not_wide_does_not_move(transcript, shown):
    piece = shown("Some words.")
    wheel(transcript, piece, pixels=(-50, 0))

    assert 0 == piece.strip.shift
    assert 0 == transcript.scrolled


def test_all_pieces_of_a_fence_move_together(transcript, shown):
    shown(LONG_CODE)
    first, second = pieces(transcript)[:2]
    wheel(transcript, first, pixels=(-50, 0))

    assert second.block.continued
    assert 50 == second.strip.shift


def test_the_bar_is_dragged(transcript, shown):
    piece = shown(CODE)
    (bar,) = transcript.sideways.bars()
    start = bar.thumb.center() + QPoint(transcript.left, -transcript.scrolled)
    QTest.mousePress(transcript.viewport(), LEFT, pos=start)
    QTest.mouseMove(transcript.viewport(), start + QPoint(2_000, 0))
    dragged = piece.strip.shift
    QTest.mouseRelease(transcript.viewport(), LEFT, pos=start)
    QTest.mouseMove(transcript.viewport(), start)

    assert dragged == piece.hidden(transcript.flow.style, transcript.flow.width)
    assert not transcript.selection
    assert Qt.CursorShape.ArrowCursor == transcript.viewport().cursor().shape()


def test_a_press_beside_the_thumb_brings_it_there(transcript, shown):
    piece = shown(TABLE)
    (bar,) = transcript.sideways.bars()
    end = bar.track.topRight() + QPoint(transcript.left - 1, 2 - transcript.scrolled)
    QTest.mouseClick(transcript.viewport(), LEFT, pos=end)

    assert piece.strip.shift == piece.hidden(transcript.flow.style, transcript.flow.width)


def test_the_bar_of_what_reaches_below_the_viewport_is_at_its_edge(transcript, shown):
    shown(LONG_CODE)
    (bar,) = transcript.sideways.bars()
    transcript.verticalScrollBar().setValue(transcript.flow.furthest)
    (end,) = transcript.sideways.bars()

    assert bar.floating
    assert 500 - 10 <= bar.track.top() < 500
    assert not end.floating
    assert end.track.top() < transcript.flow.total - 50


def test_keys_move_what_has_the_keyboard(transcript, shown):
    piece = shown(CODE)
    transcript.setFocus()
    transcript.keys.go_to(0)
    walked = []
    for _ in range(4):
        QTest.keyClick(transcript, Qt.Key.Key_Tab)
        walked.append(transcript.keys.focused.target.label)
    QTest.keyClick(transcript, Qt.Key.Key_Right)
    right = piece.strip.shift
    QTest.keyClick(transcript, Qt.Key.Key_Left)
    left = piece.strip.shift
    QTest.keyClick(transcript, Qt.Key.Key_Return)
    page = piece.strip.shift
    for _ in range(9):
        transcript.sideways.step(transcript.keys.focused, 1)
    QTest.keyClick(transcript, Qt.Key.Key_Return)

    assert ["Wrap lines", "Save as…", "Copy code", "Scroll code sideways"] == walked
    assert 0 == left < right < page
    assert 0 == piece.strip.shift


def test_tab_leaves_at_the_end_and_shift_tab_at_the_start(transcript, shown):
    shown("[a](https://example.com/a)")
    transcript.setFocus()
    transcript.keys.go_to(0)
    parts = len(places_in(transcript.flow, 0))
    forth = [transcript.keys.walk(1) for _ in range(parts + 1)]
    back = [transcript.keys.walk(-1) for _ in range(parts + 1)]

    assert [True] * parts + [False] == forth
    assert not any(back)


def test_a_button_has_lines_broken_and_code_that_comes_is_treated_alike(transcript, shown):
    piece = shown(CODE + "\n```\n" + "word " * 60 + "\n```\n")
    text = pieces(transcript)[1]
    wheel(transcript, piece, pixels=(-50, 0))
    lines = piece.height
    place = next(place for place in places_in(transcript.flow, 0) if place.target.action == WRAP)
    transcript.deeds.activate(place)
    height = pieces(transcript)[0].height
    hidden = piece.hidden(transcript.flow.style, transcript.flow.width)
    again = next(place for place in places_in(transcript.flow, 0) if place.target.action == WRAP)
    later = shown(CODE, number=5)

    assert text.is_wrapped
    assert height > lines
    assert 0 == hidden == piece.strip.shift
    assert "Do not wrap" == again.target.label
    assert later.is_wrapped


def test_breaking_the_lines_of_a_letter_is_not_remembered_for_code(transcript, shown):
    letter = shown("```\n" + "word " * 60 + "\n```\n")
    wrap = next(place for place in places_in(transcript.flow, 0) if place.target.action == WRAP)
    transcript.deeds.activate(wrap)

    assert not letter.is_wrapped
    assert not shown(CODE, number=5).is_wrapped
    assert shown("```\n" + "word " * 60 + "\n```\n", number=6).is_wrapped


def test_what_is_under_the_mouse_is_what_is_seen_there(transcript, shown):
    piece = shown(CODE)
    at = corner(transcript, piece) + QPoint(40, round(piece.top(transcript.flow.style)) + 6)
    before = spot_at(transcript.flow, at.x(), at.y()).at
    wheel(transcript, piece, pixels=(-80, 0))
    after = spot_at(transcript.flow, at.x(), at.y()).at

    assert abs(after - before - 80 / transcript.flow.style.code_char) <= 1


def test_a_link_of_a_wide_table_is_where_it_is_seen(transcript, shown):
    piece = shown(TABLE)

    def link():
        return next(place for place in places_in(transcript.flow, 0) if place.target.action.startswith(LINK))

    def found(place):
        at = place.target.rect.center() + corner(transcript, piece)
        return place_at(transcript.flow, at.x(), at.y())

    hidden = link()
    transcript.setFocus()
    nothing = found(hidden)
    transcript.reveal_place(hidden)

    assert hidden.target.rect.center().x() > transcript.flow.width
    assert nothing is None
    assert found(link()) == link()


def test_what_is_found_in_a_wide_table_stands_away_from_its_edge(transcript, shown, qtbot):
    piece = shown("\n".join(["| a_rather_long_name " * 14, "|---" * 14, "| value " * 8 + "| needle " + "| value " * 5]))
    row = transcript.flow.view(0).first_piece
    transcript.search.look_for("needle")
    qtbot.waitUntil(lambda: transcript.search.figures.current == 1)
    span = transcript.search.found_in(0, row, piece).spans[0]
    seen = piece.outside(transcript.flow.style, rect_of(piece.document, *span))

    assert piece.strip.shift > 0
    assert seen.right() <= transcript.flow.width - SPACE * 6


def test_a_link_that_the_keyboard_comes_to_is_brought_on_view(transcript, shown):
    piece = shown(TABLE)
    transcript.setFocus()
    transcript.keys.go_to(0)
    for _ in range(3):  # past the table itself
        QTest.keyClick(transcript, Qt.Key.Key_Tab)

    assert piece.strip.shift > 0
    assert transcript.keys.focused in places_in(transcript.flow, 0)
    assert transcript.keys.focused.target.rect.right() <= transcript.flow.width


@pytest.mark.parametrize(
    ("naturals", "room", "widths"),
    [
        ([50, 60], 300, [50, 60]),
        ([50, 900], 604, [50, 550]),
        ([400, 400, 100], 705, [300, 300, 100]),
        ([900, 900, 50], 400, [400, 400, 50]),
    ],
    ids=["as they are", "one is squeezed", "two are", "too wide for all"],
)
def test_columns_are_squeezed_as_long_as_they_can_be_read(naturals, room, widths):
    assert columns_for([Column(natural) for natural in naturals], room, 10) == widths


def test_all_pieces_of_a_long_table_have_the_same_columns(transcript, shown):
    shown(LONG_TABLE)
    bar = transcript.verticalScrollBar()
    for value in (0, bar.maximum() // 2, bar.maximum(), 0):
        bar.setValue(value)
    seen = [piece for piece in pieces(transcript) if piece.document and piece.is_measured(transcript.flow.width)]
    wide = {round(piece.bands.every[-1].wide) for piece in seen}

    assert len(seen) > 1
    assert len(wide) == 1
    assert len({piece.head for piece in pieces(transcript)}) == 1


def test_tables_of_one_list_are_not_taken_for_one(transcript, shown):
    table = "  | a | b |\n  |---|---|\n" + "  | 1 | 2 |\n" * 30
    shown("".join(f"- item {n}\n\n{table}\n" for n in range(4)))
    heads = {piece.head for piece in pieces(transcript) if piece.document and piece.bands.every}

    assert len(heads) > 1


def test_a_table_that_arrives_has_the_same_columns_in_all_pieces_on_view(transcript):
    growing = Growing()
    transcript.show_entries([Entry("a", "M", from_user=False, blocks=growing, streaming=True)])
    for start in range(0, len(LONG_TABLE), 400):
        growing.feed(LONG_TABLE[start : start + 400])
        transcript._grow("a", growing, "", "", "")
        transcript._replace()
        bottom = transcript.flow.view(0).height
        view = transcript.flow.view(0)
        rows = [view.row(row) for row in range(view.column.at(bottom - 400), len(view))]
        assert len({round(row.bands.every[-1].wide) for row in rows if isinstance(row, Piece) and row.bands.every}) <= 1


def test_other_fonts_and_widths_forget_how_wide_it_was(transcript, shown):
    piece = shown(TABLE)
    wheel(transcript, piece, pixels=(-90_000, 0))
    transcript.resize(820, 500)
    wider, hidden = piece.strip.shift, piece.hidden(transcript.flow.style, transcript.flow.width)
    font = transcript.font()
    font.setPointSizeF(font.pointSizeF() / 2)
    transcript.setFont(font)

    assert wider <= hidden
    assert 0 == pieces(transcript)[0].hidden(transcript.flow.style, transcript.flow.width)
    assert 0 == pieces(transcript)[0].strip.shift


def test_a_floating_bar_is_not_scrolled_away_with_the_text(transcript, shown):
    shown(LONG_CODE)
    QApplication.processEvents()
    before = transcript.viewport().grab().toImage()
    transcript.sideways.scroll(-7)
    QApplication.processEvents()

    assert before == transcript.viewport().grab().toImage()


def test_a_table_is_cut_off_at_the_edges_of_the_column(transcript, shown):
    piece = shown("Before.\n" + TABLE + "\nAfter.")
    wheel(transcript, piece, pixels=(-90_000, 0))
    image = transcript.viewport().grab().toImage()
    ground = transcript.flow.style.theme.surface
    right = transcript.left + transcript.flow.width + 4

    assert {image.pixelColor(right, y).name() for y in range(30, 200)} == {ground}
    assert {image.pixelColor(transcript.left - 5, y).name() for y in range(30, 200)} == {ground}


@pytest.mark.parametrize("columns", range(1, 7))
def test_a_table_that_is_squeezed_into_the_room_has_nothing_to_be_moved(transcript, shown, columns):
    words = " | ".join(["name", *["a long text that goes on and on " * 4] * (columns - 1)][:columns])
    piece = shown(f"| {words} |\n|{'---|' * columns}\n| {words} |\n")
    wide = piece.bands.every[0].wide

    assert piece.hidden(transcript.flow.style, transcript.flow.width) == 0 or wide > transcript.flow.width + 20


def test_the_bar_of_a_table_stays_while_its_rows_arrive(transcript):
    growing = Growing()
    transcript.show_entries([Entry("a", "M", from_user=False, blocks=growing, streaming=True)])
    text = TABLE[: TABLE.index("| a")] + "| a | b | c | d | some words that are long enough to wrap |\n" * 40
    seen = []
    for start in range(0, len(text), 9):
        growing.feed(text[start : start + 9])
        transcript._grow("a", growing, "", "", "")
        seen.append(len(list(transcript.sideways.bars())))
    assert len(pieces(transcript)) > 2
    assert [1] * len(seen[seen.index(1) :]) == seen[seen.index(1) :]


def test_the_head_of_code_that_is_nearly_scrolled_out_covers_its_bar(transcript, shown):
    shown(LONG_CODE + "\nMore words.\n\n" * 60)
    end = sum(piece.height for piece in pieces(transcript) if piece.is_code)
    transcript.verticalScrollBar().setValue(end - 300)
    (bar,) = transcript.sideways.bars()
    transcript.verticalScrollBar().setValue(bar.track.top() - 4)
    pinned = pinned_in(transcript.flow, transcript.scrolled)
    assert pinned.at < bar.track.top() < pinned.at + pinned.height
    QApplication.processEvents()
    image = transcript.viewport().grab().toImage()
    row = bar.thumb.center().y() - transcript.scrolled
    seen = {image.pixelColor(transcript.left + x, row).name() for x in range(bar.thumb.left(), bar.thumb.right())}
    assert QColor(transcript.flow.style.theme.control).name() not in seen
