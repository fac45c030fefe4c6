"""Recorded model lists, which stand beside the checkout where they are at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("PARLEY_SHARED", Path(__file__).parents[2] / "shared"))
NEW = "2026-08-22-421"
OLD = "2025-04-23-302"


def recorded(name: str) -> bytes:
    """The bytes of a list; skips the test where there are no recordings."""
    path = SHARED / "data" / "models" / f"{name}.json"
    if not path.exists():
        pytest.skip("no recorded model lists here")
    return path.read_bytes()
