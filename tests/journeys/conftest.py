"""What journeys begin with."""

from __future__ import annotations

import pytest

from tests.server.scripts import works
from tests.server.server import ScriptedServer


@pytest.fixture(autouse=True)
def in_the_loop_of_qt(qapp):
    """See `pytest_pyfunc_call` in the conftest of all tests."""


@pytest.fixture
def server():
    """An endpoint that works, and does what else a journey tells it."""
    with ScriptedServer() as server:
        works(server)
        yield server
