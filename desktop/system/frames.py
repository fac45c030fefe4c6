"""How the program and its picture worker talk over a pipe.

A frame is four bytes of length, most significant first, then as many bytes. A request is one letter and the picture;
an answer is a JSON object, followed for a prepared picture by three frames: what is sent (empty when that is the
picture as it came), the thumbnail and the preview, and for a look at one by its pixels. Between letter and picture
stand numbers: to prepare, those of the `Plan`; to look, left, top, right and bottom of what is looked at, and the
width and height in which it is wanted.
"""

from __future__ import annotations

from struct import Struct
from typing import BinaryIO

PREPARE, FACTS, VIEW = b"p", b"f", b"v"
PLAN = Struct(">2I")
LOOK = Struct(">6I")
LONGEST = 64_000_000  # bytes: twice the largest picture
_HEAD = 4


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
