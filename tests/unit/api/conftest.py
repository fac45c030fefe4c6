from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.server.server import ScriptedServer

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer() as listening:
        yield listening
