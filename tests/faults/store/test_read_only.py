from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from desktop.domain.conversation import Draft
from desktop.domain.errors import StoreDamaged, StoreReadOnly
from desktop.domain.message import State
from desktop.store import schema
from desktop.store.conversations import Conversations
from desktop.store.database import Database
from desktop.store.settings import Settings, SettingsFile
from tests.unit.store.stores import answer, contents, conversation, opened, question

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Protect = Callable[[Path], None]


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


async def test_a_store_on_a_read_only_disk_can_be_read_and_says_so(path: Path, protect: Protect) -> None:
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


async def test_after_a_crash_everything_can_be_read_from_a_read_only_disk(
    path: Path, tmp_path: Path, protect: Protect
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


async def test_an_older_store_on_a_read_only_disk_is_refused(
    path: Path, protect: Protect, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(path):
        pass
    protect(path.parent)
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, ("CREATE TABLE step (x)",)))
    with pytest.raises(StoreReadOnly, match="older"):
        await Database.open(path)


async def test_no_store_can_be_made_on_a_read_only_disk(path: Path, protect: Protect) -> None:
    path.parent.mkdir()
    protect(path.parent)
    with pytest.raises(StoreReadOnly):
        await Database.open(path)
    with pytest.raises(StoreReadOnly):
        await Database.open(path.parent / "deeper" / "parley.sqlite3")

    assert {} == contents(path.parent)


async def test_damage_is_told_from_a_read_only_disk(path: Path, protect: Protect) -> None:
    path.parent.mkdir()
    path.write_bytes(b"garbage")
    protect(path.parent)
    with pytest.raises(StoreDamaged):
        await Database.open(path)


def test_settings_on_a_read_only_disk_stay_as_they_are(path: Path, protect: Protect) -> None:
    settings = Settings(path.parent / "settings.json")
    settings.save(SettingsFile(model="old"))
    (path.parent / "broken.json").write_bytes(b"{")
    protect(path.parent)
    with pytest.raises(StoreReadOnly):
        settings.save(SettingsFile(model="new"))

    assert "old" == settings.load().model
    assert SettingsFile() == Settings(path.parent / "broken.json").load()
    assert {"settings.json", "broken.json"} == set(contents(path.parent))
