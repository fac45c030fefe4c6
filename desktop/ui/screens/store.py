"""Where the file of the conversations meets the window: which one is open, and what to do when it cannot be."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.domain.errors import Defect, DiskFull, StoreBusy, StoreFailure, StoreReadOnly
from desktop.store.database import Database
from desktop.ui import words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.services.tasks import TaskScope
    from desktop.ui.chat_pane import ChatPane

TOLD = 20  # seconds
AGAIN = 5.0  # seconds between looks whether what passes has passed
PASSING = (DiskFull, StoreBusy, StoreReadOnly)  # a fresh file in the same folder would fare no better

log = logging.getLogger(__name__)


class StoreScreen(QObject):
    """Opens a store, and never another one than the person chose. Until `settle`, says what Return cannot do yet.

    Args:
        usual: The file that is opened while nobody chose another one.
        remember: Told the name of the file for the next starts.
    """

    def __init__(self, pane: ChatPane, tasks: TaskScope, usual: Path, remember: Callable[[str], None]) -> None:
        super().__init__(pane)
        self._notices = pane.notices
        self._tasks = tasks
        self._usual = self._path = usual
        self._remember = remember
        self._chosen: asyncio.Queue[Path] = asyncio.Queue()
        self._sent = pane.composer.send_requested
        self._sent.connect(self._tell_early)

    async def open(self, path: Path) -> Database:
        """Open the conversations; where that fails, say so and wait for the person's way out.

        What may pass by itself, such as a full disk, is looked at again meanwhile.
        """
        chosen, said = path, ""
        while True:
            try:
                database = await Database.open(chosen, or_none=True)
                break
            except StoreFailure as failure:
                if failure.kind != said:
                    said = failure.kind
                    self._ask(failure, chosen)
                patience = AGAIN if isinstance(failure, PASSING) else None
            with suppress(TimeoutError):
                chosen, said = await asyncio.wait_for(self._chosen.get(), patience), ""
        self._path = chosen
        self._notices.remove_notice("file")
        if chosen != path:
            self._remember(chosen.name)
        if chosen != self._usual:
            self._tell(chosen)
        return database

    def settle(self) -> None:
        """There is a chat from now on: it hears Return."""
        self._sent.disconnect(self._tell_early)
        self._notices.remove_notice("early")

    def _tell_early(self) -> None:
        self._notices.show_notice("early", self.tr("Not sent: the conversations are not open."), [], "warning")

    def give_up(self, error: Exception, leave: Callable[[], None]) -> None:
        """Say that nobody knows why the program did not get to its chats, which another file may help."""
        text = self.tr("{error} The file of the conversations may be the reason.")
        text = text.format(error=words.sentence_for(Defect(type(error).__name__)))
        quits = (self.tr("Quit"), leave)

        def make_fresh() -> None:
            self._tasks.start(self._make_fresh(quits), "fresh store")

        ways = [(words.fix_label("fresh"), make_fresh), quits]
        self._notices.show_notice("file", text, ways, "error", closable=False)

    async def _make_fresh(self, quits: tuple[str, Callable[[], None]]) -> None:
        fresh = Database.beside(self._path)
        try:
            database = await Database.open(fresh)
            await database.close()
        except StoreFailure as failure:
            self._notices.show_notice("file", words.sentence_for(failure), [quits], "error", closable=False)
        else:
            self._remember(fresh.name)
            text = self.tr("From the next start on, chats are kept in {file}. {usual} stays as it is.")
            text = text.format(file=fresh.name, usual=self._path.name)
            self._notices.show_notice("file", text, [quits], "info", closable=False)

    def tell_temporary(self) -> None:
        """Say that the folder for data can be neither found nor made."""
        text = self.tr("The folder for your data cannot be used. What is new is kept in {folder}, for a short time.")
        self._notices.show_notice("folder", text.format(folder=self._usual.parent), [], "warning")

    def _ask(self, failure: StoreFailure, path: Path) -> None:
        log.warning("%s cannot be opened: %s", path.name, failure.kind)
        ways = [(words.fix_label("retry"), lambda: self._chosen.put_nowait(path))]
        if not isinstance(failure, PASSING):
            ways.insert(0, (words.fix_label("fresh"), lambda: self._chosen.put_nowait(Database.beside(path))))
        text = self.tr("{error}. Until the file is open, what you write is not kept.")
        text = text.format(error=words.sentence_for(failure).removesuffix("."))
        self._notices.show_notice("file", text, ways, "error", closable=False)

    def _tell(self, chosen: Path) -> None:
        """Say which file is in use, and offer the usual one again: a newer program may be able to read it."""
        text = self.tr("Chats are kept in {file}. {usual} stays as it is.").format(
            file=chosen.name, usual=self._usual.name
        )
        again = (self.tr("Try {usual} again").format(usual=self._usual.name), self._try_usual)
        self._notices.show_notice("file", text, [again], "info", TOLD)

    def _try_usual(self) -> None:
        self._tasks.start(self._look_at_usual(), "usual store")

    async def _look_at_usual(self) -> None:
        try:
            database = await Database.open(self._usual)
            await database.close()
        except StoreFailure as failure:
            self._notices.show_notice("file", words.sentence_for(failure), [], "warning")
        else:
            self._remember(self._usual.name)
            text = self.tr("From the next start on, the chats of {usual} are shown again.")
            self._notices.show_notice("file", text.format(usual=self._usual.name), [], "info")
