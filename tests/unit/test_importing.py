from __future__ import annotations

import asyncio
import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.api.model_list import MODELS_MOST, decode_bundled
from desktop.api.model_rows import rows_of
from desktop.services.connection import OPENROUTER
from desktop.services.history import compare
from desktop.store.catalogs import Catalogs
from desktop.store.database import Database
from desktop.system.paths import resource

ROOT = Path(__file__).parents[2]
LOCAL = "http://127.0.0.1:11434/v1"


def listing(*ids):
    rows = [*({"id": model_id} for model_id in ids), "no row"]
    return json.dumps({"data": rows}, separators=(",", ":")).encode()


def imported(file, data, *more, day="2026-08-22"):
    """Run the command in an environment that has no display, and in which Qt cannot be imported."""
    code = "import sys; sys.modules['PySide6'] = None; from desktop.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", code, "--import-catalog", str(file), "--date", day, "--data-dir", str(data), *more]
    temporary = data.parent / "temporary"
    temporary.mkdir(exist_ok=True)
    bare = {name: os.environ[name] for name in ("PATH", "HOME")} | {"TMPDIR": str(temporary)}
    return subprocess.run(command, cwd=ROOT, env=bare, capture_output=True, text=True, check=False)


def newest(data, connection=OPENROUTER):
    async def look():
        database = await Database.open(data / "data" / "parley.sqlite3")
        found = await Catalogs(database, rows_of, compare).newest(connection)
        count = await database.read(lambda c: c.execute("SELECT count(*) FROM catalogs").fetchone()[0])
        await database.close()
        return found, count

    return asyncio.run(look())


def test_a_list_is_added_under_its_day_without_a_screen(tmp_path):
    (tmp_path / "list.json").write_bytes(listing("a", "b"))
    done = imported(tmp_path / "list.json", tmp_path / "p")

    assert (0, "") == (done.returncode, done.stderr)
    assert "2 models of 2026-08-22 added to the history; rows left out: 1\n" == done.stdout
    assert ((listing("a", "b"), datetime(2026, 8, 22, tzinfo=UTC)), 1) == newest(tmp_path / "p")


def test_an_older_list_is_added_too_and_one_for_the_same_day_replaces_the_first(tmp_path):
    for name, day in (("new", "2026-08-22"), ("old", "2025-04-23"), ("newer", "2026-08-22")):
        (tmp_path / "list.json").write_bytes(listing(name))
        done = imported(tmp_path / "list.json", tmp_path / "p", day=day)
        assert 0 == done.returncode

    assert "in the place of" in done.stdout
    found, count = newest(tmp_path / "p")
    assert (listing("newer"), 2) == (found[0], count)


def test_a_list_of_another_endpoint_is_kept_apart(tmp_path):
    (tmp_path / "list.json").write_bytes(listing("a"))
    done = imported(tmp_path / "list.json", tmp_path / "p", "--base-url", LOCAL)

    assert 0 == done.returncode
    assert (None, 1) == newest(tmp_path / "p")
    assert newest(tmp_path / "p", LOCAL)[0][0] == listing("a")


def test_a_list_that_looks_cut_off_is_added_only_when_that_is_wanted(tmp_path):
    for ids, day in (("abcde", "2026-08-20"), ("ab", "2026-08-22")):
        (tmp_path / "list.json").write_bytes(listing(*ids))
        done = imported(tmp_path / "list.json", tmp_path / "p", day=day)

    said = "only 2 of the 5 models known of 2026-08-22; --force adds it all the same"
    assert (1, "") == (done.returncode, done.stdout)
    assert f"parley: {tmp_path / 'list.json'}: {said}\n" == done.stderr
    assert 1 == newest(tmp_path / "p")[1]

    done = imported(tmp_path / "list.json", tmp_path / "p", "--force")
    assert (0, "") == (done.returncode, done.stderr)
    assert (listing(*"ab"), 2) == (newest(tmp_path / "p")[0][0], newest(tmp_path / "p")[1])


@pytest.mark.parametrize(("more", "code"), [((), 1), (("--force",), 0), (("--base-url", LOCAL), 0)])
def test_the_first_list_of_all_is_compared_with_the_one_that_comes_with_the_program(tmp_path, more, code):
    (tmp_path / "list.json").write_bytes(listing(*"ab"))
    done = imported(tmp_path / "list.json", tmp_path / "p", *more, day="2026-11-20")

    assert code == done.returncode
    known = len(decode_bundled(resource("catalog", "models.json").read_bytes())[0])
    assert (f"only 2 of the {known} models known of 2026-11-20; --force" in done.stderr) == (code == 1)


@pytest.mark.parametrize(("ids", "code"), [("abc", 0), ("ab", 1)])
def test_a_list_in_the_place_of_another_one_has_at_least_half_of_its_models(tmp_path, ids, code):
    for now in ("abcdef", ids):
        (tmp_path / "list.json").write_bytes(listing(*now))
        done = imported(tmp_path / "list.json", tmp_path / "p")

    assert code == done.returncode


def test_a_short_list_of_a_day_before_all_others_is_added(tmp_path):
    for ids, day in (("abcde", "2026-08-20"), ("a", "2026-08-19")):
        (tmp_path / "list.json").write_bytes(listing(*ids))
        assert 0 == imported(tmp_path / "list.json", tmp_path / "p", day=day).returncode


def test_a_damaged_list_keeps_no_short_one_from_being_added(tmp_path):
    (tmp_path / "list.json").write_bytes(listing(*"abcde"))
    imported(tmp_path / "list.json", tmp_path / "p", day="2026-08-20")
    with closing(sqlite3.connect(tmp_path / "p" / "data" / "parley.sqlite3")) as store, store:
        store.execute("UPDATE catalogs SET rows = x'00'")
    (tmp_path / "list.json").write_bytes(listing("a"))

    assert 0 == imported(tmp_path / "list.json", tmp_path / "p").returncode


def test_a_list_is_not_added_where_nobody_would_find_it(tmp_path):
    (tmp_path / "list.json").write_bytes(listing("a"))
    (tmp_path / "p").write_text("no folder")
    done = imported(tmp_path / "list.json", tmp_path / "p")

    assert (1, "") == (done.returncode, done.stdout)
    assert done.stderr == f"parley: {tmp_path / 'p'}: cannot be written (there is no folder for data)\n"
    assert not list((tmp_path / "temporary").iterdir())


def test_a_pipe_is_read_to_its_end(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with subprocess.Popen(["/bin/sh", "-c", f'echo \'[{{"id":"a"}}]\' > {tmp_path / "pipe"}']):
        done = imported(tmp_path / "pipe", tmp_path / "p")

    assert 0 == done.returncode


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (None, "No such file"),
        (b"", "not a model list"),
        (b"<html>", "web page"),
        (b'{"data":{}}', "not a model list"),
        (b'{"data":[]}', "without any model"),
        (b'{"data":[{}]}', "not a model list"),
        (b" " * (MODELS_MOST + 1), "32 MB"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_is_no_list_gets_one_line_and_changes_nothing(tmp_path, content, why):
    file = tmp_path / "odd\nname.json"
    if content is not None:
        file.write_bytes(content)
    done = imported(file, tmp_path / "p")

    assert (1, "") == (done.returncode, done.stdout)
    assert why in done.stderr
    assert done.stderr.startswith("parley: ")
    assert 1 == len(done.stderr.splitlines())
    assert not (tmp_path / "p").exists()


@pytest.mark.parametrize(("damage", "why"), [(b"garbage", "damaged"), (b"", "empty")])
def test_a_store_that_cannot_be_used_gets_one_line_and_is_left_as_it_is(tmp_path, damage, why):
    (tmp_path / "list.json").write_bytes(listing("a"))
    imported(tmp_path / "list.json", tmp_path / "p")
    store = tmp_path / "p" / "data" / "parley.sqlite3"
    store.write_bytes(damage)
    done = imported(tmp_path / "list.json", tmp_path / "p")

    assert 1 == done.returncode
    assert why in done.stderr
    assert 1 == len(done.stderr.splitlines())
    assert damage == store.read_bytes()
