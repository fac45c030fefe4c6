"""Leaving with what the disk has refused: asked first, and nothing is lost that somebody did not give up."""

from __future__ import annotations

import asyncio
import os
import signal
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.faults.store.test_disk_full import fill
from tests.faults.store.test_pictures_on_a_full_disk import attach
from tests.journeys.driver import Parley, connected, running

if TYPE_CHECKING:
    from pathlib import Path

    from tests.faults.store.conftest import Protection
    from tests.server.server import ScriptedServer

FULL = "The disk is full. Not saved: "


def question(parley: Parley) -> str:
    """What is said by the question that stands, "" for none."""
    return parley.find("leave-status", QLabel).accessibleName() if parley.shown("leave-dialog") else ""


async def is_asked(parley: Parley, what: str) -> None:
    await parley.until(lambda: question(parley) == what, what)


async def test_who_leaves_a_full_disk_is_told_what_would_be_lost_and_may_stay(
    qapp: Any, server: ScriptedServer, small_disk: Path, tmp_path: Path
) -> None:
    async with connected(server, small_disk) as parley:
        ballast = fill(small_disk)
        await attach(parley, tmp_path)
        parley.ask("What is this?")
        await parley.answered()
        parley.act("new")
        parley.type("composer", "not yet sent")
        parley.act("quit")
        await is_asked(parley, f"{FULL}2 chats, 3 pictures and files.")
        for _ in range(3):
            parley.act("quit")
            parley.window.close()
        await asyncio.sleep(0.1)
        assert question(parley)
        QTest.keyClick(parley.find("leave-dialog"), Qt.Key.Key_Escape)
        await parley.until(lambda: not question(parley), "it stays")
        assert parley.window.isEnabled()
        assert parley.window.chat.composer.text() == "not yet sent"
        parley.window.close()
        await is_asked(parley, f"{FULL}2 chats, 3 pictures and files.")
        QTest.keyClick(parley.find("leave-dialog"), Qt.Key.Key_Return)
        await is_asked(parley, f"{FULL}2 chats, 3 pictures and files.")
        ballast.unlink()
        QTest.keyClick(parley.find("leave-again"), Qt.Key.Key_Return)
        await parley.until(lambda: not parley.window.isVisible(), "it leaves once all is stored")
    async with connected(server, small_disk) as parley:
        assert parley.window.chat.composer.text() == "not yet sent"
        assert {summary.title for summary in parley.workspace.library.summaries} == {"not yet sent", "What is this?"}


async def test_the_wish_is_granted_once_the_store_takes_all_by_itself(qapp: Any, small_disk: Path) -> None:
    async with running(small_disk, "--demo") as parley:
        ballast = fill(small_disk)
        parley.type("composer", "not yet sent")
        parley.act("quit")
        await is_asked(parley, f"{FULL}1 chat.")
        ballast.unlink()
        parley.workspace.save()
        await parley.until(lambda: not parley.window.isVisible(), "it leaves")
    async with running(small_disk, "--demo") as parley:
        assert parley.window.chat.composer.text() == "not yet sent"


async def test_who_gives_it_up_leaves_at_once(qapp: Any, small_disk: Path) -> None:
    async with running(small_disk, "--demo") as parley:
        fill(small_disk)
        parley.type("composer", "not yet sent")
        parley.act("quit")
        await is_asked(parley, f"{FULL}1 chat.")
        parley.click("leave-anyway")
        await parley.until(lambda: not parley.window.isVisible(), "it leaves")


async def test_a_signal_ends_it_whatever_is_asked(qapp: Any, small_disk: Path) -> None:
    async with running(small_disk, "--demo") as parley:
        fill(small_disk)
        parley.type("composer", "not yet sent")
        parley.act("quit")
        await is_asked(parley, f"{FULL}1 chat.")
        os.kill(os.getpid(), signal.SIGTERM)
        await parley.until(lambda: not parley.window.isVisible(), "it ends")


async def test_a_folder_that_cannot_be_written_asks_for_what_somebody_would_miss_alone(
    qapp: Any, server: ScriptedServer, tmp_path: Path, protect: Protection
) -> None:
    async with connected(server, tmp_path):
        pass
    protect(tmp_path / "data")
    async with connected(server, tmp_path) as parley:
        parley.act("quit")
        await parley.until(lambda: not parley.window.isVisible(), "there is nothing to lose")
    async with connected(server, tmp_path) as parley:
        parley.click("model-favorite")
        parley.act("quit")
        await is_asked(parley, "The data folder cannot be written. Not saved: what is kept about 1 model.")
