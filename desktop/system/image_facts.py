"""What can be computed from a picture without understanding it. Runs in the worker process alone."""

from __future__ import annotations

from typing import cast

from PIL import Image, ImageFilter, ImageOps, ImageStat

from desktop.domain.picture import PictureFacts
from desktop.system.image_encoding import shrink
from desktop.system.image_reader import cleaned, frames_of, opened, orientation_of

LOOKED_AT = 512  # pixels of the long edge
COLORS = 6
COLUMNS, ROWS = 64, 28  # of the rendering; a character is about twice as high as wide
RAMP = "@%#*+=-:. "  # from dark to light
_LAPLACIAN = ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=128)


def facts(data: bytes) -> PictureFacts:
    """Raises what `image_reader.opened` raises; Pillow's own exceptions mean a damaged picture."""
    source = opened(data)
    media_type, image = source.media_type, source.image
    width, height = image.size
    orientation = orientation_of(image)
    frames = frames_of(media_type, image, cleaned(source.data, media_type).frames)
    ImageOps.exif_transpose(image, in_place=True)
    small = shrink(image, LOOKED_AT)
    gray = _on_white(small).convert("L")
    edges = gray.filter(_LAPLACIAN).crop((1, 1, max(gray.width - 1, 2), max(gray.height - 1, 2)))
    return PictureFacts(
        format=media_type,
        width=width,
        height=height,
        orientation=orientation,
        frames=frames.total,
        has_alpha=small.mode == "RGBA",
        dominant=_dominant(small),
        sharpness=round(ImageStat.Stat(edges).stddev[0], 2),
        brightness=round(ImageStat.Stat(gray).mean[0] / 255, 3),
        ascii=_rendering(gray),
    )


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image
    ground = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(ground, image).convert("RGB")


def _dominant(image: Image.Image) -> tuple[tuple[str, float], ...]:
    palette = _on_white(image).quantize(COLORS, method=Image.Quantize.MEDIANCUT)
    colors = palette.convert("RGB").getcolors() or []
    total = image.width * image.height
    shares = sorted(((count / total, bytes(cast("tuple[int, ...]", rgb)).hex()) for count, rgb in colors), reverse=True)
    return tuple((f"#{rgb}", round(share, 3)) for share, rgb in shares)


def _rendering(gray: Image.Image) -> str:
    scale = min(COLUMNS / gray.width, 2 * ROWS / gray.height)
    size = max(1, round(gray.width * scale)), max(1, round(gray.height * scale / 2))
    small = ImageOps.autocontrast(gray.resize(size), cutoff=1)
    levels = small.tobytes()
    text = "".join(RAMP[level * len(RAMP) // 256] for level in levels)
    return "\n".join(text[at : at + size[0]].rstrip() for at in range(0, len(text), size[0]))
