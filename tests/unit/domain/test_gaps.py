from __future__ import annotations

import pytest

from desktop.domain.gaps import with_gaps


@pytest.mark.parametrize(
    ("before", "text", "after", "put"),
    [
        ("", "word", "", "word"),
        ("a", "", "b", ""),
        ("a", "word", "", " word"),
        ("", "word", "b", "word "),
        ("a", "word", "b", " word "),
        (" ", "word", "\u2029", "word"),
        ("a", " word\n", "b", " word\n"),
        ("a", "one\ntwo", "b", "\none\ntwo\n"),
        (".", "Next", "", " Next"),
        ("(", "word", ")", "word"),
        ("“", "word", "”", "word"),
        ("a", ", and", ".", ", and"),
        (")", "word", "(", " word "),
        ("你", "好", "a", "好 "),
        ("a", "好", "你", " 好"),
        ("\ud83d", "word", "", " word"),
    ],
)
def test_words_are_kept_apart_from_what_stands_beside_them(before, text, after, put):
    assert with_gaps(before, text, after) == put
