"""All conversations: the list, opening, renaming, deleting with undo, and drafts as they are typed."""

from __future__ import annotations

import asyncio
import uuid
from dataclasses import replace
from datetime import UTC, datetime
from statistics import median_low
from typing import TYPE_CHECKING

from desktop.domain.conversation import Conversation, Draft, Summary, title_of_draft
from desktop.domain.cost import Use
from desktop.domain.errors import DiskFull, StoreFailure
from desktop.domain.observable import Observable
from desktop.services.pulse import SAVE_AGAIN, Pulse

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence
    from datetime import timedelta

    from desktop.services.tasks import TaskScope
    from desktop.store.conversations import Conversations

ENOUGH = 5  # answers that say what is usual
DRAFT_INTERVAL = 0.25  # seconds: what a crash may cost of a draft


class Library:
    """Knows every conversation by its summary.

    Attributes:
        changed: The list of summaries is another one.
        failed: The store refused something; carries the failure.
        stored: The store took a draft.
        summaries: Newest change first; before them chats that are not stored at all while `refused`.
        refused: The store did not take a draft or a change, which is tried again.
        deleted: Ids of what was deleted in this run and not restored.
    """

    def __init__(self, conversations: Conversations, tasks: TaskScope) -> None:
        self.changed: Observable[[]] = Observable()
        self.failed: Observable[[StoreFailure]] = Observable()
        self.stored: Observable[[]] = Observable()
        self.summaries: tuple[Summary, ...] = ()
        self.refused = False
        self.deleted: set[str] = set()
        self._conversations = conversations
        self._tasks = tasks
        self._drafts: dict[str, tuple[Conversation, Draft]] = {}
        self._sent: dict[str, Draft] = {}  # what `hold` was told, by the owners
        self._due: list[tuple[str, Callable[[], Coroutine[None, None, None]]]] = []  # not taken yet, with their chats
        self._titles: dict[str, str] = {}  # those among them, by the ids of conversations
        self._outdated: set[str] = set()
        self._stored: tuple[Summary, ...] = ()
        self._saving = asyncio.Lock()
        self._pulse = Pulse(self._start_saving, DRAFT_INTERVAL)
        self._again = Pulse(self.save, SAVE_AGAIN)

    async def load(self) -> None:
        """Read the list again."""
        self._show(await self._conversations.summaries())

    def touch(self) -> None:
        """Something in the store changed the list: read it again soon."""
        self.attempt(self.load, "list")

    @staticmethod
    def fresh(model: str) -> Conversation:
        """A new conversation, in memory until its first draft or message is stored."""
        return Conversation(uuid.uuid4().hex, datetime.now(UTC), model=model)

    async def open(self, conversation_id: str) -> tuple[Conversation, Draft] | None:
        """A conversation with its draft, or None when there is neither."""
        if self._due:  # it may be about to come back
            await self.try_to_save()
        conversation = await self._conversations.load(conversation_id)
        draft = await self._conversations.draft(conversation_id)
        held = self._drafts.get(conversation_id)  # looked up last: pictures may have come meanwhile
        if conversation is None:
            return held
        return conversation, held[1] if held else draft

    async def edits(self, conversation_id: str) -> dict[str, Draft]:
        """Edits of earlier questions that were not sent, by the questions' ids; the newest last."""
        stored = await self._conversations.edits(conversation_id)
        for owner, (conversation, draft) in self._drafts.items():
            if owner != conversation.id == conversation_id:
                stored.pop(owner, None)
                stored |= {owner: draft} if draft else {}
        return stored

    async def usual_message(self) -> Use | None:
        """What a message usually takes, by the middle of what was counted of late; None while hardly anything was."""
        counted = await self._conversations.counted()
        if len(counted) < ENOUGH:
            return None
        prompts, completions = zip(*counted, strict=True)
        return Use(median_low(prompts), median_low(completions))

    def rename(self, conversation_id: str, title: str) -> None:
        """Give a title; an empty one brings back the first words of the first question."""
        title = self._titles[conversation_id] = " ".join(title.split())

        async def rename() -> None:
            await self._conversations.rename(conversation_id, title)
            if self._titles.get(conversation_id) == title:
                del self._titles[conversation_id]

        self._change(conversation_id, rename)

    def delete(self, conversation_id: str) -> None:
        """Take a conversation off the list; `restore` brings it back."""
        self.deleted.add(conversation_id)
        self._change(conversation_id, lambda: self._conversations.delete(conversation_id))

    def restore(self, conversation_id: str) -> None:
        self.deleted.discard(conversation_id)
        self.touch()  # the store may not even know that it was deleted
        self._change(conversation_id, lambda: self._conversations.restore(conversation_id))

    async def purge(self, age: timedelta) -> None:
        """Really delete what was deleted longer ago than `age`."""
        await self._conversations.purge(datetime.now(UTC) - age)

    def keep_draft(self, conversation: Conversation, draft: Draft, edited: str = "") -> None:
        """Store what stands in the composer, at most every 250 ms; it may be an edit of an earlier question."""
        self._drafts[edited or conversation.id] = (conversation, draft)
        self._pulse.touch()

    def hold(self, conversation: Conversation, draft: Draft, edited: str = "") -> None:
        """A draft was sent: it stays stored, and what is typed next behind it, until `release`."""
        owner = edited or conversation.id
        self._sent[owner] = self._sent.get(owner, Draft()).followed_by(draft)
        self.keep_draft(conversation, Draft(), edited)

    def release(self, conversation_id: str) -> None:
        """All that was sent in a conversation is stored as messages."""
        for owner in [owner for owner in self._sent if self._drafts[owner][0].id == conversation_id]:
            del self._sent[owner]
            self._pulse.touch()

    def forget(self, digests: Sequence[str]) -> None:
        """Delete what was made of pictures, unless something shows it once drafts are stored as they are now."""
        self._outdated |= set(digests)
        self._pulse.touch()

    async def save_drafts(self) -> None:
        """Store now what `keep_draft` was told, and changes; what is refused stays for the next try.

        Raises `StoreFailure`.
        """
        self._pulse.close()
        self._again.close()
        async with self._saving:
            outdated = tuple(self._outdated)  # what comes meanwhile is shown by the drafts that are being stored
            full = await self._save_each_draft()
            if self._due:
                await self._make_changes()
        if full:
            raise full
        if outdated:
            await self._conversations.forget(outdated)
            self._outdated -= set(outdated)
        if self.refused:
            self.refused = False
            self._show(self._stored)

    async def _save_each_draft(self) -> DiskFull | None:
        """Store all drafts for which there is room: one with pictures needs more than the next. Why not all of them."""
        full = None
        for owner in tuple(self._drafts):
            try:
                await self._save_draft(owner)
            except DiskFull as failure:
                full = failure
        return full

    async def _save_draft(self, owner: str) -> None:
        kept, sent = self._drafts[owner], self._sent.get(owner)
        conversation, draft = kept
        whole = sent.followed_by(draft) if sent else draft
        unknown = whole and all(summary.id != conversation.id for summary in self._stored)
        if unknown:
            await self._conversations.create(conversation)
        await self._conversations.save_draft(owner, whole)
        if not (sent or owner in self._sent) and self._drafts.get(owner) is kept:  # `==` would read all messages
            del self._drafts[owner]
        if unknown:
            await self.load()
        else:
            self._call(owner, title_of_draft(whole))
        self.stored.emit()

    def _call(self, owner: str, title: str) -> None:
        """Show what a conversation is called by now, if it is called by its draft."""
        drafted = next((s for s in self._stored if s.id == owner and s.drafted), None)
        if drafted and drafted.title != title:
            self._show([replace(s, title=title) if s is drafted else s for s in self._stored])

    async def _make_changes(self) -> None:
        """After the drafts: with the first of them a conversation comes into the store that can then be deleted."""
        while self._due:
            await self._due[0][1]()
            del self._due[0]
        await self.load()

    @property
    def unstored(self) -> list[tuple[str, Draft]]:
        """Drafts that the store does not have, by conversations; and an empty one for each change that it has not."""
        drafts = [(kept.id, draft) for kept, draft in self._drafts.values() if draft and kept.id not in self.deleted]
        return drafts + [(conversation_id, Draft()) for conversation_id, _ in self._due]

    async def try_to_save(self) -> None:
        """`save_drafts`, but what is refused is told, and tried again."""
        await self._try(self.save_drafts)

    def save(self) -> None:
        """Try again what the store refused."""
        self.attempt(self._save_and_load, "save")

    async def _save_and_load(self) -> None:
        await self.save_drafts()
        await self.load()

    def _start_saving(self) -> None:
        """A try takes long while another program holds the store: the next one is for all that comes meanwhile."""
        if self._saving.locked():
            self._pulse.touch()
        else:
            self.attempt(self.save_drafts, "drafts")

    def _show(self, stored: Sequence[Summary]) -> None:
        known = {*self.deleted, *(summary.id for summary in stored)}
        drafts = [kept for owner, (kept, draft) in self._drafts.items() if draft or owner in self._sent]
        held = {kept.id: kept for kept in drafts if self.refused and kept.id not in known}.values()
        self._stored = self._with_changes(stored)
        unstored = [Summary(kept.id, kept.title, kept.created, kept.model) for kept in held]
        self.summaries = (*self._with_changes(unstored), *self._stored)
        self.changed.emit()

    def _with_changes(self, summaries: Sequence[Summary]) -> tuple[Summary, ...]:
        """As they are once the store has taken all changes."""
        titles, wanted = self._titles, (summary for summary in summaries if summary.id not in self.deleted)
        return tuple(replace(s, title=titles[s.id]) if s.id in titles else s for s in wanted)

    def _change(self, conversation_id: str, change: Callable[[], Coroutine[None, None, None]]) -> None:
        """Show a change at once, and store it in its turn, as soon as the store takes it."""
        self._due.append((conversation_id, change))
        self._show(self._stored)
        self._start_saving()

    def attempt(self, work: Callable[[], Coroutine[None, None, object]], name: str) -> None:
        """Do it behind; what the store refuses is told, and what of it is to be stored is tried again."""
        self._tasks.start(self._try(work), name)

    async def _try(self, work: Callable[[], Coroutine[None, None, object]]) -> None:
        try:
            await work()
        except StoreFailure as failure:
            if self._drafts or self._due:
                self.refused = True
                self._again.touch()
                self._show(self._stored)
            self.failed.emit(failure)
