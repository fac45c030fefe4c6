"""Parley, started as its command starts it, up to the moment in which the window is painted."""

from __future__ import annotations

# The command imports the module that opens the window last of all: only then there is something to interfere with.
PROGRAM = """
import os, sys, types
from desktop.cli import main

def run(options):
    del sys.modules["desktop.main"]
    import desktop.main as real
    paint = real.paint
    def paint_and_leave(app, window):
        paint(app, window)
        {then}
        sys.stdout.flush()
        os._exit(0)
    real.paint = paint_and_leave
    return real.run(options)

sys.modules["desktop.main"] = types.SimpleNamespace(run=run)
sys.argv = ["parley", "--demo", "--data-dir", {data!r}]
main()
"""


def until_painted(data: str, then: str = "") -> str:
    """A program text; `then` is one line that knows `app` and `window`, run after the first paint."""
    return PROGRAM.format(data=data, then=then)
