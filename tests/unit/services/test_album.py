from __future__ import annotations

import asyncio
from dataclasses import replace

from desktop.domain.parts import ImagePart
from desktop.services.album import Album, KeepPicture
from desktop.services.tasks import TaskScope
from tests.waiting import until

RAW = ImagePart("raw.png", "image/png", blob="0" * 64)
PREPARED = ImagePart("prepared.png", "image/png", blob="1" * 64)


async def test_a_picture_that_is_ready_too_late_is_not_there_twice():
    ready, asked, taken = asyncio.Event(), [], []

    async def prepared(url):
        asked.append(url)
        await ready.wait()
        return PREPARED

    async def as_it_came(_url):
        ready.set()
        for _ in range(5):
            await asyncio.sleep(0)
        return RAW

    tasks = TaskScope("test", taken.append)
    album = Album(KeepPicture(prepared, as_it_came), taken.append, "drawer-2.5")
    tasks.start(album.keep_coming(), "pictures")
    album.add("data:1")
    await until(lambda: asked)
    await album.settle(0.01)
    await tasks.close()

    assert (replace(RAW, name="drawer-2.5.png"),) == album.images == tuple(taken)
    assert 0 == album.missing


async def test_a_picture_is_called_after_its_model_and_one_at_an_address_after_that():
    far = ImagePart("cat.png", url="https://example.org/cat.png")

    async def keep(url):
        return far if url == far.url else RAW

    album = Album(KeepPicture(keep, keep), lambda _image: None, "drawer-2.5")
    for url in ("data:1", far.url, "data:2"):
        album.add(url)
    await album.settle(10)

    assert ["drawer-2.5.png", "cat.png", "drawer-2.5 2.png"] == [image.name for image in album.images]


async def test_those_that_are_not_ready_yet_are_held_as_they_came_each_stored_once():
    asked, ready = [], asyncio.Event()

    async def prepared(_url):
        await ready.wait()
        return PREPARED

    async def as_it_came(url):
        asked.append(url)
        return None if url == "data:bad" else RAW

    tasks, taken = TaskScope("test", print), []
    album = Album(KeepPicture(prepared, as_it_came), taken.append, "drawer")
    tasks.start(album.keep_coming(), "pictures")
    for place, url in enumerate(("data:1", "data:bad", "data:2")):
        album.add(url, place)
    held = await album.hold()

    assert held == await album.hold()
    assert [("drawer.png", 0), ("drawer 2.png", 2)] == [(image.name, image.place) for image in held]
    assert ["data:1", "data:bad", "data:2"] == asked
    assert () == album.images == tuple(taken)
    ready.set()
    await until(lambda: len(album.images) == 3)
    assert () == await album.hold()
    await tasks.close()


async def test_one_that_is_ready_before_it_is_stored_as_it_came_is_not_held():
    async def prepared(_url):
        return PREPARED

    async def as_it_came(_url):
        await album._keep_all()
        return RAW

    album = Album(KeepPicture(prepared, as_it_came), lambda _image: None, "drawer")
    album.add("data:1")

    assert () == await album.hold()
    assert [PREPARED.blob] == [image.blob for image in album.images]
