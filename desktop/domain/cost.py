"""What a use of a model costs, from the prices that its list states. Nothing is guessed: unknown stays unknown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.pricing import VARIES
from desktop.domain.reckoned import Reckoned

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from desktop.domain.model import Model
    from desktop.domain.pricing import Override, Price, Pricing, Varies

PICTURE_TOKENS = 1_000  # a page or a photo of about a megapixel, give or take a half
MOST = 10_000_000  # tokens of a use
MOST_PIECES = 1_000  # pictures of a use, and requests
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SHORT_DAY = 3  # letters
DAY = 24 * 60  # minutes
ALWAYS = None, None, ()  # a span of hours and days
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)  # any moment will do where no price goes by the clock


@dataclass(frozen=True, slots=True)
class Use:
    """Requests, each a question and its answer.

    Attributes:
        prompt: Tokens of text that are sent, `cached` among them.
        completion: Tokens that come back.
        cached: Tokens of the prompt that the provider still has; at the usual price where it states no other.
        pictures: How many are sent, beside the text.
        searches: How often the web is searched.
        picture_tokens: What a picture counts as where its price goes by tokens.
        requests: How many there are; all the other numbers hold for each.
    """

    prompt: int = 1_000
    completion: int = 300
    cached: int = 0
    pictures: int = 0
    searches: int = 0
    picture_tokens: int = PICTURE_TOKENS
    requests: int = 1

    @property
    def text(self) -> str:
        """For the settings, see `use_of`: what is sent and comes back, pictures, requests."""
        return f"{self.prompt} {self.completion} {self.pictures} {self.requests}"


def use_of(text: str) -> Use:
    """The use that `Use.text` told; the usual one when it tells none."""
    limits = (MOST, MOST, MOST_PIECES, MOST_PIECES)
    numbers = [int(part) for part in text.split() if part.isdecimal()]
    if len(numbers) != len(limits) or any(number > limit for number, limit in zip(numbers, limits, strict=True)):
        return Use()
    prompt, completion, pictures, requests = numbers
    return Use(prompt, completion, pictures=pictures, requests=max(1, requests))


class Tier(NamedTuple):
    """Prices that hold from a point on, which is a number of tokens or a minute of the day."""

    start: int
    prices: Mapping[str, Price]


def cost_of(pricing: Pricing, use: Use, at: datetime) -> Decimal | Varies | None:
    """USD for a use at a moment (UTC). VARIES as soon as a price it needs does; None when one is not stated."""
    prices = prices_at(pricing, use.prompt + use.pictures * use.picture_tokens, at)
    pieces = _pieces(prices, use, pricing.prompt)
    needed = [(price, count) for price, count in pieces if count]
    if any(price is VARIES for price, _ in needed):
        return VARIES
    amounts = [price * count for price, count in needed if isinstance(price, Decimal)]
    return use.requests * sum(amounts, Decimal(0)) if len(amounts) == len(needed) else None


def too_long(model: Model, use: Use) -> int:
    """By how many tokens a request is longer than the model's context, or its answer than the model's answers."""
    return max(model.excess(use.prompt + use.pictures * use.picture_tokens + use.completion), model.cut(use.completion))


def model_cost(model: Model, use: Use, at: datetime) -> Decimal | Varies | None:
    """The same for a model; None too where it has prices of zero and is not free (§2.4), or cannot be used so.

    Nobody can use what is retired, or excluded by the settings of the account.
    """
    if model.retired or model.excluded or (use.pictures and model.sees_pictures is False) or too_long(model, use):
        return None
    cost = cost_of(model.pricing, use, at)
    return None if cost == 0 and not model.free else cost


def costs(use: Use, at: datetime) -> Reckoned:
    """By what models are sorted that cost less or more."""
    return Reckoned(lambda model: known_cost(model, use, at), charged_by)


def known_cost(model: Model, use: Use, at: datetime) -> Decimal | None:
    """What a use costs in USD, if that can be told beforehand."""
    cost = model_cost(model, use, at)
    return cost if isinstance(cost, Decimal) else None


def charged_by(model: Model) -> object:
    """All of a model that counts for what it costs."""
    asked = model.retired is None and not model.excluded
    return id(model.pricing), model.free, model.sees_pictures, model.length, model.max_completion_tokens, asked


def prices_at(pricing: Pricing, tokens: int, at: datetime) -> Mapping[str, Price]:
    """The prices in force for a prompt of so many tokens at a moment (UTC)."""
    prices = dict(pricing.prices)
    for override in pricing.overrides:
        if _holds(override, tokens, at):
            prices |= override.prices
    return prices


def price_while(model: Model, condition: Override, name: str) -> Price | None:
    """What a model charges while the condition of an override holds, its own or another model's.

    VARIES where it changes meanwhile; None where it is not stated, or where no prompt can be so long.
    """
    tokens = condition.min_prompt_tokens or 0
    if model.context_length is not None and model.context_length <= tokens:
        return None
    spans = {ALWAYS, _span(condition)}
    held = [override for override in model.pricing.overrides if _span(override) in spans]
    others = [override for override in model.pricing.overrides if override not in held]
    if any(name in override.prices for override in others) and not any(_span(entry) != ALWAYS for entry in held):
        return VARIES
    bare = tuple(replace(override, utc_start=None, utc_end=None, utc_days=()) for override in held)
    return prices_at(replace(model.pricing, overrides=bare), tokens + 1, EPOCH).get(name)


def _span(override: Override) -> tuple[int | None, int | None, tuple[str, ...]]:
    """When it holds, whatever the prompt."""
    return override.utc_start, override.utc_end, override.utc_days


def tiers(pricing: Pricing, at: datetime) -> tuple[Tier, ...]:
    """Prices by size of the prompt: each tier holds for more tokens than it starts with. One where they are all alike.

    Prices of certain hours are left out.
    """
    always = [override for override in pricing.overrides if override.utc_start is None and not override.utc_days]
    bare = replace(pricing, overrides=tuple(always))
    starts = {override.min_prompt_tokens or 0 for override in always}
    return _merged(Tier(start, prices_at(bare, start + 1, at)) for start in sorted({0, *starts}))


def hours(pricing: Pricing, day: date) -> tuple[Tier, ...]:
    """Prices of a short prompt through a day (UTC), by the minute at which they start. One where they are all alike."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    limits = [limit for o in pricing.overrides for limit in (o.utc_start, o.utc_end) if limit is not None]
    minutes = {limit // 100 * 60 + limit % 100 for limit in limits}
    starts = sorted({0, *(minute for minute in minutes if 0 < minute < DAY)})
    return _merged(Tier(start, prices_at(pricing, 1, midnight + timedelta(minutes=start))) for start in starts)


def by_hours(pricing: Pricing, name: str, day: date) -> tuple[Decimal, ...]:
    """What a price is at the hours of the days of a week that begins with this one (UTC), if it goes by them."""
    if not pricing.overrides:
        return ()
    days = len(WEEK) if any(override.utc_days for override in pricing.overrides) else 1
    stated = (tier.prices.get(name) for more in range(days) for tier in hours(pricing, day + timedelta(more)))
    amounts = tuple(dict.fromkeys(price for price in stated if isinstance(price, Decimal)))
    return amounts if len(amounts) > 1 else ()


def _merged(found: Iterable[Tier]) -> tuple[Tier, ...]:
    """Without those that change nothing."""
    kept: list[Tier] = []
    for tier in found:
        if not kept or kept[-1].prices != tier.prices:
            kept.append(tier)
    return tuple(kept)


def _pieces(prices: Mapping[str, Price], use: Use, usual: Price | None) -> list[tuple[Price | None, int]]:
    """Prices and how often each is due."""
    prompt = prices.get("prompt")
    cached = min(use.cached, use.prompt)
    return [
        (prompt, use.prompt - cached),
        (prices.get("input_cache_read", prompt), cached),
        (prices.get("completion"), use.completion),
        _picture(prices, use, usual),
        (prices.get("web_search"), use.searches),
        (prices.get("request"), int("request" in prices)),
    ]


def _picture(prices: Mapping[str, Price], use: Use, usual: Price | None) -> tuple[Price | None, int]:
    """What pictures cost: by token, or by piece where the price is above that of a token, as in older lists (§2.4)."""
    tokens = use.pictures * use.picture_tokens
    stated = prices.get("image")
    if stated is VARIES:
        return stated, use.pictures
    if not stated:
        return prices.get("image_token", prices.get("prompt")), tokens
    by_token = isinstance(usual, Decimal) and stated <= usual
    return stated, tokens if by_token else use.pictures


def _holds(override: Override, tokens: int, at: datetime) -> bool:
    """Whether all of its conditions do; one on days in words that are not understood never does."""
    if override.min_prompt_tokens is not None and tokens <= override.min_prompt_tokens:
        return False
    day = WEEK[at.weekday()]
    if override.utc_days and not {day, day[:SHORT_DAY]} & {name.casefold() for name in override.utc_days}:
        return False
    start, end, now = override.utc_start, override.utc_end, at.hour * 100 + at.minute
    if start is None or end is None:
        return True
    return start <= now < end if start < end else now >= start or now < end
