"""What the chips beside the search line offer: conditions in words, in menus."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication

from desktop.domain.terms import SEES, Condition
from desktop.ui.browser.facts import modality_name, money, tokens_text
from desktop.ui.figures import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PRICES = ("0.1", "0.5", "1", "5", "15")  # USD per million tokens
LENGTHS = (32_000, 128_000, 200_000, 1_000_000)  # tokens
PERIODS = (7, 30, 90, 365)  # days

translate = QCoreApplication.translate


class Choice(NamedTuple):
    """An entry of a menu; without a condition it is a heading."""

    words: str
    condition: Condition | None = None


def prices(_values: Mapping[str, Mapping[str, int]]) -> Iterator[Choice]:
    yield Choice(translate("chips", "Free"), Condition("free"))
    yield Choice(translate("chips", "Question, per million tokens"))
    yield from _up_to("price")
    yield Choice(translate("chips", "Answer, per million tokens"))
    yield from _up_to("outprice")


def _up_to(key: str) -> Iterator[Choice]:
    for price in map(Decimal, PRICES):
        yield Choice(translate("chips", "At most {price}").format(price=money(price)), Condition(key, price, "<="))


def lengths(_values: Mapping[str, Mapping[str, int]]) -> Iterator[Choice]:
    for length in LENGTHS:
        words = translate("chips", "At least {n} tokens").format(n=tokens_text(length))
        yield Choice(words, Condition("ctx", Decimal(length), ">="))


def dates(_values: Mapping[str, Mapping[str, int]]) -> Iterator[Choice]:
    for key, heading in (("released", translate("chips", "Released")), ("changed", translate("chips", "Changed"))):
        yield Choice(heading)
        for days in PERIODS:
            yield Choice(translate("chips", "In the last {n} days").format(n=days), Condition(key, days))


def authors(values: Mapping[str, Mapping[str, int]]) -> Iterator[Choice]:
    for name in sorted(values.get("by", {})):
        yield Choice(_counted(name, values["by"][name]), Condition("by", name))


def parameters(values: Mapping[str, Mapping[str, int]]) -> Iterator[Choice]:
    for name, count in values.get("param", {}).items():
        yield Choice(_counted(name, count), Condition("param", name))


def modalities(values: Mapping[str, Mapping[str, int]]) -> Iterator[Choice]:
    for key, heading in (("in", translate("chips", "Takes")), ("out", translate("chips", "Answers with"))):
        yield Choice(heading)
        for name, count in values.get(key, {}).items():
            if (key, name) != SEES and name != "text":  # pictures have a chip; text goes without saying
                yield Choice(_counted(modality_name(name), count), Condition(key, name))


def others(values: Mapping[str, Mapping[str, int]]) -> Iterator[Choice]:
    yield Choice(translate("chips", "Favorites"), Condition("favorite"))
    yield Choice(translate("chips", "Zero data retention"), Condition("zdr"))
    yield Choice(translate("chips", "Expiring within 90 days"), Condition("expiring"))
    yield Choice(translate("chips", "Not expiring"), Condition("expiring", negated=True))
    if values.get("tag"):
        yield Choice(translate("chips", "Tags"))
    for name, count in values.get("tag", {}).items():
        yield Choice(_counted(name, count), Condition("tag", name))


def _counted(name: str, count: int) -> str:
    return translate("chips", "{name} · {n}").format(name=name, n=number(count))
