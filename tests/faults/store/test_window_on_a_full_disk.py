"""The whole program on a disk that is full: everything can be read, nothing is lost, and there is a way out."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from desktop.store import schema
from desktop.ui.notices import Notice
from desktop.ui.screens import store
from tests.faults.store.test_disk_full import fill
from tests.faults.store.test_pictures_on_a_full_disk import FULL, READ_ONLY
from tests.journeys.driver import Parley, running

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.faults.store.conftest import Protection


def said(parley: Parley) -> str:
    return " ".join(notice.accessibleName() for notice in parley.window.findChildren(Notice) if notice.isVisible())


async def test_what_is_written_on_a_full_disk_is_marked_and_saved_once_there_is_room(
    qapp: Any, small_disk: Path
) -> None:
    async with running(small_disk, "--demo") as parley:
        parley.ask("hello")
        await parley.answered()
        ballast = fill(small_disk)
        parley.ask("Where are my conversations stored?")
        await parley.answered()
        parley.type("composer", "not yet sent")
        await parley.until(lambda: "disk is full" in said(parley), "the notice is shown")
        assert len(parley.chat.saving.unsaved) == 2
        old = parley.chat.conversation.id
        parley.act("new")
        parley.type("composer", "another one")
        library = parley.workspace.library
        await parley.until(lambda: library.summaries[0].id == parley.chat.conversation.id, "it is listed")
        await parley.workspace.open(old)
        assert parley.window.chat.composer.text() == "not yet sent"
        assert len(parley.texts()) == 4
        ballast.unlink()
        parley.press("Save now")
        await parley.until(lambda: not library.refused and not parley.chat.saving.unsaved, "all is saved")
        await parley.until(lambda: not said(parley), "the notice is gone")
        texts = parley.texts()
    async with running(small_disk, "--demo") as parley:
        await parley.until(lambda: parley.texts() == texts, "the chat is back")
        assert parley.window.chat.composer.text() == "not yet sent"


async def test_a_full_disk_keeps_nobody_from_reading_and_asking(qapp: Any, small_disk: Path) -> None:
    async with running(small_disk, "--demo") as parley:
        parley.ask("hello")
        await parley.answered()
        texts = parley.texts()
    fill(small_disk)
    async with running(small_disk, "--demo") as parley:
        await parley.until(lambda: parley.texts() == texts, "the chat is back")
        parley.ask("What is Parley?")
        await parley.answered()
        assert len(parley.chat.saving.unsaved) == 2
        assert "disk is full" in said(parley)
        assert parley.window.browser.isEnabled()


async def test_a_favorite_that_finds_no_room_says_so_and_is_kept_once_there_is_some(
    qapp: Any, small_disk: Path
) -> None:
    async with running(small_disk, "--demo") as parley:
        await parley.until(lambda: parley.workspace.model_id, "a model is chosen")
        ballast = fill(small_disk)
        parley.click("model-favorite")
        await parley.until(lambda: "disk is full" in said(parley), "the notice is shown")
        ballast.unlink()
        parley.press("Save now")
        await parley.until(lambda: not said(parley), "the notice is gone")
    async with running(small_disk, "--demo") as parley:
        kept = parley.workspace.connection.bookmarks
        await parley.until(lambda: any(bookmark.favorite for bookmark in kept.by_id.values()), "it is kept")


async def test_a_store_for_whose_new_version_there_is_no_room_is_opened_as_soon_as_there_is(
    qapp: Any, small_disk: Path, monkeypatch: pytest.MonkeyPatch, expected_logs: list[str]
) -> None:
    expected_logs.append("cannot be opened: DiskFull")
    monkeypatch.setattr(store, "AGAIN", 0.1)
    async with running(small_disk, "--demo") as parley:
        parley.ask("hello")
        await parley.answered()
        texts = parley.texts()
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, ("CREATE TABLE step (x)",)))
    ballast = fill(small_disk)
    async with running(small_disk, "--demo", wait=False) as parley:
        await parley.until(lambda: "disk is full" in said(parley), "the notice is shown")
        parley.type("composer", "not yet sent")
        parley.press("Try again")
        ballast.unlink()
        await parley.ready()
        await parley.until(lambda: not said(parley), "the notice is gone")
        assert parley.window.chat.composer.text() == "not yet sent"
        assert parley.texts() == texts


async def test_a_first_start_on_a_full_disk_has_a_chat_that_is_stored_as_soon_as_there_is_room(
    qapp: Any, small_disk: Path
) -> None:
    ballast = fill(small_disk)
    async with running(small_disk, "--demo") as parley:
        assert parley.notices() == [FULL]
        parley.ask("hello")
        await parley.answered()
        parley.type("composer", "not yet sent")
        texts = parley.texts()
        assert len(parley.chat.saving.unsaved) == len(texts) == 2
        parley.press("Save now")
        await asyncio.sleep(0.1)
        assert parley.notices() == [FULL]
        ballast.unlink()
        parley.press("Save now")
        await parley.until(lambda: not parley.notices(), "the notice is gone")
    async with running(small_disk, "--demo") as parley:
        await parley.until(lambda: parley.texts() == texts, "the chat is there")
        assert parley.window.chat.composer.text() == "not yet sent"


async def test_who_leaves_a_first_start_on_a_full_disk_is_asked_before_all_of_it_is_lost(
    qapp: Any, small_disk: Path
) -> None:
    fill(small_disk)
    async with running(small_disk, "--demo") as parley:
        parley.ask("hello")
        await parley.answered()
        parley.window.close()
        await parley.until(lambda: parley.shown("leave-dialog"), "it asks")


async def test_a_first_start_in_a_folder_that_cannot_be_written_has_a_chat(
    qapp: Any, tmp_path: Path, protect: Protection
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "parley.lock").touch()
    protect(tmp_path / "data")
    async with running(tmp_path, "--demo") as parley:
        assert parley.notices() == [READ_ONLY]
        parley.ask("hello")
        await parley.answered()
        protect.lift(tmp_path / "data")
        parley.press("Save now")
        await parley.until(lambda: not parley.notices(), "the notice is gone")
        texts = parley.texts()
    async with running(tmp_path, "--demo") as parley:
        await parley.until(lambda: parley.texts() == texts, "the chat is there")
