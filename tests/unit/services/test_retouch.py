"""A picture is looked at as it came and as it would be sent, and nothing is changed before that is wanted."""

from __future__ import annotations

import asyncio

import pytest

from desktop.domain.attachment import Offer
from desktop.domain.edits import UNTOUCHED, Edits
from desktop.domain.errors import FileUnreadable
from desktop.domain.parts import ImagePart
from desktop.domain.picture import Change, Frames
from desktop.domain.vision import Sight
from desktop.services.retouch import Retouch
from tests.unit.services.test_intake import room
from tests.unit.system.pictures import CORNERS, corners, encoded, exif

LYING = encoded(corners((300, 200)), "PNG", exif=exif(6))
EDITS = Edits(hidden=((0, 0, 100, 150),), crop=(0, 0, 200, 150))
BLUE = CORNERS[2]  # at the bottom left before it is turned, at the top left after


def colors(pixels):
    return {tuple(255 * (level > 127) for level in pixels.data[at : at + 3]) for at in range(0, len(pixels.data), 3)}


async def test_it_is_seen_upright_before_and_as_it_would_be_sent_after(tmp_path):
    async with room(tmp_path) as it:
        it.intake.see(Sight(edge=100))
        [chip] = await it.take(Offer("a.png", data=LYING))
        retouch = Retouch(it.intake, it.images, chip)
        await retouch.open()
        assert (retouch.size, retouch.edits) == ((200, 300), UNTOUCHED)
        before = await retouch.look((0, 0, 90, 140), (9, 14), 0)
        made = await retouch.make(EDITS)
        assert (made.width, made.height, made.given_width, made.given_height) == (100, 75, 200, 300)
        assert {Change.BLACKED_OUT, Change.CROPPED} <= set(made.changes)
        after = await retouch.look((0, 0, 45, 70), (9, 14), None)

        assert (colors(before), colors(after)) == ({BLUE}, {(0, 0, 0)})
        assert it.intake.attachments == (chip,)


async def test_a_part_of_the_turned_picture_is_looked_at_before_it_is_turned(tmp_path):
    async with room(tmp_path) as it:
        [chip] = await it.take(Offer("a.png", data=LYING))
        retouch = Retouch(it.intake, it.images, chip)
        await retouch.open()
        seen = await retouch.look((160, 0, 290, 90), (13, 9), 1)  # at the top right, lying: what was at the top left

        assert ((seen.width, seen.height), colors(seen)) == ((9, 13), {BLUE})


async def test_it_is_sent_so_once_that_is_wanted(tmp_path):
    async with room(tmp_path) as it:
        [chip] = await it.take(Offer("a.png", data=LYING))
        retouch = Retouch(it.intake, it.images, chip)
        await retouch.open()
        retouch.apply(EDITS)
        [edited] = await it.take()

        assert (edited.edits, edited.image.width, edited.image.height) == (EDITS, 200, 150)
        assert Retouch(it.intake, it.images, edited).edits == EDITS


async def test_another_page_is_turned_to_and_only_the_last_that_was_wished_for(tmp_path):
    async with room(tmp_path) as it:
        pages = encoded(
            corners((300, 200)), "TIFF", save_all=True, append_images=[corners((40, 60)), corners((90, 80))]
        )
        [chip] = await it.take(Offer("a.tif", data=pages))
        retouch = Retouch(it.intake, it.images, chip)
        await retouch.open()
        assert (retouch.size, retouch.frames) == ((300, 200), Frames(3, 0, pages=True))
        turned = await asyncio.gather(retouch.turn_to(2), retouch.turn_to(1))
        seen = await retouch.look((0, 30, 20, 60), (4, 6), 0)

        assert (turned, retouch.size, retouch.frames.at) == ([False, True], (40, 60), 1)
        assert colors(seen) == {BLUE}
        retouch.apply(Edits(frame=1))
        [edited] = await it.take()
        again = Retouch(it.intake, it.images, edited)
        await again.open()
        assert again.size == (40, 60)


async def test_only_the_last_wish_is_answered(tmp_path):
    async with room(tmp_path) as it:
        [chip] = await it.take(Offer("a.png", data=LYING))
        retouch = Retouch(it.intake, it.images, chip)
        await retouch.open()
        first, second, third = await asyncio.gather(*map(retouch.make, (EDITS, Edits(1), Edits(1))))
        assert (first, second) == (None, None)
        slow = asyncio.ensure_future(retouch.make(EDITS))
        await asyncio.sleep(0)
        second = await retouch.make(Edits(1))

        assert (await slow, third) == (None, second)
        assert (second.width, second.height) == (300, 200)


async def test_what_cannot_be_prepared_again_cannot_be_edited(tmp_path):
    async with room(tmp_path) as it:
        it.intake.restore((ImagePart("cat.png", "image/png", "0" * 64),))
        retouch = Retouch(it.intake, it.images, it.intake.attachments[0])
        with pytest.raises(FileUnreadable):
            await retouch.open()

        assert retouch.size == (0, 0)
