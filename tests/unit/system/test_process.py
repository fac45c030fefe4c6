"""Hardening changes the process for good: each test asks one of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


def hardened(code, **environment):
    start = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\nfrom desktop.system import process\n"
        "key = process.harden(); process.forbid_dumping()\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", start + "import json, os, resource, subprocess\n" + code],
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(ran.stdout)


def test_the_key_is_handed_over_and_leaves_the_environment():
    code = """
child = subprocess.run(["/usr/bin/env"], capture_output=True, text=True).stdout
print(json.dumps([key, os.environ.get("OPENROUTER_API_KEY"), child]))
"""
    key, left, child = hardened(code, OPENROUTER_API_KEY="sk-sentinel", OTHER="stays")

    assert (key, left) == ("sk-sentinel", None)
    assert "sk-sentinel" not in child
    assert "OTHER=stays" in child


def test_without_a_key_there_is_an_empty_one():
    assert hardened("print(json.dumps(key))") == ""


def test_new_files_are_private_and_no_core_is_written(tmp_path):
    code = f"""
open({str(tmp_path / "file")!r}, "w").close()
print(json.dumps(resource.getrlimit(resource.RLIMIT_CORE)))
"""
    assert hardened(code) == [0, 0]
    assert (tmp_path / "file").stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(sys.platform != "linux", reason="prctl is Linux's own")
def test_no_other_program_of_the_user_may_look_into_the_process():
    """The kernel gives what belongs to such a process to root (prctl(2), PR_SET_DUMPABLE)."""
    code = """
import ctypes
print(json.dumps(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)))
"""
    assert hardened(code) == 0


def test_programs_can_still_be_started():
    assert hardened("print(json.dumps(subprocess.run(['/bin/true']).returncode))") == 0
