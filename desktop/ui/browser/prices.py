"""All prices of a model in words, with their units and the conditions of those that change."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.domain.pricing import UNITS, VARIES, per_million
from desktop.ui.browser.facts import DIGITS, money, price_text
from desktop.ui.figures import number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.domain.model import Model
    from desktop.domain.pricing import Override, Price

MAIN = ("prompt", "completion")
LITTLE = Decimal("0.0001")  # USD: of less than that nobody reads the zeros

translate = QCoreApplication.translate


def _labels() -> dict[str, str]:
    """By the names of the wire, in reading order."""
    return {
        "prompt": translate("prices", "Input"),
        "completion": translate("prices", "Output"),
        "internal_reasoning": translate("prices", "Reasoning tokens"),
        "input_cache_read": translate("prices", "Cached input"),
        "input_cache_write": translate("prices", "Caching, 5 min"),
        "input_cache_write_1h": translate("prices", "Caching, 1 hour"),
        "image": translate("prices", "Picture input"),
        "image_token": translate("prices", "Picture tokens"),
        "image_output": translate("prices", "Picture output"),
        "audio": translate("prices", "Audio input"),
        "input_audio_cache": translate("prices", "Cached audio"),
        "audio_output": translate("prices", "Audio output"),
        "request": translate("prices", "Request"),
        "web_search": translate("prices", "Web search"),
    }


def price_label(name: str) -> str:
    """What a price is called, by its name on the wire."""
    return _labels().get(name, name)


def price_order(name: str) -> tuple[int, str]:
    """What prices are sorted by to stand in reading order; those that are not known here come last."""
    known = list(_labels())
    return known.index(name) if name in known else len(known), name


def unit_text(name: str) -> str:
    """What a price is in, as a number of that alone: token prices per million of them."""
    words = {
        "token": translate("columns", "USD per million tokens"),
        "picture": translate("prices", "USD per picture or picture token"),
        "request": translate("prices", "USD per request"),
        "search": translate("prices", "USD per search"),
    }
    return words.get(UNITS.get(name, ""), translate("prices", "USD per unit"))


def _labeled(prices: Mapping[str, Price]) -> list[tuple[str, str]]:
    """Labels and amounts; prices that are not known here come last, under their own names."""
    labels = _labels()
    known = [(label, amount_text(name, prices[name])) for name, label in labels.items() if name in prices]
    return known + [(name, amount_text(name, price)) for name, price in prices.items() if name not in labels]


def price_lines(model: Model, *, inside: bool = False) -> list[tuple[str, str]]:
    """Labels and amounts: per million tokens where no other unit is named. Zeros beside the main prices share a line.

    A zero is no promise, unless the program itself answers for the model: then it is `inside`.
    A list that states every kind of price states many zeros: of what is charged as output, or not at all.
    """
    pricing = model.pricing
    zeros = {name: price for name, price in pricing.prices.items() if price == 0 and name not in MAIN}
    lines = _labeled({name: price for name, price in pricing.prices.items() if name not in zeros})
    if model.free or inside:
        lines.insert(0, (translate("prices", "Price"), translate("prices", "free")))
    elif not lines:
        lines.append((translate("prices", "Price"), translate("prices", "not stated")))
    elif pricing.prompt == 0 and pricing.completion == 0:
        note = translate("prices", "The list does not state it as free: it may charge in other ways.")
        lines.append((translate("prices", "Note"), note))
    if zeros:
        labels = ", ".join(label for label, _ in _labeled(zeros))
        lines.append((translate("prices", "Listed as {amount}").format(amount=money(Decimal(0))), labels))
    return lines + [(condition_text(override), _replaced(override)) for override in pricing.overrides]


def amount_text(name: str, price: Price | None, digits: int = DIGITS) -> str:
    """USD per million tokens, or per what else a price of this name is for; or why there is no such number."""
    unit = UNITS.get(name, "")
    if unit == "token" or price is None or price is VARIES:
        return price_text(price, digits)
    if unit == "picture" and 0 < price < LITTLE:
        return translate("prices", "{amount} per million pictures or picture tokens").format(
            amount=money(per_million(price), digits)
        )
    words = {
        "picture": translate("prices", "{amount} per picture or picture token"),
        "request": translate("prices", "{amount} per request"),
        "search": translate("prices", "{amount} per search"),
    }
    return words.get(unit, translate("prices", "{amount} per unit")).format(amount=money(price, digits))


def condition_text(override: Override) -> str:
    """When an override holds; with no condition at all, always."""
    parts = []
    if override.min_prompt_tokens is not None:
        words = translate("prices", "Prompts over {n} tokens")
        parts.append(words.format(n=number(override.min_prompt_tokens)))
    if override.utc_start is not None and override.utc_end is not None:
        words = translate("prices", "{start} to {end} UTC")
        parts.append(words.format(start=_clock(override.utc_start), end=_clock(override.utc_end)))
    if override.utc_days:
        parts.append(", ".join(override.utc_days))
    return ", ".join(parts) or translate("prices", "Always")


def _clock(hhmm: int) -> str:
    return f"{hhmm // 100:02}:{hhmm % 100:02}"


def _replaced(override: Override) -> str:
    return " · ".join(f"{label} {amount}" for label, amount in _labeled(override.prices))
