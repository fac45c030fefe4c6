from __future__ import annotations

import pytest
from PIL import Image, ImageCms, ImageFilter

from desktop.domain.errors import NotAPicture, PictureDamaged, TooManyBytes, TooManyFrames, TooManyPixels
from desktop.domain.picture import LARGEST, LARGEST_FILE, Change, sniff
from desktop.domain.vision import Plan
from tests.unit.system.pictures import (
    CORNERS,
    ORIENTATIONS,
    bmp_of_size,
    corner_colors,
    corners,
    decoded,
    encoded,
    exif,
    film,
    gif_of_size,
    gray_profile,
    jpeg_of_size,
    lying,
    noise,
    png_of_size,
    texts,
    webp_of_size,
)

COLORS = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
SWAPPED = (  # red is green in it
    COLORS.replace(b"rXYZ", b"xXYZ")
    .replace(b"gXYZ", b"rXYZ")
    .replace(b"xXYZ", b"gXYZ")
    .replace("sRGB".encode("utf-16-be"), "wide".encode("utf-16-be"))
)


SENT_AS_THEY_ARE = {
    "png": (encoded(corners(), "PNG"), "image/png"),
    "png with a palette": (encoded(corners().quantize(4), "PNG", transparency=0), "image/png"),
    "png of 16 bits": (encoded(Image.new("I;16", (40, 30), 40_000), "PNG"), "image/png"),
    "png in black and white": (encoded(corners().convert("1"), "PNG"), "image/png"),
    "jpeg": (encoded(noise(), "JPEG"), "image/jpeg"),
    "progressive jpeg": (encoded(noise(), "JPEG", progressive=True), "image/jpeg"),
    "gray jpeg": (encoded(noise().convert("L"), "JPEG"), "image/jpeg"),
    "gray jpeg with a color profile": (encoded(noise().convert("L"), "JPEG", icc_profile=COLORS), "image/jpeg"),
    "jpeg with a color profile": (encoded(noise(), "JPEG", icc_profile=COLORS), "image/jpeg"),
    "webp": (encoded(noise(), "WEBP"), "image/webp"),
    "lossless webp": (encoded(corners().convert("RGBA"), "WEBP", lossless=True), "image/webp"),
    "gif": (encoded(corners(), "GIF"), "image/gif"),
    "gif film": (film("GIF", 4), "image/gif"),
    "webp film": (film("WEBP", 4), "image/webp"),
    "png film": (film("PNG", 4), "image/png"),
    "one pixel": (encoded(Image.new("L", (1, 1)), "PNG"), "image/png"),
    "a line": (encoded(Image.new("RGB", (4000, 1)), "PNG"), "image/png"),
}


@pytest.mark.parametrize("name", SENT_AS_THEY_ARE)
def test_what_needs_no_change_goes_out_as_it_came(prepare, name):
    data, media_type = SENT_AS_THEY_ARE[name]
    made = prepare(data)

    assert made.data == data
    assert made.media_type == media_type
    assert (made.width, made.height) == decoded(data).size
    assert made.changes == ()


@pytest.mark.parametrize("orientation", ORIENTATIONS)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_sent_and_shown_upright(prepare, kind, orientation):
    made = prepare(encoded(lying(corners(), orientation), kind, exif=exif(orientation), quality=95))

    assert sniff(made.data) == made.media_type == f"image/{kind.lower()}"
    assert (made.width, made.height) == decoded(made.data).size == (48, 32)
    for shown in (made.data, made.preview, made.thumbnail):
        assert corner_colors(decoded(shown)) == CORNERS
    assert not decoded(made.data).getexif()
    turned = {Change.TURNED_UPRIGHT} if orientation > 1 else set()
    assert set(made.changes) == turned | {Change.METADATA_REMOVED}


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_turning_a_lossless_picture_loses_nothing(prepare, kind):
    made = prepare(encoded(noise(), kind, exif=exif(3), lossless=True))

    assert made.media_type == "image/png"
    assert decoded(made.data).tobytes() == noise().transpose(Image.Transpose.ROTATE_180).tobytes()


def test_a_turned_jpeg_gets_the_usual_colors_and_stays_close(prepare):
    image = noise().filter(ImageFilter.GaussianBlur(3))
    made = prepare(encoded(image, "JPEG", quality=95, exif=exif(3), icc_profile=COLORS, comment="secret"))
    turned = image.transpose(Image.Transpose.ROTATE_180)
    differences = zip(decoded(made.data).tobytes(), turned.tobytes(), strict=True)

    assert max(abs(a - b) for a, b in differences) < 12
    assert "icc_profile" not in decoded(made.data).info
    assert b"secret" not in made.data


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_place_is_removed_and_said_without_touching_a_pixel(prepare, kind):
    data = encoded(noise(), kind, exif=exif(artist="me", place=True))
    made = prepare(data)

    assert set(made.changes) == {Change.LOCATION_REMOVED, Change.METADATA_REMOVED}
    assert decoded(made.data).tobytes() == decoded(data).tobytes()
    assert not decoded(made.data).getexif()


def test_a_place_in_xmp_is_said_too(prepare):
    data = encoded(noise(), "JPEG", xmp=b"<x:xmpmeta exif:GPSLatitude='52'/>")

    assert set(prepare(data).changes) == {Change.LOCATION_REMOVED, Change.METADATA_REMOVED}


def test_a_screenshot_loses_its_texts_and_keeps_its_pixels(prepare):
    data = encoded(corners(), "PNG", pnginfo=texts(Software="a screenshot program"))
    made = prepare(data)

    assert made.changes == (Change.METADATA_REMOVED,)
    assert made.data == encoded(corners(), "PNG")


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_a_picture_that_its_reader_has_turned_says_so(prepare, orientation):
    image = lying(corners((96, 64)), orientation)
    image.info["exif"] = exif(orientation).tobytes()  # which the encoder says in HEIC's own words too
    made = prepare(encoded(image, "HEIF", quality=95))

    assert (Change.TURNED_UPRIGHT in made.changes) is (orientation > 1)
    assert corner_colors(decoded(made.data)) == CORNERS
    assert (made.given_width, made.given_height) == (made.width, made.height) == (96, 64)


def test_what_exif_alone_says_of_a_heic_is_not_done_and_not_said(prepare):
    made = prepare(encoded(corners((96, 64)), "HEIF", exif=exif(6)))

    assert Change.TURNED_UPRIGHT not in made.changes
    assert (made.width, made.height) == (96, 64)


def test_a_film_is_not_turned_but_stripped(prepare):
    data = film("WEBP", 3, exif=exif(6))
    made = prepare(data)

    assert made.changes == (Change.METADATA_REMOVED,)
    assert decoded(made.data).size == (40, 30)


def test_metadata_that_cannot_be_read_does_not_cost_the_picture(prepare):
    plain = encoded(noise(), "JPEG")
    for content in (b"Exif\0\0MM\0*\xff\xff\xff\xff", b"Exif\0\0nonsense", b"Exif\0\0" + b"\xff" * 60_000):
        described = plain[:2] + b"\xff\xe1" + (len(content) + 2).to_bytes(2, "big") + content + plain[2:]
        made = prepare(described)

        assert made.changes == (Change.METADATA_REMOVED,)
        assert made.data == plain


@pytest.mark.parametrize("orientation", [0, 9, 255])
def test_an_orientation_that_does_not_exist_is_upright(prepare, orientation):
    found = exif(artist="me")
    found[0x0112] = orientation

    assert prepare(encoded(noise(), "JPEG", exif=found)).changes == (Change.METADATA_REMOVED,)


CONVERTED = {
    "heic": (encoded(corners((96, 64)), "HEIF"), "image/jpeg"),
    "heic with alpha": (encoded(corners((96, 64)).convert("RGBA"), "HEIF"), "image/png"),
    "avif": (encoded(corners((96, 64)), "AVIF", quality=90), "image/jpeg"),
    "bmp": (encoded(corners((96, 64)), "BMP"), "image/png"),
    "tiff": (encoded(corners((96, 64)), "TIFF"), "image/png"),
    "compressed tiff": (encoded(corners((96, 64)), "TIFF", compression="tiff_lzw"), "image/png"),
    "tiff for print": (encoded(corners((96, 64)).convert("CMYK"), "TIFF"), "image/png"),
    "tiff of floats": (encoded(corners((96, 64)).convert("F"), "TIFF"), "image/png"),
}


@pytest.mark.parametrize("name", CONVERTED)
def test_a_format_that_no_provider_takes_is_converted(prepare, name):
    data, media_type = CONVERTED[name]
    made = prepare(data)

    colors = (Change.COLORS_CONVERTED,) if name == "tiff for print" else ()
    assert made.changes == (Change.CONVERTED, *colors)
    assert sniff(made.data) == made.media_type == media_type
    assert decoded(made.data).size == (made.width, made.height) == (96, 64)
    if "floats" not in name:
        assert corner_colors(decoded(made.data)) == CORNERS


@pytest.mark.parametrize("kind", ["HEIF", "AVIF", "TIFF"])
def test_a_converted_photograph_is_upright_and_tells_nothing(prepare, kind):
    stored = corners((96, 64)).transpose(Image.Transpose.ROTATE_90)
    found = exif(6, artist="me", place=True)
    made = prepare(encoded(stored, kind, exif=found if kind == "TIFF" else found.tobytes()))

    assert decoded(made.data).size == (made.width, made.height) == (96, 64)
    for shown in (made.data, made.preview, made.thumbnail):
        assert corner_colors(decoded(shown)) == CORNERS
    assert not decoded(made.data).getexif()
    assert {Change.CONVERTED, Change.METADATA_REMOVED} <= {*made.changes}
    assert (Change.LOCATION_REMOVED in made.changes) == (kind != "TIFF")


@pytest.mark.parametrize(
    ("written", "told"),
    [({0x010F: "Nikon"}, True), ({0x010F: "Nikon", 0x0110: "D80"}, True), ({0xC4A5: b"x"}, True), ({}, False)],
)
def test_the_tags_of_a_tiff_are_said_to_be_removed_where_they_say_more_than_how_it_is_built(prepare, written, told):
    tags = exif(6)
    tags.update(written)

    assert told == (Change.METADATA_REMOVED in prepare(encoded(corners(), "TIFF", exif=tags)).changes)


@pytest.mark.parametrize("size", [(3000, 1000), (1000, 3000), (200, 100), (2, 1), (5000, 1)])
@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "L"])
def test_previews_are_small_and_have_the_shape_of_the_picture(prepare, size, mode):
    made = prepare(encoded(Image.new(mode, size), "PNG"))
    for shown, edge in ((made.preview, 1280), (made.thumbnail, 160)):
        width, height = decoded(shown).size

        assert max(width, height) == min(edge, max(size))
        assert abs(width - size[0] * max(width, height) / max(size)) <= 1
        assert sniff(shown) in {"image/png", "image/jpeg"}
    assert sniff(made.thumbnail) == "image/png"


def test_a_small_drawing_is_shown_exactly(prepare):
    data = encoded(corners(), "PNG")

    assert decoded(prepare(data).preview).tobytes() == corners().tobytes()


def test_what_is_transparent_stays_transparent(prepare):
    image = corners().convert("RGBA")
    image.putalpha(0)
    made = prepare(encoded(image, "PNG"))

    for shown in (made.preview, made.thumbnail):
        assert decoded(shown).getextrema()[3] == (0, 0)


BOMBS = {
    "png": png_of_size(60_000, 60_000),
    "png of one bit": png_of_size(60_000, 60_000, 1, 0),
    "gif": gif_of_size(60_000, 60_000),
    "webp": webp_of_size(60_000, 60_000),
    "bmp": bmp_of_size(60_000, 60_000),
    "jpeg": jpeg_of_size(60_000, 60_000),
    "long line": png_of_size(2**31 - 1, 1),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_by_its_header(prepare, name):
    with pytest.raises(TooManyPixels) as caught:
        prepare(BOMBS[name])

    assert "\u00d7" in caught.value.detail
    assert caught.value.most == 120_000_000


def test_a_film_of_too_many_frames_is_refused(prepare):
    with pytest.raises(TooManyFrames) as caught:
        prepare(film("GIF", 2100))

    assert caught.value.most == 2_000


DRAWING = b"<svg xmlns='http://www.w3.org/2000/svg'/>"


@pytest.mark.parametrize(("head", "most"), [(encoded(corners(), "PNG"), LARGEST_FILE), (DRAWING, LARGEST)])
def test_a_file_of_too_many_bytes_is_refused_unread(prepare, head, most):
    data = head + b" " * most
    with pytest.raises(TooManyBytes) as caught:
        prepare(data)

    assert (caught.value.count, caught.value.most) == (len(data), most)


def test_what_is_too_heavy_to_be_sent_as_it_is_can_be_sent_smaller(prepare, prepare_as):
    data = encoded(noise((3300, 3200)), "PNG", compress_level=1)
    with pytest.raises(TooManyBytes) as caught:
        prepare(data)

    assert (caught.value.count, caught.value.most) == (len(data), LARGEST)
    assert prepare_as(data, Plan(256)).width == 256


def test_what_gets_too_large_by_converting_is_refused(prepare):
    with pytest.raises(TooManyBytes):
        prepare(encoded(noise((3400, 3400)), "TIFF", compression="jpeg", quality=75))


@pytest.mark.parametrize(
    "data",
    [b"", b"hello", b"%PDF-1.7\n", b"\0" * 1000, b"icns" + b"\0" * 99],
)
def test_what_is_no_picture_is_said_to_be_none(prepare, data):
    with pytest.raises(NotAPicture):
        prepare(data)


def test_the_facts_of_a_picture(facts):
    found = facts(encoded(corners((200, 100)), "JPEG", quality=95, exif=exif(3)))

    assert (found.format, found.width, found.height) == ("image/jpeg", 200, 100)
    assert (found.orientation, found.frames, found.has_alpha) == (3, 1, False)
    assert all(abs(share - 0.25) < 0.02 for _, share in found.dominant[:4])
    assert all(color.startswith("#") and len(color) == 7 for color, _ in found.dominant)
    assert 0.4 < found.brightness < 0.6
    lines = found.ascii.splitlines()
    assert len(lines) <= 28
    assert max(map(len, lines)) <= 64


def test_the_rendering_is_dark_where_the_picture_is(facts):
    image = Image.new("L", (64, 64), 255)
    image.paste(0, (0, 0, 32, 64))
    line = facts(encoded(image, "PNG")).ascii.splitlines()[5]

    assert set(line.strip()) == {"@"}
    assert 20 < len(line) < 36


def test_facts_of_one_pixel(facts):
    found = facts(encoded(Image.new("RGBA", (1, 1), (255, 255, 255, 0)), "PNG"))

    assert (found.width, found.height, found.has_alpha) == (1, 1, True)
    assert found.dominant == (("#ffffff", 1.0),)
    assert found.brightness == 1


def test_frames_and_pages_are_counted(facts):
    assert facts(film("GIF", 4)).frames == 4
    assert facts(film("WEBP", 4)).frames == 4
    assert facts(film("TIFF", 3)).frames == 3


def test_a_blurred_picture_is_less_sharp(facts):
    sharp = noise((600, 400))
    blurred = sharp.filter(ImageFilter.GaussianBlur(4))

    assert facts(encoded(blurred, "PNG")).sharpness < 4
    assert facts(encoded(sharp, "PNG")).sharpness > 12


def test_facts_of_a_damaged_picture_are_refused(facts):
    with pytest.raises(PictureDamaged):
        facts(encoded(noise(), "JPEG")[:500])


@pytest.mark.parametrize(
    ("image", "kind"),
    [
        (corners().convert("L"), "JPEG"),
        (corners().quantize(4), "PNG"),
        (corners().convert("RGBA"), "PNG"),
        (corners().convert("LA"), "PNG"),
        (corners().convert("1"), "PNG"),
        (corners().convert("I;16"), "PNG"),
    ],
)
def test_turning_keeps_the_kind_of_colors(prepare, image, kind):
    made = decoded(prepare(encoded(image, kind, exif=exif(3), quality=95)).data)
    expected = image.transpose(Image.Transpose.ROTATE_180)

    assert made.mode == image.mode
    differences = zip(made.tobytes(), expected.tobytes(), strict=True)
    assert max(abs(a - b) for a, b in differences) < (20 if kind == "JPEG" else 1)


def test_turning_keeps_what_a_palette_makes_transparent(prepare):
    image = corners().quantize(4)
    made = decoded(prepare(encoded(image, "PNG", exif=exif(3), transparency=image.getpixel((3, 3)))).data)

    assert made.convert("RGBA").getpixel((made.width - 4, made.height - 4))[3] == 0
    assert made.convert("RGBA").getpixel((3, 3))[3] == 255


WIDE = (1600, 900)
GRADIENT = Image.merge("RGB", [Image.linear_gradient("L").resize(WIDE)] * 3)


def page():
    """A drawing with many edges and few colors, as of a screen."""
    image = Image.new("RGB", WIDE, "white")
    for x in range(0, WIDE[0], 7):
        image.paste("black", (x, 0, x + 3, WIDE[1]))
    return image


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_a_picture_is_made_as_small_as_planned_and_tells_its_size_before(prepare_as, kind):
    made = prepare_as(encoded(noise(WIDE), kind), Plan(400))

    assert (made.width, made.height) == (400, 225) == decoded(made.data).size
    assert (made.given_width, made.given_height) == WIDE
    assert made.media_type == sniff(made.data) in {"image/jpeg", "image/webp"}


def test_a_lying_picture_is_made_small_upright(prepare_as):
    made = prepare_as(encoded(corners(WIDE), "JPEG", exif=exif(6)), Plan(400))

    assert (made.width, made.height) == (225, 400)
    assert (made.given_width, made.given_height) == WIDE[::-1]
    assert Change.TURNED_UPRIGHT in made.changes


def test_a_lying_tiff_tells_the_size_that_it_has_upright(prepare_as):
    made = prepare_as(encoded(corners(WIDE), "TIFF", exif=exif(6)), Plan(400))

    assert (made.width, made.height) == (225, 400)
    assert (made.given_width, made.given_height) == WIDE[::-1]


def test_what_fits_the_plan_stays_as_it_came(prepare_as):
    data = encoded(page(), "PNG")

    assert prepare_as(data, Plan(1600, len(data))).data == data


def test_a_screen_that_is_made_smaller_stays_exact(prepare_as):
    made = prepare_as(encoded(page(), "PNG"), Plan(800))

    assert made.media_type == "image/png"


def test_a_film_is_never_made_smaller(prepare_as):
    data = film("GIF", 4)

    assert prepare_as(data, Plan(8, 10)).data == data


@pytest.mark.parametrize("most", [1_000, 20_000, 60_000])
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_no_more_bytes_come_out_than_are_planned(prepare_as, most, mode):
    made = prepare_as(encoded(noise().convert(mode), "PNG"), Plan(0, most))

    assert len(made.data) <= most
    assert made.media_type == {"RGB": "image/jpeg", "RGBA": "image/webp"}[mode]
    assert (made.width, made.height) == decoded(made.data).size
    assert made.width < 400 or most > 20_000


def test_other_colors_become_those_of_screens(prepare_as):
    made = prepare_as(encoded(GRADIENT, "JPEG", icc_profile=COLORS, quality=95), Plan(400))

    assert "icc_profile" not in decoded(made.data).info
    darkest, lightest = decoded(made.data).convert("L").getextrema()
    assert darkest < 8
    assert lightest > 247


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_colors_of_another_profile_become_those_of_screens_at_any_size(prepare, kind):
    made = prepare(encoded(corners(), kind, icc_profile=SWAPPED, quality=95, lossless=True))

    red, green, *others = CORNERS
    assert [green, red, *others] == corner_colors(decoded(made.data)) == corner_colors(decoded(made.thumbnail))
    assert (Change.COLORS_CONVERTED in made.changes, "icc_profile" in decoded(made.data).info) == (True, False)


@pytest.mark.parametrize("plan", [Plan(), Plan(200)])
@pytest.mark.parametrize("profile", [b"no profile", gray_profile()[:200], gray_profile()[:-30]])
@pytest.mark.parametrize("mode", ["L", "RGB"])
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_damaged_profile_goes_and_every_pixel_stays(prepare_as, kind, mode, profile, plan):
    plain = encoded(noise().convert(mode), kind, quality=90)
    made = prepare_as(encoded(noise().convert(mode), kind, quality=90, icc_profile=profile), plan)

    assert made.data == prepare_as(plain, plan).data
    assert "icc_profile" not in decoded(made.data).info
    assert Change.METADATA_REMOVED in made.changes


@pytest.mark.parametrize(
    "options", [{"quality": 90}, {"lossless": True}, {"save_all": True, "append_images": [noise()]}]
)
def test_a_damaged_profile_of_a_webp_goes_and_every_pixel_stays(prepare, options):
    given = encoded(noise(), "WEBP", icc_profile=b"no profile", **options)
    made = prepare(given)

    assert decoded(made.data).convert("RGB").tobytes() == decoded(given).convert("RGB").tobytes()
    assert (b"ICCP" in made.data, made.data[20] & 0x20, Change.METADATA_REMOVED in made.changes) == (False, 0, True)
    assert prepare(encoded(noise(), "WEBP", icc_profile=COLORS, **options)).changes == ()


LEVELS = Image.frombytes("L", (64, 32), bytes([0, 128, 128, 255] * 512))
LINEAR = [0, 188, 188, 255]  # what these grays are on a screen if the file means light by its numbers


@pytest.mark.parametrize("plan", [Plan(), Plan(32)])
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_gray_of_another_profile_becomes_that_of_screens(prepare_as, kind, plan):
    gray = Image.new("L", (64, 32), 128)
    made = prepare_as(encoded(gray, kind, icc_profile=gray_profile(), quality=95, lossless=True), plan)

    assert "icc_profile" not in decoded(made.data).info
    assert Change.COLORS_CONVERTED in made.changes
    for data in (made.data, made.thumbnail):
        [(red, green, blue)] = {color for _count, color in decoded(data).convert("RGB").getcolors()}
        assert red == green == blue
        assert abs(red - 188) <= 1


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGB"])
def test_gray_is_kept_exactly_in_whatever_way_it_is_stored(prepare, mode):
    made = prepare(encoded(LEVELS.convert(mode), "PNG", icc_profile=gray_profile()))

    assert LINEAR == list(decoded(made.data).convert("L").tobytes()[:4])
    assert "icc_profile" not in decoded(made.data).info


def test_black_and_white_and_what_shows_through_stay_what_they_are(prepare):
    ink = prepare(
        encoded(LEVELS.point(lambda level: level // 255 * 255).convert("1"), "PNG", icc_profile=gray_profile())
    )
    glass = LEVELS.convert("LA")
    glass.putalpha(Image.new("L", LEVELS.size, 100))
    glass = prepare(encoded(glass, "PNG", icc_profile=gray_profile()))

    assert [0, 0, 0, 255] == list(decoded(ink.data).convert("L").tobytes()[:4])
    assert (100, 100) == decoded(glass.data).getchannel("A").getextrema()


def test_gray_of_sixteen_bits_has_its_profile_too(prepare):
    deep_gray = Image.new("I;16", (8, 8), 0x8000)
    made = prepare(encoded(deep_gray, "PNG", icc_profile=gray_profile()))

    assert (188, 188) == decoded(made.data).convert("L").getextrema()


def test_the_profile_of_a_gray_picture_may_be_one_for_colors(prepare):
    made = prepare(encoded(LEVELS, "PNG", icc_profile=SWAPPED))

    assert list(LEVELS.tobytes()[:4]) == list(decoded(made.data).convert("L").tobytes()[:4])
    assert "icc_profile" not in decoded(made.data).info


def test_a_profile_for_gray_is_of_no_use_for_print(prepare):
    made = prepare(encoded(corners().convert("CMYK"), "JPEG", quality=95, icc_profile=gray_profile()))

    assert CORNERS == corner_colors(decoded(made.data))


@pytest.mark.parametrize("profile", [None, b"no profile"])
@pytest.mark.parametrize("plan", [Plan(), Plan(30)])
def test_colors_for_print_become_those_of_screens(prepare_as, plan, profile):
    made = prepare_as(encoded(corners().convert("CMYK"), "JPEG", quality=95, icc_profile=profile), plan)

    assert ("RGB", "image/jpeg") == (decoded(made.data).mode, made.media_type)
    assert CORNERS == corner_colors(decoded(made.data))
    assert Change.COLORS_CONVERTED in made.changes
