"""Definitions of links, and the pieces of a text that use them."""

from __future__ import annotations

import time

import pytest

from desktop.domain.blocks import Growing
from desktop.domain.references import References
from desktop.domain.whole_text import Blocks


@pytest.mark.parametrize(
    "line",
    [
        "[a]: https://e.com\n",
        "   [a b]:<https://e.com> 'title'",
        '[1]:   https://e.com "title"  \r\n',
        "[a\\]b]: /path (title)\n",
    ],
)
def test_a_definition_is_a_line(line):
    assert References().read(line)


@pytest.mark.parametrize(
    "line",
    [
        "[^a]: note\n",
        "    [a]: https://e.com\n",
        "[a]:\n",
        "[a]: b c\n",
        "[]: x\n",
        "[a](b)\n",
        "x [a]: b\n",
        "[a[b]]: c\n",
    ],
)
def test_other_lines_are_none(line):
    assert not References().read(line)


def test_a_piece_gets_the_definitions_that_it_uses():
    references = References()
    for line in ("[One  two]: x\n", "[ONE TWO]: y\n", "  [b]: z\n", "[c]: w\n"):
        references.read(line)

    assert references.version == 3
    assert references.used_in("[text][one\ntwo] and [b] and [b] and [d]") == "[One  two]: x\n[b]: z\n\n"
    assert references.used_in("[d]") == references.used_in("words") == ""


def test_an_escaped_bracket_is_no_use():
    references = References()
    references.read("[b]: x\n")

    assert references.used_in("\\[b]") == ""
    assert references.used_in("\\\\[b]") == references.used_in("\\[[b]") == "[b]: x\n\n"


def test_many_escaped_brackets_are_gone_through_once():
    references = References()
    references.read("[b]: x\n")

    def taken(times):
        started = time.process_time()
        references.used_in("\\[" * times)
        return time.process_time() - started

    assert min(taken(1_600) for _ in range(3)) < 80 * min(taken(100) for _ in range(3))


def test_no_more_definitions_are_put_before_a_piece_than_are_quickly_parsed():
    references = References()
    for number in range(10):
        references.read(f"[{number}]: {'x' * 1_900}\n")

    assert 4 == references.used_in("".join(f"[{number}] " for number in range(10))).count("]:")


def test_a_text_knows_the_definitions_on_its_own_lines():
    text = (
        "[a][1]\n\nwords\n[no]: x\n\n# H\n[1]: y\n[2]: z\n\n- item\n  [no]: x\n\n```\n[no]: x\n```\n\n> ```\n[3]: w\n"
    )
    text += "\n" + "x" * 4_500 + "\n[no]: x\n"
    blocks = Blocks(text)

    assert blocks[0].opening == "[1]: y\n\n"
    assert blocks[0].references.used_in("[no] [2] [3]") == "[2]: z\n[3]: w\n\n"
    assert len({id(block.references) for block in blocks}) == 1


def test_what_comes_later_is_known_to_what_is_sealed():
    growing = Growing()
    growing.feed("[a]\n\nb\n\n")
    before = growing[0].opening
    growing.feed("[a]: x\n")

    assert (before, growing[0].opening) == ("", "[a]: x\n\n")


def test_a_footnote_is_lost_when_its_text_can_come_no_more():
    references = References()
    references.take_note("[^1]:")
    source = "one[^1] two[^2] three[^ no] four [2]"
    assert references.lost_in(source) == frozenset()
    before = references.version
    references.close()

    assert references.lost_in(source) == {"2"}
    assert references.lost_in("words") == frozenset()
    assert references.version > before
