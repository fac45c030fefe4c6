"""From the command to a painted window, and what it weighs when idle, beside an empty QMainWindow."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.table import Row
from tests.painted import until_painted

RUNS = 9
SETTLE = 6.0  # seconds until nothing is loading any more

EMPTY = """
import sys, time, os
from PySide6.QtWidgets import QApplication, QMainWindow
from PySide6.QtCore import QEvent, QObject
app = QApplication(sys.argv[:1])
class Seen(QObject):
    done = False
    def eventFilter(self, watched, event):
        self.done = self.done or event.type() == QEvent.Type.Paint
        return False
window = QMainWindow(); window.resize(1180, 780)
seen = Seen(); window.installEventFilter(seen); window.show()
while not seen.done: app.processEvents()
os._exit(0)
"""


def measure() -> list[Row]:
    """Wall time of whole processes, taken in turns; memory of the program at rest."""
    empty, parley = [], []
    with tempfile.TemporaryDirectory() as data:
        program = until_painted(data)
        weight = _idle_megabytes(data)  # first: later starts find the settings and the database that it leaves
        for source in (EMPTY, program):
            _seconds(source)  # the first run of each fills the caches
        for _ in range(RUNS):
            empty.append(_seconds(EMPTY))
            parley.append(_seconds(program))
    start, yardstick = statistics.median(parley), statistics.median(empty)
    ratio = start / yardstick
    return [
        Row(
            "window painted", start * 1000, "ms", "empty QMainWindow", yardstick * 1000, ratio, "≤ 1.5 ×", ratio <= 1.5
        ),
        Row("idle memory, PSS", weight, "MB", "limit", 90, weight / 90, "≤ 90 MB", weight <= 90),
    ]


def _environment() -> dict[str, str]:
    """As a person's: with compiled modules kept between runs."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {"QT_QPA_PLATFORM": "offscreen", **kept}


def _seconds(source: str) -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", source], check=True, env=_environment())
    return time.perf_counter() - begun


def _idle_megabytes(data: str) -> float:
    """Proportional set size of the program and its children, after it has come to rest."""
    command = [sys.executable, "-m", "desktop", "--demo", "--data-dir", data]
    with subprocess.Popen(command, env=_environment()) as process:
        time.sleep(SETTLE)
        total = sum(_pss(pid) for pid in (process.pid, *_children(process.pid)))
        process.terminate()
    return total / 1024


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    return [int(child) for child in listed]


def _pss(pid: int) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0
