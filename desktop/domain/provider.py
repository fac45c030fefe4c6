"""What single providers offer of a model, and what else is told about it only when one asks."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from desktop.domain.pricing import Pricing


@dataclass(frozen=True, slots=True)
class Provider:
    """One provider's offer (reference/openrouter-api.md §2.7). Lengths are tokens, texts foreign; None is not stated.

    Attributes:
        tag: What the provider is called in requests, such as `deepinfra/fp8`.
        pricing: Discount already taken off.
        discount: Of the prices, 0 to 1.
        uptime: Percent of the last day.
        latency: Median of the last half hour, in a unit that the reference contradicts itself about.
        throughput: Median of the last half hour, tokens per second.
        working: Whether nothing is reported as degraded.
    """

    name: str
    tag: str = ""
    quantization: str = ""
    context_length: int | None = None
    max_completion_tokens: int | None = None
    pricing: Pricing = field(default_factory=Pricing)
    discount: Decimal = Decimal(0)
    supported_parameters: tuple[str, ...] = ()
    caches: bool | None = None
    uptime: float | None = None
    latency: float | None = None
    throughput: float | None = None
    working: bool | None = None


@dataclass(frozen=True, slots=True)
class Details:
    """The full description, and the providers in the endpoint's order."""

    description: str = ""
    providers: tuple[Provider, ...] = ()
