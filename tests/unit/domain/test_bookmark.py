from __future__ import annotations

import pytest

from desktop.domain.bookmark import LONGEST_TAG, MOST_TAGS, tags_of


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("", set()),
        ("cheap, fast", {"cheap", "fast"}),
        ("#Work  work;WORK", {"work"}),
        (" , ;# ", set()),
        ("x" * 100, {"x" * LONGEST_TAG}),
    ],
)
def test_tags_are_words_in_small_letters(text, tags):
    assert tags_of(text) == tags


def test_there_are_only_so_many_tags():
    assert len(tags_of(" ".join(map(str, range(100))))) == MOST_TAGS
