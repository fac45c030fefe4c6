"""Formulas in answers: drawn on their line, copied as they were written, and never in the reader's way."""

from __future__ import annotations

from itertools import groupby

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QImage,
    QPainter,
    QTextCharFormat,
    QTextCursor,
)
from shiboken6 import delete

from desktop.domain.block import Block, BlockKind
from desktop.domain.blocks import Growing
from desktop.domain.whole_text import Blocks
from desktop.system.press import Press
from desktop.system.tex import ENVIRONMENTS
from desktop.system.typeset import LARGEST, TALLEST, WIDEST, typeset
from desktop.ui.theme.contrast import TEXT, contrast
from desktop.ui.theme.theme import DARK, LIGHT
from desktop.ui.transcript import painting
from desktop.ui.transcript.bands import BAR
from desktop.ui.transcript.formula_object import FormulaObject
from desktop.ui.transcript.formula_rules import OBJECT
from desktop.ui.transcript.hold import hold
from desktop.ui.transcript.piece import Piece
from desktop.ui.transcript.scratch import seen_text
from desktop.ui.transcript.selection import seen_of
from desktop.ui.transcript.sideways import SIDEWAYS, THICK
from desktop.ui.transcript.strip import CELL
from desktop.ui.transcript.style import Style
from desktop.ui.transcript.targets import places_in, remark_at
from desktop.ui.transcript.typesetter import KEPT, Typesetter
from tests.colors import colors_of

from .conftest import answer, question

WIDTH = 600
COMMANDS = [
    r"\frac",
    r"\sqrt",
    r"\left(",
    r"\right)",
    r"\\",
    r"\begin{matrix}",
    r"\end{matrix}",
    r"\text{",
    r"\hat",
    r"\sum",
    r"\over",
    r"\limits",
]
PIECES = [
    "$",
    "$$",
    "\\[",
    "\\]",
    "\\(",
    "\\)",
    "x",
    "_1",
    "5",
    " ",
    "\n",
    "\n\n",
    "and ",
    "*",
    "`",
    "> ",
    "- ",
    "|",
    "=",
]


ALIGN = "\\begin{align*}\na_1 &= b\n\\end{align*}"
PARTS = [*"{}^_&x5 '", *COMMANDS]


@pytest.fixture
def typesetter(qapp):
    made = Typesetter(Press)
    yield made
    delete(made)  # with its timer


@pytest.fixture
def style(qapp, typesetter):
    return Style(LIGHT, QFont(qapp.font()), typesetter)


def piece_of(source, style, context=""):
    piece = Piece(Block(BlockKind.PROSE, source, context=context), markdown=True)
    piece.measure(style, WIDTH)
    return piece


@pytest.fixture
def complete(style, qtbot):
    """A block whose formulas have been laid out."""

    def make(source, context=""):
        piece = piece_of(source, style, context)
        qtbot.waitUntil(lambda: style.typesetter.knows(piece.awaited))
        piece.refresh()
        piece.measure(style, WIDTH)
        return piece

    return make


def seen(piece):
    return seen_text(piece.document, piece.items)


FIRST, SECOND = "•", "◦"
FENCED = "Thus:\n\n```math\nx^2 + \\frac{a}{b}\n- y\n```\n\nend"


@pytest.mark.parametrize("context", ["", "- ", "> ", "> - "])
def test_between_fences_it_is_drawn_and_copied_as_it_was_written(transcript, context):
    begun, *lines = FENCED.split("\n")
    rest = context.replace("-", " ")
    text = "\n".join([context + begun, *(rest + line for line in lines)])
    transcript.show_entries([answer(text)])
    pieces = transcript.flow.view(0).pieces
    drawn = [piece for piece in pieces if piece.awaited]

    assert not any(piece.is_code for piece in pieces)
    assert [["$$\nx^2 + \\frac{a}{b}\n- y\n$$"]] == [piece.awaited for piece in drawn]
    assert "```" not in seen_of(transcript.flow, pieces)
    transcript.copy_message("a0")
    assert QGuiApplication.clipboard().mimeData().data("text/markdown").data().decode() == text


@pytest.mark.parametrize("context", ["", "- ", "> ", "> - "])
def test_between_fences_of_a_question_it_is_code(transcript, qtbot, context):
    begun, *lines = FENCED.split("\n")
    rest = context.replace("-", " ")
    text = "\n".join([context + begun, *(rest + line for line in lines)])
    transcript.show_entries([question(text), question(text, 1), question(text, 2)])
    pieces = transcript.flow.view(0).pieces
    transcript.search.look_for("frac{a}")
    qtbot.waitUntil(lambda: not transcript.search.figures.searching, timeout=60_000)
    transcript.select_all()

    assert ["x^2 + \\frac{a}{b}\n- y"] == [piece.block.code for piece in pieces if piece.is_code]
    assert not any(piece.awaited for piece in pieces)
    assert transcript.search.figures.total == 3
    assert transcript.selected().text == "\n\n".join([text] * 3)


@pytest.mark.parametrize(
    "text", ["```math\nx^2 + y", "- ```math\n  x^2 + y", "> ~~~ Math\n> x^2 + y\n> ~", "a\n```math\nx^2 + y\n``"]
)
def test_between_fences_it_is_shown_as_it_is_written_until_it_is_complete(style, text):
    growing = Growing()
    growing.feed(text)
    piece = Piece(growing.tail, markdown=True)
    piece.writing = True
    piece.measure(style, WIDTH)

    assert "$$ x^2 + y" in " ".join(seen(piece).split())
    assert not piece.awaited
    assert not [mark for mark in piece.marks if mark.kind == "code"]


@pytest.mark.parametrize(
    "code", ["```math\nx", "> ```\ufdd0\n> x\n> ```", "```math\n```", "```math\nJust some plain words.\n```"]
)
def test_between_fences_what_is_no_formula_is_code(style, code):
    assert {mark.kind for mark in piece_of(code, style).marks} - {"quote"} == {"code"}


@pytest.mark.parametrize("context", ["", "- ", "> "])
@pytest.mark.parametrize("formula", ["$$x\n+ y\n- 1$$", "\\[x = 1\n- 2\\]"])
def test_a_formula_that_begins_behind_words_may_go_on_with_a_sign(style, context, formula):
    growing = Growing()
    rest = context.replace("-", " ")
    growing.feed((context + f"F {formula} end.\n- item").replace("\n", f"\n{rest}"))
    growing.close()
    (block,) = growing
    piece = Piece(block, markdown=True)
    piece.measure(style, WIDTH)

    assert piece.awaited == [formula]
    assert [mark.value for mark in piece.marks if mark.kind == "item"][-1:] == [SECOND if context == "- " else FIRST]
    assert len([mark for mark in piece.marks if mark.kind == "item"]) == 1 + (context == "- ")


def test_a_formula_that_begins_behind_words_is_no_list_while_it_is_written(style):
    growing = Growing()
    growing.feed("F $$x\n+ y")
    piece = Piece(growing.tail, markdown=True)
    piece.writing = True
    piece.measure(style, WIDTH)

    assert piece.document.toPlainText().split() == ["F", "$$x", "+", "y"]


# Laying out


@pytest.mark.parametrize(
    "body",
    [
        r"x",
        r"\frac{-b \pm \sqrt{b^2 - 4ac}}{2a}",
        r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}",
        r"\begin{align} a &= b \\ c &= d \end{align}",
        r"\begin{equation} a = b \label{eq:1} \nonumber \end{equation}",
        r"\text{für } x \in \mathbb{R}, \operatorname{rank} A, \Tr B",
        r"\sum_{i=1}^n \int_0^\infty e^{-x^2}\,dx \tag{1}",
        "a ≤ \u03b2 → ∞",
    ],
)
def test_a_formula_becomes_a_drawing(body):
    drawing = typeset(f"$${body}$$")

    assert drawing is not None
    assert drawing.width > 0.3
    assert drawing.ascent > 0.3


@pytest.mark.parametrize("sign", ["$", "%", "#", "_"])
def test_signs_in_words_are_drawn_without_the_backslash_before_them(sign):
    escaped, other = typeset(rf"$\text{{costs \{sign}5}}$"), typeset(rf"$\text{{costs 5}}\{sign}$")

    assert escaped.width == pytest.approx(other.width, abs=0.01)


def test_what_hangs_below_the_line_is_told():
    small, deep = typeset("$x$"), typeset("$y_g$")

    assert small is not None
    assert deep is not None
    assert small.descent < 0.1 < deep.descent


def test_on_a_line_of_its_own_a_formula_is_larger():
    inline, display = typeset(r"$\sum_{i=1}^n x$"), typeset(r"$$\sum_{i=1}^n x$$")

    assert inline is not None
    assert display is not None
    assert display.ascent + display.descent > 1.3 * (inline.ascent + inline.descent)


HOSTILE = {
    "unknown": r"\ce{H2O}",
    "unfinished": r"\frac{1}",
    "sign without a glyph": r"\text{速度}",
    "braces": "{" * 900 + "}" * 900,
    "roots": r"\sqrt{" * 12 + "x" + "}" * 12,
    "bare roots": r"\sqrt " * 390 + "x",
    "brackets": r"\left(" * 12 + "x" + r"\right)" * 12,
    "fractions": r"\frac{1}{" * 12 + "x" + "}" * 12,
    "powers": "x^{" * 12 + "x" + "}" * 12,
    "signs": "x" * 1_900,
    "words": r"\text{" + "word " * 380 + "}",
    "cells": r"\begin{matrix}" + "a&" * 900 + r"b\end{matrix}",
    "macros": r"\newcommand{\a}{xxxxxxxx}" + r"\newcommand{\a}{\a\a}" * 20 + r"\a",
    "far": r"x\hspace{99999cm}x",
    "backslashes": "\\" * 1_800,
    "empty rows": r"\begin{matrix}" + "&" * 30 + r"\end{matrix}",
    "too long": "x+" * 1_100,
    "files": r"\color{url(file:///etc/passwd)}x",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_cannot_be_read_or_takes_too_long_is_left_alone(name):
    assert typeset(f"$${HOSTILE[name]}$$") is None


@pytest.mark.parametrize("name", ["foo", "tikzpicture", "itemize", "foo2", ""])
def test_what_stands_in_an_environment_that_nobody_knows_is_no_formula(name):
    assert typeset(rf"$$\begin{{{name}}} x + y \end{{{name}}}$$") is None
    assert typeset(rf"$$z \begin {{{name}}} x \end {{{name}}}$$") is None


@pytest.mark.parametrize("name", sorted(ENVIRONMENTS))
def test_what_stands_in_a_known_environment_is_a_formula(name):
    columns = "{c}" * (name == "array") + "{1}" * name.startswith(("alignat", "alignedat"))

    assert typeset(rf"$$\begin{{{name}}}{columns} x + y \end{{{name}}}$$") is not None


@given(st.lists(st.sampled_from(PARTS), max_size=25))
@settings(max_examples=150)
def test_anything_can_be_tried(parts):
    drawing = typeset(f"$${''.join(parts)}$$")

    assert drawing is None or (len(drawing.svg) < LARGEST and drawing.width < WIDEST and drawing.ascent < TALLEST)


def test_a_formula_that_comes_while_the_process_ends_is_heard_by_nobody(qapp):
    bells = []

    def press(ring):
        bells.append(ring)
        return Press(ring)

    made = Typesetter(press)
    (ring,) = bells
    delete(ring.__self__)

    ring()
    assert made.knows([])
    made.close()


def test_a_typesetter_keeps_what_was_asked_for_last(qtbot, typesetter):
    sources = [f"$x_{{{number}}}" for number in range(KEPT + 20)]
    typesetter._known.update(dict.fromkeys(sources))
    typesetter.look(sources[0])
    with qtbot.waitSignal(typesetter.ready):
        typesetter.ask("$x$")

    assert typesetter.knows([sources[0], sources[-1], "$x$"])
    assert not typesetter.knows([sources[1]])
    assert typesetter.look("$never$") is None


# In a document


@pytest.mark.parametrize(
    "source",
    [
        r"A $x_1 * y_2 * z$ and \(a \, b\), then *$\{1\}$* text $5",
        "$$\na\n\n= b\n$$",
        "\\[\na\n=\nb\n\\]",
        "\\begin{align}\na_1 &= b*c*d \\\\\n\n&= e\n\\end{align}",
        "> $x$",
        "# About $x$",
    ],
)
def test_the_source_is_what_is_copied(style, source):
    assert seen(piece_of(source, style)) == source.removeprefix("> ").removeprefix("# ").replace("*$", "$").replace(
        "$*", "$"
    )


def test_money_beside_formulas_stays(style):
    piece = piece_of("| a | b | c |\n|---|---|---|\n| $5 | $x$ | $10 |", style)

    assert seen(piece) == "a\tb\tc\n$5\t$x$\t$10"
    assert piece.document.toPlainText().count(OBJECT) == 1


def test_a_display_parts_its_paragraph(style, complete):
    source = "So $$x^2$$, and \\[a = b\\] ends."
    waiting, piece = piece_of(source, style), complete(source)

    assert seen(piece) == seen(waiting) == "So\n$$x^2$$,\nand\n\\[a = b\\]\nends."
    assert waiting.document.findBlockByNumber(1).blockFormat().alignment() == Qt.AlignmentFlag.AlignLeft
    assert piece.document.findBlockByNumber(1).blockFormat().alignment() == Qt.AlignmentFlag.AlignHCenter


@pytest.mark.parametrize(
    "source", ["$$\na_1 = b\n$$", "\\[ a_1 = b \\]", ALIGN, "> \\[\n> a_1 = b\n> \\]", "1. $$a_1 = b$$"]
)
def test_while_a_formula_is_written_it_stands_where_and_as_high_as_it_will(style, complete, source):
    whole = complete(source)
    start = len(ALIGN.splitlines()[0]) if source == ALIGN else source.index("$$" if "$$" in source else "\\[") + 2
    for end in range(start, len(source) + 1):
        piece = Piece(Block(BlockKind.PROSE, source[:end]), markdown=True)
        piece.set_block(piece.block, writing=True)
        piece.measure(style, WIDTH)

        assert piece.document.toPlainText() == OBJECT
        assert piece.height == whole.height
        assert [band.top for band in piece.bands.every] == [band.top for band in whole.bands.every]
        assert not piece.awaited
        assert seen(piece) in seen(whole)


def test_formulas_and_words_in_a_row_of_a_table_stand_on_one_line(complete):
    piece = complete("| a |  b | c |\n|---|---|---|\n| x | $y$ | so $\\sum_{i=1}^n \\frac{a}{b}$ |\n| d | e | f |")
    layout = piece.document.documentLayout()
    lines, block = [], piece.document.begin()
    while block.isValid():
        if block.text():
            lines.append(layout.blockBoundingRect(block).top() + block.layout().lineAt(0).ascent())
        block = block.next()

    assert [1, 1, 1] == [len({round(line) for line in lines[row : row + 3]}) for row in (0, 3, 6)]
    assert piece.bands.every[0].rows[1] == pytest.approx(complete("| a |\n|---|\n| d |").bands.every[0].rows[1], abs=1)


def test_a_table_is_laid_out_as_often_however_many_rows_have_formulas(complete, monkeypatch):
    asked = []
    measure = FormulaObject._box
    monkeypatch.setattr(FormulaObject, "_box", lambda *what: asked.append(1) or measure(*what))

    def often(rows):
        asked.clear()
        complete("| a | b |\n|---|---|\n" + "| $\\frac{1}{2}$ | words $x$ |\n" * rows)
        return len(asked) / rows

    assert often(40) < often(4) * 1.5, (often(40), often(4))


def test_a_link_may_have_a_formula(style):
    piece = piece_of("[see $x$](https://example.org)", style)

    assert [mark.value for mark in piece.links] == ["https://example.org"]
    assert seen(piece) == "see $x$"


def test_a_formula_in_the_context_is_not_shown(style):
    piece = piece_of("b $y$", style, "- $$x$$\n  ")

    assert seen(piece) == "  b $y$"


def test_positions_stay_when_a_formula_is_laid_out(style, complete):
    source = "A $x$ b $$y$$ c"
    waiting = piece_of(source, style)
    before = waiting.document.toPlainText()

    assert waiting.awaited == ["$x$", "$$y$$"]
    assert complete(source).document.toPlainText() == before


def test_what_cannot_be_read_is_code(complete):
    piece = complete(r"See $\ce{H2O}$ here")
    cursor = QTextCursor(piece.document)
    cursor.setPosition(7)

    assert piece.document.toPlainText() == r"See $\ce{H2O}$ here"
    assert cursor.charFormat().fontFixedPitch()


def test_of_what_cannot_be_drawn_a_tool_tip_says_so(transcript, qtbot):
    transcript.show_entries([answer(r"See $\ce{H2O}$ here")])
    flow = transcript.flow
    view = flow.view(0)
    y = flow.top(0) + view.column.top(view.first_piece) + flow.style.line // 2
    document = view.pieces[0].document

    def remarks():
        wide = document.documentLayout().blockBoundingRect(document.firstBlock()).width()
        return [remark_at(flow, x, y) for x in range(0, round(wide), 4)]

    qtbot.waitUntil(lambda: any(remarks()))
    assert ["", "This formula cannot be drawn", ""] == [remark for remark, _ in groupby(remarks())]


LONG = " + ".join(f"a_{{{number}}}" for number in range(60))


def test_a_wide_formula_among_words_fits_the_width(complete):
    piece = complete(f"See ${LONG}$.")

    assert piece.document.idealWidth() <= WIDTH + 1
    assert not piece.bands.wide


def test_a_wide_formula_on_its_own_line_keeps_its_size_and_begins_at_the_left(complete, style):
    piece = complete(f"Words.\n\n$${LONG}$$.\n\n$$x$$")
    wide, small = (piece.document.findBlockByNumber(number) for number in (1, 2))

    assert piece.hidden(style, WIDTH) > WIDTH
    assert [band.wide > WIDTH for band in piece.bands.every] == [True, False]
    assert not any(band.rows for band in piece.bands.every)
    assert wide.layout().lineCount() == 1
    assert wide.layout().lineAt(0).naturalTextRect().left() >= 0
    assert wide.blockFormat().alignment() == Qt.AlignmentFlag.AlignLeft
    assert small.blockFormat().alignment() == Qt.AlignmentFlag.AlignHCenter
    assert abs(wide.layout().lineAt(0).height() - small.layout().lineAt(0).height()) < style.line
    assert seen(piece) == f"Words.\n$${LONG}$$.\n$$x$$"


def test_below_a_wide_formula_there_is_room_for_its_bar(complete, style):
    piece = complete(f"$${LONG}$$\n\nWords.")
    [barred] = piece.bands.every
    tall = piece.height
    piece.measure(style, 4_000)
    [plain] = piece.bands.every

    assert not piece.bands.wide
    assert tall - piece.height == BAR == THICK
    piece.measure(style, WIDTH)
    assert (piece.height, piece.bands.every) == (tall, [barred])
    assert plain.bottom == barred.bottom


def test_a_formula_is_centered_again_once_there_is_room(complete, style):
    piece = complete(f"$${LONG}$$")
    piece.measure(style, 4_000)

    assert piece.document.firstBlock().blockFormat().alignment() == Qt.AlignmentFlag.AlignHCenter
    assert not piece.hidden(style, 4_000)


def test_space_above_and_below_a_formula_is_even(complete, style):
    """Above, there is what lines leave below their letters; below, as much is added."""
    piece = complete("Words.\n\n$$x$$\n\nWords.")
    lines = []
    for number in range(3):
        block = piece.document.findBlockByNumber(number)
        lines.append(piece.document.documentLayout().blockBoundingRect(block))
    letters = QFontMetrics(style.body).height()

    assert abs((lines[1].top() - lines[0].top() - letters) - (lines[2].top() - lines[1].bottom())) < 2


def test_lines_make_room_for_what_hangs_below(complete):
    words = "Some words around " * 3
    flat = complete(words + "$x$").height
    deep = complete(words + r"$\underbrace{\underbrace{x}_a}_b$").height

    assert deep > flat


def painted(piece, style):
    image = QImage(WIDTH, piece.height + 20, QImage.Format.Format_RGB32)
    image.fill(QColor(style.theme.surface))
    painter = QPainter(image)
    piece.document.drawContents(painter)
    painter.end()
    return colors_of(image)


def test_formulas_have_the_color_of_the_text(qapp, qtbot, typesetter):
    for theme in (LIGHT, DARK):
        style = Style(theme, QFont(qapp.font()), typesetter)
        piece = piece_of(r"$$\rule{1cm}{1cm} \blacksquare$$", style)
        waiting = painted(piece, style)
        qtbot.waitUntil(lambda awaited=piece.awaited: typesetter.knows(awaited))
        piece.refresh()
        piece.measure(style, WIDTH)

        assert waiting != {QColor(theme.surface).name()}
        assert QColor(theme.text).name() in painted(piece, style)


@pytest.mark.parametrize("color", ["blue", "green", "#0000aa", "yellow", "white", "black", "Nonsense"])
def test_colors_in_formulas_can_be_read_on_their_ground(qapp, qtbot, typesetter, color):
    for theme in (LIGHT, DARK):
        style = Style(theme, QFont(qapp.font()), typesetter)
        piece = piece_of(rf"$$\textcolor{{{color}}}{{\blacksquare}}$$", style)
        qtbot.waitUntil(lambda awaited=piece.awaited: typesetter.knows(awaited))
        piece.refresh()
        piece.measure(style, WIDTH)
        best = max(painted(piece, style), key=lambda found: contrast(found, theme.surface))

        assert contrast(best, theme.surface) >= TEXT
        assert (best == QColor(theme.text).name()) == (color in {"black", "Nonsense"})


def pixels_of(piece, style, *selected):
    image = QImage(WIDTH, piece.height + 20, QImage.Format.Format_RGB32)
    image.fill(QColor(style.theme.surface))
    painter = QPainter(image)
    context = QAbstractTextDocumentLayout.PaintContext()
    context.palette = style.palette
    context.selections = [painting._highlight(piece.document, *span) for span in selected]
    piece.document.documentLayout().draw(painter, context)
    painter.end()
    gray = image.convertToFormat(QImage.Format.Format_Grayscale8)  # its bits go with it
    return bytes(gray.constBits())


def test_a_formula_is_drawn_when_its_place_is_found_and_not_before(style, qtbot):
    """Else it would be seen at the left edge for a moment, in the room of its source."""
    piece = piece_of("Words and $x_1$.\n\n$$y = x$$", style)
    waiting = pixels_of(piece, style)
    qtbot.waitUntil(lambda: style.typesetter.knows(piece.awaited))
    assert pixels_of(piece, style) == waiting

    piece.refresh()
    piece.measure(style, WIDTH)
    assert pixels_of(piece, style) != waiting


MUCH, FEW = 40, 10  # of 255 shades, and pixels


def test_a_formula_that_is_selected_is_painted_once_and_whole(complete, style):
    """With a ground that cannot be seen it looks as if nothing were selected."""
    piece = complete(
        "Words $x_1$ and\n$g_{y_1}$\n\n| $x_1$ | $\\frac{a_j}{b_i}$ |\n|---|---|\n| $y_1$ | $g_1$ |\n\n$$\\sum_i x_i$$"
    )
    look = QTextCharFormat(style.selection)
    look.setBackground(QColor(style.theme.surface))

    plain = pixels_of(piece, style)
    for end in range(1, piece.document.characterCount()):
        different = sum(
            abs(one - other) > MUCH for one, other in zip(plain, pixels_of(piece, style, (0, end, look)), strict=True)
        )
        assert different < FEW, "where a letter is cut, its edge is painted twice"


# In a conversation


def test_a_wide_formula_is_moved_sideways_with_bar_and_keys(transcript, qtbot):
    transcript.show_entries([answer(f"Words.\n\n$${LONG}$$\n\nWords.")])
    style = transcript.flow.style
    pieces = transcript.flow.view(0).pieces
    awaited = [formula for piece in pieces for formula in piece.awaited]
    qtbot.waitUntil(lambda: style.typesetter.knows(awaited) and not any(piece.awaited for piece in pieces))
    [bar] = transcript.sideways.bars()
    [place] = [place for place in places_in(transcript.flow, 0) if place.target.action == SIDEWAYS]
    transcript.deeds.activate(place)

    assert bar.hidden > 0
    assert place.target.label == "Scroll formula sideways"
    assert bar.piece.strip.shift > WIDTH / 2


def test_late_formulas_do_not_move_the_line_that_is_read(transcript, qtbot):
    formulas = "\n".join(
        rf"Line {number} with $\frac{{a_{{{number}}}}}{{\frac{{b}}{{c}}}}$ in it." for number in range(30)
    )
    transcript.show_entries([question("Why?"), answer(f"{formulas}\n\n" * 3 + "The end of it. " * 300)])
    transcript.verticalScrollBar().setValue(400)
    before = line_at_top(transcript)
    heights = transcript.flow.total
    qtbot.waitUntil(lambda: not any(piece.awaited for piece in transcript.flow.layouts), timeout=20_000)

    assert transcript.flow.total != heights
    assert line_at_top(transcript) == before


def line_at_top(transcript):
    """The text at the top of the viewport, and how far its line is scrolled out of it."""
    flow = transcript.flow
    view = flow.view(flow.anchor.entry)
    held = hold(flow.anchor.entry, view, flow.anchor.row, flow.anchor.offset, flow.style, growing=False)
    return held._replace(share=round(held.share, 1))


def test_an_answer_at_its_end_is_still_followed_when_formulas_come(transcript, qtbot):
    transcript.show_entries([answer("\n\n".join(rf"$$\frac{{a}}{{b_{{{number}}}}}$$" for number in range(30)))])
    qtbot.waitUntil(lambda: not any(piece.awaited for piece in transcript.flow.layouts), timeout=20_000)

    assert transcript.flow.following
    assert transcript.scrolled == transcript.verticalScrollBar().maximum()


def test_copying_gives_formulas_as_they_were_written(transcript):
    transcript.show_entries([answer(r"So $x_1$ and \(y\).")])
    transcript.select_all()

    assert transcript.selected().text == r"So $x_1$ and \(y\)."
    assert seen_of(transcript.flow, transcript.flow.view(0).pieces) == r"So $x_1$ and \(y\)."


@given(text=st.lists(st.sampled_from(PIECES), max_size=40).map("".join), data=st.data())
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_streamed_in_any_cuts_the_document_is_that_of_the_whole_text(style, text, data):
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=4)))
    growing = Growing()
    pieces: list[Piece] = []
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        growing.feed(text[start:end])
        follow(pieces, list(growing), style, writing=True)
    growing.close()
    follow(pieces, list(growing), style, writing=False)
    whole: list[Piece] = []
    follow(whole, Blocks(text), style, writing=False)

    assert [seen(piece) for piece in pieces if not piece.is_code] == [
        seen(piece) for piece in whole if not piece.is_code
    ]


def follow(pieces, blocks, style, *, writing):
    for index, block in enumerate(blocks):
        if index == len(pieces):
            pieces.append(Piece(block, markdown=True))
        pieces[index].set_block(block, writing=writing and index == len(blocks) - 1)
        pieces[index].measure(style, WIDTH)
    del pieces[len(blocks) :]


def test_the_source_of_a_formula_is_measured_once_however_often_qt_asks(transcript):
    transcript.show_entries([answer("so $x_1^2$ and " * 100)])
    transcript.grab()
    asked = transcript.flow.style.formulas._source_size.cache_info()

    assert asked.misses <= 2 < asked.hits


# Its first column has nothing but formulas, the longest of them far below.
TABLE = "| Symbol | Meaning | Unit | Value |\n|---|---|---|--:|\n" + "".join(
    rf"| $\frac{{\alpha_{{{'m' * (number // 5)}}}}}{{b}}$ | {'The mass of the thing ' * 5} | SI | {number} |"
    "\n"
    for number in range(100)
)


def columns_of(transcript):
    """Where the columns of all pieces that are measured begin and end."""
    width, pieces = transcript.flow.width, transcript.flow.view(1).pieces
    return [tuple(piece.bands.every[0].columns) for piece in pieces if piece.document and piece.is_measured(width)]


def all_come(transcript, qtbot):
    qtbot.waitUntil(lambda: not any(piece.awaited for piece in transcript.flow.layouts), timeout=20_000)
    transcript._place()


def test_all_pieces_of_a_table_with_formulas_have_the_same_columns(transcript, qtbot):
    transcript.show_entries([question("Which?"), answer(TABLE)])
    found = []
    for value in (0, 900, 1_800, 2_700):
        transcript.verticalScrollBar().setValue(value)
        found.append(columns_of(transcript))
        all_come(transcript, qtbot)
        found.append(columns_of(transcript))

    assert min(map(len, found)) > 1
    assert [1] * len(found) == [len(set(columns)) for columns in found]
    assert found[0] != found[-1]


def test_a_column_of_a_table_is_never_narrower_than_a_formula_in_it(transcript, qtbot):
    long = "+".join("abc")
    table = "| a | b | c |\n|---|---|---|\n" + f"| ${long * 30}$ | {'words ' * 60} | {'more ' * 60} |\n"
    transcript.show_entries([question("Which?"), answer(table)])
    all_come(transcript, qtbot)
    [piece] = transcript.flow.view(1).pieces
    block = piece.document.findBlock(piece.document.toRawText().index(OBJECT))
    [left, right] = piece.bands.every[0].columns[:2]

    assert block.layout().lineAt(0).naturalTextWidth() > transcript.flow.width / 2
    assert block.layout().lineAt(0).naturalTextWidth() <= right - left - 2 * CELL
    assert piece.hidden(transcript.flow.style, transcript.flow.width) > 0


def test_late_formulas_in_a_table_do_not_move_the_line_that_is_read(transcript, qtbot):
    transcript.show_entries([question("Why?"), answer(TABLE + "\nThe end of it. " * 300)])
    transcript.verticalScrollBar().setValue(1_300)
    before, columns = line_at_top(transcript), transcript.flow.view(1).pieces[0].strip.columns
    all_come(transcript, qtbot)

    assert transcript.flow.view(1).pieces[0].strip.columns != columns
    after = line_at_top(transcript)
    assert (before.name, before.share) == (after.name, after.share)
    assert abs(before.at - after.at) < len("The mass"), "it begins with another word at most"
