r"""What models write in LaTeX is drawn with every sign of it, or not at all.

`formulas.tsv` holds a formula, the signs in its drawing from the first to the last, and how many lines there are in it;
`-` for signs when it stays as it was written. Each drawing has been looked at.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.system.typeset import _glyphs, _laid_out, typeset

TABLE = [line.split("\t") for line in Path(__file__).with_name("formulas.tsv").read_text("utf-8").splitlines()]
DRAWN = [(row[0], row[1], int(row[2]) if row[2:] else 0) for row in TABLE if row[1] != "-"]
REFUSED = [row[0] for row in TABLE if row[1] == "-"]


def signs_in(body):
    """Those seen; of the ones in an alphabet of its own, as the bold letters are, exactly that one."""
    laid = _laid_out(f"$${body}$$")
    return "".join(glyph.char for glyph in _glyphs(laid.node) if not glyph.phantom and glyph.char.strip())


@pytest.mark.parametrize(("body", "signs", "lines"), DRAWN, ids=[row[0] for row in DRAWN])
def test_no_sign_of_a_formula_is_lost(body, signs, lines):
    drawing = typeset(f"$${body}$$")

    assert drawing is not None
    assert signs_in(body) == signs
    assert drawing.svg.count("<path") >= len(signs)
    assert drawing.svg.count("<rect") == lines


@pytest.mark.parametrize("body", REFUSED)
def test_what_would_be_drawn_wrongly_stays_as_it_was_written(body):
    assert typeset(f"$${body}$$") is None
    assert typeset(f"${body}$") is None


@pytest.mark.parametrize(
    ("body", "same"),
    [
        (r"\begin{aligned}x&=1\\[4pt]y&=2\end{aligned}", r"\begin{aligned}x&=1\\y&=2\end{aligned}"),
        (r"x &= 1 \\ y &= 2", r"\begin{aligned}x&=1\\y&=2\end{aligned}"),
        (r"\begin{alignat}{2}a&=b\end{alignat}", r"\begin{align}a&=b\end{align}"),
        (r"\begin{pmatrix}a\\b\end{pmatrix}^T", r"\left(\begin{matrix}a\\b\end{matrix}\right)^T"),
        (r"\text{if $x>0$ then}", r"\text{if }x>0\text{ then}"),
        (r"\mathbb Z", r"\mathbb{Z}"),
        (r"\not=", r"\neq"),
        (r"\bigl\{x\bigr\}", r"\bigl\lbrace x\bigr\rbrace"),
        (r"\operatorname*{arg\,min}_x", r"\mathop{\mathrm{arg\,min}}_x"),
        (r"50% x", r"50\% x"),
        (r"\hspace*{1cm}x", r"\hspace{1cm}x"),
    ],
)
def test_what_is_written_in_two_ways_is_drawn_the_same(body, same):
    assert typeset(f"$${body}$$") == typeset(f"$${same}$$") is not None


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [
        (r"x\bmod n", r"x\text{mod}n"),
        (r"a\mathrel{R}b", "aRb"),
        (r"A\cup B", r"A{\cup}B"),
        (r"\operatorname{rank}A", r"\mathrm{rank}A"),
        (r"\begin{array}{c|c}a&b\end{array}", r"\begin{array}{cc}a&b\end{array}"),
        (r"\widehat{abc}x", r"\hat{abc}"),
        (r"\xrightarrow{f}", r"\overset{f}{\to}"),
    ],
)
def test_there_is_room_around_operators(wide, narrow):
    assert typeset(f"$${wide}$$").width > typeset(f"$${narrow}$$").width + 0.1


@pytest.mark.parametrize("name", ["sup", "inf", r"operatorname*{argmin}", r"mathop{\mathrm{Res}}", "max"])
def test_limits_are_below_an_operator_on_a_line_of_its_own(name):
    display, inline = (typeset(rf"{mark}\{name}_{{x}} f{mark}") for mark in ("$$", "$"))

    assert display.descent > inline.descent + 0.2
    assert display.width < inline.width


def test_words_may_have_signs_of_markup():
    assert signs_in(r"\text{</mtext><svg>&lt;&amp; a < b}") == "</mtext><svg>&lt;&amp;a<b"
