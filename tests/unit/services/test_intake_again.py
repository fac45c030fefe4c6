"""Chips that come back, as their drafts do, or with an earlier question; and what they are made of then."""

from __future__ import annotations

import pytest

from desktop.domain.attachment import Preparation
from desktop.domain.conversation import Draft
from desktop.domain.edits import Edits
from desktop.domain.errors import FileGone, FileReplaced
from desktop.domain.picture import Change, Frames
from desktop.domain.vision import Quality, Sight
from desktop.store.rows import attached_to, draft_of
from tests.unit.services.test_intake import LARGE, TAKES_ALL, file, room
from tests.unit.system.pictures import corners, encoded, exif, film, noise

PHOTO = encoded(corners((3000, 1500)), "JPEG", exif=exif(6, artist="Jane", place=True))


def told(chip):
    """What is said of how a chip's picture was made."""
    return chip.changes, chip.given, chip.frames, chip.keeps


@pytest.mark.parametrize("keeps_originals", [True, False])
@pytest.mark.parametrize("stored", [True, False])
async def test_what_a_chip_says_comes_back_with_it(tmp_path, keeps_originals, stored):
    async with room(tmp_path) as it:
        it.intake.see(TAKES_ALL)
        it.intake.preparing.keeps_originals = keeps_originals
        it.intake.show("one", Draft())
        given = {"photo.jpg": PHOTO, "pages.tif": film("TIFF"), "film.gif": film("GIF")}
        photo, pages, _ = await it.take(*(file(tmp_path, name, data) for name, data in given.items()))
        it.intake.keep_metadata(photo.id, keeps=True)
        it.intake.step(pages.id, 1)
        before = await it.take()
        assert Change.LOCATION_KEPT in before[0].changes
        assert before[0].given == (1500, 3000)
        assert Change.CONVERTED in before[1].changes
        assert (before[1].frames, before[2].frames) == (Frames(3, 1, pages=True), Frames(3, film=True))

        draft = it.intake.draft()
        it.intake.show("two", Draft())
        it.intake.show("one", draft_of("", attached_to(draft)) if stored else draft)

        after = it.intake.attachments
        assert [chip.image for chip in after] == [chip.image for chip in before]
        assert [told(chip)[:3] for chip in after] == [told(chip)[:3] for chip in before]
        assert [chip.keeps for chip in after] == [keeps_originals, False, False]
        assert {chip.quality for chip in after} == {Quality.SHARP if keeps_originals else None}


async def test_a_page_that_came_back_is_turned(tmp_path):
    async with room(tmp_path) as it:
        it.intake.preparing.keeps_originals = True
        [chip] = await it.take(file(tmp_path, "pages.tif", film("TIFF")))
        it.intake.step(chip.id, 1)
        await it.take()
        it.intake.show("", draft_of("", attached_to(it.intake.draft())))
        it.intake.step(it.intake.attachments[0].id, 1)
        [third] = await it.take()

        assert (third.edits, third.frames) == (Edits(frame=2), Frames(3, 2, pages=True))


@pytest.mark.parametrize("overwritten", [True, False])
async def test_what_came_is_what_is_made_smaller_whatever_became_of_the_file(tmp_path, overwritten):
    async with room(tmp_path) as it:
        it.intake.preparing.keeps_originals = True
        [chip] = await it.take(file(tmp_path, "sea.png", LARGE))
        if overwritten:
            file(tmp_path, "sea.png", encoded(corners((600, 600)), "PNG"))
        else:
            (tmp_path / "sea.png").unlink()
        it.intake.choose(chip.id, Quality.SMALL)
        [small] = await it.take()

        assert (small.image.width, small.image.height) == (1024, 512)
        assert (small.failure, small.image.original) == (None, chip.image.original)
        assert await it.intake.preparing.original(chip.id) == LARGE


async def test_where_what_came_is_not_stored_another_file_is_not_taken_for_it(tmp_path):
    async with room(tmp_path) as it:
        [chip] = await it.take(file(tmp_path, "sea.png", LARGE))
        it.intake.choose(chip.id, Quality.SMALL)
        [small] = await it.take()
        assert (small.image.width, small.failure) == (1024, None)
        file(tmp_path, "sea.png", encoded(corners((600, 600)), "PNG"))
        it.intake.choose(chip.id, Quality.ORIGINAL)
        [same] = await it.take()

        assert (same.preparation, same.image, same.quality) == (Preparation.READY, small.image, None)
        assert isinstance(same.failure, FileReplaced)


async def test_a_chip_that_stayed_as_it_was_says_nothing_of_that_once_it_is_another(tmp_path):
    async with room(tmp_path) as it:
        [chip] = await it.take(file(tmp_path, "sea.png", LARGE))
        (tmp_path / "sea.png").unlink()
        it.intake.choose(chip.id, Quality.BALANCED)
        [same] = await it.take()
        assert isinstance(same.failure, FileGone)
        it.intake.shrink()
        [small] = await it.take()

        assert (small.image.width, small.failure) == (1024, None)


@pytest.mark.parametrize("stored", [True, False])
async def test_what_was_made_lighter_stays_so_after_it_came_back(tmp_path, stored):
    async with room(tmp_path) as it:
        it.intake.preparing.keeps_originals = True
        [chip] = await it.take(file(tmp_path, "noise.png", encoded(noise((1600, 900)), "PNG")))
        it.intake.shrink()
        [light] = await it.take()
        most = chip.image.size // 2
        draft = it.intake.draft()
        it.intake.show("", draft_of("", attached_to(draft)) if stored else draft)
        it.intake.see(Sight(edge=1000))
        [again] = await it.take()

        assert (light.image.most, again.image.most) == (most, most)
        assert again.image.size <= most
        it.intake.choose(again.id, Quality.SHARP)
        [whole] = await it.take()
        assert whole.image.most == 0
