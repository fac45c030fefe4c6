"""JPEG files that may be damaged: as much of them as there is, and whether that is all. In the worker process alone."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from PIL import Image, JpegImagePlugin

END = b"\xff\xd9"
_SCAN = b"\xff\xda"
_NOTHING = b"\xff\0" * 8  # bits that mean nothing: the decoder looks so far ahead, and makes no pixels of them


class Photograph(JpegImagePlugin.JpegImageFile):
    """The decoder fills up in silence what is missing before an end, but complains where there is no end: it gets none.

    That takes no time, and of a file in one scan tells whether all pixels were in it. Scans that refine each other are
    not begun without an end: of such a file only a missing end is known.

    Attributes:
        damaged: Whether something is missing, once it was decoded.
    """

    def __init__(self, stream: BytesIO) -> None:
        super().__init__(stream)
        self._all = stream.getvalue()
        start = stream.tell()
        end = self._all.rfind(END, start)
        self.damaged = end < 0
        if self.damaged:
            self.fp = BytesIO(self._all + END)
        elif "progressive" not in self.info and self._all.rfind(_SCAN, start, end) < 0:
            self.fp = BytesIO(b"".join((memoryview(self._all)[:end], _NOTHING)))

    def load(self) -> Any:
        """Decode what there is."""
        try:
            return super().load()
        except OSError:
            if self.damaged:
                raise
            self.damaged = True
            self.fp = BytesIO(self._all)
            return super().load()


def is_damaged(image: Image.Image) -> bool:
    """Whether something of a picture was found to be missing, as it was decoded."""
    return isinstance(image, Photograph) and image.damaged
