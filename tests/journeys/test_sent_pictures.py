"""What a server really receives of pictures, decoded again and compared with what was dropped and with the chips."""

from __future__ import annotations

import base64

import pytest
from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImageIOHandler, QImageReader

from desktop.domain.attachment import Change, Offer
from desktop.domain.picture import PHOTOSHOP, sniff
from desktop.ui.figures import human_size
from tests.journeys.driver import journey, running
from tests.server.scripts import works
from tests.server.server import ScriptedServer
from tests.unit.system.pictures import corners, decoded, deep_png, deep_tiff, encoded, exif, lab, photoshop, texts
from tests.unit.system.test_images import CORNERS, corner_colors

SIZE = (240, 160)
SECRET = "Jane's camera"
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><a exif:GPSLatitude='52,30N' by='Jane'/></x:xmpmeta>"
TELLING = (b"Jane", b"GPS", b"Exif", b"http://ns.adobe.com/xap", b"Photoshop", b"comment of")
LYING = {  # how the pixels have to lie for an orientation to turn them upright
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def lying(orientation, kind, **options):
    image = corners(SIZE)
    turn = LYING[orientation]
    stored = image.transpose(turn) if turn is not None else image
    return encoded(stored, kind, exif=exif(orientation, artist=SECRET, place=True), **options)


def dropped():
    """Names and bytes: every orientation in each format that phones and programs put one into, and liars."""
    jpeg = {"quality": 95, "xmp": XMP, "comment": b"a comment of Jane's"}
    files = {f"jpeg {n}.jpg": lying(n, "JPEG", **jpeg) for n in LYING}
    files |= {f"png {n}.png": lying(n, "PNG", pnginfo=texts(Author=SECRET)) for n in LYING}
    files |= {f"webp {n}.webp": lying(n, "WEBP", lossless=True, xmp=XMP) for n in LYING}
    files |= {f"tiff {n}.tif": lying(n, "TIFF") for n in (1, 6)}
    files["a photo.heic"] = encoded(corners(SIZE), "HEIF", exif=exif(1, artist=SECRET, place=True).tobytes())
    files["really a jpeg.png"] = lying(6, "JPEG", **jpeg)
    files["no ending"] = encoded(corners(SIZE), "GIF", comment=b"a comment of Jane's")
    files |= {
        "for print.jpg": encoded(corners(SIZE).convert("CMYK"), "JPEG", quality=95, exif=exif(1, place=True)),
        "for eyes.tif": encoded(lab(corners(SIZE)), "TIFF"),
        "deep.png": deep_png(corners(SIZE)),
        "deep.tif": deep_tiff(corners(SIZE)),
        "deep.psb": photoshop(corners(SIZE), large=True, bits=16, packed=True),
    }
    return files


def received(server):
    """Text and pictures of the one question that came: (media type as told, bytes), in the order of the parts."""
    [asked] = [request for request in server.requests if request.path == "/chat/completions"]
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
def test_what_arrives_is_upright_without_metadata_and_as_the_chips_say(qapp, tmp_path, edge):
    files = dropped()

    async def work():
        with ScriptedServer() as server:
            works(server)
            async with running(tmp_path / "data", "--base-url", server.base_url) as parley:
                workspace = parley.program._workspace
                await parley.until(lambda: workspace.model_id, "the list came")
                workspace.intake.see(workspace.sight.__class__(edge=edge))
                workspace.intake.offer([Offer(name, data=data) for name, data in files.items()])
                await parley.until(lambda: not workspace.intake.pending, "all are ready")
                chips = workspace.intake.attachments
                parley.ask("What is this?")
                await parley.answered()
                return chips, received(server)

    told = []
    journey(_told(work(), told))
    [(chips, arrived)] = told
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
    return sniff(given) != PHOTOSHOP and 0x8825 in decoded(given).getexif()


async def _told(work, told):
    told.append(await work)


def test_what_a_sent_picture_came_as_is_shown_after_a_restart_in_the_frame_that_was_sent(qapp, tmp_path):
    came = encoded(corners((3000, 1500)), "TIFF", save_all=True, append_images=[Image.new("RGB", (3000, 1800), "red")])
    (tmp_path / "scan.tif").write_bytes(came)

    async def work():
        with ScriptedServer() as server:
            works(server)
            async with running(tmp_path, "--base-url", server.base_url) as parley:
                await parley.until(lambda: parley.chat.conversation.model, "the list came")
                parley.window.chat.composer.offered.emit([Offer("scan.tif", path=str(tmp_path / "scan.tif"))])
                intake = parley.program._workspace.intake
                await parley.until(lambda: not intake.pending, "it is prepared")
                intake.step(intake.attachments[0].id, 1)
                await parley.until(lambda: not intake.pending, "it is prepared")
                parley.ask("What is this?")
                await parley.answered()
            async with running(tmp_path, "--base-url", server.base_url) as parley:
                await parley.until(parley.texts, "it is there again")
                [image] = parley.chat.conversation.branch()[0].images
                parley.transcript.picture_asked.emit("original", parley.chat.conversation.branch()[0].id, image.blob)
                viewer = parley.find("picture-viewer")
                await parley.until(lambda: viewer.before and viewer.canvas.sharp, "it is on view")
                assert viewer.windowTitle() == f"scan.tif · 3,000 × 1,800 px · {human_size(len(came))} · as it came"
                color = viewer.canvas.grab().toImage().pixelColor(viewer.canvas.rect().center()).name()
                assert color == "#ff0000"
                viewer.close()

    journey(work())
