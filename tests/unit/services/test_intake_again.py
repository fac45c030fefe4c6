"""Chips that come back, as their drafts do, or with an earlier question; and what they are made of then."""

from __future__ import annotations

import pytest

from desktop.domain.attachment import Offer, Preparation
from desktop.domain.conversation import Draft
from desktop.domain.edits import Edits
from desktop.domain.errors import FileGone, FileReplaced
from desktop.domain.parts import TextPart
from desktop.domain.picture import Change, Frames
from desktop.domain.vision import Quality, Sight
from desktop.services import sources
from desktop.store import blobs as blobs_module
from desktop.store.rows import attached_to, draft_of
from tests.unit.domain.test_recording_metadata import ILST, KEYS, PLACE, REMOVED, box
from tests.unit.domain.test_recording_metadata import film as phone_film
from tests.unit.services.test_intake import LARGE, TAKES_ALL, file, room
from tests.unit.store.stores import no_room, question
from tests.unit.system.pictures import corners, encoded, exif, film, noise

NOISE = encoded(noise((3000, 300)), "JPEG")
PHOTO = encoded(corners((3000, 1500)), "JPEG", exif=exif(6, artist="Jane", place=True))
PHONE = phone_film(box(b"meta", KEYS, ILST), brand=b"qt  ")


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


async def held_by(it):
    """How many bytes are held in memory, in so many pieces."""
    await it.database.work(int)  # its thread has forgotten what it did before
    return sorted(len(box.stored.data) for box in it.database.held._all.values())


async def test_what_is_held_in_memory_goes_with_the_last_who_may_show_it(tmp_path):
    async with room(tmp_path) as it, no_room(it.database):
        it.intake.preparing.keeps_originals = True
        pages = Offer("pages.pdf", data=b"%PDF-1.7\n" + bytes(20_000) + b"%%EOF")
        photo, pdf = await it.take(Offer("a.png", data=NOISE), pages)
        both = sorted([photo.image.size, len(NOISE), pdf.media.size])
        assert both == await held_by(it)

        it.intake.remove(photo.id)
        it.intake.remove(pdf.id)
        del photo, pdf
        assert both == await held_by(it)
        assert it.intake.bring_back()
        assert it.intake.bring_back()
        photo, pdf = it.intake.attachments
        assert [NOISE, pages.data] == [await it.blobs.get(digest) for digest in (photo.image.original, pdf.media.blob)]

        it.intake.choose(photo.id, Quality.SMALL)
        photo, pdf = await it.take()
        small = photo.image.size
        assert sorted([small, len(NOISE), len(pages.data)]) == await held_by(it)  # without what was made before

        it.intake.remove(pdf.id, for_good=True)
        del pdf
        assert sorted([small, len(NOISE)]) == await held_by(it)
        asked = question("What?", "", photo.image)
        it.intake.clear()
        del photo
        assert sorted([small, len(NOISE)]) == await held_by(it)
        assert TextPart("What?") in asked.parts
        del asked
        assert [] == await held_by(it)


async def test_who_tries_again_for_room_gives_up_what_could_come_back(tmp_path, monkeypatch):
    monkeypatch.setattr(blobs_module, "MOST", 30_000)
    async with room(tmp_path) as it, no_room(it.database):
        pdfs = [Offer(f"{n}.pdf", data=b"%PDF-1.7\n" + bytes([n]) * 20_000 + b"%%EOF") for n in (1, 2, 3)]
        there, *refused = await it.take(*pdfs)
        assert ["TooMuchUnsaved"] * 2 == [chip.failure.kind for chip in refused]
        assert all(chip.failure.__traceback__ is None for chip in refused)  # it would hold the bytes
        it.intake.remove(there.id)
        assert it.intake.removed == (("1.pdf",),)
        del there

        it.intake.choose(refused[0].id, Quality.SHARP)
        chip, _ = await it.take()
        assert chip.preparation is Preparation.READY
        assert await it.blobs.get(chip.media.blob) == pdfs[1].data
        assert it.intake.removed == ()
        assert it.intake.bring_back() == ()


async def test_what_failed_comes_back_as_it_was_and_what_could_not_be_made_again_as_what_it_is_by_then(
    tmp_path, monkeypatch
):
    async with room(tmp_path) as it, no_room(it.database):
        [photo] = await it.take(Offer("a.png", data=PHOTO))
        with monkeypatch.context() as full:
            full.setattr(blobs_module, "MOST", 0)
            it.intake.choose(photo.id, Quality.SMALL)
            photo, refused = await it.take(Offer("b.png", data=NOISE))
        assert ("TooMuchUnsaved", Preparation.READY) == (photo.failure.kind, photo.preparation)
        assert ("TooMuchUnsaved", Preparation.FAILED) == (refused.failure.kind, refused.preparation)
        it.intake.remove(photo.id, refused.id)
        it.intake.see(Sight(edge=1000))
        assert it.intake.bring_back() == (photo.id, refused.id)
        photo, again = await it.take()

        assert again == refused
        assert (photo.failure, photo.image.width, photo.image.height) == (None, 500, 1000)


async def test_who_tries_anything_else_again_gives_up_nothing(tmp_path, monkeypatch):
    async with room(tmp_path) as it:
        photo, cat = await it.take(Offer("a.png", data=NOISE), file(tmp_path, "cat.png"))
        it.intake.remove(cat.id)
        it.intake.choose(photo.id, Quality.SMALL)
        await it.take()

        assert it.intake.bring_back() == (cat.id,)


async def test_a_film_is_sent_without_its_place_unless_that_is_kept_and_says_so_when_it_comes_back(tmp_path):
    async with room(tmp_path) as it:
        it.intake.show("one", Draft())
        [chip] = await it.take(file(tmp_path, "walk.mov", PHONE))
        sent = await it.blobs.get(chip.media.blob)
        assert (PLACE in sent, len(sent)) == (False, len(PHONE))
        assert (chip.changes, chip.keeps, chip.strippable) == (REMOVED, False, True)

        it.intake.keep_metadata(chip.id, keeps=True)
        [kept] = await it.take()
        assert await it.blobs.get(kept.media.blob) == PHONE
        assert (kept.changes, kept.keeps) == ((Change.LOCATION_KEPT, Change.METADATA_KEPT), True)

        draft = it.intake.draft()
        it.intake.show("two", Draft())
        it.intake.show("one", draft_of("", attached_to(draft)))
        [back] = it.intake.attachments
        assert (back.media, back.changes, back.keeps, back.strippable) == (kept.media, kept.changes, True, False)
        it.intake.keep_metadata(back.id, keeps=False)
        assert it.intake.attachments == (back,)


@pytest.mark.parametrize("offer", [Offer("walk.mov", data=PHONE), None])
async def test_a_film_is_cleaned_again_where_it_came_from_bytes_too_and_not_where_its_file_is_another(tmp_path, offer):
    async with room(tmp_path) as it:
        [chip] = await it.take(offer or file(tmp_path, "walk.mov", PHONE))
        it.intake.keep_metadata(chip.id, keeps=True)
        await it.take()
        file(tmp_path, "walk.mov", PHONE + bytes(8))
        it.intake.keep_metadata(chip.id, keeps=False)
        [again] = await it.take()

        if offer:
            assert (again.changes, again.keeps) == (REMOVED, False)
        else:
            assert (again.preparation, again.media, again.strippable) == (Preparation.FAILED, None, False)
            assert isinstance(again.failure, FileReplaced)


async def test_a_film_that_was_taken_away_comes_back_as_it_was_though_its_file_is_gone(tmp_path):
    async with room(tmp_path) as it:
        [chip] = await it.take(file(tmp_path, "walk.mov", PHONE))
        it.intake.remove(chip.id)
        (tmp_path / "walk.mov").unlink()
        it.intake.see(TAKES_ALL)
        it.intake.bring_back()

        assert it.intake.attachments == (chip,)


async def test_of_what_is_not_understood_it_is_said_that_it_is_sent_as_it_came(tmp_path):
    film = b"\x1aE\xdf\xa3\x9fB\x86\x81\1B\x82\x84webm"
    async with room(tmp_path) as it:
        [chip] = await it.take(file(tmp_path, "walk.webm", film))

        assert (chip.changes, chip.strippable) == ((Change.METADATA_LEFT,), False)
        assert await it.blobs.get(chip.media.blob) == film


async def test_a_film_that_takes_too_much_memory_to_be_kept_as_it_came_is_sent_clean_for_good(tmp_path, monkeypatch):
    monkeypatch.setattr(sources, "MOST_HELD", 10)
    async with room(tmp_path) as it:
        [chip] = await it.take(Offer("walk.mov", data=PHONE))

        assert (chip.changes, chip.strippable) == (REMOVED, False)


@pytest.mark.parametrize("keeps_originals", [True, False])
async def test_what_is_black_for_good_is_told_of_whatever_is_made_of_it(tmp_path, keeps_originals):
    async with room(tmp_path) as it:
        it.intake.preparing.keeps_originals = keeps_originals
        [chip] = await it.take(file(tmp_path, "noise.png", encoded(noise((1600, 900)), "PNG")))
        it.intake.edit(chip.id, Edits(1, ((0, 0, 50, 50),)))
        await it.take()
        for _ in range(2):
            draft = it.intake.draft()
            it.intake.show("", draft_of("", attached_to(draft)))
            it.intake.shrink()
            [light] = await it.take()

            assert {Change.BLACKED_OUT, Change.TURNED} <= {*light.changes}
            assert Change.CROPPED not in light.changes
            assert light.image.changes == light.changes
        it.intake.show("", draft_of("", attached_to(it.intake.draft())))
        it.intake.see(Sight(edge=100))
        [again] = await it.take()
        assert Change.BLACKED_OUT in again.changes
        assert keeps_originals is (again.image.width == 56)
