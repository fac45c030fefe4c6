"""A file of the conversations that cannot be opened: what is said, what is offered, and what the next start finds."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desktop.ui.notices import Notice
from tests.journeys.driver import running

ROOT = Path(__file__).parents[2]
FRESH = "Open a fresh one beside it"


def newer(store):
    with closing(sqlite3.connect(store)) as connection:
        connection.execute("PRAGMA user_version = 999")


def notices(parley):
    return [notice for notice in parley.window.findChildren(Notice) if notice.isVisible()]


def said(parley):
    return " ".join(notice.accessibleName() for notice in notices(parley))


def buttons(parley):
    return [b.text() for notice in notices(parley) for b in notice.findChildren(QPushButton) if b.isVisible()]


async def offered(parley, words):
    await parley.until(lambda: words in buttons(parley), f"{words} is offered")


async def written(data, text):
    """Leave a draft, which is what a start shows again."""
    async with running(data, "--demo") as parley:
        parley.type("composer", text)


async def is_back(parley, text):
    await parley.until(lambda: parley.window.chat.composer.text() == text, f"{text} is back")


@pytest.mark.parametrize(
    ("harm", "why"),
    [
        (lambda store: store.write_bytes(b"garbage" * 1000), "damaged"),
        (lambda store: store.write_bytes(store.read_bytes()[:-100]), "damaged"),
        (lambda store: store.write_bytes(b""), "damaged"),
        (newer, "newer"),
    ],
    ids=["garbage", "cut", "empty", "newer"],
)
async def test_a_fresh_file_is_remembered_and_the_other_stays_as_it_is(tmp_path, harm, why, expected_logs):
    store = tmp_path / "data" / "parley.sqlite3"
    expected_logs.append("parley.sqlite3 cannot be opened")

    await written(tmp_path, "old")
    harm(store)
    harmed = store.read_bytes()
    async with running(tmp_path, "--demo", wait=False) as parley:
        await offered(parley, FRESH)
        assert why in said(parley)
        parley.press(FRESH)
        await parley.ready()
        assert "parley-2.sqlite3" in said(parley)
        parley.type("composer", "new")
    async with running(tmp_path, "--demo") as parley:
        await is_back(parley, "new")
        assert "parley-2.sqlite3" in said(parley)
        assert FRESH not in buttons(parley)
    assert harmed == store.read_bytes()


async def test_where_no_folder_can_be_used_the_window_says_so(tmp_path, monkeypatch):
    (tmp_path / "no folder").touch()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    async with running(tmp_path / "no folder" / "data", "--demo") as parley:
        assert "cannot be used" in said(parley)
        parley.type("composer", "here all the same")


async def test_a_list_is_added_to_the_file_that_is_in_use(tmp_path, expected_logs):
    expected_logs.append("cannot be opened")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "parley.sqlite3").write_bytes(b"garbage")
    (tmp_path / "list.json").write_text(json.dumps([{"id": "a"}]))

    async with running(tmp_path, "--demo", wait=False) as parley:
        await offered(parley, FRESH)
        parley.press(FRESH)
        await parley.ready()
        command = [sys.executable, "-m", "desktop", "--import-catalog", str(tmp_path / "list.json")]
        command += ["--date", "2026-08-22", "--data-dir", str(tmp_path)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: ASYNC221
        assert (0, "") == (done.returncode, done.stderr)
    with closing(sqlite3.connect(tmp_path / "data" / "parley-2.sqlite3")) as connection:
        assert [(1,)] == connection.execute("SELECT count(*) FROM catalogs").fetchall()


async def test_the_usual_file_is_taken_up_again_once_it_can_be_opened(tmp_path, expected_logs):
    expected_logs.append("cannot be opened")
    store = tmp_path / "data" / "parley.sqlite3"
    again = "Try parley.sqlite3 again"

    await written(tmp_path, "old")
    whole = store.read_bytes()
    store.write_bytes(whole[:-1])
    async with running(tmp_path, "--demo", wait=False) as parley:
        await offered(parley, FRESH)
        parley.press(FRESH)
        await offered(parley, again)
        parley.press(again)
        await parley.until(lambda: "damaged" in said(parley), "it is still damaged")
        store.write_bytes(whole)
    async with running(tmp_path, "--demo") as parley:
        await offered(parley, again)
        parley.press(again)
        await parley.until(lambda: "next start" in said(parley), "it can be opened")
    async with running(tmp_path, "--demo") as parley:
        await parley.until(lambda: parley.workspace.library.summaries, "the list is read")
        await parley.workspace.open(parley.workspace.library.summaries[0].id)
        await is_back(parley, "old")


async def test_return_says_why_nothing_is_sent_while_the_file_cannot_be_opened(tmp_path, expected_logs):
    expected_logs.append("cannot be opened")
    await written(tmp_path, "old")
    store = tmp_path / "data" / "parley.sqlite3"
    whole = store.read_bytes()
    store.write_bytes(b"garbage")
    async with running(tmp_path, "--demo", wait=False) as parley:
        await offered(parley, FRESH)
        parley.ask("Why?")
        assert "Not sent" in said(parley)
        assert {FRESH, "Try again"} <= set(buttons(parley))
        assert "Why?" == parley.window.chat.composer.text()
        store.write_bytes(whole)
        parley.press("Try again")
        await parley.ready()
        assert "Not sent" not in said(parley)
        parley.key("composer", Qt.Key.Key_Return)
        await parley.answered()
        assert "Not sent" not in said(parley)
        assert "Why?" in parley.texts()[0]


async def left_with_rows_that_no_parley_writes(data, where="1"):
    async with running(data, "--demo") as parley:
        parley.ask("Why?")
        await parley.answered()
    with closing(sqlite3.connect(data / "data" / "parley.sqlite3")) as connection, connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_schema SET sql = replace(sql, ') STRICT', ')') WHERE name = 'messages'")
        connection.execute("PRAGMA writable_schema = RESET")
        connection.execute(f"UPDATE messages SET text = x'00' WHERE {where}")  # noqa: S608 - ours


async def test_the_start_after_one_that_came_to_nothing_begins_with_a_new_chat(tmp_path, expected_logs):
    expected_logs.append("unexpected")
    await left_with_rows_that_no_parley_writes(tmp_path, "role = 'assistant'")
    async with running(tmp_path, "--demo", wait=False) as parley:
        await offered(parley, FRESH)
    async with running(tmp_path, "--demo") as parley:
        assert FRESH not in buttons(parley)
        parley.ask("Why not?")
        await parley.answered()
        assert "Why not?" == parley.texts()[0]


async def test_what_nobody_expected_of_a_file_is_told_and_a_fresh_one_is_left(tmp_path, expected_logs):
    expected_logs.append("unexpected")
    await left_with_rows_that_no_parley_writes(tmp_path)
    async with running(tmp_path, "--demo", wait=False) as parley:
        await offered(parley, FRESH)
        assert {FRESH, "Quit"} == set(buttons(parley))
        assert "inside Parley (TypeError)" in said(parley)
        parley.ask("Why?")
        assert "Not sent" in said(parley)
        parley.press(FRESH)
        await parley.until(lambda: "next start" in said(parley), "it is made")
        parley.press("Quit")
    async with running(tmp_path, "--demo") as parley:
        assert "parley-2.sqlite3" in said(parley)
        parley.ask("Why not?")
        await parley.answered()
        assert "Why not?" == parley.texts()[0]
