"""What an endpoint says about an error, whatever its shape (reference/openrouter-api.md §5.1, §5.4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from desktop.api import wire

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from desktop.domain.delta import Annotation

GENERIC = "provider returned error"  # says nothing: the provider's own words are in `metadata.raw`
MESSAGE_FIELDS = ("error", "message", "msg", "detail")
CODE_FIELDS = ("code", "type", "status", "reason", "provider_code", "blockReason", "block_reason")
INSIDE = ("error", "raw", "innererror", "promptFeedback", "provider_specific_fields")
MOST_REASONS = 8
DEEPEST = 6  # objects and JSON texts inside each other, in which a message is looked for


@dataclass(frozen=True, slots=True)
class Report:
    """An error object.

    Attributes:
        detail: What a person may read, as it came.
        words: Machine-readable classes, the most reliable first.
        inner: Those that a provider gave, as it is repeated here; in lower case.
        type: The class in the manner of other makers; too coarse to be trusted before a status.
        status: 400 to 599, None when there is none.
        provider: Who failed.
        limit: `metadata.limit_source`: which limit was reached.
        reason: `metadata.reason`, of an exhausted reservation.
        moderated: What was asked is the trouble (§5.4).
        reasons: What is not wanted about it, such as `violence/graphic`; the first few.
        headers: Headers that came inside the object, names in lower case.
        parsed: What was made of PDFs before it failed.
    """

    detail: str = ""
    words: tuple[str, ...] = ()
    inner: tuple[str, ...] = ()
    type: str = ""
    status: int | None = None
    provider: str = ""
    limit: str = ""
    reason: str = ""
    moderated: bool = False
    reasons: tuple[str, ...] = ()
    headers: Mapping[str, str] | None = None
    parsed: tuple[Annotation, ...] = ()


def error_in(body: bytes) -> object:
    """The error object, or text, in the body of an answer; None when there is none."""
    try:
        found = wire.loads(body)
    except wire.ODD:
        return None
    return found.get("error") or (found if "message" in found else None)


def report_of(error: object) -> Report:
    if not isinstance(error, dict):
        return Report(detail=message_in(error))
    metadata = _object(error.get("metadata"))
    availability = _object(error.get("availability"))
    code = error.get("code")
    words = (metadata.get("error_type"), error.get("error_type"), availability.get("code"), code)
    message = wire.text(error.get("message"))
    raw = message_in(metadata.get("raw")) if not message or GENERIC in message.lower() else ""
    return Report(
        detail=raw or message or message_in(error),
        words=tuple(word for word in words if isinstance(word, str)),
        inner=tuple(word.lower() for word in _codes_in(error, metadata)),
        type=wire.text(error.get("type")),
        status=_status(code) or _status(error.get("http_status")),
        provider=wire.text(metadata.get("provider_name")),
        limit=wire.text(metadata.get("limit_source")),
        reason=wire.text(metadata.get("reason")),
        moderated=bool(metadata.get("reasons") or metadata.get("flagged_input")),
        reasons=_reasons(metadata.get("reasons")),
        headers={
            "retry-after": str(availability.get("retry_after")),
            **{str(name).lower(): str(value) for name, value in _object(metadata.get("headers")).items()},
        },
        parsed=wire.parsed(metadata.get("file_annotations")),
    )


def _reasons(stated: object) -> tuple[str, ...]:
    words = [word for word in stated if isinstance(word, str) and word] if isinstance(stated, list) else []
    return tuple(words[:MOST_REASONS])


def message_in(value: object, depth: int = DEEPEST) -> str:
    """The message in an object, a list, or JSON inside a string; markup is none."""
    if isinstance(value, str):
        inner = _parsed(value) if value.lstrip()[:1] in {"{", "["} else None
        if inner is None:
            return "" if value.lstrip().startswith("<") else wire.mended(value)
        value = inner
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict) and depth:
        messages = (message_in(value.get(name), depth - 1) for name in MESSAGE_FIELDS)
        return next((message for message in messages if message), "")
    return ""


def _codes_in(*values: object, depth: int = DEEPEST) -> Iterator[str]:
    """The classes in objects, and in JSON inside a string, the outer ones first."""
    for value in values:
        found = _object(_parsed(value) if isinstance(value, str) else value)
        yield from (code for name in CODE_FIELDS if isinstance(code := found.get(name), str))
        if depth and (inside := [found[name] for name in INSIDE if name in found]):
            yield from _codes_in(*inside, depth=depth - 1)


def _parsed(value: str) -> Any:
    try:
        return msgspec.json.decode(value)
    except wire.ODD:
        return None


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _status(code: object) -> int | None:
    number = wire.count(code)
    return number if number is not None and 400 <= number <= 599 else None  # noqa: PLR2004 - HTTP's error statuses
