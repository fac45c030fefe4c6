"""Words from right to left in code: they keep their places, and nothing of that is copied or found."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication
from PySide6.QtTest import QTest

from desktop.domain.blocks import Growing
from desktop.ui.transcript import directions
from desktop.ui.transcript.decoration import decorations_of
from desktop.ui.transcript.directions import ISOLATE, RELEASE, apart, moved
from desktop.ui.transcript.entry import Entry
from desktop.ui.transcript.letters import rect_of
from desktop.ui.transcript.selection import Selection, Spot
from desktop.ui.transcript.targets import LINK, place_at, places_in, spot_at

from .conftest import answer

ONE, TWO = "\u05e9\u05dc\u05d5\u05dd", "\u05e2\u05d5\u05dc\u05dd"  # words of the same letters' direction
LINE = f"{ONE} = {TWO} + 1  # {ONE} {TWO}"
FENCED = f"```python\n{LINE}\n```\n"


def place_of(document, text):
    """Where a word stands on the screen, from the left."""
    cursor = document.find(text)
    block = document.findBlock(cursor.selectionStart())
    letters = block.layout().glyphRuns(cursor.selectionStart() - block.position(), len(text))
    return min(run.boundingRect().left() for run in letters)


def pieces(transcript):
    view = transcript.flow.view(0)
    view.measure_between(0, 10**9)
    return view.pieces


IN_ITEM, IN_QUOTE = f"- item\n  ```\n  {LINE}\n  ```\n", f"> ```\n> {LINE}\n"


@pytest.mark.parametrize("text", [FENCED, IN_ITEM, IN_QUOTE, f"a `{ONE} = {TWO}`", f"`{ONE} = {TWO}`"])
def test_words_stand_in_the_order_of_the_source(transcript, text):
    transcript.show_entries([answer(text)])
    document = pieces(transcript)[-1].document

    assert place_of(document, ONE) < place_of(document, "=") < place_of(document, TWO)


def test_words_that_only_blanks_part_are_read_from_right_to_left(transcript):
    transcript.show_entries([answer(f"```\n# {ONE} {TWO}\n```\n")])
    document = pieces(transcript)[-1].document

    assert place_of(document, "#") < place_of(document, TWO) < place_of(document, ONE)


def test_the_code_is_copied_as_it_came(transcript):
    text = f"{FENCED}\nWith `{ONE} = {TWO}`."
    transcript.show_entries([answer(text)])
    transcript.select_all()
    transcript.copy()
    copied = QGuiApplication.clipboard().mimeData()

    assert copied.text() == f"{LINE}\n\nWith {ONE} = {TWO}."
    assert copied.data("text/markdown").data().decode() == text


def test_it_is_found_as_it_came(transcript, qtbot):
    transcript.show_entries([answer(f"{FENCED}\nWith `{ONE} = {TWO}`.")])
    transcript.search.look_for(f"{ONE} = {TWO}")
    qtbot.waitUntil(lambda: not transcript.search.figures.searching, timeout=20_000)
    view = transcript.flow.view(0)
    view.measure_between(0, 10**9)
    marks = [transcript.search.found_in(0, view.row_of(piece), piece) for piece in view.pieces]

    assert transcript.search.figures.total == 2
    assert [len(found.spans) for found in marks] == [1, 1]


def test_colors_stay_on_their_words(transcript):
    transcript.show_entries([answer(FENCED)])
    block = pieces(transcript)[-1].document.firstBlock()
    told = {block.text()[run.start : run.start + run.length] for run in block.layout().formats()}

    assert {"# ", f"{ONE} {TWO}"} <= told
    assert "1" in told


@pytest.mark.parametrize("size", range(1, 9))
def test_however_it_arrives_it_ends_as_it_does_at_once(transcript, monkeypatch, size):
    text = f"```python\nx = 1 # {ONE}  {TWO}{ONE}\n{LINE}\n{ONE}" + f"={ONE}" * 12
    monkeypatch.setattr(directions, "MOST", 8)
    growing = Growing()
    transcript.show_entries([Entry("a", "M", from_user=False, blocks=growing, streaming=True)])
    for start in range(0, len(text), size):
        growing.feed(text[start : start + size])
        transcript.grow("a", growing, "", "", "")
        transcript.pace.show_late()
    arrived = pieces(transcript)[-1].document.toPlainText()
    transcript.show_entries([answer(text + "\n```\n")])

    assert arrived == pieces(transcript)[-1].document.toPlainText()


def test_places_are_told_as_they_are_in_the_document():
    line = f"a {ONE}b {TWO}"
    document = apart(line)
    for start in range(len(line)):
        for end in range(start + 1, len(line) + 1):
            [(at, length)] = moved([(start, end - start)], line)
            part = document[at : at + length]
            assert part.replace(ISOLATE, "").replace(RELEASE, "") == line[start:end]


def test_colors_stay_on_their_words_where_there_are_too_many_to_be_kept_apart(transcript, monkeypatch):
    monkeypatch.setattr(directions, "MOST", 2)
    transcript.show_entries([answer(FENCED)])
    block = pieces(transcript)[-1].document.firstBlock()

    assert ISOLATE not in block.text()
    assert "1" in {block.text()[run.start : run.start + run.length] for run in block.layout().formats()}


WORDS = " ".join([ONE] * 12)
NARROW = f"| {ONE} | price | {TWO} |\n|---|---|---:|\n| GPT-4 | [5](https://example.com/x) | {TWO} |\n"
BROAD = (
    f"| {ONE} | b | c | d |\n|---|---|---|---|\n"
    + f"| {WORDS} | {WORDS} | {WORDS} | [e](https://example.com/x) |\n" * 2
)


def seen_at(transcript, piece, text):
    """Where words of a table are seen, in the piece."""
    cursor = piece.document.find(text)
    return piece.outside(transcript.flow.style, rect_of(piece.document, cursor.selectionStart(), cursor.selectionEnd()))


def shown(transcript, text):
    transcript.show_entries([answer(text)])
    return pieces(transcript)[0]


def test_a_table_whose_head_is_read_from_right_to_left_begins_on_the_right(transcript):
    piece = shown(transcript, NARROW)
    name, price, last = (seen_at(transcript, piece, text) for text in ("GPT-4", "5", TWO))

    assert transcript.flow.width - name.right() < 10
    assert name.left() > price.right() > price.left() > last.right()
    assert transcript.flow.width == piece.bands.every[0].columns[-1] + 1


def test_a_table_whose_head_is_read_from_left_to_right_begins_on_the_left(transcript):
    piece = shown(transcript, NARROW.replace(ONE, "name", 1))

    assert seen_at(transcript, piece, "GPT-4").right() < seen_at(transcript, piece, TWO).left()
    assert not piece.bands.every[0].moved


def test_a_table_of_too_many_columns_begins_on_the_left(transcript):
    piece = shown(transcript, f"| {ONE} " * 21 + "|\n" + "|---" * 21 + "|\n")

    assert not piece.bands.every[0].moved


def test_what_is_under_the_mouse_is_in_the_column_that_is_seen_there(transcript):
    piece = shown(transcript, NARROW)
    flow = transcript.flow
    corner = QPoint(flow.view(0).left(1), flow.top(0) + flow.view(0).column.top(1))
    point = corner + seen_at(transcript, piece, "5").center()
    link = place_at(flow, point.x(), point.y())

    assert link.target.action == "link:https://example.com/x"
    assert link.target.rect.contains(point - corner)
    assert spot_at(flow, point.x(), point.y()).at - piece.document.find("5").selectionStart() in {0, 1}


def test_each_column_is_painted_where_its_places_are(transcript):
    piece = shown(transcript, NARROW)
    view = transcript.flow.view(0)
    image = transcript.grab().toImage()
    ground = QColor(transcript.flow.style.theme.surface)
    row = QPoint(transcript.left + view.left(1), transcript.flow.top(0) + view.column.top(1) - transcript.scrolled)

    for text in ("GPT-4", "5", TWO):
        place = seen_at(transcript, piece, text).translated(row)
        inked = [x for x in range(place.left(), place.right()) if image.pixelColor(x, place.center().y()) != ground]
        assert inked, text
    beside = piece.bands.every[0].columns[0] - 20
    assert image.pixelColor(row + QPoint(round(beside), row.y())) == ground


def test_it_is_copied_as_it_was_written(transcript):
    transcript.show_entries([answer(NARROW)])
    transcript.select_all()
    transcript.copy()
    copied = QGuiApplication.clipboard().mimeData()

    assert copied.text().split("\n") == [f"{ONE}\tprice\t{TWO}", f"GPT-4\t5\t{TWO}"]
    assert copied.data("text/markdown").data().decode().strip() == NARROW.strip()


def test_a_wide_one_begins_with_its_first_column_on_view(transcript):
    transcript.resize(360, 500)
    piece = shown(transcript, BROAD)
    flow = transcript.flow
    first = seen_at(transcript, piece, ONE)
    hidden = piece.hidden(flow.style, flow.width)
    transcript.resize(300, 500)
    transcript.flow.view(0).measure_between(0, 10**9)

    assert hidden > 0
    assert 0 <= first.left() < first.right() <= flow.width + 60
    assert piece.strip.shift == piece.hidden(flow.style, flow.width) > hidden


def test_keys_read_on_to_the_left_and_begin_again_on_the_right(transcript):
    transcript.resize(360, 500)
    piece = shown(transcript, BROAD)
    transcript.setFocus()
    transcript.keys.go_to(0)
    QTest.keyClick(transcript, Qt.Key.Key_Tab)
    shifts = [piece.strip.shift]
    for _ in range(20):
        QTest.keyClick(transcript, Qt.Key.Key_Return)
        shifts.append(piece.strip.shift)
    once_round = shifts[: shifts.index(0) + 2]

    assert once_round == [*sorted(once_round[:-1], reverse=True), once_round[0]]
    assert once_round[0] == piece.hidden(transcript.flow.style, transcript.flow.width)


def test_a_link_in_a_hidden_column_is_brought_on_view(transcript):
    transcript.resize(360, 500)
    piece = shown(transcript, BROAD)
    transcript.setFocus()
    place = next(place for place in places_in(transcript.flow, 0) if place.target.action.startswith(LINK))
    transcript.reveal_place(place)
    rect = seen_at(transcript, piece, "e")

    assert place.target.rect.right() < 0
    assert 0 <= rect.left() < rect.right() <= transcript.flow.width


@pytest.mark.parametrize("side", ["left", "right"])
def test_what_the_source_says_of_a_column_is_meant_as_it_is_seen(transcript, side):
    sign = ":--" if side == "left" else "--:"
    piece = shown(transcript, f"| a |\n|{sign}|\n| {ONE} |\n| {WORDS} |\n")
    block = piece.document.find(ONE).block()
    line = block.layout().lineAt(0)
    cell = piece.document.documentLayout().blockBoundingRect(block)

    assert (line.naturalTextRect().left() < 2) == (side == "left")
    assert (cell.width() - line.naturalTextRect().right() < 2) == (side == "right")


def letters_in(document, text):
    """The letters of a word as they are drawn, and whether the font is slanted."""
    cursor = document.find(text)
    block = document.findBlock(cursor.selectionStart())
    runs = block.layout().glyphRuns(cursor.selectionStart() - block.position(), len(text))
    return [glyph for run in runs for glyph in run.glyphIndexes()], [run.rawFont().style() for run in runs]


@pytest.mark.parametrize(
    "text", [f"*some {ONE} words*", f"| *some {ONE}* |\n|---|\n", f"*some `{ONE}`*", f"```python\n# some {ONE}\n```"]
)
def test_words_are_never_slanted(transcript, text):
    """Fonts that have the letters upright may not have them slanted, and Qt draws boxes then."""
    transcript.show_entries([answer(text)])
    document = pieces(transcript)[-1].document
    shapes, styles = letters_in(document, ONE)

    assert all(shapes)
    assert {QFont.Style.StyleNormal} == set(styles)
    assert letters_in(document, "some")[1] != [QFont.Style.StyleNormal]


def test_emphasis_of_such_words_is_copied(transcript):
    transcript.show_entries([answer(f"a *some {ONE} words* b")])
    transcript.select(Selection(Spot(0, 1, 2), Spot(0, 1, 17)))
    transcript.copy(as_markdown=True)

    assert QGuiApplication.clipboard().text() == f"*some {ONE} words*"


@pytest.mark.parametrize(("text", "dot"), [("8. eight", -1), ("8. שמונה", 0)])
def test_the_dot_of_a_number_stands_between_it_and_the_text(transcript, text, dot):
    transcript.show_entries([answer(text)])
    image = transcript.viewport().grab().toImage()
    flow, view = transcript.flow, transcript.flow.view(0)
    piece = view.row(view.first_piece)
    line, beside = piece.decorations[0].rect, flow.style.beside
    origin = piece.origin(flow.style).toPoint() + QPoint(transcript.left, view.column.top(view.first_piece))
    near = (line.right() + 2, line.right() + beside * 2) if dot == 0 else (line.left() - beside * 2, line.left() - 2)
    ground = image.pixel(1, 1)
    heights = []
    for x in range(round(near[0]), round(near[1])):
        ys = [y for y in range(round(line.top()), round(line.bottom())) if image.pixel(origin + QPoint(x, y)) != ground]
        heights += [len(ys)] if ys else []

    assert max(heights) > 6
    assert heights[dot] <= 3
    assert heights[-1 - dot] > 3


@pytest.mark.parametrize(
    ("text", "mirrored"),
    [
        (f"> {ONE}", [True]),
        (f"> [!NOTE]\n> {ONE}\n> more", [True]),
        (f"> [!NOTE]\n>\n> - {ONE}", [True]),
        (f"> [!NOTE]\n> words {ONE}", [False]),
        (f"> [!NOTE]\n\n{ONE}", [False]),
        (f"> words\n>\n>> [!TIP]\n>> {ONE}", [False, True]),
    ],
)
def test_the_bar_of_a_quote_or_an_alert_is_where_its_words_begin(transcript, text, mirrored):
    transcript.show_entries([answer(text)])
    piece = pieces(transcript)[0]
    quotes = [found for found in decorations_of(piece.document, piece.marks) if found.kind == "quote"]

    assert [found.mirrored for found in sorted(quotes, key=lambda found: found.rect.width(), reverse=True)] == mirrored


def test_the_title_of_an_alert_begins_where_its_words_do(transcript):
    piece = shown(transcript, f"> [!NOTE]\n> {ONE}")
    rects = [seen_at(transcript, piece, text) for text in ("Note", ONE)]

    assert rects[0].right() == rects[1].right() > transcript.flow.width - 30


def test_the_bullet_before_a_quote_stands_beside_its_bar(transcript):
    for text in ("words", ONE):
        transcript.show_entries([answer(f"- > {text}")])
        piece = pieces(transcript)[0]
        bar, item = sorted(decorations_of(piece.document, piece.marks), key=lambda found: found.kind, reverse=True)
        inner = item.rect.right() - bar.rect.right() if bar.mirrored else bar.rect.left() - item.rect.left()
        assert inner == pytest.approx(0, abs=1)
