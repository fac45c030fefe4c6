from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.api.model_list import decode
from desktop.domain.bookmark import Bookmark
from desktop.domain.foreign import CONTROLS
from desktop.domain.history import Change, ChangeKind
from desktop.domain.model import AliasTarget, Model, Reasoning
from desktop.domain.pricing import VARIES, Override, Pricing
from desktop.domain.provider import Provider
from desktop.ui.browser.about import About
from desktop.ui.browser.page import LONGEST_VALUE, MOST_LINES, MOST_SOURCES, Line, page_of
from desktop.ui.browser.prices import amount_text
from desktop.ui.figures import day_text, moment_text
from tests.models import NEW, OLD, recorded

TODAY = date(2026, 8, 22)


def lines(section, today=TODAY, **facts):
    """The lines of a section that begins like this, by label."""
    for found in page_of(Model("a/b", "A: B", **facts), today):
        if found.title.startswith(section):
            return {line.label: line.value for line in found.lines}
    return {}


def test_a_model_of_which_nothing_is_stated_says_so_and_nothing_else():
    sections = page_of(Model("a/b", "A: B"), TODAY)

    assert [(section.title, section.lines) for section in sections] == [
        ("Prices · USD per million tokens", [Line("Price", "not stated")]),
        ("Limits", [Line("Context", "not stated")]),
        ("Abilities", [Line("Takes", "not stated"), Line("Answers with", "not stated")]),
    ]


@pytest.mark.parametrize("gone", [False, True])
def test_an_alias_says_where_the_list_lacks_what_it_stands_for(gone):
    model = Model("~a/latest", "Latest", alias_target=AliasTarget("A: B", "a/b"))
    names = page_of(model, TODAY, About(stands_for_none=gone))[-1]

    assert [Line("Stands for", "A: B (a/b)" + ", which is not listed" * gone, warning=gone)] == names.lines


def test_on_an_earlier_day_no_later_description_is_told():
    about = About(description="The full one.", fetched=datetime(2026, 8, 22, 9, tzinfo=UTC))

    assert [about.until(day).description for day in (None, TODAY, TODAY - timedelta(days=1))] == [
        "The full one.",
        "The full one.",
        "",
    ]


@pytest.mark.parametrize("listed_then", [True, False])
def test_what_was_listed_on_an_earlier_day_is_not_followed_by_what_came_later(listed_then):
    about = About(gone=listed_then, successor="a/c")
    titles = [
        [section.title for section in page_of(Model("a/b", "A: B"), TODAY, about.until(day))] for day in (None, TODAY)
    ]

    assert ["Not available" in found for found in titles] == [True, not listed_then]


@pytest.mark.parametrize(
    ("fetched", "told"),
    [
        (datetime(2026, 8, 21, tzinfo=UTC), day_text(date(2026, 8, 21))),
        (datetime(2026, 8, 21, 9, 30, tzinfo=UTC), moment_text(datetime(2026, 8, 21, 9, 30, tzinfo=UTC))),
    ],
)
def test_a_list_that_has_a_day_alone_has_no_hour(fetched, told):
    sections = page_of(Model("a/b", "A: B", connection="https://far.example/v1"), TODAY, About(elsewhere=fetched))

    assert [told] == [line.value for section in sections for line in section.lines if line.label == "List of"]


def test_prices_stand_in_reading_order_with_their_units():
    prices = {
        "web_search": Decimal("0.01"),
        "image": Decimal("0.002"),
        "request": Decimal("0.5"),
        "new_kind": Decimal("0.25"),
        "internal_reasoning": VARIES,
        "completion": Decimal("0.000015"),
        "input_cache_read": Decimal("0.00000025"),
        "prompt": Decimal("0.0000025"),
    }

    assert list(lines("Prices", pricing=Pricing(prices)).items()) == [
        ("Input", "$2.50"),
        ("Output", "$15"),
        ("Reasoning tokens", "varies"),
        ("Cached input", "$0.25"),
        ("Picture input", "$0.002 per picture or picture token"),
        ("Request", "$0.50 per request"),
        ("Web search", "$0.01 per search"),
        ("new_kind", "$0.25 per unit"),
    ]


def test_prices_that_change_say_when():
    prompt = {"prompt": Decimal("0.000005")}
    overrides = (
        Override(prompt | {"completion": Decimal("0.00001")}, min_prompt_tokens=200_000),
        Override(prompt, utc_start=1000, utc_end=100),
        Override(prompt, min_prompt_tokens=5, utc_start=0, utc_end=630, utc_days=("sat", "sun")),
        Override(prompt),
    )

    assert lines("Prices", pricing=Pricing(prompt, overrides)) == {
        "Input": "$5",
        "Prompts over 200,000 tokens": "Input $5 · Output $10",
        "10:00 to 01:00 UTC": "Input $5",
        "Prompts over 5 tokens, 00:00 to 06:30 UTC, sat, sun": "Input $5",
        "Always": "Input $5",
    }


def test_zero_is_called_free_only_where_that_is_certain():
    zero = Pricing({"prompt": Decimal(0), "completion": Decimal(0)})
    free = page_of(Model("a/b:free", "A: B", pricing=zero), TODAY)[0].lines

    assert free[0] == Line("Price", "free")
    assert lines("Prices", pricing=zero) == {
        "Input": "$0",
        "Output": "$0",
        "Note": "The list does not state it as free: it may charge in other ways.",
    }
    demonstration = page_of(Model("demo/guide", "Guide", pricing=zero), TODAY, About(inside=True))[0].lines
    assert demonstration == [Line("Price", "free"), Line("Input", "$0"), Line("Output", "$0")]


def test_what_is_listed_at_nothing_shares_a_line_and_is_not_called_free():
    zeros = dict.fromkeys(("new_kind", "request", "internal_reasoning"), Decimal(0))
    own = {"prompt": Decimal("0.000001"), "completion": Decimal(0), "image": Decimal("0.002")}
    override = Override({"prompt": Decimal(0), "request": Decimal(0)}, min_prompt_tokens=5)

    assert lines("Prices", pricing=Pricing({**zeros, **own}, (override,))) == {
        "Input": "$1",
        "Output": "$0",
        "Picture input": "$0.002 per picture or picture token",
        "Listed as $0": "Reasoning tokens, Request, new_kind",
        "Prompts over 5 tokens": "Input $0 · Request $0 per request",
    }
    assert lines("Prices", pricing=Pricing(zeros)) == {
        "Price": "not stated",
        "Listed as $0": "Reasoning tokens, Request, new_kind",
    }


def test_limits():
    assert lines(
        "Limits",
        context_length=1_048_576,
        provider_context_length=200_000,
        max_completion_tokens=8_000,
        is_moderated=True,
        per_request_limits={"prompt_tokens": 5, "nothing": None},
    ) == {
        "Context": "1,048,576 tokens",
        "At the top provider": "200,000 tokens",
        "Longest answer": "8,000 tokens",
        "Moderated": "yes",
        "prompt_tokens": "5",
    }


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, {}),
        ({"supported_parameters": ("reasoning",)}, {"Reasoning": "supported"}),
        ({"reasoning": Reasoning()}, {"Reasoning": "supported"}),
        ({"reasoning": Reasoning(mandatory=True)}, {"Reasoning": "always"}),
        (
            {
                "reasoning": Reasoning(
                    mandatory=False,
                    efforts=("high", "low"),
                    default_effort="low",
                    default_enabled=False,
                    takes_budget=True,
                )
            },
            {
                "Reasoning": "optional",
                "On by default": "no",
                "Efforts": "high, low",
                "Usual effort": "low",
                "Budget in tokens": "yes",
            },
        ),
    ],
)
def test_reasoning_is_said_as_far_as_it_is_stated(facts, said):
    found = lines("Abilities", **facts)

    assert {name: found[name] for name in found if name not in {"Takes", "Answers with"}} == said


def test_abilities():
    assert lines(
        "Abilities",
        input_modalities=("text", "image"),
        output_modalities=("text",),
        supported_voices=("alloy", "echo"),
        tokenizer="GPT",
        instruct_type="chatml",
    ) == {
        "Takes": "text, pictures",
        "Answers with": "text",
        "Voices": "alloy, echo",
        "Tokenizer": "GPT",
        "Instruction format": "chatml",
    }


def test_parameters_show_their_defaults():
    defaults = {"temperature": 0.7, "top_p": None}

    assert lines("Parameters", supported_parameters=("tools", "temperature", "top_p"), default_parameters=defaults) == {
        "temperature": "0.7 by default",
        "Also accepts": "tools, top_p",
    }
    assert lines("Parameters", supported_parameters=("tools",)) == {"Accepts": "tools"}


@pytest.mark.parametrize(
    ("end", "words", "warned"),
    [
        (date(2026, 8, 24), "24 Aug 2026, in 2 days", True),
        (date(2026, 8, 23), "23 Aug 2026, tomorrow", True),
        (date(2026, 8, 22), "22 Aug 2026, today", True),
        (date(2026, 8, 1), "1 Aug 2026, which has passed", True),
        (date(2026, 11, 20), "20 Nov 2026, in 90 days", True),
        (date(2026, 11, 21), "21 Nov 2026", False),
        (date(2098, 12, 31), "not planned", False),
        (date(2098, 12, 30), "30 Dec 2098", False),
    ],
)
def test_only_a_removal_that_is_near_is_a_warning(end, words, warned):
    (section,) = [s for s in page_of(Model("a/b", "A: B", expiration_date=end), TODAY) if s.title == "Dates"]

    assert section.lines == [Line("Removal", words, warned)]


def test_what_is_gone_is_not_removed_in_so_many_days():
    gone = Model("a/b", "A: B", expiration_date=date(2026, 8, 24), retired=date(2026, 8, 21))
    (section,) = [s for s in page_of(gone, TODAY) if s.title == "Dates"]

    assert section.lines == [Line("Removal", "24 Aug 2026")]


def test_dates():
    created = datetime(2026, 4, 29, 23, 59, tzinfo=UTC)

    assert lines("Dates", created=created, knowledge_cutoff=date(2025, 6, 30)) == {
        "Listed": "29 Apr 2026",
        "Knowledge until": "30 Jun 2025",
    }


def test_benchmarks_name_their_source():
    figures = {
        "artificial_analysis": {"coding_index": 76.1, "agentic_index": None},
        "design_arena": [{"arena": "models", "category": "website", "elo": 1323, "win_rate": 57}, "noise"],
        "empty": [],
        "odd": 7,
    }

    assert lines("Benchmarks · artificial analysis", benchmarks=figures) == {"coding index": "76.1"}
    assert lines("Benchmarks · design arena", benchmarks=figures) == {"models · website": "elo 1323 · win rate 57"}
    assert lines("Benchmarks · empty", benchmarks=figures) == {}


def test_names_and_links_are_text():
    assert lines(
        "Names",
        alias_target=AliasTarget("Acme: Large", "acme/large"),
        canonical_slug="acme/b-2026",
        hugging_face_id="acme/B",
        links={"details": "/api/v1/models/acme/b/endpoints", "card": "https://acme.example/b"},
    ) == {
        "Stands for": "Acme: Large (acme/large)",
        "Permanent name": "acme/b-2026",
        "Hugging Face": "https://huggingface.co/acme/B",
        "card": "https://acme.example/b",
    }
    links = {"details": "/api", "card": "https://acme.example/b"}
    names = page_of(Model("a/b", "A: B", hugging_face_id="acme/B", links=links), TODAY)[-1]
    assert [line.link for line in names.lines] == ["https://huggingface.co/acme/B", "https://acme.example/b"]


def test_what_is_unknown_stands_under_more():
    more = {"owned_by": "library", "meta": {"n": {"deep": [1, 2]}}, "nothing": [], "flag": False}

    assert lines("More", more=more) == {"owned_by": "library", "meta · n · deep": "[1, 2]", "flag": "false"}


def test_hostile_values_are_cut_and_marked():
    deep: dict = {}
    for _ in range(50):
        deep = {"x": deep or "end"}
    more = {"long": "y" * 10_000, "turned": "a\u202eb\nc", "deep": deep, **{f"n{i}": i for i in range(500)}}
    found = lines("More", more=more)

    assert len(found["long"]) == LONGEST_VALUE + 1
    assert found["turned"] == "a\ufffdb c"
    assert len(found) == MOST_LINES


class Counted(dict):
    """Counts how many of its members were looked at."""

    seen = 0

    def items(self):
        for item in super().items():
            self.seen += 1
            yield item


def test_of_sections_without_end_no_more_is_made_than_is_shown():
    long = {f"n{i}": i for i in range(5_000)}
    facts = [Counted(long) for _ in range(4)]
    model = Model(
        "a/b",
        "A: B",
        more=facts[0],
        per_request_limits=facts[1],
        links=facts[2],
        benchmarks={"one": facts[3], **{f"s{i}": [{"a": 1}] for i in range(MOST_SOURCES + 4)}},
    )
    page = page_of(model, TODAY)

    assert max(fact.seen for fact in facts) <= MOST_LINES + 1
    assert MOST_SOURCES + 1 == sum(section.title.startswith("Benchmarks") for section in page)
    assert [Line("", "and 5 more")] == next(section.lines for section in page if section.title == "Benchmarks")


def test_of_a_long_value_no_more_is_written_than_is_shown():
    seen = []
    value = [Noted(seen, i) for i in range(5_000)]

    assert len(lines("More", more={"long": value})["long"]) == LONGEST_VALUE + 1
    assert len(seen) < LONGEST_VALUE


class Noted(dict):
    """Notes that it was written."""

    def __init__(self, seen, number):
        super().__init__(n=number)
        self.seen = seen

    def items(self):
        self.seen.append(self)
        return super().items()


@given(
    st.dictionaries(
        st.text(max_size=8),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
            max_leaves=10,
        ),
        max_size=4,
    )
)
def test_no_unknown_fact_breaks_a_page_or_leaves_a_control_character(facts):
    for section in page_of(Model("a/b", "A: B", more=facts, benchmarks=facts, default_parameters=facts), TODAY):
        for line in section.lines:
            assert not CONTROLS.search(line.label + line.value)


@pytest.mark.parametrize("name", [NEW, OLD])
def test_every_real_model_has_a_page_with_its_prices_and_limits(name):
    models, _ = decode(recorded(name))

    for model in models:
        titles = [section.title for section in page_of(model, TODAY)]
        assert titles[:3] == ["Prices · USD per million tokens", "Limits", "Abilities"]
        prices = page_of(model, TODAY)[0].lines
        assert {line.label for line in prices if line.value.split()[0] == "$0"} <= {"Input", "Output"}


PLAIN = Model("a/b", "A: B")


def told(model=PLAIN, **facts):
    return {
        section.title: [(line.label, line.value) for line in section.lines]
        for section in page_of(model, TODAY, About(**facts))
    }


def test_days_are_those_of_the_place(zone):
    zone("Asia/Tokyo")
    evening = datetime(2026, 8, 21, 20, tzinfo=UTC)
    found = told(bookmark=Bookmark(used=evening), changes=(Change("a/b", "B", ChangeKind.NEW, evening),))

    assert ("Last asked", "22 Aug 2026") in found["Yours"]
    assert [("22 Aug 2026", "New")] == found["History"]


def test_what_a_person_keeps_stands_first():
    kept = Bookmark(note="Good at\nmaths", tags=frozenset({"maths", "cheap"}), used=datetime(2026, 8, 21, tzinfo=UTC))
    found = told(bookmark=kept)

    assert next(iter(found)) == "Yours"
    assert found["Yours"] == [("Note", "Good at maths"), ("Tags", "cheap, maths"), ("Last asked", "21 Aug 2026")]


def test_a_model_that_is_gone_says_so_first():
    found = told(replace(PLAIN, retired=date(2026, 8, 1)), successor="a/c-2", bookmark=Bookmark(note="x"))

    assert list(found)[:2] == ["Not available", "Yours"]
    assert found["Not available"] == [("Last listed", "1 Aug 2026"), ("Followed by", "a/c-2")]


def test_a_model_that_the_account_excludes_says_why():
    [(label, words)] = told(replace(PLAIN, excluded=True))["Not available"]

    assert label == "Your account"
    assert words == "its privacy settings, providers or guardrails exclude this model"


FETCHED = datetime(2026, 8, 22, 12, tzinfo=UTC)
FETCHED_TEXT = moment_text(FETCHED)


@pytest.mark.parametrize(
    ("facts", "lines"),
    [
        ({"asking": True}, [("Now", "asking…")]),
        ({"failure": "Offline."}, [("Not known", "Offline.")]),
        ({"fetched": FETCHED}, [("As of", f"{FETCHED_TEXT} · none known")]),
        ({"fetched": FETCHED, "providers": (Provider("P"),)}, [("As of", FETCHED_TEXT)]),
        (
            {"fetched": FETCHED, "providers": (Provider("P"),), "asking": True},
            [("As of", f"{FETCHED_TEXT} · asking…")],
        ),
        (
            {"fetched": FETCHED, "providers": (Provider("P"),), "failure": "Offline."},
            [("As of", FETCHED_TEXT), ("Not updated", "Offline.")],
        ),
    ],
)
def test_it_is_said_how_old_what_is_told_of_providers_is(facts, lines):
    assert told(**facts)["Providers"] == lines


def test_nothing_is_said_of_providers_where_nobody_tells_any():
    assert "Providers" not in told()


def test_benchmarks_say_on_which_day_they_were_listed():
    model = Model("a/b", "A: B", benchmarks={"artificial_analysis": {"coding_index": 1}})
    titles = [section.title for section in page_of(model, TODAY, About(listed=TODAY))]

    assert "Benchmarks · artificial analysis, as listed on 22 Aug 2026" in titles


def test_the_newest_change_comes_first():
    at = datetime(2026, 8, 1, tzinfo=UTC)
    changes = (
        Change("a/b", "B", ChangeKind.NEW, at),
        Change("a/b", "B", ChangeKind.CONTEXT, at + timedelta(days=1), "context_length", 1000, 2000),
    )

    assert told(changes=changes)["History"] == [("2 Aug 2026", "Context: 1K → 2K"), ("1 Aug 2026", "New")]


def test_a_price_of_a_picture_that_is_next_to_nothing_is_told_per_million(qapp):
    assert amount_text("image", Decimal("0.000000375")) == "$0.375 per million pictures or picture tokens"
    assert amount_text("image", Decimal("0.0012")) == "$0.0012 per picture or picture token"
