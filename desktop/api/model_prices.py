"""The `pricing` object of a model list: wire to domain (reference/openrouter-api.md §2.4)."""

from __future__ import annotations

from typing import Any

import msgspec

from desktop.domain.pricing import UNITS, Override, Price, Pricing, price_of

NOT_PRICES = frozenset({"overrides", "discount"})
HOUR, MIDNIGHT = 100, 2400  # as times of day are written: HHMM
MINUTES = 60
MOST = 50  # prices, and overrides of them: what is shown of a model is worked out from each with each


class Conditions(msgspec.Struct):
    """Of a price override; every other key of one is a price."""

    min_prompt_tokens: int | None = None
    utc_start: int | None = None
    utc_end: int | None = None
    utc_days: tuple[int | str, ...] | None = None


CONDITIONS = frozenset(Conditions.__struct_fields__)


def pricing_of(raw: dict[str, Any], more: dict[str, Any]) -> Pricing:
    """The prices of a row; what is none goes to `more`, as `pricing.…`."""
    prices: dict[str, Price] = {}
    for name, stated in raw.items():
        price = price_of(stated)
        if price is not None and name not in NOT_PRICES and len(prices) < MOST:
            prices[name] = price
        elif name != "overrides" and stated is not None:
            more[f"pricing.{name}"] = stated
    return Pricing(prices, _overrides(raw["overrides"], more)) if raw.get("overrides") else Pricing(prices)


def _overrides(raw: Any, more: dict[str, Any]) -> tuple[Override, ...]:
    """The first ones that are understood as a whole; an unknown condition or a price that is none skips an entry."""
    found, skipped = list[Override](), list[Any]()
    for entry in raw if isinstance(raw, list) else [raw]:
        override = _override(entry) if len(found) < MOST else None
        if override is None:
            skipped.append(entry)
        else:
            found.append(override)
    if skipped:
        more["pricing.overrides"] = skipped
    return tuple(found)


def _override(raw: Any) -> Override | None:
    try:
        when = msgspec.convert(raw, Conditions, strict=False)
    except ValueError:
        return None
    prices = {name: price_of(stated) for name, stated in raw.items() if name not in CONDITIONS}
    known = {name: price for name, price in prices.items() if price is not None and name in UNITS}
    span = (when.utc_start, when.utc_end)
    if len(known) < len(prices) or (span != (None, None) and not all(map(_is_clock, span))):
        return None
    days = tuple(str(day) for day in when.utc_days or ())
    return Override(known, when.min_prompt_tokens, when.utc_start, when.utc_end, days)


def _is_clock(hhmm: int | None) -> bool:
    """Whether it is a time of day; 2400 is the end of one."""
    return hhmm is not None and 0 <= hhmm <= MIDNIGHT and hhmm % HOUR < MINUTES
