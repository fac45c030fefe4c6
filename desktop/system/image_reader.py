"""Picture files opened by what their bytes are, one reader a format. Runs in the worker process alone."""

from __future__ import annotations

import contextlib
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from PIL import (
    AvifImagePlugin,
    BmpImagePlugin,
    GifImagePlugin,
    IcoImagePlugin,
    Image,
    PngImagePlugin,
    PsdImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)
from pillow_heif import HeifImageFile

from desktop.domain.errors import NotAPicture, PictureDamaged, TooManyBytes, TooManyFrames, TooManyPixels
from desktop.domain.picture import ALONE, GZIP, GZIP_WINDOW, HEAD, LARGEST, RAW, SVG, Frames, sniff
from desktop.system.image_jpeg import Photograph
from desktop.system.image_metadata import Broken, Container, webp_size, without_metadata
from desktop.system.image_photoshop import flattened, head_of
from desktop.system.image_raw import Embedded, embedded

if TYPE_CHECKING:
    from collections.abc import Callable


PIXELS = 120_000_000  # the largest cameras in phones have 108 megapixels
FRAMES = 2_000
SENT = ("image/png", "image/jpeg", "image/webp", "image/gif")  # what providers take (reference/openrouter-api.md §7.1)

WORDS = (0x010D, 0x010E, 0x010F, 0x0110, 0x0131, 0x0132, 0x013B, 0x013C, 0x8298)  # names, make and model, date, ©
BUILT = {*range(0x00FE, 0x0215), 0x02BC, 0x8773}  # how a TIFF holds its pixels; XMP and the profile stand elsewhere

_SERIES = ("image/heic", "image/avif")  # may hold several pictures, of which one can be sent
_ORIENTATION = 0x0112
_PLACE = 0x8825
_LYING_OR_MIRRORED = range(2, 9)
_ICON_ENTRY = 22  # bytes of its header that tell the size of a picture in an icon
_PNG = b"\x89PNG"

Image.MAX_IMAGE_PIXELS = None  # `opened` checks by itself, before anything is decoded


class Opened(NamedTuple):
    """A picture, its header read and its size allowed, nothing decoded yet.

    Attributes:
        media_type: What `data` is.
        data: The file; of a raw file, the preview that is embedded in it.
        embedded: Whether it is such a preview.
        lacking: Whether letters of a drawing could not be drawn.
        outside: Whether a drawing wants pictures or the like from other places, which are left out.
        located: Whether the file around it says where it was taken.
        turned: Whether the reader has turned or mirrored it already, as the file says.
    """

    media_type: str
    data: bytes
    image: Image.Image
    embedded: bool = False
    lacking: bool = False
    outside: bool = False
    located: bool = False
    turned: bool = False


def opened(data: bytes, frame: int | None = None) -> Opened:
    """Open a file.

    Args:
        data: The file.
        frame: Of several frames or pages the one that is wanted, counted from 0; None for the one that stands for all.

    Raises:
        NotAPicture, PictureTooLarge: As named. Pillow's own exceptions mean `PictureDamaged`.
    """
    media_type = sniff(data[:HEAD])
    if not media_type:
        raise NotAPicture
    if media_type in {RAW, "image/tiff"}:
        if found := embedded(data, certain=media_type == RAW):
            return _preview(found)
        media_type = "image/tiff"  # without a preview: some can be read as what they resemble
    if media_type == "image/webp":
        _check_size(*webp_size(data))
    image = READERS[media_type](BytesIO(data))
    _check_size(*image.size)
    if frame is not None:
        image.seek(frame)
        _check_size(*image.size)
    lacking, outside = LACKING in image.info, OUTSIDE in image.info
    return Opened(media_type, data, image, lacking=lacking, outside=outside, turned=_is_turned(image))


def _is_turned(image: Image.Image) -> bool:
    """By the steps that the reader of HEIC takes by itself: it hides what EXIF says, which need not be the same."""
    file = image._heif_file if isinstance(image, HeifImageFile) else None  # noqa: SLF001 - nothing public tells
    if file is None:
        return False
    steps = getattr(file[image.tell()]._c_image, "transformations", ())  # noqa: SLF001 - what is not public may go
    return any(name == "imir" or (name == "irot" and angle) for name, angle, *_ in steps)


def _preview(found: Embedded) -> Opened:
    """Upright as the raw file says: previews say nothing of it, or what held for another program."""
    image = Photograph(BytesIO(found.data))
    _check_size(*image.size)
    if found.orientation:
        with contextlib.suppress(Exception):  # damaged metadata must not cost the picture
            image.getexif()[_ORIENTATION] = found.orientation
    return Opened("image/jpeg", found.data, image, embedded=True, located=found.located)


def frames_of(media_type: str, image: Image.Image, found: int, *, films: bool = True, by_hand: bool = False) -> Frames:
    """How many pictures are in one: in a film `found`, by its container. It is none where `films` are not taken.

    Some can be sent as such `by_hand`.
    """
    if media_type == "image/tiff":
        return Frames(_pages(image), image.tell(), pages=True)
    if media_type in SENT:
        count = found + (found > 1 and getattr(image, "default_image", False))  # which is a frame to Pillow
        film = count > 1 and films
        return Frames(count, image.tell(), film=film, by_hand=count > 1 and by_hand and not film)
    return Frames(getattr(image, "n_frames", 1), image.tell()) if media_type in _SERIES else ALONE


def cleaned(data: bytes, media_type: str, *, profiled: bool = True) -> Container:
    """A file without metadata, as it can be sent; one that cannot be sent anyway stays as it is."""
    if media_type not in SENT:
        return Container(data, 1)
    try:
        container = without_metadata(data, media_type, profiled=profiled)
    except Broken:
        raise PictureDamaged from None
    if container.frames > FRAMES:
        raise TooManyFrames(most=FRAMES)
    return container


def metadata_of(image: Image.Image) -> tuple[bool, bool, int]:
    """Whether there is EXIF or XMP, whether it names a place, and how it says that the picture lies."""
    xmp = image.info.get("xmp", b"")
    try:
        exif: Any = image.getexif()
    except Exception:  # noqa: BLE001 - damaged metadata must not cost the picture
        exif = {}
    located = _PLACE in exif or b"GPSLatitude" in xmp
    if isinstance(image, TiffImagePlugin.TiffImageFile):
        exif = [tag for tag in exif if tag in WORDS or tag not in BUILT]
    return bool(xmp or exif), located, orientation_of(image)


def orientation_of(image: Image.Image) -> int:
    """EXIF's number; 1 where nothing sensible is said."""
    try:
        found = image.getexif().get(_ORIENTATION)
    except Exception:  # noqa: BLE001 - damaged metadata must not cost the picture
        return 1
    return found if isinstance(found, int) and found in _LYING_OR_MIRRORED else 1


def _check_size(width: int, height: int) -> None:
    if width * height > PIXELS:
        raise TooManyPixels(f"{width}\u00d7{height} px", most=PIXELS)


def _pages(image: Image.Image) -> int:
    """How many pages can be turned to; a damaged one costs none of those before it."""
    at, count = image.tell(), 0
    try:
        while count <= FRAMES:
            image.seek(count)
            count += 1
    except Exception:  # noqa: BLE001 - EOFError at the end, and what Pillow likes in a damaged file
        image.seek(at)
        return max(count, 1)
    raise TooManyFrames(most=FRAMES)


def _drawing(stream: BytesIO) -> Image.Image:
    from desktop.system.image_drawing import drawn  # noqa: PLC0415 - Qt, in a process that was started for drawings

    return drawn(_unpacked(stream.getvalue()))


def _unpacked(drawing: bytes) -> bytes:
    """A drawing that may be pressed with gzip (SVGZ); what it says of its size is not believed."""
    if not drawing.startswith(GZIP):
        return drawing
    unpacking = zlib.decompressobj(GZIP_WINDOW)
    plain = unpacking.decompress(drawing, LARGEST + 1)
    if len(plain) > LARGEST:
        raise TooManyBytes(count=LARGEST, more=True, most=LARGEST)
    return plain


def _document(stream: BytesIO) -> Image.Image:
    """A document of Photoshop's, its own size checked where it is decoded at once."""
    head = head_of(stream.getvalue())
    if not head.unusual:
        return PsdImagePlugin.PsdImageFile(stream)
    _check_size(head.width, head.height)
    return flattened(stream.getvalue(), head)


def _icon(stream: BytesIO) -> Image.Image:
    """The largest picture of an icon, whose own header is asked: the icon's may say anything."""
    icon = IcoImagePlugin.IcoFile(stream)
    start = icon.entry[0].offset
    head = stream.getvalue()[start : start + _ICON_ENTRY + 2]
    if head.startswith(_PNG):
        _check_size(int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big"))
    else:
        width, height = (int.from_bytes(head[at : at + 4], "little", signed=True) for at in (4, 8))
        _check_size(abs(width), abs(height))
    return icon.frame(0)


OUTSIDE = "outside"  # in the `info` of a drawing that wants what lies elsewhere
LACKING = "lacking"  # in the `info` of a drawing some letters of which could not be drawn

# Readers are named one by one: nothing else that Pillow can read is ever tried.
READERS: dict[str, Callable[[BytesIO], Image.Image]] = {
    "image/png": PngImagePlugin.PngImageFile,
    "image/jpeg": Photograph,
    "image/webp": WebPImagePlugin.WebPImageFile,
    "image/gif": GifImagePlugin.GifImageFile,
    "image/bmp": BmpImagePlugin.BmpImageFile,
    "image/tiff": TiffImagePlugin.TiffImageFile,
    "image/avif": AvifImagePlugin.AvifImageFile,
    "image/heic": HeifImageFile,
    "image/vnd.microsoft.icon": _icon,
    "image/vnd.adobe.photoshop": _document,
    SVG: _drawing,
}
