from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import KeyMissing, KeyNotAscii
from desktop.domain.keys import cleaned, mark_of

KEY = "sk-or-v1-" + "0123456789abcdef" * 4


@pytest.mark.parametrize(
    "pasted",
    [
        KEY,
        f"  {KEY}\r\n",
        f"\t{KEY}\t",
        f'"{KEY}"',
        f"'{KEY}'",
        f"`{KEY}`",
        f"\u201c{KEY}\u201d",
        f"\u201e{KEY}\u201c",
        f"\u00ab {KEY} \u00bb",
        f"\u2018{KEY}\u2019",
        f' " {KEY} " ',
        f"\u200b{KEY}\u200b",
        f"\ufeff{KEY}",
        f"\u2060{KEY}\u00ad",
        f"{KEY[:20]}\n{KEY[20:]}",
        f"{KEY[:20]}\u200d{KEY[20:]}",
        f"{KEY[:20]}\ufe0f\u3164{KEY[20:]}",
        f"{KEY}\0",
        f"{KEY}\U000e0041",
        f"Bearer {KEY}",
        f"bearer  {KEY}",
        f"BEARER\u00a0{KEY}",
        f"Authorization: Bearer {KEY}",
        f"authorization:bearer {KEY}",
        f'"Authorization: Bearer {KEY}"',
        f"Bearer \u201c{KEY}\u201d",
        f"Bearer Bearer {KEY}",
        f"export OPENROUTER_API_KEY={KEY}",
        f"OPENROUTER_API_KEY = '{KEY}'",
    ],
)
def test_everything_that_comes_along_when_copying_is_taken_off(pasted):
    assert cleaned(pasted) == KEY


@pytest.mark.parametrize(
    "pasted", ["", " \n", '""', "\u200b\ufeff", "Bearer ", "bearer", "Authorization: Bearer", "' '"]
)
def test_nothing_left_is_a_missing_key(pasted):
    with pytest.raises(KeyMissing):
        cleaned(pasted)


@pytest.mark.parametrize("letter", ["é", "\u043e", "…", "•", "😀", "\ud83d", "\uff4b"])
def test_other_letters_are_refused_without_showing_the_key(letter):
    with pytest.raises(KeyNotAscii) as caught:
        cleaned(KEY + letter)

    assert KEY not in repr(caught.value) + str(caught.value) + repr(caught.value.facts())


@pytest.mark.parametrize("key", ["bearer-of-tokens", "Bearertoken", "a'b", "x=y"])
def test_what_belongs_to_a_key_stays(key):
    assert cleaned(key) == key


@given(st.text() | st.from_regex(r"[\s\"']*(?:Authorization: ?)?[Bb]earer\s*[a-z\"' ]*", fullmatch=True))
def test_a_cleaned_key_can_stand_in_a_header_and_needs_no_more_cleaning(pasted):
    try:
        key = cleaned(pasted)
    except (KeyMissing, KeyNotAscii):
        return

    assert all("!" <= character <= "~" for character in key)
    assert cleaned(key) == key


def test_a_mark_tells_keys_apart_and_nothing_of_them():
    assert mark_of("") == ""
    assert mark_of(KEY) == mark_of(KEY) != mark_of(KEY[:-1])
    assert len(mark_of(KEY)) == len(mark_of("sk-1"))
