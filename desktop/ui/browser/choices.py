"""What the chips beside the search line offer: conditions in words, in menus."""

from __future__ import annotations

from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication

from desktop.domain.foreign import one_line
from desktop.domain.terms import Condition
from desktop.ui.browser.facts import modality_name, money, tokens_text
from desktop.ui.figures import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Values = Mapping[str, Mapping[str, int]]  # by key, and how often they occur

PRICES = ("0.1", "0.5", "1", "5", "15")  # USD per million tokens
LENGTHS = (32_000, 128_000, 200_000, 1_000_000)  # tokens
PERIODS = (7, 30, 90, 365)  # days
LATELY = 30  # days
MOST = 30  # names in a menu, the most frequent ones: it has to fit on a screen; the line completes all
LONGEST = 60  # characters

translate = QCoreApplication.translate


class Choice(NamedTuple):
    """An entry of a menu, in which None is a line between two; a text is a condition that is begun."""

    words: str
    condition: Condition | str


def prices(_values: Values) -> Iterator[Choice | None]:
    yield Choice(translate("chips", "Free"), Condition("free"))
    for key, sign, words in (
        ("price", "<=", translate("chips", "Input up to {price} per M")),
        ("price", ">=", translate("chips", "Input from {price} per M")),
        ("outprice", "<=", translate("chips", "Output up to {price} per M")),
        ("outprice", ">=", translate("chips", "Output from {price} per M")),
    ):
        yield None
        for price in map(Decimal, PRICES):
            yield Choice(words.format(price=money(price)), Condition(key, price, sign))


def lengths(_values: Values) -> Iterator[Choice | None]:
    for length in LENGTHS:
        words = translate("chips", "At least {n} tokens").format(n=tokens_text(length))
        yield Choice(words, Condition("ctx", Decimal(length), ">="))


def dates(_values: Values) -> Iterator[Choice | None]:
    for days in PERIODS:
        words = translate("chips", "Released in the last {n} days")
        yield Choice(words.format(n=days), Condition("released", days))
    yield None
    for days in PERIODS:
        words = translate("chips", "Changed in the last {n} days")
        yield Choice(words.format(n=days), Condition("changed", days))


def authors(values: Values) -> Iterator[Choice | None]:
    for name in sorted(islice(values.get("by", {}), MOST)):
        yield Choice(_counted(name, values["by"][name]), Condition("by", name))
    yield from _rest("by", values)


def connections(values: Values) -> Iterator[Choice | None]:
    for name, count in islice(values.get("at", {}).items(), MOST):
        yield Choice(_counted(name, count), Condition("at", name))
    yield from _rest("at", values)


def parameters(values: Values) -> Iterator[Choice | None]:
    for name, count in islice(values.get("param", {}).items(), MOST):
        yield Choice(_counted(name, count), Condition("param", name))
    yield from _rest("param", values)


def modalities(values: Values) -> Iterator[Choice | None]:
    for name, count in islice(values.get("in", {}).items(), MOST):
        if name not in {"text", "image"}:  # text goes without saying; pictures have a chip
            words = translate("chips", "Takes {what}").format(what=modality_name(name))
            yield Choice(_counted(words, count), Condition("in", name))
    yield None
    for name, count in islice(values.get("out", {}).items(), MOST):
        if name != "text":
            words = translate("chips", "Answers with {what}").format(what=modality_name(name))
            yield Choice(_counted(words, count), Condition("out", name))


def others(values: Values) -> Iterator[Choice | None]:
    yield Choice(translate("chips", "Favorites"), Condition("favorite"))
    words = translate("chips", "Asked in the last {n} days").format(n=LATELY)
    yield Choice(words, Condition("used", LATELY))
    yield Choice(translate("chips", "Zero data retention"), Condition("zdr"))
    yield Choice(translate("chips", "Expiring within 90 days"), Condition("expiring"))
    yield Choice(translate("chips", "Not expiring"), Condition("expiring", negated=True))
    yield Choice(translate("chips", "No longer listed"), Condition("retired"))
    yield Choice(translate("chips", "Not excluded by my settings"), Condition("excluded", negated=True))
    yield None
    for name, count in islice(values.get("tag", {}).items(), MOST):
        yield Choice(_counted(translate("chips", "Tag “{name}”").format(name=name), count), Condition("tag", name))


def _rest(key: str, values: Values) -> Iterator[Choice | None]:
    """What a menu has no room for is completed in the line."""
    if (more := len(values.get(key, {})) - MOST) > 0:
        yield None
        yield Choice(translate("chips", "{n} more…").format(n=number(more)), f"{key}:")


def _counted(name: str, count: int) -> str:
    return translate("chips", "{name} · {n}").format(name=one_line(name, LONGEST), n=number(count))
