"""A conversation: a tree of messages in which editing and regenerating make siblings, so that nothing is lost."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Protocol

from desktop.domain.foreign import shortened
from desktop.domain.message import Message, Role, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from desktop.domain.parts import Attached

TITLE_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the composer and has not been sent.

    Attributes:
        row: What is attached, in its order; of files that are still being prepared their paths.
    """

    text: str = ""
    row: tuple[Attached | str, ...] = ()

    @property
    def attached(self) -> tuple[Attached, ...]:
        """What is ready."""
        return tuple(it for it in self.row if not isinstance(it, str))

    @property
    def waiting(self) -> tuple[str, ...]:
        """Paths of what is not."""
        return tuple(it for it in self.row if isinstance(it, str))

    def followed_by(self, other: Draft) -> Draft:
        """Both as one."""
        return Draft("\n\n".join(filter(None, (self.text, other.text))), self.row + other.row)

    def __bool__(self) -> bool:
        return bool(self.text or self.row)


@dataclass(frozen=True, slots=True)
class Summary:
    """A conversation as the sidebar shows it.

    Attributes:
        changed: UTC.
        model: An id of the catalog.
        damaged: That time cannot be read.
        drafted: It is called by its draft, as nothing was asked in it yet.
    """

    id: str
    title: str
    changed: datetime
    model: str = ""
    damaged: bool = False
    drafted: bool = False


class Unread(Protocol):
    """A stored message that nobody has looked at; ten thousand of them are opened in a blink."""

    @property
    def id(self) -> str: ...
    @property
    def parent(self) -> str: ...
    @property
    def size(self) -> int: ...
    @property
    def may_have_pdfs(self) -> bool: ...
    def read(self) -> Message: ...


class Messages(Mapping[str, Message]):
    """Messages by id, in the order in which they were made. What is unread is read when it is looked up."""

    __slots__ = ("_all",)

    def __init__(self, messages: Iterable[Message | Unread] = ()) -> None:
        self._all = {message.id: message for message in messages}

    def __getitem__(self, message_id: str) -> Message:
        found = self._all[message_id]
        if not isinstance(found, Message):
            found = self._all[message_id] = found.read()
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def __contains__(self, message_id: object) -> bool:
        return message_id in self._all

    def stored(self, message_id: str) -> Message | Unread:
        """A message, unread where nobody looked at it."""
        return self._all[message_id]

    def read(self) -> list[Message]:
        """Those that somebody has looked at."""
        return [message for message in self._all.values() if isinstance(message, Message)]

    def parent(self, message_id: str) -> str:
        """Id of the message before, "" for a first one; reads nothing."""
        return self._all[message_id].parent

    def branch(self, leaf: str) -> list[str]:
        """Ids from a first message to `leaf`; reads nothing."""
        found = []
        while leaf:
            found.append(leaf)
            leaf = self._all[leaf].parent
        found.reverse()
        return found

    def sizes(self, message_ids: Iterable[str]) -> array[int]:
        """Characters of the texts of messages; reads nothing."""
        return array("q", (self._all[message_id].size for message_id in message_ids))

    def with_message(self, message: Message) -> Messages:
        """The same and one more, or another state of one."""
        changed = Messages()
        changed._all = {**self._all, message.id: message}
        return changed


@dataclass(frozen=True, slots=True)
class Conversation:
    """All messages of a conversation and the branch that is on view.

    Attributes:
        leaf: Id of the last message of the branch on view; empty when there is no message.
        messages: By id.
        children: Ids of the messages that follow a message, oldest first; under "" the first ones.
        turned: Which of several versions was on view last, by what they follow, where a branch was left.
    """

    id: str
    created: datetime
    title: str = ""
    model: str = ""
    leaf: str = ""
    messages: Messages = field(default_factory=Messages)
    children: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    turned: Mapping[str, str] = field(default_factory=dict, compare=False)

    def branch(self, leaf: str | None = None) -> list[Message]:
        """The messages from the first to `leaf` (the branch on view when left out), oldest first."""
        return [self.messages[message_id] for message_id in self.branch_ids(leaf)]

    def branch_ids(self, leaf: str | None = None) -> list[str]:
        """Their ids alone: reads nothing."""
        return self.messages.branch(self.leaf if leaf is None else leaf)

    def has(self, message_id: str) -> bool:
        """Whether it is one of the messages, and neither it nor one before it was deleted."""
        branch = self.messages.branch(message_id) if message_id in self.messages else []
        return bool(branch) and all(known in self.children.get(self.messages.parent(known), ()) for known in branch)

    def siblings(self, message_id: str) -> tuple[str, ...]:
        """The versions of a message, itself included, oldest first."""
        return self.children[self.messages.parent(message_id)]

    def with_message(self, message: Message) -> Conversation:
        """The same conversation with one more message, which becomes the end of the branch on view."""
        following = (*self.children.get(message.parent, ()), message.id)
        return replace(
            self,
            leaf=message.id,
            messages=self.messages.with_message(message),
            children={**self.children, message.parent: following},
            turned=self.turned if message.parent == self.leaf else self._left(),
        )

    def with_changed(self, message: Message) -> Conversation:
        """The same conversation with a newer state of a message that it has."""
        return replace(self, messages=self.messages.with_message(message))

    def awaiting(self, place: str) -> list[Message]:
        """The messages with a picture that is to be replaced: see `ImagePart.awaits`; nothing is read for this.

        An address is only replaced in answers: in questions it is what was sent. An answer that arrives is left as it
        is: its end would undo that.
        """
        read = (message for message in map(self.messages.stored, self.messages) if isinstance(message, Message))
        still = (message for message in read if message.state is not State.STREAMING)
        found = ((message, [part for part in message.images if part.awaits(place)]) for message in still)
        return [message for message, parts in found if parts and (parts[0].blob or message.role is Role.ASSISTANT)]

    def without(self, message_id: str) -> Conversation:
        """The same conversation without a message and all that follows it; another version of it comes on view.

        The messages themselves stay known, for `with_again`.
        """
        parent = self.messages.parent(message_id)
        others = tuple(other for other in self.children[parent] if other != message_id)
        children = {**self.children, parent: others}
        if not others:
            del children[parent]
        rest = replace(self, children=children, turned=self._left())
        if message_id not in self.branch_ids():
            return rest
        return rest.showing(others[-1]) if others else replace(rest, leaf=parent)

    def with_again(self, message_id: str, leaf: str) -> Conversation:
        """Take `without` back, and put the branch that ends with `leaf` on view."""
        parent = self.messages.parent(message_id)
        versions = {*self.children.get(parent, ()), message_id}
        children = {**self.children, parent: tuple(known for known in self.messages if known in versions)}
        return replace(self, children=children, leaf=leaf, turned=self._left())

    def below(self, message_id: str) -> list[str]:
        """Ids of a message and all that follows it, in every version."""
        found = [message_id]
        for known in found:  # grows while it is gone through
            found += self.children.get(known, ())
        return found

    def showing(self, message_id: str) -> Conversation:
        """The same conversation with the branch on view that goes through a message, as it was on view last.

        Where it never was, it goes on with the newest versions.
        """
        turned, at = self._left(), message_id
        while following := self.children.get(at):
            at = turned[at] if turned.get(at) in following else following[-1]
        return replace(self, leaf=at, turned=turned)

    def _left(self) -> dict[str, str]:
        """`turned` when the branch on view is left."""
        on_view = ((self.messages.parent(known), known) for known in self.branch_ids())
        return {**self.turned, **{at: known for at, known in on_view if len(self.children.get(at, ())) > 1}}


def assemble(shell: Conversation, messages: Sequence[Message | Unread]) -> Conversation:
    """`shell` with its messages, given oldest first. One pass: `with_message` per message would be quadratic."""
    children: dict[str, list[str]] = {}
    for message in messages:
        children.setdefault(message.parent, []).append(message.id)
    following = {parent: tuple(ids) for parent, ids in children.items()}
    return replace(shell, messages=Messages(messages), children=following)


def title_of(conversation: Conversation) -> str:
    """The given title, else the first words of the first question, else nothing. Never asks a model."""
    if conversation.title:
        return conversation.title
    waiting = list(conversation.children.get("", ()))  # what was deleted is not among these
    for message_id in waiting:
        message = conversation.messages[message_id]
        waiting += conversation.children.get(message_id, ())
        if message.role is Role.USER:
            return _called(message.text, [part.name for part in message.attached])
    return ""


def title_of_draft(draft: Draft) -> str:
    """What a conversation is called by in which nothing was asked yet: the title that this would give it."""
    return _called(draft.text, [PurePath(it).name if isinstance(it, str) else it.name for it in draft.row])


def _called(text: str, names: Sequence[str]) -> str:
    return shortened(" ".join(text.split()), TITLE_LENGTH) or ", ".join(names)
