"""The real program in a real window, through the accessibility tree: the names that outsiders rely on, and its end."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ui.transcript.test_screen_reader import LAUNCHER, ROOT, SYSTEM_PYTHON, has_bindings
from tests.unit.system.pictures import corners, encoded

HERE = Path(__file__).parent
NAMES = [
    "main-window",
    "model-browser",
    "model-search",
    "model-list",
    "model-count",
    "model-details",
    "catalog-age",
    "catalog-refresh",
    "conversation-list",
    "new-chat",
    "model-button",
    "transcript",
    "composer",
    "send",
    "stop",
    "drop-area",
    "status",
]


pytestmark = pytest.mark.skipif(
    not (shutil.which("xvfb-run") and shutil.which("dbus-run-session") and LAUNCHER.exists() and has_bindings()),
    reason="needs Xvfb, D-Bus, AT-SPI and its Python bindings",
)


def told_by(client, data, *more):
    """What a client under the system's Python found out about the demonstration."""
    script = f'{LAUNCHER} --launch-immediately & exec {SYSTEM_PYTHON} "$@"'
    program = [sys.executable, "-m", "desktop", "--demo", "--data-dir", str(data), *more]
    command = ["dbus-run-session", "sh", "-c", script, "sh", str(HERE / client), *program]
    done = subprocess.run(
        [str(shutil.which("xvfb-run")), "-a", *command],
        env={**os.environ, "QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])  # xvfb-run mixes what Qt says into it


def test_a_question_is_asked_and_answered_through_the_accessibility_tree_and_the_end_is_orderly(tmp_path):
    found = told_by("outside_client.py", tmp_path)

    assert not set(NAMES) - set(found["names"])
    assert not [
        name for name, (role, words, shown) in found["names"].items() if role == "push button" and shown > bool(words)
    ]
    assert ["label", "363 of 424", True] == found["names"]["model-count"]
    assert found["row"].startswith("Demonstration: guide")
    assert "You" in found["messages"][0][0]
    assert "What is Parley?" == found["messages"][0][1]
    assert "Demonstration: guide" in found["messages"][1][0]
    assert found["heard"][0] in found["messages"][1][1]
    assert found["heard"][0].endswith((".", "!", ":"))
    assert "text search" in found["messages"][1][1]
    role, name, actions = found["chat"]
    assert (role, name.partition(",")[0], actions) == (
        "list item",
        "What is Parley?",
        ["Press", "SetFocus", "ShowMenu"],
    )
    assert found["opened"] == 2
    assert found["selected"] == [1, True]
    assert found["exit"] == 0


def test_a_model_is_found_through_the_accessibility_tree(tmp_path):
    found = told_by("outside_browser_client.py", tmp_path)

    count = int(found["count"].removesuffix(" of 424"))
    assert len(found["rows"]) == min(count, 12) > 0
    assert all("Anthropic" in row and " per million tokens in, " in row for row in found["rows"])
    name = found["rows"][0].partition(",")[0]
    assert found["page"].startswith(name)
    assert "Prices · USD per million tokens" in found["page"]
    assert found["columns"][0] == "Name"
    assert found["cells"][0] == name
    assert found["table rows"] >= count  # with those that answer batch requests only
    assert found["exit"] == 0


def test_what_can_be_done_with_a_picture_can_be_done_from_outside(tmp_path):
    (tmp_path / "sea.png").write_bytes(encoded(corners((1_500, 1_000)), "PNG"))
    found = told_by("outside_chip_client.py", tmp_path / "data", str(tmp_path / "sea.png"))

    role, name, description, actions = found["chip"]
    assert (role, name.split(",")[0]) == ("push button", "sea.png")
    assert "1500×1000" in name
    assert not description
    assert actions[:3] == ["Press", "ShowMenu", "SetFocus"]
    offered = [action.partition(" ·")[0] for action in actions[3:]]
    assert offered == [
        *("View", "Edit…", "Original", "Sharp text", "Balanced", "Small"),
        *("Keep metadata", "Remove"),
    ]
    assert found["exit"] == 0
