"""JSON as a tree of lines."""

from __future__ import annotations

import json

import pytest

from desktop.domain.json_tree import LONGEST, MOST, SHOWN, is_array, members_of, read_tree, written


def drawn(tree):
    """The lines as text."""
    values = ["" if members_of(line.value) else "=" + written(line.value) for line in tree.lines]
    return [
        "  " * line.depth + line.name + value + "+-"[line.opened]
        for line, value in zip(tree.lines, values, strict=True)
    ]


SMALL = '{"name": "Ada", "tags": ["a", "b"], "empty": {}, "price": 1.10, "big": 1e400, "ok": true, "no": null}'


def test_what_is_small_is_unfolded():
    assert drawn(read_tree(SMALL)) == [
        "-",
        '  name="Ada"+',
        "  tags-",
        '    0="a"+',
        '    1="b"+',
        "  empty={}+",
        "  price=1.10+",
        "  big=1e400+",
        "  ok=true+",
        "  no=null+",
    ]


def test_what_is_large_is_unfolded_as_far_as_a_screen_reaches():
    deep = {str(n): {str(m): [1, 2, 3] for m in range(5)} for n in range(5)}
    tree = read_tree(json.dumps(deep))

    assert 31 == len(tree.lines)
    assert {0, 1, 2} == {line.depth for line in tree.lines}


def test_folding_takes_all_that_is_inside_and_unfolding_brings_it_back_folded():
    tree = read_tree('{"a": {"b": {"c": 1}}, "d": 2}')
    everything = drawn(tree)
    folded = tree.toggle(1)
    less = drawn(tree)
    tree.toggle(1)

    assert folded
    assert ["-", "  a-", "    b-", "      c=1+", "  d=2+"] == everything
    assert ["-", "  a+", "  d=2+"] == less
    assert ["-", "  a-", "    b+", "  d=2+"] == drawn(tree)


def test_what_has_nothing_in_it_does_not_unfold():
    tree = read_tree('{"a": 1, "b": []}')

    assert not tree.toggle(1)
    assert not tree.toggle(2)


@pytest.mark.parametrize(
    ("cursor", "folded", "after"),
    [(4, 1, 2), (3, 1, 1), (1, 1, 1), (0, 1, 0)],
    ids=["behind", "inside", "at", "before"],
)
def test_the_cursor_stays_where_it_was_or_comes_to_what_was_folded(cursor, folded, after):
    tree = read_tree('{"a": {"b": {"c": 1}}, "d": 2}')
    tree.cursor = cursor
    tree.toggle(folded)

    assert tree.cursor == after
    tree.toggle(folded)
    assert tree.lines[tree.cursor].name == {4: "d", 3: "a", 1: "a", 0: ""}[cursor]


def test_lines_know_what_they_are_in():
    tree = read_tree('{"a": {"b": {"c": 1}}, "d": 2}')

    assert [0, 0, 1, 2, 0] == [tree.parent_of(number) for number in range(5)]


def test_many_members_are_shown_in_groups():
    tree = read_tree(json.dumps(list(range(25_000))))
    names = [line.name for line in tree.lines]
    tree.toggle(1)
    inner = [line.name for line in tree.lines[2:4]]
    tree.toggle(2)

    assert ["", "0 … 9999", "10000 … 19999", "20000 … 24999"] == names
    assert ["0 … 99", "100 … 199"] == inner
    assert "0=0" in drawn(tree)[3]


def test_a_name_that_stands_twice_is_shown_twice():
    assert ["-", "  a=1+", "  a=2+"] == drawn(read_tree('{"a": 1, "a": 2}'))


def test_a_megabyte_is_read():
    rows = [{"id": number, "name": f"user {number}", "score": 0.5} for number in range(20_000)]
    tree = read_tree(json.dumps({"rows": rows}))

    assert ["", "rows", "0 … 9999", "10000 … 19999"] == [line.name for line in tree.lines]
    assert is_array(tree.lines[1].value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1",
        '"x"',
        "{",
        "{'a': 1}",
        "[1,]",
        "[NaN]",
        "[" * 100_000,
        "[" + " " * LONGEST + "]",
        "[" + "1," * MOST + "1,1]",
        '{"a": 1} and so on',
    ],
    ids=range(11),
)
def test_what_is_no_object_and_no_array_has_no_tree(text):
    assert read_tree(text) is None


def test_values_are_written_as_json():
    values = ["é\n", None, 5, "x" * 1_000]

    assert ['"é\\n"', "null", "5", '"' + "x" * SHOWN + "…"] == [written(value) for value in values]
