"""Full-text search over the help."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.demo.search import Index, Section, sections, stem, words


@pytest.mark.parametrize(
    "group",
    [
        "picture pictures",
        "key keys",
        "stop stops stopped stopping",
        "delete deletes deleted deleting",
        "price prices pricing",
        "address addresses",
        "directory directories",
        "keyring keyrings",
    ],
)
def test_forms_of_a_word_have_one_stem(group: str) -> None:
    assert len({stem(word) for word in group.split()}) == 1


def test_short_words_are_left_alone() -> None:
    assert [stem(word) for word in ("us", "yes", "ing", "red", "llm")] == ["us", "yes", "ing", "red", "llm"]


def test_stop_words_go_and_other_names_become_those_of_the_help() -> None:
    assert words("How do I upload my photos, please?") == ["attach", "pictur"]
    assert words("What\N{RIGHT SINGLE QUOTATION MARK}s the app's cost?") == ["pric"]


@given(st.text())
def test_any_text_has_words_without_blanks(text: str) -> None:
    assert all(word and not word.isspace() for word in words(text))


def test_a_page_is_cut_at_its_second_headings() -> None:
    page = "# Page\n\nIntro.\n\n## One?\n\nBody.\n\n### Deeper\n\n## Two?\n\nMore.\n"

    assert sections({"page": page}) == [
        Section("Page", "Page", "Intro."),
        Section("Page", "One?", "Body.\n\n### Deeper"),
        Section("Page", "Two?", "More."),
    ]


def test_a_rare_word_counts_more_than_a_frequent_one_and_a_heading_more_than_a_body() -> None:
    frequent = [Section("P", f"Model {number}", "model") for number in range(5)]
    rare, named = Section("P", "Other", "zebra model"), Section("P", "Zebra", "nothing")
    found = Index([*frequent, rare, named]).find("zebra model")

    assert [item.section for item in found[:2]] == [named, rare]
    assert found[1].share == pytest.approx(1)
    assert found[0].share < 1
    assert all(item.share < 0.5 for item in found[2:])


def test_nothing_is_found_without_a_common_word() -> None:
    assert Index([Section("P", "Keys", "A key.")]).find("zebra") == []
    assert Index([]).find("zebra") == []
