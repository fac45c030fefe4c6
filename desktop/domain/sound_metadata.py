"""Metadata in sound files, found so that it can be taken out without moving a byte of what is heard."""

from __future__ import annotations

from desktop.domain.blanks import Blanks
from desktop.domain.boxes import MOST_BOXES, number
from desktop.domain.recording import TAG_HEAD, behind_tag

_OLD_TAG = 128  # bytes at the end (ID3v1)
_OTHER_TAG, _OTHER_HEAD = b"APETAGEX", 32
_HEARD = {b"fmt ", b"data", b"fact", b"ds64", b"cue ", b"smpl", b"PEAK"}  # chunks of WAV
_INFO, _PADDING, _SEEKTABLE = 0, 1, 3  # blocks of FLAC (RFC 9639 §8.1)
_LAST = 0x80


class Frames(Blanks):
    """What stands before and behind frames of MP3 or AAC: tags. An empty one is all padding (ID3v2 §3.1)."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.sound = behind_tag(data)
        self.empty(TAG_HEAD, self.sound, 5, bytes([number(data, 5, 1) & 0x10]))  # no flags but that of a footer
        end = len(data) - _OLD_TAG
        if end >= 0 and data.startswith(b"TAG", end):
            self.empty(end, len(data))
        else:
            end = len(data)
        self.whole = not data[max(0, end - _OTHER_HEAD) : end].startswith(_OTHER_TAG)


class Flac(Frames):
    """Blocks before the sound; what is taken out becomes padding."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        at, last = self.sound + 4, False
        while not last and at + 4 <= len(data):
            head = data[at]
            last, inside = head >= _LAST, at + 4
            after = inside + number(data, at + 1, 3)
            if head & ~_LAST not in {_INFO, _SEEKTABLE}:
                self.empty(inside, after, at, bytes([head & _LAST | _PADDING]))
            at = after
        self.whole = self.whole and last and at <= len(data)


class Wave(Blanks):
    """Chunks beside the sound; what is taken out becomes junk."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        at = 12
        for _ in range(MOST_BOXES):
            kind, size = data[at : at + 4], number(data, at + 4, 4, "little")
            if at + 8 > len(data) or (at + 8 + size > len(data) and kind != b"data"):
                break
            if kind not in _HEARD:
                self.empty(at + 8, at + 8 + size, at, b"JUNK")
            at += 8 + size + size % 2
        self.whole = not self.says(at, len(data))
