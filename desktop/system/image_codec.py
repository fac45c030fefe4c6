"""Reading pictures, and making of them what is stored, shown and sent. Runs in the worker process alone."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image, ImageOps

from desktop.domain.edits import UNTOUCHED, Edits, edited_size, inside
from desktop.domain.errors import TooManyBytes
from desktop.domain.picture import LARGEST, Change, Prepared
from desktop.domain.vision import AS_IT_IS, Plan
from desktop.system.image_encoding import Written, encoded, fit, is_colored, is_misprofiled, look_of, shrink, workable
from desktop.system.image_jpeg import is_damaged
from desktop.system.image_reader import READERS, cleaned, frames_of, metadata_of, opened

if TYPE_CHECKING:
    from desktop.domain.picture import Frames
    from desktop.system.image_metadata import Container
    from desktop.system.image_reader import Opened

THUMBNAIL = 160  # pixels of the long edge: a chip at twice the size
PREVIEW = 1_280  # pixels of the long edge: the widest that the transcript shows
PREVIEW_QUALITY = 88

_LOSSY = ("image/jpeg", "image/heic", "image/avif")
_LYING = range(5, 9)  # but in TIFF files, of which Pillow tells the upright size
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


def prepare(data: bytes, plan: Plan = AS_IT_IS, edits: Edits = UNTOUCHED) -> Prepared:
    """Make a picture ready.

    It stays as it is unless it lies, is larger than planned, is edited, or its format is not taken. Only a film, and
    what cannot be made so light, has more bytes than planned.

    Raises:
        NotAPicture, PictureDamaged, PictureTooLarge: As named. Pillow's own exceptions mean `PictureDamaged` too.
        TooManyBytes: More would be sent than anybody takes.
    """
    given, image = (source := opened(data, edits.frame)).media_type, source.image
    container, (described, located, orientation) = _cleaned(source), metadata_of(image)
    frames = _frames(given, image, container.frames, plan)
    still = edits != UNTOUCHED or not frames.film  # films that are taken go as they are
    lies = orientation != 1 and not frames.film
    given_size = image.size[::-1] if lies and orientation in _LYING and given != "image/tiff" else image.size
    wanted = max(edited_size(edits, given_size))
    fewer = 0 < plan.edge < wanted and still
    can_stay = edits == UNTOUCHED and not lies and _stays(given, frames, plan) and not (still and is_colored(image))
    if can_stay and not fewer and not (still and _is_heavy(container.data, plan)):
        written = _as_it_came(container.data, given)
    else:
        made = partial(_remade, edits=edits, plan=plan, upright=not frames.film)
        written = made(source, fewer=fewer)
        if (fewer and wanted <= plan.spare) or (can_stay and _is_heavy(written.data, plan)):
            whole = _as_it_came(container.data, given) if can_stay else made(opened(data, edits.frame), fewer=False)
            written = _lighter(written, whole)
    _refuse_heavy(written.data)
    size, shown = written.pixels.size, _previews(written.pixels, exact=written.media_type not in _LOSSY)
    flags = {
        **_told(source, edits, written, plan),
        Change.TURNED_UPRIGHT: lies or source.turned,
        Change.LOCATION_REMOVED: located or source.located,
        Change.METADATA_REMOVED: described or not container.data.startswith(data),  # an end may have been added
        Change.STILL: frames.total > 1 and still,
        Change.LEFT_LARGE: fewer and max(size) > plan.edge,
    }
    changes = tuple(filter(flags.get, flags))
    return Prepared(written.data, written.media_type, *size, *shown, changes, *given_size, frames)


def _cleaned(source: Opened) -> Container:
    return cleaned(source.data, source.media_type, profiled=not is_misprofiled(source.image))


def _frames(given: str, image: Image.Image, found: int, plan: Plan) -> Frames:
    taken = plan.any_film or _is_taken(given, plan)
    return frames_of(given, image, found, films=plan.takes_films and taken, by_hand=plan.may_film and taken)


def _stays(given: str, frames: Frames, plan: Plan) -> bool:
    """Whether what came is taken as it is, by its format."""
    return frames.film or (frames.total == 1 and _is_taken(given, plan))


def _is_taken(given: str, plan: Plan) -> bool:
    taken = {
        "image/png": plan.takes_png,
        "image/jpeg": plan.takes_jpeg,
        "image/webp": plan.takes_webp,
        "image/gif": plan.takes_gif,
    }
    return taken.get(given, False)


def _is_lossy(picture: Written | Opened) -> bool:
    """Whether details are lost in it."""
    return picture.media_type in _LOSSY or (picture.media_type == "image/webp" and not _is_exact_webp(picture.data))


def _is_exact_webp(data: bytes) -> bool:
    return b"VP8 " not in data


def _is_heavy(data: bytes, plan: Plan) -> bool:
    return 0 < plan.most < len(data)


def _remade(source: Opened, edits: Edits, plan: Plan, *, fewer: bool, upright: bool) -> Written:
    look = None if fewer else look_of(source.image)
    pixels = _pixels(source.image, edits, plan.edge if fewer else 0, upright=upright)
    return encoded(pixels, source.media_type, plan, lossless=_is_exact_webp(source.data), look=look)


def _lighter(made: Written, other: Written) -> Written:
    """The one with fewer bytes; the first where the other is light at the cost of details alone."""
    return made if other.pressed else min(made, other, key=lambda written: len(written.data))


def _refuse_heavy(data: bytes) -> None:
    if len(data) > LARGEST:
        raise TooManyBytes(count=len(data), most=LARGEST)


def _as_it_came(data: bytes, media_type: str) -> Written:
    return Written(data, media_type, READERS[media_type](BytesIO(data)))  # it has to be readable


def _told(source: Opened, edits: Edits, written: Written, plan: Plan) -> dict[Change, object]:
    damaged = is_damaged(source.image) or is_damaged(written.pixels)
    made = {Change.DAMAGED: damaged, Change.CONVERTED: written.media_type != source.media_type}
    by_hand = {Change.TURNED: edits.turns, Change.CROPPED: edits.crop, Change.BLACKED_OUT: edits.hidden}
    worse = {Change.PRESSED: written.pressed, Change.LOSSY: _is_lossy(written) and not _is_lossy(source)}
    missing = {Change.LETTERS_MISSING: source.lacking, Change.OUTSIDE_MISSING: source.outside}
    made |= {Change.COLORS_CONVERTED: written.recolored, Change.EMBEDDED: source.embedded}
    worse[Change.STILL_HEAVY] = _is_heavy(written.data, plan)
    return {**made, **by_hand, **worse, **missing}


def _pixels(image: Image.Image, edits: Edits, edge: int, *, upright: bool) -> Image.Image:
    """What the person wants to be seen of a picture, with its long edge at most `edge` pixels (0: any)."""
    simple = edits == UNTOUCHED and image is workable(image)
    if simple and edge:
        fit(image, edge)
    if upright:
        ImageOps.exif_transpose(image, in_place=True)
    if simple or (edits == UNTOUCHED and not edge):
        return image
    pixels = _edited(workable(image), edits)
    if edge:
        fit(pixels, edge)
    return pixels


def _edited(image: Image.Image, edits: Edits) -> Image.Image:
    """Burn it in: what was under a black place is in no pixel afterwards."""
    if edits.turns:
        image = image.transpose(_CLOCKWISE[edits.turns])
    for box in edits.hidden:
        image.paste(_BLACK[image.mode], inside(box, image.size))
    return image.crop(inside(edits.crop, image.size)) if edits.crop else image


def _previews(image: Image.Image, *, exact: bool) -> tuple[bytes, bytes]:
    """Thumbnail and preview; `exact` keeps every pixel where nothing is made smaller. Uses up `image`."""
    exact = exact and max(image.size) <= PREVIEW
    preview = shrink(image, PREVIEW)
    thumbnail = preview.copy()
    fit(thumbnail, THUMBNAIL)
    return _bytes(thumbnail, "PNG"), _bytes(preview, "PNG" if exact or preview.mode == "RGBA" else "JPEG")


def _bytes(image: Image.Image, kind: str) -> bytes:
    out = BytesIO()
    image.save(out, kind, quality=PREVIEW_QUALITY)
    return out.getvalue()
