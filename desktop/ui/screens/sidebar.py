"""Where the library meets the list of conversations."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.ui.figures import clock_text, day_text, weekday_text
from desktop.ui.notices import UNDO_SECONDS
from desktop.ui.sidebar.conversations import Row

if TYPE_CHECKING:
    from datetime import date

    from desktop.services.workspace import Workspace
    from desktop.ui.notices import NoticeBar
    from desktop.ui.screens.news import News
    from desktop.ui.sidebar.sidebar import Sidebar

KEPT = 100_000  # times in words: all rows are shown anew whenever one changes


class SidebarScreen(QObject):
    """Keeps the list equal to the library; deleting is done at once and offered back."""

    def __init__(self, sidebar: Sidebar, workspace: Workspace, notices: NoticeBar, news: News) -> None:
        super().__init__(sidebar)
        self._sidebar = sidebar
        self._workspace = workspace
        self._library = workspace.library
        self._notices = notices
        self._news = news
        self._deleted: list[tuple[str, bool]] = []  # since the notice came, and whether each was on view then
        self._when = lru_cache(KEPT)(self._in_words)
        news.changed.connect(self._show)
        self._library.changed.connect(self._show)
        workspace.answering_changed.connect(self._show)
        notices.removed.connect(self._notice_gone)
        workspace.opened.connect(self._show)
        sidebar.new_requested.connect(workspace.new)
        sidebar.opened.connect(workspace.go_to)
        sidebar.rename_requested.connect(self._library.rename)
        sidebar.delete_requested.connect(self.delete)
        self._show()

    def rename_current(self) -> None:
        self._sidebar.edit_title(self._workspace.chat.conversation.id)

    def delete_current(self) -> None:
        self.delete(self._workspace.chat.conversation.id)

    def delete(self, conversation_id: str) -> None:
        """Delete at once, and offer it back for half a minute."""
        if all(summary.id != conversation_id for summary in self._library.summaries):
            return
        self._deleted.append((conversation_id, conversation_id == self._workspace.chat.conversation.id))
        self._workspace.delete(conversation_id)
        count = len(self._deleted)
        said = self.tr("The chat is deleted.") if count == 1 else self.tr("{n} chats are deleted.")
        undo = (self.tr("Undo"), self._undo)
        self._notices.show_notice("deleted", said.format(n=count), [undo], "info", UNDO_SECONDS)

    def _undo(self) -> None:
        """Bring back all that the notice speaks of, and the last of it that was on view."""
        deleted = self._deleted.copy()
        self._notices.remove_notice("deleted")
        for conversation_id, _ in deleted:
            self._library.restore(conversation_id)
        if on_view := [conversation_id for conversation_id, was_on_view in deleted if was_on_view]:
            self._workspace.go_to(on_view[-1])

    def _notice_gone(self, key: str) -> None:
        """What was offered back is offered no longer."""
        if key == "deleted":
            self._deleted.clear()

    def _show(self) -> None:
        today = datetime.now(UTC).astimezone().date()
        summaries = self._library.summaries
        news = {model: self._news.of(model) for model in {summary.model for summary in summaries}}
        answering = self._workspace.answering
        self._sidebar.set_conversations(
            Row(
                s.id,
                s.title,
                self.tr("damaged") if s.damaged else self._when(s.changed, today),
                news[s.model],
                answering=s.id in answering,
            )
            for s in summaries
        )
        self._sidebar.set_current(self._workspace.chat.conversation.id)

    def _in_words(self, changed: datetime, today: date) -> str:
        """Relative words for a time: the clock today, the weekday this week, else the date."""
        local = changed.astimezone()
        days = (today - local.date()).days
        if days <= 0:
            return clock_text(local)
        if days == 1:
            return self.tr("yesterday")
        return weekday_text(local.date()) if days < 7 else day_text(local.date())  # noqa: PLR2004 - a week
