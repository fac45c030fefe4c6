"""Prices as a model list states them: USD per unit. Missing is not zero, zero is not free, -1 is no number."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

MILLION = 1_000_000
SMALLEST = Decimal("1e-15")  # USD per unit; outside of these two a number is damage, not a price
LARGEST = Decimal(1_000_000)
LONGEST = 64  # characters of a price; real ones have up to 14

# What a price is for, by its name on the wire (reference/openrouter-api.md §2.4). A list may have others.
UNITS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("prompt", "completion", "input_cache_read", "input_cache_write"), "token"),
    **dict.fromkeys(("input_cache_write_1h", "internal_reasoning", "image_token", "image_output"), "token"),
    **dict.fromkeys(("audio", "audio_output", "input_audio_cache"), "token"),
    "image": "picture",  # some providers count tokens of the picture here
    "request": "request",
    "web_search": "search",
}


class Varies(Enum):
    """A price that is known only afterwards, written `-1`. Not a number, so that nobody multiplies it."""

    VARIES = "varies"


VARIES: Final = Varies.VARIES
Price = Decimal | Literal[Varies.VARIES]


@dataclass(frozen=True, slots=True)
class Override:
    """Prices that replace others while all of its conditions hold; later ones win, key by key.

    Attributes:
        min_prompt_tokens: Holds for prompts with strictly more tokens.
        utc_start, utc_end: Holds from one to before the other, as HHMM in UTC; may wrap midnight (1000 to 100).
        utc_days: Holds on these days only, in the list's own words; empty for every day.
    """

    prices: Mapping[str, Price]
    min_prompt_tokens: int | None = None
    utc_start: int | None = None
    utc_end: int | None = None
    utc_days: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pricing:
    """All prices of a model, by their names on the wire (reference/openrouter-api.md §2.4).

    Attributes:
        prices: Only what is stated; `prompt` and `completion` are per token.
    """

    prices: Mapping[str, Price] = field(default_factory=dict)
    overrides: tuple[Override, ...] = ()

    @property
    def prompt(self) -> Price | None:
        return self.prices.get("prompt")

    @property
    def completion(self) -> Price | None:
        return self.prices.get("completion")


def price_of(stated: object) -> Price | None:
    """A price from a string or number of the list; None for everything that is not a plausible price."""
    if isinstance(stated, str):
        return _price_of(stated) if len(stated) <= LONGEST else None
    return price_of(str(stated)) if isinstance(stated, (int, float)) and not isinstance(stated, bool) else None


# What `Decimal` reads beyond JSON's numbers (1_000, digits of other scripts) is damage.
_NUMBER = re.compile(r"\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?\s*", re.ASCII | re.IGNORECASE)


@lru_cache(1024)  # a list of 421 models has 1,500 prices, and 250 different ones
def _price_of(text: str) -> Price | None:
    if not _NUMBER.fullmatch(text):
        return None
    price = Decimal(text)
    if price == -1:
        return VARIES
    return abs(price) if price == 0 or SMALLEST <= price <= LARGEST else None


def per_million(price: Decimal) -> Decimal:
    """USD per million units, from USD per unit."""
    return price * MILLION
