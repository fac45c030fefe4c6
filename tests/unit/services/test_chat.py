from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime

from desktop.domain.conversation import Conversation
from desktop.domain.delta import Annotation, Delta
from desktop.domain.errors import (
    BytesLost,
    CannotSeePictures,
    Defect,
    FileRefused,
    NoAnswer,
    PictureRefused,
    RateLimited,
    RequestTooLarge,
)
from desktop.domain.message import Role, State
from desktop.domain.parts import (
    Engine,
    ImagePart,
    LeftOut,
    MediaPart,
    Missing,
    Modality,
    ParsedPart,
    TextPart,
    Withheld,
)
from desktop.domain.picture_rules import PictureRules
from desktop.services import turn as turn_module
from desktop.services.album import KeepPicture
from desktop.services.chat import Chat, Target
from desktop.services.progress import Patience
from desktop.services.tasks import TaskScope
from desktop.services.turn import Keep
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
            Keep(KeepPicture(self.keep, self.keep), self.keep_parsed),
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


@asynccontextmanager
async def room(tmp_path, *scripts):
    async with Room(tmp_path / "parley.sqlite3", Endpoint(*scripts)) as made:
        yield made
    assert not made.errors


def texts(conversation):
    return [message.text for message in conversation.branch()]


async def test_question_and_answer_are_shown_and_stored(tmp_path):
    async with room(tmp_path, words("Hel", "lo")) as made:
        await made.ask("hi")

        assert ["hi", "Hello"] == texts(made.chat.conversation)
        assert ["hi", "Hello"] == texts(await made.stored())


async def test_the_whole_branch_is_asked_and_the_conversation_is_its_session(tmp_path):
    async with room(tmp_path, words("ok")) as made:
        await made.ask("one")
        await made.ask("two")
        request = made.endpoint.requests[-1]

        assert ["one", "ok", "two"] == [m.parts[0].text for m in request.messages]
        assert "c" == request.session


async def test_asking_again_makes_a_sibling(tmp_path):
    async with room(tmp_path, words("one"), words("two")) as made:
        await made.ask("hi")
        first = made.chat.conversation.leaf
        made.chat.regenerate(first, made.target)
        await made.ended()
        whole = await made.stored()

        assert ["one", "two"] == [whole.messages[m].text for m in whole.siblings(first)]
        assert ["hi", "two"] == texts(whole)


async def test_editing_makes_a_sibling_of_the_question(tmp_path):
    async with room(tmp_path, words("ok")) as made:
        await made.ask("first")
        question = made.chat.conversation.branch()[0].id
        made.chat.edit(question, "better", (), made.target)
        await made.ended()
        made.chat.show_version(question)
        await made.database.read(lambda _: None)

        assert ["first", "ok"] == texts(made.chat.conversation)
        assert ["first", "ok"] == texts(await made.stored())


async def test_stopping_keeps_what_had_arrived(tmp_path):
    async with room(tmp_path, [Delta(text="Hel"), asyncio.Event()]) as made:
        made.chat.send("hi", (), made.target)
        await until(lambda: made.chat.turn.growing.text)
        made.chat.stop()
        await made.ended()
        answer = (await made.stored()).branch()[-1]
        made.chat.stop()

        assert "Hel" == answer.text
        assert State.STOPPED == answer.state
        assert 1 == made.endpoint.closed


async def test_a_second_question_waits_for_nobody_and_is_not_taken_while_answering(tmp_path):
    async with room(tmp_path, words("ok")) as made:
        made.chat.send("hi", (), made.target)
        leaf = made.chat.conversation.leaf
        made.chat.regenerate(leaf, made.target)
        await made.ended()

        assert 1 == len(made.endpoint.requests)


async def test_going_on_begins_a_sibling_with_the_text_that_was_there(tmp_path):
    async with room(tmp_path, words("Hel", finish="length"), words("lo")) as made:
        await made.ask("hi")
        cut = made.chat.conversation.leaf
        made.chat.resume(cut, made.target)
        await made.ended()
        sent = made.endpoint.requests[-1].messages[-1]

        assert ["hi", "Hello"] == texts(made.chat.conversation)
        assert "assistant" == sent.role.value
        assert "Hel" == sent.parts[0].text


async def test_going_on_from_nothing_asks_the_question_again(tmp_path):
    async with room(tmp_path, [NoAnswer()], words("ok")) as made:
        await made.ask("hi")
        made.chat.resume(made.chat.conversation.leaf, made.target)
        await made.ended()

        assert ["hi", "ok"] == texts(made.chat.conversation)


async def test_pictures_a_model_cannot_see_are_counted(tmp_path):
    async with room(tmp_path, words("ok")) as made:
        await made.ask("what?", CAT, target=Target(made.endpoint, "m/x", inputs=("text",)))

        assert [Missing(Modality.IMAGE, LeftOut.NOT_TAKEN), 1] == [*left_out(made.chat.conversation)[-1][0]]


async def test_what_was_not_sent_is_stored_with_the_answer_from_its_beginning(tmp_path):
    async with room(tmp_path, [asyncio.Event()], words("ok")) as made:
        made.chat.send("what?", (CAT,), Target(made.endpoint, "m/x", inputs=("text",)))
        await until(lambda: made.endpoint.requests)
        begun = left_out(await made.stored())
        made.chat.stop()
        await made.ended()
        await made.ask("and now?")

        once = [((Modality.IMAGE, LeftOut.NOT_TAKEN), 1)]
        assert [once] == begun
        assert [once, []] == left_out(await made.stored()) == left_out(made.chat.conversation)


def pictures(request):
    return [part.name for m in request.messages for part in m.parts if isinstance(part, ImagePart)]


def left_out(conversation):
    """What each answer was asked without."""
    receipts = [message.receipt for message in conversation.branch() if message.role is Role.ASSISTANT]
    return [list(receipt.left_out) if receipt else [] for receipt in receipts]


def held(conversation):
    return [image.withheld for message in conversation.branch() for image in message.images]


async def test_a_refused_picture_stays_and_is_not_in_the_way_of_the_next_question(tmp_path):
    async with room(tmp_path, [RequestTooLarge()], words("ok")) as made:
        await made.ask("what?", CAT)
        await made.ask("and now?")
        sent = [pictures(request) for request in made.endpoint.requests]

        shown = held(made.chat.conversation)
        stored = held(await made.stored())
        said = texts(made.chat.conversation)
        assert [["cat.png"], []] == sent
        assert [Withheld.REFUSED] == shown == stored
        assert ["what?", "", "and now?", "ok"] == said


async def test_a_picture_that_is_lost_is_not_in_the_way_of_the_next_question(tmp_path):
    async with room(tmp_path, words("ok"), [BytesLost(CAT.blob)], words("ok")) as made:
        await made.ask("what?", CAT)
        await made.ask("and now?")
        await made.ask("once more?")

        assert [Withheld.LOST] == held(made.chat.conversation) == held(await made.stored())
        assert [["cat.png"], ["cat.png"], []] == [pictures(request) for request in made.endpoint.requests]


async def test_pictures_that_another_model_refuses_are_all_withheld_and_can_be_sent_again(tmp_path):
    async with room(tmp_path, words("ok"), words("ok"), [PictureRefused()], words("ok")) as made:
        await made.ask("what?", CAT)
        await made.ask("and this?", CAT)
        await made.ask("and now?")
        refused = held(await made.stored())
        question = made.chat.conversation.branch()[0].id
        made.chat.withhold(question, Withheld.NO)
        await made.ask("once more?")

        after = held(await made.stored())
        sent = [pictures(r) for r in made.endpoint.requests]
        assert [Withheld.REFUSED] * 2 == refused
        assert [Withheld.NO, Withheld.REFUSED] == after
        assert [1, 2, 2, 1] == [len(names) for names in sent]


async def test_a_picture_that_is_named_as_the_reason_is_withheld_alone(tmp_path):
    refusal = PictureRefused("messages.0.content.2.image.source.base64: image exceeds 5 MB maximum")
    dog, cow = replace(CAT, name="dog.png", blob="1" * 64), replace(CAT, name="cow.png", blob="2" * 64)
    async with room(tmp_path, words("ok"), [refusal], words("ok")) as made:
        await made.ask("what?", CAT, dog)
        await made.ask("and this?", cow)
        made.chat.regenerate(made.chat.conversation.leaf, made.target)
        await made.ended()

        assert [Withheld.NO, Withheld.REFUSED, Withheld.NO] == held(await made.stored())
        assert ["cat.png", "cow.png"] == pictures(made.endpoint.requests[-1])


async def test_pictures_are_left_out_by_hand_and_by_a_rule(tmp_path):
    async with room(tmp_path, words("ok")) as made:
        await made.ask("what?", CAT, CAT)
        await made.ask("and now?", target=replace(made.target, rules=PictureRules(newest=1)))
        made.chat.withhold(made.chat.conversation.branch()[0].id, Withheld.BY_HAND)
        await made.ask("and now?")

        stored = held(await made.stored())
        sent = [pictures(r) for r in made.endpoint.requests]
        without = left_out(await made.stored())
        assert [Withheld.BY_HAND] * 2 == stored
        assert [2, 1, 0] == [len(names) for names in sent]
        assert [
            [(Missing(Modality.IMAGE, why), count)] for why, count in ((LeftOut.OLD, 1), (LeftOut.BY_HAND, 2))
        ] == without[1:]


PDF = MediaPart("a.pdf", Modality.FILE, "application/pdf", "a" * 64, size=9, engine=Engine.OCR)


async def test_only_the_kinds_that_a_refusal_speaks_of_are_withheld(tmp_path):
    async with room(tmp_path, [FileRefused()], words("ok")) as made:
        await made.ask("what?", CAT, PDF)
        await made.ask("and now?")
        question = (await made.stored()).branch()[0]

        withheld = [part.withheld for part in question.attached]
        sent = made.endpoint.requests[-1].messages[0].parts
        assert [Withheld.NO, Withheld.REFUSED] == withheld
        assert (TextPart("what?"), TextPart("[1 PDF left out: a provider refused it]"), CAT) == sent


async def test_what_was_made_of_a_pdf_is_stored_with_the_answer_and_goes_back_with_it(tmp_path):
    first = [Delta(parsed=(Annotation("h1", b"{}"),)), *words("ok")]
    async with room(tmp_path, first, words("ok")) as made:
        openrouter = replace(made.target, parses=True)
        await made.ask("what?", PDF, target=openrouter)
        stored = (await made.stored()).branch()[1].parsed
        await made.ask("and now?", target=openrouter)
        elsewhere = Endpoint(words("ok"))
        elsewhere.host = "elsewhere.org"
        await made.ask("and elsewhere?", target=replace(openrouter, client=elsewhere))
        made.endpoint.requests += elsewhere.requests
        sent = [[part for m in r.messages for part in m.parts if part in stored] for r in made.endpoint.requests]

        engines = [request.engine for request in made.endpoint.requests]
        parsed = ParsedPart("h1", "b" * 64, 2, "example.org")
        assert (parsed,) == stored
        assert [[], [parsed], []] == sent
        assert [Engine.OCR] * 3 == engines


async def test_whatever_endpoint_has_read_a_pdf_gets_back_what_it_made_of_it(tmp_path):
    first = [Delta(parsed=(Annotation("h1", b"{}"),)), *words("ok")]
    async with room(tmp_path, first, words("ok")) as made:
        await made.ask("what?", PDF)
        await made.ask("and now?")
        sent = [
            [part for m in r.messages for part in m.parts if isinstance(part, ParsedPart)]
            for r in made.endpoint.requests
        ]

        assert [[], [ParsedPart("h1", "b" * 64, 2, "example.org")]] == sent


async def test_a_try_after_one_that_paid_for_a_pdf_does_not_pay_again(tmp_path):
    failed = RateLimited(retry_after=0.01, parsed=(Annotation("h1", b"{}"),))
    async with room(tmp_path, [failed], words("ok")) as made:
        made.chat._patience = Patience(tick=0.01, first_retry=0.01)
        await made.ask("what?", PDF, target=replace(made.target, parses=True))
        first, second = made.endpoint.requests

        assert [[], [ParsedPart("h1", "b" * 64, 2, "example.org")]] == [
            [part for m in r.messages for part in m.parts if isinstance(part, ParsedPart)] for r in (first, second)
        ]


async def test_stopping_does_not_lose_what_was_made_of_a_pdf_and_is_just_being_kept(tmp_path):
    async with room(tmp_path, [Delta(parsed=(Annotation("h1", b"{}"),))]) as made:
        keeping = []

        async def slowly(annotation):
            keeping.append(annotation)
            if len(keeping) == 1:
                await asyncio.Event().wait()
            return await made.keep_parsed(annotation)

        made.chat._keep = Keep(KeepPicture(made.keep, made.keep), slowly)
        made.chat.send("what?", (PDF,), replace(made.target, parses=True))
        await until(lambda: keeping)
        made.chat.stop()
        await made.ended()

        assert (ParsedPart("h1", "b" * 64, 2, "example.org"),) == (await made.stored()).branch()[1].parsed


async def test_stopping_twice_and_closing_end_an_answer_although_keeping_takes_long(tmp_path):
    async with room(tmp_path, [Delta(text="so far", parsed=(Annotation("h1", b"{}"),))]) as made:
        keeping = []

        async def never(annotation):
            keeping.append(annotation)
            await asyncio.Event().wait()

        made.chat._keep = Keep(KeepPicture(made.keep, made.keep), never)
        made.chat.send("what?", (PDF,), replace(made.target, parses=True))
        await until(lambda: keeping)
        made.chat.stop()
        await until(lambda: len(keeping) == 2)
        made.chat.stop()
        await asyncio.sleep(0.01)
        waited = made.chat.answering
        await made.chat.close()
        answer = (await made.stored()).branch()[1]

        assert waited
        assert not made.chat.answering
        assert (State.STOPPED, "so far") == (answer.state, answer.text)


async def test_a_model_that_turns_out_to_be_blind_is_asked_without_pictures(tmp_path):
    async with room(tmp_path, [CannotSeePictures()], words("ok")) as made:
        await made.ask("what?", CAT)
        made.chat.regenerate(made.chat.conversation.leaf, made.target)
        await made.ended()
        await made.ask("and you?", target=replace(made.target, model="m/y"))

        sent = [pictures(r) for r in made.endpoint.requests]
        stored = held(await made.stored())
        assert [["cat.png"], [], ["cat.png"]] == sent
        assert [Withheld.NO] == stored


async def test_a_question_asked_while_answering_leaves_no_trace(tmp_path):
    async with room(tmp_path, words("ok")) as made:
        made.chat.send("hi", (), made.target)
        made.chat.send("and", (), made.target)
        await made.ended()

        assert ["hi", "ok"] == texts(made.chat.conversation)


async def test_a_mistake_of_ours_ends_the_answer_and_is_reported(tmp_path):
    async with Room(tmp_path / "parley.sqlite3", Endpoint([ZeroDivisionError()])) as made:
        await made.ask("hi")
        answer = made.chat.conversation.branch()[-1]
        await until(lambda: made.errors)

        assert State.FAILED is answer.state
        assert isinstance(answer.failure, Defect)
        assert [ZeroDivisionError] == [type(error) for error in made.errors]


async def test_what_fails_in_showing_an_answer_does_not_cost_it(tmp_path):
    async with Room(tmp_path / "parley.sqlite3", Endpoint(words("Hello"))) as made:

        def fail():
            if not made.chat.answering:
                raise ZeroDivisionError

        made.chat.changed.connect(fail)
        await made.ask("hi")

        assert State.COMPLETE is (await made.stored()).branch()[-1].state
        assert [ZeroDivisionError] == [type(error) for error in made.errors]


async def until_stored(made, count):
    """Wait until the stored branch has so many messages."""

    async def has_them():
        return len(texts(await made.stored())) == count

    await until(has_them)


async def test_a_deleted_message_is_gone_with_what_follows_until_it_is_restored(tmp_path):
    async with room(tmp_path, words("one"), words("two")) as made:
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

        without = texts(without)
        again = texts(again)
        left = texts(chat.conversation)
        assert ["first", "one"] == without
        assert ["first", "one", "second", "two"] == again
        assert [] == left
        assert (0,) == rows


async def test_the_version_that_was_on_view_is_again_when_a_message_is_brought_back(tmp_path):
    async with room(tmp_path, words("one"), words("two"), words("three")) as made:
        await made.ask("first")
        first, one = made.chat.conversation.branch_ids()
        made.chat.regenerate(one, made.target)
        await made.ended()
        made.chat.show_version(one)
        await made.ask("second")
        before = texts(made.chat.conversation)
        made.chat.delete(first)
        made.chat.restore(first)
        await until(lambda: made.chat.settled)

        assert ["first", "one", "second", "three"] == before
        assert before == texts(made.chat.conversation)
        assert before == texts(await made.stored())


async def test_a_chat_is_not_settled_while_what_was_deleted_can_be_brought_back(tmp_path):
    async with room(tmp_path, words("one")) as made:
        await made.ask("first")
        gone = made.chat.conversation.leaf
        made.chat.delete(gone)
        await until(lambda: made.chat.saving.stored_whole and not made.chat.saving.due)

        assert not made.chat.settled
        assert ["first"] == texts(await made.stored())


async def test_an_answer_that_comes_stays_on_view_when_a_message_is_brought_back(tmp_path):
    async with room(tmp_path, words("one"), words("two")) as made:
        await made.ask("first")
        gone = made.chat.conversation.leaf
        made.chat.delete(gone)
        made.chat.answer(made.chat.conversation.leaf, made.target)
        coming = made.chat.conversation.leaf
        made.chat.restore(gone)
        leaf, versions = made.chat.conversation.leaf, made.chat.conversation.siblings(gone)
        await made.ended()

        assert leaf == coming
        assert versions == (gone, coming)
        assert {} == made.chat.deleted
        assert ["first", "two"] == texts(await made.stored())


async def test_who_has_gone_on_since_a_deletion_stays_there_when_it_is_undone(tmp_path):
    async with room(tmp_path, words("one"), words("two")) as made:
        await made.ask("first")
        question, gone = made.chat.conversation.branch_ids()
        made.chat.delete(gone)
        made.chat.answer(question, made.target)
        await made.ended()
        made.chat.restore(gone)

        assert ["first", "two"] == texts(made.chat.conversation)
        assert 2 == len(made.chat.conversation.siblings(gone))


async def test_nothing_is_deleted_while_an_answer_comes(tmp_path):
    async with room(tmp_path, words("ok")) as made:
        made.chat.send("hi", (), made.target)
        made.chat.delete(made.chat.conversation.leaf)
        await made.ended()

        assert ["hi", "ok"] == texts(made.chat.conversation)


async def test_a_question_that_lost_its_answer_is_asked_again(tmp_path):
    async with room(tmp_path, words("one"), words("two")) as made:
        await made.ask("hi")
        question, answer = made.chat.conversation.branch_ids()
        made.chat.delete(answer)
        made.chat.answer(question, replace(made.target, model="other"))
        await made.ended()

        assert ["hi", "two"] == texts(made.chat.conversation)
        assert "" == made.chat.conversation.model
        assert "other" == made.endpoint.requests[-1].model


def slow(made):
    """What keeps pictures from now on: one that never gets ready, another that stores them as they came."""

    async def never(url):
        asked.append(url)
        await asyncio.Event().wait()

    async def raw(url):
        return replace(CAT, blob="", url=url)

    asked: list[str] = []
    made.chat._keep = Keep(KeepPicture(never, raw), made.keep_parsed)
    return asked


PNG_IN_TEXT = "data:image/png;base64,iVBORw0KGgo="
AROUND = Delta(text=f"Before ![a cat]({PNG_IN_TEXT}) behind.", images=("data:far",))


async def test_text_does_not_wait_for_pictures_and_stop_keeps_those_that_take_long_as_they_came(tmp_path, monkeypatch):
    monkeypatch.setattr(turn_module, "HURRY", 0.01)
    async with room(tmp_path, [AROUND, asyncio.Event()]) as made:
        asked = slow(made)
        made.chat.send("draw", (), made.target)
        await until(lambda: asked and made.chat.turn.growing.text.endswith("behind."))
        made.chat.stop()
        await made.ended()
        answer = (await made.stored()).branch()[1]

        assert asked == [PNG_IN_TEXT]
        assert (State.STOPPED, "Before ![a cat](#picture-1) behind.") == (answer.state, answer.text)
        assert [PNG_IN_TEXT, "data:far"] == [image.url for image in answer.images]
        assert 0 == answer.lost


async def test_pictures_that_take_longer_than_the_answer_are_kept_as_they_came(tmp_path, monkeypatch):
    monkeypatch.setattr(turn_module, "ENOUGH", 0.01)
    async with room(tmp_path, [AROUND, Delta(finish_reason="stop")]) as made:
        slow(made)
        await made.ask("draw")
        answer = (await made.stored()).branch()[1]

        assert State.COMPLETE is answer.state
        assert 2 == len(answer.images)


async def test_what_cannot_even_be_stored_before_the_end_is_counted(tmp_path):
    async with room(tmp_path, [AROUND, asyncio.Event()]) as made:
        asked = slow(made)
        made.chat._keep = Keep(KeepPicture(made.chat._keep.picture.prepared, made.chat._keep.picture.prepared), None)
        made.chat.send("draw", (), made.target)
        await until(lambda: asked)
        made.chat.stop()
        await asyncio.sleep(0.01)
        await made.chat.close()
        answer = (await made.stored()).branch()[1]

        assert (State.STOPPED, "Before ![a cat](#picture-1) behind.", 2) == (answer.state, answer.text, answer.lost)


async def test_pictures_of_an_answer_that_a_crash_cuts_off_are_kept(tmp_path):
    async with room(tmp_path, [AROUND, asyncio.Event()]) as made:

        async def at_once(url):
            return replace(CAT, blob="", url=url)

        made.chat._keep = Keep(KeepPicture(at_once, at_once), made.keep_parsed)
        made.chat.send("draw", (), made.target)
        await until(lambda: len(made.chat.turn.album.images) == 2)
        made.chat.saving.journal.flush()
        await made.told()
        await made.told()
        as_after_a_crash = (await made.stored()).branch()[1]

        assert ["cat.png", "cat 2.png"] == [image.name for image in as_after_a_crash.images]
