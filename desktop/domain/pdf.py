"""How many pages a PDF has, as far as that can be told without reading it as one."""

from __future__ import annotations

import re
import zlib
from heapq import merge
from itertools import islice, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SLICE = 1_000_000  # bytes that are searched in one go: other threads wait meanwhile
FURTHEST = 2_000_000  # bytes between what an object is and its beginning or end
UNPACKED = 20_000_000  # bytes of objects that are pressed together
MOST = 100_000  # pages, and places that speak of them: a file that has more means something else
_NUMBER = re.compile(rb"(\d{1,10})\s+\d{1,5}\s*$")
_PAGES = re.compile(rb"/Type\s*/Pages\b")
_COUNT = re.compile(rb"/Count\s+(\d{1,6})\b(?!\s+\d{1,5}\s+R\b)")  # not where it is in another object
_BRACKETS = re.compile(rb"<<|>>")
_PACKED = re.compile(rb"/Type\s*/ObjStm\b")
_FIRST = re.compile(rb"/First\s+(\d{1,9})\b")
_PLACE = re.compile(rb"(\d{1,10})\s++(\d{1,9})(?:\s++|$)")
_STREAM = re.compile(rb"\bstream\r?\n")


def pages_in(data: bytes) -> int:
    """What the root of the tree of pages says, in its last version; 0 where it is not found, or several are."""
    roots: dict[bytes, int] = {}
    for number, body in _objects(data):
        own = _own(body)
        count = _COUNT.search(own) if _PAGES.search(own) and b"/Parent" not in own else None
        roots.pop(number, None)
        if count:
            roots[number] = int(count[1])
    counts = list(roots.values())
    return counts[0] if len(counts) == 1 and counts[0] <= MOST else 0


def _own(body: bytes) -> bytes:
    """What stands in a dictionary, without those in it."""
    own, depth, end = list[bytes](), 0, 0
    for bracket in _BRACKETS.finditer(body):
        if depth == 1:
            own.append(body[end : bracket.start()])
        depth += 1 if bracket[0] == b"<<" else -1
        end = bracket.end()
    return b" ".join([*own, body[end:]] if depth == 1 else own)


def _objects(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Numbers and bodies of what may be a root, in the order of the file: what comes later is newer."""
    room = UNPACKED
    starts = _starts(data)
    for start, following in pairwise([*starts, len(data)]):
        number = _NUMBER.search(data[max(0, start - 20) : start])
        body = data[start : min(following, start + FURTHEST)].partition(b"endobj")[0]
        if number is None:
            continue
        if _PACKED.search(body):
            plain = _unpacked(body, room)
            room -= len(plain)
            yield from _packed_in(body, plain)
        else:
            yield number[1], body


def _starts(data: bytes) -> list[int]:
    """Where objects begin that speak of pages, or hold others."""
    found, before = list[int](), 0
    for mark in islice(merge(_places(data, b"/Pages"), _places(data, b"/ObjStm")), MOST):
        start = data.rfind(b"obj", max(before, mark - FURTHEST), mark)
        before = mark  # nothing is searched twice, whatever there is in it
        if start >= 0:
            found.append(start)
    return found


def _places(data: bytes, mark: bytes) -> Iterator[int]:
    for start in range(0, len(data), SLICE):
        end = start + SLICE + len(mark) - 1
        at = data.find(mark, start, end)
        while at >= 0:
            yield at
            at = data.find(mark, at + 1, end)


def _unpacked(body: bytes, most: int) -> bytes:
    stream = _STREAM.search(body)
    try:
        return zlib.decompressobj().decompress(body[stream.end() :], most) if stream and most > 0 else b""
    except zlib.error:  # encrypted, or pressed in another way
        return b""


def _packed_in(body: bytes, plain: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Objects that are pressed together: first come their numbers and places, one behind the other.

    From the first on that is not behind the one before, nothing is read: all of it would be read again and again.
    """
    first = _FIRST.search(body)
    start = int(first[1]) if first else 0
    head = islice(_PLACE.finditer(plain, 0, min(start, SLICE)), MOST)
    objects = [(match[1], int(match[2])) for match in head]
    for (number, begin), (_, end) in pairwise([*objects, (b"", len(plain) - start)]):
        if begin > end:
            return
        yield number, plain[start + begin : start + end]
