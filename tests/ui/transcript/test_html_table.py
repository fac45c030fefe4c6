"""Tables in HTML: which ones are drawn, what is in them, and that none flickers while it comes."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.blocks import Growing
from desktop.domain.html_tables import TAG
from desktop.ui.transcript.copying import copied_at_once
from desktop.ui.transcript.entry import Entry
from desktop.ui.transcript.html_table import _Reader, rows_in
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
        ("<table><tr><td>a</td></tr><caption>t</caption></table>", None),
        ("<table><caption>t<tr><td>a</td></tr></table>", None),
        ("<table><tr><td><table><tr><td>a</td></tr></table></td></tr></table>", None),
        ("<table>words<tr><td>a</td></tr></table>", None),
        ("<table><tr><td>a</td></tr></table> words", None),
        ("<table><tr><td>a</td></tr></table><tr>", None),
        ("<table><td>a</td></table>", None),
        ("<table></table>", None),
        ("<table><tr>" + "<td colspan=60>" * 2 + "</table>", None),
        ("<table>" + "<tr><td colspan=60>" * 7 + "</table>", None),
        ("<table><tr></tr></table>", None),
        ("<table><tr><td>a</td></tr>", [["a"]]),
        ("<table><tr><td>a", [["a"]]),
        ("<table><tr><td>a</td></tr> words", None),
    ],
)
def test_what_is_a_table(html, rows):
    found = rows_in(html)

    assert rows == (found and [[cell.text for cell in row.cells] for row in found.rows])


def test_two_tables_on_one_line_are_two(shown, transcript):
    text, table = shown("<table><tr><td>a</td></tr></table><table><tr><td>b</td></tr></table>")

    assert text == "a\n\nb"
    assert table == "a\nb"
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
    parts = text.removesuffix("</table>\n")
    grid = _Reader()
    at = 0
    for tag in TAG.finditer(parts):
        grid.take(parts[at : tag.start()], bool(tag[1]), tag[2].lower(), tag[3], 0)
        at = tag.end()
    grid.end(parts[at:])
    return grid.rows


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


@pytest.mark.parametrize("text", [*LONG[:2], LONG[3], SIMPLE.replace("<thead>", "<caption>Prices</caption><thead>")])
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
        ("- <table>\n  <tr><td>a</td></tr>\n  <tr", "- <table>\n  <tr><td>a</td></tr>\n  "),
        ("İİİ\n<table><tr><td>a</td></tr></table>\n*b", "İİİ\n<table><tr><td>a</td></tr></table>\n*b*"),
        ("<table><", ""),
        ("<table><b>words</b>", "<table><b>words</b>"),
    ],
)
def test_what_is_shown_of_a_table_that_comes(source, shown):
    assert shown == mended(source)


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
