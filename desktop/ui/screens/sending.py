"""Where what the composer holds is sent: at once, once it is ready, or without what does not go."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject

from desktop.domain.parts import Modality
from desktop.ui import words
from desktop.ui.kind_words import lack
from desktop.ui.links import visible
from desktop.ui.screens.invisible import INVISIBLE

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.services.workspace import Workspace
    from desktop.ui.chat_pane import ChatPane
    from desktop.ui.screens.editing import EditingScreen
    from desktop.ui.screens.obstacles import Obstacles


class Due(NamedTuple):
    """A question that is sent once it is ready.

    Attributes:
        chips: What is attached to it.
        agreed: What `send` was told.
        chat: Id of its conversation.
        editing: Id of the earlier question that it is an edit of, else "".
    """

    chips: set[str]
    agreed: object
    chat: str
    editing: str


class SendingScreen(QObject):
    """Sends a question, or says what stands in the way."""

    def __init__(
        self,
        pane: ChatPane,
        workspace: Workspace,
        obstacles: Obstacles,
        editing: EditingScreen,
        model_name: Callable[[str], str],
    ) -> None:
        super().__init__(pane)
        self._pane = pane
        self._notices = pane.notices
        self._workspace = workspace
        self._obstacles = obstacles
        self._editing = editing
        self._model_name = model_name
        self._warned: object = None  # the last model that would be sent something without the rest, and that rest
        self._due: Due | None = None
        self._unsent: dict[str, str] = {}  # `Due.editing` by `Due.chat`, where it was left before it could be sent
        workspace.intake.changed.connect(self._intake_changed)
        pane.composer.send_requested.connect(self.send)
        pane.composer.text_changed.connect(self._text_changed)
        pane.notices.removed.connect(self._notice_gone)
        editing.shown.connect(self._tell_unsent)

    def send(self, agreed: object = None) -> None:
        """Send what the composer holds, or say what stands in the way.

        Args:
            agreed: What the person wants to send it without, as `_left_behind` said it.
        """
        workspace = self._workspace
        workspace.drafting.keep_text(self._pane.composer.text())
        if obstacle := workspace.asked().obstacle:
            self._obstacles.explain(obstacle)
        elif not self._obstacles.is_free():
            return
        elif workspace.intake.pending:
            self._send_once_ready(agreed)
        elif any(left := self._left_behind()) and left != agreed:
            self._offer_ways_to_send(*left)
        else:
            self._send()

    def _send_once_ready(self, agreed: object) -> None:
        """Send as soon as what is attached is ready; not when the person takes that back, or goes on editing."""
        said = self.tr("This goes as soon as what is attached is ready · Esc or a change takes that back")
        self._notices.show_notice("pending", said, [(self.tr("Cancel"), self.wait_no_more)], "info")
        self._due = self._as_due(agreed)

    def _as_due(self, agreed: object) -> Due:
        workspace = self._workspace
        chips = {chip.id for chip in workspace.intake.attachments}
        return Due(chips, agreed, workspace.chat.conversation.id, workspace.drafting.editing)

    @property
    def waits(self) -> bool:
        """Whether a question is sent as soon as it is ready."""
        return self._due is not None

    def wait_no_more(self) -> None:
        self._notices.remove_notice("pending")

    def _notice_gone(self, key: str) -> None:
        """What the notice spoke of is not done any more, whoever took it away."""
        if key == "pending":
            due, self._due = self._due, None
            here = self._workspace.chat.conversation.id, self._workspace.drafting.editing
            if due is not None and here != (due.chat, due.editing):
                self._unsent[due.chat] = due.editing
                if here[0] != due.chat:
                    said = self._obstacles.said_from_here(self._said_unsent(), [due.chat])
                    ways = [(self.tr("Show"), lambda: self._workspace.go_to(due.chat))]
                    self._notices.show_notice("unsent", said, ways, "warning")

    def _said_unsent(self) -> str:
        return self.tr("This was not sent: you left before what is attached was ready.")

    def _tell_unsent(self) -> None:
        """Once what was left is in the composer again."""
        chat = self._workspace.chat.conversation.id
        if self._unsent.get(chat) == self._workspace.drafting.editing:
            del self._unsent[chat]
            self._notices.remove_notice("unsent")
            self._notices.show_notice("pending", self._said_unsent(), [(self.tr("Send"), self.send)], "warning")

    def _send(self) -> None:
        self._notices.remove_notice("send")
        self.wait_no_more()
        if self._workspace.send():
            for key in (INVISIBLE, "beside"):
                self._notices.remove_notice(key)
            self._editing.show()
            self._pane.transcript.scroll_to_end()

    def _left_behind(self) -> tuple[list[Modality], tuple[str, ...]]:
        """What would not be sent: kinds that the model does not take, and names of what could not be attached."""
        return self._workspace.not_taken(), self._workspace.intake.failed

    def _offer_ways_to_send(self, kinds: list[Modality], failed: tuple[str, ...]) -> None:
        self._warned = self._workspace.model_id, (kinds, failed)
        without = (self.tr("Send without"), lambda: self.send((kinds, failed)))
        said, ways = [], [without] if self._workspace.drafting.can_be_sent else []
        if kinds:
            said.append(lack(self._model_name(self._workspace.model_id), kinds))
            sees = kinds == [Modality.IMAGE]
            label = self.tr("Choose a model that sees") if sees else words.fix_label("model")
            ways.insert(0, (label, self._obstacles.fixes["seeing" if sees else " ".join(kinds)]))
        if failed:
            names = self.tr("{name} and {n} more").format(name=failed[0], n=len(failed) - 1)
            lost = (
                self.tr("Not attached, whatever model is asked: {name}.") if kinds else self.tr("Not attached: {name}.")
            )
            said.append(lost.format(name=visible(names if failed[1:] else failed[0])))
        self._notices.show_notice("send", "\n".join(said), ways, "warning")

    def _intake_changed(self) -> None:
        self.clear_way()
        if (due := self._due) is None:
            return
        now = self._as_due(due.agreed)
        another = (now.chat, now.editing) != (due.chat, due.editing)
        if another or now.chips < due.chips or now.chips > due.chips:  # a folder goes too, but its files come
            self.wait_no_more()
        elif self._workspace.intake.pending:
            self._due = now
        else:
            self.wait_no_more()
            self.send(due.agreed)

    def clear_way(self) -> None:
        """Take back what stood in the way of sending, once it does not; where something else does, say that instead."""
        if self._workspace.asked().obstacle or not self._notices.shows("send"):
            return
        if not any(left := self._left_behind()):
            self._notices.remove_notice("send")
        elif (self._workspace.model_id, left) != self._warned:
            self._offer_ways_to_send(*left)

    def _text_changed(self) -> None:
        self.wait_no_more()
        self._workspace.drafting.keep_text(self._pane.composer.text())
