"""What changed between two model lists, as facts that can be stored."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop.domain.pricing import UNITS, VARIES, price_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from desktop.domain.model import Model
    from desktop.domain.pricing import Override, Price


class ChangeKind(Enum):
    """What happened to a model; the values are stored."""

    NEW = "new"
    BACK = "back"  # new again, after it had been retired: two lists alone cannot tell
    RETIRED = "retired"
    FREE_ENDED = "free-ended"  # a free row is no longer listed; it is retired as well
    PRICE_UP = "price-up"
    PRICE_DOWN = "price-down"
    PRICE = "price"  # newly stated, no longer stated, from or to one that varies, or other conditions
    CONTEXT = "context"
    OUTPUT_CAP = "output-cap"
    MODALITY = "modality"
    PARAMETER = "parameter"
    EXPIRATION = "expiration"  # set, moved, or taken back
    ALIAS = "alias"  # a `~…-latest` name stands for another model


# What is charged beside tokens, or within those of the answer: zero asks for no more than none at all, and lists used
# to state it of every model.
NOTHING_ADDED = frozenset({"internal_reasoning", *(name for name, unit in UNITS.items() if unit != "token")})
PRICES = frozenset({ChangeKind.PRICE_UP, ChangeKind.PRICE_DOWN, ChangeKind.PRICE})


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is different from one list to the next.

    Attributes:
        model: The id.
        name: As the newer list has it, or the older one when the model is gone; foreign plain text.
        at: When the newer list was fetched, UTC.
        field: The name on the wire of what changed; for prices that of the price, or `overrides`.
        before, after: JSON values. Prices are decimal text in USD per unit, or `varies`; days are ISO text. Of
            modalities and parameters `before` lists what is gone and `after` what came. None is not stated.
    """

    model: str
    name: str
    kind: ChangeKind
    at: datetime
    field: str = ""
    before: Any = None
    after: Any = None


class Step(NamedTuple):
    """A price in USD per unit, and from when on; None where it was not stated, varied, or nothing was listed."""

    since: datetime
    price: Decimal | None


def changes_between(before: Sequence[Model], after: Sequence[Model], at: datetime) -> tuple[Change, ...]:
    """All changes from a list to the one that was fetched at `at`: by model in the order of `after`, gone ones last."""
    old = {model.id: model for model in before}
    new = {model.id: model for model in after}
    found: list[Change] = []
    for model in new.values():
        if model.id in old:
            found += _changed(old[model.id], model, at)
        else:
            found.append(Change(model.id, model.name, ChangeKind.NEW, at))
    for model in old.values():
        if model.id not in new:
            found.append(Change(model.id, model.name, ChangeKind.RETIRED, at))
            if model.free:
                found.append(Change(model.id, model.name, ChangeKind.FREE_ENDED, at))
    return tuple(found)


def _changed(old: Model, new: Model, at: datetime) -> Iterator[Change]:
    for kind, field, before, after in (
        *_prices(old.pricing.prices, new.pricing.prices),
        *_sets(old, new),
        *_values(old, new),
        (ChangeKind.PRICE, "overrides", _overrides(old), _overrides(new)),
    ):
        if before != after:
            yield Change(new.id, new.name, kind, at, field, before, after)


def _prices(old: Mapping[str, Price], new: Mapping[str, Price]) -> Iterator[tuple[ChangeKind, str, Any, Any]]:
    for name in dict.fromkeys((*old, *new)):
        before, after = old.get(name), new.get(name)
        if before == after or (name in NOTHING_ADDED and not before and not after):
            continue
        kind = ChangeKind.PRICE
        if isinstance(before, Decimal) and isinstance(after, Decimal):
            kind = ChangeKind.PRICE_UP if after > before else ChangeKind.PRICE_DOWN
        yield kind, name, _price(before), _price(after)


def _price(price: Price | None) -> str | None:
    return VARIES.value if price is VARIES else None if price is None else f"{price:f}"


def _sets(old: Model, new: Model) -> Iterator[tuple[ChangeKind, str, Any, Any]]:
    """What is gone and what came, whatever the order in which a list names them.

    A list that names none does not speak of them: nothing has come or gone when it begins to, or no longer does.
    """
    for kind, field in (
        (ChangeKind.MODALITY, "input_modalities"),
        (ChangeKind.MODALITY, "output_modalities"),
        (ChangeKind.PARAMETER, "supported_parameters"),
    ):
        had, has = set(getattr(old, field)), set(getattr(new, field))
        if had and has:
            yield kind, field, sorted(had - has), sorted(has - had)


def _values(old: Model, new: Model) -> Iterator[tuple[ChangeKind, str, Any, Any]]:
    for kind, field, of in (
        (ChangeKind.CONTEXT, "context_length", lambda model: model.context_length),
        (ChangeKind.OUTPUT_CAP, "max_completion_tokens", lambda model: model.max_completion_tokens),
        (ChangeKind.EXPIRATION, "expiration_date", _expiration),
        (ChangeKind.ALIAS, "alias_target", lambda model: model.alias_target and model.alias_target.slug),
    ):
        yield kind, field, of(old), of(new)


def _expiration(model: Model) -> str | None:
    return model.expiration_date.isoformat() if model.expiration_date else None


def _overrides(model: Model) -> list[dict[str, Any]] | None:
    return [_override(entry) for entry in model.pricing.overrides] or None


def _override(entry: Override) -> dict[str, Any]:
    """Conditions and prices as JSON; equal prices give equal text, however a list writes them."""
    prices = {name: _price(price if price is VARIES else price.normalize()) for name, price in entry.prices.items()}
    conditions = asdict(entry) | {"prices": prices, "utc_days": list(entry.utc_days)}
    return {name: value for name, value in conditions.items() if value not in (None, [])}


def told_once(changes: Iterable[Change]) -> list[Change]:
    """Without the going of rows that were free: that these ended says so already."""
    every = list(changes)
    ended = {(change.model, change.at) for change in every if change.kind is ChangeKind.FREE_ENDED}
    return [c for c in every if c.kind is not ChangeKind.RETIRED or (c.model, c.at) not in ended]


def net_changes(changes: Iterable[Change]) -> tuple[Change, ...]:
    """What is different in the end, one change a thing, the newest first.

    Args:
        changes: All of one model since a moment, oldest first.
    """
    found: dict[str, Change] = {}
    for change in changes:
        if change.kind is ChangeKind.FREE_ENDED:  # it is retired as well
            continue
        first = found.pop(change.field, None)
        if (merged := _merged(first, change) if first else change) is not None:
            found[change.field] = merged
    return tuple(found.values())[::-1]


def _merged(first: Change, last: Change) -> Change | None:
    """Two changes of one thing as one; None where all is again as it was."""
    if not last.field:
        return None if first.kind is ChangeKind.RETIRED and last.kind is ChangeKind.BACK else last
    if last.kind in {ChangeKind.MODALITY, ChangeKind.PARAMETER}:
        gone, went = set(first.before or ()), set(last.before or ())
        came, joined = set(first.after or ()), set(last.after or ())
        before, after = (gone - joined) | (went - came), (came - went) | (joined - gone)
        return replace(last, before=sorted(before), after=sorted(after)) if before or after else None
    kind = _kind_of(first.before, last.after) if last.kind in PRICES and last.field != "overrides" else last.kind
    if kind is None or first.before == last.after:
        return None
    return replace(last, kind=kind, before=first.before, after=last.after)


def _kind_of(before: Any, after: Any) -> ChangeKind | None:
    """What happened between two stored prices; None where they are the same."""
    was, becomes = price_of(before), price_of(after)
    if not (isinstance(was, Decimal) and isinstance(becomes, Decimal)):
        return ChangeKind.PRICE
    return None if was == becomes else ChangeKind.PRICE_UP if becomes > was else ChangeKind.PRICE_DOWN


def successor_of(slug: str, moves: Sequence[Change]) -> str:
    """The slug to which an alias went on from a model's slug, in the end; empty when none is known.

    Args:
        slug: The permanent slug of a model.
        moves: The changes of kind `ALIAS`, oldest first.
    """
    found = slug
    for move in moves:
        if move.before == found and move.after:
            found = move.after
    return "" if found == slug else found


def price_steps(changes: Sequence[Change], field: str, price: Price | None, begun: datetime) -> list[Step]:
    """What a price was over time.

    Args:
        changes: All of one model, oldest first.
        field: The price's name on the wire.
        price: What the newest list that has the model says.
        begun: When the oldest list came, UTC: what it says is known from then on.

    Returns:
        Oldest first.
    """
    value = last = _amount(price)
    steps: list[Step] = []
    for change in reversed(changes):
        if change.kind in PRICES and change.field == field:
            steps.append(Step(change.at, _amount(price_of(change.after))))
            value = _amount(price_of(change.before))
        elif change.kind is ChangeKind.RETIRED:
            steps.append(Step(change.at, None))
            value = None if steps[:-1] else last  # before it came back once more, it may have been another one
        elif change.kind in {ChangeKind.NEW, ChangeKind.BACK}:
            steps.append(Step(change.at, value))
            value = None
    if value is not None:
        steps.append(Step(begun, value))
    return steps[::-1]


def _amount(price: Price | None) -> Decimal | None:
    return price if isinstance(price, Decimal) else None
