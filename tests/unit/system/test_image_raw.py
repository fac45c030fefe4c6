"""Of a camera's raw file the largest preview is sent, upright as the raw file says."""

from __future__ import annotations

import pytest
from PIL import Image

from desktop.domain.edits import Edits
from desktop.domain.errors import Failure, PictureDamaged, PictureTooLarge, TooManyBytes
from desktop.domain.picture import LARGEST_FILE, RAW, Change, Frames, sniff
from desktop.domain.vision import Plan
from desktop.system.image_raw import embedded
from tests.unit.system.pictures import (
    CORNERS,
    corner_colors,
    corners,
    decoded,
    encoded,
    exif,
    film,
    jpeg_of_size,
    noise,
)
from tests.unit.system.raws import CAMERAS, Tiff, box, cr3, dng, nef, raf, sensor

LYING = corners((96, 64)).transpose(Image.Transpose.ROTATE_90)  # 64 × 96: the camera was held upright
PREVIEW = encoded(LYING, "JPEG", quality=95, exif=exif(1, artist="secret"))
THUMBNAIL = encoded(Image.new("RGB", (16, 12), "red"), "JPEG")


@pytest.mark.parametrize("camera", CAMERAS)
def test_the_largest_preview_is_sent_upright(prepare, camera):
    made = prepare(CAMERAS[camera](PREVIEW, THUMBNAIL))

    assert (made.width, made.height) == (made.given_width, made.given_height) == decoded(made.data).size == (96, 64)
    for shown in (made.data, made.preview, made.thumbnail):
        assert corner_colors(decoded(shown)) == CORNERS
    assert made.media_type == "image/jpeg"
    assert {Change.EMBEDDED, Change.TURNED_UPRIGHT, Change.METADATA_REMOVED} <= set(made.changes)
    assert Change.CONVERTED not in made.changes
    assert b"secret" not in made.data
    assert not decoded(made.data).getexif()


@pytest.mark.parametrize("camera", CAMERAS)
def test_what_lies_right_goes_out_pixel_by_pixel(prepare, camera):
    made = prepare(CAMERAS[camera](PREVIEW, THUMBNAIL, 1))

    assert decoded(made.data).tobytes() == decoded(PREVIEW).tobytes()
    assert len(made.data) < len(PREVIEW)
    assert Change.TURNED_UPRIGHT not in made.changes


def test_fujis_preview_says_itself_how_it_lies(prepare):
    made = prepare(raf(encoded(LYING, "JPEG", quality=95, exif=exif(6)), THUMBNAIL))

    assert corner_colors(decoded(made.data)) == CORNERS
    assert {Change.EMBEDDED, Change.TURNED_UPRIGHT} <= set(made.changes)


def test_the_raw_file_knows_better_than_its_preview(prepare):
    made = prepare(nef(encoded(LYING, "JPEG", quality=95, exif=exif(3)), THUMBNAIL, 6))

    assert corner_colors(decoded(made.data)) == CORNERS


def test_where_the_raw_file_says_nothing_the_preview_is_believed(prepare):
    made = prepare(nef(encoded(LYING, "JPEG", quality=95, exif=exif(6)), THUMBNAIL, 0))

    assert corner_colors(decoded(made.data)) == CORNERS


@pytest.mark.parametrize("camera", [nef, cr3])
@pytest.mark.parametrize("place", [True, False])
def test_a_place_is_said_where_there_is_one(prepare, camera, place):
    """Cameras without a receiver write an empty directory."""
    made = prepare(camera(PREVIEW, THUMBNAIL, place=place))

    assert (Change.LOCATION_REMOVED in made.changes) == place


def test_it_is_made_smaller_and_edited_like_any_picture(prepare_as):
    made = prepare_as(nef(PREVIEW, THUMBNAIL), Plan(48), Edits(hidden=((0, 0, 48, 32),)))

    assert (made.width, made.height) == (48, 32)
    assert corner_colors(decoded(made.data)) == [(0, 0, 0), *CORNERS[1:]]
    assert made.frames == Frames()


def test_pixels_that_are_jpegs_are_no_preview(prepare):
    tiles = [encoded(noise((256, 256)), "JPEG")] * 3
    made = prepare(dng(PREVIEW, THUMBNAIL, tiles=tiles))

    assert (made.width, made.height) == (96, 64)


def test_facts_are_those_of_the_preview(facts):
    found = facts(nef(PREVIEW, THUMBNAIL))

    assert (found.format, found.width, found.height, found.orientation, found.frames) == ("image/jpeg", 64, 96, 6, 1)


def test_a_tiff_file_is_no_raw_file(prepare):
    """Not even when it holds a JPEG, as those pressed like one do."""
    for data in (encoded(corners(), "TIFF"), encoded(noise(), "TIFF", compression="jpeg"), film("TIFF", 3)):
        assert embedded(data, certain=False) is None
        assert Change.EMBEDDED not in prepare(data).changes


def test_a_raw_file_without_a_preview_is_damaged(prepare):
    for data in (raf(b"", b""), CAMERAS["orf"](b"", b""), cr3(b"", b""), nef(b"", b"")):
        with pytest.raises(PictureDamaged):
            prepare(data)


def test_one_without_a_preview_is_read_as_what_it_resembles(prepare):
    data = bytearray(encoded(corners(), "TIFF"))
    at = int.from_bytes(data[4:8], "little")
    place = at + 2 + 12 * (int.from_bytes(data[at : at + 2], "little") - 1)
    data[place : place + 12] = b"\x12\xc6\1\0\4\0\0\0\1\4\0\0"  # DNG 1.4, in place of the last tag
    made = prepare(bytes(data))

    assert Change.CONVERTED in made.changes
    assert Change.EMBEDDED not in made.changes


def test_a_preview_that_says_it_is_huge_is_refused_by_its_header(prepare):
    with pytest.raises(PictureTooLarge, match="px"):
        prepare(nef(jpeg_of_size(60_000, 60_000), THUMBNAIL))


def test_raw_files_may_be_larger_than_others(prepare):
    made = prepare(nef(PREVIEW, THUMBNAIL) + bytes(40_000_000))
    assert made.width == 96
    with pytest.raises(TooManyBytes):
        prepare(nef(PREVIEW, THUMBNAIL) + bytes(LARGEST_FILE))


HOSTILE = {
    "nothing but beginnings": b"FUJIFILMCCD-RAW " + b"\xff\xd8\xff" * 300_000,
    "a preview without end": raf(b"\xff\xd8" + b"\xff\xe1\0\x02" * 100_000, b""),
    "a directory of itself": Tiff(b"IIRO").done(8) + b"\1\0\x4a\1\4\0\1\0\0\0\x08\0\0\0\x08\0\0\0",
    "directories without end": b"IIRO\x08\0\0\0" + b"\xff\xff" + b"\x4a\1\4\0\xff\xff\xff\xff\0\0\0\0" * 60_000,
    "directories elsewhere": b"MMOR\xff\xff\xff\xf0",
    "no boxes": box(b"ftyp", b"crx \0\0\0\1crx isom"),
    "a box cut off": box(b"ftyp", b"crx \0\0\0\1crx isom") + b"\0\0\0\x10CMT1",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_leads_nowhere_is_damaged_and_found_so_at_once(prepare, name):
    assert sniff(HOSTILE[name]) == RAW
    with pytest.raises(PictureDamaged):
        prepare(HOSTILE[name])


@pytest.mark.parametrize("camera", [*CAMERAS, "raf"])
def test_what_is_cut_or_flipped_is_a_picture_or_a_refusal(ask, camera):
    data = (CAMERAS | {"raf": raf})[camera](PREVIEW, THUMBNAIL)
    step = max(1, len(data) // 40)
    damaged = [data[:end] for end in range(0, len(data), step)]
    damaged += [data[:at] + bytes([data[at] ^ 0x40]) + data[at + 1 :] for at in range(0, len(data), step)]

    async def all_of(images):
        outcomes = set()
        for one in damaged:
            try:
                outcomes.add(type(await images.prepare(one)).__name__)
            except Failure as error:
                outcomes.add(type(error).__name__)
        return outcomes

    assert ask(all_of) <= {"Prepared", "NotAPicture", "PictureDamaged", "PictureTooLarge", "TooManyPixels"}


def test_a_sensors_lossless_jpeg_is_no_preview():
    assert embedded(b"FUJIFILMCCD-RAW " + sensor(), certain=True) is None


def test_a_jpeg_of_other_depths_is_no_preview():
    deep = bytearray(PREVIEW)
    deep[deep.index(b"\xff\xc0") + 4] = 12

    assert embedded(b"FUJIFILMCCD-RAW " + bytes(deep), certain=True) is None
