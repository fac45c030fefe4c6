"""A small list that has one row of each kind."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from desktop.domain.catalog import Catalog, Origin
from desktop.domain.model import Model
from desktop.domain.pricing import VARIES, Pricing

NOON = datetime(2026, 8, 22, 12, tzinfo=UTC)
TEXT = {"input_modalities": ("text",), "output_modalities": ("text",)}


def priced(prompt, completion):
    return Pricing({"prompt": Decimal(prompt), "completion": Decimal(completion)})


MODELS = (
    Model(
        "acme/seer",
        "Acme: Seer",
        description="Looks at pictures.",
        context_length=1_048_576,
        pricing=priced("0.0000025", "0.000015"),
        input_modalities=("text", "image", "audio"),
        output_modalities=("text", "image"),
    ),
    Model("acme/writer", "Acme: Writer", context_length=128_000, pricing=priced("0.0000001", "0.0000002"), **TEXT),
    Model("acme/writer:free", "Acme: Writer (free)", pricing=priced(0, 0), **TEXT),
    Model("acme/writer:batch", "Acme: Writer (batch)", pricing=priced("0.0000001", "0.0000001"), **TEXT),
    Model("zero/zero", "Zero: Zero", pricing=priced(0, 0), **TEXT),
    Model("router/auto", "Router: Auto", pricing=Pricing({"prompt": VARIES, "completion": VARIES}), **TEXT),
    Model("local-model", "local-model"),
    Model("evil/<b>bold</b>", "Evil: <img src=x> & <b>bold</b>", description="<script>alert(1)</script>", **TEXT),
)
CATALOG = Catalog(MODELS, Origin.FRESH, NOON)
