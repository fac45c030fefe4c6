"""Looking at parts of pictures, in the worker that decodes them."""

from __future__ import annotations

import sys

import pytest
from PIL import Image

from desktop.domain.errors import DecoderFailed, NotAPicture, PictureDamaged, PictureTooLarge
from desktop.domain.picture import Pixels
from desktop.system import image_codec, image_view
from desktop.system.image_view import Views
from desktop.system.images import Images
from tests.unit.system.pictures import corners, encoded, film, noise

PNG = encoded(corners((64, 32)), "PNG")
RED, LIME, BLUE, WHITE = b"\xff\0\0", b"\0\xff\0", b"\0\0\xff", b"\xff\xff\xff"
WHOLE = (0, 0, 64, 32)


@pytest.fixture
def view(ask):
    return lambda data, box, size: ask(lambda images: images.view(data, box, size))


def test_the_whole_at_its_size_is_every_pixel(view):
    assert view(PNG, WHOLE, (64, 32)) == Pixels(64, 32, alpha=False, data=corners((64, 32)).tobytes())


@pytest.mark.parametrize(
    ("box", "color"),
    [((0, 0, 8, 8), RED), ((40, 2, 48, 10), LIME), ((0, 20, 8, 28), BLUE), ((56, 24, 64, 32), WHITE)],
)
def test_a_part_is_what_lies_there(view, box, color):
    assert view(PNG, box, (8, 8)).data == color * 64


def test_a_part_is_made_smaller_but_never_larger(view):
    assert view(PNG, (0, 0, 8, 8), (4, 4)) == Pixels(4, 4, alpha=False, data=RED * 16)
    assert (64, 32) == (view(PNG, WHOLE, (640, 320)).width, view(PNG, WHOLE, (640, 320)).height)


@pytest.mark.parametrize("box", [(0, 0, 999, 999), (60, 30, 60, 30), (500, 500, 900, 900), (40, 20, 10, 5)])
def test_a_box_is_cut_to_what_there_is(view, box):
    seen = view(PNG, box, (999, 999))

    assert 1 <= seen.width <= 64
    assert 1 <= seen.height <= 32
    assert len(seen.data) == 3 * seen.width * seen.height


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "GIF", "PNG"])
@pytest.mark.parametrize("size", [(400, 300), (100, 75), (50, 30)])
def test_every_kind_that_is_stored_can_be_looked_at(view, kind, size):
    seen = view(encoded(corners((400, 300)), kind), (0, 0, 400, 300), size)

    assert size == (seen.width, seen.height)
    red, green, blue = seen.data[:3]
    assert 200 < red
    assert green + blue < 90


def test_what_lets_through_keeps_its_alpha_and_a_film_shows_its_first_frame(view):
    clear = encoded(Image.new("RGBA", (10, 10), (0, 0, 0, 0)), "PNG")

    assert view(clear, (0, 0, 10, 10), (2, 2)) == Pixels(2, 2, alpha=True, data=bytes(16))
    assert view(film("GIF"), (0, 0, 40, 30), (1, 1)).data == RED


@pytest.mark.parametrize(
    ("data", "failure"),
    [(b"no picture", NotAPicture), (PNG[:60], PictureDamaged), (b"\x89PNG\r\n\x1a\n", PictureDamaged)],
)
def test_what_cannot_be_looked_at_says_why(view, data, failure):
    with pytest.raises(failure):
        view(data, WHOLE, (64, 32))


def test_more_pixels_than_are_seen_at_once_are_refused(view):
    wide = encoded(Image.new("L", (5000, 4000)), "PNG")

    with pytest.raises(PictureTooLarge):
        view(wide, (0, 0, 5000, 4000), (5000, 4000))
    assert 2000 == view(wide, (0, 0, 5000, 4000), (2000, 1600)).width


def test_the_picture_that_was_looked_at_last_stays_decoded(monkeypatch):
    opened = []
    monkeypatch.setattr(image_view, "opened", lambda data: opened.append(len(data)) or image_codec.opened(data))
    views, other = Views(), encoded(noise((30, 30)), "PNG")
    for box in (WHOLE, (1, 1, 9, 9), WHOLE):
        views.look(PNG, box, (64, 32))
    assert [len(PNG)] == opened

    views.look(other, (0, 0, 30, 30), (30, 30))
    views.look(PNG, WHOLE, (64, 32))
    views.forget()
    views.look(PNG, WHOLE, (64, 32))
    assert [len(PNG), len(other), len(PNG), len(PNG)] == opened


def test_a_damaged_picture_does_not_take_the_place_of_a_good_one():
    views = Views()
    with pytest.raises(Exception, match=r"."):
        views.look(PNG[:-40], WHOLE, (64, 32))

    assert views.look(PNG, (0, 0, 8, 8), (8, 8)).data == RED * 64


def test_looking_and_preparing_take_turns(ask):
    async def both(images: Images):
        first = await images.view(PNG, (0, 0, 8, 8), (8, 8))
        made = await images.prepare(PNG)
        return first, made.width, await images.view(PNG, (0, 0, 8, 8), (8, 8))

    first, width, second = ask(both)
    assert (first, 64) == (second, width)


async def test_a_worker_that_sends_other_pixels_than_it_says_is_not_believed(tmp_path):
    lie = tmp_path / "lie.py"
    lie.write_text(
        "import sys\n"
        "size = int.from_bytes(sys.stdin.buffer.read(4), 'big')\nsys.stdin.buffer.read(size)\n"
        'for frame in (b\'{"width": 8, "height": 8, "alpha": false}\', bytes(5)):\n'
        "    sys.stdout.buffer.write(len(frame).to_bytes(4, 'big') + frame)\n"
        "sys.stdout.buffer.flush()\nsys.stdin.buffer.read()\n"
    )
    images = Images(command=(sys.executable, str(lie)))
    try:
        with pytest.raises(DecoderFailed):
            await images.view(PNG, WHOLE, (8, 8))
    finally:
        await images.close()
