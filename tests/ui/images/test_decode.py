"""Previews as images, in the size of their room."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from desktop.domain.picture import Pixels
from desktop.ui.images.decode import decoded_for, fitting, image_of, png_of
from tests.waiting import LONG

ROOT = Path(__file__).parents[3]


def preview(size, kind="PNG", mode="RGB"):
    out = BytesIO()
    Image.new(mode, size, "red").save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize("dots", [0, 3_780])
def test_a_bitmap_becomes_a_png_that_tells_nothing_of_the_screen(dots):
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill("#123456")
    image.setDotsPerMeterX(dots)
    image.setDotsPerMeterY(dots)

    made = Image.open(BytesIO(bytes(png_of(image).data())))
    made.load()
    assert (made.size, made.getpixel((29, 19)), made.info) == ((30, 20), (0x12, 0x34, 0x56), {})


@pytest.mark.parametrize(
    ("size", "room", "made"),
    [
        ((1280, 960), (427, 320), (427, 320)),
        ((1280, 961), (426, 320), (426, 320)),
        ((80, 60), (160, 120), (80, 60)),
        ((1280, 960), (400, 400), (400, 300)),
        ((1280, 1), (100, 100), (100, 1)),
    ],
)
def test_a_preview_is_made_for_its_room_and_never_larger_than_it_is(size, room, made):
    assert decoded_for(preview(size), QSize(*room)).size() == QSize(*made)


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("RGB", QImage.Format.Format_RGB32), ("RGBA", QImage.Format.Format_ARGB32_Premultiplied)],
)
def test_a_preview_is_in_the_form_that_is_painted_fastest(mode, kind):
    assert kind is decoded_for(preview((40, 40), mode=mode), QSize(20, 20)).format()


@pytest.mark.parametrize("damaged", [b"", b"<svg/>", preview((40, 40))[:40], preview((40, 40), "GIF")])
def test_what_is_no_preview_gives_nothing(damaged):
    assert decoded_for(damaged, QSize(20, 20)).isNull()


def test_the_shape_stays_but_for_rounding():
    assert fitting(QSize(1000, 10), QSize(100, 100)) == QSize(100, 1)
    assert fitting(QSize(333, 1000), QSize(107, 320)) == QSize(107, 320)


@pytest.mark.parametrize("size", [(1, 1), (7, 5), (1201, 900), (600_000, 1), (3, 1000)])
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_pixels_become_the_same_image(size, mode):
    spots = Image.effect_noise(size, 90).convert(mode)
    if mode == "RGBA":
        spots.putalpha(Image.effect_noise(size, 90))
    made = image_of(Pixels(*size, mode == "RGBA", spots.tobytes()))

    kind = {"RGB": QImage.Format.Format_RGB32, "RGBA": QImage.Format.Format_ARGB32_Premultiplied}[mode]
    depth = len(mode)
    straight = {"RGB": QImage.Format.Format_RGB888, "RGBA": QImage.Format.Format_RGBA8888}[mode]
    whole = QImage(spots.tobytes(), *size, depth * size[0], straight)
    assert kind is made.format()
    assert whole.convertToFormat(kind) == made


def test_previews_read_on_threads_never_wait_for_icons_that_wait_for_them():
    """In a process of its own, since two threads that wait for each other can only be killed."""
    program = [sys.executable, "-m", "tests.ui.images.icons_and_previews", "5000"]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, timeout=3 * LONG, check=False)

    assert (done.stdout, done.stderr) == ("alive\n", "")
