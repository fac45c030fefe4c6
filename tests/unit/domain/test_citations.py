from __future__ import annotations

import pytest

from desktop.domain.citations import MOST, NEAR, Source, cited
from desktop.domain.parts import CitationPart


def marks(text, *places):
    """Where the marks are: the text with the numbers in it."""
    found = cited(text, [CitationPart(f"https://{n}.example", "", *place) for n, place in enumerate(places, 1)])
    for at, numbers in reversed(found.marks):
        text = text[:at] + "".join(f"⟦{number}⟧" for number in numbers) + text[at:]
    return text


def test_sources_are_numbered_in_their_order_and_one_address_is_one_source():
    found = cited(
        "One. Two.",
        [
            CitationPart("https://a.example", "", 0, 4),
            CitationPart("https://b.example", "B", 5, 9),
            CitationPart("https://a.example", "A", 5, 9),
            CitationPart("", "nowhere", 0, 4),
            CitationPart("https://a.example", "other", 0, 4),
        ],
    )

    assert (Source(1, "https://a.example", "A"), Source(2, "https://b.example", "B")) == found.sources
    assert ((4, (1,)), (9, (1, 2))) == found.marks


def test_without_places_or_without_text_sources_are_only_listed():
    assert "Some words." == marks("Some words.", (0, 0), (0, 0))
    assert () == cited("", [CitationPart("https://a.example", "", 0, 4)]).marks
    assert ((), ()) == cited("Some words.", [])


@pytest.mark.parametrize("place", [(5, 4), (0, 99), (3, 3 + 99), (-1, 4)])
def test_an_impossible_place_is_not_marked(place):
    assert "Some words⟦2⟧." == marks("Some words.", place, (5, 10))


def test_what_is_cited_from_or_to_the_middle_of_a_word_is_marked_at_the_end_of_it():
    assert "Some⟦1⟧ words." == marks("Some words.", (0, 2))
    assert "Some⟦1⟧ words⟦2⟧." == marks("Some words.", (1, 4), (6, 7))
    assert "a" * 2 + "⟦1⟧" + "a" * 2_000 == marks("a" * 2_002, (0, 2))


def test_a_place_behind_a_strange_character_is_in_doubt_once_another_one_is_impossible():
    assert "Plain⟦1⟧ ünd⟦2⟧ more." == marks("Plain ünd more.", (0, 5), (6, 9))
    assert "Plain⟦1⟧ ünd more." == marks("Plain ünd more.", (0, 5), (6, 9), (9, 16))
    assert "Plain⟦1⟧ and⟦2⟧ more." == marks("Plain and more.", (0, 5), (6, 9), (9, 16))
    assert "Plain⟦1⟧ ünd more." == marks("Plain ünd more.", (0, 3), (6, 8))


def test_scripts_that_do_not_part_their_words_are_marked_anywhere():
    assert "这是⟦1⟧中文。" == marks("这是中文。", (0, 2))


@pytest.mark.parametrize(
    ("text", "end", "shown"),
    [
        ("Words \n\nMore", 7, "Words⟦1⟧ \n\nMore"),
        ("A [link](https://a.example) here", 7, "A [link](https://a.example)⟦1⟧ here"),
        ("A [link](https://a.example) here", 26, "A [link](https://a.example)⟦1⟧ here"),
        ("A [link](https://a.example) here", 27, "A [link](https://a.example)⟦1⟧ here"),
        ("A [link](https://a.example/b_(c)) here", 32, "A [link](https://a.example/b_(c))⟦1⟧ here"),
        ("A `code span` here", 7, "A `code span`⟦1⟧ here"),
        ("See https://a.example/path. So", 21, "See https://a.example/path⟦1⟧. So"),
        ("See <https://a.example/path> so", 22, "See <https://a.example/path>⟦1⟧ so"),
        ("| a | b |\n|---|---|\n| c | d |\n", 29, "| a | b |\n|---|---|\n| c | d⟦1⟧ |\n"),
        ("[link](https://a.example) here", 30, "[link](https://a.example) here⟦1⟧"),
    ],
)
def test_a_mark_goes_behind_the_words_and_behind_what_it_may_not_stand_in(text, end, shown):
    assert shown == marks(text, (0, end))


def test_endless_citations_are_cut():
    found = cited("a", [CitationPart(f"https://{n}.example") for n in range(MOST + 5)])

    assert MOST == len(found.sources)


@pytest.mark.parametrize("text", ["[" * 100_000, "`" * 100_000, "[](" * 40_000, "https://" * 20_000])
def test_hostile_text_is_marked_all_the_same(text):
    ((at, numbers),) = cited(text, [CitationPart("https://a.example", "", 0, 50_000)]).marks

    assert 50_000 <= at <= 50_000 + NEAR
    assert (1,) == numbers
