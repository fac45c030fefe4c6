from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from desktop.domain.attachment import Attachment
from desktop.domain.conversation import Conversation
from desktop.domain.edits import Edits
from desktop.domain.errors import FileUnreadable, FileUnwritable, StoreBroken
from desktop.domain.parts import ImagePart
from desktop.services.gallery import AT_ONCE, Gallery
from desktop.store.blobs import Blobs
from desktop.system.copies import Copies
from desktop.system.images import Images
from tests.unit.store.stores import NOON, opened, question
from tests.unit.system.pictures import corners, encoded, exif, film

PNG = encoded(corners(), "PNG")
ALL = (0, 0, 48, 32)
SIZE = (48, 32)


class Watched(Images):
    """A real picture process, and what it was asked for."""

    def __init__(self):
        super().__init__()
        self.sizes = []
        self.begun = asyncio.Event()
        self.go_on = asyncio.Event()
        self.go_on.set()

    async def view(self, data, box, size):
        self.sizes.append(size)
        self.begun.set()
        await self.go_on.wait()
        return await super().view(data, box, size)


class Room:
    """A gallery of one conversation, on a real store."""

    def __init__(self, path, database):
        self.database = database
        self.blobs = Blobs(database)
        self.images = Watched()
        self.chat = SimpleNamespace(turn=None, conversation=Conversation("c", NOON))
        self.workspace = SimpleNamespace(chat=self.chat)
        self.remote = SimpleNamespace(pictures={})
        self.gallery = Gallery(self.workspace, self.blobs, self.images, Copies(path / "copies"), self.remote)

    async def stored(self, name="cat.png", data=PNG):
        digest = await self.blobs.put(data, b"small")
        return ImagePart(name, "image/png", digest, width=48, height=32, size=len(data))

    async def lose(self, image):
        await self.database.write(lambda c: c.execute("DELETE FROM blobs WHERE digest = ?", (image.blob,)) and None)

    def say(self, *parts):
        message = question("Look!", self.chat.conversation.leaf, *parts)
        self.chat.conversation = self.chat.conversation.with_message(message)
        return message.id


@asynccontextmanager
async def room(path):
    async with opened(path / "parley.sqlite3") as database:
        made = Room(path, database)
        try:
            yield made
        finally:
            await made.images.close()


async def test_the_pictures_of_a_message_are_those_that_are_stored(tmp_path):
    async with room(tmp_path) as it:
        cat = await it.stored()
        said = it.say(cat, ImagePart("far.png", url="https://example.org/far.png"))

        assert it.gallery.of_message(said) == [cat]
        assert it.gallery.of_message("another") == []
        coming = SimpleNamespace(images=(cat, ImagePart("x", url="y")))
        it.chat.turn = SimpleNamespace(message=SimpleNamespace(id="coming"), album=coming)
        assert it.gallery.of_message("coming") == [cat]
        assert it.gallery.of_message(said) == [cat]


async def test_the_pictures_of_the_branch_are_beside_those_of_the_message(tmp_path):
    async with room(tmp_path) as it:
        cat, dog = await it.stored(), await it.stored("dog.png", PNG + b"dog")
        it.say(cat, dog)
        for _ in range(AT_ONCE):
            it.say()
        said = it.say(dog, cat)

        assert await it.gallery.of_branch(said, [dog, cat]) == ([cat, dog, dog, cat], 2)


async def test_the_pictures_of_another_conversation_are_not_put_beside(tmp_path):
    async with room(tmp_path) as it:
        cat, dog = await it.stored(), await it.stored("dog.png", PNG + b"dog")
        said = it.say(cat)
        it.chat.conversation = Conversation("d", NOON)
        it.say(dog)

        assert await it.gallery.of_branch(said, [cat]) == ([cat], 0)


async def test_a_picture_is_looked_at_in_parts_and_read_once(tmp_path):
    async with room(tmp_path) as it:
        cat = await it.stored()

        assert await it.gallery.preview(cat) == b"small"
        seen = await it.gallery.look(cat, (0, 0, 24, 16), (24, 16))
        assert (seen.width, seen.height, seen.data[:3]) == (24, 16, b"\xff\x00\x00")
        await it.lose(cat)
        assert await it.gallery.look(cat, ALL, SIZE)

        it.gallery.leave()
        with pytest.raises(StoreBroken):
            await it.gallery.look(cat, ALL, SIZE)


async def test_what_was_fetched_from_an_address_is_looked_at_as_long_as_it_is_there(tmp_path):
    async with room(tmp_path) as it:
        cat = ImagePart("cat.png", "image/png", url="https://example.org/cat.png", width=48, height=32)
        it.remote.pictures[cat.url] = await it.images.prepare(PNG)

        assert await it.gallery.preview(cat) == it.remote.pictures[cat.url].preview
        seen = await it.gallery.look(cat, ALL, SIZE)
        assert (seen.width, seen.height, seen.data[:3]) == (48, 32, b"\xff\x00\x00")
        del it.remote.pictures[cat.url]
        with pytest.raises(FileUnreadable):
            await it.gallery.look(cat, ALL, SIZE)


async def test_of_pages_the_one_that_is_sent_is_looked_at_as_it_came(tmp_path):
    async with room(tmp_path) as it:
        image = await it.stored()

        async def original(_attachment_id):
            return film("TIFF", 3)

        it.workspace.intake = SimpleNamespace(preparing=SimpleNamespace(original=original), attachments=())
        colors = []
        for frame in (None, 1, 2):
            it.workspace.intake.attachments = (
                Attachment("other", "a"),
                Attachment("chip", "a", edits=Edits(frame=frame)),
            )
            colors.append((await it.gallery.look(image, (0, 0, 40, 30), (1, 1), "chip")).data)

        assert colors == [b"\xff\0\0", b"\0\xff\0", b"\0\0\xff"]


async def test_a_page_that_is_chosen_while_another_is_read_is_looked_at_next(tmp_path):
    async with room(tmp_path) as it:
        image = await it.stored()

        def choose(frame):
            chips = (Attachment("chip", "a", edits=Edits(frame=frame)),)
            it.workspace.intake = SimpleNamespace(preparing=SimpleNamespace(original=original), attachments=chips)

        async def original(_attachment_id):
            choose(2)
            return film("TIFF", 3)

        choose(1)
        colors = [(await it.gallery.look(image, (0, 0, 40, 30), (1, 1), "chip")).data for _ in range(2)]

        assert colors == [b"\0\xff\0", b"\0\0\xff"]


async def test_what_an_attachment_came_as_is_looked_at_upright_and_read_once(tmp_path):
    async with room(tmp_path) as it:
        image = await it.stored()
        asked = []

        async def original(attachment_id):
            asked.append(attachment_id)
            return encoded(corners((300, 200)), "PNG", exif=exif(6))

        it.workspace.intake = SimpleNamespace(preparing=SimpleNamespace(original=original), attachments=())
        for _ in range(2):
            seen = await it.gallery.look(image, (0, 0, 200, 300), (20, 30), "chip")
            assert (seen.width, seen.height) == (20, 30)
        assert asked == ["chip"]
        sent = await it.gallery.look(image, ALL, SIZE)
        assert (sent.width, sent.height) == SIZE
        await it.gallery.look(image, (0, 0, 200, 300), (20, 30), "chip")

        assert asked == ["chip", "chip"]


async def test_what_a_picture_came_as_that_was_sent_is_looked_at_upright_and_read_once(tmp_path):
    pages = film("TIFF", 3)
    large = encoded(corners((300, 200)), "PNG", exif=exif(6))
    async with room(tmp_path) as it:
        cat, page = await it.stored(), await it.stored("pages")
        cat = replace(cat, original=await it.blobs.put(large))
        page = replace(page, original=await it.blobs.put(pages), frame=2)

        await it.gallery.look(cat, ALL, SIZE)
        assert await it.gallery.original(cat) == ((200, 300), len(large))
        await it.database.write(lambda c: c.execute("DELETE FROM blobs WHERE digest = ?", (cat.original,)) and None)
        seen = await it.gallery.look(cat, (0, 0, 200, 300), (20, 30), "")
        assert (seen.width, seen.height) == (20, 30)
        assert await it.gallery.original(page) == ((40, 30), len(pages))
        assert (await it.gallery.look(page, (0, 0, 40, 30), (1, 1), "")).data == b"\0\0\xff"
        with pytest.raises(StoreBroken):
            await it.gallery.original(cat)


async def test_an_original_that_is_read_while_somebody_leaves_is_not_kept(tmp_path):
    async with room(tmp_path) as it:
        cat = await it.stored()
        cat = replace(cat, original=await it.blobs.put(encoded(corners(), "BMP")))
        await it.gallery.look(cat, ALL, SIZE)
        asked = asyncio.create_task(it.gallery.original(cat))
        it.gallery.leave()
        await asked

        assert it.gallery._kept == ("", b"")


async def test_of_what_is_wished_for_meanwhile_only_the_last_is_made(tmp_path):
    async with room(tmp_path) as it:
        cat, dog = await it.stored(), await it.stored("dog.png", encoded(corners((60, 40)), "PNG"))
        it.images.go_on.clear()
        first = asyncio.ensure_future(it.gallery.look(cat, ALL, (10, 5)))
        await it.images.begun.wait()
        second = asyncio.ensure_future(it.gallery.look(cat, ALL, (20, 10)))
        third = asyncio.ensure_future(it.gallery.look(dog, ALL, (30, 20)))
        await asyncio.sleep(0)
        it.images.go_on.set()

        assert (await first).width == 10
        assert await second is None
        assert (await third).width == 30
        assert it.images.sizes == [(10, 5), (30, 20)]


async def test_nothing_is_made_or_kept_for_somebody_who_has_left(tmp_path):
    async with room(tmp_path) as it:
        cat = await it.stored()
        it.images.go_on.clear()
        first = asyncio.ensure_future(it.gallery.look(cat, ALL, (10, 5)))
        await it.images.begun.wait()
        second = asyncio.ensure_future(it.gallery.look(cat, ALL, (20, 10)))
        await asyncio.sleep(0)
        it.gallery.leave()
        it.images.go_on.set()

        assert (await first).width == 10
        assert await second is None
        assert it.gallery._kept == ("", b"")


async def test_what_is_read_while_somebody_leaves_is_not_kept(tmp_path, monkeypatch):
    async with room(tmp_path) as it:
        cat = await it.stored()
        get = it.blobs.get

        async def slow(digest):
            it.gallery.leave()
            return await get(digest)

        monkeypatch.setattr(it.blobs, "get", slow)
        await it.gallery.look(cat, ALL, (10, 5))

        assert it.gallery._kept == ("", b"")


async def test_a_failure_lets_the_next_picture_be_looked_at(tmp_path):
    async with room(tmp_path) as it:
        cat, lost = await it.stored(), await it.stored("lost.png", PNG + b"lost")
        await it.lose(lost)

        with pytest.raises(StoreBroken):
            await it.gallery.look(lost, ALL, SIZE)
        assert await it.gallery.look(cat, ALL, SIZE)


async def test_a_picture_is_saved_and_copied_as_it_is_stored(tmp_path):
    async with room(tmp_path) as it:
        cat = await it.stored()
        await it.gallery.save(cat, str(tmp_path / "saved.png"))
        path, kind, data, unwritten = await it.gallery.copy(cat)

        assert (kind, unwritten) == ("image/png", None)
        assert (tmp_path / "saved.png").read_bytes() == data == PNG
        assert path.endswith("/cat.png")
        assert Path(path).read_bytes() == PNG
        assert (await it.gallery.pixels(cat, ALL, (12, 8))).width == 12
        with pytest.raises(FileUnwritable):
            await it.gallery.save(cat, str(tmp_path / "no" / "saved.png"))


async def test_a_picture_is_copied_as_bytes_alone_where_no_file_can_be_written(tmp_path):
    async with room(tmp_path) as it:
        cat = await it.stored()
        (tmp_path / "no").touch()
        it.gallery._copies = Copies(tmp_path / "no" / "copies")
        path, kind, data, unwritten = await it.gallery.copy(cat)

        assert (path, kind, data) == ("", "image/png", PNG)
        assert "Not a directory" in unwritten.detail


async def test_what_a_picture_came_as_is_saved_and_copied_to_the_byte(tmp_path):
    turned = encoded(corners(), "JPEG", exif=exif(orientation=6))
    async with room(tmp_path) as it:
        sent = replace(await it.stored(), original=await it.blobs.put(turned, b""))

        async def original(attachment_id):
            assert attachment_id == "chip"
            return turned

        it.workspace.intake = SimpleNamespace(preparing=SimpleNamespace(original=original), attachments=[])
        for came in ("", "chip"):
            await it.gallery.save(sent, str(tmp_path / "saved.jpg"), came)
            path, kind, data, _ = await it.gallery.copy(sent, came)

            assert await it.gallery.name(sent, came) == "cat.jpg"
            assert (tmp_path / "saved.jpg").read_bytes() == data == Path(path).read_bytes() == turned
            assert (kind, path.rpartition("/")[2]) == ("image/jpeg", "cat.jpg")
            upright = await it.gallery.pixels(sent, (0, 0, 32, 48), (32, 48), came)
            assert (upright.width, upright.height) == (32, 48)
        assert await it.gallery.name(sent) == "cat.png"


async def test_what_came_of_an_answer_and_is_not_prepared_is_not_looked_at_before_its_end(tmp_path):
    async with room(tmp_path) as it:
        cat = await it.stored()
        raw = replace(cat, width=0, height=0)
        it.chat.turn = SimpleNamespace(message=SimpleNamespace(id="coming"), album=SimpleNamespace(images=(cat, raw)))

        assert [cat] == it.gallery.of_message("coming")
