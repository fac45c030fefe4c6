"""Providers and what they offer of a model, wire to domain (reference/openrouter-api.md §2.6 and §2.7).

Any field may be wrong.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import msgspec

from desktop.api import model_list
from desktop.api.model_list import LONGEST_DESCRIPTION, parsed
from desktop.api.model_parts import LONGEST_CONTEXT, LONGEST_NAME, read_each
from desktop.api.model_prices import pricing_of
from desktop.domain.errors import UnreadableAnswer
from desktop.domain.foreign import one_line
from desktop.domain.pricing import Price, Pricing, price_of
from desktop.domain.provider import Company, Details, Provider

DETAILS_MOST = 4 * 1024 * 1024  # bytes
MOST_PROVIDERS = 200
MOST_COMPANIES = 2_000
MOST_COUNTRIES = 50
LONGEST_ADDRESS = 2_000  # characters
PERCENT = 100
MOST_FIGURE = 1e9  # milliseconds until the first token, or tokens a second; more is damage


class Row(msgspec.Struct):
    name: str | None = None
    provider_name: str | None = None
    tag: str | None = None
    quantization: str | None = None
    context_length: int | None = None
    max_completion_tokens: int | None = None
    pricing: dict[str, Any] | None = None
    supported_parameters: tuple[str, ...] | None = None
    uptime_last_1d: float | None = None
    uptime_last_30m: float | None = None
    latency_last_30m: dict[str, Any] | None = None
    throughput_last_30m: dict[str, Any] | None = None
    status: float | None = None


class CompanyRow(msgspec.Struct):
    name: str | None = None
    slug: str | None = None
    privacy_policy_url: str | None = None
    terms_of_service_url: str | None = None
    status_page_url: str | None = None
    headquarters: str | None = None
    datacenters: list[Any] | None = None


def decode(body: bytes) -> Details:
    """Raises `NotAnApi` for a web page and `UnreadableAnswer` for what is no answer to that question."""
    answer = parsed(body)
    data = answer.get("data") if isinstance(answer, dict) else None
    if not isinstance(data, dict):
        raise UnreadableAnswer
    description, rows = data.get("description"), data.get("endpoints")
    found = [_provider(row) for row in rows[:MOST_PROVIDERS] if isinstance(row, dict)] if isinstance(rows, list) else []
    return Details(description[:LONGEST_DESCRIPTION] if isinstance(description, str) else "", tuple(found))


def offers_of(body: bytes) -> frozenset[tuple[str, str]]:
    """The models that a list of offers names, by id or permanent slug, each with the provider's tag, if it has one.

    Raises what `decode` raises.
    """
    offers = ((row.get("model_id"), row.get("tag")) for row in model_list.rows(body) if isinstance(row, dict))
    return frozenset((name, tag if isinstance(tag, str) else "") for name, tag in offers if isinstance(name, str))


def companies_of(body: bytes) -> tuple[Company, ...]:
    """The providers of a list of all of them. Raises what `decode` raises."""
    return tuple(_company(raw) for raw in model_list.rows(body)[:MOST_COMPANIES] if isinstance(raw, dict))


def _company(raw: dict[str, Any]) -> Company:
    row = read_each(CompanyRow, raw, {})
    return Company(
        slug=row.slug or "",
        name=one_line(row.name or "", LONGEST_NAME),
        privacy_policy=_address(row.privacy_policy_url),
        terms=_address(row.terms_of_service_url),
        status_page=_address(row.status_page_url),
        headquarters=one_line(row.headquarters or "", LONGEST_NAME),
        datacenters=tuple(
            one_line(found, LONGEST_NAME)
            for found in (row.datacenters or ())[:MOST_COUNTRIES]
            if isinstance(found, str)
        ),
    )


def _address(stated: str | None) -> str:
    return stated if stated and len(stated) <= LONGEST_ADDRESS else ""


def _provider(raw: dict[str, Any]) -> Provider:
    more: dict[str, Any] = {}
    row = read_each(Row, raw, more)
    stated = row.pricing or {}
    pricing = pricing_of(stated, more)
    stated_discount = price_of(stated.get("discount"))
    taken = stated_discount if isinstance(stated_discount, Decimal) and 0 < stated_discount < 1 else Decimal(0)
    return Provider(
        name=one_line(row.provider_name or row.name or row.tag or "", LONGEST_NAME),
        tag=row.tag or "",
        quantization=row.quantization or "",
        context_length=_length(row.context_length),
        max_completion_tokens=_length(row.max_completion_tokens),
        pricing=_reduced(pricing, 1 - taken) if taken else pricing,
        discount=taken,
        supported_parameters=row.supported_parameters or (),
        uptime=_figure(row.uptime_last_1d, PERCENT),
        uptime_now=_figure(row.uptime_last_30m, PERCENT),
        latency=_median(row.latency_last_30m),
        throughput=_median(row.throughput_last_30m),
        working=None if row.status is None else row.status == 0,
    )


def _length(tokens: int | None) -> int | None:
    return tokens if tokens and 0 < tokens <= LONGEST_CONTEXT else None


def _median(figures: dict[str, Any] | None) -> float | None:
    return _figure((figures or {}).get("p50"), MOST_FIGURE)


def _figure(stated: object, most: float) -> float | None:
    """A number that can be one, which NaN and infinity are not."""
    if isinstance(stated, bool) or not isinstance(stated, (int, float)):
        return None
    return float(stated) if 0 <= stated <= most else None


def _reduced(pricing: Pricing, share: Decimal) -> Pricing:
    def reduced(price: Price) -> Price:
        return price * share if isinstance(price, Decimal) else price

    prices = {name: reduced(price) for name, price in pricing.prices.items()}
    overrides = tuple(
        replace(entry, prices={name: reduced(price) for name, price in entry.prices.items()})
        for entry in pricing.overrides
    )
    return Pricing(prices, overrides)
