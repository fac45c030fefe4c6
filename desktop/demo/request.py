"""A chat request as the demonstration reads it. It trusts nothing: what is missing or odd is an error body."""

from __future__ import annotations

import binascii
import json
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop.demo.catalog import GUIDE, MODELS, sees_pictures

if TYPE_CHECKING:
    from collections.abc import Mapping

TEXT = "text"
PICTURE = "image_url"


class Refused(Exception):  # noqa: N818 - an answer like any other, not a mistake of the program
    """A request that gets an error body.

    Attributes:
        error_type: The stable word for it (reference/openrouter-api.md §5.3).
    """

    def __init__(self, status: int, message: str, error_type: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.error_type = error_type

    def body(self) -> dict[str, Any]:
        return {"error": {"code": self.status, "message": self.message, "metadata": {"error_type": self.error_type}}}


class Piece(NamedTuple):
    """One part of a message: its type on the wire, and its text, address, or (of any other type) JSON."""

    kind: str
    content: str


class Spoken(NamedTuple):
    role: str
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return "\n\n".join(piece.content for piece in self.pieces if piece.kind == TEXT)

    @property
    def pictures(self) -> tuple[str, ...]:
        """Addresses: `data:` or http(s)."""
        return tuple(piece.content for piece in self.pieces if piece.kind == PICTURE)


class ChatBody(NamedTuple):
    """The body of `POST /chat/completions`.

    Attributes:
        parameters: All other fields, as they arrived.
        size: Bytes of the whole body.
    """

    model: str
    messages: tuple[Spoken, ...]
    stream: bool
    parameters: Mapping[str, Any]
    size: int

    @property
    def question(self) -> str:
        return next((message.text for message in reversed(self.messages) if message.role == "user"), "")

    @property
    def begun(self) -> str:
        """What an answer that goes on has said already (a last message of the assistant, §3.2)."""
        last = self.messages[-1]
        return last.text if last.role == "assistant" else ""

    @property
    def pictures(self) -> tuple[str, ...]:
        """The pictures of the last message that has some."""
        return next((message.pictures for message in reversed(self.messages) if message.pictures), ())


def read(data: bytes) -> ChatBody:
    """Raises `Refused` for what the real service would refuse too."""
    try:
        body = json.loads(data)
    except (ValueError, RecursionError):
        raise Refused(400, "The body is not JSON.", "invalid_request") from None
    if not isinstance(body, dict):
        raise Refused(400, "The body is not a JSON object.", "invalid_request")
    model = str(body.pop("model", None) or GUIDE)
    messages = tuple(_spoken(message) for message in _list(body.pop("messages", None)))
    stream = body.pop("stream", False) is True
    if not any(message.pieces for message in messages):
        raise Refused(400, "Input must have at least 1 token.", "invalid_request")
    _check_model(model, messages)
    return ChatBody(model, messages, stream, body, len(data))


def picture_bytes(address: str) -> bytes | None:
    """The bytes inside a base64 `data:` address; None when they cannot be read."""
    head, _, data = address.partition(",")
    if not head.endswith(";base64"):
        return None
    try:
        return binascii.a2b_base64(data, strict_mode=True)
    except ValueError:
        return None


def _check_model(model: str, messages: tuple[Spoken, ...]) -> None:
    if model not in MODELS:
        known = ", ".join(MODELS)
        raise Refused(404, f"{model} is not part of the demonstration, which has {known}.", "not_found")
    if any(message.pictures for message in messages) and not sees_pictures(model):
        raise Refused(404, "No endpoints found that support image input", "not_found")


def _spoken(message: object) -> Spoken:
    if not isinstance(message, dict):
        raise Refused(400, "A message is not an object.", "invalid_request")
    content = message.get("content")
    if isinstance(content, str):
        content = [{"type": TEXT, "text": content}]
    pieces = tuple(_piece(part) for part in _list(content) if isinstance(part, dict))
    return Spoken(str(message.get("role")), tuple(piece for piece in pieces if piece.content))


def _piece(part: dict[str, Any]) -> Piece:
    kind = str(part.get("type"))
    if kind == TEXT:
        return Piece(kind, str(part.get("text") or ""))
    if kind == PICTURE and isinstance(part.get(PICTURE), dict):
        return Piece(kind, str(part[PICTURE].get("url") or ""))
    return Piece(kind, json.dumps(part, ensure_ascii=False))


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
