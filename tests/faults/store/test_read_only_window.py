from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.journeys.driver import running

if TYPE_CHECKING:
    from pathlib import Path

    from tests.faults.store.conftest import Protection


async def test_a_folder_that_cannot_be_written_is_told_at_the_start(
    qapp: Any, tmp_path: Path, protect: Protection
) -> None:
    async with running(tmp_path, "--demo") as parley:
        assert [] == parley.notices()
        parley.ask("hello")
        await parley.answered()
        texts = parley.texts()
    protect(tmp_path / "data")
    async with running(tmp_path, "--demo") as parley:
        await parley.until(lambda: texts == parley.texts(), "the chat is back")
        assert ["The data folder cannot be written. What is new stays on screen, not saved."] == parley.notices()
