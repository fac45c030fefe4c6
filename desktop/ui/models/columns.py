"""What the columns of the table of models hold: a value, None where it is not known, and its words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QCoreApplication

from desktop.domain.cost import Use, by_hours, known_cost, model_cost, prices_at, too_long
from desktop.domain.fit import Lack, Misfit
from desktop.domain.foreign import one_line
from desktop.domain.model import INDICES, NOT_PLANNED
from desktop.domain.pricing import VARIES, per_million
from desktop.ui.browser.facts import (
    AT_MOST,
    modalities_text,
    money,
    price_at_most_text,
    price_text,
    removal_text,
    tokens_text,
)
from desktop.ui.browser.fit_text import brief_misfits, misfits_text
from desktop.ui.figures import day_text, number

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from desktop.domain.model import Model

UNKNOWN = "–"
STAR = "★"
PLACE, WHY, NOTE = "place", "why", "note"
BY_THEMSELVES = (NOTE, PLACE, WHY)  # columns that are there, behind the names, while they have something to say
LONGEST = 300  # characters of a cell
# What columns have room for at first; figures of one length are of one width.
WIDE_PRICE, WIDE_COST, WIDE_LENGTH = Decimal("888.88"), Decimal("88.888"), 8_880_000
LEAST_PRICE, LEAST_COST = Decimal("0.001"), Decimal("0.000001")  # of less there is no room for all digits that count
WIDE_INPUTS, WIDE_OUTPUTS = ("text", "image", "file", "audio", "video"), ("text", "image", "audio")
MONTHS = range(1, 13)
BLIND = (Misfit(Lack.PICTURES),)

translate = QCoreApplication.translate


class Facts(NamedTuple):
    """What columns ask beyond the list.

    That is a typical use, the moment it is priced at (UTC), favorites by id, and the place of what has none.
    """

    use: Use
    at: datetime
    favorites: frozenset[str] = frozenset()
    place: str = ""


class Column(NamedTuple):
    """One column.

    Attributes:
        key: Names it in the settings.
        title, meaning: Its head, and the same at length.
        value: What tells which of some is the best; None where it is not known.
        text: What is shown.
        sort: What it is called behind `sort:`.
        better: 1 when more is better, -1 when less is, 0 when neither.
        width: Device-independent pixels at first of what may be of any length.
        widest: What it may hold that needs the most room, of what may not.
        shown: Whether it is there before anybody chose columns.
        unit: Of what programs read.
        raw: What programs read, where that is not its value; None: what is shown.
        note: What the tool tip adds; "" where there is nothing to add.
    """

    key: str
    title: str
    meaning: str
    value: Callable[[Model, Facts], Any]
    text: Callable[[Model, Facts], str]
    sort: str
    better: int = 0
    width: int = 0
    shown: bool = True
    unit: str = ""
    raw: Callable[[Model, Facts], Any] | None = None
    note: Callable[[Model, Facts], str] | None = None
    widest: tuple[str, ...] = ()

    @property
    def right(self) -> bool:
        """Whether it holds figures, which stand at the right."""
        return bool(self.better)


def columns() -> tuple[Column, ...]:
    """All columns in their first order, in the language of the window."""
    return (*_names(), *_prices(), *_limits(), _typical_use(), *_abilities(), *_dates(), *_benchmarks())


def _names() -> list[Column]:
    name, model_id = translate("columns", "Name"), translate("columns", "Id")
    place = translate("columns", "Connection")
    note, noted = translate("columns", "Your note"), translate("columns", "What you wrote that the search found")
    author, favorite = translate("columns", "Author"), translate("columns", "Favorite")
    return [
        Column("name", name, name, lambda m, _: m.name.casefold(), lambda m, _: _line(m.name), "name", width=230),
        Column(
            PLACE, place, place, lambda m, _: m.place or None, lambda m, _: _line(m.place), "at", width=150, shown=False
        ),
        _why(),
        Column(NOTE, note, noted, _nothing, _nothing_said, "", width=200, shown=False),
        Column("id", model_id, model_id, lambda m, _: m.id, lambda m, _: _line(m.id), "id", width=210, shown=False),
        Column(
            "author",
            author,
            author,
            lambda m, _: m.author or None,
            lambda m, _: _line(m.author),
            "by",
            width=90,
            shown=False,
        ),
        Column("favorite", STAR, favorite, _favorite, _favorite_text, "favorite", width=36, shown=False),
    ]


def _why() -> Column:
    title, meaning = translate("columns", "Why not"), translate("columns", "Why it does not suit this chat")
    widest = tuple(brief_misfits([Misfit(Lack.RETIRED, day=date(2000, month, 28))]) for month in MONTHS)
    return Column(WHY, title, meaning, _nothing, _nothing_said, "fit", width=176, shown=False, widest=widest)


def _nothing(_model: Model, _: Facts) -> None:
    """The list knows no chat, and no notes."""


def _nothing_said(_model: Model, _: Facts) -> str:
    return ""


def _line(text: str) -> str:
    return one_line(text, LONGEST)


def _favorite(model: Model, facts: Facts) -> int | None:
    return 0 if _favorite_text(model, facts) else None


def _favorite_text(model: Model, facts: Facts) -> str:
    return STAR if model.id in facts.favorites and not model.connection else ""


def _prices() -> list[Column]:
    prompt = translate("columns", "Input price, USD per million tokens")
    completion = translate("columns", "Output price, USD per million tokens")
    cache = translate("columns", "Price of cached input, USD per million tokens")
    return [
        _price("prompt", translate("columns", "Input"), prompt, "prompt", "price"),
        _price("completion", translate("columns", "Output"), completion, "completion", "outprice"),
        _price("cache", translate("columns", "Cached"), cache, "input_cache_read", "cached")._replace(shown=False),
    ]


def _price(key: str, title: str, meaning: str, name: str, sort: str) -> Column:
    """A price by its name on the wire."""

    def value(model: Model, _: Facts) -> Decimal | None:
        return model.price(name)

    def text(model: Model, facts: Facts) -> str:
        stated = model.pricing.prices.get(name)
        if stated is None:
            return UNKNOWN
        little = isinstance(stated, Decimal) and _too_little(per_million(stated), LEAST_PRICE)
        return little or price_at_most_text(model.pricing, name, facts.at.date())

    def note(model: Model, facts: Facts) -> str:
        if not (amounts := by_hours(model.pricing, name, facts.at.date())):
            return ""
        words = translate("columns", "by the time from {low} to {high}, now {now}")
        now = prices_at(model.pricing, 1, facts.at).get(name)
        return words.format(low=price_text(min(amounts)), high=price_text(max(amounts)), now=price_text(now))

    def raw(model: Model, _: Facts) -> Decimal | None:
        stated = model.pricing.prices.get(name)
        return per_million(stated) if isinstance(stated, Decimal) else None

    unit = translate("columns", "USD per million tokens")
    widest = translate("facts", "varies"), AT_MOST.format(price=money(WIDE_PRICE)), _less_than(LEAST_PRICE)
    return Column(key, title, meaning, value, text, sort, -1, unit=unit, raw=raw, note=note, widest=widest)


def _typical_use() -> Column:
    title, meaning = translate("columns", "Typical use"), translate("columns", "What a use as chosen below costs, USD")
    words = translate("columns", "free"), translate("columns", "varies"), brief_misfits(BLIND)
    widest = *words, money(WIDE_COST), _too_long(WIDE_LENGTH), _less_than(LEAST_COST)
    return Column("cost", title, meaning, _cost, _cost_text, "cost", -1, unit="USD", widest=widest, note=_cost_note)


def _cost(model: Model, facts: Facts) -> Decimal | None:
    """What the typical use costs in USD, if that can be told beforehand."""
    return known_cost(model, facts.use, facts.at)


def _cost_text(model: Model, facts: Facts) -> str:
    if cannot := _cannot_be_asked(model, facts):
        return cannot
    cost = model_cost(model, facts.use, facts.at)
    if cost is VARIES:
        return translate("columns", "varies")
    if not isinstance(cost, Decimal):
        return UNKNOWN
    return _too_little(cost, LEAST_COST) or (money(cost) if cost else translate("columns", "free"))


def _cannot_be_asked(model: Model, facts: Facts) -> str:
    """Why the typical use is not possible; "" where it is."""
    if model.retired:
        return translate("columns", "retired")
    if model.excluded:
        return translate("columns", "excluded")
    if _blind(model, facts):
        return brief_misfits(BLIND)
    beyond = too_long(model, facts.use)
    return _too_long(beyond) if beyond else ""


def _cost_note(model: Model, facts: Facts) -> str:
    return misfits_text(BLIND) if _blind(model, facts) else ""


def _blind(model: Model, facts: Facts) -> bool:
    """Whether the use has pictures, and the model takes none."""
    return bool(facts.use.pictures) and model.sees_pictures is False


def _too_little(amount: Decimal, least: Decimal) -> str:
    """An amount that a column has no room for; "" for others."""
    return _less_than(least) if 0 < amount < least else ""


def _less_than(amount: Decimal) -> str:
    return f"< {money(amount)}"


def _too_long(beyond: int) -> str:
    return translate("columns", "{tokens} too long").format(tokens=tokens_text(beyond))


def _limits() -> list[Column]:
    context = translate("columns", "Longest conversation, in tokens")
    answer = translate("columns", "Longest answer, in tokens")
    return [
        _tokens("context", translate("columns", "Context"), context, "ctx", lambda m: m.context_length),
        _tokens("output", translate("columns", "Answer"), answer, "output", lambda m: m.max_completion_tokens)._replace(
            shown=False
        ),
    ]


def _tokens(key: str, title: str, meaning: str, sort: str, read: Callable[[Model], int | None]) -> Column:
    def text(model: Model, _: Facts) -> str:
        count = read(model)
        return UNKNOWN if count is None else tokens_text(count)

    unit, widest = translate("columns", "tokens"), (tokens_text(WIDE_LENGTH),)
    return Column(key, title, meaning, lambda m, _: read(m), text, sort, 1, unit=unit, widest=widest)


def _abilities() -> list[Column]:
    reasoning, accepted = translate("columns", "Reasoning"), translate("columns", "How many parameters it accepts")
    title, thinks = translate("columns", "Parameters"), tuple(_thinking().values())
    parameters = Column("parameters", title, accepted, _accepted, _accepted_text, "param", 1, widest=("88",))
    return [
        _media("inputs", translate("columns", "Takes"), "in", lambda m: m.input_modalities, WIDE_INPUTS),
        _media(
            "outputs", translate("columns", "Answers with"), "out", lambda m: m.output_modalities, WIDE_OUTPUTS
        )._replace(shown=False),
        Column("reasoning", reasoning, reasoning, lambda m, _: m.thinks, _reasoning_text, "reasoning", widest=thinks),
        parameters._replace(shown=False),
    ]


def _media(key: str, title: str, sort: str, read: Callable[[Model], tuple[str, ...]], most: tuple[str, ...]) -> Column:
    def text(model: Model, _: Facts) -> str:
        return _line(modalities_text(read(model))) or UNKNOWN

    widest = (modalities_text(most),)
    return Column(key, title, title, lambda m, _: len(read(m)) or None, text, sort, widest=widest)


def _accepted(model: Model, _: Facts) -> int | None:
    return len(model.supported_parameters) or None


def _accepted_text(model: Model, _: Facts) -> str:
    return str(len(model.supported_parameters) or UNKNOWN)


def _reasoning_text(model: Model, _: Facts) -> str:
    return _thinking().get(model.thinks or 0, UNKNOWN)


def _thinking() -> dict[int, str]:
    return {1: translate("columns", "yes"), 2: translate("columns", "always")}


def _dates() -> list[Column]:
    cutoff, removal = translate("columns", "Knows until"), translate("columns", "Removal")
    return [
        _day("released", translate("columns", "Released"), lambda m: m.created.date() if m.created else None),
        _day("cutoff", cutoff, lambda m: m.knowledge_cutoff)._replace(shown=False),
        _day("expires", removal, lambda m: m.expiration_date, removal_text)._replace(shown=False, raw=_removal),
    ]


def _removal(model: Model, _: Facts) -> date | None:
    return model.expiration_date if model.expiration_date != NOT_PLANNED else None


def _day(key: str, title: str, read: Callable[[Model], date | None], words: Callable[[date], str] = day_text) -> Column:
    def text(model: Model, _: Facts) -> str:
        stated = read(model)
        return UNKNOWN if stated is None else words(stated)

    widest = (*(day_text(date(2000, month, 28)) for month in MONTHS), words(NOT_PLANNED))
    return Column(key, title, title, lambda m, _: read(m), text, key, widest=widest)


def _benchmarks() -> list[Column]:
    titles = translate("columns", "Intelligence"), translate("columns", "Coding"), translate("columns", "Agentic")
    return [_index(name, title) for name, title in zip(INDICES, titles, strict=True)]


def _index(name: str, title: str) -> Column:
    def text(model: Model, _: Facts) -> str:
        stated = model.benchmark(name)
        return UNKNOWN if stated is None else number(stated, 1)

    meaning = translate("columns", "{index} index of Artificial Analysis").format(index=title)
    return Column(name, title, meaning, lambda m, _: m.benchmark(name), text, name, 1, shown=False, widest=("100.0",))
