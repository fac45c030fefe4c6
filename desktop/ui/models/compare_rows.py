"""Models side by side as plain values: what differs, what is best, and the same as Markdown and CSV."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QCoreApplication

from desktop.domain.foreign import one_line
from desktop.ui.models.columns import LONGEST, PLACE, UNKNOWN, WHY, columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.model import Model
    from desktop.ui.models.columns import Column, Facts

MARKUP = re.compile(r"([\\`*_\[\]<>|#~])")
FORMULAS = ("=", "+", "-", "@", "\t")  # what a spreadsheet takes for the beginning of one

translate = QCoreApplication.translate


class CompareRow(NamedTuple):
    """One fact of all models, in their order.

    Attributes:
        best: The places of those that are ahead of others in it.
        raw: The same for programs: plain decimals in the `unit`, days as in ISO 8601, nothing where it is not known.
    """

    title: str
    texts: tuple[str, ...]
    raw: tuple[str, ...]
    best: frozenset[int] = frozenset()
    unit: str = ""

    @property
    def differs(self) -> bool:
        return len(set(self.texts)) > 1


def compared(models: Sequence[Model], facts: Facts) -> list[CompareRow]:
    """All rows: where they are if that differs, what the columns say, and every parameter that one of them accepts."""
    wanted = [column for column in columns() if column.key not in {"name", "favorite", PLACE, WHY}]
    names = sorted({name for model in models for name in model.supported_parameters})
    rows = [_row(column, models, facts) for column in wanted] + [_parameter(name, models) for name in names]
    return [_place(models, facts), *rows] if len({model.connection for model in models}) > 1 else rows


def _place(models: Sequence[Model], facts: Facts) -> CompareRow:
    """The connection of each."""
    return _worded(translate("columns", "Connection"), [one_line(m.place or facts.place, LONGEST) for m in models])


def _worded(title: str, texts: Sequence[str]) -> CompareRow:
    return CompareRow(title, tuple(text or UNKNOWN for text in texts), tuple(texts))


def _row(column: Column, models: Sequence[Model], facts: Facts) -> CompareRow:
    texts = tuple(column.text(model, facts) for model in models)
    values = [column.value(model, facts) for model in models]
    raw = tuple(_raw(column, model, facts) for model in models)
    return CompareRow(column.title, texts, raw, _best(values, column.better), column.unit)


def _raw(column: Column, model: Model, facts: Facts) -> str:
    """What a program reads of one model; what is neither figure nor day is as it is shown."""
    value = (column.raw or column.value)(model, facts)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, date):
        return value.isoformat()
    if column.better and value is not None:
        return str(value)
    text = column.text(model, facts)
    return "" if text == UNKNOWN else text


def _best(values: Sequence[Any], better: int) -> frozenset[int]:
    known = [value for value in values if value is not None]
    if not better or len(set(known)) < 2:  # noqa: PLR2004 - ahead of at least one
        return frozenset()
    best = max(known) if better > 0 else min(known)
    return frozenset(at for at, value in enumerate(values) if value == best)


def _parameter(name: str, models: Sequence[Model]) -> CompareRow:
    """Whether each accepts it; a model that lists no parameters at all says nothing of one."""
    words = {True: translate("compare", "yes"), False: translate("compare", "no")}
    texts = [words[name in m.supported_parameters] if m.supported_parameters else "" for m in models]
    return _worded(one_line(name, LONGEST), texts)


def as_markdown(models: Sequence[Model], rows: Sequence[CompareRow]) -> str:
    """A table with the best values in bold; nothing foreign in it is markup."""
    lines = [["", *(_plain(one_line(model.name, LONGEST)) for model in models)], ["---"] * (len(models) + 1)]
    for row in rows:
        texts = [f"**{_plain(text)}**" if at in row.best else _plain(text) for at, text in enumerate(row.texts)]
        lines.append([_plain(row.title), *texts])
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def as_csv(models: Sequence[Model], rows: Sequence[CompareRow]) -> str:
    """The same for a spreadsheet: figures one can calculate with, and nothing foreign is a formula."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["", *(_no_formula(one_line(model.name, LONGEST)) for model in models)])
    for row in rows:
        title = f"{row.title} ({row.unit})" if row.unit else row.title
        writer.writerow([_no_formula(text) for text in (title, *row.raw)])
    return file.getvalue()


def _plain(text: str) -> str:
    return MARKUP.sub(r"\\\1", text)


def _no_formula(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULAS) else text
