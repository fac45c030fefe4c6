"""How the program and its picture worker talk over a pipe.

A frame is four bytes of length, most significant first, then as many bytes. A request is a frame with one letter, and
one with the picture; an answer is a JSON object, followed for a prepared picture by three frames: what is sent (empty
when that is the picture as it came), the thumbnail and the preview, and for a look at one by its pixels. Behind the
letter stand numbers: to prepare, with metadata or without, those of the order, `packed`; to look, left, top, right and
bottom of what is looked at, and the width and height in which it is wanted.
"""

from __future__ import annotations

from struct import Struct
from typing import BinaryIO

from desktop.domain.edits import Edits
from desktop.domain.vision import Plan

PREPARE, KEEP, FACTS, VIEW = b"p", b"k", b"f", b"v"
DRAWINGS = "drawings"  # the argument of a worker that can draw them
ORDER = Struct(">2I?I7?IiB?I")  # plan, frame (-1: none chosen), quarter turns, whether a box stays, how many
BOX = Struct(">4I")
LOOK = Struct(">6I")
LONGEST = 128_000_000  # bytes: more than the largest file
_HEAD = 4


def packed(plan: Plan, edits: Edits) -> bytes:
    """What is to be made of a picture."""
    boxes = edits.hidden if edits.crop is None else (edits.crop, *edits.hidden)
    frame = -1 if edits.frame is None else edits.frame
    head = ORDER.pack(*plan, frame, edits.turns, edits.crop is not None, len(boxes))
    return head + b"".join(BOX.pack(*box) for box in boxes)


def unpacked(order: bytes) -> tuple[Plan, Edits]:
    """What is to be made of a picture."""
    *plan, frame, turns, cropped, count = ORDER.unpack_from(order)
    boxes = tuple(BOX.iter_unpack(order[ORDER.size : ORDER.size + count * BOX.size]))
    crop, hidden = (boxes[0], boxes[1:]) if cropped else (None, boxes)
    return Plan(*plan), Edits(turns, hidden, crop, None if frame < 0 else frame)


def write_frame(stream: BinaryIO, *pieces: bytes) -> None:
    """Send one frame made of all pieces."""
    stream.write(sum(map(len, pieces)).to_bytes(_HEAD, "big"))
    stream.writelines(pieces)


def read_frame(stream: BinaryIO) -> bytes:
    """The next frame. Raises `EOFError` when the other side has gone or does not keep to the rules."""
    head = stream.read(_HEAD)
    size = int.from_bytes(head, "big")
    if len(head) < _HEAD or size > LONGEST:
        raise EOFError
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data
