"""What single providers offer of a model, and what else is told about it only when one asks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from desktop.domain.pricing import Pricing

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Company:
    """What is told of a provider itself (reference/openrouter-api.md §2.6). Texts and addresses are foreign.

    Attributes:
        slug: What the tags of its offers begin with.
        headquarters, datacenters: Countries, as ISO codes of two letters.
    """

    slug: str = ""
    name: str = ""
    privacy_policy: str = ""
    terms: str = ""
    status_page: str = ""
    headquarters: str = ""
    datacenters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Provider:
    """One provider's offer (reference/openrouter-api.md §2.7). Lengths are tokens, texts foreign; None is not stated.

    Attributes:
        tag: What the provider is called in requests, such as `deepinfra/fp8`.
        pricing: Discount already taken off.
        discount: Of the prices, 0 to 1.
        uptime, uptime_now: Percent of the last day, and of the last half hour.
        latency: Median of the last half hour; milliseconds by the schema, seconds by the pages on routing.
        throughput: Median of the last half hour, tokens per second.
        working: Whether nothing is reported as degraded.
        company: Who makes the offer; None when nothing is told of them.
    """

    name: str
    tag: str = ""
    quantization: str = ""
    context_length: int | None = None
    max_completion_tokens: int | None = None
    pricing: Pricing = field(default_factory=Pricing)
    discount: Decimal = Decimal(0)
    supported_parameters: tuple[str, ...] = ()
    uptime: float | None = None
    uptime_now: float | None = None
    latency: float | None = None
    throughput: float | None = None
    working: bool | None = None
    company: Company | None = None


@dataclass(frozen=True, slots=True)
class Details:
    """The full description, and the providers in the endpoint's order."""

    description: str = ""
    providers: tuple[Provider, ...] = ()


def with_companies(providers: Iterable[Provider], companies: Iterable[Company]) -> tuple[Provider, ...]:
    """The offers with those who make them: the slug is the tag up to its slash; an offer without one has a name."""
    by_slug: dict[str, Company] = {}
    by_name: dict[str, Company] = {}
    for company in companies:
        by_slug.setdefault(company.slug, company)
        by_name.setdefault(company.name, company)

    def company_of(provider: Provider) -> Company | None:
        tag = provider.tag.partition("/")[0]
        return by_slug.get(tag) if tag else by_name.get(provider.name) if provider.name else None

    return tuple(replace(provider, company=company_of(provider)) for provider in providers)
