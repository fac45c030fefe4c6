"""The whole program on a disk that is full: everything can be read, nothing is lost, and there is a way out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.ui.notices import Notice
from desktop.ui.screens import store
from tests.faults.store.test_disk_full import fill
from tests.journeys.driver import Parley, running

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


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


async def test_a_first_start_on_a_full_disk_goes_on_as_soon_as_there_is_room(
    qapp: Any, small_disk: Path, monkeypatch: pytest.MonkeyPatch, expected_logs: list[str]
) -> None:
    expected_logs.append("cannot be opened: DiskFull")
    monkeypatch.setattr(store, "AGAIN", 0.1)

    ballast = fill(small_disk)
    async with running(small_disk, "--demo", wait=False) as parley:
        await parley.until(lambda: "disk is full" in said(parley), "the notice is shown")
        parley.type("composer", "hello")
        parley.press("Try again")
        ballast.unlink()
        await parley.ready()
        await parley.until(lambda: not said(parley), "the notice is gone")
        assert parley.window.chat.composer.text() == "hello"
