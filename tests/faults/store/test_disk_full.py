from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from desktop.domain.conversation import Draft
from desktop.domain.errors import DiskFull
from desktop.domain.parts import ImagePart
from desktop.store.blobs import Blobs
from desktop.store.conversations import Conversations
from desktop.store.database import Database
from desktop.store.settings import Settings, SettingsFile
from tests.unit.store.stores import answer, contents, conversation, opened, question

if TYPE_CHECKING:
    from pathlib import Path

PICTURE = bytes(range(250)) * 2_000


def fill(folder: Path) -> Path:
    """Take the last byte of a disk."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (1 << 16, 1 << 12, 1):
            while True:
                try:
                    file.write(b"\0" * size)
                except OSError:
                    break
    return ballast


async def test_a_full_disk_refuses_changes_keeps_the_rest_and_takes_them_once_there_is_room(small_disk: Path) -> None:
    path = small_disk / "parley.sqlite3"
    async with opened(path) as database:
        conversations = Conversations(database)
        await conversations.create(conversation())
        first = question("The first")
        streaming = answer(first.id)
        await conversations.begin(conversation(), first, streaming)
        ballast = fill(small_disk)
        big = question("word " * 100_000, streaming.id)
        with pytest.raises(DiskFull):
            await conversations.begin(conversation(), big)
        with pytest.raises(DiskFull):
            await conversations.append(streaming.id, "piece " * 100_000, "")
        with pytest.raises(DiskFull):
            await conversations.save_draft("c", Draft("draft " * 100_000))
        digest = await Blobs(database).put(PICTURE)
        assert PICTURE == await Blobs(database).get(digest)
        seen = question("What is this?", big.id, ImagePart("a.png", "image/png", digest))
        with pytest.raises(DiskFull):
            await conversations.add(conversation(), big, seen)
        kept = await conversations.load("c")
        ballast.unlink()
        await conversations.add(conversation(), big, seen)
        whole = await conversations.load("c")
    async with opened(path) as database:
        assert PICTURE == await Blobs(database).get(digest)

    assert kept is not None
    assert whole is not None
    assert [first.id, streaming.id] == list(kept.messages)
    assert [first.id, streaming.id, big.id, seen.id] == list(whole.messages)


async def test_a_store_that_was_closed_on_a_full_disk_is_whole(small_disk: Path) -> None:
    path = small_disk / "parley.sqlite3"
    async with opened(path) as database:
        await Conversations(database).begin(conversation(), *(question("x" * 5000) for _ in range(100)))
        ballast = fill(small_disk)
    ballast.unlink()
    async with opened(path) as database:
        found = await Conversations(database).load("c")

    assert found is not None
    assert len(found.messages) == 100


@pytest.mark.parametrize("leftovers", [(), ("-wal", "-shm")])
async def test_a_store_on_a_full_disk_can_be_read_and_takes_changes_once_there_is_room(
    small_disk: Path, leftovers: tuple[str, ...]
) -> None:
    path = small_disk / "parley.sqlite3"
    async with opened(path) as database:
        await Conversations(database).begin(conversation(), question("Still here?"))
    for suffix in leftovers:
        path.with_name(path.name + suffix).touch()
    before = path.read_bytes()
    ballast = fill(small_disk)
    async with opened(path) as database:
        conversations = Conversations(database)
        assert ["Still here?"] == [summary.title for summary in await conversations.summaries()]
        with pytest.raises(DiskFull):
            await conversations.begin(conversation("new"), question("x" * 10_000))
        assert before == path.read_bytes()
        ballast.unlink()
        await conversations.begin(conversation("new"), question("x" * 10_000))
    async with opened(path) as database:
        assert ["new", "c"] == [summary.id for summary in await Conversations(database).summaries()]


async def test_neither_a_new_store_nor_one_after_a_crash_is_harmed_by_a_full_disk(small_disk: Path) -> None:
    old, new = small_disk / "old" / "parley.sqlite3", small_disk / "parley-2.sqlite3"
    async with opened(small_disk / "live" / "parley.sqlite3") as database:
        await Conversations(database).create(conversation())
        old.parent.mkdir()
        for suffix in ("", "-wal", ".marker"):
            shutil.copy(database.path.with_name(database.path.name + suffix), old.parent)
    before = contents(old.parent)
    ballast = fill(small_disk)
    for path in (old, new):
        with pytest.raises(DiskFull):
            await Database.open(path)
    ballast.unlink()

    assert before == {name: data for name, data in contents(old.parent).items() if not name.endswith("-shm")}
    for path in (old, new):
        async with opened(path) as database:
            await Conversations(database).create(conversation("new"))


@pytest.mark.parametrize("left", [0, 4096, 16384, 65536])
async def test_a_store_that_does_not_fit_is_missing_until_it_does(small_disk: Path, left: int) -> None:
    path = small_disk / "parley.sqlite3"
    ballast = fill(small_disk)
    os.truncate(ballast, ballast.stat().st_size - left)
    database = await Database.open(path, or_none=True)
    try:
        conversations = Conversations(database)
        assert isinstance(database.missing, DiskFull)
        with pytest.raises(DiskFull):
            await conversations.create(conversation())
        assert [] == await conversations.summaries()
        ballast.unlink()
        await conversations.create(conversation())
        assert database.missing is None
    finally:
        await database.close()
    async with opened(path) as database:
        assert ["c"] == [summary.id for summary in await Conversations(database).summaries()]


def test_settings_survive_a_full_disk(small_disk: Path) -> None:
    settings = Settings(small_disk / "settings.json")
    settings.save(SettingsFile(model="old"))
    fill(small_disk)
    with pytest.raises(DiskFull):
        settings.save(SettingsFile(model="new", window_geometry="A" * 10_000))

    assert "old" == settings.load().model
    assert {"settings.json", "ballast"} == set(contents(small_disk))
