"""The tags of HTML that are drawn: like the Markdown that says the same, and copied as that."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextCursor

from desktop.domain.block import Block, BlockKind
from desktop.ui.transcript.html import html_of
from desktop.ui.transcript.markdown_writer import written
from desktop.ui.transcript.piece import Piece
from desktop.ui.transcript.scratch import seen_text

from .looks import plain_style, runs_of


@pytest.fixture
def style(qapp):
    return plain_style(qapp.font())


@pytest.fixture
def laid_out(style):
    def make(source):
        piece = Piece(Block(BlockKind.PROSE, source), markdown=True)
        piece.measure(style, 600)
        return piece

    return make


@pytest.fixture
def seen(laid_out):
    def read(source):
        piece = laid_out(source)
        return seen_text(piece.document, piece.items)

    return read


TAGS = "Press <kbd>Ctrl</kbd>+<KBD>&lt;</KBD>, H<sub>2</sub>O, x<sup>2*n*</sup> <b>b</b> <sub>a\nb</sub> <kbd></kbd>"


def test_keys_and_raised_words_are_seen_and_other_html_stays_text(laid_out, seen, style):
    assert seen(TAGS) == "Press Ctrl+<, H2O, x2*n* b <sub>a\nb</sub> <kbd></kbd>"
    piece = laid_out(TAGS)
    back = written(piece.document, piece.marks, style, 0, 30)
    assert back.startswith("Press <kbd>Ctrl</kbd>+<kbd>&lt;</kbd>, H<sub>2</sub>O, x<sup>2*n*</sup>")
    assert back.endswith(" **b** \\<su")
    assert html_of("<kbd>&lt;</kbd> <i>").strip() == "<p><kbd>&lt;</kbd> &lt;i&gt;</p>"


def test_underlined_words_are_written_and_copied_as_they_came(laid_out, style):
    piece = laid_out("Some <u>words *and* more_</u> here")
    back = written(piece.document, piece.marks, style, 0, 100)

    assert back == "Some <u>words </u>*<u>and</u>*<u> more\\_</u> here"
    assert runs_of(laid_out(back).document.firstBlock()) == runs_of(piece.document.firstBlock())
    cursor = QTextCursor(piece.document)
    cursor.setPosition(8)
    assert cursor.charFormat().fontUnderline()
    assert html_of("<u>a</u>\n\n<!-- b -->\n") == "<p><u>a</u></p>\n"
