"""Comparing texts as a reader does, and telling from Markdown what cannot be seen in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.find import GOES_ON, PARTS, count_in, fold, folded, gist, needles, places, places_in, spans


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("One two one", "ONE", ["One", "one"]),
        ("Straße, STRASSE, strasse", "straße", ["Straße", "STRASSE", "strasse"]),
        ("cafe café CAFÉ cafe\u0301!", "Café", ["cafe", "café", "CAFÉ", "cafe\u0301"]),
        ("ΣΊΣΥΦΟΣ σίσυφος", "Σισυφος", ["ΣΊΣΥΦΟΣ", "σίσυφος"]),
        ("İstanbul", "istanbul", ["İstanbul"]),
        ("ﬁne", "fin", ["ﬁn"]),
        ("가각 간가", "가", ["가", "가"]),
        ("かが", "か", ["か"]),
        ("a\u00a0b a\u2028b a\tb a b", "a b", ["a\u00a0b", "a\u2028b", "a\tb", "a b"]),
        ("aaaa", "aa", ["aa", "aa"]),
        ("ab", "", []),
        ("ab", "c", []),
    ],
)
def test_case_accents_and_kinds_of_blanks_do_not_matter(text, words, found):
    folded = fold(words)
    assert [text[start:end] for start, end in spans(text, folded)] == found
    assert len(places(fold(text), folded)) == len(found)


def test_they_matter_when_letters_are_to_be_the_same():
    text = "Café cafe\u00a0x café Cafe\u0301"
    found = spans(text, fold("café", exact=True), exact=True)
    assert found == [(12, 16)]
    assert spans(text, fold("cafe x", exact=True), exact=True) == [(5, 11)]


@pytest.mark.parametrize("end", ["\n", "\u2029", "\ufdd0", "\ufdd1", PARTS])
@pytest.mark.parametrize("exact", [False, True])
def test_nothing_is_found_across_the_end_of_a_paragraph_or_a_cell(end, exact):
    assert fold(f"é{end}b", exact=exact)[-2:] == "\nb"
    assert fold(f"a{end}b", exact=exact) == "a\nb"


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("**bo**ld text", "bold"),
        ("`co`de", "code"),
        ("~~st~~ruck", "struck"),
        (r"snake\_case", "snake_case"),
        ("É t u", "é"),
        ("# Heading", "heading"),
        ("fun[da](http://a.b/(c)%20d)mental", "fundamental"),
        ("fun[da][1]mental\n\n[1]: http://a.b", "fundamental"),
        ("H<sub>2</sub>O", "h2o"),
        ("a][1]2 and \\[b][1]2\n\n[1]: http://a.b", "12"),
        ('<a href="b">l</a>ink', "link"),
        ("f&uuml;r &#233;t&#xE9;", "für été"),
        ("`a[b](c)` and `&amp;`", "b c amp"),
        ("R&D", "r d"),
    ],
)
def test_a_text_may_hold_words_that_marks_tear_apart(source, seen):
    assert all(run in gist(source) for run in needles(seen))


def test_what_is_not_in_the_source_is_not_seen():
    assert needles("other")[0] not in gist("**bold** text")


@pytest.mark.parametrize(
    "source",
    [
        "[a](b 'c')",
        "![a](b)",
        "a[^1]",
        "[!NOTE]",
        "a<!-- b -->",
        "<http://a.b>",
        "](<http://a.b>c)",
        "<a@b.c>",
        "http://a.b/%C3%A9",
        "https://XN--bcher-kva.de",
    ],
)
def test_what_hides_and_changes_letters_in_other_ways_has_no_gist(source):
    assert gist(source) is None


def test_a_text_that_grows_much_when_it_is_folded_has_no_gist():
    assert gist("ﷺ" * 10) is None
    assert gist("straße") == "strasse"


@given(st.text(st.characters(exclude_characters="\t\r\x0b\x0c\x1e\x1f")))
def test_words_are_folded_in_a_hurry_as_they_are_elsewhere(text):
    assert fold(text) == folded(text)


def test_letters_that_stand_together_must_be_in_the_source():
    assert needles("The snake_case É, ok") == ("the", "snakecase", "e", "ok")
    assert needles("->") == ()


def test_words_are_found_from_one_text_to_the_next_where_that_goes_on():
    parts = ["one two", GOES_ON + " three one two", "three"]

    assert places_in(parts, 0, "two three") == [4]
    assert places_in(parts, 1, "two three") == []
    assert places_in(parts, 0, "three") == []
    assert count_in(parts, "two three") == 1
    assert count_in(parts, "three") == 2
    assert count_in(parts, "three", 2) == count_in(parts, "three", 1) + 1 == 1
    assert count_in(parts, "three", 9) == 2
