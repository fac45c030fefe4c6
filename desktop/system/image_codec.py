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
from desktop.domain.picture import HEAD, LARGEST, Prepared, sniff
from desktop.system.image_metadata import Broken, webp_size, without_metadata

if TYPE_CHECKING:
    from collections.abc import Callable

    from PIL.ImageFile import ImageFile

PIXELS = 120_000_000  # the largest cameras in phones have 108 megapixels
FRAMES = 2_000
THUMBNAIL = 160  # pixels of the long edge: a chip at twice the size
PREVIEW = 1_280  # pixels of the long edge: the widest that the transcript shows
QUALITY = 95  # of what has to be encoded again
PREVIEW_QUALITY = 88
PNG_EFFORT = 4  # of 9: a photograph takes 2 s for 12 megapixels instead of 6, and 5 % more bytes

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
_PNG_MODES = ("1", "L", "LA", "P", "RGB", "RGBA", "I;16")
_JPEG_MODES = ("L", "RGB", "CMYK")
_DIRECT_MODES = ("L", "LA", "RGB", "RGBA", "CMYK", "YCbCr")  # can be made smaller without another mode first

Image.preinit()  # the writers; imported now, because the worker gives up opening files
Image.MAX_IMAGE_PIXELS = None  # `opened` checks by itself, before anything is decoded


def prepare(data: bytes) -> Prepared:
    """Make a picture ready. Pixels stay as they are unless it has to be turned or no provider takes its format.

    Raises:
        NotAPicture, PictureDamaged, PictureTooLarge: As named. Pillow's own exceptions mean `PictureDamaged` too.
    """
    given, image = opened(data)
    described, located, lies = _metadata(image)
    clean, frames = _without_metadata(data, given)
    media_type, turned = given, lies and frames == 1
    if turned or given not in _SENT:
        ImageOps.exif_transpose(image, in_place=True)
        clean, media_type = _encoded(image, given, lossless=b"VP8 " not in data)
    else:
        image = _READERS[given](BytesIO(clean))  # what goes out is what has to be readable
    width, height = image.size
    preview, thumbnail = _previews(image, exact=media_type not in _LOSSY)
    flags = {
        Change.CONVERTED: media_type != given,
        Change.TURNED_UPRIGHT: turned,
        Change.LOCATION_REMOVED: located,
        Change.METADATA_REMOVED: described if media_type != given else clean != data,
    }
    return Prepared(clean, media_type, width, height, thumbnail, preview, tuple(c for c, done in flags.items() if done))


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


def shrink(image: Image.Image, edge: int) -> Image.Image:
    """The picture with its long edge at most `edge` pixels, as RGB or RGBA. May use up `image`."""
    if image.mode not in _DIRECT_MODES or "transparency" in image.info:
        image = direct(image)
    image.thumbnail((edge, edge), reducing_gap=2.0)
    return direct(image)


def direct(image: Image.Image) -> Image.Image:
    """The picture as RGB, or as RGBA where it lets anything through."""
    wanted = "RGBA" if image.has_transparency_data else "RGB"
    return image if image.mode == wanted else image.convert(wanted)


def _check_size(width: int, height: int) -> None:
    if width * height > PIXELS:
        raise PictureTooLarge(f"{width} \u00d7 {height} px")


def _metadata(image: ImageFile) -> tuple[bool, bool, bool]:
    """Whether there is EXIF or XMP, whether it names a place, and whether it says that the picture lies on a side."""
    xmp = image.info.get("xmp", b"")
    try:
        exif: Any = image.getexif()
    except Exception:  # noqa: BLE001 - damaged metadata must not cost the picture
        exif = {}
    located = _PLACE in exif or b"GPSLatitude" in xmp
    tags_are_structure = isinstance(image, TiffImagePlugin.TiffImageFile)
    return bool(xmp or (exif and not tags_are_structure)), located, orientation_of(image) != 1


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


def _encoded(image: ImageFile, media_type: str, *, lossless: bool) -> tuple[bytes, str]:
    """The pixels in a format that providers take: what loses details already stays JPEG or WebP, all else is PNG."""
    out = BytesIO()
    colors = image.info.get("icc_profile")
    transparency = image.info.get("transparency")
    image.info = {} if transparency is None else {"transparency": transparency}  # comments would be written again
    if media_type == "image/webp" and not lossless:
        image.save(out, "WEBP", quality=QUALITY, icc_profile=colors)
    elif media_type in _LOSSY and not image.has_transparency_data:
        media_type = "image/jpeg"
        full_colors = image.mode == "CMYK" or JpegImagePlugin.get_sampling(image) == 0
        pixels = image if image.mode in _JPEG_MODES else image.convert("RGB")
        pixels.save(out, "JPEG", quality=QUALITY, subsampling=0 if full_colors else 2, icc_profile=colors)
    else:
        media_type = "image/png"
        pixels = image if image.mode in _PNG_MODES else direct(image)
        pixels.save(out, "PNG", compress_level=PNG_EFFORT, icc_profile=colors if image.mode == pixels.mode else None)
    if out.tell() > LARGEST:
        raise PictureTooLarge(f"{out.tell() / 1e6:.0f} MB")
    return out.getvalue(), media_type


def _previews(image: ImageFile, *, exact: bool) -> tuple[bytes, bytes]:
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
