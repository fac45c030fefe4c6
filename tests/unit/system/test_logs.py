"""Logging is set up for a whole process: each test asks one of its own."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.system import logs

ROOT = Path(__file__).parents[3]
KEY = "sk-or-v1-" + "5" * 64
PLAIN = "local-token-without-any-pattern"


class Ran:
    def __init__(self, folder, code, level="info", *, check=True):
        self.path = folder / "parley.log"
        start = (
            f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
            "import asyncio, gc, logging, os, threading\nfrom pathlib import Path\nfrom desktop.system import logs\n"
            f"logs.start(Path({str(self.path)!r}), {level!r}, secrets=({PLAIN!r}, ''))\n"
            "log = logging.getLogger('desktop.test')\n"
        )
        ran = subprocess.run([sys.executable, "-c", start + code], capture_output=True, text=True, check=check)
        self.returncode = ran.returncode
        self.stdout, self.stderr = ran.stdout, ran.stderr
        self.log = self.path.read_text("utf-8") if self.path.exists() else ""


def test_lines_have_a_time_a_level_and_a_place(tmp_path):
    ran = Ran(tmp_path, "log.info('begun'); log.debug('hidden')")

    assert ran.log.endswith(" INFO desktop.test: begun\n")
    assert "hidden" not in ran.log
    assert ran.stderr == ""


def test_warnings_are_seen_in_the_terminal_too(tmp_path):
    ran = Ran(tmp_path, "log.warning('careful')")

    assert "careful" in ran.log
    assert "careful" in ran.stderr


def test_the_level_can_be_chosen(tmp_path):
    assert "deep" in Ran(tmp_path, "log.debug('deep')", level="debug").log


def test_the_log_is_for_its_owner_alone(tmp_path):
    (tmp_path / "parley.log").touch(mode=0o666)
    Ran(tmp_path, "os.umask(0); log.info('x' * 2_000_000); log.info('y')")

    for name in ("parley.log", "parley.log.1", "crash.log"):
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o600


def test_the_log_does_not_grow_for_ever(tmp_path):
    Ran(tmp_path, "for i in range(60): log.info('%d ' + 'x' * 100_000, i)")
    sizes = [path.stat().st_size for path in tmp_path.glob("parley.log*")]

    assert len(sizes) == 2
    assert sum(sizes) < 3 * logs.SIZE
    assert " 59 xxx" in (tmp_path / "parley.log").read_text() + (tmp_path / "parley.log.1").read_text()


@pytest.mark.parametrize(
    "code",
    [
        "log.warning('key %s', KEY)",
        "log.warning('key ' + PLAIN)",
        "log.warning('headers %r', {'Authorization': 'Bearer ' + KEY})",
        "log.warning(\"header b'authorization: bearer %s'\", KEY)",
        "log.warning('url %s', 'https://x/?key=' + KEY)",
        "log.error('failed', exc_info=ValueError(KEY))",
        "raise ValueError(KEY + PLAIN)",
        "def f(key): raise RuntimeError('Illegal header value', key)\nf(KEY)",
        "threading.Thread(target=lambda: 1 / len(KEY) / 0).start()",
        "try:\n    raise ValueError(KEY)\nexcept ValueError as e:\n    raise KeyError(PLAIN) from e",
        "class A:\n    def __del__(self): raise ValueError(KEY)\na = A(); del a; gc.collect()",
    ],
)
@pytest.mark.parametrize("level", ["debug", "warning"])
def test_no_key_reaches_the_log_or_the_terminal(tmp_path, code, level):
    ran = Ran(tmp_path, f"KEY = {KEY!r}; PLAIN = {PLAIN!r}\n{code}", level, check=False)

    assert ran.log + ran.stderr
    for secret in (KEY, KEY[-20:], PLAIN):
        assert secret not in ran.log + ran.stderr + ran.stdout


def test_an_uncaught_exception_is_logged_with_its_kind_and_place_but_not_its_words(tmp_path):
    code = """
def outer():
    words = "what the person wrote"
    try:
        inner(words)
    except ValueError as error:
        raise KeyError(words) from error

def inner(words):
    raise ValueError(words)

outer()
"""
    ran = Ran(tmp_path, code, check=False)

    for text in (ran.log, ran.stderr):
        assert "KeyError\n" in text
        assert "ValueError\n" in text
        assert " outer\n" in text
        assert " inner" in text
        assert "what the person wrote" not in text


def test_exceptions_of_threads_finalizers_tasks_and_the_loop_are_logged(tmp_path):
    code = """
threading.Thread(target=lambda: [][1]).start()
class A:
    def __del__(self): raise ZeroDivisionError
a = A(); del a
async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(logs.report_from_loop)
    loop.call_soon(lambda: {}["x"])
    await asyncio.sleep(0.01)
    logs.report(OverflowError())
asyncio.run(main())
"""
    ran = Ran(tmp_path, code)

    for kind in ("IndexError", "ZeroDivisionError", "KeyError", "OverflowError"):
        assert kind in ran.log


def test_exceptions_that_point_at_each_other_are_logged_once(tmp_path):
    code = "a = ValueError(); b = KeyError(); a.__cause__ = b; b.__cause__ = a; logs.report(a)"

    assert Ran(tmp_path, code).log.count("ValueError") == 1


def test_an_interrupt_is_none_of_the_log_s_business(tmp_path):
    ran = Ran(tmp_path, "raise KeyboardInterrupt", check=False)

    assert "KeyboardInterrupt" not in ran.log


def test_a_native_crash_leaves_its_stack(tmp_path):
    Ran(tmp_path, "import ctypes; ctypes.string_at(0)", check=False)
    crash = (tmp_path / "crash.log").read_text()

    assert "Segmentation fault" in crash
    assert "string_at" in crash


def test_what_a_terminal_would_obey_is_not_logged(tmp_path):
    ran = Ran(tmp_path, r"log.warning('a\x1b]0;title\x07b\x9bc\u2028d\re\x00f')")

    assert "a\ufffd]0;title\ufffdb\ufffdc\ufffdd\ufffde\ufffdf" in ran.log
    for letter in "\x1b\x07\x9b\x00\r\u2028":
        assert letter not in ran.log + ran.stderr.replace("\r\n", "\n")


def test_lone_surrogates_do_not_break_the_log(tmp_path):
    assert "udcff" in Ran(tmp_path, r"log.warning('\udcff')").log


@pytest.mark.parametrize("state", ["/dev/null/x", "/proc"])
def test_where_no_log_can_be_written_the_program_runs_and_says_so(tmp_path, state):
    code = f"logs.start(Path({state!r}) / 'parley.log', 'info'); print('runs')"
    ran = Ran(tmp_path, code)

    assert ran.stdout == "runs\n"
    assert "no log is written" in ran.stderr


def test_a_full_disk_ends_nothing(tmp_path):
    code = """
os.dup2(os.open("/dev/full", os.O_WRONLY), logging.getLogger().handlers[-1].stream.fileno())
log.info("lost")
log.info("%d", "no number")
print("runs")
"""
    ran = Ran(tmp_path, code)

    assert ran.stdout == "runs\n"
    assert ran.stderr == ""


def test_a_link_in_the_log_s_place_is_not_followed(tmp_path):
    (tmp_path / "parley.log").symlink_to(tmp_path / "elsewhere")
    ran = Ran(tmp_path, "log.info('x')")

    assert not (tmp_path / "elsewhere").exists()
    assert "no log is written" in ran.stderr


def test_libraries_that_log_addresses_are_kept_quiet(tmp_path):
    ran = Ran(tmp_path, "logging.getLogger('httpx').info('GET https://example.org'); log.debug('x')", level="debug")

    assert "example.org" not in ran.log


def test_other_handlers_of_a_record_are_not_touched():
    record = logging.LogRecord("x", logging.ERROR, "", 1, "failed", (), (ValueError, ValueError("words"), None))
    assert "words" in logging.Formatter().format(record)

    assert "words" not in logs.Formatter(logs.FORMAT).format(record)
    assert "words" in record.exc_text


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a task-list of desk-lamps", "a task-list of desk-lamps"),
        ("sk-or-v1-0123 and sk-proj-4567", "sk-… and sk-…"),
        ("data:image/png;base64,iVBORw0KGgo= end", "data:… end"),
        ("data:image/svg+xml,%3Csvg", "data:…"),
        ("the data: all of it", "the data: all of it"),
        ("Bearer abc.def", "Bearer …"),
        ("tab\tand\nline", "tab\tand\nline"),
    ],
)
def test_what_is_blotted_out(text, cleaned):
    assert logs.cleaned(text) == cleaned


@given(st.text(), st.text())
def test_a_key_is_blotted_out_wherever_it_stands(before, after):
    assert "sk-or-v1-0123456789" not in logs.cleaned(f"{before} sk-or-v1-0123456789{after}")
