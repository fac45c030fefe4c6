from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.unseen import (
    LONGEST_FLAG,
    cover,
    may_end_a_flag,
    seen_of,
    shown_apart,
    slice_end,
    spell_out,
    unseen_spans,
)

SMUGGLED = "".join(chr(0xE0000 + ord(letter)) for letter in "ignore all that")
ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("", []),
        ("plain words, naïve façade, 日本語", []),
        (f"a{SMUGGLED}b", [(1, 16)]),
        (f"{SMUGGLED}a{SMUGGLED}", [(0, 15), (16, 31)]),
        ("a\u200bb", [(1, 2)]),
        ("invoice\u202egnp.exe", [(7, 8)]),
        ("\ufeffbegins with a mark", [(0, 1)]),
        ("a\ufe0f\ufe0f\ufe0f", [(2, 4)]),
        ("a\U000e0100\U000e0101\U000e0102", [(2, 4)]),
        ("0\u200c\u200d\u200c1", [(2, 4)]),
    ],
)
def test_what_cannot_be_seen_is_found(text, spans):
    assert spans == unseen_spans(text)


@pytest.mark.parametrize(
    "text", [ENGLAND, FAMILY, "❤\ufe0f", "葛\U000e0100", "\u0645\u06cc\u200c\u062e\u0648", "soft\u00adhyphen"]
)
def test_emoji_flags_and_scripts_keep_their_joiners(text):
    assert not unseen_spans(text)


def test_a_flag_cannot_carry_a_sentence():
    flag = "\U0001f3f4" + SMUGGLED.replace("\U000e0020", "") + "\U000e007f"

    assert [(1, len(flag))] == unseen_spans(flag)


@given(st.text(st.sampled_from("a\U0001f3f4\U000e0061\U000e007f\ufe0f\u200d\u200b\u202e"), max_size=30))
def test_spans_are_in_order_and_not_empty(text):
    spans = unseen_spans(text)
    ends = [end for _, end in spans]

    assert all(start < end for start, end in spans)
    assert all(end <= start for end, (start, _) in zip(ends, spans[1:], strict=False))


@pytest.mark.parametrize(
    ("text", "told", "covered"),
    [
        ("plain", "plain", "plain"),
        ("é漢字", "é漢字", "é漢字"),
        ("a\u202eb", "a<U+202E>b", "a\ufffdb"),
        ("adm\u200din", "adm<U+200D>in", "adm\ufffdin"),
        ("soft\u00ad \u200e\u2029", "soft<U+00AD> <U+200E><U+2029>", "soft\ufffd \ufffd\ufffd"),
        ("x\U000e0041\U000e0042", "x<U+E0041><U+E0042>", "x\ufffd\ufffd"),
        (FAMILY + ENGLAND, FAMILY + ENGLAND, FAMILY + ENGLAND),
        ("\u0645\u06cc\u200c\u062e\u0648", "\u0645\u06cc\u200c\u062e\u0648", "\u0645\u06cc\u200c\u062e\u0648"),
    ],
)
def test_what_deceives_in_code_is_made_seen(text, told, covered):
    """In lines by its number; in blocks by a sign that is one character, so that colors stay in place."""
    assert spell_out(text) == told
    assert cover(text) == covered
    assert len(text) == len(covered)


@pytest.mark.parametrize(
    ("text", "start", "in_code", "in_prose"),
    [
        ("plain", 2, ["ain"], ["ain"]),
        ("", 0, [], []),
        ("a\u202eb", 0, ["a", ["\u202e"], "b"], ["a", ["\u202e"], "b"]),
        ("\u2067\u200b\u2069", 0, [["\u2067"], ["\u200b"], ["\u2069"]], [["\u2067"], "\u200b", ["\u2069"]]),
        ("adm\u200din", 3, [["\u200d"], "in"], ["\u200din"]),
        (f"{FAMILY}{ENGLAND}\u00ad", 0, [f"{FAMILY}{ENGLAND}", ["\u00ad"]], [f"{FAMILY}{ENGLAND}\u00ad"]),
    ],
)
def test_what_deceives_in_code_and_what_turns_prose_is_set_apart(text, start, in_code, in_prose):
    for code, told in ((True, in_code), (False, in_prose)):
        parts = [[part] if hidden else part for part, hidden in shown_apart(text, start, code=code)]

        assert parts == told


RUNS = st.lists(st.sampled_from(["a", "漢", "\u200b", "\u200d", "\ufe0f", ENGLAND, SMUGGLED, SMUGGLED[0]])).map("".join)


@given(RUNS, st.integers(1, 12))
def test_a_text_in_slices_is_what_it_would_be_as_a_whole(text, length):
    start, seen = 0, ""
    while start < len(text):
        end = slice_end(text, start, length)
        assert start < end <= start + length + LONGEST_FLAG
        seen += seen_of(text, start, end)
        start = end

    assert seen_of(text, 0, len(text)) == seen


@given(text=st.text(alphabet="a \u200d\u202e\U000e0041\U0001f3f4\U000e007f\ufe0f", max_size=30), size=st.integers(1, 9))
def test_slices_are_spelled_out_as_the_whole(text, size):
    parts, at = [], 0
    while at < len(text):
        end = slice_end(text, at, size)
        parts.append(spell_out(text, at, end))
        at = end

    assert "".join(parts) == spell_out(text)


def test_a_flag_may_end_only_as_far_behind_its_beginning_as_the_longest_is_long():
    black = "\U0001f3f4"

    assert may_end_a_flag("a" + black + "\U000e0067" * (LONGEST_FLAG - 1))
    assert not may_end_a_flag("a" + black + "\U000e0067" * LONGEST_FLAG)
