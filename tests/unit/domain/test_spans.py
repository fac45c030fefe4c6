"""What a piece of Markdown leaves open at its end."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain import cuts, spans
from desktop.domain.spans import open_marks, unmarked


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("plain", []),
        ("**bold** *it* `code` ~~gone~~ __b__ _i_", []),
        ("**bold", ["**"]),
        ("*it", ["*"]),
        ("***both", ["*", "**"]),
        ("***both***", []),
        ("**bold *it", ["**", "*"]),
        ("**bold *it** after", []),
        ("`code", ["`"]),
        ("``a ` b", ["``"]),
        ("`a ** b`", []),
        ("~~gone", ["~~"]),
        ("2*3 and 4 * 5 and snake_case_name", []),
        ("* item", []),
        (r"\*not \`code \]x", []),
        (r"*a* $x_1$ and **b $y_2", ["**", "$"]),
        (r"**b \(y_2 * z", ["**", r"\("]),
        (r"\[ a_1 * $x", [r"\["]),
        ("$$ a_1", ["$$"]),
        (r"*a $5 and $10 \$x", ["*"]),
        ("`$x` *$x_1$ ", ["*"]),
        ("$x_1$", ["$"]),
        ("[text", ["["]),
        ("![text", ["["]),
        ("[text]", []),
        ("[text](http://x", ["]("]),
        ("[text](http://x) after", []),
        ("[a *b](c", ["]("]),
        ("a) b] c](", []),
        ("**bold** **", []),
    ],
)
def test_open_marks_are_found(text, marks):
    assert [mark.mark for mark in open_marks(text)] == marks


def test_a_mark_knows_where_it_stands():
    assert open_marks("a **b [c](d")[-1].at == len("a **b ")


@given(st.text(alphabet="a *_~`[]()!\\", max_size=300))
def test_any_text_can_be_read(text):
    """Marks stand where they say, in order."""
    marks = open_marks(text)

    assert [mark.at for mark in marks] == sorted(mark.at for mark in marks)
    assert len(marks) <= 41


def test_a_text_of_nothing_but_marks_is_read_in_time():
    assert len(open_marks("**a " * 100_000)) == 40


PLAIN_MARKS = re.compile(r"\\.|\$|`+|\*+|_+|~~+|!?\[|\]\(|\]|\)", re.DOTALL)
PLAIN_ENDS = re.compile(r"[.!?…:;][\"'”’)\]]*(?=\s)|[。！？；]")  # noqa: RUF001 - full-width marks


@given(st.text(alphabet="\\$`*_~!()[] a\n.;:。；”", max_size=30))  # noqa: RUF001 - full-width marks
def test_what_is_written_for_speed_finds_what_the_plain_patterns_find(text):
    assert [m.span() for m in spans._MARKS.finditer(text)] == [m.span() for m in PLAIN_MARKS.finditer(text)]
    assert [m.span() for m in cuts._SENTENCE.finditer(text)] == [m.span() for m in PLAIN_ENDS.finditer(text)]


@pytest.mark.parametrize(("quick", "plain"), [(spans._MARKS, PLAIN_MARKS), (cuts._SENTENCE, PLAIN_ENDS)])
def test_it_is_quicker_at_least_by_half(quick, plain):
    def seconds(pattern):
        started = time.process_time()
        assert pattern.search("iVBORw0KG" * 50_000) is None
        return time.process_time() - started

    assert 2 * min(seconds(quick) for _ in range(5)) < min(seconds(plain) for _ in range(5))


@pytest.mark.parametrize(
    ("text", "free"),
    [
        ("", [""]),
        ("a *b* c", ["a ", " c"]),
        ("*a **b* c** d", ["", " d"]),
        ("***a** b* c", ["", " c"]),
        ("a** b", ["a", " b"]),
        ("a `b* c` $x$ d", ["a ", " ", " d"]),
        ("a [b](c) d", ["a ", " d"]),
        ("a `b", ["a "]),
        ("a $x + y", ["a "]),
        ("2*3 4", ["2", "3 4"]),
        ("_a *b_ c* d", ["", " c", " d"]),
    ],
)
def test_where_nothing_is_open(text, free):
    assert [text[start:end] for start, end in unmarked(text)] == free
