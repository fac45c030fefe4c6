"""Formulas in a process of their own: whatever becomes of it, every formula gets an answer."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest

from desktop.domain.drawing import Drawing
from desktop.system.press import Press
from tests.waiting import wait_until

ECHO = "import sys\nfor line in sys.stdin:\n    print('[\"%s\", 1, 2, 3]' % line.strip()[1:-1], flush=True)"
DYING = "import sys\nline = sys.stdin.readline()"
SILENT = "import sys\nfor line in sys.stdin: pass"
BREAKING_OFF = "import sys\nline = sys.stdin.readline()\nprint('[\"x', end='', flush=True)"
STUCK = f"{BREAKING_OFF}\nfor line in sys.stdin: pass"
LYING = "import sys\nfor line in sys.stdin: print('[1]', flush=True)"
# says who it is, but for one formula
STUMBLING = """
import os, sys
for line in sys.stdin:
    if "bad" in line:
        print('["x', end="", flush=True)
        %s
    print('["%%d", 1, 2, 3]' %% os.getpid(), flush=True)
"""


def quiet():
    """Nobody is told."""


def wait_for(press, count):
    """The answers to so many formulas."""
    found = {}

    def come():
        found.update(press.take())
        return len(found) >= count

    wait_until(come)
    return list(found.items())


def ended(press):
    return wait_until(lambda: not press._running)


def gone(pid):
    return wait_until(lambda: not Path(f"/proc/{pid}").exists())


def test_formulas_become_drawings():
    press = Press(quiet, idle=0.05)
    press.ask("$x$")
    press.ask(r"$\ce{H2O}$")
    found = dict(wait_for(press, 2))

    assert isinstance(found["$x$"], Drawing)
    assert found["$x$"].svg.startswith("<svg")
    assert found[r"$\ce{H2O}$"] is None
    assert ended(press)
    assert not press.busy


def test_after_a_rest_it_goes_on():
    press = Press(quiet, idle=0.01, command=(sys.executable, "-c", ECHO))
    press.ask("a")

    assert wait_for(press, 1) == [("a", Drawing("a", 1, 2, 3))]
    assert ended(press)

    press.ask("b")

    assert wait_for(press, 1) == [("b", Drawing("b", 1, 2, 3))]
    assert ended(press)


@pytest.mark.parametrize(
    "command",
    [
        *((sys.executable, "-c", program) for program in (DYING, SILENT, BREAKING_OFF, STUCK, LYING)),
        ("/nonexistent/program",),
    ],
)
def test_a_process_that_dies_hangs_lies_or_cannot_be_started_is_replaced(command):
    press = Press(quiet, patience=0.3, idle=0.01, command=command)
    press.ask("a")
    press.ask("b")

    assert sorted(wait_for(press, 2)) == [("a", None), ("b", None)]
    press.ask("c")
    assert wait_for(press, 1) == [("c", None)]
    assert ended(press)


@pytest.mark.parametrize("fault", ["sys.exit()", "sys.stdin.readline()"])
def test_after_a_formula_that_its_process_did_not_survive_a_fresh_one_goes_on(fault):
    press = Press(quiet, patience=4, command=(sys.executable, "-c", STUMBLING % fault))
    pids = []
    for source in ("good", "bad", "good", "fine"):
        press.ask(source)
        [(asked, drawing)] = wait_for(press, 1)
        assert asked == source
        pids.append(drawing and int(drawing.svg))
    press.close()

    assert pids[1] is None
    assert pids[0] != pids[2] == pids[3]
    assert gone(pids[0])
    assert gone(pids[3])


def test_a_formula_is_tried_again_when_its_process_was_worn_out_by_those_before():
    mortal = (
        "import sys\nfor n in range(2): print('[\"%s\", 1, 2, 3]' % sys.stdin.readline().strip()[1:-1], flush=True)"
    )
    press = Press(quiet, command=(sys.executable, "-c", mortal))
    for source in "abcdef":
        press.ask(source)

    assert dict(wait_for(press, 6)) == {source: Drawing(source, 1, 2, 3) for source in "abcdef"}
    press.close()


def test_a_formula_at_work_or_done_is_not_laid_out_again():
    told = threading.Semaphore(0)
    press = Press(told.release, idle=0.01, command=(sys.executable, "-c", ECHO))
    press.ask("a")
    wait_until(lambda: not press._wanted)
    press.ask("a")

    assert told.acquire(timeout=20)
    press.ask("a")
    assert not press._wanted
    assert ended(press)
    assert press.take() == {"a": Drawing("a", 1, 2, 3)}
    assert not told.acquire(blocking=False)


def test_what_is_done_is_told():
    told = threading.Semaphore(0)
    press = Press(told.release, idle=0.01, command=(sys.executable, "-c", ECHO))
    press.ask("a")

    assert told.acquire(timeout=20)
    assert press.take() == {"a": Drawing("a", 1, 2, 3)}
    assert not press.busy
    assert ended(press)


def test_closing_kills_a_process_at_work_and_nothing_is_told_any_more():
    told = []
    press = Press(lambda: told.append(1), command=(sys.executable, "-c", SILENT))
    press.ask("a")
    press.ask("b")
    pid = wait_until(lambda: press._worker and press._worker._process).pid
    press.close()
    press.close()
    press.ask("c")

    assert ended(press)
    assert gone(pid)
    assert not press.busy
    assert not told


def test_closing_before_anything_was_asked_for_leaves_it_at_that():
    press = Press(quiet)
    press.close()
    press.ask("a")

    assert not press.busy
    assert not press._running


def test_of_very_many_the_last_ones_are_laid_out():
    press = Press(quiet, idle=0.01, command=(sys.executable, "-c", ECHO))
    for number in range(3_000):
        press.ask(f"{number}")
    wait_until(lambda: not (press._wanted or press._at_work))
    sources = press.take()

    assert len(sources) < 3_000
    assert "2999" in sources
    assert ended(press)
