"""Models of which everything is known that a column shows, and others of which next to nothing is."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from desktop.domain.cost import Use
from desktop.domain.model import AliasTarget, Model, Reasoning
from desktop.domain.pricing import VARIES, Pricing
from desktop.ui.models.columns import Facts

NOON = datetime(2026, 8, 22, 12, tzinfo=UTC)
SEEING = ("text", "image")


def priced(prompt, completion, **others):
    amounts = {"prompt": prompt, "completion": completion, **others}
    return Pricing({name: Decimal(amount) for name, amount in amounts.items()})


FULL = Model(
    "acme/seer",
    "Acme: Seer",
    "acme/seer-1",
    created=datetime(2026, 7, 1, tzinfo=UTC),
    context_length=1_000_000,
    input_modalities=("text", "image", "file"),
    output_modalities=("text",),
    pricing=priced("0.0000025", "0.000015", input_cache_read="0.00000025"),
    max_completion_tokens=64_000,
    supported_parameters=("max_tokens", "temperature", "tools"),
    knowledge_cutoff=date(2026, 1, 31),
    expiration_date=date(2096, 8, 31),
    reasoning=Reasoning(mandatory=True),
    benchmarks={"artificial_analysis": {"intelligence_index": 59.5, "coding_index": 74, "agentic_index": None}},
)
WRITER = Model(
    "acme/writer",
    "Acme: Writer",
    "acme/writer-1",
    created=datetime(2026, 2, 1, tzinfo=UTC),
    context_length=128_000,
    input_modalities=("text",),
    output_modalities=("text",),
    pricing=priced("0.0000001", "0.0000002"),
    max_completion_tokens=8_000,
    supported_parameters=("max_tokens", "seed"),
)
FREE = Model("acme/writer:free", "Acme: Writer (free)", "acme/writer-1", pricing=priced(0, 0))
ZERO = Model("zero/zero", "Zero: Zero", "zero/zero", pricing=priced(0, 0), input_modalities=SEEING)
ROUTER = Model("router/auto", "Router", pricing=Pricing({"prompt": VARIES, "completion": VARIES}))
LATEST = Model("~acme/seer-latest", "Acme: Seer Latest", alias_target=AliasTarget("Seer", "acme/seer"))
PLAIN = Model("plain", "plain")
EVIL = Model("evil/<b>|x", "=Evil: <img src=x>\u202e\n| `b`", pricing=priced("0.00001", "0.00001"))
MODELS = (FULL, WRITER, FREE, ZERO, ROUTER, LATEST, PLAIN, EVIL)
FACTS = Facts(Use(), NOON, frozenset({"acme/writer"}))
