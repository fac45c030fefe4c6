from __future__ import annotations

from datetime import UTC, datetime

import pytest

from desktop.domain.history import Change, ChangeKind
from desktop.ui.browser.change_words import change_text

AT = datetime(2026, 8, 22, tzinfo=UTC)
KIND = ChangeKind


@pytest.mark.parametrize(
    ("kind", "field", "before", "after", "text"),
    [
        (KIND.NEW, "", None, None, "New"),
        (KIND.BACK, "", None, None, "Back in the list"),
        (KIND.RETIRED, "", None, None, "No longer listed"),
        (KIND.FREE_ENDED, "", None, None, "No longer listed for free"),
        (KIND.PRICE_UP, "prompt", "0.000002", "0.000003", "Input dearer: $2 → $3 (+50 %)"),
        (KIND.PRICE_DOWN, "completion", "0.00001", "0.0000075", "Output cheaper: $10 → $7.50 (−25 %)"),
        (KIND.PRICE_DOWN, "completion", "0.01", "0.0000002", "Output cheaper: $10,000 → $0.20"),
        (KIND.PRICE_DOWN, "completion", "0.00001", "0", "Output cheaper: $10 → $0 (−100 %)"),
        (KIND.PRICE_UP, "completion", "0.00001", "0.00001001", "Output dearer: $10 → $10.01"),
        (KIND.PRICE_UP, "prompt", "0.00000015", "0.00000015001", "Input dearer: $0.15 → $0.15001"),
        (KIND.PRICE_DOWN, "prompt", "1.23451e-9", "1.2345e-9", "Input cheaper: $0.00123451 → $0.0012345"),
        (KIND.CONTEXT, "context_length", 1048576, 1050000, "Context: 1,048,576 → 1,050,000"),
        (KIND.PRICE_UP, "prompt", "0", "0.000001", "Input dearer: $0 → $1"),
        (KIND.PRICE, "prompt", None, "varies", "Input now stated: varies"),
        (KIND.PRICE, "prompt", "varies", "0.000001", "Input changed: varies → $1"),
        (KIND.PRICE, "web_search", "0", None, "Web search no longer stated; it was $0 per search"),
        (
            KIND.PRICE_UP,
            "web_search",
            "0.01",
            "0.02",
            "Web search dearer: $0.01 per search → $0.02 per search (+100 %)",
        ),
        (KIND.PRICE, "request", None, "0.005", "Request now stated: $0.005 per request"),
        (KIND.PRICE, "new_kind", "0.000001", "damage", "new_kind changed: $0.000001 per unit → not stated"),
        (KIND.PRICE, "overrides", None, [{}], "Conditions changed: other prices at some sizes or times"),
        (KIND.PRICE, "overrides", [3], [{"prices": 5}], "Conditions changed: other prices at some sizes or times"),
        (
            KIND.PRICE,
            "overrides",
            [{"prices": {"prompt": "0.0000025", "completion": "0.00001"}, "min_prompt_tokens": 200_000}],
            [{"prices": {"completion": "0.00001", "prompt": "0.000003"}, "min_prompt_tokens": 200_000}],
            "Conditions changed: Prompts over 200,000 tokens: Input $2.50 → $3 (+20 %)",
        ),
        (
            KIND.PRICE,
            "overrides",
            [{"prices": {"prompt": "0.000001"}, "utc_start": 2200, "utc_end": 100}],
            [{"prices": {"completion": "varies", "prompt": "0.000002"}, "utc_days": ["sat", "sun"]}],
            (
                "Conditions changed: 22:00 to 01:00 UTC: Input $1 → as usual; "
                "sat, sun: Input as usual → $2, Output as usual → varies"
            ),
        ),
        (KIND.CONTEXT, "context_length", 131072, 1048576, "Context: 131K → 1.05M"),
        (KIND.OUTPUT_CAP, "max_completion_tokens", None, 8192, "Longest answer: not stated → 8.19K"),
        (KIND.MODALITY, "input_modalities", [], ["image"], "Takes: now pictures"),
        (KIND.MODALITY, "output_modalities", ["image"], ["audio"], "Answers with: now audio; no more pictures"),
        (KIND.PARAMETER, "supported_parameters", ["seed"], ["tools"], "Parameters: now tools; no more seed"),
        (KIND.EXPIRATION, "expiration_date", None, "2026-12-31", "Removal: not stated → 31 Dec 2026"),
        (KIND.EXPIRATION, "expiration_date", "2026-12-31", "damage", "Removal: 31 Dec 2026 → damage"),
        (KIND.EXPIRATION, "expiration_date", "2026-12-31", "2098-12-31", "Removal: 31 Dec 2026 → not planned"),
        (KIND.ALIAS, "alias_target", "a/one", "a/two", "Stands for: a/one → a/two"),
    ],
)
def test_a_change_is_told_in_a_line(qapp, kind, field, before, after, text):
    assert change_text(Change("a/b", "B", kind, AT, field, before, after)) == text


def test_every_kind_has_words(qapp):
    for kind in ChangeKind:
        assert change_text(Change("a/b", "B", kind, AT, "x", [], []))
