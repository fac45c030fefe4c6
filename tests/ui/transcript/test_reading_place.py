"""Nothing above the line that is read ever moves, whatever happens in whatever order."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontDatabase, QImage
from PySide6.QtWidgets import QApplication

from desktop.domain.blocks import Growing
from desktop.domain.parts import ImagePart
from desktop.domain.reading import WIDTHS, ZOOMS, Reading
from desktop.domain.whole_text import Blocks
from desktop.system.press import Press
from desktop.ui.transcript import flow as flows
from desktop.ui.transcript.entry import Entry, Fact
from desktop.ui.transcript.piece import Piece
from desktop.ui.transcript.shapes import Shapes
from desktop.ui.transcript.transcript import Transcript
from desktop.ui.transcript.typesetter import Typesetter

from .conftest import answer, question

BLOB = "b" * 64
PARTS = (
    "A paragraph of **some words** that goes on for a while, so that it takes several lines. " * 5 + "\n\n",
    "- one item with a few more words than fit in a line, so that it has to be broken somewhere, once or twice\n" * 4,
    "\n```python\nfor number in range(10):\n    print(number)\n\n```\n\n",
    "| a | b |\n|---|---|\n| 1 | two words |\n| 3 | four |\n\n",
    "# A title\n\n> Said by somebody else, at some length, and then a little more of it.\n\n",
    "An *open mark and `some code",
    " words. " * 40,
    "\n\n",
)


def conversation():
    """Every kind of row, and an answer that is arriving."""
    image = ImagePart("cat.png", "image/png", BLOB, width=400, height=300)
    entries = []
    for number in range(6):
        text = "".join(PARTS[:5]) + f"The end of {number}."
        entries += [
            question(f"Question {number}?", number, images=(image,) if number % 2 else ()),
            answer(text, number, reasoning="A thought that is thought for a while. \n\n" * 12),
        ]
    growing = Growing()
    growing.feed("".join(PARTS[:5]))
    thoughts = "Let me think about this.\n\n" * 10
    streamed = Entry("s", "Model", from_user=False, blocks=growing, streaming=True, reasoning=thoughts)
    return [*entries, question("The last?", 7), streamed], growing


class Reader:
    """Does to a transcript what happens to one, and knows which letter is at its top."""

    def __init__(self, transcript):
        self.transcript = transcript
        self.entries, self.growing = conversation()
        self.thoughts = self.entries[-1].reasoning
        transcript.set_reading(Reading())
        transcript.resize(700, 500)
        transcript.show_entries([])
        transcript.flow._shapes = Shapes()
        transcript.show_entries(self.entries)
        QApplication.processEvents()

    def letter(self):
        """The first letter of the line at the top of the viewport: message, piece, position; None between texts."""
        flow = self.transcript.flow
        y = self.transcript.scrolled
        entry = flow.at(y)
        view = flow.view(entry)
        row = view.column.at(y - flow.top(entry))
        piece = view.row(row)
        if not isinstance(piece, Piece) or piece.document is None:
            return None
        inside = QPointF(0, y - flow.top(entry) - view.column.top(row)) - QPointF(0, piece.origin(flow.style).y())
        if not 0 <= inside.y() < piece.document.size().height():
            return None
        at = piece.document.documentLayout().hitTest(inside, Qt.HitTestAccuracy.FuzzyHit)
        block = piece.document.findBlock(at)
        line = block.layout().lineForTextPosition(at - block.position())
        first = block.position() + (line.textStart() if line.isValid() else 0)  # between two lines Qt finds an end
        found = flow.entries[entry].id, piece, first
        return found if self.on_top(found) else None  # between two texts there is none

    def on_top(self, letter):
        """Whether the line of a letter is the one at the top of the viewport."""
        flow = self.transcript.flow
        entry_id, piece, at = letter
        index = flow.index_of(entry_id)
        view = flow.view(index)
        rows = [row for row in range(len(view)) if view.row(row) is piece]
        assert rows, "the piece is still there"
        block = piece.document.findBlock(at)
        line = block.layout().lineForTextPosition(at - block.position())
        high = line.height() if line.isValid() else 0
        rect = piece.document.documentLayout().blockBoundingRect(block)
        top = flow.top(index) + view.column.top(rows[0]) + piece.origin(flow.style).y() + rect.top()
        top += line.y() if line.isValid() else 0
        return top - high * 0.6 - 2 <= self.transcript.scrolled <= top + high * 1.8 + 3

    def grow(self, text):
        self.growing.feed(text)
        self._offer()

    def think(self, text):
        self.thoughts += text
        self._offer()

    def _offer(self):
        self.transcript.grow("s", self.growing, self.thoughts)
        self.transcript.pace.show_late()

    def fold(self, number):
        self.transcript.flow.fold(number)
        self.transcript._replace()

    def resize(self, size):
        self.transcript.resize(*size)
        QApplication.processEvents()

    def zoom(self, zoom):
        self.transcript.set_reading(replace(self.transcript.flow.style.reading, zoom=zoom))

    def widen(self, width):
        self.transcript.set_reading(replace(self.transcript.flow.style.reading, width=width))

    def crowd(self, compact):
        self.transcript.set_reading(replace(self.transcript.flow.style.reading, compact=compact))

    def picture(self, _):
        self.transcript.set_picture(BLOB, QImage(40, 30, QImage.Format.Format_RGB32))

    def update(self, number):
        """A message gets a receipt, as when it is stored."""
        entries = [self.transcript.flow.entry(at) for at in range(len(self.transcript.flow.entries))]
        entries[number] = entries[number]._replace(footer=(Fact("receipt", 0),), reason="Something happened.")
        self.transcript.show_branch(entries)

    def look(self, _):
        """Paint, which must move nothing."""
        self.transcript.viewport().grab()


EVENTS = st.one_of(
    st.tuples(st.just("grow"), st.sampled_from(PARTS)),
    st.tuples(st.just("grow"), st.text("ab *`\n|-#>", max_size=20)),
    st.tuples(st.just("think"), st.sampled_from(("\n\nHm. ", "And so on, and so on. " * 30))),
    st.tuples(st.just("fold"), st.sampled_from((1, 3, 9, 13))),
    st.tuples(st.just("resize"), st.tuples(st.integers(300, 1_100), st.integers(200, 700))),
    st.tuples(st.just("zoom"), st.sampled_from(ZOOMS)),
    st.tuples(st.just("widen"), st.sampled_from([*WIDTHS])),
    st.tuples(st.just("crowd"), st.booleans()),
    st.tuples(st.just("picture"), st.none()),
    st.tuples(st.just("update"), st.sampled_from((0, 1, 3, 9))),
    st.tuples(st.just("look"), st.none()),
)


@pytest.fixture(scope="module")
def shown(qapp):
    made = Transcript(Typesetter(Press))
    made.show()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture(autouse=True)
def rested(shown):
    yield
    shown.pace.forget()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.floats(0.02, 0.9), st.lists(EVENTS, min_size=1, max_size=8))
def test_the_line_at_the_top_stays_there_whatever_happens(shown, place, events):
    reader = Reader(shown)
    bar = shown.verticalScrollBar()
    bar.setValue(int(bar.maximum() * place))
    QApplication.processEvents()
    while (letter := reader.letter()) is None:
        bar.setValue(bar.value() - 3)
    for name, value in events:
        folded = name == "fold" and letter[1] in shown.flow.view(value).thoughts
        getattr(reader, name)(value)
        if folded or shown.scrolled >= bar.maximum():  # the line itself is gone, or stands higher than the end lets it
            return
        assert reader.on_top(letter), (name, value)


@pytest.mark.parametrize(("number", "streaming"), [(1, True), (11, True), (13, True), (1, False), (11, False)])
def test_the_line_that_opens_and_closes_the_reasoning_stays_under_the_mouse(transcript, number, streaming):
    entries, growing = conversation()
    transcript.show_entries(entries if streaming else entries[:12])
    transcript.reveal(number)
    flow = transcript.flow

    def height():
        return flow.top(number) + flow.view(number).column.top(flow.view(number).fold) - transcript.scrolled

    for growth in ("", "Words. " * 30, "\n\nMore. " * 30, ""):
        before = height()
        if 0 <= before < transcript.viewport().height():
            flow.fold(number)
            transcript._replace()
            assert abs(height() - before) <= 1
        growing.feed(growth)
        transcript.grow("s", growing, entries[-1].reasoning)
        transcript.pace.show_late()


def test_what_is_folded_at_the_end_leaves_the_room_below_empty_until_it_is_used(transcript):
    thoughts = "A thought that is thought for a while. \n\n" * 40
    transcript.show_entries([question("Q"), answer("A" * 9, reasoning=thoughts)])
    flow, bar = transcript.flow, transcript.verticalScrollBar()
    flow.fold(1)
    transcript._replace()
    bar.setValue(40)
    flow.fold(1)
    transcript._replace()
    assert transcript.scrolled == 40
    assert bar.maximum() == 40

    bar.setValue(30)
    assert bar.maximum() == 30
    bar.setValue(0)
    assert bar.maximum() == 0
    assert flow.following


def test_a_person_who_looks_at_the_reasoning_and_closes_it_goes_on_following(transcript):
    growing = Growing()
    thoughts = "A thought that is thought for a while. \n\n" * 40
    streamed = Entry("s", "Model", from_user=False, blocks=growing, streaming=True, reasoning=thoughts)
    transcript.show_entries([question("Q"), streamed])
    flow = transcript.flow
    flow.fold(1)
    transcript._replace()
    assert not flow.following
    flow.fold(1)
    transcript._replace()
    assert flow.following

    growing.feed("More.\n\n" * 50)
    transcript.grow("s", growing, thoughts)
    assert transcript.scrolled == transcript.verticalScrollBar().maximum()


def test_widths_that_come_and_go_bring_the_same_line_back(transcript, reading):
    """Dragging a window's edge does not drift upwards line by line."""
    transcript.show_entries([answer("Some words that go on and on for a while. " * 60, n) for n in range(6)])
    transcript.verticalScrollBar().setValue(1_000)
    place = reading()
    for width in (*range(700, 400, -7), *range(400, 700, 9), 700):
        transcript.resize(width, 500)
        QApplication.processEvents()

    assert reading()[:2] == place[:2]
    assert abs(reading()[2] - place[2]) <= 1


def test_the_looks_of_the_text_follow_the_way_of_reading(transcript, qapp):
    transcript.set_reading(Reading(zoom=200, prose="No such family", code="Neither this", width="narrow"))
    style = transcript.flow.style
    usual = Transcript(Typesetter(Press)).flow.style

    assert style.body.family() == usual.body.family()
    assert style.mono.family() == usual.mono.family()
    assert style.body.pointSizeF() == pytest.approx(2 * usual.body.pointSizeF())
    assert style.column == 1_120
    assert style.indent == pytest.approx(2 * usual.indent, abs=2)  # fonts are measured in whole pixels
    family = next(name for name in QFontDatabase.families() if name != usual.body.family())
    transcript.set_reading(Reading(prose=family, code=family, compact=True, width="full"))
    style = transcript.flow.style
    assert {style.body.family(), style.mono.family()} == {family}
    assert style.label.family() == usual.label.family()
    assert style.above < usual.above
    transcript.resize(1_500, 500)
    QApplication.processEvents()
    assert transcript.flow.width > 1_400


@pytest.mark.parametrize("gone", [{"reasoning": ""}, {"images": ()}, {"blocks": Blocks("")}])
def test_a_row_that_is_read_may_go_away(transcript, gone):
    image = ImagePart("cat.png", "image/png", BLOB, width=400, height=300)
    full = answer("Words. " * 900, reasoning="A thought.", images=(image,))
    for place in (10, 50, 200, 600):
        transcript.show_entries([full, question("Q")])
        transcript.verticalScrollBar().setValue(place)
        transcript.show_branch([full._replace(**gone), question("Q")])
        QApplication.processEvents()

        assert 0 <= transcript.scrolled <= place


@pytest.mark.parametrize("place", [0.1, 0.3, 0.5, 0.8, 0.95])
def test_a_conversation_is_come_back_to_at_the_line_that_was_read(transcript, place):
    reader = Reader(transcript)
    bar = transcript.verticalScrollBar()
    bar.setValue(int(bar.maximum() * place))
    while (letter := reader.letter()) is None:
        bar.setValue(bar.value() - 3)
    mark = transcript.flow.mark
    transcript.show_entries([question("Another"), answer("Words. " * 2_000)])
    assert transcript.flow.following
    reader.growing.feed("More. " * 500)
    transcript.show_entries(reader.entries, mark)
    QApplication.processEvents()

    entry, piece, at = reader.letter()
    assert (entry, piece.block.source, at) == (letter[0], letter[1].block.source, letter[2])
    assert not transcript.flow.following


def test_who_was_at_the_end_of_a_conversation_comes_back_to_its_end(transcript):
    reader = Reader(transcript)
    mark = transcript.flow.mark
    transcript.show_entries([question("Another")])
    reader.growing.feed("More. " * 500)
    transcript.show_entries(reader.entries, mark)
    reader.grow("More. " * 500)

    assert transcript.scrolled == transcript.verticalScrollBar().maximum()


def test_a_line_of_unfolded_reasoning_and_one_far_down_in_a_long_text_are_come_back_to(transcript, monkeypatch):
    entries = [
        question("Q"),
        answer("Words of an answer.\n\n" * 20_000, 0, reasoning="A thought.\n\n" * 400),
        question("R", 1),
    ]
    transcript.show_entries(entries)
    flow = transcript.flow
    transcript.toggle_reasoning(1)
    for piece, group in ((300, 1), (15_000, 2)):
        while not flow.view(1).has((group, piece)):
            flow.cut_more(1)
        flow.stand_at(1, flow.view(1).index_of((group, piece)), 7)
        transcript._replace()
        mark = flow.mark
        transcript.show_entries([question("Another")])
        monkeypatch.setattr(flows, "MEASURING", 0.001)
        transcript.show_entries(entries, mark)
        assert transcript.later.isActive()
        while transcript.later.isActive():
            QApplication.processEvents()

        view, y = flow.view(1), transcript.scrolled - flow.top(1)
        assert view.name_of(view.column.at(y)) == (group, piece)
        assert y - view.column.top(view.column.at(y)) == 7


def test_a_message_that_is_gone_is_not_come_back_to(transcript):
    entries = [answer("Words. " * 300, number) for number in range(6)]
    transcript.show_entries(entries)
    transcript.verticalScrollBar().setValue(300)
    mark = transcript.flow.mark
    assert mark.id == "a0"
    transcript.show_entries(entries[1:], mark)

    assert transcript.scrolled == transcript.verticalScrollBar().maximum()
    assert transcript.flow.mark is None
