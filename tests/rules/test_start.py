"""What keeps the start quick, as far as it does not depend on the machine: what the first paint needs and what not."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.painted import until_painted

FACTS = "import json, linecache; print(json.dumps({'modules': [*sys.modules], 'sources': [*linecache.cache]}))"


@pytest.fixture(scope="module")
def painted(tmp_path_factory):
    """What an interpreter of its own holds when the window is painted for the first time."""
    program = until_painted(str(tmp_path_factory.mktemp("data")), FACTS)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_nothing_slow_is_imported_before_the_first_paint(painted):
    slow = {"asyncio", "qasync", "httpx", "keyring", "markdown_it", "pygments", "PIL", "sqlite3", "msgspec"}

    assert "PySide6" in painted["modules"]
    assert not slow & {name.partition(".")[0] for name in painted["modules"]}


def test_qt_for_python_does_not_read_the_source_of_what_is_imported(painted):
    assert not [name for name in painted["sources"] if "desktop" in name]
