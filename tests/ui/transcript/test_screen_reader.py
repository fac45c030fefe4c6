"""The transcript seen by a real client of AT-SPI, in another process, on a display of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")
SYSTEM_PYTHON = "/usr/bin/python3"


def has_bindings():
    """Whether the system's Python can speak to AT-SPI."""
    if not Path(SYSTEM_PYTHON).exists():
        return False
    return subprocess.run([SYSTEM_PYTHON, "-c", "import pyatspi"], check=False, capture_output=True).returncode == 0


@pytest.mark.skipif(
    not (shutil.which("xvfb-run") and shutil.which("dbus-run-session") and LAUNCHER.exists() and has_bindings()),
    reason="needs Xvfb, D-Bus, AT-SPI and its Python bindings",
)
def test_a_screen_reader_hears_every_message_and_can_press_everything():
    """Roles, names and texts are there, also while an answer arrives; what has gone is known to be gone."""
    script = f'{LAUNCHER} --launch-immediately & exec {SYSTEM_PYTHON} "$@"'
    command = ["dbus-run-session", "sh", "-c", script, "sh", str(HERE / "reader_client.py")]
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [str(shutil.which("xvfb-run")), "-a", *command, sys.executable, str(HERE / "reader_app.py")],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])

    assert found["role"] == "list"
    assert found["id"].endswith("transcript")
    assert found["messages"] == [
        ["list item", "You", "", "Hello"],
        ["list item", "Model, 14:02, cut off", "Lost.", "Hi\n\nSome bold text 🎉."],
        ["list item", "Model, answering", "", ""],
    ]
    assert found["parts"] == [
        ["link", "text", "Press"],
        ["push button", "Copy", "Press"],
        ["push button", "Regenerate", "Press"],
        ["push button", "More", "Press"],
    ]
    assert found["pressed"] == ["https://e.com/x", "a copy", "a regenerate"]
    assert found["grown"][3] == "More words.\n\nAnd"
    assert found["heard"] == [
        ["More words."],
        ["And it is 3.14.", "Then", "code, python, 2 lines"],
        ["The end", "Answer complete"],
        ["The end"],
        ["1 of 1"],
    ]
    assert found["spoken"] == {"short": ["Model answers", "Answer complete, 3 words"], "off": []}
    assert found["entered"] == ["object:state-changed:focused", 1, "list item"]
    assert found["holders"] == ["list item"]
    moved = ["object:text-caret-moved", "list item"]
    assert found["selected"] == [
        ["Hi selected", "S selected", "S unselected"],
        [[moved[0], at, moved[1]] for at in (4, 5, 4)],
        4,
        0,  # what else would be told of it is made up, see `Spoken`
    ]
    assert found["boxes"] == [True, True, True, 4]
    assert found["rich"] == [
        [
            "list item",
            "Model",
            'Title\n\nA link, money $5 and $x^2$.[1]\n\na\tb\n1\t2\n\n- [x] done\n\nquoted\n\n{"k": [1]}\n\n[1] Note.',
        ],
        ["push button", "Reasoning · 3 words · 6 s", None],
        ["push button", "Copy reasoning", None],
        ["link", "link", None],
        ["link", "Footnote [1]", None],
        ["push button", "Copy table", None],
        ["push button", "Tree, json", None],
        ["push button", "Save as…, json", None],
        ["push button", "Copy code, json", None],
        ["link", "Back from footnote [1]", None],
        ["image", "cat.png", None],
        ["link", "Source 1: Source, s.org", None],
        ["push button", "Receipt…", None],
        ["push button", "Copy", None],
        ["push button", "Regenerate", None],
        ["push button", "More", None],
    ]
    assert found["thought"] == ["section", "Reasoning", "Let me see."]
    assert found["folds"] == [
        [["expandable", "collapsed"], 15],
        [["expandable", "expanded"], 16, ["object:children-changed:add", 2, "Reasoning"]],
        [["expandable", "collapsed"], 15, ["object:children-changed:remove", -1, "Reasoning"]],
    ]
    assert found["left"] == 1
    assert found["held"] == [True, True]
    assert found["status"] == 0
