"""The end of an answer that is still arriving: nothing changes its shape when the next word comes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.formulas import open_display
from desktop.ui.transcript.formula_rules import UNFINISHED
from desktop.ui.transcript.mend import FENCE, mended, mended_code

OPEN = FENCE + UNFINISHED


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("Plain words", "Plain words"),
        ("Some **bold", "Some **bold**"),
        ("Some **bold *it", "Some **bold *it***"),
        ("Some **bold ", "Some **bold** "),
        ("Some **", "Some "),
        ("Run `pip", "Run `pip`"),
        ("Run `", "Run "),
        ("~~gone", "~~gone~~"),
        ("2*3 is", "2*3 is"),
        ("2^[1", "2^"),
        ("Go [text", "Go "),
        ("- [text", "- "),
        ("Go [text]", "Go "),
        ("Go [text][1", "Go "),
        ("Go [text] and", "Go [text] and"),
        ("an a[0]", "an a[0]"),
        ("`a [0", "`a [0`"),
        ("noted[^1", "noted"),
        ("Go [" + "long " * 30, "Go [" + "long " * 30),
        ("See [the **page**](http://exa", "See the **page**"),
        ("See ![pic](http://exa", "See "),
        ("See ![pic](data:" + "A" * 400, "See pic"),
        ("At <https://e.com", "At https://e.com"),
        ("a < b", "a < b"),
        ("one<b", "one"),
        ("one</stron", "one"),
        ("one<!-", "one"),
        ("one <!-- two > three", "one "),
        ("`one <!-- two", "`one <!-- two`"),
        ("one <!-- two --> three", "one <!-- two --> three"),
        ("one  \ntwo\\", "one  \ntwo"),
        ("one \\\\", "one \\\\"),
        ("**bold*", "**bold**"),
        ("***both**", "***both***"),
        ("~~gone~", "~~gone~~"),
        ("**bold *it*", "**bold *it***"),
        ("2 * 3*", "2 * 3*"),
        ("- item\n- **a", "- item\n- **a**"),
        ("**a\n\nb", "**a\n\nb"),
        ("so $x_1 *", r"so \$x\_1 "),
        ("so $x_1*y$", r"so \$x\_1\*y\$"),
        ("so $x_1*y$ and", "so $x_1*y$ and"),
        (r"**so \(x_1", r"**so \\\(x\_1**"),
        ("costs $5 *or", "costs $5 *or*"),
        ("| a |\n|---|\n| so $x_1", "| a |\n|---|\n| so "),
        ("| a |\n|---|\n| so $x_1$ |\n| $5 *or", "| a |\n|---|\n| so $x_1$ |\n| $5 *or*"),
        ("| a |\n|---|\n\nso $x_1", "| a |\n|---|\n\nso \\$x\\_1"),
        ("Text\n\n$$\nx_1\n\n*y", f"Text\n\n{OPEN}\n$$\nx_1\n\n*y"),
        ("> \\[\n> x_1", f"> {OPEN}\n> \\[\n> x_1"),
        ("1. > $$ x", f"1. > {OPEN}\n   > $$ x"),
        ("\\[ x \\]", "\\[ x \\]"),
        ("It costs $", "It costs "),
        ("$$\nx\n$$\n", "$$\nx\n$$\n"),
    ],
)
def test_open_marks_are_closed_for_the_time_being(source, shown):
    assert mended(source) == shown


MARKS = ["-", "- ", "*", "**", "1", "1.", "12) ", "#", "### ", "=", "---", ">", "> ", "`", "``", "|"]
BEGINNINGS = ["```", "```pyth", "~~~", "  - [", "- [x]", "- [ ] ", "> ```py", "- ```py", "1. > ~~~", "[^1]: ```py"]


TARGETS = ["[", "[1", "[1]", "[1]:", "[1]: https://e.com", "[^1", "[^1]", "   [a b]: <x y"]


@pytest.mark.parametrize("end", MARKS + BEGINNINGS + TARGETS)
def test_a_line_that_may_become_anything_is_held_back(end):
    """A list, an underline that makes a heading of the line above, a fence?"""
    assert mended("Text\n" + end) == "Text\n"


@pytest.mark.parametrize(
    ("end", "shown"), [("[^1]: The note", "[^1]: The note"), ("[1] and", "[1] and"), ("[a](https://e.com", "a")]
)
def test_a_line_that_is_known_to_be_none_is_shown(end, shown):
    assert mended("Text\n" + end) == "Text\n" + shown


@pytest.mark.parametrize("rows", ["| a | b |", "| a | b |\n", "| a | b |\n|--", "| a | b |\n|---|:-"])
def test_a_table_is_shown_when_it_is_known_to_be_one(rows):
    assert mended("Text\n\n" + rows) == "Text\n\n"


def test_a_table_and_its_rows_are_shown():
    table = "| a | b |\n|---|---|\n"

    assert mended(table) == table
    assert mended(table + "| 1") == table + "| 1"
    assert mended("| a\n| not a table") == "| a\n| not a table"


@pytest.mark.parametrize(
    ("source", "context", "shown"),
    [
        ("> ```py\n> x = *a", "", "> ```py\n> x = *a"),
        ("- ```\n  a\n  ``", "", "- ```\n  a\n"),
        ("> ~~~\n> a\n> ~~~\n> *b", "", "> ~~~\n> a\n> ~~~\n> *b*"),
        ("> x = *a", "> ```py\n", "> x = *a"),
    ],
)
def test_nothing_is_closed_in_code_inside_a_quote_or_an_item(source, context, shown):
    assert mended(source, context) == shown


@pytest.mark.parametrize("prefix", ["> ", "- ", "  ", "> 1. "])
def test_a_table_in_a_quote_or_an_item_is_shown_when_it_is_known_to_be_one(prefix):
    rest = "> " if prefix[0] == ">" else "  "
    assert mended(f"Text\n\n{prefix}| a | b |\n{rest}|--") == "Text\n\n"
    assert mended(f"Text\n\n{prefix}| a | b |\n{rest}|--|--|\n").endswith("|--|--|\n")


@pytest.mark.parametrize(("code", "shown"), [("x\n``", "x\n"), ("x\n```", "x\n"), ("x = `", "x = `"), ("x\n", "x\n")])
def test_a_line_that_may_become_the_closing_fence_is_held_back(code, shown):
    assert mended_code(code) == shown


@given(st.text(alphabet="ab *_~`[]()!|-#>1.\n\\$", max_size=120))
def test_any_end_can_be_mended(source):
    """What is complete stays as it is: all but the last paragraph."""
    formula = open_display(source)
    complete = source[:formula] if formula >= 0 else source.rstrip("\n").rpartition("\n\n")[0]

    assert mended(source).startswith(complete.rstrip("\n") if formula >= 0 else complete)
