"""What the conditions and sorts of a query ask of one model. What is not known is None: neither yes nor no."""

from __future__ import annotations

import operator
from operator import methodcaller
from typing import TYPE_CHECKING, Any, Final

from desktop.domain.find import fold
from desktop.domain.model import INDICES
from desktop.domain.pricing import VARIES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime
    from decimal import Decimal

    from desktop.domain.model import Model
    from desktop.domain.query import Known
    from desktop.domain.terms import Condition

EXPIRING: Final = 90  # days; a date far away, such as 2098-12-31, only means "not planned" (§2.2)
_COMPARE: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
}
_PRICES: Final = {"price": "prompt", "outprice": "completion"}
_PER_MILLION = -6  # power of ten from USD per million tokens to USD per token
_LISTS: Final[Mapping[str, Callable[[Model], tuple[str, ...]]]] = {
    "in": lambda model: model.input_modalities,
    "out": lambda model: model.output_modalities,
    "param": lambda model: model.supported_parameters,
}


class Stated:
    """What models state, key by key. Many state the same: that is judged once, and a key of a search asks all."""

    def __init__(self, models: Sequence[Model]) -> None:
        self._models = models
        self._columns: dict[str, tuple[Sequence[int], Sequence[Any]]] = {}  # which value rows have, and the values
        self._alike: dict[Callable[[Model], Any], tuple[Sequence[int], Sequence[Model]]] = {}  # and one model for each

    def prepare(self, families: frozenset[str]) -> None:
        """Read what is otherwise read when somebody first asks, or sorts; see `families_of`."""
        from desktop.domain.cost import charged_by  # noqa: PLC0415 - there is no list before the first paint
        from desktop.domain.fit import judged_by  # noqa: PLC0415 - likewise

        for key in _ASKED:
            self._column(key)
        for told in (charged_by, judged_by(frozenset()), judged_by(families)):
            self.alike(told)

    def alike(self, told: Callable[[Model], Any]) -> tuple[Sequence[int], Sequence[Model]]:
        """Row by row a number, which is the same where the same is told; and by numbers, a model of which it is."""
        if told not in self._alike:
            numbers: dict[Any, int] = {}
            rows = [numbers.setdefault(told(model), len(numbers)) for model in self._models]
            self._alike[told] = rows, [*dict(zip(rows, self._models, strict=True)).values()]
        return self._alike[told]

    def judged(self, condition: Condition, known: Known, names: Mapping[str, Mapping[str, int]]) -> list[bool | None]:
        """Row by row whether the condition, taken without its minus, holds; None where that is not known.

        `names` are those that the list has, by key.
        """
        if condition.key not in _ASKED:
            return list(map(_TESTS[condition.key](condition.value, known), self._models))
        rows, values = self._column(condition.key)
        test = _test_of(condition, names, known)
        verdicts = [test(value) for value in values]
        return [verdicts[value] for value in rows]

    def _column(self, key: str) -> tuple[Sequence[int], Sequence[Any]]:
        if key not in self._columns:
            numbers: dict[Any, int] = {}
            asked = _ASKED[key]
            rows = [numbers.setdefault(asked(model), len(numbers)) for model in self._models]
            self._columns[key] = rows, [*numbers]
        return self._columns[key]


def _test_of(
    condition: Condition, names: Mapping[str, Mapping[str, int]], known: Known
) -> Callable[[Any], bool | None]:
    """Whether the condition holds of what a model states."""
    key = condition.key
    if key == "at":
        return _at(condition.value, known)
    value: Any = condition.value
    if condition.sign:
        compare = _COMPARE[condition.sign]
        bound = value.scaleb(_PER_MILLION) if key in _PRICES else value
        return lambda number: None if number is None else compare(number, bound)
    meant = _meant(value, names[key])
    if key in _LISTS:
        return lambda listed: not meant.isdisjoint(listed) if listed else None
    return lambda author: author in meant


def _meant(value: str, names: Iterable[str]) -> frozenset[str]:
    """The name itself; where there is none, all that begin so: somebody may be typing still."""
    return frozenset({value} if value in names else {name for name in names if name.startswith(value)})


def _number(key: str) -> Callable[[Model], Decimal | int | None]:
    if key == "ctx":
        return lambda model: model.context_length
    name = _PRICES[key]
    return lambda model: price if (price := model.pricing.prices.get(name)) is not VARIES else None


_ASKED: Final[Mapping[str, Callable[[Model], Any]]] = {
    **_LISTS,
    **{key: _number(key) for key in ("ctx", *_PRICES)},
    "by": lambda model: model.author,
    "at": lambda model: model.place,
}


def _at(value: Any, known: Known) -> Callable[[str], bool]:
    """Whether a place is that of this name; where there is none, whether it begins so."""
    at = value.__eq__ if value in {known.place, *known.places} else methodcaller("startswith", value)
    return lambda place: at(place or known.place)


def _tagged(value: Any, known: Known) -> Callable[[Model], bool]:
    tags = {model_id: {tag.casefold() for tag in tags} for model_id, tags in known.tags.items()}
    meant = _meant(value, {tag for found in tags.values() for tag in found})
    return lambda model: model.id in tags and not meant.isdisjoint(tags[model.id])


def _since(moments: Mapping[str, datetime], value: Any, known: Known) -> Callable[[Model], bool]:
    first = known.today.toordinal() - value
    return lambda model: model.id in moments and moments[model.id].toordinal() >= first


def _released(value: Any, known: Known) -> Callable[[Model], bool | None]:
    first = known.today.toordinal() - value
    return lambda model: None if model.created is None else model.created.toordinal() >= first


# The other conditions but `note`, see `Notes.noting`; days are UTC.
_TESTS: Final[Mapping[str, Callable[[Any, Known], Callable[[Model], bool | None]]]] = {
    "tag": _tagged,
    "free": lambda _, __: lambda model: model.free,
    "favorite": lambda _, known: lambda model: model.id in known.favorites,
    "zdr": lambda _, known: lambda model: _keeps_nothing(model, known.zero_retention),
    "expiring": lambda _, known: lambda model: _expires(model, known.today.toordinal()),
    "retired": lambda _, __: lambda model: model.retired is not None,
    "excluded": lambda _, __: lambda model: model.excluded,
    "released": _released,
    "changed": lambda value, known: _since(known.changed, value, known),
    "used": lambda value, known: _since(known.used, value, known),
}


def _keeps_nothing(model: Model, zero_retention: frozenset[str] | None) -> bool | None:
    """Nobody tells which providers there were of what is retired, or are elsewhere."""
    if zero_retention is None or model.retired is not None or model.connection:
        return None
    return model.id in zero_retention


def _expires(model: Model, today: int) -> bool | None:
    """What expired and is still listed is neither expiring nor known to stay."""
    if model.expiration_date is None:
        return False
    left = model.expiration_date.toordinal() - today
    return left <= EXPIRING if left >= 0 else None


def _price_key(key: str) -> Callable[[Model], Any]:
    """What states zero and still charges is dearer than what is free (§2.4)."""
    price = _number(key)
    return lambda model: None if (stated := price(model)) is None else (stated, not model.free)


def _kinds_key(listed: Callable[[Model], tuple[str, ...]]) -> Callable[[Model], tuple[int, tuple[str, ...]] | None]:
    """By their number, and those together that have the same, in whatever order a list names them."""
    return lambda model: (len(kinds), tuple(sorted(kinds))) if (kinds := listed(model)) else None


NONE: Final[Mapping[str, Any]] = {}
STATED: Final[Mapping[str, Callable[[Model], Any]]] = {  # what the list alone tells to sort by
    "name": lambda model: fold(model.name),
    "by": lambda model: model.author or None,
    "price": _price_key("price"),
    "outprice": _price_key("outprice"),
    "ctx": _number("ctx"),
    "output": lambda model: model.max_completion_tokens,
    "released": lambda model: model.created,
    "expires": lambda model: model.expiration_date,
    "cutoff": lambda model: model.knowledge_cutoff,
    "cached": lambda model: model.price("input_cache_read"),
    "id": lambda model: model.id,
    "reasoning": lambda model: model.thinks,
    **{name: _kinds_key(_LISTS[name]) for name in ("in", "out")},
    "param": lambda model: len(model.supported_parameters) or None,
    **{name: methodcaller("benchmark", name) for name in INDICES},
}


def key_of(sort: str, known: Known) -> Callable[[Model], Any]:
    """What to sort by; None where it is not known."""
    if sort in STATED:
        return STATED[sort]
    if sort == "at":
        return lambda model: model.place or known.place or None
    if sort == "favorite":
        return lambda model: 0 if model.id in known.favorites and not model.connection else None
    told = {"changed": known.changed, "used": known.used}.get(sort, NONE)
    return reckoned.of if (reckoned := known.reckoned.get(sort)) else (lambda model: told.get(model.id))
