"""Drawings become pixels in the picture process, and nothing of this machine or the network becomes part of them."""

from __future__ import annotations

import asyncio
import base64
import gzip
import socket

import pytest
from PIL import Image

from desktop.domain.edits import Edits
from desktop.domain.errors import DecoderFailed, Failure, PictureDamaged, TooManyBytes
from desktop.domain.picture import LARGEST, Change, Frames
from desktop.domain.vision import Plan
from desktop.system.frames import DRAWINGS
from desktop.system.images import Images
from tests.unit.system.pictures import CORNERS, corner_colors, corners, decoded, encoded

AS_LARGE = Plan()
NAMES = "xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'"
SQUARES = "".join(
    f"<rect x='{x}' y='{y}' width='30' height='20' fill='{color}'/>"
    for x, y, color in ((0, 0, "red"), (30, 0, "lime"), (0, 20, "blue"), (30, 20, "white"))
)
NAMED = SQUARES.replace("<", "<s:")
RED = (255, 0, 0)


def drawing(content, box="0 0 60 40", before=""):
    return f"{before}<svg {NAMES} viewBox='{box}'>{content}</svg>".encode()


@pytest.mark.parametrize(("edge", "size"), [(0, (2048, 1365)), (1024, (1024, 683))])
def test_a_drawing_is_sent_as_large_as_planned(prepare_as, edge, size):
    made = prepare_as(drawing(SQUARES), Plan(edge))

    assert (made.width, made.height) == decoded(made.data).size == size
    for shown in (made.data, made.preview, made.thumbnail):
        assert corner_colors(decoded(shown)) == CORNERS
    assert (made.media_type, made.changes, made.frames) == ("image/png", (Change.CONVERTED,), Frames())


@pytest.mark.parametrize(
    ("words", "lacking"),
    [("Caf\u00e9 \u0416 \u03a9", False), ("\u4e2d\u6587", True), ("&#x4e2d;", True), ("\u2713 \u200b", False)],
)
def test_letters_that_there_is_no_font_for_are_told_of(prepare_as, words, lacking):
    box = "<rect width='60' height='40' fill='white'/>"
    for content in (f"{SQUARES}<text y='9'>{words}</text>", f"{box}<text y='9'>{words}</text>"):
        assert (Change.LETTERS_MISSING in prepare_as(drawing(content), AS_LARGE).changes) is lacking


@pytest.mark.parametrize(
    ("content", "outside"),
    [
        ("<image width='9' height='9' xlink:href='file:///etc/hostname'/>", True),
        ("<image\n href = 'https://example.org/a.png'/>", True),
        ("<use href='other.svg#part'/>", True),
        ("<image href='data:image/png;base64,AAAA'/>", False),
        ("<g id='a'/><use href='#a'/>", False),
        ("<a href='https://example.org/'><rect width='1' height='1'/></a>", False),
    ],
)
def test_what_a_drawing_wants_from_elsewhere_is_told_of(prepare_as, content, outside):
    made = prepare_as(drawing(SQUARES + content), AS_LARGE)

    assert (Change.OUTSIDE_MISSING in made.changes) is outside


def test_a_name_that_nobody_sees_lacks_nothing(prepare_as):
    assert Change.LETTERS_MISSING not in prepare_as(drawing(f"<g id='\u4e2d'>{SQUARES}</g>"), AS_LARGE).changes


def test_what_is_covered_everywhere_needs_no_transparency(prepare_as):
    made = prepare_as(drawing("<rect width='60' height='40' fill='red'/>"), AS_LARGE)

    assert not decoded(made.data).has_transparency_data


@pytest.mark.parametrize(
    "data",
    [
        drawing(SQUARES, before="<?xml version='1.0'?>\n<!-- drawn by hand -->\n<!DOCTYPE svg [<!ENTITY a 'b'>]>\n"),
        b"\xef\xbb\xbf" + drawing(SQUARES),
        f"<svg {NAMES} width='60mm' height='40mm' viewBox='0 0 60 40'>{SQUARES}</svg>".encode(),
        f"<svg {NAMES} width='60' height='40'>{SQUARES}</svg>".encode(),
        f"<s:svg xmlns:s='http://www.w3.org/2000/svg' viewBox='0 0 60 40'>{NAMED}</s:svg>".encode(),
    ],
)
def test_it_is_a_drawing_however_it_begins(prepare_as, data):
    made = prepare_as(data, AS_LARGE)

    assert (made.width, made.height) == (2048, 1365)
    assert corner_colors(decoded(made.data)) == CORNERS


def test_what_a_drawing_leaves_free_lets_through(prepare_as):
    made = prepare_as(drawing("<rect width='30' height='40' fill='red'/>"), AS_LARGE)

    assert made.media_type == "image/png"
    assert decoded(made.data).getpixel((2000, 600)) == (0, 0, 0, 0)
    assert decoded(made.data).getpixel((100, 600)) == (*RED, 255)


def test_it_is_edited_in_the_pixels_that_it_was_drawn_in(prepare_as):
    made = prepare_as(drawing(SQUARES), Plan(1024), Edits(1, ((0, 0, 683, 1024),)))

    assert (made.given_width, made.given_height) == (2048, 1365)
    assert corner_colors(decoded(made.data))[:2] == [(0, 0, 0), RED]


def test_words_are_drawn_in_whatever_font_they_are_wanted(prepare_as):
    ink = []
    for family in ("Arial", "no such font", "monospace"):
        words = f"<text x='2' y='30' font-size='20' font-family='{family}'>Hill</text>"
        made = prepare_as(drawing(words, "0 0 60 40"), AS_LARGE)
        ink.append(decoded(made.data).getchannel("A").histogram()[255])
    missing = decoded(prepare_as(drawing("<text x='2' y='30' font-size='20'>\ue000\ue000</text>"), AS_LARGE).data)

    assert len(set(ink)) == 1
    assert ink[0] != missing.getchannel("A").histogram()[255]


def test_pictures_inside_of_it_are_drawn(prepare_as):
    for kind in ("PNG", "JPEG"):
        inside = base64.b64encode(encoded(Image.new("RGB", (9, 9), "red"), kind)).decode()
        picture = f"<image width='60' height='40' preserveAspectRatio='none' href='data:image/{kind};base64,{inside}'/>"
        made = prepare_as(drawing(picture.replace("href", "xlink:href")), AS_LARGE)

        assert corner_colors(decoded(made.data)) == [RED] * 4


@pytest.fixture
def elsewhere(tmp_path):
    """A red picture, a style that makes all red, and a word that would make it red, in files."""
    (tmp_path / "red.png").write_bytes(encoded(Image.new("RGB", (9, 9), "red"), "PNG"))
    (tmp_path / "red.svg").write_bytes(drawing("<rect id='r' width='60' height='40' fill='red'/>"))
    (tmp_path / "red.css").write_text("rect { fill: red !important }")
    (tmp_path / "red.txt").write_text("red")
    return tmp_path


REFERENCES = {
    "picture": "<image xlink:href='{place}/red.png' width='60' height='40'/>",
    "new picture": "<image href='{place}/red.png' width='60' height='40'/>",
    "drawing": "<image xlink:href='{place}/red.svg' width='60' height='40'/>",
    "use": "<use xlink:href='{place}/red.svg#r'/>",
    "import": "<style>@import url('{place}/red.css');</style><rect width='60' height='40' fill='lime'/>",
    "fill": "<rect width='60' height='40' fill='url({place}/red.svg#r)'/>",
    "filter": "<filter id='f'><feImage xlink:href='{place}/red.png'/></filter>"
    "<rect width='60' height='40' fill='lime' filter='url(#f)'/>",
    "script": "<script>document.documentElement.style.background = 'red'</script>",
    "foreign": "<foreignObject width='60' height='40'><img src='{place}/red.png'/></foreignObject>",
}


@pytest.mark.parametrize("name", REFERENCES)
@pytest.mark.parametrize("scheme", ["file://", ""])
def test_nothing_of_this_machine_is_drawn(prepare_as, elsewhere, name, scheme):
    data = drawing(REFERENCES[name].replace("{place}", f"{scheme}{elsewhere}"))
    try:
        made = prepare_as(data, AS_LARGE)
    except PictureDamaged:
        return

    assert RED not in corner_colors(decoded(made.data))


def test_styles_and_entities_are_not_read_from_files(prepare_as, elsewhere):
    ground = "<rect width='60' height='40' fill='lime'/>"
    style = f"<?xml-stylesheet type='text/css' href='{elsewhere}/red.css'?>"
    entity = f"<!DOCTYPE svg [<!ENTITY red SYSTEM 'file://{elsewhere}/red.txt'>]>"
    words = "<rect width='60' height='40' fill='&red;'/>"

    assert corner_colors(decoded(prepare_as(drawing(ground, before=style), AS_LARGE).data)) == [(0, 255, 0)] * 4
    with pytest.raises(PictureDamaged):
        prepare_as(drawing(words, before=entity), AS_LARGE)


def test_nothing_is_asked_for_over_the_network(prepare_as):
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        place = f"http://127.0.0.1:{server.getsockname()[1]}"
        for reference in REFERENCES.values():
            try:
                prepare_as(drawing(reference.replace("{place}", place)), AS_LARGE)
            except PictureDamaged:
                continue
        with pytest.raises(TimeoutError):
            server.accept()


def entities(depth):
    said = "".join(f"<!ENTITY a{at} '{f'&a{at - 1};' * 10}'>" for at in range(1, depth))
    return drawing(f"<text>&a{depth - 1};</text>", before=f"<!DOCTYPE svg [<!ENTITY a0 'lol'>{said}]>")


def groups(depth):
    uses = ("".join(f"<use xlink:href='#g{at}'/>" for _ in range(10)) for at in range(depth))
    nested = "".join(f"<g id='g{at}'>{inside}</g>" for at, inside in enumerate(uses, 1))
    return drawing(f"<g id='g0'><rect width='9' height='9'/></g>{nested}")


BOMBS = {
    "a billion laughs": entities(10),
    "a group that uses itself": drawing("<g id='a'><rect width='9' height='9'/><use xlink:href='#a'/></g>"),
    "two that use each other": drawing("<g id='a'><use xlink:href='#b'/></g><g id='b'><use xlink:href='#a'/></g>"),
    "a pattern of itself": drawing(
        "<pattern id='p' width='5' height='5'><rect width='5' height='5' fill='url(#p)'/></pattern>"
        "<rect width='60' height='40' fill='url(#p)'/>"
    ),
    "200,000 groups in each other": drawing("<g>" * 200_000 + "</g>" * 200_000),
    "no size": drawing("", "0 0 nan nan"),
    "no height": drawing("", "0 0 60 0"),
    "cut": drawing(SQUARES)[:-20],
    "no drawing but its name": b"<svg>",
}
ODD = {
    "endless blur": drawing(
        "<filter id='f'><feGaussianBlur stdDeviation='1e6'/></filter><rect width='9' height='9' filter='url(#f)'/>"
    ),
    "tiles of nearly no size": drawing(
        "<pattern id='p' width='1e-9' height='1e-9' patternUnits='userSpaceOnUse'>"
        "<rect width='1' height='1'/></pattern><rect width='60' height='40' fill='url(#p)'/>"
    ),
    "countless dashes": drawing("<path d='M0 0L1e9 1e9' stroke='red' stroke-dasharray='1e-6'/>"),
    "endless sides": drawing("<rect width='1e30' height='1e30' fill='red'/>", "0 0 1e30 1e30"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_drawing_that_cannot_be_followed_is_damaged(prepare_as, name):
    with pytest.raises(PictureDamaged):
        prepare_as(BOMBS[name], AS_LARGE)


@pytest.mark.parametrize("name", ODD)
def test_odd_measures_are_drawn(prepare_as, name):
    assert prepare_as(ODD[name], AS_LARGE).width == 2048


async def test_a_drawing_that_takes_too_long_ends_its_process_and_nothing_else():
    images = Images(patience=4)
    with pytest.raises(DecoderFailed):
        await images.prepare(groups(11))
    made = await images.prepare(drawing(SQUARES))
    await images.close()

    assert made.width == 2048


def test_a_drawing_may_be_pressed(prepare_as):
    made = prepare_as(gzip.compress(drawing(SQUARES)), AS_LARGE)

    assert (made.media_type, made.width) == ("image/png", 2048)
    assert corner_colors(decoded(made.data)) == CORNERS


def test_a_pressed_drawing_is_unpacked_no_further_than_others_may_be_large(prepare_as):
    bomb = gzip.compress(drawing(SQUARES) + b" " * (LARGEST + 1))
    assert len(bomb) < 100_000

    with pytest.raises(TooManyBytes) as caught:
        prepare_as(bomb, AS_LARGE)
    assert (caught.value.count, caught.value.more, caught.value.most) == (LARGEST, True, LARGEST)


@pytest.mark.parametrize("kept", [0.5, 0.9])
def test_a_pressed_drawing_that_is_cut_is_damaged(prepare_as, kept):
    words = "".join(f"<text>{number * number}</text>" for number in range(2_000))
    data = gzip.compress(drawing(words))

    with pytest.raises(PictureDamaged):
        prepare_as(data[: int(len(data) * kept)], AS_LARGE)


def test_a_drawing_of_any_shape_has_pixels(prepare_as):
    for box, size in (("0 0 100000 1", (2048, 1)), ("0 0 1 100000", (1, 2048)), ("0 0 1e-5 1e-5", (2048, 2048))):
        made = prepare_as(drawing("<rect width='100000' height='100000' fill='red'/>", box), AS_LARGE)

        assert (made.width, made.height) == size


def test_what_is_cut_is_a_picture_or_a_refusal(ask):
    data = drawing(SQUARES + "<text x='2' y='30'>Hill</text>")

    async def all_of(images):
        outcomes = set()
        for end in range(0, len(data), 7):
            try:
                outcomes.add(type(await images.prepare(data[:end])).__name__)
            except Failure as error:
                outcomes.add(type(error).__name__)
        return outcomes

    assert ask(all_of) <= {"Prepared", "NotAPicture", "PictureDamaged"}


async def test_no_picture_waits_for_qt_before_the_first_drawing():
    """The worker that is there goes on; one that can draw takes its place, and stays."""
    images = Images()
    await images.prepare(encoded(corners(), "PNG"))
    [before] = images._workers
    await images.prepare(encoded(corners(), "PNG"))
    assert images._workers == [before]
    large = images.prepare(encoded(corners((4000, 3000)), "PNG"))
    await asyncio.gather(large, images.prepare(drawing(SQUARES)), images.prepare(encoded(corners(), "PNG")))
    after = images._workers.copy()
    await images.prepare(drawing(SQUARES))
    await images.prepare(encoded(corners(), "PNG"))

    assert images._workers == after
    assert all(DRAWINGS in worker.command for worker in after)
    await images.close()
