"""Foreign text inside Markdown stays text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from desktop.demo.markdown import amount, block, code, table

READER = MarkdownIt("commonmark").enable("table")


def cells(markdown: str) -> list[str]:
    """What a reader sees in each cell, all of it code."""
    inlines = [token for token in READER.parse(markdown) if token.type == "inline"]
    for inline in inlines:
        assert all(child.type in {"code_inline", "text"} for child in inline.children or [])
    return ["".join(child.content for child in inline.children or []) for inline in inlines]


@given(st.text(alphabet="ab`|*_<>[]()#!&\\ \n\t", min_size=1, max_size=60))
def test_code_in_a_cell_shows_the_text_and_nothing_else(text: str) -> None:
    line = " ".join(text.split())

    shown = cells(table(("h",), [(code(text),)]))

    assert shown == ["h", line or "(empty)"]


def test_long_code_is_cut_in_the_middle() -> None:
    assert code("a" * 50 + "b" * 50, 20) == "`" + "a" * 10 + " … " + "b" * 10 + "`"


@given(st.text(alphabet="ab`~ \n"))
def test_a_block_shows_the_text_line_by_line(text: str) -> None:
    (token,) = READER.parse(block(text))

    assert token.type == "fence"
    assert token.content == text + "\n"


@pytest.mark.parametrize(
    ("size", "words"), [(0, "0 bytes"), (999, "999 bytes"), (12_345, "12 kB"), (4_560_000, "4.6 MB")]
)
def test_amounts_are_decimal(size: int, words: str) -> None:
    assert amount(size) == words
