"""Model lists: wire to domain. OpenRouter's of all ages, and the plain `{"data": [{"id": …}]}` of others.

Every field may be missing, null or of the wrong type (reference/openrouter-api.md §10). Only a row without a
usable id is dropped; whatever else cannot be used is kept as it came, in `Model.more`.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import msgspec

from desktop.api.model_parts import LONGEST_NAME, length_of, parts_of, parts_of_rows, read_each, read_field
from desktop.api.wire import mended, with_texts
from desktop.domain.errors import NotAnApi, UnreadableAnswer
from desktop.domain.foreign import MARK, one_line
from desktop.domain.model import Model

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.api.model_parts import Parts

    Read = tuple["Facts", Parts, dict[str, Any]]  # a row, its parts, and what else it has

MODELS_MOST = 32 * 1024 * 1024  # bytes …
MOST_ROWS = 60_000  # … and rows of them that are read: lists of tens of thousands are slow to look through already
BLANK = b" \t\r\n\xef\xbb\xbf"  # a byte order mark included
LONGEST_ID = 1_000  # characters; paths of local model files are the longest seen
LONGEST_INTEGER = 100  # digits
CONTEXT_ELSEWHERE = ("max_model_len", "max_context_length", "context_window")  # vLLM's, Mistral's and Groq's name of it
LONGEST_DESCRIPTION = 20_000  # characters; full descriptions have up to about 2,000

_QUERY = re.compile(r"[\w&=%.:,+-]{1,500}", re.ASCII)
NULL = msgspec.Raw(b"null")


class Facts(msgspec.Struct):
    """Of a row, without its parts."""

    id: str | None = None
    canonical_slug: str | None = None
    name: str | None = None
    created: float | None = None
    description: str | None = None
    context_length: int | None = None
    per_request_limits: dict[str, Any] | None = None
    default_parameters: dict[str, Any] | None = None
    supported_voices: tuple[str, ...] | None = None
    knowledge_cutoff: str | None = None
    expiration_date: str | None = None
    hugging_face_id: str | None = None
    links: dict[str, Any] | None = None


class Row(Facts, forbid_unknown_fields=True):
    """With the texts of its parts."""

    architecture: msgspec.Raw = NULL
    top_provider: msgspec.Raw = NULL
    pricing: msgspec.Raw = NULL
    supported_parameters: msgspec.Raw = NULL
    reasoning: msgspec.Raw = NULL
    benchmarks: msgspec.Raw = NULL
    alias_target: msgspec.Raw = NULL


class Listed(msgspec.Struct):
    data: list[msgspec.Raw]


class Links(msgspec.Struct):
    next: str | None = None


class Linked(msgspec.Struct):
    links: Links = msgspec.field(default_factory=Links)


_decode_listed = msgspec.json.Decoder(Listed | list[msgspec.Raw]).decode
_decode_row = msgspec.json.Decoder(Row).decode
_decode_any = msgspec.json.Decoder().decode
_decode_links = msgspec.json.Decoder(Linked).decode
_FIELDS = frozenset(Row.__struct_fields__)


def decode(body: bytes) -> tuple[list[Model], int]:
    """The models of a list's body, and how many rows were dropped. The last of several rows with one id wins.

    Row by row: no other thread runs while one is decoded.

    Raises:
        NotAnApi: It is a web page.
        UnreadableAnswer: It is empty, no JSON, no model list, or has not one usable row among some.
    """
    try:
        raw = raw_rows(body)
        clean = [_decode_row(row) for row in raw[:MOST_ROWS]]
        return _all_of(
            ((row, parts, {}) for row, parts in zip(clean, parts_of_rows(clean), strict=True)), len(raw) - len(clean)
        )
    except (ValueError, RecursionError):  # in some row, or at some end, is something that has to be looked at
        return _translate_all(rows(body))


def raw_rows(body: bytes) -> list[msgspec.Raw]:
    """The rows of a list's body as they came. Raises `ValueError` and `RecursionError` where not all of it is JSON."""
    answer = _decode_listed(body.lstrip(BLANK))
    return answer.data if isinstance(answer, Listed) else answer


def rows(body: bytes) -> list[Any]:
    """The rows of a list's body as JSON values. Raises `NotAnApi` and `UnreadableAnswer`."""
    try:
        return [_decode_any(row) for row in raw_rows(body)]
    except (ValueError, RecursionError):
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
        read = json.loads(body.decode("utf-8-sig", "replace"), parse_int=_integer)
        return with_texts(mended, read)
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
    few = rows[:MOST_ROWS]
    return _all_of((_read(raw) if isinstance(raw, dict) else None for raw in few), len(rows) - len(few))


def _all_of(rows: Iterable[Read | None], rejected: int) -> tuple[list[Model], int]:
    """The models of rows, each with what else it has, and how many are none beside those that are not read."""
    models: dict[str, Model] = {}
    for row in rows:
        model = _translate(*row) if row else None
        if model is None:
            rejected += 1
        else:
            models[model.id] = model
    if rejected and not models:
        raise UnreadableAnswer
    return list(models.values()), rejected


def _translate(row: Facts, parts: Parts, more: dict[str, Any]) -> Model | None:
    """A row as a model; None without a usable id, which a damaged one is not. Adds to `more` what it cannot use."""
    if not row.id or len(row.id) > LONGEST_ID or not row.id.isprintable() or MARK in row.id:
        return None
    abilities, limits, pricing, parameters, reasoning, benchmarks, alias = parts
    return Model(  # in the order of its fields: by their names, 10,000 take 10 ms more
        row.id,
        one_line(row.name or "", LONGEST_NAME) or row.id,
        row.canonical_slug or "",
        _moment(row.created, more),
        (row.description or "")[:LONGEST_DESCRIPTION],
        length_of("context_length", row.context_length, more),
        *abilities,
        pricing,
        *limits,
        row.per_request_limits or {},
        parameters,
        row.default_parameters or {},
        row.supported_voices or (),
        _day("knowledge_cutoff", row.knowledge_cutoff, more),
        _day("expiration_date", row.expiration_date, more),
        row.hugging_face_id or "",
        reasoning,
        benchmarks,
        alias,
        row.links or {},
        more,
    )


def _read(raw: dict[str, Any]) -> Read:
    """A row field by field; what no shape knows, or what has a wrong type, goes to what else it has."""
    more = {name: value for name, value in raw.items() if name not in _FIELDS and value is not None}
    parts = parts_of(raw, more)
    try:
        facts = msgspec.convert(raw, Facts, strict=False)
    except ValueError:
        facts = read_each(Facts, raw, more)
    if raw.get("context_length") is None:
        facts.context_length = _context_elsewhere(raw, more)
    return facts, parts, more


def _context_elsewhere(raw: dict[str, Any], more: dict[str, Any]) -> int | None:
    """The context length under the name that another server has for it, which then is no longer in `more`."""
    for name in CONTEXT_ELSEWHERE:
        if tokens := length_of(name, read_field(name, int | None, raw.get(name), more), more):
            del more[name]
            return tokens
    return None


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
