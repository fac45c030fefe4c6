from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale

from desktop.ui.countries import NAMES, country_text


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("US", "United States"),
        ("de", "Germany"),
        ("CZ", "Czechia"),
        ("XX", "XX"),
        ("", ""),
        ("001", "001"),
        ("Germany", "Germany"),
        ("\ud800", "\ud800"),
        ("ÄÖ", "ÄÖ"),
    ],
)
def test_a_country_has_its_name_and_what_is_none_stays(code, name):
    assert country_text(code) == name


def test_the_names_that_are_translated_are_those_of_qt():
    known = {QLocale.territoryToString(territory) for territory in QLocale.Country}

    assert set(NAMES) <= known
