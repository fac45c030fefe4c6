"""The demonstration's rows beside real ones."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from desktop.demo.catalog import models

SHARED = Path(os.environ.get("PARLEY_SHARED", Path(__file__).parents[4] / "shared"))
RECORDED = SHARED / "data" / "models" / "2026-08-22-421.json"


@pytest.mark.skipif(not RECORDED.exists(), reason="no recorded model list")
def test_rows_have_every_field_that_all_real_rows_have() -> None:
    rows = json.loads(RECORDED.read_bytes())["data"]
    always = set.intersection(*(set(row) for row in rows))
    nested = {
        name: set.intersection(*(set(row[name]) for row in rows))
        for name in ("architecture", "pricing", "top_provider")
    }

    for row in models()["data"]:
        assert always <= set(row)
        assert all(fields <= set(row[name]) for name, fields in nested.items())


def test_every_row_costs_nothing_and_says_what_it_is_not() -> None:
    for row in models()["data"]:
        assert set(row["pricing"].values()) == {"0"}
        assert row["name"].startswith("Demonstration: ")
        assert "Not a language model" in row["description"]
