"""Pictures of answers: prepared and stored, left as an address, or left out."""

from __future__ import annotations

import base64
import binascii
import threading
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from desktop.domain.attachment import file_name
from desktop.domain.conversation import Conversation
from desktop.domain.embedded import SLICE
from desktop.domain.errors import DecoderFailed, PictureTooLarge, StoreBroken, TooManyFrames, TooManyPixels
from desktop.domain.message import Message, Role
from desktop.domain.parts import ImagePart, TextPart, Withheld
from desktop.services.chat import Chat
from desktop.services.pictures import Previews, keep_as_it_came, keep_picture
from desktop.store.conversations import Conversations
from tests.unit.services.test_intake import ADDRESS, PNG, refusing, room
from tests.unit.system.pictures import corners, encoded, exif, lying, noise

IN_TEXT = "data:;base64," + base64.b64encode(PNG).decode()


async def test_a_picture_of_an_answer_is_stored(tmp_path):
    async with room(tmp_path) as it:
        keep = keep_picture(it.images, it.blobs)
        image = await keep("data:image/jpeg;base64," + base64.b64encode(PNG).decode())

        assert (image.name, image.media_type, image.width) == ("", "image/png", 48)
        assert await it.blobs.get(image.blob) == PNG


@pytest.mark.parametrize("blank", ["", "\n", "\r\n", " "])
async def test_a_large_picture_of_an_answer_is_stored_whole_whatever_breaks_its_lines(tmp_path, blank):
    picture = encoded(noise((700, 700)), "PNG")
    text = base64.b64encode(picture).decode()
    lines = blank.join(text[at : at + 76] for at in range(0, len(text), 76))
    async with room(tmp_path) as it:
        image = await keep_picture(it.images, it.blobs)("data:image/png;base64," + lines)

        assert len(text) > 2 * SLICE
        assert await it.blobs.get(image.blob) == picture


async def test_a_picture_of_an_answer_is_decoded_beside_the_loop(tmp_path, monkeypatch):
    threads = []
    async with room(tmp_path) as it:
        decode = binascii.a2b_base64
        monkeypatch.setattr(binascii, "a2b_base64", lambda text: threads.append(threading.get_ident()) or decode(text))
        await keep_picture(it.images, it.blobs)("data:image/png;base64," + base64.b64encode(PNG).decode())

    assert threads
    assert threading.get_ident() not in threads


async def test_an_address_in_an_answer_stays_an_address(tmp_path):
    async with room(tmp_path) as it:
        keep = keep_picture(it.images, it.blobs)

        assert await keep(ADDRESS) == ImagePart("cat.png", url=ADDRESS)
        assert await keep("javascript:alert(1)") is None
        assert it.images._workers == []


@pytest.mark.parametrize(
    "url",
    [
        "data:",
        "data:image/png,plain",
        "data:image/png;base64,",
        "data:image/png;base64,a",
        "data:image/png;base64,\u00e9",
        "data:text/html;base64,PGh0bWw+",
    ],
)
async def test_what_is_no_picture_in_an_answer_is_left_out(tmp_path, url, expected_logs):
    expected_logs.append("a picture in an answer was not kept: NotAPicture")
    async with room(tmp_path) as it:
        assert await keep_picture(it.images, it.blobs)(url) is None


async def test_a_picture_of_an_answer_that_the_store_refuses_is_left_out(tmp_path, expected_logs):
    expected_logs += ["a picture in an answer was not kept: StoreBroken"] * 2
    async with room(tmp_path) as it:
        it.blobs.put = refusing(StoreBroken())
        for keep in (keep_picture(it.images, it.blobs), keep_as_it_came(it.blobs)):
            assert await keep(IN_TEXT) is None


CAMERA = encoded(lying(corners(), 6), "JPEG", exif=exif(6))


class OnView:
    """A conversation with one picture that was kept as it came, on a real store, and what shows it."""

    def __init__(self, it, chat, raw):
        self.chat = chat
        self.raw = raw
        self.workspace = SimpleNamespace(chat=chat)
        self.previews = Previews(it.images, it.blobs, self.workspace)

    @property
    def image(self):
        return self.chat.conversation.messages["a"].images[0]


@asynccontextmanager
async def on_view(it, data):
    raw = await keep_as_it_came(it.blobs)("data:;base64," + base64.b64encode(data).decode())
    raw = replace(raw, name=file_name("drawer", raw.media_type), withheld=Withheld.BY_HAND)
    conversations = Conversations(it.database)
    answer = Message("a", "", Role.ASSISTANT, (TextPart("Here."), raw, ADDRESSED), datetime.now(UTC))
    conversation = Conversation("c", datetime.now(UTC)).with_message(answer)
    await conversations.add(conversation, answer)
    chat = Chat(conversation, conversations, None, it.tasks.child("chat"))
    yield OnView(it, chat, raw)
    await chat.close()  # all that was changed is stored
    assert chat.conversation.messages["a"] == (await conversations.load("c")).messages["a"]


ADDRESSED = ImagePart("cat.png", url=ADDRESS)


async def test_a_picture_that_was_kept_as_it_came_is_prepared_once_it_is_looked_at(tmp_path):
    async with room(tmp_path) as it, on_view(it, CAMERA) as seen:
        assert (await it.blobs.get(seen.raw.blob), await seen.previews.stored(seen.raw.blob)) == (CAMERA, b"")
        both = [await seen.previews.make(seen.raw.blob) for _ in range(2)]
        upright = await it.images.view(await it.blobs.get(seen.image.blob), (0, 0, 48, 32), (48, 32))

        assert (seen.image.width, seen.image.height, seen.image.media_type) == (48, 32, "image/jpeg")
        assert (seen.raw.name, Withheld.BY_HAND) == (seen.image.name, seen.image.withheld)
        assert [seen.image] * 2 == [made(seen.raw) for made in both]
        assert (48, 32) == (upright.width, upright.height)
        assert await seen.previews.stored(seen.image.blob)
        assert ADDRESSED == seen.chat.conversation.messages["a"].images[1]


async def test_what_cannot_be_decoded_is_marked_and_never_tried_again(tmp_path, expected_logs):
    expected_logs.append("a picture that was kept as it came cannot be shown: PictureDamaged")
    async with room(tmp_path) as it, on_view(it, PNG[:40]) as seen:
        await seen.previews.make(seen.raw.blob)
        it.images.prepare = refusing(AssertionError())
        await Previews(it.images, it.blobs, seen.workspace).make(seen.raw.blob)

        assert replace(seen.raw, broken=True) == seen.image
        assert PNG[:40] == await it.blobs.get(seen.image.blob)


@pytest.mark.parametrize("failure", [DecoderFailed, PictureTooLarge])
async def test_what_may_be_decoded_another_time_is_not_marked_and_tried_again_on_request_or_after_a_start(
    tmp_path, expected_logs, failure
):
    expected_logs.append(f"a picture that was kept as it came cannot be shown now: {failure.__name__}")
    async with room(tmp_path) as it, on_view(it, PNG) as seen:
        prepare, it.images.prepare = it.images.prepare, refusing(failure())
        await seen.previews.make_unasked(seen.raw.blob)
        with pytest.raises(failure):
            await seen.previews.make(seen.raw.blob)
        assert seen.raw == seen.image
        it.images.prepare = prepare
        await seen.previews.make_unasked(seen.raw.blob)
        assert seen.raw == seen.image
        await (seen.previews.make(seen.raw.blob) if failure is DecoderFailed else fresh(it, seen))

        assert 48 == seen.image.width


@pytest.mark.parametrize("failure", [TooManyPixels, TooManyFrames])
async def test_what_is_more_than_is_decoded_is_marked_and_tried_on_request_alone(tmp_path, expected_logs, failure):
    expected_logs.append(f"a picture that was kept as it came cannot be shown now: {failure.__name__}")
    async with room(tmp_path) as it, on_view(it, PNG) as seen:
        prepare, it.images.prepare = it.images.prepare, refusing(failure())
        await seen.previews.make_unasked(seen.raw.blob)
        assert replace(seen.raw, beyond=failure.__name__) == seen.image
        assert (seen.image.shows, seen.image.is_raw) == (False, True)
        with pytest.raises(failure):
            await seen.previews.make(seen.raw.blob)
        it.images.prepare = prepare
        await seen.previews.make(seen.raw.blob)

        assert (48, "", True) == (seen.image.width, seen.image.beyond, seen.image.shows)


async def test_what_is_marked_while_another_chat_is_on_view_is_marked_the_next_time(tmp_path, expected_logs):
    expected_logs.append("a picture that was kept as it came cannot be shown now: TooManyPixels")
    async with room(tmp_path) as it, on_view(it, PNG) as seen:
        here = seen.chat.conversation

        async def prepare(_data):
            seen.chat.conversation = replace(here, id="other")
            raise TooManyPixels

        it.images.prepare = prepare
        await seen.previews.make_unasked(seen.raw.blob)
        seen.chat.conversation = here

        assert seen.raw == seen.image


def fresh(it, seen):
    return Previews(it.images, it.blobs, seen.workspace).make_unasked(seen.raw.blob)


async def test_what_was_not_decoded_in_time_while_an_answer_came_is_kept_as_it_came(tmp_path, expected_logs):
    expected_logs.append("a picture in an answer was kept as it came: DecoderFailed")
    async with room(tmp_path) as it:
        it.images.prepare = refusing(DecoderFailed())
        image = await keep_picture(it.images, it.blobs)("data:image/png;base64," + base64.b64encode(PNG).decode())

        assert image.is_raw
        assert PNG == await it.blobs.get(image.blob)


async def test_where_nothing_can_be_stored_a_picture_stays_as_it_came(tmp_path):
    async with room(tmp_path) as it:
        async with on_view(it, PNG) as seen:
            put, it.blobs.put = it.blobs.put, refusing(StoreBroken())
            made = await seen.previews.make(seen.raw.blob)
            it.blobs.put = put

            assert seen.raw == seen.image == made(seen.image)
        it.blobs.preview = refusing(StoreBroken())
        assert b"" == await seen.previews.stored(seen.raw.blob)


async def test_what_lay_at_the_address_of_an_answer_is_stored_in_its_place(tmp_path):
    async with room(tmp_path) as it, on_view(it, PNG) as seen:
        digest = await seen.previews.keep(ADDRESS, CAMERA)
        kept = seen.chat.conversation.messages["a"].images[1]

        assert (kept.blob, kept.url, kept.name, kept.width, kept.height) == (digest, "", "cat.jpg", 48, 32)
        assert seen.raw == seen.image
        assert await it.blobs.get(digest)


@pytest.mark.parametrize("why", ["no such address", "no room", "left meanwhile"])
async def test_nothing_takes_the_place_of_an_address_where_it_is_not_wanted_or_cannot_be_stored(tmp_path, why):
    async with room(tmp_path) as it, on_view(it, PNG) as seen:
        prepare = it.images.prepare

        async def leave(data):
            made = await prepare(data)
            seen.workspace.chat = SimpleNamespace(conversation=Conversation("other", datetime.now(UTC)))
            return made

        put = it.blobs.put
        if why == "no room":
            it.blobs.put = refusing(StoreBroken())
        if why == "left meanwhile":
            it.images.prepare = leave
        address = "https://example.org/other.png" if why == "no such address" else ADDRESS
        assert await seen.previews.keep(address, PNG) == ""
        it.blobs.put, it.images.prepare = put, prepare

        assert ADDRESSED == seen.chat.conversation.messages["a"].images[1]


async def test_the_address_of_a_question_stays_what_is_sent(tmp_path):
    async with room(tmp_path) as it, on_view(it, PNG) as seen:
        question = Message("q", "a", Role.USER, (ADDRESSED,), datetime.now(UTC))
        seen.chat.conversation = seen.chat.conversation.with_message(question)
        await seen.previews.keep(ADDRESS, PNG)

        assert (ADDRESSED,) == seen.chat.conversation.messages["q"].images
        assert seen.chat.conversation.messages["a"].images[1].blob


async def test_a_picture_of_another_conversation_waits_until_that_is_on_view(tmp_path):
    async with room(tmp_path) as it, on_view(it, PNG) as seen:
        prepare = it.images.prepare

        async def leave(data):
            made = await prepare(data)
            seen.workspace.chat = SimpleNamespace(conversation=Conversation("other", datetime.now(UTC)))
            return made

        it.images.prepare = leave
        await seen.previews.make(seen.raw.blob)
        assert seen.raw == seen.image
        it.images.prepare, seen.workspace.chat = prepare, seen.chat
        await seen.previews.make(seen.raw.blob)

        assert 48 == seen.image.width


async def test_only_pictures_are_stored_without_being_decoded(tmp_path):
    async with room(tmp_path) as it:
        keep = keep_as_it_came(it.blobs)

        assert await keep(ADDRESS) == ImagePart("cat.png", url=ADDRESS)
        assert await keep("data:text/html;base64,PGh0bWw+") is None
