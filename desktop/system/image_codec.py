"""Reading pictures, and making of them what is stored, shown and sent. Runs in the worker process alone."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image, ImageOps

from desktop.domain.edits import UNTOUCHED, Edits, edited_size, inside
from desktop.domain.errors import TooManyBytes
from desktop.domain.picture import LARGEST, SVG, Change, Prepared
from desktop.domain.vision import AS_IT_IS, Plan, finer
from desktop.system.image_encoding import Written, encoded, fit, is_colored, is_misprofiled, look_of, shrink, workable
from desktop.system.image_jpeg import is_damaged
from desktop.system.image_reader import READERS, cleaned, frames_of, metadata_of, opened

if TYPE_CHECKING:
    from desktop.domain.edits import Size
    from desktop.domain.picture import Frames
    from desktop.system.image_metadata import Container
    from desktop.system.image_reader import Opened

THUMBNAIL = 160  # pixels of the long edge: a chip at twice the size
PREVIEW = 1_280  # pixels of the long edge: the widest that the transcript shows
PREVIEW_QUALITY = 88
MOST_AGAIN = 20_000_000  # pixels: to decode more of them once more would take too long
THUMBNAIL_EFFORT = 1  # of 9: a quarter of the time, and a sixth more bytes, which nobody stores

_JPEG = "image/jpeg"
_LOSSY = (_JPEG, "image/heic", "image/avif")
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


class _Job(NamedTuple):
    """A picture that came, and what is wanted of it.

    Attributes:
        data: As it came; `source` is the same, opened, until pixels are made of that.
        clean: Without metadata.
        lies: Whether it is to be turned upright.
        size: Width and height, upright.
        pixels: Those of a drawing, or of a frame behind others: to come by them once more may take seconds.
    """

    data: bytes
    source: Opened
    clean: Container
    frames: Frames
    lies: bool
    size: Size
    plan: Plan
    edits: Edits
    pixels: Image.Image | None = None

    @property
    def still(self) -> bool:
        """Films that are taken go as they are."""
        return self.edits != UNTOUCHED or not self.frames.film

    @property
    def edge(self) -> int:
        """Pixels of the long edge of what is wanted of it, before there are fewer."""
        return max(edited_size(self.edits, self.size))

    @property
    def is_small(self) -> bool:
        """Whether there is time to decode it more than once."""
        return self.size[0] * self.size[1] <= MOST_AGAIN

    @property
    def fewer(self) -> bool:
        return 0 < self.plan.edge < self.edge and self.still

    @property
    def can_stay(self) -> bool:
        """Whether what came is what is wanted, but for its size and its weight."""
        changed = self.edits != UNTOUCHED or self.lies or (self.still and is_colored(self.source.image))
        return not changed and _stays(self.source.media_type, self.frames, self.plan)


def prepare(data: bytes, plan: Plan = AS_IT_IS, edits: Edits = UNTOUCHED) -> Prepared:
    """Make a picture ready.

    It stays as it is unless it lies, is larger than planned, is edited, or its format is not taken. Only a film, and
    what cannot be made so light, has more bytes than planned.

    Raises:
        NotAPicture, PictureDamaged, PictureTooLarge: As named. Pillow's own exceptions mean `PictureDamaged` too.
        TooManyBytes: More would be sent than anybody takes.
    """
    source = opened(data, edits.frame)
    described, located, orientation = metadata_of(source.image)
    job = _job(data, source, orientation, plan, edits)
    written = _written(job)
    _refuse_heavy(written.data)
    size, shown = written.pixels.size, _previews(written.pixels, exact=written.media_type not in _LOSSY)
    flags = {
        **_told(job, written, size),
        Change.LOCATION_REMOVED: located or source.located,
        Change.METADATA_REMOVED: described or not job.clean.data.startswith(data),  # an end may have been added
    }
    changes = tuple(filter(flags.get, flags))
    return Prepared(written.data, written.media_type, *size, *shown, changes, *job.size, job.frames)


def _job(data: bytes, source: Opened, orientation: int, plan: Plan, edits: Edits) -> _Job:
    given, image, clean = source.media_type, source.image, _cleaned(source)
    frames = _frames(given, image, clean.frames, plan)
    lies = orientation != 1 and not frames.film
    size = image.size[::-1] if lies and orientation in _LYING and given != "image/tiff" else image.size
    job = _Job(data, source, clean, frames, lies, size, plan, edits)
    is_slow = given == SVG or bool(edits.frame)
    return job._replace(pixels=image.copy()) if is_slow and job.fewer and job.is_small else job


def _written(job: _Job) -> Written:
    """As it came, where that is what is wanted; else the lightest of what it can be made into."""
    given, plan, can_stay = job.source.media_type, job.plan, job.can_stay
    if can_stay and not job.fewer and not (job.still and _is_heavy(job.clean.data, plan)):
        return _as_it_came(job.clean.data, given)
    written = _smaller(job) if job.fewer else _remade(job, job.source)
    if (job.fewer and job.edge <= plan.spare) or (can_stay and _is_heavy(written.data, plan)):
        whole = _as_it_came(job.clean.data, given) if can_stay else _remade(job, _again(job))
        return _lighter(written, whole)
    return written


def _smaller(job: _Job) -> Written:
    """With as many pixels as planned, or as a finer quality has, where these take fewer bytes."""
    made = _fitted(job, job.source, job.plan.edge)
    for edge in finer(job.plan, job.edge):
        if _may_be_lighter(job, made, edge):
            made = _lighter(made, _fitted(job, _again(job), edge))
    return made


def _may_be_lighter(job: _Job, made: Written, edge: int) -> bool:
    """Whether more pixels may take fewer bytes: exact ones, or those of a JPEG that stays as coarse as it came."""
    if not job.is_small:
        return False
    if job.source.media_type == _JPEG:
        return len(made.data) * edge**2 > len(job.clean.data) * job.plan.edge**2
    return not _is_lossy(job.source)


def _fitted(job: _Job, source: Opened, edge: int) -> Written:
    """A JPEG that would get heavier stays as coarse as it came, where all of its pixels are too many."""
    made = _remade(job, source, edge)
    if source.media_type == _JPEG and job.edge > job.plan.spare and len(made.data) > len(job.clean.data):
        return _lighter(made, _remade(job, _again(job), edge, coarse=True))
    return made


def _again(job: _Job) -> Opened:
    if job.pixels:
        return job.source._replace(image=job.pixels.copy())
    return opened(job.data, job.edits.frame)


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


def _remade(job: _Job, source: Opened, edge: int = 0, *, coarse: bool = False) -> Written:
    """Made of its pixels, of which there are fewer where an `edge` is wanted; `coarse` as the file is already."""
    look = None if edge and not coarse else look_of(source.image)
    pixels = _pixels(source.image, job.edits, edge, upright=not job.frames.film)
    return encoded(pixels, source.media_type, job.plan, lossless=_is_exact_webp(source.data), look=look)


def _lighter(made: Written, other: Written) -> Written:
    """The one with fewer bytes; the first where the other is light at the cost of details alone."""
    return made if other.pressed else min(made, other, key=lambda written: len(written.data))


def _refuse_heavy(data: bytes) -> None:
    if len(data) > LARGEST:
        raise TooManyBytes(count=len(data), most=LARGEST)


def _as_it_came(data: bytes, media_type: str) -> Written:
    return Written(data, media_type, READERS[media_type](BytesIO(data)))  # it has to be readable


def _told(job: _Job, written: Written, size: Size) -> dict[Change, object]:
    source, edits = job.source, job.edits
    return {
        Change.DAMAGED: is_damaged(source.image) or is_damaged(written.pixels),
        Change.CONVERTED: written.media_type != source.media_type,
        Change.COLORS_CONVERTED: written.recolored,
        Change.EMBEDDED: source.embedded,
        Change.TURNED: edits.turns,
        Change.CROPPED: edits.crop,
        Change.BLACKED_OUT: edits.hidden,
        Change.PRESSED: written.pressed,
        Change.LOSSY: _is_lossy(written) and not _is_lossy(source),
        Change.STILL_HEAVY: _is_heavy(written.data, job.plan),
        Change.LETTERS_MISSING: source.lacking,
        Change.OUTSIDE_MISSING: source.outside,
        Change.STILL: job.frames.total > 1 and job.still,
        Change.LEFT_LARGE: job.fewer and size == edited_size(edits, job.size),
        Change.TURNED_UPRIGHT: job.lies or source.turned,
    }


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
    kind = "PNG" if exact or preview.mode == "RGBA" else "JPEG"
    return _bytes(thumbnail, "PNG", compress_level=THUMBNAIL_EFFORT), _bytes(preview, kind)


def _bytes(image: Image.Image, kind: str, **options: int) -> bytes:
    out = BytesIO()
    image.save(out, kind, quality=PREVIEW_QUALITY, **options)
    return out.getvalue()
