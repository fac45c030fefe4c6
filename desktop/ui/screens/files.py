"""Where stored files meet the person who opens or saves one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.domain.attachment import file_name
from desktop.domain.errors import StoreFailure
from desktop.domain.parts import MediaPart
from desktop.ui import words
from desktop.ui.dialogs.frame import open_dialog
from desktop.ui.dialogs.source import SourceDialog
from desktop.ui.links import visible
from desktop.ui.screens.saving import Saving
from desktop.ui.transcript.files_row import FILE

if TYPE_CHECKING:
    from desktop.domain.parts import TextFilePart
    from desktop.services.tasks import TaskScope
    from desktop.services.workspace import Workspace
    from desktop.store.blobs import Blobs
    from desktop.ui.chat_pane import ChatPane


class FilesScreen(QObject):
    """Opens the text files of questions and of chips, as they are sent, and saves all other files of questions."""

    def __init__(self, pane: ChatPane, workspace: Workspace, blobs: Blobs, tasks: TaskScope) -> None:
        super().__init__(pane)
        self._pane = pane
        self._workspace = workspace
        self._blobs = blobs
        self._tasks = tasks
        self._saving = Saving(pane, tasks)
        pane.transcript.action_requested.connect(self._asked)

    def open(self, file: TextFilePart | MediaPart) -> None:
        """Show the text of a file, or ask where to save another one, once it is read."""
        self._tasks.start(self._show(file), "file")

    def _asked(self, message_id: str, action: str) -> None:
        message = self._workspace.chat.conversation.messages.get(message_id)
        for file in message.files if message else ():
            if action == FILE + file.blob:
                self.open(file)
                return

    async def _show(self, file: TextFilePart | MediaPart) -> None:
        try:
            data = await self._blobs.get(file.blob)
        except StoreFailure as failure:
            self._pane.notices.show_notice("stored", words.sentence_for(failure), [], "error")
            return
        if isinstance(file, MediaPart):
            self._saving.ask_for(file_name(file.name, file.media_type), data)
        else:
            open_dialog(SourceDialog(data.decode(errors="replace"), self._pane, visible(file.name)))
