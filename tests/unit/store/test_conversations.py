from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.conversation import Conversation, Draft
from desktop.domain.errors import Failure, RateLimited, StoreBroken, kinds
from desktop.domain.message import Message, Receipt, Role, State, Usage
from desktop.domain.parts import (
    CitationPart,
    Engine,
    ImagePart,
    LostPart,
    MediaPart,
    Modality,
    ParsedPart,
    ReasoningPart,
    TextFilePart,
    TextPart,
    Withheld,
)
from desktop.store.blobs import Blobs
from desktop.store.conversations import LATEST, Conversations
from desktop.store.rows import LOST, StoredMessage, values_of
from tests.unit.store.stores import NOON, answer, conversation, opened, question

if TYPE_CHECKING:
    from desktop.store.database import Database

FAR = datetime(2100, 1, 1, tzinfo=UTC)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
CAT = ImagePart("cat.png", "image/png", "c" * 64, width=3, height=2, size=99)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "parley" / "parley.sqlite3"


async def loaded(conversations: Conversations, name: str = "c") -> Conversation:
    found = await conversations.load(name)
    assert found is not None
    return found


async def begun(database: Database) -> tuple[Conversations, Message]:
    """A question and an answer on its way."""
    conversations = Conversations(database)
    await conversations.create(conversation())
    asked = question()
    streaming = answer(asked.id)
    await conversations.begin(conversation(), asked, streaming)
    return conversations, streaming


async def test_a_conversation_comes_back_as_it_was(path: Path) -> None:
    asked = question("Look", "", CAT, ImagePart("web", url="https://example.org/a.png"))
    first = replace(
        answer(asked.id, state=State.COMPLETE),
        parts=(
            ReasoningPart("hm", '[{"a":1}]'),
            TextPart("It is"),
            TextPart("a cat"),
            CitationPart("https://example.org", "Cats"),
            LostPart(2),
        ),
        receipt=Receipt(
            "gen-1",
            "maker/model",
            "Provider",
            "stop",
            "end",
            Usage(1, 2, 0, None, Decimal("0.00010"), own_key=False, sent='{"a":1}'),
            0.5,
            2.25,
            1.5,
        ),
    )
    second = replace(
        answer(asked.id, "No", State.FAILED),
        failure=RateLimited("slow", status=429, retry_after=1.5),
        receipt=Receipt(),
    )
    silent = replace(answer(second.id, state=State.STOPPED), parts=())
    empty = question("", silent.id)
    async with opened(path) as database:
        conversations = Conversations(database)
        await conversations.create(conversation(title="Cats", model="maker/model"))
        await conversations.begin(conversation(), asked, first)
        await conversations.begin(conversation(), second, silent, empty)
    async with opened(path) as database:
        found = await loaded(Conversations(database))

    failed = found.messages[second.id]
    assert replace(conversation(title="Cats", model="maker/model"), leaf=empty.id) == replace(
        found, messages={}, children={}
    )
    assert [asked, first, silent, empty] == [m for m in found.messages.values() if m is not failed]
    assert replace(second, failure=None) == replace(failed, failure=None)
    assert RateLimited is type(failed.failure)
    assert second.failure.facts() == failed.failure.facts()  # type: ignore[union-attr]
    assert (first.id, second.id) == found.children[asked.id]
    assert str(found.messages[first.id].receipt.usage.cost) == "0.00010"  # type: ignore[union-attr]


texts = st.text(st.characters(exclude_categories=()), max_size=40)  # lone surrogates and NUL included
integers = st.integers() | st.none()
parts = st.one_of(
    st.builds(TextPart, texts),
    st.builds(ReasoningPart, texts, texts),
    st.builds(CitationPart, texts, texts, st.integers(), st.integers()),
    st.builds(ImagePart, texts, texts, texts, texts, st.integers(), st.integers(), st.integers()),
)
costs = st.none() | st.decimals(allow_nan=False)
usages = st.builds(Usage, integers, integers, integers, integers, costs, st.none() | st.booleans(), costs, texts)
seconds = st.none() | st.floats(allow_nan=False, allow_infinity=False)
receipts = st.builds(Receipt, texts, texts, texts, texts, texts, st.none() | usages, seconds, seconds, seconds)
failures = st.builds(
    lambda kind, detail, host, status, wait: kind(detail, host=host, status=status, retry_after=wait),
    st.sampled_from(sorted(kinds().values(), key=lambda kind: kind.__name__)),
    texts,
    texts,
    integers,
    seconds,
)
messages = st.builds(
    Message,
    st.uuids().map(lambda id_: id_.hex),
    st.just(""),
    st.sampled_from(Role),
    st.lists(parts, max_size=5).map(tuple),
    st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001 - hypothesis adds it
    st.sampled_from([state for state in State if state is not State.STREAMING]),
    texts,
    st.none() | receipts,
    st.none() | failures,
)


def kept(value: object) -> object:
    """What a file keeps of a value, said in other words than the store says it."""
    if isinstance(value, str) and not isinstance(value, Role | State):
        pairs = re.sub("[\ud800-\udbff][\udc00-\udfff]", _joined, value)
        return re.sub("[\0\ud800-\udfff]", "\ufffd", pairs)
    if isinstance(value, int):
        return sorted((value, 2**63 - 1, 1 - 2**63))[1]
    if isinstance(value, tuple):
        return tuple(kept(item) for item in value)
    if isinstance(value, Failure):
        return {name: kept(item) for name, item in value.facts().items()}
    if hasattr(value, "__slots__") and hasattr(value, "__dataclass_fields__"):
        return type(value), {name: kept(getattr(value, name)) for name in value.__slots__}
    return value


def _joined(pair: re.Match[str]) -> str:
    high, low = map(ord, pair.group())
    return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))


@settings(max_examples=60)
@given(st.lists(messages, min_size=1, max_size=3, unique_by=lambda message: message.id), texts)
def test_whatever_a_message_holds_comes_back_as_far_as_a_file_can_hold_it(written: list[Message], hostile: str) -> None:
    async def story() -> tuple[Conversation, Draft]:
        with TemporaryDirectory() as folder:
            async with opened(Path(folder) / "parley.sqlite3") as database:
                conversations = Conversations(database)
                await conversations.create(conversation(title=hostile, model=hostile))
                await conversations.rename("c", hostile)
                await conversations.set_model("c", hostile)
                await conversations.begin(conversation(), *written)
                await conversations.save_draft("c", Draft(hostile, (ImagePart(hostile),)))
                await conversations.summaries()
                return await loaded(conversations), await conversations.draft("c")

    found, draft = asyncio.run(story())

    assert [kept(message) for message in written] == [kept(message) for message in found.messages.values()]
    assert (kept(hostile), kept(hostile)) == (found.title, found.model)
    assert Draft(str(kept(hostile)), (ImagePart(str(kept(hostile))),)) == draft


async def test_conversations_are_listed_with_the_newest_change_first(path: Path) -> None:
    async with opened(path) as database:
        conversations = Conversations(database)
        for number in range(3):
            await conversations.create(conversation(str(number), minutes=number, model=f"m{number}"))
        before = await conversations.summaries()
        await conversations.begin(conversation("0"), question())
        after = await conversations.summaries()

    assert ["2", "1", "0"] == [summary.id for summary in before]
    assert [NOON + timedelta(minutes=minute) for minute in (2, 1, 0)] == [summary.changed for summary in before]
    assert ["m2", "m1", "m0"] == [summary.model for summary in before]
    assert ["0", "2", "1"] == [summary.id for summary in after]


async def test_an_untitled_conversation_is_called_by_its_first_question(path: Path) -> None:
    async with opened(path) as database:
        conversations = Conversations(database)
        for number, first in enumerate((question(" What\nis it? "), question("x " * 5000), question("", "", CAT))):
            await conversations.create(conversation(str(number), minutes=-number))
            await conversations.begin(conversation(str(number)), first, question("And then?", first.id))
        await conversations.create(conversation("empty", minutes=-9))
        await conversations.rename("2", "Named")
        titles = {summary.id: summary.title for summary in await conversations.summaries()}
        await conversations.rename("2", "")
        renamed = {summary.id: summary.title for summary in await conversations.summaries()}

    assert {"0": "What is it?", "1": "x " * 28 + "x…", "2": "Named", "empty": ""} == titles
    assert renamed["2"] == "cat.png"


async def test_creating_twice_changes_nothing(path: Path) -> None:
    async with opened(path) as database:
        conversations = Conversations(database)
        await conversations.create(conversation(title="First", model="a"))
        await conversations.create(conversation(minutes=5, title="Second", model="b"))

        assert conversation(title="First", model="a") == await conversations.load("c")


async def test_title_model_and_branch_can_be_changed(path: Path) -> None:
    async with opened(path) as database:
        conversations, streaming = await begun(database)
        await conversations.rename("c", "Title")
        await conversations.set_model("c", "other/model")
        await conversations.set_leaf(replace(conversation(), leaf=streaming.parent))
        found = await loaded(conversations)

    assert ("Title", "other/model", streaming.parent) == (found.title, found.model, found.leaf)


async def test_versions_that_were_on_view_where_a_branch_was_left_are_known_again(path: Path) -> None:
    first, other = question("First"), question("Other")
    below = [replace(answer(first.id), id=name) for name in ("one", "two")]
    shown = conversation()
    async with opened(path) as database:
        conversations = Conversations(database)
        await conversations.set_leaf(replace(shown, turned={"": first.id}))  # nothing is stored of it yet
        for message in (first, *below):
            shown = shown.with_message(message)
            await conversations.add(shown, message)
        shown = shown.showing("one")
        await conversations.set_leaf(shown)
        shown = shown.with_message(other)
        await conversations.add(shown, other)
        found = await loaded(conversations)
        await conversations.set_leaf(found.showing(first.id))
        again = await loaded(conversations)

    assert shown.turned == found.turned == {first.id: "one"}
    assert "one" == found.showing(first.id).leaf == again.leaf
    assert {"": other.id, first.id: "one"} == again.turned


async def test_what_is_deleted_is_out_of_sight_until_it_is_restored(path: Path) -> None:
    async with opened(path) as database:
        conversations, _ = await begun(database)
        await conversations.save_draft("c", Draft("and"))
        await conversations.delete("c")
        gone = await conversations.summaries(), await conversations.load("c")
        await conversations.restore("c")

        assert ([], None) == gone
        assert ["c"] == [summary.id for summary in await conversations.summaries()]
        assert Draft("and") == await conversations.draft("c")
        assert len((await loaded(conversations)).messages) == 2


async def test_what_is_asked_in_a_deleted_conversation_brings_it_back_and_nothing_else_does(path: Path) -> None:
    async with opened(path) as database:
        conversations, _ = await begun(database)
        await conversations.delete("c")
        await conversations.create(conversation())
        await conversations.add(conversation(), question("Never stored"))
        gone = await conversations.load("c")
        await conversations.begin(conversation(), question("Important"))
        found = await loaded(conversations)

    assert gone is None
    assert found.branch()[-1].text == "Important"


async def test_purging_leaves_no_byte_of_what_was_deleted(path: Path) -> None:
    secret = "a most singular sentence"
    async with opened(path) as database:
        conversations, streaming = await begun(database)
        picture = await Blobs(database).put(secret.encode() * 1000, secret.encode())
        image = ImagePart(secret, blob=picture)
        await conversations.append(streaming.id, secret, secret)
        await conversations.begin(conversation(), question(secret * 1000, streaming.id, image))
        await conversations.save_draft("c", Draft(secret, (image,)))
        await conversations.finish(replace(streaming, parts=(TextPart(secret),), state=State.COMPLETE))
        await conversations.create(conversation("other", title="stays"))
        await conversations.delete("c")
        await conversations.purge(LONG_AGO)
        before = [file.name for file in path.parent.iterdir() if secret.encode() in file.read_bytes()]
        await conversations.purge(FAR)
        after = [file.name for file in path.parent.iterdir() if secret.encode() in file.read_bytes()]
        await conversations.restore("c")

        assert before
        assert [] == after
        assert ["other"] == [summary.id for summary in await conversations.summaries()]
        assert Draft() == await conversations.draft("c")
    assert secret.encode() not in path.read_bytes()


async def test_purging_keeps_pictures_that_are_shown_or_young(path: Path) -> None:
    async with opened(path) as database:
        blobs, conversations = Blobs(database), Conversations(database)
        sent, drafted, dropped = [await blobs.put(data) for data in (b"sent", b"drafted", b"dropped")]
        first, second = [await blobs.put(data) for data in (b"sent, as it came", b"drafted, as it came")]
        await conversations.begin(conversation(), question("", "", ImagePart("sent", blob=sent, original=first)))
        await conversations.save_draft("c", Draft("", (ImagePart("drafted", blob=drafted, original=second),)))
        await conversations.purge(LONG_AGO)
        assert await blobs.get(dropped) == b"dropped"
        await conversations.purge(FAR)

        assert (b"sent", b"drafted") == (await blobs.get(sent), await blobs.get(drafted))
        assert (b"sent, as it came", b"drafted, as it came") == (await blobs.get(first), await blobs.get(second))
        with pytest.raises(StoreBroken):
            await blobs.get(dropped)


async def test_what_is_to_be_forgotten_goes_at_once_unless_something_shows_it(path: Path) -> None:
    secret = b"a number that nobody is to see " * 200
    async with opened(path) as database:
        blobs, conversations = Blobs(database), Conversations(database)
        sent, drafted, young, gone = [await blobs.put(data) for data in (b"sent", b"drafted", b"young", secret)]
        await conversations.begin(conversation(), question("", "", ImagePart("sent", blob=sent)))
        await conversations.save_draft("c", Draft("", (ImagePart("drafted", blob=drafted),)))
        await conversations.forget([sent, drafted, gone, "0" * 64])
        await conversations.forget([])

        assert [await blobs.get(digest) for digest in (sent, drafted, young)] == [b"sent", b"drafted", b"young"]
        with pytest.raises(StoreBroken):
            await blobs.get(gone)
        for file in path.parent.iterdir():
            assert b"a number that nobody" not in file.read_bytes()


async def test_text_files_are_kept_with_messages_and_drafts(path: Path) -> None:
    async with opened(path) as database:
        blobs, conversations = Blobs(database), Conversations(database)
        sent, drafted = [TextFilePart("a.py", await blobs.put(data), 4, 1, 4) for data in (b"sent", b"kept")]
        await conversations.begin(conversation(), question("", "", sent))
        await conversations.save_draft("c", Draft("", (drafted, CAT)))
        await conversations.purge(FAR)

        stored = await conversations.load("c")
        assert stored is not None
        assert (sent,) == stored.branch()[0].files
        assert Draft("", (drafted, CAT)) == await conversations.draft("c")
        assert (b"sent", b"kept") == (await blobs.get(sent.blob), await blobs.get(drafted.blob))


async def test_pdfs_recordings_and_videos_are_kept_with_messages_and_drafts(path: Path) -> None:
    async with opened(path) as database:
        blobs, conversations = Blobs(database), Conversations(database)
        digests = [await blobs.put(data) for data in (b"pdf", b"held", b"parsed")]
        sent = MediaPart("a.pdf", Modality.FILE, "application/pdf", digests[0], size=3, engine=Engine.OCR)
        film = MediaPart("a.mp4", Modality.VIDEO, url="https://example.org/a.mp4", withheld=Withheld.REFUSED)
        drafted = MediaPart("a.mp3", Modality.AUDIO, "audio/mpeg", digests[1], size=4)
        parsed = ParsedPart("h1", digests[2], 6)
        asked = question("", "", sent, film)
        await conversations.begin(conversation(), asked)
        await conversations.begin(conversation(), replace(answer(asked.id), parts=(TextPart("so"), parsed)))
        await conversations.save_draft("c", Draft("", (drafted, film)))
        await conversations.purge(FAR)

        stored = (await loaded(conversations)).branch()
        assert (sent, film) == stored[0].attached == stored[0].files
        assert (parsed,) == stored[1].parsed
        rows = [StoredMessage(*values_of(it)) for it in (*stored, question())]
        assert [True, False, False] == [row.may_have_pdfs for row in rows]
        assert Draft("", (drafted, film)) == await conversations.draft("c")
        assert [b"pdf", b"held", b"parsed"] == [await blobs.get(digest) for digest in digests]


async def test_adding_again_takes_the_new_state(path: Path) -> None:
    """After a full disk, what was not saved is added once more, whether a part of it had arrived or not."""
    async with opened(path) as database:
        conversations, streaming = await begun(database)
        await conversations.append(streaming.id, "half", "")
        whole = replace(streaming, parts=(TextPart("half and whole"),), state=State.COMPLETE)
        late = question("Next", streaming.id)
        await conversations.begin(conversation(), whole, late)
        found = await loaded(conversations)

    assert [streaming.parent, streaming.id, late.id] == list(found.messages)
    assert whole == found.messages[streaming.id]
    assert late.id == found.leaf


async def test_pieces_of_an_answer_on_its_way_are_loaded_with_it(path: Path) -> None:
    async with opened(path) as database:
        conversations, streaming = await begun(database)
        for number in range(5):
            await conversations.append(streaming.id, f"{number} ", f"thought {number} ")
        found = (await loaded(conversations)).messages[streaming.id]

    assert State.STREAMING is found.state
    assert "0 1 2 3 4 " == found.text
    assert "thought 0 thought 1 thought 2 thought 3 thought 4 " == found.reasoning


async def test_what_turns_out_to_be_reasoning_is_stored_as_that(path: Path) -> None:
    async with opened(path) as database:
        conversations, streaming = await begun(database)
        await conversations.append(streaming.id, "Hm. ", "")
        await conversations.append(streaming.id, "So. ", "")
        await conversations.turn_to_reasoning(streaming.id)
        await conversations.append(streaming.id, "Yes.", "Then.")
        found = (await loaded(conversations)).messages[streaming.id]

    assert ("Yes.", "Hm. So. Then.") == (found.text, found.reasoning)


@pytest.mark.parametrize("known", [None, Receipt(provider="Cumulus", first_token=0.5)])
async def test_the_time_of_a_reasoning_outlives_the_program_with_it(path: Path, known: Receipt | None) -> None:
    async with opened(path) as database:
        conversations, streaming = await begun(database)
        await conversations.begin(conversation(), replace(streaming, receipt=known))
        await conversations.append(streaming.id, "", "hm", 1.5)
        await conversations.append(streaming.id, "", " hm", 2.25)
        await conversations.append(streaming.id, "so", "", 99.0)
    async with opened(path) as database:
        found = (await loaded(Conversations(database))).messages[streaming.id]

    assert "hm hm" == found.reasoning
    assert replace(known or Receipt(), thought=2.25) == found.receipt


async def test_what_an_answer_on_its_way_has_beside_its_text_is_stored_before_its_end(path: Path) -> None:
    parsed, made = ParsedPart("h1", "2" * 64, 2), Receipt(generation="gen-1", provider="Cumulus", first_token=0.5)
    async with opened(path) as database:
        conversations, streaming = await begun(database)
        await conversations.append(streaming.id, "half", "")
        await conversations.note(replace(streaming, parts=(parsed,), receipt=made))
        await conversations.append(streaming.id, " of it", "")
        found = (await loaded(conversations)).messages[streaming.id]
        query = "SELECT blob FROM pictures WHERE message = ?"
        shown = await database.read(lambda connection: connection.execute(query, (streaming.id,)).fetchall())
        await Conversations(database).interrupted()
        ended = (await loaded(conversations)).messages[streaming.id]
        await conversations.note(replace(streaming, parts=(), receipt=None))
        later = (await loaded(conversations)).messages[streaming.id]

    assert (TextPart("half of it"), parsed) == found.parts
    assert [("2" * 64,)] == shown
    assert (State.CUT_OFF, found.parts, made) == (ended.state, ended.parts, ended.receipt)
    assert ended == later


async def test_finishing_puts_the_answer_in_the_place_of_its_pieces(path: Path) -> None:
    async with opened(path) as database:
        conversations, streaming = await begun(database)
        await conversations.append(streaming.id, "piece", "")
        final = replace(streaming, parts=(TextPart("whole"), CAT), state=State.COMPLETE, receipt=Receipt("gen-1"))
        await conversations.finish(final)
        await conversations.append(streaming.id, "too late", "")
        found = (await loaded(conversations)).messages[streaming.id]
        left = await database.read(lambda connection: connection.execute("SELECT count(*) FROM pieces").fetchone())

    assert final == found
    assert (0,) == left


async def test_an_answer_and_what_its_end_changes_are_stored_together_or_not_at_all(path: Path) -> None:
    async with opened(path) as database:
        conversations = Conversations(database)
        asked, streaming = question("What?", "", CAT), answer("")
        await conversations.begin(conversation(), asked, streaming)
        final, refused = replace(streaming, state=State.FAILED), asked.withholding(Withheld.REFUSED)
        with pytest.raises(StoreBroken, match="not in the store"):
            await conversations.finish(final, refused, replace(asked, id="unknown"))
        before = (await loaded(conversations)).messages
        await conversations.finish(final, refused)
        after = (await loaded(conversations)).messages

    assert (asked, streaming) == (before[asked.id], before[streaming.id])
    assert (refused, final) == (after[asked.id], after[streaming.id])


async def test_pieces_and_ends_of_unknown_answers_are_refused(path: Path) -> None:
    async with opened(path) as database:
        conversations = Conversations(database)
        with pytest.raises(StoreBroken, match="not in the store"):
            await conversations.append("unknown", "text", "")
        with pytest.raises(StoreBroken, match="not in the store"):
            await conversations.finish(answer("", "text", State.COMPLETE))


async def test_an_answer_that_an_earlier_run_left_is_cut_off_with_all_that_arrived(path: Path) -> None:
    async with opened(path) as database:
        conversations, streaming = await begun(database)
        resumed = replace(answer(streaming.id, "Begun, "), parts=(TextPart("Begun, "), CAT))
        await conversations.begin(conversation(), resumed)
        await conversations.append(resumed.id, "half", "hm")
    async with opened(path) as database:
        conversations = Conversations(database)
        at_once = await loaded(conversations)
        ids = await conversations.interrupted()
        found = await loaded(conversations)
        again = await conversations.interrupted()

    assert [streaming.id, resumed.id] == ids
    assert [] == again
    assert at_once == found
    assert replace(streaming, state=State.CUT_OFF) == found.messages[streaming.id]
    assert (ReasoningPart("hm"), TextPart("Begun, half"), CAT) == found.messages[resumed.id].parts
    assert State.CUT_OFF is found.messages[resumed.id].state


async def test_a_message_whose_predecessor_was_refused_is_shown_as_a_first_one(path: Path) -> None:
    async with opened(path) as database:
        conversations = Conversations(database)
        await conversations.create(conversation())
        orphan = question("And?", "refused")
        follower = answer(orphan.id, "Yes", State.COMPLETE)
        await conversations.begin(conversation(), orphan, follower)
        found = await loaded(conversations)

    assert [replace(orphan, parent=""), follower] == found.branch()


async def test_a_branch_on_view_that_is_missing_becomes_the_last_message(path: Path) -> None:
    async with opened(path) as database:
        conversations, streaming = await begun(database)
        await conversations.set_leaf(replace(conversation(), leaf="refused"))

        assert streaming.id == (await loaded(conversations)).leaf


async def test_a_summary_that_stayed_as_it_was_is_not_made_again(path: Path) -> None:
    async with opened(path) as database:
        conversations = Conversations(database)
        for name in ("c", "d", "e"):
            await conversations.begin(conversation(name), question(name))
        before = {summary.id: summary for summary in await conversations.summaries()}
        await conversations.rename("c", "Another")
        await conversations.delete("e")
        after = {summary.id: summary for summary in await conversations.summaries()}

    assert ["d", "c"] == list(after)
    assert after["d"] is before["d"]
    assert ("c", "Another") == (before["c"].title, after["c"].title)


async def test_there_is_no_unknown_conversation(path: Path) -> None:
    async with opened(path) as database:
        assert None is await Conversations(database).load("unknown")


async def test_a_conversation_in_which_nothing_was_asked_is_called_by_its_draft(path: Path) -> None:
    async with opened(path) as database:
        conversations = Conversations(database)
        await conversations.create(conversation())
        told = []
        for draft in (Draft("What\nif", (CAT,)), Draft("", (CAT, "/far/b.pdf"))):
            await conversations.save_draft("c", draft)
            told += await conversations.summaries()
        await conversations.add(conversation(), question("Asked"))
        told += await conversations.summaries()
        await conversations.rename("c", "Mine")
        told += await conversations.summaries()

    assert [("What if", True), (f"{CAT.name}, b.pdf", True), ("Asked", False), ("Mine", False)] == [
        (summary.title, summary.drafted) for summary in told
    ]


async def test_drafts_are_kept_also_for_conversations_without_a_row(path: Path) -> None:
    async with opened(path) as database:
        conversations = Conversations(database)
        await conversations.save_draft("new", Draft("What"))
        await conversations.save_draft("new", Draft("What if", ("/a.png", CAT, "/odd\udcff.png")))
        await conversations.create(conversation())
        await conversations.save_draft("c", Draft("", (CAT,)))
    async with opened(path) as database:
        conversations = Conversations(database)
        found = [await conversations.draft(name) for name in ("new", "c", "unknown")]
        await conversations.save_draft("new", Draft())
        rest = [await conversations.draft(name) for name in ("new", "c")]

    assert [Draft("What if", ("/a.png", CAT, "/odd\ufffd.png")), Draft("", (CAT,)), Draft()] == found
    assert [Draft(), Draft("", (CAT,))] == rest


@pytest.mark.parametrize(
    ("column", "value"), [("role", "prophet"), ("parts", "[{}]"), ("parts", "{"), ("created", 1 << 62)]
)
async def test_a_row_that_cannot_be_read_is_a_failed_message_and_leaves_the_others_in_sight(
    path: Path, column: str, value: object
) -> None:
    async with opened(path) as database:
        conversations, _ = await begun(database)
        query = f"UPDATE messages SET {column} = ?"  # noqa: S608 - a name from above
        await database.write(lambda connection: connection.execute(query, (value,)))
        await conversations.create(conversation("other", minutes=-1, title="Fine"))
        titles = [summary.title for summary in await conversations.summaries()]
        loaded = await conversations.load("c")

    assert "Fine" in titles
    assert loaded is not None
    (damaged, *_) = loaded.branch()
    assert (State.FAILED, "row cannot be read") == (damaged.state, str(damaged.failure)[2:20])


CIRCLES: tuple[dict[str, str], ...] = (
    {"a": "b", "b": "a"},
    {"a": "a", "b": ""},
    {"a": "c", "b": "a", "c": "b", "d": "b", "e": "d"},
    {"a": "", "b": "gone", "c": "b", "d": "e", "e": "d"},
    {"": "", "a": ""},
)


@pytest.mark.parametrize("parents", CIRCLES)
async def test_messages_that_only_follow_each_other_are_all_shown(path: Path, parents: dict[str, str]) -> None:
    async with opened(path) as database:
        conversations = Conversations(database)
        await conversations.begin(conversation(), *(replace(question(name), id=name) for name in parents))
        query = "UPDATE messages SET parent = ? WHERE id = ?"
        await database.write(lambda c: c.executemany(query, [(parent, name) for name, parent in parents.items()]))
        for leaf in parents:
            await conversations.set_leaf(replace(conversation(), leaf=leaf))
            found = await loaded(conversations)

            assert (leaf or "a") == (found.branch_ids() or ["a"])[-1]
            assert "" == found.messages.parent((found.branch_ids() or [""])[0])
        assert {*parents, ""} == set(found.below(""))
        assert all(found.showing(name).leaf for name in parents if name)


DAMAGED = ("[", "5", "[5]", "[null]", '[{"waiting":1}]', '[{"name":1}]', '[{"kind":"x"}]', '[{"kind":[]}]')


@pytest.mark.parametrize("damage", [*DAMAGED, "[" * 100_000])
async def test_what_is_damaged_in_a_draft_is_a_file_that_is_nowhere(path: Path, damage: str) -> None:
    async with opened(path) as database:
        conversations = Conversations(database)
        asked = question()
        await conversations.begin(conversation(), asked)
        digest = await Blobs(database).put(b"cat")
        for owner in ("c", asked.id):
            await conversations.save_draft(owner, Draft("Why", (replace(CAT, blob=digest),)))
        set_images = "UPDATE drafts SET images = ?"
        await database.write(lambda connection: connection.execute(set_images, (damage,)))
        found = [await conversations.draft("c"), *(await conversations.edits("c")).values()]
        beside = f'[{{"name":"cat.png","blob":"{digest}"}},5]'
        await database.write(lambda connection: connection.execute(set_images, (beside,)))
        await conversations.purge(FAR)
        cat, lost = (await conversations.draft("c")).row

    assert [Draft("Why", (LOST,))] * 2 == found
    assert (ImagePart("cat.png", blob=digest), LOST) == (cat, lost)


@pytest.mark.parametrize("time", [2**63 - 1, -(2**63), 253402300799 * 10**6, -62135596800 * 10**6])
async def test_a_time_that_no_calendar_has_hides_no_conversation(path: Path, time: int) -> None:
    async with opened(path) as database:
        conversations, _ = await begun(database)
        await conversations.create(conversation("other", minutes=-1, title="Fine"))
        query = "UPDATE conversations SET created = ?, changed = ? WHERE id = 'c'"
        await database.write(lambda connection: connection.execute(query, (time, time)))
        listed = {summary.id: summary for summary in await conversations.summaries()}
        found = await loaded(conversations)

    assert {"c": ("Why?", True), "other": ("Fine", False)} == {id_: (s.title, s.damaged) for id_, s in listed.items()}
    assert listed["c"].changed.astimezone().year in {1969, 1970}
    assert 2 == len(found.branch())


async def test_edits_are_kept_until_their_question_is_really_deleted(path: Path) -> None:
    first, second, other = question("one"), question("two"), question("three")
    async with opened(path) as database:
        conversations = Conversations(database)
        await conversations.begin(conversation(), first, second)
        await conversations.begin(conversation("d"), other)
        for message in (second, first, other):
            await conversations.save_draft(message.id, Draft(f"edited {message.text}", (CAT,)))
        found = await conversations.edits("c")
        await conversations.hide("c", [first.id], second.id)
        without = await conversations.edits("c")
        await conversations.unhide("c", [first.id], first.id)
        again = await conversations.edits("c")
        await conversations.hide("c", [first.id], second.id)
        await conversations.delete("d")
        await conversations.purge(datetime.now(UTC) + timedelta(seconds=1))
        left = await database.read(lambda c: c.execute("SELECT conversation FROM drafts").fetchall())

    assert [(second.id, Draft("edited two", (CAT,))), (first.id, Draft("edited one", (CAT,)))] == list(found.items())
    assert ([second.id], found) == (list(without), again)
    assert [(second.id,)] == left


async def test_what_was_counted_is_told_of_the_latest_complete_answers_alone(path: Path) -> None:
    async with opened(path) as database:
        conversations = Conversations(database)
        await conversations.create(conversation())
        counted = [replace(answer("", state=State.COMPLETE), receipt=Receipt(usage=Usage(n, 1))) for n in range(LATEST)]
        others = [
            answer("", state=State.COMPLETE),
            replace(answer("", state=State.COMPLETE), receipt=Receipt(usage=Usage(5, None))),
            replace(answer("", state=State.STOPPED), receipt=Receipt(usage=Usage(6, 6))),
        ]
        await conversations.begin(conversation(), *counted, *others)
        damage = "UPDATE messages SET receipt = '{' WHERE id = ?"
        await database.write(lambda store: store.execute(damage, (others[0].id,)))

        assert sorted(await conversations.counted()) == [(n, 1) for n in range(1, LATEST)]
