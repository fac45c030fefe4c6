"""What is to be taken out of a file whose length stays: spans that become zeros, and the words that name them."""

from __future__ import annotations

import re

_ANYTHING = re.compile(rb"[^\0]")
_PLACE = re.compile(rb"\xa9xyz|loci|ISO6709|gps |freeGPS|GPS[59]|GPSLatitude|GPSCoordinates")


class Blanks:
    """Found in the bytes of a recording or video.

    Attributes:
        described: There is something.
        located: A place is among it.
        whole: Everything was looked through.
    """

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.described = self.located = False
        self.whole = True
        self._spans: list[tuple[int, int]] = []
        self._patches: list[tuple[int, bytes]] = []

    def says(self, start: int, end: int) -> bool:
        """Whether anything but zeros is there."""
        return _ANYTHING.search(self.data, start, end) is not None

    def empty(self, start: int, end: int, name: int | None = None, renamed: bytes = b"") -> None:
        """Have this become zeros, and what names it another name, unless it says nothing."""
        end = min(end, len(self.data))
        if self.says(start, end):
            self.described = True
            self.located = self.located or _PLACE.search(self.data, start if name is None else name, end) is not None
            self._spans.append((start, end))
            if name is not None:
                self._patches.append((name, renamed))

    def made(self) -> bytes:
        """The file without it."""
        if not self._spans:
            return self.data
        made = bytearray(self.data)
        for start, end in self._spans:
            made[start:end] = bytes(end - start)
        for at, renamed in self._patches:
            made[at : at + len(renamed)] = renamed
        return bytes(made)
