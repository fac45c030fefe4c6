"""Tables in HTML: which ones are drawn, what is in them, and that none flickers while it comes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.ui.transcript.html_table import rows_in
from desktop.ui.transcript.mend import mended

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

    assert text == "Name\tPrice\nTea & cake\t5\nSum\ta\nb"
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
        ('<table><tr><td rowspan="2">a</td></tr></table>', None),
        ("<table><caption>t</caption><tr><td>a</td></tr></table>", None),
        ("<table><tr><td><table><tr><td>a</td></tr></table></td></tr></table>", None),
        ("<table>words<tr><td>a</td></tr></table>", None),
        ("<table><tr><td>a</td></tr></table> words", None),
        ("<table><tr><td>a</td></tr></table><tr>", None),
        ("<table><td>a</td></table>", None),
        ("<table></table>", None),
        ("<table><tr>" + "<td colspan=60>" * 2 + "</table>", None),
        ("<table>" + "<tr><td colspan=60>" * 7 + "</table>", None),
        ("<table><tr></tr></table>", None),
        ("<table><tr><td>a</td></tr>", None),
    ],
)
def test_what_is_a_table(html, rows):
    found = rows_in(html)

    assert rows == (found and [[cell.text for cell in row] for row in found])


@pytest.mark.parametrize(
    "text", [SIMPLE.replace("  <tbody>", "\n  <tbody>"), "    " + SIMPLE, "`<table>`", "<table> is a tag"]
)
def test_other_text_stays_as_it_is_written(shown, text):
    assert "<table" in shown(text)[0]


@given(st.integers(0, len(SIMPLE)))
def test_while_a_table_comes_its_whole_rows_are_shown(size):
    shown = mended(SIMPLE[:size])

    assert shown.count("</tr>") == SIMPLE[:size].count("</tr>")
    assert "<" not in shown or rows_in(shown.strip()) is not None
    assert "<table> is a tag" == mended("<table> is a tag")


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
