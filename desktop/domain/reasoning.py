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
    its signature is left out: sent back, it is refused. So is what has no plain type, index and id, and everything
    when it is nested more deeply than can be written.
    """
    whole: dict[tuple[Any, ...], dict[str, Any]] = {}
    grown: dict[tuple[Any, ...], dict[str, list[str]]] = {}  # pieces are joined once: there may be many thousands
    for item in items:
        key = item.get("type"), item.get("index"), item.get("id")
        if any(isinstance(part, list | dict) for part in key):
            continue
        known, pieces = whole.setdefault(key, {}), grown.setdefault(key, {})
        for name, value in item.items():
            if name in GROWING and isinstance(value, str):
                pieces.setdefault(name, []).append(value)
                known.setdefault(name, "")
            elif value is not None or name not in known:
                known[name] = value
    for key, fields in grown.items():
        whole[key] |= {name: "".join(pieces) for name, pieces in fields.items()}
    kept = [item for item in whole.values() if not _unsigned(item)]
    try:
        return json.dumps(kept, ensure_ascii=False) if kept else ""
    except RecursionError:
        return ""


def _unsigned(item: dict[str, Any]) -> bool:
    anthropic = str(item.get("format") or "").startswith("anthropic")
    return anthropic and item.get("type") == "reasoning.text" and not item.get("signature")
