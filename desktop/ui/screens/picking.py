"""Where a person points at what is to be attached: files, and a part of the screen."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog
from shiboken6 import isValid

from desktop.domain.endings import PICTURE_FILES
from desktop.domain.errors import Failure, FileEmpty, NotAPicture
from desktop.domain.picture import LARGEST_FILE
from desktop.system.files import read_file
from desktop.system.threads import on_thread
from desktop.ui.dialogs.frame import open_dialog
from desktop.ui.dialogs.saving import begin_in
from desktop.ui.figures import human_size
from desktop.ui.images.decode import decoded_for
from desktop.ui.images.file_preview import preview_in
from desktop.ui.images.mime import offer_of
from desktop.ui.images.screen import ScreenPicture
from desktop.ui.screens.held_draft import HeldDraft
from desktop.ui.words import sentence_for

if TYPE_CHECKING:
    from PySide6.QtCore import QSize

    from desktop.domain.attachment import Offer
    from desktop.services.tasks import TaskScope
    from desktop.services.workspace import Workspace
    from desktop.system.images import Images
    from desktop.ui.images.file_preview import FilePreview
    from desktop.ui.main_window import MainWindow
    from desktop.ui.screens.chat import ChatScreen


class PickingScreen(QObject):
    """Opens the file dialog, with a preview where Qt draws it, and takes pictures of the screen."""

    def __init__(
        self, window: MainWindow, workspace: Workspace, images: Images, tasks: TaskScope, chat: ChatScreen
    ) -> None:
        super().__init__(window)
        self._window = window
        self._images = images
        self._tasks = tasks
        self._workspace = workspace
        self._wanted = ""
        self._looking = False
        window.chat.composer.pick_requested.connect(lambda: self.pick_files(self.tr("Attach files")))
        window.actions_by_id["attach"].triggered.connect(lambda _=False: self.pick_files(self.tr("Attach files")))
        chat.editing.replacing.connect(lambda: self.pick_files(self.tr("Choose a replacement")))
        window.actions_by_id["screen"].triggered.connect(lambda _checked=False: self.take_screen())

    def pick_files(self, title: str) -> None:
        """Attach files to the draft on view, which need not be there any more once they are chosen."""
        held = self._hold()
        dialog = QFileDialog(self._window, title)
        dialog.setObjectName("attach-dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        begin_in(dialog, QStandardPaths.StandardLocation.PicturesLocation)
        patterns = " ".join(f"*{ending}" for ending in PICTURE_FILES)
        dialog.setNameFilter(self.tr("All files (*);;Pictures ({patterns})").format(patterns=patterns))
        if preview := preview_in(dialog):
            preview.wanted.connect(lambda path: self._look(preview, path))
        dialog.filesSelected.connect(lambda paths: self._attach([offer_of(path) for path in paths], held))
        dialog.finished.connect(lambda _result: held.let_go())
        open_dialog(dialog)

    def _hold(self) -> HeldDraft:
        return HeldDraft(self._workspace, self._window.chat.notices)

    def _attach(self, offers: list[Offer], held: HeldDraft) -> None:
        held.offer(offers)
        if held.on_view:
            self._window.chat.composer.focus_editor()

    def _look(self, preview: FilePreview, path: str) -> None:
        self._wanted = path
        if not self._looking:
            self._looking = True
            self._tasks.start(self._show(preview, preview.room()), "file preview")

    async def _show(self, preview: FilePreview, room: QSize) -> None:
        """Show the picture under the cursor, and again while it is another one by then; never two at a time."""
        path = None
        try:
            while path != self._wanted:
                path = self._wanted
                image, facts = await self._read(path, room)
                if isValid(preview) and path == self._wanted:
                    preview.show_picture(image, facts)
        finally:
            self._looking = False

    async def _read(self, path: str, room: QSize) -> tuple[QImage, str]:
        """What is to be seen of a file, and what is known of it, or why there is nothing to be seen."""
        if not path:
            return QImage(), ""
        try:
            if await on_thread(Path(path).is_dir, "file"):
                return QImage(), self.tr("Folder")
            data = await on_thread(lambda: read_file(path, LARGEST_FILE), "file")
            size = human_size(len(data))
            made = await self._images.prepare(data)
        except NotAPicture:
            return QImage(), self.tr("Not a picture · {size}").format(size=size) if data else sentence_for(FileEmpty())
        except Failure as failure:
            return QImage(), sentence_for(failure)
        image = await on_thread(partial(decoded_for, made.preview, room), "preview")
        return image, f"{made.given_width}×{made.given_height} · {size}"

    def take_screen(self) -> None:
        """Attach a picture of a part of the screen, once the person has chosen it."""
        held, picture = self._hold(), ScreenPicture(self._window)
        picture.taken.connect(lambda offer: self._attach([offer], held))
        picture.ended.connect(held.let_go)
        picture.failed.connect(self._tell_no_screen)
        picture.start()

    def _tell_no_screen(self) -> None:
        text = self.tr("This desktop lets no program take pictures of the screen. Take one with its own tool.")
        self._window.chat.notices.show_notice("screen", text, [], "warning")
