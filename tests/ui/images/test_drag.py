"""Real drags and pastes from one program to another, through a real X server and window manager."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.unit.system.pictures import corners, encoded

TOOLS = {name: shutil.which(name) or "" for name in ("Xvfb", "openbox", "xdotool")}
HERE = Path(__file__).parent
ROOT = HERE.parents[2]
LONG = 20  # seconds: a hang is a hang

pytestmark = pytest.mark.skipif(not all(TOOLS.values()), reason=f"needs {', '.join(TOOLS)} to drag between programs")


@pytest.fixture(scope="module")
def screen():
    """The environment of an X server of its own, with a window manager."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        [TOOLS["Xvfb"], "-displayfd", str(writing), "-screen", "0", "900x600x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as told:
        display = f":{told.readline().strip()}"
    environment = {
        **os.environ,
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "PYTHONPATH": str(ROOT),
        "LC_ALL": "C.UTF-8",
    }
    manager = subprocess.Popen([TOOLS["openbox"]], env=environment, stderr=subprocess.DEVNULL)
    yield environment
    for process in (manager, server):
        process.terminate()
        process.wait(LONG)


class Program:
    """A program of this folder and the lines that it says."""

    def __init__(self, screen, name, *arguments):
        self.process = subprocess.Popen(
            [sys.executable, str(HERE / name), *arguments],
            env=screen,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        os.set_blocking(self.process.stdout.fileno(), False)

    def line(self, patience=LONG):
        """The next line, or None when none comes."""
        until = time.monotonic() + patience
        while time.monotonic() < until:
            if said := self.process.stdout.readline():
                return said.strip()
            time.sleep(0.02)
        return None

    def close(self):
        self.process.terminate()
        self.process.wait(LONG)
        self.process.stdout.close()


@pytest.fixture
def drag(screen):
    """Drags to a part of the target and tells what the target heard and how the drag ended for the source."""
    programs = []

    def run(place, *what, release=True):
        target = Program(screen, "drop_window.py")
        programs.append(target)
        places = json.loads(target.line())["places"]
        source = Program(screen, "drag_source.py", *what)
        programs.append(source)
        assert "ready" == source.line()
        x, y = places[place]
        _xdotool(screen, "mousemove", 90, 130, "mousedown", 1)
        for step in range(1, 11):
            _xdotool(screen, "mousemove", 90 + (x - 90) * step // 10, 130 + (y - 130) * step // 10)
            time.sleep(0.05)
        _xdotool(screen, "mousemove", x + 2, y + 2)
        time.sleep(0.3)
        _xdotool(screen, "mouseup", 1)
        ended = source.line()
        heard = target.line(LONG if ended != "IgnoreAction" else 0.5)
        return ended, json.loads(heard) if heard else None

    yield run
    for program in programs:
        program.close()


def _xdotool(screen, *arguments):
    subprocess.run([TOOLS["xdotool"], *map(str, arguments)], env=screen, check=True, timeout=LONG)


@pytest.mark.parametrize("place", ["list", "composer", "model-search"])
def test_files_drop_anywhere_and_are_copied(drag, tmp_path, place):
    paths = [str(tmp_path / name) for name in ("a b.png", "c.jpg")]
    offers = [["a b.png", paths[0], 0, ""], ["c.jpg", paths[1], 0, ""]]

    assert ("CopyAction", {"offers": offers, "sheet": False}) == drag(place, "files", *paths)


@pytest.mark.parametrize("place", ["list", "composer"])
def test_picture_data_drops_with_its_own_bytes(drag, place):
    ended, heard = drag(place, "png")

    assert "CopyAction" == ended
    assert [["Pasted picture.png", "", len(b"\x89PNG made up"), ""]] == heard["offers"]


def test_a_bare_bitmap_drops(drag):
    _, heard = drag("composer", "bitmap")
    ((name, _, size, _),) = heard["offers"]

    assert name.startswith("Pasted picture.")
    assert size > 0


def test_a_picture_of_a_web_page_drops_as_its_address(drag):
    _, heard = drag("list", "html", "<img src='https://example.org/a/b.png'>")

    assert [["b.png", "", 0, "https://example.org/a/b.png"]] == heard["offers"]


@pytest.mark.parametrize("place", ["list", "composer", "model-search"])
def test_files_of_other_kinds_are_refused_while_they_are_dragged(drag, tmp_path, place):
    assert ("IgnoreAction", None) == drag(place, "files", str(tmp_path / "a.zip"))


def test_words_drop_into_the_editor_as_words(drag):
    ended, heard = drag("composer", "text", "some words")

    assert "IgnoreAction" != ended
    assert {"text": "some words"} == heard


def test_words_do_not_drop_on_a_list(drag):
    assert ("IgnoreAction", None) == drag("list", "text", "some words")


def _hold(screen, place, to):
    """Take what is at a place, and move it there with the button down."""
    _xdotool(screen, "mousemove", place["x"], place["y"], "mousedown", 1)
    for step in range(1, 21):
        x, y = (place[axis] + (end - place[axis]) * step // 20 for axis, end in zip("xy", to, strict=True))
        _xdotool(screen, "mousemove", x, y)
        time.sleep(0.05)


XCLIP = shutil.which("xclip") or ""


@pytest.fixture
def paste(screen):
    """Copies something in another program, pastes it into the composer, and tells what that heard."""
    programs = []

    def run(kind, data):
        target = Program(screen, "drop_window.py")
        programs.append(target)
        x, y = json.loads(target.line())["places"]["composer"]
        owner = subprocess.Popen(
            [XCLIP, "-quiet", "-selection", "clipboard", "-target", kind],
            env=screen,
            stdin=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        owner.stdin.write(data)
        owner.stdin.close()
        time.sleep(0.5)
        _xdotool(screen, "mousemove", x, y, "click", 1)
        time.sleep(0.2)
        _xdotool(screen, "key", "ctrl+v")
        heard = json.loads(target.line())
        owner.terminate()
        owner.wait(LONG)
        return heard

    yield run
    for program in programs:
        program.close()


@pytest.mark.skipif(not XCLIP, reason="needs xclip")
@pytest.mark.parametrize(
    ("kind", "data", "heard"),
    [
        ("image/png", b"\x89PNG made up", ["Pasted picture.png", "", 12, ""]),
        ("image/jpeg", b"\xff\xd8\xff made up", ["Pasted picture.jpg", "", 11, ""]),
        ("text/uri-list", b"file:///x/a%20b.png\r\n", ["a b.png", "/x/a b.png", 0, ""]),
        ("text/html", b"<img src='https://example.org/a.png'>", ["a.png", "", 0, "https://example.org/a.png"]),
        ("UTF8_STRING", b"/x/a b.png\n", ["a b.png", "/x/a b.png", 0, ""]),
        ("UTF8_STRING", b"https://example.org/a.png", ["a.png", "", 0, "https://example.org/a.png"]),
    ],
)
def test_what_another_program_copied_is_pasted(paste, kind, data, heard):
    assert paste(kind, data) == {"pasted": [heard]}


@pytest.mark.skipif(not XCLIP, reason="needs xclip")
def test_words_that_another_program_copied_are_pasted_as_words(paste):
    assert paste("UTF8_STRING", b"see /x/a.png") == {"text": "see /x/a.png"}


@pytest.fixture
def parley(screen, tmp_path):
    """The program with a picture on view, and another program to drop it on."""
    environment = screen | {"HOME": str(tmp_path / "home"), "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}
    programs = [Program(environment, "drop_anything.py"), Program(environment, "drag_out_program.py", str(tmp_path))]
    yield programs
    for program in programs:
        program.close()


def test_a_picture_drags_out_as_a_file_and_as_data_while_an_answer_goes_on(screen, parley):
    target, source = parley
    assert json.loads(target.line())["ready"]
    _hold(screen, json.loads(source.line()), (720, 200))
    while source.line(0.01):
        pass
    before = json.loads(source.line())
    time.sleep(1)  # over the other program, with the button down
    while line := source.line(0.01):
        after = json.loads(line)
    _xdotool(screen, "mousemove", 722, 202, "mouseup", 1)
    heard = json.loads(target.line())

    same = hashlib.sha256(encoded(corners((200, 100)), "PNG")).hexdigest()
    assert {"name": "cat.png", "file": same, "data": same, "action": "CopyAction"} == heard
    assert before["arrived"] < after["arrived"]
    assert before["shown"] < after["shown"]
    for _ in range(3):  # and it is not over with the drag
        last = json.loads(source.line())
    assert after["arrived"] < last["arrived"]


def test_a_picture_of_a_message_drags_back_into_the_composer_as_the_same_bytes(screen, parley):
    _, source = parley
    _hold(screen, json.loads(source.line()), (300, 500))
    time.sleep(0.3)
    _xdotool(screen, "mousemove", 302, 502, "mouseup", 1)
    deadline = time.monotonic() + LONG
    attached = []
    while not (attached and attached[0][1]) and time.monotonic() < deadline:
        attached = json.loads(source.line())["attached"]

    assert attached == [["cat.png", hashlib.sha256(encoded(corners((200, 100)), "PNG")).hexdigest()]]
