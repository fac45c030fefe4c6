from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.api.endpoint_list import MOST_COMPANIES, MOST_COUNTRIES, MOST_PROVIDERS, companies_of, decode, offers_of
from desktop.domain.errors import NotAnApi, UnreadableAnswer
from desktop.domain.pricing import VARIES, Override, Pricing
from desktop.domain.provider import Company, Details, Provider

FULL = {
    "name": "DeepInfra | a/b",
    "model_id": "a/b",
    "provider_name": "DeepInfra",
    "tag": "deepinfra/fp8",
    "quantization": "fp8",
    "context_length": 131072,
    "max_completion_tokens": 16384,
    "pricing": {
        "prompt": "0.000002",
        "completion": "-1",
        "discount": 0.25,
        "overrides": [{"min_prompt_tokens": 200000, "prompt": "0.000004"}],
    },
    "supported_parameters": ["tools"],
    "supports_implicit_caching": True,
    "uptime_last_1d": 99.5,
    "uptime_last_30m": 97,
    "latency_last_30m": {"p50": 0.4, "p99": 2},
    "throughput_last_30m": {"p50": 80},
    "status": 0,
}


def body(*rows, description="All of it."):
    return json.dumps({"data": {"id": "a/b", "description": description, "endpoints": list(rows)}}).encode()


def test_everything_that_is_stated_is_told_with_the_discount_taken_off():
    [provider] = decode(body(FULL)).providers

    assert provider == Provider(
        name="DeepInfra",
        tag="deepinfra/fp8",
        quantization="fp8",
        context_length=131072,
        max_completion_tokens=16384,
        pricing=Pricing(
            {"prompt": Decimal("0.0000015"), "completion": VARIES},
            (Override({"prompt": Decimal("0.000003")}, min_prompt_tokens=200000),),
        ),
        discount=Decimal("0.25"),
        supported_parameters=("tools",),
        uptime=99.5,
        uptime_now=97,
        latency=0.4,
        throughput=80,
        working=True,
    )


def test_what_is_not_stated_is_not_known_and_what_is_wrong_costs_nothing_else():
    rows = [
        {},
        {"provider_name": None, "name": "Only a name", "status": -2, "context_length": 0, "throughput_last_30m": None},
        {**FULL, "context_length": "long", "latency_last_30m": {"p50": True}, "pricing": {"discount": "much"}},
        "no row",
    ]
    nothing, named, wrong = decode(body(*rows)).providers

    assert nothing == Provider("")
    assert named == Provider("Only a name", working=False)
    assert (wrong.name, wrong.context_length, wrong.latency, wrong.discount) == ("DeepInfra", None, None, 0)


@pytest.mark.parametrize("odd", ["1e999", "-1e999", "NaN", "9" * 400, "9" * 99, "-1"])
def test_a_figure_that_can_be_none_is_not_known(odd):
    rows = [{"latency_last_30m": {"p50": "ODD"}, "throughput_last_30m": {"p50": "ODD"}, "uptime_last_1d": "ODD"}]
    rows += [{"latency_last_30m": {"p50": 0}, "uptime_last_1d": 0}, {"uptime_last_1d": 101}]
    found = decode(body(*rows).replace(b'"ODD"', odd.encode())).providers

    assert [(row.latency, row.throughput, row.uptime) for row in found] == [(None,) * 3, (0, None, 0), (None,) * 3]


def test_a_router_has_no_providers_and_still_a_description():
    assert decode(body()) == Details("All of it.")
    assert decode(b'{"data":{"endpoints":7,"description":7}}') == Details()


def test_only_so_many_providers_are_told():
    assert len(decode(body(*[FULL] * (MOST_PROVIDERS + 1))).providers) == MOST_PROVIDERS


@pytest.mark.parametrize(
    ("bad", "kind"),
    [(b"<html>", NotAnApi), (b"", UnreadableAnswer), (b"[]", UnreadableAnswer), (b'{"data":[]}', UnreadableAnswer)],
)
def test_what_is_no_answer_is_refused(bad, kind):
    with pytest.raises(kind):
        decode(bad)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*FULL, "p50", "prompt"]), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(list(FULL)), VALUES))
def test_no_row_is_refused_for_what_is_in_it(row):
    assert len(decode(body(row)).providers) == 1


@pytest.mark.parametrize(
    ("discount", "prompt"),
    [(0.9, "3.00E-7"), ("0.2", "0.0000024"), (0, "0.000003"), (1, "0.000003"), (True, "0.000003"), (1e90, "0.000003")],
)
def test_a_discount_is_taken_off_exactly_where_it_is_one(discount, prompt):
    [provider] = decode(body({"pricing": {"prompt": "0.000003", "discount": discount}})).providers

    assert provider.pricing.prompt == Decimal(prompt)


def test_offers_of_a_list_are_those_that_name_a_model():
    rows = [{"model_id": "a/b"}, {"model_id": "a/b", "tag": "p"}, {"model_id": 7}, {}, 7, {"model_id": "c/d", "tag": 7}]

    assert offers_of(json.dumps({"data": rows}).encode()) == {("a/b", ""), ("a/b", "p"), ("c/d", "")}


COMPANY = {
    "name": "DeepInfra",
    "slug": "deepinfra",
    "privacy_policy_url": "https://deepinfra.example/privacy",
    "terms_of_service_url": "https://deepinfra.example/terms",
    "status_page_url": "https://status.deepinfra.example",
    "headquarters": "US",
    "datacenters": ["US", "DE"],
}


def companies(*rows):
    return companies_of(json.dumps({"data": rows}).encode())


def test_all_that_is_stated_of_a_provider_is_told():
    assert companies(COMPANY) == (
        Company(
            "deepinfra",
            "DeepInfra",
            "https://deepinfra.example/privacy",
            "https://deepinfra.example/terms",
            "https://status.deepinfra.example",
            "US",
            ("US", "DE"),
        ),
    )


def test_what_is_wrong_or_too_long_of_a_provider_costs_nothing_else():
    wrong = {
        **COMPANY,
        "privacy_policy_url": [7],
        "terms_of_service_url": "https://e.org/" + "x" * 2_000,
        "status_page_url": None,
        "headquarters": ["US"],
        "datacenters": ["US", None, {}, "\u202eDE", *["FR"] * 100],
    }
    odd, null, empty = companies(wrong, dict.fromkeys(COMPANY), "no row", {})

    assert (odd.slug, odd.name, odd.privacy_policy, odd.terms, odd.status_page) == (
        "deepinfra",
        "DeepInfra",
        "",
        "",
        "",
    )
    assert (odd.headquarters, odd.datacenters[:3]) == ("", ("US", "\ufffdDE", "FR"))
    assert len(odd.datacenters) < MOST_COUNTRIES
    assert null == empty == Company()
    assert companies({**COMPANY, "datacenters": "US"})[0].datacenters == ()
    assert len(companies(*[{}] * (MOST_COMPANIES + 1))) == MOST_COMPANIES


@pytest.mark.parametrize(
    ("bad", "kind"),
    [(b"<html>", NotAnApi), (b"", UnreadableAnswer), (b"{}", UnreadableAnswer), (b"7", UnreadableAnswer)],
)
def test_what_is_no_list_of_providers_is_refused(bad, kind):
    with pytest.raises(kind):
        companies_of(bad)


@given(st.dictionaries(st.sampled_from(list(COMPANY)), VALUES))
def test_no_provider_is_refused_for_what_is_told_of_it(row):
    assert len(companies(row)) == 1
