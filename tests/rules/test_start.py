"""What keeps the start quick, as far as it does not depend on the machine: what the first paint needs and what not."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.painted import until_painted

FACTS = (
    "import gc, json, linecache; from PySide6 import QtCore, QtGui, QtWidgets; print(json.dumps({"
    "'modules': [*sys.modules], 'sources': [*linecache.cache], 'collects': gc.isenabled(),"
    "'classes': [*vars(QtCore), *vars(QtGui), *vars(QtWidgets)]}))"
)
BEHIND_THE_WINDOW = """
import gc, sys, types

class Program:
    def __init__(self, *what):
        pass

    def run(self):
        print(gc.isenabled(), gc.get_freeze_count() > 10_000)
        return 0

sys.modules["desktop.program"] = types.SimpleNamespace(Program=Program)
sys.argv = ["parley", "--data-dir", {data!r}]
from desktop.cli import main
sys.exit(main())
"""


def output_of(program):
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="module")
def painted(tmp_path_factory):
    """What an interpreter of its own holds when the window is painted for the first time."""
    return json.loads(output_of(until_painted(str(tmp_path_factory.mktemp("data")), FACTS)))


def test_nothing_slow_is_imported_before_the_first_paint(painted):
    slow = {"asyncio", "qasync", "httpx", "keyring", "markdown_it", "pygments", "PIL", "sqlite3", "msgspec"}

    assert "PySide6" in painted["modules"]
    assert not slow & {name.partition(".")[0] for name in painted["modules"]}


def test_what_cannot_be_seen_yet_is_not_imported_before_the_first_paint(painted):
    floors = ("program", "services", "api", "demo", "ui.screens", "ui.dialogs", "ui.transcript", "ui.images")
    rooms = ("ui.notices", "ui.words", "ui.figures", "ui.browser.shelf", "ui.sidebar.list_view", "ui.composer.chips")
    later = tuple(f"desktop.{name}" for name in (*floors, *rooms))

    assert "desktop.ui.composer.editor" in painted["modules"]
    assert not [name for name in painted["modules"] if name.startswith(later)]
    assert not {"datetime", "decimal", "html"} & set(painted["modules"])


def test_qt_for_python_does_not_read_the_source_of_what_is_imported(painted):
    assert not [name for name in painted["sources"] if "desktop" in name]


def test_qt_for_python_makes_no_class_that_takes_long_before_the_first_paint(painted):
    """It makes each when it is named, and those of all widgets when it has to find out what kind one is."""
    assert "QPlainTextEdit" in painted["classes"]
    assert not {"QStyle", "QAccessible", "QAbstractItemView", "QTextEdit", "QCalendarWidget"} & set(painted["classes"])


def test_garbage_is_not_looked_for_by_python_itself_and_never_in_what_the_start_made(painted, tmp_path):
    assert not painted["collects"]
    assert "False True" == output_of(BEHIND_THE_WINDOW.format(data=str(tmp_path))).strip()


def test_nothing_is_imported_behind_the_window_that_nobody_has_asked_for():
    """The colors of code come with the first code; the command line of httpx, with all that it draws, never."""
    modules = json.loads(output_of("import json, sys, desktop.program; print(json.dumps([*sys.modules]))"))

    assert "httpx" in modules
    assert not {"click", "rich", "pygments"} & {name.partition(".")[0] for name in modules}
