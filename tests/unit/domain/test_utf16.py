from __future__ import annotations

import pytest

from desktop.domain.utf16 import in_units, part_of, width_of

PARTY = "\U0001f389"
HALF = "\ud83c"


def test_ranges_are_counted_in_units():
    assert in_units("aé b", [(1, 2)]) == [(1, 2)]
    assert in_units(f"a{PARTY}b{PARTY}c", [(1, 2), (2, 5)]) == [(1, 3), (3, 7)]
    assert in_units(PARTY, []) == []


@pytest.mark.parametrize(("text", "width"), [("", 0), ("ab", 2), ("é漢", 2), (f"a{PARTY}", 3), (HALF, 1)])
def test_a_text_is_as_wide_as_its_units(text, width):
    assert width_of(text) == width
    assert part_of(text, 0) == part_of(text, 0, width) == text


def test_a_part_is_cut_at_units_and_half_a_pair_can_be_shown():
    assert part_of("abc", 1, 2) == "b"
    assert part_of("é漢c", 1, 2) == "漢"
    assert part_of(f"a{PARTY}bc", 3, 4) == "b"
    assert part_of(f"a{PARTY}bc", -1) == "c"
    assert part_of(f"a{PARTY}", 0, 2) == "a\ufffd"
