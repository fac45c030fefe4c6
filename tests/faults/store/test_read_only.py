from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from desktop.domain.conversation import Draft
from desktop.domain.errors import StoreBusy, StoreDamaged, StoreReadOnly
from desktop.domain.message import State
from desktop.domain.parts import ImagePart
from desktop.store import database as room
from desktop.store import schema
from desktop.store.blobs import Blobs
from desktop.store.conversations import Conversations
from desktop.store.database import Database
from desktop.store.settings import Settings, SettingsFile
from tests.unit.store.stores import answer, contents, conversation, opened, question

if TYPE_CHECKING:
    from pathlib import Path

    from tests.faults.store.conftest import Protection


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "parley" / "parley.sqlite3"


async def crashed(path: Path, folder: Path) -> Path:
    """A store as a crash in mid-answer leaves it."""
    async with opened(path) as database:
        conversations = Conversations(database)
        asked = question()
        streaming = answer(asked.id)
        await conversations.begin(conversation(), asked, streaming)
        await conversations.append(streaming.id, "so far", "")
        shutil.copytree(path.parent, folder)
    return folder / path.name


async def test_a_store_on_a_read_only_disk_can_be_read_and_says_so(path: Path, protect: Protection) -> None:
    async with opened(path) as database:
        await Conversations(database).begin(conversation(), question("Still here?"))
    before = contents(path.parent)
    protect(path.parent)
    async with opened(path) as database:
        conversations = Conversations(database)
        assert database.read_only
        assert ["Still here?"] == [summary.title for summary in await conversations.summaries()]
        for change in (conversations.create(conversation("new")), conversations.save_draft("c", Draft("text"))):
            with pytest.raises(StoreReadOnly):
                await change

    assert before == contents(path.parent)


@pytest.mark.parametrize("leftovers", [(), ("-wal", "-shm")])
async def test_a_store_takes_changes_once_its_folder_can_be_written(
    path: Path, protect: Protection, leftovers: tuple[str, ...]
) -> None:
    async with opened(path) as database:
        await Conversations(database).begin(conversation(), question("Still here?"))
    for suffix in leftovers:
        path.with_name(path.name + suffix).touch()
    protect(path.parent)
    async with opened(path) as database:
        digest = await Blobs(database).put(b"picture")
        seen = question("What is this?", "", ImagePart("a.png", "image/png", digest))
        with pytest.raises(StoreReadOnly):
            await Conversations(database).begin(conversation(), seen)
        protect.lift(path.parent)
        await Conversations(database).begin(conversation(), seen)
        assert not database.read_only
    async with opened(path) as database:
        found = await Conversations(database).load("c")
        assert b"picture" == await Blobs(database).get(digest)

    assert found is not None
    assert ["Still here?", "What is this?"] == [message.text for message in found.messages.values()]


async def test_a_store_that_cannot_be_opened_for_changes_is_there_when_that_has_passed(
    path: Path, protect: Protection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "BUSY_WAIT", 0.05)
    async with opened(path) as database:
        await Conversations(database).create(conversation(title="Still here?"))
    protect(path.parent)
    async with opened(path) as database:
        conversations = Conversations(database)
        protect.lift(path.parent)
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("PRAGMA locking_mode = EXCLUSIVE")
            other.execute("BEGIN EXCLUSIVE")
            with pytest.raises(StoreBusy):
                await conversations.create(conversation("new"))
            with pytest.raises(StoreBusy):
                await conversations.summaries()
            other.execute("ROLLBACK")
        assert ["Still here?"] == [summary.title for summary in await conversations.summaries()]
        await conversations.create(conversation("new"))
        assert ["new", "c"] == [summary.id for summary in await conversations.summaries()]


async def test_after_a_crash_everything_can_be_read_from_a_read_only_disk(
    path: Path, tmp_path: Path, protect: Protection
) -> None:
    store = await crashed(path, tmp_path / "crashed")
    protect(store.parent)
    async with opened(store) as database:
        conversations = Conversations(database)
        assert [] == await conversations.interrupted()
        await conversations.purge(conversation().created)
        found = await conversations.load("c")

    assert found is not None
    assert [(State.COMPLETE, "Why?"), (State.CUT_OFF, "so far")] == [(m.state, m.text) for m in found.branch()]


async def test_a_log_whose_index_was_not_copied_waits_for_a_disk_that_can_be_written(
    path: Path, tmp_path: Path, protect: Protection
) -> None:
    store = await crashed(path, tmp_path / "crashed")
    store.with_name(f"{store.name}-shm").unlink()
    protect(store.parent)
    with pytest.raises(StoreReadOnly):
        await Database.open(store)
    protect.lift(store.parent)
    async with opened(store) as database:
        assert ["Why?"] == [summary.title for summary in await Conversations(database).summaries()]


async def test_an_older_store_on_a_read_only_disk_is_refused(
    path: Path, protect: Protection, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(path):
        pass
    protect(path.parent)
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, ("CREATE TABLE step (x)",)))
    with pytest.raises(StoreReadOnly, match="older"):
        await Database.open(path)


async def test_no_store_can_be_made_on_a_read_only_disk(path: Path, protect: Protection) -> None:
    path.parent.mkdir()
    protect(path.parent)
    with pytest.raises(StoreReadOnly):
        await Database.open(path)
    with pytest.raises(StoreReadOnly):
        await Database.open(path.parent / "deeper" / "parley.sqlite3")

    assert {} == contents(path.parent)


async def test_damage_is_told_from_a_read_only_disk(path: Path, protect: Protection) -> None:
    path.parent.mkdir()
    path.write_bytes(b"garbage")
    protect(path.parent)
    with pytest.raises(StoreDamaged):
        await Database.open(path)


def test_settings_on_a_read_only_disk_stay_as_they_are(path: Path, protect: Protection) -> None:
    settings = Settings(path.parent / "settings.json")
    settings.save(SettingsFile(model="old"))
    (path.parent / "broken.json").write_bytes(b"{")
    protect(path.parent)
    with pytest.raises(StoreReadOnly):
        settings.save(SettingsFile(model="new"))

    assert "old" == settings.load().model
    assert SettingsFile() == Settings(path.parent / "broken.json").load()
    assert {"settings.json", "broken.json"} == set(contents(path.parent))
