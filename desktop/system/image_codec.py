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
from desktop.domain.errors import NotAPicture, PictureDamaged, PictureTooLarge
from desktop.domain.picture import HEAD, Prepared, sniff
from desktop.domain.vision import AS_IT_IS, Plan
from desktop.system.image_encoding import Written, encoded, shrink
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

Image.preinit()  # the writers; imported now, because the worker gives up opening files
Image.MAX_IMAGE_PIXELS = None  # `opened` checks by itself, before anything is decoded


def prepare(data: bytes, plan: Plan = AS_IT_IS) -> Prepared:
    """Make a picture ready. It stays as it is unless it lies, is larger than planned, or no provider takes its format.

    Raises:
        NotAPicture, PictureDamaged, PictureTooLarge: As named. Pillow's own exceptions mean `PictureDamaged` too.
    """
    given, image = opened(data)
    described, located, orientation = _metadata(image)
    clean, frames = _without_metadata(data, given)
    still = frames == 1  # films go as they are
    lies, fewer = orientation != 1 and still, 0 < plan.edge < max(image.size) and still
    lying = orientation in _LYING and still and given != "image/tiff"  # of which Pillow tells the upright size
    given_size = image.size[::-1] if lying else image.size
    if lies or fewer or given not in _SENT or (0 < plan.most < len(clean) and still):
        if fewer:
            image.thumbnail((plan.edge, plan.edge), reducing_gap=2.0)
        ImageOps.exif_transpose(image, in_place=True)
        written = encoded(image, given, plan, lossless=b"VP8 " not in data, fewer=fewer)
    else:
        written = Written(clean, given, _READERS[given](BytesIO(clean)))  # what goes out has to be readable
    flags = {
        Change.CONVERTED: written.media_type != given,
        Change.TURNED_UPRIGHT: lies,
        Change.LOCATION_REMOVED: located,
        Change.METADATA_REMOVED: described if written.media_type != given else written.data != data,
    }
    return _prepared(written, given_size, tuple(change for change, done in flags.items() if done))


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
