from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageChops

from desktop.domain.edits import Edits
from desktop.domain.picture import Change
from desktop.domain.vision import AS_IT_IS, Plan
from desktop.system.image_codec import prepare
from desktop.system.image_kept import prepare_keeping
from tests.unit.system.pictures import ARTIST, ORIENTATION, PLACE, corners, decoded, encoded, exif, film, noise, texts

DETAILS, MAKER, TAKEN, DESCRIPTION = 0x8769, 0x927C, 0x9003, 0x010E
SECRET = b"what only the maker understands"
DAY = "2026:11:26 12:00:00"
LOCATION = {1: "N", 2: (52.0, 30.0, 0.0)}


def told(orientation=1):
    """All that a camera writes."""
    found = exif(orientation, artist="Jane", place=True)
    found.get_ifd(DETAILS).update({TAKEN: DAY, MAKER: SECRET})
    return found


KINDS = {
    "JPEG": encoded(corners(), "JPEG", exif=told(6), quality=95),
    "JPEG without JFIF": encoded(corners().convert("CMYK"), "JPEG", exif=told(6)),
    "PNG": encoded(corners(), "PNG", exif=told(6)),
    "WebP": encoded(corners(), "WEBP", exif=told(6)),
    "exact WebP": encoded(corners(), "WEBP", exif=told(6), lossless=True),
    "HEIC": encoded(corners(), "HEIF", exif=told(1).tobytes()),
}


def seen(data):
    """What an ordinary reader finds beside the picture."""
    with Image.open(BytesIO(data)) as image:
        found = image.getexif()
        return found, found.get_ifd(DETAILS), found.get_ifd(PLACE)


@pytest.mark.parametrize("plan", [AS_IT_IS, Plan(24)])
@pytest.mark.parametrize("kind", KINDS)
def test_words_numbers_and_place_stay_and_the_pixels_are_the_same(kind, plan):
    made, without = prepare_keeping(KINDS[kind], plan), prepare(KINDS[kind], plan)
    found, details, place = seen(made.data)

    assert (found[ARTIST], details[TAKEN], place) == ("Jane", DAY, LOCATION)
    assert ORIENTATION not in found
    assert SECRET not in made.data
    assert ImageChops.difference(decoded(made.data), decoded(without.data)).getbbox() is None
    assert {Change.LOCATION_KEPT, Change.METADATA_KEPT_IN_PART} <= set(made.changes)
    assert not {Change.LOCATION_REMOVED, Change.METADATA_REMOVED} & set(made.changes)
    assert made.changes.count(Change.TURNED_UPRIGHT) == without.changes.count(Change.TURNED_UPRIGHT)


PHOTOSHOP = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0\0\0\0\x08" + b"\x1c\x02\x50\0\x03Ann"
PRINT = 0xC4A5  # a printer's wishes


def test_all_is_kept_only_where_nothing_goes_but_what_a_file_is_built_of():
    plain, printed, noted = (exif(6, artist="Jane") for _ in range(3))
    printed[PRINT] = b"PrintIM"
    noted.get_ifd(DETAILS)[MAKER] = SECRET
    segment = b"\xff\xed" + (len(PHOTOSHOP) + 2).to_bytes(2, "big") + PHOTOSHOP
    made = [prepare_keeping(encoded(corners(), "JPEG", exif=it)) for it in (plain, printed, noted)]
    made.append(prepare_keeping(encoded(corners(), "JPEG", exif=plain, extra=segment)))

    part = Change.METADATA_KEPT_IN_PART
    assert [it.changes[0] for it in made] == [Change.METADATA_KEPT, part, part, part]


def test_the_words_of_a_tiff_stay_and_not_what_says_how_it_is_built():
    made = prepare_keeping(encoded(corners(), "TIFF", exif=told(6)))

    assert dict(seen(made.data)[0]) == {ARTIST: "Jane"}
    assert made.changes == (Change.METADATA_KEPT, Change.CONVERTED, Change.TURNED_UPRIGHT)


@pytest.mark.parametrize(("kind", "mode"), [("VP8X", "RGBA"), ("VP8L", "RGBA"), ("VP8L", "RGB"), ("VP8 ", "RGB")])
def test_a_webp_still_lets_through_what_it_did(kind, mode):
    image = Image.new(mode, (50, 40), (200, 100, 50, 128)[: len(mode)])
    clean = encoded(image, "WEBP", lossless=kind == "VP8L")
    assert clean[12:16].decode() == kind
    made = prepare_keeping(encoded(image, "WEBP", lossless=kind == "VP8L", exif=told()))

    assert decoded(made.data).mode == mode
    assert ImageChops.difference(decoded(made.data).convert("RGBA"), decoded(clean).convert("RGBA")).getbbox() is None
    assert seen(made.data)[0][ARTIST] == "Jane"
    assert int.from_bytes(made.data[4:8], "little") == len(made.data) - 8


def test_what_is_blacked_out_is_in_nothing_that_stays():
    made = prepare_keeping(KINDS["JPEG"], AS_IT_IS, Edits(hidden=((0, 0, 24, 16),)))

    assert seen(made.data)[0][ARTIST] == "Jane"
    assert {Change.BLACKED_OUT, Change.METADATA_KEPT_IN_PART} <= set(made.changes)
    assert SECRET not in made.data


# The place of other fields, which is to be a number, as a letter.
UNWRITABLE = (
    *(b"Exif\0\0II*\0\x08\0\0\0\x01\0\x69\x87\x04\0\x01\0\0\0\x1a\0\0\0", bytes(4)),
    *(b"\x01\0\x05\xa0\x02\0\x01\0\0\0A\0\0\0", bytes(4)),
)


@pytest.mark.parametrize(
    "data",
    [
        encoded(corners(), "PNG"),
        encoded(corners(), "PNG", exif=b"".join(UNWRITABLE)),
        encoded(corners(), "PNG", pnginfo=texts(**{"Raw profile type exif": "all sorts"})),
        encoded(corners(), "JPEG", exif=b"Exif\0\0no exif at all"),
        encoded(corners(), "JPEG", exif=exif(6)),
        film("GIF"),
    ],
)
def test_where_a_camera_wrote_nothing_that_could_stay_all_is_as_ever(data):
    assert prepare_keeping(data) == prepare(data)


def test_more_than_a_file_can_hold_does_not_stay():
    long = told()
    long[DESCRIPTION] = "x" * 66_000
    data = encoded(corners(), "PNG", exif=long)

    assert prepare_keeping(data) == prepare(data)


XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><a exif:GPSLatitude='52,30N' tiff:Orientation='6'/>\n</x:xmpmeta>"
UPRIGHT = XMP.replace(b"'6'", b"'1'")


def beside(data):
    """XMP, comments and texts, read by their places in the file and not by what wrote them."""
    found = []
    if data[:2] == b"\xff\xd8":
        at = 2
        while data[at + 1] != 0xDA:
            end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
            found += [data[at + 4 : end]] if data[at + 1] in {0xE1, 0xFE} else []
            at = end
    elif data[:4] == b"RIFF":
        at = 12
        while at < len(data):
            size = int.from_bytes(data[at + 4 : at + 8], "little")
            found += [data[at + 8 : at + 8 + size]] if data[at : at + 4] in {b"XMP ", b"EXIF"} else []
            at += 8 + size + size % 2
    else:
        at = 8
        while at < len(data):
            size = int.from_bytes(data[at : at + 4], "big")
            found += [data[at + 8 : at + 8 + size]] if data[at + 4 : at + 8] in {b"iTXt", b"eXIf"} else []
            at += 12 + size
    return found


@pytest.mark.parametrize("plan", [AS_IT_IS, Plan(24)])
def test_xmp_and_comments_stay_too(plan):
    jpeg = prepare_keeping(encoded(corners(), "JPEG", comment=b"a word", xmp=XMP, quality=95), plan)
    webp = prepare_keeping(encoded(corners(), "WEBP", xmp=XMP), plan)
    words = texts(Author="Jan\xe9")
    words.add_itxt("XML:com.adobe.xmp", XMP.decode())
    png = prepare_keeping(encoded(corners(), "PNG", pnginfo=words), plan)

    assert [b"http://ns.adobe.com/xap/1.0/\0" + UPRIGHT, b"a word"] == beside(jpeg.data)
    assert [UPRIGHT] == beside(webp.data)
    assert [b"XML:com.adobe.xmp" + bytes(5) + UPRIGHT, b"Author" + bytes(5) + "Jan\xe9".encode()] == beside(png.data)
    for made in (jpeg, webp, png):
        assert made.changes[:2] == (Change.LOCATION_KEPT, Change.METADATA_KEPT)
        assert not {Change.LOCATION_REMOVED, Change.METADATA_REMOVED} & set(made.changes)
        assert decoded(made.data).info["xmp"] == UPRIGHT


def test_names_of_texts_are_written_as_png_has_them():
    data = encoded(
        corners(), "PNG", pnginfo=texts(**{"Lieu d'\xe9t\xe9": "Sylt", "n" * 79: "long", "n" * 80: "too long"})
    )
    made = prepare_keeping(data)

    assert [b"Lieu d'\xe9t\xe9" + bytes(5) + b"Sylt", b"n" * 79 + bytes(5) + b"long"] == beside(made.data)
    assert {"Lieu d'\xe9t\xe9": "Sylt", "n" * 79: "long"} == Image.open(BytesIO(made.data)).text
    assert made.changes == (Change.METADATA_KEPT_IN_PART,)


def test_xmp_stays_in_what_is_converted_beside_exif():
    made = prepare_keeping(encoded(corners(), "HEIF", exif=told(1).tobytes(), xmp=XMP))
    words, xmp = beside(made.data)

    assert made.media_type == "image/jpeg"
    assert b"Jane" in words
    assert xmp.endswith(UPRIGHT)


@pytest.mark.parametrize(
    ("data", "plan"),
    [
        (encoded(corners(), "WEBP", exif=told(), xmp=b"<xmp:Thumbnails/>"), AS_IT_IS),
        (encoded(corners(), "JPEG", exif=told(), comment=b"c" * 65_400, xmp=b"<xmpGImg:image/>"), AS_IT_IS),
        (encoded(corners(), "PNG", exif=told(), pnginfo=texts(Author="x" * 70_000)), AS_IT_IS),
        (encoded(noise(), "PNG", exif=told(), pnginfo=texts(Author="Jane")), Plan(0, 20_000)),
    ],
)
def test_what_has_no_place_in_a_file_or_holds_pictures_does_not_stay_and_that_is_said(data, plan):
    made = prepare_keeping(data, plan)

    assert {Change.METADATA_KEPT_IN_PART} == {change for change in made.changes if change.startswith("metadata")}
    assert seen(made.data)[0][ARTIST] == "Jane"
    assert not {b"Thumbnails", b"xmpGImg", b"Author"} & set(beside(made.data))


def test_a_place_goes_with_xmp_that_holds_pictures():
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><a exif:GPSLatitude='52,30N'/><xmp:Thumbnails/></x:xmpmeta>"
    made = prepare_keeping(encoded(corners(), "JPEG", exif=exif(1, artist="Jane"), xmp=xmp))

    assert made.changes == (Change.METADATA_KEPT_IN_PART, Change.LOCATION_REMOVED)
    assert b"GPSLatitude" not in made.data


def test_it_counts_among_the_bytes_that_may_be_sent():
    data = encoded(noise(), "JPEG", exif=told(), quality=95)
    made = prepare_keeping(data, Plan(0, 20_000))

    assert len(made.data) <= 20_000
    assert seen(made.data)[0][ARTIST] == "Jane"
