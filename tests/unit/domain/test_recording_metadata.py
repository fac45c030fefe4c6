"""What a phone, a camera or an editor writes into a film is gone, and no byte of what plays is elsewhere."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.boxes import boxes
from desktop.domain.picture import Change
from desktop.domain.recording import seconds_of, sniff
from desktop.domain.recording_metadata import without_metadata
from tests.unit.domain.test_recording import (
    FILM,
    MVHD,
    MVHD_1,
    SOUND,
    adts,
    box,
    flac,
    large_box,
    mp3,
    mp4,
    wav,
)

PLACE = b"+48.1372+011.5755/"
XYZ = box(b"\xa9xyz", struct.pack(">HH", len(PLACE), 0x15C7), PLACE)
KEYS = box(b"keys", struct.pack(">II", 0, 1), box(b"mdta", b"com.apple.quicktime.location.ISO6709"))
ILST = box(b"ilst", box(b"\0\0\0\1", box(b"data", bytes(8), PLACE)))
LOCI = box(b"loci", bytes(6), b"Home\0", struct.pack(">BiiI", 0, 11 << 16, 48 << 16, 0))
TITLE = box(b"udta", box(b"meta", bytes(4), box(b"ilst", box(b"\xa9nam", box(b"data", bytes(8), b"A song")))))
TURNED = struct.pack(">9i", 0, 1 << 16, 0, -1 << 16, 0, 0, 0, 0, 1 << 30)
MADE, LENGTH = struct.pack(">II", 3_800_000_000, 3_800_000_001), struct.pack(">II", 600, 2_400)
REMOVED = Change.LOCATION_REMOVED, Change.METADATA_REMOVED
VIDEO = "video/mp4"


def film(*moov, top=(), brand=b"mp42"):
    return box(b"ftyp", brand, bytes(4)) + b"".join(top) + box(b"mdat", b"x" * 40) + box(b"moov", MVHD, FILM, *moov)


def track(handler, *more, samples=b"", at=0):
    tables = [box(b"stsz", struct.pack(">III", 0, 0, 1), struct.pack(">I", len(samples)))]
    tables += [box(b"stsc", struct.pack(">IIIII", 0, 1, 1, 1, 1)), box(b"stco", struct.pack(">III", 0, 1, at))]
    return box(
        b"trak", box(b"mdia", box(b"hdlr", bytes(8), handler, bytes(12)), box(b"minf", box(b"stbl", *more or tables)))
    )


def outline(data):
    return [(found.start, found.inside, found.after) for found in boxes(data, 0, len(data))]


def changed(data, kind=VIDEO):
    """What is sent: as long as before, with the same boxes at the top, and the same to play."""
    made, told = without_metadata(data, kind)
    assert len(data) == len(made)
    assert outline(data) == outline(made)
    assert (sniff(data), seconds_of(data, "audio/mp4")) == (sniff(made), seconds_of(made, "audio/mp4"))
    return made, told


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (film(box(b"udta", XYZ)), VIDEO),
        (film(box(b"udta", XYZ, bytes(4)), brand=b"qt  "), "video/quicktime"),
        (film(box(b"meta", KEYS, ILST), brand=b"qt  "), "video/quicktime"),
        (film(box(b"udta", LOCI, PLACE)), VIDEO),
        (film(box(b"trak", box(b"tkhd", bytes(20)), box(b"meta", KEYS, ILST))), VIDEO),
        (film(box(b"trak", box(b"mdia", box(b"minf", box(b"stbl", box(b"uuid", XYZ)))))), VIDEO),
        (film(top=[box(b"uuid", bytes(16), b"<exif:GPSLatitude>", PLACE)]), VIDEO),
        (film(top=[large_box(b"uuid", bytes(16) + b"<exif:GPSLatitude>" + PLACE)]), VIDEO),
        (film(top=[box(b"free", b"freeGPS ", PLACE)]), VIDEO),
        (film(box(b"gps ", bytes(4), PLACE)), VIDEO),
        (film(box(b"udta", box(b"GPMF", b"GPS5", PLACE))), VIDEO),
        (film()[:-8] + box(b"skip", XYZ), VIDEO),
        (mp4(b"M4A ", MVHD, SOUND, box(b"udta", XYZ)), "audio/mp4"),
    ],
)
def test_the_place_is_gone_wherever_it_stood(data, kind):
    made, told = changed(data, kind)

    assert PLACE in data
    assert PLACE not in made
    assert b"GPS" not in made
    assert REMOVED == told


def test_what_is_no_place_is_gone_too_and_not_called_one():
    made, told = changed(film(TITLE))

    assert b"A song" not in made
    assert (Change.METADATA_REMOVED,) == told


def test_nothing_is_said_where_there_is_nothing_and_the_bytes_are_the_same():
    data = film(box(b"udta", bytes(4)), top=[box(b"free", bytes(30)), box(b"wide")])

    assert (data, ()) == without_metadata(data, VIDEO)


def test_times_are_gone_and_length_and_rotation_stay():
    head = box(b"tkhd", bytes(4), MADE, bytes(64), TURNED, LENGTH)
    media = box(b"mdia", box(b"mdhd", struct.pack(">IQQ", 1 << 24, 3_800_000_000, 3_800_000_000), LENGTH))
    data = box(b"ftyp", b"M4A ", bytes(4)) + box(
        b"moov", box(b"mvhd", bytes(4), MADE, LENGTH), box(b"trak", head, media)
    )
    made, told = changed(data, "audio/mp4")

    assert b"\xe2\x7f" not in made  # how all numbers of those days begin
    assert TURNED in made
    assert 2 == made.count(LENGTH) - 1
    assert 4 == seconds_of(made, "audio/mp4")
    assert (Change.METADATA_REMOVED,) == told


def test_a_head_that_ends_early_touches_nothing_behind_it():
    data = box(b"ftyp", b"mp42") + box(b"moov", box(b"mvhd", b"\0\0\0\0\1\1"), box(b"mvex", b"\2" * 20))
    made, _ = without_metadata(data, VIDEO)

    assert box(b"mvhd", bytes(6)) + box(b"mvex", b"\2" * 20) in made


@pytest.mark.parametrize("wide", [False, True])
@pytest.mark.parametrize("alike", [False, True])
def test_what_was_measured_while_filming_is_gone_with_its_samples(wide, alike):
    samples = b"GPS5abcd"
    data = box(b"ftyp", b"mp42", bytes(4)) + box(b"mdat", b"sound", samples * 2, b"picture", samples)
    at = data.index(samples)
    sizes = struct.pack(">III", 0, 8, 3) if alike else struct.pack(">6I", 0, 0, 3, 8, 8, 8)
    places = [3, at, at + 23] if wide else [2, at, at + 23]
    starts = (
        box(b"co64", struct.pack(">IIQQ", 0, 2, *places[1:])) if wide else box(b"stco", struct.pack(">4I", 0, *places))
    )
    runs = box(b"stsc", struct.pack(">8I", 0, 2, 1, 2, 1, 2, 9, 1))
    made, told = changed(data + box(b"moov", MVHD, FILM, track(b"meta", box(b"stsz", sizes), runs, starts)))

    assert box(b"mdat", b"sound", bytes(16), b"picture", bytes(8)) in made
    assert b"meta" not in made
    assert REMOVED == told


def test_pictures_sound_and_words_stay():
    data = film(*(track(kind, samples=b"x" * 40, at=24) for kind in (b"vide", b"soun", b"text")))

    assert (data, ()) == without_metadata(data, VIDEO)


@pytest.mark.parametrize(
    "data",
    [
        film(box(b"udta", XYZ)) + b"\0\0\xff\xffodd" + PLACE,
        film(box(b"cmov", b"pressed"), TITLE),
        film(track(b"meta"), top=[box(b"moof", b"fragment")]),
        film(track(b"meta", box(b"stz2", bytes(12)))),
        film(track(b"meta", samples=b"y" * 9_999)),
    ],
)
def test_what_is_not_understood_is_said_to_have_been_left(data):
    made, told = changed(data)

    assert made != data
    assert Change.METADATA_REMOVED_IN_PART in told


def test_what_is_wrong_from_somewhere_on_stays_as_it_is():
    data = film() + b"\0\0\xff\xffudta" + XYZ

    assert (data, (Change.METADATA_LEFT,)) == without_metadata(data, VIDEO)


def test_a_film_that_is_not_there_to_its_end_is_cleaned_before_it():
    data = box(b"ftyp", b"mp42") + box(b"moov", MVHD, box(b"udta", XYZ)) + b"\0\0\xff\xffmdat" + b"x" * 30

    assert REMOVED == changed(data)[1]


def test_what_the_person_keeps_stays():
    data = film(box(b"udta", XYZ))

    assert (data, (Change.LOCATION_KEPT, Change.METADATA_KEPT)) == without_metadata(data, VIDEO, keeps=True)
    assert (film(TITLE), (Change.METADATA_KEPT,)) == without_metadata(film(TITLE), VIDEO, keeps=True)
    assert (film(), ()) == without_metadata(film(), VIDEO, keeps=True)


@pytest.mark.parametrize("kind", ["video/webm", "video/mpeg", "audio/ogg"])
def test_other_kinds_are_sent_as_they_came(kind):
    assert (b"as it came", (Change.METADATA_LEFT,)) == without_metadata(b"as it came", kind)


def block(kind, body):
    return struct.pack(">I", kind << 24 | len(body)) + body


def chunk(kind, body):
    return kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


NAMED, OLD = b"ID3\3\0\0\0\0\0\x14" + b"TPE1\0\0\0\x0a\0\0\0Jane Roe.", b"TAG" + b"Jane".ljust(125, b"\0")
FLAGGED = b"ID3\4\0\xd0" + NAMED[6:]
BLOCKS = flac()[:4] + block(0, flac()[8:42]) + block(3, bytes(18))
SPOKEN = BLOCKS + block(4, b"Jane") + block(0x86, b"\xff\xd8 Jane") + b"\xff\xf8sound"
SILENT = BLOCKS + block(1, bytes(4)) + block(0x81, bytes(7)) + b"\xff\xf8sound"
CHUNKS = wav()[:36] + chunk(b"LIST", b"INFOIARTJane!") + wav()[36:] + chunk(b"bext", b"Jane")
OTHER = b"APETAGEX" + bytes(24)
MP3, AAC, FLAC, WAV = "audio/mpeg", "audio/aac", "audio/flac", "audio/wav"


@pytest.mark.parametrize(
    ("data", "kind", "expected"),
    [
        (NAMED + mp3(), MP3, NAMED[:10] + bytes(20) + mp3()),
        (FLAGGED + mp3(), MP3, b"ID3\4\0\x10" + NAMED[6:10] + bytes(20) + mp3()),
        (NAMED + adts() + OLD, AAC, NAMED[:10] + bytes(20) + adts() + bytes(128)),
        (mp3() + OLD, MP3, mp3() + bytes(128)),
        (SPOKEN, FLAC, SILENT),
        (NAMED + SPOKEN, FLAC, NAMED[:10] + bytes(20) + SILENT),
        (CHUNKS, WAV, wav()[:36] + chunk(b"JUNK", bytes(13)) + wav()[36:] + chunk(b"JUNK", bytes(4))),
    ],
)
def test_words_around_sound_are_gone(data, kind, expected):
    made, told = without_metadata(data, kind)

    assert expected == made
    assert (kind, seconds_of(data, kind)) == (sniff(made), seconds_of(made, kind))
    assert (Change.METADATA_REMOVED,) == told


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (mp3(), MP3),
        (NAMED[:10] + bytes(20) + mp3(), MP3),
        (adts(), AAC),
        (wav(), WAV),
        (wav()[:-100], WAV),
        (b"T", MP3),
    ],
)
def test_sound_alone_is_sent_as_it_came_and_nothing_is_said(data, kind):
    assert (data, ()) == without_metadata(data, kind)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (mp3() + OTHER, MP3),
        (BLOCKS, FLAC),
        (BLOCKS + block(0x80, b"")[:-1] + b"\xff", FLAC),
        (wav() + b"LIST\xff\xff\0\0Jane", WAV),
        (wav()[:36] + chunk(b"fact", b"") * 1_001 + wav()[36:], WAV),
    ],
)
def test_sound_that_is_not_understood_to_its_end_is_said_to_be_sent_as_it_came(data, kind):
    assert (data, (Change.METADATA_LEFT,)) == without_metadata(data, kind)


def test_another_tag_before_the_old_one_is_not_overlooked():
    made, told = without_metadata(mp3() + OTHER + OLD, MP3)

    assert mp3() + OTHER + bytes(128) == made
    assert (Change.METADATA_REMOVED_IN_PART,) == told


def test_samples_of_no_chunk_are_left_and_that_is_said():
    sizes, starts = box(b"stsz", struct.pack(">III", 0, 4, 1)), box(b"stco", struct.pack(">3I", 0, 1, 24))
    made, told = without_metadata(film(track(b"meta", sizes, starts), top=[box(b"mdat", b"GPS!")]), VIDEO)

    assert b"GPS!" in made
    assert (Change.METADATA_REMOVED_IN_PART,) == told


def test_samples_that_are_said_to_lie_beyond_the_end_are_not_called_removed():
    made, told = without_metadata(film(track(b"meta", samples=b"GPS!", at=1 << 20)), VIDEO)

    assert b"meta" not in made
    assert (Change.METADATA_REMOVED_IN_PART,) == told


def test_endless_boxes_and_samples_end():
    rows = film(top=[box(b"free")] * 20_001)
    overlapping = box(b"stco", struct.pack(">II", 0, 50_000), struct.pack(">I", 24) * 50_000)
    same = box(b"stsz", struct.pack(">III", 0, 10_000, 1 << 31)), box(b"stsc", struct.pack(">5I", 0, 1, 1, 1, 1))

    assert Change.METADATA_LEFT in without_metadata(rows, VIDEO)[1]
    assert Change.METADATA_REMOVED_IN_PART in without_metadata(film(track(b"meta", *same, overlapping)), VIDEO)[1]


SEED = film(
    box(b"udta", XYZ), box(b"trak", box(b"tkhd", bytes(4), MADE)), track(b"meta", samples=b"y" * 9, at=30), MVHD_1
)


@given(st.integers(0, len(SEED)), st.binary(max_size=24), st.booleans())
def test_no_bytes_make_trouble(at, more, over):
    data = SEED[:at] + more + SEED[at + (len(more) if over else 0) :]
    made, told = without_metadata(data, VIDEO)

    assert len(data) == len(made)
    assert (made == data) == (not told or told == (Change.METADATA_LEFT,))
    again, _ = without_metadata(made, VIDEO)
    assert len(again) == len(made)


KINDS = VIDEO, MP3, AAC, FLAC, WAV


@given(st.sampled_from([NAMED + mp3() + OLD, SPOKEN, CHUNKS, b""]), st.integers(0, 900), st.binary(max_size=99))
def test_no_sound_makes_trouble(seed, cut, more):
    for data in (seed[:cut] + more, more + seed[cut:], seed[:cut] + more + seed[cut:]):
        assert {len(data)} == {len(without_metadata(data, kind)[0]) for kind in KINDS}
