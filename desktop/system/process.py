"""What the process does about itself before anything else."""

from __future__ import annotations

import os
import resource
import signal
import sys

KEY_VARIABLE = "OPENROUTER_API_KEY"
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE = 1, 4  # <linux/prctl.h>


def harden() -> str:
    """Keep files and memory private; the key from the environment, which no program started later inherits.

    No core file is written, and new files are for their owner alone; see `forbid_dumping` for the rest.
    """
    os.umask(0o077)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return os.environ.pop(KEY_VARIABLE, "")


def forbid_dumping() -> None:
    """Close `/proc/PID` of this process to other programs of the same user: no core file, no debugger.

    Desktop portals refuse whom they cannot look at there, unless they have answered the same connection to the
    message bus before (xdg-desktop-portal 1.16, "Unable to open /proc/PID/root"). Accessibility is not affected.
    """
    _prctl(_PR_SET_DUMPABLE, 0)


def end_with_parent() -> None:
    """Have this process killed when the thread that started it ends, however that comes about."""
    _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _prctl(option: int, value: int) -> None:
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415 - only where it is used

        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)
