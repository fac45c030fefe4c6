"""Keys in a real Secret Service: gnome-keyring on a message bus of its own, in a fresh home for every test."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

STEPS = Path(__file__).with_name("keyring_steps.py")
KEY = "sk-or-v1-sentinel-" + "7" * 40
OTHER = "sk-or-v1-other-" + "8" * 40
UNLOCKED = "printf password | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1"
LOCKED = "gnome-keyring-daemon --start --components=secrets >/dev/null 2>&1"
FIND_KEYRING = """
until [ -n "$keyring" ]; do
    keyring=$(dbus-send --session --print-reply=literal --dest=org.freedesktop.DBus / \\
        org.freedesktop.DBus.GetConnectionUnixProcessID string:org.freedesktop.secrets | sed 's/.* //')
done
"""
LONG = 60  # seconds: a hang is a hang

needs_keyring = pytest.mark.skipif(
    not (shutil.which("dbus-run-session") and shutil.which("gnome-keyring-daemon")),
    reason="dbus-run-session or gnome-keyring-daemon is not installed",
)
needs_display = pytest.mark.skipif(
    not (shutil.which("Xvfb") and shutil.which("xdotool") and Path("/usr/libexec/gcr-prompter").exists()),
    reason="Xvfb, xdotool or gcr-prompter is not installed",
)


@dataclass
class Home:
    """A user's home, with a keyring of its own from the first unlocked session on."""

    folder: Path

    def session(self, start, *steps, end=":", display=""):
        """What the steps bring in a session of its own, between two pieces of shell."""
        wake = "dbus-update-activation-environment DISPLAY" if display else ":"
        script = f"{wake}\n{start}\n{sys.executable} {STEPS} {' '.join(steps)}\ncode=$?\n{end}\nexit $code"
        command = ["dbus-run-session", "--", "/bin/sh", "-c", script]
        return self.run(command, **({"DISPLAY": display} if display else {}))

    def run(self, command, **environment):
        runtime = self.folder / "run"
        runtime.mkdir(mode=0o700, exist_ok=True)
        environment |= {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "XDG_RUNTIME_DIR": str(runtime),
            "QT_QPA_PLATFORM": "offscreen",
        }
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        with subprocess.Popen(command, env=environment, start_new_session=True, **pipes) as session:
            try:
                out, err = session.communicate(timeout=LONG)
            finally:
                end_group(session.pid)
        assert session.returncode == 0, err
        return [json.loads(line) for line in out.splitlines() if line.startswith("{")]


def end_group(leader):
    """A session leaves its message bus and its keyring behind when it is cut short."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(leader, signal.SIGKILL)


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path)


@pytest.fixture
def display():
    """An X server without anything on it."""
    read, write = os.pipe()
    command = [shutil.which("Xvfb"), "-displayfd", str(write), "-screen", "0", "800x600x24"]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as numbers:
        number = numbers.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait()


@needs_keyring
def test_a_key_is_kept_in_an_unlocked_keyring_and_found_after_a_restart(home):
    [loaded, saved] = home.session(UNLOCKED, "load", f"save {KEY}")
    assert (loaded["holding"], loaded["failure"]) == ("none", None)
    assert (saved["holding"], saved["failure"]) == ("stored", None)

    [again] = home.session(UNLOCKED, "load")

    assert (again["holding"], again["key"]) == ("stored", KEY)


@needs_keyring
def test_the_key_stands_in_no_file_of_the_home(home):
    home.session(UNLOCKED, f"save {KEY}", "load")
    files = [path for path in home.folder.rglob("*") if path.is_file()]

    assert any(path.suffix == ".keyring" for path in files)
    assert not [path for path in files if KEY.encode() in path.read_bytes()]


@needs_keyring
def test_a_new_key_replaces_the_old_one_and_a_forgotten_one_is_gone(home):
    home.session(UNLOCKED, f"save {KEY}", f"save {OTHER}")
    [loaded, forgotten, found] = home.session(UNLOCKED, "load", "forget", "get")

    assert loaded["key"] == OTHER
    assert (forgotten["holding"], forgotten["failure"]) == ("none", None)
    assert found["result"] == ""


@needs_keyring
def test_deleting_what_is_not_there_is_no_failure(home):
    [deleted] = home.session(UNLOCKED, "delete")

    assert deleted["failure"] is None


@needs_keyring
def test_the_keyring_says_its_name(home):
    [stored] = home.session(UNLOCKED, f"put {KEY}")

    assert "Secret" in stored["result"]


@needs_keyring
def test_a_locked_keyring_is_told_apart_and_keeps_its_key(home):
    home.session(UNLOCKED, f"save {KEY}")
    [loaded, saved, forgotten] = home.session(LOCKED, "load", f"save {OTHER}", "forget")

    assert [step["failure"] for step in (loaded, saved, forgotten)] == ["KeyringLocked"] * 3
    assert (loaded["holding"], saved["holding"]) == ("none", "none")
    [again] = home.session(UNLOCKED, "load")
    assert again["key"] == KEY


@needs_keyring
def test_a_wrong_password_leaves_the_keyring_locked(home):
    home.session(UNLOCKED, f"save {KEY}")
    [loaded] = home.session(UNLOCKED.replace("password", "wrong"), "load")

    assert loaded["failure"] == "KeyringLocked"


@needs_keyring
def test_a_keyring_that_was_never_set_up_is_not_touched_by_reading(home):
    """Writing makes a first collection, and here nobody can be asked for its password."""
    [loaded, forgotten, saved] = home.session(":", "load", "forget", f"save {KEY}")

    assert (loaded["failure"], forgotten["failure"]) == (None, None)
    assert saved["failure"] == "KeyringLocked"


def test_without_a_message_bus_there_is_no_keyring(home):
    [loaded, saved, forgotten] = home.run([sys.executable, str(STEPS), "load", "save", KEY, "forget"])

    assert (loaded["failure"], saved["failure"]) == ("KeyringMissing", "KeyringMissing")
    assert forgotten["holding"] == "none"


def test_a_message_bus_that_is_gone_is_no_keyring(home):
    address = f"unix:path={home.folder}/gone"
    [loaded] = home.run([sys.executable, str(STEPS), "load"], DBUS_SESSION_BUS_ADDRESS=address)

    assert loaded["failure"] == "KeyringMissing"


@pytest.mark.parametrize(
    ("backend", "loading", "saving"),
    [("fail.Keyring", "KeyringMissing", "KeyringMissing"), ("null.Keyring", None, "KeyringForgetful")],
)
def test_a_backend_that_keeps_nothing_is_found_out(home, backend, loading, saving):
    environment = {"PYTHON_KEYRING_BACKEND": f"keyring.backends.{backend}"}
    [loaded, saved] = home.run([sys.executable, str(STEPS), "load", "save", KEY], **environment)

    assert (loaded["failure"], saved["failure"]) == (loading, saving)
    assert saved["holding"] == "none"


@needs_keyring
def test_a_keyring_that_hangs_stops_neither_the_loop_nor_the_end_of_the_program(home):
    home.session(UNLOCKED, f"save {KEY}")
    [loaded] = home.session(f"{UNLOCKED}\n{FIND_KEYRING}\nkill -STOP $keyring", "load", end="kill -KILL $keyring")

    assert loaded["failure"] == "KeyringSilent"
    assert loaded["ticks"] > 50


@needs_keyring
@needs_display
def test_a_key_comes_when_the_password_window_is_answered_late(home, display):
    home.session(UNLOCKED, f"save {KEY}")
    typing = f"""
    (
        until window=$(xdotool search --name 'Unlock Login Keyring'); do sleep 0.1; done
        sleep 4
        xdotool windowfocus $window type --delay 30 password
        xdotool key Return
    ) >/dev/null 2>&1 &
    {LOCKED}
    """
    [loaded, arrived] = home.session(typing, "load", "await", display=display)

    assert loaded["failure"] == "KeyringSilent"
    assert loaded["ticks"] > 50
    assert (arrived["holding"], arrived["key"], arrived["failure"]) == ("stored", KEY, None)


@needs_keyring
@needs_display
def test_an_open_password_window_does_not_keep_the_program_from_ending(home, display):
    home.session(UNLOCKED, f"save {KEY}")
    [loaded] = home.session(LOCKED, "load", display=display)

    assert loaded["failure"] == "KeyringSilent"
