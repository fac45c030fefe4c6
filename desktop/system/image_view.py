"""Looking at a picture: all or a part of it, in the size in which it is shown. Runs in the worker process alone."""

from __future__ import annotations

from PIL import Image

from desktop.domain.edits import Box, inside
from desktop.domain.errors import PictureTooLarge
from desktop.domain.picture import MOST_SEEN, Pixels
from desktop.system.image_encoding import direct, shrink
from desktop.system.image_reader import opened

SMALL = 2  # times smaller than it is: then a JPEG is decoded smaller from the start, and nothing is worth keeping
GAP = 3.0  # Pillow's: how much quality a large step down may cost


class Views:
    """The picture that was looked at last stays decoded: who moves around in it does not wait for it each time."""

    def __init__(self) -> None:
        self._data = b""
        self._image: Image.Image | None = None

    def look(self, data: bytes, box: Box, size: tuple[int, int]) -> Pixels:
        """What lies in `box` (left, top, right, bottom), made `size` pixels large; both are cut to what there is.

        Raises:
            NotAPicture, PictureDamaged, PictureTooLarge: As named. Pillow's own exceptions mean `PictureDamaged` too.
        """
        if data != self._data:
            self.forget()
        if self._image is not None:
            return _seen(self._image, box, size)
        image = opened(data).image
        whole = (0, 0, *image.size)
        width, height = _fitting(size, inside(box, image.size))
        if inside(box, image.size) == whole and SMALL * width <= image.width and SMALL * height <= image.height:
            small = shrink(image, max(width, height))
            return _seen(small, (0, 0, *small.size), size)
        self._data, self._image = data, direct(image)
        return _seen(self._image, box, size)

    def forget(self) -> None:
        self._data, self._image = b"", None


def _seen(image: Image.Image, box: Box, size: tuple[int, int]) -> Pixels:
    box = inside(box, image.size)
    width, height = _fitting(size, box)
    seen = image.resize((width, height), Image.Resampling.LANCZOS, box, GAP)
    return Pixels(width, height, seen.mode == "RGBA", seen.tobytes())


def _fitting(size: tuple[int, int], box: Box) -> tuple[int, int]:
    width, height = (max(1, min(wanted, end - start)) for wanted, start, end in zip(size, box, box[2:], strict=False))
    if width * height > MOST_SEEN:
        raise PictureTooLarge(f"{width}\u00d7{height} px")
    return width, height
