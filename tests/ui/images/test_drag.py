"""Real drags and pastes from one program to another, through a real X server and window manager."""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.system.pictures import corners, encoded
from tests.waiting import LONG, wait_until

TOOLS = {name: shutil.which(name) or "" for name in ("Xvfb", "openbox", "xdotool")}
HERE = Path(__file__).parent
ROOT = HERE.parents[2]

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
    """A program of this folder and what it says; see `telling`."""

    def __init__(self, screen, output, name, *arguments):
        self._output = output / name
        command = [sys.executable, str(HERE / name), *arguments]
        with self._output.open("wb") as file:
            self.process = subprocess.Popen(command, env=screen, stdout=file, stderr=subprocess.DEVNULL)

    def told(self, name):
        """All that it has said of something so far."""
        whole_lines = self._output.read_text().split("\n")[:-1]
        return [line[name] for line in map(json.loads, whole_lines) if name in line]

    def said(self, name):
        """The first that it says of something."""
        return wait_until(lambda: self.told(name), f"it says {name}")[0]

    def close(self):
        self.process.terminate()
        self.process.wait(LONG)


@pytest.fixture
def program(screen, tmp_path_factory):
    """Starts programs, and ends them."""
    programs = []

    def start(*what, **environment):
        programs.append(Program(screen | environment, tmp_path_factory.mktemp("said"), *what))
        return programs[-1]

    yield start
    for started in programs:
        started.close()


@pytest.fixture
def xdotool(screen):
    def run(*arguments):
        subprocess.run([TOOLS["xdotool"], *map(str, arguments)], env=screen, check=True, timeout=LONG)

    return run


@pytest.fixture
def take(xdotool):
    """Takes what is at a place, and moves it over another, until the program there was asked and has answered."""

    def run(place, to, program):
        xdotool("mousemove", *place, "mousedown", 1)
        steps = itertools.cycle((0, 1))

        def asked():
            xdotool("mousemove", to[0] + next(steps), to[1])
            return len(program.told("asked")) > 2  # the next question waits for the last answer

        wait_until(asked, "it is asked whether it may drop")

    return run


@pytest.fixture
def drag(program, take, xdotool):
    """Drags to a part of the target and tells what the target heard and how the drag ended for the source."""

    def run(place, *what):
        target = program("drop_window.py")
        places = target.said("places")
        source = program("drag_source.py", *what)
        assert source.said("ready")
        take((90, 130), places[place], target)
        xdotool("mouseup", 1)
        ended = source.said("ended")
        return ended, target.said("heard") if ended != "IgnoreAction" else target.told("heard")

    return run


@pytest.mark.parametrize("place", ["list", "composer", "model-search"])
def test_files_drop_anywhere_and_are_copied(drag, tmp_path, place):
    paths = [str(tmp_path / name) for name in ("a b.png", "c.jpg")]
    offers = [["a b.png", paths[0], 0, ""], ["c.jpg", paths[1], 0, ""]]

    assert ("CopyAction", {"offers": offers, "sheet": False}) == drag(place, "files", *paths)


@pytest.mark.parametrize("place", ["list", "composer"])
def test_picture_data_drops_with_its_own_bytes(drag, place):
    ended, heard = drag(place, "png")

    assert "CopyAction" == ended
    assert [["Dropped picture.png", "", len(b"\x89PNG made up"), ""]] == heard["offers"]


def test_a_bare_bitmap_drops(drag):
    _, heard = drag("composer", "bitmap")
    ((name, _, size, _),) = heard["offers"]

    assert name.startswith("Dropped picture.")
    assert size > 0


def test_a_picture_of_a_web_page_drops_as_its_address(drag):
    _, heard = drag("list", "html", "<img src='https://example.org/a/b.png'>")

    assert [["b.png", "", 0, "https://example.org/a/b.png"]] == heard["offers"]


@pytest.mark.parametrize("place", ["list", "composer", "model-search"])
def test_a_file_is_taken_whatever_its_name(drag, tmp_path, place):
    path = str(tmp_path / "a.zip")

    assert ("CopyAction", {"offers": [["a.zip", path, 0, ""]], "sheet": False}) == drag(place, "files", path)


def test_words_drop_into_the_editor_as_words(drag):
    ended, heard = drag("composer", "text", "some words")

    assert "IgnoreAction" != ended
    assert {"text": "some words"} == heard


def test_words_that_are_dropped_beside_the_editors_go_into_the_question(drag):
    action, heard = drag("list", "text", "some words")

    assert ("CopyAction", {"text": "some words"}) == (action, heard)


XCLIP = shutil.which("xclip") or ""


@pytest.fixture
def paste(screen, program, xdotool):
    """Copies something in another program, pastes it into the composer, and tells what that heard."""

    def offered():
        command = [XCLIP, "-selection", "clipboard", "-target", "TARGETS", "-out"]
        return subprocess.run(command, env=screen, check=False, capture_output=True, text=True).stdout.split()

    def run(kind, data):
        target = program("drop_window.py")
        x, y = target.said("places")["composer"]
        command = [XCLIP, "-quiet", "-selection", "clipboard", "-target", kind]
        with subprocess.Popen(command, env=screen, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL) as owner:
            owner.stdin.write(data)
            owner.stdin.close()
            wait_until(lambda: kind in offered(), "it is copied")
            xdotool("mousemove", x, y, "click", 1, "key", "ctrl+v")
            heard = target.said("heard")
            owner.terminate()
        return heard

    return run


@pytest.mark.skipif(not XCLIP, reason="needs xclip")
@pytest.mark.parametrize(
    ("kind", "data", "heard"),
    [
        ("image/png", b"\x89PNG made up", ["Pasted picture.png", "", 12, ""]),
        ("image/jpeg", b"\xff\xd8\xff made up", ["Pasted picture.jpg", "", 11, ""]),
        ("text/uri-list", b"file:///x/a%20b.png\r\n", ["a b.png", "/x/a b.png", 0, ""]),
        ("text/html", b"<img src='https://example.org/a.png'>", ["a.png", "", 0, "https://example.org/a.png"]),
        ("UTF8_STRING", b"https://example.org/a.png", ["a.png", "", 0, "https://example.org/a.png"]),
    ],
)
def test_what_another_program_copied_is_pasted(paste, kind, data, heard):
    assert paste(kind, data) == {"pasted": [heard]}


@pytest.mark.skipif(not XCLIP, reason="needs xclip")
def test_a_path_that_another_program_copied_is_text_until_it_is_known_to_lead_somewhere(paste):
    assert paste("UTF8_STRING", b"/x/a b.png\n") == {"text": "/x/a b.png\n"}


@pytest.mark.skipif(not XCLIP, reason="needs xclip")
def test_words_that_another_program_copied_are_pasted_as_words(paste):
    assert paste("UTF8_STRING", b"see /x/a.png") == {"text": "see /x/a.png"}


@pytest.fixture
def parley(program, tmp_path):
    """The program with a picture on view."""
    home, keyring = str(tmp_path / "home"), "keyring.backends.null.Keyring"
    return program("drag_out_program.py", str(tmp_path), HOME=home, PYTHON_KEYRING_BACKEND=keyring)


def wait_for_more(parley):
    """Wait until more of the answer has arrived and is shown."""
    now = parley.told("now")[-1] if parley.told("now") else {"arrived": 0, "shown": 0}
    parts = ("arrived", "shown")
    wait_until(lambda: all(parley.told("now")[-1][part] > now[part] for part in parts), "the answer goes on")


def test_a_picture_drags_out_as_a_file_and_as_data_while_an_answer_goes_on(program, take, xdotool, parley):
    target = program("drop_anything.py")
    assert target.said("ready")
    take(parley.said("place"), (720, 200), target)
    wait_for_more(parley)
    xdotool("mouseup", 1)
    heard = target.said("got")

    same = hashlib.sha256(encoded(corners((200, 100)), "PNG")).hexdigest()
    assert {"name": "cat.png", "file": same, "data": same, "action": "CopyAction"} == heard
    wait_for_more(parley)


def test_a_picture_of_a_message_drags_back_into_the_composer_as_the_same_bytes(take, xdotool, parley):
    take(parley.said("place"), (300, 500), parley)
    xdotool("mouseup", 1)
    attached = wait_until(lambda: [blob for _, blob in parley.told("now")[-1]["attached"] if blob], "it is attached")

    assert attached == [hashlib.sha256(encoded(corners((200, 100)), "PNG")).hexdigest()]
