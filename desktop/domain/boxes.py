"""Boxes: what files of MP4's family consist of (ISO 14496-12 §4.2), QuickTime's included."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BOXES = 1_000  # one behind the other: real files have a dozen, unless they are cut into fragments


class Box(NamedTuple):
    """Where a box begins, its contents begin, and it ends."""

    kind: bytes
    start: int
    inside: int
    after: int


def boxes(data: bytes, at: int, end: int, most: int = MOST_BOXES) -> Iterator[Box]:
    """Boxes one behind the other, as far as their sizes can be."""
    for _ in range(most):
        if at + 8 > end:
            return
        size, head = number(data, at, 4), 8
        if size == 1:
            size, head = number(data, at + 8, 8), 16
        after = end if size == 0 else at + size
        if not at + head <= after <= end:
            return
        yield Box(data[at + 4 : at + 8], at, at + head, after)
        at = after


def box_in(data: bytes, wanted: bytes, start: int = 0, end: int | None = None) -> tuple[int, int]:
    """Where the contents of a box begin and end; (0, 0) where there is none."""
    found = (box for box in boxes(data, start, len(data) if end is None else end) if box.kind == wanted)
    box = next(found, None)
    return (box.inside, box.after) if box else (0, 0)


def number(data: bytes, at: int, size: int, order: Literal["big", "little"] = "big") -> int:
    """A number in the bytes, as far as they go."""
    return int.from_bytes(data[at : at + size], order)
