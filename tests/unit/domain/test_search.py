from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import chain

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.api.model_list import decode
from desktop.domain import conditions, matching, search, typos
from desktop.domain.blame import Blame
from desktop.domain.conditions import STATED
from desktop.domain.find import fold, folded
from desktop.domain.lists import Lists
from desktop.domain.matching import Texts, spaced, with_all
from desktop.domain.model import Model
from desktop.domain.pricing import VARIES, Pricing
from desktop.domain.query import Known, checked, parse
from desktop.domain.reckoned import Reckoned
from desktop.domain.search import KEPT, Finder
from desktop.domain.terms import SORTED, Expected
from desktop.domain.typos import Vocabulary, parted
from tests.models import NEW, OLD, recorded

TODAY = date(2026, 8, 22)
KNOWN = Known(TODAY)


def named(*rows: tuple[str, str] | tuple[str, str, str]) -> Finder:
    """Of (id, name) or (id, name, description)."""
    return Finder([Model(id=row[0], name=row[1], description=row[2] if len(row) > 2 else "") for row in rows])


def found(finder: Finder, text: str, known: Known = KNOWN) -> list[str]:
    return [model.id for model in finder.find(parse(text), known).models]


def per_token(prompt, completion="0.000001"):
    stated = {"prompt": prompt, "completion": completion}
    return Pricing({key: price for key, price in stated.items() if price is not None})


MAKERS = named(
    ("acme/large", "Acme: Large", "Better than the small one."),
    ("acme/large-2", "Acme: Large 2"),
    ("other/acme-large", "Other: Acme Large"),
    ("acme/small", "Acme: Small"),
    ("third/pixel", "Third: Pixel"),
)

# Words


def test_an_empty_search_gives_all_models_in_the_order_of_the_list():
    expected = ["acme/large", "acme/large-2", "other/acme-large", "acme/small", "third/pixel"]

    assert expected == found(MAKERS, "") == found(MAKERS, "  \n ")


def test_whole_names_come_first_then_beginnings_then_names_then_descriptions():
    finder = named(
        ("a/x", "A: Unrelated", "like small"),
        ("b/not-small", "B: Not small"),
        ("c/small-3", "C: Small 3"),
        ("d/small", "D: Small"),
    )

    assert ["d/small", "c/small-3", "b/not-small", "a/x"] == found(finder, "small")


def test_an_id_and_its_part_behind_the_author_count_as_names():
    assert found(MAKERS, "acme/large")[0] == "acme/large"
    assert found(MAKERS, "Acme: Large")[0] == "acme/large"
    assert found(MAKERS, "pixel") == ["third/pixel"]


def test_every_word_must_occur_in_any_order_and_any_case():
    assert found(MAKERS, "LARGE other") == ["other/acme-large"]
    assert found(MAKERS, "large better") == ["acme/large"]
    assert found(MAKERS, "large missing") == []


def test_a_search_with_signs_of_patterns_is_plain_text():
    assert found(MAKERS, ".*") == []
    assert found(named(("a/b", "A: b (c)")), "(c)") == ["a/b"]


@pytest.mark.parametrize("text", ["STRASSE", "straße", "Strasse cafe", "CAFÉ"])
def test_case_and_accents_do_not_matter(text):
    assert found(named(("a/strasse", "A: Straße Café")), text) == ["a/strasse"]


def test_a_quoted_word_is_looked_for_as_it_stands_and_a_denied_one_must_not_occur():
    assert found(MAKERS, '"acme large"') == ["other/acme-large"]
    assert found(MAKERS, "acme -large") == ["acme/small"]
    assert found(MAKERS, '-"acme large" -small') == ["acme/large-2", "third/pixel"]


@given(st.text(), st.lists(st.text(min_size=1, max_size=8), max_size=5))
@example("\N{CEDILLA}", ["\r"])  # both fold to a blank
def test_no_text_breaks_the_search_and_whatever_has_all_words_is_found_before_the_rest(text, names):
    finder, query = named(*((name, name) for name in names)), parse(text)
    models = finder.find(query, KNOWN).models
    if query.conditions or query.sort or any(word.negated for word in query.words):
        return
    letters = [fold(word.letters).strip() for word in query.words]  # as they are found in a conversation
    exact = [all(word in fold(f"{model.name}\n{model.id}") for word in letters) for model in models]

    assert len(models) >= sum(all(word and word in fold(name) for word in letters) for name in names)
    assert exact == sorted(exact, reverse=True)


def test_words_that_go_on_from_the_last_ones_find_what_they_would_find_alone():
    texts = ["a", "ac", "acme", "acme l", "acme la", "acme", "large", "-small", "-small large", "acme -large", "acme"]

    assert [found(named(*[(m.id, m.name, m.description) for m in MAKERS.models]), text) for text in texts] == [
        found(MAKERS, text) for text in texts
    ]


# Typos

CLAUDE = named(
    ("anthropic/claude-sonnet-4.5", "Anthropic: Claude Sonnet 4.5"),
    ("anthropic/claude-opus-4", "Anthropic: Claude Opus 4"),
    ("openai/gpt-4o", "OpenAI: GPT-4o", "Says clade once."),
    ("deepseek/deepseek-v4", "DeepSeek: DeepSeek V4"),
    ("google/gemma", "Google: Gemma"),
)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("cluade sonet", "anthropic/claude-sonnet-4.5"),
        ("claude-sonet", "anthropic/claude-sonnet-4.5"),
        ("antrhopci opus", "anthropic/claude-opus-4"),
        ("anhro opu", "anthropic/claude-opus-4"),
        ("gtp", "openai/gpt-4o"),
        ("gtp-4o", "openai/gpt-4o"),
        ("gpt4o", "openai/gpt-4o"),
        ("openia", "openai/gpt-4o"),
        ("deepsekv4", "deepseek/deepseek-v4"),
        ("cluade4.5", "anthropic/claude-sonnet-4.5"),
        ("cluade4.6", None),
        ("deepseekv4", "deepseek/deepseek-v4"),
        ("depseek v4", "deepseek/deepseek-v4"),
        ("gema", "google/gemma"),
        ("gpt-5o", None),
        ("xq", None),
        ('"sonet"', None),
    ],
)
def test_typos_are_forgiven_in_words_but_not_in_numbers_or_quotes(text, first):
    assert first == next(iter(found(CLAUDE, text)), None)


@pytest.mark.parametrize("listed", [NEW, OLD])
def test_what_is_written_together_is_not_made_of_the_end_of_a_name_and_the_beginning_of_its_id(listed):
    ids = found(Finder(decode(recorded(listed))[0]), "gpt4o")

    assert "openai/gpt-4" not in ids
    assert "openai/gpt-4o-mini" in ids[:3]


def test_what_is_spelled_right_comes_first_and_what_is_likest_next():
    finder = named(("a/1", "A: Anthrpc"), ("b/2", "B: Antropic"), ("c/3", "C: X", "of anthropic"))

    assert ["c/3", "b/2", "a/1"] == found(finder, "anthropic")
    assert ["openai/gpt-4o", "anthropic/claude-sonnet-4.5", "anthropic/claude-opus-4"] == found(CLAUDE, "clade")


def test_no_typo_is_looked_for_in_a_word_that_is_longer_than_any():
    finder = named(("a/short", "A: " + "abcd" * 16), ("a/long", "B: " + "abcd" * 16 + "e"))

    assert ["a/short", "a/long"] == found(finder, "abcd" * 15 + "abxd")
    assert [] == found(finder, "abcd" * 15 + "abxde")


def test_a_name_that_has_the_words_brings_no_others_that_look_like_it():
    assert ["a/gemma"] == found(named(("a/gemma", "A: Gemma"), ("b/gemme", "B: Gemme")), "gemma")


NUMBERED = named(
    ("openai/gpt-5.5-pro", "OpenAI: GPT-5.5 Pro"),
    ("openai/gpt-5.5-pro:batch", "OpenAI: GPT-5.5 Pro (batch)"),
    ("openai/gpt-5.5", "OpenAI: GPT-5.5"),
    ("openai/gpt-5.6", "OpenAI: GPT-5.6", "Dearer than gpt5.5 by 5"),
    ("openai/gpt-15.5", "OpenAI: GPT-15.5"),
    ("anthropic/claude-opus-4.5", "Anthropic: Claude Opus 4.5"),
    ("anthropic/claude-opus-4", "Anthropic: Claude Opus 4"),
    ("qwen/qwen2.5-vl-7b", "Qwen: Qwen2.5-VL 7B"),
    ("qwen/qwen-2-5b-vl", "Qwen: Qwen 2 5B VL"),
)


@pytest.mark.parametrize("text", ["gpt 5.5", "gpt-5.5", "GPT-5.5", "GPT5.5"])
def test_whole_names_come_first_however_words_and_numbers_are_joined(text):
    expected = ["openai/gpt-5.5", "openai/gpt-5.5-pro", "openai/gpt-5.5-pro:batch"]

    assert expected == found(NUMBERED, text)[:3]
    assert "openai/gpt-15.5" not in found(NUMBERED, text)[:3]


@pytest.mark.parametrize("text", ["llama3.3", "llama 3.3", "LLAMA3", "llama"])
@pytest.mark.parametrize("listed", [NEW, OLD])
def test_a_model_comes_before_what_others_made_of_it_under_its_name(text, listed):
    ids = found(Finder(decode(recorded(listed))[0]), text)

    assert ids.index("meta-llama/llama-3.3-70b-instruct") < ids.index("sao10k/l3.3-euryale-70b")


@pytest.mark.parametrize(
    ("text", "first", "behind"),
    [
        ("flash", "google/gemini-3.7-flash", "rekaai/reka-flash-3:free"),
        ("gemini flash", "~google/gemini-flash-latest", "google/gemini-flash-1.5"),
        ("sonnet", "anthropic/claude-sonnet-5", "anthropic/claude-3.7-sonnet"),
        ("opus", "anthropic/claude-opus-5", "anthropic/claude-3-opus"),
        ("free", "liquid/lfm-2.5-2.6b:free", "dots-studio/dots-3-note-preview:free"),
        ("llama 3", "sao10k/l3-lunaris-8b", "meta-llama/llama-3-8b-instruct"),
        ("claude 3.7 sonnet", "anthropic/claude-3.7-sonnet", "anthropic/claude-3.7-sonnet:thinking"),
    ],
)
def test_what_is_gone_comes_behind_what_is_found_as_well_and_lives_and_before_mere_descriptions(text, first, behind):
    listed, before = decode(recorded(NEW))[0], decode(recorded(OLD))[0]
    ids, known = {model.id for model in listed}, Known(date(2026, 11, 27))
    retired = [replace(model, retired=TODAY) for model in before if model.id not in ids]
    models = Lists(Finder(listed), Finder(()), Finder(retired)).find(parse(text), known, known).models
    ends = [model.expiration_date or known.today for model in models]
    gone = [bool(it.retired or it.is_batch or end < known.today) for it, end in zip(models, ends, strict=True)]
    place = next(at for at, model in enumerate(models) if model.id == behind)
    words = [word.letters for word in parse(text).words]
    named = [all(word in f"{model.name} {model.id}".lower() for word in words) for model in models]

    assert first == models[0].id
    assert not any(gone[1 : gone.index(True, 1)])
    assert all(gone[gone.index(True, 1) : place + 1])
    assert named == sorted(named, reverse=True)


@pytest.mark.parametrize(
    ("model", "gone"),
    [
        (Model("a/x", "A: X", expiration_date=TODAY - timedelta(1)), True),
        (Model("a/x", "A: X", expiration_date=TODAY), False),
        (Model("a/x", "A: X", excluded=True), True),
        (Model("a/x", "A: X", retired=TODAY), True),
        (Model("a/x:batch", "A: X"), True),
        (Model("a/x", "A: X", output_modalities=("audio",)), True),
        (Model("a/x", "A: X"), False),
    ],
)
@pytest.mark.parametrize("text", ["x", "-y", "-free", "best", "xtra"])
def test_what_expired_or_cannot_be_asked_comes_behind_what_can(model, gone, text):
    model, other = (replace(it, name=f"{it.name} Xtre", description="best") for it in (model, Model("b/x", "B: X")))
    finder = Finder([model, other])
    expected = [other, model] if gone else [model, other]

    assert expected == [*finder.find(parse(text), KNOWN).models]
    assert [model, other] == [*finder.find(parse("sort:by"), KNOWN).models]
    assert [model, other] == [*finder.find(parse(""), KNOWN).models]


@pytest.mark.parametrize("listed", [NEW, OLD])
@pytest.mark.parametrize("text", ["mini", "r1", "4o", "max", "opus", "gpt 4", "llama 3", "large"])
def test_whole_words_of_names_come_before_beginnings_of_words_and_these_before_parts(listed, text):
    finder = Finder([model for model in decode(recorded(listed))[0] if model.chat_ready])

    def grade(model):
        words = re.findall(r"[a-z0-9]+(?:\.\d[a-z0-9]*)*", folded(f"{model.name}\n{model.id}"))
        spoken, typed = [*words, *chain(*map(parted, words))], text.split()
        whole, begun = set(typed) <= set(spoken), all(any(it.startswith(word) for it in spoken) for word in typed)
        return (
            0 if whole else 1 if begun else 2 if all(word in f"{model.name}{model.id}".lower() for word in typed) else 3
        )

    grades = [grade(model) for model in finder.find(parse(text), KNOWN).models]

    assert grades == sorted(grades)
    assert grades[0] == 0


def test_a_whole_word_comes_first_whichever_list_has_it():
    here = named(("m/minimax", "M: MiniMax"), ("g/gemini", "G: Gemini"), ("o/o4-mini", "O: o4 Mini"))
    there = Finder(
        [Model(name, name, connection="https://far.example/v1") for name in ("gemini", "ministral", "phi-mini")]
    )
    found = Lists(here, there, Finder(())).find(parse("mini"), KNOWN, KNOWN).models

    assert ["o/o4-mini", "phi-mini", "m/minimax", "ministral", "g/gemini", "gemini"] == [model.id for model in found]


def test_a_second_sort_decides_between_equals_alone_also_where_another_connection_has_some():
    lengths = {"m/exact": 3, "m/small": 1, "m/large": 2}
    here = Finder([Model(name, name, context_length=length) for name, length in lengths.items()])
    there = Finder([Model("m/far", "m/far", context_length=0, connection="https://far.example/v1")])
    by_id = {"m/exact": (0,), "m/small": (1, 5, 1), "m/large": (1, 5, 1), "m/far": (1, 5, 1)}
    known = replace(KNOWN, reckoned={"fit": Reckoned(lambda model: by_id[model.id])})
    found = Lists(here, there, Finder(())).find(parse("m sort:fit sort:ctx"), known, known).models

    assert ["m/exact", "m/far", "m/small", "m/large"] == [model.id for model in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at:far.example", ["m/far"]),
        ("at:far.example -retired", ["m/far"]),
        ("at:far.example retired", ["m/left"]),
        ("retired", ["m/gone"]),
        ("at:far.example sort:ctx", ["m/far"]),
        ("left", ["m/left"]),
        ("m sort:-ctx", ["m/here", "m/far", "m/left", "m/gone"]),
    ],
)
def test_what_another_connection_lists_no_longer_is_found_as_what_is_gone_here(text, expected):
    far = {"connection": "https://far.example/v1"}
    here = Finder([Model("m/here", "m/here", context_length=9)])
    there = Finder([Model("m/far", "m/far", **far), Model("m/left", "m/left", context_length=10, retired=TODAY, **far)])
    past = Finder([Model("m/gone", "m/gone", retired=TODAY)])
    there.prepare()

    assert expected == [model.id for model in Lists(here, there, past).find(parse(text), KNOWN, KNOWN).models]


def test_an_alias_begins_as_what_it_stands_for():
    finder = named(("x/else", "X: Sage 5"), ("~acme/sage-latest", "Acme: Sage Latest"), ("acme/sage-4", "Acme: Sage 4"))

    assert found(finder, "sage") == ["acme/sage-4", "~acme/sage-latest", "x/else"]


@pytest.mark.parametrize(
    ("listed", "texts", "expected"),
    [
        (NEW, "openai o3|o3 openai|o3|O3", "openai/o3"),
        (NEW, "openai gpt-5|openai gpt 5|gpt-5|gpt 5|gpt5|GPT-5 openai", "openai/gpt-5"),
        (NEW, "openai gpt-4o|gpt4o|gpt-4o|4o|openai/gpt-4o|OpenAI: GPT-4o|openai gpt4o", "openai/gpt-4o"),
        (NEW, "google gemini 2.5 flash|gemini flash 2.5|flash 2.5|gemini 2.5 flash google", "google/gemini-2.5-flash"),
        (NEW, "anthropic claude opus 4|claude opus 4|opus 4|claude 4 opus|cluade opus 4", "anthropic/claude-opus-4"),
        (NEW, "opus 4.8|claude opus 4.8|anthropic opus 4.8", "anthropic/claude-opus-4.8"),
        (NEW, "sonnet 4|claude sonnet 4|cluade sonet 4", "anthropic/claude-sonnet-4"),
        (NEW, "llama3.3|llama 3.3|meta llama 3.3", "meta-llama/llama-3.3-70b-instruct"),
        (NEW, "qwen3 235b|qwen 235b|235b", "qwen/qwen3-235b-a22b"),
        (NEW, "mistral small", "mistralai/mistral-small-2603"),
        (NEW, "mistral small 3|mistral: mistral small 3", "mistralai/mistral-small-24b-instruct-2501"),
        (NEW, "claude|opus|anthropic claude|anthropic opus", "anthropic/claude-opus-5"),
        (NEW, "anthropic sonnet|sonnet", "anthropic/claude-sonnet-5"),
        (NEW, "gemini flash", "~google/gemini-flash-latest"),
        (NEW, "google flash|gemini", "google/gemini-3.7-flash"),
        (NEW, "gpt|openai", "openai/gpt-5.5"),
        (NEW, "mistral", "mistralai/mistral-medium-3-5"),
        (OLD, "openai o3|o3", "openai/o3"),
        (OLD, "openai gpt-4o|gpt4o|gpt-4o|openai/gpt-4o|OpenAI: GPT-4o", "openai/gpt-4o"),
        (OLD, "llama3.3", "meta-llama/llama-3.3-70b-instruct"),
        (OLD, "mistral small", "mistralai/mistral-small"),
        (OLD, "mistral small 3", "mistralai/mistral-small-24b-instruct-2501"),
        (OLD, "claude", "anthropic/claude-3.7-sonnet"),
        (OLD, "opus|claude opus", "anthropic/claude-3-opus"),
        (OLD, "gemini flash|gemini 1.5 flash", "google/gemini-flash-1.5"),
        (OLD, "gemini|google gemini 2.0 flash", "google/gemini-2.0-flash-001"),
        *((listed, "deepseek r1|DeepSeek: R1|r1 deepseek", "deepseek/deepseek-r1") for listed in (NEW, OLD)),
        *((listed, "gpt 4|openai gpt 4|gpt4", "openai/gpt-4") for listed in (NEW, OLD)),
    ],
)
def test_the_name_that_says_least_beside_the_words_comes_first(listed, texts, expected):
    finder = Finder(decode(recorded(listed))[0])

    assert dict.fromkeys(texts.split("|"), expected) == {
        text: next(iter(found(finder, text)), None) for text in texts.split("|")
    }


@pytest.mark.parametrize("listed", [NEW, OLD])
def test_every_name_and_id_of_a_real_list_is_found_first_in_whatever_way_the_author_stands_before_it(listed):
    models = decode(recorded(listed))[0]
    finder = Finder(models)
    for model in models:
        for text in (model.id, model.id.replace("/", " "), model.name, model.name.replace(": ", " ").lower()):
            first = finder.find(parse(text), KNOWN).models[0]
            assert spaced(folded(text)) in {spaced(folded(first.id)), spaced(folded(first.name))}


def test_without_a_number_no_version_is_meant_and_the_order_of_the_list_decides():
    finder = named(
        ("a/sage-9-fast", "A: Sage 9 (Fast)"),
        ("a/sage-9", "A: Sage 9"),
        ("a/sage-3.5", "A: Sage 3.5"),
        ("a/sage-3", "A: Sage 3"),
    )

    assert ["a/sage-9", "a/sage-3.5", "a/sage-3", "a/sage-9-fast"] == found(finder, "sage")
    assert ["a/sage-3", "a/sage-3.5"] == found(finder, "sage 3")
    assert ["a/sage-9", "a/sage-9-fast"] == found(finder, "a: 9")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("claude4.5", ["anthropic/claude-opus-4.5"]),
        ("claude4", ["anthropic/claude-opus-4", "anthropic/claude-opus-4.5"]),
        ("claude45", ["anthropic/claude-opus-4.5"]),
        ('"claude4.5"', []),
        ("qwen2.5", ["qwen/qwen2.5-vl-7b"]),
        ("qwen2.5vl", ["qwen/qwen2.5-vl-7b"]),
        ("cluade45", ["anthropic/claude-opus-4.5"]),
        ("claude5", []),
        ("cluade5", []),
        ("gpt6", []),
        ("gtp5.5", []),
        ("gpt-55", ["openai/gpt-5.5", "openai/gpt-5.5-pro", "openai/gpt-5.5-pro:batch"]),
        ("gtp 5.5", ["openai/gpt-5.5", "openai/gpt-5.5-pro", "openai/gpt-5.5-pro:batch"]),
        ("qwin2.5", ["qwen/qwen2.5-vl-7b"]),
    ],
)
def test_a_number_may_stand_apart_from_its_name(text, expected):
    assert expected == found(NUMBERED, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("gtp", ["a/gtp-x", "o/gpt"]),
        ("gmx", ["a/gmx"]),
        ("lama", ["lama:8b", "o/llama"]),
    ],
)
def test_what_is_gone_or_elsewhere_does_not_keep_what_is_here_from_being_found_with_a_typo(text, expected):
    here = named(("o/gpt", "O: GPT"), ("o/llama", "O: Llama"), ("o/other", "O: Other"))
    there = Finder([Model("lama:8b", "lama:8b", connection="https://far.example/v1"), Model("gmz", "gmz")])
    gone = Finder([Model("a/gtp-x", "A: GTP X", retired=TODAY), Model("a/gmx", "A: GMX", retired=TODAY)])

    assert expected == [m.id for m in Lists(here, there, gone).find(parse(text), KNOWN, KNOWN).models]


def test_what_is_written_together_comes_alone_where_a_name_has_it():
    finder = named(("d/deepseek-v3", "D: DeepSeek V3"), ("d/deepseek-v4-3", "D: DeepSeek V4 3"))

    assert ["d/deepseek-v3"] == found(finder, "deepseekv3")


def test_a_typo_beside_a_denied_or_a_quoted_word_keeps_to_these():
    assert ["anthropic/claude-opus-4"] == found(CLAUDE, "cluade -sonnet")
    assert ["anthropic/claude-opus-4"] == found(CLAUDE, 'cluade "opus 4"')


# Conditions

SEER = Model(
    "Acme/seer",
    "Acme: Seer",
    created=datetime(2026, 8, 1, tzinfo=UTC),
    context_length=200_000,
    input_modalities=("text", "image"),
    output_modalities=("text",),
    pricing=per_token(Decimal("0.000001"), Decimal("0.000015")),
    supported_parameters=("tools", "seed"),
    expiration_date=date(2026, 11, 20),
    knowledge_cutoff=date(2026, 1, 1),
    max_completion_tokens=1000,
)
CHEAP = Model(
    "~zeta/cheap:free",
    "Zeta: cheap",
    created=datetime(2025, 8, 1, tzinfo=UTC),
    context_length=1_000_000,
    input_modalities=("text",),
    output_modalities=("text", "image"),
    pricing=per_token(Decimal(0), Decimal(0)),
    supported_parameters=("temperature",),
    expiration_date=date(2098, 12, 31),
    max_completion_tokens=2000,
)
ROUTER = Model("router/auto", "Router: Auto", pricing=per_token(VARIES, VARIES))
PLAIN = Model("plain", "plain")
KINDS = Finder([SEER, CHEAP, ROUTER, PLAIN])
A, Z, R, P = "Acme/seer", "~zeta/cheap:free", "router/auto", "plain"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("price<1", [Z]),
        ("price<=1", [A, Z]),
        ("price>0", [A]),
        ("price>=0", [A, Z]),
        ("price=1", [A]),
        ("-price<1", [A]),
        ("-price>=0", []),
        ("outprice>=15", [A]),
        ("-outprice>=15", [Z]),
        ("ctx>=200k", [A, Z]),
        ("ctx>200k", [Z]),
        ("-ctx>200k", [A]),
        ("by:acme", [A]),
        ("by:ZETA", [Z]),
        ("-by:acme", [Z, R, P]),
        ("by:plain", []),
        ("vision", [A]),
        ("-vision", [Z]),
        ("in:text", [A, Z]),
        ("out:image", [Z]),
        ("param:tools", [A]),
        ("-param:tools", [Z]),
        ("free", [Z]),
        ("-free", [A, R, P]),
        ("expiring", [A]),
        ("-expiring", [Z, R, P]),
        ("released:30d", [A]),
        ("-released:30d", [Z]),
        ("released:9999y", [A, Z]),
        ("price<1 in:text -param:tools", [Z]),
        ("seer price<5", [A]),
    ],
)
def test_a_condition_finds_what_is_known_to_meet_it_and_its_opposite_what_is_known_not_to(text, expected):
    assert expected == found(KINDS, text)


@pytest.mark.parametrize(
    ("days", "expected"), [(-1, (False, False)), (0, (True, False)), (90, (True, False)), (91, (False, True))]
)
def test_expiring_is_from_today_to_ninety_days_on_and_what_expired_is_not_known_to_stay(days, expected):
    finder = Finder([Model("a", "A", expiration_date=TODAY + timedelta(days))])

    assert expected == (found(finder, "expiring") == ["a"], found(finder, "-expiring") == ["a"])


@pytest.mark.parametrize(("listed", "expiring", "expired"), [(NEW, 1, 7), (OLD, 0, 0)])
def test_what_a_real_list_said_would_expire_is_not_expiring_once_it_has(listed, expiring, expired):
    today = date(2026, 11, 27)
    dates = [date.fromisoformat(day) for row in rows(listed) if (day := row.get("expiration_date"))]
    finder = Finder(decode(recorded(listed))[0])

    assert (
        expiring == sum(0 <= (day - today).days <= 90 for day in dates) == len(found(finder, "expiring", Known(today)))
    )
    assert expired == sum(day < today for day in dates)
    assert len(found(finder, "-expiring", Known(today))) == len(finder.models) - expiring - expired


def test_what_the_person_and_the_history_know_can_be_asked_for():
    known = Known(
        TODAY,
        favorites=frozenset({P}),
        changed={A: datetime(2026, 8, 15, 23, tzinfo=UTC), Z: datetime(2026, 8, 14, 23, tzinfo=UTC)},
        zero_retention=frozenset({R}),
        tags={A: frozenset({"To Read"}), R: frozenset({"x"})},
        used={Z: datetime(2026, 8, 15, 1, tzinfo=UTC), A: datetime(2026, 7, 1, tzinfo=UTC)},
    )

    assert [P] == found(KINDS, "favorite", known)
    assert [A] == found(KINDS, "changed:7d", known)
    assert [Z, R, P] == found(KINDS, "-changed:7d", known)
    assert [Z] == found(KINDS, "used:7d", known)
    assert [Z, A] == found(KINDS, "used:1y sort:-used", known)
    assert [A, R, P] == found(KINDS, "-used:7d", known)
    assert [R] == found(KINDS, "zdr", known)
    assert [A, Z, P] == found(KINDS, "-zdr", known)
    assert [A] == found(KINDS, 'tag:"to read"', known)
    assert [R] == found(KINDS, "tag:X", known)
    assert [] == found(KINDS, "zdr") == found(KINDS, "-zdr")  # never fetched


@pytest.mark.parametrize("told", [{"retired": TODAY}, {"connection": "https://far.example"}])
def test_who_keeps_nothing_is_not_known_of_what_is_retired_or_elsewhere(told):
    finder, known = Finder([SEER, replace(CHEAP, **told)]), Known(TODAY, zero_retention=frozenset({CHEAP.id}))

    assert [] == found(finder, "zdr", known)
    assert [SEER.id] == found(finder, "-zdr", known)


def test_new_knowledge_is_used_at_once():
    assert [] == found(KINDS, "favorite", Known(TODAY))
    assert [A] == found(KINDS, "favorite", Known(TODAY, favorites=frozenset({A})))


def test_the_beginning_of_a_name_will_do_where_there_is_no_such_name():
    finder = Finder([Model("meta/a", "A"), Model("meta-llama/b", "B"), SEER])
    known = Known(TODAY, tags={A: frozenset({"Work", "world"}), "meta/a": frozenset({"wo"})})

    assert ["meta/a"] == found(finder, "by:meta")
    assert ["meta/a", "meta-llama/b"] == found(finder, "by:met")
    assert [A] == found(finder, "-by:met")
    assert [A] == found(finder, "param:tool") == found(finder, "in:im") == found(finder, "out:te")
    assert [] == found(finder, "by:eta") == found(finder, "-in:im")
    assert ["meta/a"] == found(finder, "tag:wo", known)
    assert [A] == found(finder, "tag:wor", known)


# Sorting


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sort:name", [A, P, R, Z]),
        ("sort:-name", [Z, R, P, A]),
        ("sort:by", [A, R, Z, P]),
        ("sort:-by", [Z, R, A, P]),
        ("sort:price", [Z, A, R, P]),
        ("sort:-price", [A, Z, R, P]),
        ("sort:outprice", [Z, A, R, P]),
        ("sort:ctx", [A, Z, R, P]),
        ("sort:-ctx", [Z, A, R, P]),
        ("sort:output", [A, Z, R, P]),
        ("sort:released", [Z, A, R, P]),
        ("sort:expires", [A, Z, R, P]),
        ("sort:cutoff", [A, Z, R, P]),
        ("sort:cost", [R, Z, A, P]),
        ("sort:-changed", [P, A, Z, R]),
        ("sort:fit", [P, Z, A, R]),
    ],
)
def test_models_are_sorted_and_what_is_not_known_comes_last_either_way(text, expected):
    stated = {"cost": {R: Decimal(1), Z: Decimal(2)}, "fit": {P: (0,), Z: (1, 5, 1)}}
    known = Known(
        TODAY,
        reckoned={name: Reckoned(lambda model, told=told: told.get(model.id)) for name, told in stated.items()},
        changed={A: datetime(2026, 1, 1, tzinfo=UTC), P: datetime(2026, 1, 2, tzinfo=UTC)},
    )

    assert expected == found(KINDS, text, known)


def test_what_is_free_is_cheaper_than_what_states_zero_and_charges_by_the_song():
    prices = {"acme/song": 0, "acme/cheap": 1, "acme/chat:free": 0}
    finder = Finder([Model(name, name, pricing=Pricing({"prompt": Decimal(at)})) for name, at in prices.items()])

    assert found(finder, "sort:price") == ["acme/chat:free", "acme/song", "acme/cheap"]
    assert found(finder, "sort:-price") == ["acme/cheap", "acme/song", "acme/chat:free"]


def test_a_second_sort_decides_between_equals_and_else_the_better_hit_comes_first():
    same = {"context_length": 1000}
    finder = Finder(
        [Model("a/1", "A: not same", **same), Model("b/same", "B: Same", **same), Model("c/same", "C: Same", **same)]
    )

    assert ["b/same", "c/same", "a/1"] == found(finder, "same sort:ctx")
    assert ["c/same", "b/same", "a/1"] == found(finder, "same sort:ctx sort:-name")


def test_every_column_can_be_sorted_by():
    for name in SORTED:
        assert {A, Z, R, P} == set(found(KINDS, f"sort:{name}"))


def test_many_conditions_do_not_pile_up():
    for price in range(200):
        assert [A] == found(KINDS, f"price<{price + 2} -free")
    assert len(KINDS._holding) < 100


def test_a_word_that_stands_there_twice_is_looked_for_once():
    texts = Counted(["acme"] * 10)
    assert with_all(["acme"], texts, range(10)) == list(range(10))
    once = texts.asked
    finder = Finder([Model(f"acme/{row}", "Acme") for row in range(10)])
    finder._texts._titles = texts = Counted(finder._titles)
    finder.find(parse("acme " * 50), KNOWN)

    assert texts.asked == once


def test_what_is_made_ahead_of_the_first_search_finds_the_same():
    prepared, fresh = Finder(KINDS.models), Finder(KINDS.models)
    prepared.prepare()

    assert {"_texts", "_vocabulary"} <= vars(prepared).keys() - vars(fresh).keys()
    for text in ("acme", "acmee", "-acme"):
        assert found(prepared, text) == found(fresh, text)


class Counted(list):
    """Counts how often somebody looks into it."""

    asked = 0

    def __getitem__(self, at):
        self.asked += 1
        return super().__getitem__(at)


def test_what_many_models_are_told_in_the_same_words_is_read_once(monkeypatch):
    read = []
    monkeypatch.setattr(matching, "folded", lambda text: read.append(text) or text.lower())
    texts = Texts(["\na\n", "\nb\n", "\nc\n"], ["Old and wise", "New", "Old and wise"])

    assert [0, 2] == texts.with_all(["wise", "old"], range(3))
    assert [0] == texts.with_all(["a"], [0, 1])  # only where one looks, in titles and texts
    assert [1] == texts.without("old", range(3))
    assert ["Old and wise", "New"] == read


def test_words_that_go_on_from_an_earlier_search_are_looked_for_in_what_that_found():
    finder = Finder([Model(f"acme/{name}", name) for name in ("Sonnet", "Opus", "Soprano")])
    for text in ("so", "opus", "zzz", "son"):
        finder.find(parse(text), KNOWN)
    finder._texts._titles = texts = Counted(finder._titles)
    finder.find(parse("sonn"), KNOWN)

    assert texts.asked == 1


# Nothing found


def blame(text: str, finder: Finder = KINDS) -> Blame | None:
    return finder.find(parse(text), KNOWN).why_empty


def test_what_removes_most_is_said_with_what_is_left_without_it():
    assert Blame(parse("by:acme").conditions, 1) == blame("by:acme free")  # either would do: the first
    assert Blame(parse("price>100").conditions, 2, holds=False) == blame("price>100 in:text ctx>=200k")
    assert Blame(parse("no such").words, 1, holds=False) == blame("no such by:acme")
    assert Blame(parse("by:acme").conditions, 1) == blame("cheap by:acme")


def test_when_every_part_leaves_nothing_it_is_the_one_that_alone_leaves_least():
    assert Blame(parse("price>100").conditions, 0, holds=False) == blame("by:acme by:zeta price>100")


def test_the_words_alone_are_to_blame_where_there_is_nothing_else():
    assert Blame(parse("no such model").words, 4, holds=False) == blame("no such model")


def test_a_word_that_no_model_has_is_to_blame_and_not_those_beside_it():
    assert Blame(parse("qqqq").words, 2, holds=False) == blame("claude qqqq", CLAUDE)
    assert Blame(parse("qqqq xxxx").words, 2, holds=False) == blame("qqqq claude xxxx", CLAUDE)
    assert Blame(parse("gpt").words, 2) == blame("claude gpt", CLAUDE)
    assert Blame(parse("claude").words, 3) == blame("claude -claude", CLAUDE)


def test_how_many_are_left_is_what_the_search_without_it_finds():
    finder = named(("a/sonnet", "A: Sonnet", "Not gpt."), ("b/other", "B: Other"))
    why = blame("gpt sonet", finder)

    assert why is not None
    assert why.terms == parse("sonet").words
    assert why.left == len(found(finder, "gpt")) == 1


def test_nothing_is_to_blame_when_something_was_found_or_there_was_nothing_to_search():
    assert blame("by:acme") is None
    assert blame("x price<1", Finder([])) is None


@pytest.mark.parametrize(("key", "field"), [("in", "input_modalities"), ("out", "output_modalities")])
def test_kinds_are_sorted_by_their_number_and_those_that_are_the_same_stand_together(key, field):
    kinds = ("text", "image"), ("text", "audio"), ("image", "text"), ("text",), (), ("text", "audio")
    finder = Finder([Model(str(at), "N", **{field: named}) for at, named in enumerate(kinds)])

    assert ["3", "1", "5", "0", "2", "4"] == found(finder, f"sort:{key}")
    assert ["0", "2", "1", "5", "3", "4"] == found(finder, f"sort:-{key}")


# The real lists, against counts by plain code over the same rows


def rows(name: str) -> list[dict]:
    return json.loads(recorded(name))["data"]


def price(row: dict, key: str = "prompt") -> Decimal | None:
    stated = row["pricing"].get(key)
    return None if stated is None or Decimal(stated) < 0 else Decimal(stated) * 1_000_000


def seconds(day: date) -> float:
    return datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()


PLAIN_CODE = {
    "vision": lambda row: "image" in row["architecture"]["input_modalities"],
    "-vision": lambda row: "image" not in row["architecture"]["input_modalities"],
    "out:image": lambda row: "image" in row["architecture"]["output_modalities"],
    "in:audio -in:video": lambda row: (
        "audio" in row["architecture"]["input_modalities"] and "video" not in row["architecture"]["input_modalities"]
    ),
    "price<1": lambda row: price(row) is not None and price(row) < 1,
    "-price<1": lambda row: price(row) is not None and price(row) >= 1,
    "outprice<=2.5": lambda row: price(row, "completion") is not None and price(row, "completion") <= Decimal("2.5"),
    "price>=0.1 price<0.3": lambda row: price(row) is not None and Decimal("0.1") <= price(row) < Decimal("0.3"),
    "ctx>=200k": lambda row: (row["context_length"] or 0) >= 200_000,
    "-ctx>=1M": lambda row: 0 < (row["context_length"] or 0) < 1_000_000,
    "by:anthropic": lambda row: row["id"].lstrip("~").startswith("anthropic/"),
    "-by:openai free": lambda row: (
        not row["id"].lstrip("~").startswith("openai/")
        and (row["id"].endswith(":free") or row["id"] == "openrouter/free")
    ),
    "param:tools": lambda row: "tools" in row.get("supported_parameters", []),
    "-param:temperature": lambda row: (
        bool(row.get("supported_parameters")) and "temperature" not in row["supported_parameters"]
    ),
    "expiring": lambda row: (row.get("expiration_date") or "9999") <= str(TODAY + timedelta(90)),
    "released:30d": lambda row: row["created"] >= seconds(TODAY - timedelta(30)),
    "released:1y -vision": lambda row: (
        row["created"] >= seconds(TODAY - timedelta(365)) and "image" not in row["architecture"]["input_modalities"]
    ),
}


@pytest.mark.parametrize("name", [OLD, NEW])
def test_conditions_on_a_real_list_find_what_plain_code_counts(name):
    models, _ = decode(recorded(name))
    finder = Finder(models)

    for text, test in PLAIN_CODE.items():
        ids = [row["id"] for row in rows(name) if test(row)]
        assert sorted(ids, key=lambda model_id: model_id.endswith(":batch")) == found(finder, text), text


@pytest.mark.parametrize("name", [OLD, NEW])
def test_sorting_a_real_list_is_what_plain_code_sorts(name):
    models, _ = decode(recorded(name))
    finder, plain = Finder(models), rows(name)
    by_price = [row for row in plain if price(row) is not None]
    unknown = [row["id"] for row in plain if price(row) is None]

    def rank(row):
        return price(row), not (row["id"].endswith(":free") or row["id"] == "openrouter/free")

    assert [row["id"] for row in sorted(by_price, key=rank)] + unknown == found(finder, "sort:price")
    assert [row["id"] for row in sorted(by_price, key=rank, reverse=True)] + unknown == found(finder, "sort:-price")
    lengths = sorted(plain, key=lambda row: (-(row["context_length"] or 0), row["created"]))
    assert [row["id"] for row in lengths] == found(finder, "sort:-ctx sort:released")


@pytest.mark.parametrize("name", [OLD, NEW])
def test_words_on_a_real_list_find_every_model_that_has_them(name):
    models, _ = decode(recorded(name))
    finder = Finder(models)
    for words in ("claude", "gemini flash", '"vision"', '"free"', "deepseek v3", "mistral small", "coding agents"):
        bare = words.replace('"', "").split()
        expected = {
            row["id"]
            for row in rows(name)
            if all(word in f"{row['name']} {row['id']} {row['description']}".casefold() for word in bare)
        }
        hits = found(finder, words)
        assert expected == set(hits[: len(expected)])


def test_every_model_of_the_real_list_is_the_first_hit_of_its_id_and_name():
    models, _ = decode(recorded(NEW))
    finder = Finder(models)

    for model in models:
        assert model.id == found(finder, model.id)[0]
        assert model.id == found(finder, f'"{model.name}"')[0]


def test_typos_on_the_real_list_are_forgiven():
    finder = Finder(decode(recorded(NEW))[0])

    for typo, right in (("antropic cluade", "claude"), ("gemnii flsh", "gemini"), ("depseek", "deepseek")):
        hits = found(finder, typo)
        assert hits
        assert all(right in model_id for model_id in hits), hits


def test_the_values_of_the_real_list_are_counted():
    values = Finder(decode(recorded(NEW))[0]).values
    listed = [name for row in rows(NEW) for name in row["supported_parameters"]]

    assert {name: listed.count(name) for name in listed} == values["param"]
    assert list(values["param"].values()) == sorted(values["param"].values(), reverse=True)
    assert sum("image" in row["architecture"]["input_modalities"] for row in rows(NEW)) == values["in"]["image"]
    assert sum("image" in row["architecture"]["output_modalities"] for row in rows(NEW)) == values["out"]["image"]
    assert len(rows(NEW)) == sum(values["by"].values())
    assert {} == Finder([PLAIN]).values["by"]


@pytest.mark.parametrize("listed", [NEW, OLD])
def test_no_name_and_no_id_of_a_real_list_is_taken_for_a_condition_that_there_is_not(listed):
    finder = Finder(decode(recorded(listed))[0])
    texts = [text for model in finder.models for text in (model.id, model.name)]

    keys = [it.key for text in texts for it in checked(parse(text), finder.values).mistakes]

    assert not any(keys)
    for text in ("author:anthropic", "auther:", "input:image", "model:gpt-4o", "foo:bar"):
        query = checked(parse(text), finder.values)
        assert ([Expected.KEY], ()) == ([mistake.expected for mistake in query.mistakes], query.terms)


GONE = Model("acme/sage", "Acme: Sage", retired=date(2026, 8, 1))
SHUT = Model("acme/shut", "Acme: Shut", excluded=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["acme/shut", "z/sage"]),
        ("sage", ["z/sage", "acme/sage"]),
        ("acme", ["acme/shut", "acme/sage"]),
        ("-acme", ["z/sage"]),
        ("retired", ["acme/sage"]),
        ("-retired", ["z/sage", "acme/shut"]),
        ("by:acme", ["acme/shut"]),
        ("by:acme retired", ["acme/sage"]),
        ("excluded", ["acme/shut"]),
        ("-excluded", ["z/sage"]),
        ("favorite", ["acme/sage"]),
        ("-favorite", ["z/sage", "acme/shut"]),
        ("tag:old", ["acme/sage"]),
        ("used:1y", ["acme/sage"]),
        ("nobody", []),
    ],
)
def test_what_is_no_longer_listed_is_found_by_words_and_where_it_is_meant(text, expected):
    listed, retired = Finder([SHUT, Model("z/sage", "Z: Sage", excluded=False)]), Finder([GONE])
    used = {GONE.id: datetime(2026, 8, 15, tzinfo=UTC)}
    known = replace(KNOWN, favorites=frozenset({GONE.id}), tags={GONE.id: frozenset({"old"})}, used=used)
    found = Lists(listed, Finder(()), retired).find(parse(text), known, KNOWN)

    assert [model.id for model in found.models] == expected
    assert (found.why_empty is None) == bool(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["acme/shut"]),
        ("acme", ["acme/far", "acme/shut@", "acme/shut"]),
        ("-acme", []),
        ("-lama", ["acme/shut"]),
        ("-lama at:far", ["acme/far", "acme/shut@"]),
        ("lama", ["lama"]),
        ("acme -far", ["acme/shut@", "acme/shut"]),
        ("favorite", ["acme/shut"]),
        ("acme favorite", ["acme/shut"]),
        ("at:example.org", ["acme/shut"]),
        ("at:far", ["acme/far", "acme/shut@"]),
        ("at:127.0.0.1:1 lama", ["lama"]),
        ("-at:example.org -at:127", ["acme/far", "acme/shut@"]),
        ("at:nowhere", []),
    ],
)
def test_what_other_connections_list_is_found_by_words_and_by_their_place(text, expected):
    far, near = "https://FAR.example/v1", "http://127.0.0.1:11434/v1"
    others = [
        Model("acme/far", "Acme: Far", connection=far),
        Model(SHUT.id, SHUT.name, connection=far),
        Model("lama", "lama", connection=near),
    ]
    listed, query = Finder([SHUT]), parse(text)
    known = replace(KNOWN, favorites=frozenset({SHUT.id}), place="example.org")
    strange = Known(known.today, place=known.place)
    found = Lists(listed, Finder(others), Finder(())).find(query, known, strange)

    assert [f"{model.id}@" if model.id == SHUT.id and model.place else model.id for model in found.models] == expected
    assert (found.why_empty is None) == bool(expected)


@pytest.mark.parametrize(("listed", "batches"), [(NEW, 61), (OLD, 1)])
def test_what_must_not_occur_leaves_all_else_of_a_real_list_and_brings_in_no_other(listed, batches):
    models = decode(recorded(listed))[0]
    others = [replace(model, connection="https://far.example") for model in models]
    found = Lists(Finder(models), Finder(others), Finder(())).find(parse("-batch"), KNOWN, KNOWN).models
    kept = [m for m in models if "batch" not in f"{m.id} {m.name} {m.description}".lower()]

    assert kept == [*found]
    assert batches == len(models) - len(found)


def test_what_is_listed_elsewhere_comes_before_what_is_gone():
    other, query = Model("acme/far", "Acme: Far", connection="https://far.example"), parse("acme")
    found = Lists(Finder([SHUT]), Finder([other]), Finder([GONE])).find(query, KNOWN, KNOWN)

    assert [other, SHUT, GONE] == [*found.models]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sort:price m", ["m/1", "m/2", "m/3", "m/4", "m/none", "m/less"]),
        ("sort:-price m", ["m/4", "m/3", "m/2", "m/1", "m/none", "m/less"]),
        ("m", ["m/1", "m/3", "m/none", "m/2", "m/4", "m/less"]),
    ],
)
def test_what_is_listed_elsewhere_is_sorted_in(text, expected):
    def at(connection, *prices):
        return [Model(f"m/{name}", "M", pricing=per_token(price), connection=connection) for name, price in prices]

    here = at("", ("1", "0.000001"), ("3", "0.000003"), ("none", None))
    there = at("https://far.example", ("2", "0.000002"), ("4", "0.000004"), ("less", None))
    query = parse(text)
    found = Lists(Finder(here), Finder(there), Finder(())).find(query, KNOWN, KNOWN)

    assert expected == [model.id for model in found.models]


FAR = "https://far.example/v1"
HERE = named(
    *[
        ("m/llama-3", "M: Llama 3", "Not LLaVA."),
        ("o/gpt-nano", "O: GPT Nano"),
        ("o/gpt-nano:free", "O: GPT Nano (free)"),
    ],
    *[("g/gemma3", "G: Gemma3 4b"), ("x/my-phi", "X: My Phi", "Better than sage."), ("z/phin", "Z: Phin")],
)
THERE = Finder(
    [Model(model_id, model_id, connection=FAR) for model_id in ("bakllava:7b", "llava:13b", "gemma3:4b", "phi")]
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("llava", ["llava:13b", "bakllava:7b", "m/llama-3"]),
        ("llava:13b", ["llava:13b"]),
        ("gemma3:4b", ["gemma3:4b", "g/gemma3"]),
        ("gemna 4b", ["g/gemma3", "gemma3:4b"]),
        ("phi", ["phi", "x/my-phi", "z/phin"]),
        ("sage", ["acme/sage", "x/my-phi"]),
        ("sage sort:name", ["x/my-phi", "acme/sage"]),
        ("phi sort:name", ["phi", "x/my-phi", "z/phin"]),
        ("sgae", ["acme/sage"]),
        ("llava price<1", []),
    ],
)
def test_whole_names_come_first_whichever_list_has_them(text, expected):
    found = Lists(HERE, THERE, Finder([GONE])).find(parse(text), KNOWN, KNOWN)

    assert expected == [model.id for model in found.models]
    assert (found.why_empty is None) == bool(expected)


HAS = Finder([replace(SHUT, supported_parameters=("tools", "seed"), input_modalities=("text",))])
HAS_MORE = Finder([Model("far", "Far", supported_parameters=("tool_choice", "mirostat"), connection=FAR)])
HAD_MORE = Finder([replace(GONE, supported_parameters=("top_a",), input_modalities=("text", "image"))])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("param:tool", ["acme/shut"]),
        ("param:tool_choice", ["far"]),
        ("param:miro", ["far"]),
        ("param:top_a", ["acme/sage"]),
        ("vision", ["acme/sage"]),
        ("-param:miro", ["acme/shut"]),
        ("by:sage", []),
        ("out:image", []),  # this list says nothing of what comes out
    ],
)
def test_a_name_that_only_another_list_has_is_found_there(text, expected):
    found = Lists(HAS, HAS_MORE, HAD_MORE).find(parse(text), KNOWN, KNOWN)

    assert expected == [model.id for model in found.models]
    assert (found.why_empty is None) == bool(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("o/gpt-nano:nitro", ["o/gpt-nano", "o/gpt-nano:free"]),
        ("gpt-nano:fl", ["o/gpt-nano", "o/gpt-nano:free"]),
        ("gpt-nano:", ["o/gpt-nano:free"]),
        ("gpt-nano:free", ["o/gpt-nano:free"]),
        ("gpt-nano:frees", ["o/gpt-nano:free"]),
        ('"gpt-nano:nitro"', []),
        (":nitro", []),
    ],
)
def test_an_ending_that_no_list_has_is_a_way_to_ask_the_model_before_it(text, expected):
    assert expected == found(HERE, text)


def test_what_is_listed_here_has_no_place_of_its_own():
    assert [Model("a", "A", connection=url).place for url in ("", "http://Local:1/v1", "https://e.org")] == [
        *("", "local:1", "e.org")
    ]


def test_what_the_list_tells_to_sort_by_is_looked_at_once_however_often_and_whatever_else_is_known(monkeypatch):
    models = [Model("b", "B"), Model("a", "A")]
    looked = []
    order_of = search.order_of
    monkeypatch.setattr(search, "order_of", lambda *told: looked.append(told) or order_of(*told))
    finder = Finder(models)
    finder.prepare()
    assert len(looked) == len(STATED)
    for favorites in ("a", "b"):
        known = Known(TODAY, frozenset(favorites))
        for key in STATED:
            finder.find(parse(f"sort:{key}"), known)
            finder.find(parse(f"sort:-{key}"), known)
    assert len(looked) == len(STATED)
    assert ["a", "b"] == [model.id for model in finder.find(parse("sort:name"), known).models]
    assert ["b", "a"] == [model.id for model in finder.find(parse("sort:-name"), known).models]


def test_what_is_alike_is_found_once_and_reckoned_once_each_time():
    told, reckoned = [], []
    finder = Finder([Model(f"m/{number}", f"M {number}", context_length=number % 2) for number in range(4)])

    def alike(model):
        told.append(model.id)
        return model.context_length

    def of(model):
        reckoned.append(model.id)
        return -model.context_length

    for _ in range(2):
        assert ["m/1", "m/3", "m/0", "m/2"] == found(
            finder, "sort:fit", replace(KNOWN, reckoned={"fit": Reckoned(of, alike)})
        )
    assert ([f"m/{number}" for number in range(4)], 4) == (told, len(reckoned))


@pytest.mark.parametrize("others", [(), (Model("m/far", "Far M", connection="https://far.example"),)])
def test_of_all_that_is_found_only_what_is_looked_at_is_fetched(others):
    fetched = []

    class Listed(tuple):
        __slots__ = ()

        def __getitem__(self, row):
            fetched.append(row)
            return super().__getitem__(row)

    here = Finder([Model(f"m/{number}", f"M {number}") for number in range(5)])
    here.prepare()
    here.models = Listed(here.models)
    found = Lists(here, Finder(others), Finder(())).find(parse("m"), KNOWN, KNOWN).models

    assert [] == fetched
    assert ("m/4", ["m/1", "m/2"], 5 + len(others)) == (found[4].id, [model.id for model in found[1:3]], len(found))


def test_a_list_is_looked_through_once_where_no_other_has_anything(monkeypatch):
    looked = []
    tiers = Finder.tiers
    monkeypatch.setattr(Finder, "tiers", lambda self, *told, **how: looked.append(self) or tiers(self, *told, **how))
    Lists(KINDS, Finder(()), Finder(())).find(parse("sort:name"), KNOWN, KNOWN)

    assert looked.count(KINDS) == 1


@pytest.mark.parametrize(
    ("text", "blamed", "left"),
    [("claude foo", "foo", 2), ("far price<1", "price<1", 1), ("nobody", "nobody", 1)],
)
def test_what_leaves_nothing_is_looked_for_in_every_list_that_is_searched(text, blamed, left):
    here = named(("o/gpt", "O: GPT"))
    there = Finder([Model("far/claude", "Far: Claude", connection="https://far.example/v1")])
    gone = Finder([Model("a/claude", "A: Claude", retired=TODAY)])
    found = Lists(here, there, gone).find(parse(text), KNOWN, KNOWN)

    assert () == found.models
    assert ([blamed], left) == ([term.text for term in found.why_empty.terms], found.why_empty.left)


SENTENCE = (
    "which model would you recommend for reading scanned invoices in german and returning the totals as json at a low "
    "price with tool calling support"
)


def test_why_a_sentence_finds_nothing_is_told_after_two_looks_through_each_list(monkeypatch):
    looked, compared = [], []
    tiers, resembling = Finder.tiers, Vocabulary.resembling
    monkeypatch.setattr(Finder, "tiers", lambda self, *told, **how: looked.append(self) or tiers(self, *told, **how))
    monkeypatch.setattr(Vocabulary, "resembling", lambda *told: compared.append(told) or resembling(*told))
    lists = [Finder(decode(recorded(name))[0]) for name in (NEW, OLD, OLD)]
    query = parse(SENTENCE)
    found = Lists(*lists).find(query, KNOWN, KNOWN)

    assert Blame(query.words, len(lists[0].models), holds=False) == found.why_empty
    assert [2, 1, 1] == [looked.count(finder) for finder in lists]  # without words no other list is meant
    assert not compared


def test_a_letter_more_of_what_finds_nothing_compares_only_the_word_it_belongs_to(monkeypatch):
    compared = []
    resembling = Vocabulary.resembling
    monkeypatch.setattr(
        Vocabulary, "resembling", lambda self, word, *told: compared.append(word) or resembling(self, word, *told)
    )
    finder = Finder(decode(recorded(NEW))[0])
    finder.find(parse("recommend scanned invoices returning totals j"), KNOWN)
    compared.clear()
    finder.find(parse("recommend scanned invoices returning totals js"), KNOWN)

    assert compared.count("js") <= 2
    assert len(compared) <= 4  # the longest word leaves nothing, both with all and without those that no model has


def test_why_nothing_is_found_compares_no_word_with_all_names_again(monkeypatch):
    compared = []
    look = Vocabulary._found
    monkeypatch.setattr(Vocabulary, "_found", lambda self, word, rows: compared.append(word) or look(self, word, rows))
    finder = Finder(decode(recorded(NEW))[0])
    for word in ("quagga", "okapi", "gnu", "eland", "dikdik", "quagga"):
        assert not finder.find(parse(word * 2), KNOWN).models

    assert compared.count("okapi" * 2) == 1
    assert compared.count("quagga" * 2) == 2
    assert len(finder._vocabulary._everywhere) == typos.KEPT


def test_what_many_models_state_alike_is_judged_once(monkeypatch):
    asked = []
    monkeypatch.setitem(conditions._COMPARE, ">", lambda number, bound: asked.append(number) or number > bound)
    finder = Finder([Model(f"acme/{row}", "Acme", context_length=(8_000, 16_000, None)[row % 3]) for row in range(9)])
    finder.prepare()

    assert ["acme/1", "acme/4", "acme/7"] == [model.id for model in finder.find(parse("ctx>9k"), KNOWN).models]
    assert [8_000, 16_000] == asked


def test_a_letter_more_of_many_conditions_tests_models_only_by_the_one_it_belongs_to(monkeypatch):
    tested = []
    test_of = conditions._test_of
    monkeypatch.setattr(
        conditions, "_test_of", lambda condition, *told: tested.append(condition) or test_of(condition, *told)
    )
    text = " ".join(f"ctx>{tokens}" for tokens in range(KEPT + 10))
    KINDS.find(parse(text), KNOWN)
    tested.clear()
    found = KINDS.find(parse(f"{text}000"), KNOWN)

    assert parse(f"ctx>{KEPT + 9}000").conditions == tuple(tested)
    assert [SEER, CHEAP] == [*found.models]


def test_in_a_sentence_no_typo_is_forgiven_and_its_words_are_to_blame_together():
    names = " ".join(f"name{number}x" for number in range(9))
    finder = Finder(
        [Model("a", f"{names} one", description="two", pricing=SEER.pricing), Model("b", "B", pricing=CHEAP.pricing)]
    )

    assert ["a"] == found(finder, f"{names} onr")
    assert [] == found(finder, f"{names} onr two")
    assert Blame(parse(f"{names} onr two").words, 1, holds=False) == blame(f"price<1 {names} onr two", finder)
    assert Blame(parse("price<1").conditions, 1) == blame(f"price<1 {names} one two", finder)


def test_where_there_is_nothing_to_search_in_nothing_is_blamed():
    nowhere = Finder(())

    assert Lists(nowhere, nowhere, nowhere).find(parse("claude"), KNOWN, KNOWN).why_empty is None
