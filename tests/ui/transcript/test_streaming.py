"""However an answer arrives, it ends as the one that the whole text gives; and on its way it keeps its shape."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.blocks import Growing
from desktop.domain.whole_text import Blocks
from desktop.ui.transcript.entry import Entry
from desktop.ui.transcript.entry_geometry import RISE
from desktop.ui.transcript.entry_view import EntryView
from desktop.ui.transcript.layouts import Layouts
from desktop.ui.transcript.piece import Piece

from .looks import looks_of, plain_style, shapes_of

LINES = [
    "> - ```", ">   x", ">   ```", "<pre>", "<pre><code>x = 1", "</pre>", "y</code></pre>",
    "# Heading", "word word", "**bold** and `code`", "- item", "  - nested", "    - deeper", "1. one", "10) ten",
    "- [ ] task", "- [x] done", "```", "```python", "~~~", "   ```", "> quote", "> ```", "> - item", "- ```", "  more",
    "    indented", "| a | b |", "|---|:-:|", "| 1<br>2 | **2** |", "---", "===", "", "", "", "[a][1]", "[1]: https://e.com",
    "[^1]: note", "text[^1] ~~old~~", "https://example.com/x", "**「文」**です", "שלום `f()`", "x = 1", "def f(): pass",
    "line  ", "hard\\", "*open", "**open", "`open", "[open](http://e", "![p](https://e.com/p.png)", "a\u202eb", "<br>",
]  # fmt: skip
MARKS = "ab \n`~#>-*_|[]()1.:^<\t\\!文「"
TEXTS = st.lists(st.sampled_from(LINES), max_size=30).map("\n".join) | st.text(alphabet=MARKS, max_size=150)

SHAPES = {
    "fence": "Text:\n```python\nx = `1`\n\ny\n```\nafter\n\n~~~\nz\n~~~\n",
    "fence in list": "1. one\n   ```bash\n   ls\n   ```\n2. two\n",
    "fence in quote": "> quote\n> ```py\n> x\n> ```\n> end\n",
    "fence on item": "- ```py\n  x\n  ```\n- b\n",
    "fence on quoted item": "> a\n> 1. ```py\n>    x\n>    ```\n> 2. b\n",
    "list": "Intro:\n- one\n- two\n  - three\n    1. four\n\n    more\n- five\n\n* star\n\n1) a\n2) b\n10. c\n",
    "list after blank": "Intro:\n\n- **one**: a\n- `two` b\n\n  par\n\nEnd\n",
    "tasks": "- [ ] a\n- [x] b\n  - [X] c\n",
    "table": "Intro\n\n| a | b |\n|---|:-:|\n| 1 | 2 |\n| **3** | `4` |\n\nEnd\n",
    "table in para": "Intro\n| a | b |\n|---|---|\n| 1 | 2 |\nend",
    "table in list": "- x\n\n  | a | b |\n  |---|---|\n  | 1 | 2 |\n- y\n",
    "table in quote": "> | a | b |\n> |---|---|\n> | 1 | 2 |\n",
    "quote": "> a\n> b\n> > c\n>\n> - d\n>   e\n\nEnd\n",
    "heading": "# A\ntext\n## B **c**\n\n#### D\n#hash\n",
    "rule": "a\n\n---\n\n***\nb\n\n- - -\n",
    "emph": "**bold** and *it* ***both*** `code` ~~s~~ __b__ _i_\n",
    "links": "See [a](https://e.com) and [x][1] (y) <https://e.com> https://e.com/x_y\n",
    "notes": "a[^1] b\n\n[^1]: note\n    more\n\n    par\n[^2]: x\n",
    "indented": "a\n\n    code\n    more\n\nb\n",
    "cjk": "**「文」**です **重要(注)**だ\n",
    "num": "In 2024\n1999. was\n5 apples\n",
    "star": "* a\n* *b* c\n* **d** e\n+ f\n",
    "br": "| a |\n|---|\n| x<br>y |\n",
    "hard": "a  \nb\\\nc\n",
}


@pytest.fixture(scope="module")
def style(qapp):
    return plain_style(qapp.font())


def view_of(style, blocks, *, streaming=False):
    return EntryView(Entry("a", "M", from_user=False, blocks=blocks, streaming=streaming), style, Layouts(), 500)


def streamed(style, text, cuts):
    growing = Growing()
    view = view_of(style, growing, streaming=True)
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        growing.feed(text[start:end])
        view.grow(growing, "", "")
    growing.close()
    view.update(view.entry._replace(blocks=Blocks(text), streaming=False))
    return view


def test_code_keeps_its_colors_when_a_word_from_right_to_left_goes_on(style):
    text = "```python\n# first\n\u05e9\u05dc = f()"
    cuts = range(len(text) - 8, len(text))

    assert looks_of(streamed(style, text, cuts)) == looks_of(view_of(style, Blocks(text)))


@given(text=TEXTS, data=st.data())
@settings(max_examples=120)
def test_a_streamed_answer_ends_as_the_whole_text_is_shown(style, text, data):
    """Text, formats, marks and heights."""
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))

    assert looks_of(streamed(style, text, cuts)) == looks_of(view_of(style, Blocks(text)))


@given(text=st.text(max_size=300) | st.text(st.characters(min_codepoint=0, max_codepoint=0x3FF), max_size=300))
@settings(max_examples=150)
def test_any_text_is_shown(style, text):
    """Nothing raises, streamed or not."""
    looks_of(streamed(style, text, [len(text) // 3, len(text) // 2]))


@pytest.mark.parametrize("name", SHAPES)
def test_what_is_seen_keeps_its_shape_while_it_grows(style, name):
    """Letter by letter: a paragraph is never seen as something else than what it becomes, and its text only grows.

    Not so a title that is underlined afterwards, a table without bars at its sides, and links to targets below.
    """
    growing = Growing()
    view = view_of(style, growing, streaming=True)
    before = []
    for letter in SHAPES[name]:
        growing.feed(letter)
        view.grow(growing, "", "")
        now = shapes_of(view)
        assert [shape[:2] for shape in now[: len(before)]] == [shape[:2] for shape in before]
        assert all(new[2].startswith(old[2]) for old, new in zip(before, now, strict=False))
        before = now

    growing.close()
    view.update(view.entry._replace(streaming=False))
    assert [shape[:2] for shape in shapes_of(view)[: len(before)]] == [shape[:2] for shape in before]
    assert len(before) > 0


def test_a_formula_behind_words_is_text_until_it_ends_and_then_one_formula(style):
    """What ends it stands at the start of a line, as what begins one does."""
    growing = Growing()
    view = view_of(style, growing, streaming=True)
    seen = []
    for letter in "So $$\nx^2\n$$ holds.":
        growing.feed(letter)
        view.grow(growing, "", "")
        shapes = [mark.value for piece in view.pieces for mark in piece.marks if mark.kind == "formula"]
        paragraphs = view.pieces[-1].document.blockCount()
        if not seen or seen[-1] != (shapes, paragraphs):
            seen.append((shapes, paragraphs))

    assert seen == [([], 1), (["$$\nx^2\n$$"], 2), (["$$\nx^2\n$$"], 3)]


@given(
    text=st.text(st.sampled_from("a\n\u200b\u202e\u200d\U0001f3f4\U000e0061\U000e0062\U000e007fé"), max_size=40),
    data=st.data(),
)
@settings(max_examples=150)
def test_hidden_characters_in_code_are_drawn_alike_however_they_arrive(style, text, data):
    text = f"```\n{text}"
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))

    assert looks_of(streamed(style, text, cuts)) == looks_of(view_of(style, Blocks(text)))


def test_so_many_that_some_are_only_marked_too(style):
    text = "```\n" + 150 * "\u200ba\u202e\n"

    assert looks_of(streamed(style, text, range(0, len(text), 7))) == looks_of(view_of(style, Blocks(text)))


def test_a_flag_that_arrives_in_two_parts_is_a_flag(style):
    text = "```\nx \U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f y"
    whole = looks_of(view_of(style, Blocks(text)))

    assert all(looks_of(streamed(style, text, [cut])) == whole for cut in range(len(text)))


@pytest.mark.parametrize(("before", "after"), [("Title", "\n=====\n"), ("```py\n", "x = 1\ny = 2")])
def test_what_turns_into_something_else_is_painted_anew_from_its_top(style, before, after):
    growing = Growing()
    view = view_of(style, growing, streaming=True)
    growing.feed("Before.\n\n" + before)
    view.grow(growing, "", "")
    top = view.column.top(view.row_of(view.pieces[-1]))
    growing.feed(after)
    reached = style.line // RISE  # into the line above, by accents of what was painted there

    assert view.grow(growing, "", "") == top - reached


def test_what_is_not_shown_yet_of_a_table_is_no_reason_to_lay_it_out_again(style, monkeypatch):
    built = []
    monkeypatch.setattr(Piece, "_fill", lambda *args, fill=Piece._fill: built.append(1) or fill(*args))
    growing = Growing()
    growing.feed("<table>\n<tr><td>a</td><td>b</td></tr>\n<tr><td>c")
    view = view_of(style, growing, streaming=True)
    view.grow(growing, "", "")
    before = len(built)
    for sign in "d</td><td>e</td":
        growing.feed(sign)
        view.grow(growing, "", "")

    assert len(built) == before
    growing.feed("></tr>")
    view.grow(growing, "", "")
    assert len(built) == before + 1
    assert view.pieces[-1].document.toPlainText().split() == ["a", "b", "cd", "e"]
