"""demo/mirror: explains the request that it received, the way a real model's provider would receive it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from desktop.demo.files import medium
from desktop.demo.markdown import amount, code, table
from desktop.demo.request import PICTURE, TEXT, ChatBody, Piece, picture_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping

HEADERS = ("Content-Type", "Accept", "User-Agent", "HTTP-Referer", "X-OpenRouter-Title")


def explain(body: ChatBody, headers: Mapping[str, str]) -> str:
    """Markdown. `headers` are found by any spelling; of the key it says only whether there is one."""
    end = (
        f"A real model would be sent the same {amount(body.size)} of JSON, with your key in the header "
        "`Authorization`. Here nothing has left your computer."
    )
    return "\n\n".join(
        [
            "*This is your request as it arrived, described by a few lines of code and not by a language model.*",
            "### Messages",
            table(("#", "From", "Part", "Content"), _parts(body)),
            "### Parameters",
            table(("Parameter", "Value"), _parameters(body)),
            "### Headers",
            table(("Header", "Value"), _headers(headers)),
            end,
        ]
    )


def _parts(body: ChatBody) -> list[tuple[str, ...]]:
    return [
        (str(number), code(message.role), *_described(piece))
        for number, message in enumerate(body.messages, 1)
        for piece in message.pieces
    ]


def _described(piece: Piece) -> tuple[str, str]:
    if piece.kind == TEXT:
        return "text", f"{len(piece.content):,} characters: {code(piece.content, 60)}"
    if file := medium(piece):
        return file.kind, file.words
    if piece.kind != PICTURE:
        return code(piece.kind), amount(len(piece.content.encode("utf-8", "replace")))
    if not piece.content.startswith("data:"):
        return "picture, by address", code(piece.content)
    data = picture_bytes(piece.content)
    kind = code(piece.content[len("data:") :].partition(";")[0], 40)
    if data is None:
        return "picture", f"{kind}, not readable"
    return "picture", f"{kind}, {amount(len(data))} ({amount(len(piece.content))} as text)"


def _parameters(body: ChatBody) -> list[tuple[str, ...]]:
    given = {"model": body.model, "stream": body.stream, **body.parameters}
    return [(code(name, 40), code(_written(value))) for name, value in given.items()]


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _headers(headers: Mapping[str, str]) -> list[tuple[str, ...]]:
    key = "sent, never shown" if "Authorization" in headers else "not sent: no key is needed here"
    rows = [(code(name), code(headers[name]) if name in headers else "not sent") for name in HEADERS]
    return [("`Authorization`", key), *rows]
