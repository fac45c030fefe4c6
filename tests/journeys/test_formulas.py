"""The process that lays formulas out ends with the program, in whatever way that ends."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.journeys.driver import running
from tests.waiting import wait_until

ROOT = Path(__file__).parents[2]
AT_WORK = """
from desktop.system.process import end_with_parent
end_with_parent()
input()
print("null", flush=True)
while True: pass
"""
PROGRAM = """
import sys, threading
sys.path.insert(0, {root!r})
from desktop.system.press import Press
done = threading.Event()
press = Press(done.set{more})
press.ask("$x$")
done.wait()
press.ask("$y$")
print(press._worker._process.pid, flush=True)
threading.Event().wait()
"""


def gone(pid):
    """Whether a process has ended, or waits only to be asked how."""
    try:
        return ") Z" in Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return True


async def test_no_formula_process_is_left_after_the_end(tmp_path):
    async with running(tmp_path, "--demo") as parley:
        typesetter = parley.transcript.flow.style.typesetter
        typesetter.ask("$x$")
        await parley.until(lambda: typesetter.knows(["$x$"]), "the formula is laid out")
        worker = typesetter._press._worker._process.pid
        assert not gone(worker)
    await parley.until(lambda: gone(worker), "the process ends")
    typesetter.ask("$y$")
    assert not typesetter.waiting


async def test_a_formula_between_fences_is_code_in_a_question(tmp_path):
    async with running(tmp_path, "--demo") as parley:
        parley.window.chat.composer.type_text("Why?\n\n```math\nx^2 + 1\n```")
        parley.key("composer", Qt.Key.Key_Return)
        await parley.answered()
        question = parley.transcript.flow.view(0).pieces

    assert [piece.block.code for piece in question if piece.is_code] == ["x^2 + 1"]


@pytest.mark.parametrize("more", ["", f", command=(sys.executable, '-c', {AT_WORK!r})"])
def test_no_formula_process_is_left_after_a_kill(more):
    code = PROGRAM.format(root=str(ROOT), more=more)
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as program:
        worker = int(program.stdout.readline())
        assert not gone(worker)
        program.kill()
    wait_until(lambda: gone(worker), "the process ends")


def test_the_kernel_bounds_what_a_formula_may_cost():
    command = [sys.executable, "-P", "-m", "desktop.system.formula_worker"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, cwd=ROOT, env={"PYTHONPATH": str(ROOT)}) as process:
        process.stdin.write(b'"$x$"\n')
        process.stdin.flush()
        assert process.stdout.readline().startswith(b'["<svg')
        limits = Path(f"/proc/{process.pid}/limits").read_text().splitlines()
        soft, hard = next(line for line in limits if "cpu time" in line).split()[3:5]
        assert 4 < int(soft) < 60
        assert hard == "unlimited" or int(soft) <= int(hard)
    assert process.returncode == 0
