"""The picture that a camera has put into its raw file, found without reading pixels. Runs in the worker process alone.

Most raw files are TIFF files (DNG, CR2, NEF, ARW, ORF, RW2 and others); Fuji's and Canon's newest are not. All of them
hold JPEGs, of which the largest is what the camera has shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_DIRECTORIES = 64
MOST_ENTRIES = 500  # of a directory
MOST_NUMBERS = 1_000  # in a list of one
MOST_STARTS = 1_000  # of what may be a JPEG
MOST_SEGMENTS = 200  # before a JPEG says how large it is
CANON_HEAD = 1_000_000  # bytes in which Canon's newest files describe the picture

_ORIENTATION, _PLACE, _LATITUDE = 0x0112, 0x8825, 2
_PHOTOMETRIC, _OFFSETS, _TILES, _SUB_DIRECTORIES, _DNG = 0x0106, 0x0111, 0x0144, 0x014A, 0xC612
_READ = {_ORIENTATION, _PLACE, _LATITUDE, _PHOTOMETRIC, _OFFSETS, _TILES, _SUB_DIRECTORIES, _DNG}
_SENSOR = (32_803, 34_892)  # pixels as a sensor sees them: of its color filters, or linear (DNG 1.7, TIFF/EP)
_SHORT = 3
_START = b"\xff\xd8\xff"
_FRAMES = (0xC0, 0xC1, 0xC2)  # of a JPEG that is shown; sensors' data are in lossless ones
_WITHOUT_LENGTH = {0x01, *range(0xD0, 0xDB)}


class Embedded(NamedTuple):
    """A preview.

    Attributes:
        data: A JPEG, and perhaps more behind it.
        orientation: EXIF's number, as the raw file has it; 0 where it says nothing.
        located: Whether the raw file says where it was taken.
    """

    data: bytes
    orientation: int
    located: bool


class _Directory(NamedTuple):
    """The numbers that tags of a directory stand for; of long lists, the first."""

    tags: dict[int, tuple[int, ...]]
    following: int


class _Tags:
    """The directories of a TIFF file, wherever it begins; what cannot be followed is not there."""

    def __init__(self, data: bytes, start: int = 0) -> None:
        self._data = data
        self._start = start
        self._order: Literal["big", "little"] = "big" if data[start : start + 2] == b"MM" else "little"

    def first(self) -> _Directory:
        return self._directory(self._number(4, 4))

    def all(self) -> Iterator[_Directory]:
        """Those that follow each other, and those within."""
        waiting, seen = [self._number(4, 4)], {0}
        while waiting and len(seen) <= MOST_DIRECTORIES:
            at = waiting.pop(0)
            if at not in seen:
                seen.add(at)
                directory = self._directory(at)
                waiting += [directory.following, *directory.tags.get(_SUB_DIRECTORIES, ())]
                yield directory

    def located(self) -> bool:
        """Whether the first directory leads to a place on Earth: cameras write empty ones."""
        place = self.first().tags.get(_PLACE, ())
        return any(_LATITUDE in self._directory(at).tags for at in place[:1])

    def _directory(self, at: int) -> _Directory:
        entries = range(at + 2, at + 2 + 12 * min(self._number(at, 2), MOST_ENTRIES), 12)
        tags: dict[int, tuple[int, ...]] = {}
        for entry in entries:
            tag = self._number(entry, 2)
            if tag in _READ and tag not in tags:
                tags[tag] = self._values(entry)
        return _Directory(tags, self._number(entries.stop, 4))

    def _values(self, entry: int) -> tuple[int, ...]:
        size = 2 if self._number(entry + 2, 2) == _SHORT else 4
        count = min(self._number(entry + 4, 4), MOST_NUMBERS)
        at = entry + 8 if size * count <= 4 else self._number(entry + 8, 4)  # noqa: PLR2004 - bytes in the entry
        return tuple(self._number(place, size) for place in range(at, at + size * count, size))

    def _number(self, at: int, size: int) -> int:
        found = self._data[self._start + at : self._start + at + size]
        return int.from_bytes(found, self._order)


def embedded(data: bytes, *, certain: bool) -> Embedded | None:
    """The largest JPEG in a raw file; None where there is none, or where a TIFF file is no raw file.

    Args:
        data: The file.
        certain: Whether it is known to be a raw file.
    """
    start = _described(data)
    tags = _Tags(data, max(start, 0))
    directories = list(tags.all()) if start == 0 else []
    sensors = [found.tags for found in directories if set(found.tags.get(_PHOTOMETRIC, ())) & set(_SENSOR)]
    if not (certain or sensors or any(_DNG in found.tags for found in directories[:1])):
        return None
    pixels = {at for found in sensors for tag in (_OFFSETS, _TILES) for at in found.get(tag, ())}
    at = max(_jpegs(data, pixels), default=(0, -1))[1]
    if at < 0:
        return None
    if start < 0:
        return Embedded(data[at:], 0, located=False)
    return Embedded(data[at:], (tags.first().tags.get(_ORIENTATION) or (0,))[0], _located(data, tags))


def _described(data: bytes) -> int:
    """Where the directories begin that describe the picture; -1 where its JPEG alone does."""
    if data[:2] in {b"II", b"MM"}:
        return 0
    at = data.find(b"CMT1", 0, CANON_HEAD) if data[4:8] == b"ftyp" else -1
    return at + 4 if at >= 0 else -1


def _located(data: bytes, tags: _Tags) -> bool:
    place = data.find(b"CMT4", 0, CANON_HEAD) if data[4:8] == b"ftyp" else -1
    return tags.located() or (place >= 0 and _LATITUDE in _Tags(data, place + 4).first().tags)


def _jpegs(data: bytes, pixels: set[int]) -> Iterator[tuple[int, int]]:
    """Pixels and places of JPEGs, but those of the sensor's."""
    at = -1
    for _ in range(MOST_STARTS):
        at = data.find(_START, at + 1)
        if at < 0:
            return
        if at not in pixels and (area := _area(data, at)):
            yield area, at


def _area(data: bytes, at: int) -> int:
    """Pixels of a JPEG; 0 for one that is not shown, and for what only begins like one."""
    at += 2
    for _ in range(MOST_SEGMENTS):
        head = data[at : at + 9]
        if len(head) < 9 or head[0] != 0xFF or head[1] in _WITHOUT_LENGTH:  # noqa: PLR2004 - bytes of a frame's head
            return 0
        if head[1] in _FRAMES:
            eight_bits = 8
            area = int.from_bytes(head[5:7], "big") * int.from_bytes(head[7:9], "big")
            return area if head[4] == eight_bits else 0
        at += 2 + int.from_bytes(head[2:4], "big")
    return 0
