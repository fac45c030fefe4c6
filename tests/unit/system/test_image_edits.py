"""What is done to a picture is burned into its pixels, in every kind of picture."""

from __future__ import annotations

import pytest
from PIL import Image, ImageChops

from desktop.domain.edits import Edits, unturned
from desktop.domain.picture import Change
from desktop.domain.vision import Plan
from tests.unit.system.pictures import CORNERS, corner_colors, corners, decoded, encoded, exif, film, noise
from tests.unit.system.test_images import COLORS, GRADIENT

AS_LARGE = Plan()
SIZE = (96, 64)
TOP_LEFT, BOTTOM_RIGHT = (0, 0, 48, 32), (48, 32, 96, 64)
RED, GREEN, BLUE, WHITE = CORNERS
BLACK = (0, 0, 0)
KINDS = {
    "jpeg": encoded(corners(SIZE), "JPEG", quality=95, subsampling=0),
    "jpeg for print": encoded(corners(SIZE).convert("CMYK"), "JPEG", quality=95),
    "png": encoded(corners(SIZE), "PNG"),
    "png with alpha": encoded(corners(SIZE).convert("RGBA"), "PNG"),
    "png with a palette": encoded(corners(SIZE).quantize(4), "PNG"),
    "webp": encoded(corners(SIZE), "WEBP", quality=95),
    "gif": encoded(corners(SIZE), "GIF"),
    "tiff": encoded(corners(SIZE), "TIFF"),
    "heic": encoded(corners(SIZE), "HEIF", quality=95),
    "lying jpeg": encoded(corners(SIZE).transpose(Image.Transpose.ROTATE_90), "JPEG", quality=95, exif=exif(6)),
    "lying tiff": encoded(corners(SIZE).transpose(Image.Transpose.ROTATE_90), "TIFF", exif=exif(6)),
}


@pytest.mark.parametrize("name", KINDS)
def test_what_is_blacked_out_turned_and_cut_is_so_in_every_format(prepare_as, name):
    made = prepare_as(KINDS[name], AS_LARGE, Edits(hidden=(TOP_LEFT,)))
    assert corner_colors(decoded(made.data)) == [BLACK, GREEN, BLUE, WHITE]
    assert Change.BLACKED_OUT in made.changes
    made = prepare_as(KINDS[name], AS_LARGE, Edits(1, ((0, 0, 32, 48),)))
    assert corner_colors(decoded(made.data)) == [BLACK, RED, WHITE, GREEN]
    assert (made.width, made.height) == (64, 96)
    assert (made.given_width, made.given_height) == SIZE
    made = prepare_as(KINDS[name], AS_LARGE, Edits(2, (), BOTTOM_RIGHT))
    assert corner_colors(decoded(made.data)) == [RED] * 4
    assert (made.width, made.height) == (48, 32)
    assert {Change.TURNED, Change.CROPPED} <= set(made.changes)
    made = prepare_as(KINDS[name], Plan(48), Edits(3, (), (0, 0, 64, 48)))
    assert corner_colors(decoded(made.data)) == [GREEN, WHITE] * 2
    assert (made.width, made.height) == (48, 36)


@pytest.mark.parametrize("mode", ["L", "LA", "RGB", "RGBA", "1", "I;16"])
@pytest.mark.parametrize("edge", [0, 30])
def test_nothing_of_what_is_blacked_out_is_left_in_any_pixel(prepare_as, mode, edge):
    """The same picture with something else in that place makes the same bytes."""
    kinds = []
    for color in ("white", "red", "black"):
        image = noise((60, 40))
        image.paste(color, (10, 10, 30, 30))
        if mode in {"1", "I;16"}:
            image = image.convert("L").convert(mode, dither=Image.Dither.NONE)
        kinds.append(prepare_as(encoded(image.convert(mode), "PNG"), Plan(edge), Edits(hidden=((10, 10, 30, 30),))))

    assert len({made.data for made in kinds}) == len({made.preview for made in kinds}) == 1
    assert len({made.thumbnail for made in kinds}) == 1


def test_what_is_not_blacked_out_stays_exact(prepare_as):
    made = prepare_as(encoded(noise((60, 40)), "PNG"), AS_LARGE, Edits(hidden=((10, 10, 30, 30),)))
    expected = noise((60, 40))
    expected.paste("black", (10, 10, 30, 30))

    assert ImageChops.difference(decoded(made.data), expected).getbbox() is None
    assert made.changes == (Change.BLACKED_OUT,)


def test_boxes_beyond_the_edges_are_cut_to_the_picture(prepare_as):
    made = prepare_as(
        KINDS["png"], AS_LARGE, Edits(hidden=((90, 60, 500, 500), (200, 200, 300, 300)), crop=(0, 0, 9, 9))
    )

    assert (made.width, made.height) == (9, 9)


def test_any_number_of_places_is_blacked_out(prepare_as):
    everywhere = tuple((x, y, x + 1, y + 1) for y in range(200) for x in range(400))
    made = prepare_as(encoded(noise((400, 201)), "PNG"), AS_LARGE, Edits(hidden=everywhere))

    assert decoded(made.data).crop((0, 0, 400, 200)).getcolors() == [(80_000, (0, 0, 0))]


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_an_edited_film_becomes_its_first_frame(prepare_as, kind):
    made = prepare_as(film(kind, 3), AS_LARGE, Edits(hidden=((0, 0, 20, 30),)))

    assert getattr(decoded(made.data), "n_frames", 1) == 1
    assert corner_colors(decoded(made.data)) == [BLACK, RED] * 2
    assert Change.STILL in made.changes


def test_where_something_lies_is_found_in_the_upright_picture(prepare_as):
    """What a person marks in the turned picture is the same that is looked at there."""
    box = (3, 5, 20, 30)
    for turns in range(4):
        made = prepare_as(encoded(noise(SIZE), "PNG"), AS_LARGE, Edits(turns, (), box))
        there = noise(SIZE).crop(unturned(box, SIZE, turns))
        ways = {1: Image.Transpose.ROTATE_270, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_90}

        assert decoded(made.data).tobytes() == (there.transpose(ways[turns]) if turns else there).tobytes()


def test_a_picture_of_numbered_colors_is_made_smaller_smoothly(prepare_as):
    """Else small text would lose its strokes."""
    stripes = Image.new("RGB", (400, 300), "white")
    for x in range(0, 400, 2):
        stripes.paste("black", (x, 0, x + 1, 300))
    made = decoded(prepare_as(encoded(stripes.quantize(2), "PNG"), Plan(200)).data).convert("L")

    assert 90 < made.getpixel((100, 100)) < 165


def test_grays_of_16_bits_are_shown_as_they_are(prepare_as):
    made = prepare_as(encoded(Image.new("I;16", (400, 300), 20_000), "PNG"), Plan(200))

    for data in (made.data, made.preview, made.thumbnail):
        assert abs(decoded(data).convert("RGB").getpixel((5, 5))[0] - 78) < 3


def test_other_colors_are_said_and_those_of_screens_are_not(prepare_as):
    wide = _wide_colors()
    made = prepare_as(encoded(GRADIENT, "PNG", icc_profile=wide), Plan(400))
    assert Change.COLORS_CONVERTED in made.changes
    made = prepare_as(encoded(GRADIENT, "PNG", icc_profile=COLORS), Plan(400))
    assert Change.COLORS_CONVERTED not in made.changes


def _wide_colors():
    """A profile that is sRGB but says that it is another: what it is called is all that is known before converting."""
    named = COLORS.replace("sRGB".encode("utf-16-be"), "P3!!".encode("utf-16-be"))
    assert named != COLORS
    return named
