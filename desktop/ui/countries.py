"""Countries by their ISO codes, as the language of the window calls them."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale

# Those in which providers are known to be, in the words of `QLocale`, which has all others in English alone.
NAMES = (
    QT_TRANSLATE_NOOP("countries", "Australia"),
    QT_TRANSLATE_NOOP("countries", "Austria"),
    QT_TRANSLATE_NOOP("countries", "Belgium"),
    QT_TRANSLATE_NOOP("countries", "Brazil"),
    QT_TRANSLATE_NOOP("countries", "Canada"),
    QT_TRANSLATE_NOOP("countries", "China"),
    QT_TRANSLATE_NOOP("countries", "Denmark"),
    QT_TRANSLATE_NOOP("countries", "Finland"),
    QT_TRANSLATE_NOOP("countries", "France"),
    QT_TRANSLATE_NOOP("countries", "Germany"),
    QT_TRANSLATE_NOOP("countries", "Hong Kong SAR China"),
    QT_TRANSLATE_NOOP("countries", "Iceland"),
    QT_TRANSLATE_NOOP("countries", "India"),
    QT_TRANSLATE_NOOP("countries", "Ireland"),
    QT_TRANSLATE_NOOP("countries", "Israel"),
    QT_TRANSLATE_NOOP("countries", "Italy"),
    QT_TRANSLATE_NOOP("countries", "Japan"),
    QT_TRANSLATE_NOOP("countries", "Netherlands"),
    QT_TRANSLATE_NOOP("countries", "Norway"),
    QT_TRANSLATE_NOOP("countries", "Poland"),
    QT_TRANSLATE_NOOP("countries", "Saudi Arabia"),
    QT_TRANSLATE_NOOP("countries", "Singapore"),
    QT_TRANSLATE_NOOP("countries", "South Africa"),
    QT_TRANSLATE_NOOP("countries", "South Korea"),
    QT_TRANSLATE_NOOP("countries", "Spain"),
    QT_TRANSLATE_NOOP("countries", "Sweden"),
    QT_TRANSLATE_NOOP("countries", "Switzerland"),
    QT_TRANSLATE_NOOP("countries", "Taiwan"),
    QT_TRANSLATE_NOOP("countries", "United Arab Emirates"),
    QT_TRANSLATE_NOOP("countries", "United Kingdom"),
    QT_TRANSLATE_NOOP("countries", "United States"),
)


def country_text(code: str) -> str:
    """The name of a country; what is no code of two letters that Qt knows stays as it is."""
    territory = QLocale.codeToTerritory(code) if len(code) == 2 and code.isalpha() and code.isascii() else None  # noqa: PLR2004 - ISO 3166 alpha-2
    if territory in {None, QLocale.Country.AnyCountry}:
        return code
    return QCoreApplication.translate("countries", QLocale.territoryToString(territory))
