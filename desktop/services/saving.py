"""One open conversation on its way into the store. What is refused stays on screen, marked, and is tried again."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.domain.errors import StoreFailure
from desktop.domain.observable import Observable
from desktop.services.pulse import SAVE_AGAIN, Pulse

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from desktop.domain.conversation import Conversation
    from desktop.domain.message import Message
    from desktop.domain.parts import ImagePart
    from desktop.services.tasks import TaskScope
    from desktop.services.turn import Turn
    from desktop.store.conversations import Conversations

JOURNAL_INTERVAL = 0.25  # seconds: what a crash may cost of an answer


class Saving:
    """Stores messages, the answer as it arrives, and changes.

    Attributes:
        changed: Other messages are marked.
        failed: The store refused something.
        stored: The store took messages, or what is on view after another version, a deletion, or its undoing.
        unsaved: Ids of messages that the store has refused.
        due: Changes that the store has not taken yet, such as deletions, in their order; and what follows each.
        journal: To be touched when the answer on its way has grown.

    Args:
        shown: The conversation as it is by now.
        turn: The answer on its way, None between answers.
    """

    def __init__(
        self,
        conversations: Conversations,
        tasks: TaskScope,
        shown: Callable[[], Conversation],
        turn: Callable[[], Turn | None],
    ) -> None:
        self.changed: Observable[[]] = Observable()
        self.failed: Observable[[StoreFailure]] = Observable()
        self.stored: Observable[[]] = Observable()
        self.unsaved: set[str] = set()
        self.due: list[tuple[Callable[[], Awaitable[None]], Callable[[], None]]] = []
        self.journal = Pulse(self._start_journal, JOURNAL_INTERVAL)
        self._conversations = conversations
        self._tasks = tasks
        self._shown = shown
        self._turn = turn
        self._journaled: tuple[Message | None, tuple[ImagePart, ...]] = None, ()  # with pictures that are on their way
        self._journaling = asyncio.Lock()  # what arrived first is stored first
        self._again = Pulse(self._start_saving, SAVE_AGAIN)
        self._storing: set[str] = set()  # ids of messages that the store was given and has not confirmed
        self._saving = asyncio.Lock()
        self._behind = False  # a change was refused: what was stored since may be older than what is shown

    @property
    def stored_whole(self) -> bool:
        """Whether the store has confirmed all messages."""
        return not (self._storing or self.unsaved)

    @property
    def refused(self) -> list[Message]:
        """Messages that the store does not have."""
        return [message for name, message in self._shown().messages.items() if name in self.unsaved]

    def change(self, change: Callable[[], Awaitable[None]], then: Callable[[], None] = lambda: None) -> None:
        """Store a change, after those before it."""
        self.due.append((change, then))
        self._start_saving()

    def try_again(self) -> None:
        """Soon."""
        self._again.touch()

    def try_now(self) -> None:
        """Try at once to store what the store has not taken."""
        self._again.flush()

    async def close(self) -> None:
        """Store what is left."""
        await self.save_all()
        self.journal.close()
        self._again.close()

    async def begin(self, messages: list[Message], sent: str) -> None:
        """Store messages before anything is asked; the last one is the answer.

        `sent` owns the draft that became the question.
        """
        self._journaled = messages[-1], ()
        self._storing |= _ids(messages)  # Stop may come before the store answers
        try:
            await self._conversations.begin(self._shown(), *messages, sent=sent)
        except StoreFailure as failure:
            self._not_saved(failure, *messages)
        else:
            self._taken(messages)

    async def finish(self, messages: list[Message]) -> None:
        """Store an answer, and earlier messages that its end has changed."""
        ids = _ids(messages)
        unknown = not ids.isdisjoint(self.unsaved | self._storing)
        self._storing |= ids
        if unknown:
            await self.save_all()
            return
        try:
            await self._conversations.finish(*messages)
            await self._save_model()
        except StoreFailure as failure:
            self._not_saved(failure, *messages)
        else:
            self._taken(messages)

    def _start_journal(self) -> None:
        if (turn := self._turn()) is not None and turn.message.id not in self.unsaved:
            self._tasks.start(self._keep_journal(turn), "journal")

    async def _keep_journal(self, turn: Turn) -> None:
        async with self._journaling:
            await self._write_journal(turn)

    async def _write_journal(self, turn: Turn) -> None:
        text, thoughts, turned = turn.unsaved()
        try:
            if turned:
                await self._conversations.turn_to_reasoning(turn.message.id)
            held, (known, before) = await turn.album.hold(), self._journaled
            if turn.message is not known or held != before:
                self._journaled = turn.message, held
                await self._conversations.note(replace(turn.message, parts=(*turn.message.parts, *held)))
            if text or thoughts:
                await self._conversations.append(turn.message.id, text, thoughts, turn.thought())
        except StoreFailure as failure:
            self._not_saved(failure, turn.message)

    def _taken(self, messages: list[Message]) -> None:
        self._storing -= _ids(messages)
        self.unsaved -= _ids(messages)
        self.stored.emit()

    def _not_saved(self, failure: StoreFailure, *messages: Message) -> None:
        self._storing -= _ids(messages)
        self.unsaved |= _ids(messages)
        self._again.touch()
        self.failed.emit(failure)
        self.changed.emit()

    def _start_saving(self) -> None:
        self._tasks.start(self.save_all(), "save")

    async def save_all(self) -> None:
        """Store what the store has not taken: messages, then changes of them, each after those before it."""
        async with self._saving:
            waiting = self._waiting()
            try:
                if waiting:
                    await self._conversations.add(self._shown(), *waiting)  # it may have been deleted since
                while self.due:
                    change, then = self.due[0]
                    await change()
                    del self.due[0]
                    then()
                if waiting or self._behind:
                    await self._conversations.set_leaf(self._shown())
                    await self._save_model()
                    self._behind = False
                    self._taken(waiting)
                    self.changed.emit()
            except StoreFailure as failure:
                self._behind = True
                self._not_saved(failure, *self._waiting())

    async def _save_model(self) -> None:
        await self._conversations.set_model(self._shown().id, self._shown().model)

    def _waiting(self) -> list[Message]:
        """Messages that the store may not have; an answer on its way is stored with its end."""
        turn, known = self._turn(), self._shown().messages
        growing = turn.message.id if turn else ""
        return [known[i] for i in known if i in self.unsaved | self._storing and i != growing]


def _ids(messages: Iterable[Message]) -> set[str]:
    return {message.id for message in messages}
