"""The process in which pictures are decoded, started as `python -m desktop.system.image_worker`.

With the argument `drawings` it can draw SVG too, which takes Qt, and twice the time to start.

A picture that breaks a decoder breaks this process, which holds nothing: no key, no conversation, no open file.
"""

from __future__ import annotations

import contextlib
import json
import resource
import select
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, BinaryIO

from desktop.domain.errors import Failure, PictureDamaged, PictureTooLarge
from desktop.system.frames import DRAWINGS, KEEP, LOOK, PREPARE, VIEW, read_frame, unpacked, write_frame
from desktop.system.image_codec import prepare
from desktop.system.image_facts import facts
from desktop.system.image_kept import prepare_keeping
from desktop.system.image_view import Views

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.edits import Edits
    from desktop.domain.picture import Prepared
    from desktop.domain.vision import Plan

KEPT = 20  # seconds without a request, after which the picture that was looked at is decoded no longer
_MAKERS: dict[bytes, Callable[[bytes, Plan, Edits], Prepared]] = {PREPARE: prepare, KEEP: prepare_keeping}
MEMORY = 2 << 30  # bytes of address space: 120 megapixels twice, while they are turned


def main() -> None:
    """Serve until the program closes the pipe or goes away."""
    if DRAWINGS in sys.argv[1:]:
        import desktop.system.image_drawing  # noqa: F401, PLC0415 - while files can still be opened
    _give_up_rights()
    views = Views()
    with contextlib.suppress(EOFError):
        while True:
            _serve(sys.stdin.buffer, sys.stdout.buffer, views)
            if not select.select([sys.stdin], [], [], KEPT)[0]:
                views.forget()


def _serve(requests: BinaryIO, answers: BinaryIO, views: Views) -> None:
    """Answer one request. A function of its own: but for `views` nothing of a picture is kept for the next."""
    order, picture = read_frame(requests), read_frame(requests)
    for frame in _answer(order[:1], order[1:], picture, views):
        write_frame(answers, frame)
    answers.flush()


def _give_up_rights() -> None:
    """Bound the memory; open no file, socket or device from now on. What is open stays open."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def _answer(kind: bytes, order: bytes, picture: bytes, views: Views) -> list[bytes]:
    if kind != VIEW:
        views.forget()
    try:
        if kind == VIEW:
            return _seen(order, picture, views)
        if kind in _MAKERS:
            return _prepared(order, picture, _MAKERS[kind])
        return [json.dumps(asdict(facts(picture))).encode()]
    except Failure as failure:
        return _refusal(failure)
    except MemoryError:
        return _refusal(PictureTooLarge())
    except Exception as error:  # noqa: BLE001 - Pillow raises whatever comes to its mind about damaged files
        return _refusal(PictureDamaged(type(error).__name__))


def _prepared(order: bytes, picture: bytes, make: Callable[[bytes, Plan, Edits], Prepared]) -> list[bytes]:
    made = make(picture, *unpacked(order))
    told = ("media_type", "width", "height", "changes", "given_width", "given_height", "frames")
    head = {name: getattr(made, name) for name in told}
    sent = b"" if made.data == picture else made.data
    return [json.dumps(head).encode(), sent, made.thumbnail, made.preview]


def _seen(order: bytes, picture: bytes, views: Views) -> list[bytes]:
    left, top, right, bottom, width, height = LOOK.unpack(order)
    seen = views.look(picture, (left, top, right, bottom), (width, height))
    head = {"width": seen.width, "height": seen.height, "alpha": seen.alpha}
    return [json.dumps(head).encode(), seen.data]


def _refusal(failure: Failure) -> list[bytes]:
    return [json.dumps({"failure": failure.facts()}).encode()]


if __name__ == "__main__":
    main()
