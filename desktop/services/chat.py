"""Conversations that are open: asking, answering, stopping, editing and asking again. Nothing is overwritten."""

from __future__ import annotations

import asyncio
import uuid
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.errors import BytesLost, Defect
from desktop.domain.message import Message, Receipt, Role, State
from desktop.domain.observable import Observable
from desktop.domain.parsed import known_of
from desktop.domain.parts import Attached, Part, TextPart, Withheld
from desktop.domain.picture_rules import ALL_PICTURES
from desktop.domain.projection import Projection, project
from desktop.domain.refusals import not_taken_by, refused_by
from desktop.domain.request import ChatRequest
from desktop.services.progress import Patience
from desktop.services.pulse import Pulse
from desktop.services.saving import Saving
from desktop.services.tasks import cancel_soon
from desktop.services.turn import Turn

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Container, Sequence
    from contextlib import AbstractAsyncContextManager

    from desktop.api.body import Tell
    from desktop.api.client import Answer, Client
    from desktop.domain.conversation import Conversation
    from desktop.domain.parts import ImagePart, Media
    from desktop.domain.picture_rules import PictureRules
    from desktop.services.tasks import TaskScope
    from desktop.services.turn import Keep
    from desktop.store.conversations import Conversations


@dataclass(frozen=True, slots=True)
class Target:
    """Who is asked: a model, and what the catalog states about it.

    Attributes:
        inputs: Modalities that the model takes; empty where its list does not say.
        rules: Which pictures it gets, and where.
        parses: The endpoint reads PDFs for models that do not.
        session: Under which the endpoint finds its prompt caches again; only OpenRouter knows the field.
    """

    client: Client
    model: str
    inputs: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()
    session: str = ""
    rules: PictureRules = ALL_PICTURES
    parses: bool = False


class Deleted(NamedTuple):
    """What is known of a deletion: the ends of the branches on view before and after it, and what was not stored."""

    before: str
    after: str
    unsaved: set[str]


class Chat:
    """One open conversation. It goes on answering when another one is on view.

    Attributes:
        changed: The tree, a state or the branch on view is another one.
        grown: The answer on its way has grown, at most once a frame.
        saving: All of it on its way into the store.
        conversation: The tree as it is shown; what the store has not taken yet included.
        turn: The answer on its way, None between answers.
        deleted: What `restore` can bring back, by the ids of deleted messages.
    """

    def __init__(
        self,
        conversation: Conversation,
        conversations: Conversations,
        keep: Keep,
        tasks: TaskScope,
        patience: Patience | None = None,
    ) -> None:
        self.changed: Observable[[]] = Observable()
        self.grown: Observable[[]] = Observable()
        self.conversation = conversation
        self.turn: Turn | None = None
        self.saving = Saving(conversations, tasks, lambda: self.conversation, lambda: self.turn)
        self.saving.changed.connect(self.changed.emit)
        self.deleted: dict[str, Deleted] = {}
        self._conversations = conversations
        self._keep = keep
        self._tasks = tasks
        self._patience = patience or Patience()
        self._running: asyncio.Task[object] | None = None
        self._asked = Projection(ChatRequest("", ()))  # last
        self._frame = Pulse(self.grown.emit)

    @property
    def answering(self) -> bool:
        return self._running is not None

    @property
    def settled(self) -> bool:
        """Whether the store has all of it, and nothing of it is on its way or offered back."""
        return self.saving.stored_whole and not (self.answering or self.saving.due or self.deleted)

    def send(self, text: str, attached: tuple[Attached, ...], target: Target) -> None:
        """Ask at the end of the branch on view."""
        self._question(self.conversation.leaf, text, attached, target, self.conversation.id)

    def edit(self, message_id: str, text: str, attached: tuple[Attached, ...], target: Target) -> None:
        """Ask a question again in other words, as a sibling of the first."""
        self._question(self.conversation.messages[message_id].parent, text, attached, target, message_id)

    def regenerate(self, answer_id: str, target: Target) -> None:
        """Another answer to the same question, as a sibling of the first; another model is asked this once only."""
        self._answer(self.conversation.messages[answer_id].parent, target, [])

    def answer(self, question_id: str, target: Target) -> None:
        """An answer to a question that has none, or one more."""
        self._answer(question_id, target, [])

    def resume(self, answer_id: str, target: Target) -> None:
        """Go on from an answer that was stopped or cut off, as a sibling that begins with its text."""
        partial = self.conversation.messages[answer_id]
        told: list[Part] = [TextPart(partial.text), *partial.images, *partial.citations, *partial.parsed]
        self._answer(partial.parent, target, told if partial.text else [])

    def stop(self) -> None:
        """End the answer on its way; its text stays."""
        if self._running is not None and not self._running.cancelling():
            cancel_soon(self._running)

    def show_version(self, message_id: str) -> None:
        """Put the branch through another version of a message on view."""
        self.conversation = self.conversation.showing(message_id)
        shown = self.conversation
        self._turn_to(lambda _: self._conversations.set_leaf(shown))

    def delete(self, message_id: str) -> None:
        """Take a message and what follows it out of sight; `restore` brings it back. Not while an answer comes."""
        if self.answering:
            return
        gone = self.conversation.below(message_id)
        rest = self.conversation.without(message_id)
        self.deleted[message_id] = Deleted(self.conversation.leaf, rest.leaf, self.saving.unsaved.intersection(gone))
        self.saving.unsaved.difference_update(gone)
        self.conversation = rest
        self._turn_to(lambda leaf: self._conversations.hide(self.conversation.id, gone, leaf))

    def restore(self, message_id: str) -> None:
        """Undo `delete`: what was on view then is again, unless the person has gone on meanwhile."""
        deleted, leaf = self.deleted.pop(message_id), self.conversation.leaf
        self.saving.unsaved |= deleted.unsaved
        self.conversation = self.conversation.with_again(message_id, deleted.before if leaf == deleted.after else leaf)
        back = self.conversation.below(message_id)
        self._turn_to(lambda leaf: self._conversations.unhide(self.conversation.id, back, leaf))
        if self.saving.unsaved:
            self.saving.try_again()

    def let_go(self, message_id: str) -> None:
        """Offer what was deleted no longer: `restore` cannot bring it back."""
        del self.deleted[message_id]

    def _turn_to(self, work: Callable[[str], Awaitable[None]]) -> None:
        """Show what is the branch on view now, and store that."""
        leaf = self.conversation.leaf
        self.saving.change(lambda: work(leaf), then=self.saving.stored.emit)
        self.changed.emit()

    def withhold(self, message_id: str, why: Withheld) -> None:
        """Send the pictures and the like of a question no more, or again with `Withheld.NO`; they stay with it."""
        changed = self._withheld(message_id, why)
        self.saving.change(lambda: self._conversations.finish(changed))
        self.changed.emit()

    def _withheld(self, message_id: str, why: Withheld, what: Container[Media] | None = None) -> Message:
        changed = self.conversation.messages[message_id].withholding(why, what)
        self.conversation = self.conversation.with_changed(changed)
        return changed

    def exchange(self, place: str, made: Callable[[ImagePart], ImagePart]) -> None:
        """Put what is made of a picture that was stored as it came, or lay at an address, into its place."""
        changed = [message.exchanging(place, made) for message in self.conversation.awaiting(place)]
        for message in changed:
            self.conversation = self.conversation.with_changed(message)
        self.saving.change(lambda: self._conversations.finish(*changed))
        self.changed.emit()

    def set_model(self, model: str) -> None:
        self.conversation = replace(self.conversation, model=model)
        self.saving.change(lambda: self._conversations.set_model(self.conversation.id, model))
        self.changed.emit()

    async def close(self) -> None:
        """Stop the answer, store what arrived, and wait for both."""
        await self._tasks.close()
        await self.saving.close()
        self._frame.close()

    def _question(self, parent: str, text: str, attached: tuple[Attached, ...], target: Target, sent: str) -> None:
        if self.answering:
            return
        parts: tuple[Part, ...] = (*([TextPart(text)] if text else []), *attached)
        question = Message(uuid.uuid4().hex, parent, Role.USER, parts, datetime.now(UTC))
        self.conversation = self.conversation.with_message(question)
        self._answer(question.id, target, [], question, sent=sent)

    def _answer(self, parent: str, target: Target, begun: list[Part], *stored_with: Message, sent: str = "") -> None:
        if self.answering:
            return
        now = datetime.now(UTC)
        answer = Message(uuid.uuid4().hex, parent, Role.ASSISTANT, tuple(begun), now, State.STREAMING, target.model)
        self.conversation = self.conversation.with_message(answer)
        history = self.conversation.branch() if begun else self.conversation.branch(parent)
        projection = self._projection(history, answer, target)
        if projection.left_out or projection.reread:
            left_out = tuple(projection.left_out.items())
            receipt = Receipt(left_out=left_out, reread=projection.reread, engine=projection.request.engine)
            answer = replace(answer, receipt=receipt)
            self.conversation = self.conversation.with_changed(answer)

        def ask(tell: Tell) -> AbstractAsyncContextManager[Answer]:
            if turn.message is answer:
                return target.client.chat(projection.request, tell)
            self.conversation = self.conversation.with_changed(turn.message)  # a try that failed has paid for a PDF
            self._asked = self._projection(history, turn.message, target)
            return target.client.chat(self._asked.request, tell)

        turn = Turn(answer, ask, self._keep, self._patience, target.client.host)
        turn.grown.connect(self._turn_grew)
        self.turn, self._asked = turn, projection
        self._running = self._tasks.start(self._run(turn, [*stored_with, answer], sent), "turn")
        self.changed.emit()

    def _projection(self, history: Sequence[Message], answer: Message, target: Target) -> Projection:
        known = self.conversation
        others = [known.messages[other] for other in known.siblings(answer.id)]
        return project(
            history,
            target.model,
            inputs=target.inputs,
            not_taken=not_taken_by(target.model, [*history, *others]),
            parses=target.parses,
            host=target.client.host,
            rules=target.rules,
            session=target.session,
            modalities=target.modalities,
            known=known_of(known, history, target.client.host) if target.parses else None,
        )

    async def _run(self, turn: Turn, messages: list[Message], sent: str) -> None:
        watching = self._tasks.start(turn.progress.watch(), "watch")
        keeping = self._tasks.start(turn.album.keep_coming(), "pictures")
        try:
            await self.saving.begin(messages, sent)
            final = await turn.run()
        except asyncio.CancelledError:
            with suppress(asyncio.CancelledError):  # the end of the program waits for nothing that can be had again
                await turn.settle()
            final = turn.ended(State.STOPPED)
        except Exception as error:
            final = turn.ended(State.FAILED, Defect(type(error).__name__))
            raise
        finally:
            watching.cancel()
            keeping.cancel()
            self.saving.journal.close()
            self.conversation = self.conversation.with_changed(final)
            blamed = refused_by(final, self._asked)
            why = Withheld.LOST if isinstance(final.failure, BytesLost) else Withheld.REFUSED
            refused = [self._withheld(message_id, why, what) for message_id, what in blamed.items()]
            self.turn = self._running = None
            self._frame.close()
            try:
                self.changed.emit()
            finally:
                await self.saving.finish([final, *refused])  # whatever went wrong with showing it

    def _turn_grew(self) -> None:
        self._frame.touch()
        self.saving.journal.touch()
