from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from desktop.domain.blocks import BlockKind, Blocks, Growing, blocks_of

PIECES = [
    "word ", "Word. ", "\n", "\n\n", "# Head\n", "- item\n", "1. one\n", "  ", "    ", "\t", "```\n", "```py\n",
    "~~~\n", "> quoted\n", "> ```\n", "- ```\n", "| a | b |\n", "|---|---|\n", "**bold", "`code", "](", "[", "* * *\n",
    "---\n", "x" * 300, "字。", "\r\n", "  - deep\n", "   more\n", "===\n", "<b>", "\\", "_a_", "~~x~~", "!", ")",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=60).map("".join) | st.text(max_size=200)


def grown(*pieces):
    growing = Growing()
    for piece in pieces:
        growing.feed(piece)
    growing.close()
    return growing


def sources(text):
    return [block.source for block in blocks_of(text)]


@settings(max_examples=300, deadline=None)
@given(TEXTS)
@example("```\n" + "x\n" * 400)
def test_the_sources_of_all_blocks_together_are_the_text(text):
    assert text == "".join(sources(text))


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.lists(st.integers(0, 400), max_size=8))
def test_how_the_text_arrives_changes_nothing(text, cuts):
    places = sorted({min(cut, len(text)) for cut in cuts} | {0, len(text)})
    pieces = [text[a:b] for a, b in pairwise(places)]

    assert blocks_of(text) == grown(*pieces).sealed


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_what_is_sealed_never_changes(text):
    growing = Growing()
    before = []
    for letter in text:
        growing.feed(letter)
        assert before == growing.sealed[: len(before)]
        before = list(growing.sealed)


def test_while_it_grows_the_tail_is_the_last_block():
    growing = Growing()

    assert growing.tail is None
    assert 0 == len(growing)

    growing.feed("one\n\ntwo")

    assert ["one\n\n", "two"] == [block.source for block in growing]
    assert "two" == growing[-1].source
    assert 2 == len(growing)
    assert "one\n\ntwo" == growing.text


def test_closing_twice_does_no_harm():
    growing = grown("x")
    growing.close()

    assert ["x"] == [block.source for block in growing]
    assert [] == grown().sealed


def test_blocks_are_cut_when_they_are_looked_at():
    assert 2 == len(Blocks("a\n\nb"))
    assert "b" == Blocks("a\n\nb")[1].source
    looked = Blocks("a\n\nb")
    assert (2, 2, "b", "b") == (len(looked), len(looked), looked[1].source, looked[1].source)
    assert ["a\n\n", "b"] == [block.source for block in Blocks("a\n\nb")[:]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n\nb", ["a\n\n", "b"]),
        ("# a\nb", ["# a\n", "b"]),
        ("a\nb", ["a\nb"]),
        ("- a\n\n- b\n", ["- a\n\n- b\n"]),
        ("- a\n\nb", ["- a\n\n", "b"]),
        ("1. a\n\n2. b", ["1. a\n\n2. b"]),
        ("- a\n\n  more\n", ["- a\n\n  more\n"]),
        ("a\n```\nb\n```\nc", ["a\n", "```\nb\n```\n", "c"]),
        ("> a\n> b\n\nc", ["> a\n> b\n\n", "c"]),
        ("    code\n\n    more\n\nx", ["    code\n\n    more\n\n", "x"]),
        ("> ```\n> a\n> ```\nb", ["> ```\n> a\n> ```\nb"]),
        ("> ```\n> a\nb", ["> ```\n> a\nb"]),
        ("- ```\n  a\n  ```\n- b", ["- ```\n  a\n  ```\n- b"]),
        ("- ```\n  a\nb", ["- ```\n  a\nb"]),
        ("\n\na", ["\n\n", "a"]),
    ],
)
def test_text_is_cut_where_markdown_begins_another_block(text, expected):
    assert expected == sources(text)


def test_a_piece_of_a_long_fence_is_all_code():
    second = blocks_of("```\n" + "line\n" * 300)[1]

    assert second.continued
    assert second.code.startswith("line\nline")


def test_a_fence_is_code_with_its_language():
    block = blocks_of("```python x=1\nprint()\n\n```\n\n")[0]

    assert (BlockKind.CODE, "python", True, "print()") == (block.kind, block.language, block.closed, block.code)


def test_a_fence_that_is_not_closed_goes_on():
    block = blocks_of("~~~\na\n```\n")[0]

    assert (BlockKind.CODE, False, "a\n```") == (block.kind, block.closed, block.code)


def test_a_fence_in_an_item_loses_its_indent():
    block = next(b for b in blocks_of("- a\n  ```\n  x\n    y\n  ```\n") if b.kind is BlockKind.CODE)

    assert ("x\n  y", 1) == (block.code, block.depth)


def test_line_ends_of_windows_are_no_part_of_the_code():
    assert "a\nb" == blocks_of("```\r\na\r\nb\r\n```\r\n")[0].code


ENDLESS = {
    "words": "word " * 20_000,
    "one word": "x" * 100_000,
    "bold words": "**" + "word " * 20_000,
    "sentences": "A short sentence. " * 5_000,
    "code": "```\n" + "line of code\n" * 8_000,
    "code in one line": "```\n" + "x" * 100_000,
    "code with gaps": "```\n" + "line of code\n\n" * 4_000,
    "list": "- an item of a list\n" * 5_000,
    "list item": "- " + "word " * 20_000,
    "nested list": "- a\n" + "  - an inner item\n" * 5_000,
    "table": "| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * 10_000,
    "quote": "> a quoted line\n" * 6_000,
    "quoted words": "> " + "word " * 20_000,
    "quoted code": "> ```\n" + "> a line\n" * 10_000,
    "code in an item's line": "- ```\n" + "  a line\n" * 10_000,
    "lines": "a line of a paragraph\n" * 5_000,
    "open lines": "**a line of a paragraph\n" + "more of it\n" * 8_000,
    "text in an item": "- a\n" + "  a line of it\n" * 8_000,
}


@pytest.mark.parametrize("text", ENDLESS.values(), ids=ENDLESS)
def test_nothing_endless_keeps_a_long_tail(text):
    blocks = blocks_of(text)

    assert text == "".join(block.source for block in blocks)
    assert max(len(block.source) for block in blocks) < 30_000
    assert all(block.continued for block in blocks[2:])


def test_rows_of_a_long_table_keep_its_head():
    blocks = blocks_of(ENDLESS["table"])

    assert {"| a | b |\n|---|---|\n"} == {block.context for block in blocks[1:]}


def test_items_around_a_cut_are_given_as_context():
    assert blocks_of(ENDLESS["nested list"])[1].context.startswith("- x\n")
    assert "x\n" in blocks_of(ENDLESS["list item"])[1].context
