"""Tables in HTML: which ones are drawn, what is in them, and that none flickers while it comes."""

from __future__ import annotations

import csv
import re
from io import StringIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.domain.blocks import Growing
from desktop.ui.transcript.copying import copied_at_once
from desktop.ui.transcript.entry import Entry
from desktop.ui.transcript.html_rows import _read, rows_in
from desktop.ui.transcript.mend import mended
from desktop.ui.transcript.piece import Piece
from desktop.ui.transcript.selection import Selection, Spot

from .conftest import answer

SIMPLE = (
    '<table border="1">\n  <thead>\n    <tr><th>Name</th><th align="right">Price</th></tr>\n  </thead>\n  <tbody>\n'
    "    <tr><td>Tea &amp; <b>cake</b></td><td style='text-align: right'>5</td></tr>\n"
    "    <tr><th>Sum</th><td>a<br>b</td></tr>\n  </tbody>\n</table>\n"
)


@pytest.fixture
def shown(transcript):
    """What is seen of a text, and its rows as they are copied for spreadsheets."""

    def of(text):
        transcript.show_entries([answer(text)])
        transcript.select_all()
        copied = transcript.selected()
        return copied.text, copied.table

    return of


def test_a_table_is_drawn_and_copied_as_one_of_markdown(shown, transcript):
    text, table = shown(SIMPLE)

    assert text == "Name\tPrice\nTea & cake\t5\nSum\ta b"
    assert table == 'Name\tPrice\nTea & cake\t5\nSum\t"a\nb"'
    assert '<th style="text-align:right">Price</th>' in transcript.selected().html
    assert transcript.selected().markdown == SIMPLE.strip()


@pytest.mark.parametrize(
    ("before", "after", "seen"),
    [
        ("<details>\n<summary>More</summary>\n\n", "\n</details>\n", "More\n\nName"),
        ("<details><summary>More</summary>\n", "</details>\n", "More\nName"),
        ("Words:\n", "More words.", "Words:\nName"),
        ("- item\n\n", "", "- item\n\nName"),
    ],
)
def test_a_table_is_one_wherever_its_line_begins(shown, before, after, seen):
    text, table = shown(before + SIMPLE + after)

    assert text.startswith(seen)
    assert table.startswith("Name\tPrice\n")
    assert "<t" not in text


@pytest.mark.parametrize(
    ("html", "rows"),
    [
        ("<table><tr><td>a</td><td>b</td></tr></table>", [["a", "b"]]),
        ("<TABLE><TR><TD>a<TD>b<TR><TD>c</TABLE>", [["a", "b"], ["c"]]),
        ('<table><tr><td colspan="2">a</td></tr><tr><td>b</td><td>c</td></tr></table>', [["a", ""], ["b", "c"]]),
        ('<table><tr><td rowspan="2">a</td></tr></table>', [["a"]]),
        ("<table><tr><td>a<td rowspan=2>b<td>c<tr><td>d<td>e</table>", [["a", "b", "c"], ["d", "", "e"]]),
        ("<table><tr><td rowspan=3 colspan=2>a<td>b<tr><td>c<tr><td>d", [["a", "", "b"], ["", "", "c"], ["", "", "d"]]),
        ("<table><caption>t</caption><tr><td>a</td></tr></table>", [["a"]]),
        ("<table><tr><td>a</td></tr><caption>t</caption></table>", [["a"], ["t"]]),
        ("<table><caption>t<tr><td>a</td></tr></table>", [["a"]]),
        ("<table><tr><td>a<table><tr><td>b<td>c<tr><td>d</table>e</td></tr></table>", [["a<br>b&emsp;c<br>d<br>e"]]),
        ("<table><tr><td><table><tr><td></table><td>b</table>", [["", "b"]]),
        ("<table>words<tr><td>a</td></tr>more</table>", [["words"], ["a"], ["more"]]),
        ("<table><tr>more<td>a</td>words<td>b</td></table>", [["more", "a", "words", "b"]]),
        ("<table><tr><td>a</td></tr></table> words", [["a"]]),
        ("<table><tr><td>a</td></tr></table><tr>", [["a"]]),
        ("<table><td>a</td></table>", [["a"]]),
        ("<table></table>", None),
        ("<table>words</table>", [["words"]]),
        ("<table><tr>" + "<td colspan=60>a" * 2 + "</table>", [["a&emsp;a"]]),
        ("<table>" + "<tr><td colspan=60>a" * 7 + "</table>", [["a"]] * 7),
        ("<table><tr>" + "<td>a</td>" * 61 + "</table>", [["&emsp;".join("a" * 61)]]),
        ("<table><colgroup><col width='5'/><col></colgroup><tr><td>a</td></tr></table>", [["a"]]),
        ("<table><!-- <tr><td>a --><tr><td>b<!-- c --></td></tr></table>", [["b<!-- c -->"]]),
        ("<table><tr><td>\n\nOne\nword\n\nTwo\n\n</td></tr></table>", [["One word<br>Two"]]),
        ("<table><tr><td>\n\n- a\n- b\n\n</td></tr></table>", [["- a<br>- b"]]),
        ("<table><tr><td><div>a</div><div><span class='x'>b</span></div></td></tr></table>", [["a<br>b"]]),
        ("<table><tr><td>`<div>`</td></tr></table>", [["`<div>`"]]),
        (
            "<table><tr><td>\n\n```py\na < 1:\n  b\n```\n</td></tr></table>",
            [["<code>a&#32;&lt;&#32;1:</code><br><code>&#32;&#32;b</code>"]],
        ),
        ("<table><tr><td><pre><code>a\n b</code></pre></td></tr></table>", [["<code>a</code><br><code>&#32;b</code>"]]),
        ("<table><tr></tr></table>", None),
        ("<table><tr><td>a</td></tr>", [["a"]]),
        ("<table><tr><td>a", [["a"]]),
        ("<table><tr><td>a</td></tr> words", [["a"], ["words"]]),
    ],
)
def test_what_is_a_table(html, rows):
    found = rows_in(html)

    assert rows == (found and [[cell.text for cell in row.cells] for row in found.rows])


def test_two_tables_on_one_line_are_two(shown, transcript):
    text, table = shown("<table><tr><td>a</td></tr></table><table><tr><td>b</td></tr></table>")

    assert text == "a\n\nb"
    assert table == "a\n\nb"
    above, below = laid_out(transcript)
    assert above.height > below.height - 1
    assert below.head is below


@pytest.mark.parametrize("text", ["    " + SIMPLE, "`<table>`", "<table> is a tag"])
def test_other_text_stays_as_it_is_written(shown, text):
    assert "<table" in shown(text)[0]


LONG = [
    "<table>\n<tr><th>Name</th><th>Number</th></tr>\n" + "".join(
        f"<tr><td>{number}<br>and more words</td><td>*{number}</td></tr>\n" for number in range(60)
    ) + "</table>\n",
    "<table>\n<thead>\n<tr>\n<th>Name</th>\n<th>Number</th>\n</tr>\n</thead>\n<tbody>\n" + "".join(
        f"<tr>\n<td>\n{number}\n</td>\n\n<td>number</td>\n</tr>\n\n" for number in range(60)
    ) + "</tbody>\n</table>\n",
    "<table><tr><td>Name<td>Number" + "".join(f"<tr><td>{number}<td>-" for number in range(300)) + "</table>\n",
    "<table>\n<tr><td>Group<td>Number\n" + "".join(
        f"<tr><td rowspan=2>{number}<td>1\n<tr><td>2\n" for number in range(60)
    ) + "</table>\n",
]  # fmt: skip


@pytest.mark.parametrize("text", LONG)
def test_a_table_of_any_length_is_one_table(shown, transcript, text):
    """As it would be seen, were it short enough to stay in one piece."""
    expected = [[cell.text.replace("<br>", "\n") for cell in row.cells] for row in all_rows(text)]

    seen, table = shown(text + "\nafter")

    rows = list(csv.reader(StringIO(table, newline=""), delimiter="\t"))
    assert rows == expected
    assert "<" not in seen
    assert seen.endswith("\n\nafter")
    copied = transcript.selected()
    assert copied.markdown == text + "\nafter"
    assert copied.html.count("<table>") == 1
    assert copied.html.count("<tr>") == len(expected)
    tables = [piece for _ in range(2) for piece in laid_out(transcript) if piece.bands.every]
    assert {band.columns for piece in tables for band in map(_frozen, piece.bands.every)} == {
        tuple(tables[0].bands.every[0].columns)
    }
    assert len({piece.head for piece in tables}) == 1


def laid_out(transcript):
    """The pieces of the only message."""
    view = transcript.flow.view(0)
    return [transcript.flow.lay_out(0, row) for row in range(len(view)) if isinstance(view.row(row), Piece)]


def _frozen(band):
    return band._replace(columns=tuple(band.columns))


def all_rows(text):
    """Read without the limit of cells."""
    return _read(text, spanning=True).rows


@pytest.mark.parametrize("text", LONG)
def test_a_part_of_a_long_table_is_copied_as_one_of_markdown(transcript, text):
    transcript.show_entries([answer(text)])
    rows = [transcript.flow.view(0).row_of(piece) for piece in laid_out(transcript)]
    copied = copied_at_once(transcript.flow, Selection(Spot(0, rows[1], 8), Spot(0, rows[-1], 14)))

    lines = copied.markdown.split("\n")
    assert all(line.startswith("|") for line in lines)
    assert len({line.count("|") for line in lines}) == 1
    assert sum("---" in line for line in lines) == 1
    assert copied.html.count("<table>") == 1


@pytest.mark.parametrize("words", ["<b>Table 1.</b> x", "<strong>Table 1.</strong> x", "<B>Table 1.</B> x"])
def test_what_is_bold_already_may_be_bold_in_titles_and_heads(shown, words):
    text, _ = shown(f"<table>\n<caption>{words}</caption>\n<tr><th>{words}</th><td>a</td></tr>\n</table>")

    assert "<" not in text
    assert text.count("Table 1. x") == 2


def test_the_title_of_a_table_stands_above_it(shown):
    text, table = shown("<table>\n<caption>All <i>prices</i></caption>\n<tr><td>a</td></tr>\n</table>")

    assert text == "All prices\na"
    assert table == "a"


RICH = """<table align="center" class="x">
  <caption>All prices</caption>
  <colgroup><col style="width: 20%"><col span="2"/></colgroup>

  <!-- the head <tr> -->
  <tr align="right"><th>Name</th><th>What</th></tr>

  <!-- the first -->
  <tr valign="top">
    <td>

First words

second words

</td>
    <td><table><tr><td>in</td><td>side</td></tr><tr><td>below</td></tr></table></td>
  </tr>
  stray words
  <tr><td colspan="2"><p>last</p></td></tr>
</table>
"""


def test_what_models_put_into_tables_is_read_in_its_order(shown, transcript):
    text, table = shown("Before\n\n" + RICH + "\nAfter")

    assert text == (
        "Before\n\nAll prices\nName\tWhat\n"
        "First words\nsecond words\tin\u2003side\nbelow\nstray words\t\nlast\t\n\nAfter"
    )
    assert table.startswith('Name\tWhat\n"First words\nsecond words"\t"in\u2003side\nbelow"\n')
    assert transcript.selected().html.count("<table>") == 1
    assert '<th style="text-align:right">Name</th>' in transcript.selected().html


def test_what_follows_a_table_on_its_last_line_stands_below_it(shown):
    text, table = shown("<table>\n<tr><td>a</td></tr>\n</table> and *words*\n\nAfter")

    assert text == "a\nand words\n\nAfter"
    assert table == "a"


def test_a_long_table_with_others_in_its_cells_is_one(shown, transcript):
    rows = "".join(
        f"<tr><td>{number}</td><td>\n<table>\n<tr><td>in</td></tr>\n<tr><td>side</td></tr>\n</table>\n</td></tr>\n"
        for number in range(40)
    )
    text, table = shown(f"<table>\n<tr><th>Name</th><th>What</th></tr>\n{rows}</table>\n")

    assert "<" not in text
    assert table.count("\n") == 80
    assert transcript.selected().html.count("<table>") == 1
    assert len({piece.head for piece in laid_out(transcript)}) == 1


def test_words_behind_a_table_whose_cells_never_end_are_none_of_it(shown):
    text, _ = shown("<table><tr><td>a<td>b\n\nAfter")

    assert text == "a\tb\n\nAfter"


_COMMENT = re.compile("<!--(?:(?!<!--).)*?-->", re.DOTALL)
PIECES = ["<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<th colspan=3>", "<caption>", "<col>", "<!--",
          "-->", "\n", "\n\n", "words", "`", "```\n", "- ", "<pre>", "<div>", "<br>", "> "]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40))
@example(["<td>", "<!--", "words", "-->"])  # a comment in a cell stays there, unseen
def test_whatever_a_table_is_made_of_no_word_is_lost(parts):
    text = "<table>\n" + "".join(parts)
    found = rows_in(text)
    cells = "".join(cell.text for row in found.rows for cell in row.cells) + found.title + found.behind if found else ""

    assert len(mended(text)) <= len(text) + 10
    assert found is None or _COMMENT.sub("", cells).count("words") == _COMMENT.sub("", text).count("words")


@pytest.mark.parametrize(
    "text", [*LONG[:2], LONG[3], RICH, SIMPLE.replace("<thead>", "<caption>Prices</caption><thead>")]
)
def test_no_table_flickers_while_it_comes(transcript, text):
    """What is seen of it only grows, row by row."""
    growing = Growing()
    transcript.show_entries([Entry("a", "Model", from_user=False, blocks=growing, streaming=True)])
    before = ""
    for at in range(0, len(text), 11):
        growing.feed(text[at : at + 11])
        transcript.show_entries([Entry("a", "Model", from_user=False, blocks=growing, streaming=True)])
        seen = "".join(piece.document.toPlainText() for piece in laid_out(transcript))
        assert "<" not in seen
        assert seen.startswith(before)
        before = seen
    assert before.count("\n") > 2


@given(st.integers(0, len(SIMPLE)))
def test_while_a_table_comes_its_whole_rows_are_shown(size):
    shown = mended(SIMPLE[:size])

    assert shown.count("</tr>") == SIMPLE[:size].count("</tr>")
    assert "<" not in shown or rows_in(shown.strip()) is not None
    assert "<table> is a tag" == mended("<table> is a tag")


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("<table>\n<tr><td>İİİ</td></tr>\n<tr><td>İ", "<table>\n<tr><td>İİİ</td></tr>\n"),
        ("- <table>\n  <tr><td>a</td></tr>\n  <tr", "- <table>\n  <tr><td>a</td></tr>"),
        ("<table><tr><td><table><tr><td>a</td></tr></table>", ""),
        ("<table><tr><td><table><tr><td>a</td></tr></table></td></tr>", None),
        ("<table>\n<tr><td>a</td></tr>\n<tr><td>\n\nwords\n\nwords", "<table>\n<tr><td>a</td></tr>\n"),
        ("İİİ\n<table><tr><td>a</td></tr></table>\n*b", "İİİ\n<table><tr><td>a</td></tr></table>\n*b*"),
        ("<table><", ""),
        ("<table><b>words</b>", "<table><b>words</b>"),
    ],
)
def test_what_is_shown_of_a_table_that_comes(source, shown):
    assert (source if shown is None else shown) == mended(source)


@pytest.mark.parametrize(
    "text",
    [
        "    <table>\n      <tr>\n        <td>code",
        "\t<table>\n\t<tr><td>code</td></tr>\n\t<tr>",
        "- item\n\n  <table>\n  <tr><td>a</td></tr>\n\n  More words",
    ],
)
def test_what_will_be_no_table_is_seen_while_it_comes(text):
    assert text == mended(text)
