"""What a server really receives of pictures, decoded again and compared with what was dropped and with the chips."""

from __future__ import annotations

import base64

import pytest
from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImageIOHandler, QImageReader

from desktop.domain.attachment import Offer
from desktop.domain.picture import PHOTOSHOP, Change, sniff
from desktop.domain.vision import Sight
from desktop.ui.figures import human_size
from tests.journeys.driver import connected
from tests.unit.system.pictures import (
    CORNERS,
    ORIENTATIONS,
    PLACE,
    corner_colors,
    corners,
    decoded,
    deep_png,
    deep_tiff,
    encoded,
    exif,
    lab,
    lying,
    photoshop,
    texts,
)

SIZE = (240, 160)
SECRET = "Jane's camera"
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><a exif:GPSLatitude='52,30N' by='Jane'/></x:xmpmeta>"
TELLING = (b"Jane", b"GPS", b"Exif", b"http://ns.adobe.com/xap", b"Photoshop", b"comment of")


def photo(orientation, kind, **options):
    told = exif(orientation, artist=SECRET, place=True)
    return encoded(lying(corners(SIZE), orientation), kind, exif=told, **options)


def dropped():
    """Names and bytes: every orientation in each format that phones and programs put one into, and liars."""
    jpeg = {"quality": 95, "xmp": XMP, "comment": b"a comment of Jane's"}
    files = {f"jpeg {n}.jpg": photo(n, "JPEG", **jpeg) for n in ORIENTATIONS}
    files |= {f"png {n}.png": photo(n, "PNG", pnginfo=texts(Author=SECRET)) for n in ORIENTATIONS}
    files |= {f"webp {n}.webp": photo(n, "WEBP", lossless=True, xmp=XMP) for n in ORIENTATIONS}
    files |= {f"tiff {n}.tif": photo(n, "TIFF") for n in (1, 6)}
    files["a photo.heic"] = encoded(corners(SIZE), "HEIF", exif=exif(1, artist=SECRET, place=True).tobytes())
    files["really a jpeg.png"] = photo(6, "JPEG", **jpeg)
    files["no ending"] = encoded(corners(SIZE), "GIF", comment=b"a comment of Jane's")
    files |= {
        "for print.jpg": encoded(corners(SIZE).convert("CMYK"), "JPEG", quality=95, exif=exif(1, place=True)),
        "for eyes.tif": encoded(lab(corners(SIZE)), "TIFF"),
        "deep.png": deep_png(corners(SIZE)),
        "deeper.tif": deep_tiff(corners(SIZE)),
        "large.psb": photoshop(corners(SIZE), large=True, bits=16, packed=True),
    }
    return files


def received(server):
    """Text and pictures of the one question that came: (media type as told, bytes), in the order of the parts."""
    [asked] = server.questions
    first, *others = asked.json()["messages"][-1]["content"]
    assert first == {"type": "text", "text": "What is this?"}
    assert [part["type"] for part in others] == ["image_url"] * len(others)
    found = []
    for part in others:
        head, _, data = part["image_url"]["url"].partition(";base64,")
        found.append((head.removeprefix("data:"), base64.b64decode(data, validate=True)))
    return found


def by_qt(data):
    """Turning and texts as Qt's readers find them, which share no line with what made or stripped the picture."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(False)
    size, turning = reader.size(), reader.transformation()
    return size, turning, reader.read().textKeys()


@pytest.mark.parametrize("edge", [2048, 100])
async def test_what_arrives_is_upright_without_metadata_and_as_the_chips_say(server, tmp_path, edge):
    files = dropped()
    async with connected(server, tmp_path / "data") as parley:
        parley.workspace.intake.see(Sight(edge=edge))
        parley.workspace.intake.offer([Offer(name, data=data) for name, data in files.items()])
        chips = await parley.prepared()
        parley.ask("What is this?")
        await parley.answered()

    arrived = received(server)
    assert len(arrived) == len(files) == len(chips)
    for (name, given), chip, (media_type, data) in zip(files.items(), chips, arrived, strict=True):
        assert chip.name == chip.image.name == name
        assert media_type == sniff(data) == chip.image.media_type, name
        assert chip.image.size == len(data), name
        upright = decoded(data)
        shape = SIZE if edge > SIZE[0] else (100, 67)
        assert upright.size == (chip.image.width, chip.image.height), name
        assert abs(upright.width - shape[0]) + abs(upright.height - shape[1]) <= 1, name
        assert chip.given == SIZE, name
        assert corner_colors(upright) == CORNERS, name
        assert by_qt(data) == (QSize(*upright.size), QImageIOHandler.Transformation.TransformationNone, []), name
        assert not [word for word in TELLING if word in data], name
        assert (Change.LOCATION_REMOVED in chip.changes) == (b"GPS" in given or _placed(given)), name


def _placed(given):
    return sniff(given) != PHOTOSHOP and PLACE in decoded(given).getexif()


async def test_what_a_sent_picture_came_as_is_shown_after_a_restart_in_the_frame_that_was_sent(server, tmp_path):
    came = encoded(corners((3000, 1500)), "TIFF", save_all=True, append_images=[Image.new("RGB", (3000, 1800), "red")])
    (tmp_path / "scan.tif").write_bytes(came)
    async with connected(server, tmp_path) as parley:
        parley.window.chat.composer.offered.emit([Offer("scan.tif", path=str(tmp_path / "scan.tif"))])
        [chip] = await parley.prepared()
        parley.workspace.intake.step(chip.id, 1)
        await parley.prepared()
        parley.ask("What is this?")
        await parley.answered()
    async with connected(server, tmp_path) as parley:
        await parley.until(parley.texts, "it is there again")
        [question, _] = parley.chat.conversation.branch()
        [image] = question.images
        parley.transcript.picture_asked.emit("original", question.id, image.blob)
        viewer = parley.find("picture-viewer")
        await parley.until(lambda: viewer.before and viewer.canvas.sharp, "it is on view")
        assert viewer.windowTitle() == f"scan.tif · 3000×1800 px · {human_size(len(came))} · as it came"
        color = viewer.canvas.grab().toImage().pixelColor(viewer.canvas.rect().center()).name()
        assert color == "#ff0000"
        viewer.close()
