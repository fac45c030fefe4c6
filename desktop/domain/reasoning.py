"""Pieces of `reasoning_details` put together again, so that they can go back unchanged."""

from __future__ import annotations

import json
from typing import Any

GROWING = ("text", "summary", "data")  # fields that arrive in pieces
MOST_ITEMS = 1_000  # once they are put together: no model means more
LONGEST = 8_000_000  # characters of all of them …
MOST_VALUES = 40_000  # … and of what they consist as JSON: names, values and what stands between them


class Details:
    """The items of a stream, put together as they come.

    Pieces belong together when type, index and id agree: GPT-5's summary and encrypted items share an index
    (reference/openrouter-api.md §3.6). A signature comes in a piece of its own.
    """

    def __init__(self) -> None:
        self._whole: dict[tuple[Any, ...], dict[str, Any]] = {}
        self._grown: dict[tuple[Any, ...], dict[str, list[str]]] = {}  # joined once: there may be many thousands
        self._size = 0  # characters of the pieces

    def add(self, item: dict[str, Any]) -> None:
        key = item.get("type"), item.get("index"), item.get("id")
        if any(isinstance(part, list | dict) for part in key) or self._is_too_much:
            return
        known, pieces = self._whole.setdefault(key, {}), self._grown.setdefault(key, {})
        for name, value in item.items():
            if name in GROWING and isinstance(value, str):
                pieces.setdefault(name, []).append(value)
                known.setdefault(name, "")
                self._size += len(value)
            elif value is not None or name not in known:
                known[name] = value

    def merged(self) -> str:
        """All of them as one JSON array, "" when there are none.

        Anthropic text that never got its signature is left out: sent back, it is refused. So is what has no plain
        type, index and id, and everything when it is more than any model means, or nested more deeply than can be
        written.
        """
        if self._is_too_much:
            return ""
        for key, fields in self._grown.items():
            self._whole[key] |= {name: "".join(pieces) for name, pieces in fields.items()}
        kept = [item for item in self._whole.values() if not _unsigned(item)]
        try:
            return _written(kept) if kept else ""
        except RecursionError:
            return ""

    def __bool__(self) -> bool:
        return bool(self._whole)

    @property
    def _is_too_much(self) -> bool:
        return len(self._whole) > MOST_ITEMS or self._size > LONGEST


def _written(items: list[dict[str, Any]]) -> str:
    """As JSON; "" as soon as it is too much of it."""
    pieces, size = list[str](), 0
    for piece in json.JSONEncoder(ensure_ascii=False).iterencode(items):
        pieces.append(piece)
        size += len(piece)
        if size > LONGEST or len(pieces) > MOST_VALUES:
            return ""
    return "".join(pieces)


def _unsigned(item: dict[str, Any]) -> bool:
    anthropic = str(item.get("format") or "").startswith("anthropic")
    return anthropic and item.get("type") == "reasoning.text" and not item.get("signature")
