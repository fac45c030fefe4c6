"""A second start with the same data folder: the first window comes forward, with the pictures in a new chat."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt

from desktop.domain.attachment import Preparation
from desktop.system import instance
from desktop.system.threads import on_thread
from tests.journeys.driver import running

ROOT = Path(__file__).parents[2]


@asynccontextmanager
async def first(data, *arguments, **options):
    """The running program, holding its data folder."""
    async with running(data, "--demo", *arguments, **options) as parley:
        lock = instance.take(data / "data")
        yield parley
        lock.release()


async def started(data, *arguments, folder=ROOT):
    command = [sys.executable, "-m", "desktop", "--data-dir", str(data), *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}

    def run():
        return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)

    done = await on_thread(run, "second start")
    return done.returncode, done.stderr


def names(parley):
    return [chip.name for chip in parley.workspace.intake.attachments if chip.preparation is Preparation.READY]


@pytest.fixture
def picture(tmp_path):
    Image.new("RGB", (40, 30), "red").save(tmp_path / "red.png")
    return tmp_path / "red.png"


async def test_the_first_window_comes_forward_with_pictures_in_a_new_chat(tmp_path, picture):
    async with first(tmp_path / "p") as parley:
        parley.type("composer", "a draft")
        before = parley.chat
        parley.window.showMinimized()
        assert (0, "") == await started(tmp_path / "p", "red.png", folder=tmp_path)
        await parley.until(lambda: names(parley) == ["red.png"], "the picture is attached")
        assert parley.chat is not before
        assert not parley.window.windowState() & Qt.WindowState.WindowMinimized
        assert "" == parley.window.chat.composer.text()
        await parley.workspace.open(before.conversation.id)
        assert "a draft" == parley.window.chat.composer.text()


async def test_without_pictures_the_chat_on_view_stays_and_other_options_are_answered(tmp_path):
    async with first(tmp_path) as parley:
        before = parley.chat
        code, said = await started(tmp_path, "--base-url", "http://127.0.0.1:9/v1")
        assert 0 == code
        assert 1 == len(said.splitlines())
        assert "keeps its endpoint" in said
        assert parley.chat is before
        assert parley.workspace.connection.demo


async def test_pictures_wait_while_the_first_window_asks_something(tmp_path, picture, expected_logs):
    expected_logs.append("cannot be opened")
    store = tmp_path / "p" / "data" / "parley.sqlite3"
    store.parent.mkdir(parents=True)
    store.write_bytes(b"garbage")

    async with first(tmp_path / "p", wait=False) as parley:
        assert (0, "") == await started(tmp_path / "p", str(picture))
        parley.press("Open a fresh one beside it")
        await parley.ready()
        await parley.until(lambda: names(parley) == ["red.png"], "the picture is attached")


@pytest.mark.parametrize("running_already", [False, True])
async def test_addresses_are_taken_as_if_they_were_pasted(tmp_path, picture, running_already):
    named = ["https://example.org/a.png", str(picture), "https://example.org/page.html"]
    async with first(tmp_path / "p", *([] if running_already else named)) as parley:
        if running_already:
            assert (0, "") == await started(tmp_path / "p", *named)
        await parley.until(lambda: names(parley) == ["a.png", "red.png"], "both are attached")
        assert [chip.image.url for chip in parley.workspace.intake.attachments] == [named[0], ""]
        assert named[2] == parley.window.chat.composer.text()
