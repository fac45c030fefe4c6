"""Formulas in a process of their own: whatever becomes of it, every formula gets an answer."""

from __future__ import annotations

import sys
import time

import pytest

from desktop.system.press import Press
from desktop.system.typeset import Drawing

ECHO = "import sys\nfor line in sys.stdin:\n    print('[\"%s\", 1, 2, 3]' % line.strip()[1:-1], flush=True)"
DYING = "import sys\nline = sys.stdin.readline()"
SILENT = "import sys\nfor line in sys.stdin: pass"


def wait_for(press, count):
    found = []
    until = time.monotonic() + 20
    while len(found) < count and time.monotonic() < until:
        if press.done:
            found.append(press.done.popleft())
        else:
            time.sleep(0.01)
    return found


def ended(press):
    until = time.monotonic() + 20
    while press._running and time.monotonic() < until:
        time.sleep(0.01)
    return not press._running


def test_formulas_become_drawings():
    press = Press(idle=0.05)
    press.ask("$x$")
    press.ask(r"$\ce{H2O}$")
    found = dict(wait_for(press, 2))

    assert isinstance(found["$x$"], Drawing)
    assert found["$x$"].svg.startswith("<svg")
    assert found[r"$\ce{H2O}$"] is None
    assert ended(press)
    assert not press.busy


def test_after_a_rest_it_goes_on():
    press = Press(idle=0.01, command=(sys.executable, "-c", ECHO))
    press.ask("a")

    assert wait_for(press, 1) == [("a", Drawing("a", 1, 2, 3))]
    assert ended(press)

    press.ask("b")

    assert wait_for(press, 1) == [("b", Drawing("b", 1, 2, 3))]
    assert ended(press)


@pytest.mark.parametrize("program", [DYING, SILENT])
def test_a_process_that_dies_or_hangs_is_replaced(program):
    press = Press(patience=0.3, idle=0.01, command=(sys.executable, "-c", program))
    press.ask("a")
    press.ask("b")

    assert sorted(wait_for(press, 2)) == [("a", None), ("b", None)]
    assert ended(press)


def test_of_very_many_the_last_ones_are_laid_out():
    press = Press(idle=0.01, command=(sys.executable, "-c", ECHO))
    for number in range(3_000):
        press.ask(f"{number}")
    until = time.monotonic() + 20
    while press.busy and time.monotonic() < until:
        time.sleep(0.01)
    sources = [source for source, _ in press.done]

    assert len(sources) < 3_000
    assert "2999" in sources
    assert ended(press)
