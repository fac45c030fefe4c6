from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.domain.parts import ImagePart
from desktop.domain.vision import Quality


@pytest.mark.parametrize(("original", "has_one"), [("", False), ("a" * 64, False), ("b" * 64, True)])
def test_a_picture_has_an_original_where_another_one_came(original, has_one):
    assert ImagePart("sea.png", blob="a" * 64, original=original).has_original is has_one


def test_a_picture_has_more_pixels_where_what_came_can_be_made_larger() -> None:
    made = ImagePart("a.png", width=600, height=400, original="0", quality=Quality.SHARP, given=(900, 600))

    assert made.has_more_pixels
    assert not replace(made, given=(400, 600)).has_more_pixels
    assert not replace(made, quality=Quality.ORIGINAL).has_more_pixels
    assert not replace(made, original="").has_more_pixels
    assert not replace(made, given=None).has_more_pixels
