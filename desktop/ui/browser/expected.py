"""What should stand in place of a mistake in the search line, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.domain.foreign import one_line
from desktop.domain.terms import SORTED, Expected

if TYPE_CHECKING:
    from desktop.domain.terms import Mistake

LONGEST = 40  # characters of the text that are repeated
LONGEST_NAMES = 200  # characters

translate = QCoreApplication.translate


def expected_text(mistake: Mistake, text: str) -> str:
    """One sentence about a mistake in a text."""
    shown = text[mistake.start : mistake.end]
    shown = shown if len(shown) <= LONGEST else f"{shown[: LONGEST - 1]}…"
    return translate("expected", "“{text}”: {expected}").format(text=shown, expected=_expected(mistake))


def _expected(mistake: Mistake) -> str:
    key = mistake.key
    words = {
        Expected.KEY: translate("expected", "there is no such condition. There are {known}.").format(
            known=", ".join(mistake.names)
        ),
        Expected.ALONE: translate("expected", "{key} stands alone, with nothing behind it.").format(key=key),
        Expected.COMPARISON: translate("expected", "{key} is compared, as in {key}<1.").format(key=key),
        Expected.COLON: translate("expected", "a colon stands behind {key}, as in {key}:…").format(key=key),
        Expected.USD: translate("expected", "expected USD per million tokens, as in {key}<1.5").format(key=key),
        Expected.TOKENS: translate("expected", "expected a number of tokens, as in ctx>=200k or ctx>=1M"),
        Expected.PERIOD: translate(
            "expected", "expected days, weeks, months or years, as in {key}:30d, 2w, 6m or 1y"
        ).format(key=key),
        Expected.VALUE: translate("expected", "no model in the list states this. There are {known}").format(
            known=one_line(", ".join(mistake.names), LONGEST_NAMES)
        ),
        Expected.NAME: translate("expected", "expected a name behind {key}:").format(key=key),
        Expected.COLUMN: translate("expected", "expected one of {known}").format(known=", ".join(SORTED)),
        Expected.WORDS: translate("expected", "expected words here"),
        Expected.QUOTE: translate("expected", "the quotation mark at the end is missing"),
    }
    return words[mistake.expected]
