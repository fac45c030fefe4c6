"""What is read beyond CommonMark: emphasis beside CJK text, addresses in running text, footnotes, breaks in cells."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from PySide6.QtGui import QFont, QTextCursor

from desktop.domain.block import Block, BlockKind
from desktop.domain.whole_text import Blocks
from desktop.ui.transcript.parsing import parser
from desktop.ui.transcript.piece import Piece
from desktop.ui.transcript.scratch import seen_text

from .looks import plain_style


@pytest.fixture
def pieces(qapp):
    """The blocks of a text, laid out."""
    style = plain_style(qapp.font())

    def make(text):
        made = [Piece(block, markdown=True) for block in Blocks(text)]
        for piece in made:
            piece.measure(style, 600)
        return made

    return make


@pytest.fixture
def seen(pieces):
    return lambda text: [seen_text(piece.document, piece.items) for piece in pieces(text)]


@pytest.fixture
def bold(pieces):
    """The words of a line that are bold."""

    def of(text):
        document = pieces(text)[0].document
        cursor, found = QTextCursor(document), ""
        while cursor.movePosition(QTextCursor.MoveOperation.Right):
            character = document.characterAt(cursor.position() - 1)
            found += character if cursor.charFormat().fontWeight() > QFont.Weight.Normal else "·"
        return "|".join(part for part in found.split("·") if part)

    return of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("**「文」**です", "「文」"),
        ("これは**「文」**です", "「文」"),
        ("これは**重要(注意)**です", "重要(注意)"),
        ("**注意。**次の文", "注意。"),
        ("他说**“你好”**然后走了", "“你好”"),
        ("**《书名》**的作者", "《书名》"),
        ("**이것(this)**은 중요", "이것(this)"),
        ("中文**粗体**中文", "粗体"),
        ("**「甲」**と**「乙」**と", "「甲」|「乙」"),
        ("**(a)**b", ""),
        ("a**(b)**", ""),
        ("a ** b ** c", ""),
        ("**a**b", "a"),
        ("__「文」__です", ""),
        ("甲 ** 乙 ** 丙", ""),
    ],
)
def test_emphasis_beside_cjk_text_is_what_readers_expect(bold, text, words):
    """Where no CJK character stands beside the marks, CommonMark's rule holds."""
    assert bold(text) == words


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("~~a~~ ~b~", "a b"),
        ("5~10 and 15~20", "5~10 and 15~20"),
        ("5~10 和 15~20 天", "5~10 和 15~20 天"),
        ("~5 to ~10", "~5 to ~10"),
        ("~~~a~~~ b", "~~~a~~~ b"),
        ("~/bin and ~/lib", "~/bin and ~/lib"),
    ],
)
def test_tildes_strike_through_but_ranges_stay(seen, text, shown):
    assert seen("x " + text) == ["x " + shown]


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("see https://e.com/a_(b)/c, or (http://e.org).", ["https://e.com/a_(b)/c", "http://e.org"]),
        ("**https://e.com/a_b_c**", ["https://e.com/a_b_c"]),
        ("见https://example.com/a，然后。", ["https://example.com/a"]),  # noqa: RUF001
        ("「https://example.com/a」です", ["https://example.com/a"]),
        ("HTTPS://E.com/A?x=1&y=2#z!", ["HTTPS://E.com/A?x=1&y=2#z"]),
        ("http://localhost:8080/x", ["http://localhost:8080/x"]),
        ("www.example.com/a. And www.", ["http://www.example.com/a"]),
        ("mail me@example.com or mailto:you@example.org", ["mailto:me@example.com", "mailto:you@example.org"]),
        ("example.com main.py README.md a.b.c v1.2.3 1.2.3.4 example.com/path", []),
        ("ftp://e.com/x file:///etc/passwd javascript:alert(1) vscode://x //e.com tel:112 git+https://e.com", []),
        ("`https://e.com` https://user@e.com/ https://", []),
        ("[https://e.com](https://e.org)", ["https://e.org"]),
        (
            "~~https://e.com~~ https://e.com/a, https://e.com/b!\u3000c",
            ["https://e.com", "https://e.com/a", "https://e.com/b"],
        ),
        ("xhttps://e.com http:///", []),
    ],
)
def test_addresses_in_running_text_become_links(pieces, text, targets):
    assert [mark.value for piece in pieces(text) for mark in piece.links] == targets


def test_what_follows_an_address_stays(seen):
    assert seen("a www.e.com://b c") == ["a www.e.com://b c"]


def test_an_address_too_long_to_be_opened_is_text(qapp):
    piece = Piece(Block(BlockKind.PROSE, "https://e.com/" + "y" * 2_000), markdown=True)
    piece.measure(plain_style(qapp.font()), 600)

    assert piece.links == []


def test_an_address_is_shown_as_it_was_written(seen):
    """Decoded, it could look like another one."""
    text = "https://xn--80ak6aa92e.com/%61 and <https://xn--80ak6aa92e.com/>"

    assert seen(text) == [text.replace("<", "").replace(">", "")]


def test_an_address_that_may_not_be_opened_is_said_once(seen):
    assert seen("https://user@e.com/ <vscode://x> [a](vscode://y)") == ["https://user@e.com/ vscode://x a (vscode://y)"]


def test_footnotes_are_marked_and_stand_where_they_were_written(seen):
    text = (
        "One[^1] two[^long-note].\n\n[^1]: A *note*\n    goes on\n\n    and on.\n[^long-note]:\n    - item\n\nThe end."
    )

    assert seen(text) == [
        "One[1] two[long-note].",
        "[1] A note\ngoes on\nand on.\n- [long-note] item",
        "The end.",
    ]


def test_a_letter_is_a_label_when_there_is_a_text_for_it(seen):
    assert seen("One[^a].\n\n[^a]: A note\n") == ["One[a].", "[a] A note"]
    assert seen("Not [^a] one.") == ["Not [^a] one."]


def test_a_piece_of_a_footnote_has_its_label_only_once(seen):
    text = "[^1]: " + "A sentence of words. " * 1_600 + "\n\n[^2]:\n"
    shown = seen(text)

    assert len(shown) > 2
    assert "".join(shown).count("[1] ") == 1
    assert shown[0].startswith("[1] A sentence")
    assert shown[-1].endswith("[2] ")


@pytest.mark.parametrize("text", ["[^a-z] and [^0-9]*", "[^abc]+ [^ ] [^]", "`[^1]`", "\\[^1]", "[^1234]"])
def test_the_class_of_a_regular_expression_is_no_footnote(seen, text):
    assert seen(text) == [text.replace("`", "").replace("\\", "")]


def test_a_break_in_a_cell_is_one(seen):
    assert seen("| a | b |\n|--|--|\n| 1<br>2<BR/>3<br />4 | `<br>` <br x> |") == ["a\tb\n1\n2\n3\n4\t<br> <br x>"]


@pytest.mark.parametrize("text", ["a<br>b", "a<br> b", "a<br>\nb", "a<br/> \n  b"])
def test_a_line_begins_with_no_blank_behind_a_break(seen, text):
    assert seen(text) == ["a\nb"]


def test_a_footnote_in_context_is_not_shown_again(qapp):
    piece = Piece(Block(BlockKind.PROSE, "    more\n", context="[^1]:x\n\n"), markdown=True)
    piece.measure(plain_style(qapp.font()), 600)

    assert seen_text(piece.document, piece.items) == "more"


@pytest.mark.parametrize("text", ["www.", "\\[a\n", "x://e ", "ftp://e.com/a "])
def test_what_begins_again_and_again_is_not_looked_for_in_all_that_follows(text):
    """Sixteen times as much takes about as many times as long; looked for each time, it would take 256 times."""

    def taken(times):
        started = time.process_time()
        parser().parse(text * times, {})
        return time.process_time() - started

    taken(60)
    assert min(taken(960) for _ in range(3)) < 50 * min(taken(60) for _ in range(3))


WARM = """
import desktop.program, re, sys
from desktop.ui.transcript.parsing import parser, warm
assert "markdown_it" not in sys.modules
warm()
compiled, compile = [], re._compiler.compile
re._compiler.compile = lambda *told: compiled.append(told) or compile(*told)
assert "linkify_it" in sys.modules
parser().parse("See https://a.example/b, ask me@a.example, or go to www.a.example.")
print(len(compiled))
"""


WARM_LEXERS = """
import desktop.program, re, sys
from pygments.lexers import get_lexer_by_name
from desktop.ui.transcript.code import OFTEN, warm_lexers
warm_lexers()
compiled, compile = [], re._compiler.compile
re._compiler.compile = lambda *told: compiled.append(told) or compile(*told)
for language in OFTEN:
    get_lexer_by_name(language)
print(len(compiled))
"""


@pytest.mark.parametrize("code", [WARM, WARM_LEXERS])
def test_what_was_warmed_compiles_nothing_for_the_first_addresses_and_code(code):
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "0"
