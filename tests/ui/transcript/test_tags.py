"""The tags of HTML that are drawn: like the Markdown that says the same, and copied as that."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QTextCursor

from desktop.domain.block import Block, BlockKind
from desktop.ui.transcript.html import html_of
from desktop.ui.transcript.markdown_writer import written
from desktop.ui.transcript.mend import mended
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


def test_marked_words_are_seen_on_a_ground_and_copied_as_they_came(laid_out, seen, style):
    source = "Some <mark>words *and* more</mark> here"
    piece = laid_out(source)
    cursor = QTextCursor(piece.document)
    cursor.setPosition(8)

    assert seen(source) == "Some words and more here"
    assert cursor.charFormat().background().color() == QColor(style.theme.marked)
    assert written(piece.document, piece.marks, style, 5, 14) == "<mark>words </mark>*<mark>and</mark>*"
    assert html_of(source) == "<p>Some <mark>words <em>and</em> more</mark> here</p>\n"
    assert seen("<mark>open") == "<mark>open"


def test_code_is_what_stands_in_its_tag_and_no_markdown(laid_out, seen, style):
    assert seen("Call <code>a &lt; *b*\nc</code> or `<code>x</code>`.") == "Call a < *b* c or <code>x</code>."
    piece = laid_out("Call <code>a *b*</code>.")
    assert written(piece.document, piece.marks, style, 0, 100) == "Call `a *b*`."


def test_links_are_those_of_markdown_and_lead_nowhere_else(laid_out, seen):
    def links(source):
        return [mark.value for mark in laid_out(source).links]

    assert links('See <a href="https://example.org/?a=1&amp;b">the *page*</a>.') == ["https://example.org/?a=1&b"]
    assert links("<A HREF='https://example.org'>x</A>") == ["https://example.org"]
    assert links('<a href="https://example.org">https://example.com</a>') == ["https://example.org"]
    for refused in (
        '<a href="javascript:alert(1)">x</a>',
        '<a href="https://example.org" onclick="y()">x</a>',
        '<a href="https://example.org">x',
        "<a>x</a>",
        '<a href="a b">x</a>',
    ):
        assert seen(refused) == refused
        assert not [link for link in links(refused) if not link.startswith("https://example.org")]
    assert html_of('<a href="https://a.org">b [c](/d) e</a>').strip() == (
        '<p><a href="https://a.org">b <span>c</span> e</a></p>'
    )


def test_items_stand_in_lines_of_their_own(seen):
    assert seen("Take:\n<ul>\n  <li>**tea**</li>\n  <li>milk\n  or not</li>\n</ul>\nDone.") == (
        "Take:\n• tea\n• milk\nor not\nDone."
    )
    nested = "<ol><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ol> end"
    assert seen(nested) == "1. a\n\u2003◦ b\n\u2003◦ c\n2. d\nend"
    assert seen("x <ul><li>a</li></ul>") == "x\n• a"
    assert "• a\n• b" in seen("| h |\n|---|\n| <ul><li>a</li><li>b</li></ul> |")
    assert seen("<ul></ul>") == ""


@pytest.mark.parametrize(
    "source",
    [
        "<ul><li>a</ul>",
        "<ul>words<li>a</li></ul>",
        "<li>a</li>",
        "<ul><li>a<li>b</li></li></ul>",
        "<ul><li>a</li></ol>",
        "</ul>",
        '<ul class="x"><li>a</li></ul>',
        "<div>a</div>",
        "<h7>a</h7>",
        "<table><caption>a</caption></table>",
    ],
)
def test_html_that_is_not_in_order_or_not_known_stays_as_it_is(seen, source):
    assert seen(source) == source


def test_lists_that_lie_too_deep_stay_as_they_are(seen):
    deep = "<ul><li>" * 400 + "x" + "</li></ul>" * 400
    assert seen(deep).startswith("<ul><li>" * 390)
    assert seen("<ul><li>" * 5 + "x" + "</li></ul>" * 5).endswith("▪ x")


def test_paragraphs_and_headings_stand_in_lines_of_their_own(seen, laid_out):
    assert seen("<h2>Title</h2>\n<p>One *two*</p><p>three</p>") == "Title\nOne two\nthree"
    assert html_of("a<h1>b</h1>").strip() == "<p>a<br />\n<strong>b</strong></p>"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("<ul>\n<li>a", "<ul>\n<li>a</li></ul>"),
        ("<ul><li>a</li><l", "<ul><li>a</li></ul>"),
        ("<ol><li>a<ul><li>**b", "<ol><li>a<ul><li>**b**</li></ul></li></ol>"),
        ("| a |\n|---|\n| <ul><li>x", "| a |\n|---|\n| <ul><li>x</li></ul>"),
        ("the `<ul>` tag", "the `<ul>` tag"),
        ("the <ul> tag", "the <ul> tag"),
        ("<li>a", "<li>a"),
        ('see <a href="https://exa', "see "),
        ("<h", ""),
        ("a <b", "a "),
    ],
)
def test_a_list_that_is_written_is_one_from_its_first_item_on(source, shown):
    assert mended(source) == shown


PRE = [
    ("<pre>\na = 1\n  b &lt; 2\n</pre>", "a = 1\n  b < 2"),
    ('Words:\n<pre class="x"><code class="language-py">x = *1*\n</code></pre>', "x = *1*"),
    ("> <PRE>a\n>   b</PRE>  ", "a\n  b"),
    ("<pre><code>\nx\n# y\n</code></pre>", "x\n# y"),
    ("- c\n  <pre>\n  x\n  </pre>", "x"),
]


@pytest.mark.parametrize(("source", "code"), PRE)
def test_lines_of_code_in_a_tag_are_code(laid_out, style, source, code):
    piece = laid_out(source)
    [mark] = [mark for mark in piece.marks if mark.kind == "code"]
    lines = piece.document.toPlainText()[mark.start : mark.end].replace("\u2029", "\n")
    back = written(piece.document, piece.marks, style, 0, 1_000)

    assert code == lines
    assert runs_of(laid_out(back).document.lastBlock()) == runs_of(piece.document.lastBlock())
    assert [part.kind for part in laid_out(back).marks] == [part.kind for part in piece.marks]


@pytest.mark.parametrize(
    "source",
    ["<pre>\na", "<pre>\na\n\nb\n</pre>", "Some <pre>a</pre>", "<pre>a</pre> b", "<prex>a</pre>", "<pre</pre>",
     "    <pre>a</pre>", "- <pre>\n  a\n</pre>", "<pre>"],
)  # fmt: skip
def test_what_is_no_code_in_a_tag_stays_as_it_is(laid_out, source):
    marks = laid_out(source).marks

    assert source.startswith("    ") is any(mark.kind == "code" for mark in marks)
    assert "<pre" in laid_out(source).document.toPlainText()


def test_what_deceives_in_the_title_of_a_link_is_spelled_out_in_what_is_copied():
    assert html_of('[a](https://a.org "b\u202ec")') == '<p><a href="https://a.org" title="b&lt;U+202E&gt;c">a</a></p>\n'


@pytest.mark.parametrize("rule", ["<hr>", "<HR />", "<hr/>  "])
@pytest.mark.parametrize("around", ["{}", "a\n{}\nb", "> {}", "- a\n\n  {}"])
def test_a_rule_is_one_of_markdown(laid_out, rule, around):
    piece = laid_out(around.format(rule))

    assert len([mark for mark in piece.marks if mark.kind == "rule"]) == 1
    assert "hr" not in piece.document.toPlainText().lower()


@pytest.mark.parametrize("text", ["a <hr> b", "    <hr>", "<hr class=x>", "`<hr>`"])
def test_what_is_no_rule_stays_as_it_is(laid_out, text):
    assert "<hr" in laid_out(text).document.toPlainText()
    assert not [mark for mark in laid_out(text).marks if mark.kind == "rule"]


def test_small_words_and_what_is_said_of_looks_are_words(seen):
    text = '<h3 align="center">T</h3><p align=\'center\' style="x: y">a <small>b *c*</small></p>'

    assert seen(text) == "T\na b c"
    assert seen('<p onclick="x">a</p>') == '<p onclick="x">a</p>'


@pytest.mark.parametrize(
    "text",
    [
        "Before\n\n<details open>\n<summary><b>Some *words*</b> and more</summary>\n\nInside\n\n</details>\n",
        '<details><summary>Words</summary>\nInside\n</details>\n\n<p align="center">Words <i>more</i></p>\n',
        "> <details>\n> <summary>Words</summary>\n> Inside\n> </details>\n",
        "<h2>Title</h2>\n<p style='text-align: center'>Words</p>\n",
    ],
)
def test_what_folds_text_away_elsewhere_is_never_seen_as_source(seen, text):
    """Nor does what is seen of it ever go again."""
    before = ""
    for size in range(len(text) + 1):
        shown = seen(mended(text[:size])).rstrip()
        assert "<" not in shown
        assert shown.startswith(before)
        before = shown


@pytest.mark.parametrize("text", ["Use <p> for one", "`<summary>` is a tag", "a <b>b", "    <p>code", "<p>a</p> b"])
def test_other_tags_wait_for_their_ends(text):
    assert text == mended(text)


def test_what_has_no_end_for_long_is_no_tag():
    text = "<p>" + "words " * 400

    assert text == mended(text)
