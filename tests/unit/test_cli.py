from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from desktop.cli import Options, parse
from desktop.version import __version__

ROOT = Path(__file__).parents[2]


def parley(*arguments, **environment):
    """Run the command in an environment that has no display unless one is given."""
    bare = {name: os.environ[name] for name in ("PATH", "HOME")}
    command = [sys.executable, "-m", "desktop", *arguments]
    return subprocess.run(command, cwd=ROOT, env={**bare, **environment}, capture_output=True, text=True, check=False)


def test_without_arguments_everything_is_left_to_the_program():
    assert Options() == parse([])


def test_every_option_arrives():
    given = "--base-url http://localhost:11434/v1/ --model a/b --demo --data-dir d --log-level debug one.png two.png"

    expected = Options(
        images=(Path("one.png"), Path("two.png")),
        base_url="http://localhost:11434/v1",
        model="a/b",
        demo=True,
        data_dir=Path("d"),
        log_level="DEBUG",
    )
    assert expected == parse(given.split())


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ("file:///a%20b/c%3F.png", "/a b/c?.png"),
        ("file://localhost/a.png", "/a.png"),
        ("FILE:/a%FF.png", "/a\udcff.png"),
        ("file://host/a.png", "file://host/a.png"),
        ("file:a.png", "file:a.png"),
        ("file:///a%00.png", "file:///a%00.png"),
        ("file://[/a.png", "file://[/a.png"),
        ("https:///a.png", "https:///a.png"),
        ("https:a.png", "https:a.png"),
        ("https://example.org/\udcff.png", "https://example.org/\udcff.png"),
        ("/a%20b#c?.png", "/a%20b#c?.png"),
    ],
)
def test_a_file_may_be_named_by_its_address(given, path):
    assert (Path(path),) == parse([given]).images


@pytest.mark.parametrize("address", ["https://example.org//a.png", "HTTP://127.0.0.1:8000/a.png?x=1#y"])
def test_an_address_of_the_web_stays_as_it_is(address):
    assert (Path("a.png"), address) == parse(["a.png", address]).images


def test_an_address_has_no_blanks_around_it():
    assert ("https://example.org/a.png",) == parse([" https://example.org/a.png "]).images


def test_a_model_list_comes_with_its_day():
    found = parse(["--import-catalog", "list.json", "--date", "2026-08-22"])

    assert (Path("list.json"), date(2026, 8, 22), False) == (found.import_catalog, found.date, found.force)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--base-url", "ftp://example.org"],
        ["--base-url", "http://"],
        ["--base-url", "http://[::1"],
        ["--base-url", "http://localhost:port"],
        ["--base-url", "http://localhost:0"],
        ["--base-url", "https://me@example.org"],
        ["--base-url", "http://:pw@example.org/v1"],
        ["--base-url", "http://@example.org/v1"],
        ["--base-url", "http://ex ample.org/v1"],
        ["--base-url", "http://example\n.org/v1"],
        ["--base-url", "http://example.org/v1\n"],
        ["--base-url", "http://example.org/v\u20281"],
        ["--base-url", "http://ex\\ample.org/v1"],
        ["--base-url", "http://ex%20ample.org/v1"],
        ["--base-url", "https://example.org?key=1"],
        ["--base-url"],
        ["--log-level", "loud"],
        ["--date", "22.8.2026", "--import-catalog", "list.json"],
        ["--date", "2026-W01-1", "--import-catalog", "list.json"],
        ["--date", "20260101", "--import-catalog", "list.json"],
        ["--date", "2026-1-1", "--import-catalog", "list.json"],
        ["--date", "9998-08-22", "--import-catalog", "list.json"],
        ["--date", "2026-08-22"],
        ["--import-catalog", "list.json"],
        ["--force"],
        ["--mod", "abbreviated"],
        ["-platform", "x"],
        ["--two\nlines\x1b[31m"],
        ["--" + "x" * 100_000],
        ["--\udcff"],
    ],
)
def test_a_bad_option_gets_one_plain_line(arguments, capsys):
    with pytest.raises(SystemExit) as left:
        parse(arguments)

    said = capsys.readouterr().err
    assert 2 == left.value.code
    assert said.startswith("parley: ")
    assert 1 == said.count("\n") == len(said.splitlines())
    assert said.rstrip("\n").isprintable()


def test_a_bad_option_ends_the_command_with_2():
    assert 2 == parley("--bad").returncode


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_a_question_is_answered_without_a_screen(option):
    done = parley(option)

    assert 0 == done.returncode
    assert "parley" in done.stdout
    assert not done.stderr


def test_the_version_is_the_one_of_the_package():
    assert f"parley {__version__}\n" == parley("--version").stdout


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a screen")
def test_without_a_screen_the_command_says_so():
    done = parley()

    assert 1 == done.returncode
    assert 1 == done.stderr.count("\n")
    assert "DISPLAY" in done.stderr
