"""A list of rows as its difference from another one, and back. Rows are JSON texts and stay byte for byte.

A difference has two parts. `kept` is JSON: `[[start, count, came], …]` takes `count` rows of the old list from
`start` on, then the next `came` rows of the other part. That one has the rows that came, packed by zlib with the rows
that are gone as its dictionary: a row in which one price changed takes a few dozen bytes.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import msgspec

from desktop.domain.errors import StoreDamaged

if TYPE_CHECKING:
    from collections.abc import Sequence

WINDOW = 32 * 1024  # bytes of a dictionary that zlib can look back to
SAMPLE = 8  # rows of the old list, which look like others that came

Kept = list[tuple[int, int, int]]

_decode_kept = msgspec.json.Decoder(Kept).decode
_decode_rows = msgspec.json.Decoder(list[msgspec.Raw]).decode


def body_of(rows: Sequence[bytes]) -> bytes:
    """All rows, as a model list has them."""
    return b'{"data":' + _array(rows) + b"}"


def unpacked(packed: bytes) -> bytes:
    """What zlib packed. Raises `StoreDamaged`."""
    try:
        return zlib.decompress(packed)
    except zlib.error as error:
        raise StoreDamaged("a stored model list cannot be unpacked") from error


def between(old: Sequence[bytes], new: Sequence[bytes]) -> tuple[str, bytes] | None:
    """Both parts of the difference; None when most of it would be new rows."""
    places = {row: place for place, row in enumerate(old)}
    kept: Kept = []
    came = []
    start = count = pieces = 0
    for row in new:
        place = places.get(row)
        if place is None:
            came.append(row)
            pieces += 1
        elif not pieces and place == start + count:
            count += 1
        else:
            kept.append((start, count, pieces))
            start, count, pieces = place, 1, 0
    kept.append((start, count, pieces))
    if sum(map(len, came)) * 2 > sum(map(len, new)):
        return None
    packer = zlib.compressobj(9, zdict=_dictionary(old, kept))
    return msgspec.json.encode(kept).decode(), packer.compress(_array(came)) + packer.flush()


def applied(old: Sequence[bytes], kept: str, packed: bytes) -> list[bytes]:
    """The list of which this is the difference. Raises `StoreDamaged`."""
    try:
        pieces = _decode_kept(kept)
        unpacker = zlib.decompressobj(zdict=_dictionary(old, pieces))
        came = iter(_decode_rows(unpacker.decompress(packed)))
    except (ValueError, zlib.error) as error:
        raise StoreDamaged("a stored model list cannot be put together") from error
    new: list[bytes] = []
    for start, count, rows in pieces:
        new += old[start : start + count]
        new += [bytes(row) for _, row in zip(range(rows), came, strict=False)]
    return new


def _array(rows: Sequence[bytes]) -> bytes:
    return b"[" + b",".join(rows) + b"]"


def _dictionary(old: Sequence[bytes], kept: Kept) -> bytes:
    """The rows that are gone, last because what stands near is found best; before them some that are like them."""
    gone: list[bytes] = []
    end = 0
    for start, count, _ in sorted(kept):
        gone += old[end:start]
        end = max(end, start + count)
    gone += old[end:]
    return b",".join((*old[:SAMPLE], *gone))[-WINDOW:]
