"""A program whose end is stuck ends all the same, and does not say that all went well."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.waiting import LONG, wait_until

ROOT = Path(__file__).parents[3]
STUCK = """
import time
from desktop import cli
from desktop.system.doorbell import Doorbell
Doorbell.close = lambda _: time.sleep(60)
cli.main()
"""


def test_an_end_that_hangs_is_cut_short_and_told(tmp_path):
    command = [sys.executable, "-c", STUCK, "--demo", "--data-dir", str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}) as program:
        wait_until((tmp_path / "data" / "parley.sqlite3").exists, "the program is built")
        program.send_signal(signal.SIGTERM)
        code = program.wait(LONG)
    logged = (tmp_path / "state" / "parley.log").read_text()

    assert code == 1
    assert "what was not stored by then is lost" in logged
