"""What a person does with one message: its buttons, its menu, and the dialogs behind them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject

from desktop.domain.attachment import Offer
from desktop.domain.embedded import files_of, without_places
from desktop.domain.message import Message, Role
from desktop.domain.parts import Withheld
from desktop.domain.refusals import left_out_for
from desktop.domain.versions import versions_of
from desktop.ui.clipboard import put_on_clipboard
from desktop.ui.dialogs.frame import open_dialog
from desktop.ui.dialogs.model import ModelDialog
from desktop.ui.dialogs.source import SourceDialog
from desktop.ui.dialogs.versions import VersionsDialog
from desktop.ui.links import open_link
from desktop.ui.notices import UNDO_SECONDS
from desktop.ui.screens.receipts import receipt_dialog
from desktop.ui.transcript.foot_row import SEND_AGAIN
from desktop.ui.transcript.receipt_line import RECEIPT

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QDialog

    from desktop.services.chat import Chat, Target
    from desktop.services.workspace import Workspace
    from desktop.ui.chat_pane import ChatPane
    from desktop.ui.screens.editing import EditingScreen
    from desktop.ui.screens.obstacles import Obstacles
    from desktop.ui.transcript.hold import Mark

CREDITS_PAGE = "https://openrouter.ai/settings/credits"
PRIVACY_PAGE = "https://openrouter.ai/settings/privacy"


class Deleted(NamedTuple):
    """A message that is offered back: how many went with it, and what was read then."""

    chat: Chat
    message_id: str
    size: int
    mark: Mark | None


class MessagesScreen(QObject):
    """Turns what is done with a message into verbs.

    Args:
        speaker: Who says a message.
    """

    def __init__(
        self,
        pane: ChatPane,
        workspace: Workspace,
        obstacles: Obstacles,
        editing: EditingScreen,
        speaker: Callable[[Message], str],
    ) -> None:
        super().__init__(pane)
        self._pane = pane
        self._workspace = workspace
        self._obstacles = obstacles
        self._editing = editing
        self._speaker = speaker
        self._deleted: list[Deleted] = []  # since the notice came …
        self._earlier: list[Deleted] = []  # … and before: the key brings that back, too
        self._verbs = self._make_verbs()
        pane.transcript.action_requested.connect(self.act)
        pane.transcript.undo_requested.connect(lambda: self._undo(workspace.chat))
        pane.notices.removed.connect(self._notice_gone)
        workspace.opened.connect(self._say_where)

    def _make_verbs(self) -> dict[str, Callable[[Message], object]]:
        """What the actions of a message do."""
        return {
            "regenerate": self._regenerate,
            "retry": self._regenerate,
            "another": self._ask_another_model,
            "without": self._ask_without,
            "without-all": lambda message: self._ask_without(message, all_of_them=True),
            "answer": lambda message: self._ask(lambda chat, target: chat.answer(message.id, target)),
            "continue": lambda message: self._ask(lambda chat, target: chat.resume(message.id, target)),
            **self._make_edits(),
            "withhold": lambda message: self._workspace.chat.withhold(message.id, Withheld.BY_HAND),
            SEND_AGAIN: lambda message: self._workspace.chat.withhold(message.id, Withheld.NO),
            "use": self._use,
            "previous": lambda message: self._turn(message, -1),
            "next": lambda message: self._turn(message, 1),
            "copy": lambda message: self._pane.transcript.copy_message(message.id),
            "copy-markdown": lambda message: put_on_clipboard(
                without_places(self._text(message), files_of(message.images))
            ),
            "quote": self._quote,
            "source": lambda message: open_dialog(SourceDialog(self._text(message), self._pane)),
            RECEIPT: lambda message: open_dialog(receipt_dialog(message, self._pane)),
            "delete": self._delete,
            "versions": lambda message: self.show_versions(message.id),
            "credits": lambda _: open_link(CREDITS_PAGE),
            "privacy": lambda _: open_link(PRIVACY_PAGE),
        }

    def _make_edits(self) -> dict[str, Callable[[Message], object]]:
        """What puts a question into the composer."""
        editing = self._editing
        begun = {
            "edit": editing.edit,
            "shrink": editing.shrink,
            "enlarge": editing.enlarge,
            "fetch": editing.fetch,
            "replace": editing.replace_refused,
        }
        return {verb: partial(self._edit, begin=begin) for verb, begin in begun.items()}

    def act(self, message_id: str, action: str) -> None:
        """Do what a button of a message says."""
        conversation = self._workspace.chat.conversation
        if not conversation.has(message_id):
            return
        message = conversation.messages[message_id]
        if verb := self._verbs.get(action):
            verb(message)
        elif fix := self._obstacles.fixes.get(action):
            fix()

    def _text(self, message: Message) -> str:
        """What a message says, as far as it has come."""
        turn = self._workspace.chat.turn
        return turn.growing.text if turn is not None and turn.message.id == message.id else message.text

    def act_on_last(self, role: Role, action: str) -> None:
        """Do it with the last message on view that somebody of this role wrote."""
        conversation = self._workspace.chat.conversation
        for message_id in reversed(conversation.branch_ids()):
            if conversation.messages[message_id].role is role:
                self.act(message_id, action)
                return

    def _ask(self, verb: Callable[[Chat, Target], None], model_id: str = "") -> None:
        if obstacle := self._workspace.asked(model_id).obstacle:
            self._obstacles.explain(obstacle)
        elif self._obstacles.is_free():
            verb(self._workspace.chat, self._workspace.target(model_id))
            self._pane.transcript.scroll_to_end()

    def _regenerate(self, message: Message) -> None:
        self._ask(lambda chat, target: chat.regenerate(message.id, target))

    def _ask_without(self, answer: Message, *, all_of_them: bool = False) -> None:
        """Ask a refused question again, and send no more what is attached to it, or to earlier ones."""

        def ask(chat: Chat, target: Target) -> None:
            branch = chat.conversation.branch(answer.parent)
            for message_id in left_out_for(branch[-1], branch, all_of_them=all_of_them):
                chat.withhold(message_id, Withheld.BY_HAND)
            chat.regenerate(answer.id, target)

        self._ask(ask)

    def _ask_another_model(self, message: Message) -> None:
        dialog = ModelDialog(self._workspace.connection.catalog.catalog, message.model, self._pane)
        dialog.chosen.connect(
            lambda model_id: self._ask(lambda chat, target: chat.regenerate(message.id, target), model_id)
        )
        self._open_here(dialog)

    def turn(self, step: int) -> None:
        """Show another version of the message that has the keyboard, or of the last answer or else its question."""
        if version := self.version_beside(step):
            self._show_version(version)

    def version_beside(self, step: int) -> str:
        """The one that `turn` shows; "" when there is none."""
        ids, keys = self._workspace.chat.conversation.branch_ids(), self._pane.transcript.keys
        if self._pane.transcript.hasFocus() and 0 <= keys.entry < len(ids) > keys.seen:
            return self._beside(ids[keys.seen], step)
        siblings = self._workspace.chat.conversation.siblings
        last = next((message_id for message_id in reversed(ids[-2:]) if len(siblings(message_id)) > 1), "")
        return self._beside(last, step) if last else ""

    def _beside(self, message_id: str, step: int) -> str:
        versions = self._workspace.chat.conversation.siblings(message_id)
        at = versions.index(message_id) + step
        return versions[at] if 0 <= at < len(versions) else ""

    def _turn(self, message: Message, step: int) -> None:
        if version := self._beside(message.id, step):
            self._show_version(version)

    def _show_version(self, message_id: str) -> None:
        chat = self._workspace.chat
        if chat.conversation.has(message_id):
            chat.show_version(message_id)  # an answer that is arriving goes on in its own

    def _go_to(self, message_id: str) -> None:
        """Give a version the keyboard, and put it on view if it is not."""
        chat, transcript = self._workspace.chat, self._pane.transcript
        if message_id not in chat.conversation.branch_ids():
            self._show_version(message_id)
        if (index := transcript.flow.index_of(message_id)) >= 0:
            transcript.keys.go_to(index)
            transcript.setFocus()

    def _edit(self, message: Message, begin: Callable[[str], None]) -> None:
        """Edit a question, or the one that was answered."""
        if self._obstacles.is_free():
            begin(message.id if message.role is Role.USER else message.parent)

    def _use(self, message: Message) -> None:
        """Attach the pictures of an answer to the next question."""
        self._workspace.intake.offer([Offer(it.name, blob=it.blob, url=it.url) for it in message.images])
        self._pane.composer.focus_editor()

    def _quote(self, message: Message) -> None:
        """Quote what is selected of the message, else all of it; places of pictures mean nothing to who is asked."""
        quoted = self._pane.transcript.selected_in(message.id) or self._text(message)
        self._pane.composer.quote(without_places(quoted).strip())

    def show_versions(self, message_id: str = "") -> None:
        """The tree of all versions, at a message or at the end of what is on view."""
        conversation = self._workspace.chat.conversation
        tree = versions_of(conversation)
        dialog = VersionsDialog(tree, conversation, self._speaker, message_id or conversation.leaf, self._pane)
        dialog.chosen.connect(self._go_to)
        self._open_here(dialog)

    def _open_here(self, dialog: QDialog) -> None:
        """Open a dialog that has a meaning in this chat only: another start of the program may show another one."""
        disconnect = self._workspace.opened.connect(dialog.reject)
        dialog.finished.connect(disconnect)
        open_dialog(dialog)

    def _delete(self, message: Message) -> None:
        """Delete at once, and offer it back for half a minute; the key does so as long as the program runs."""
        chat = self._workspace.chat
        if not self._obstacles.is_free():
            return
        gone = chat.conversation.below(message.id)
        if self._workspace.drafting.editing in gone:
            self._editing.put_back()
        transcript, bar = self._pane.transcript, self._pane.transcript.verticalScrollBar()
        mark = transcript.flow.mark
        chat.delete(message.id)
        if bar.value() == bar.maximum():
            transcript.scroll_to_end()  # what stands at the end now is not hidden by the notice
        self._deleted.append(Deleted(chat, message.id, len(gone), mark))
        undo = (self.tr("Undo"), self._undo)
        self._pane.notices.show_notice("message", self._said(), [undo], "info", UNDO_SECONDS)

    def _say_where(self) -> None:
        """The notice stays while other chats are looked at, and is not taken for one of these."""
        self._pane.notices.say("message", self._said())

    def _said(self) -> str:
        count = sum(deleted.size for deleted in self._deleted)
        said = self.tr("The message is deleted.") if count == 1 else self.tr("{n} messages are deleted.")
        chats = [deleted.chat.conversation.id for deleted in self._deleted]
        return self._obstacles.said_from_here(said.format(n=count), chats)

    def _undo(self, here: Chat | None = None) -> None:
        """Bring back all that the notice speaks of, or what of it was deleted here, the last one first.

        Where it speaks of nothing here, what was deleted last before.
        """
        back = [deleted for deleted in self._deleted if here in (None, deleted.chat)]
        back = back or [deleted for deleted in self._earlier if here is deleted.chat][-1:]
        self._deleted = [deleted for deleted in self._deleted if deleted not in back]
        self._earlier = [deleted for deleted in self._earlier if deleted not in back]
        for chat, message_id, _, mark in reversed(back):
            chat.restore(message_id)
            if chat is self._workspace.chat and message_id in chat.conversation.branch_ids():
                self._pane.transcript.come_back(mark, message_id)
        if self._deleted:
            self._say_where()
        else:
            self._pane.notices.remove_notice("message")

    def _notice_gone(self, key: str) -> None:
        """What was offered back is offered no longer, but the key still brings it back."""
        if key == "message":
            self._earlier += self._deleted
            self._deleted = []
