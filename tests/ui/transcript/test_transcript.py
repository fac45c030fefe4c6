"""The scroll area: it follows at the end, and else stays where the reader is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAbstractTextDocumentLayout, QColor, QImage, QPainter, QWheelEvent
from PySide6.QtWidgets import QApplication

from desktop.domain.blocks import Growing
from desktop.domain.parts import ImagePart
from desktop.domain.whole_text import Blocks
from desktop.ui.theme.theme import DARK, LIGHT, palette_of
from desktop.ui.transcript import flow, painting, pieces
from desktop.ui.transcript.entry import Branch, Entry
from desktop.ui.transcript.layouts import KEPT
from tests.colors import colors_of

from .conftest import answer, cut_whole, question, talk

BLOB = "a" * 64


def wheel(transcript, degrees):
    at = QPointF(300, 200)
    event = QWheelEvent(
        at,
        transcript.viewport().mapToGlobal(at),
        QPoint(),
        QPoint(0, degrees * 8),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - Qt takes it by position alone
    )
    QApplication.sendEvent(transcript.viewport(), event)


def at_end(transcript):
    bar = transcript.verticalScrollBar()
    return bar.value() == bar.maximum()


def streaming(number=99):
    growing = Growing()
    return growing, Entry(f"a{number}", "Model", from_user=False, blocks=growing, streaming=True)


def painted(transcript, rect=None):
    """The viewport as an image."""
    QApplication.processEvents()
    return transcript.viewport().grab(*([rect] if rect else [])).toImage()


def on_screen(transcript):
    """What the person sees, without painting anything again."""
    return transcript.screen().grabWindow(transcript.winId()).toImage()


def test_a_conversation_is_shown_from_its_end(transcript):
    transcript.show_entries(talk(40))

    assert at_end(transcript)
    assert transcript.verticalScrollBar().maximum() > 5_000


def test_nothing_at_all_is_shown_calmly(transcript):
    transcript.show_entries([])
    transcript.select_all()
    transcript.copy()
    transcript.show_branch([question("Hello")])
    transcript.show_entries([])

    assert transcript.verticalScrollBar().maximum() == 0
    assert transcript.selected().text == ""


def test_an_answer_is_followed_at_the_end(transcript):
    growing, entry = streaming()
    transcript.show_entries([*talk(10), entry])
    for _ in range(60):
        growing.feed("Some more words of the answer.\n\n")
        transcript.grow(entry.id, growing)
        transcript.pace.show_late()
        assert at_end(transcript)


def test_scrolling_up_lets_go_and_the_pill_leads_back(transcript, qtbot):
    growing, entry = streaming()
    transcript.show_entries([*talk(10), entry])
    wheel(transcript, 15)
    value = transcript.verticalScrollBar().value()
    assert not at_end(transcript)
    assert transcript.pill.isVisible()
    for _ in range(40):
        growing.feed("Some more words of the answer.\n\n")
        transcript.grow(entry.id, growing)
        transcript.pace.show_late()

    assert transcript.verticalScrollBar().value() == value
    assert transcript.pill.text() == "↓ 240 new words"
    assert transcript.pill.accessibleName() == "240 new words"

    qtbot.mouseClick(transcript.pill, Qt.MouseButton.LeftButton)
    assert at_end(transcript)
    assert not transcript.pill.isVisible()


def test_scrolling_down_to_the_end_follows_again(transcript):
    growing, entry = streaming()
    transcript.show_entries([*talk(10), entry])
    wheel(transcript, 15)
    wheel(transcript, -45)
    growing.feed("Words.\n\n" * 40)
    transcript.grow(entry.id, growing)

    assert at_end(transcript)


def test_scrolling_up_moves_what_is_seen_by_just_that_much(transcript, reading):
    """Although everything that comes into view turns out to have another height than was thought."""
    transcript.show_entries(talk(60))
    for _ in range(80):
        entry, row, offset = reading(200)
        bar = transcript.verticalScrollBar()
        step = min(45, bar.value())
        bar.setValue(bar.value() - step)
        assert reading(200 + step) == (entry, row, offset)


def test_the_reading_line_stays_when_the_width_changes(transcript, reading, qtbot):
    transcript.show_entries(talk(40))
    bar = transcript.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    entry, row, _ = reading()
    for width in (500, 440, 900, 620, 700):
        transcript.resize(width, 500)
        qtbot.waitUntil(lambda width=width: transcript.width() == width)
        assert reading()[:2] == (entry, row)


def test_a_late_picture_moves_nothing(transcript, reading, qtbot):
    image = ImagePart("cat.png", "image/png", BLOB, width=800, height=1200)
    with qtbot.waitSignal(transcript.picture_wanted) as wanted:
        transcript.show_entries([question("Look", images=(image,)), answer("Yes.\n\n" * 30)])
        transcript.verticalScrollBar().setValue(0)
    before = transcript.flow.total, reading()
    picture = QImage(80, 120, QImage.Format.Format_RGB32)
    picture.fill(QColor("#12cc34"))
    transcript.set_picture(BLOB, picture)

    assert wanted.args[0] == BLOB
    assert (transcript.flow.total, reading()) == before
    assert "#12cc34" in colors_of(painted(transcript))
    heights = [row.height for row in map(transcript.flow.view(0).row, range(4)) if hasattr(row, "images")]
    assert heights[0] <= 320 + 16


def test_a_picture_is_wanted_once_and_only_near_the_viewport(transcript, qtbot):
    wanted = []
    transcript.picture_wanted.connect(lambda blob, _room: wanted.append(blob))
    image = ImagePart("cat.png", "image/png", BLOB, width=80, height=60)
    transcript.show_entries([question("Look", images=(image,)), *talk(40)])
    painted(transcript)
    assert wanted == []

    transcript.verticalScrollBar().setValue(0)
    painted(transcript)
    painted(transcript)
    assert wanted == [BLOB]


def test_an_address_is_never_wanted(transcript):
    wanted = []
    transcript.picture_wanted.connect(lambda blob, _room: wanted.append(blob))
    transcript.show_entries([question("Look", images=(ImagePart("x", url="https://evil.example/x.png"),))])
    painted(transcript)

    assert wanted == []


def test_an_answer_keeps_its_layout_when_it_is_complete(transcript):
    growing, entry = streaming()
    transcript.show_entries([question("Q"), entry])
    text = "# Title\n\nWords **bold** words.\n\n```python\nx = 1\n```\n\n- a\n- b\n\n| a |\n|---|\n| 1 |\n\nEnd."
    for start in range(0, len(text), 3):
        growing.feed(text[start : start + 3])
        transcript.grow(entry.id, growing)
        transcript.pace.show_late()
    growing.close()
    transcript.grow(entry.id, growing)
    streamed = [piece.height for piece in transcript.flow.view(1).pieces]
    documents = [piece.document for piece in transcript.flow.view(1).pieces]
    transcript.show_branch([question("Q"), entry._replace(blocks=Blocks(text), streaming=False)])
    view = transcript.flow.view(1)

    assert [piece.height for piece in view.pieces] == streamed
    assert [piece.document for piece in view.pieces] == documents
    transcript.show_entries([question("Q"), answer(text)])
    assert [piece.height for piece in transcript.flow.view(1).pieces] == streamed


def test_what_was_painted_while_streaming_is_what_is_painted_at_once(transcript):
    """Painting only what changes leaves no stale pixels behind."""
    growing, entry = streaming()
    transcript.show_entries([question("Q"), entry])
    painted(transcript)
    code = "```python\nif x:\n    y = '''a\nb'''\n```\n\n"
    text = ("Some **bold words** and `code` here.\n\n- item *one*\n- item two\n\n" + code) * 5
    screen = transcript.viewport()
    for start in range(0, len(text), 11):
        growing.feed(text[start : start + 11])
        transcript.grow(entry.id, growing)
        transcript.pace.show_late()
        QApplication.processEvents()
    streamed = on_screen(transcript)
    screen.update()
    QApplication.processEvents()

    assert on_screen(transcript) == streamed
    assert len(colors_of(streamed)) > 5


def test_an_edit_keeps_what_stands_before_it(transcript, reading):
    entries = talk(20)
    transcript.show_entries(entries)
    transcript.verticalScrollBar().setValue(2_000)
    before = reading()
    transcript.show_branch([*entries[:16], question("Another", 77), answer("Branch", 77)])

    assert reading() == before
    assert transcript.flow.entries[-1].id == "a77"
    assert transcript.flow.index_of(entries[17].id) == -1


def test_a_branch_shorter_than_the_reading_place_ends_at_its_end(transcript):
    entries = talk(40)
    transcript.show_entries(entries)
    transcript.select_all()
    transcript.verticalScrollBar().setValue(5_000)
    transcript.show_branch(entries[:2])

    assert transcript.verticalScrollBar().value() <= transcript.verticalScrollBar().maximum()
    assert transcript.selected().text == ""
    painted(transcript)


def test_layouts_in_memory_are_bounded(transcript):
    transcript.show_entries(talk(400))
    bar = transcript.verticalScrollBar()
    for value in range(0, bar.maximum(), 400):
        bar.setValue(value)
    views = [transcript.flow.view(index) for index in range(400)]
    alive = sum(piece.document is not None for view in views for piece in view.pieces)

    assert alive <= KEPT


def test_ten_thousand_messages_are_only_measured_where_they_are_seen(transcript):
    transcript.show_entries(talk(10_000))

    assert len(transcript.flow.layouts) < 60


def test_colors_follow_the_theme(transcript):
    transcript.setPalette(palette_of(LIGHT))
    transcript.show_entries(talk(4))
    light = colors_of(painted(transcript))
    transcript.setPalette(palette_of(DARK))
    dark = colors_of(painted(transcript))

    assert LIGHT.surface in light
    assert LIGHT.code in light
    assert DARK.surface in dark
    assert DARK.code in dark
    assert not {LIGHT.surface, LIGHT.code, LIGHT.raised} & dark


def test_reasoning_is_folded_and_streams_when_unfolded(transcript):
    growing = Growing()
    entry = Entry("a", "Model", from_user=False, blocks=growing, reasoning="First. ", streaming=True)
    transcript.show_entries([question("Q"), entry])
    view = transcript.flow.view(1)
    assert view.thoughts == []

    view.toggle_reasoning()
    transcript.grow("a", growing, "First. Second thought.")
    transcript.pace.show_late()
    growing.feed("The answer.")
    transcript.grow("a", growing, "First. Second thought.")
    transcript.pace.show_late()
    transcript.select_all()

    assert "".join(piece.block.source for piece in view.thoughts) == "First. Second thought."
    assert [piece.block.source for piece in view.pieces] == ["The answer."]
    assert [piece.document.toPlainText() for piece in view.thoughts] == ["First. Second thought."]
    assert [piece.document.toPlainText() for piece in view.pieces] == ["The answer."]


@pytest.mark.parametrize("unfolded", [True, False])
def test_reasoning_that_streams_is_laid_out_and_its_words_are_counted(transcript, unfolded):
    entry = Entry("a", "Model", from_user=False, blocks=Growing(), reasoning="one", streaming=True)
    transcript.show_entries([entry])
    view = transcript.flow.view(0)
    if unfolded:
        view.toggle_reasoning()
    reasoning = "one"
    for more in (" two", "-and-a-half three\n\n", "four ", "five.\n\nsix"):
        reasoning += more
        transcript.grow("a", Growing(), reasoning)
        transcript.pace.show_late()
        shown = "\n".join(piece.document.toPlainText() for piece in view.thoughts)

        assert shown.split() == (reasoning.split() if unfolded else [])
        assert view.row(1).words == len(reasoning.split())


def test_the_first_words_are_laid_out_as_the_waiting_ends(transcript):
    growing = Growing()
    entry = Entry("a", "Model", from_user=False, blocks=growing, streaming=True, waiting="Waiting…")
    transcript.show_entries([entry])
    growing.feed("Hello")
    transcript.flow.view(0).grow(growing, "", "")

    assert [piece.document.toPlainText() for piece in transcript.flow.view(0).pieces] == ["Hello"]


def test_a_growing_message_that_is_not_on_view_is_left_alone(transcript):
    transcript.show_entries(talk(2))
    transcript.grow("elsewhere", Growing())

    assert len(transcript.flow.entries) == 2


def test_what_is_dear_to_show_is_shown_a_little_later(transcript, qtbot):
    growing, entry = streaming()
    transcript.show_entries([entry])
    table = "| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * 190
    growing.feed(table)
    transcript.grow(entry.id, growing)
    growing.feed("\n\nThe last words.")
    transcript.grow(entry.id, growing)

    qtbot.waitUntil(lambda: transcript.flow.view(0).pieces[-1].block.source == "The last words.")


ODD = ["", "x" * 200_000, "`" * 5_000, "[" * 5_000, "> " * 500, "|" * 3_000, "\n" * 5_000, "#" * 5_000, "\x00\ud83d"]


@pytest.mark.parametrize("text", ODD)
def test_odd_answers_are_shown(transcript, text):
    transcript.show_entries([question(text), answer(text)])
    painted(transcript)
    transcript.select_all()

    assert transcript.flow.total > 0


def test_a_conversation_with_fewer_messages_may_be_resized_before_it_was_painted(transcript):
    transcript.show_entries(talk(20))
    bar = transcript.verticalScrollBar()
    bar.setValue(bar.maximum() - 600)
    transcript.flow.set_entries(Branch.of(talk(2)))
    transcript.resize(500, 400)

    assert transcript.flow.anchor.entry < 2


def test_of_a_piece_in_which_nothing_is_seen_no_layout_has_to_be_kept(transcript):
    transcript.show_entries([answer("\n" * 20_000 + "The end.")])
    view = transcript.flow.view(0)
    cut_whole(transcript, 0)
    blank = view.pieces[0]
    view.measure_piece(view.row_of(blank))
    blank.drop()

    assert blank.measure(transcript.flow.style, view.body_width) == 0
    assert blank.document is None


def test_an_answer_that_comes_all_at_once_is_taken_a_slice_at_a_time(transcript, qtbot):
    growing, entry = streaming()
    transcript.show_entries([entry])
    growing.feed("---\n\n" * 2_000 + "The end")
    transcript.grow(entry.id, growing)
    view = transcript.flow.view(0)
    assert len(view.pieces) < 1_000
    assert view.untaken

    qtbot.waitUntil(lambda: view.is_whole)
    assert "".join(piece.block.source for piece in view.pieces) == growing.text
    assert at_end(transcript)
    assert view.pieces[-1].writing


def test_an_answer_that_came_all_at_once_is_selected_to_its_end(transcript):
    growing, entry = streaming()
    transcript.show_entries([entry])
    growing.feed("a\n\n" * 2_000 + "The end")
    transcript.grow(entry.id, growing)
    transcript.select_all()

    assert transcript.selected().text.endswith("a\n\nThe end")


def test_a_turn_of_the_loop_measures_or_cuts_but_not_both(transcript, monkeypatch):
    monkeypatch.setattr(pieces, "CUTTING", 0)
    transcript.show_entries([answer("Some **words** of it.\n\n" * 2_000)])
    transcript.flow.scroll_to(0)
    transcript.flow.settle()
    view = transcript.flow.view(0)
    left = view.uncut
    monkeypatch.setattr(flow, "MEASURING", -1)
    view.pieces[0].measured = 0
    transcript.flow.settle()
    assert transcript.flow.unfinished
    assert view.uncut == left

    monkeypatch.setattr(flow, "MEASURING", 60)
    transcript.flow.settle()
    assert view.uncut < left


def test_what_changes_the_room_while_more_is_to_come_is_measured_with_it(transcript, qtbot, monkeypatch):
    monkeypatch.setattr(pieces, "CUTTING", 0)
    transcript.show_entries([answer("Some **words** of it.\n\n" * 200)])
    settled = []
    settle = transcript.flow.settle
    monkeypatch.setattr(transcript.flow, "settle", lambda: settled.append(1) or settle())
    transcript.resize(500, 400)
    transcript.resize(520, 400)
    monkeypatch.setattr(transcript.flow, "take_formulas", lambda: True)
    transcript._take_formulas()
    assert settled == []

    qtbot.waitUntil(lambda: not transcript.flow.unfinished)
    view = transcript.flow.view(0)
    assert view.is_whole
    assert view.pieces[-1].is_measured(view.body_width)


def test_the_head_of_a_table_waits_when_there_is_no_time(transcript):
    transcript.show_entries([answer("| a | b |\n|---|---|\n" + "| **1** | 2 |\n" * 200)])
    view = transcript.flow.view(0)
    last = view.row_of(view.pieces[-1])
    view.measure_piece(last)
    view.pieces[0].measured = 0
    top = view.column.top(last)

    assert not view.measure_between(top, top + 1, until=0)
    assert view.measure_between(top, top + 1)
    assert view.pieces[0].is_measured(view.width(view.first_piece))


def test_rows_of_nothing_are_not_painted(transcript, monkeypatch):
    transcript.show_entries([answer("\n" * 20_000 + "The end.")])
    cut_whole(transcript, 0)
    transcript._replace()
    rows = []
    monkeypatch.setattr(painting, "paint_row", lambda _paint, _view, _entry, index, *_: rows.append(index))
    painted(transcript)

    assert len(set(rows)) == 3


def test_accents_that_rise_above_the_first_line_are_painted_whole(transcript):
    transcript.show_entries([answer("One\n\nThe second paragraph Z\u030a\u0308\u0301\u0303\u0306")])
    image, flow = painted(transcript), transcript.flow
    view, ground = flow.view(0), QColor(flow.style.theme.surface)
    row, piece = view.first_piece + 1, view.pieces[1]
    top = flow.top(0) + view.column.top(row) - transcript.scrolled
    corner = QPointF(transcript.left + view.left(row), top) + piece.origin(flow.style)
    wanted = QImage(image.size(), image.format())
    wanted.fill(ground)
    context = QAbstractTextDocumentLayout.PaintContext()
    context.palette = flow.style.palette
    with QPainter(wanted) as painter:
        painter.translate(corner)
        piece.document.documentLayout().draw(painter, context)
    places = [(x, y) for x in range(wanted.width()) for y in range(round(corner.y()) + 2)]
    rising = [place for place in places if wanted.pixelColor(*place) != ground]

    assert min(y for _, y in rising) < corner.y()
    assert [place for place in rising if image.pixelColor(*place) != wanted.pixelColor(*place)] == []


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
@pytest.mark.parametrize("width", [300, 700, 1400])
def test_the_column_of_text_stays_where_it_is_when_a_scroll_bar_comes(transcript, qtbot, direction, width):
    transcript.setLayoutDirection(direction)
    transcript.resize(width, 500)
    places = []
    for entries in ([question("Why?")], talk(20)):
        transcript.show_entries(entries)
        many = len(entries) > 1
        qtbot.waitUntil(lambda many=many: transcript.verticalScrollBar().isVisible() == many)
        left = transcript.viewport().mapTo(transcript, QPoint(transcript.left, 0)).x()
        places.append((left, transcript.flow.width))
        inside = transcript.left + transcript.flow.width

        assert 0 < transcript.left
        assert inside < transcript.viewport().width()
    assert places[0] == places[1]


def test_in_a_window_from_right_to_left_everything_stands_where_its_targets_are(transcript, qapp):
    """Qt would turn around the text of rows alone, and have it stand on other text."""
    text = (
        "English.\n\nنص عربي `f()`.\n\n- one\n\n1. بند\n\n```python\nx = f(1)\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    )
    entries = [question("Why?", when="14:02"), answer(text, reasoning="So.", when="14:02", note="Said below.")]
    images = []
    for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
        qapp.setLayoutDirection(direction)
        transcript.show_entries(entries)
        transcript.resize(700, 700)
        images.append(painted(transcript))
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)

    assert images[0] == images[1]
