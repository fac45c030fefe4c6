"""Where an earlier question meets the composer: changed, left as it was, and what was made of it offered back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.domain.parts import Withheld
from desktop.domain.vision import Quality
from desktop.ui.notices import UNDO_SECONDS

if TYPE_CHECKING:
    from desktop.domain.conversation import Conversation
    from desktop.domain.message import Message
    from desktop.services.workspace import Workspace
    from desktop.ui.chat_pane import ChatPane
    from desktop.ui.screens.obstacles import Obstacles


class EditingScreen(QObject):
    """Puts earlier questions into the composer, and the draft that stood there back.

    Signals:
        shown: The composer has been filled.
        replacing: Something is to be chosen in the place of what was taken out of a question.
    """

    shown = Signal()
    replacing = Signal()

    def __init__(self, pane: ChatPane, workspace: Workspace, obstacles: Obstacles) -> None:
        super().__init__(pane)
        self._pane = pane
        self._workspace = workspace
        self._obstacles = obstacles
        self._left: tuple[Conversation, str] | None = None  # the question whose edit is offered back
        pane.notices.removed.connect(self._notice_gone)
        workspace.opened.connect(self._say_where)

    def show(self) -> None:
        """Fill the composer, and say whether that is an earlier question."""
        message_id = self._workspace.drafting.editing
        if self._left is not None and message_id == self._left[1]:
            self._left = None
            self._pane.notices.remove_notice("edit")
        hint = self.tr("Editing an earlier question · Esc leaves it as it was") if message_id else ""
        self._pane.composer.set_editing(bool(message_id), hint)
        self._pane.composer.set_text(self._workspace.drafting.text)
        self.shown.emit()

    def edit(self, message_id: str) -> None:
        if self._workspace.drafting.begin_edit(message_id):
            self.show()
            self._pane.composer.focus_editor()

    def _edited(self, message_id: str) -> Message | None:
        """Put a question into the composer, and return it; None where it cannot be edited."""
        self.edit(message_id)
        if self._workspace.drafting.editing != message_id:
            return None
        return self._workspace.chat.conversation.messages[message_id]

    def shrink(self, message_id: str) -> None:
        """Put a question into the composer with those pictures made anew that were refused, to be looked at first."""
        if question := self._edited(message_id):
            self._workspace.look_again()  # the refusal may have been read a moment ago
            self._workspace.intake.shrink({image.blob for image in question.images if image.withheld})

    def enlarge(self, message_id: str) -> None:
        """Put a question into the composer with those pictures that were too small as large as they came."""
        if question := self._edited(message_id):
            refused = {image.blob for image in question.images if image.withheld and image.has_more_pixels}
            for chip in self._workspace.intake.attachments:
                if chip.image and chip.image.blob in refused:
                    self._workspace.intake.choose(chip.id, Quality.ORIGINAL)

    def fetch(self, message_id: str) -> None:
        """Put a question into the composer, and fetch what was refused of it as an address, to be sent itself."""
        if question := self._edited(message_id):
            refused = {image.url for image in question.images if image.withheld and image.url}
            for chip in self._workspace.intake.attachments:
                if chip.image and chip.image.url in refused:
                    self._pane.composer.attachment_asked.emit("fetch", chip.id)  # as its menu does

    def replace_refused(self, message_id: str) -> None:
        """Put a question into the composer without what was refused, which can be brought back, and let choose."""
        if question := self._edited(message_id):
            refused = [replace(part, withheld=Withheld.NO) for part in question.media if part.withheld]
            for chip in self._workspace.intake.attachments:
                if (chip.image or chip.media) in refused:
                    self._workspace.intake.remove(chip.id)
            self.replacing.emit()

    def put_back(self) -> bool:
        """Put the draft back; whether an edit stays."""
        stays = self._workspace.drafting.leave_edit()
        self.show()
        return stays

    def leave(self) -> None:
        """Leave the question as it was, and offer what was made of it back for half a minute."""
        left = self._workspace.chat.conversation, self._workspace.drafting.editing
        self._forget()
        if self.put_back():
            self._left = left
            undo = (self.tr("Undo"), self._edit_again)
            self._pane.notices.show_notice("edit", self._said(left[0]), [undo], "info", UNDO_SECONDS)
        else:
            self._workspace.drafting.forget_edit(*left)

    def _say_where(self) -> None:
        """The notice stays while other chats are looked at, and is not taken for one of these."""
        if self._left is not None:
            self._pane.notices.say("edit", self._said(self._left[0]))

    def _said(self, chat: Conversation) -> str:
        return self._obstacles.said_from_here(self.tr("The question stays as it was."), [chat.id])

    def chat_changed(self) -> None:
        """The edit of a question that is deleted is offered no longer; it stays, should the question come back."""
        chat = self._workspace.chat.conversation
        if self._left is not None and self._left[0].id == chat.id and not chat.has(self._left[1]):
            self._left = None
            self._pane.notices.remove_notice("edit")

    def _edit_again(self) -> None:
        if self._left is None:
            return
        conversation, message_id = self._left
        if conversation.id != self._workspace.chat.conversation.id:
            self._left = None
            self._pane.notices.remove_notice("edit")
            self._workspace.go_to(conversation.id)  # an edit that was not forgotten comes with it
        elif self._obstacles.is_free():
            self.edit(message_id)

    def _forget(self) -> None:
        if self._left is not None:
            self._workspace.drafting.forget_edit(*self._left)
            self._left = None

    def _notice_gone(self, key: str) -> None:
        """What was offered back is offered no longer."""
        if key == "edit":
            self._forget()
