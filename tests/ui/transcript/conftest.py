"""Conversations to be shown."""

from __future__ import annotations

import pytest

from desktop.domain.whole_text import Blocks
from desktop.system.press import Press
from desktop.ui.transcript import copying, flow, pieces
from desktop.ui.transcript.entry import Entry
from desktop.ui.transcript.transcript import Transcript
from desktop.ui.transcript.typesetter import Typesetter


def question(text, number=0, **more):
    return Entry(f"q{number}", "You", from_user=True, blocks=Blocks(text, typed=True), **more)


def answer(text, number=0, **more):
    return Entry(f"a{number}", "Model", from_user=False, blocks=Blocks(text), **more)


def talk(count, words=60):
    """Questions and answers in turn; each answer has three paragraphs, a list and some code."""
    entries = []
    for number in range(count // 2):
        prose = "\n\n".join(f"Answer {number}.{part} " + "some more words " * words for part in range(3))
        text = f"{prose}\n\n- item one\n- item two\n\n```python\nx = {number}\n```\n"
        entries += [question(f"Question {number}?", number), answer(text, number)]
    return entries


def cut_whole(transcript, index):
    """Make pieces of all of a long text."""
    while not transcript.flow.view(index).is_whole:
        transcript.flow.cut_more(index)


def rows_of(menu):
    """The texts of a menu without its mnemonics; "" between its groups."""
    return [action.text().replace("&", "") for action in menu.actions()]


@pytest.fixture(autouse=True)
def unhurried(monkeypatch):
    """On a busy machine too, all that is on view is cut, measured and copied before a test goes on."""
    monkeypatch.setattr(copying, "AT_ONCE", 60.0)
    monkeypatch.setattr(flow, "MEASURING", 60.0)
    monkeypatch.setattr(pieces, "CUTTING", 0.03)


@pytest.fixture
def transcript(qtbot):
    """A transcript on the screen, 700 × 500."""
    made = Transcript(Typesetter(Press))
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.flow.style.typesetter.close()


@pytest.fixture
def reading(transcript):
    """What is read at a height of the viewport: message, row, and how far into it."""

    def at(y=0):
        flow = transcript.flow
        place = y + transcript.scrolled
        entry = flow.at(place)
        view = flow.view(entry)
        row = view.column.at(place - flow.top(entry))
        return flow.entries[entry].id, row, place - flow.top(entry) - view.column.top(row)

    return at
