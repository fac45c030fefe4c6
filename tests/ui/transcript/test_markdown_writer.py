"""Text that is seen becomes Markdown again, which is seen as the same text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.block import Block, BlockKind
from desktop.ui.transcript.html import html_of
from desktop.ui.transcript.markdown_writer import written
from desktop.ui.transcript.piece import Piece
from desktop.ui.transcript.scratch import END, seen_text

from .looks import paragraphs_of, plain_style


@pytest.fixture(scope="module")
def style(qapp):
    return plain_style(qapp.font())


@pytest.fixture(scope="module")
def laid_out(style):
    def make(source, context=""):
        piece = Piece(Block(BlockKind.PROSE, source, context=context), markdown=True)
        piece.measure(style, 500)
        return piece

    return make


def again(piece, style, start=0, end=END):
    return written(piece.document, piece.marks, style, start, end, piece.block.context)


SAME = [
    "Plain words.",
    "**bold** and *it* and ***both*** and ~~old~~ and `code`.",
    "**bold *and it* in it** *it **and bold** in it*",
    "**a *b***c",
    "a\\*b\\*c \\`d\\` \\[e](f) \\_g\\_ h_i_j 2\\*3 \\<b> \\$5 \\~x\\~ &amp;amp; a < b",
    "one\ntwo\nthree",
    "one\\\n**two  \nthree**\n<u>four<br>five</u>",
    "a<br><br>b\n\n#### c<br>d",
    "# Title\n\n## Two `code`\n\n#### Four\n\n###### Six\n\ntext",
    "- a\n- b\n  - c\n    1. d\n    2. e\n- f",
    "1. one\n2. two\n\n   more\n\n3. three",
    "7) seven\n8) eight",
    "- a\n\n- b\n\n- c\n\ntext",
    "- [ ] to do\n- [x] done\n  - [x] **all**",
    "> a\n> b\n>\n> > c\n>\n> d",
    "> - a\n> - b\n>\n>   c",
    "- > a\n  >\n  > b\n- c",
    "> # Title\n>\n> ```\n> x = 1\n>\n> y\n> ```\n>\n> end",
    "- a\n\n  ```\n  x\n  ```\n\n  b",
    "| \u05d0 | b |\n|:--|---|\n| c | \u05d1 |",
    "| a | b | c |\n|---|--:|:-:|\n| **1** | `2` | 3<br>4 |\n| x \\| y |  | [z](https://e.com) |",
    "> | a |\n> |---|\n> | 1 |",
    "$1\n=$ and\n\n> $a\n> - b$",
    "- text\n\n  | a |\n  |---|\n  | 1 |\n- more",
    "See [a **link**](https://e.com/x_(y)) and https://e.com/z and <me@example.com>.",
    "![cat](https://e.com/c.png) end",
    "a[^1] b\n\n[^1]: The note\n    goes on\n\n    and *on*\n[^b]:\n    - item",
    "above\n\n---\n\nbelow",
    "``a`b`` and `` `c` `` and ` x `",
    "\\- no item\n\\# no title\n1\\. no number\n\\> no quote\n\\=",
    "**「文」**です。これは*強調(注)*だ。",
    "**bold\nover lines** and\n*more*",
    "- \n- b",
    "Two\nlines\n===\n\nand\n*two*\n---\n\n## Sharp \\##\n\n# # 1\n",
    "![a](https://e.com/1)!\\[b] wow\\![c](https://e.com/2) [d \\] \\[e](https://e.com/3) x[^1][^2]",
    "1. a\n   > q\n   > - x\n\n2. b",
]  # fmt: skip
CUT_OTHERWISE = {"|", "!", "^"}  # of tables the head stays, and pictures and labels stay whole


@pytest.mark.parametrize("source", SAME)
def test_what_is_written_again_is_seen_the_same(laid_out, style, source):
    piece = laid_out(source)
    other = laid_out(again(piece, style))

    assert paragraphs_of(other.document) == paragraphs_of(piece.document)
    assert [mark for mark in other.marks if mark.kind != "formula"] == [
        mark for mark in piece.marks if mark.kind != "formula"
    ]


@pytest.mark.parametrize("source", [source for source in SAME if not CUT_OTHERWISE & {*source}])
def test_any_part_is_written_as_it_is_seen(laid_out, style, source):
    """The same words, wherever it begins and ends."""
    piece = laid_out(source)
    length = piece.document.characterCount()
    step = max(1, length // 12)
    for start in range(0, length, step):
        for end in range(start + 1, length + 1, step):
            other = laid_out(again(piece, style, start, end))
            assert words(other) == words(piece, start, end)


def words(piece, start=0, end=END):
    """What is seen, but for the markers of items, which parts of items do not have."""
    return "".join(seen_text(piece.document, {}, start, end).split()).strip("[]")


@pytest.mark.parametrize("source", ["It costs $5 and $10.", "| $5 | $10 |\n|---|---|", "\\$x\\$ and $x$", "\\$\\$x"])
def test_dollars_are_escaped_where_one_would_begin_a_formula(laid_out, style, source):
    assert again(laid_out(source), style) == source


def test_links_keep_their_titles(laid_out, style):
    source = 'a [link](https://e.com/ "say \\"so\\" \\& go") and [x](<https://e.com/(> "t") [y](https://e.com/ "u")'
    assert again(laid_out(source), style) == source
    assert html_of(source).startswith('<p>a <a href="https://e.com/" title="say &quot;so&quot; &amp; go">link</a> and')


def test_parts_keep_the_ends_of_lines_as_they_were_written(laid_out, style):
    """One that is hard stays so, but at an edge, where its mark would be seen."""
    piece = laid_out("one\\\ntwo  \n**three\\\nfour**\nfive")

    assert again(piece, style, 1) == "ne\\\ntwo\\\n**three\\\nfour**\nfive"
    assert again(piece, style, 1, 14) == "ne\\\ntwo\\\n**three**\n"
    assert again(piece, style, 3, 6) == "\ntw"


def test_parts_of_footnotes_pictures_and_tables(laid_out, style):
    note = laid_out("a[^1]\n\n[^1]: The note\n\n    and *on*\n")
    start = note.document.find("note").selectionStart()
    assert again(note, style, start) == "note\n\nand *on*"
    assert again(note, style, 0, start) == "a[^1]\n\n[^1]: The"

    picture = laid_out("one ![cat](https://e.com/c.png) two")
    assert again(picture, style, 0, 6) == "one ![](https://e.com/c.png)"

    table = laid_out("| a | b |\n|:-:|--:|\n| 1 | 2 |\n| 3 | 4 |\n")
    assert again(table, style, table.document.find("4").selectionStart()) == "| a | b |\n|:-:|--:|\n|  | 4 |"


WORDS = st.text(alphabet="ab *_~`$[]()!#>-+=1.\\\n<&;é漢「🎉", max_size=60)


@given(WORDS)
@settings(max_examples=300)
def test_any_words_in_a_paragraph_stay_what_they_are(laid_out, style, text):
    """Whatever of them would be a mark is written so that it is none."""
    piece = laid_out(text)

    assert words(laid_out(again(piece, style))) == words(piece)
