from __future__ import annotations

import pytest

from desktop.domain.parts import ImagePart


@pytest.mark.parametrize(("original", "has_one"), [("", False), ("a" * 64, False), ("b" * 64, True)])
def test_a_picture_has_an_original_where_another_one_came(original, has_one):
    assert ImagePart("sea.png", blob="a" * 64, original=original).has_original is has_one
