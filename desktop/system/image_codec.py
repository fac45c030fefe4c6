"""Reading pictures, and making of them what is stored, shown and sent. Runs in the worker process alone."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from PIL import (
    AvifImagePlugin,
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    ImageOps,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)
from pillow_heif import HeifImageFile

from desktop.domain.attachment import Change
from desktop.domain.edits import UNTOUCHED, Edits, edited_size, inside
from desktop.domain.errors import NotAPicture, PictureDamaged, PictureTooLarge
from desktop.domain.picture import HEAD, Prepared, sniff
from desktop.domain.vision import AS_IT_IS, Plan
from desktop.system.image_encoding import Written, encoded, is_halved, shrink, workable
from desktop.system.image_metadata import Broken, webp_size, without_metadata

if TYPE_CHECKING:
    from collections.abc import Callable

    from PIL.ImageFile import ImageFile

PIXELS = 120_000_000  # the largest cameras in phones have 108 megapixels
FRAMES = 2_000
THUMBNAIL = 160  # pixels of the long edge: a chip at twice the size
PREVIEW = 1_280  # pixels of the long edge: the widest that the transcript shows
PREVIEW_QUALITY = 88

# Readers are named one by one: nothing else that Pillow can read is ever tried.
_READERS: dict[str, Callable[[BytesIO], ImageFile]] = {
    "image/png": PngImagePlugin.PngImageFile,
    "image/jpeg": JpegImagePlugin.JpegImageFile,
    "image/webp": WebPImagePlugin.WebPImageFile,
    "image/gif": GifImagePlugin.GifImageFile,
    "image/bmp": BmpImagePlugin.BmpImageFile,
    "image/tiff": TiffImagePlugin.TiffImageFile,
    "image/avif": AvifImagePlugin.AvifImageFile,
    "image/heic": HeifImageFile,
}
_SENT = ("image/png", "image/jpeg", "image/webp", "image/gif")  # what providers take (reference/openrouter-api.md §7.1)
_LOSSY = ("image/jpeg", "image/heic", "image/avif")
_ORIENTATION = 0x0112
_PLACE = 0x8825
_LYING_OR_MIRRORED = range(2, 9)
_LYING = range(5, 9)
_CLOCKWISE = {1: Image.Transpose.ROTATE_270, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_90}
_BLACK: dict[str, tuple[int, ...]] = {
    "L": (0,),
    "LA": (0, 255),
    "RGB": (0, 0, 0),
    "RGBA": (0, 0, 0, 255),
    "CMYK": (0, 0, 0, 255),
    "YCbCr": (0, 128, 128),
}

Image.preinit()  # the writers; imported now, because the worker gives up opening files
Image.MAX_IMAGE_PIXELS = None  # `opened` checks by itself, before anything is decoded


def prepare(data: bytes, plan: Plan = AS_IT_IS, edits: Edits = UNTOUCHED) -> Prepared:
    """Make a picture ready.

    It stays as it is unless it lies, is larger than planned, is edited, or no provider takes its format.

    Raises:
        NotAPicture, PictureDamaged, PictureTooLarge: As named. Pillow's own exceptions mean `PictureDamaged` too.
    """
    given, image = opened(data)
    described, located, orientation = _metadata(image)
    clean, frames = _without_metadata(data, given)
    edited, film = edits != UNTOUCHED, frames > 1
    still = edited or not film  # films go as they are
    lies = orientation != 1 and not film
    lying = orientation in _LYING and lies and given != "image/tiff"  # of which Pillow tells the upright size
    given_size = image.size[::-1] if lying else image.size
    fewer = 0 < plan.edge < max(edited_size(edits, given_size)) and still
    if edited or lies or fewer or given not in _SENT or (0 < plan.most < len(clean) and still):
        halved = not fewer and is_halved(image)
        pixels = _pixels(image, edits, plan.edge if fewer else 0, upright=not film)
        written = encoded(pixels, given, plan, lossless=b"VP8 " not in data, fewer=fewer, halved=halved)
    else:
        written = Written(clean, given, _READERS[given](BytesIO(clean)))  # what goes out has to be readable
    flags = {
        Change.CONVERTED: written.media_type != given,
        Change.TURNED_UPRIGHT: lies,
        Change.LOCATION_REMOVED: located,
        Change.METADATA_REMOVED: described or clean != data,
        Change.COLORS_CONVERTED: written.recolored,
        Change.TURNED: edits.turns,
        Change.CROPPED: edits.crop,
        Change.BLACKED_OUT: edits.hidden,
        Change.STILL: edited and film,
    }
    return _prepared(written, given_size, tuple(change for change, done in flags.items() if done))


def _pixels(image: ImageFile, edits: Edits, edge: int, *, upright: bool) -> Image.Image:
    """What the person wants to be seen of a picture, with its long edge at most `edge` pixels (0: any)."""
    simple = edits == UNTOUCHED and image is workable(image)
    if simple and edge:
        image.thumbnail((edge, edge), reducing_gap=2.0)  # a JPEG is decoded smaller from the start
    if upright:
        ImageOps.exif_transpose(image, in_place=True)
    if simple or (edits == UNTOUCHED and not edge):
        return image
    pixels = _edited(workable(image), edits)
    if edge:
        pixels.thumbnail((edge, edge), reducing_gap=2.0)
    return pixels


def _edited(image: Image.Image, edits: Edits) -> Image.Image:
    """Burn it in: what was under a black place is in no pixel afterwards."""
    if edits.turns:
        image = image.transpose(_CLOCKWISE[edits.turns])
    for box in edits.hidden:
        image.paste(_BLACK[image.mode], inside(box, image.size))
    return image.crop(inside(edits.crop, image.size)) if edits.crop else image


def _prepared(written: Written, given_size: tuple[int, int], changes: tuple[Change, ...]) -> Prepared:
    size = written.pixels.size
    preview, thumbnail = _previews(written.pixels, exact=written.media_type not in _LOSSY)
    return Prepared(written.data, written.media_type, *size, thumbnail, preview, changes, *given_size)


def opened(data: bytes) -> tuple[str, ImageFile]:
    """Media type and picture, its header read and its size allowed, nothing decoded yet."""
    media_type = sniff(data[:HEAD])
    if not media_type:
        raise NotAPicture
    if media_type == "image/webp":
        _check_size(*webp_size(data))
    image = _READERS[media_type](BytesIO(data))
    _check_size(*image.size)
    return media_type, image


def frames_of(data: bytes, media_type: str, image: ImageFile) -> int:
    """Frames of an animation, or pages."""
    return _without_metadata(data, media_type)[1] if media_type in _SENT else getattr(image, "n_frames", 1)


def orientation_of(image: ImageFile) -> int:
    """EXIF's number; 1 where nothing sensible is said."""
    try:
        found = image.getexif().get(_ORIENTATION)
    except Exception:  # noqa: BLE001 - damaged metadata must not cost the picture
        return 1
    return found if isinstance(found, int) and found in _LYING_OR_MIRRORED else 1


def _check_size(width: int, height: int) -> None:
    if width * height > PIXELS:
        raise PictureTooLarge(f"{width} \u00d7 {height} px")


def _metadata(image: ImageFile) -> tuple[bool, bool, int]:
    """Whether there is EXIF or XMP, whether it names a place, and how it says that the picture lies."""
    xmp = image.info.get("xmp", b"")
    try:
        exif: Any = image.getexif()
    except Exception:  # noqa: BLE001 - damaged metadata must not cost the picture
        exif = {}
    located = _PLACE in exif or b"GPSLatitude" in xmp
    tags_are_structure = isinstance(image, TiffImagePlugin.TiffImageFile)
    return bool(xmp or (exif and not tags_are_structure)), located, orientation_of(image)


def _without_metadata(data: bytes, media_type: str) -> tuple[bytes, int]:
    if media_type not in _SENT:
        return data, 1
    try:
        container = without_metadata(data, media_type)
    except Broken:
        raise PictureDamaged from None
    if container.frames > FRAMES:
        raise PictureTooLarge(f"{container.frames} frames")
    return container.data, container.frames


def _previews(image: Image.Image, *, exact: bool) -> tuple[bytes, bytes]:
    """Preview and thumbnail; `exact` keeps every pixel where nothing is made smaller. Uses up `image`."""
    exact = exact and max(image.size) <= PREVIEW
    preview = shrink(image, PREVIEW)
    thumbnail = preview.copy()
    thumbnail.thumbnail((THUMBNAIL, THUMBNAIL), reducing_gap=2.0)
    return _bytes(preview, "PNG" if exact or preview.mode == "RGBA" else "JPEG"), _bytes(thumbnail, "PNG")


def _bytes(image: Image.Image, kind: str) -> bytes:
    out = BytesIO()
    image.save(out, kind, quality=PREVIEW_QUALITY)
    return out.getvalue()
