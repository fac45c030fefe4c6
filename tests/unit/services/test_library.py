from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest

from desktop.domain.conversation import Draft
from desktop.domain.cost import Use
from desktop.domain.errors import DiskFull, StoreBroken, StoreFailure
from desktop.domain.message import Message, Receipt, Role, State, Usage
from desktop.domain.parts import ImagePart, TextPart
from desktop.services import library as library_module
from desktop.services.library import Library
from desktop.services.tasks import TaskScope
from desktop.store.blobs import Blobs
from desktop.store.conversations import Conversations
from tests.unit.store.stores import no_room, opened
from tests.waiting import quiet, until

CAT = ImagePart("cat.png", "image/png", "0" * 64)


@asynccontextmanager
async def shelf(tmp_path):
    """A library on a real file, its conversations, and its tasks."""
    failures: list[BaseException] = []
    tasks = TaskScope("test", failures.append)
    async with opened(tmp_path / "parley.sqlite3") as database:
        conversations = Conversations(database)
        try:
            yield Library(conversations, tasks), conversations, tasks
        finally:
            await tasks.close()
    assert not failures


@asynccontextmanager
async def refusing(tmp_path):
    """A store that takes nothing."""
    (tmp_path / "parley.sqlite3").rename(tmp_path / "elsewhere")
    yield
    (tmp_path / "elsewhere").rename(tmp_path / "parley.sqlite3")


async def stored(library, conversations, text="What?"):
    conversation = library.fresh("a/b")
    question = Message("q" + conversation.id, "", Role.USER, (TextPart(text),), datetime.now(UTC))
    await conversations.create(conversation)
    await conversations.begin(conversation, question)
    await library.load()
    return conversation.id


async def test_a_usual_message_is_the_middle_of_what_was_counted(tmp_path):
    async with shelf(tmp_path) as (library, conversations, _):
        conversation = library.fresh("a/b")
        await conversations.create(conversation)
        told = []
        counts = [(900, 50), (None, 60), (2_000, 100), (50_000, 90), (70, None), (800, 300), (3_000, 20)]
        for at, (prompt, completion) in enumerate([*[(1, 1)] * 9, *counts]):
            receipt, model = Receipt(usage=Usage(prompt, completion)), "demo/guide" if prompt == 1 else "a/b"
            answer = Message(f"a{at}", "", Role.ASSISTANT, (), datetime.now(UTC), State.COMPLETE, model, receipt)
            await conversations.begin(conversation, answer)
            told.append(await library.usual_message())

        assert [None] * 15 + [Use(2_000, 90)] == told


async def test_a_stored_conversation_is_listed_and_opens_again(tmp_path):
    async with shelf(tmp_path) as (library, conversations, _):
        at = await stored(library, conversations)
        opened, draft = await library.open(at)

        assert [s.id for s in library.summaries] == [at]
        assert ["What?"] == [m.text for m in opened.branch()]
        assert Draft() == draft


async def test_what_is_not_there_does_not_open(tmp_path):
    async with shelf(tmp_path) as (library, _, _):
        assert await library.open("nothing") is None


async def test_renaming_shows_at_once_and_is_stored(tmp_path):
    async with shelf(tmp_path) as (library, conversations, tasks):
        at = await stored(library, conversations)
        other = await stored(library, conversations)
        library.rename(at, "  Mine \n now ")
        shown = {s.id: s.title for s in library.summaries}
        await quiet(tasks)
        again = Library(conversations, tasks)
        await again.load()

        assert {at: "Mine now", other: "What?"} == shown == {s.id: s.title for s in again.summaries}


async def test_deleting_shows_at_once_and_restoring_brings_back(tmp_path):
    async with shelf(tmp_path) as (library, conversations, _):
        at = await stored(library, conversations)
        library.delete(at)
        gone = library.summaries == ()
        library.restore(at)
        await until(lambda: library.summaries)

        assert gone
        assert library.summaries[0].id == at


async def test_purging_deletes_what_was_deleted_long_ago(tmp_path):
    async with shelf(tmp_path) as (library, conversations, _):
        at = await stored(library, conversations)
        library.delete(at)
        await asyncio.sleep(0)  # the store does in order what it is told
        await library.purge(timedelta(0))
        library.restore(at)
        await asyncio.sleep(0)

        assert await library.open(at) is None


async def test_a_draft_is_stored_soon_and_lists_its_conversation(tmp_path):
    async with shelf(tmp_path) as (library, _, _):
        conversation = library.fresh("a/b")
        draft = Draft("not yet", (CAT,))
        library.keep_draft(conversation, Draft("not"))
        library.keep_draft(conversation, draft)
        await until(lambda: library.summaries)
        _, kept = await library.open(conversation.id)

        assert kept == draft


async def test_an_empty_draft_lists_nothing(tmp_path):
    async with shelf(tmp_path) as (library, _, _):
        library.keep_draft(library.fresh("a/b"), Draft())
        await library.save_drafts()
        await library.load()

        assert () == library.summaries


async def test_a_conversation_of_which_there_is_but_a_draft_is_called_by_it(tmp_path):
    def titles():
        return [summary.title for summary in library.summaries]

    async with shelf(tmp_path) as (library, _, _):
        conversation, shown = library.fresh("a/b"), []
        library.changed.connect(lambda: shown.append(titles()))
        for text, row in (
            ("W", ()),
            ("What is\nthis?", (CAT, "/far/b.pdf")),
            ("What is this?", (CAT, "/far/b.pdf")),
            (" ", (CAT, "/far/b.pdf")),
            ("", ()),
            ("Again", ()),
        ):
            library.keep_draft(conversation, Draft(text, row))
            await library.save_drafts()
        assert [["W"], ["What is this?"], ["cat.png, b.pdf"], [""], ["Again"]] == shown
        await library.load()
        assert ["Again"] == titles()
        library.rename(conversation.id, "Mine")
        library.keep_draft(conversation, Draft("More"))
        await library.save_drafts()
        assert ["Mine"] == titles()


async def test_a_draft_of_a_listed_conversation_changes_no_list(tmp_path):
    async with shelf(tmp_path) as (library, conversations, _):
        at = await stored(library, conversations)
        opened, _ = await library.open(at)
        loads = []
        library.changed.connect(lambda: loads.append(1))
        library.keep_draft(opened, Draft("more"))
        await library.save_drafts()
        _, draft = await library.open(at)

        assert "more" == draft.text
        assert [] == loads


async def test_what_the_store_refuses_is_told(tmp_path):
    async with shelf(tmp_path) as (library, _, _):
        told = []
        library.failed.connect(told.append)
        async with refusing(tmp_path):
            library.forget(["0" * 64])
            await until(lambda: told)

        assert isinstance(told[0], StoreFailure)
        assert not library.refused


@pytest.mark.parametrize("by_hand", [False, True])
async def test_a_draft_that_was_refused_is_listed_and_tried_again(tmp_path, monkeypatch, by_hand):
    monkeypatch.setattr(library_module, "SAVE_AGAIN", 1000 if by_hand else 0.1)
    async with shelf(tmp_path) as (library, conversations, _):
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

        assert "not lost" == held.text
        assert ["more", "not lost"] == sorted(kept)


async def test_changes_that_are_refused_are_shown_and_tried_again_in_their_order(tmp_path):
    async with shelf(tmp_path) as (library, conversations, tasks):
        gone, back, renamed = [await stored(library, conversations) for _ in range(3)]
        told = []
        library.failed.connect(told.append)
        async with refusing(tmp_path):
            library.rename(renamed, "First")
            library.rename(renamed, "Second")
            library.rename(renamed, "First")
            library.rename(renamed, "Second")
            library.delete(gone)
            library.delete(back)
            await until(lambda: told)
            library.restore(back)
            await library.load()
            seen = {summary.id: summary.title for summary in library.summaries}
            refused = library.refused
        library.save()
        await until(lambda: not library.refused)
        again = Library(conversations, tasks)
        await again.load()

        assert refused
        assert {back: "What?", renamed: "Second"} == seen
        assert seen == {summary.id: summary.title for summary in again.summaries}
        assert again.summaries == library.summaries


async def test_a_chat_that_was_deleted_before_the_store_took_it_stays_deleted(tmp_path):
    async with shelf(tmp_path) as (library, conversations, _):
        told = []
        library.failed.connect(told.append)
        conversation = library.fresh("a/b")
        async with refusing(tmp_path):
            library.hold(conversation, Draft("What?"))
            await until(lambda: told)
            listed = [summary.id for summary in library.summaries]
            library.delete(conversation.id)
            assert () == library.summaries
        await library.save_drafts()
        question = Message("q", "", Role.USER, (TextPart("What?"),), datetime.now(UTC))
        await conversations.add(conversation, question)
        await library.load()

        assert [conversation.id] == listed
        assert () == library.summaries
        library.restore(conversation.id)
        await until(lambda: library.summaries)
        async with refusing(tmp_path):
            library.delete(conversation.id)
            await library.open(conversation.id)
            assert library.refused
        library.restore(conversation.id)
        assert await library.open(conversation.id)
        assert not library.refused
        assert ["What?"] == [message.text for message in (await conversations.load(conversation.id)).branch()]


async def test_drafts_are_stored_by_one_try_at_a_time(tmp_path, monkeypatch):
    monkeypatch.setattr(library_module, "DRAFT_INTERVAL", 0.01)
    async with shelf(tmp_path) as (library, conversations, tasks):
        conversation, save, free = library.fresh("a/b"), conversations.save_draft, asyncio.Event()

        async def waiting(owner, draft):
            await free.wait()
            await save(owner, draft)

        conversations.save_draft = waiting
        most = 0
        for number in range(10):
            library.keep_draft(conversation, Draft(str(number)))
            await asyncio.sleep(0.02)
            most = max(most, len(tasks._tasks))
        free.set()
        await until(lambda: not library._drafts)

        assert 1 == most
        assert "9" == (await conversations.draft(conversation.id)).text


async def test_what_was_typed_while_a_draft_was_being_stored_is_stored_next(tmp_path):
    async with shelf(tmp_path) as (library, conversations, _):
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

        assert "second" == draft.text


async def test_no_message_is_read_to_see_whether_a_draft_is_the_one_that_was_stored(tmp_path):
    async with shelf(tmp_path) as (library, conversations, _):
        at = await stored(library, conversations)
        conversation, _ = await library.open(at)
        save = conversations.save_draft

        async def typing(owner, draft):
            conversations.save_draft = save
            library.keep_draft((await library.open(at))[0], draft)
            await save(owner, draft)

        conversations.save_draft = typing
        library.keep_draft(conversation, Draft("What else?"))
        await library.save_drafts()

        assert not any(isinstance(conversation.messages.stored(i), Message) for i in conversation.messages)
        await library.save_drafts()
        assert "What else?" == (await conversations.draft(at)).text


async def test_what_is_outdated_while_a_draft_that_shows_it_is_being_stored_is_gone_with_the_next(tmp_path):
    async with shelf(tmp_path) as (library, conversations, tasks):
        blobs = Blobs(conversations._database)
        digest = await blobs.put(b"a face")
        conversation, _ = await library.open(await stored(library, conversations))
        library.keep_draft(conversation, Draft("Who?", (ImagePart("a.png", "image/png", digest),)))
        saving = tasks.start(library.save_drafts(), "drafts")
        await asyncio.sleep(0)
        library.keep_draft(conversation, Draft("Who?"))
        library.forget([digest])
        await saving
        await library.save_drafts()

        with pytest.raises(StoreBroken):
            await blobs.get(digest)


async def test_a_draft_for_which_there_is_no_room_holds_up_none_that_needs_less(tmp_path):
    async with shelf(tmp_path) as (library, conversations, _):
        at = await stored(library, conversations)
        async with no_room(conversations._database, but=20):
            picture = await Blobs(conversations._database).put(b"picture" * 50_000)
            large, small = library.fresh("a/b"), library.fresh("a/b")
            library.keep_draft(large, Draft("What?", (ImagePart("a.png", "image/png", picture),)))
            library.keep_draft(small, Draft("Who?"))
            library.rename(at, "Mine")
            with pytest.raises(DiskFull):
                await library.save_drafts()
            assert {small.id, at, large.id} == {s.id for s in await conversations.summaries()}
            assert (Draft(), "Who?") == (
                await conversations.draft(large.id),
                (await conversations.draft(small.id)).text,
            )
            assert "Mine" in {s.title for s in await conversations.summaries()}
        await library.save_drafts()

        assert "What?" == (await conversations.draft(large.id)).text
        assert b"picture" * 50_000 == await Blobs(conversations._database).get(picture)
