"""Tables in HTML: where their tags are, whatever stands around them."""

from __future__ import annotations

import pytest

from desktop.domain.blocks import Growing
from desktop.domain.html_tables import END, OpenTable, lowered


@pytest.mark.parametrize("before", ["words", "İstanbul, İzmir", "ẞ"])
def test_tags_are_found_where_they_stand(before):
    text = f"{before}</TABLE>"

    assert lowered(text).index(END) == len(before)


def table_of(text):
    """The blocks of a text that begins with a table, and whether each goes on with the one before."""
    growing = Growing()
    growing.feed(text)
    growing.close()
    return [(block.source, block.continued) for block in growing.sealed]


@pytest.mark.parametrize(
    "within",
    [
        "<tr><td>a</td>\n\n<!-- a comment -->\n\n<td>b</td></tr>",
        "<caption>a</caption>\n\n<colgroup><col></colgroup>\n\n<tr><td>b</td></tr>",
        "<tr>\n<td>\n\na\n\n# b\n\n</td>\n</tr>",
        "<tr><td>a</td><td>b\n\nc</td></tr>",
        "<tr><td>a<table><tr><td>b</td></tr></table>\n\nc</td></tr>",
        "<tr><td>a</td></tr>\n<!--\n<tr><td>\n</table> --> <tr><td>b</td></tr>",
    ],
)
def test_a_table_goes_on_behind_what_stands_in_it(within):
    text = f"<table>\n{within}\n</table>\n\n"

    assert table_of(text + "After\n") == [(text, False), ("After\n", False)]


@pytest.mark.parametrize("within", ["<tr><td>a<td>b", "<tr><td>a</td></tr>", "<tr><td>a</td></tr></table>"])
def test_words_behind_a_blank_line_are_none_of_a_table(within):
    text = f"<table>\n{within}\n\n"

    assert table_of(text + "After\n") == [(text, False), ("After\n", False)]


def test_a_table_is_cut_before_none_but_its_own_rows():
    inner = "<table>\n" + "<tr><td>words</td></tr>\n" * 30 + "</table>\n"
    row = f"<tr><td>\n{inner}</td></tr>\n"

    cut = [source for source, _ in table_of(f"<table>\n{row * 4}</table>\n")]

    assert len(cut) > 1
    assert all(source.count("<table>\n<tr><td>words") == source.count("words</td></tr>\n</table>") for source in cut)


def test_a_line_is_cut_behind_the_end_of_a_table_and_of_none_in_it():
    inner = "<table><tr><td>b</td></tr></table><br>"
    text = f"<table><tr><td>a{inner}c</td></tr></table>"

    assert table_of(text + "<br>After\n") == [(text, False), ("<br>After\n", False)]


@pytest.mark.parametrize(
    "text",
    [
        "<table><tr><td>a</td></tr><tr><td><table><tr><td>b</td></tr></table><br>c</td></tr><tr><td>d</td></tr></table>",
        "<table><tr><td>a</td></tr><!--</table><br>--><tr><td>b</td></tr></table>",
        "<table>\n<tr><td>a</td></tr>\n\n</caption><tr><td>b</td></tr></table>",
    ],
)
def test_a_table_is_cut_alike_however_it_comes(text):
    growing = Growing()
    for character in text:
        growing.feed(character)
    growing.close()

    assert [(text, False)] == table_of(text)
    assert [text] == [block.source for block in growing.sealed]


def test_titles_with_tables_in_them_are_not_repeated():
    table = OpenTable("<table><tr><th>a<table></table></th></tr>")

    assert table.context == "<table>\n"


def test_a_comment_that_is_too_long_is_none():
    table = OpenTable("<table>\n")
    table.read("<!--" + "\n" * 3_000)
    table.read("<tr><td>")

    assert table.rows == 1
