"""The draft that something was asked for in: what comes of it goes there, whichever chat is on view by then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.attachment import Offer
    from desktop.services.workspace import Workspace
    from desktop.ui.notices import NoticeBar

translate = QCoreApplication.translate

KEY = "held"


class HeldDraft:
    """Keeps the draft on view at hand, with what is attached to it, until it is let go."""

    def __init__(self, workspace: Workspace, notices: NoticeBar) -> None:
        self._workspace = workspace
        self._notices = notices
        self._chat_id = workspace.chat.conversation.id
        self._name = workspace.intake.hold()

    @property
    def on_view(self) -> bool:
        return self._workspace.intake.shows(self._name)

    def let_go(self) -> None:
        self._workspace.intake.release(self._name)

    def offer(self, offers: Sequence[Offer]) -> None:
        """Attach this to the draft, and say so where it is out of sight; or that it has gone."""
        if self._workspace.intake.offer_to(self._name, offers):
            self.tell(translate("held_draft", "Attached in another chat."))
        else:
            self.tell_gone(translate("held_draft", "Not attached: the question it was for is written no more."))

    def tell(self, said: str) -> None:
        """Say what was done out of sight, and offer a look at it."""
        if not self.on_view:
            show = (translate("held_draft", "Show"), self._show)
            self._notices.show_notice(KEY, said, [show], "info")

    def tell_gone(self, said: str) -> None:
        """Say that nothing was done."""
        self._notices.show_notice(KEY, said, [], "error")

    def _show(self) -> None:
        self._notices.remove_notice(KEY)
        self._workspace.go_to(self._chat_id)
