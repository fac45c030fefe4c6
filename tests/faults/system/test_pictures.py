"""Damaged, hostile and misnamed pictures: each is refused in words or read right, and the next one still works."""

from __future__ import annotations

import asyncio
import gc
import random
import zlib
from pathlib import Path

import pytest
from PIL import Image

from desktop.domain.errors import Failure, NotAPicture, PictureDamaged, PictureTooLarge
from desktop.domain.picture import Change, sniff
from desktop.system.images import Images
from tests.unit.system.pictures import (
    bmp_of_size,
    corners,
    decoded,
    encoded,
    exif,
    film,
    gif_of_size,
    heif_of_size,
    jpeg_of_size,
    noise,
    png_chunk,
    png_of_size,
    texts,
    tiff_of_size,
    webp_of_size,
)

WHOLE = {
    "png": encoded(noise((64, 48)), "PNG"),
    "jpeg": encoded(noise((64, 48)), "JPEG"),
    "progressive jpeg": encoded(noise((64, 48)), "JPEG", progressive=True),
    "webp": encoded(noise((64, 48)), "WEBP"),
    "lossless webp": encoded(noise((64, 48)), "WEBP", lossless=True),
    "gif": encoded(noise((64, 48)), "GIF"),
    "gif film": film("GIF", 4),
    "webp film": film("WEBP", 4),
    "bmp": encoded(noise((64, 48)), "BMP"),
    "tiff": encoded(noise((64, 48)), "TIFF", compression="tiff_lzw"),
    "avif": encoded(noise((64, 48)), "AVIF"),
    "heic": encoded(noise((64, 48)), "HEIF"),
    "described jpeg": encoded(noise((64, 48)), "JPEG", exif=exif(6, artist="me", place=True)),
    "described png": encoded(noise((64, 48)), "PNG", exif=exif(6), pnginfo=texts(a="b")),
}
CUTS = 100  # at every hundredth
FLIPS = 40


@pytest.fixture(scope="module")
def outcome():
    """What becomes of bytes: a prepared picture, or the failure that refuses them."""
    with asyncio.Runner() as runner:
        images = Images()

        def outcome(data):
            try:
                return runner.run(images.prepare(data))
            except Failure as failure:
                return failure

        yield outcome
        assert outcome(WHOLE["png"]).width == 64
        runner.run(images.close())


@pytest.mark.parametrize("name", WHOLE)
def test_a_picture_cut_off_anywhere_is_refused_or_called_damaged_unless_every_pixel_is_there(outcome, name):
    whole = WHOLE[name]
    pixels = decoded(outcome(whole).data).tobytes()
    for cut in {len(whole) * i // CUTS for i in range(CUTS)} | set(range(len(whole) - 12, len(whole))):
        made = outcome(whole[:cut])
        if isinstance(made, Failure):
            assert isinstance(made, PictureDamaged | NotAPicture), f"cut at {cut}: {made!r}"
        elif Change.DAMAGED not in made.changes:
            assert decoded(made.data).tobytes() == pixels, f"cut at {cut}"


@pytest.mark.parametrize("name", WHOLE)
def test_a_picture_with_flipped_bits_is_refused_or_can_be_shown(outcome, name):
    chance = random.Random(name)  # noqa: S311 - no secret
    for _ in range(FLIPS):
        data = bytearray(WHOLE[name])
        for _ in range(chance.choice((1, 1, 1, 8, 64))):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        made = outcome(bytes(data))
        if isinstance(made, Failure):
            assert isinstance(made, PictureDamaged | NotAPicture | PictureTooLarge), repr(made)
        else:
            assert sniff(made.data) == made.media_type
            assert max(decoded(made.preview).size) <= 1280
            assert max(decoded(made.thumbnail).size) <= 160


@pytest.mark.parametrize("name", WHOLE)
def test_what_follows_a_picture_is_not_sent(outcome, name):
    made = outcome(WHOLE[name] + b"the part that was cropped away")

    assert b"cropped" not in made.data


@pytest.mark.parametrize(
    "data",
    [
        png_of_size(60_000, 60_000),
        png_of_size(2**31 - 1, 2**31 - 1),
        gif_of_size(65_535, 65_535),
        webp_of_size(60_000, 60_000),
        webp_of_size(1 << 24, 1 << 24),
        bmp_of_size(60_000, 60_000),
        jpeg_of_size(65_500, 65_500),
        tiff_of_size(60_000, 60_000),
        tiff_of_size(2**31 - 1, 2**31 - 1),
        heif_of_size(60_000, 60_000, "HEIF"),
        heif_of_size(60_000, 60_000, "AVIF"),
    ],
)
def test_a_bomb_is_refused_with_little_memory(data):
    async def peak():
        images = Images()
        await images.prepare(WHOLE["png"])
        before = _peak(images)
        with pytest.raises((PictureTooLarge, PictureDamaged)):  # libheif keeps to a bound of its own
            await images.prepare(data)
        after = _peak(images)
        await images.close()
        return after - before

    assert asyncio.run(peak()) < 20_000_000


def test_a_picture_of_few_bytes_and_many_pixels_stays_in_the_worker():
    """182 kB that make 256 MB: decoded elsewhere, and given back."""

    picture = encoded(Image.new("RGB", (8000, 8000)), "PNG")
    gc.collect()

    async def sizes():
        images = Images()
        before = _memory("self")
        made = await images.prepare(picture)
        grown = _memory("self") - before
        left = _memory(images._workers[0]._process.pid)
        await images.close()
        return made, grown, left

    made, grown, left = asyncio.run(sizes())

    assert (made.width, made.height) == (8000, 8000)
    assert grown < 30_000_000
    assert left < 100_000_000


def test_a_file_that_expands_within_its_metadata_is_refused_or_read(outcome):
    bomb = b"comment\0\0" + zlib.compress(b"\0" * 200_000_000, 9)
    plain = encoded(corners(), "PNG")
    made = outcome(plain[:33] + png_chunk(b"zTXt", bomb) + plain[33:])

    assert isinstance(made, PictureDamaged) or made.data == plain


def test_a_color_profile_that_expands_is_refused_or_read(outcome):
    bomb = b"bomb\0\0" + zlib.compress(b"\0" * 200_000_000, 9)
    plain = encoded(corners((3000, 2000)), "PNG")
    made = outcome(plain[:33] + png_chunk(b"iCCP", bomb) + plain[33:])

    assert isinstance(made, PictureDamaged) or decoded(made.data).size == (3000, 2000)


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("claimed", ["png", "jpeg", "gif film", "webp", "tiff", "heic"])
def test_the_first_bytes_of_another_format_are_believed_and_then_refused(outcome, name, claimed):
    """A head that lies about what follows: the reader it names finds no picture there."""
    made = outcome(WHOLE[claimed][:16] + WHOLE[name][16:])

    if claimed != name:
        assert isinstance(made, PictureDamaged | NotAPicture | PictureTooLarge) or made.media_type == sniff(made.data)


def test_huge_metadata_is_taken_off(outcome):
    plain = encoded(noise(), "JPEG")
    block = b"\xff\xe1\xff\xff" + b"Exif\0\0" + b"x" * (0xFFFF - 8)

    assert outcome(plain[:2] + block * 300 + plain[2:]).data == plain


@pytest.mark.parametrize("count", [1, 100, 3000])
def test_a_picture_of_nothing_but_structure_is_refused(outcome, count):
    for data in (
        b"\xff\xd8" + b"\xff\xfe\0\2" * count,
        b"\xff\xd8\xff" + b"\xff" * count * 1000,
        b"\x89PNG\r\n\x1a\n" + png_chunk(b"tEXt", b"a\0b") * count + png_chunk(b"IEND", b""),
        b"GIF89a\1\0\1\0\0\0\0" + b"!\xfe\0" * count + b";",
        b"RIFF" + (4 + 8 * count).to_bytes(4, "little") + b"WEBP" + b"EXIF\0\0\0\0" * count,
        b"II*\0\x08\0\0\0\xff\xff" + b"\0" * count,
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * count,
        b"\0\0\0\x14ftypavif\0\0\0\0avif" + b"\0" * count,
    ):
        assert isinstance(outcome(data), PictureDamaged | NotAPicture), data[:16]


def _peak(images):
    return _status(images._workers[0]._process.pid, "VmHWM")


def _memory(pid):
    return _status(pid, "VmRSS")


def _status(pid, name):
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(name))
