"""What stands in the composer: the draft of the chat on view, or an edit of an earlier question in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.conversation import Draft
from desktop.domain.message import Role
from desktop.domain.observable import Observable
from desktop.domain.parts import Withheld

if TYPE_CHECKING:
    from desktop.domain.conversation import Conversation
    from desktop.domain.message import Message
    from desktop.services.chat import Chat
    from desktop.services.intake import Intake
    from desktop.services.library import Library


class Drafting:
    """Keeps what is typed and attached, by the conversation or the question that it belongs to.

    Attributes:
        text: What was typed, as last told by `keep_text`.
        editing: Id of the earlier question that is edited, else "".
        turned: Another question of the chat is edited, or none any more.
    """

    def __init__(self, library: Library, intake: Intake, chat: Chat) -> None:
        self.text = self.editing = ""
        self.turned: Observable[[]] = Observable()
        self._library = library
        self._intake = intake
        self._chat = chat
        self._quiet = False
        self._kept = Draft()
        self._left: dict[str, tuple[Conversation, str, str]] = {}  # with the question that is edited there, or ""
        self._edits: dict[str, Draft] = {}  # not sent, by the questions' ids
        intake.show(chat.conversation.id, Draft())
        intake.changed.connect(self._keep)
        intake.landed.connect(self._landed)

    @property
    def is_empty(self) -> bool:
        return not (self.text or self._intake.attachments)

    @property
    def can_be_sent(self) -> bool:
        """Whether something is left of it without what could not be attached."""
        return bool(self.text.strip() or self.draft.attached)

    @property
    def draft(self) -> Draft:
        """The text with what is attached and ready."""
        return self._intake.draft(self.text)

    def show(self, chat: Chat, draft: Draft, edits: dict[str, Draft]) -> None:
        """Put another chat's draft into the composer, or its edit that was last worked on."""
        self._leave()
        self._chat = chat
        self._edits |= edits
        self.editing = ""
        self._put(chat.conversation.id, draft)
        self.begin_edit(next(reversed(edits), ""))

    def keep_text(self, text: str) -> None:
        """The composer's text changed: store it."""
        self.text = text
        self._keep()

    def _keep(self) -> None:
        if self._quiet:
            return
        draft, conversation = self.draft, self._chat.conversation
        if self.editing:
            if draft == _as_asked(conversation.messages[self.editing]):
                draft = Draft()
            self._edits[self.editing] = draft
        self._library.keep_draft(conversation, draft, self.editing)

    def _leave(self) -> None:
        """The draft is taken from view: remember the text that belongs to pictures which may still change."""
        if self._intake.holds() or (self._intake.pending and not self.editing):
            chat = self._chat.conversation
            self._left[self.editing or chat.id] = (chat, self.text, self.editing)

    def _landed(self, name: str, pending: bool) -> None:  # noqa: FBT001 - what the intake tells
        """A picture of a draft that was left is another, ready, or refused: store it with that draft."""
        conversation, text, edited = self._left[name]
        draft = self._intake.draft(text, name)
        self._library.keep_draft(conversation, draft, edited)
        if edited:
            self._edits[edited] = draft
        elif self.editing and name == self._chat.conversation.id:
            self._kept = draft
        if not pending and not self._intake.holds(name):
            del self._left[name]

    def hold(self) -> None:
        """It is being sent: it stays in the store until the message is there."""
        self._library.hold(self._chat.conversation, self.draft, self.editing)

    def clear(self) -> None:
        """It was sent. After an edit comes back what stood in the composer before."""
        if self.editing:
            self.forget_edit(self._chat.conversation, self.editing)
            self.leave_edit()
        else:
            self._intake.clear()
            self.keep_text("")

    def begin_edit(self, message_id: str) -> bool:
        """Put an earlier question into the composer, as it was last edited.

        The draft that stood there comes back with `leave_edit`.
        """
        conversation = self._chat.conversation
        if self._chat.answering or not conversation.has(message_id):
            return False
        message = conversation.messages[message_id]
        if message.role is not Role.USER:
            return False
        self._leave()
        if not self.editing:
            self._kept = self.draft
        self.editing = message_id
        self._put(message_id, self._edits.get(message_id) or _as_asked(message))
        self.turned.emit()
        return True

    def leave_edit(self) -> bool:
        """Put the draft back that stood in the composer before `begin_edit`.

        Whether an edit stays for another `begin_edit`, until `forget_edit`.
        """
        stays = bool(self._edits.get(self.editing))
        if self.editing:
            self._leave()
            self.editing = ""
            self._put(self._chat.conversation.id, self._kept)
            self.turned.emit()
        return stays

    def forget_edit(self, conversation: Conversation, message_id: str) -> None:
        """A question stays as it was asked."""
        self._edits.pop(message_id, None)
        self._intake.drop(message_id)
        self._library.keep_draft(conversation, Draft(), message_id)

    def _put(self, name: str, draft: Draft) -> None:
        """Fill the composer without storing it as a draft; an edit has the name of its question."""
        self._quiet = True
        self.text = draft.text
        self._left.pop(name, None)
        self._intake.show(name, draft, ends=bool(self.editing))
        self._quiet = False


def _as_asked(question: Message) -> Draft:
    return Draft(question.text, question.withholding(Withheld.NO).attached)
