"""The process in which pictures are decoded, started as `python -m desktop.system.image_worker`.

A picture that breaks a decoder breaks this process, which holds nothing: no key, no conversation, no open file.
"""

from __future__ import annotations

import contextlib
import json
import resource
import sys
from dataclasses import asdict
from typing import BinaryIO

from desktop.domain.errors import Failure, PictureDamaged, PictureTooLarge
from desktop.system.frames import PREPARE, read_frame, write_frame
from desktop.system.image_codec import prepare
from desktop.system.image_facts import facts

MEMORY = 2 << 30  # bytes of address space: 120 megapixels twice, while they are turned


def main() -> None:
    """Serve until the program closes the pipe or goes away."""
    _give_up_rights()
    with contextlib.suppress(EOFError):
        while True:
            _serve(sys.stdin.buffer, sys.stdout.buffer)


def _serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer one request. A function of its own: nothing of a picture is kept while waiting for the next."""
    request = read_frame(requests)
    for frame in _answer(request[:1], request[1:]):
        write_frame(answers, frame)
    answers.flush()


def _give_up_rights() -> None:
    """Bound the memory; open no file, socket or device from now on. What is open stays open."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def _answer(kind: bytes, picture: bytes) -> list[bytes]:
    try:
        return _prepared(picture) if kind == PREPARE else [json.dumps(asdict(facts(picture))).encode()]
    except Failure as failure:
        return _refusal(failure)
    except MemoryError:
        return _refusal(PictureTooLarge())
    except Exception as error:  # noqa: BLE001 - Pillow raises whatever comes to its mind about damaged files
        return _refusal(PictureDamaged(type(error).__name__))


def _prepared(picture: bytes) -> list[bytes]:
    made = prepare(picture)
    head = {"media_type": made.media_type, "width": made.width, "height": made.height, "changes": made.changes}
    sent = b"" if made.data == picture else made.data
    return [json.dumps(head).encode(), sent, made.thumbnail, made.preview]


def _refusal(failure: Failure) -> list[bytes]:
    return [json.dumps({"failure": failure.facts()}).encode()]


if __name__ == "__main__":
    main()
