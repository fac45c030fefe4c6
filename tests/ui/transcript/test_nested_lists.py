"""Lists in lists, with code at any depth: cut into pieces they show what CommonMark says of the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from desktop.domain.blocks import Growing
from desktop.domain.whole_text import Blocks
from desktop.ui.transcript.lists import OpenList
from desktop.ui.transcript.piece import Piece

from .looks import plain_style
from .outline import outline_of

if TYPE_CHECKING:
    from collections.abc import Iterator

TIGHT, LOOSE = False, True
PARTS = {"words": ["more words"], "code": ["```sh", "ls", "", "  -l", "```"], "quote": ["> quoted"]}


class Nested(NamedTuple):
    """A list to be written: its first number, 0 for bullets; of each item what stands below its words."""

    first: int
    loose: bool
    items: list[list[str | Nested]]


def lists(depth: int) -> st.SearchStrategy[Nested]:
    parts = st.sampled_from([*PARTS, "code"])
    inner = parts if depth == 1 else parts | lists(depth - 1)
    items = st.lists(st.lists(inner, max_size=3), min_size=1, max_size=4)
    return st.builds(Nested, st.sampled_from([0, 0, 1, 1, 7]), st.booleans(), items)


def lines_of(written: Nested, *, below_words: bool = False) -> Iterator[str]:
    first = min(written.first, 1) if below_words else written.first  # no other number may follow words at once
    for number, parts in enumerate(written.items, first):
        marker = f"{number}. " if first else "- "
        yield f"{marker}item {number}"
        for part in parts:
            if written.loose or part in ("words", "quote"):
                yield ""
            lines = PARTS[part] if isinstance(part, str) else lines_of(part, below_words=not written.loose)
            yield from (" " * len(marker) + line if line else "" for line in lines)
        if written.loose:
            yield ""


def outline_as_specified(text: str) -> Iterator[str]:
    """What CommonMark makes of a text, in the signs of `outline.py`."""
    lists: list[OpenList] = []
    marker = quotes = ""
    for token in MarkdownIt("commonmark").parse(text):
        depth = len(lists)
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            lists.append(OpenList(int(token.attrGet("start") or 1) if token.tag == "ol" else None, token.markup))
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            lists.pop()
        elif token.type == "list_item_open":
            marker = "  " * (depth - 1) + lists[-1].marker(depth) + " "
        elif token.type.startswith("blockquote"):
            quotes = "> " if token.nesting > 0 else ""
        elif token.type == "inline":
            yield quotes + (marker or "  " * depth) + token.content.replace("\n", " ")
            marker = ""
        elif token.type == "fence":
            yield from ("  " * depth + "| " + line for line in token.content.removesuffix("\n").split("\n"))


@pytest.fixture(scope="module")
def style(qapp):
    return plain_style(qapp.font())


@settings(max_examples=75, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lists(3), st.lists(st.integers(1, 60), max_size=20))
@example(Nested(1, TIGHT, [[Nested(1, TIGHT, [["code"], [], []])]]), [1] * 40)
@example(Nested(0, LOOSE, [[Nested(7, LOOSE, [["code"], [Nested(7, LOOSE, [["code"], []])]])]]), [])
def test_nested_lists_with_code_show_what_commonmark_says(style, written, sizes):
    text = "\n".join(lines_of(written)) + "\n\nEnd.\n"
    growing, rest = Growing(), text
    for size in sizes:
        growing.feed(rest[:size])
        rest = rest[size:]
        assert "".join(block.source for block in growing) + rest == text
    growing.feed(rest)
    growing.close()
    pieces = [Piece(block, markdown=True) for block in growing]
    for piece in pieces:
        piece.measure(style, 600)

    assert list(growing) == list(Blocks(text))
    assert outline_of(pieces) == [*outline_as_specified(text)], text
