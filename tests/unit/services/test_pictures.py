"""Pictures of answers: prepared and stored, left as an address, or left out."""

from __future__ import annotations

import base64
import binascii
import threading

import pytest

from desktop.domain.embedded import SLICE
from desktop.domain.errors import PictureDamaged, StoreBroken
from desktop.domain.parts import ImagePart
from desktop.services.pictures import keep_as_it_came, keep_picture, preview_of
from tests.unit.services.test_intake import ADDRESS, PNG, refusing, room
from tests.unit.system.pictures import encoded, noise

IN_TEXT = "data:;base64," + base64.b64encode(PNG).decode()


async def test_a_picture_of_an_answer_is_stored(tmp_path):
    async with room(tmp_path) as it:
        keep = keep_picture(it.images, it.blobs)
        image = await keep("data:image/jpeg;base64," + base64.b64encode(PNG).decode())

        assert (image.name, image.media_type, image.width) == ("picture.png", "image/png", 48)
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


async def test_a_picture_is_stored_without_being_decoded_and_gets_its_preview_when_it_is_looked_at(tmp_path):
    async with room(tmp_path) as it:
        image = await keep_as_it_came(it.blobs)(IN_TEXT)
        undecoded = await it.blobs.get(image.blob), await it.blobs.preview(image.blob), it.images._workers
        assert undecoded == (PNG, b"", [])
        made = await preview_of(it.images, it.blobs)(image.blob)
        it.images.prepare = refusing(PictureDamaged())

        assert (image.name, image.media_type, image.size) == ("picture.png", "image/png", len(PNG))
        assert made == await preview_of(it.images, it.blobs)(image.blob) != b""


async def test_what_cannot_be_decoded_has_no_preview_and_is_tried_once(tmp_path):
    async with room(tmp_path) as it:
        image = await keep_as_it_came(it.blobs)("data:;base64," + base64.b64encode(PNG[:40]).decode())
        preview, tried = preview_of(it.images, it.blobs), []

        async def prepare(_data):
            tried.append("once")
            raise PictureDamaged

        it.images.prepare = prepare
        assert [await preview(image.blob), await preview(image.blob), await preview("0" * 64)] == [b"", b"", b""]
        assert tried == ["once"]


async def test_only_pictures_are_stored_without_being_decoded(tmp_path):
    async with room(tmp_path) as it:
        keep = keep_as_it_came(it.blobs)

        assert await keep(ADDRESS) == ImagePart("cat.png", url=ADDRESS)
        assert await keep("data:text/html;base64,PGh0bWw+") is None
