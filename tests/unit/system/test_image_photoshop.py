"""Of a document of Photoshop's the picture that stands for all its layers is sent."""

from __future__ import annotations

import pytest
from PIL import ImageChops

from desktop.domain.errors import PictureDamaged, PictureTooLarge
from desktop.domain.picture import LARGEST, Change, Frames
from desktop.domain.vision import Plan
from tests.unit.system.pictures import CORNERS, corner_colors, corners, decoded, lab, photoshop
from tests.unit.system.test_images import SWAPPED

AS_LARGE = Plan()


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L"])
def test_the_composite_of_a_document_is_sent(prepare_as, mode):
    made = prepare_as(photoshop(corners((96, 64)).convert(mode)), AS_LARGE)

    assert made.media_type == "image/png"
    assert decoded(made.data).convert("RGB").tobytes() == corners((96, 64)).convert(mode).convert("RGB").tobytes()
    assert (made.frames, made.changes) == (Frames(), (Change.CONVERTED,))


@pytest.mark.parametrize("large", [False, True], ids=["psd", "psb"])
@pytest.mark.parametrize("bits", [8, 16])
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "packed"])
@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "CMYK", "LAB"])
def test_documents_of_any_size_and_depth_are_sent(prepare_as, large, bits, packed, mode):
    image = corners((96, 64))
    image = lab(image) if mode == "LAB" else image.convert(mode)
    data = photoshop(
        image, layers=b"layers" * 50, large=large, bits=bits, packed=packed, resources=b"8BIM\3\xed\0\0\0\0\0\0"
    )
    made = prepare_as(data, AS_LARGE)

    assert (made.media_type, made.width, made.height) == ("image/png", 96, 64)
    wanted, found = image.convert("RGB"), decoded(made.data).convert("RGB")
    assert max(high for _, high in ImageChops.difference(wanted, found).getextrema()) <= 2
    assert made.changes == (Change.CONVERTED, *([Change.COLORS_CONVERTED] if mode == "CMYK" else []))


@pytest.mark.parametrize("large", [False, True], ids=["psd", "psb"])
def test_the_colors_of_a_document_are_those_of_its_profile(prepare_as, large):
    profile = SWAPPED
    resource = b"8BIM\4\x0f\0\0" + len(profile).to_bytes(4, "big") + profile + bytes(len(profile) % 2)
    made = prepare_as(photoshop(corners((96, 64)), large=large, bits=16, resources=resource), AS_LARGE)

    red, green, *others = CORNERS
    assert corner_colors(decoded(made.data)) == [green, red, *others]
    assert made.changes == (Change.CONVERTED, Change.COLORS_CONVERTED)


@pytest.mark.parametrize("large", [False, True], ids=["psd", "psb"])
@pytest.mark.parametrize(("count", "deep"), [(-1, False), (-1, True), (1, False), (1, True), (0, False), (0, True)])
def test_what_is_transparent_stays_so_and_a_saved_selection_hides_nothing(prepare_as, large, count, deep):
    image = corners((96, 64)).convert("RGBA")
    image.putalpha(0)
    length = 8 if large else 4
    layers = count.to_bytes(2, "big", signed=True) + bytes(20)
    section = (len(layers).to_bytes(length, "big") + layers) if count else b""
    if deep:
        section = bytes(length) + bytes(4) + (b"8BIMLr16" + section if count else b"8BIMPatt" + b"\xff" * 20)
    made = prepare_as(photoshop(image, layers=section, large=large, bits=16), AS_LARGE)

    assert ("A" in decoded(made.data).getbands()) == (count < 0)


@pytest.mark.parametrize(
    "document",
    [
        photoshop(corners(), bits=32),
        photoshop(corners(), large=True, bits=32),
        photoshop(corners(), large=True, kind=7),  # of several inks
        photoshop(corners(), large=True).replace(bytes(8) + b"\0\0", bytes(8) + b"\0\2", 1),  # zip
    ],
    ids=["32 bits", "large, 32 bits", "inks", "zip"],
)
def test_documents_of_rare_kinds_are_refused(prepare_as, document):
    with pytest.raises(PictureDamaged):
        prepare_as(document, AS_LARGE)


def test_documents_may_be_as_large_as_raw_files(prepare_as):
    layers = bytes(LARGEST)

    assert prepare_as(photoshop(corners(), layers=layers, large=True), AS_LARGE).width == 48


@pytest.mark.parametrize("large", [False, True], ids=["psd", "psb"])
def test_a_document_that_says_it_is_huge_is_refused_by_its_header(prepare_as, large):
    data = bytearray(photoshop(corners(), large=large))
    data[14:22] = (60_000).to_bytes(4, "big") * 2

    with pytest.raises(PictureTooLarge, match="px"):
        prepare_as(bytes(data), AS_LARGE)
