"""Models side by side as plain values: what differs, what is best, and the same as Markdown and CSV."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QCoreApplication

from desktop.domain.cost import price_while
from desktop.domain.foreign import one_line
from desktop.domain.model import Reasoning
from desktop.domain.pricing import UNITS, VARIES, per_million
from desktop.ui.browser.facts import mark_text, tokens_text
from desktop.ui.browser.prices import amount_text, condition_text, price_label, price_order, unit_text
from desktop.ui.figures import number
from desktop.ui.models.columns import BY_THEMSELVES, LONGEST, UNKNOWN, columns
from desktop.ui.models.use_bar import use_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.domain.model import Model
    from desktop.domain.pricing import Override, Price
    from desktop.ui.models.columns import Column, Facts

COLUMNS = frozenset({"prompt", "completion", "input_cache_read"})  # prices that have one
# also what some readers take for a link by itself, or for the name of a character
MARKUP = re.compile(r"([\\`*_\[\]<>|#~]|:(?=//)|(?<=www)\.|&(?=#?\w+;))", re.IGNORECASE)
FIGURE = re.compile(r"\d+(?:\.\d+)?")
# where a spreadsheet takes a formula to begin: also behind what parts its cells in other languages
FORMULA = re.compile(r"(?:^|(?<=[;\t]))(?=\s*[=+\-@\t\uff1d\uff0b\uff0d\uff20])")

translate = QCoreApplication.translate


class CompareRow(NamedTuple):
    """One fact of all models, in their order.

    Attributes:
        best: The places of those that are ahead of others in it.
        raw: The same for programs: plain decimals in the `unit`, days as in ISO 8601, nothing where it is not known.
        says_unit: Whether the texts name the unit.
    """

    title: str
    texts: tuple[str, ...]
    raw: tuple[str, ...]
    best: frozenset[int] = frozenset()
    unit: str = ""
    says_unit: bool = False

    @property
    def differs(self) -> bool:
        return len(set(self.texts)) > 1


def compared(models: Sequence[Model], facts: Facts) -> list[CompareRow]:
    """All rows: where they are if that differs, what the columns say with what belongs to it, and parameters.

    What no column says has a row where one of them states it.
    """
    wanted = [column for column in columns() if column.key not in {"name", "favorite", *BY_THEMSELVES}]
    names = sorted({name for model in models for name in model.supported_parameters})
    behind = {"cache": _other_prices(models), "output": _limits(models), "reasoning": _efforts(models)}
    rows = [row for column in wanted for row in (_row(column, models, facts), *behind.get(column.key, ()))]
    rows += [_parameter(name, models) for name in names]
    asked = _stated(translate("compare", "Cannot be asked"), [mark_text(model) for model in models])
    placed = [_place(models, facts)] if len({model.connection for model in models}) > 1 else []
    return [*placed, *asked, *rows]


def _place(models: Sequence[Model], facts: Facts) -> CompareRow:
    """The connection of each."""
    return _worded(translate("columns", "Connection"), [one_line(m.place or facts.place, LONGEST) for m in models])


def _worded(title: str, texts: Sequence[str]) -> CompareRow:
    return CompareRow(title, tuple(text or UNKNOWN for text in texts), tuple(texts))


def _row(column: Column, models: Sequence[Model], facts: Facts) -> CompareRow:
    texts = [column.text(model, facts) or UNKNOWN for model in models]
    values = [column.value(model, facts) for model in models]
    raw = tuple(_raw(column, model, facts) for model in models)
    unit = use_text(facts.use) if column.key == "cost" else column.unit
    return CompareRow(column.title, _told_apart(texts, raw), raw, _best(values, column.better, models), unit)


def _raw(column: Column, model: Model, facts: Facts) -> str:
    """What a program reads of one model; what is neither figure nor day is as it is shown."""
    value = (column.raw or column.value)(model, facts)
    if isinstance(value, Decimal):
        return _digits(value)
    if isinstance(value, date):
        return value.isoformat()
    if column.better and value is not None:
        return str(value)
    text = column.text(model, facts)
    return "" if text == UNKNOWN else text


def _digits(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _told_apart(texts: Sequence[str], raw: Sequence[str]) -> tuple[str, ...]:
    """The texts, with the figures themselves where rounded ones look the same and are not."""
    figures: dict[str, set[str]] = {}
    for text, exact in zip(texts, raw, strict=True):
        figures.setdefault(text, set()).update(FIGURE.findall(exact) if FIGURE.fullmatch(exact) else ())
    return tuple(
        f"{text} ({number(Decimal(exact), len(exact.partition('.')[2]))})" if len(figures[text]) > 1 else text
        for text, exact in zip(texts, raw, strict=True)
    )


def _best(values: Sequence[Any], better: int, models: Sequence[Model]) -> frozenset[int]:
    """Nobody is ahead with what nobody can ask any more."""
    values = [None if model.retired else value for value, model in zip(values, models, strict=True)]
    known = [value for value in values if value is not None]
    if not better or len(set(known)) < 2:  # noqa: PLR2004 - ahead of at least one
        return frozenset()
    best = max(known) if better > 0 else min(known)
    return frozenset(at for at, value in enumerate(values) if value == best)


def _other_prices(models: Sequence[Model]) -> Iterator[CompareRow]:
    """All kinds of prices that no column has, then those of long prompts and of hours."""
    kinds = dict.fromkeys(name for model in models for name, price in model.pricing.prices.items() if price)
    for name in sorted(kinds.keys() - COLUMNS, key=price_order):
        yield _price(name, price_label(name), [model.pricing.prices.get(name) for model in models], models)
    by_condition: dict[str, list[Override]] = {}
    for override in (override for model in models for override in model.pricing.overrides):
        by_condition.setdefault(condition_text(override), []).append(override)
    for words, same in by_condition.items():
        for name in sorted({name for override in same for name in override.prices}, key=price_order):
            usual = [model.pricing.prices.get(name) for model in models]
            prices = [price_while(model, same[0], name) for model in models]
            if any(price not in {None, VARIES, before} for price, before in zip(prices, usual, strict=True)):
                title = translate("compare", "{condition}: {price}").format(price=price_label(name), condition=words)
                yield _price(name, title, prices, models)


def _price(name: str, title: str, prices: Sequence[Price | None], models: Sequence[Model]) -> CompareRow:
    texts = [UNKNOWN if price is None else amount_text(name, price) for price in prices]
    known = [price if isinstance(price, Decimal) else None for price in prices]
    token = UNITS.get(name) == "token"
    raw = tuple(
        ""
        if price is None
        else text
        if not isinstance(price, Decimal)
        else _digits(per_million(price) if token else price)
        for price, text in zip(prices, texts, strict=True)
    )
    charged = [price if price or model.free else None for price, model in zip(known, models, strict=True)]
    best, unit = _best(charged, -1, models), unit_text(name)
    return CompareRow(one_line(title, LONGEST), _told_apart(texts, raw), raw, best, unit, says_unit=not token)


def _limits(models: Sequence[Model]) -> Iterator[CompareRow]:
    lengths = [model.provider_context_length for model in models]
    if any(lengths):
        texts = [tokens_text(length) if length else UNKNOWN for length in lengths]
        raw = tuple(str(length or "") for length in lengths)
        title = translate("compare", "Context at the top provider")
        best, unit = _best(lengths, 1, models), translate("columns", "tokens")
        yield CompareRow(title, _told_apart(texts, raw), raw, best, unit)
    yield from _stated(translate("page", "Moderated"), [_yes_no(model.is_moderated) for model in models])


def _efforts(models: Sequence[Model]) -> Iterator[CompareRow]:
    """How they think, as far as lists tell."""
    facts = [model.reasoning or Reasoning() for model in models]
    for title, texts in (
        (translate("page", "On by default"), [_yes_no(fact.default_enabled) for fact in facts]),
        (translate("page", "Efforts"), [", ".join(fact.efforts or ()) for fact in facts]),
        (translate("page", "Usual effort"), [fact.default_effort for fact in facts]),
        (translate("page", "Budget in tokens"), [_yes_no(fact.takes_budget) for fact in facts]),
    ):
        yield from _stated(title, [one_line(text, LONGEST) for text in texts])


def _stated(title: str, texts: Sequence[str]) -> list[CompareRow]:
    """A row if one of them says something."""
    return [_worded(title, texts)] if any(texts) else []


def _yes_no(stated: bool | None) -> str:  # noqa: FBT001 - one plain fact
    words = {True: translate("compare", "yes"), False: translate("compare", "no"), None: ""}
    return words[stated]


def _parameter(name: str, models: Sequence[Model]) -> CompareRow:
    """Whether each accepts it; a model that lists no parameters at all says nothing of one."""
    texts = [_yes_no(name in m.supported_parameters) if m.supported_parameters else "" for m in models]
    return _worded(one_line(name, LONGEST), texts)


def as_markdown(models: Sequence[Model], rows: Sequence[CompareRow]) -> str:
    """A table with units and the best values in bold; nothing foreign in it is markup."""
    lines = [["", *(_plain(one_line(model.name, LONGEST)) for model in models)], ["---"] * (len(models) + 1)]
    for row in rows:
        texts = [f"**{_plain(text)}**" if at in row.best else _plain(text) for at, text in enumerate(row.texts)]
        lines.append([_plain(row.title if row.says_unit else _titled(row)), *texts])
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def as_csv(models: Sequence[Model], rows: Sequence[CompareRow]) -> str:
    """The same for a spreadsheet: figures one can calculate with, and nothing foreign is a formula."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["", *(_no_formula(one_line(model.name, LONGEST)) for model in models)])
    for row in rows:
        writer.writerow([_no_formula(text) for text in (_titled(row), *row.raw)])
    return file.getvalue()


def _titled(row: CompareRow) -> str:
    return f"{row.title} ({row.unit})" if row.unit else row.title


def _plain(text: str) -> str:
    return MARKUP.sub(r"\\\1", text)


def _no_formula(text: str) -> str:
    return FORMULA.sub("'", text)
