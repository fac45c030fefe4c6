"""How long an endpoint asks us to wait."""

from __future__ import annotations

import math
import time
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST = 86_400.0  # seconds; quotas begin again after a day at the latest


def wait_of(headers: Mapping[str, str]) -> float | None:
    """Seconds to wait, by the first header that says so; names in lower case. None for nonsense and for the past.

    `MOST` stands for all that is longer.
    `X-RateLimit-Reset` is Unix time in milliseconds (reference/openrouter-api.md §1.4). Dates count from the
    server's own `Date`: the clock here may be wrong.
    """
    waits = (
        _scaled(headers.get("retry-after-ms"), 1000),
        _scaled(headers.get("retry-after"), 1),
        _until(_unix(headers.get("retry-after")), headers),
        _until(_scaled(headers.get("x-ratelimit-reset"), 1000), headers),
    )
    return next((min(wait, MOST) for wait in waits if wait is not None and wait >= 0), None)


def _scaled(value: str | None, divisor: float) -> float | None:
    try:
        number = float(value or "") / divisor
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _unix(value: str | None) -> float | None:
    """Seconds since 1970 of an HTTP date."""
    try:
        moment = parsedate_to_datetime(value or "")
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None


def _until(moment: float | None, headers: Mapping[str, str]) -> float | None:
    if moment is None:
        return None
    now = _unix(headers.get("date"))
    return moment - (time.time() if now is None else now)
