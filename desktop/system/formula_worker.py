"""The process in which formulas are laid out, started as `python -m desktop.system.formula_worker`.

What a model wrote may take any time and memory; and laying out is Python at work, which would hold up the window.
A line of JSON comes in for each formula, its source, and one goes out: the drawing, or null.
"""

from __future__ import annotations

import json
import resource
import sys

from desktop.system.process import end_with_parent
from desktop.system.typeset import typeset

MEMORY = 1 << 30  # bytes of address space
WORK = 4  # seconds of a processor for one formula: more than the program waits, should that no longer be there to kill


def main() -> None:
    """Serve until the program closes the pipe or goes away, which is noticed at work too."""
    end_with_parent()
    typeset(r"$\alpha$")  # everything that is read from files is read now
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    for line in sys.stdin.buffer:
        _bound_work()
        sys.stdout.buffer.write(json.dumps(typeset(json.loads(line))).encode() + b"\n")
        sys.stdout.buffer.flush()


def _bound_work() -> None:
    """Let the kernel end this process when the next formula keeps it busy for too long."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    wanted, most = int(used.ru_utime + used.ru_stime) + 1 + WORK, resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most))


if __name__ == "__main__":
    main()
