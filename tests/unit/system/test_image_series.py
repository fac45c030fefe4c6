"""Of a picture with several frames or pages one is chosen, or a film goes as it is."""

from __future__ import annotations

import struct

import pytest
from PIL import Image

from desktop.domain.edits import UNTOUCHED, Edits
from desktop.domain.errors import Failure, PictureDamaged, PictureTooLarge, TooManyFrames
from desktop.domain.picture import Change, Frames
from desktop.domain.vision import Plan
from tests.unit.system.pictures import corner_colors, corners, decoded, encoded, exif, film, photoshop, texts

AS_LARGE = Plan()
RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)


def color(data):
    return corner_colors(decoded(data))[0]


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
@pytest.mark.parametrize(("frame", "expected"), [(0, RED), (1, GREEN), (3, WHITE)])
def test_a_frame_of_a_film_goes_alone(prepare_as, kind, frame, expected):
    made = prepare_as(film(kind, 4, lossless=True), AS_LARGE, Edits(frame=frame))

    assert color(made.data) == color(made.preview) == color(made.thumbnail) == expected
    assert getattr(decoded(made.data), "n_frames", 1) == 1
    assert made.frames == Frames(4, frame, film=True)
    assert Change.STILL in made.changes


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_a_film_goes_as_it_is_without_what_it_tells(prepare_as, kind):
    told = {"GIF": {"comment": b"secret"}, "WEBP": {"xmp": b"secret"}, "PNG": {"pnginfo": texts(Author="secret")}}
    data = film(kind, 4, **told[kind])
    made = prepare_as(data, AS_LARGE, UNTOUCHED)

    assert b"secret" in data
    assert b"secret" not in made.data
    assert made.frames == Frames(4, film=True)
    assert made.changes == (Change.METADATA_REMOVED,)


def test_a_picture_before_a_film_counts_as_a_frame(prepare_as):
    data = film("PNG", 4, default_image=True)
    frames = [prepare_as(data, AS_LARGE, Edits(frame=frame)) for frame in range(4)]

    assert [made.frames for made in frames] == [Frames(4, frame, film=True) for frame in range(4)]
    assert [color(made.data) for made in frames] == [RED, GREEN, BLUE, WHITE]


def pages(count=3):
    """Pages of different sizes."""
    images = [Image.new("RGB", (40 + 10 * at, 30), name) for at, name in enumerate(("red", "lime", "blue", "white"))]
    return encoded(images[0], "TIFF", compression="tiff_lzw", save_all=True, append_images=images[1:count])


def test_the_first_page_stands_for_all_until_another_is_chosen(prepare_as):
    first = prepare_as(pages(), AS_LARGE)
    third = prepare_as(pages(), AS_LARGE, Edits(frame=2))

    assert (color(first.data), first.frames, first.width) == (RED, Frames(3, 0, pages=True), 40)
    assert (color(third.data), third.frames, third.width) == (BLUE, Frames(3, 2, pages=True), 60)
    assert (third.given_width, third.given_height) == (60, 30)
    assert set(first.changes) == {Change.CONVERTED, Change.STILL}


def test_what_is_marked_is_marked_on_the_chosen_page(prepare_as):
    made = prepare_as(pages(), AS_LARGE, Edits(1, ((0, 0, 30, 20),), None, 1))

    assert (made.width, made.height) == (30, 50)
    assert corner_colors(decoded(made.data)) == [(0, 0, 0), (0, 0, 0), GREEN, GREEN]


def test_a_picture_alone_has_nothing_to_choose_from(prepare_as):
    for kind in ("PNG", "GIF", "TIFF", "JPEG", "HEIF", "BMP"):
        made = prepare_as(encoded(corners(), kind), AS_LARGE)

        assert made.frames.total == 1
        assert Change.STILL not in made.changes


@pytest.mark.parametrize("kind", ["HEIF", "AVIF"])
def test_of_a_container_of_pictures_one_goes(prepare_as, kind):
    data = film(kind, 3)
    first, third = prepare_as(data, AS_LARGE), prepare_as(data, AS_LARGE, Edits(frame=2))

    assert (first.frames.total, first.frames.film) == (3, False)
    assert (color(third.data), third.frames.at) == (BLUE, 2)


@pytest.mark.parametrize("kind", ["GIF", "TIFF", "PNG", "WEBP"])
def test_a_frame_that_is_not_there_is_refused(prepare_as, kind):
    with pytest.raises(PictureDamaged):
        prepare_as(film(kind, 3), AS_LARGE, Edits(frame=3))


def test_a_damaged_page_costs_none_of_those_before_it(prepare_as):
    data = bytearray(pages())
    second = next_directory(data, int.from_bytes(data[4:8], "little"))
    at = next_link(data, second)
    data[at : at + 4] = (len(data) - 3).to_bytes(4, "little")
    made = prepare_as(bytes(data), AS_LARGE)

    assert (color(made.data), made.frames.total) == (RED, 2)


def test_pages_that_lead_back_to_the_first_come_to_an_end(prepare_as):
    data = bytearray(pages(1))
    first = int.from_bytes(data[4:8], "little")
    at = next_link(data, first)
    data[at : at + 4] = first.to_bytes(4, "little")

    assert prepare_as(bytes(data), AS_LARGE).frames.total == 1


def test_too_many_pages_are_refused(prepare_as):
    with pytest.raises(TooManyFrames):
        prepare_as(thin_pages(2_100), AS_LARGE)


def test_a_large_page_behind_a_small_one_is_refused_by_its_header(prepare_as):
    data = bytearray(pages())
    second = next_directory(data, int.from_bytes(data[4:8], "little"))
    for entry in range(second + 2, next_link(data, second), 12):
        if int.from_bytes(data[entry : entry + 2], "little") in {0x100, 0x101}:
            data[entry + 2 : entry + 12] = struct.pack("<HII", 4, 1, 60_000)

    with pytest.raises(PictureTooLarge, match="px"):
        prepare_as(bytes(data), AS_LARGE, Edits(frame=1))


def next_link(data, directory):
    """Where a directory of a TIFF file says what follows it."""
    return directory + 2 + 12 * int.from_bytes(data[directory : directory + 2], "little")


def next_directory(data, directory):
    at = next_link(data, directory)
    return int.from_bytes(data[at : at + 4], "little")


def thin_pages(count):
    """A TIFF whose pages share their pixels."""
    data = encoded(Image.new("L", (1, 1)), "TIFF")
    first = int.from_bytes(data[4:8], "little")
    directory = data[first : next_link(data, first)]
    size = len(directory) + 4
    ends = (len(data) + size * at for at in range(1, count))
    chain = b"".join(directory + end.to_bytes(4, "little") for end in ends)
    return data[:4] + len(data).to_bytes(4, "little") + data[8:] + chain + directory + bytes(4)


LARGEST = 48


@pytest.mark.parametrize("bitmap", ["png", "bmp"])
def test_the_largest_picture_of_an_icon_is_sent(prepare_as, bitmap):
    data = encoded(corners((48, 48)).convert("RGBA"), "ICO", sizes=[(16, 16), (48, 48), (32, 32)], bitmap_format=bitmap)
    made = prepare_as(data, AS_LARGE)

    assert (made.width, made.height, made.media_type) == (LARGEST, LARGEST, "image/png")
    assert corner_colors(decoded(made.data)) == [RED, GREEN, BLUE, WHITE]
    assert made.changes == (Change.CONVERTED,)
    assert made.frames == Frames()


def test_an_icon_keeps_what_lets_through(prepare_as):
    clear = corners((32, 32)).convert("RGBA")
    clear.putalpha(0)
    made = prepare_as(encoded(clear, "ICO", sizes=[(32, 32)]), AS_LARGE)

    assert decoded(made.data).getextrema()[3] == (0, 0)


@pytest.mark.parametrize("bitmap", ["png", "bmp"])
def test_a_bomb_in_an_icon_is_refused_by_its_own_header(prepare_as, bitmap):
    data = bytearray(encoded(corners((32, 32)), "ICO", sizes=[(32, 32)], bitmap_format=bitmap))
    at = int.from_bytes(data[18:22], "little")
    sides = (60_000).to_bytes(4, "big") * 2 if bitmap == "png" else (60_000).to_bytes(4, "little") * 2
    start = at + (16 if bitmap == "png" else 4)
    data[start : start + 8] = sides

    with pytest.raises(PictureTooLarge, match="px"):
        prepare_as(bytes(data), AS_LARGE)


HOSTILE = {
    "icon": encoded(corners((32, 32)), "ICO", sizes=[(16, 16), (32, 32)], bitmap_format="bmp"),
    "icon of png": encoded(corners((32, 32)), "ICO", sizes=[(16, 16), (32, 32)]),
    "document": photoshop(corners((32, 32))),
    "large document": photoshop(corners((32, 32)), large=True, bits=16, packed=True),
    "pages": pages(),
    "film": film("GIF", 4),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_cut_or_flipped_is_a_picture_or_a_refusal(ask, name):
    """Never anything else: the worker lives on, and says what it thinks of it."""
    data = HOSTILE[name]
    cuts = [data[: len(data) * share // 25] for share in range(25)]
    flips = [
        data[:at] + bytes([data[at] ^ 0x40]) + data[at + 1 :] for at in range(0, len(data), max(1, len(data) // 60))
    ]

    async def all_of(images):
        outcomes = []
        for damaged in (*cuts, *flips):
            for edits in (UNTOUCHED, Edits(frame=1)):
                try:
                    outcomes.append(type(await images.prepare(damaged, AS_LARGE, edits)).__name__)
                except Failure as error:
                    outcomes.append(type(error).__name__)
        return set(outcomes)

    assert ask(all_of) <= {"Prepared", "NotAPicture", "PictureDamaged", "PictureTooLarge", "TooManyPixels"}


def test_a_page_lies_as_it_says_itself(prepare_as):
    lying = corners((96, 64)).transpose(Image.Transpose.ROTATE_90)
    made = prepare_as(encoded(lying, "TIFF", exif=exif(6), save_all=True, append_images=[corners()]), AS_LARGE)

    assert corner_colors(decoded(made.data)) == [RED, GREEN, BLUE, WHITE]
    assert made.frames.total == 2
