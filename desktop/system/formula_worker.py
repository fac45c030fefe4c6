"""The process in which formulas are laid out, started as `python -m desktop.system.formula_worker`.

What a model wrote may take any time and memory; and laying out is Python at work, which would hold up the window.
A line of JSON comes in for each formula, its source, and one goes out: the drawing, or null.
"""

from __future__ import annotations

import json
import resource
import sys

from desktop.system.typeset import typeset

MEMORY = 1 << 30  # bytes of address space


def main() -> None:
    """Serve until the program closes the pipe or goes away."""
    typeset(r"$\alpha$")  # everything that is read from files is read now
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    for line in sys.stdin.buffer:
        sys.stdout.buffer.write(json.dumps(typeset(json.loads(line))).encode() + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
