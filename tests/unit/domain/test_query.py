from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.domain.model import Model
from desktop.domain.query import MOST_NAMES, Query, checked, like_but_free, parse, with_condition, without
from desktop.domain.terms import Condition, Expected, Mistake, Sort, Word

PIECES = [
    *[
        "price",
        "outprice",
        "ctx",
        "by",
        "in",
        "image",
        "vision",
        "free",
        "sort",
        "tag",
        "7d",
        "changed",
        "-name",
        "llava:13b",
    ],
    *["<", "<=", "=", ">", ":", '"', " ", "-", "1", "2.50", "k", "M", "$", ".", "\n", "İ", "ß"],
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=12).map("".join)
SOME = parse(
    "vision -free price<1 price>=2 -price<3 outprice=0 ctx>=200k by:a -by:b in:audio param:tools tag:x released:7d"
).conditions


def condition(text: str) -> Condition:
    query = parse(text)
    assert ((), 1) == (query.mistakes, len(query.terms)), text
    return query.conditions[0]


def mistakes(text: str) -> list[tuple[str, Expected]]:
    """Each mistaken part of the text and what is expected there."""
    return [(text[mistake.start : mistake.end], mistake.expected) for mistake in parse(text).mistakes]


def test_the_example_of_the_language_is_understood_whole():
    query = parse(
        "vision price<1 outprice<=2 ctx>=200k -expiring by:anthropic param:tools in:image out:image free changed:7d"
        " released:30d sort:price sort:-ctx zdr favorite tag:x claude"
    )

    assert (Word("claude"),) == query.words
    assert (Sort("price"), Sort("ctx", descending=True)) == query.sort
    assert () == query.mistakes
    assert (
        Condition("in", "image"),
        Condition("price", Decimal(1), "<"),
        Condition("outprice", Decimal(2), "<="),
        Condition("ctx", Decimal(200_000), ">="),
        Condition("expiring", negated=True),
        Condition("by", "anthropic"),
        Condition("param", "tools"),
        Condition("in", "image"),
        Condition("out", "image"),
        Condition("free"),
        Condition("changed", 7),
        Condition("released", 30),
        Condition("zdr"),
        Condition("favorite"),
        Condition("tag", "x"),
    ) == query.conditions


@pytest.mark.parametrize(
    ("text", "usual"),
    [
        ("PRICE<$1.50", "price<1.5"),
        ("price <= .5", "price<=0.5"),
        ("price>1.", "price>1"),
        ("-outprice = 0", "-outprice=0"),
        ("ctx>=1m", "ctx>=1M"),
        ("ctx<1500", "ctx<1500"),
        ("ctx<1.5k", "ctx<1500"),
        ("ctx=0", "ctx=0"),
        ("in:IMAGE", "vision"),
        ("-Vision", "-vision"),
        ("out:image", "out:image"),
        ("by:Anthropic", "by:anthropic"),
        ("FREE", "free"),
        ("released:2w", "released:14d"),
        ("changed:1M", "changed:30d"),
        ("changed:1y", "changed:365d"),
        ('tag:"To  Read"', 'tag:"to read"'),
        ("ctx>=200 k", "ctx>=200k"),
        ("-ctx >= 1.5  M", "-ctx>=1500k"),
        ("price<1 $", "price<1"),
        ("price < 1$", "price<1"),
        ("outprice>=$ .5", "outprice>=0.5"),
        ("outprice >= $ 2", "outprice>=2"),
        ("price<1,5", "price<1.5"),
        ("price<0,375 $", "price<0.375"),
        ("outprice>=,5", "outprice>=0.5"),
        ("price<1,", "price<1"),
        ("price<1,2345", "price<1.2345"),
        ("ctx>=1,5M", "ctx>=1500k"),
        ("ctx>=200,000", "ctx>=200k"),
        ("ctx<1.048.576", "ctx<1048576"),
        ("ctx>=200\u202f000", "ctx>=200k"),
        ("ctx>=1 000 000", "ctx>=1M"),
        ("ctx>=2e5", "ctx>=200k"),
        ("price<1e-1", "price<0.1"),
        ("price<1E1$", "price<10"),
        ("released:30 d", "released:30d"),
        ("changed:2  W", "changed:14d"),
    ],
)
def test_every_condition_has_a_usual_way_of_writing(text, usual):
    assert usual == condition(text).text


@pytest.mark.parametrize(
    ("text", "usual"),
    [
        ("ctx>=200 kimi", "kimi ctx>=200"),
        ("ctx>=200k m", "m ctx>=200k"),
        ("ctx>=200 $", "$ ctx>=200"),
        ("ctx>=128 405", "405 ctx>=128"),
        ("ctx>=200\u2009000 free", "ctx>=200k free"),
        ("price<1 k", "k price<1"),
        ("price<1 $5", "$5 price<1"),
        ("by:30 d", "d by:30"),
        ("ctx>=200 k sort:ctx", "ctx>=200k sort:ctx"),
    ],
)
def test_only_the_units_of_a_condition_may_stand_apart(text, usual):
    assert usual == parse(text).text


def test_words_are_bare_or_quoted_and_may_be_denied():
    query = parse(' claude  -preview "deep  seek" -"old one" "free" meta/llama:free')

    assert (
        Word("claude"),
        Word("preview", negated=True),
        Word("deep seek", quoted=True),
        Word("old one", quoted=True, negated=True),
        Word("free", quoted=True),
        Word("meta/llama:free"),
    ) == query.words
    assert 'claude -preview "deep seek" -"old one" "free" meta/llama:free' == query.text


def test_a_name_with_its_author_may_be_pasted():
    assert (Word("Anthropic:"), Word("Claude")) == parse("Anthropic: Claude").terms


def test_a_key_without_anything_behind_it_is_a_word_so_far():
    assert (Word("price"), Word("by"), Word("ctx")) == parse("price by ctx").terms


def test_what_is_sorted_by_is_told_by_its_key():
    query = parse("sort:price sort:-ctx fit")

    assert [query.sorts_by(key) for key in ("price", "ctx", "fit")] == [True, True, False]


def test_a_minus_before_a_sort_turns_it_around():
    assert (Sort("ctx", descending=True), Sort("ctx")) == parse("-sort:ctx -sort:-ctx").sort


@pytest.mark.parametrize(
    ("text", "part", "expected"),
    [
        ("a price<x", "x", Expected.USD),
        ("price< ", "price<", Expected.USD),
        ("price<1,500", "1,500", Expected.USD),
        ("price<1,5,5", "1,5,5", Expected.USD),
        ("ctx>=1,048.576", "1,048.576", Expected.TOKENS),
        ("ctx>=1,000k", "1,000k", Expected.TOKENS),
        ("price<1e99", "1e99", Expected.USD),
        ("price<" + "1" * 13, "1" * 13, Expected.USD),
        ("outprice>٣", "٣", Expected.USD),
        ("ctx>=200kb", "200kb", Expected.TOKENS),
        ("price:1", ":", Expected.COMPARISON),
        ("by=x", "=", Expected.COLON),
        ("by:", "by:", Expected.NAME),
        ('tag:""', '""', Expected.NAME),
        ("note:", "note:", Expected.WORDS),
        ("bby:openai", "bby", Expected.KEY),
        ("yb:openai", "yb", Expected.KEY),
        ("prize:1", "prize", Expected.KEY),
        ("outprie:1", "outprie", Expected.KEY),
        ("-rel:7d", "rel", Expected.KEY),
        ("prize<1", "prize", Expected.KEY),
        ("llava=13b", "llava", Expected.KEY),
        ('foo:"bar"', "foo", Expected.KEY),
        ("free:yes", "free:yes", Expected.ALONE),
        ("-expiring:30d", "expiring:30d", Expected.ALONE),
        ("vision<1", "vision<1", Expected.ALONE),
        ("sort:beauty", "beauty", Expected.COLUMN),
        ("sort:", "sort:", Expected.COLUMN),
        ("changed:7", "7", Expected.PERIOD),
        ("released:-7d", "-7d", Expected.PERIOD),
        ("a -", "-", Expected.WORDS),
        ("<5", "<5", Expected.WORDS),
        ('""', '""', Expected.WORDS),
    ],
)
def test_a_mistake_has_a_place_and_says_what_is_expected(text, part, expected):
    assert [(part, expected)] == mistakes(text)


@pytest.mark.parametrize(
    "text", ["llava:13b", "-mistral:7b", "deepseek:free", "Yi:34b", "openai/gpt-5.4-nano:nitro", "phi:2.7b", "x:y:z"]
)
def test_a_name_with_a_colon_that_resembles_no_condition_is_looked_for(text):
    assert Query((Word(text.removeprefix("-"), negated=text.startswith("-")),)) == parse(text)


def test_a_mistake_costs_nothing_else():
    query = parse("claude price<x free")

    assert (Word("claude"), Condition("free")) == query.terms
    assert "price" == query.mistakes[0].key


def test_a_comparison_that_is_being_typed_leaves_what_stands_behind_it_alone():
    query = parse("price< by:anthropic")

    assert (Condition("by", "anthropic"),) == query.terms
    assert [("price<", Expected.USD)] == mistakes("price< by:anthropic")


def test_a_quote_that_is_not_closed_is_one_mistake_and_looked_for_all_the_same():
    assert [('"open', Expected.QUOTE)] == mistakes('"open')
    assert (Word("open", quoted=True),) == parse('"open').terms
    assert (Condition("tag", "to read"),) == parse('tag:"to read').terms


VALUES = {
    "param": {"seed": 90, "tools": 80, "tool_choice": 70},
    "in": {"text": 9, "image": 5},
    "out": {},
    "by": {"openai": 2, "anthropic": 1},
}


@pytest.mark.parametrize(
    ("text", "part", "names"),
    [
        ("cat in:pdf", "in:pdf", ("text", "image")),
        ("by:opnai free", "by:opnai", ("openai", "anthropic")),
        ("by:image", "by:image", ("openai", "anthropic")),
        ("-param:tols free", "-param:tols", ("tools", "seed", "tool_choice")),
    ],
)
def test_a_name_that_no_list_has_is_a_mistake_that_names_those_there_are(text, part, names):
    query = checked(parse(text), VALUES)
    start = text.index(part)

    key = part.lstrip("-").partition(":")[0]
    assert (Mistake(start, start + len(part), Expected.VALUE, key, names),) == query.mistakes
    assert parse(text).terms == query.terms


@pytest.mark.parametrize("text", ["in:im", "in:video", "vision", "param:tool", "out:pdf", "by:open", "tag:x", "pdf"])
def test_beginnings_and_what_nothing_is_known_of_are_no_mistakes(text):
    assert () == checked(parse(text), VALUES).mistakes


@pytest.mark.parametrize(
    ("text", "part", "nearest"),
    [
        ("author:anthropic", "author", "by"),
        ("cat -auther: dog", "auther", "by"),
        ("Input:image", "Input", "in"),
        ("output:text", "output", "out"),
        ("connection:x", "connection", "at"),
        ("params:x", "params", "param"),
        ("context>5", "context", "ctx"),
        ("prise<1", "prise", "price"),
        ("llava:13b", "llava", "price"),
    ],
)
def test_a_key_that_is_none_is_a_mistake_that_names_the_nearest_first(text, part, nearest):
    query = checked(parse(text), {**VALUES, ":": {"openai": 1}})
    start = text.index(part)

    assert [(start, start + len(part), Expected.KEY, nearest)] == [
        (mistake.start, mistake.end, mistake.expected, mistake.names[0]) for mistake in query.mistakes
    ]
    assert part not in query.text


@pytest.mark.parametrize(
    "text", ["OpenAI: x", "openai:x", "llama:free", "llama:nit", '"foo:bar"', "x:y", "meta/foo:bar", "gpt5:bar", "a:"]
)
def test_a_colon_in_a_name_or_before_a_variant_or_in_quotes_makes_no_key(text):
    assert parse(text) == checked(parse(text), {**VALUES, ":": {"openai": 1}})


def test_where_no_list_is_known_every_word_before_a_colon_may_be_a_name():
    assert parse("foo:bar") == checked(parse("foo:bar"), VALUES)


@given(TEXTS)
def test_every_text_can_be_checked_and_mistakes_have_places_in_it(text):
    query = checked(parse(text), {**VALUES, ":": {}})

    assert all(0 <= mistake.start < mistake.end <= len(text) for mistake in query.mistakes)


def test_of_many_names_some_are_told_and_those_that_look_like_it_first():
    names = {f"name-{at}": 1 for at in range(50)} | {"tools": 1}
    mistake = checked(parse("param:tols"), {"param": names}).mistakes[0]

    assert MOST_NAMES == len(mistake.names)
    assert "tools" == mistake.names[0]


def test_no_text_at_all_is_a_query_for_everything():
    assert Query() == parse("") == parse(" \n ")


@given(TEXTS)
@example('"price\r')
@example('tag:"to read \n')
def test_every_text_is_a_query_whose_usual_writing_is_the_same_query(text):
    query = parse(text)
    again = parse(query.text)

    assert (query.words, query.conditions, query.sort) == (again.words, again.conditions, again.sort)
    assert () == again.mistakes
    assert again.text == query.text
    assert all(0 <= mistake.start < mistake.end <= len(text) for mistake in query.mistakes)
    assert all(text[term.place[0]].strip() and text[term.place[1] - 1].strip() for term in query.terms)


@pytest.mark.parametrize(
    ("text", "added", "expected"),
    [
        ("", "free", "free"),
        ("claude ", "free", "claude free"),
        ("a price<5 b", "price<=1", "a price<=1 b"),
        ("price<5", "price>1", "price<5 price>1"),
        ("-price>=5", "price<1", "price<1"),
        ("price<5 a price<=3  b", "price<1", "price<1 a b"),
        ("in:audio", "vision", "in:audio vision"),
        ("a in:image", "-vision", "a -vision"),
        ("by:x a", "by:y", "by:y a"),
        ("-by:x a", "-by:y", "-by:x a -by:y"),
        ("released:7d", "changed:7d", "released:7d changed:7d"),
        ("changed:7d", "changed:30d", "changed:30d"),
        ("sort:price a sort:-ctx", "sort:name", "sort:name a"),
        ('"open', "free", '"open" free'),
        ('tag:"open', "free", 'tag:"open" free'),
        ("price<", "free", "price< free"),
    ],
)
def test_a_condition_comes_into_the_text_in_the_place_of_what_it_replaces(text, added, expected):
    assert expected == with_condition(text, parse(added).terms[0])


@pytest.mark.parametrize(
    ("text", "terms", "expected"),
    [
        ("a free b", "free", "a b"),
        ("free", "free", ""),
        ("  free  a", "free", "a"),
        ("in:image vision a VISION", "vision", "a"),
        ("a price<x free", "free", "a price<x"),
        ("a b", "free", "a b"),
        ("a -a", "a", "-a"),
        ("sort:price x by:y", "sort:price by:y", "x"),
    ],
)
def test_conditions_and_words_go_from_the_text_and_nothing_else(text, terms, expected):
    assert expected == without(text, parse(terms).terms)


@given(TEXTS, st.sampled_from(SOME))
def test_whatever_the_text_a_condition_can_be_added_once_and_taken_away(text, added):
    before, new = parse(text), with_condition(text, added)
    after = parse(new)

    assert 1 == after.conditions.count(added)
    others = [other for other in before.conditions if other.slot != added.slot]
    assert others == [other for other in after.conditions if other != added]
    assert added not in parse(without(new, [added])).conditions


@pytest.mark.parametrize(
    ("model", "line"),
    [
        (Model("a", "A"), "free sort:-ctx"),
        (Model("a", "A", input_modalities=("text", "Image"), output_modalities=("text",)), "free vision sort:-ctx"),
        (
            Model("a", "A", input_modalities=("file",), output_modalities=("audio",), supported_parameters=("tools",)),
            "free in:file out:audio param:tools sort:-ctx",
        ),
    ],
)
def test_what_is_like_a_model_and_free_is_found_by_a_line(model, line):
    assert like_but_free(model) == line
    assert parse(line).text == line


def test_a_text_that_is_asked_for_again_is_not_read_again():
    assert parse("claude free") is parse("claude free")
