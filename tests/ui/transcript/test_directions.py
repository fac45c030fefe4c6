"""Words from right to left in code: they keep their places, and nothing of that is copied or found."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication

from desktop.domain.blocks import Growing
from desktop.ui.transcript import directions
from desktop.ui.transcript.directions import ISOLATE, RELEASE, apart, moved
from desktop.ui.transcript.entry import Entry

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

    assert f"# {ISOLATE}{ONE} {TWO}" in told
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
