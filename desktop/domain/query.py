"""The language of the search line: words, and conditions such as `price<1`, `ctx>=200k`, `-expiring` or `sort:-ctx`.

A view of the catalog is one line of text. Every text is a query; what cannot be understood in it is a mistake with a
place, and the rest still holds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from desktop.domain.families import VARIANTS
from desktop.domain.parts import Modality
from desktop.domain.terms import (
    COMPARED,
    FLAGS,
    LISTED,
    NAMED,
    SEES,
    SINCE,
    SORTED,
    Condition,
    Expected,
    Mistake,
    Sort,
    Term,
    Word,
    begins_any,
)
from desktop.domain.typos import differ_by_one

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from desktop.domain.model import Model
    from desktop.domain.reckoned import Reckoned

_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_TOKENS = {"": 0, "k": 3, "m": 6}  # powers of ten
_TERM = re.compile(  # units may stand apart from their numbers: alone they are nothing else
    r"""\s*(?P<term>(?P<minus>-?)(?:
      (?P<compared>(?P<usd>price|outprice)|ctx) \s* (?P<sign><=|>=|<|>|=)
      (?P<bound>(?:\s*\$\s+[.0-9]\S* | \S+(?:(?:[\u00a0\u2009\u202f][0-9]{3}|[ ]000)(?!\S))*
        | (?:\s+[$.0-9]\S*)?) (?:(?<=[.0-9]) \s+ (?(usd)\$|[km]) (?!\S))?)
    | (?P<key>(?P<since>released|changed|used)|[a-z]+) (?P<mark>:|<=|>=|<|>|=)
      (?P<value>(?(since)[0-9]+\s+[dwmy](?!\S)|(?!)) | "[^"]*(?P<end>"?) | \S*)
    | "(?P<phrase>[^"]*)(?P<closed>"?)
    | (?P<word>\S+)
    ))""",
    re.VERBOSE | re.IGNORECASE,
)
# A comma parts decimals too, but before three digits, which it may set apart as thousands, unless a zero leads them.
_DIGITS = r"[0-9]{1,12}(?:\.[0-9]{0,12}|,(?![0-9]{3}(?![0-9]))[0-9]{0,12})?|[.,][0-9]{1,12}|0+,[0-9]{3}"
_NUMBER = rf"((?:{_DIGITS})(?:e[+-]?[0-9])?)"
_AMOUNT = re.compile(rf"\$?{_NUMBER}\$?", re.IGNORECASE)
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}([,.])[0-9]{3}(?:\1[0-9]{3})*")  # tokens have no decimals
_LENGTH = re.compile(rf"{_NUMBER}([km]?)", re.IGNORECASE)
_PERIOD = re.compile(r"([0-9]{1,4}) ?([dwmy])", re.IGNORECASE)
_KEYS = (*COMPARED, *NAMED, *SINCE, "sort")
_EVERY = (*_KEYS, *FLAGS)
_MEANT = {"author": "by", "context": "ctx", "connection": "at"}  # what people say for a key that is not like it
_KEYED = re.compile(r"([a-z]{2,}):(.*)", re.IGNORECASE)
KEPT = 512  # mistaken keys that are remembered: a long line may be full of them, and is read at each key
MOST_NAMES = 12  # that are told where none of them stands
_SHORTEST = 2  # letters of what is taken for a key that was mistyped, or is being typed


@dataclass(frozen=True, slots=True)
class Query:
    """What a text asks for, in the order of the text."""

    terms: tuple[Term, ...] = ()
    mistakes: tuple[Mistake, ...] = ()

    @property
    def words(self) -> tuple[Word, ...]:
        return tuple(term for term in self.terms if isinstance(term, Word))

    @property
    def conditions(self) -> tuple[Condition, ...]:
        return tuple(term for term in self.terms if isinstance(term, Condition))

    @property
    def sort(self) -> tuple[Sort, ...]:
        """The first one counts most."""
        return tuple(term for term in self.terms if isinstance(term, Sort))

    def sorts_by(self, key: str) -> bool:
        return any(sort.key == key for sort in self.sort)

    def dropping(self, terms: Iterable[Term]) -> Query:
        """The same query without these."""
        dropped = frozenset(terms)
        return Query(tuple(term for term in self.terms if term not in dropped))

    @property
    def text(self) -> str:
        """The same query in the usual way of writing, without its mistakes."""
        usual: tuple[Term, ...] = (*self.words, *self.conditions, *self.sort)
        return " ".join(term.text for term in usual)


@dataclass(frozen=True, slots=True)
class Known:
    """What conditions ask about beyond the model list.

    Attributes:
        favorites: Ids.
        changed: When a model last changed, by id, UTC.
        used: When the person asked a model last, by id, UTC.
        zero_retention: Ids of models with an endpoint that keeps nothing; None when that was never fetched.
        tags, notes: The person's own, by id.
        place: What the connection that is used is called.
        places: What the others are called.
        reckoned: What no list states and one sorts by, by sort: USD for the person's typical message under `cost`, how
            badly a model suits the chat under `fit`; None where it is not known.
    """

    today: date
    favorites: frozenset[str] = frozenset()
    changed: Mapping[str, datetime] = field(default_factory=dict)
    zero_retention: frozenset[str] | None = None
    tags: Mapping[str, frozenset[str]] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    reckoned: Mapping[str, Reckoned] = field(default_factory=dict)
    used: Mapping[str, datetime] = field(default_factory=dict)
    place: str = ""
    places: frozenset[str] = frozenset()


@lru_cache(maxsize=4)
def parse(text: str) -> Query:
    """The query that a text is. Never raises. Of a long line it takes half a millisecond, and all ask at each key."""
    terms: list[Term] = []
    mistakes: list[Mistake] = []
    at, text = 0, text.rstrip()  # blanks behind a quote that is not closed belong to no term
    while match := _TERM.match(text, at):
        at = match.end()
        term = _term(match)
        if isinstance(term, Mistake):
            mistakes.append(term)
        else:
            terms.append(term)
        if "" in {match["closed"], match["end"]}:
            mistakes.append(Mistake(*match.span("term"), Expected.QUOTE))
    return Query(tuple(terms), tuple(mistakes))


def checked(query: Query, values: Mapping[str, Mapping[str, int]]) -> Query:
    """The query with mistakes where a name stands that no list has, nor the beginning of one.

    A key that is none is a mistake in place of a word, where no name and no id has it before a colon.
    `values` are names that occur, by key, most frequent first; of keys without any nothing is known.
    """
    named = values.get(":")
    strange = {term: key for term in query.words if named is not None and (key := _keyed(term)) and key not in named}
    wrong = [
        _misnamed(term, values[term.key])
        for term in query.conditions
        if term.key in LISTED and values.get(term.key) and not _exists(term, values[term.key])
    ]
    wrong += [_no_key(term.place[0] + term.negated, term.place[1], key) for term, key in strange.items()]
    return replace(query.dropping(strange), mistakes=(*query.mistakes, *wrong)) if wrong else query


def _keyed(word: Word) -> str:
    """What of a word might be meant as a key, in small letters; in `llama:free` nothing is."""
    match = None if word.quoted else _KEYED.match(word.letters)
    return "" if match is None or (match[2] and begins_any(match[2].lower(), VARIANTS)) else match[1].lower()


def _no_key(start: int, end: int, key: str) -> Mistake:
    """What is written between these as if it were a key that takes a value."""
    if key in FLAGS:
        return Mistake(start, end, Expected.ALONE, key)
    return Mistake(start, start + len(key), Expected.KEY, key, _nearest(key))


@lru_cache(KEPT)
def _nearest(key: str) -> tuple[str, ...]:
    """The keys there are, those first that are most like this one, or are what else it is called."""

    def far(known: str) -> tuple[bool, bool]:
        alike = any(differ_by_one(key, name) for name in (known, *(it for it in _MEANT if _MEANT[it] == known)))
        return not alike, not (key.startswith(known) or known.startswith(key))

    return tuple(sorted(_EVERY, key=far))


def _exists(term: Condition, names: Iterable[str]) -> bool:
    name = str(term.value)
    always = frozenset(Modality) if term.key in {"in", "out"} else ()
    return name in always or begins_any(name, names)


def _misnamed(term: Condition, names: Iterable[str]) -> Mistake:
    wrong = str(term.value)
    alike = sorted(names, key=lambda name: not any(differ_by_one(name[: len(wrong) + more], wrong) for more in (0, 1)))
    return Mistake(*term.place, Expected.VALUE, term.key, tuple(alike[:MOST_NAMES]))


def like_but_free(model: Model) -> str:
    """What finds free models that take, answer with and can use what this one does, the longest context first."""
    sides = (("in", model.input_modalities), ("out", model.output_modalities))
    media = [Condition(key, name.casefold()) for key, names in sides for name in names if name != "text"]
    tools = [Condition("param", "tools")] if "tools" in model.supported_parameters else []
    return Query((Condition("free"), *media, *tools, Sort("ctx", descending=True))).text


def with_condition(text: str, condition: Condition | Sort) -> str:
    """The text with a condition or a sort, in the place of those that it replaces; nothing else of it changes."""
    query = parse(text)
    same = [term.place for term in query.terms if not isinstance(term, Word) and term.slot == condition.slot]
    if same:
        start, end = same[0]
        text = _cut(text, same[1:])
        return f"{text[:start]}{condition.text}{text[end:]}"
    quote = '"' if any(mistake.expected is Expected.QUOTE for mistake in query.mistakes) else ""
    return f"{text.rstrip()}{quote} {condition.text}".lstrip()


def without(text: str, terms: Iterable[Condition | Sort | Word]) -> str:
    """The text without all that equals these terms."""
    unwanted = set(terms)
    return _cut(text, [term.place for term in parse(text).terms if term in unwanted])


def _cut(text: str, places: Iterable[tuple[int, int]]) -> str:
    """The text without these places, and without the blanks that would stand there twice."""
    for start, end in sorted(places, reverse=True):
        text = f"{text[:start].rstrip()} {text[end:].lstrip()}" if text[end:].strip() else text[:start].rstrip()
    return text.lstrip()


def _term(match: re.Match[str]) -> Term | Mistake:
    """What one piece of the text is."""
    negated, place = bool(match["minus"]), match.span("term")
    if match["compared"]:
        return _comparison(match["compared"].lower(), match)
    if match["key"] and (match["key"].lower() in _KEYS or match["value"]) and not _is_name(match):
        return _valued(match["key"].lower(), match)
    if match["phrase"] is not None:
        letters = " ".join(match["phrase"].split())
        return Word(letters, quoted=True, negated=negated, place=place) if letters else Mistake(*place, Expected.WORDS)
    word = match["term"][negated:]
    if word == "-" or word[0] in "<>=":
        return Mistake(*place, Expected.WORDS)
    if word.lower() in FLAGS:
        key, value = SEES if word.lower() == "vision" else (word.lower(), "")
        return Condition(key, value, negated=negated, place=place)
    return Word(word, negated=negated, place=place)


def _is_name(match: re.Match[str]) -> bool:
    """Whether words around a colon are a model's name, such as `llava:13b`, and resemble no condition."""
    key, value = match["key"].lower(), match["value"]
    condition = len(key) >= _SHORTEST and any(known.startswith(key) or differ_by_one(key, known) for known in _EVERY)
    return match["mark"] == ":" and not value.startswith('"') and not condition


def _comparison(key: str, match: re.Match[str]) -> Condition | Mistake:
    bound = "".join(match["bound"].split())
    if key == "ctx":
        length = _LENGTH.fullmatch(re.sub("[,.]", "", bound) if _THOUSANDS.fullmatch(bound) else bound)
        value = _decimal(length[1]).scaleb(_TOKENS[length[2].lower()]) if length else None
    else:
        amount = _AMOUNT.fullmatch(bound)
        value = _decimal(amount[1]) if amount else None
    if value is None:
        return _mistake(match, "bound", Expected.TOKENS if key == "ctx" else Expected.USD, key)
    return Condition(key, value, match["sign"], bool(match["minus"]), match.span("term"))


def _decimal(written: str) -> Decimal:
    return Decimal(written.replace(",", "."))


def _valued(key: str, match: re.Match[str]) -> Condition | Sort | Mistake:
    """A key with `:` behind it, or what was meant as one."""
    if key not in _KEYS:
        return _no_key(match.start("key"), match.end("term"), key)
    if key in COMPARED or match["mark"] != ":":
        return _mistake(match, "mark", Expected.COMPARISON if key in COMPARED else Expected.COLON, key)
    value = " ".join(match["value"].replace('"', " ").casefold().split())
    negated, place = bool(match["minus"]), match.span("term")
    if key == "sort" and value.removeprefix("-") in SORTED:
        return Sort(value.removeprefix("-"), negated != value.startswith("-"), place)
    if key in SINCE and (period := _PERIOD.fullmatch(value)):
        return Condition(key, int(period[1]) * _DAYS[period[2]], "", negated, place)
    if key in NAMED and value:
        return Condition(key, value, "", negated, place)
    others = {"sort": Expected.COLUMN, "note": Expected.WORDS, **dict.fromkeys(SINCE, Expected.PERIOD)}
    expected = others.get(key, Expected.NAME)
    return _mistake(match, "value", expected, key)


def _mistake(match: re.Match[str], group: str, expected: Expected, key: str) -> Mistake:
    """A mistake in a part of a piece; in the whole piece when that part is missing."""
    place = match.span(group) if match[group].strip() else match.span("term")
    return Mistake(*place, expected, key)
