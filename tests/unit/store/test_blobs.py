from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from desktop.domain.conversation import Draft
from desktop.domain.errors import DiskFull, StoreBroken, StoreFailure, TooMuchUnsaved
from desktop.domain.parts import ImagePart, TextFilePart
from desktop.store import blobs as room
from desktop.store.blobs import Blobs
from desktop.store.conversations import Conversations
from tests.unit.store.stores import answer, conversation, no_room, opened, question

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.store.database import Database


async def test_bytes_come_back_by_their_hash(tmp_path: Path) -> None:
    data = bytes(range(256)) * 5000
    async with opened(tmp_path / "parley.sqlite3") as database:
        digest = await Blobs(database).put(data, b"small")
    async with opened(tmp_path / "parley.sqlite3") as database:
        found = await Blobs(database).get(digest), await Blobs(database).preview(digest)

    assert hashlib.sha256(data).hexdigest() == digest
    assert (data, b"small") == found


async def test_the_same_bytes_are_stored_once_and_a_preview_is_kept(tmp_path: Path) -> None:
    async with opened(tmp_path / "parley.sqlite3") as database:
        blobs = Blobs(database)
        previews = []
        for preview in (b"", b"first", b"", b"second"):
            digest = await blobs.put(b"picture", preview)
            previews.append(await blobs.preview(digest))
        count = await database.read(lambda connection: connection.execute("SELECT count(*) FROM blobs").fetchone())

    assert [b"", b"first", b"first", b"first"] == previews
    assert (1,) == count


async def test_missing_bytes_are_named_and_a_missing_preview_is_empty(tmp_path: Path) -> None:
    async with opened(tmp_path / "parley.sqlite3") as database:
        with pytest.raises(StoreBroken, match="0" * 64):
            await Blobs(database).get("0" * 64)

        assert b"" == await Blobs(database).preview("0" * 64)


PICTURE = bytes(range(256)) * 200


async def stored(database: Database) -> list[bytes]:
    """What the disk has."""
    rows = await database.read(lambda connection: connection.execute("SELECT data FROM blobs ORDER BY data").fetchall())
    return [data for (data,) in rows]


async def test_what_the_disk_refuses_is_read_from_memory_and_written_with_the_message_that_shows_it(
    tmp_path: Path,
) -> None:
    path, shell = tmp_path / "parley.sqlite3", conversation()
    async with opened(path) as database:
        blobs, conversations = Blobs(database), Conversations(database)
        async with no_room(database):
            picture, original = await blobs.put(PICTURE, b"small"), await blobs.put(b"as it came" * 9_000, spare=True)
            text = await blobs.put(b"words" * 9_000)
            assert (PICTURE, b"small") == (await Blobs(database).get(picture), await Blobs(database).preview(picture))
            asked = question(
                "What?",
                "",
                ImagePart("a.png", "image/png", picture, original=original),
                TextFilePart("a.txt", text, 45_000, 1, 45_000),
            )
            with pytest.raises(DiskFull):
                await conversations.begin(shell, asked)
            assert [] == await stored(database)
        assert [] == await stored(database)
        await conversations.begin(shell, asked)
        assert sorted([PICTURE, b"as it came" * 9_000, b"words" * 9_000]) == await stored(database)
        assert database.held.find(picture) is None
    async with opened(path) as database:
        assert (PICTURE, b"small") == (await Blobs(database).get(picture), await Blobs(database).preview(picture))


async def test_what_is_held_is_written_with_whatever_shows_it(tmp_path: Path) -> None:
    async with opened(tmp_path / "parley.sqlite3") as database:
        blobs, conversations = Blobs(database), Conversations(database)
        asked = question()
        drawn = answer(asked.id)
        await conversations.begin(conversation(), asked, drawn)
        async with no_room(database):
            datas = [PICTURE + bytes([number]) for number in range(4)]
            images = [ImagePart("a.png", "image/png", await blobs.put(data)) for data in datas]
        await conversations.save_draft("d", Draft("", (images[0],)))
        drafted = await stored(database)
        await conversations.note(replace(drawn, parts=(images[1],)))
        noted = await stored(database)
        await conversations.finish(replace(drawn, parts=(images[1], images[2])))
        finished = await stored(database)
        await conversations.add(conversation(), question("", drawn.id, images[3]))

        assert [datas[:1], datas[:2], datas[:3], datas] == [drafted, noted, finished, await stored(database)]


async def test_what_came_again_once_there_is_room_is_held_no_longer(tmp_path: Path) -> None:
    async with opened(tmp_path / "parley.sqlite3") as database:
        async with no_room(database):
            digest = await Blobs(database).put(PICTURE, b"small")
        await Blobs(database).put(PICTURE)

        assert database.held.find(digest) is None
        assert [PICTURE] == await stored(database)
        assert await Blobs(database).preview(digest) == b"small"


async def test_what_the_disk_has_is_not_held_when_it_comes_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "MOST", 0)
    async with opened(tmp_path / "parley.sqlite3") as database:
        digest = await Blobs(database).put(PICTURE, b"small")
        await database.read(lambda connection: connection.execute("PRAGMA query_only = ON"))
        assert digest == await Blobs(database).put(PICTURE)
        assert database.held.find(digest) is None
        assert (PICTURE, b"small") == (await Blobs(database).get(digest), await Blobs(database).preview(digest))


async def test_what_nobody_has_any_more_is_not_held(tmp_path: Path) -> None:
    async with opened(tmp_path / "parley.sqlite3") as database, no_room(database):
        blobs = Blobs(database)
        images = [ImagePart("a.png", blob=await blobs.put(PICTURE)), ImagePart("b.png", blob=await blobs.put(PICTURE))]
        digest = str(images[0].blob)
        while images:
            images[0] = replace(images[0], width=9)
            assert await blobs.get(digest) == PICTURE
            del images[0]

        await database.work(int)  # its thread has forgotten it too
        assert database.held.find(digest) is None
        with pytest.raises(StoreBroken, match=digest):
            await blobs.get(digest)


async def test_what_is_to_be_forgotten_stays_for_a_message_that_is_not_stored(tmp_path: Path) -> None:
    async with opened(tmp_path / "parley.sqlite3") as database:
        async with no_room(database):
            asked = question("", "", ImagePart("a.png", "image/png", await Blobs(database).put(PICTURE, b"small")))
        await Conversations(database).forget([str(asked.images[0].blob)])
        await Conversations(database).begin(conversation(), asked)

        assert await Blobs(database).get(asked.images[0].blob) == PICTURE


async def test_a_preview_that_comes_later_is_held_too(tmp_path: Path) -> None:
    async with opened(tmp_path / "parley.sqlite3") as database:
        blobs = Blobs(database)
        on_disk = await blobs.put(b"on disk")
        async with no_room(database):
            held = [await blobs.put(PICTURE, preview) for preview in (b"", b"first", b"", b"second")]
            also = await blobs.put(b"on disk", b"small")
            assert [b"first", b"small"] == [await blobs.preview(digest) for digest in (held[0], on_disk)]
        await Conversations(database).save_draft(
            "d", Draft("", (ImagePart("", blob=held[0]), ImagePart("", blob=also)))
        )
        assert database.held.find(also) is None
        assert [b"first", b"small"] == [await blobs.preview(digest) for digest in (held[0], on_disk)]


async def test_what_is_put_where_the_file_cannot_be_opened_is_held_and_read(tmp_path: Path) -> None:
    path = tmp_path / "parley.sqlite3"
    async with opened(path) as database:
        blobs = Blobs(database)
        path.rename(tmp_path / "away")
        path.mkdir()  # it is opened anew for the next question, in vain
        database._is_open = False
        digest = await blobs.put(PICTURE, b"small")
        with pytest.raises(StoreFailure):
            await database.read(lambda connection: connection)
        assert (PICTURE, b"small") == (await blobs.get(digest), await blobs.preview(digest))


async def test_no_more_is_held_than_there_is_memory_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST", len(PICTURE) * 3 // 2)
    monkeypatch.setattr(room, "MOST_SPARE", len(PICTURE) - 1)
    async with opened(tmp_path / "parley.sqlite3") as database:
        blobs = Blobs(database)
        async with no_room(database):
            with pytest.raises(TooMuchUnsaved):
                await blobs.put(PICTURE, spare=True)
            digest = await blobs.put(PICTURE)
            assert digest == await blobs.put(PICTURE)
            with pytest.raises(TooMuchUnsaved) as told:
                await blobs.put(PICTURE[1:])
            assert told.value.most == len(PICTURE) * 3 // 2
            assert await blobs.get(digest) == PICTURE
        await blobs.put(PICTURE[1:])
