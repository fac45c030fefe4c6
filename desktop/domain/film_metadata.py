"""Metadata in MP4's family, found so that it can be taken out without moving a byte of what is played.

Kept is what a player needs: tables, the samples of picture and sound, how it is turned. All
other boxes become `free` ones of the same size, full of zeros: no offset in the file changes. So do tracks of what a
camera measured while it filmed, the place among it, and their samples; and the times at which it was made become 0.
"""

from __future__ import annotations

from itertools import chain, islice, pairwise, repeat
from struct import iter_unpack
from typing import TYPE_CHECKING

from desktop.domain.blanks import Blanks
from desktop.domain.boxes import Box, box_in, boxes, number

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BOXES = 20_000  # of a file, all in all: fragments have two for each second or so
MOST_CHUNKS = 200_000  # of a track
_AT_TOP = {
    *(b"ftyp", b"styp", b"moov", b"mdat", b"imda", b"moof", b"mfra", b"sidx", b"ssix", b"prft", b"pdin", b"wide"),
}
_IN_MOVIE = {b"mvhd", b"trak", b"mvex", b"iods", b"cmov", b"rmra", b"ctab", b"clip", b"pssh", b"prfl"}
_IN_TRACK = {
    *(b"tkhd", b"tref", b"trgr", b"edts", b"mdia", b"tapt", b"clip", b"matt", b"load", b"imap"),
}
_SPOKEN = {b"udta", b"meta", b"uuid", b"free", b"skip"}  # of tables, all of which a player may need
_HEADS = {b"mvhd", b"tkhd", b"mdhd"}  # that begin with when they were made and changed
_INSIDE = {
    b"moov": _IN_MOVIE,
    b"trak": _IN_TRACK,
    b"mdia": None,
    b"minf": None,
    b"stbl": None,
}  # what is kept in a box; None for all but `_SPOKEN`


class Film(Blanks):
    """What there is to take out of a file that consists of boxes."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self._left, self._room = MOST_BOXES, len(data)  # boxes, and bytes of samples: hostile tables name any number
        self._cut = self._measured = False  # into fragments; there are samples of what was measured
        self._walk(0, len(data), _AT_TOP)
        self.whole = self.whole and not (self._cut and self._measured)  # those in fragments are not looked for

    def _walk(self, at: int, end: int, kept: set[bytes] | None) -> None:
        for box in boxes(self.data, at, end, self._left):
            self._left -= 1
            at = box.after
            if box.kind in _SPOKEN if kept is None else box.kind not in kept:
                self._blank(box)
            elif box.kind in _HEADS:
                self._blank_times(box)
            elif box.kind == b"trak" and self._is_measured(box):
                self._measured = True
                self._blank_samples(box)
                self._blank(box)
            elif box.kind in _INSIDE:
                self._walk(box.inside, box.after, _INSIDE[box.kind])
            self.whole = self.whole and box.kind != b"cmov"  # pressed tables are not looked into
            self._cut = self._cut or box.kind == b"moof"
        cut_off = self.data[at + 4 : at + 8] == b"mdat"  # a file that is not there to its end
        self.whole = self.whole and (cut_off or not self.says(at, end))

    def _blank(self, box: Box) -> None:
        self.empty(box.inside, box.after, box.start + 4, b"free")

    def _blank_times(self, head: Box) -> None:
        """When it was made, and changed: numbers of eight bytes in version 1."""
        start = head.inside + 4
        end = min(start + (16 if number(self.data, head.inside, 1) == 1 else 8), head.after)
        self.empty(start, end)

    def _is_measured(self, track: Box) -> bool:
        """Whether it holds neither pictures nor sound nor words but what was measured beside them."""
        media = box_in(self.data, b"mdia", track.inside, track.after)
        handler, _ = box_in(self.data, b"hdlr", *media)
        return handler > 0 and self.data[handler + 8 : handler + 12] == b"meta"

    def _blank_samples(self, track: Box) -> None:
        span = track.inside, track.after
        for kind in (b"mdia", b"minf", b"stbl"):
            span = box_in(self.data, kind, *span)
        sizes = box_in(self.data, b"stsz", *span)
        chunks = list(islice(_chunks(self.data, span, sizes), MOST_CHUNKS))
        self.whole = self.whole and sizes[0] > 0 and (bool(chunks) or not number(self.data, sizes[0] + 8, 4))
        for start, size in chunks:
            self._room -= size
            if self._room < 0:
                self.whole = False
                return
            self.whole = self.whole and start + size <= len(self.data)
            self.empty(start, start + size)


def _chunks(data: bytes, table: tuple[int, int], sizes: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Where the samples of a track lie in the file, by its table: starts and lengths (ISO 14496-12 §8.7)."""
    inside, after = sizes
    alike, left, at = number(data, inside + 4, 4), number(data, inside + 8, 4), inside + 12
    for start, most in zip(_starts(data, table), _samples(data, table), strict=False):
        samples = min(most, left)
        listed = data[at : min(at + 4 * samples, after)]
        yield start, alike * samples or sum(number for (number,) in iter_unpack(">I", listed[: len(listed) & ~3]))
        left, at = left - samples, at + 4 * samples


def _starts(data: bytes, table: tuple[int, int]) -> Iterator[int]:
    """Where its chunks begin in the file."""
    for kind, wide in ((b"stco", 4), (b"co64", 8)):
        yield from (number(data, at, wide) for at in _entries(data, box_in(data, kind, *table), wide))


def _samples(data: bytes, table: tuple[int, int]) -> Iterator[int]:
    """How many samples are in each chunk; the last of the runs that are listed has no end."""
    places = _entries(data, box_in(data, b"stsc", *table), 12)
    runs = ((number(data, at, 4), number(data, at + 4, 4)) for at in places)
    for (first, samples), (following, _) in pairwise(chain(runs, [(MOST_CHUNKS, 0)])):
        yield from repeat(samples, max(0, following - first))


def _entries(data: bytes, box: tuple[int, int], wide: int) -> range:
    """Where the entries of a table begin, as many as it says and has."""
    inside, after = box
    count = number(data, inside + 4, 4) if inside else 0
    return range(inside + 8, min(inside + 8 + count * wide, after - wide + 1), wide)
