from __future__ import annotations

import hashlib
import os
import socket
import threading
from dataclasses import replace

import pytest

from desktop.domain.attachment import MOST, Offer, Preparation
from desktop.domain.conversation import Draft
from desktop.domain.edits import Edits
from desktop.domain.errors import (
    DecoderFailed,
    Defect,
    FileEmpty,
    FileGone,
    FilesLeftOut,
    FileTooLarge,
    FileUnreadable,
    FolderEmpty,
    NotAFile,
    NotAPicture,
    PictureDamaged,
    TextTooLong,
    TooMuchUnsaved,
)
from desktop.domain.parts import ImagePart, MediaPart, Modality, TextFilePart
from desktop.domain.picture import Change
from desktop.domain.vision import Quality
from desktop.services import sources
from desktop.store.rows import attached_to, draft_of
from desktop.system import files
from desktop.system.images import Images
from tests.unit.domain.test_recording import wav
from tests.unit.services.test_intake import ADDRESS, DOCUMENT, EDITS, LARGE, PNG, file, refusing, room, sizes
from tests.unit.store.stores import no_room
from tests.unit.system.pictures import corners, encoded, exif, film
from tests.waiting import until


async def test_pixels_are_encoded_on_another_thread(tmp_path):
    threads = []

    def encode():
        threads.append(threading.current_thread())
        return PNG

    async with room(tmp_path) as it:
        [chip] = await it.take(Offer("bitmap.png", encode=encode))

    assert chip.image.size == len(PNG)
    assert threading.current_thread() not in threads
    assert len(threads) == 1


async def test_each_bad_file_says_why_and_the_good_ones_are_not_disturbed(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    async with room(tmp_path) as it:
        chips = await it.take(
            file(tmp_path, "cat.txt"),
            file(tmp_path, "text.png", b"hello\0"),
            file(tmp_path, "empty.png", b""),
            file(tmp_path, "cut.png", PNG[:-30]),
            file(tmp_path, "huge.png", PNG + b"\0" * 100_000_001),
            Offer("pipe", path=str(tmp_path / "pipe")),
            Offer("gone.png", path=str(tmp_path / "gone.png")),
            file(tmp_path, "dog.png"),
        )
        kinds = [type(chip.failure) for chip in chips]
        none = type(None)

        assert kinds == [
            *(none, NotAPicture, FileEmpty, PictureDamaged, FileTooLarge),
            *(NotAFile, FileGone, none),
        ]
        assert [part.name for part in it.intake.draft().attached] == ["cat.txt", "dog.png"]


def folder(path, *names, data=PNG):
    """An offer of a new folder with files of these names."""
    for name in names:
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(data)
    return Offer(path.name, path=str(path))


async def test_a_folder_becomes_its_files_and_says_how_many_it_leaves_out(tmp_path):
    pictures = folder(tmp_path / "trip", "2.png", "10.png", "day 1/1.png", "notes.exe", ".hidden.png")
    async with room(tmp_path, fits=lambda path: path.endswith(".png")) as it:
        before, after = Offer("a", url=ADDRESS), Offer("z", url=ADDRESS)
        chips = await it.take(before, pictures, after)

        assert [chip.name for chip in chips] == ["a", "2.png", "10.png", "day 1/1.png", "trip", "z"]
        assert [chip.failure and (type(chip.failure), chip.failure.count) for chip in chips] == [
            *[None] * 4,
            (FilesLeftOut, 1),
            None,
        ]
        assert (chips[4].failure.more, chips[4].failure.most) == (None, None)
        assert {chip.image.blob for chip in chips[1:4]} == {hashlib.sha256(PNG).hexdigest()}
        assert not it.intake.preparing._working
        it.intake.choose(chips[1].id, Quality.SMALL)
        assert it.intake.pending


async def test_a_folder_takes_no_more_than_the_room_there_is(tmp_path):
    many = folder(tmp_path / "many", *(f"{n}.txt" for n in range(MOST + 3)), data=b"text")
    async with room(tmp_path) as it:
        chips = await it.take(Offer("a", url=ADDRESS), many)

        assert [chip.name for chip in chips] == ["a", *(f"{n}.txt" for n in range(MOST - 1)), "many"]
        assert (chips[-1].failure.kind, chips[-1].failure.count, chips[-1].failure.most) == ("FolderTooLarge", 4, MOST)
        assert it.intake.room == 0


async def test_a_folder_that_was_not_looked_through_says_more_than_it_counted(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MOST_ENTRIES", 1)
    async with room(tmp_path) as it:
        chips = await it.take(folder(tmp_path / "two", "1.png", "2.png"))

        assert [type(chip.failure) for chip in chips] == [type(None), FilesLeftOut]
        assert (chips[1].failure.count, chips[1].failure.more) == (0, True)


async def test_a_folder_with_nothing_to_attach_says_so(tmp_path):
    (tmp_path / "empty").mkdir()
    async with room(tmp_path, fits=lambda path: path.endswith(".png")) as it:
        chips = await it.take(folder(tmp_path / "programs", "a.exe"), Offer("empty", path=str(tmp_path / "empty")))

        assert [type(chip.failure) for chip in chips] == [FilesLeftOut, FolderEmpty]
        assert [chip.name for chip in chips] == ["programs", "empty"]


async def test_a_folder_in_a_draft_that_is_left_unfolds_there(tmp_path):
    async with room(tmp_path) as it:
        it.intake.show("one", Draft())
        it.intake.offer([folder(tmp_path / "trip", "1.png", "2.png")])
        assert it.intake.draft().waiting == (str(tmp_path / "trip"),)
        it.intake.show("two", Draft())
        landed = []
        it.intake.landed.connect(lambda name, pending: landed.append((name, pending)))
        await until(lambda: landed and landed[-1] == ("one", False))

        assert it.intake.attachments == ()
        assert [part.name for part in it.intake.draft(name="one").attached] == ["1.png", "2.png"]
        assert ("one", True) in landed


@pytest.mark.parametrize("command", [("/bin/false",), ("/nonexistent/python",)])
async def test_a_decoder_that_dies_is_said_on_the_chip_of_its_picture(tmp_path, command):
    async with room(tmp_path) as it:
        it.intake.preparing._images = Images(command=command)
        chips = await it.take(file(tmp_path, "cat.png"), Offer("dog", url=ADDRESS))

        assert [type(chip.failure) for chip in chips] == [DecoderFailed, type(None)]
        it.intake.preparing._images = it.images
        it.intake.choose(chips[0].id, chips[0].quality)
        again = await it.take()

        assert [(chip.preparation, chip.failure) for chip in again] == [(Preparation.READY, None)] * 2


async def test_a_picture_that_is_there_can_be_tried_again_once_a_decoder_died(tmp_path):
    async with room(tmp_path) as it:
        [before] = await it.take(file(tmp_path, "cat.png"))
        it.intake.preparing._images = Images(command=("/bin/false",))
        it.intake.choose(before.id, Quality.SMALL)
        [kept] = await it.take()
        it.intake.preparing._images = it.images
        it.intake.choose(before.id, kept.quality)
        [after] = await it.take()

        assert (kept.image, type(kept.failure), kept.quality) == (before.image, DecoderFailed, Quality.SMALL)
        assert (after.quality, after.failure) == (Quality.SMALL, None)


async def test_a_file_that_vanishes_or_is_forbidden_between_drop_and_reading_says_so(tmp_path):
    async with room(tmp_path) as it:
        offers = [file(tmp_path, "gone.png"), file(tmp_path, "shut.png")]
        it.intake.offer(offers)
        (tmp_path / "gone.png").unlink()
        (tmp_path / "shut.png").unlink()
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(str(tmp_path / "shut.png"))
            chips = await it.take()

        assert [type(chip.failure) for chip in chips] == [FileGone, NotAFile]


async def test_what_stands_beside_is_taken_where_the_first_cannot_be_read_and_only_then(tmp_path):
    async with room(tmp_path) as here:
        (tmp_path / "empty").mkdir()
        whole = file(tmp_path, "whole.png")

        def beside(name):
            return lambda: Offer(name, data=encoded(corners((40, 30)), "PNG"))

        chips = await here.take(
            Offer("gone.png", path=str(tmp_path / "gone.png"), instead=beside("gone.png")),
            Offer("empty", path=str(tmp_path / "empty"), instead=beside("Pasted picture.png")),
            Offer("bad.png", data=PNG[:40], instead=beside("Pasted picture.png")),
            replace(whole, instead=beside("not this one.png")),
        )

        assert [None] * 4 == [chip.failure for chip in chips]
        assert [40, 40, 40, 48] == [chip.image.width for chip in chips]
        assert ["gone.png", "whole.png"] == [chips[0].name, chips[3].name]
        assert {"Pasted picture.png", "Pasted picture 2.png"} == {chip.name for chip in chips[1:3]}
        assert ["", "", "", whole.path] == [chip.path for chip in chips]
        (tmp_path / "whole.png").unlink()
        here.intake.choose(chips[3].id, Quality.SMALL)
        await until(lambda: not here.intake.pending)
        assert isinstance(here.intake.attachments[3].failure, FileGone)


async def test_where_nothing_stands_beside_any_more_the_first_says_why(tmp_path):
    async with room(tmp_path) as here:
        chips = await here.take(
            Offer("gone.png", path=str(tmp_path / "gone.png"), instead=lambda: None),
            Offer("bad.png", data=PNG[:40], instead=lambda: Offer("b.png", path=str(tmp_path / "b.png"))),
        )

        assert [FileGone, FileGone] == [type(chip.failure) for chip in chips]
        assert ["gone.png", "b.png"] == [chip.name for chip in chips]


async def test_a_file_that_takes_too_long_is_given_up(tmp_path):
    async with room(tmp_path, reading=0) as it:
        [chip] = await it.take(file(tmp_path, "cat.png"))

        assert isinstance(chip.failure, FileUnreadable)


async def test_finishing_ends_with_its_time(tmp_path):
    async with room(tmp_path) as it:
        await it.intake.preparing.finish(1000)
        it.intake.restore((ImagePart("cat.png", "image/png", "0" * 64),))
        await it.intake.preparing.finish(1000)
        it.intake.offer([file(tmp_path, "cat.png")])
        await it.intake.preparing.finish(0)

        assert (str(tmp_path / "cat.png"),) == it.intake.draft().waiting


async def test_pasted_pictures_can_be_prepared_again_while_there_is_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(sources, "MOST_HELD", len(LARGE))
    async with room(tmp_path) as it:
        chips = await it.take(Offer("a.png", data=LARGE), Offer("b.png", encode=lambda: LARGE))
        assert [chip.quality for chip in chips] in ([Quality.SHARP, None], [None, Quality.SHARP])
        kept = next(chip for chip in chips if chip.quality)
        it.intake.choose(kept.id, Quality.SMALL)
        again = next(chip for chip in await it.take() if chip.id == kept.id)

        assert sizes([again]) == [(1024, 512)]


@pytest.mark.parametrize("left", [False, True])
async def test_a_file_that_has_gone_leaves_the_picture_as_it_was(tmp_path, left):
    async with room(tmp_path) as it:
        it.intake.show("one", Draft())
        [chip] = await it.take(file(tmp_path, "sea.png", LARGE))
        (tmp_path / "sea.png").unlink()
        it.intake.choose(chip.id, Quality.SMALL)
        if left:
            it.intake.show("two", Draft())
            await it.intake.preparing.finish(20)
            it.intake.show("one", Draft())
        [same] = await it.take()

        assert (same.preparation, same.image, same.quality) == (Preparation.READY, chip.image, None)
        assert isinstance(same.failure, FileGone)


async def test_versions_before_something_was_blacked_out_are_told_but_those_that_may_come_back(tmp_path):
    async with room(tmp_path) as it:
        told = []
        it.intake.preparing.outdated.connect(told.append)
        first, second = await it.take(Offer("sea.png", data=LARGE), Offer("again.png", data=LARGE))
        it.intake.edit(first.id, Edits(1))
        turned = (await it.take())[0]
        it.intake.edit(first.id, EDITS)
        edited = (await it.take())[0]
        assert [set(digests) for digests in told] == [{first.image.blob, turned.image.blob}]
        it.intake.edit(first.id, EDITS._replace(crop=(0, 0, 9, 9)))
        await it.take()
        assert told[1:] == [(edited.image.blob,)]
        it.intake.remove(second.id)
        third = (await it.take(Offer("once more.png", data=LARGE)))[1]
        it.intake.edit(third.id, EDITS)
        await it.take()

        assert told[2:] == [()]


async def test_versions_that_may_come_back_are_not_held_in_memory_for_what_is_to_be_told_of_them(tmp_path):
    async with room(tmp_path) as it, no_room(it.database):
        first, second = await it.take(Offer("sea.png", data=LARGE), Offer("again.png", data=LARGE))
        it.intake.remove(second.id)
        for edits in (Edits(1), Edits(2), EDITS):
            it.intake.edit(first.id, edits)
            [edited] = await it.take()
        digest = str(first.image.blob)
        assert it.database.held.find(digest)
        it.intake.preparing.forget(it.intake._rows.give_up_removed())
        del first, second

        await it.database.work(int)  # its thread has forgotten it too
        assert it.database.held.find(digest) is None
        assert it.database.held.find(edited.image.blob)


@pytest.mark.parametrize("room_for_it", [True, False])
async def test_what_a_picture_was_blacked_out_from_is_told_once_it_is_held_or_its_chip_goes(
    tmp_path, monkeypatch, room_for_it
):
    monkeypatch.setattr(sources, "MOST_HELD", len(LARGE) if room_for_it else 0)
    async with room(tmp_path) as it:
        told = []
        it.intake.preparing.outdated.connect(told.append)
        it.intake.preparing.keeps_originals = True
        [chip] = await it.take(Offer("sea.png", data=LARGE))
        it.intake.show("", it.intake.draft())  # from here on it is read from the store
        [again] = it.intake.attachments
        it.intake.edit(again.id, EDITS)
        await it.take()
        assert room_for_it is (chip.image.original in {digest for digests in told for digest in digests})
        assert await it.intake.preparing.original(again.id) == LARGE
        it.intake.restore(())

        assert chip.image.original in told[-1]


@pytest.mark.parametrize("leave", [lambda intake: intake.restore(()), lambda intake: intake.show("other", Draft())])
async def test_what_a_picture_was_blacked_out_from_is_told_when_its_chip_cannot_come_back(tmp_path, monkeypatch, leave):
    monkeypatch.setattr(sources, "MOST_HELD", 0)
    async with room(tmp_path) as it:
        told = []
        it.intake.preparing.outdated.connect(told.append)
        it.intake.preparing.keeps_originals = True
        [chip] = await it.take(Offer("sea.png", data=LARGE))
        it.intake.show("", it.intake.draft())
        it.intake.edit(it.intake.attachments[0].id, EDITS)
        await it.take()
        it.intake.remove(it.intake.attachments[0].id)
        before = list(told)
        leave(it.intake)

        assert all(chip.image.original not in digests for digests in before)
        assert chip.image.original in told[-1]


async def test_what_could_not_be_blacked_out_is_not_sent(tmp_path):
    async with room(tmp_path) as it:
        [chip] = await it.take(file(tmp_path, "sea.png", LARGE))
        (tmp_path / "sea.png").unlink()
        it.intake.edit(chip.id, EDITS)
        [refused] = await it.take()

        assert (refused.preparation, refused.image, refused.quality) == (Preparation.FAILED, None, None)
        assert isinstance(refused.failure, FileUnreadable)
        assert it.intake.draft() == Draft()


async def test_a_picture_that_is_blacked_out_stays_so_when_it_cannot_be_prepared_again(tmp_path):
    async with room(tmp_path) as it:
        [chip] = await it.take(file(tmp_path, "sea.png", LARGE))
        it.intake.edit(chip.id, EDITS)
        [edited] = await it.take()
        (tmp_path / "sea.png").unlink()
        it.intake.choose(chip.id, Quality.SMALL)
        [same] = await it.take()

        assert (same.preparation, same.image, same.edits) == (Preparation.READY, edited.image, EDITS)


async def test_an_original_is_stored_and_a_draft_that_comes_back_is_made_of_it(tmp_path):
    data = encoded(corners((3000, 1500)), "PNG", exif=exif(1, artist="Jane"))
    async with room(tmp_path) as it:
        it.intake.preparing.keeps_originals = True
        offered = [file(tmp_path, "sea.png", data), file(tmp_path, "cat.png"), Offer("dog", url=ADDRESS)]
        chips = await it.take(*offered)
        originals = [hashlib.sha256(data).hexdigest(), hashlib.sha256(PNG).hexdigest(), ""]
        assert [chip.image.original for chip in chips] == originals
        assert [chip.image.quality for chip in chips] == [Quality.SHARP, Quality.SHARP, None]
        assert chips[1].image.blob == originals[1]
        assert await it.blobs.get(originals[0]) == data

        draft = draft_of("", attached_to(it.intake.draft()))
        it.intake.show("", draft)
        (tmp_path / "sea.png").unlink()
        back = it.intake.attachments
        assert [(chip.quality, chip.preparation) for chip in back][:2] == [(Quality.SHARP, Preparation.READY)] * 2
        it.intake.choose(back[0].id, Quality.ORIGINAL)
        it.intake.keep_metadata(back[0].id, keeps=True)
        again = await it.take()
        assert sizes(again[:1]) == [(3000, 1500)]
        assert Change.METADATA_KEPT in again[0].changes
        assert (again[0].image.quality, again[0].image.keeps) == (Quality.ORIGINAL, True)
        it.intake.show("", draft_of("", attached_to(it.intake.draft())))
        assert (it.intake.attachments[0].quality, it.intake.attachments[0].keeps) == (Quality.ORIGINAL, True)


async def test_of_a_page_nothing_leads_back_to_what_was_blacked_out(tmp_path):
    async with room(tmp_path) as it:
        it.intake.preparing.keeps_originals = True
        [chip] = await it.take(file(tmp_path, "pages", film("TIFF")))
        it.intake.edit(chip.id, Edits(hidden=((0, 0, 9, 9),), frame=1))
        [edited] = await it.take()

        assert (edited.image.original, edited.image.frame) == ("", None)


async def test_nothing_leads_back_to_what_was_blacked_out(tmp_path):
    async with room(tmp_path) as it:
        it.intake.preparing.keeps_originals = True
        [chip] = await it.take(file(tmp_path, "a.png"))
        assert chip.image.original
        it.intake.edit(chip.id, Edits(hidden=((0, 0, 9, 9),)))
        [edited] = await it.take()

        assert (edited.image.original, edited.image.quality) == ("", None)
        assert edited.quality is Quality.SHARP  # as long as it is known here


async def test_without_room_for_the_original_there_is_the_picture(tmp_path):
    async with room(tmp_path) as it:
        it.intake.preparing.keeps_originals = True
        put, it.blobs.put = it.blobs.put, None

        async def refusing_others(data, preview=b"", *, spare=False):
            if spare:
                raise TooMuchUnsaved
            return await put(data, preview)

        it.blobs.put = refusing_others
        [chip] = await it.take(file(tmp_path, "sea.png", LARGE))

        assert chip.preparation is Preparation.READY
        assert chip.image.original == ""


async def test_metadata_that_could_not_be_taken_out_again_is_not_sent(tmp_path):
    data = encoded(corners(), "JPEG", exif=exif(1, artist="Jane"))
    async with room(tmp_path) as it:
        [chip] = await it.take(file(tmp_path, "a.jpg", data))
        it.intake.keep_metadata(chip.id, keeps=True)
        await it.take()
        (tmp_path / "a.jpg").unlink()
        it.intake.keep_metadata(chip.id, keeps=False)
        [failed] = await it.take()

        assert isinstance(failed.failure, FileUnreadable)
        assert it.intake.draft().attached == ()


async def test_the_original_is_read_again_while_it_is_known(tmp_path):
    async with room(tmp_path) as it:
        chips = await it.take(file(tmp_path, "sea.png", LARGE), Offer("cat", url=ADDRESS))
        assert await it.intake.preparing.original(chips[0].id) == LARGE
        with pytest.raises(FileUnreadable):
            await it.intake.preparing.original(chips[1].id)


async def test_what_was_removed_counts_as_held(tmp_path, monkeypatch):
    monkeypatch.setattr(sources, "MOST_HELD", len(LARGE))
    async with room(tmp_path) as it:
        [first] = await it.take(Offer("a.png", data=LARGE))
        it.intake.remove(first.id)
        [second] = await it.take(Offer("b.png", encode=lambda: LARGE))

        assert (first.quality, second.quality) == (Quality.SHARP, None)


async def test_a_picture_that_the_store_refuses_says_so_and_can_be_tried_again(tmp_path):
    async with room(tmp_path) as it:
        put, it.blobs.put = it.blobs.put, refusing(TooMuchUnsaved())
        [refused] = await it.take(Offer("cat", data=PNG))
        it.blobs.put = put
        it.intake.choose(refused.id, refused.quality)
        [chip] = await it.take()

        assert isinstance(refused.failure, TooMuchUnsaved)
        assert chip.preparation is Preparation.READY


async def test_a_text_that_the_store_refuses_can_be_tried_again(tmp_path):
    async with room(tmp_path) as it:
        put, it.blobs.put = it.blobs.put, refusing(TooMuchUnsaved())
        [refused] = await it.take(Offer("notes.txt", data=b"words"))
        it.blobs.put = put
        it.intake.choose(refused.id, refused.quality)
        [chip] = await it.take()

        assert isinstance(refused.failure, TooMuchUnsaved)
        assert chip.preparation is Preparation.READY


async def test_a_stored_picture_that_is_gone_cannot_be_read(tmp_path):
    async with room(tmp_path) as it:
        [chip] = await it.take(Offer("cat", blob="0" * 64))

        assert isinstance(chip.failure, FileUnreadable)


async def test_our_own_mistake_is_reported_and_leaves_no_chip_pending(tmp_path):
    async with room(tmp_path) as it:
        it.blobs.put = refusing(ZeroDivisionError())
        [chip] = await it.take(Offer("cat", data=PNG))
        await until(lambda: it.errors)

        assert isinstance(chip.failure, Defect)
        assert chip.failure.detail == "ZeroDivisionError"
        assert [type(error) for error in it.errors] == [ZeroDivisionError]


async def test_a_text_file_is_kept_as_it_is_sent_and_comes_back_with_its_draft(tmp_path):
    async with room(tmp_path) as it:
        text = "\ufeffGrüße,\r\nx".encode("utf-16-le")
        code, cat, long = await it.take(
            file(tmp_path, "a.py", text), file(tmp_path, "cat.txt"), file(tmp_path, "l.txt", b"a" * 4_000_001)
        )
        part = TextFilePart("a.py", code.file.blob, len(text), 2, 8, "UTF-16")

        assert (part, None, None) == (code.part, code.image, code.quality)
        assert "Grüße,\nx".encode() == await it.blobs.get(part.blob)
        assert (type(long.failure), long.failure.count, long.failure.most) == (TextTooLong, 4_000_001, 4_000_000)
        assert Draft("", (part, cat.image)) == it.intake.draft()
        assert (part, cat.image) == it.intake.draft().attached
        it.intake.shrink()
        it.intake.remove(code.id)
        it.intake.bring_back()
        await it.take()
        assert part == it.intake.attachments[0].part

        it.intake.show("other", Draft("", (part,)))
        [chip] = it.intake.attachments
        assert (Preparation.READY, part) == (chip.preparation, chip.file)


async def test_a_pdf_is_kept_as_it_came_whatever_its_name_says(tmp_path):
    async with room(tmp_path) as it:
        [chip] = await it.take(file(tmp_path, "a\u202etxt.cat", DOCUMENT))
        part = MediaPart("a\ufffdtxt.cat", Modality.FILE, "application/pdf", chip.media.blob, size=len(DOCUMENT))

        assert (Preparation.READY, part, part, None) == (chip.preparation, chip.part, chip.media, chip.quality)
        assert DOCUMENT == await it.blobs.get(part.blob)
        assert (part,) == it.intake.ready_media()
        assert Draft("", (part,)) == it.intake.draft()


async def test_a_pdf_has_its_pages_counted_and_what_only_begins_as_one_is_refused(tmp_path):
    async with room(tmp_path) as it:
        three = b"%PDF-1.7\n2 0 obj\n<</Type/Pages/Count 3>>\nendobj\n%%EOF\n"
        counted, garbage = await it.take(file(tmp_path, "a.pdf", three), file(tmp_path, "b.pdf", b"%PDF-1.4 garbage\n"))

        assert counted.media.pages == 3
        assert garbage.failure.kind == "PdfDamaged"


async def test_a_recording_is_kept_as_it_came_with_its_length(tmp_path):
    async with room(tmp_path) as it:
        [chip] = await it.take(file(tmp_path, "voice.txt", wav(3)))

        part = MediaPart("voice.txt", Modality.AUDIO, "audio/wav", chip.media.blob, size=len(wav(3)), seconds=3)
        assert part == chip.part
        assert wav(3) == await it.blobs.get(part.blob)


@pytest.mark.parametrize(("size", "most"), [(50_000_001, 50_000_000), (100_000_001, 100_000_000)])
async def test_a_file_that_is_too_large_says_so(tmp_path, size, most):
    """The larger is not even read."""
    async with room(tmp_path) as it:
        path = tmp_path / "a.pdf"
        with path.open("wb") as large:
            large.write(b"%PDF-1.7\n1 0 obj\n")
            large.truncate(size)
        [chip] = await it.take(Offer("a.pdf", path=str(path)))

        assert (type(chip.failure), chip.failure.count, chip.failure.most) == (FileTooLarge, size, most)
