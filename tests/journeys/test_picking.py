"""Files that a person looks at and picks in the file dialog."""

from __future__ import annotations

import asyncio
import os

from PySide6.QtCore import QDir, QPoint, QSize, QStandardPaths, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QStyleOptionViewItem, QTreeView, QWidget

from desktop.ui.figures import human_size
from desktop.ui.images import screen
from desktop.ui.images.file_preview import SIZE, preview_in
from desktop.ui.images.portal import ScreenshotPortal
from tests.journeys.driver import running
from tests.unit.system.pictures import corners, encoded, exif, png_of_size


def sizes_in(dialog):
    """The sizes of the files in a dialog, as they are painted."""
    files = dialog.findChild(QTreeView, "treeView")
    rows = [
        files.model().index(row, SIZE, files.rootIndex()) for row in range(files.model().rowCount(files.rootIndex()))
    ]
    options = [QStyleOptionViewItem() for _ in rows]
    for option, row in zip(options, rows, strict=True):
        files.itemDelegateForColumn(SIZE).initStyleOption(option, row)
    return [option.text for option in options]


async def test_sizes_are_written_in_the_list_of_files_as_on_chips(tmp_path):
    (tmp_path / "a.png").write_bytes(encoded(corners((40, 80)), "PNG").ljust(12_000))
    (tmp_path / "folder").mkdir()
    async with running(tmp_path / "data", "--demo") as parley:
        parley.click("attach")
        dialog = parley.find("attach-dialog", QFileDialog)
        dialog.setDirectory(str(tmp_path))
        await parley.until(lambda: "12 kB" in sizes_in(dialog), "the list is there")
        assert "" in sizes_in(dialog)


async def test_the_picture_under_the_cursor_is_seen_before_it_is_picked(tmp_path):
    (tmp_path / "tall.png").write_bytes(encoded(corners((400, 800)), "PNG"))
    (tmp_path / "lying.jpg").write_bytes(encoded(corners((600, 300)), "JPEG", exif=exif(6)))
    (tmp_path / "no picture.png").write_bytes(b"words")

    async with running(tmp_path / "data", "--demo") as parley:
        parley.click("attach")
        dialog = parley.find("attach-dialog", QFileDialog)
        preview = dialog.findChild(QWidget, "file-preview")
        picture = preview.findChild(QLabel)
        assert preview.accessibleName() == "No preview"
        await parley.until(preview.isVisible, "its place is kept for it")
        before = dialog.size()
        for name, facts, size in [
            ("tall.png", "400×800", QSize(110, 220)),
            ("lying.jpg", "300×600", QSize(110, 220)),
        ]:
            dialog.currentChanged.emit(str(tmp_path / name))
            await parley.until(lambda facts=facts: preview.accessibleName().startswith(facts), "it is seen")
            assert picture.pixmap().deviceIndependentSize().toSize() == size
        assert preview.accessibleName().endswith(f" · {human_size((tmp_path / 'lying.jpg').stat().st_size)}")
        assert dialog.size() == before
        dialog.currentChanged.emit(str(tmp_path / "no picture.png"))
        assert picture.pixmap().isNull()
        await parley.until(lambda: not picture.pixmap() and preview.accessibleName() == "Not a picture · 5 bytes")
        for _ in range(3):  # quickly over several: only the last one counts
            for name in ("tall.png", "no picture.png", "lying.jpg"):
                dialog.currentChanged.emit(str(tmp_path / name))
        await parley.until(lambda: preview.accessibleName().startswith("300×600"), "the last one is seen")
        dialog.filesSelected.emit([str(tmp_path / "tall.png")])
        dialog.close()
        [chip] = await parley.prepared()
        assert chip.image.name == "tall.png"


async def test_it_is_said_why_there_is_nothing_to_be_seen(tmp_path):
    (tmp_path / "a.png").write_bytes(encoded(corners((400, 800)), "PNG"))
    (tmp_path / "empty.png").touch()
    (tmp_path / "cut.png").write_bytes(encoded(corners((400, 800)), "PNG")[:60])
    (tmp_path / "bomb.png").write_bytes(png_of_size(40_000, 40_000))
    (tmp_path / "folder.png").mkdir()
    os.mkfifo(tmp_path / "pipe.png")

    async with running(tmp_path / "data", "--demo") as parley:
        parley.click("attach")
        dialog = parley.find("attach-dialog", QFileDialog)
        preview = dialog.findChild(QWidget, "file-preview")
        for name, said in [
            ("empty.png", "This file is empty."),
            ("cut.png", "This picture cannot be read: it is damaged, or of a rare kind."),
            ("bomb.png", "This picture is too large: 40000×40000 px. The most is 120 million pixels."),
            ("folder.png", "Folder"),
            ("pipe.png", "This is a pipe, a socket or a device, and no file."),
            ("gone.png", "This file does not exist, or no longer."),
            ("", "No preview"),
        ]:
            dialog.currentChanged.emit(str(tmp_path / "a.png"))
            await parley.until(lambda: preview.accessibleName().startswith("400×800"), "a picture is seen")
            before = dialog.size()
            dialog.currentChanged.emit(str(tmp_path / name) if name else "")
            await parley.until(lambda said=said: preview.accessibleName() == said, "it is told")
            assert not preview.findChild(QLabel).pixmap()
            assert said in {"No preview", *(label.text() for label in preview.findChildren(QLabel))}
            assert dialog.size() == before
        dialog.reject()


async def test_no_size_and_no_date_of_a_file_is_cut(tmp_path, monkeypatch):
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "a.png").write_bytes(bytes(999_999))
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(tmp_path / "pictures"))
    before = QFileDialog()
    before.setDirectory(QDir.current())  # as if none had been open

    async with running(tmp_path / "data", "--demo") as parley:
        parley.act("attach")
        dialog = parley.find("attach-dialog", QFileDialog)
        dialog.setViewMode(QFileDialog.ViewMode.Detail)
        files = dialog.findChild(QTreeView, "treeView")
        await parley.until(lambda: files.columnWidth(1) >= files.sizeHintForColumn(1) > 0, "the size has room")

        assert all(files.columnWidth(column) >= files.sizeHintForColumn(column) for column in (1, 2, 3))
        assert files.header().length() <= files.viewport().width()
        dialog.reject()


async def test_files_are_picked_first_where_pictures_lie(tmp_path, monkeypatch):
    (tmp_path / "pictures").mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(tmp_path / "pictures"))
    before = QFileDialog()
    before.setDirectory(QDir.current())  # as if none had been open

    async with running(tmp_path / "data", "--demo") as parley:
        parley.act("attach")
        dialog = parley.find("attach-dialog", QFileDialog)
        assert dialog.directory().absolutePath() == str(tmp_path / "pictures")
        dialog.reject()
    before.deleteLater()


async def test_a_dialog_that_closes_while_a_picture_is_read_makes_no_trouble(tmp_path):
    (tmp_path / "a.png").write_bytes(encoded(corners((400, 800)), "PNG"))

    async with running(tmp_path / "data", "--demo") as parley:
        parley.act("attach")
        dialog = parley.find("attach-dialog", QFileDialog)
        dialog.currentChanged.emit(str(tmp_path / "a.png"))
        dialog.reject()
        await parley.until(lambda: not any("file preview" in task.get_name() for task in asyncio.all_tasks()))


async def test_a_part_of_the_screen_is_attached_and_the_window_is_back(tmp_path, monkeypatch):
    monkeypatch.setattr(screen, "ASIDE", 0)

    async with running(tmp_path / "data", "--demo") as parley:
        parley.act("screen")
        assert not parley.window.isVisible()
        await parley.until(lambda: parley.shown("region-picker"), "one can draw")
        picker = parley.find("region-picker")
        QTest.mousePress(picker, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
        QTest.mouseMove(picker, QPoint(109, 59))
        QTest.mouseRelease(picker, Qt.MouseButton.LeftButton, pos=QPoint(109, 59))
        [chip] = await parley.prepared()
        assert (chip.image.name, chip.image.width, chip.image.height) == ("Screen.png", 100, 50)
        assert parley.window.isVisible()
        assert parley.window.focusWidget() is parley.find("composer")


async def test_a_desktop_that_allows_no_pictures_of_the_screen_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "wayland")
    monkeypatch.setattr(ScreenshotPortal, "ask", lambda portal: portal.failed.emit())

    async with running(tmp_path / "data", "--demo") as parley:
        parley.act("screen")
        said = "This desktop lets no program take pictures of the screen. Take one with its own tool."
        assert parley.notices() == [said]


def test_the_desktops_own_dialog_is_left_alone(qapp):
    class Native(QFileDialog):
        def layout(self):
            return None

    dialog = Native()
    assert preview_in(dialog) is None
    dialog.deleteLater()
