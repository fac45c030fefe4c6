"""Pictures and files on a disk that takes nothing: asked about, looked at, asked about again, and stored at last."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desktop.domain.attachment import Preparation
from desktop.store import blobs as blobs_module
from desktop.store.blobs import Blobs
from desktop.ui.images.chip import AttachmentChip
from tests.faults.store.test_disk_full import fill
from tests.journeys.driver import Parley, connected
from tests.unit.system.pictures import corners, encoded

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.faults.store.conftest import Protection
    from tests.server.server import ScriptedServer

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)) * 200 + b"\n%%EOF\n"
FULL = "The disk is full. What is new stays on screen, not saved."
READ_ONLY = "The data folder cannot be written. What is new stays on screen, not saved."


async def attach(parley: Parley, folder: Path) -> None:
    """A picture, a PDF and a text."""
    (folder / "sea.png").write_bytes(encoded(corners((900, 600)), "PNG"))
    (folder / "told.pdf").write_bytes(PDF)
    (folder / "notes.txt").write_text("words " * 9_000)
    assert parley.program._chat is not None
    parley.program._chat.attach_files([str(folder / name) for name in ("sea.png", "told.pdf", "notes.txt")])
    chips = await parley.prepared()
    assert [Preparation.READY] * 3 == [chip.preparation for chip in chips]
    assert all(chip.thumbnail for chip in chips if chip.image)


async def stored(parley: Parley) -> list[bytes]:
    """What the store gives of what is shown by the question."""
    assert parley.program._database is not None
    blobs = Blobs(parley.program._database)
    question = parley.chat.conversation.branch()[0]
    shown = [part.blob for part in question.attached] + [image.original for image in question.images]
    return [await blobs.get(digest) for digest in shown]


async def ask(parley: Parley, server: ScriptedServer) -> list[bytes]:
    """Ask about what is attached, look at it, and ask again."""
    parley.ask("What is this?")
    await parley.answered()
    question = parley.chat.conversation.branch()[0]
    parley.transcript.picture_activated.emit(question.id, question.images[0].blob)
    await parley.until(lambda: parley.shown("picture-viewer"), "the viewer opens")
    viewer: Any = parley.find("picture-viewer")
    await parley.until(lambda: viewer.canvas.sharp, "it is sharp")
    viewer.close()
    parley.act("regenerate")
    await parley.until(lambda: len(server.questions) == 2, "it is asked again")
    await parley.answered()
    first, again = (asked.json()["messages"][0]["content"] for asked in server.questions)
    assert first == again
    image = next(part["image_url"]["url"] for part in first if part["type"] == "image_url")
    pdf = next(part["file"]["file_data"] for part in first if part["type"] == "file")
    data = await stored(parley)
    assert data[:2] == [base64.b64decode(url.partition(",")[2]) for url in (image, pdf)]
    return data


async def test_what_is_asked_about_on_a_full_disk_is_stored_once_there_is_room(
    qapp: Any, server: ScriptedServer, small_disk: Path, tmp_path: Path
) -> None:
    async with connected(server, small_disk) as parley:
        ballast = fill(small_disk)
        await attach(parley, tmp_path)
        data = await ask(parley, server)
        await parley.until(lambda: parley.notices() == [FULL], "it is said once")
        ballast.unlink()
        parley.press("Save now")
        await parley.until(lambda: not parley.workspace.unsaved, "all is saved")
        await parley.until(lambda: not parley.notices(), "the notice is gone")
    async with connected(server, small_disk) as parley:
        assert data == await stored(parley)
        assert len(parley.texts()) == 2
        assert parley.notices() == []


async def test_what_is_attached_on_a_full_disk_is_there_after_a_restart(
    qapp: Any, server: ScriptedServer, small_disk: Path, tmp_path: Path
) -> None:
    async with connected(server, small_disk) as parley:
        ballast = fill(small_disk)
        await attach(parley, tmp_path)
        await parley.until(lambda: parley.notices() == [FULL], "it is said")
        ballast.unlink()
    async with connected(server, small_disk) as parley:
        assert [Preparation.READY] * 3 == [chip.preparation for chip in await parley.prepared()]
        await ask(parley, server)


async def test_in_a_folder_that_cannot_be_written_one_notice_says_so_until_it_can(
    qapp: Any, server: ScriptedServer, tmp_path: Path, protect: Protection
) -> None:
    async with connected(server, tmp_path):
        pass
    protect(tmp_path / "data")
    async with connected(server, tmp_path) as parley:
        assert parley.notices() == [READ_ONLY]
        parley.act("refresh")
        await parley.until(lambda: parley.workspace.connection.catalog.failure, "the list cannot be stored")
        await parley.listed()
        assert parley.find("catalog-age", QLabel).text().startswith("Updated just now")
        await attach(parley, tmp_path)
        data = await ask(parley, server)
        parley.click("model-favorite")
        await parley.until(lambda: parley.workspace.connection.bookmarks.unstored, "it is to be kept")
        assert parley.notices() == [READ_ONLY]
        protect.lift(tmp_path / "data")
        parley.press("Save now")
        await parley.until(lambda: not parley.workspace.unsaved, "all is saved")
        await parley.until(lambda: not parley.notices(), "the notice is gone")
    async with connected(server, tmp_path) as parley:
        assert data == await stored(parley)
        kept = parley.workspace.connection.bookmarks
        await parley.until(lambda: any(bookmark.favorite for bookmark in kept.by_id.values()), "so is the favorite")


async def test_what_finds_no_room_in_memory_either_is_tried_again_by_key(
    qapp: Any, server: ScriptedServer, small_disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blobs_module, "MOST", 1_000)
    (tmp_path / "sea.png").write_bytes(encoded(corners((900, 600)), "PNG"))
    async with connected(server, small_disk) as parley:
        ballast = fill(small_disk)
        assert parley.program._chat is not None
        parley.program._chat.attach_files([str(tmp_path / "sea.png")])
        await parley.prepared()
        chip = parley.find("attachment", AttachmentChip)
        assert "nothing can be stored now" in chip.accessibleName()
        assert chip.accessibleName().endswith("Its menu tries again.")
        ballast.unlink()
        chip.setFocus()
        QTest.keyClick(chip, Qt.Key.Key_Return)
        await parley.until(lambda: parley.shown("attachment-menu"), "the menu opens")
        QTest.keyClick(parley.find("attachment-menu"), Qt.Key.Key_T)
        await parley.until(lambda: parley.workspace.intake.attachments[0].image, "it is attached")
