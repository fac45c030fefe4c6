"""Where a paragraph ends between two pieces of one text."""

from __future__ import annotations

from itertools import pairwise

import pytest

from desktop.domain.block import Block, BlockKind
from desktop.domain.seams import ANY, goes_on, shared_quotes, stands_apart, stays_quoted
from desktop.domain.whole_text import Blocks


def prose(source):
    return Block(BlockKind.PROSE, source)


@pytest.mark.parametrize(
    ("before", "after", "apart"),
    [
        ("- a\n", "- b", True),
        ("- a\n", "  12) b", True),
        ("- a\n", "-\n", True),
        ("> - a\n", "> - b", True),
        ("[^1]: a\n", "[^2]: b", True),
        ("- a\n\n", "  b", True),
        ("> a\n>\n", "> b", True),
        ("> a\r\n> \r\n", "> b", True),
        ("> a\n", ">\n> b", True),
        ("> a\n", "> b", False),
        ("- a\n", "  b", False),
        ("a\n", "-b", False),
        ("a sentence. ", "- b", False),
        ("| a |\n", "| b |", False),
        ("\n", "b", True),
    ],
)
def test_a_paragraph_ends_at_a_blank_line_and_before_an_item(before, after, apart):
    assert stands_apart(prose(before), prose(after)) is apart


def test_rows_of_a_table_in_html_go_on_behind_a_blank_line():
    first, second, *_ = Blocks("<table>\n" + "<tr><td>1</td></tr>\n\n" * 60)

    assert not stands_apart(first, second)
    assert shared_quotes(first, second) == ANY


def test_nothing_stands_apart_in_code():
    code = Block(BlockKind.CODE, "```\n\n")

    assert not stands_apart(code, prose("- a"))
    assert not stands_apart(prose("a\n\n"), code)


@pytest.mark.parametrize(
    ("before", "after", "quoted"),
    [("a\n> b\n", "> c", True), ("> b\n\n", "> c", False), ("> b\n", "c", False), ("a\n", "> c", False)],
)
def test_a_quote_goes_on_around_code(before, after, quoted):
    code = Block(BlockKind.CODE, after, around=">")

    assert stays_quoted(prose(before), code) is quoted
    assert not stays_quoted(prose(before), prose(after))


def test_a_quote_goes_on_from_a_marker_to_its_code_and_in_what_is_cut():
    assert stays_quoted(prose("> - "), Block(BlockKind.CODE, "```\n>   x", indent=2, around=">-"))
    assert not stays_quoted(prose("- "), Block(BlockKind.CODE, "```\n  > x", indent=2, around="-"))
    assert stays_quoted(prose("> a\n"), Block(BlockKind.PROSE, "> - b", continued=True))
    assert not stays_quoted(prose("- a\n"), Block(BlockKind.PROSE, "- b", continued=True))


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("a\n\nb", [False]),
        ("- a\n\n  ```\n  x\n  ```\n\n- b\n\nc", [True, True, False]),
        ("1. a\n   ```\n   x\n   ```\n   b\n\n# c", [True, True, False]),
        ("> ```\n> x\n> ```\n>\n> b\n\n> c", [True, False]),
        ("a\n> ```\n> x\n> ```\n\n```\nb\n```", [False, False]),
        ("- a\n```\nx\n```\n- b", [False, False]),
    ],
)
def test_lists_and_quotes_go_on_from_piece_to_piece(text, together):
    blocks = list(Blocks(text))

    assert [goes_on(before, after) for before, after in pairwise(blocks)] == together


@pytest.mark.parametrize(
    ("before", "after", "quotes"),
    [("> > a\n", "> > b", ANY), ("> > a\n> >\n", "> > b", 2), ("> > a\n> >\n", ">\n> > b", 1), ("> a\n", "\n> b", 0)],
)
def test_quotes_go_on_that_the_blank_lines_between_two_pieces_name(before, after, quotes):
    assert shared_quotes(prose(before), prose(after)) == quotes
