"""Messages one below the other, most of them estimated."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QFont, QFontDatabase

from desktop.domain.whole_text import Blocks
from desktop.ui.transcript.heights import Heights
from desktop.ui.transcript.piece import Piece
from desktop.ui.transcript.style import PADDING

from .looks import plain_style

CODE = "```python\n" + "x\n" * 10 + "```\n"
SIZES = st.lists(st.integers(0, 5_000), min_size=1, max_size=30)
LOOKED = st.dictionaries(st.integers(0, 29), st.integers(1, 5_000))


@pytest.fixture
def style(qapp):
    return plain_style(qapp.font())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sizes=SIZES, looked=LOOKED, cut=st.integers(1, 30), more=SIZES)
def test_a_message_is_as_high_as_measured_and_those_below_follow(style, sizes, looked, cut, more):
    heights = Heights(style, 600)
    heights.extend(sizes)
    estimated = [heights[index] for index in range(len(sizes))]
    for index, height in looked.items():
        if index < len(sizes):
            heights[index] = estimated[index] = height
    heights.truncate(cut)
    heights.extend(more)
    rest = [heights[index] for index in range(len(estimated[:cut]), len(heights))]
    expected = estimated[:cut] + rest

    assert expected == [heights[index] for index in range(len(heights))]
    assert [sum(expected[:index]) for index in range(len(expected) + 1)] == [
        heights.top(index) for index in range(len(expected) + 1)
    ]
    assert sum(expected) == heights.total
    assert list(range(len(expected))) == [heights.at(heights.top(index)) for index in range(len(expected))]
    assert list(range(len(expected))) == [heights.at(heights.top(index + 1) - 1) for index in range(len(expected))]


def test_longer_texts_are_higher_and_so_are_narrower_ones(style):
    heights = Heights(style, 600)
    heights.extend([10, 5_000, 10_000])
    wide = [heights[index] for index in range(3)]
    heights[0] = 1
    heights.estimate(style, 300)

    assert wide[0] < wide[1] < wide[2]
    assert all(high > before for high, before in zip([heights[index] for index in range(3)], wide, strict=True))
    assert wide[2] - wide[1] == pytest.approx(wide[1] - wide[0], rel=0.02)


def test_before_the_first_and_behind_the_last_are_those(style):
    heights = Heights(style, 600)
    assert heights.at(5) == -1
    heights.extend([10, 20])

    assert (heights.at(-100), heights.at(1_000_000)) == (0, 1)


@pytest.mark.parametrize("zoom", [100, 110, 150, 175])
def test_lines_are_expected_to_be_as_high_as_they_are_laid_out_in_any_font(qapp, zoom):
    families = [family for family in QFontDatabase.families() if QFontDatabase.isSmoothlyScalable(family)]
    for family in families[:: max(1, len(families) // 20)]:
        looks = plain_style(QFont(family, 10), zoom=zoom)
        piece, code = (Piece(Blocks(text).cut(1_000)[0], markdown=True) for text in ("a\\\n" * 9 + "a", CODE))
        prose = piece.measure(looks, 500) - looks.gap
        below = code.measure(looks, 500) - code.top(looks) - PADDING - looks.under

        assert looks.line == pytest.approx(prose / 10, abs=0.8), family
        assert looks.code_line == pytest.approx(below / 10, abs=0.8), family
