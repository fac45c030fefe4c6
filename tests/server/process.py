"""The same server in a process of its own, so that its work is not counted as the client's."""

from __future__ import annotations

import multiprocessing
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.server.server import ScriptedServer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from multiprocessing.connection import Connection

    from tests.server.server import Script


@contextmanager
def served(scripts: Mapping[tuple[str, str], Script]) -> Iterator[str]:
    """The base URL of a server that answers by method and path with scripts (not functions: they cross over)."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, dict(scripts)), daemon=True)
    process.start()
    try:
        yield ours.recv()
    finally:
        ours.send(None)
        process.join()


def _serve(pipe: Connection, scripts: Mapping[tuple[str, str], Script]) -> None:
    with ScriptedServer() as server:
        for (method, path), script in scripts.items():
            server.on(method, path, script)
        pipe.send(server.base_url)
        pipe.recv()
