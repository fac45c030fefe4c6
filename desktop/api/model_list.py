"""Model lists: wire to domain. OpenRouter's of all ages, and the plain `{"data": [{"id": …}]}` of others.

Every field may be missing, null or of the wrong type (reference/openrouter-api.md §10). Only a row without a
usable id is dropped; whatever else cannot be used is kept as it came, in `Model.more`.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from desktop.api.model_prices import pricing_of
from desktop.domain.errors import NotAnApi, UnreadableAnswer
from desktop.domain.foreign import one_line
from desktop.domain.model import AliasTarget, Model, Reasoning

if TYPE_CHECKING:
    from collections.abc import Iterable

MODELS_MOST = 32 * 1024 * 1024  # bytes
BLANK = b" \t\r\n\xef\xbb\xbf"  # a byte order mark included
LONGEST_ID = 1_000  # characters; paths of local model files are the longest seen
LONGEST_INTEGER = 100  # digits
LONGEST_CONTEXT = 10**12  # tokens; more is damage
LONGEST_NAME = 300
LONGEST_DESCRIPTION = 20_000  # characters; full descriptions have up to about 2,000

_QUERY = re.compile(r"[\w&=%.:,+-]{1,500}", re.ASCII)
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


class Row(msgspec.Struct, forbid_unknown_fields=True):
    id: str | None = None
    canonical_slug: str | None = None
    name: str | None = None
    created: float | None = None
    description: str | None = None
    context_length: int | None = None
    architecture: Architecture | None = None
    pricing: dict[str, Any] | None = None
    top_provider: TopProvider | None = None
    per_request_limits: dict[str, Any] | None = None
    supported_parameters: tuple[str, ...] | None = None
    default_parameters: dict[str, Any] | None = None
    supported_voices: tuple[str, ...] | None = None
    knowledge_cutoff: str | None = None
    expiration_date: str | None = None
    hugging_face_id: str | None = None
    reasoning: ReasoningFacts | None = None
    benchmarks: dict[str, Any] | None = None
    alias_target: Alias | None = None
    links: dict[str, Any] | None = None


PARTS: dict[str, type[msgspec.Struct]] = {
    "architecture": Architecture,
    "top_provider": TopProvider,
    "reasoning": ReasoningFacts,
    "alias_target": Alias,
}
SHAPES: tuple[type[msgspec.Struct], ...] = (Row, *PARTS.values())
KNOWN = {shape: frozenset(shape.__struct_fields__) for shape in SHAPES}


class Listed(msgspec.Struct):
    data: list[Row]


class Links(msgspec.Struct):
    next: str | None = None


class Linked(msgspec.Struct):
    links: Links = msgspec.field(default_factory=Links)


_decode_listed = msgspec.json.Decoder(Listed).decode
_decode_links = msgspec.json.Decoder(Linked).decode
NO_ARCHITECTURE = Architecture()
NO_TOP_PROVIDER = TopProvider()


def decode(body: bytes) -> tuple[list[Model], int]:
    """The models of a list's body, and how many rows were dropped. The last of several rows with one id wins.

    Raises:
        NotAnApi: It is a web page.
        UnreadableAnswer: It is empty, no JSON, no model list, or has not one usable row among some.
    """
    try:
        clean = _decode_listed(body).data
    except (ValueError, RecursionError):  # in some row, or at some end, is something that has to be looked at
        return _translate_all(rows(body))
    return _all_of((row, {}) for row in clean)


def rows(body: bytes) -> list[Any]:
    """The rows of a list's body as JSON values. Raises `NotAnApi` and `UnreadableAnswer`."""
    return _rows(parsed(body))


def next_page(body: bytes) -> str:
    """The query of the address that a list names for what follows; "" when it names none, or one of another kind."""
    if b'"next"' not in body:
        return ""
    try:
        following = _decode_links(body.lstrip(BLANK)).links.next
    except ValueError:
        return ""
    query = (following or "").partition("?")[2]
    return query if _QUERY.fullmatch(query) else ""


def decode_bundled(body: bytes) -> tuple[list[Model], datetime]:
    """The models of a list made by `packaging/make_catalog.py`, and its day."""
    answer = parsed(body)
    models, _ = _translate_all(_rows(answer))
    return models, datetime.fromisoformat(answer["as_of"]).replace(tzinfo=UTC)


def parsed(body: bytes) -> Any:
    """JSON. What msgspec is too strict for (an overflowing number in one row) gets a second, lenient reading."""
    if body.lstrip(BLANK)[:1] == b"<":
        raise NotAnApi
    try:
        return msgspec.json.decode(body)
    except (ValueError, RecursionError):
        pass
    try:
        return json.loads(body.decode("utf-8-sig", "replace"), parse_int=_integer)
    except (ValueError, RecursionError) as error:
        raise UnreadableAnswer from error


def _integer(digits: str) -> int | None:
    """None for one of so many digits that Python refuses it (4,300)."""
    return int(digits) if len(digits) <= LONGEST_INTEGER else None


def _rows(answer: Any) -> list[Any]:
    rows = answer.get("data") if isinstance(answer, dict) else answer
    if not isinstance(rows, list):
        raise UnreadableAnswer
    return rows


def _translate_all(rows: list[Any]) -> tuple[list[Model], int]:
    return _all_of(_read(raw) if isinstance(raw, dict) else None for raw in rows)


def _all_of(rows: Iterable[tuple[Row, dict[str, Any]] | None]) -> tuple[list[Model], int]:
    """The models of rows, each with what else it has, and how many of them are none."""
    models: dict[str, Model] = {}
    rejected = 0
    for row in rows:
        model = _translate(*row) if row else None
        if model is None:
            rejected += 1
        else:
            models[model.id] = model
    if rejected and not models:
        raise UnreadableAnswer
    return list(models.values()), rejected


def _translate(row: Row, more: dict[str, Any]) -> Model | None:
    """A row as a model; None without a usable id. Adds to `more` what it cannot use."""
    if not row.id or len(row.id) > LONGEST_ID or not row.id.isprintable():
        return None
    architecture, top = row.architecture or NO_ARCHITECTURE, row.top_provider or NO_TOP_PROVIDER
    inputs, outputs = _modalities(architecture)
    return Model(
        id=row.id,
        name=one_line(row.name or "", LONGEST_NAME) or row.id,
        canonical_slug=row.canonical_slug or "",
        created=_moment(row.created, more),
        description=(row.description or "")[:LONGEST_DESCRIPTION],
        context_length=_length("context_length", row.context_length, more),
        input_modalities=inputs,
        output_modalities=outputs,
        tokenizer=architecture.tokenizer or "",
        instruct_type=architecture.instruct_type or "",
        pricing=pricing_of(row.pricing or {}, more),
        provider_context_length=_length("top_provider.context_length", top.context_length, more),
        max_completion_tokens=_length("top_provider.max_completion_tokens", top.max_completion_tokens, more),
        is_moderated=top.is_moderated,
        per_request_limits=row.per_request_limits or {},
        supported_parameters=row.supported_parameters or (),
        default_parameters=row.default_parameters or {},
        supported_voices=row.supported_voices or (),
        knowledge_cutoff=_day("knowledge_cutoff", row.knowledge_cutoff, more),
        expiration_date=_day("expiration_date", row.expiration_date, more),
        hugging_face_id=row.hugging_face_id or "",
        reasoning=_reasoning(row.reasoning),
        benchmarks=row.benchmarks or {},
        alias_target=_alias(row.alias_target),
        links=row.links or {},
        more=more,
    )


def _read(raw: dict[str, Any]) -> tuple[Row, dict[str, Any]]:
    """The fields of a row; and what no shape knows, or what has a wrong type."""
    more: dict[str, Any] = {}
    known = _known(Row, raw, more, "")
    for name, shape in PARTS.items():
        if isinstance(part := known.get(name), dict):
            known[name] = _known(shape, part, more, f"{name}.")
    try:
        return msgspec.convert(known, Row, strict=False), more
    except ValueError:
        return read_each(Row, known, more), more


def read_each(shape: type[Wire], raw: dict[str, Any], more: dict[str, Any], path: str = "") -> Wire:
    """Field by field, so that one of a wrong type does not cost the others; that one goes to `more`."""
    found = shape()
    for field in msgspec.structs.fields(shape):
        value = raw.get(field.name)
        try:
            setattr(found, field.name, msgspec.convert(value, field.type, strict=False))
        except ValueError:
            if isinstance(value, dict) and field.name in PARTS:
                setattr(found, field.name, read_each(PARTS[field.name], value, more, f"{field.name}."))
            else:
                more[path + field.name] = value
    return found


def _known(shape: type[msgspec.Struct], raw: dict[str, Any], more: dict[str, Any], path: str) -> dict[str, Any]:
    """Those fields that a shape has; the others go to `more`."""
    known = KNOWN[shape]
    if known.issuperset(raw):
        return raw
    more.update({path + name: value for name, value in raw.items() if name not in known and value is not None})
    return {name: value for name, value in raw.items() if name in known}


def _modalities(stated: Architecture) -> tuple[tuple[str, ...], tuple[str, ...]]:
    inputs, _, outputs = (stated.modality or "").partition("->")
    return (
        _words(inputs) if stated.input_modalities is None else stated.input_modalities,
        _words(outputs) if stated.output_modalities is None else stated.output_modalities,
    )


def _words(joined: str) -> tuple[str, ...]:
    return tuple(word for word in joined.split("+") if word)


def _length(name: str, tokens: int | None, more: dict[str, Any]) -> int | None:
    """0 stands for models that do not count in tokens (§2.2)."""
    if tokens and not 0 < tokens <= LONGEST_CONTEXT:
        more[name] = tokens
        return None
    return tokens or None


def _moment(seconds: float | None, more: dict[str, Any]) -> datetime | None:
    try:
        return datetime.fromtimestamp(seconds, UTC) if seconds and seconds > 0 else None
    except (ValueError, OverflowError, OSError):
        more["created"] = seconds
        return None


def _day(name: str, text: str | None, more: dict[str, Any]) -> date | None:
    try:
        return date.fromisoformat(text.partition("T")[0]) if text else None
    except ValueError:
        more[name] = text
        return None


def _reasoning(stated: ReasoningFacts | None) -> Reasoning | None:
    if stated is None:
        return None
    return Reasoning(
        mandatory=stated.mandatory,
        efforts=stated.supported_efforts,
        default_effort=stated.default_effort or "",
        default_enabled=stated.default_enabled,
        takes_budget=stated.supports_max_tokens,
    )


def _alias(stated: Alias | None) -> AliasTarget | None:
    return AliasTarget(one_line(stated.name or "", LONGEST_NAME), stated.slug or "") if stated else None
