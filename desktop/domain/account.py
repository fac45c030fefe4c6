"""What an endpoint says about a key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class KeyInfo:
    """Facts of `GET /key` (reference/openrouter-api.md §6.1). Amounts are USD; None where nothing was said.

    Attributes:
        label: The key's own name, or the key with its middle masked.
        limit: What the key may spend in all; None when it is not limited.
        limit_remaining: What is left of it; may be negative.
        limit_reset: `daily`, `weekly`, `monthly`, or empty when the limit is never renewed.
        usage: Spent since the key was made.
        byok_usage: Spent since then through the person's own keys at providers.
        free_requests: How many requests to free models the account has a day.
        free_requests_remaining: How many of them are left today.
        is_free_tier: The account has never bought credits.
        is_management_key: Manages keys, and is refused for chatting.
        expires_at: UTC.
    """

    label: str = ""
    limit: Decimal | None = None
    limit_remaining: Decimal | None = None
    limit_reset: str = ""
    usage: Decimal | None = None
    byok_usage: Decimal | None = None
    free_requests: int | None = None
    free_requests_remaining: int | None = None
    is_free_tier: bool = False
    is_management_key: bool = False
    expires_at: datetime | None = None
