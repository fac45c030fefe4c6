"""Code and its colors."""

from __future__ import annotations

import pytest
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.styles import get_style_by_name
from pygments.token import Token
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QTextFormat

from desktop.domain.block import Block
from desktop.domain.blocks import Growing
from desktop.domain.whole_text import Blocks
from desktop.ui.theme.contrast import contrast, legible
from desktop.ui.theme.theme import DARK, LIGHT
from desktop.ui.transcript import pieces
from desktop.ui.transcript.code import BACKSLASHES, BRITTLE, MOST, SLOW, file_name, look_of, window
from desktop.ui.transcript.diff import kinds_of
from desktop.ui.transcript.entry_view import EntryView
from desktop.ui.transcript.formula_object import CLEAR
from desktop.ui.transcript.layouts import Layouts
from desktop.ui.transcript.piece import Piece
from desktop.ui.transcript.selection import code_at, seen_of
from desktop.ui.transcript.style import CODE_END
from desktop.ui.transcript.targets import SAVE, places_in

from .conftest import answer, cut_whole, question
from .looks import plain_style

FOREGROUND = QTextFormat.Property.ForegroundBrush
SOURCE = '```python\ndef f(x):\n    """Say 🎉."""\n    return "é" + x  # why\n\n\nclass A:\n    pass\n```\n'


def colors(piece):
    """Start, length and color of every run, line by line."""
    found = []
    block = piece.document.firstBlock()
    while block.isValid():
        found.append([(r.start, r.length, r.format.foreground().color().name()) for r in block.layout().formats()])
        block = block.next()
    return found


def shown(source, theme=LIGHT):
    piece = Piece(source if isinstance(source, Block) else Blocks(source)[0], markdown=True)
    piece.measure(plain_style(QFont(), theme), 600)
    return piece


def test_keywords_and_strings_have_colors_of_the_theme(qapp):
    light, dark = colors(shown(SOURCE)), colors(shown(SOURCE, DARK))

    assert light[0][0][:2] == (0, 3)
    assert light[0][0][2] != dark[0][0][2]
    assert any(run[:2] == (11, 3) for run in light[2])


def test_code_in_a_quote_is_colored_and_has_its_buttons(transcript):
    quoted = "> Say:\n> ```python\n> import x\n>\n> y\n> ```\n> so.\n"
    transcript.show_entries([answer(quoted)])
    view = transcript.flow.view(0)
    before, code, after = view.pieces
    buttons = {place.target.action for place in places_in(transcript.flow, 0) if place.row == view.row_of(code)}

    assert {"copy-code", SAVE} <= buttons
    assert colors(code)[0][0][:2] == (0, 6)
    assert code_at(view, view.row_of(code)) == ("python", "import x\n\ny")
    assert before.inset(transcript.flow.style) == 0 < code.inset(transcript.flow.style)
    (bar,) = before.decorations
    assert before.above + bar.rect.bottom() >= before.height
    assert after.decorations[0].rect.top() == 0


def test_a_long_line_of_code_is_copied_as_one(transcript):
    code = "x" * 30_000 + "\n  y"
    transcript.show_entries([answer(f"```js\n{code}\n```\n")])
    view = transcript.flow.view(0)
    cut_whole(transcript, 0)
    transcript.select_all()
    transcript.copy()

    assert QGuiApplication.clipboard().text() == code
    assert len(view.pieces) > 2
    assert code_at(view, view.first_piece) == ("js", code)
    assert seen_of(transcript.flow, view.pieces) == code


def test_a_language_nobody_knows_has_no_colors(qapp):
    assert not any(colors(shown("```frobnicate\nif x\n```")))


# each of them divides kinds of tokens further than the schemes of colors do
FINER = {
    "yaml": 'ports:\n  - "80:80"  # web\n  - &a x\ntext: |\n  so\n',
    "postgresql": 'SELECT "a"."b" FROM c;',
    "mysql": "SELECT `a` FROM c;",
    "console": "(venv) $ ls\nx\n",
    "solidity": "contract A { uint public b = 1 ether; }",
    "prolog": "a(X) :- b(X), \\+ c.",
    "vyper": "@external\ndef f() -> uint256: return 1\n",
    "gdscript": 'var a := $"B/C"\nfunc f(): pass\n',
}


@pytest.mark.parametrize("language", FINER)
def test_languages_with_kinds_of_their_own_have_colors(qapp, language):
    assert any(colors(shown(f"```{language}\n{FINER[language]}\n```")))


def test_a_kind_no_scheme_knows_looks_like_the_kind_it_is_one_of(qapp):
    assert look_of(LIGHT, Token.Comment.Own.Finer).foreground() == look_of(LIGHT, Token.Comment).foreground()
    assert look_of(LIGHT, Token.Own.Finer) is None


class Broken(Lexer):
    name = "broken"
    aliases = ("broken",)

    def get_tokens_unprocessed(self, _):
        raise ValueError


class Endless(Lexer):
    name = "endless"
    aliases = ("endless",)

    def get_tokens_unprocessed(self, text):
        yield 0, Token.Keyword, text[:1]
        while True:
            yield 1, Token.Text, ""


def test_code_whose_lexer_fails_is_shown_without_colors(qapp, monkeypatch, expected_logs):
    expected_logs.append("code has no colors")
    monkeypatch.setattr("desktop.ui.transcript.code._lexer", lambda _: Broken())
    piece = shown("```broken\na\nb\n```")

    assert piece.document.toPlainText() == "a\nb"
    assert colors(piece) == [[], []]


def test_coloring_ends_when_it_takes_too_long(qapp, monkeypatch):
    monkeypatch.setattr("desktop.ui.transcript.code._lexer", lambda _: Endless())
    piece = shown("```endless\na\nb\n```")

    assert piece.document.toPlainText() == "a\nb"
    assert [len(runs) for runs in colors(piece)] == [1, 0]


def test_languages_whose_patterns_may_take_minutes_have_no_colors(qapp):
    text = "%% @doc 'a' \"b\" (venv) $ ls; def f(x): return y  # z"
    names = {name for name in SLOW if any(get_lexer_by_name(name).get_tokens(text))}

    assert names == SLOW
    assert not any(any(colors(shown(f"```{name}\n{text}\n```"))) for name in SLOW)


def test_languages_whose_patterns_double_their_time_have_colors_where_that_does_no_harm(qapp):
    text = '%% @doc "b"; def f(x): if 1 return y  # z'
    names = {name for name in BRITTLE if any(get_lexer_by_name(name).get_tokens(text))}
    colored = {name for name in BRITTLE if any(colors(shown(f"```{name}\n{text}\n```")))}
    escaped = text + '"' + "\\" * (BACKSLASHES + 1)

    assert names == BRITTLE
    assert len(colored) > len(BRITTLE) / 2
    assert not any(any(colors(shown(f"```{name}\n{escaped}\n```"))) for name in BRITTLE)
    assert not any(any(colors(shown(f"```{name}\n{text}{text * 10}\n```"))) for name in BRITTLE)


def test_a_wide_gap_in_a_line_has_no_colors(qapp):
    assert any(colors(shown("```c\nint x;" + " " * 200 + "int y;\n```")))
    assert not any(colors(shown("```c\nint x;" + " " * 400 + "int y;\n```")))


def test_a_very_long_line_has_no_colors(qapp):
    """Some lexers need time by the square of it."""
    assert not any(colors(shown("```python\nx = '" + "a" * 1_500 + "'\n```")))


def test_a_long_line_with_words_from_right_to_left_has_no_colors(qapp):
    """Qt takes a tenth of a second for a window of them."""
    word = "\u05d0"

    assert any(colors(shown(f"```python\nif {word} {'x' * 200}\n```")))
    assert any(colors(shown(f"```python\nif {'x' * 400}\n```")))
    assert not any(colors(shown(f"```python\nif {word} {'x' * 400}\n```")))


DENSE = {
    "sql": "".join(f"({n}, 'name{n}', {n / 7:.2f}, 'x{n}@e.com', NULL, 0),\n" for n in range(300)),
    "json": "[\n" + "".join(f"  [{', '.join(str(n * k % 10) for k in range(20))}],\n" for n in range(300)) + "]",
    "python": f"{'1;' * 400}\n" * 20,
}


@pytest.mark.parametrize("language", DENSE)
def test_dense_code_is_colored_to_its_end(qapp, language):
    blocks = Blocks(f"```{language}\n{DENSE[language]}\n```")[:]
    lines = [runs for block in blocks for runs in colors(shown(block)) if runs]

    assert len(lines) == DENSE[language].count("\n") + (language == "json")


def test_pieces_of_dense_code_are_short(qapp):
    """What is laid out at a time costs by its colors."""
    assert all(len(block.source) < 3_000 for block in Blocks(f"```json\n{DENSE['json']}\n```"))


def test_of_a_line_that_is_all_signs_the_end_has_no_colors(qapp):
    """It is out of sight, and Qt would paint it."""
    runs = colors(shown("```js\n" + "a+1;" * 240 + "\n```"))[0]

    assert len(runs) == MOST


@pytest.mark.parametrize("step", [1, 7, 40])
def test_code_that_was_written_step_by_step_looks_like_code_shown_at_once(qapp, step):
    style = plain_style(QFont())
    growing = Growing()
    piece = None
    for start in range(0, len(SOURCE), step):
        growing.feed(SOURCE[start : start + step])
        tail = growing.tail
        if tail is None or tail.kind != "code":
            continue
        if piece is None:
            piece = Piece(tail, markdown=True)
        piece.set_block(tail, writing=True)
        piece.measure(style, 600)
    growing.close()
    assert piece is not None
    piece.set_block(growing.sealed[-1], writing=False)
    height = piece.measure(style, 600)
    whole = shown(SOURCE)

    assert piece.document.toPlainText() == whole.document.toPlainText()
    assert colors(piece) == colors(whole)
    assert height == whole.height


def test_a_line_that_is_being_written_has_no_colors_yet(qapp):
    """The beginning of JSON is a mistake by itself, and an answer of one line would stay one to its end."""
    style = plain_style(QFont())
    growing = Growing()
    growing.feed('{"na')
    piece = Piece(growing.tail, markdown=True)
    looks = []
    for text in ('me": [1, ', "true]", "}\n", '{"b'):
        piece.set_block(growing.tail, writing=True)
        piece.measure(style, 600)
        looks.append(colors(piece))
        growing.feed(text)
    growing.close()
    piece.set_block(growing.sealed[0], writing=False)
    piece.measure(style, 600)

    assert not any(map(any, looks))
    assert colors(piece) == colors(shown(growing.sealed[0]))


def test_coloring_starts_again_where_a_line_starts_at_the_edge():
    before = "import a\n\ndef f():\n    x\n    y\n"

    assert window(before + "    z\n", before) == 2
    assert window("    a\n" * 100, "    a\n" * 99) == 68


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_every_kind_of_token_can_be_read_on_the_ground_of_code(theme, qapp):
    looks = [look_of(theme, kind) for kind, _ in get_style_by_name(theme.pygments)]
    inks = {look.foreground().color().name() for look in looks if look and look.hasProperty(FOREGROUND)}

    assert len(inks) > 5
    assert all(contrast(ink, theme.code) >= 4.5 for ink in inks)


def test_a_color_that_can_be_read_stays_as_it_is_and_others_become_darker_or_lighter():
    assert "#204a87" == legible("#204a87", "#f1f3f7")
    assert legible("#888888", "#f1f3f7") < "#888888" < legible("#888888", "#555555")
    assert 21 == pytest.approx(contrast("#000000", "#ffffff"))
    assert 4.54 == pytest.approx(contrast("#767676", "#ffffff"), abs=0.01)


DIFF = """diff --git a/x.sql b/x.sql
--- a/x.sql
+++ b/x.sql
@@ -1,4 +1,4 @@ 🎉
 select 1;
-- old
--- an old comment
+-- a new comment
+++ 1
"""


def test_lines_of_a_diff_are_told_apart(qapp):
    kinds = ["head", "head", "head", "hunk", "", "removed", "removed", "added", "added", ""]

    assert kinds == kinds_of(DIFF.split("\n"))


@pytest.mark.parametrize("above", ["", "diff --git a/x b/x\n", "index 1..2\n"])
def test_names_of_files_look_alike_while_they_arrive(above):
    names = "--- a/x\n+++ b/x\n"
    for end in range(1, len(names)):
        lines = (above + names[:end]).split("\n")
        assert {"head"} == {kind for kind, line in zip(kinds_of(lines), lines, strict=True) if line}, names[:end]


@pytest.mark.parametrize("text", ["-- old\n", "@@ -1 +1 @@\n--- old", "@@ -1 +1 @@\n-- old\n+++"])
def test_no_other_lines_are_taken_for_names_of_files(text):
    assert "head" not in kinds_of(text.split("\n"))


@pytest.mark.parametrize("language", ["diff", "patch", "Diff"])
def test_lines_of_a_diff_have_a_ground_each(qapp, language):
    piece = shown(f"```{language}\n{DIFF}```")
    line = plain_style(QFont()).code_line
    grounds = [(kind, round(rect.top() / line), round(rect.bottom() / line)) for kind, rect, *_ in piece.decorations]

    assert [("hunk", 3, 4), ("removed", 5, 7), ("added", 7, 9)] == grounds
    assert [(0, 18)] == [run[:2] for run in colors(piece)[3]]  # counted as Qt does
    assert not colors(piece)[5]
    assert not shown(f"```python\n{DIFF}```").decorations


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("python", "code.py"),
        ("C++", "code.cpp"),
        ("bash", "code.sh"),
        ("", "code.txt"),
        ("../../etc/passwd", "code.txt"),
    ],
)
def test_the_name_of_a_file_follows_from_the_language_alone(language, name):
    assert file_name(language) == name


def test_of_five_thousand_lines_only_those_near_the_viewport_are_laid_out(transcript, qtbot, monkeypatch):
    monkeypatch.setattr(pieces, "CUTTING", 60.0)  # else the end of each slice was on view, too
    code = "".join(f"x = {number}\n" for number in range(5_000))
    transcript.show_entries([answer(f"```py\n{code}```\n")])
    qtbot.waitUntil(lambda: not transcript.flow.unfinished)
    bar = transcript.verticalScrollBar()
    opened = len(transcript.flow.layouts)
    bar.setValue(bar.maximum() // 2)
    qtbot.waitUntil(lambda: not transcript.flow.unfinished)

    assert opened <= 5
    assert len(transcript.flow.layouts) <= 9
    assert transcript.flow.total == pytest.approx(5_000 * transcript.flow.style.code_line, rel=0.01)


def test_a_line_without_end_is_broken(qapp):
    endless = Blocks("```py\n" + "x" * 9_000 + "\n```\n")
    piece = Piece(endless[0], markdown=True)
    piece.measure(plain_style(QFont()), 600)

    assert piece.is_wrapped
    assert "x" * 9_000 in endless[0].source
    assert not shown("```py\n" + "x = 1\n" * 60 + "```\n").is_wrapped
    assert not shown("```py\n" + "x" * 900 + "\n```\n").is_wrapped


def test_code_without_a_language_has_its_buttons_above_its_first_line(transcript):
    transcript.show_entries([answer("```\nx = 1\n```\n\n```py\nx = 1\n```\n")])
    style = transcript.flow.style
    plain, named = transcript.flow.view(0).pieces
    buttons = [place.target.rect.bottom() for place in places_in(transcript.flow, 0) if place.target.action != "copy"]

    assert plain.height == named.height
    assert max(buttons[:2]) < plain.origin(style).y()


@pytest.mark.parametrize("block", ["```py\nx\n```", "| a |\n|---|\n| b |", "$$x$$"], ids=["code", "table", "formula"])
def test_a_paragraph_is_no_nearer_to_what_is_above_it_than_to_what_it_introduces(qapp, block):
    style = plain_style(qapp.font())
    view = EntryView(answer(f"{block}\n\nSo:\n\n{block}\n"), style, Layouts(), 600)
    view.measure_between(0, 10_000)
    first, words, _ = view.pieces
    line = words.document.firstBlock().layout().lineAt(0)
    inside = (
        first.document.size().height() + CODE_END
        if first.is_code
        else first.bands.every[0].bottom - (0 if first.bands.every[0].rows else CLEAR)
    )
    edge = first.origin(style).y() + inside
    above = first.height - edge + line.ascent() - QFontMetricsF(style.body).capHeight()
    below = words.height - line.ascent()

    assert above >= below


@pytest.mark.parametrize(
    "text", ["a\n\n- ```py\n  x\n  ```", "a\n\n1. - ```py\n     x\n     ```", "> - ```py\n>   x\n>   ```"]
)
def test_the_marker_of_an_item_that_begins_with_code_is_beside_the_head_of_the_code(transcript, text):
    transcript.show_entries([answer(text)])
    view, style = transcript.flow.view(0), transcript.flow.style
    *_, marker, code = view.pieces
    numbers = [part.value for part in marker.decorations if part.kind == "item"]
    left, top = view.left(view.row_of(code)) + transcript.left, view.column.top(view.row_of(code)) - transcript.scrolled
    beside = QRect(left + code.inset(style) - 20, top, 20, code.top(style))
    shown = transcript.viewport().grab(beside).toImage()

    assert numbers == (["1."] if "1." in text else [])
    if numbers:
        assert abs(marker.height - view.pieces[0].height) <= 1, "as high as the line before it"
    else:
        assert marker.height < style.line / 2
    assert any(shown.pixelColor(x, shown.height() // 2) != QColor(style.theme.surface) for x in range(20))


def test_what_a_person_writes_stays_on_its_lines(transcript):
    transcript.show_entries([question("- ```py\n  x\n  ```")])
    marker, _ = transcript.flow.view(0).pieces

    assert marker.height >= transcript.flow.style.line
