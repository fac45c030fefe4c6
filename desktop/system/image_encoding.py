"""Pixels made into bytes that providers take, within a plan. Runs in the worker process alone."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from PIL import Image, ImageChops, ImageCms, JpegImagePlugin

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.domain.vision import Plan

FULL_QUALITY = 95  # of JPEG and WebP, for pixels that are all kept
QUALITY = 90  # … and for those that were made fewer: another 30 % of the bytes would not show
LOWER_QUALITIES = (80, 65, 50)  # tried one after the other when too many bytes come out …
STEP = 0.75  # … and then a smaller edge
COLORS = 256  # in the table of a picture, at most
WEBP_EDGE = 16_383  # pixels: more cannot be said in it
WEBP_PIXELS = 10_000_000  # beyond that it takes many times as long as PNG
WEBP_WORTH = 1_500_000  # bytes, beyond which another try at lossless WebP takes seconds, and gains little
PNG_EFFORT = 4  # of 9: a photograph takes 2 s for 12 megapixels instead of 6, and 5 % more bytes
DRAWN = 2  # times the bytes of a JPEG, up to which exact pixels are worth them: a screen needs fewer, a photograph more

_LOSSY = ("image/jpeg", "image/heic", "image/avif")
_PNG_MODES = ("1", "L", "LA", "P", "RGB", "RGBA", "I;16")
_JPEG_MODES = ("L", "RGB")
_DIRECT_MODES = ("L", "LA", "RGB", "RGBA", "CMYK", "YCbCr")  # can be made smaller without another mode first
_GRAY_MODES = ("1", "L", "LA", "I;16", "I;16B", "I;16L")
_PROFILED = (*_GRAY_MODES, "P", "RGB", "RGBA", "CMYK")  # modes in which colors become sRGB
_SRGB = ImageCms.createProfile("sRGB")


class Written(NamedTuple):
    """Bytes of a picture, what they are, and the pixels that are in them.

    Attributes:
        recolored: The pixels got other colors.
        pressed: More bytes came out at first than are taken.
    """

    data: bytes
    media_type: str
    pixels: Image.Image
    recolored: bool = False
    pressed: bool = False


def fit(image: Image.Image, edge: int) -> None:
    """Make the long edge of a picture at most `edge` pixels; a JPEG is decoded smaller from the start."""
    image.thumbnail((edge, edge), Image.Resampling.HAMMING, reducing_gap=2.0)  # as sharp as BICUBIC, in half the time


def shrink(image: Image.Image, edge: int) -> Image.Image:
    """The picture with its long edge at most `edge` pixels, as RGB or RGBA. May use up `image`."""
    image = workable(image)
    fit(image, edge)
    return direct(image)


def workable(image: Image.Image) -> Image.Image:
    """The picture in a mode in which pixels can be mixed: it is not where colors are numbers of a table."""
    return image if image.mode in _DIRECT_MODES and "transparency" not in image.info else direct(image)


def direct(image: Image.Image) -> Image.Image:
    """The picture as RGB, or as RGBA where it lets anything through."""
    if image.mode.startswith("I;16"):  # Pillow would make all but the darkest gray white
        return image.convert("I").point(lambda level: level / 256).convert("RGB")
    wanted = "RGBA" if image.has_transparency_data else "RGB"
    return image if image.mode == wanted else image.convert(wanted)


def look_of(image: Image.Image) -> dict[str, Any]:
    """How to press a picture, all of whose pixels are kept, so that it neither loses much nor grows for nothing.

    A JPEG stays as coarse as it came. Color that has half the pixels, or may have, is halved again.
    """
    halved = image.mode != "CMYK" and JpegImagePlugin.get_sampling(image) != 0
    tables = getattr(image, "quantization", None)
    return {"subsampling": 2 if halved else 0, **({"qtables": tables} if tables else {"quality": FULL_QUALITY})}


def is_colored(image: Image.Image) -> bool:
    """Whether its colors are others than those that screens and models expect: of print, or of a wider profile."""
    profile = image.info.get("icc_profile")
    if image.mode == "CMYK" or not profile or image.mode not in _PROFILED or is_misprofiled(image):
        return image.mode == "CMYK"
    return not _is_srgb(ImageCms.ImageCmsProfile(BytesIO(profile)))


def is_misprofiled(image: Image.Image) -> bool:
    """Whether its profile is damaged, so that nobody can show its colors by it."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in _PROFILED:
        return False
    try:
        _converted(Image.new(image.mode, (1, 1)), ImageCms.ImageCmsProfile(BytesIO(profile)))
    except (ImageCms.PyCMSError, OSError):
        return True
    return False


def _is_srgb(profile: ImageCms.ImageCmsProfile) -> bool:
    try:
        return "srgb" in ImageCms.getProfileDescription(profile).lower()
    except ImageCms.PyCMSError:  # it can be converted all the same
        return False


def encoded(image: Image.Image, given: str, plan: Plan, *, lossless: bool, look: Mapping[str, Any] | None) -> Written:
    """A picture as bytes: what loses details already stays JPEG or WebP, all else is exact.

    Args:
        image: Upright, and in the size that the plan wants.
        given: Media type that it came in.
        plan: Tells how many bytes may come out.
        lossless: Whether a WebP came exact.
        look: As `look_of` says; None where its pixels were made fewer: then a photograph that came exact becomes a
            JPEG too.
    """
    transparency = image.info.get("transparency")
    colors = image.info.get("icc_profile")
    image.info = {} if transparency is None else {"transparency": transparency}  # comments would be written again
    pixels, colors, recolored = _in_srgb(image, colors) if colors else (image, None, False)
    if pixels.mode == "CMYK":
        pixels, colors, recolored = pixels.convert("RGB"), None, True
    fewer, look = look is None, {**(look or {"quality": QUALITY, "subsampling": 0}), "icc_profile": colors}
    kind = _lossy_kind(pixels, given, plan, lossless=lossless)
    made = _lossy(pixels, kind, look) if kind else _exact(pixels, colors, plan)
    if not kind and fewer and plan.takes_jpeg and not pixels.has_transparency_data:
        photograph = _lossy(pixels, "jpeg", look)
        if len(made.data) > DRAWN * len(photograph.data):
            made = photograph
    if made.media_type == "image/png" and not plan.takes_png:
        made = _pressed(pixels, {**look, "subsampling": 0}, plan)
    if plan.most and len(made.data) > plan.most:
        made = _pressed(pixels, look, plan)._replace(pressed=True)
    return made._replace(recolored=recolored)


def _in_srgb(image: Image.Image, profile: bytes) -> tuple[Image.Image, bytes | None, bool]:
    """The colors that screens and models expect, which need no profile, and whether they were others before.

    As they are, without their profile where it is damaged.
    """
    if image.mode not in _PROFILED:
        return image, profile, False
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        return _converted(image, source), None, not _is_srgb(source)
    except (ImageCms.PyCMSError, OSError):
        return image, None, False


def _converted(image: Image.Image, source: ImageCms.ImageCmsProfile) -> Image.Image:
    is_gray = source.profile.xcolor_space.strip() == "GRAY"
    if image.mode in _GRAY_MODES or (is_gray and image.mode != "CMYK"):
        return _with_levels(image, _gray_levels(source, is_gray=is_gray))
    pixels = image if image.mode == "CMYK" else direct(image)
    mode = "RGBA" if pixels.mode == "RGBA" else "RGB"
    return ImageCms.profileToProfile(pixels, source, _SRGB, outputMode=mode) or pixels


def _gray_levels(source: ImageCms.ImageCmsProfile, *, is_gray: bool) -> list[int]:
    """What each of 256 grays becomes; the profile of a gray picture may be one for colors."""
    ramp = Image.frombytes("L", (256, 1), bytes(range(256)))
    ramp = ramp if is_gray else ramp.convert("RGB")
    made = ImageCms.profileToProfile(ramp, source, _SRGB, outputMode="RGB") or ramp
    return list(made.convert("L").tobytes())


def _with_levels(image: Image.Image, levels: list[int]) -> Image.Image:
    """The picture with other grays, in all bands but the one for what shows through."""
    pixels = direct(image)
    if image.mode in _GRAY_MODES:
        pixels = pixels.convert("LA" if pixels.mode == "RGBA" else "L")
    table = [level for band in pixels.getbands() for level in (range(256) if band == "A" else levels)]
    return pixels.point(table)


def _lossy_kind(image: Image.Image, given: str, plan: Plan, *, lossless: bool) -> str:
    """What a picture that lost details before stays, or becomes; "" for one that is to be exact."""
    lost = given == "image/webp" and not lossless
    if lost and plan.takes_webp:
        return "webp"
    return "jpeg" if (lost or given in _LOSSY) and plan.takes_jpeg and not image.has_transparency_data else ""


def _lossy(image: Image.Image, kind: str, look: Mapping[str, Any]) -> Written:
    return _written(image if kind == "webp" or image.mode in _JPEG_MODES else image.convert("RGB"), kind, look)


def _exact(image: Image.Image, colors: bytes | None, plan: Plan) -> Written:
    """Every pixel kept, in what is lightest for screens: WebP where that is taken, else PNG."""
    simple = not colors and not image.mode.startswith("I;16")
    if plan.webp and simple and image.width * image.height <= WEBP_PIXELS and max(image.size) <= WEBP_EDGE:
        return _lossless(direct(image))
    pixels = image if image.mode in _PNG_MODES else direct(image)
    kept = colors if image.mode == pixels.mode else None
    return _written(_in_few_colors(pixels), "png", {"compress_level": PNG_EFFORT, "icc_profile": kept})


def _lossless(image: Image.Image) -> Written:
    """As WebP; a photograph, for which trying hard takes long and gains little, is known by a quick look."""
    quick = _written(image, "webp", {"lossless": True, "method": 0, "quality": 0})
    if len(quick.data) > min(image.width * image.height, WEBP_WORTH):
        return quick
    return _written(image, "webp", {"lossless": True, "method": 1, "quality": 60})


def _in_few_colors(image: Image.Image) -> Image.Image:
    """With a table of its colors, where they fit in one: that has half the bytes."""
    if image.mode != "RGB" or image.getcolors(COLORS) is None:
        return image
    table = image.quantize(COLORS, dither=Image.Dither.NONE)
    return image if ImageChops.difference(table.convert("RGB"), image).getbbox() else table


def _pressed(image: Image.Image, look: Mapping[str, Any], plan: Plan) -> Written:
    """As few bytes as planned: at a lower quality, then with fewer pixels too; more where even one pixel has.

    Never a PNG.
    """
    image, look = direct(image), {name: value for name, value in look.items() if name != "qtables"}
    if image.mode == "RGBA" and not plan.takes_webp:
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")
    kind = "webp" if image.mode == "RGBA" or (plan.takes_webp and not plan.takes_jpeg) else "jpeg"
    while True:
        for quality in (QUALITY, *LOWER_QUALITIES):
            made = _written(image, kind, {**look, "quality": quality})
            if not plan.most or len(made.data) <= plan.most or max(image.size) == 1:
                return made
        image = shrink(image, int(max(image.size) * STEP) or 1)


def _written(image: Image.Image, kind: str, options: Mapping[str, Any]) -> Written:
    out = BytesIO()
    image.save(out, kind, **options)
    return Written(out.getvalue(), f"image/{kind}", image)
