"""Answers as they are sent: structs for what the endpoint should send, one coerce layer for what it may send instead.

Every field may be missing or null (reference/openrouter-api.md §10); only those that are used are named.
"""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Annotated, Any

import msgspec

from desktop.domain.delta import Annotation

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_TOKENS = 2**53
MOST_USD = Decimal(1_000_000)
LONGEST_USAGE = 16 * 1024  # bytes of it that are kept as they were sent
LONGEST_HASH = 200  # characters
LARGEST_ANNOTATION = 32 * 1024 * 1024  # bytes: a long text, and eight pictures at most (§7.2)

Count = Annotated[int, msgspec.Meta(ge=0, le=MOST_TOKENS)]


class TokenDetails(msgspec.Struct, gc=False):
    cached_tokens: Count | None = None
    reasoning_tokens: Count | None = None


class CostDetails(msgspec.Struct, gc=False):
    upstream_inference_cost: Decimal | None = None


class Usage(msgspec.Struct, gc=False):
    prompt_tokens: Count | None = None
    completion_tokens: Count | None = None
    prompt_tokens_details: TokenDetails | None = None
    completion_tokens_details: TokenDetails | None = None
    cost: Decimal | None = None  # msgspec reads the number's text: no float in between
    is_byok: bool | None = None
    cost_details: CostDetails | None = None


class Said(msgspec.Struct, gc=False):
    """A `delta` or a `message`."""

    content: str | None = None
    reasoning: str | None = None
    reasoning_content: str | None = None
    refusal: str | None = None
    reasoning_details: list[dict[str, Any]] | None = None
    images: list[dict[str, Any]] | None = None
    annotations: list[dict[str, Any]] | None = None


class Choice(msgspec.Struct, gc=False):
    delta: Said | None = None
    message: Said | None = None
    finish_reason: str | None = None
    native_finish_reason: str | None = None
    error: Any = None


class Chunk(msgspec.Struct, gc=False):
    """An event of a stream, or a whole completion."""

    choices: list[Choice] | None = None
    model: str | None = None
    provider: str | None = None
    usage: Usage | None = None
    error: Any = None


class _Sent(msgspec.Struct, gc=False):
    usage: msgspec.Raw = msgspec.Raw()


decode = msgspec.json.Decoder(Chunk).decode
_decode_sent = msgspec.json.Decoder(_Sent).decode
ODD = (ValueError, RecursionError)  # what decoding raises; msgspec's own errors are of the first kind


def read(data: bytes) -> Chunk:
    """A chunk of any shape. Raises `ValueError` and `RecursionError`."""
    try:
        return decode(data)
    except ODD:
        return decode_leniently(data)


def usage_as_sent(data: bytes) -> str:
    """The text of a chunk's usage, fields that nobody here knows included; "" when it is odd or very long."""
    try:
        sent = bytes(_decode_sent(data).usage)
        return sent.decode() if len(sent) <= LONGEST_USAGE else ""
    except ODD:
        return ""


def decode_leniently(data: bytes) -> Chunk:
    """The same for odd shapes: wrong types count as missing. What was said may hold halves of surrogate pairs.

    Raises:
        ValueError: Not JSON, or not an object.
        RecursionError: Nested too deeply.
    """
    return coerced(loads(data))


def loads(data: bytes) -> dict[str, Any]:
    """A JSON object, with NaN and infinities as null. Raises `ValueError` and `RecursionError`."""
    value = json.loads(data.decode("utf-8-sig", "replace"), parse_constant=lambda _: None)
    if not isinstance(value, dict):
        raise ValueError("not an object")  # noqa: TRY004 - damaged like any other text that is not JSON
    return value


def coerced(body: dict[str, Any]) -> Chunk:
    nested = body.get("provider")
    if isinstance(nested, dict) and not body.get("choices"):  # some Gemini routes (reference §4.7, 4)
        return coerced(nested)
    choices = body.get("choices")
    return Chunk(
        choices=[_choice(choice) for choice in objects(choices)] if isinstance(choices, list) else None,
        model=text(body.get("model")),
        provider=text(nested),
        usage=_usage(body.get("usage")),
        error=body.get("error"),
    )


def _choice(choice: dict[str, Any]) -> Choice:
    return Choice(
        delta=_said(choice.get("delta")),
        message=_said(choice.get("message")),
        finish_reason=text(choice.get("finish_reason")),
        native_finish_reason=text(choice.get("native_finish_reason")),
        error=choice.get("error"),
    )


def _said(said: object) -> Said | None:
    if not isinstance(said, dict):
        return None
    content = said.get("content")
    parts = objects(content)
    return Said(
        content="".join(_spoken(part.get("text")) for part in parts) if parts else _spoken(content),
        reasoning=_spoken(said.get("reasoning")),
        reasoning_content=_spoken(said.get("reasoning_content")),
        refusal=text(said.get("refusal")),
        reasoning_details=[with_texts(mended, item) for item in objects(said.get("reasoning_details"))],
        images=[*objects(said.get("images")), *(part for part in parts if part.get("image_url"))],
        annotations=objects(said.get("annotations")),
    )


def _usage(usage: object) -> Usage | None:
    if not isinstance(usage, dict):
        return None
    prompt, completion = usage.get("prompt_tokens_details"), usage.get("completion_tokens_details")
    costs = usage.get("cost_details")
    return Usage(
        prompt_tokens=count(usage.get("prompt_tokens")),
        completion_tokens=count(usage.get("completion_tokens")),
        prompt_tokens_details=_details(prompt),
        completion_tokens_details=_details(completion),
        cost=amount(usage.get("cost")),
        is_byok=own if isinstance(own := usage.get("is_byok"), bool) else None,
        cost_details=CostDetails(amount(costs.get("upstream_inference_cost"))) if isinstance(costs, dict) else None,
    )


def _details(details: object) -> TokenDetails | None:
    if not isinstance(details, dict):
        return None
    return TokenDetails(count(details.get("cached_tokens")), count(details.get("reasoning_tokens")))


def _spoken(value: object) -> str:
    return value if isinstance(value, str) else ""


def with_texts(change: Callable[[str], str], value: Any) -> Any:
    """Any JSON value with all of its strings changed."""
    if isinstance(value, dict):
        return {change(name): with_texts(change, item) for name, item in value.items()}
    if isinstance(value, list):
        return [with_texts(change, item) for item in value]
    return change(value) if isinstance(value, str) else value


def mended(value: str) -> str:
    """Surrogate pairs joined, single halves replaced by U+FFFD: SQLite and UTF-8 refuse them, Qt drops them."""
    return value if value.isascii() else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def text(value: object) -> str:
    return mended(value) if isinstance(value, str) else ""


def objects(value: object) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def parsed(items: object) -> tuple[Annotation, ...]:
    """What was made of PDFs, of the items of a list that say so; each PDF once."""
    found: dict[str, Annotation] = {}
    for item in objects(items):
        file = item.get("file")
        name = text(file.get("hash")) if isinstance(file, dict) else ""
        if item.get("type") != "file" or not 0 < len(name) <= LONGEST_HASH:
            continue
        try:
            sent = msgspec.json.encode(with_texts(mended, item))
        except (ValueError, RecursionError):  # what cannot be sent back costs another parsing, and nothing else
            continue
        if len(sent) <= LARGEST_ANNOTATION:
            found.setdefault(name, Annotation(name, sent))
    return tuple(found.values())


def number(value: object) -> Decimal | None:
    """A finite number out of a number or its text."""
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        return None
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def amount(value: object) -> Decimal | None:
    """USD; None for what no account can hold."""
    found = number(value)
    return found if found is not None and -MOST_USD <= found <= MOST_USD else None


def count(value: object) -> int | None:
    """Tokens; None for what no model can make."""
    found = number(value)
    return int(found) if found is not None and 0 <= found <= MOST_TOKENS else None
