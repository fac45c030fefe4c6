"""Every section of CommonMark and of GitHub's extensions by examples, checked by hand: what is seen of each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtGui import QFont
from shiboken6 import delete

from desktop.domain.blocks import Blocks, Growing
from desktop.ui.theme.theme import LIGHT
from desktop.ui.transcript.document import fill_with_markdown
from desktop.ui.transcript.piece import Piece
from desktop.ui.transcript.plain_document import new_document
from desktop.ui.transcript.style import Style
from desktop.ui.transcript.typesetter import Typesetter

from .described import described

LINES = (Path(__file__).parent / "markdown.jsonl").read_text("utf-8").splitlines()
EXAMPLES = [json.loads(line) for line in LINES]
IDS = [f"{number}: {example['section']}" for number, example in enumerate(EXAMPLES, 1)]


@pytest.fixture
def style(qapp):
    typesetter = Typesetter()
    yield Style(LIGHT, QFont(qapp.font()), typesetter=typesetter)
    delete(typesetter)  # with its timer


@pytest.mark.parametrize("example", EXAMPLES, ids=IDS)
def test_an_example_is_seen_as_it_should_be(style, example):
    document = new_document(style)

    assert example["seen"] == described(document, fill_with_markdown(document, example["source"], "", style))


@pytest.mark.parametrize("example", EXAMPLES, ids=IDS)
def test_an_example_that_arrives_letter_by_letter_ends_as_the_whole(style, example):
    growing = Growing()
    shown = []
    for letter in example["source"]:
        growing.feed(letter)
        shown = [Piece(block, markdown=True) for block in growing]
        if growing.tail:
            shown[-1].writing = True
        for piece in shown[-1:]:
            piece.measure(style, 600)  # however little there is, it can be shown
    growing.close()

    assert list(Blocks(example["source"])) == list(growing)


def test_there_are_examples_of_every_section():
    assert {"tables", "task lists", "strike-through", "autolinks", "footnotes", "list items", "emphasis"} <= {
        example["section"] for example in EXAMPLES
    }
    assert len(EXAMPLES) > 300
