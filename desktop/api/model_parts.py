"""The parts of a model list's rows, wire to domain. Many rows have the same ones: each text is read but once."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, TypeVar, cast

import msgspec

from desktop.api.model_prices import pricing_of
from desktop.domain.foreign import one_line
from desktop.domain.model import AliasTarget, Reasoning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from desktop.domain.pricing import Pricing

LONGEST_CONTEXT = 10**12  # tokens; more is damage
LONGEST_NAME = 300

Wire = TypeVar("Wire", bound=msgspec.Struct)


class Architecture(msgspec.Struct, forbid_unknown_fields=True):
    modality: str | None = None  # `text+image->text`; read only where there are no arrays, before April 2025
    input_modalities: tuple[str, ...] | None = None
    output_modalities: tuple[str, ...] | None = None
    tokenizer: str | None = None
    instruct_type: str | None = None


class TopProvider(msgspec.Struct, forbid_unknown_fields=True):
    context_length: int | None = None
    max_completion_tokens: int | None = None
    is_moderated: bool | None = None


class ReasoningFacts(msgspec.Struct, forbid_unknown_fields=True):
    mandatory: bool | None = None
    supported_efforts: tuple[str, ...] | None = None
    default_effort: str | None = None
    default_enabled: bool | None = None
    supports_max_tokens: bool | None = None


class Alias(msgspec.Struct, forbid_unknown_fields=True):
    name: str | None = None
    slug: str | None = None


class Abilities(NamedTuple):
    """What an `architecture` states."""

    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    tokenizer: str
    instruct_type: str


class Limits(NamedTuple):
    """What a `top_provider` states."""

    context: int | None
    answer: int | None
    moderated: bool | None


Parts: TypeAlias = (  # all of a row, in the order of `PARTS`
    "tuple[Abilities, Limits, Pricing, tuple[str, ...], Reasoning | None, Mapping[str, Any], AliasTarget | None]"
)


class Part(NamedTuple):
    """What a part is on the wire, if it is there, and what becomes of it; what cannot be used goes to `more`."""

    kind: Any
    made: Callable[[Any, dict[str, Any]], Any]


class Texts(dict[bytes, Any]):
    """A part of many rows, by its text. Raises ValueError for one of which something cannot be used."""

    def __init__(self, part: Part) -> None:
        self._decode = msgspec.json.Decoder(part.kind | None).decode
        self._made = part.made

    def __missing__(self, text: bytes) -> Any:
        more: dict[str, Any] = {}
        self[text] = part = self._made(self._decode(text), more)
        if more:
            raise ValueError(more)
        return part


def parts_of_rows(rows: Sequence[object]) -> Iterable[Parts]:
    """The parts of rows that have the texts of these. Raises ValueError where something cannot be used."""
    texts = (map(bytes, map(attrgetter(name), rows)) for name in PARTS)
    columns = (map(Texts(part).__getitem__, column) for part, column in zip(PARTS.values(), texts, strict=True))
    return cast("Iterable[Parts]", zip(*columns, strict=True))


def parts_of(raw: Mapping[str, Any], more: dict[str, Any]) -> Parts:
    """The parts of a row in JSON. What cannot be used goes to `more`, by its name on the wire."""
    read = (part.made(read_field(name, part.kind, raw.get(name), more), more) for name, part in PARTS.items())
    return cast("Parts", tuple(read))


def read_each(shape: type[Wire], raw: Mapping[str, Any], more: dict[str, Any], path: str = "") -> Wire:
    """Field by field, so that one of a wrong type does not cost the others; that one goes to `more`."""
    found = shape()
    for field in msgspec.structs.fields(shape):
        setattr(found, field.name, read_field(path + field.name, field.type, raw.get(field.name), more))
    return found


def length_of(name: str, tokens: int | None, more: dict[str, Any]) -> int | None:
    """0 stands for models that do not count in tokens (§2.2)."""
    if tokens and not 0 < tokens <= LONGEST_CONTEXT:
        more[name] = tokens
        return None
    return tokens or None


def read_field(name: str, kind: Any, value: Any, more: dict[str, Any]) -> Any:
    """A value as what it should be; None for what cannot be used, which goes to `more`."""
    if value is None:
        return None
    try:
        return msgspec.convert(value, kind, strict=False)
    except ValueError:
        pass
    if isinstance(value, int) and kind == str | None and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list) and kind in WORDS:
        more[name] = value  # one that is no word costs no other
        return tuple(word for word in value if isinstance(word, str)) or None
    if not isinstance(value, dict) or kind not in SHAPES:
        more[name] = value
        return None
    known = kind.__struct_fields__
    more.update({f"{name}.{key}": fact for key, fact in value.items() if key not in known and fact is not None})
    return read_each(kind, value, more, f"{name}.")


def _abilities(stated: Architecture | None, _more: dict[str, Any]) -> Abilities:
    stated = stated or Architecture()
    inputs, _, outputs = (stated.modality or "").partition("->")
    return Abilities(
        _words(inputs) if stated.input_modalities is None else stated.input_modalities,
        _words(outputs) if stated.output_modalities is None else stated.output_modalities,
        stated.tokenizer or "",
        stated.instruct_type or "",
    )


def _words(joined: str) -> tuple[str, ...]:
    return tuple(word for word in joined.split("+") if word)


def _limits(stated: TopProvider | None, more: dict[str, Any]) -> Limits:
    stated = stated or TopProvider()
    context = length_of("top_provider.context_length", stated.context_length, more)
    answer = length_of("top_provider.max_completion_tokens", stated.max_completion_tokens, more)
    return Limits(context, answer, stated.is_moderated)


def _reasoning(stated: ReasoningFacts | None, _more: dict[str, Any]) -> Reasoning | None:
    if stated is None:
        return None
    return Reasoning(
        mandatory=stated.mandatory,
        efforts=stated.supported_efforts,
        default_effort=stated.default_effort or "",
        default_enabled=stated.default_enabled,
        takes_budget=stated.supports_max_tokens,
    )


def _alias(stated: Alias | None, _more: dict[str, Any]) -> AliasTarget | None:
    return AliasTarget(one_line(stated.name or "", LONGEST_NAME), stated.slug or "") if stated else None


WORDS = (tuple[str, ...], tuple[str, ...] | None)
SHAPES = (Architecture, TopProvider, ReasoningFacts, Alias)
PARTS: Mapping[str, Part] = {
    "architecture": Part(Architecture, _abilities),
    "top_provider": Part(TopProvider, _limits),
    "pricing": Part(dict[str, Any], lambda stated, more: pricing_of(stated or {}, more)),
    "supported_parameters": Part(tuple[str, ...], lambda stated, _: stated or ()),
    "reasoning": Part(ReasoningFacts, _reasoning),
    "benchmarks": Part(dict[str, Any], lambda stated, _: stated or {}),
    "alias_target": Part(Alias, _alias),
}
