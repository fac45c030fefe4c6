"""Pieces of `reasoning_details` put together again, so that they can go back unchanged."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

GROWING = ("text", "summary", "data")  # fields that arrive in pieces


def merged(items: Sequence[dict[str, Any]]) -> str:
    """The items of a stream as one JSON array, "" when there are none.

    Pieces belong together when type, index and id agree: GPT-5's summary and encrypted items share an index
    (reference/openrouter-api.md §3.6). A signature comes in a piece of its own. Anthropic text that never got
    its signature is left out: sent back, it is refused.
    """
    whole: dict[tuple[Any, Any, Any], dict[str, Any]] = {}
    for item in items:
        key = (item.get("type"), item.get("index"), item.get("id"))
        known = whole.setdefault(key, {})
        for name, value in item.items():
            if name in GROWING and isinstance(value, str) and isinstance(known.get(name), str):
                known[name] += value
            elif value is not None or name not in known:
                known[name] = value
    kept = [item for item in whole.values() if not _unsigned(item)]
    return json.dumps(kept, ensure_ascii=False) if kept else ""


def _unsigned(item: dict[str, Any]) -> bool:
    anthropic = str(item.get("format") or "").startswith("anthropic")
    return anthropic and item.get("type") == "reasoning.text" and not item.get("signature")
