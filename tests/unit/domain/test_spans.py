from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.spans import open_marks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", []),
        ("**bold", ["**"]),
        ("**bold**", []),
        ("*a **b", ["*", "**"]),
        ("***both", ["*", "**"]),
        ("2*3", []),
        ("snake_case", []),
        ("`code", ["`"]),
        ("`a` b", []),
        ("``a ` b", ["``"]),
        ("~~gone", ["~~"]),
        ("[text", ["["]),
        ("![picture", ["["]),
        ("[text](http", ["]("]),
        ("[text](http)", []),
        ("[text]", []),
        ("] and )", []),
        (r"\*not", []),
        ("a * b", []),
        ("*a [b*", []),
    ],
)
def test_what_is_open_at_the_end(text, expected):
    assert expected == [mark for mark, _ in open_marks(text)]


def test_a_mark_says_where_it_stands():
    assert [("**", 4)] == open_marks("one **two")


def test_a_text_full_of_marks_is_not_read_to_its_end():
    assert 40 <= len(open_marks("[" * 1000)) <= 41


@given(st.text(alphabet="*_`~[]()\\! ab", max_size=80))
def test_any_text_can_be_read(text):
    for mark, at in open_marks(text):
        assert 0 <= at < len(text)
        assert mark
