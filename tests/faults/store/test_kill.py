from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from desktop.domain.message import Message, State
from desktop.store import schema
from desktop.store.blobs import Blobs
from desktop.store.conversations import Conversations
from tests.faults.store import drawer, writer
from tests.unit.store.stores import answer, conversation, opened, question
from tests.unit.system.pictures import decoded
from tests.waiting import wait_until

KILLS = int(os.environ.get("PARLEY_KILLS", "15"))
ROOT = Path(__file__).parents[3]


def killed(path: Path, work: str, seconds: float) -> list[list[object]]:
    """What a process that was killed some time after its first word had acknowledged."""
    command = [sys.executable, "-m", "tests.faults.store.writer", str(path), work]
    output = path.with_name("told")  # a pipe would fill up and stop the writer
    with output.open("wb") as file, subprocess.Popen(command, cwd=ROOT, stdout=file) as process:
        wait_until(lambda: process.poll() is not None or output.stat().st_size, "it says a first word")
        time.sleep(seconds)
        process.kill()
    assert process.returncode == -signal.SIGKILL
    whole_lines = output.read_text().split("\n")[:-1]
    return [json.loads(line) for line in whole_lines]


def killed_after(path: Path, changes: int) -> None:
    """Kill a process once it has told of so many deletions and undos; it waits for that."""
    command = [sys.executable, "-m", "tests.faults.store.writer", str(path), "delete", str(changes)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        for _ in range(changes):
            process.stdout.readline()
        process.kill()


def killed_while_drawing(path: Path) -> None:
    """Kill a process as soon as it has stored the text that came behind a picture."""
    command = [sys.executable, "-m", "tests.faults.store.drawer", str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"stored\n"
        process.kill()
    assert process.returncode == -signal.SIGKILL


def facts(told: list[list[object]], kind: str) -> list[list[object]]:
    return [fact[1:] for fact in told if fact[0] == kind]


@pytest.mark.parametrize("seed", range(KILLS))
async def test_nothing_that_was_acknowledged_is_lost_when_the_process_is_killed(tmp_path: Path, seed: int) -> None:
    told = killed(tmp_path / "parley.sqlite3", "chat", random.Random(seed).uniform(0, 0.5))  # noqa: S311
    async with opened(tmp_path / "parley.sqlite3") as database:
        conversations = Conversations(database)
        cut_off = await conversations.interrupted()
        messages: dict[str, Message] = {}
        for summary in await conversations.summaries():
            found = await conversations.load(summary.id)
            assert found is not None
            messages |= found.messages
        drafts = [(await conversations.draft(str(name))).text for (name,) in facts(told, "draft")]
        check = await database.read(lambda connection: connection.execute("PRAGMA integrity_check").fetchone())

    assert ("ok",) == check
    assert {str(id_) for _, *ids in facts(told, "added") for id_ in ids} <= set(messages)
    assert [f"question {number}" for number in range(len(drafts))] == drafts
    assert {State.COMPLETE} == {messages[str(id_)].state for (id_,) in facts(told, "finished")} | {State.COMPLETE}
    assert [State.CUT_OFF] * len(cut_off) == [messages[id_].state for id_ in cut_off]
    assert len(cut_off) <= 1
    for id_, piece in facts(told, "piece"):
        words = messages[str(id_)].text.split()
        assert [str(number) for number in range(len(words))] == words
        assert isinstance(piece, int)
        assert piece < len(words)


@pytest.mark.parametrize("seed", range(KILLS))
async def test_a_deletion_and_its_undo_are_whole_when_the_process_is_killed(tmp_path: Path, seed: int) -> None:
    told = killed(tmp_path / "parley.sqlite3", "delete", random.Random(seed).uniform(0, 0.1))  # noqa: S311
    async with opened(tmp_path / "parley.sqlite3") as database:
        found = await Conversations(database).load("c")
        rows = await database.read(lambda connection: connection.execute("SELECT count(*) FROM messages").fetchone())

    assert found is not None
    seen = [message.text for message in found.branch()]
    assert seen in (["question"], ["question", "answer", "more"])  # the change after the last told one may be there
    assert list(found.messages) == found.branch_ids()
    assert (3,) == rows
    assert told


@pytest.mark.parametrize(("changes", "left"), [(2, ["question"]), (3, ["question", "answer", "more"])])
async def test_a_deletion_holds_and_so_does_its_undo(tmp_path: Path, changes: int, left: list[str]) -> None:
    path = tmp_path / "parley.sqlite3"
    killed_after(path, changes)
    async with opened(path) as database:
        found = await Conversations(database).load("c")

    assert found is not None
    assert left == [message.text for message in found.branch()]


@pytest.mark.parametrize("seed", range(5))
async def test_a_store_survives_being_killed_while_it_is_brought_up_to_date(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "parley.sqlite3"
    async with opened(path) as database:
        await Conversations(database).begin(conversation(), *(question("x" * 3000) for _ in range(50)))
    killed(path, "migrate", random.Random(seed).uniform(0, 0.15))  # noqa: S311
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, writer.STEP))
    async with opened(path) as database:
        found = await Conversations(database).load("c")
        rows = await database.read(lambda connection: connection.execute("SELECT count(*) FROM step").fetchone())

    assert found is not None
    assert len(found.messages) == 50
    assert (400_000,) == rows


async def test_a_log_cut_anywhere_leaves_everything_up_to_the_cut(tmp_path: Path) -> None:
    """As after a power cut: the log's tail never reached the disk."""
    path = tmp_path / "live" / "parley.sqlite3"
    async with opened(path) as database:
        conversations = Conversations(database)
        await conversations.create(conversation())
        asked = question()
        streaming = answer(asked.id)
        await conversations.begin(conversation(), asked, streaming)
        await conversations.create(conversation("settled"))
        await database.truncate_log()
        for number in range(20):
            await conversations.append(streaming.id, f"{number} ", "")
        shutil.copytree(path.parent, tmp_path / "copy")

    log = (tmp_path / "copy" / "parley.sqlite3-wal").read_bytes()
    lengths = []
    for size in range(0, len(log), 4096):
        folder = tmp_path / f"cut{size}"
        shutil.copytree(tmp_path / "copy", folder)
        (folder / "parley.sqlite3-shm").unlink()
        (folder / "parley.sqlite3-wal").write_bytes(log[:size])
        async with opened(folder / "parley.sqlite3") as database:
            found = await Conversations(database).load("c")
            assert found is not None
            words = found.messages[streaming.id].text.split()
            assert [str(number) for number in range(len(words))] == words
            lengths.append(len(words))

    assert sorted(lengths) == lengths
    assert lengths[0] == 0
    assert lengths[-1] >= 15


async def test_no_picture_is_lost_that_came_before_a_text_that_is_not(tmp_path: Path) -> None:
    path = tmp_path / "parley.sqlite3"
    killed_while_drawing(path)
    async with opened(path) as database:
        await Conversations(database).interrupted()
        found = await Conversations(database).load("c")
        assert found is not None
        answered = found.branch()[-1]
        [image] = answered.images
        data = await Blobs(database).get(image.blob)

    assert (answered.text, answered.state) == (drawer.LATER, State.CUT_OFF)
    assert decoded(data).size == drawer.LARGE
