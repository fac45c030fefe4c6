"""Pictures at addresses: fetched once a person asks, kept while a chip has the address, and in memory alone."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from desktop.domain.attachment import Offer
from desktop.domain.errors import Defect, NotAPicture, Redirected, UnexpectedStatus
from desktop.services.remote import Remote
from tests.server.server import ScriptedServer, Stall
from tests.unit.services.test_intake import PNG, room
from tests.unit.system.pictures import corners, encoded, exif
from tests.waiting import until

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer() as listening:
        yield listening


def reply(data):
    return [b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(data) + data]


async def never_kept(_address, _data):
    return ""


@asynccontextmanager
async def attached(path, server):
    """A room with the address of a picture in it, and what is known of such."""
    address = f"{server.base_url}/cat.png"
    async with room(path) as it:
        it.remote = Remote(it.intake, it.images, it.tasks, never_kept)
        it.told = []
        it.remote.changed.connect(it.told.append)
        [it.chip] = await it.take(Offer("", url=address))
        yield it, address


async def test_a_chip_alone_asks_for_nothing_and_a_wish_once(tmp_path, server):
    server.on("GET", "/cat.png", reply(PNG))
    async with attached(tmp_path, server) as (it, address):
        assert server.connections == 0
        it.remote.fetch(address)
        it.remote.fetch(address)
        assert it.remote.is_fetching(address)
        await until(lambda: not it.remote.is_fetching(address))
        it.remote.fetch(address)
        picture = it.remote.pictures[address]
        assert (picture.width, picture.height, bool(picture.thumbnail)) == (48, 32, True)
        assert (len(server.requests), it.told) == (1, [address, address])
        assert it.intake.attachments == (it.chip,)
        assert await it.database.read(lambda db: db.execute("select count(*) from blobs").fetchone()[0]) == 0


async def test_what_came_is_known_as_long_as_its_picture_and_as_far_as_there_is_room(tmp_path, server, monkeypatch):
    photo = encoded(corners((60, 40)), "JPEG", exif=exif(1, place=True))
    server.on("GET", "/cat.png", reply(photo))
    async with attached(tmp_path, server) as (it, address):
        it.remote.fetch(address)
        await until(lambda: it.remote.pictures)
        assert it.remote.came(address) == photo
        it.intake.remove(it.chip.id)
        monkeypatch.setattr("desktop.services.remote.MOST_HELD", len(photo) - 1)
        it.intake.bring_back()
        it.remote.fetch(address)
        await until(lambda: it.remote.pictures)

        assert it.remote.came(address) == it.remote.pictures[address].data != photo


async def test_for_a_message_it_is_offered_to_be_kept_and_that_is_known_while_it_is_on_view(tmp_path, server):
    server.on("GET", "/cat.png", reply(PNG))
    async with attached(tmp_path, server) as (it, address):
        asked = []

        async def keep(where, data):
            asked.append((where, data))
            return "a" * 64

        remote = Remote(it.intake, it.images, it.tasks, keep)
        remote.fetch(address)
        await until(lambda: remote.pictures)
        assert (asked, remote.kept) == ([], {})
        remote.pictures.clear()
        remote.hold(address)
        remote.fetch(address)
        await until(lambda: remote.pictures)
        assert (asked, remote.kept) == ([(address, PNG)], {address: "a" * 64})
        remote.let_go()

        assert remote.kept == {}


async def test_what_is_kept_is_not_in_memory_too_unless_a_chip_needs_it(tmp_path, server):
    server.on("GET", "/cat.png", reply(PNG))
    kept = ["a" * 64, ""]

    async def keep(_address, _data):
        return kept.pop(0)

    async with attached(tmp_path, server) as (it, address):
        it.intake.remove(it.chip.id)
        remote = Remote(it.intake, it.images, it.tasks, keep)
        remote.hold(address)
        remote.fetch(address)
        await until(lambda: not remote.is_fetching(address))
        assert (remote.kept, remote.pictures) == ({address: "a" * 64}, {})
        remote.fetch(address)
        assert remote.kept == {}
        await until(lambda: remote.pictures)


async def test_what_was_wanted_last_is_shown_once_it_is_there(tmp_path, server):
    server.on("GET", "/cat.png", [b"HTTP/1.1 404 No\r\n\r\n"], [b"HTTP/1.1 200 OK\r\n\r\n", Stall()], reply(PNG))
    server.on("GET", "/dog.png", reply(PNG))
    async with attached(tmp_path, server) as (it, address):
        shown, dog = [], address.replace("cat", "dog")
        it.remote.hold(dog)
        it.remote.want(address, lambda: shown.append("cat"))
        await until(lambda: it.remote.failures)
        it.remote.fetch(address)
        await until(lambda: len(server.requests) == 2)
        it.remote.stop(address)
        it.remote.fetch(address)
        await until(lambda: it.remote.pictures)
        assert shown == []  # it was given up
        it.remote.want(address, lambda: shown.append("cat"))
        assert shown == ["cat"]
        it.remote.pictures.clear()
        it.remote.want(address, lambda: shown.append("cat"))
        it.remote.want(dog, lambda: shown.append("dog"))
        await until(lambda: len(it.remote.pictures) == 2)
        assert shown == ["cat", "dog"]
        it.remote.failures[dog], _ = Defect("x"), it.remote.pictures.pop(dog)
        it.remote.want(dog, lambda: shown.append("dog again"))
        await until(lambda: dog in it.remote.pictures)
        assert shown == ["cat", "dog", "dog again"]


async def test_what_fails_says_so_until_it_is_tried_again(tmp_path, server):
    server.on("GET", "/cat.png", [b"HTTP/1.1 404 No\r\n\r\n"], reply(b"<html>"), reply(PNG))
    async with attached(tmp_path, server) as (it, address):
        for kind in (UnexpectedStatus, NotAPicture):
            it.remote.fetch(address)
            assert not it.remote.failures
            await until(lambda: not it.remote.is_fetching(address))
            failure = it.remote.failures[address]
            assert (type(failure), failure.host) == (kind, f"127.0.0.1:{server.port}")
        it.remote.fetch(address)
        await until(lambda: it.remote.pictures)
        assert not it.remote.failures


async def test_it_comes_from_another_place_when_that_is_wanted_and_stays_known_by_its_address(tmp_path, server):
    server.on("GET", "/cat.jpg", reply(PNG))
    with ScriptedServer() as first:
        first.on("GET", "/cat.png", [f"HTTP/1.1 302 No\r\nLocation: {server.base_url}/cat.jpg\r\n\r\n".encode()])
        async with attached(tmp_path, first) as (it, address):
            it.remote.fetch(address)
            await until(lambda: it.remote.failures)
            assert isinstance(it.remote.failures[address], Redirected)
            assert server.connections == 0
            it.remote.fetch(address, it.remote.failures[address].detail)
            await until(lambda: it.remote.pictures)
            assert list(it.remote.pictures) == [address]


async def test_with_the_chip_goes_the_request_and_what_came(tmp_path, server):
    server.on("GET", "/cat.png", [b"HTTP/1.1 200 OK\r\n\r\n", Stall()], reply(PNG), [b"HTTP/1.1 404 No\r\n\r\n"])
    async with attached(tmp_path, server) as (it, address):
        it.remote.fetch(address)
        await until(lambda: server.requests)
        it.intake.remove(it.chip.id)
        assert not it.remote.is_fetching(address)
        await until(server.requests[0].gone.is_set)
        for known in (it.remote.pictures, it.remote.failures):
            it.intake.bring_back()
            it.remote.fetch(address)
            await until(lambda known=known: known)
            it.told.clear()
            it.intake.remove(it.chip.id)
            assert (known, it.told) == ({}, [address])


async def test_what_a_message_on_view_has_is_kept_until_others_are(tmp_path, server):
    server.on("GET", "/cat.png", reply(PNG), [b"HTTP/1.1 200 OK\r\n\r\n", Stall()])
    async with attached(tmp_path, server) as (it, address):
        it.remote.hold(address)
        it.remote.fetch(address)
        await until(lambda: it.remote.pictures)
        it.intake.remove(it.chip.id)
        assert list(it.remote.pictures) == [address]
        it.remote.let_go()
        assert not it.remote.pictures
        it.remote.hold(address)
        it.remote.fetch(address)
        await until(lambda: len(server.requests) == 2)
        it.remote.let_go()
        await until(server.requests[1].gone.is_set)


async def test_what_is_given_up_says_so_once_and_can_be_wanted_again(tmp_path, server):
    server.on("GET", "/cat.png", [b"HTTP/1.1 200 OK\r\n\r\n", Stall()], reply(PNG))
    async with attached(tmp_path, server) as (it, address):
        it.remote.fetch(address)
        await until(lambda: server.requests)
        it.remote.stop(address)
        it.remote.stop(address)
        it.remote.fetch(address)
        await until(lambda: it.remote.pictures)
        assert (it.told, it.remote.failures) == ([address] * 4, {})


async def test_a_mistake_of_ours_is_told_and_reported(tmp_path, server):
    server.on("GET", "/cat.png", reply(PNG))
    async with attached(tmp_path, server) as (it, address):
        it.remote._images = None
        it.remote.fetch(address)
        await until(lambda: not it.remote.is_fetching(address))
        assert isinstance(it.remote.failures[address], Defect)
        await until(lambda: it.errors)
        assert list(map(type, it.errors)) == [AttributeError]
