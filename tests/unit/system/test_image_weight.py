from __future__ import annotations

from dataclasses import replace

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageStat, PngImagePlugin

from desktop.domain.edits import UNTOUCHED, Edits
from desktop.domain.picture import Change, sniff
from desktop.domain.vision import Plan, Quality, Sight, plan_for
from desktop.system.image_encoding import fit
from tests.unit.system.pictures import corners, decoded, encoded, exif, noise


def text_page(size=(2560, 1440)):
    """A screen full of letters, whose colors are few."""
    image = Image.new("RGB", size, "white")
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(16)
    for y in range(0, size[1], 24):
        draw.text((y % 90, y), f"{y} the quick brown fox, {y * 7} jumps over the lazy dog; " * 8, "#223", font)
    return image


@pytest.mark.parametrize("edge", [2048, 1024])
def test_a_screen_that_is_made_smaller_is_lighter_than_it_came_where_webp_is_taken(prepare_as, edge):
    data = encoded(text_page(), "PNG")
    exact = decoded(prepare_as(data, Plan(edge)).data).convert("RGB")

    made = prepare_as(data, Plan(edge, webp=True))

    assert made.media_type == sniff(made.data) == "image/webp"
    assert made.width == edge
    assert len(made.data) < len(data)
    assert ImageChops.difference(decoded(made.data), exact).getbbox() is None


def test_few_colors_stand_in_a_table_and_lose_nothing(prepare_as):
    data = encoded(text_page().convert("L").convert("RGB"), "PNG")
    small = decoded(data)
    fit(small, 2048)

    made = prepare_as(data, Plan(2048))

    assert made.media_type == "image/png"
    assert len(made.data) < 0.7 * len(encoded(small, "PNG"))
    assert ImageChops.difference(decoded(made.data).convert("RGB"), small).getbbox() is None


@pytest.mark.parametrize("sight", [Sight(), Sight(tile=896, tile_tokens=256, most_tokens=256), Sight(2048, patch=32)])
def test_a_screen_of_many_colors_never_gets_heavier_where_it_costs_the_same_as_it_is(prepare_as, sight):
    screen = text_page()
    for color in range(300):
        screen.paste((color % 256, color // 2, 90), (color * 8, 1000, color * 8 + 8, 1040))
    data = encoded(screen, "PNG")
    assert screen.getcolors(256) is None
    assert len(prepare_as(data, Plan(2048)).data) > len(data)

    made = prepare_as(data, plan_for(Quality.SHARP, sight))

    assert (made.data, made.changes) == (data, (Change.LEFT_LARGE,))


@pytest.mark.parametrize("spare", [0, 2559, 2560])
def test_what_came_lighter_goes_without_its_texts_where_the_model_makes_it_smaller_itself(prepare_as, spare):
    dots = Image.effect_noise((2560, 1440), 90).convert("1")
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Comment", "secret")
    data = encoded(dots, "PNG", pnginfo=texts)

    made = prepare_as(data, Plan(2048, 0, webp=True, spare=spare))

    assert (Change.LEFT_LARGE in made.changes) is (spare == 2560)
    if spare == 2560:
        assert b"secret" not in made.data
        assert len(made.data) < len(data)
        assert ImageChops.difference(decoded(made.data), dots).getbbox() is None
    else:
        assert made.width == 2048
    assert Change.METADATA_REMOVED in made.changes


def test_edits_are_in_what_goes_also_where_what_came_is_lighter(prepare_as):
    data = encoded(Image.effect_noise((2560, 1440), 90).convert("1"), "PNG")

    made = prepare_as(data, Plan(2048, 0, webp=True, spare=2560), Edits(hidden=((0, 0, 2560, 1440),)))

    assert decoded(made.data).convert("L").getextrema() == (0, 0)


@pytest.mark.parametrize("family", [Sight(), Sight(2048, 768, tile=512, tile_tokens=170, base_tokens=85)])
@pytest.mark.parametrize("edits", [UNTOUCHED, Edits(turns=1)])
@pytest.mark.parametrize("kind", ["PNG", "BMP"])
def test_a_smaller_wish_never_takes_more_bytes(prepare_as, kind, edits, family):
    data = encoded(Image.effect_noise((1200, 800), 90).convert("1").convert("RGB"), kind)
    sight = replace(family, formats=("image/png", "image/jpeg", "image/webp"))
    wishes = (Quality.SHARP, Quality.BALANCED, Quality.SMALL)

    sharp, balanced, small = (prepare_as(data, plan_for(quality, sight), edits) for quality in wishes)

    assert len(sharp.data) >= len(balanced.data) >= len(small.data)
    assert Change.LEFT_LARGE in small.changes
    assert (small.width, small.height) == (sharp.width, sharp.height)


def test_what_is_lighter_with_fewer_pixels_has_fewer_though_all_might_go(prepare_as):
    page = noise((1200, 800))

    made = prepare_as(encoded(page, "BMP"), Plan(1024, webp=True, spare=2048))
    light = prepare_as(encoded(page, "BMP"), Plan(1024, 60_000, webp=True, spare=2048))

    assert (made.width, Change.LEFT_LARGE in made.changes) == (1024, False)
    assert Change.LEFT_LARGE not in light.changes


def test_what_gains_little_by_trying_hard_is_made_exact_in_one_try(prepare_as):
    grain = Image.frombytes("L", (1300, 1300), bytes(byte % 200 for byte in noise((1300, 1300)).tobytes()[::3]))

    made = prepare_as(encoded(grain, "BMP"), Plan(webp=True))

    assert made.data == encoded(grain.convert("RGB"), "WEBP", lossless=True, method=0, quality=0)
    assert len(made.data) < grain.width * grain.height


@pytest.mark.parametrize("plan", [Plan(0, 1), Plan(4, 1, webp=True)])
def test_what_cannot_be_made_so_light_is_as_light_as_it_can_be(prepare_as, plan):
    data = encoded(corners((8, 8)), "PNG")

    assert len(prepare_as(data, plan).data) <= len(data)


@pytest.mark.parametrize(
    ("kind", "plan", "told"),
    [
        ("JPEG", Plan(0, 60_000), {Change.PRESSED}),
        ("PNG", Plan(0, 60_000), {Change.PRESSED, Change.LOSSY, Change.CONVERTED}),
        ("PNG", Plan(), set()),
        ("PNG", Plan(0, 60_000, takes_jpeg=False), {Change.PRESSED, Change.LOSSY, Change.CONVERTED}),
        ("JPEG", Plan(200, 60_000), set()),
        ("PNG", Plan(200), {Change.LOSSY, Change.CONVERTED}),
        ("BMP", Plan(), {Change.CONVERTED}),
        ("WEBP", Plan(200), set()),
    ],
)
def test_that_a_model_takes_no_more_and_that_details_are_lost_is_told(prepare_as, kind, plan, told):
    made = prepare_as(encoded(noise(), kind), plan)

    assert told == set(made.changes)


def test_what_is_too_large_for_webp_stays_png(prepare_as):
    made = prepare_as(encoded(Image.new("RGB", (16_400, 20), "red"), "BMP"), Plan(0, 0, webp=True))

    assert made.media_type == "image/png"


def test_a_photograph_that_came_exact_and_keeps_its_pixels_is_exact_as_webp_too(prepare_as):
    made = prepare_as(encoded(noise(), "BMP"), Plan(0, 0, webp=True))

    assert made.media_type == "image/webp"
    assert ImageChops.difference(decoded(made.data), noise()).getbbox() is None


@pytest.mark.parametrize("quality", [50, 85, 97])
def test_a_photograph_that_is_turned_upright_does_not_grow(prepare_as, quality):
    data = encoded(noise().convert("L").resize((1600, 1200)), "JPEG", quality=quality, exif=exif(6))
    made = prepare_as(data, Plan())
    before, after = decoded(data).transpose(Image.Transpose.ROTATE_270), decoded(made.data)
    lost = ImageStat.Stat(ImageChops.difference(before, after)).mean

    assert len(made.data) <= 1.05 * len(data)
    assert max(lost) < 3
