"""All that is known of how an answer was made, and the same as JSON text. Money is exact: never a float."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desktop.domain.message import Message, Usage

INDENT = "  "
DEEPEST = 20  # levels of what an endpoint sent that are shown
MOST = 100  # objects and lists in it; more are nobody's bill


def facts_of(message: Message) -> dict[str, Any]:
    """The facts that are known, by name; times in seconds, `usage` as the endpoint sent it where that was kept."""
    receipt = message.receipt
    facts: dict[str, Any] = {
        "asked": message.model,
        "created": message.created.isoformat(timespec="seconds"),
        "state": message.state.value,
    }
    if receipt is not None:
        pace = receipt.pace(thought_aloud=bool(message.reasoning))
        facts |= {
            "answered": receipt.model,
            "provider": receipt.provider,
            "generation": receipt.generation,
            "finish_reason": receipt.finish_reason,
            "native_finish_reason": receipt.native_finish_reason,
            "seconds_to_first_token": _rounded(receipt.first_token),
            "seconds_of_reasoning": _rounded(receipt.thought),
            "seconds": _rounded(receipt.seconds),
            "tokens_per_second": _rounded(pace),
            "usage": _usage(receipt.usage) if receipt.usage else None,
        }
    if message.failure is not None:
        facts["failure"] = message.failure.facts()
    return {name: fact for name, fact in facts.items() if fact not in ("", None)}


def as_json(value: object, indent: str = "") -> str:
    """Indented JSON; a `Decimal` is a number with all of its digits."""
    deeper = indent + INDENT
    match value:
        case Decimal():
            return str(value)
        case dict() if value:
            lines = [f"{deeper}{json.dumps(str(name))}: {as_json(item, deeper)}" for name, item in value.items()]
            return "{\n" + ",\n".join(lines) + f"\n{indent}}}"
        case list() if value:
            return "[\n" + ",\n".join(deeper + as_json(item, deeper) for item in value) + f"\n{indent}]"
    return json.dumps(value)


def leaves(value: object, path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], object]]:
    """Each value inside nested objects and lists with the way to it; null and empty ones are left out."""
    if isinstance(value, list):
        value = {str(number): item for number, item in enumerate(value, 1)}
    if isinstance(value, dict) and len(path) < DEEPEST:
        return [leaf for name, item in value.items() for leaf in leaves(item, (*path, str(name)))]
    return [] if value in (None, "", {}) else [(path, value)]


def _usage(usage: Usage) -> dict[str, Any]:
    if (sent := _read(usage.sent)) is not None:
        return sent
    cached, reasoning = usage.cached_tokens, usage.reasoning_tokens
    facts = {
        "prompt_tokens": usage.prompt_tokens,
        "completion_tokens": usage.completion_tokens,
        "cost": usage.cost,
        "is_byok": usage.own_key,
        "prompt_tokens_details": None if cached is None else {"cached_tokens": cached},
        "completion_tokens_details": None if reasoning is None else {"reasoning_tokens": reasoning},
        "cost_details": None if usage.upstream_cost is None else {"upstream_inference_cost": usage.upstream_cost},
    }
    return {name: fact for name, fact in facts.items() if fact is not None}


def _read(sent: str) -> dict[str, Any] | None:
    if sent.count("{") + sent.count("[") > MOST:
        return None
    try:
        value = json.loads(sent, parse_float=Decimal, parse_constant=lambda _: None)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 3)
