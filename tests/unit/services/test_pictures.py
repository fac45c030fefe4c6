"""Pictures of answers: prepared and stored, left as an address, or left out."""

from __future__ import annotations

import base64
import binascii
import threading

import pytest

from desktop.domain.embedded import SLICE
from desktop.domain.errors import StoreBroken
from desktop.domain.parts import ImagePart
from desktop.services.pictures import keep_picture
from tests.unit.services.test_intake import ADDRESS, PNG, refusing, room
from tests.unit.system.pictures import encoded, noise


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
    expected_logs.append("a picture in an answer was not kept: StoreBroken")
    async with room(tmp_path) as it:
        it.blobs.put = refusing(StoreBroken())

        assert await keep_picture(it.images, it.blobs)("data:;base64," + base64.b64encode(PNG).decode()) is None
