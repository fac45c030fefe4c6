"""Another process holds the store: it is said, and what was written meanwhile is stored at the end."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

from desktop import ending
from desktop.store import database
from tests.journeys.driver import running
from tests.waiting import LONG

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


async def test_what_could_not_be_stored_meanwhile_is_stored_at_the_end(
    qapp: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_WAIT", 0.05)
    monkeypatch.setattr(ending, "LONGEST_END", LONG)
    async with running(tmp_path, "--demo") as parley:
        parley.ask("hello")
        await parley.answered()
        with closing(sqlite3.connect(tmp_path / "data" / "parley.sqlite3", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            parley.ask("What is Parley?")
            for letter in "not yet sent":
                parley.type("composer", letter)
                await asyncio.sleep(0.1)
            await parley.until(lambda: "Another program holds the conversations." in parley.notices(), "it is said")
            asyncio.get_running_loop().call_later(1, other.execute, "ROLLBACK")
            parley.window.close_requested.emit()
            await parley.until(lambda: not other.in_transaction, "the store is free")
    async with running(tmp_path, "--demo") as parley:
        await parley.until(lambda: len(parley.texts()) == 4, "the chat is back")
        assert parley.texts()[2] == "What is Parley?"
        assert parley.window.chat.composer.text() == "not yet sent"
