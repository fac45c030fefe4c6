"""Where letters are in a text that is laid out."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextDocument

from desktop.ui.transcript.letters import line_of, rect_of, rects_of


@pytest.fixture
def document(qapp):
    made = QTextDocument()
    made.setPlainText("one two three four five six seven\n\nlast")
    made.setTextWidth(80)
    return made


def test_a_line_knows_its_letters_and_where_they_are(document):
    first = line_of(document, 2)
    after = line_of(document, first.length)

    assert first.start == 0
    assert after.start == first.length
    assert after.rect.top() > first.rect.top()


def test_a_text_over_several_lines_has_a_place_in_each(document):
    end = len("one two three four five six seven")
    found = list(rects_of(document, [(0, end), (end + 2, end + 6)]))
    tops = [rect.top() for _, rect in found]

    assert [0] * (len(found) - 1) + [1] == [number for number, _ in found]
    assert len(found) > 2
    assert sorted(set(tops)) == tops
    assert rect_of(document, 0, end).top() == round(tops[0])


def test_no_text_is_a_place_without_width(document):
    empty = len("one two three four five six seven") + 1
    for at in (0, 3, empty):
        rect = rect_of(document, at, at)
        assert rect.width() == 0
        assert rect.height() > 0
        assert rect.top() == round(line_of(document, at).rect.top())
