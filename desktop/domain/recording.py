"""Recordings and videos: what their bytes say of the format, and their headers of the length."""

from __future__ import annotations

import re

from desktop.domain.boxes import MOST_BOXES, box_in, number

LONGEST = 1_000_000_000  # seconds that are believed
LONGEST_HEAD = 4_000_000  # bytes of an MP4's tables that are looked through: those of some hours
TAG_HEAD = 10  # bytes
LAST_PAGE = 65_536 + 512  # bytes from the end in which the last page of an Ogg file begins (RFC 3533 §6)
OPUS_RATE = 48_000  # whatever the input's was (RFC 7845 §4)
_WAV_UNKNOWN = (0, 0xFFFFFFFF)  # sizes of sound that was written before its end was known
_MP4_BRANDS = (b"iso", b"mp4", b"avc1", b"M4V", b"MSNV", b"dash")
_SOUND_BRANDS = (b"M4A ", b"M4B ")
_VIDEO_TRACK, _SOUND_TRACK = (re.compile(b"hdlr.{8}" + kind, re.DOTALL) for kind in (b"vide", b"soun"))
# MPEG audio, layer III (ISO 11172-3 §2.4.2.3, ISO 13818-3): kbit/s, and samples a second of version 1.
_RATES = (44_100, 48_000, 32_000)
_BITRATES = {
    1: (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}


def sniff(data: bytes) -> str:
    """The media type of a recording or a video by its bytes; "" for anything else."""
    if data[:4] == b"RIFF" and data[8:12] == b"WAVE":
        return "audio/wav"
    if data[:4] == b"OggS":
        return "audio/ogg" if _ogg_rate(data) or b"\x7fFLAC" in data[:64] else ""
    if data[4:8] == b"ftyp":
        return _sniff_boxes(data)
    if data[:4] == b"\x1aE\xdf\xa3":  # Matroska in general; WebM says that it is one
        return "video/webm" if b"webm" in data[:64] else ""
    if data[:4] in {b"\0\0\1\xba", b"\0\0\1\xb3"}:
        return "video/mpeg"
    return _sniff_frames(data)


def seconds_of(data: bytes, kind: str) -> int:
    """Whole seconds of a recording, as its header states them; 0 where it does not."""
    measure = _LENGTHS.get(kind)
    seconds = measure(data) if measure else 0
    return round(seconds) if 0 <= seconds < LONGEST else 0


def _sniff_boxes(data: bytes) -> str:
    """MP4 and its kin (ISO 14496-12) by their brand; without a track of pictures it is a recording."""
    brand = data[8:12]
    if brand == b"qt  ":
        return "video/quicktime"
    if brand in _SOUND_BRANDS:
        return "audio/mp4"
    if not brand.startswith(_MP4_BRANDS):
        return ""
    start, end = box_in(data, b"moov")
    end = min(end, start + LONGEST_HEAD)
    sound = _SOUND_TRACK.search(data, start, end) and not _VIDEO_TRACK.search(data, start, end)
    return "audio/mp4" if sound else "video/mp4"


def _sniff_frames(data: bytes) -> str:
    """Sound that is a row of frames, behind a tag or without; two of them in a row are no accident."""
    at = behind_tag(data)
    if data[at : at + 4] == b"fLaC":
        return "audio/flac"
    if _is_adts(data, at) and _is_adts(data, at + (number(data, at + 3, 3) >> 5 & 0x1FFF)):
        return "audio/aac"
    frame = _Frame.at(data, at)
    return "audio/mpeg" if at or (frame and _Frame.at(data, at + frame.length)) else ""


def behind_tag(data: bytes) -> int:
    """Where sound begins behind an ID3 tag (id3.org, ID3v2 §3.1), whose length is four numbers of seven bits."""
    if data[:3] != b"ID3" or len(data) < TAG_HEAD or data[3] not in {2, 3, 4}:
        return 0
    return TAG_HEAD + sum(byte << shift for byte, shift in zip(data[6:10], (21, 14, 7, 0), strict=True))


def _is_adts(data: bytes, at: int) -> bool:
    """Whether a frame of AAC begins here (ISO 13818-7 §6.2)."""
    return number(data, at, 2) & 0xFFF6 == 0xFFF0  # noqa: PLR2004 - twelve ones, and layer 0


class _Frame:
    """The head of a frame of MPEG audio, layer III."""

    def __init__(self, head: int) -> None:
        version, rate = head >> 19 & 3, head >> 10 & 3
        self.first = version == 3  # noqa: PLR2004 - version 1; 2 is version 2, 0 is 2.5
        self.rate = _RATES[rate] >> {3: 0, 2: 1, 0: 2}[version]
        self.mono = head >> 6 & 3 == 3  # noqa: PLR2004 - one channel
        bits = _BITRATES[1 if self.first else 2][(head >> 12 & 15) - 1] * 1_000
        self.samples = 1152 if self.first else 576
        self.length = self.samples // 8 * bits // self.rate + (head >> 9 & 1)

    @classmethod
    def at(cls, data: bytes, at: int) -> _Frame | None:
        head = number(data, at, 4)
        synced, version, layer = head >> 21 == 0x7FF, head >> 19 & 3, head >> 17 & 3  # noqa: PLR2004 - eleven ones
        valid = version != 1 and layer == 1 and head >> 12 & 15 not in {0, 15} and head >> 10 & 3 != 3  # noqa: PLR2004
        return cls(head) if synced and valid else None


def _mp3_seconds(data: bytes) -> float:
    """By the number of frames that encoders write into the first one (the header is called Xing or Info)."""
    at = behind_tag(data)
    frame = _Frame.at(data, at)
    if frame is None:
        return 0
    at += 4 + ((17 if frame.mono else 32) if frame.first else (9 if frame.mono else 17))
    counted = data[at : at + 4] in {b"Xing", b"Info"} and number(data, at + 7, 1) & 1
    return number(data, at + 8, 4) * frame.samples / frame.rate if counted else 0


def _wav_seconds(data: bytes) -> float:
    at, rate = 12, 0  # bytes a second
    for _ in range(MOST_BOXES):
        kind, size = data[at : at + 4], number(data, at + 4, 4, "little")
        if kind == b"fmt ":
            rate = number(data, at + 16, 4, "little")
        if kind == b"data" and rate:
            left = len(data) - at - 8
            return (left if size in _WAV_UNKNOWN else min(size, left)) / rate
        at += 8 + size + size % 2
        if at >= len(data):
            break
    return 0


def _flac_seconds(data: bytes) -> float:
    at = behind_tag(data) + 8  # STREAMINFO comes first (RFC 9639 §8.2)
    facts = number(data, at + 10, 8)
    rate, samples = facts >> 44, facts & 0xFFFFFFFFF
    return samples / rate if rate else 0


def _ogg_rate(data: bytes) -> int:
    """Samples a second of Opus or Vorbis; 0 for anything else."""
    if b"OpusHead" in data[:64]:
        return OPUS_RATE
    at = data.find(b"\1vorbis", 0, 64)
    return number(data, at + 12, 4, "little") if at >= 0 else 0


def _ogg_seconds(data: bytes) -> float:
    rate = _ogg_rate(data)
    last = data.rfind(b"OggS", max(0, len(data) - LAST_PAGE))
    return number(data, last + 6, 8, "little") / rate if rate and last >= 0 else 0


def _mp4_seconds(data: bytes) -> float:
    start, end = box_in(data, b"moov")
    start, _ = box_in(data, b"mvhd", start, end)
    if not start:
        return 0
    at, wide = (start + 20, 8) if number(data, start, 1) == 1 else (start + 12, 4)  # version 1 has longer numbers
    scale = number(data, at, 4)
    return number(data, at + 4, wide) / scale if scale else 0


_LENGTHS = {
    "audio/wav": _wav_seconds,
    "audio/mpeg": _mp3_seconds,
    "audio/flac": _flac_seconds,
    "audio/ogg": _ogg_seconds,
    "audio/mp4": _mp4_seconds,
}
