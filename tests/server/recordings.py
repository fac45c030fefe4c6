"""Exchanges that others recorded with OpenRouter; none where they are not at hand."""

from __future__ import annotations

import itertools
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

BESIDE = Path(__file__).parents[3] / "shared"
SHARED = Path(os.environ.get("PARLEY_SHARED") or BESIDE)


@dataclass(frozen=True, slots=True)
class Recording:
    """An exchange; `chunks` are the sizes in which the body came from the network, one for all when unknown."""

    name: str
    question: dict[str, Any]
    status: int
    headers: dict[str, str]
    body: bytes
    sizes: tuple[int, ...]

    @property
    def chunks(self) -> list[bytes]:
        ends = list(itertools.accumulate(self.sizes))
        return [self.body[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def recordings(names: Iterable[str] = ("*",)) -> list[Recording]:
    """Those whose file names match one of some patterns, in the order of their numbers."""
    files = {file for name in names for file in (SHARED / "data" / "traffic").glob(f"{name}.json")}
    return [_read(file) for file in sorted(files)]


def _read(file: Path) -> Recording:
    exchange = json.loads(file.read_text("utf-8"))
    response = exchange["response"]
    body = response["body"].encode()
    sizes = tuple(response.get("chunk_bytes", [len(body)]))
    return Recording(file.stem, exchange["request"]["body"], response["status"], response["headers"], body, sizes)
