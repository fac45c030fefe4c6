"""Model lists as the texts of their rows, for those who keep and compare them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import msgspec

from desktop.api import model_list
from desktop.domain.errors import UnreadableAnswer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from desktop.domain.model import Model


class Named(msgspec.Struct):
    id: str | int


_decode_ids = msgspec.json.Decoder(list[Named]).decode
_decode_id = msgspec.json.Decoder(Named).decode


def rows_of(body: bytes) -> list[bytes]:
    """The rows of a list's body as they came, unusable ones too; damaged JSON is written anew.

    Raises:
        NotAnApi, UnreadableAnswer: As `model_list.decode` does.
    """
    try:
        return [bytes(row) for row in model_list.raw_rows(body)]
    except ValueError:
        return [json.dumps(row).encode() for row in model_list.rows(body)]


def joined(pages: Iterable[bytes]) -> bytes:
    """One list of the rows of several. Raises what `rows_of` raises."""
    return b'{"data":' + _array([row for page in pages for row in rows_of(page)]) + b"}"


def differing(before: Sequence[bytes], after: Sequence[bytes]) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """By id, the rows of each list that the other does not have with the same text."""
    old, new = _by_id(before), _by_id(after)
    return _without(old, new), _without(new, old)


def models_of(rows: Iterable[bytes]) -> list[Model]:
    """The models of those rows that are usable."""
    try:
        return model_list.decode(_array(rows))[0]
    except UnreadableAnswer:
        return []


def _by_id(rows: Sequence[bytes]) -> dict[str, bytes]:
    """The last row of each id."""
    try:
        names = [str(row.id) for row in _decode_ids(_array(rows))]
    except ValueError:  # one of them is damaged
        names = list(map(_id_of, rows))
    return {name: row for name, row in zip(names, rows, strict=True) if name}


def _id_of(row: bytes) -> str:
    try:
        return str(_decode_id(row).id)
    except ValueError:
        pass
    value: Any = model_list.rows(_array([row]))[0]
    return str(value.get("id") or "") if isinstance(value, dict) else ""


def _array(rows: Iterable[bytes]) -> bytes:
    return b"[" + b",".join(rows) + b"]"


def _without(rows: Mapping[str, bytes], others: Mapping[str, bytes]) -> dict[str, bytes]:
    return {name: row for name, row in rows.items() if others.get(name) != row}
