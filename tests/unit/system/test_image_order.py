"""The qualities of a picture in their order: a lower one never takes more bytes."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from desktop.domain import vision
from desktop.domain.edits import Edits
from desktop.domain.picture import SVG
from desktop.domain.vision import Quality, Sight, plan_for
from desktop.system import image_codec
from desktop.system.image_codec import prepare
from desktop.system.image_reader import READERS, opened
from tests.unit.system.pictures import decoded, encoded, noise

SIZE = (640, 400)
EDGES = {Quality.SHARP: 512, Quality.BALANCED: 392, Quality.SMALL: 256}  # a quarter of what they are, for quick tests
WEBP = ("image/png", "image/jpeg", "image/webp")
SIGHTS = {
    "unknown": Sight(),
    "webp": Sight(formats=WEBP),
    "makes smaller itself": Sight(edge=392, patch=28, most_tokens=196, formats=WEBP),
    "counts pixels": Sight(patch=28, most_tokens=16_384, formats=WEBP),
}


@pytest.fixture(autouse=True)
def small_edges(monkeypatch):
    monkeypatch.setattr(vision, "EDGES", EDGES)


def screenshot():
    image = Image.new("RGB", SIZE, "white")
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(10)
    for y in range(0, SIZE[1], 15):
        draw.text((y % 60, y), f"{y} the quick brown fox, {y * 7} jumps over the lazy dog; " * 3, "#223", font)
    draw.rectangle((0, 0, 90, SIZE[1]), "#f0f2f5")
    for y in range(10, SIZE[1], 30):
        draw.rounded_rectangle((8, y, 80, y + 20), 5, "#dde6ff", "#8899cc")
    return image


def drawing():
    image = Image.new("RGB", SIZE, "white")
    draw = ImageDraw.Draw(image)
    for at in range(0, SIZE[0], 40):
        draw.ellipse((at, at // 3, at + 90, at // 3 + 120), outline=("#c25", "#25c", "#2a5")[at // 40 % 3], width=3)
        draw.line((0, at, SIZE[0] - at, 0), "black", 2)
    return image


def photograph():
    soft = noise((40, 25)).filter(ImageFilter.GaussianBlur(1)).resize(SIZE, Image.Resampling.BICUBIC)
    return Image.blend(soft, noise(SIZE), 0.1)


def gradient():
    ramp = Image.linear_gradient("L").resize(SIZE)
    return Image.merge("RGB", (ramp, ramp.transpose(Image.Transpose.FLIP_TOP_BOTTOM), ramp))


def screenshot_with_photograph():
    image = screenshot()
    image.paste(photograph().resize((200, 125)), (300, 100))
    return image


def logo():
    image = Image.new("RGBA", (420, 420), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.ellipse((20, 20, 400, 400), "#c25")
    draw.ellipse((120, 120, 300, 300), (0, 0, 0, 0))
    draw.text((90, 180), "Parley", "black", ImageFont.load_default(60))
    return image


def icon():
    return logo().resize((32, 32))


def dots():
    return Image.effect_noise(SIZE, 90).convert("1").convert("RGB")


KINDS = [screenshot, drawing, photograph, gradient, screenshot_with_photograph, logo, icon, dots]


@pytest.mark.parametrize("sight", SIGHTS.values(), ids=SIGHTS)
@pytest.mark.parametrize("came", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("kind", [*KINDS, noise])
def test_a_lower_quality_never_takes_more_bytes(kind, came, sight):
    image = kind() if came != "JPEG" else kind().convert("RGB")
    data = encoded(image, came, quality=80)

    original, *smaller = (prepare(data, plan_for(quality, sight)) for quality in Quality)

    assert all(len(more.data) >= len(less.data) for more, less in pairwise(smaller))
    sharp, plan = smaller[0], plan_for(Quality.SHARP, sight)
    may_have_all = max(image.size) <= max(plan.edge, plan.spare)
    if may_have_all or came == "JPEG":
        assert len(original.data) >= len(sharp.data)


@pytest.mark.parametrize("quality", [quality for quality in Quality if quality is not Quality.ORIGINAL])
@pytest.mark.parametrize("sight", SIGHTS.values(), ids=SIGHTS)
@pytest.mark.parametrize("kind", [screenshot, drawing, icon, dots])
def test_what_is_drawn_stays_exact_at_every_quality(kind, sight, quality):
    """Every pixel is one of a clean reduction: letters have no rings of a JPEG around them."""
    image = kind()

    made = prepare(encoded(image, "PNG"), plan_for(quality, sight))

    fitted = image.copy()
    fitted.thumbnail((made.width, made.height), Image.Resampling.HAMMING, reducing_gap=2.0)
    assert made.media_type in {"image/png", "image/webp"}
    assert ImageChops.difference(decoded(made.data).convert(image.mode), fitted).getbbox() is None


def test_one_that_is_cut_is_not_cut_anew_for_its_weight():
    data, edits = encoded(screenshot(), "PNG"), Edits(crop=(0, 0, 600, 300))

    sharp, balanced, small = (prepare(data, plan_for(quality, SIGHTS["counts pixels"]), edits) for quality in EDGES)

    assert len(sharp.data) >= len(balanced.data) >= len(small.data)
    assert small.width * 300 == small.height * 600


def test_a_coarse_photograph_goes_as_it_came_where_it_may_and_else_stays_as_coarse():
    data = encoded(gradient(), "JPEG", quality=60)

    free, counted = (prepare(data, plan_for(Quality.SHARP, SIGHTS[name])) for name in ("unknown", "counts pixels"))

    assert free.data == data
    assert counted.width == EDGES[Quality.SHARP]
    assert Image.open(BytesIO(counted.data)).quantization == Image.open(BytesIO(data)).quantization


@pytest.mark.parametrize("few", [True, False])
def test_of_very_many_pixels_none_are_decoded_again(monkeypatch, few):
    monkeypatch.setattr(image_codec, "MOST_AGAIN", SIZE[0] * SIZE[1] - (not few))
    plan = plan_for(Quality.BALANCED, SIGHTS["counts pixels"])

    assert prepare(encoded(screenshot(), "PNG"), plan).width == EDGES[Quality.SHARP if few else Quality.BALANCED]


def frames():
    """The second one is the screenshot."""
    return encoded(noise(SIZE), "PNG", save_all=True, append_images=[screenshot()])


@pytest.mark.parametrize(("data", "edits"), [(b"<svg/>", Edits()), (frames(), Edits(frame=1))])
def test_what_takes_long_to_come_by_is_read_once(monkeypatch, data, edits):
    read = []

    def opened_once(*given):
        read.append(given)
        return opened(*given)

    monkeypatch.setattr(image_codec, "opened", opened_once)
    monkeypatch.setitem(READERS, SVG, lambda _: screenshot())

    made = prepare(data, plan_for(Quality.SMALL, SIGHTS["counts pixels"]), edits)

    assert 1 == len(read)
    expected = prepare(encoded(screenshot(), "PNG"), plan_for(Quality.SMALL, SIGHTS["counts pixels"]))
    assert (expected.data, expected.width) == (made.data, made.width)
