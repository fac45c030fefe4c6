from __future__ import annotations

import pytest

from desktop.domain.bookmark import tags_of


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("", set()),
        ("cheap, fast", {"cheap", "fast"}),
        ("#Work  work;WORK", {"work"}),
        ('"quo to"do', {"quo", "to", "do"}),
        (" , ;# ", set()),
        ("x" * 100, {"x" * 100}),
    ],
)
def test_tags_are_words_in_small_letters(text, tags):
    assert tags_of(text) == tags


def test_nothing_of_many_tags_is_cut():
    assert len(tags_of(" ".join(map(str, range(100))))) == 100
