"""Markdown cut into blocks: nothing lost, nothing moved, whatever way it arrives."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from desktop.domain import blocks, cuts, open_block
from desktop.domain.block import JOINT, Block, BlockKind
from desktop.domain.blocks import Growing
from desktop.domain.cuts import LONGEST_LINE, STEP
from desktop.domain.open_block import LONG_BLOCK, LONG_TABLE, MANY_LINES
from desktop.domain.whole_text import Blocks

CODE = BlockKind.CODE

LINES = [
    "# Heading", "word word", "**bold** and `code`", "- item", "  - nested", "    - deeper", "1. one", "10) ten",
    "```", "```python", "~~~", "   ```", "> quote", "> ```", "- ```", "  more", "    indented", "\tcode", "| a | b |",
    "|---|---|", "| 1 | 2 |", "---", "===", "", "", "[a](b", "* * *", "<div>", "[x]: y", "``` a`b", "-",
    "é漢字🎉", "\r", "$$", "$$", "\\[", "\\]", "x = $y$", "> $$", "$5 \\(z\\)",
    "<table>", "</table><table><tr>", "</table> </div>",
    "<tr>", "<tr><td rowspan=3>a<td>b", "</tr><tr><th", ">c</th></tr>", "</table>", "- <table><tr><td>",
    "> ```py", "> - a", ">   ```", ">   b", "> 2. a", "> > ```", "> [!NOTE]", "  > ```", "> - ```", "- > ```", ">",
]  # fmt: skip
JSON = [
    "{",
    "}",
    "[",
    "]",
    '{"a": 1}',
    '  "a": "}",',
    '  "b": "\\\\"',
    '"',
    "\\",
    "",
    "words",
    "```",
    '[{"x": [1, 2]}]',
]
MARKS = "ab \n`~#>-*_|[]()1.\t\r\\!$"
TEXTS = (
    st.lists(st.sampled_from(LINES), max_size=40).map("\n".join)
    | st.lists(st.sampled_from(JSON), max_size=20).map(lambda lines: "{" + "\n".join(lines))
    | st.text(alphabet=MARKS, max_size=200)
)
LONG = {
    "words": "word " * 12_000,
    "blank lines": "\n" * 20_000,
    "blank lines in an item": "- a\n" + "\n" * 20_000 + "  b",
    "blank lines in code": "```\n" + "\n" * 20_000 + "x\n```\n",
    "blank lines in JSON": "[\n" + "\n" * 20_000 + "1]\n",
    "blank lines in an item's code": "- ```\n" + "\n" * 20_000 + "  x",
    "sentences": "A sentence. " * 5_000,
    "one token": "x" * 50_000,
    "code": "```py\n" + "x = 1\n" * 1_000,
    "code without breaks": "```\n" + "y" * 20_000,
    "list": "- an item of some length\n" * 500,
    "numbers": "1. item\n   more\n\n" * 500,
    "nested list": "- a\n" + "  - b\n" * 3_000,
    "item": "- " + "word " * 12_000,
    "lines in an item": "- a\n" + "  more words\n" * 1_500,
    "table": "| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * 1_000,
    "table in HTML": "<table>\n" + "<tr><td>1</td><td>2</td></tr>\n" * 600 + "</table>\n",
    "table in HTML, line by line": "<table>\n" + "<tr>\n<td>1</td>\n\n<td>2</td>\n</tr>\n" * 600 + "</table>\n",
    "table in HTML on one line": "<table>" + "<tr><td>1</td><td>2</td></tr>" * 600 + "</table>\n",
    "cells over many rows": "<table>\n" + "<tr><td rowspan=99 colspan=60>\n" * 800,
    "table in HTML without rows": "<table>\n" + "word word\n" * 1_500,
    "table in HTML of blank lines": "<table>\n" + "\n" * 20_000,
    "quote": "> word word\n" * 1_500,
    "quoted code": "> ```\n" + "> code\n" * 1_500,
    "code on an item's line": "- ```\n" + "  code\n" * 1_500,
    "long quote": "> " + "word " * 12_000,
    "lines": "word word\n" * 1_500,
    "open emphasis": "**word " * 5_000,
    "open code": "`word " * 3_000,
    "links": "[text](http://x" * 1_500,
    "open formula": "$$\n" + "x = 1\n" * 3_000,
    "open formulas": "\\(x + \\[ $$ $y " * 1_500,
    "JSON": '{"a": [1, 2, "three"],\n' * 2_000,
    "JSON on one line": "[" + '{"a": [1, 2, "three"]}, ' * 2_000 + "]",
}


def sources(text: str) -> list[str]:
    return [block.source for block in Blocks(text)]


@given(text=TEXTS)
@settings(max_examples=400)
def test_all_sources_together_are_the_text(text):
    """Not one character is lost or added by cutting."""
    assert "".join(sources(text)) == text


@given(text=TEXTS, data=st.data())
@settings(max_examples=400)
def test_blocks_do_not_depend_on_how_the_text_arrives(text, data):
    """Any way of splitting the text gives the same blocks, and what was sealed on the way stays as it was."""
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=12)))
    growing = Growing()
    sealed: list[Block] = []
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        growing.feed(text[start:end])
        assert growing.sealed[: len(sealed)] == sealed
        assert growing.text == text[:end]
        sealed = list(growing.sealed)
    growing.close()

    assert growing.sealed == list(Blocks(text))
    assert growing.tail is None


@example(text="[\n111>1111>111>1\n\n")  # the end of a line comes where it would be cut
@given(text=st.lists(st.text(alphabet=MARKS, max_size=90) | st.sampled_from(LINES), max_size=12).map("\n".join))
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_lines_are_cut_at_the_same_places_however_they_arrive(monkeypatch, text):
    """With limits that short texts reach."""
    for where, name, limit in (
        (cuts, "STEP", 5), (cuts, "LONG_LINE", 60), (cuts, "LONGEST_LINE", 90), (cuts, "CODE_SIZE", 60),
        (blocks, "HEAD", 15), (blocks, "LONG_LIST", 20), (blocks, "LONG_BLOCK", 60), (open_block, "LONG_BLOCK", 60),
        (open_block, "LONG_TABLE", 40),
    ):  # fmt: skip
        monkeypatch.setattr(where, name, limit)
    growing = Growing()
    for letter in text:
        growing.feed(letter)
    growing.close()
    whole = list(Blocks(text))

    assert growing.sealed == whole
    assert "".join(block.source for block in whole) == text
    for before, block in pairwise(whole):
        if block.inside:
            assert not before.source.endswith("\n")
            assert block.continued
        assert block.kind is BlockKind.PROSE or isinstance(block.code, str)


@pytest.mark.parametrize("name", LONG)
def test_endless_runs_are_sealed_in_pieces(name):
    """However long a paragraph, a fence, a list, a table or a quote: the tail stays short."""
    text = LONG[name]
    growing = Growing()
    longest = 0
    for start in range(0, len(text), 31):
        growing.feed(text[start : start + 31])
        longest = max(longest, len(growing.tail.source) if growing.tail else 0)
    growing.close()

    assert longest <= LONGEST_LINE + STEP
    assert growing.text == text
    assert growing.sealed == list(Blocks(text))
    begun = 2 if growing.sealed[0].source == "- " else 1
    assert all(block.continued for block in growing.sealed[begun:])


def test_paragraphs_headings_and_lists_are_blocks_of_their_own():
    text = "# Title\n\nOne\nstill one.\n\nTwo.\n\n- a\n\n- b\n\n  still b\n\nThree.\n## Next\nFour."

    assert sources(text) == [
        "# Title\n\n",
        "One\nstill one.\n\n",
        "Two.\n\n",
        "- a\n\n- b\n\n  still b\n\n",
        "Three.\n",
        "## Next\n",
        "Four.",
    ]


def test_a_list_of_another_kind_is_another_block():
    assert sources("- a\n\n1. b\n\n1) c\n\n* d") == ["- a\n\n", "1. b\n\n", "1) c\n\n", "* d"]


def test_a_fence_interrupts_a_paragraph_and_names_its_language():
    prose, code, after = Blocks("Look:\n```python title=x\nprint()\n```\nDone.")

    assert prose.source == "Look:\n"
    assert (code.kind, code.language, code.code, code.closed) == (CODE, "python", "print()", True)
    assert after.source == "Done."


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("```\n```", ""),
        ("```\na\n```\n\n", "a"),
        ("```\na", "a"),
        ("```\na\n", "a"),
        ("~~~\n```\n~~~", "```"),
        ("````\n```\n````", "```"),
        ("```\n~~~\n``\n```", "~~~\n``"),
        ("```\r\na\r\nb\r\n```\r\n", "a\nb"),
        ("  ```\n  a\n    b\n c\n  ```", "a\n  b\nc"),
    ],
)
def test_code_is_what_stands_between_the_fences(text, code):
    (block,) = Blocks(text)

    assert block.kind is CODE
    assert block.code == code


def test_a_fence_in_a_list_is_code_at_its_depth_and_the_list_goes_on():
    text = "1. Install:\n   ```sh\n   pip\n   ```\n   then\n2. Next\n   - deep\n     ~~~\n     x\n     ~~~\n"
    first, shell, then, deep = Blocks(text)

    assert first.source == "1. Install:\n"
    assert (shell.code, shell.around, shell.indent) == ("pip", "-", 3)
    assert then.source == "   then\n2. Next\n   - deep\n"
    assert then.context == "1. #\n\n"
    assert (deep.code, deep.around) == ("x", "--")


def test_a_fence_ends_only_where_it_is_closed_even_when_its_code_is_not_indented():
    """Models often forget to indent code in a list."""
    (_, code, after) = Blocks("1. a\n   ```py\nx = 1\n   ```\n2. b")

    assert code.code == "x = 1"
    assert after.source == "2. b"


def test_a_fence_in_a_quote_is_code_and_the_quote_goes_on():
    before, code, after, rest = Blocks("> a\n> ```py\n> x\n>\n> > y\n> ```\n> b\n\nc")

    assert before.source == "> a\n"
    assert (code.kind, code.language, code.around, code.code) == (CODE, "py", ">", "x\n\n> y")
    assert (after.source, after.context) == ("> b\n\n", "")
    assert rest.source == "c"


def test_a_fence_in_a_quote_in_an_item_is_code_in_both():
    _, code, after = Blocks("- a\n  > ```py\n  >   x\n  > ```\n  > b\n")

    assert (code.around, code.code) == ("->", "  x")
    assert after.context == "- #\n\n"


def test_a_list_in_a_quote_goes_on_behind_code():
    text = "> 3. a\n>    ```sh\n>    x\n>    ```\n>    more\n> 4. b\n>    ```\n>    y\n"
    _, shell, more, other = Blocks(text)

    assert (shell.around, shell.code) == (">-", "x")
    assert (more.source, more.context, more.numbers) == (">    more\n> 4. b\n", "> 3. #\n>\n", (3,))
    assert (other.around, other.code) == (">-", "y")


def test_an_item_that_follows_code_in_a_quote_counts_on():
    *_, after = Blocks("> 1. a\n>    ```\n>    x\n>    ```\n> 1. b\n>    - c\n")

    assert (after.context, after.numbers) == ("", (2,))


def test_an_alert_goes_on_behind_code():
    _, code, after, other = Blocks("> [!TIP]\n> a\n> ```\n> x\n> ```\n> b\n\n> > ```\n> > y\n")

    assert code.alert == "TIP"
    assert Blocks("# a\n> [!TIP]\n")[1].context == ""
    assert after.context == "> [!TIP]\n>\n"
    assert (other.around, other.alert, other.code) == (">>", "", "y")


@pytest.mark.parametrize(
    "text",
    [
        *("> ```\n> x\nafter", "> ```\n> x\n\nb", "> > ```\n> > x\n> b", "- > a\n  > ```\n  > x\n> b"),
        *("> - ```\n>   x\n> after", "> - a\n>   ```\n>   x\n>\n> b", "- c\n  > 1. ~~~\n  >    x\n  >  b"),
    ],
)
def test_a_fence_ends_with_its_quote_and_with_an_item_of_it(text):
    blocks = Blocks(text)
    code = next(block for block in blocks if block.kind is CODE)

    assert code.code == "x"
    assert blocks[-1].source.strip("> ") in {"after", "b"}


@pytest.mark.parametrize(
    "text", ["- > ```\n  > x\n  > ```\n  > a\n", "> - - ```\n>     x\n>     ```\n", "> -     ```\n>       x\n"]
)
def test_a_fence_that_more_than_an_item_of_a_quote_has_on_its_line_stays_in_it(text):
    assert sources(text) == [text]


def test_a_fence_on_the_line_of_an_item_of_a_quote_is_code_behind_its_marker():
    before, marker, code, after = Blocks("> a\n> 3. ```py\n>    x\n>\n>      y\n>    ```\n>    b\n> 4. c\n")

    assert (before.source, before.continued) == ("> a\n", False)
    assert (marker.kind, marker.source, marker.context, marker.numbers) == (BlockKind.PROSE, "> 3. ", "", (3,))
    assert marker.continued
    assert (code.kind, code.language, code.around, code.code, code.closed) == (CODE, "py", ">-", "x\n\n  y", True)
    assert (after.source, after.context, after.numbers) == (">    b\n> 4. c\n", "> 3. #\n>\n", (3,))


def test_a_fence_on_the_line_of_an_item_of_a_quote_in_items_has_them_all_around():
    text = "- a\n  > [!TIP]\n  > - b\n  >   - ~~~\n  >     x\n  >     ~~~\n  > c"
    _, marker, code, after = Blocks(text)

    assert (marker.source, marker.context) == ("  >   - ", "- #\n\n  > [!TIP]\n  >\n  > - #\n  >\n")
    assert (code.around, code.alert, code.code, code.closed) == ("->--", "TIP", "x", True)
    assert after.source == "  > c"


@pytest.mark.parametrize("text", ["<pre>\n# a\n# b\n</pre>\n", "a\n   <PRE><code>\nx\n# a\n</code></pre>\n"])
def test_signs_of_titles_in_html_for_code_begin_none(text):
    assert sources(f"{text}# c\n") == [text, "# c\n"]
    assert sources("Use `<pre>`:\n# c\n") == ["Use `<pre>`:\n", "# c\n"]
    assert sources("<pre>\n\n# c\n")[-1] == sources("<prefix>\n# c\n")[-1] == "# c\n"


@pytest.mark.parametrize(
    ("unit", "count"),
    [
        ("word ", 4_700),
        ("**bold** and ", 250),
        ("`code` and ", 450),
        ("[a](https://e.com) and ", 225),
        ("$x$ and ", 310),
    ],
)
def test_what_people_write_in_a_line_stays_whole(unit, count):
    assert len(sources(f"{unit * count}\n")) == 1
    assert len(sources(f"| a |\n|---|\n| {unit * count}|\n")) == 1


@pytest.mark.parametrize("unit", ["https://e.com/a ", "www.e.com ", "a@e.com "])
def test_what_is_dear_to_show_is_cut_sooner(unit):
    assert len(sources(unit * 400)) > 1
    assert len(sources("x" * len(unit) * 400)) == 1


def test_the_rest_of_a_long_line_in_a_quote_begins_no_code():
    text = "> - " + "> - ``` " * 2_000 + "\n> - ```\n>   x\n"
    *rests, marker, code = Blocks(text)

    assert {block.kind for block in rests} == {BlockKind.PROSE}
    assert (marker.source, code.code) == ("> - ", "x")


def test_code_that_lies_too_deep_in_quotes_stays_in_them():
    assert [block.kind for block in Blocks(">" * 18 + " ```\n" + ">" * 18 + " x\n")] == [CODE]
    assert [block.kind for block in Blocks(">" * 19 + " ```\n" + ">" * 19 + " x\n")] == [BlockKind.PROSE]


def test_four_columns_in_a_quote_are_code_and_no_fence():
    assert sources(">     ```\n> x\n") == [">     ```\n> x\n"]


def test_the_rest_of_a_long_line_in_quoted_code_is_not_quoted():
    blocks = Blocks("> ```\n> " + "x" * 9_998 + "> y\n> z\n")

    assert [block.code for block in blocks] == ["x" * 9_998, "> y\nz"]


def test_a_fence_on_the_line_of_an_item_is_code_behind_its_marker():
    marker, code, more, after = Blocks("- ```py\n  x\n\n    y\n  ```\n  more\n- b\n\nc")

    assert (marker.kind, marker.source) == (BlockKind.PROSE, "- ")
    assert (code.kind, code.language, code.around, code.code, code.closed) == (CODE, "py", "-", "x\n\n  y", True)
    assert (more.source, more.context) == ("  more\n- b\n\n", "- #\n\n")
    assert after.source == "c"


def test_its_marker_is_no_underline_of_what_is_above():
    """An item without words cannot follow a paragraph at once."""
    assert sources("a\n- ```\n  x") == ["a\n", "- ", "```\n  x"]
    _, marker, _ = Blocks("1. a\n   - ~~~\n     x")
    assert (marker.source, marker.context, marker.numbers) == ("   - ", "1. #\n\n", (1, 0))


def test_a_fence_on_the_line_of_two_items_is_code_in_both():
    _, marker, code, after = Blocks("2. a\n3. - ```py\n     x\n     ```\n   - b\n     c\n4. d")

    assert (marker.source, marker.numbers) == ("3. - ", (3, 0))
    assert (code.around, code.language, code.code, code.closed) == ("--", "py", "x", True)
    assert (after.source, after.context, after.numbers) == ("   - b\n     c\n4. d", "3. #\n", (3, 1))
    assert sources("- - - ```\n      x\n") == ["- - - ```\n      x\n"], "the markers alone would be a rule"


def test_items_that_begin_with_code_count_on():
    *_, marker, _ = Blocks("1. a\n2. ```\n   x\n   ```\n3. ```\n   y")

    assert (marker.source, marker.numbers) == ("3. ", (3,))


@pytest.mark.parametrize("text", ["-     ```\n      x\n", "- ```a`\n  x\n", "- a ```\n", "    - ```\n    x\n"])
def test_what_is_no_fence_stays_on_the_line_of_its_item(text):
    assert sources(text) == [text]


def test_a_fence_on_the_line_of_an_item_that_lies_too_deep_stays_in_it():
    text = "".join("  " * depth + "- x\n" for depth in range(18))
    assert CODE in {block.kind for block in Blocks(text.replace("x\n", "```\n", 18)[:-4] + "```\n")}
    assert {block.kind for block in Blocks(text + "  " * 18 + "- ```\n" + "  " * 19 + "x\n")} == {BlockKind.PROSE}


def test_a_fence_on_the_line_of_a_footnote_stays_in_it():
    text = "[^1]: ```\n    - x\n    ```\n"
    assert sources(text + "\nz") == [text + "\n", "z"]


def test_four_columns_are_code_and_no_fence():
    assert sources("    ```\n    x\n\n    y\n\nz") == ["    ```\n    x\n\n    y\n\n", "z"]
    assert sources("\t```\n\nz") == ["\t```\n\n", "z"]


def test_backticks_in_the_info_string_make_it_no_fence():
    assert [block.kind for block in Blocks("``` a`b\nc")] == [BlockKind.PROSE]


def test_a_lazy_line_belongs_to_its_item():
    assert sources("- a\nstill a\n\nb") == ["- a\nstill a\n\n", "b"]


def test_a_long_table_is_cut_into_pieces_that_are_quickly_laid_out():
    text = "| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * 1_000

    assert all(len(block.source) <= LONG_TABLE + len("| 1 | 2 |\n") for block in Blocks(text))


@pytest.mark.parametrize("line", ["$$\n", "a\n", "> \n", "*\n"])
def test_short_lines_are_cut_by_their_number(line):
    blocks = Blocks(line * 3_000)

    assert max(block.source.count("\n") for block in blocks) <= 2 * MANY_LINES + 1
    assert len(blocks) <= 3_000 // MANY_LINES * 3


@pytest.mark.parametrize("line", [">\n", "> a\n"])
def test_short_lines_of_quoted_code_are_cut_by_their_number(line):
    assert max(block.source.count("\n") for block in Blocks("> ```\n" + line * 3_000)) <= MANY_LINES + 1


def test_blank_lines_behind_code_are_no_part_of_it_without_end():
    assert max(map(len, sources("```\nx\n```\n" + "\n" * 20_000 + "x"))) <= 2 * LONG_BLOCK + 1


def test_blank_lines_in_code_are_kept_where_it_is_cut():
    blocks = Blocks("```\n" + "\n" * 300 + "x\n```\n")

    assert "\n" * 300 + "x" == "\n".join(block.code for block in blocks)


def test_pieces_of_a_table_are_parsed_below_its_head():
    head = "| a | b |\n|---|---|\n"
    blocks = Blocks(head + "| 1 | 2 |\n" * 500 + "\nafter")

    assert len(blocks) > 2
    assert {block.context for block in blocks[1:-1]} == {head}
    assert blocks[-1].context == ""


def test_pieces_of_an_item_are_parsed_inside_it():
    first, second, *_ = Blocks("10. " + "word " * 5_200)

    assert first.source.startswith("10. word")
    assert second.context == "10. #\n\n    " + JOINT


def test_pieces_of_a_nested_list_are_parsed_below_their_parents():
    blocks = Blocks("- a\n" + "  1. item item\n" * 1_000)

    assert blocks[1].source.startswith("  1. item")
    assert blocks[1].context == "- #\n"


def test_the_context_of_deep_lists_stays_small():
    """Their true parents would fill memory with the square of the depth."""
    text = "".join("  " * depth + "- x\n" for depth in range(1_000))
    blocks = Blocks(text)

    assert sum(len(block.context) for block in blocks) < len(text) // 10
    assert all(block.context.startswith("- " * 19 + "#\n") for block in blocks[1:])
    assert Blocks("".join("  " * depth + "- x\n" for depth in range(18)) + "    " * 9 + "x\n" * 9_000)[
        1
    ].context.startswith("- #\n  - #\n")


def test_a_footnote_holds_what_is_indented_and_notes_follow_each_other():
    note = "[^1]: note\n\n    more\n\n    - item\n\n[^b]:other\n"

    assert sources("Text[^1]\n\n" + note + "\nText") == ["Text[^1]\n\n", note + "\n", "Text"]
    assert sources("- a\n\n[^1]: note\n") == ["- a\n\n", "[^1]: note\n"]
    assert Blocks("[^1]: note\n\n    ```\n    x\n    ```\n")[1].around == "-"
    assert Blocks("[^1]: " + "word " * 5_200)[1].context == "[^1]:#\n\n    " + JOINT


def test_pieces_of_quoted_code_open_its_fence_again():
    assert "\n".join(block.code for block in Blocks("> ```py\n" + "> code\n" * 1_000)) == "code\n" * 999 + "code"
    assert Blocks("- > ```py\n" + "  > code\n" * 1_000)[1].context == "- > ```py\n"


def test_a_piece_of_a_long_quoted_line_is_quoted():
    assert [block.context for block in Blocks("> > " + "word " * 13_000)[1:]] == ["> > " + JOINT] * 2
    assert Blocks("> a\nlazy " + "word " * 5_200)[1].context == "> " + JOINT


def test_a_paragraph_is_cut_after_a_sentence_outside_of_emphasis():
    text = "Plain words. " * 1_750 + "**bold sentence. " + "More. " * 500 + "end** " + "tail word. " * 200
    first, rest = Blocks(text)

    assert first.source == ("Plain words. " * 1_750).rstrip()
    assert (rest.context, rest.source[:7], rest.inside) == (JOINT, " **bold", True)


@pytest.mark.parametrize(
    "text",
    [
        "Plain words. " * 600,
        "Some words with **bold** ones, more words with `code` and even more words with [a link](https://e.com/). "
        * 55,
        "- " + "Plain words. " * 600 + "\n",
        "| a | b |\n|---|---|\n| " + "Plain words. " * 600 + " | c |\n",
        "# " + "Plain words. " * 600 + "\n",
        "这是一句话用来检查很长的段落。" * 560,
    ],
)
def test_what_people_and_models_write_is_never_cut_in_a_line(text):
    assert len(text) > 5_500
    assert sources(text) == [text]


def test_rows_that_are_long_stay_rows_of_their_table():
    head = "| a | b |\n|---|---|\n"
    rows = [f"| {'word ' * 700}{number} | b |\n" for number in range(4)]
    first, *others = Blocks(head + "".join(rows))

    assert first.source == head + rows[0]
    assert [(block.source, block.context) for block in others] == [(row, head) for row in rows[1:]]


HTML = "<table border=1>\n<tr><th>a</th><th>b</th></tr>\n"
HTML_ROW = "<tr><td>1</td><td>2</td></tr>\n"


def test_pieces_of_a_table_in_html_are_parsed_below_its_titles():
    blocks = Blocks(HTML + HTML_ROW * 100 + "</table>\n\nafter")

    assert all(len(block.source) <= LONG_TABLE + len(HTML + HTML_ROW) for block in blocks)
    assert {block.source[:4] for block in blocks[1:-1]} == {"<tr>"}
    assert {block.context for block in blocks[1:-1]} == {"<table><tr><th>a</th><th>b</th></tr>\n"}
    assert all(block.continued for block in blocks[1:-1])
    assert (blocks[-1].context, blocks[-1].source) == ("", "after")


@pytest.mark.parametrize(
    ("head", "context"),
    [
        ("<table>\n", "<table>\n"),
        ("<table>\n<tr><th>a</th><td>b</td></tr>\n", "<table>\n"),
        (
            "<table>\n<caption>t</caption>\n<tr>\n<th\nalign=right>a b</th>\n</tr>\n",
            "<table><tr> <th align=right>a b</th> </tr>\n",
        ),
        ("<table><tr><th>" + "a" * LONG_TABLE + "</th></tr>\n", "<table>\n"),
        ("<table>\n<tr><td rowspan=300>a</td></tr>\n", "<table><tr><td rowspan={left}>\n"),
        (
            "<table>\n<tr><td>a</td><td\nrowspan='300' colspan=2>b</td></tr>\n",
            "<table><tr><td><td rowspan={left}><td rowspan={left}>\n",
        ),
        ("- a\n\n  <table>\n", "- #\n\n  <table>\n"),
        ("- <table>\n", "- #\n\n  <table>\n"),
        ("- a\n<table>\n", "<table>\n"),
    ],
)  # fmt: skip
def test_what_opens_a_table_in_html_again(head, context):
    front = "  " if context.startswith("-") else ""
    first, second, *_ = Blocks(head + (front + HTML_ROW) * 100)
    rows = first.source.count("<tr>")

    assert second.source.startswith(front + "<tr>")
    assert second.context == context.format(left=300 - rows + 1)


def test_a_table_in_html_on_one_line_is_cut_before_rows():
    first, second, *_ = Blocks("<table>" + HTML_ROW.rstrip() * 400 + "</table>")

    assert first.source.endswith("</tr>")
    assert (second.context, second.source[:4], second.inside) == ("<table>\n", "<tr>", False)


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("<table>{rows}</table><table>{rows}</table>", "<table>\n"),
        ("- <table>{rows}</table><table>{rows}</table>", "- #\n\n  <table>\n"),
        ("<table>\n" + "some more words and\n" * 180 + "\n{rows}", "<table>\n"),
    ],
)
def test_a_long_line_is_cut_before_a_row_of_any_table_in_html_and_behind_a_blank_line(text, context):
    text = text.format(rows=HTML_ROW.rstrip() * 60)
    blocks = Blocks(text)

    assert "".join(block.source for block in blocks) == text
    assert (blocks[-1].context, blocks[-1].inside) == (context, False)


SMALL = f"<table>{HTML_ROW.rstrip()}</table>"


@pytest.mark.parametrize(
    ("text", "second", "context"),
    [
        (SMALL * 2, SMALL, ""),
        (f"İ\n{SMALL.upper()} \t{SMALL.upper()}", f" \t{SMALL.upper()}", ""),
        (f"<table>\n{HTML_ROW}</table>{SMALL}", SMALL, ""),
        (f"- {SMALL}{SMALL}\n  more", f"{SMALL}\n  more", "- #\n\n  "),
        (f"{SMALL}</details>\n", "</details>\n", ""),
        (f"<table><tr><td>{SMALL}</td></tr></table>", None, None),
        (f"{SMALL}<th", None, None),
        (f"{SMALL} words", None, None),
        (f"```\n{SMALL * 2}\n```", None, None),
    ],
)
def test_what_stands_behind_a_table_in_html_on_its_line_begins_a_block(text, second, context):
    growing = Growing()
    for letter in text:
        growing.feed(letter)
    growing.close()
    first, *rest = growing

    assert list(Blocks(text)) == [first, *rest]
    assert "".join(block.source for block in growing) == text
    expected = [] if second is None else [(second, context, False)]
    assert [(block.source, block.context, block.continued) for block in rest] == expected


@pytest.mark.parametrize(
    "text",
    [
        HTML + HTML_ROW * 5 + "\n" + "words\n\n" * 200 + HTML_ROW * 9,
        HTML + HTML_ROW * 5 + "</table>\n" + "words\n\n" * 200 + HTML_ROW * 9,
        "<table> is a tag\n" + "words\n" * 1_000 + HTML_ROW * 9,
        "- <table>\n" + "words\n" * 1_000 + HTML_ROW * 9,
        "        <table>\n" + HTML_ROW * 60,
        "words\n" * 1_900 + "<table>\n" + "word " * 2_000 + "\n" + HTML_ROW,
    ],
)
def test_what_is_no_table_in_html_opens_none(text):
    assert not any("<table" in block.context for block in Blocks(text))


def test_rows_behind_one_that_had_to_be_cut_are_rows_of_the_table():
    head = "| a | b |\n|---|---|\n"
    *_, rest, row, after = Blocks(head + f"| {'word ' * 5_000} | b |\n" + "| 1 | 2 |\n\nAfter.")

    assert (rest.context, rest.inside) == (JOINT, True)
    assert (row.source, row.context, row.continued) == ("| 1 | 2 |\n\n", head, True)
    assert (after.context, after.continued) == ("", False)


def test_the_rest_of_a_heading_is_a_heading_and_what_follows_is_none():
    first, rest, after = Blocks("## " + "word " * 5_200 + "\nText")

    assert first.source.startswith("## word")
    assert rest.context == "## " + JOINT
    assert (after.source, after.context) == ("Text", "")


def test_a_heading_in_a_quote_goes_on_there():
    assert Blocks("a\n> # " + "word " * 5_200)[1].context == "> " + JOINT


@pytest.mark.parametrize(("text", "kind"), [("*" * 1_300 + " x", BlockKind.PROSE), ("`" * 1_700 + "\nx", CODE)])
def test_a_line_that_says_late_what_it_is_can_be_cut_before(text, kind):
    first, rest = Blocks(text)

    assert first.source + rest.source == text
    assert (first.kind, rest.kind, rest.inside, rest.closed) == (kind, kind, True, False)


def test_code_is_cut_at_an_empty_line():
    blocks = Blocks("```\n" + "line\n" * 70 + "\n" + "line\n" * 70 + "```")

    assert [block.code.count("line") for block in blocks] == [70, 70]
    assert blocks[1].continued


def test_the_tail_tells_its_kind_while_it_grows():
    growing = Growing()
    growing.feed("Text\n```py\nx")
    tail = growing.tail

    assert tail is not None
    assert (tail.kind, tail.language, tail.code, tail.closed) == (CODE, "py", "x", False)
    assert len(growing) == 2
    assert growing[0].source == "Text\n"
    assert [block.source for block in growing[:]] == ["Text\n", "```py\nx"]


def test_a_new_paragraph_starts_with_its_first_letter():
    """Not only at its end: the tail does not hold two paragraphs longer than needed."""
    growing = Growing()
    growing.feed("One.\n\nT")

    assert [block.source for block in growing] == ["One.\n\n", "T"]


def test_an_empty_text_has_no_blocks():
    growing = Growing()
    growing.close()

    assert not growing
    assert list(Blocks("")) == []


def test_the_blocks_of_a_whole_text_are_cut_when_looked_at():
    blocks = Blocks("a\n\nb")

    assert len(blocks) == 2
    assert blocks[1].source == "b"
    assert len(blocks) == 2
    assert [block.source for block in Blocks("a\n\nb")[1:]] == ["b"]
    assert blocks.text == "a\n\nb"


@pytest.mark.parametrize(
    "formula",
    ["$$\na\n\n= b\n$$\n", "\\[\n\na\n\n\\]\n", "1. one\n\n   $$\n   a\n\n   b\n   $$\n", "> $$\n> a\n>\n> b\n> $$\n"],
)
def test_a_formula_on_lines_of_its_own_stays_whole(formula):
    assert [block.source for block in Blocks(f"Before.\n\n{formula}\nAfter.")] == [
        "Before.\n\n",
        formula + "\n",
        "After.",
    ]


@pytest.mark.parametrize("after", ["And then it goes on.\n\n", "# Heading\n", "```\n", "> quote\n"])
def test_what_follows_an_open_formula_is_cut_as_ever(after):
    assert len(Blocks(f"$$\na\n\n{after}Text\n\nText")) == len(Blocks(f"x\na\n\n{after}Text\n\nText")) - (
        after.startswith("And")
    )


def test_in_code_there_is_no_formula():
    assert sources("```\n$$\n```\nText\n") == ["```\n$$\n```\n", "Text\n"]


def test_a_formula_that_is_never_closed_is_given_up():
    assert len(Blocks("$$\n" + "x = 1\n\n" * 1_000)) > 500


def test_a_long_line_is_not_cut_inside_a_formula():
    line = "word " * 4_700 + "$" + "x + " * 30 + "y$ " + "word " * 400
    first = Blocks(line)[0].source

    assert first.endswith("word")
    assert first.count("$") in {0, 2}


def test_the_blocks_of_a_text_are_the_same_when_it_is_cut_in_slices():
    text = "[a]\n\nWords.\n\n- item\n\n[a]: https://e.com\n"
    blocks = Blocks(text)
    before = [*blocks.cut(8)]
    while blocks.uncut:
        blocks.cut(8)

    assert list(blocks) == list(Blocks(text))
    assert list(blocks)[: len(before)] == before
    assert blocks[0].opening == "[a]: https://e.com\n\n"


@pytest.mark.parametrize(
    "json",
    ['{"a": 1}', "{\n}", "{}", '[{"a": "]"}]', "[\n  1,\n\n  2\n]", '["\\\\", "\\"", "]"]', '\n\n  { "a": {\n"b": 2}}'],
)  # fmt: skip
def test_an_answer_that_is_json_is_code(json):
    block = Blocks(json + "\n")[-1]

    assert (CODE, "json", True) == (block.kind, block.language, block.bare)
    assert block.code == json.lstrip("\n")
    assert json + "\n" == "".join(sources(json + "\n"))


def test_what_follows_json_is_markdown():
    text = '{"a": {"b": 1}}\n\nThat is *all*.\n\n{"c": 2}'
    first, *rest = Blocks(text)

    assert first.code == '{"a": {"b": 1}}'
    assert ["That is *all*.\n\n", '{"c": 2}'] == [block.source for block in rest]
    assert {BlockKind.PROSE} == {block.kind for block in rest}


@pytest.mark.parametrize("text", ["[1] says", "[a](b)", "{{ name }}", "{x} is a set", "[x] done", "words {", "[^1]: x"])
def test_brackets_at_the_start_of_words_are_no_json(text):
    assert {BlockKind.PROSE} == {block.kind for block in Blocks(text + "\n\nmore")}


def test_a_string_that_is_not_closed_ends_with_its_line():
    assert [True, False] == [block.bare for block in Blocks('{"a": "b\n}\nWords.')]


def test_long_json_is_cut_into_pieces_that_go_on():
    text = "{\n" + "".join(f'"name {n}": {n},\n' for n in range(500)) + '"end": 0}\n'
    blocks = Blocks(text)[:]

    assert len(blocks) > 4
    assert [False] + [True] * (len(blocks) - 1) == [block.continued for block in blocks]
    assert "\n".join(block.code for block in blocks) == text.rstrip("\n")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", False),
        ("words", False),
        ("a `b", True),
        ("a `b` c", False),
        ("a `b\n", False),
        ("```\n", True),
        ("```\nx\n```\n", False),
        ("- ```\n  x\n", True),
        ("- ```\n  x\n  ```\n", False),
    ],
)
def test_what_comes_next_stands_in_code_or_not(text, code):
    growing = Growing()
    growing.feed(text)

    assert growing.in_code is code


def test_code_of_as_many_lines_as_stand_in_a_block_is_cut_before_a_blank_line_too():
    text = "```\n" + "x\n" * (blocks.CODE_LINES[-1] - 1) + "\ny\n```\n"

    assert [blocks.CODE_LINES[-1], 3] == [source.count("\n") for source in sources(text)]


def test_long_code_on_the_line_of_a_footnote_is_cut_before_a_blank_line_too():
    begin = "[^a]: ```\n    " + "x" * LONG_BLOCK + "\n"

    assert [begin, "\n    y\n    ```\n"] == sources(begin + "\n    y\n    ```\n")


def test_an_item_ends_a_table():
    rows = "  | c |\n" * 40
    text = f"- a\n\n  | b |\n  |---|\n{rows}- d"

    assert not Blocks(text)[-1].context


@pytest.mark.parametrize("opening", ["```math", "- ```math", "> ~~~ Math", "> - ```math"])
def test_a_formula_between_fences_is_code_in_a_text_that_is_typed(opening):
    text = f"words\n\n{opening}\n"
    growing = Growing(typed=True)
    growing.feed(text)

    assert growing.tail.kind is CODE
    assert Blocks(text, typed=True)[-1].kind is CODE
    assert Blocks(text)[-1].kind is BlockKind.PROSE
