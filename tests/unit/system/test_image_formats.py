"""Pictures for models that do not take every format."""

from __future__ import annotations

import pytest
from PIL import Image, ImageChops

from desktop.domain.edits import UNTOUCHED, Edits
from desktop.domain.picture import Change, Frames
from desktop.domain.vision import Plan
from desktop.system.frames import packed, unpacked
from tests.unit.system.pictures import corners, decoded, encoded, film, noise

CAREFUL = Plan(takes_webp=False, takes_gif=False, takes_films=False)


@pytest.mark.parametrize(
    ("kind", "options", "plan", "media_type"),
    [
        ("WEBP", {"lossless": True}, {"takes_webp": False}, "image/png"),
        ("WEBP", {"lossless": False}, {"takes_webp": False}, "image/jpeg"),
        ("WEBP", {"lossless": False}, {"takes_gif": False, "takes_films": False}, "image/webp"),
        ("GIF", {}, {"takes_gif": False}, "image/png"),
        ("GIF", {}, {"takes_gif": False, "webp": True}, "image/webp"),
        ("GIF", {}, {"takes_webp": False, "takes_films": False}, "image/gif"),
        ("PNG", {}, {"takes_png": False}, "image/jpeg"),
        ("PNG", {}, {"takes_png": False, "webp": True}, "image/webp"),
        ("JPEG", {}, {"takes_jpeg": False}, "image/png"),
        ("PNG", {}, CAREFUL._asdict(), "image/png"),
        ("JPEG", {}, CAREFUL._asdict(), "image/jpeg"),
    ],
)
def test_a_format_that_is_not_taken_becomes_one_that_is(prepare_as, kind, options, plan, media_type):
    data = encoded(corners(), kind, **options)
    made = prepare_as(data, Plan(**plan))

    converted = media_type != f"image/{kind.lower()}"
    assert made.media_type == media_type
    assert (Change.CONVERTED in made.changes) is converted
    assert (made.data == data) is not converted
    change = ImageChops.difference(decoded(made.data).convert("RGB"), decoded(data).convert("RGB"))
    assert max(most for _, most in change.getextrema()) <= (60 if media_type == "image/jpeg" else 0)


def test_what_is_transparent_in_a_photograph_stays_so(prepare_as):
    clear = Image.new("RGBA", (40, 30), (255, 0, 0, 0))
    assert prepare_as(encoded(clear, "WEBP", quality=80), CAREFUL).media_type == "image/png"


def test_what_is_to_be_light_and_no_jpeg_becomes_webp(prepare_as):
    data = encoded(noise(), "PNG")
    kinds = [prepare_as(data, Plan(0, 20_000, takes_jpeg=False, takes_webp=webp)).media_type for webp in (True, False)]

    assert ["image/webp", "image/jpeg"] == kinds
    large = Plan(64, takes_jpeg=False)
    assert "image/png" == prepare_as(encoded(noise(), "PNG"), large).media_type != prepare_as(data, Plan(64)).media_type


def test_what_is_transparent_becomes_white_where_it_must_be_light(prepare_as):
    image = noise().convert("RGBA")
    image.paste((0, 0, 0, 0), (0, 0, 40, 40))
    made = prepare_as(encoded(image, "PNG"), CAREFUL._replace(most=20_000))

    assert made.media_type == "image/jpeg"
    assert min(decoded(made.data).convert("RGB").getpixel((4, 4))) > 200


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_of_a_film_that_is_not_taken_the_first_frame_is_sent(prepare_as, kind):
    data = film(kind, lossless=True)
    made = prepare_as(data, Plan(takes_films=False))

    assert (made.frames, Change.STILL in made.changes) == (Frames(3, by_hand=True), True)
    assert getattr(decoded(made.data), "n_frames", 1) == 1
    assert decoded(made.data).convert("RGB").getpixel((5, 5)) == (255, 0, 0)
    assert prepare_as(data, Plan()).frames == Frames(3, film=True)


@pytest.mark.parametrize(
    ("kind", "plan", "frames"),
    [
        ("GIF", Plan(takes_gif=False), Frames(3)),
        ("GIF", Plan(takes_gif=False, any_film=True), Frames(3, film=True)),
        ("WEBP", CAREFUL, Frames(3)),
        ("PNG", CAREFUL, Frames(3, by_hand=True)),
        ("WEBP", CAREFUL._replace(any_film=True), Frames(3, by_hand=True)),
        ("GIF", Plan(takes_films=False, may_film=False), Frames(3)),
    ],
)
def test_a_film_goes_as_it_is_only_in_a_format_that_is_taken_or_of_which_nothing_is_said(
    prepare_as, kind, plan, frames
):
    data = film(kind, lossless=True)
    made = prepare_as(data, plan)

    assert made.frames == frames
    assert (made.data == data) is (Change.STILL not in made.changes) is frames.film


def test_a_film_that_is_not_taken_is_as_small_and_light_as_planned(prepare_as):
    made = prepare_as(film("GIF", 4), Plan(8, takes_films=False))

    assert (made.width, made.height) == (8, 6)


@pytest.mark.parametrize("edits", [UNTOUCHED, Edits(1, ((0, 0, 9, 9),), (1, 2, 3, 4), 2)])
@pytest.mark.parametrize("plan", [Plan(), CAREFUL, Plan(8, 9, webp=True, spare=10, takes_gif=False)])
def test_an_order_arrives_as_it_was_given(plan, edits):
    assert unpacked(packed(plan, edits)) == (plan, edits)
