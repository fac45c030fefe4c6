from __future__ import annotations

import asyncio
import threading
from contextlib import asynccontextmanager
from dataclasses import replace

from desktop.domain.conversation import Draft
from desktop.domain.delta import Annotation, Delta
from desktop.domain.message import State
from desktop.domain.parts import (
    ParsedPart,
    Withheld,
)
from desktop.store.conversations import Conversations
from tests.unit.services.scripted import words
from tests.unit.services.test_chat import CAT, PDF, held, room, texts
from tests.waiting import LONG, until


async def test_the_question_is_stored_before_anything_is_asked(tmp_path):
    async with room(tmp_path, words("ok")) as made:
        seen = []
        chat = made.endpoint.chat

        def watching(request, tell):
            seen.append(made.conversations.load("c"))
            return chat(request, tell)

        made.endpoint.chat = watching
        await made.ask("hi")

        assert "hi" == texts(await seen[0])[0]


async def test_the_draft_that_was_sent_goes_when_the_question_is_stored(tmp_path):
    async with room(tmp_path, words("ok")) as made:
        await made.ask("one")
        question, answer = made.chat.conversation.branch_ids()
        for owner in ("c", question):
            await made.conversations.save_draft(owner, Draft("typed"))
        left = []

        async def look():
            left.append([bool(await made.conversations.draft(owner)) for owner in ("c", question)])

        chat = made.endpoint.chat

        @asynccontextmanager
        async def looking(request, tell):
            await look()
            async with chat(request, tell) as answer:
                yield answer

        made.endpoint.chat = looking
        made.chat.regenerate(answer, made.target)
        await made.ended()
        made.chat.edit(question, "typed", (), made.target)
        await made.ended()
        await made.ask("typed")

        assert [[True, True], [True, False], [False, False]] == left


async def test_a_stream_is_journaled_while_it_runs(tmp_path):
    async with room(tmp_path, [Delta(text="Hel"), asyncio.Event()]) as made:
        made.chat.send("hi", (), made.target)

        def count(db):
            return db.execute("SELECT count(*) FROM pieces").fetchone()[0]

        await until(lambda: made.database.read(count))
        made.chat.stop()
        await made.ended()

        assert 0 == await made.database.read(count)
        assert "Hel" == (await made.stored()).branch()[-1].text


async def test_what_turns_out_to_be_reasoning_is_journaled_as_that(tmp_path):
    more = asyncio.Event()
    async with room(tmp_path, [Delta(text="Hm. "), more, Delta("Yes", turned=True), asyncio.Event()]) as made:
        made.chat.send("hi", (), made.target)

        async def said():
            stored = await made.stored()
            return (stored.branch()[-1].text, stored.branch()[-1].reasoning) if stored else ()

        async def is_said(*what):
            return await said() == what

        await until(lambda: is_said("Hm. ", ""))
        more.set()
        await until(lambda: is_said("Yes", "Hm. "))
        made.chat.stop()
        await made.ended()

        assert ("Yes", "Hm. ") == await said()


async def test_how_long_an_answer_thinks_is_stored_while_it_does(tmp_path):
    async with room(tmp_path, [Delta(reasoning="hm"), asyncio.Event()]) as made:
        made.chat.send("hi", (), made.target)

        async def thought():
            stored = await made.stored()
            answer = stored.branch()[-1] if stored else None
            return answer.receipt.thought if answer and answer.reasoning else None

        await until(thought)
        assert 0 < await thought() <= made.chat.turn.thought()
        made.chat.stop()
        await made.ended()


async def test_what_was_made_of_a_pdf_is_stored_before_the_answer_ends(tmp_path):
    parsed = ParsedPart("h1", "b" * 64, 2, "example.org")
    arrived = [Delta(parsed=(Annotation("h1", b"{}"),)), Delta(text="Hel"), asyncio.Event()]
    async with room(tmp_path, arrived) as made:
        made.chat.send("what?", (PDF,), replace(made.target, parses=True))

        async def after_a_crash():
            kept = await Conversations(made.database).load("c")
            return kept and kept.branch()[1].parsed and kept.branch()[1].text and kept.branch()[1]

        answer = await until(after_a_crash)
        made.chat.stop()
        await made.ended()

        assert State.CUT_OFF == answer.state
        assert "Hel" == answer.text
        assert (parsed,) == answer.parsed
        assert (parsed,) == (await made.stored()).branch()[1].parsed


async def test_what_is_withheld_before_it_is_stored_is_stored_with_the_message(tmp_path):
    async with room(tmp_path, words("ok")) as made:
        made.chat.send("what?", (CAT,), made.target)
        await asyncio.sleep(0)
        assert not made.chat.settled
        made.chat.withhold(made.chat.conversation.branch()[0].id, Withheld.BY_HAND)
        await made.ended()

        assert [Withheld.BY_HAND] == held(await made.stored())


async def test_the_model_is_kept_with_the_conversation(tmp_path):
    async with room(tmp_path, words("ok")) as made:
        await made.ask()
        made.chat.set_model("m/y")
        await made.ended()

        assert "m/y" == (await made.stored()).model


async def test_what_the_store_refuses_stays_on_screen_and_is_stored_later(tmp_path):
    async with room(tmp_path, words("ok")) as made:
        told = []
        made.chat.saving.failed.connect(told.append)
        made.path.rename(tmp_path / "elsewhere")
        await made.ask("hi")
        unsaved = set(made.chat.saving.unsaved)
        made.chat.show_version(made.chat.conversation.leaf)
        made.chat.saving.try_now()
        await until(lambda: len(told) > 1)
        (tmp_path / "elsewhere").rename(made.path)
        made.chat.saving.try_now()
        await until(lambda: not made.chat.saving.unsaved)

        assert ["hi", "ok"] == texts(made.chat.conversation)
        assert 2 == len(unsaved)
        assert ["hi", "ok"] == texts(await made.stored())


async def test_a_question_that_was_stopped_before_the_store_answered_is_not_forgotten(tmp_path):
    async with room(tmp_path, words("ok")) as made:
        made.path.rename(tmp_path / "elsewhere")
        made.chat.send("hi", (), made.target)
        await asyncio.sleep(0)
        made.chat.stop()
        await made.ended()
        unsaved = len(made.chat.saving.unsaved)
        (tmp_path / "elsewhere").rename(made.path)
        await made.chat.close()

        assert 2 == unsaved
        assert "hi" == texts(await made.stored())[0]


async def test_a_question_that_was_stopped_before_the_store_answered_is_settled_as_soon_as_it_answers(tmp_path):
    async with room(tmp_path, words("ok")) as made:
        free = threading.Event()
        slow = asyncio.ensure_future(made.database.read(lambda _: free.wait(LONG)))
        made.chat.send("hi", (), made.target)
        await asyncio.sleep(0)
        made.chat.stop()
        await until(lambda: not made.chat.answering)
        settled = made.chat.settled
        free.set()
        await slow
        await made.ended()

        assert not settled
        assert made.chat.settled
        assert [State.COMPLETE, State.STOPPED] == [message.state for message in (await made.stored()).branch()]


async def test_an_end_that_is_refused_while_the_program_ends_is_stored_by_another_try(tmp_path):
    async with room(tmp_path, [Delta(text="Hel"), asyncio.Event()]) as made:
        made.chat.send("hi", (), made.target)
        await until(lambda: made.chat.turn.growing.text)
        free, elsewhere = threading.Event(), tmp_path / "elsewhere"
        broken = asyncio.ensure_future(made.database.read(lambda _: free.wait(LONG) and made.path.rename(elsewhere)))
        made.chat.stop()
        await until(lambda: not made.chat.answering)
        whole = asyncio.ensure_future(made.database.read(lambda _: elsewhere.rename(made.path)))
        closing = asyncio.ensure_future(made.chat.close())
        await asyncio.sleep(0.01)
        free.set()
        await asyncio.gather(broken, whole, closing)
        answer = (await made.stored()).branch()[1]

        assert (State.STOPPED, "Hel") == (answer.state, answer.text)


async def test_a_journal_that_is_refused_marks_the_answer_and_it_is_stored_at_the_end(tmp_path):
    async with room(tmp_path, [Delta(text="Hel"), asyncio.Event()]) as made:
        told = []
        made.chat.saving.failed.connect(told.append)
        made.chat.send("hi", (), made.target)
        await until(lambda: made.chat.turn.growing.text)
        made.path.rename(tmp_path / "elsewhere")
        await until(lambda: told)
        answer = made.chat.turn.message.id
        marked = made.chat.saving.unsaved == {answer}
        made.chat.saving._start_journal()
        made.chat.saving.try_now()
        await made.told()
        (tmp_path / "elsewhere").rename(made.path)
        made.chat.stop()
        await made.ended()
        await made.chat.close()

        assert marked
        assert set() == made.chat.saving.unsaved
        assert ["hi", "Hel"] == texts(await made.stored())


async def test_an_answer_whose_end_is_refused_is_stored_later(tmp_path):
    async with room(tmp_path, [Delta(text="Hel"), asyncio.Event()]) as made:
        made.chat.send("hi", (), made.target)
        await until(lambda: made.chat.turn.growing.text)
        await made.chat.saving._write_journal(made.chat.turn)
        await made.chat.saving._write_journal(made.chat.turn)
        made.path.rename(tmp_path / "elsewhere")
        made.chat.stop()
        await until(lambda: made.chat.saving.unsaved)
        (tmp_path / "elsewhere").rename(made.path)
        made.chat.saving.try_now()
        await until(lambda: not made.chat.saving.unsaved)

        assert ["hi", "Hel"] == texts(await made.stored())


async def test_saving_when_all_is_saved_does_no_harm(tmp_path):
    async with room(tmp_path, words("ok")) as made:
        await made.ask("hi")
        made.chat.saving._start_journal()
        made.chat.saving.try_now()
        await made.ended()

        assert ["hi", "ok"] == texts(await made.stored())


async def test_what_the_store_refused_comes_back_from_a_deletion_and_is_stored_later(tmp_path):
    async with room(tmp_path, words("ok")) as made:
        made.path.rename(tmp_path / "elsewhere")
        await made.ask("hi")
        question, refused = made.chat.conversation.branch_ids()[0], set(made.chat.saving.unsaved)
        made.chat.delete(question)
        without = set(made.chat.saving.unsaved)
        made.chat.restore(question)
        again = set(made.chat.saving.unsaved)
        await made.ended()
        (tmp_path / "elsewhere").rename(made.path)
        made.chat.saving.try_now()
        await until(lambda: made.chat.settled)

        assert 2 == len(refused)
        assert set() == without
        assert again == refused
        assert ["hi", "ok"] == texts(await made.stored())


async def test_a_deletion_that_the_store_refuses_is_tried_again(tmp_path):
    async with room(tmp_path, words("ok")) as made:
        await made.ask("one")
        first = made.chat.conversation.branch_ids()[0]
        made.path.rename(tmp_path / "elsewhere")
        made.chat.delete(first)
        await until(lambda: made.chat.saving.due)
        made.chat.saving.try_now()
        await made.told()
        kept = len(made.chat.saving.due)
        (tmp_path / "elsewhere").rename(made.path)
        made.chat.saving.try_now()
        await until(lambda: not made.chat.saving.due)

        assert 1 == kept
        assert [] == texts(await made.stored())


async def test_changes_that_the_store_refused_are_stored_in_their_order_and_before_newer_ones(tmp_path):
    async with room(tmp_path, words("ok"), words("more")) as made:
        await made.ask("one")
        first = made.chat.conversation.branch_ids()[0]
        made.path.rename(tmp_path / "elsewhere")
        made.chat.delete(first)
        made.chat.set_model("m/old")
        await until(lambda: made.chat.saving._behind)
        (tmp_path / "elsewhere").rename(made.path)
        made.chat.restore(first)
        made.chat.set_model("m/new")
        await made.ask("two")
        await until(lambda: made.chat.settled)
        stored = await made.stored()

        assert ["one", "ok", "two", "more"] == texts(made.chat.conversation) == texts(stored)
        assert "m/new" == stored.model


async def test_the_branch_on_view_is_stored_when_a_change_of_before_was_taken_after_it(tmp_path):
    async with room(tmp_path, words("ok"), words("more")) as made:
        await made.ask("one")
        answer = made.chat.conversation.leaf
        made.path.rename(tmp_path / "elsewhere")
        made.chat.show_version(answer)
        await until(lambda: made.chat.saving._behind)
        (tmp_path / "elsewhere").rename(made.path)
        await made.ask("two")
        made.chat.saving.try_now()
        await until(lambda: made.chat.settled)

        assert ["one", "ok", "two", "more"] == texts(await made.stored())


async def test_the_model_that_was_asked_is_stored_with_the_messages_that_were_refused(tmp_path):
    async with room(tmp_path, words("ok"), words("more")) as made:
        await made.ask("one")
        made.path.rename(tmp_path / "elsewhere")
        made.chat.set_model("m/new")
        await made.ask("two")
        made.chat.saving.due.clear()
        (tmp_path / "elsewhere").rename(made.path)
        made.chat.saving.try_now()
        await until(lambda: made.chat.settled)

        assert "m/new" == (await made.stored()).model
