from __future__ import annotations

import io
import struct
import wave
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.recording import seconds_of, sniff


def wav(seconds=2, rate=8_000):
    kept = io.BytesIO()
    with wave.open(kept, "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(bytes(4 * rate * seconds))
    return kept.getvalue()


def tag(size=300):
    """An ID3 tag with so many bytes behind its head."""
    return b"ID3\x04\0\0" + bytes([0, 0, size >> 7, size & 127]) + b"x" * size


def mp3(head=0xFFFB9064, length=417, frames=0, first=32, name=b"Xing"):
    """Two frames of which the first counts all, where `frames` says how many."""
    counted = name + struct.pack(">II", 1, frames) if frames else b""
    start = struct.pack(">I", head) + bytes(first) + counted
    return start.ljust(length, b"\0") + struct.pack(">I", head).ljust(length, b"\0")


MONO_V2 = 0xFFF380C4  # version 2, 64 kbit/s, 22,050 Hz, one channel: 208 bytes a frame
MONO_V1 = 0xFFFB90C4  # version 1, 128 kbit/s, 44,100 Hz, one channel
STEREO_V2 = 0xFFF38064
STEREO_V25 = 0xFFE38064  # version 2.5, 11,025 Hz
PADDED = 0xFFFB9264


def flac(rate=44_100, samples=44_100 * 3):
    facts = rate << 44 | 1 << 41 | 15 << 36 | samples
    return b"fLaC\x80\0\0\x22" + bytes(10) + facts.to_bytes(8, "big") + bytes(16)


def page(granule, body=b""):
    return b"OggS\0\0" + struct.pack("<q", granule) + bytes(12) + bytes([1, len(body)]) + body


OPUS = b"OpusHead\1\2" + bytes(9)
VORBIS = b"\1vorbis" + struct.pack("<IBI", 0, 2, 44_100) + bytes(14)


def ogg(head, granule):
    return page(0, head) + page(7, b"x" * 250) * 400 + page(granule, b"x")


def box(kind, *inside):
    body = b"".join(inside)
    return struct.pack(">I", 8 + len(body)) + kind + body


def large_box(kind, body):
    return struct.pack(">I", 1) + kind + struct.pack(">Q", 16 + len(body)) + body


MVHD = box(b"mvhd", struct.pack(">IIIII", 0, 0, 0, 600, 600 * 4))
MVHD_1 = box(b"mvhd", struct.pack(">IQQIQ", 1 << 24, 0, 0, 1000, 1000 * 5))
SOUND, FILM = (box(b"trak", box(b"mdia", box(b"hdlr", bytes(8), kind, bytes(12)))) for kind in (b"soun", b"vide"))


def mp4(brand=b"M4A ", *moov, before=b""):
    return box(b"ftyp", brand, bytes(4)) + before + box(b"mdat", b"x" * 40) + box(b"moov", *moov)


def adts(length=20, frames=2):
    head = bytes([0xFF, 0xF1, 0x50, 0x80 | length >> 11, length >> 3 & 255, (length & 7) << 5 | 31, 0xFC])
    return head.ljust(length, b"\0") * frames


WAV, MP3, FLAC, OGG, M4A, AAC = (f"audio/{kind}" for kind in ["wav", "mpeg", "flac", "ogg", "mp4", "aac"])


@pytest.mark.parametrize(
    ("data", "kind", "seconds"),
    [
        (wav(), WAV, 2),
        (wav()[:-16_000], WAV, 2),
        (wav()[:16_044], WAV, 0),
        (wav()[:40] + b"\xff" * 4 + wav()[44:], WAV, 2),
        (wav()[:40] + b"\0" * 4 + wav()[44:], WAV, 2),
        (wav()[:12] + b"odd " + struct.pack("<I", 3) + b"123\0" + wav()[12:], WAV, 2),
        (b"RIFF\x24\0\0\0WAVEdata\4\0\0\0abcd", WAV, 0),
        (b"RIFF\x24\0\0\0WAVE", WAV, 0),
        (mp3(), MP3, 0),
        (tag() + mp3(), MP3, 0),
        (tag() + b"\0\0", MP3, 0),
        (mp3(frames=1000), MP3, 26),
        (mp3(frames=1000, name=b"Info"), MP3, 26),
        (tag() + mp3(frames=1000), MP3, 26),
        (mp3(MONO_V1, first=17, frames=1000), MP3, 26),
        (mp3(MONO_V2, 208, first=9, frames=1000), MP3, 26),
        (mp3(STEREO_V2, 208, first=17, frames=1000), MP3, 26),
        (mp3(STEREO_V25, 417, first=17, frames=1000), MP3, 52),
        (mp3(PADDED, 418), MP3, 0),
        (flac(), FLAC, 3),
        (tag() + flac(), FLAC, 3),
        (flac(samples=0), FLAC, 0),
        (flac(rate=0), FLAC, 0),
        (ogg(OPUS, 48_000 * 9), OGG, 9),
        (ogg(VORBIS, 44_100 * 9), OGG, 9),
        (ogg(OPUS, -1), OGG, 0),
        (ogg(b"\x7fFLAC", 44_100), OGG, 0),
        (mp4(b"M4A ", MVHD, SOUND), M4A, 4),
        (mp4(b"M4B ", MVHD_1, SOUND), M4A, 5),
        (mp4(b"mp42", SOUND, MVHD), M4A, 4),
        (mp4(b"isom", SOUND, before=large_box(b"free", b"12")), M4A, 0),
        (box(b"ftyp", b"M4A ") + b"\0\0\0\0mdat123", M4A, 0),
        (box(b"ftyp", b"M4A ") + b"\0\0\0\3mdat123", M4A, 0),
        (mp4(b"M4A ", box(b"mvhd", bytes(20))), M4A, 0),
        (adts(), AAC, 0),
        (tag() + adts(), AAC, 0),
        (mp4(b"mp42", MVHD, SOUND, FILM), "video/mp4", 0),
        (mp4(b"isom", MVHD), "video/mp4", 0),
        (mp4(b"qt  ", MVHD, FILM), "video/quicktime", 0),
        (b"\x1aE\xdf\xa3\x9fB\x86\x81\1B\x82\x84webm", "video/webm", 0),
        (b"\0\0\1\xba" + b"x" * 20, "video/mpeg", 0),
        (b"\0\0\1\xb3" + b"x" * 20, "video/mpeg", 0),
    ],
)
def test_recordings_and_videos_are_known_by_their_bytes_and_say_how_long_they_are(data, kind, seconds):
    assert (kind, seconds) == (sniff(data), seconds_of(data, kind))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"ID3",
        b"ID3 is how tags are called",
        b"OggS\0\2 of a video",
        b"RIFF\x24\0\0\0AVI ",
        mp4(b"3gp4", SOUND),
        mp4(b"heic"),
        b"\x1aE\xdf\xa3\x9fB\x86\x81\1B\x82\x88matroska",
        mp3()[:417],
        adts(frames=1),
        "\ufeffhello, how are you?".encode("utf-16-le"),
        "\ufeffhello, how are you?".encode("utf-16-be"),
        b"\xff" * 2_000,
        struct.pack(">I", 0xFFFBF064) * 500,
        struct.pack(">I", 0xFFFB9C64) * 500,
        struct.pack(">I", 0xFFFD9064) * 500,
        struct.pack(">I", 0xFFEB9064) * 500,
        b"hello",
    ],
)
def test_everything_else_is_neither(data):
    assert "" == sniff(data)


KINDS = (WAV, MP3, FLAC, OGG, M4A, AAC, "video/mp4")
SEEDS = (wav(), tag() + mp3(frames=9), flac(), ogg(OPUS, 9), mp4(b"mp42", MVHD, SOUND), adts(), b"")


@given(st.sampled_from(SEEDS), st.integers(0, 3000), st.binary(max_size=30), st.sampled_from(KINDS))
def test_no_bytes_make_trouble(seed, cut, more, kind):
    for data in (seed[:cut] + more, more + seed[cut:], seed[:cut] + more + seed[cut + len(more) :]):
        assert sniff(data) in {"", *KINDS, "video/quicktime", "video/webm", "video/mpeg"}
        assert 0 <= seconds_of(data, kind) < 1e9


def test_an_endless_row_of_boxes_is_not_gone_through():
    data = b"".join(chain([box(b"ftyp", b"M4A ")], [box(b"free")] * 2_000, [box(b"moov", MVHD)]))

    assert (M4A, 0) == (sniff(data), seconds_of(data, M4A))


def test_an_endless_row_of_chunks_is_not_gone_through():
    data = wav()[:36] + (b"odd " + bytes(4)) * 2_000 + wav()[36:]

    assert (WAV, 0) == (sniff(data), seconds_of(data, WAV))
