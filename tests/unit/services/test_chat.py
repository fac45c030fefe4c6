from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

from desktop.domain.conversation import Conversation
from desktop.domain.delta import Annotation, Delta
from desktop.domain.errors import (
    CannotSeePictures,
    Defect,
    FileRefused,
    Moderated,
    NoAnswer,
    RateLimited,
    RequestTooLarge,
)
from desktop.domain.message import State
from desktop.domain.parts import Engine, ImagePart, MediaPart, Modality, ParsedPart, TextPart, Withheld
from desktop.domain.projection import LeftOut, Missing, PictureRules
from desktop.services.chat import Chat, Target
from desktop.services.tasks import TaskScope
from desktop.services.turn import Keep, Patience
from desktop.store.conversations import Conversations
from desktop.store.database import Database
from tests.unit.services.scripted import Endpoint, words
from tests.waiting import quiet, until

CAT = ImagePart("cat.png", "image/png", blob="0" * 64)


class Room:
    """A chat on a real file, and what it reported."""

    def __init__(self, path, endpoint):
        self.path = path
        self.endpoint = endpoint
        self.errors: list[BaseException] = []
        self.target = Target(endpoint, "m/x", session="c")

    async def __aenter__(self):
        self.database = await Database.open(self.path)
        self.conversations = Conversations(self.database)
        self.tasks = TaskScope("test", self.errors.append)
        self.chat = Chat(
            Conversation("c", datetime.now(UTC)),
            self.conversations,
            Keep(self.keep, self.keep_parsed),
            self.tasks,
            Patience(tick=0.01),
        )
        return self

    async def keep(self, _url):
        return None

    async def keep_parsed(self, annotation):
        return ParsedPart(annotation.file, "b" * 64, len(annotation.json))

    async def __aexit__(self, *_):
        await self.chat.close()
        await self.database.close()

    async def ask(self, text="hi", *images, target=None):
        self.chat.send(text, images, target or self.target)
        await self.ended()

    async def ended(self):
        """Wait until the answer has ended and all that its end changes is stored."""
        await quiet(self.tasks)

    async def told(self):
        """Wait until the store has done all that it was told."""
        await asyncio.sleep(0)
        await self.database.read(lambda _: None)

    async def stored(self):
        return await self.conversations.load("c")


def room(tmp_path, work, *scripts):
    async def run():
        async with Room(tmp_path / "parley.sqlite3", Endpoint(*scripts)) as made:
            result = await work(made)
        return result, made.errors

    result, errors = asyncio.run(run())
    assert not errors
    return result


def texts(conversation):
    return [message.text for message in conversation.branch()]


def test_question_and_answer_are_shown_and_stored(tmp_path):
    async def work(made):
        await made.ask("hi")
        return texts(made.chat.conversation), texts(await made.stored())

    assert (["hi", "Hello"], ["hi", "Hello"]) == room(tmp_path, work, words("Hel", "lo"))


def test_the_question_is_stored_before_anything_is_asked(tmp_path):
    async def work(made):
        seen = []
        chat = made.endpoint.chat

        def watching(request, tell):
            seen.append(made.conversations.load("c"))
            return chat(request, tell)

        made.endpoint.chat = watching
        await made.ask("hi")
        return texts(await seen[0])[0]

    assert "hi" == room(tmp_path, work, words("ok"))


def test_the_whole_branch_is_asked_and_the_conversation_is_its_session(tmp_path):
    async def work(made):
        await made.ask("one")
        await made.ask("two")
        request = made.endpoint.requests[-1]
        return [m.parts[0].text for m in request.messages], request.session

    assert (["one", "ok", "two"], "c") == room(tmp_path, work, words("ok"))


def test_asking_again_makes_a_sibling(tmp_path):
    async def work(made):
        await made.ask("hi")
        first = made.chat.conversation.leaf
        made.chat.regenerate(first, made.target)
        await made.ended()
        whole = await made.stored()
        return [whole.messages[m].text for m in whole.siblings(first)], texts(whole)

    assert (["one", "two"], ["hi", "two"]) == room(tmp_path, work, words("one"), words("two"))


def test_editing_makes_a_sibling_of_the_question(tmp_path):
    async def work(made):
        await made.ask("first")
        question = made.chat.conversation.branch()[0].id
        made.chat.edit(question, "better", (), made.target)
        await made.ended()
        made.chat.show_version(question)
        await made.database.read(lambda _: None)
        return texts(made.chat.conversation), texts(await made.stored())

    assert (["first", "ok"], ["first", "ok"]) == room(tmp_path, work, words("ok"))


def test_stopping_keeps_what_had_arrived(tmp_path):
    async def work(made):
        made.chat.send("hi", (), made.target)
        await until(lambda: made.chat.turn.growing.text)
        made.chat.stop()
        await made.ended()
        answer = (await made.stored()).branch()[-1]
        made.chat.stop()
        return answer.text, answer.state, made.endpoint.closed

    assert ("Hel", State.STOPPED, 1) == room(tmp_path, work, [Delta(text="Hel"), asyncio.Event()])


def test_a_second_question_waits_for_nobody_and_is_not_taken_while_answering(tmp_path):
    async def work(made):
        made.chat.send("hi", (), made.target)
        leaf = made.chat.conversation.leaf
        made.chat.regenerate(leaf, made.target)
        await made.ended()
        return len(made.endpoint.requests)

    assert 1 == room(tmp_path, work, words("ok"))


def test_going_on_begins_a_sibling_with_the_text_that_was_there(tmp_path):
    async def work(made):
        await made.ask("hi")
        cut = made.chat.conversation.leaf
        made.chat.resume(cut, made.target)
        await made.ended()
        sent = made.endpoint.requests[-1].messages[-1]
        return texts(made.chat.conversation), sent.role.value, sent.parts[0].text

    assert (["hi", "Hello"], "assistant", "Hel") == room(tmp_path, work, words("Hel", finish="length"), words("lo"))


def test_going_on_from_nothing_asks_the_question_again(tmp_path):
    async def work(made):
        await made.ask("hi")
        made.chat.resume(made.chat.conversation.leaf, made.target)
        await made.ended()
        return texts(made.chat.conversation)

    assert ["hi", "ok"] == room(tmp_path, work, [NoAnswer()], words("ok"))


def test_a_stream_is_journaled_while_it_runs(tmp_path):
    async def work(made):
        made.chat.send("hi", (), made.target)

        def count(db):
            return db.execute("SELECT count(*) FROM pieces").fetchone()[0]

        await until(lambda: made.database.read(count))
        made.chat.stop()
        await made.ended()
        return await made.database.read(count), (await made.stored()).branch()[-1].text

    assert (0, "Hel") == room(tmp_path, work, [Delta(text="Hel"), asyncio.Event()])


def test_pictures_a_model_cannot_see_are_counted(tmp_path):
    async def work(made):
        await made.ask("what?", CAT, target=Target(made.endpoint, "m/x", inputs=("text",)))
        return made.chat.left_out == {made.chat.conversation.leaf: {Missing(Modality.IMAGE, LeftOut.NOT_TAKEN): 1}}

    assert room(tmp_path, work, words("ok"))


def pictures(request):
    return [part.name for m in request.messages for part in m.parts if isinstance(part, ImagePart)]


def held(conversation):
    return [image.withheld for message in conversation.branch() for image in message.images]


def test_a_refused_picture_stays_and_is_not_in_the_way_of_the_next_question(tmp_path):
    async def work(made):
        await made.ask("what?", CAT)
        await made.ask("and now?")
        sent = [pictures(request) for request in made.endpoint.requests]
        return sent, held(made.chat.conversation), held(await made.stored()), texts(made.chat.conversation)

    sent, shown, stored, said = room(tmp_path, work, [RequestTooLarge()], words("ok"))
    assert [["cat.png"], []] == sent
    assert [Withheld.REFUSED] == shown == stored
    assert ["what?", "", "and now?", "ok"] == said


def test_pictures_that_another_model_refuses_are_all_withheld_and_can_be_sent_again(tmp_path):
    async def work(made):
        await made.ask("what?", CAT)
        await made.ask("and this?", CAT)
        await made.ask("and now?")
        refused = held(await made.stored())
        question = made.chat.conversation.branch()[0].id
        made.chat.withhold(question, Withheld.NO)
        await made.ask("once more?")
        return refused, held(await made.stored()), [pictures(r) for r in made.endpoint.requests]

    refused, after, sent = room(tmp_path, work, words("ok"), words("ok"), [Moderated()], words("ok"))
    assert [Withheld.REFUSED] * 2 == refused
    assert [Withheld.NO, Withheld.REFUSED] == after
    assert [1, 2, 2, 1] == [len(names) for names in sent]


def test_pictures_are_left_out_by_hand_and_by_a_rule(tmp_path):
    async def work(made):
        await made.ask("what?", CAT, CAT)
        await made.ask("and now?", target=replace(made.target, rules=PictureRules(newest=1)))
        made.chat.withhold(made.chat.conversation.branch()[0].id, Withheld.BY_HAND)
        await made.ask("and now?")
        return held(await made.stored()), [pictures(r) for r in made.endpoint.requests], made.chat.left_out.values()

    stored, sent, left_out = room(tmp_path, work, words("ok"))
    assert [Withheld.BY_HAND] * 2 == stored
    assert [2, 1, 0] == [len(names) for names in sent]
    assert [{Missing(Modality.IMAGE, why): count} for why, count in ((LeftOut.OLD, 1), (LeftOut.BY_HAND, 2))] == list(
        left_out
    )


PDF = MediaPart("a.pdf", Modality.FILE, "application/pdf", "a" * 64, size=9, engine=Engine.OCR)


def test_only_the_kinds_that_a_refusal_speaks_of_are_withheld(tmp_path):
    async def work(made):
        await made.ask("what?", CAT, PDF)
        await made.ask("and now?")
        question = (await made.stored()).branch()[0]
        return [part.withheld for part in question.attached], made.endpoint.requests[-1].messages[0].parts

    withheld, sent = room(tmp_path, work, [FileRefused()], words("ok"))
    assert [Withheld.NO, Withheld.REFUSED] == withheld
    assert (TextPart("what?"), TextPart("[1 PDF left out: a provider refused them]"), CAT) == sent


def test_what_was_made_of_a_pdf_is_stored_with_the_answer_and_goes_back_with_it(tmp_path):
    async def work(made):
        openrouter = replace(made.target, parses=True)
        await made.ask("what?", PDF, target=openrouter)
        stored = (await made.stored()).branch()[1].parsed
        await made.ask("and now?", target=openrouter)
        await made.ask("and elsewhere?")
        sent = [[part for m in r.messages for part in m.parts if part in stored] for r in made.endpoint.requests]
        return stored, sent, [request.engine for request in made.endpoint.requests]

    first = [Delta(parsed=(Annotation("h1", b"{}"),)), *words("ok")]
    stored, sent, engines = room(tmp_path, work, first, words("ok"))
    parsed = ParsedPart("h1", "b" * 64, 2)
    assert ((parsed,), [[], [parsed], []]) == (stored, sent)
    assert [Engine.OCR, Engine.OCR, Engine.UNSET] == engines


def test_a_try_after_one_that_paid_for_a_pdf_does_not_pay_again(tmp_path):
    async def work(made):
        made.chat._patience = Patience(tick=0.01, first_retry=0.01)
        await made.ask("what?", PDF, target=replace(made.target, parses=True))
        first, second = made.endpoint.requests
        return [[part for m in r.messages for part in m.parts if isinstance(part, ParsedPart)] for r in (first, second)]

    failed = RateLimited(retry_after=0.01)
    failed.parsed = (Annotation("h1", b"{}"),)
    assert [[], [ParsedPart("h1", "b" * 64, 2)]] == room(tmp_path, work, [failed], words("ok"))


def test_what_was_made_of_a_pdf_is_stored_before_the_answer_ends(tmp_path):
    async def work(made):
        made.chat.send("what?", (PDF,), replace(made.target, parses=True))

        async def after_a_crash():
            kept = await Conversations(made.database).load("c")
            return kept and kept.branch()[1].parsed and kept.branch()[1].text and kept.branch()[1]

        answer = await until(after_a_crash)
        made.chat.stop()
        await made.ended()
        return answer.state, answer.text, answer.parsed, (await made.stored()).branch()[1].parsed

    parsed = ParsedPart("h1", "b" * 64, 2)
    arrived = [Delta(parsed=(Annotation("h1", b"{}"),)), Delta(text="Hel"), asyncio.Event()]
    assert (State.CUT_OFF, "Hel", (parsed,), (parsed,)) == room(tmp_path, work, arrived)


def test_stopping_does_not_lose_what_was_made_of_a_pdf_and_is_just_being_kept(tmp_path):
    async def work(made):
        keeping = []

        async def slowly(annotation):
            keeping.append(annotation)
            if len(keeping) == 1:
                await asyncio.Event().wait()
            return await made.keep_parsed(annotation)

        made.chat._keep = Keep(made.keep, slowly)
        made.chat.send("what?", (PDF,), replace(made.target, parses=True))
        await until(lambda: keeping)
        made.chat.stop()
        await made.ended()
        return (await made.stored()).branch()[1].parsed

    assert (ParsedPart("h1", "b" * 64, 2),) == room(tmp_path, work, [Delta(parsed=(Annotation("h1", b"{}"),))])


def test_what_is_withheld_before_it_is_stored_is_stored_with_the_message(tmp_path):
    async def work(made):
        made.chat.send("what?", (CAT,), made.target)
        await asyncio.sleep(0)
        assert made.chat.unsaved
        made.chat.withhold(made.chat.conversation.branch()[0].id, Withheld.BY_HAND)
        await made.ended()
        return held(await made.stored())

    assert [Withheld.BY_HAND] == room(tmp_path, work, words("ok"))


def test_a_model_that_turns_out_to_be_blind_is_asked_without_pictures(tmp_path):
    async def work(made):
        await made.ask("what?", CAT)
        made.chat.regenerate(made.chat.conversation.leaf, made.target)
        await made.ended()
        await made.ask("and you?", target=replace(made.target, model="m/y"))
        return [pictures(r) for r in made.endpoint.requests], held(await made.stored())

    sent, stored = room(tmp_path, work, [CannotSeePictures()], words("ok"))
    assert [["cat.png"], [], ["cat.png"]] == sent
    assert [Withheld.NO] == stored


def test_the_model_is_kept_with_the_conversation(tmp_path):
    async def work(made):
        await made.ask()
        made.chat.set_model("m/y")
        await made.ended()
        return (await made.stored()).model

    assert "m/y" == room(tmp_path, work, words("ok"))


def test_what_the_store_refuses_stays_on_screen_and_is_stored_later(tmp_path):
    async def work(made):
        told = []
        made.chat.failed.connect(told.append)
        made.path.rename(tmp_path / "elsewhere")
        await made.ask("hi")
        unsaved = set(made.chat.unsaved)
        made.chat.show_version(made.chat.conversation.leaf)
        made.chat.save_now()
        await until(lambda: len(told) > 1)
        (tmp_path / "elsewhere").rename(made.path)
        made.chat.save_now()
        await until(lambda: not made.chat.unsaved)
        return texts(made.chat.conversation), len(unsaved), texts(await made.stored())

    assert (["hi", "ok"], 2, ["hi", "ok"]) == room(tmp_path, work, words("ok"))


def test_a_question_that_was_stopped_before_the_store_answered_is_not_forgotten(tmp_path):
    async def work(made):
        made.path.rename(tmp_path / "elsewhere")
        made.chat.send("hi", (), made.target)
        await asyncio.sleep(0)
        made.chat.stop()
        await made.ended()
        unsaved = len(made.chat.unsaved)
        (tmp_path / "elsewhere").rename(made.path)
        await made.chat.close()
        return unsaved, texts(await made.stored())[0]

    assert (2, "hi") == room(tmp_path, work, words("ok"))


def test_a_question_asked_while_answering_leaves_no_trace(tmp_path):
    async def work(made):
        made.chat.send("hi", (), made.target)
        made.chat.send("and", (), made.target)
        await made.ended()
        return texts(made.chat.conversation)

    assert ["hi", "ok"] == room(tmp_path, work, words("ok"))


def test_a_mistake_of_ours_ends_the_answer_and_is_reported(tmp_path):
    async def run():
        async with Room(tmp_path / "parley.sqlite3", Endpoint([ZeroDivisionError()])) as made:
            await made.ask("hi")
            answer = made.chat.conversation.branch()[-1]
            await until(lambda: made.errors)
        return answer.state, type(answer.failure), [type(e) for e in made.errors]

    assert (State.FAILED, Defect, [ZeroDivisionError]) == asyncio.run(run())


def test_a_journal_that_is_refused_marks_the_answer_and_it_is_stored_at_the_end(tmp_path):
    async def work(made):
        told = []
        made.chat.failed.connect(told.append)
        made.chat.send("hi", (), made.target)
        await until(lambda: made.chat.turn.growing.text)
        made.path.rename(tmp_path / "elsewhere")
        await until(lambda: told)
        answer = made.chat.turn.message.id
        marked = made.chat.unsaved == {answer}
        made.chat._start_journal()
        made.chat.save_now()
        await made.told()
        (tmp_path / "elsewhere").rename(made.path)
        made.chat.stop()
        await made.ended()
        await made.chat.close()
        return marked, made.chat.unsaved, texts(await made.stored())

    assert (True, set(), ["hi", "Hel"]) == room(tmp_path, work, [Delta(text="Hel"), asyncio.Event()])


def test_an_answer_whose_end_is_refused_is_stored_later(tmp_path):
    async def work(made):
        made.chat.send("hi", (), made.target)
        await until(lambda: made.chat.turn.growing.text)
        await made.chat._write_journal(made.chat.turn)
        await made.chat._write_journal(made.chat.turn)
        made.path.rename(tmp_path / "elsewhere")
        made.chat.stop()
        await until(lambda: made.chat.unsaved)
        (tmp_path / "elsewhere").rename(made.path)
        made.chat.save_now()
        await until(lambda: not made.chat.unsaved)
        return texts(await made.stored())

    assert ["hi", "Hel"] == room(tmp_path, work, [Delta(text="Hel"), asyncio.Event()])


def test_saving_when_all_is_saved_does_no_harm(tmp_path):
    async def work(made):
        await made.ask("hi")
        made.chat._start_journal()
        made.chat.save_now()
        await made.ended()
        return texts(await made.stored())

    assert ["hi", "ok"] == room(tmp_path, work, words("ok"))


async def until_stored(made, count):
    """Wait until the stored branch has so many messages."""
    for _ in range(1000):
        if len(texts(await made.stored())) == count:
            return
    raise AssertionError("it did not happen")


def test_a_deleted_message_is_gone_with_what_follows_until_it_is_restored(tmp_path):
    async def work(made):
        await made.ask("first")
        await made.ask("second")
        chat = made.chat
        first, _, second, _ = chat.conversation.branch_ids()
        chat.delete(second)
        await until_stored(made, 2)
        without = await made.stored()
        chat.restore(second)
        await until_stored(made, 4)
        again = await made.stored()
        chat.delete(first)
        await until_stored(made, 0)
        await made.conversations.purge(datetime.now(UTC))
        rows = await made.database.read(lambda c: c.execute("SELECT count(*) FROM messages").fetchone())
        return texts(without), texts(again), texts(chat.conversation), rows

    without, again, left, rows = room(tmp_path, work, words("one"), words("two"))

    assert ["first", "one"] == without
    assert ["first", "one", "second", "two"] == again
    assert ([], (0,)) == (left, rows)


def test_the_version_that_was_on_view_is_again_when_a_message_is_brought_back(tmp_path):
    async def work(made):
        await made.ask("first")
        first, one = made.chat.conversation.branch_ids()
        made.chat.regenerate(one, made.target)
        await made.ended()
        made.chat.show_version(one)
        await made.ask("second")
        before = texts(made.chat.conversation)
        made.chat.delete(first)
        made.chat.restore(first)
        await until_stored(made, 4)
        return before, texts(made.chat.conversation), texts(await made.stored())

    before, shown, stored = room(tmp_path, work, words("one"), words("two"), words("three"))
    assert ["first", "one", "second", "three"] == before == shown == stored


def test_an_answer_that_comes_stays_on_view_when_a_message_is_brought_back(tmp_path):
    async def work(made):
        await made.ask("first")
        gone = made.chat.conversation.leaf
        made.chat.delete(gone)
        made.chat.answer(made.chat.conversation.leaf, made.target)
        coming = made.chat.conversation.leaf
        made.chat.restore(gone)
        leaf, versions = made.chat.conversation.leaf, made.chat.conversation.siblings(gone)
        await made.ended()
        return leaf == coming, versions == (gone, coming), made.chat.deleted, texts(await made.stored())

    assert (True, True, {}, ["first", "two"]) == room(tmp_path, work, words("one"), words("two"))


def test_what_the_store_refused_comes_back_from_a_deletion_and_is_stored_later(tmp_path):
    async def work(made):
        made.path.rename(tmp_path / "elsewhere")
        await made.ask("hi")
        question, refused = made.chat.conversation.branch_ids()[0], set(made.chat.unsaved)
        made.chat.delete(question)
        without = set(made.chat.unsaved)
        made.chat.restore(question)
        again = set(made.chat.unsaved)
        await made.ended()
        (tmp_path / "elsewhere").rename(made.path)
        made.chat.save_now()
        await until(lambda: not made.chat.unsaved)
        return len(refused), without, again == refused, texts(await made.stored())

    assert (2, set(), True, ["hi", "ok"]) == room(tmp_path, work, words("ok"))


def test_nothing_is_deleted_while_an_answer_comes(tmp_path):
    async def work(made):
        made.chat.send("hi", (), made.target)
        made.chat.delete(made.chat.conversation.leaf)
        await made.ended()
        return texts(made.chat.conversation)

    assert ["hi", "ok"] == room(tmp_path, work, words("ok"))


def test_a_question_that_lost_its_answer_is_asked_again(tmp_path):
    async def work(made):
        await made.ask("hi")
        question, answer = made.chat.conversation.branch_ids()
        made.chat.delete(answer)
        made.chat.answer(question, replace(made.target, model="other"))
        await made.ended()
        return texts(made.chat.conversation), made.chat.conversation.model, made.endpoint.requests[-1].model

    assert (["hi", "two"], "", "other") == room(tmp_path, work, words("one"), words("two"))


def test_a_deletion_that_the_store_refuses_is_tried_again(tmp_path):
    async def work(made):
        await made.ask("one")
        first = made.chat.conversation.branch_ids()[0]
        made.path.rename(tmp_path / "elsewhere")
        made.chat.delete(first)
        await until(lambda: made.chat.refused)
        made.chat.save_now()
        await made.told()
        kept = len(made.chat.refused)
        (tmp_path / "elsewhere").rename(made.path)
        made.chat.save_now()
        await until(lambda: not made.chat.refused)
        return kept, texts(await made.stored())

    assert (1, []) == room(tmp_path, work, words("ok"))
