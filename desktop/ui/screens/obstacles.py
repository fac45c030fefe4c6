"""What stands in the way of asking, said above the composer with what helps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.ui import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from desktop.domain.errors import Failure
    from desktop.services.workspace import Workspace
    from desktop.ui.chat_pane import ChatPane

BUSY_SECONDS = 8


class Obstacles(QObject):
    """Says why a question cannot be asked now.

    Attributes:
        fixes: What helps after a failure, by the ids that `words` knows.
    """

    def __init__(self, pane: ChatPane, workspace: Workspace, fixes: dict[str, Callable[[], None]]) -> None:
        super().__init__(pane)
        self._notices = pane.notices
        self._workspace = workspace
        self.fixes = fixes

    def explain(self, failure: Failure) -> None:
        fix, label = words.way_out(failure)
        actions = [(label, self.fixes[fix])] if fix in self.fixes else []
        self._notices.show_notice("send", words.sentence_for(failure), actions, "warning")

    def said_from_here(self, said: str, chat_ids: Iterable[str]) -> str:
        """What is said of these chats, in the one on view."""
        here = self._workspace.chat.conversation.id in chat_ids
        return said if here else self.tr("In another chat: {what}").format(what=said)

    def is_free(self) -> bool:
        """Whether nothing is on its way; else say so, and how to end it."""
        if not self._workspace.chat.answering:
            return True
        stop = (self.tr("Stop"), self._stop)
        self._notices.show_notice("busy", self.tr("An answer is still coming."), [stop], "info", BUSY_SECONDS)
        return False

    def _stop(self) -> None:
        self._notices.remove_notice("busy")
        self._workspace.chat.stop()
