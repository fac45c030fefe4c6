from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from desktop.system.threads import on_thread
from tests.waiting import until

ROOT = Path(__file__).parents[3]


async def test_a_blocking_call_runs_elsewhere_and_its_result_comes_back():
    ran = await on_thread(threading.current_thread, "pictures")

    assert ran.name == "pictures"
    assert ran.daemon


async def test_an_exception_comes_back():
    def broken():
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        await on_thread(broken, "files")


async def test_a_cancelled_call_is_forgotten_whatever_it_brings():
    go = threading.Event()
    outcomes = [on_thread(go.wait, "files"), on_thread(lambda: go.wait() and 1 / 0, "files")]
    for outcome in outcomes:
        outcome.cancel()
    go.set()
    await until(lambda: not [thread for thread in threading.enumerate() if thread.name == "files"])
    await asyncio.sleep(0)  # the loop takes what the threads have told it

    assert all(outcome.cancelled() for outcome in outcomes)


def test_no_thread_wakes_the_loop_once_the_program_is_ending():
    """The interpreter ends daemon threads wherever they are; inside Qt that takes the process down."""
    code = f"""
import asyncio, atexit, sys, threading, time
sys.path.insert(0, {str(ROOT)!r})
woken = []
go, went = threading.Event(), threading.Event()

@atexit.register
def look():
    go.set()
    went.wait(10)
    time.sleep(0.05)
    print(len(woken))

from desktop.system.threads import on_thread

class Loop(asyncio.SelectorEventLoop):
    def call_soon_threadsafe(self, *args, **options):
        woken.append(args)
        return super().call_soon_threadsafe(*args, **options)

def work():
    go.wait(10)
    went.set()

async def main():
    await on_thread(lambda: None, "early")
    on_thread(work, "late")

loop = Loop()
loop.run_until_complete(main())
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert ran.stdout == "1\n"
