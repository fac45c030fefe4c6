from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from tests.server.server import ScriptedServer

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer() as listening:
        yield listening


@pytest.fixture(autouse=True)
def helpers_of_anyio() -> Iterator[None]:
    """It prepares a TLS connection on a thread, which ends after the task that needed it: let it."""
    yield
    for thread in threading.enumerate():
        if thread.name == "AnyIO worker thread":
            thread.join(10)
