from __future__ import annotations

import asyncio
import hashlib
import os
import threading
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from PIL import Image

from desktop.domain.attachment import MOST, Attachment, Offer, Preparation
from desktop.domain.conversation import Draft
from desktop.domain.edits import UNTOUCHED, Edits
from desktop.domain.errors import (
    BadAddress,
    FileUnreadable,
    NotAPicture,
    StoreBroken,
    TooManyPictures,
)
from desktop.domain.parts import Engine, ImagePart, MediaPart, Modality
from desktop.domain.picture import Change, Frames
from desktop.domain.vision import Detail, Quality, Sight
from desktop.services import sources
from desktop.services.chips import in_order
from desktop.services.intake import Intake
from desktop.services.tasks import TaskScope
from desktop.store.blobs import Blobs
from desktop.store.database import Database
from desktop.store.rows import attached_to, draft_of
from desktop.system.images import Images
from tests.unit.system.pictures import corner_colors, corners, decoded, encoded, exif, film, noise
from tests.waiting import quiet, until

PNG = encoded(corners(), "PNG")
ADDRESS = "https://example.org/a/cat.png"
TAKES_ALL = Sight(formats=("image/png", "image/webp", "image/gif"), animated=True)


class Room:
    """An intake on a real store and a real picture worker, and what it reported."""

    def __init__(self, database, images, **options):
        self.errors: list[BaseException] = []
        self.database = database
        self.images = images
        self.blobs = Blobs(database)
        self.tasks = TaskScope("test", self.errors.append)
        self.intake = Intake(images, self.blobs, self.tasks, **options)
        self.seen: list[list[Preparation]] = []
        self._settled = asyncio.Event()
        self.intake.changed.connect(self._changed)

    def _changed(self):
        self.seen.append([chip.preparation for chip in self.intake.attachments])
        if not self.intake.pending:
            self._settled.set()

    async def take(self, *offers):
        """Offer, and wait until no chip is pending."""
        self._settled.clear()
        self.intake.offer(offers)
        if self.intake.pending:
            await asyncio.wait_for(self._settled.wait(), 20)
        return self.intake.attachments


@asynccontextmanager
async def room(path, **options):
    database = await Database.open(path / "parley.sqlite3")
    images = Images()
    made = Room(database, images, **options)
    try:
        yield made
    finally:
        await made.tasks.close()
        await images.close()
        await database.close()


def at_work(images):
    """Whether a process has been given a picture."""
    return len(images._workers) > len(images._idle)


def file(folder, name, data=PNG):
    (folder / name).write_bytes(data)
    return Offer(name, path=str(folder / name))


async def test_a_chip_is_there_at_once_and_ready_when_the_picture_is_stored(tmp_path):
    async with room(tmp_path) as it:
        it.intake.offer([file(tmp_path, "cat.png")])
        [pending] = it.intake.attachments
        assert (pending.name, pending.preparation, it.intake.pending) == ("cat.png", Preparation.PENDING, True)
        assert it.intake.draft().attached == ()

        [ready] = await it.take()

        assert ready.id == pending.id
        assert ready.preparation is Preparation.READY
        digest = hashlib.sha256(PNG).hexdigest()
        cat = ImagePart("cat.png", "image/png", digest, width=48, height=32, size=len(PNG), given=(48, 32))
        assert ready.image == cat
        assert it.intake.draft().attached == (ready.image,)
        assert ready.thumbnail.startswith(b"\x89PNG")
        assert await it.blobs.get(digest) == PNG
        assert await it.blobs.preview(digest)
        assert not it.intake.preparing._working


async def test_pasted_bytes_are_taken_like_a_file_and_changes_are_told(tmp_path):
    async with room(tmp_path) as it:
        data = encoded(noise(), "JPEG", exif=exif(6, place=True))
        [chip] = await it.take(Offer("pasted", data=data))

        assert chip.image.media_type == "image/jpeg"
        assert (chip.image.width, chip.image.height) == (300, 400)
        assert set(chip.changes) == {Change.TURNED_UPRIGHT, Change.LOCATION_REMOVED, Change.METADATA_REMOVED}
        assert chip.image.size == len(await it.blobs.get(chip.image.blob))


async def test_an_address_is_ready_at_once_and_nothing_is_asked_for(tmp_path):
    async with room(tmp_path) as it:
        it.intake.offer([Offer("", url=ADDRESS), Offer("a cat", url=ADDRESS)])

        assert it.intake.draft().attached == (ImagePart("cat.png", url=ADDRESS), ImagePart("a cat", url=ADDRESS))
        assert not it.intake.pending
        assert it.images._workers == []


async def test_an_address_that_is_none_is_refused_in_its_chip(tmp_path):
    async with room(tmp_path) as it:
        [chip] = await it.take(Offer("x", url="file:///etc/passwd"))

        assert chip.preparation is Preparation.FAILED
        assert isinstance(chip.failure, BadAddress)


async def test_a_name_cannot_deceive(tmp_path):
    async with room(tmp_path) as it:
        [chip] = await it.take(file(tmp_path, "two\n\u202elines.png"))

        assert chip.name == chip.image.name == "two\ufffd\ufffdlines.png"


async def test_more_pictures_than_a_message_takes_are_refused_in_one_chip(tmp_path):
    async with room(tmp_path) as it:
        offers = [Offer(f"{i}", url=ADDRESS) for i in range(MOST + 1000)]
        chips = await it.take(*offers)

        assert len(chips) == MOST + 1
        assert isinstance(chips[-1].failure, TooManyPictures)
        assert (chips[-1].name, chips[-1].failure.count, chips[-1].failure.most) == (str(MOST), 1000, MOST)
        assert len(it.intake.draft().attached) == MOST


async def test_failed_chips_take_no_place(tmp_path):
    async with room(tmp_path) as it:
        await it.take(*[Offer("x", url="nothing")] * MOST)
        chips = await it.take(Offer("y", url=ADDRESS))

        assert chips[-1].preparation is Preparation.READY


async def test_what_could_not_be_attached_is_named_but_not_each_file_that_a_folder_leaves_out(tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "cat.png").write_bytes(PNG)
    (tmp_path / "folder" / "cat.exe").write_bytes(b"MZ")
    async with room(tmp_path, fits=lambda path: path.endswith(".png")) as it:
        chips = await it.take(Offer("folder", path=str(tmp_path / "folder")), file(tmp_path, "bad.png", b"\x89PNG\0"))

        assert [Preparation.READY, Preparation.FAILED, Preparation.FAILED] == [chip.preparation for chip in chips]
        assert it.intake.failed == ("bad.png",)


async def test_after_too_many_restored_pictures_nothing_more_is_taken(tmp_path):
    async with room(tmp_path) as it:
        it.intake.restore(tuple(ImagePart(str(i), url=ADDRESS) for i in range(MOST + 5)))
        chips = await it.take(Offer("y", url=ADDRESS))

        assert isinstance(chips[-1].failure, TooManyPictures)
        assert len(it.intake.draft().attached) == MOST + 5


async def test_a_removed_chip_is_gone_whatever_was_being_done_for_it(tmp_path):
    async with room(tmp_path) as it:
        it.intake.offer([file(tmp_path, "cat.png"), Offer("dog", url=ADDRESS), file(tmp_path, "cow.png")])
        cat, dog, _ = it.intake.attachments
        it.intake.remove(cat.id)
        it.intake.remove(dog.id)
        it.intake.remove("unknown")
        chips = await it.take()

        assert [(chip.name, chip.preparation) for chip in chips] == [("cow.png", Preparation.READY)]
        assert it.errors == []


async def test_a_chip_removed_while_its_picture_is_decoded_is_gone(tmp_path):
    async with room(tmp_path) as it:
        it.intake.offer([Offer("large", data=encoded(noise((1500, 1500)), "PNG")), Offer("small", data=PNG)])
        await until(lambda: at_work(it.images))
        it.intake.remove(it.intake.attachments[0].id)
        chips = await it.take()

        assert [(chip.name, chip.preparation) for chip in chips] == [("small", Preparation.READY)]


async def test_clearing_takes_everything_away_and_stops_it(tmp_path):
    async with room(tmp_path) as it:
        it.intake.offer([file(tmp_path, "cat.png"), Offer("dog", url=ADDRESS)])
        it.intake.clear()
        await quiet(it.tasks)

        assert it.intake.attachments == ()
        changes = len(it.seen)
        it.intake.clear()
        assert len(it.seen) == changes


async def test_a_draft_comes_back_with_its_pictures_at_once_and_thumbnails_behind(tmp_path):
    async with room(tmp_path) as it:
        digest = await it.blobs.put(PNG, b"preview")
        images = (ImagePart("cat.png", "image/png", digest), ImagePart("dog", url=ADDRESS))
        it.intake.restore(images)
        assert it.intake.draft().attached == images

        await until(lambda: it.intake.attachments[0].thumbnail)
        chip = it.intake.attachments[0]

        assert chip.thumbnail == b"preview"
        assert it.intake.draft().attached == images


async def test_a_draft_whose_previews_cannot_be_read_comes_back_all_the_same(tmp_path):
    async with room(tmp_path) as it:
        it.blobs.preview = refusing(StoreBroken())
        images = (ImagePart("cat.png", "image/png", "0" * 64),)
        it.intake.restore(images)
        await quiet(it.tasks)

        assert it.intake.draft().attached == images
        assert it.errors == []


async def test_what_is_pending_in_a_draft_that_is_left_lands_in_it(tmp_path):
    async with room(tmp_path) as it:
        landed = []
        it.intake.landed.connect(lambda *told: landed.append(told))
        it.intake.show("a", Draft())
        it.intake.offer([file(tmp_path, "cat.png"), Offer("pasted", data=PNG), Offer("dog", url=ADDRESS)])
        it.intake.offer([file(tmp_path, "no.png", b"hello\0")])
        waiting = tuple(str(tmp_path / name) for name in ("cat.png", "no.png"))
        assert Draft("x", (waiting[0], ImagePart("dog", url=ADDRESS), waiting[1])) == it.intake.draft("x")
        it.intake.show("b", Draft())
        assert ((), Draft(), False) == (it.intake.attachments, it.intake.draft(), it.intake.pending)
        assert Draft("x", (waiting[0], ImagePart("dog", url=ADDRESS), waiting[1])) == it.intake.draft("x", "a")
        [other] = await it.take(file(tmp_path, "cow.png"))
        await it.intake.preparing.finish(20)

        assert [("a", True), ("a", True), ("a", False)] == landed
        names = [image.name for image in it.intake.draft("x", "a").attached]
        assert (["cat.png", "pasted", "dog"], ()) == (names, it.intake.draft("x", "a").waiting)
        assert (other,) == it.intake.attachments
        it.intake.show("a", Draft("ignored"))
        assert [None, None, None, NotAPicture] == [
            chip.failure and type(chip.failure) for chip in it.intake.attachments
        ]
        assert names == [part.name for part in it.intake.draft().attached]
        it.intake.show("b", Draft("", (other.image,)))
        assert (other.image,) == it.intake.draft().attached


async def test_a_draft_without_a_name_ends_with_all_that_is_done_for_it(tmp_path):
    async with room(tmp_path) as it:
        it.intake.show("a", Draft())
        it.intake.show("", Draft())
        it.intake.offer([file(tmp_path, "cat.png")])
        it.intake.show("a", Draft())
        await quiet(it.tasks)

        assert (Draft(), Draft()) == (it.intake.draft(), it.intake.draft("", "unknown"))


async def test_thumbnails_of_a_draft_that_is_left_are_fetched_when_it_comes_back(tmp_path):
    async with room(tmp_path) as it:
        digest = await it.blobs.put(PNG, b"preview")
        it.intake.landed.connect(lambda *told: it.errors.append(told))
        it.intake.show("a", Draft("", (ImagePart("cat.png", "image/png", digest),)))
        it.intake.offer([Offer("x", url="nothing")])
        it.intake.show("b", Draft())
        await quiet(it.tasks)
        it.intake.show("a", Draft())
        await until(lambda: it.intake.attachments[0].thumbnail)
        chip = it.intake.attachments[0]

        assert b"preview" == chip.thumbnail


async def test_no_thumbnail_is_fetched_any_more_for_a_draft_that_was_left(tmp_path):
    async with room(tmp_path) as it:
        held, preview = asyncio.Event(), it.blobs.preview

        async def waiting(digest):
            await held.wait()
            return await preview(digest)

        digest = await it.blobs.put(PNG, b"preview")
        it.intake.show("a", Draft("", tuple(ImagePart(name, "image/png", digest) for name in "xy")))
        it.blobs.preview = waiting
        it.intake.remove(it.intake.attachments[0].id)
        it.intake.bring_back()
        await it.take(Offer("z", url="nothing"))
        it.intake.landed.connect(lambda *told: it.errors.append(told))
        it.intake.show("b", Draft())
        held.set()
        await quiet(it.tasks)

        assert [] == it.errors


async def test_files_that_a_stored_draft_waits_for_are_taken_again(tmp_path):
    async with room(tmp_path) as it:
        waiting = (file(tmp_path, "cat.png").path, str(tmp_path / "gone.png"))
        it.intake.show("a", Draft("", (ImagePart("dog", url=ADDRESS), *waiting)))
        assert ["dog", "cat.png", "gone.png"] == [chip.name for chip in it.intake.attachments]
        chips = await it.take()

        assert ["dog", "cat.png"] == [part.name for part in it.intake.draft().attached]
        assert isinstance(chips[2].failure, FileUnreadable)


LARGE = encoded(corners((3000, 1500)), "PNG")


def sizes(chips):
    return [(chip.image.width, chip.image.height) for chip in chips]


async def test_a_picture_is_made_as_small_as_is_good_and_the_person_can_choose(tmp_path):
    async with room(tmp_path) as it:
        [chip] = await it.take(file(tmp_path, "sea.png", LARGE))
        assert (chip.quality, chip.given, sizes([chip])) == (Quality.SHARP, (3000, 1500), [(2048, 1024)])

        it.intake.choose(chip.id, Quality.SMALL)
        [waiting] = it.intake.attachments
        assert (waiting.preparation, waiting.image) == (Preparation.PENDING, chip.image)
        assert it.intake.draft() == Draft("", (chip.image,))  # what is there is not lost meanwhile
        [small] = await it.take()
        assert (small.quality, small.given, sizes([small])) == (Quality.SMALL, (3000, 1500), [(1024, 512)])

        it.intake.choose(chip.id, Quality.ORIGINAL)
        [whole] = await it.take()
        assert whole.image.size == len(LARGE)
        assert await it.blobs.get(whole.image.blob) == LARGE


async def test_pictures_of_an_earlier_question_are_made_small_from_what_is_stored(tmp_path):
    async with room(tmp_path) as it:
        [chip] = await it.take(file(tmp_path, "sea.png", LARGE))
        it.intake.restore((chip.image, replace(chip.image, blob="", url=ADDRESS)))
        it.intake.shrink()
        small, address = await it.take()

        assert [(1024, 512), (2048, 1024)] == sizes([small, address])
        assert (2048, 1024) == small.given
        it.intake.choose(small.id, Quality.ORIGINAL)
        [again, _] = await it.take()
        assert chip.image.blob == again.image.blob


DOTS = encoded(Image.effect_noise((1600, 900), 90).convert("1"), "PNG")  # many more bytes when they are made gray


@pytest.mark.parametrize("offers", ["known", "stored"])
async def test_what_was_too_heavy_gets_lighter_every_time(tmp_path, offers):
    async with room(tmp_path) as it:
        [chip] = await it.take(Offer("dots", data=DOTS))
        for _ in range(3):
            before = chip.image.size
            if offers == "stored":
                it.intake.restore((chip.image,))
            it.intake.shrink()
            [chip] = await it.take()

            assert chip.image.size * 2 <= before
            assert len(await it.blobs.get(chip.image.blob)) == chip.image.size


async def test_of_a_film_the_first_frame_is_sent_to_models_that_are_not_known_to_take_films(tmp_path):
    async with room(tmp_path) as it:
        [chip] = await it.take(Offer("film", data=film("GIF", 4)))
        assert (chip.image.media_type, chip.frames) == ("image/png", Frames(4, by_hand=True))
        assert {Change.STILL, Change.CONVERTED} <= set(chip.changes)

        it.intake.step(chip.id, -1)
        assert it.intake.attachments == (chip,)  # there is nothing before it
        it.intake.see(TAKES_ALL)
        [whole] = await it.take()
        assert (whole.image.media_type, whole.frames) == ("image/gif", Frames(4, film=True))
        it.intake.see(Sight())
        await it.take()
        it.intake.step(chip.id, 1)
        [second] = await it.take()
        assert (second.frames, second.edits) == (Frames(4, 1, by_hand=True), Edits(frame=1))


async def test_of_a_film_that_was_too_heavy_one_frame_is_left(tmp_path):
    async with room(tmp_path) as it:
        it.intake.see(TAKES_ALL)
        [whole] = await it.take(Offer("film", data=film("GIF", 40)))
        it.intake.shrink()
        [chip] = await it.take()

        assert Change.STILL in chip.changes
        assert Change.STILL_HEAVY not in chip.changes
        assert chip.image.size * 2 <= whole.image.size


@pytest.mark.parametrize(("takes", "why"), [(0, Change.LIGHTENED), (10**9, Change.LIGHTENED), (4_000, Change.PRESSED)])
async def test_what_was_made_lighter_after_a_refusal_says_so_unless_the_model_takes_even_less(tmp_path, takes, why):
    async with room(tmp_path) as it:
        await it.take(Offer("dots", data=DOTS))
        it.intake.shrink()
        await it.take()
        it.intake.see(Sight(most_encoded=takes))
        [chip] = await it.take()

        assert {why} == {Change.LIGHTENED, Change.PRESSED} & {*chip.changes}
        assert chip.image.changes == chip.changes
        it.intake.restore((chip.image,))
        assert why in it.intake.attachments[0].changes


async def test_of_a_kind_that_is_not_taken_another_is_made_as_large_as_before(tmp_path):
    async with room(tmp_path) as it:
        [chip] = await it.take(file(tmp_path, "sea.png", LARGE))
        it.intake.restore((chip.image,))
        it.intake.see(Sight().without({"image/png"}))
        it.intake.shrink()
        [again] = await it.take()

        assert ("image/jpeg", [(2048, 1024)]) == (again.image.media_type, sizes([again]))
        assert (Quality.SHARP, 0) == (again.quality, again.image.most)


async def test_what_was_made_lighter_is_as_heavy_as_it_came_once_that_is_chosen(tmp_path):
    async with room(tmp_path) as it:
        [chip] = await it.take(Offer("dots", data=DOTS))
        it.intake.shrink()
        await it.take()
        it.intake.choose(chip.id, Quality.ORIGINAL)
        [again] = await it.take()

        assert again.image.blob == chip.image.blob


async def test_what_cannot_be_made_lighter_says_so(tmp_path):
    async with room(tmp_path) as it:
        await it.take(Offer("dot", data=encoded(corners((2, 2)), "PNG")))
        it.intake.shrink()
        [chip] = await it.take()

        assert Change.STILL_HEAVY in chip.changes


async def test_how_closely_to_look_stays_with_a_picture_that_is_prepared_again(tmp_path):
    async with room(tmp_path) as it:
        chips = await it.take(file(tmp_path, "sea.png", LARGE), Offer("cat", url=ADDRESS), file(tmp_path, "a", b"text"))
        for chip in chips:
            it.intake.look_closely(chip.id, Detail.LOW)
        it.intake.choose(chips[0].id, Quality.SMALL)
        chips = await it.take()

        assert [chip.image and chip.image.detail for chip in chips] == [Detail.LOW, Detail.LOW, None]
        assert sizes(chips[:1]) == [(1024, 512)]
        assert draft_of("", attached_to(it.intake.draft())) == it.intake.draft()


async def test_choosing_what_is_chosen_or_cannot_be_changes_nothing(tmp_path):
    async with room(tmp_path) as it:
        chips = await it.take(file(tmp_path, "sea.png"), Offer("cat", url=ADDRESS))
        for chip, quality in zip(chips, (Quality.SHARP, Quality.SMALL), strict=True):
            it.intake.choose(chip.id, quality)
        it.intake.choose("gone", Quality.SMALL)

        assert it.intake.attachments == chips


async def test_the_last_choice_counts_while_another_is_on_its_way(tmp_path):
    async with room(tmp_path) as it:
        [chip] = await it.take(file(tmp_path, "sea.png", LARGE))
        it.intake.choose(chip.id, Quality.SMALL)
        await until(lambda: at_work(it.images))
        it.intake.choose(chip.id, Quality.BALANCED)
        [chosen] = await it.take()

        assert sizes([chosen]) == [(1568, 784)]
        assert not it.intake.preparing._working


async def test_another_model_gets_the_picture_as_it_reads_it(tmp_path):
    async with room(tmp_path) as it:
        await it.take(file(tmp_path, "sea.png", LARGE), Offer("cat", url=ADDRESS))
        it.intake.see(Sight(edge=1000))
        assert it.intake.pending
        chips = await it.take()
        assert sizes(chips) == [(1000, 500), (0, 0)]

        it.intake.see(Sight(edge=1000, tile=100))  # the same plan
        assert not it.intake.pending


EDITS = Edits(1, ((0, 0, 750, 750),), None)


async def test_a_picture_is_edited_as_it_came_and_the_edits_stay_with_it(tmp_path):
    async with room(tmp_path) as it:
        [chip] = await it.take(Offer("sea.png", data=LARGE))
        it.intake.edit(chip.id, EDITS)
        assert it.intake.pending
        [edited] = await it.take()
        assert (edited.edits, edited.image.width, edited.image.height) == (EDITS, 1024, 2048)
        assert {Change.TURNED, Change.BLACKED_OUT} <= set(edited.changes)

        it.intake.choose(chip.id, Quality.SMALL)
        [small] = await it.take()
        assert (small.edits, small.image.width, small.image.height) == (EDITS, 512, 1024)
        assert corner_colors(decoded(await it.blobs.get(small.image.blob)))[0] == (0, 0, 0)

        it.intake.edit(chip.id, UNTOUCHED)
        [back] = await it.take()
        assert (back.edits, sizes([back])) == (UNTOUCHED, [(1024, 512)])


async def test_other_pages_are_turned_to_and_the_edits_stay(tmp_path):
    async with room(tmp_path) as it:
        [chip] = await it.take(Offer("pages.tif", data=film("TIFF", 3)))
        assert chip.frames == Frames(3, 0, pages=True)
        it.intake.step(chip.id, 1)
        it.intake.step(chip.id, 1)  # before the second page is there
        [third] = await it.take()
        assert (third.edits.frame, third.frames.at) == (2, 2)
        assert corner_colors(decoded(await it.blobs.get(third.image.blob)))[0] == (0, 0, 255)
        it.intake.edit(chip.id, Edits(1, frame=2))
        await it.take()
        it.intake.step(chip.id, -1)
        [second] = await it.take()

        assert (second.edits, second.image.width) == (Edits(1, frame=1), 30)


async def test_what_has_no_pages_or_is_not_there_any_more_is_not_turned(tmp_path):
    async with room(tmp_path) as it:
        chips = await it.take(file(tmp_path, "sea.png"), Offer("cat", url=ADDRESS))
        for chip_id in (*(chip.id for chip in chips), "gone"):
            it.intake.step(chip_id, 1)

        assert it.intake.attachments == chips


async def test_less_can_be_wanted_of_a_picture_before_it_is_ready(tmp_path):
    async with room(tmp_path) as it:
        it.intake.offer([Offer("sea.png", data=LARGE)])
        it.intake.choose(it.intake.attachments[0].id, Quality.SMALL)
        [chip] = await it.take()

        assert (chip.preparation, chip.quality) == (Preparation.READY, Quality.SMALL)


async def test_editing_as_it_is_edited_or_what_cannot_be_changes_nothing(tmp_path):
    async with room(tmp_path) as it:
        chips = await it.take(file(tmp_path, "sea.png"), Offer("cat", url=ADDRESS))
        it.intake.edit(chips[0].id, UNTOUCHED)
        it.intake.edit(chips[1].id, EDITS)
        it.intake.edit("gone", EDITS)

        assert it.intake.attachments == chips


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "TIFF"])
async def test_a_draft_that_comes_back_is_of_the_frame_that_was_chosen_and_can_be_of_another(tmp_path, kind):
    data = film(kind, lossless=True)
    async with room(tmp_path) as it:
        it.intake.see(TAKES_ALL)
        it.intake.preparing.keeps_originals = True
        [chip] = await it.take(file(tmp_path, "walk", data))
        it.intake.step(chip.id, 1 if kind == "TIFF" else 2)
        [second] = await it.take()
        assert (second.image.frame, second.image.original) == (1, hashlib.sha256(data).hexdigest())

        it.intake.show("", draft_of("", attached_to(it.intake.draft())))
        [back] = it.intake.attachments
        assert (back.image, back.edits, back.quality) == (second.image, Edits(frame=1), Quality.SHARP)
        it.intake.choose(back.id, Quality.SMALL)
        [small] = await it.take()
        assert (small.image.frame, small.frames.at, small.frames.total) == (1, 1, 3)
        assert corner_colors(decoded(await it.blobs.get(small.image.blob)))[0] == (0, 255, 0)
        it.intake.step(back.id, 1)
        [third] = await it.take()
        assert (third.image.frame, third.image.original) == (2, second.image.original)


async def test_metadata_stays_where_that_is_wanted_and_goes_again(tmp_path):
    data = encoded(corners(), "JPEG", exif=exif(1, artist="Jane", place=True))
    async with room(tmp_path) as it:
        [chip] = await it.take(file(tmp_path, "a.jpg", data))
        assert Change.LOCATION_REMOVED in chip.changes
        it.intake.keep_metadata(chip.id, keeps=True)
        it.intake.choose(chip.id, Quality.SMALL)  # one thing and another
        [kept] = await it.take()
        assert (kept.keeps, kept.quality, Change.LOCATION_KEPT in kept.changes) == (True, Quality.SMALL, True)
        assert b"Jane" in await it.blobs.get(kept.image.blob)
        it.intake.keep_metadata(chip.id, keeps=True)
        assert not it.intake.pending
        it.intake.keep_metadata(chip.id, keeps=False)
        [again] = await it.take()

        assert again.image.blob == chip.image.blob
        assert b"Jane" not in await it.blobs.get(again.image.blob)


@pytest.mark.parametrize(("place", "order"), [(0, "cab"), (1, "acb"), (-5, "cab"), (2, "abc"), (99, "abc")])
async def test_chips_are_put_in_another_order_and_sent_in_it(tmp_path, place, order):
    async with room(tmp_path) as it:
        chips = await it.take(*(Offer(name, url=ADDRESS) for name in "abc"))
        it.intake.move(chips[2].id, place)
        it.intake.move("gone", 0)

        assert "".join(image.name for image in it.intake.draft().attached) == order


async def test_that_removed_chips_do_not_come_back_any_more_is_told_though_the_row_stays_empty(tmp_path):
    async with room(tmp_path) as it:
        it.intake.offer([Offer("a", url="https://example.org/a.png")])
        it.intake.remove(it.intake.attachments[0].id)
        told = []
        it.intake.changed.connect(lambda: told.append(it.intake.removed))
        it.intake.clear()
        it.intake.clear()
        assert told == [()]


async def test_removed_chips_come_back_where_they_stood_the_last_one_first(tmp_path):
    async with room(tmp_path) as it:
        chips = await it.take(*(Offer(name, url=ADDRESS) for name in "abc"))
        it.intake.remove(chips[0].id)
        it.intake.remove(chips[1].id)
        assert [it.intake.bring_back() for _ in range(3)] == [(chips[1].id,), (chips[0].id,), ()]

        assert it.intake.attachments == chips


async def test_chips_that_went_together_come_back_together_in_their_order_those_that_failed_too(tmp_path):
    async with room(tmp_path) as it:
        await it.take(file(tmp_path, "sea.png", LARGE), Offer("b", url="nothing"), Offer("c", url=ADDRESS))
        chips = await it.take(Offer("d", url="nothing"))
        it.intake.move(chips[2].id, 0)
        chips = it.intake.attachments
        refused = tuple(chip.id for chip in chips if chip.failure)
        it.intake.remove(*refused)
        assert ["c", "sea.png"] == [chip.name for chip in it.intake.attachments]
        it.intake.remove(*(chip.id for chip in it.intake.attachments))
        assert (("b", "d"), ("c", "sea.png")) == it.intake.removed
        assert it.intake.bring_back() == (chips[0].id, chips[1].id)
        assert it.intake.bring_back() == refused

        assert it.intake.attachments == chips
        it.intake.choose(chips[1].id, Quality.SMALL)
        assert [(1024, 512)] == sizes([chip for chip in await it.take() if chip.name == "sea.png"])


async def test_chips_that_have_no_room_together_stay_away_together(tmp_path):
    async with room(tmp_path) as it:
        chips = await it.take(*[Offer("z", url=ADDRESS)] * MOST)
        it.intake.remove(chips[0].id, chips[1].id)
        await it.take(Offer("z", url=ADDRESS))
        assert (it.intake.bring_back(), len(it.intake.removed)) == ((), 1)
        it.intake.remove(it.intake.attachments[-1].id, for_good=True)

        assert it.intake.bring_back() == (chips[0].id, chips[1].id)


async def test_what_failed_alone_comes_back_with_others_even_where_there_is_no_room_for_more(tmp_path):
    async with room(tmp_path) as it:
        failed = [chip.id for chip in await it.take(*[Offer("x", url="nothing")] * 2)]
        it.intake.remove(*failed)
        await it.take(*[Offer("z", url=ADDRESS)] * MOST)

        assert it.intake.bring_back() == tuple(failed)


async def test_what_goes_for_good_does_not_come_back_and_leaves_nothing_that_was_hidden(tmp_path):
    async with room(tmp_path) as it:
        gone = []
        it.intake.preparing.outdated.connect(gone.append)
        chip, other = await it.take(file(tmp_path, "sea.png", LARGE), Offer("b", url=ADDRESS))
        seen = chip.image.blob
        it.intake.edit(chip.id, Edits(hidden=((0, 0, 9, 9),)))
        await it.take()
        it.intake.remove(chip.id, for_good=True)
        it.intake.remove("gone", for_good=True)

        assert (it.intake.attachments, it.intake.removed, it.intake.bring_back()) == ((other,), (), ())
        assert any(seen in blobs for blobs in gone)


async def test_a_chip_that_comes_back_is_prepared_to_its_end_and_can_be_prepared_again(tmp_path):
    async with room(tmp_path) as it:
        it.intake.offer([file(tmp_path, "sea.png", LARGE)])
        it.intake.remove(it.intake.attachments[0].id)
        assert it.intake.removed == (("sea.png",),)
        assert it.intake.bring_back()
        assert it.intake.removed == ()
        [chip] = await it.take()
        assert sizes([chip]) == [(2048, 1024)]

        it.intake.remove(chip.id)
        assert it.intake.bring_back() == (chip.id,)
        assert it.intake.attachments == (chip,)
        it.intake.choose(chip.id, Quality.SMALL)
        assert sizes(await it.take()) == [(1024, 512)]


async def test_a_chip_comes_back_as_the_model_that_is_asked_by_then_reads_it(tmp_path):
    async with room(tmp_path) as it:
        chips = await it.take(Offer("cat", url=ADDRESS), file(tmp_path, "sea.png", LARGE))
        for chip in chips:
            it.intake.remove(chip.id)
        it.intake.see(Sight(edge=1000))
        it.intake.bring_back()
        it.intake.bring_back()

        assert sizes(await it.take()) == [(0, 0), (1000, 500)]


async def test_a_stored_picture_that_comes_back_has_its_thumbnail(tmp_path):
    async with room(tmp_path) as it:
        digest = await it.blobs.put(PNG, b"preview")
        it.intake.restore((ImagePart("cat.png", "image/png", digest),))
        it.intake.remove(it.intake.attachments[0].id)
        it.intake.bring_back()
        await until(lambda: it.intake.attachments[0].thumbnail)
        chip = it.intake.attachments[0]

        assert chip.thumbnail == b"preview"


async def test_nothing_comes_back_that_failed_has_no_place_or_belongs_to_another_draft(tmp_path):
    async with room(tmp_path) as it:
        [failed] = await it.take(Offer("x", url="nothing"))
        it.intake.remove(failed.id)
        assert it.intake.bring_back() == ()
        for leave in (it.intake.clear, lambda: it.intake.show("b", Draft())):
            [chip] = await it.take(Offer("y", url=ADDRESS))
            it.intake.remove(chip.id)
            leave()
            assert it.intake.bring_back() == ()
        chips = await it.take(*[Offer("z", url=ADDRESS)] * MOST)
        it.intake.remove(chips[0].id)
        await it.take(Offer("z", url=ADDRESS))

        assert it.intake.bring_back() == ()


def refusing(error):
    async def put(*_):
        raise error

    return put


DOCUMENT = b"%PDF-1.7\nhello\n%%EOF\n"


async def test_who_reads_a_pdf_is_chosen_at_its_chip_and_comes_back_with_it(tmp_path):
    async with room(tmp_path) as it:
        document, code, cat = await it.take(
            file(tmp_path, "a.pdf", DOCUMENT), file(tmp_path, "a.py", b"x"), file(tmp_path, "cat.png")
        )
        it.intake.choose_engine(Engine.OCR)
        chosen = replace(document.media, engine=Engine.OCR)
        assert (chosen, code.file, cat.image) == it.intake.draft().attached
        it.intake.shrink()
        it.intake.remove(document.id)
        it.intake.bring_back()
        await it.take()

        assert chosen == it.intake.attachments[0].media


async def test_an_address_is_attached_as_what_its_end_says(tmp_path):
    async with room(tmp_path) as it:
        address = "https://example.org/a/report.PDF?v=1"
        chips = await it.take(
            Offer("", url=address), Offer("cat", url=ADDRESS), Offer("?", url="ftp://example.org/a.pdf")
        )

        assert MediaPart("report.PDF", Modality.FILE, url=address) == chips[0].part
        assert ImagePart("cat", url=ADDRESS) == chips[1].part
        assert isinstance(chips[2].failure, BadAddress)


async def test_after_a_crash_what_was_pending_stands_where_it_stood(tmp_path):
    async with room(tmp_path) as it:
        it.intake.show("a", Draft())
        offers = [
            file(tmp_path, "cat.png"),
            Offer("dog", url=ADDRESS),
            file(tmp_path, "cow.png"),
            Offer("ox", url=ADDRESS),
        ]
        it.intake.offer(offers)
        left = draft_of("", attached_to(it.intake.draft()))

    (tmp_path / "again").mkdir()
    async with room(tmp_path / "again") as it:
        it.intake.show("a", left)
        names = [chip.name for chip in it.intake.attachments]
        pending = [chip.preparation is Preparation.PENDING for chip in it.intake.attachments]
        await it.intake.preparing.finish(20)

        assert ["cat.png", "dog", "cow.png", "ox"] == names == [part.name for part in it.intake.draft().attached]
        assert [True, False, True, False] == pending


@pytest.mark.parametrize(
    ("names", "row", "ordered"),
    [("rw", "wr", "wr"), ("rrww", "wrwr", "wrwr"), ("rf", "wwr", "fr"), ("rwf", "wr", "wrf"), ("", "", "")],
)
def test_chips_take_the_places_of_a_row_and_what_has_none_comes_last(names, row, ordered):
    chips = [Attachment(str(at), name) for at, name in enumerate(names)]
    places = [ImagePart("r") if it == "r" else "w" for it in row]

    assert ordered == "".join(chip.name for chip in in_order(chips, places))


async def test_what_has_no_name_of_its_own_is_numbered(tmp_path):
    async with room(tmp_path) as it:
        pasted, drawn = Offer("Pasted picture.png", data=PNG), Offer("Screen", encode=lambda: PNG)
        await it.take(pasted, pasted, drawn, drawn)
        chips = await it.take(pasted)

        names = ["Pasted picture.png", "Pasted picture 2.png", "Screen", "Screen 2", "Pasted picture 3.png"]
        assert [chip.name for chip in chips] == names
        assert [chip.image.name for chip in chips] == [chip.name for chip in chips]


async def test_what_has_the_name_of_another_is_numbered_and_no_folder_is_named(tmp_path):
    for folder in ("a", "b", "c"):
        (tmp_path / folder).mkdir()
    async with room(tmp_path) as it:
        digest = await it.blobs.put(PNG)
        files = [file(tmp_path / folder, "cat.png") for folder in "abc"]
        used, address = Offer("cat.png", blob=digest), Offer("cat.png", url="https://a.example/cat.png")
        chips = await it.take(*files, used, address, files[1])

        names = ["cat.png", "cat 2.png", "cat 3.png", "cat 4.png", "cat.png", "cat 2.png"]
        assert [chip.name for chip in chips] == names
        assert [chip.image.name for chip in chips] == names


async def test_a_file_that_is_attached_again_is_called_the_same(tmp_path):
    async with room(tmp_path) as it:
        [chip] = await it.take(cat := file(tmp_path, "cat.png"))
        it.intake.remove(chip.id)
        chips = await it.take(cat, cat)

        assert [chip.name for chip in chips] == ["cat.png", "cat.png"]


async def test_what_failed_leaves_its_name_to_what_is_attached(tmp_path):
    async with room(tmp_path) as it:
        (tmp_path / "a").mkdir()
        await it.take(Offer("Pasted picture.png", data=b"\0"), file(tmp_path / "a", "cat.png", b"\0"))
        *_, pasted, cat = await it.take(Offer("Pasted picture.png", data=PNG), file(tmp_path, "cat.png"))

        assert (pasted.image.name, cat.image.name) == ("Pasted picture.png", "cat.png")


async def test_what_goes_well_at_another_try_is_numbered_where_its_name_was_taken_meanwhile(tmp_path, monkeypatch):
    async with room(tmp_path) as it:
        with monkeypatch.context() as broken:
            broken.setattr(it.blobs, "put", refusing(StoreBroken()))
            [failed, alone] = await it.take(Offer("sea.png", data=PNG), Offer("cat.png", data=PNG))
        await it.take(Offer("sea.png", data=PNG))
        for chip in (failed, alone):
            it.intake.choose(chip.id, chip.quality)
        chips = await it.take()

        names = ["sea 2.png", "cat.png", "sea.png"]
        assert ([chip.name for chip in chips], [chip.image.name for chip in chips]) == (names, names)


async def test_what_may_come_back_keeps_its_name_for_itself(tmp_path):
    async with room(tmp_path) as it:
        [chip] = await it.take(Offer("Pasted picture.png", data=PNG))
        it.intake.remove(chip.id)
        await it.take(Offer("Pasted picture.png", data=PNG))
        it.intake.bring_back()

        assert [chip.name for chip in it.intake.attachments] == ["Pasted picture.png", "Pasted picture 2.png"]


async def test_files_are_there_or_not(tmp_path):
    async with room(tmp_path) as it:
        cat = file(tmp_path, "cat.png").path
        os.mkfifo(tmp_path / "pipe.png")

        trip = tmp_path / "trip"
        (trip / "inner").mkdir(parents=True)
        file(tmp_path, "trip/notes.txt", b"It rained.")

        assert await it.intake.are_files([cat, cat])
        assert not await it.intake.are_files([str(trip)])
        file(tmp_path, "trip/inner/dog.png")
        assert await it.intake.are_files([str(trip)])
        for other in (str(tmp_path / "gone.png"), str(tmp_path / "pipe.png"), "/\0.png"):
            assert not await it.intake.are_files([cat, other])


async def test_what_surely_cannot_be_attached_is_known_by_its_contents_whatever_its_name_says(tmp_path):
    async with room(tmp_path) as it:
        archive = file(tmp_path, "a.zip", b"PK\3\4\0").path
        program = file(tmp_path, "a.exe", b"MZ\0").path
        cat = file(tmp_path, "cat.zip").path

        assert await it.intake.are_unfit([archive, program])
        for other in (cat, str(tmp_path), str(tmp_path / "gone.zip")):
            assert not await it.intake.are_unfit([archive, other])
        os.mkfifo(tmp_path / "pipe.zip")
        assert not await it.intake.are_unfit([str(tmp_path / "pipe.zip")])


async def test_files_that_nobody_can_ask_for_in_time_are_not_there(tmp_path, monkeypatch):
    gate = threading.Event()
    monkeypatch.setattr(sources, "are_files", lambda *_: gate.wait(20))
    async with room(tmp_path, reading=0.05) as it:
        assert not await it.intake.are_files(["/far/away.png"])
        gate.set()


async def test_what_was_fetched_takes_the_place_of_its_address_and_of_nothing_else(tmp_path):
    async with room(tmp_path) as it:
        near, own = await it.take(Offer("", url="http://192.168.1.9/cat.png"), file(tmp_path, "own.png"))
        it.intake.put_in(own.id, b"")
        it.intake.put_in("gone", b"")
        assert it.intake.attachments == (near, own)
        it._settled.clear()
        it.intake.put_in(near.id, PNG)
        [cat, same] = await it.take()

        assert (cat.id, cat.name, cat.image.url, same) == (near.id, "cat.png", "", own)
        assert cat.image.blob


async def test_a_stored_picture_is_attached_once_unless_it_was_changed(tmp_path):
    async with room(tmp_path) as it:
        told = []
        it.intake.repeated.connect(told.append)
        blob = await it.blobs.put(PNG, PNG)
        [chip] = await it.take(Offer("cat.png", blob=blob))
        it.intake.offer([Offer("cat.png", blob=blob), Offer("cat.png", data=PNG)])
        [_, copy] = await it.take()
        assert [chip.id] == told
        it.intake.edit(chip.id, Edits(turns=1))
        it.intake.edit(copy.id, Edits(turns=1))
        assert 3 == len(await it.take(Offer("cat.png", blob=blob)))
        assert [chip.id] == told
