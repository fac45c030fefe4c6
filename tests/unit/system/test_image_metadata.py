from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageCms

from desktop.system.image_metadata import Broken, webp_size, without_metadata
from tests.unit.system.pictures import corners, decoded, encoded, exif, film, noise, png_chunk, texts, webp_of_size

SECRET = "52 Hidden Lane"
COLORS = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
XMP = f"<x:xmpmeta>{SECRET}</x:xmpmeta>".encode()
DESCRIBED = exif(artist=SECRET, place=True)


def segment(code, content):
    return bytes([0xFF, code]) + (len(content) + 2).to_bytes(2, "big") + content


def jpeg_with_everything():
    plain = encoded(noise(), "JPEG", quality=90, icc_profile=COLORS)
    extras = (
        segment(0xE1, b"Exif\0\0" + DESCRIBED.tobytes())
        + segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP)
        + segment(0xE2, b"MPF\0" + SECRET.encode())
        + segment(0xE0, b"JFXX\0" + SECRET.encode())
        + segment(0xED, b"Photoshop 3.0\0" + SECRET.encode())
        + segment(0xFE, SECRET.encode())
    )
    return plain, plain[:2] + extras + plain[2:] + b"film: " + SECRET.encode()


def png_with_everything():
    plain = encoded(noise(), "PNG", icc_profile=COLORS)
    described = encoded(noise(), "PNG", icc_profile=COLORS, exif=DESCRIBED, pnginfo=texts(Comment=SECRET))
    end = described.index(b"IEND") - 4
    return plain, described[:end] + png_chunk(b"caBX", SECRET.encode()) + described[end:] + SECRET.encode()


def webp_with_everything():
    options = {"lossless": True, "icc_profile": COLORS}
    return encoded(noise(), "WEBP", **options), encoded(noise(), "WEBP", exif=DESCRIBED, xmp=XMP, **options)


def gif_with_everything():
    plain = film("GIF", duration=50, loop=0)
    at = plain.index(b"!\xff\x0bNETSCAPE2.0")
    comment = b"!\xfe" + bytes([len(SECRET)]) + SECRET.encode() + b"\0"
    xmp = b"!\xff\x0bXMP DataXMP" + bytes([len(XMP)]) + XMP + b"\0"
    return plain, plain[:at] + comment + xmp + plain[at:] + SECRET.encode()


FILES = {
    "image/jpeg": jpeg_with_everything,
    "image/png": png_with_everything,
    "image/webp": webp_with_everything,
    "image/gif": gif_with_everything,
}


@pytest.mark.parametrize("media_type", FILES)
def test_all_metadata_goes_and_every_pixel_and_color_profile_stays(media_type):
    plain, described = FILES[media_type]()
    clean = without_metadata(described, media_type).data

    assert SECRET.encode() in described
    assert SECRET.encode() not in clean
    assert decoded(clean).tobytes() == decoded(plain).tobytes()
    assert decoded(clean).info.get("icc_profile") == decoded(plain).info.get("icc_profile")
    assert not decoded(clean).getexif()


@pytest.mark.parametrize("media_type", FILES)
def test_a_file_without_metadata_is_not_changed_by_a_byte(media_type):
    plain, _ = FILES[media_type]()

    assert without_metadata(plain, media_type).data == plain


@pytest.mark.parametrize("media_type", FILES)
def test_stripping_twice_is_stripping_once(media_type):
    once = without_metadata(FILES[media_type]()[1], media_type).data

    assert without_metadata(once, media_type).data == once


def test_a_progressive_jpeg_keeps_all_its_scans():
    plain = encoded(noise(), "JPEG", progressive=True, restart_marker_blocks=4)
    described = plain[:2] + segment(0xFE, SECRET.encode()) + plain[2:]

    assert without_metadata(described, "image/jpeg").data == plain


def test_a_jpeg_without_an_end_gets_one():
    cut = encoded(noise(), "JPEG")[:-100]

    assert without_metadata(cut, "image/jpeg").data == cut + b"\xff\xd9"


@pytest.mark.parametrize(
    ("data", "media_type", "frames"),
    [
        (film("GIF", 3), "image/gif", 3),
        (film("WEBP", 3), "image/webp", 3),
        (film("PNG", 3), "image/png", 3),
        (encoded(corners(), "GIF"), "image/gif", 1),
        (encoded(corners(), "WEBP"), "image/webp", 1),
        (encoded(corners(), "PNG"), "image/png", 1),
        (encoded(corners(), "JPEG"), "image/jpeg", 1),
    ],
)
def test_frames_are_counted(data, media_type, frames):
    assert without_metadata(data, media_type).frames == frames


@pytest.mark.parametrize("media_type", ["image/png", "image/webp"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_file_that_ends_early_is_broken(media_type, share):
    plain, _ = FILES[media_type]()

    with pytest.raises(Broken):
        without_metadata(plain[: int(len(plain) * share)], media_type)


def test_a_gif_that_ends_within_a_frame_is_broken_and_one_without_its_last_byte_is_not():
    plain, _ = gif_with_everything()

    assert without_metadata(plain[:-1], "image/gif").frames == 3
    with pytest.raises(Broken):
        without_metadata(plain[:-2], "image/gif")
    with pytest.raises(Broken):
        without_metadata(plain[:-1] + b"junk", "image/gif")


def test_a_webp_without_its_last_padding_byte_is_whole():
    data = encoded(noise((7, 5)), "WEBP", lossless=True, exif=b"Exif\0\0odd")
    assert data.endswith(b"odd\0")

    assert decoded(without_metadata(data[:-1], "image/webp").data).size == (7, 5)


@given(st.sampled_from(list(FILES)), st.binary(max_size=400))
def test_any_bytes_end_in_an_answer_or_in_broken(media_type, tail):
    starts = {
        "image/jpeg": b"\xff\xd8",
        "image/png": b"\x89PNG\r\n\x1a\n",
        "image/webp": b"RIFF",
        "image/gif": b"GIF89a",
    }
    data = starts[media_type] + tail
    try:
        clean = without_metadata(data, media_type).data
    except Broken:
        return

    assert len(clean) <= len(data) + 14


@pytest.mark.parametrize("options", [{"lossless": True}, {"lossless": False}, {"lossless": True, "exif": b"Exif\0\0"}])
def test_the_size_of_a_webp_is_read_from_its_header(options):
    assert webp_size(encoded(noise((123, 45)), "WEBP", **options)) == (123, 45)


def test_the_canvas_of_a_webp_counts():
    assert webp_size(webp_of_size(60_000, 50_000)) == (60_000, 50_000)
    assert webp_size(b"RIFF\0\0\0\0WEBPWHAT") == (0, 0)


def test_the_size_on_paper_goes_too():
    assert b"pHYs" not in without_metadata(encoded(corners(), "PNG", dpi=(300, 300)), "image/png").data
