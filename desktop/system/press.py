"""Formulas on their way to a process that lays them out, and back."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import threading
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING, cast

from desktop.system.typeset import Drawing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import BinaryIO

LINE = 1_000  # formulas that wait; the ones asked for first are given up, they are out of sight by then
PATIENCE = 3.0  # seconds for one formula
IDLE = 20.0  # seconds after which the process is let go
_COMMAND = (sys.executable, "-P", "-m", "desktop.system.formula_worker")
_PACKAGE_FOLDER = Path(__file__).parents[2]
_PASSED_ON = ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH")  # of the environment: no keys, no addresses, no proxies


class Press:
    """One process, started for the first formula and replaced when it fails; the formula asked for last comes first.

    Args:
        patience: Seconds for one formula.
        idle: Seconds without any after which the process ends.
        command: What is started, speaking as `desktop.system.formula_worker` does.

    Attributes:
        done: Sources with their drawings, None for what cannot be read; to be taken out from the left.
        busy: Whether more is to come.
    """

    def __init__(self, patience: float = PATIENCE, idle: float = IDLE, command: Sequence[str] = _COMMAND) -> None:
        self.done: deque[tuple[str, Drawing | None]] = deque()
        self.busy = False
        self._patience = patience
        self._idle = idle
        self._command = command
        self._wanted: dict[str, None] = {}
        self._change = threading.Condition()
        self._running = False
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, source: str) -> None:
        """Have a formula laid out. Returns at once."""
        with self._change:
            self._wanted.pop(source, None)
            self._wanted[source] = None
            if len(self._wanted) > LINE:
                del self._wanted[next(iter(self._wanted))]
            self.busy = True
            self._change.notify()
            if not self._running:
                self._running = True
                threading.Thread(target=self._work, name="formulas", daemon=True).start()

    def _work(self) -> None:
        while source := self._next():
            self.done.append((source, self._laid_out(source)))
        self._end()

    def _next(self) -> str:
        """The next formula; "" when there has been none for a while."""
        with self._change:
            if not self._wanted:
                self.busy = False
                self._change.wait_for(lambda: self._wanted, self._idle)
            if self._wanted:
                return self._wanted.popitem()[0]
            self._running = False
            return ""

    def _laid_out(self, source: str) -> Drawing | None:
        process = self._process or self._start()
        requests, answers = cast("BinaryIO", process.stdin), cast("BinaryIO", process.stdout)
        try:
            requests.write(json.dumps(source).encode() + b"\n")
            requests.flush()
            ready = select.select([answers], [], [], self._patience)[0]
            answer = answers.readline() if ready else b""
        except OSError:
            answer = b""
        if not answer:
            process.kill()
            self._end()
        found = json.loads(answer or b"null")
        return Drawing(*found) if found else None

    def _start(self) -> subprocess.Popen[bytes]:
        self._process = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env={name: os.environ[name] for name in _PASSED_ON if name in os.environ}
            | {"PYTHONPATH": str(_PACKAGE_FOLDER)},
            start_new_session=True,  # Ctrl+C in a terminal is for the program, with which the worker ends
        )
        return self._process

    def _end(self) -> None:
        """Let go of the process, which ends when nothing more can come."""
        process, self._process = self._process, None
        if process is not None:
            process.communicate()
