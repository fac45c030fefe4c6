"""A process that does for the program what may break, hang or swell, and that can be killed."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

if TYPE_CHECKING:
    from collections.abc import Sequence

_PACKAGE_FOLDER = Path(__file__).parents[2]
_PASSED_ON = ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH")  # of the environment: no keys, no addresses, no proxies


def command_for(module: str) -> tuple[str, ...]:
    """What starts a module of this package as a worker."""
    return sys.executable, "-P", "-m", module


class Worker:
    """One process. `pipes` and `bury` block and run on threads; `kill` may come at any moment.

    Attributes:
        command: What it was started with.
        killed: Whether `kill` has been called.
    """

    def __init__(self, command: Sequence[str]) -> None:
        self.killed = False
        self.command = command
        self._process: subprocess.Popen[bytes] | None = None

    def pipes(self) -> tuple[BinaryIO, BinaryIO]:
        """Where requests go to and answers come from. Starts the process the first time; raises `OSError`."""
        process = self._process or self._start()
        return cast("BinaryIO", process.stdin), cast("BinaryIO", process.stdout)

    def died(self) -> bool:
        return self._process is not None and self._process.poll() is not None

    def kill(self) -> None:
        self.killed = True
        if self._process is not None:
            self._process.kill()

    def bury(self) -> None:
        """Wait for the end of a killed process, and let go of its pipes."""
        if self._process is not None:
            with contextlib.suppress(BrokenPipeError), self._process:
                pass

    def _start(self) -> subprocess.Popen[bytes]:
        self._process = subprocess.Popen(
            self.command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # what is worth knowing is in the answers
            cwd="/",
            env={name: os.environ[name] for name in _PASSED_ON if name in os.environ}
            | {"PYTHONPATH": str(_PACKAGE_FOLDER)},
            start_new_session=True,  # Ctrl+C in a terminal is for the program, which then ends the worker
        )
        if self.killed:  # and perhaps buried, while there was nothing to bury
            self._process.kill()
            self.bury()
        return self._process
