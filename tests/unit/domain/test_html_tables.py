"""Tables in HTML: where their tags are, whatever stands around them."""

from __future__ import annotations

import pytest

from desktop.domain.html_tables import END, lowered


@pytest.mark.parametrize("before", ["words", "İstanbul, İzmir", "ẞ"])
def test_tags_are_found_where_they_stand(before):
    text = f"{before}</TABLE>"

    assert lowered(text).index(END) == len(before)
