"""Saving a part of the conversation as a file: asked for without waiting, written beside the loop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.domain.attachment import last_part
from desktop.domain.errors import FileUnwritable
from desktop.system.files import save_file
from desktop.system.threads import on_thread
from desktop.ui import words
from desktop.ui.dialogs.saving import ask_where_to_save

if TYPE_CHECKING:
    from desktop.services.tasks import TaskScope
    from desktop.ui.chat_pane import ChatPane

SHOWN = 6.0  # seconds that a success is told


class Saving(QObject):
    """Asks where to, writes, and says how that went."""

    def __init__(self, pane: ChatPane, tasks: TaskScope) -> None:
        super().__init__(pane)
        self._pane = pane
        self._tasks = tasks
        pane.transcript.save_requested.connect(self.ask)

    def ask(self, name: str, text: str) -> None:
        """Ask for a file in which a text is to be put, in UTF-8; `name` is what is proposed."""
        self.ask_for(name, text.encode("utf-8", "replace"))

    def ask_for(self, name: str, data: bytes) -> None:
        """The same for any contents."""
        ask_where_to_save(self._pane, self.tr("Save as"), name, lambda path: self.save(path, data))

    def save(self, path: str, data: bytes) -> None:
        """Write a file."""
        self._tasks.start(self._write(path, data), "save")

    async def _write(self, path: str, data: bytes) -> None:
        notices = self._pane.notices
        name = last_part(path)
        try:
            await on_thread(lambda: save_file(path, data), "save")
        except FileUnwritable as failure:
            again = (words.fix_label("elsewhere"), lambda: self._again(name, data))
            notices.show_notice("save-code", words.sentence_for(failure, advice=False), [again], "error")
        else:
            notices.show_notice("save-code", self.tr("Saved: {file}").format(file=name), seconds=SHOWN)

    def _again(self, name: str, data: bytes) -> None:
        self._pane.notices.remove_notice("save-code")
        self.ask_for(name, data)
