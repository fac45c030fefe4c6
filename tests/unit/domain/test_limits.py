from __future__ import annotations

import pytest

from desktop.domain.limits import is_of_pixels, is_of_size, least_pixels, most_bytes, most_pictures


@pytest.mark.parametrize(
    ("detail", "most"),
    [
        ("Too many images in request: 3, maximum 1", 1),
        ("Too many images: maximum 8", 8),
        ("Too many images in request. Max is 50", 50),
        ("Too many images provided. This model supports up to 5 images", 5),
        ("too many input images", 0),
        ("At most 5 image(s) may be provided in one request.", 5),
        ("At most 1 image may be provided", 1),
        ("Please use fewer than 16 images in your request", 15),
        ("too many images and documents: 25 + 0 > 20", 20),
        ("only 4 images are allowed", 4),
        ("fewer than 0 images, please", 0),
        ("A maximum of 10 images", 10),
        ("image exceeds 5 MB maximum", None),
        ("At least one of the image dimensions exceed max allowed size for many-image requests: 2000 pixels", None),
        ("too many tokens", None),
        ("", None),
    ],
)
def test_how_many_pictures_there_may_be(detail: str, most: int | None) -> None:
    assert most == most_pictures(detail)


@pytest.mark.parametrize(
    ("detail", "most"),
    [
        ("image exceeds 6 MB maximum", 4_500_000),
        ("image exceeds 5 MB maximum: 6500712 bytes > 3000000 bytes", 2_250_000),
        ("Downloaded image content cannot exceed 30MB", 22_500_000),
        ("The file is larger than 1.5 KiB", 1_125),
        ("The file is larger than 1,5 GB", 1_125_000_000),
        ("too large: " + "9" * 20_000, 0),  # within a moment
        ("too large: " + "9" * 20_000 + " bytes", 0),
        ("image exceeds 8000 pixels", 0),
        ("5 MB of something", 0),
        ("too large", 0),
    ],
)
def test_how_large_one_may_be_as_it_is_stored(detail: str, most: float) -> None:
    assert most == most_bytes(detail)


def test_what_is_too_large_is_told_from_what_is_wrong() -> None:
    assert is_of_size("The image is too large")
    assert not is_of_size("image/webp is not supported")
    assert is_of_pixels("image dimensions exceed 8000")
    assert is_of_pixels("at most 8000px")
    assert not is_of_pixels("too many bytes")


@pytest.mark.parametrize(
    ("detail", "least"),
    [
        ("Image must be at least 512 pixels", 512),
        ("height:9 or width:9 must be larger than 10", 10),
        ("The minimum dimension is 14 px", 14),
        ("at least 32 px wide and at least 64 px high", 64),
        ("image is too small", 0),
    ],
)
def test_how_many_pixels_there_are_to_be(detail: str, least: int) -> None:
    assert least == least_pixels(detail)
