from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from desktop.domain.conversation import Draft
from desktop.domain.cost import Use
from desktop.domain.errors import StoreFailure
from desktop.domain.message import Message, Receipt, Role, State, Usage
from desktop.domain.parts import ImagePart, TextPart
from desktop.services import library as library_module
from desktop.services.library import Library
from desktop.services.tasks import TaskScope
from desktop.store.conversations import Conversations
from desktop.store.database import Database
from tests.waiting import until


def library_journey(tmp_path, work):
    """Run `work(library, conversations, tasks)` on a real file."""

    async def run():
        failures: list[BaseException] = []
        database = await Database.open(tmp_path / "parley.sqlite3")
        conversations = Conversations(database)
        tasks = TaskScope("test", failures.append)
        library = Library(conversations, tasks)
        try:
            return await work(library, conversations, tasks)
        finally:
            await tasks.close()
            await database.close()
            assert not failures

    return asyncio.run(run())


async def stored(library, conversations, text="What?"):
    conversation = library.fresh("a/b")
    question = Message("q" + conversation.id, "", Role.USER, (TextPart(text),), datetime.now(UTC))
    await conversations.create(conversation)
    await conversations.begin(conversation, question)
    await library.load()
    return conversation.id


def test_a_usual_message_is_the_middle_of_what_was_counted(tmp_path):
    async def work(library, conversations, _tasks):
        conversation = library.fresh("a/b")
        await conversations.create(conversation)
        told = []
        counts = [(900, 50), (None, 60), (2_000, 100), (50_000, 90), (70, None), (800, 300), (3_000, 20)]
        for at, (prompt, completion) in enumerate([*[(1, 1)] * 9, *counts]):
            receipt, model = Receipt(usage=Usage(prompt, completion)), "demo/guide" if prompt == 1 else "a/b"
            answer = Message(f"a{at}", "", Role.ASSISTANT, (), datetime.now(UTC), State.COMPLETE, model, receipt)
            await conversations.begin(conversation, answer)
            told.append(await library.usual_message())
        return told

    assert library_journey(tmp_path, work) == [None] * 15 + [Use(2_000, 90)]


def test_a_stored_conversation_is_listed_and_opens_again(tmp_path):
    async def work(library, conversations, _tasks):
        at = await stored(library, conversations)
        opened, draft = await library.open(at)
        return [s.id for s in library.summaries] == [at], [m.text for m in opened.branch()], draft

    assert (True, ["What?"], Draft()) == library_journey(tmp_path, work)


def test_what_is_not_there_does_not_open(tmp_path):
    async def work(library, _conversations, _tasks):
        return await library.open("nothing")

    assert library_journey(tmp_path, work) is None


def test_renaming_shows_at_once_and_is_stored(tmp_path):
    async def work(library, conversations, _tasks):
        at = await stored(library, conversations)
        other = await stored(library, conversations)
        library.rename(at, "  Mine \n now ")
        shown = {s.id: s.title for s in library.summaries}
        await asyncio.sleep(0)
        again = Library(conversations, _tasks)
        for _ in range(1000):
            await again.load()
            if {s.id: s.title for s in again.summaries}[at] == "Mine now":
                return shown[at], shown[other]
        raise AssertionError("it was not stored")

    assert ("Mine now", "What?") == library_journey(tmp_path, work)


def test_deleting_shows_at_once_and_restoring_brings_back(tmp_path):
    async def work(library, conversations, _tasks):
        at = await stored(library, conversations)
        library.delete(at)
        gone = library.summaries == ()
        library.restore(at)
        await until(lambda: library.summaries)
        return gone, library.summaries[0].id == at

    assert (True, True) == library_journey(tmp_path, work)


def test_purging_deletes_what_was_deleted_long_ago(tmp_path):
    async def work(library, conversations, _tasks):
        at = await stored(library, conversations)
        library.delete(at)
        await asyncio.sleep(0)  # the store does in order what it is told
        await library.purge(timedelta(0))
        library.restore(at)
        await asyncio.sleep(0)
        return await library.open(at)

    assert library_journey(tmp_path, work) is None


def test_a_draft_is_stored_soon_and_lists_its_conversation(tmp_path):
    async def work(library, _conversations, _tasks):
        conversation = library.fresh("a/b")
        draft = Draft("not yet", (ImagePart("cat.png", "image/png", "0" * 64),))
        library.keep_draft(conversation, Draft("not"))
        library.keep_draft(conversation, draft)
        await until(lambda: library.summaries)
        _, kept = await library.open(conversation.id)
        return kept == draft

    assert library_journey(tmp_path, work)


def test_an_empty_draft_lists_nothing(tmp_path):
    async def work(library, _conversations, _tasks):
        library.keep_draft(library.fresh("a/b"), Draft())
        await library.save_drafts()
        await library.load()
        return library.summaries

    assert () == library_journey(tmp_path, work)


def test_a_draft_of_a_listed_conversation_changes_no_list(tmp_path):
    async def work(library, conversations, _tasks):
        at = await stored(library, conversations)
        opened, _ = await library.open(at)
        loads = []
        library.changed.connect(lambda: loads.append(1))
        library.keep_draft(opened, Draft("more"))
        await library.save_drafts()
        _, draft = await library.open(at)
        return draft.text, loads

    assert ("more", []) == library_journey(tmp_path, work)


def test_what_the_store_refuses_is_told(tmp_path):
    async def work(library, conversations, _tasks):
        at = await stored(library, conversations)
        told = []
        library.failed.connect(told.append)
        (tmp_path / "parley.sqlite3").rename(tmp_path / "elsewhere")
        library.rename(at, "x")
        await until(lambda: told)
        (tmp_path / "elsewhere").rename(tmp_path / "parley.sqlite3")
        library.touch()
        return isinstance(told[0], StoreFailure)

    assert library_journey(tmp_path, work)


@pytest.mark.parametrize("by_hand", [False, True])
def test_a_draft_that_was_refused_is_listed_and_tried_again(tmp_path, monkeypatch, by_hand):
    monkeypatch.setattr(library_module, "SAVE_AGAIN", 1000 if by_hand else 0.1)

    async def work(library, conversations, _tasks):
        told = []
        library.failed.connect(told.append)
        there = await stored(library, conversations)
        library.keep_draft((await library.open(there))[0], Draft("more"))
        conversation = library.fresh("a/b")
        (tmp_path / "parley.sqlite3").rename(tmp_path / "elsewhere")
        library.keep_draft(conversation, Draft("not lost"))
        library.keep_draft(library.fresh("a/b"), Draft())
        await until(lambda: told)
        assert library.refused
        assert [conversation.id, there] == [summary.id for summary in library.summaries]
        _, held = await library.open(conversation.id)
        (tmp_path / "elsewhere").rename(tmp_path / "parley.sqlite3")
        library.rename(there, "Renamed")
        assert ["", "Renamed"] == [summary.title for summary in library.summaries]
        if by_hand:
            library.save()
        await until(lambda: not library.refused)
        kept = [(await conversations.draft(summary.id)).text for summary in library.summaries]
        return held.text, sorted(kept)

    assert ("not lost", ["more", "not lost"]) == library_journey(tmp_path, work)


def test_what_was_typed_while_a_draft_was_being_stored_is_stored_next(tmp_path):
    async def work(library, conversations, _tasks):
        conversation = library.fresh("a/b")
        save = conversations.save_draft

        async def typing(conversation_id, draft):
            conversations.save_draft = save
            library.keep_draft(conversation, Draft("second"))
            await save(conversation_id, draft)

        conversations.save_draft = typing
        library.keep_draft(conversation, Draft("first"))
        await library.save_drafts()
        await library.save_drafts()
        _, draft = await library.open(conversation.id)
        return draft.text

    assert "second" == library_journey(tmp_path, work)
